//! Moments of a request and of its context, and how they compare.

use super::truth::Truth;
use super::values::holds;
use super::{Bindings, Evaluation};
use crate::request::ContextValue;
use smartro_lint_rules::moment::{self, Instant, ParsedTime, YearMonth};
use smartro_lint_rules::program::{Comparison, ContextKeys, Edge, Moment, Text};

/// A point in time, a day or a month: only like are compared.
#[derive(PartialEq, PartialOrd)]
enum When {
    Instant(Instant),
    Day(time::Date),
    Month(YearMonth),
}

/// What a moment is: known, not known without a context, or not at all.
enum Moments {
    Known(When),
    Open(ContextKeys),
    Unknown,
}

impl Evaluation<'_> {
    pub(super) fn compare_moments(
        &self,
        left: &Moment,
        comparison: Comparison,
        right: &Moment,
        bindings: &Bindings,
    ) -> Truth {
        match (self.moment(left, bindings), self.moment(right, bindings)) {
            (Moments::Unknown, _) | (_, Moments::Unknown) => {
                self.moments_of_hole(left, right, bindings)
            }
            (Moments::Known(left), Moments::Known(right)) => {
                Truth::from(left.partial_cmp(&right).map(|order| holds(comparison, order)))
            }
            (Moments::Open(one), Moments::Open(other)) => Truth::undetermined(one.union(other)),
            (Moments::Open(needs), _) | (_, Moments::Open(needs)) => Truth::undetermined(needs),
        }
    }

    #[inline]
    fn moment(&self, moment: &Moment, bindings: &Bindings) -> Moments {
        let known = |when: Option<When>| when.map_or(Moments::Unknown, Moments::Known);
        match moment {
            Moment::Later(before, seconds) => match self.moment(before, bindings) {
                Moments::Known(when) => known(later(when, *seconds)),
                other => other,
            },
            Moment::Now(key) | Moment::ThisMonth(key) => match self.context(*key) {
                ContextValue::Instant(now) if matches!(moment, Moment::Now(_)) => {
                    Moments::Known(When::Instant(*now))
                }
                ContextValue::Instant(now) => known(now.month().map(When::Month)),
                _ => Moments::Open(ContextKeys::one(*key)),
            },
            Moment::Instant(text, edge) => known(self.text_view(text, bindings).and_then(|view| {
                let time = view.with_bytes(ParsedTime::parse)?;
                let instant = match edge {
                    Edge::Start => time.start(),
                    Edge::End => time.end(),
                };
                instant.map(When::Instant)
            })),
            Moment::Date(text) => known(
                self.text_view(text, bindings)
                    .and_then(|view| view.with_bytes(moment::bare_date))
                    .map(When::Day),
            ),
            Moment::CardMonth(year, month) => known(self.card_month(year, month, bindings)),
        }
    }

    fn card_month(&self, year: &Text, month: &Text, bindings: &Bindings) -> Option<When> {
        let two_digits = |text: &Text| {
            let view = self.text_view(text, bindings)?;
            view.with_bytes(|bytes| if bytes.len() == 2 { moment::digits(bytes) } else { None })
        };
        let (year, month) = (two_digits(year)?, two_digits(month)?);
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Some(When::Month(YearMonth { year: 2000 + year, month }))
    }

    /// The full years from one day to another, in Korea.
    pub(super) fn years(&self, from: &Moment, to: &Moment, bindings: &Bindings) -> Option<i64> {
        let day = |moment| match self.moment(moment, bindings) {
            Moments::Known(When::Instant(instant)) => instant.day(),
            Moments::Known(When::Day(day)) => Some(day),
            _ => None,
        };
        let (from, to) = (day(from)?, day(to)?);
        let of_year = |day: time::Date| (u8::from(day.month()), day.day());
        let years = to.year() - from.year() - i32::from(of_year(to) < of_year(from));
        Some(years.into())
    }

    /// The keys of the context that would decide how many years there are between two moments.
    pub(super) fn open_between(
        &self,
        from: &Moment,
        to: &Moment,
        bindings: &Bindings,
    ) -> ContextKeys {
        match (self.moment(from, bindings), self.moment(to, bindings)) {
            (Moments::Unknown, _) | (_, Moments::Unknown) => ContextKeys::default(),
            (Moments::Open(one), Moments::Open(other)) => one.union(other),
            (Moments::Open(keys), _) | (_, Moments::Open(keys)) => keys,
            _ => ContextKeys::default(),
        }
    }
}

fn later(when: When, seconds: i64) -> Option<When> {
    const DAY: i64 = 24 * 3600;
    Some(match when {
        When::Instant(Instant { seconds: before, nanoseconds }) => {
            When::Instant(Instant { seconds: before.checked_add(seconds)?, nanoseconds })
        }
        When::Day(day) => When::Day(day.checked_add(time::Duration::days(seconds / DAY))?),
        When::Month(_) => return None,
    })
}
