//! Workflow commands, as the runner of GitHub Actions reads them.

use std::path::Path;

use crate::{NAMES, found, hostile, requests, run_in, written};

type Properties = Vec<(String, String)>;

/// A workflow command, as the runner of GitHub Actions reads a line.
fn command(line: &str) -> Option<(String, Properties, String)> {
    let (head, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let unescaped = |text: &str, escapes: &[(&str, &str)]| {
        escapes
            .iter()
            .fold(text.to_owned(), |text, (escape, character)| text.replace(escape, character))
    };
    let of_data = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")];
    let of_properties = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    let properties = properties.split(',').filter_map(|property| property.split_once('='));
    let properties = properties
        .map(|(key, value)| (key.trim().to_owned(), unescaped(value, &of_properties)))
        .collect();
    Some((name.to_owned(), properties, unescaped(data, &of_data)))
}

fn check_commands(folder: &Path, names: &[&str]) {
    let text = written(folder, "github", names);
    let found = found(folder, names);
    assert_eq!(text.lines().count(), found.len(), "{text}");
    for (line, [file, at, column, severity, rule, message]) in text.lines().zip(found) {
        let (name, properties, data) = command(line).unwrap();
        let property = |key: &str| {
            let found = properties.iter().find(|(known, _)| known == key);
            found.map(|(_, value)| value.clone())
        };
        assert_eq!(name, severity.replace("advice", "notice"));
        assert_eq!(property("file"), Some(smartro_lint::report::visible(&file)));
        assert_eq!(property("line"), Some(at.clone()));
        // Columns are for one line alone.
        let same = property("endLine") == Some(at);
        assert_eq!(property("col"), same.then_some(column));
        assert_eq!(property("title"), Some(rule));
        let message: String = message.chars().filter(|character| !character.is_control()).collect();
        assert!(data.starts_with(&message), "{data}");
    }
}

#[test]
fn a_workflow_reads_its_commands() {
    check_commands(requests().path(), &NAMES);
    #[cfg(unix)]
    {
        let (folder, names) = hostile();
        check_commands(folder.path(), &names);
    }
    let dotted = written(requests().path(), "github", &["./crlf.json"]);
    assert!(dotted.starts_with("::error file=crlf.json,line=4,"), "{dotted}");
    let output = run_in(requests().path(), &["--format", "github", "gone.json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(command(text.trim_end()).unwrap().0, "error", "{text}");
}

#[test]
fn a_place_of_several_lines_has_no_columns() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "{\"operation\": \"cancelPayment\", \"request\": {\n  \"reason\": [\n    1\n  ]\n}}\n";
    std::fs::write(folder.path().join("a.json"), text).unwrap();
    let shown = written(folder.path(), "github", &["a.json"]);
    assert!(shown.contains("file=a.json,line=2,endLine=4,title="), "{shown}");
}
