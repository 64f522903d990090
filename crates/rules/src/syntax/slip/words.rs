//! Words and signs that are mistaken because of what is before them.

use super::Slip;
use super::declarations;
use super::place::{Place, is_of_word};
use crate::suggest::suggest_spelling;
use crate::syntax::mistake::Token;

/// What is commonly written for a keyword.
const SYNONYMS: [(&str, &[&str]); 12] = [
    ("matches", &["match"]),
    ("assuming", &["assume", "assumes"]),
    ("require", &["assert", "must", "should", "ensure", "expect"]),
    ("forbid", &["deny", "disallow", "reject", "prohibit"]),
    ("let", &["var", "const", "set", "define", "def"]),
    ("for", &["foreach", "loop"]),
    ("else if", &["elseif", "elif", "elsif"]),
    ("remove", &["delete", "drop", "unset"]),
    ("replace", &["set", "change"]),
    ("insert", &["add"]),
    ("rule", &["def", "function"]),
    ("shape", &["type", "interface", "struct"]),
];

/// The keywords that begin a declaration.
const DECLARATIONS: [&str; 13] = [
    "rule",
    "shape",
    "enum",
    "operation",
    "context",
    "set",
    "define",
    "amend",
    "silence",
    "use",
    "drop",
    "host",
    "authorization",
];

/// The other keywords that a misspelt word can be.
const KEYWORDS: [&str; 35] = [
    "require", "forbid", "when", "unless", "let", "cite", "else", "and", "iff", "or", "not", "is",
    "in", "matches", "contains", "as", "at", "say", "assuming", "with", "without", "detect",
    "body", "required", "optional", "foreign", "lift", "remove", "rename", "replace", "insert",
    "safe", "across", "batch", "implies",
];

/// The slip in a word or sign that is not wrong by itself.
pub(super) fn at(place: &Place<'_>) -> Option<Slip> {
    let is_after_condition = place.expects("and");
    let is_statement = place.expects("require");
    if is_clause(place) {
        return Some(Slip::Clause);
    }
    if let Some(keyword) = keyword(place) {
        return Some(Slip::Keyword(keyword));
    }
    of_comparison(place).or_else(|| of_elements(place)).or_else(|| of_names(place)).or_else(|| {
        let statements =
            ["require", "forbid", "when", "unless", "let", "cite", "for", "if", "fix", "then"];
        let begins = place.has_word(&statements)
            || place.has_sign(&[':'])
            || is_after_condition && place.has_sign(&['}']);
        let after = place.rest.trim_start_matches("then").trim_start_matches(':').trim_start();
        if place.expects("{") && begins && after.starts_with('{') {
            Some(Slip::Semicolon)
        } else if place.expects("{") && begins && !place.expects("prefix") {
            Some(Slip::Braces)
        } else if is_statement && place.has_sign(&['{']) {
            Some(Slip::Block)
        } else if is_statement && place.has_word(&["else"]) {
            Some(Slip::Else)
        } else if is_statement
            && (place.has_word(&["then"]) || is_after_condition && place.has_sign(&[':']))
        {
            Some(Slip::Semicolon)
        } else if is_statement && is_after_condition && place.has_sign(&[',']) {
            Some(Slip::Comma)
        } else {
            declarations::at(place)
        }
    })
}

/// The name of the function whose brackets are around the end of a text.
fn function_around(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let open = text.char_indices().rev().find(|(_, sign)| {
        match sign {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' => return true,
            _ => {}
        }
        false
    });
    let before = text.get(..open?.0)?;
    before.rsplit(|c: char| !is_of_word(c)).next()
}

/// Whether this is a `with` or `when` after the operations of a rule's first line.
fn is_clause(place: &Place<'_>) -> bool {
    let line = place.before.rsplit('\n').next().unwrap_or_default();
    place.expects("{") && line.starts_with("rule ") && place.has_word(&["with", "when"])
}

/// The keyword or sign that was probably meant.
fn keyword(place: &Place<'_>) -> Option<&'static str> {
    let word = place.word;
    if word.is_empty() {
        return [("=", ':'), (":", '='), ("+=", '=')]
            .into_iter()
            .filter(|(meant, _)| *meant != "+=" || !place.expects("{"))
            .find(|(meant, sign)| place.expects(meant) && place.has_sign(&[*sign]))
            .filter(|_| !place.expects(")"))
            .map(|(meant, _)| meant);
    }
    if place.expects("batch") {
        return Some("batch");
    }
    let name = place.rest.get(word.len()..).unwrap_or_default().trim_start();
    if place.expects("let") && name.starts_with('=') && !name.starts_with("==") {
        return Some("let");
    }
    if place.expects_kind(&Token::Severity) {
        let given = ["error", "warning", "advice"];
        let meant = [
            ("warning", "warn"),
            ("error", "fatal"),
            ("error", "critical"),
            ("advice", "info"),
            ("advice", "notice"),
        ];
        let meant = meant.into_iter().find(|(_, other)| other.eq_ignore_ascii_case(word));
        return meant.map(|(severity, _)| severity).or_else(|| suggest_spelling(word, given));
    }
    let is_use = place.expects("cite") && place.is_in_line_of("use");
    if place.expects("on") && (place.expects("{") || is_use) && place.has_word(&["for", "of"]) {
        return Some("on");
    }
    let is_first = place.expects_kind(&Token::Declaration);
    let can_be = |keyword: &&str| {
        place.expects(keyword.split(' ').next().unwrap_or_default())
            || is_first && DECLARATIONS.contains(keyword)
            || *keyword == "else if" && place.expects("require")
    };
    let synonym = SYNONYMS.into_iter().filter(|(keyword, _)| can_be(keyword));
    if let Some((keyword, _)) = synonym.into_iter().find(|(_, words)| place.has_word(words)) {
        return Some(keyword);
    }
    let keywords = || DECLARATIONS.into_iter().chain(KEYWORDS).filter(can_be);
    if let Some(same) = keywords().find(|keyword| keyword.eq_ignore_ascii_case(word)) {
        return (same != word).then_some(same);
    }
    // What follows a number is its unit, and short words are near to many.
    let is_unit = place.before.ends_with(|last: char| last.is_ascii_digit());
    let near = suggest_spelling(word, keywords().filter(|keyword| keyword.len() > 3));
    near.filter(|_| !is_unit && !place.has_word(&["then"]))
}

/// Comparisons, and what follows a value.
fn of_comparison(place: &Place<'_>) -> Option<Slip> {
    const ORDERS: [&str; 12] = [
        "between", "greater", "less", "more", "fewer", "larger", "smaller", "over", "under",
        "above", "below", "exceeds",
    ];
    const FUNCTIONS: [&str; 10] = [
        "chars",
        "bytes",
        "euckr_bytes",
        "count",
        "lower",
        "first",
        "luhn",
        "instant",
        "deadline",
        "date",
    ];
    const PERIODS: [&str; 10] =
        ["week", "weeks", "month", "months", "year", "years", "second", "seconds", "개월", "년"];
    const ONE_OF: [&str; 4] = ["exactly", "one", "either", "xor"];
    const BETWEEN: [&str; 4] = ["matches", "contains", "in", "is"];
    let is_after_value = place.expects("is");
    let is_after_condition = place.expects("and");
    let function = function_around(place.before).filter(|_| place.has_sign(&['/', '[']));
    let between = BETWEEN.into_iter().find(|name| function == Some(*name));
    if let Some(name) = between.filter(|_| place.expects_kind(&Token::Value)) {
        Some(Slip::Between(name))
    } else if is_after_value && place.follows("is") && !place.word.is_empty() {
        let presence = ["present", "missing", "filled", "formatted", "known"];
        Some(if place.has_word(&presence) { Slip::Presence } else { Slip::Is })
    } else if is_after_value
        && place.has_sign(&['('])
        && place.words_before().next().is_some_and(|path| path.starts_with("context."))
    {
        Some(Slip::NoFunction)
    } else if is_after_value
        && !place.follows("is one")
        && (ONE_OF.iter().any(|word| place.follows(word)) || place.has_word(&["xor"]))
    {
        Some(Slip::OneOf)
    } else if is_after_value && place.follows("if")
        || (is_after_value || is_after_condition) && place.has_word(&["implies"])
        || is_after_condition && place.has_arrow()
        || place.expects_kind(&Token::Value) && place.has_sign(&['>']) && place.has_arrow()
    {
        Some(Slip::Implies)
    } else if place.follows("not") && place.has_word(&["present", "missing", "empty", "filled"])
        || is_after_value && place.has_word(&["present", "missing", "filled", "formatted"])
    {
        Some(Slip::Presence)
    } else if is_after_value && place.has_word(&["does", "doesnt"]) {
        Some(Slip::Keyword("not matches"))
    } else if is_after_condition
        && (place.has_sign(&['/', '?']) && !place.expects("-")
            || place.before.ends_with('-') && place.has_sign(&['>']) && !place.has_arrow())
    {
        Some(Slip::PathDots)
    } else if place.expects_kind(&Token::Condition) && place.has_sign(&['/']) {
        Some(Slip::PatternAlone)
    } else if place.expects_kind(&Token::Value) && place.has_sign(&['₩']) {
        Some(Slip::Unit)
    } else if place.expects("]") && place.has_sign(&['.']) {
        Some(Slip::Range)
    } else if place.has_sign(&['$']) {
        Some(Slip::Dollar)
    } else if place.has_sign(&['[']) && (place.follows("is in") || place.follows("is not in"))
        || place.has_word(&["of"]) && place.follows("is one")
    {
        Some(Slip::IsIn)
    } else if place.has_sign(&['.'])
        && is_after_condition
        && place.words_before().nth(1) == Some("in")
    {
        Some(Slip::InArray)
    } else if place.has_sign(&['<', '>']) && (place.follows("is") || place.follows("is not")) {
        Some(Slip::IsOrder)
    } else if place.has_sign(&['<', '>'])
        && (is_after_condition || place.follows("and") || place.follows("or"))
    {
        Some(Slip::Chain)
    } else if place.expects_kind(&Token::Pattern) && place.has_sign(&['"', '[', '^']) {
        Some(Slip::Pattern)
    } else if is_after_value && place.has_word(&ORDERS)
        || place.has_word(&["least", "most"]) && place.follows("at")
        || place.follows("at least")
        || place.follows("at most")
    {
        Some(Slip::Order)
    } else if is_after_condition
        && place.before.ends_with(|last: char| last.is_ascii_digit())
        && place.word.starts_with(char::is_alphabetic)
    {
        Some(if place.has_word(&PERIODS) { Slip::TimeUnit } else { Slip::Unit })
    } else if is_after_value && place.has_word(&["equals", "equal", "eq"]) {
        Some(Slip::Equal)
    } else if is_after_value && place.has_word(&["isnt", "ne", "neq"]) {
        Some(Slip::NotEqual)
    } else if is_after_value
        && place.has_word(&["startswith", "starts", "endswith", "ends", "like", "regex"])
    {
        Some(Slip::Matches)
    } else if is_after_value && (place.has_word(&["exists"]) || place.follows("exists")) {
        Some(Slip::Presence)
    } else if is_after_value
        && (place.has_sign(&['(']) || FUNCTIONS.iter().any(|name| place.follows(name)))
    {
        Some(Slip::Method)
    } else if is_message(place) {
        Some(Slip::Message)
    } else {
        None
    }
}

/// Whether a text, or what announces one, follows an assertion.
fn is_message(place: &Place<'_>) -> bool {
    let is_text = place.has_sign(&['"']);
    let is_statement = place.expects("require") && place.has_word(&["message", "msg", "help"]);
    is_statement
        || place.expects("say")
            && (is_text || place.has_word(&["message", "msg", "because", "reason"]))
        || is_text && place.follows("say")
}

/// Loops and quantifiers.
fn of_elements(place: &Place<'_>) -> Option<Slip> {
    let in_quantifier = place.words_before().nth(2).is_some_and(|word| word == "in")
        || place.words_before().nth(1).is_some_and(|word| word == "in");
    let has = |words: &[&str]| place.words_before().take(3).any(|word| words.contains(&word));
    if place.expects("in") && (place.has_word(&["where"]) || place.follows("count")) {
        return Some(Slip::Counted);
    }
    if place.expects("across") && place.expects("in") {
        return Some(Slip::Unique);
    }
    if place.expects("in") && place.has_word(&["across"]) {
        return Some(Slip::Batch);
    }
    if place.follows("across batch") {
        return Some(Slip::AfterBatch);
    }
    if place.expects("in") && !place.expects("is") && has(&["for"])
        || place.has_sign(&['(']) && place.follows("for")
    {
        Some(Slip::Each)
    } else if place.expects("in")
        && !place.expects("is")
        && has(&["any", "all", "none"])
        && !place.follows("of")
        || place.expects(":") && place.has_word(&["where"])
        || place.expects(":") && place.has_sign(&['{']) && !place.expects("cite") && in_quantifier
        || place.expects("is")
            && ["some", "every", "each", "no"].iter().any(|one| place.follows(one))
        || place.has_sign(&['<', '>', '.', ':'])
            && matches!(function_around(place.before), Some("any" | "all" | "none"))
    {
        Some(Slip::Quantifier)
    } else {
        None
    }
}

/// Lists of operations, parameters, sources and fields.
fn of_names(place: &Place<'_>) -> Option<Slip> {
    let mut words = place.words_before();
    let (last, other, third) = (words.next(), words.next(), words.next());
    let line = place.before.rsplit('\n').next().unwrap_or_default();
    let is_rule = line.rfind("rule ").is_some_and(|at| !line.get(at..).unwrap_or("").contains('{'));
    let is_text = place.expects_kind(&Token::Text) && other == Some("cite");
    let is_given = place.expects("(") && place.expects("cite") && other == Some("use");
    if is_given && !place.has_sign(&['}']) {
        Some(Slip::Given)
    } else if place.has_sign(&['[', '(']) && last == Some("on") && place.expects_kind(&Token::Name)
        || is_rule && place.expects(",") && place.expects("{") && !place.word.is_empty()
    {
        Some(Slip::Operations)
    } else if place.expects(")") && place.expects(",") && place.has_sign(&[':', '=']) {
        Some(Slip::Argument)
    } else if place.has_sign(&['"']) && last == Some("cite") || is_text {
        Some(Slip::Cite)
    } else if place.has_sign(&['.']) && other == Some("to") && words.next() == Some("rename") {
        third.map(|_| Slip::Rename)
    } else {
        None
    }
}
