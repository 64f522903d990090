//! English, of what is wrong with YAML files.

use crate::yaml::YamlSlip;

/// What to do about a text that is no YAML, or has another structure.
pub(super) fn advice(slip: YamlSlip) -> &'static str {
    match slip {
        YamlSlip::Comma => "put a value with a comma in quotes",
        YamlSlip::Start => {
            "put a value that begins with a character such as a backtick in quotes, and indent lines with spaces"
        }
        YamlSlip::Colon => {
            "put a value with `: ` in quotes, and indent the keys of a mapping alike"
        }
        YamlSlip::NoColon => "a key has a `:` and a space after it: `key: value`",
        YamlSlip::Brace => "put a value that begins with a brace in quotes, or after a `|`",
        YamlSlip::List => "a list is in brackets: `[A, B]`",
    }
}
