//! English, of what is wrong with YAML files.

use crate::yaml::YamlSlip;

/// What to do about a text that is no YAML, or has another structure.
pub(super) fn advice(slip: YamlSlip) -> &'static str {
    match slip {
        YamlSlip::Comma => "a text with a comma in it is in quotes",
        YamlSlip::Start => {
            "a text that begins with a sign such as a backtick is in quotes, and lines are indented by spaces"
        }
        YamlSlip::Colon => {
            "a text with `: ` in it is in quotes, and the keys of a mapping are indented alike"
        }
        YamlSlip::NoColon => "a key has a `:` and a space after it: `key: value`",
        YamlSlip::Brace => "a text that begins with a brace is in quotes, or after a `|`",
        YamlSlip::List => "a list is in brackets: `[A, B]`",
    }
}
