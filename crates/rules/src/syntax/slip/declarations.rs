//! What is mistaken in declarations and fixes.

use super::Slip;
use super::place::Place;
use crate::syntax::mistake::Token;

/// Declarations whose parts are in another order, or are written as in another language.
pub(super) fn at(place: &Place<'_>) -> Option<Slip> {
    const SEVERITIES: [&str; 3] = ["error", "warning", "advice"];
    let is_declaration = place.expects_kind(&Token::Declaration) || place.expects("shape");
    let of_let = place.words_before().nth(1) == Some("let");
    let calls = place.rest.get(place.word.len()..).unwrap_or_default().starts_with('(');
    if place.expects("[") && (place.has_sign(&['(', '{']) || place.is_in_line_of("set")) {
        Some(Slip::Brackets)
    } else if place.expects("{") && place.follows("+=") {
        Some(Slip::Members)
    } else if place.expects("=") && of_let && !place.word.is_empty() {
        Some(Slip::Let)
    } else if place.expects("to")
        || place.expects("=") && !place.rest.is_empty() && place.has_in_line("insert")
        || place.expects("with") && place.has_in_line("replace")
        || place.follows("fix remove")
    {
        Some(Slip::Fix)
    } else if place.expects("=") && place.has_sign(&['[', '{']) {
        Some(Slip::Definition)
    } else if place.expects("lift") || place.expects_kind(&Token::Change) {
        let is_end = place.rest.is_empty() || place.has_sign(&['}']);
        (!is_end).then_some(Slip::Amend)
    } else if place.is_in_line_of("silence") && !place.rest.is_empty() {
        Some(Slip::SilenceLine)
    } else if place.expects("rename") && place.expects("replace")
        || place.expects_kind(&Token::Value) && place.follows("with") && !place.word.is_empty()
    {
        Some(Slip::Fix)
    } else if place.expects_kind(&Token::Name) && place.has_sign(&['"']) {
        Some(Slip::QuotedName)
    } else if is_declaration && place.has_word(&SEVERITIES) && !place.is_in_line_of("use")
        || place.is_in_line_of("rule") && !place.rest.is_empty() && place.rest.is_ascii()
    {
        Some(Slip::RuleLine)
    } else if place.expects("cite") && place.is_in_line_of("use") && !place.rest.is_empty()
        || is_declaration && calls && !place.expects("body")
    {
        Some(Slip::UseLine)
    } else {
        None
    }
}
