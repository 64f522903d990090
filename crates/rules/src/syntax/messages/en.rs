//! English, of rule files that cannot be read.

use crate::language::Language;
use crate::suggest::question;
use crate::syntax::{Slip, SyntaxErrorKind, Token, closing};

pub(super) fn message(kind: &SyntaxErrorKind) -> String {
    match kind {
        SyntaxErrorKind::Expected { expected, .. } => {
            let words: Vec<String> = expected.iter().map(token).collect();
            match words.as_slice() {
                [] => "this is not allowed here".to_owned(),
                [one] => format!("expected {one}"),
                [first @ .., last] => format!("expected {} or {last}", first.join(", ")),
            }
        }
        SyntaxErrorKind::Unclosed { opening } => format!("this `{opening}` is never closed"),
        SyntaxErrorKind::Unopened { closing } => format!("this `{closing}` closes nothing"),
        SyntaxErrorKind::Unpaired { opening, closing } => {
            format!("this `{opening}` is closed by a `{closing}`")
        }
        SyntaxErrorKind::TooDeep { limit } => format!("brackets nest deeper than {limit} levels"),
        SyntaxErrorKind::NoStack => "too little is left of the stack to read the file".to_owned(),
        SyntaxErrorKind::TooLong { size, limit } => {
            format!("the file has {size} bytes, more than {limit}")
        }
    }
}

pub(super) fn advice(kind: &SyntaxErrorKind) -> Option<String> {
    Some(match kind {
        SyntaxErrorKind::Expected { slip: Some(slip), .. } => self::slip(slip),
        SyntaxErrorKind::Unclosed { opening: '"' | '/' } => "close it on the same line".to_owned(),
        SyntaxErrorKind::Unclosed { opening } => {
            format!("add the `{}` that belongs to it", closing(*opening))
        }
        SyntaxErrorKind::Unopened { .. } => "remove it, or open it before".to_owned(),
        SyntaxErrorKind::Unpaired { opening, .. } => {
            format!("close it with `{}`", closing(*opening))
        }
        SyntaxErrorKind::NoStack => "read it on a thread with a stack of 1 MiB".to_owned(),
        _ => return None,
    })
}

fn slip(slip: &Slip) -> String {
    let text = match slip {
        Slip::Keyword(keyword) => return question(Language::English, keyword),
        Slip::Equal => "values are compared with `is`: `currency is KRW`",
        Slip::NotEqual => "write `is not`",
        Slip::AtLeast => "write `>=`",
        Slip::And => "write `and`",
        Slip::Or => "write `or`",
        Slip::Not => "write `not`",
        Slip::SingleQuote => "strings are in double quotes",
        Slip::Semicolon => "nothing is written between statements or fields",
        Slip::Division => "there is no division: multiply the other side",
        Slip::Index => "paths do not index arrays: `for item in items { … }` goes through them",
        Slip::Fraction => "numbers in rules have no fraction",
        Slip::Commas => "numbers are written without commas: `1000`",
        Slip::Comment => "a comment begins with `#`",
        Slip::Matches => "write `matches /…/`",
        Slip::List => "several values follow `in`: `currency in [KRW, USD]`",
        Slip::Flags => "patterns have no flags: `lower(…)` makes a string lower case",
        Slip::NotAscii => "a name consists of ASCII letters, digits, `_` and `-`",
        Slip::Clause => "`with` and `when` belong to an `on …` inside the braces",
        Slip::AtMost => "write `<=`",
        Slip::Comma => {
            "statements have no commas between them: conditions are joined with `and`, several fields are `all of a, b`"
        }
        Slip::Pattern => "a pattern is between slashes: `/[0-9]+/`",
        Slip::IsIn => "write `in [A, B]` or `not in [A, B]`, without `is`",
        Slip::InArray => {
            "in an array: `any item in items: item is …`; in the context: `context.contracts contains …`"
        }
        Slip::IsOrder => "write `<`, `<=`, `>` or `>=` without `is`",
        Slip::Chain => "two comparisons are joined with `and`: `amount > 0 and amount < 5`",
        Slip::Order => "numbers are compared with `<`, `<=`, `>` and `>=`",
        Slip::Unit => "a number is written without a unit: `chars(id) <= 40`",
        Slip::TimeUnit => "times are given in `days`, `hours` and `minutes`",
        Slip::Presence => {
            "it is written before the field: `present id`, `missing id`, `formatted due`"
        }
        Slip::Quantifier => "as in `any item in items: item.price > 0`; also `all` and `none`",
        Slip::Counted => "as in `count(item in items where item.price > 0)`",
        Slip::Unique => "as in `unique item.id in items`, or `unique id across batch`",
        Slip::Each => "as in `for item in items { … }`",
        Slip::Block => {
            "`when` and `unless` hold for all that is around them; `if … { … }` for what is in its braces"
        }
        Slip::Braces => "statements are in braces: `if … { require … }`",
        Slip::Else => "`else` follows the `}` of an `if`",
        Slip::Message => {
            "messages are in `locales/ko.yaml` and `locales/en.yaml`: `say NAME` chooses one of a rule's variants"
        }
        Slip::Method => "a function is before its value, which is in parentheses: `chars(id)`",
        Slip::Operations => {
            "operations have commas between them: `on requestPayment, payInstantly`"
        }
        Slip::Argument => "here are names or values alone, in their order",
        Slip::Cite => "as in `cite guide \"section\"`",
        Slip::Batch => "`unique … across batch` follows `require`, and nothing is joined with it",
        Slip::AfterBatch => {
            "nothing follows `across batch`: what else is checked, or has another severity, is a rule of its own"
        }
        Slip::Given => "what a rule is given is in parentheses: `use payment-id-length(6, 64)`",
        Slip::Between(word) => {
            return format!(
                "`{word}` is not a function: write the field, `{word}`, and what follows it"
            );
        }
        Slip::Is => "the field is before `is`: `escrow is true`",
        Slip::NoFunction => "a key of the context is written without parentheses",
        Slip::Brackets => "a list is in brackets: `[A, B]`",
        Slip::Members => "members are words: `+= A, B`, or `+= { A B }`",
        Slip::Definition => "as in `set banks = [A, B]`, or `define long = chars(id) > 40`",
        Slip::OneOf => {
            "one of several fields, or more: `any of a, b`; one of two alone: `present a iff missing b`"
        }
        Slip::Fix => {
            "as in `fix remove note`, `fix rename note to memo`, `fix replace currency with \"KRW\"`, `fix insert note = \"a\"`"
        }
        Slip::RuleLine => "as in `rule payment-id: error on requestPayment { … }`",
        Slip::UseLine => {
            "as in `use payment-id-length(6, 64) as id-length: warning on payInstantly cite guide \"ids\"`"
        }
        Slip::Amend => "as in `required note`, `optional note`, or `shape extra { code?: string }`",
        Slip::SilenceLine => {
            "as in `silence payment-id-* on requestPayment when missing orderName`"
        }
        Slip::Implies => "what holds under a condition: `if escrow { require present note }`",
        Slip::QuotedName => "a name is written without quotes",
        Slip::Dollar => "a field is written as its name alone: `id`",
        Slip::PathDots => "a path has dots: `card.company`",
        Slip::PatternAlone => "a pattern follows `matches`: `id matches /a|b/`",
        Slip::Range => "a range is two comparisons: `amount >= 1 and amount <= 10`",
        Slip::Let => "as in `let length = chars(id)`",
        Slip::Rename => "a field is renamed where it is: the new name is one word",
    };
    text.to_owned()
}

fn token(token: &Token) -> String {
    let words = match token {
        Token::Keyword(word) => return format!("`{word}`"),
        Token::Name => "a name",
        Token::Field => "a field",
        Token::Text => "a string in quotes",
        Token::Pattern => "a `/pattern/`",
        Token::Number => "a number",
        Token::Type => "a type",
        Token::Value => "a value",
        Token::Comparison => "a comparison like `is`",
        Token::Statement => "a statement like `require`",
        Token::Condition => "a condition",
        Token::List => "a list",
        Token::Order => "a comparison",
        Token::Severity => "`error`, `warning` or `advice`",
        Token::Declaration => "a declaration, such as `rule` or `shape`",
        Token::Change => "`required`, `optional`, `foreign` or `lift`",
    };
    words.to_owned()
}
