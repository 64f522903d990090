//! Where lines can break, production by production.

use std::iter::Peekable;
use std::vec;

use super::page::{Doc, WIDTH, width};
use super::tokens::{Piece, Token};
use crate::syntax::tree::Rule;

/// How far the parts of neighbouring `on` clauses may be moved to be aligned, in
/// columns.
const FARTHEST: usize = 24;

/// Lays out a whole file.
pub(super) fn file<'t>(tree: Piece, tokens: Vec<Token<'t>>) -> Doc<'t> {
    let mut layout = Layout { tokens };
    let Piece::Production(_, items) = tree else { return Doc::Row(Vec::new()) };
    Doc::Row(layout.elements(items, || Doc::Hard))
}

struct Layout<'t> {
    tokens: Vec<Token<'t>>,
}

impl<'t> Layout<'t> {
    fn token(&mut self, number: usize) -> Token<'t> {
        self.tokens.get_mut(number).map(std::mem::take).unwrap_or_default()
    }

    fn is(&self, piece: &Piece, symbol: &str) -> bool {
        matches!(piece, Piece::Token(_, number)
            if self.tokens.get(*number).is_some_and(|token| token.text == symbol))
    }

    /// The comments before a piece: they break nothing inside it.
    fn comments(&mut self, piece: &Piece) -> Doc<'t> {
        let first = first_token(piece).and_then(|number| self.tokens.get_mut(number));
        Doc::Comments(first.map(|token| std::mem::take(&mut token.before)).unwrap_or_default())
    }

    /// Declarations, fields or statements, each on a line of its own where lines break.
    fn elements(&mut self, pieces: Vec<Piece>, line: fn() -> Doc<'t>) -> Vec<Doc<'t>> {
        let mut docs = Vec::new();
        let mut pieces = pieces.into_iter().peekable();
        while let Some(piece) = pieces.next() {
            if self.is(&piece, ",") {
                docs.push(self.piece(piece));
                continue;
            }
            if !docs.is_empty() {
                docs.push(line());
            }
            docs.push(Doc::Start { first: docs.is_empty() });
            docs.push(self.comments(&piece));
            match piece {
                Piece::Production(Rule::on, parts) => self.clauses(parts, &mut pieces, &mut docs),
                piece => docs.push(self.piece(piece)),
            }
        }
        docs
    }

    fn piece(&mut self, piece: Piece) -> Doc<'t> {
        let (production, pieces) = match piece {
            Piece::Token(_, number) => return Doc::Token(self.token(number)),
            Piece::Production(production, pieces) => (production, pieces),
        };
        let count = pieces.iter().take_while(|piece| piece.rule() == Rule::doc).count();
        let mut pieces = pieces.into_iter();
        let mut docs = Vec::new();
        for line in pieces.by_ref().take(count) {
            docs.extend([self.piece(line), Doc::Hard]);
        }
        let pieces: Vec<Piece> = pieces.collect();
        if let Some(first) = pieces.first().filter(|_| count > 0) {
            docs.push(self.comments(first));
        }
        docs.push(match production {
            Rule::enumeration
            | Rule::record
            | Rule::choice
            | Rule::more
            | Rule::operation
            | Rule::amendment
            | Rule::rule
            | Rule::block
            | Rule::json_object => self.braces(production, pieces),
            Rule::options | Rule::branches => self.brackets(production, pieces),
            _ => Doc::Group { broken: false, parts: self.sequence(production, pieces) },
        });
        Doc::Row(docs)
    }

    /// Pieces one after the other; from where a line can break first, a level deeper.
    fn sequence(&mut self, production: Rule, pieces: Vec<Piece>) -> Vec<Doc<'t>> {
        let (mut docs, mut deeper): (Vec<Doc<'t>>, Option<Vec<Doc<'t>>>) = (Vec::new(), None);
        let mut before: Option<(Rule, bool, bool)> = None;
        for piece in pieces {
            if let Some((last, is_comma, opens)) = before {
                let separator = self.separator(production, last, is_comma, opens, &piece);
                let can_break = matches!(separator, Some(Doc::Line | Doc::Wrap | Doc::Hard));
                if can_break && deeper.is_none() {
                    deeper = Some(Vec::new());
                }
                deeper.as_mut().unwrap_or(&mut docs).extend(separator);
            }
            let opens = self.is(&piece, "(") || self.is(&piece, "[");
            before = Some((piece.rule(), self.is(&piece, ","), opens));
            let doc = self.piece(piece);
            deeper.as_mut().unwrap_or(&mut docs).push(doc);
        }
        docs.extend(deeper.map(Doc::Indent));
        docs
    }

    /// What is between two pieces of a production.
    fn separator(
        &self,
        production: Rule,
        before: Rule,
        after_comma: bool,
        opened: bool,
        next: &Piece,
    ) -> Option<Doc<'t>> {
        let is_manner =
            |production| matches!(production, Rule::assuming | Rule::at | Rule::as_ | Rule::say);
        let line = match (production, next.rule()) {
            (Rule::disjunction, Rule::k_or)
            | (Rule::conjunction, Rule::k_and)
            | (Rule::expression, Rule::k_iff)
            | (Rule::comparison, Rule::is | Rule::matches | Rule::contains | Rule::ordering)
            | (Rule::quantified, Rule::plain) => true,
            (Rule::operand, _) => self.is(next, "+") || self.is(next, "-"),
            (Rule::text | Rule::field_type, _) => self.is(next, "|"),
            (Rule::use_, Rule::cited) => true,
            (Rule::require | Rule::forbid, other) => is_manner(other) && !is_manner(before),
            _ => false,
        };
        if line {
            return Some(Doc::Line);
        }
        if production == Rule::silence && next.rule() == Rule::k_when {
            return Some(Doc::Hard);
        }
        if after_comma {
            return Some(Doc::Wrap);
        }
        // The bracket that opens a group is first in it: one that comes later is a call's.
        let closes = ["(", ",", ")", "]", ":", "?"].iter().any(|symbol| self.is(next, symbol));
        let touches = closes
            || opened
            || matches!(next.rule(), Rule::optional | Rule::parameters | Rule::given);
        (!touches).then_some(Doc::Spaces(1))
    }

    /// What is in braces, and the words before them.
    fn braces(&mut self, production: Rule, pieces: Vec<Piece>) -> Doc<'t> {
        let Bracketed { head, open, inner, close } = self.bracketed(pieces, "{", "}");
        let mut docs = self.sequence(production, head);
        if !docs.is_empty() {
            // A second line is deeper than what is in the braces.
            let rest = docs.split_off(1);
            docs.extend([Doc::Indent(rest), Doc::Spaces(1)]);
        }
        let open = open.map(|number| self.token(number)).unwrap_or_default();
        let (last, close) = self.closing(close);
        if inner.is_empty() && matches!(&last, Doc::Comments(comments) if comments.is_empty()) {
            docs.extend([Doc::Token(open), close]);
            return Doc::Row(docs);
        }
        let stays = match production {
            Rule::json_object => true,
            Rule::enumeration | Rule::record | Rule::choice | Rule::more => !open.ends_line,
            Rule::block => !open.ends_line && inner.len() == 1,
            _ => false,
        };
        let mut content = vec![Doc::Line];
        content.extend(match production {
            Rule::json_object => self.listed(inner, || Doc::Line),
            Rule::enumeration | Rule::choice | Rule::more => self.elements(inner, || Doc::Wrap),
            _ => self.elements(inner, || Doc::Line),
        });
        content.extend([Doc::Start { first: false }, last]);
        let parts = vec![Doc::Token(open), Doc::Indent(content), Doc::Line, close];
        docs.push(Doc::Group { broken: !stays, parts });
        Doc::Row(docs)
    }

    /// A list in brackets; broken, it ends with a comma.
    fn brackets(&mut self, production: Rule, pieces: Vec<Piece>) -> Doc<'t> {
        let Bracketed { head, open, inner, close } = self.bracketed(pieces, "[", "]");
        let mut docs = self.sequence(production, head);
        if !docs.is_empty() {
            docs.push(Doc::Spaces(1));
        }
        let open = open.map(|number| self.token(number)).unwrap_or_default();
        let comment = inner.last().and_then(last_token);
        let comment = comment.and_then(|number| self.tokens.get_mut(number)?.after.take());
        let (last, close) = self.closing(close);
        let mut content = vec![Doc::SoftLine];
        content.extend(self.listed(inner, || Doc::Wrap));
        content.extend([Doc::LastComma(comment), last]);
        let parts = vec![Doc::Token(open), Doc::Indent(content), Doc::SoftLine, close];
        docs.push(Doc::Group { broken: false, parts });
        Doc::Row(docs)
    }

    /// Elements and the commas between them.
    fn listed(&mut self, pieces: Vec<Piece>, line: fn() -> Doc<'t>) -> Vec<Doc<'t>> {
        let mut docs = Vec::new();
        for piece in pieces {
            let is_comma = self.is(&piece, ",");
            docs.push(self.piece(piece));
            docs.extend(is_comma.then(line));
        }
        docs
    }

    /// A closing bracket, and the comments before it, which are as deep as what it closes.
    fn closing(&mut self, number: Option<usize>) -> (Doc<'t>, Doc<'t>) {
        let mut close = number.map(|number| self.token(number)).unwrap_or_default();
        let comments = std::mem::take(&mut close.before);
        (Doc::Comments(comments), Doc::Token(Token { blank: false, ..close }))
    }

    fn bracketed(&self, pieces: Vec<Piece>, opening: &str, closing: &str) -> Bracketed {
        let (mut head, mut inner) = (Vec::new(), Vec::new());
        let (mut open, mut close) = (None, None);
        for piece in pieces {
            match piece {
                Piece::Token(_, number) if open.is_none() && self.is(&piece, opening) => {
                    open = Some(number);
                }
                Piece::Token(_, number) if self.is(&piece, closing) => close = Some(number),
                piece if open.is_none() => head.push(piece),
                piece => inner.push(piece),
            }
        }
        Bracketed { head, open, inner, close }
    }

    /// An `on` clause and those directly below it: they are lined up where they fit their lines.
    fn clauses(
        &mut self,
        first: Vec<Piece>,
        rest: &mut Peekable<vec::IntoIter<Piece>>,
        docs: &mut Vec<Doc<'t>>,
    ) {
        let mut clauses = vec![(Doc::Row(Vec::new()), self.clause(first))];
        while let Some(Piece::Production(Rule::on, _)) = rest.peek()
            && let Some(piece) = rest.next()
        {
            let comments = self.comments(&piece);
            let Piece::Production(_, parts) = piece else { continue };
            clauses.push((comments, self.clause(parts)));
        }
        // Neighbours that each fit a line are lined up with each other.
        let mut start = 0;
        while let Some((_, clause)) = clauses.get(start) {
            let lines = clauses.get(start..).unwrap_or_default().iter();
            let count = lines.take_while(|(_, clause)| clause.width().is_some()).count();
            if count > 1 && clause.width().is_some() {
                let run = clauses.get_mut(start..start + count).unwrap_or_default();
                line_up(run);
            }
            start += count.max(1);
        }
        for (place, (comments, clause)) in clauses.into_iter().enumerate() {
            if place > 0 {
                docs.extend([Doc::Line, Doc::Start { first: false }, comments]);
            }
            docs.push(clause.into_doc());
        }
    }

    fn clause(&mut self, pieces: Vec<Piece>) -> Clause<'t> {
        let (mut cells, mut block) = (Vec::<Vec<Piece>>::new(), None);
        for piece in pieces {
            match piece.rule() {
                Rule::block => block = Some(piece),
                Rule::k_on | Rule::k_with | Rule::when => cells.push(vec![piece]),
                _ => cells.last_mut().get_or_insert(&mut Vec::new()).push(piece),
            }
        }
        let cell = |cell| Doc::Group { broken: false, parts: self.sequence(Rule::on, cell) };
        let cells = cells.into_iter().map(cell).map(|doc| (doc, 1)).collect();
        Clause { cells, block: block.map(|block| self.piece(block)) }
    }
}

/// What is between two brackets, and before them.
struct Bracketed {
    head: Vec<Piece>,
    open: Option<usize>,
    inner: Vec<Piece>,
    close: Option<usize>,
}

/// An `on` clause.
struct Clause<'t> {
    /// The operations, the names, the condition: each with the spaces before the next.
    cells: Vec<(Doc<'t>, usize)>,
    block: Option<Doc<'t>>,
}

impl<'t> Clause<'t> {
    /// How many columns it takes in a line of its own, if it fits one.
    fn width(&self) -> Option<usize> {
        let cells = self.cells.iter().map(|(doc, spaces)| Some(cell_width(doc)? + spaces));
        let width = cells.sum::<Option<usize>>()?;
        (self.block.is_none() && width < WIDTH).then_some(width)
    }

    fn into_doc(self) -> Doc<'t> {
        let (mut first, mut deeper) = (Vec::new(), Vec::new());
        let mut before = 0;
        for (doc, spaces) in self.cells {
            match before {
                0 => first.push(doc),
                1 => deeper.extend([Doc::Line, doc]),
                // A clause that was lined up has room on its line.
                spaces => deeper.extend([Doc::Spaces(spaces), doc]),
            }
            before = spaces;
        }
        first.push(Doc::Indent(deeper));
        // A block below broken lines begins on a line of its own.
        first.extend(self.block.is_some().then_some(Doc::Line));
        let mut docs = vec![Doc::Group { broken: false, parts: first }];
        docs.extend(self.block);
        Doc::Row(docs)
    }
}

fn cell_width(doc: &Doc<'_>) -> Option<usize> {
    width(std::slice::from_ref(doc))
}

/// Puts the parts of clauses below each other, where none moves far and all still fit.
fn line_up(clauses: &mut [(Doc<'_>, Clause<'_>)]) {
    let columns = clauses.iter().map(|(_, clause)| clause.cells.len()).max().unwrap_or(0);
    let mut moves = Vec::new();
    for column in 0..columns {
        // The last cell pushes nothing.
        let pushing = |(_, clause): &(Doc<'_>, Clause<'_>)| {
            let (doc, _) = clause.cells.get(column).filter(|_| clause.cells.len() > column + 1)?;
            cell_width(doc)
        };
        let widest = clauses.iter().filter_map(pushing).max().unwrap_or(0);
        let moved = clauses.iter().map(|clause| pushing(clause).map_or(0, |own| widest - own));
        moves.push(moved.collect::<Vec<usize>>());
    }
    let far = moves.iter().flatten().any(|by| *by > FARTHEST);
    let fits = clauses.iter().enumerate().all(|(row, (_, clause))| {
        let moved: usize = moves.iter().filter_map(|column| column.get(row)).sum();
        clause.width().is_some_and(|width| width + moved < WIDTH)
    });
    if far || !fits {
        return;
    }
    for (column, moved) in moves.iter().enumerate() {
        for ((_, clause), by) in clauses.iter_mut().zip(moved) {
            if let Some((_, spaces)) = clause.cells.get_mut(column) {
                *spaces += by;
            }
        }
    }
}

fn first_token(piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Token(_, number) => Some(*number),
        Piece::Production(_, pieces) => pieces.iter().find_map(first_token),
    }
}

fn last_token(piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Token(_, number) => Some(*number),
        Piece::Production(_, pieces) => pieces.iter().rev().find_map(last_token),
    }
}
