//! JSON numbers, exact at any size: compared and added digit by digit, never rounded.

use std::cmp::Ordering;

/// A number as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decimal<'t> {
    negative: bool,
    whole: &'t [u8],
    fraction: &'t [u8],
    exponent: i64,
}

/// Past this, exponents differ by more digits than any text has.
const FAR: i64 = 1 << 60;

impl<'t> Decimal<'t> {
    /// Reads a number that JSON's grammar admits.
    #[must_use]
    pub(crate) fn new(text: &'t [u8]) -> Self {
        let (negative, text) = match text.strip_prefix(b"-") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.iter().position(|byte| matches!(byte, b'e' | b'E')) {
            Some(at) => text.split_at_checked(at).unwrap_or((text, &[])),
            None => (text, &[][..]),
        };
        let point = mantissa.iter().position(|byte| *byte == b'.').unwrap_or(mantissa.len());
        let (whole, fraction) = mantissa.split_at_checked(point).unwrap_or((mantissa, &[]));
        let fraction = fraction.get(1..).unwrap_or_default();
        Self { negative, whole, fraction, exponent: parse_exponent(exponent) }
    }

    /// Whether it has no fraction: `1000.0` and `1e3` have none.
    #[must_use]
    pub(crate) fn is_integral(&self) -> bool {
        match self.lowest_digit() {
            Some(position) => position >= 0,
            None => true,
        }
    }

    fn length(&self) -> i64 {
        i64::try_from(self.whole.len() + self.fraction.len()).unwrap_or(FAR)
    }

    /// The power of ten that its last written digit counts.
    fn bottom(&self) -> i64 {
        self.exponent - i64::try_from(self.fraction.len()).unwrap_or(FAR)
    }

    /// The power of ten of the last digit that is not zero.
    fn lowest_digit(&self) -> Option<i64> {
        let digits = self.whole.iter().chain(self.fraction).rev();
        let zeros = digits.clone().position(|digit| *digit != b'0')?;
        Some(self.bottom() + i64::try_from(zeros).unwrap_or(FAR))
    }

    /// The power of ten of the first digit that is not zero.
    fn highest_digit(&self) -> Option<i64> {
        let zeros = self.whole.iter().chain(self.fraction).position(|digit| *digit != b'0')?;
        Some(self.bottom() + self.length() - 1 - i64::try_from(zeros).unwrap_or(FAR))
    }

    /// The digit that counts a power of ten, with the number's sign.
    fn digit(&self, power: i64) -> i64 {
        let place = self.length() - 1 - (power - self.bottom());
        let digit = usize::try_from(place).ok().and_then(|place| {
            let fraction = || self.fraction.get(place.checked_sub(self.whole.len())?);
            self.whole.get(place).or_else(fraction)
        });
        let value = digit.map_or(0, |digit| i64::from(digit.wrapping_sub(b'0')));
        if self.negative { -value } else { value }
    }

    /// The number as 64 bits, where it is a small one without a fraction: `1000.0`, `1e3`.
    #[must_use]
    pub(crate) fn small(&self) -> Option<i64> {
        if !self.is_integral() || self.highest_digit().is_some_and(|power| power >= 18) {
            return None;
        }
        let (highest, lowest) = (self.highest_digit().unwrap_or(0), self.lowest_digit());
        let powers = (lowest.unwrap_or(0)..=highest).rev();
        let value = powers.fold(0, |value, power| value * 10 + self.digit(power));
        let zeros = u32::try_from(lowest.unwrap_or(0)).ok()?;
        10_i64.checked_pow(zeros)?.checked_mul(value)
    }

    /// The same number with the other sign.
    #[must_use]
    pub(crate) fn negated(self) -> Self {
        Self { negative: !self.negative, ..self }
    }
}

fn parse_exponent(text: &[u8]) -> i64 {
    let digits = text.get(1..).unwrap_or_default();
    let (negative, digits) = match digits.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, digits),
    };
    let value = digits.iter().fold(0_i64, |value, digit| {
        value.saturating_mul(10).saturating_add(i64::from(digit.wrapping_sub(b'0'))).min(FAR)
    });
    if negative { -value } else { value }
}

/// The value of a number as it is written, if it has at most eighteen digits and neither a point
/// nor an exponent.
#[must_use]
#[inline]
pub(crate) fn plain_integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        text => (false, text),
    };
    if digits.len() > 18 {
        return None;
    }
    let mut value = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if negative { -value } else { value })
}

/// How a sum compares with nothing.
///
/// Written subtraction from the highest digit down: what is left of all the lower digits is
/// less than one of this digit for each number, so the sign is known as soon as the rest is
/// as large as there are numbers.
#[must_use]
pub(crate) fn sign_of_sum(terms: &[Decimal<'_>]) -> Ordering {
    let enough = i64::try_from(terms.len()).unwrap_or(i64::MAX);
    // Where each number's digits begin and end: looked for once, they can be many.
    let ends: Vec<(i64, i64)> = terms
        .iter()
        .filter_map(|term| Some((term.highest_digit()?, term.lowest_digit()?)))
        .collect();
    let (Some(mut power), Some(bottom)) = (
        ends.iter().map(|(highest, _)| *highest).max(),
        ends.iter().map(|(_, lowest)| *lowest).min(),
    ) else {
        return Ordering::Equal;
    };
    let mut rest = 0_i64;
    loop {
        rest = rest * 10 + terms.iter().map(|term| term.digit(power)).sum::<i64>();
        if rest.abs() >= enough || power <= bottom {
            return rest.cmp(&0);
        }
        // The next power that any of the numbers has a digit for.
        let below = power - 1;
        let unfinished = ends.iter().filter(|(_, lowest)| *lowest <= below);
        let next = unfinished.map(|(highest, _)| (*highest).min(below)).max();
        power = if rest == 0 { next.unwrap_or(below) } else { below };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(terms: &[&str]) -> Ordering {
        let terms: Vec<Decimal<'_>> =
            terms.iter().map(|term| Decimal::new(term.as_bytes())).collect();
        sign_of_sum(&terms)
    }

    #[test]
    fn integers_are_distinguished_from_fractions() {
        for integral in ["0", "-0", "1000", "1000.0", "1e3", "12.50e1", "0.0", "0e-9", "10e-1"] {
            assert!(Decimal::new(integral.as_bytes()).is_integral(), "{integral}");
        }
        for fraction in ["1000.5", "1e-1", "0.1", "12.55e1"] {
            assert!(!Decimal::new(fraction.as_bytes()).is_integral(), "{fraction}");
        }
    }

    #[test]
    fn plain_integers_are_read_in_place() {
        let plain = |text: &str| plain_integer(text.as_bytes());
        for number in ["0", "-0", "7", "-7", "12345678", "-1234567", "123456789", "99999999"] {
            assert_eq!(plain(number), number.parse().ok(), "{number}");
        }
        assert_eq!(plain("-999999999999999999"), Some(-999_999_999_999_999_999));
        for other in ["1.5", "1e3", "12345.78", "1:", "1/", "1\u{7f}", "가", "1234567890123456789"]
        {
            assert_eq!(plain(other), None, "{other}");
        }
    }

    #[test]
    fn sums_are_exact_at_any_size() {
        let big = "9".repeat(400);
        let next = format!("1{}", "0".repeat(400));
        assert_eq!(sign(&[&big, "1", &format!("-{next}")]), Ordering::Equal);
        assert_eq!(sign(&[&big, "0.5", &format!("-{next}")]), Ordering::Less);
        assert_eq!(sign(&["9007199254740993", "-9007199254740992"]), Ordering::Greater);
        assert_eq!(sign(&["1e400", "-1e400", "-1"]), Ordering::Less);
        assert_eq!(sign(&["1e999999999999999999999", "-1"]), Ordering::Greater);
        // Where digits have cancelled out, the zeros below them are not gone through.
        assert_eq!(sign(&["1e999999999999", "-1e999999999999", "-1"]), Ordering::Less);
        assert_eq!(sign(&["1000.0", "-1e3"]), Ordering::Equal);
        assert_eq!(sign(&["-5"]), Ordering::Less);
        assert_eq!(sign(&["0", "-0.00"]), Ordering::Equal);
        assert_eq!(sign(&["100", "-99", "-1"]), Ordering::Equal);
        assert_eq!(sign(&["2", "-1", "-1e-30"]), Ordering::Greater);
    }

    #[test]
    fn sums_agree_with_128_bits() {
        // Numbers that meet at borrow chains and powers of ten.
        let values: Vec<i128> =
            vec![0, 1, 9, 10, 11, 99, 100, 101, 999, 1000, 123_456, -1, -9, -10, -99, -100, -1000];
        for a in &values {
            for b in &values {
                for c in &values {
                    let texts = [a.to_string(), b.to_string(), c.to_string()];
                    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                    assert_eq!(sign(&texts), (a + b + c).cmp(&0), "{texts:?}");
                }
            }
        }
    }
}
