//! What makes ids and times, and what holds texts: the form of its results.

use crate::{
    text::{Class, Gap, Text},
    value::{External, Type, ValueKind},
};

/// The result of a generator, if it is one.
pub(super) fn generated<'a>(
    external: &External<'a>,
    arguments: usize,
    first: impl Fn() -> ValueKind<'a>,
) -> Option<ValueKind<'a>> {
    let path: Vec<&str> = external.path.iter().map(|part| &**part).collect();
    let exported = match path.as_slice() {
        ["default", rest @ ..] if !rest.is_empty() => rest,
        whole => whole,
    };
    match (&*external.module, exported) {
        ("", ["crypto", "randomUUID"])
        | ("crypto" | "node:crypto", ["randomUUID" | "webcrypto", ..]) => {
            (exported.last() == Some(&"randomUUID")).then(|| ValueKind::text(uuid(true)))
        }
        ("uuid", ["v4"]) => (arguments == 0).then(|| ValueKind::text(uuid(true))),
        ("uuid", ["v1" | "v6" | "v7"]) => (arguments == 0).then(|| ValueKind::text(uuid(false))),
        ("nanoid" | "nanoid/non-secure", ["nanoid"]) => match (arguments, first()) {
            (0, _) => Some(ValueKind::text(Text::gap(Gap::exactly(Class::nanoid(), 21)))),
            (_, ValueKind::Number(count))
                if count >= 0.0 && count.fract() == 0.0 && count < 1000.0 =>
            {
                Some(ValueKind::text(Text::gap(Gap::exactly(Class::nanoid(), count as u32))))
            }
            _ => {
                Some(ValueKind::text(Text::gap(Gap { class: Class::nanoid(), min: 0, max: None })))
            }
        },
        ("", ["Date", "now"]) => Some(ValueKind::Digits(13)),
        ("", ["Math", "random"]) => Some(ValueKind::Random),
        ("", ["performance", "now"]) => Some(ValueKind::of(Type::Number)),
        _ => None,
    }
}

/// Whether a call gives a text or nothing: of the page's address, of the browser's stores, of who is
/// asked.
pub(super) fn may_give_text(external: &External<'_>) -> bool {
    let path: Vec<&str> = external.path.iter().map(|part| &**part).collect();
    matches!(
        (&*external.module, path.as_slice()),
        ("", ["URLSearchParams", "()", "get"])
            | ("", ["localStorage" | "sessionStorage", "getItem"])
            | ("", ["prompt"])
            | ("next/navigation", ["useSearchParams", "()", "get"])
            | ("react-router" | "react-router-dom", ["useSearchParams", "()", "0", "get"])
    )
}

/// A UUID as it is written, of version 4 or of any.
pub(crate) fn uuid(is_random: bool) -> Text {
    let mut text = Text::default();
    let hex = |count| Gap::exactly(Class::hex(), count);
    text.push_gap(hex(8));
    text.push_known("-");
    text.push_gap(hex(4));
    if is_random {
        text.push_known("-4");
        text.push_gap(hex(3));
    } else {
        text.push_known("-");
        text.push_gap(hex(4));
    }
    text.push_known("-");
    text.push_gap(Gap::exactly(Class::of("89ab"), 1));
    text.push_gap(hex(3));
    text.push_known("-");
    text.push_gap(hex(12));
    text
}

/// `toISOString` of a date; a year of other than four digits makes it longer.
pub(super) fn iso_time(recent: bool) -> Text {
    if !recent {
        let class = Class::digits().union(Class::of("-:.TZ+"));
        return Text::gap(Gap { class, min: 24, max: Some(27) });
    }
    let mut text = Text::default();
    for (digits, after) in [(4, "-"), (2, "-"), (2, "T"), (2, ":"), (2, ":"), (2, "."), (3, "Z")] {
        text.push_gap(Gap::exactly(Class::digits(), digits));
        text.push_known(after);
    }
    text
}

/// `Math.random().toString(36)`: `0`, or `0.` and digits.
pub(super) fn random_text(radix: f64) -> Text {
    let mut text = Text::default();
    if radix == 36.0 || radix == 16.0 {
        let digits = if radix == 36.0 { Class::base36() } else { Class::hex() };
        text.push_known("0");
        text.push_gap(Gap { class: Class::of("."), min: 0, max: Some(1) });
        text.push_gap(Gap { class: digits, min: 0, max: None });
    } else {
        text.push_gap(Gap { class: Class::base36().union(Class::of(".-")), min: 1, max: None });
    }
    text
}
