//! Rows of values below a line of names, as spreadsheets and databases write them.

use std::ops::Range;

use super::hide::Hide;
use super::names::{Meaning, of_unknown};

/// The characters that separate two cells.
const SEPARATORS: [char; 4] = ['\t', ',', ';', '|'];

/// What is hidden of the rows of a text whose first line names their cells.
pub(super) fn hidden_cells(text: &str) -> Vec<(Range<usize>, Hide)> {
    let mut lines = lines(text).skip_while(|(_, line)| line.trim().is_empty());
    let Some((separator, columns)) = lines.next().and_then(|(_, names)| columns(names)) else {
        return Vec::new();
    };
    lines.flat_map(|line| row(line, separator, &columns)).collect()
}

/// The same of a table somewhere in a text, which may have sentences too: its names are single words,
/// and it ends before a row of another length.
pub(super) fn hidden_rows(text: &str) -> Vec<(Range<usize>, Hide)> {
    let has_words = |name: &str| name.trim().contains(char::is_whitespace);
    let header = |(_, line): (usize, &str)| {
        columns(line).filter(|(separator, _)| !line.split(*separator).any(has_words))
    };
    let mut lines = lines(text);
    let Some((separator, columns)) = lines.find_map(header) else { return Vec::new() };
    let rows = lines.take_while(|(_, line)| cells(line, separator).len() == columns.len());
    rows.flat_map(|line| row(line, separator, &columns)).collect()
}

/// The lines of a text, and where each starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}

/// What the first line's names hide of the cells below them, if it is a line of names and one of
/// them hides something.
fn columns(header: &str) -> Option<(char, Vec<Hide>)> {
    let separator = SEPARATORS.into_iter().find(|one| header.contains(*one))?;
    let names =
        header.split(separator).map(|name| name.trim().trim_matches(['"', '\'', '\u{feff}']));
    let columns: Option<Vec<Hide>> =
        names.map(|name| is_name(name).then(|| of_name(name))).collect();
    let columns = columns?;
    columns.iter().any(|hide| *hide != Hide::Nothing).then_some((separator, columns))
}

/// Whether a cell of the first line may be a name: it has a letter, and nothing of JSON or code.
fn is_name(cell: &str) -> bool {
    let is_part = |one: char| one.is_alphanumeric() || " _-./()[]".contains(one);
    cell.is_empty()
        || (cell.len() <= 200 && cell.contains(char::is_alphabetic) && cell.chars().all(is_part))
}

fn of_name(name: &str) -> Hide {
    match of_unknown(name) {
        Meaning::Secret => Hide::Secret,
        Meaning::Personal => Hide::Personal,
        Meaning::Amount | Meaning::Plain => Hide::Nothing,
    }
}

/// What is hidden of one row. Where it has another number of cells than the first line, which
/// is which is unknown: the strictest goes for all.
fn row(
    (start, line): (usize, &str),
    separator: char,
    columns: &[Hide],
) -> Vec<(Range<usize>, Hide)> {
    let cells = cells(line, separator);
    let strictest = columns.iter().max().copied().unwrap_or_default();
    let fits = cells.len() == columns.len();
    let hides = columns.iter().map(|hide| if fits { *hide } else { strictest });
    let hides = hides.chain(std::iter::repeat(strictest));
    let cells = cells.into_iter().map(|cell| start + cell.start..start + cell.end);
    cells.zip(hides).filter(|(_, hide)| *hide != Hide::Nothing).collect()
}

/// Where the cells of a line are. A separator between double quotes is part of a cell.
fn cells(line: &str, separator: char) -> Vec<Range<usize>> {
    let line = line.trim_end();
    let (mut cells, mut start, mut is_quoted) = (Vec::new(), 0, false);
    for (at, character) in line.char_indices() {
        if character == '"' {
            is_quoted = !is_quoted;
        } else if character == separator && !is_quoted {
            cells.push(start..at);
            start = at + character.len_utf8();
        }
    }
    cells.push(start..line.len());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> Vec<(&str, Hide)> {
        hidden_cells(text)
            .into_iter()
            .map(|(range, hide)| (text.get(range).unwrap(), hide))
            .collect()
    }

    #[test]
    fn names_hide_the_cells_below_them() {
        let (secret, personal) = (Hide::Secret, Hide::Personal);
        assert_eq!(
            hidden("id,password,secret\r\n1,hunter2,tiger\r\n2,\"a,b\",c"),
            [("hunter2", secret), ("tiger", secret), ("\"a,b\"", secret), ("c", secret)]
        );
        assert_eq!(hidden("\n번호\t이름\n1\t홍길동\n"), [("홍길동", personal)]);
        assert_eq!(hidden("\"id\";\"카드번호\"\n1;x"), [("x", secret)]);
        assert_eq!(hidden("\u{feff}pw,id\nx,1"), [("x", secret)]);
        assert_eq!(hidden("a|name|pw\n1|2"), [("1", secret), ("2", secret)]);
    }

    #[test]
    fn other_texts_have_no_columns() {
        for text in ["a,b\n1,2", "password\nx", "1,2\npassword,x", "password=1,x\ny,z", "", "\n"] {
            assert_eq!(hidden(text), [], "{text}");
        }
    }
}
