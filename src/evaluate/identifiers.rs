//! The numbers that Koreans and their cards and companies are known by.

use smartro_lint_rules::moment;

/// Whether the last digit checks the others (ISO/IEC 7812-1, annex B).
///
/// `digits` are ASCII digits; anything else, or nothing, does not check.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let Some(digits) = all_digits(digits) else { return false };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(digit - b'0') * 2) {
            (0, _) => u32::from(digit - b'0'),
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether it is a business registration number: ten digits, the last one checking the others
/// with the tax office's weights.
pub(crate) fn business_number(digits: &[u8]) -> bool {
    let Some([head @ .., check]) = all_digits(digits).filter(|digits| digits.len() == 10) else {
        return false;
    };
    const WEIGHTS: [u32; 9] = [1, 3, 7, 1, 3, 7, 1, 3, 5];
    let value = |digit: &u8| u32::from(digit - b'0');
    let sum: u32 = head.iter().zip(WEIGHTS).map(|(digit, weight)| value(digit) * weight).sum();
    let carried = head.last().map_or(0, |digit| value(digit) * 5 / 10);
    (10 - (sum + carried) % 10) % 10 == value(check)
}

/// Whether it is a resident number: thirteen digits that begin with a birth date, whose
/// century the seventh gives. The last digit has checked nothing since October 2020.
pub(crate) fn resident_number(digits: &[u8]) -> bool {
    let Some(digits) = all_digits(digits).filter(|digits| digits.len() == 13) else {
        return false;
    };
    let century = match digits.get(6) {
        Some(b'1' | b'2' | b'5' | b'6') => 1900,
        Some(b'3' | b'4' | b'7' | b'8') => 2000,
        _ => 1800,
    };
    let field = |at: usize| digits.get(at..at + 2).and_then(moment::digits);
    match (field(0), field(2), field(4)) {
        (Some(year), Some(month), Some(day)) => moment::is_day(century + year, month, day),
        _ => false,
    }
}

/// Whether it is a mobile number: 010 and eight digits, or 011, 016 to 019 and seven or eight.
pub(crate) fn mobile_number(digits: &[u8]) -> bool {
    let Some(digits) = all_digits(digits) else { return false };
    matches!(
        (digits.get(..3), digits.len()),
        (Some(b"010"), 11) | (Some(b"011" | b"016" | b"017" | b"018" | b"019"), 10 | 11)
    )
}

fn all_digits(text: &[u8]) -> Option<&[u8]> {
    Some(text).filter(|text| !text.is_empty() && text.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        assert!(luhn(b"4111111111111111"));
        assert!(!luhn(b"4111111111111112"));
        assert!(!luhn(b"") && !luhn(b"41x1"));
        assert!(business_number(b"1178178260"));
        assert!(business_number(b"1248100998"));
        assert!(!business_number(b"1178178261"));
        assert!(!business_number(b"117817826"));
    }

    #[test]
    fn resident_numbers_are_born_on_a_day() {
        assert!(resident_number(b"9001011234567"));
        assert!(resident_number(b"0002293234567"), "2000 was a leap year");
        assert!(!resident_number(b"0002291234567"), "1900 was not");
        for (century, leap) in [(b'1', false), (b'2', false), (b'5', false), (b'6', false)]
            .into_iter()
            .chain([(b'3', true), (b'4', true), (b'7', true), (b'8', true)])
            .chain([(b'9', false), (b'0', false)])
        {
            let mut number = *b"0002290234567";
            if let Some(seventh) = number.get_mut(6) {
                *seventh = century;
            }
            assert_eq!(resident_number(&number), leap, "{}", char::from(century));
        }
        assert!(!resident_number(b"9013011234567"));
        assert!(resident_number(b"9902280234567"), "1899");
    }

    #[test]
    fn mobile_numbers() {
        assert!(mobile_number(b"01012345678"));
        assert!(!mobile_number(b"0101234567"));
        assert!(mobile_number(b"0111234567") && mobile_number(b"01912345678"));
        assert!(!mobile_number(b"01212345678") && !mobile_number(b"0212345678"));
    }
}
