//! Dates and times, whose digits are no number.

/// Whether a text, which begins with a digit or with the `T` of a time, is nothing but dates and
/// times: `2027-01-01 00:00:00.000+09:00`.
pub(super) fn are_times(text: &str) -> bool {
    const DATES: &[&str] = &["dddd-dd-dd", "dddd.dd.dd", "dddd/dd/dd"];
    let mut rest = text;
    while !rest.is_empty() {
        let is_year = rest.starts_with("19") || rest.starts_with("20");
        let after_date = DATES.iter().find_map(|date| after(rest, date)).filter(|_| is_year);
        let after_date = after_date.or_else(|| after_digits(rest));
        let after_time = match after_date {
            Some(rest) => match rest.trim_start_matches(' ') {
                time if time.len() < rest.len() => after_time(time),
                offset => after(offset, "+dd:dd"),
            },
            None => rest.strip_prefix('T').and_then(after_time),
        };
        let Some(end) = after_time.or(after_date) else { return false };
        rest = end.trim_start_matches(|character: char| !character.is_numeric());
    }
    true
}

fn after_time(text: &str) -> Option<&str> {
    // Of fractions and offsets also those that are none, and below the hour 24 and the second 60:
    // the finding on a date shows what is wrong with it.
    let optional = [
        ":dd", ".ddd", "ddd", ".", "+dd:dd", "-dd:dd", "+dd+dd", "-dd-dd", "+dddd", "-dddd", "+dd",
    ];
    let minutes = after(text, "dd:dd")?;
    Some(optional.iter().fold(minutes, |rest, part| after(rest, part).unwrap_or(rest)))
}

/// What follows a date, and a time perhaps, of digits alone: `20270101`, `20270101123000`.
fn after_digits(text: &str) -> Option<&str> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u32>().ok();
    let is_below = |at: usize, limit: u32| part(at..at + 2).is_none_or(|value| value < limit);
    let is_time = matches!(digits.len(), 8 | 12 | 14)
        && part(0..4).is_some_and(|year| (1900..2100).contains(&year))
        && part(4..6).is_some_and(|month| (1..=12).contains(&month))
        && part(6..8).is_some_and(|day| (1..=31).contains(&day))
        && is_below(8, 25)
        && is_below(10, 60)
        && is_below(12, 61);
    is_time.then_some(rest)
}

/// What follows a form at the start of a text; a `d` is a digit.
fn after<'t>(text: &'t str, form: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(form.len())?;
    let fits = |(byte, form)| if form == b'd' { u8::is_ascii_digit(&byte) } else { byte == form };
    start.bytes().zip(form.bytes()).all(fits).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_known_and_numbers_are_none() {
        for text in [
            "2027-01-01",
            "1999-12-31 00:00",
            "2027-01-01 00:00:00",
            "2027.01.01 ~ 2027.02.01",
            "T00:00:00.000+09:00",
            "2027-01-01 10:20:30.123456",
            "T00:00:00+09+00",
            "T00:00:00+0900",
            "T00:00:00.+09:00",
            "2027-01-01  00:00:00",
            "2027-01-01+09:00",
            "20270101240000",
            "20270101",
            "20991231",
            "20270101123060",
        ] {
            assert!(are_times(text), "{text}");
        }
        for text in [
            "1990-01-01-1234567",
            "1990-01-01 1234567",
            "T00:00-1234567",
            "4111-11-11",
            "20271301",
            "21000101",
            "18991231",
            "2027010199",
            "20270101250000",
            "20270101126000",
            "20270132000000",
        ] {
            assert!(!are_times(text), "{text}");
        }
    }
}
