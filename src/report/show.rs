//! Values as messages show them: decoded, short, and masked where they are sensitive.

use crate::evaluate::{Evaluation, Frames};
use crate::program::{Place, Program, Sum, Value};
use crate::request::{Characters, ContextValue, Held, Slot};

/// What stands for a sensitive value in a message.
pub(super) const MASK: &str = "****";

/// How much of a value a message shows, in characters.
const SHOWN: usize = 60;

/// The start of a text; control characters are shown, not sent to a terminal.
pub(super) fn short(characters: impl Iterator<Item = char>) -> String {
    let mut shown = String::new();
    for (count, character) in characters.enumerate() {
        if count == SHOWN {
            shown.push('…');
            break;
        }
        if is_invisible(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Control characters, and those that turn the text around them.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The value in a slot.
pub(super) fn slot(evaluation: &Evaluation<'_>, slot: &Slot, sensitive: bool) -> String {
    match slot.held {
        Held::Missing => String::new(),
        _ if sensitive => MASK.to_owned(),
        Held::Null => "null".to_owned(),
        Held::True => "true".to_owned(),
        Held::False => "false".to_owned(),
        Held::Integer | Held::Fraction => short(slot.span.of(evaluation.text).chars()),
        Held::Text => short(Characters::new(evaluation.inside(slot))),
        Held::List => "[…]".to_owned(),
        Held::Object => "{…}".to_owned(),
    }
}

/// The value at a place.
pub(super) fn place(evaluation: &Evaluation<'_>, place: Place, frames: &Frames) -> String {
    let sensitive = evaluation.operation.tree.node(place.node).sensitive;
    slot(evaluation, evaluation.slot(place, frames), sensitive)
}

/// What a name of a rule stands for.
pub(super) fn value(
    program: &Program,
    evaluation: &Evaluation<'_>,
    value: &Value,
    frames: &Frames,
) -> String {
    match value {
        Value::Place(at) => place(evaluation, *at, frames),
        Value::Text(text) => {
            if evaluation.operation.tree.node(text.place.node).sensitive {
                return MASK.to_owned();
            }
            let spoken = evaluation.spoken(text, frames);
            spoken.map(|spoken| short(spoken.characters())).unwrap_or_default()
        }
        Value::Sum(sum) => self::sum(evaluation, sum, frames),
        Value::Context(key) => context(program, *key, evaluation.context(*key)),
    }
}

fn sum(evaluation: &Evaluation<'_>, Sum(terms): &Sum, frames: &Frames) -> String {
    let counted = terms.iter().map(|term| evaluation.small(term, frames));
    counted.sum::<Option<i64>>().map(|total| total.to_string()).unwrap_or_default()
}

fn context(program: &Program, key: u8, value: &ContextValue) -> String {
    match value {
        ContextValue::Unknown => String::new(),
        ContextValue::Member(member) => program.symbols.name(*member).to_owned(),
        ContextValue::Members(members) => {
            let key = program.context_keys.get(usize::from(key));
            key.map(|key| program.member_names(key, *members).join(", ")).unwrap_or_default()
        }
        ContextValue::Instant(instant) => instant.to_korean(),
    }
}
