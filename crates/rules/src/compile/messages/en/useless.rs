//! English, of what has no effect.

use crate::compile::Useless;
use crate::syntax::ast::AmendKind;

pub(super) fn message(what: &Useless) -> String {
    match what {
        Useless::Repeated { name } => format!("`{name}` is named twice"),
        Useless::Clause { operation } => format!(
            "the rule is on `{operation}` twice, once without a condition: it would report twice"
        ),
        Useless::Guard => {
            "this contradicts the conditions around it: nothing could be reported".to_owned()
        }
        Useless::Condition | Useless::Comparison { always: false } => {
            "this condition is never true".to_owned()
        }
        Useless::BareSdk => {
            "`sdk` alone has no effect beside a URL or the name of a function".to_owned()
        }
        Useless::Always | Useless::Comparison { always: true } => {
            "this condition is never false".to_owned()
        }
        Useless::Literal { literal } => format!("this value is never `{literal}`"),
        Useless::InSet { member, set } => format!("`{member}` is in `{set}` already"),
        Useless::Pattern { every: true } => "every string matches this".to_owned(),
        Useless::Pattern { every: false } => "no string matches this".to_owned(),
        Useless::SilencedOperation { operation } => {
            format!("no rule that this silence names reports anything on `{operation}`")
        }
        Useless::SilencedRule { rule } => {
            format!("`{rule}` reports nothing that this silence could suppress")
        }
        Useless::SilencedField { field } => {
            format!("none of the rules that this silence names reports `{field}`")
        }
        Useless::Extension { enumeration, operation } => {
            format!("`{operation}` has no field of `{enumeration}`")
        }
        Useless::OwnRule { rule } => {
            format!("`{rule}` is a rule of this pack: it applies as it is")
        }
        Useless::Dropped { rule } => format!("`{rule}` does not apply here anyway"),
        Useless::UsedOperation { rule, operation } => {
            format!("the rule `{rule}` is not on `{operation}`")
        }
        Useless::Declaration { keyword, name } => format!("`{keyword} {name}` is never used"),
        Useless::SameType { one, other } => {
            format!("`{one}` and `{other}` look the same in JSON")
        }
        Useless::Severity { severity } => format!("the severity is `{severity}` anyway"),
        Useless::Variant { variant } => {
            format!("there is no message `{variant}`: the pack has no `locales`")
        }
        Useless::Part { keyword } => format!("`{keyword}` is repeated"),
        Useless::Copy => "this is repeated".to_owned(),
        Useless::Block => "nothing is checked in this block".to_owned(),
        Useless::Empty { keyword } => format!("this `{keyword}` is empty"),
        Useless::Unchecked { operation } => format!("the rule checks nothing on `{operation}`"),
        Useless::Assertion { forbid: false } => {
            "this always holds here: nothing could be reported".to_owned()
        }
        Useless::Assertion { forbid: true } => {
            "this is never true here: nothing could be reported".to_owned()
        }
        Useless::Assumed { key } => {
            format!("nothing is left to assume: without `context.{key}` nothing is reported anyway")
        }
        Useless::Amended { field, kind } => match kind {
            AmendKind::Required => format!("`{field}` is required already"),
            AmendKind::Optional => format!("`{field}` is optional already"),
            AmendKind::LiftExactlyOne => format!("`{field}` has no `exactly one`"),
            AmendKind::Foreign => format!("`{field}` is foreign already"),
        },
        Useless::Detect => "another `detect` recognises these requests already".to_owned(),
        Useless::SameUse { one, other } => format!("`{one}` checks the same as `{other}`"),
    }
}

/// What to do about it.
pub(super) fn advice(what: &Useless) -> Option<&'static str> {
    Some(match what {
        Useless::Clause { .. } => "write `if … { … }` for what holds under a condition only",
        Useless::OwnRule { .. } => {
            "`use` is for rules with parameters and rules of used packs, `drop` for the latter"
        }
        Useless::Declaration { .. } => "remove it, unless it is for packs that use this one",
        Useless::SameType { .. } => {
            "name one of strings and enumerations, one of `integer` and `number`"
        }
        Useless::Part { .. } | Useless::Copy | Useless::SameUse { .. } => "remove one of them",
        Useless::BareSdk => "remove it, or name the function: `sdk \"…\" from \"…\"`",
        Useless::Variant { .. } => {
            "messages are in `locales/ko.yaml` and `locales/en.yaml`: the rule's entry has its \
             `variants`"
        }
        Useless::Block => "write a `require` or a `forbid` in it, or remove it",
        Useless::Unchecked { .. } => {
            "write a `require` or a `forbid` in its braces, or remove the clause"
        }
        Useless::Empty { .. }
        | Useless::Amended { .. }
        | Useless::Severity { .. }
        | Useless::Detect => "remove it",
        Useless::Assumed { .. } => "remove `assuming`, or the condition on the same key",
        _ => return None,
    })
}
