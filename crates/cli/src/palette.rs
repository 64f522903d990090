//! The colours of what a person reads.
//!
//! They are of the 256 that terminals show alike, whatever their theme, and each can be read on
//! a black ground as well as on a white one, as yellow, cyan and the bright ones cannot.

use owo_colors::{OwoColorize, Style, XtermColors};

use smartro_lint::Severity;

/// What is wrong, or taken away.
pub(crate) const RED: u8 = 196;
/// What may be wrong.
pub(crate) const ORANGE: u8 = 166;
/// What is worth knowing.
pub(crate) const BLUE: u8 = 32;
/// What is right, or added.
pub(crate) const GREEN: u8 = 28;
/// What is pointed at.
pub(crate) const PURPLE: u8 = 164;

/// What is emphasised.
pub(crate) fn bold() -> Style {
    Style::new().bold()
}

/// A colour, as a style.
pub(crate) fn color(number: u8) -> Style {
    Style::new().color(XtermColors::from(number))
}

/// How a severity is coloured.
pub(crate) fn severity(severity: Severity) -> Style {
    color(match severity {
        Severity::Error => RED,
        Severity::Warning => ORANGE,
        Severity::Advice => BLUE,
    })
}

/// A text in a style, where there are colours.
pub(crate) fn styled(text: &str, style: Style, colored: bool) -> String {
    if colored { text.style(style).to_string() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How bright a colour of the cube of 216 is, as WCAG 2 has it.
    fn luminance(number: u8) -> f64 {
        let place = u32::from(number - 16);
        let part = |step: u32| {
            let value = if step == 0 { 0.0 } else { f64::from(55 + 40 * step) / 255.0 };
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(place / 36) + 0.7152 * part(place / 6 % 6) + 0.0722 * part(place % 6)
    }

    #[test]
    fn every_colour_can_be_read_on_black_and_on_white() {
        for number in [RED, ORANGE, BLUE, GREEN, PURPLE] {
            let (on_black, on_white) =
                ((luminance(number) + 0.05) / 0.05, 1.05 / (luminance(number) + 0.05));
            assert!(on_black > 3.5 && on_white > 3.5, "{number}: {on_black:.1}, {on_white:.1}");
        }
        // Yellow, as terminals have it.
        assert!(1.05 / (luminance(226) + 0.05) < 1.2);
    }
}
