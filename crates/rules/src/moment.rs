//! Points in time, as requests write them; in Korean time where they have no zone.

use time::{Date, Month};

/// Korea is nine hours ahead of UTC, all year.
const KOREA: i64 = 9 * 3600;

const DAY: i64 = 24 * 3600;

/// A point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Seconds since 1970 began in UTC.
    pub seconds: i64,
    /// Billionths of a second after that.
    pub nanoseconds: u32,
}

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
}

/// A time as a string has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParsedTime {
    /// A day, and no more.
    Day(Date),
    /// A point in time.
    Instant(Instant),
}

impl Instant {
    /// A point in time, given in seconds since the beginning of 1970 in UTC.
    #[must_use]
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Self {
        Self { seconds, nanoseconds }
    }

    /// Reads RFC 3339: `2026-11-23T12:00:00+09:00`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        rfc3339(text.as_bytes())
    }

    /// The day that it is in, in Korea.
    pub fn day(self) -> Option<Date> {
        let days = self.seconds.saturating_add(KOREA).div_euclid(DAY);
        Date::from_julian_day(i32::try_from(days).ok()?.checked_add(EPOCH)?).ok()
    }

    /// The month that it is in, in Korea.
    pub fn month(self) -> Option<YearMonth> {
        let date = self.day()?;
        Some(YearMonth { year: date.year(), month: u8::from(date.month()) })
    }

    /// As RFC 3339 writes it, Korean time, without fractions.
    pub fn to_korean(self) -> String {
        let local = self.seconds.saturating_add(KOREA);
        let (days, second) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let julian = i32::try_from(days).ok().and_then(|days| days.checked_add(EPOCH));
        let Some(date) = julian.and_then(|julian| Date::from_julian_day(julian).ok()) else {
            return String::new();
        };
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let month = u8::from(date.month());
        let (year, day) = (date.year(), date.day());
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+09:00")
    }

    fn at(date: Date, second_of_day: i64, offset: i64, nanoseconds: u32) -> Option<Self> {
        let days = i64::from(date.to_julian_day()) - i64::from(EPOCH);
        Some(Self { seconds: days * DAY + second_of_day - offset, nanoseconds })
    }
}

/// The Julian day on which 1970 began.
const EPOCH: i32 = 2_440_588;

impl ParsedTime {
    /// Reads any form that some call accepts; where a form has no offset, Korean time.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let part = |at: usize| two_digits(text, at);
        let day = |month, day| calendar_day(four_digits(text, 0)?, part(month)?, part(day)?);
        let time = |hour, minute, second| second_of_day(part(hour)?, part(minute)?, part(second)?);
        let written = |separators: &[(usize, u8)]| {
            separators.iter().all(|(at, byte)| text.get(*at) == Some(byte))
        };
        match text.len() {
            8 => day(4, 6).map(Self::Day),
            10 if written(&[(4, b'-'), (7, b'-')]) => day(5, 8).map(Self::Day),
            14 => Instant::at(day(4, 6)?, time(8, 10, 12)?, KOREA, 0).map(Self::Instant),
            19 if written(&[(4, b'-'), (7, b'-'), (13, b':'), (16, b':')])
                && matches!(text.get(10), Some(b' ' | b'T')) =>
            {
                Instant::at(day(5, 8)?, time(11, 14, 17)?, KOREA, 0).map(Self::Instant)
            }
            _ => rfc3339(text).map(Self::Instant),
        }
    }

    /// When it begins: a day, with its first moment.
    pub fn start(self) -> Option<Instant> {
        match self {
            Self::Day(date) => Instant::at(date, 0, KOREA, 0),
            Self::Instant(instant) => Some(instant),
        }
    }

    /// When it has passed: a day, with the midnight that follows it.
    pub fn end(self) -> Option<Instant> {
        match self {
            Self::Day(date) => Instant::at(date, DAY, KOREA, 0),
            Self::Instant(instant) => Some(instant),
        }
    }
}

/// Where the parts of a date are in a text of a form such as `YYYY-MM-DD HH:mm:ss`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Layout {
    form: Box<str>,
    /// Year, month, day, hour, minute, second.
    parts: [Option<usize>; 6],
}

impl Layout {
    /// The layout of a form; `None`: the form does not name a year and a month.
    #[must_use]
    pub fn new(form: &str) -> Option<Self> {
        let parts = ["YYYY", "MM", "DD", "HH", "mm", "ss"].map(|letters| form.find(letters));
        let dated = parts.iter().take(2).all(Option::is_some);
        dated.then(|| Self { form: form.into(), parts })
    }

    /// A time as this format writes it.
    #[cfg(feature = "compiler")]
    pub(crate) fn example(&self) -> String {
        let parts = [("YYYY", "2024"), ("MM", "11"), ("DD", "12")];
        let parts = parts.into_iter().chain([("HH", "10"), ("mm", "20"), ("ss", "30")]);
        parts.fold(self.form.to_string(), |text, (letters, digits)| {
            text.replacen(letters, digits, 1)
        })
    }

    /// The time of a string of this format, if it is a valid date.
    pub fn read(&self, text: &[u8]) -> Option<ParsedTime> {
        let fixed = |(byte, letter): (&u8, u8)| {
            matches!(letter, b'Y' | b'M' | b'D' | b'H' | b'm' | b's') || *byte == letter
        };
        if text.len() != self.form.len() || !text.iter().zip(self.form.bytes()).all(fixed) {
            return None;
        }
        let [year, month, day, hour, minute, second] = self.parts;
        let or = |at: Option<usize>, default| at.map_or(Some(default), |at| two_digits(text, at));
        let date = calendar_day(four_digits(text, year?)?, two_digits(text, month?)?, or(day, 1)?)?;
        if hour.is_none() {
            return Some(ParsedTime::Day(date));
        }
        let seconds = second_of_day(or(hour, 0)?, or(minute, 0)?, or(second, 0)?)?;
        Instant::at(date, seconds, KOREA, 0).map(ParsedTime::Instant)
    }
}

fn two_digits(text: &[u8], at: usize) -> Option<i32> {
    digits(text.get(at..at + 2)?)
}

fn four_digits(text: &[u8], at: usize) -> Option<i32> {
    digits(text.get(at..at + 4)?)
}

/// The day of a string that has no time.
pub fn bare_date(text: &[u8]) -> Option<Date> {
    match ParsedTime::parse(text)? {
        ParsedTime::Day(date) => Some(date),
        ParsedTime::Instant(_) => None,
    }
}

/// Whether six digits are a date, in this century or the last.
pub fn is_birth_date(text: &[u8]) -> bool {
    let parts = (text.len() == 6).then(|| {
        Some((digits(text.get(..2)?)?, digits(text.get(2..4)?)?, digits(text.get(4..)?)?))
    });
    let Some(Some((year, month, day))) = parts else { return false };
    [1900, 2000].into_iter().any(|century| calendar_day(century + year, month, day).is_some())
}

/// Whether the digits are a day of the calendar.
pub fn is_day(year: i32, month: i32, day: i32) -> bool {
    calendar_day(year, month, day).is_some()
}

/// The number that ASCII digits write.
pub fn digits(text: &[u8]) -> Option<i32> {
    text.iter().try_fold(0_i32, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 { None } else { value.checked_mul(10)?.checked_add(i32::from(digit)) }
    })
}

fn calendar_day(year: i32, month: i32, day: i32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    // The year 0000 is none of the Gregorian calendar's.
    let year = Some(year).filter(|year| *year > 0)?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

fn second_of_day(hour: i32, minute: i32, second: i32) -> Option<i64> {
    let in_range = hour < 24 && minute < 60 && second < 60;
    in_range.then(|| i64::from(hour * 3600 + minute * 60 + second))
}

/// RFC 3339, without leap seconds: `YYYY-MM-DD`, `T`, `HH:MM:SS`, a fraction, an offset.
pub fn rfc3339(text: &[u8]) -> Option<Instant> {
    if !matches!(text.get(10)?, b'T' | b't') {
        return None;
    }
    let separators = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
    if separators.iter().any(|(at, byte)| text.get(*at) != Some(byte)) {
        return None;
    }
    let part = |at: usize| two_digits(text, at);
    let date = calendar_day(four_digits(text, 0)?, part(5)?, part(8)?)?;
    let second_of_day = second_of_day(part(11)?, part(14)?, part(17)?)?;
    let (nanoseconds, rest) = fraction(text.get(19..)?)?;
    Instant::at(date, second_of_day, offset(rest)?, nanoseconds)
}

fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(rest) = text.strip_prefix(b".") else { return Some((0, text)) };
    let length = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at_checked(length).filter(|_| length > 0)?;
    let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    Some((padded.fold(0, |value, digit| value * 10 + u32::from(digit - b'0')), rest))
}

fn offset(text: &[u8]) -> Option<i64> {
    let sign = match text {
        [b'Z' | b'z'] => return Some(0),
        [b'+', ..] => 1,
        [b'-', ..] => -1,
        _ => return None,
    };
    if text.len() != 6 || text.get(3) != Some(&b':') {
        return None;
    }
    let (hours, minutes) = (digits(text.get(1..3)?)?, digits(text.get(4..6)?)?);
    let in_range = hours < 24 && minutes < 60;
    in_range.then(|| sign * i64::from(hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc3339_and_nothing_else() {
        let good = [
            "2026-11-23T12:00:00+09:00",
            "2026-11-23t12:00:00z",
            "2024-02-29T00:00:00.123456789123Z",
            "0001-01-01T00:00:00-23:59",
        ];
        for text in good {
            assert!(Instant::parse(text).is_some(), "{text}");
        }
        let bad = [
            "2026-11-23 12:00:00+09:00",
            "2026-11-23T12:00:00",
            "2026-11-23T12:00:60Z",
            "2026-11-23T24:00:00Z",
            "0000-01-01T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "2024-11-12T00:00:00+09+00",
            "2024-11-12T00:00:00+0900",
            "2024-11-12T00:00:00+24:00",
            "2024-11-12T00:00:00-24:00",
            "2024-11-12T00:00:00+09:60",
            "2024-11-12T00:00:00.Z",
            "2024-11-12T00:00Z",
            "+024-11-12T00:00:00Z",
        ];
        for text in bad {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }

    #[test]
    fn korean_time_where_no_offset_is_given() {
        let korean = Instant::parse("2026-11-24T00:00:00+09:00");
        for text in ["2026-11-24 00:00:00", "2026-11-24T00:00:00", "20261124000000"] {
            assert_eq!(ParsedTime::parse(text.as_bytes()).unwrap().start(), korean, "{text}");
        }
        for text in ["2026-11-24", "20261124"] {
            assert_eq!(ParsedTime::parse(text.as_bytes()).unwrap().start(), korean, "{text}");
        }
        let before = ParsedTime::parse(b"2026-11-23").unwrap();
        assert_eq!(before.end(), korean, "a day ends at the midnight after it");
        assert_eq!(Instant::parse("1970-01-01T00:00:00Z"), Some(Instant::from_unix(0, 0)));
        assert!(ParsedTime::parse(b"9999-12-31").unwrap().end().is_some());
    }

    #[test]
    fn fractions_count_to_the_nanosecond() {
        let nanoseconds = |text: &str| Instant::parse(text).unwrap().nanoseconds;
        assert_eq!(nanoseconds("2024-11-12T00:00:00.123456789Z"), 123_456_789);
        assert_eq!(nanoseconds("2024-11-12T00:00:00.0005Z"), 500_000);
        assert_eq!(nanoseconds("2024-11-12T00:00:00.1234567899Z"), 123_456_789);
        let (one, next) = ("2024-11-12T00:00:00.0004Z", "2024-11-12T00:00:00.00040001Z");
        assert!(Instant::parse(one) < Instant::parse(next));
    }

    #[test]
    fn months_are_korean() {
        let last = Instant::parse("2026-11-30T14:59:59Z").unwrap().month().unwrap();
        let first = Instant::parse("2026-11-30T15:00:00Z").unwrap().month().unwrap();
        assert_eq!((last.year, last.month), (2026, 11));
        assert_eq!((first.year, first.month), (2026, 12));
    }

    #[test]
    fn birth_dates() {
        assert!(is_birth_date(b"900101"));
        assert!(is_birth_date(b"000229"), "2000 was a leap year");
        assert!(!is_birth_date(b"010229"));
        assert!(!is_birth_date(b"901301"));
        assert!(!is_birth_date(b"9001011"));
    }
}
