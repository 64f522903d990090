//! What operands are worth in one request.

use std::cmp::Ordering;

use super::text_view::TextView;
use super::truth::Truth;
use super::{Bindings, Evaluation, Steps, identifiers};
use crate::request::{Decimal, ROOT, Slot, ValueKind, plain_integer, sign_of_sum, utf8};
use smartro_lint_rules::moment;
use smartro_lint_rules::program::{
    Comparison, FieldRef, MAX_LOOPS, NodeId, Order, Pattern, Quantity, Sum, Test, Text,
};

/// A number of the request, or one that was counted.
pub(super) enum Number {
    Small(i64),
    /// Too large for 64 bits, or written with a point or an exponent.
    Large,
}

impl<'r> Evaluation<'r> {
    pub(crate) fn text_view(&self, text: &Text, bindings: &Bindings) -> Option<TextView<'r>> {
        let slot = self.slot(text.place, bindings);
        let raw = match slot.kind {
            ValueKind::Text => self.inside(slot),
            _ => self.written_value(text.place, slot)?,
        };
        if !self.may_look_at(slot, bindings) {
            return None;
        }
        let view = TextView {
            raw,
            escaped: slot.escaped,
            lower: text.lower,
            unhyphenated: text.unhyphenated,
            first: text.first.map_or(usize::MAX, |first| first as usize),
        };
        Some(match text.euckr_first {
            Some(bytes) => view.euckr_first(bytes),
            None => view,
        })
    }

    /// The string that a field of the request has, if it is known.
    pub(crate) fn text_of(&self, node: NodeId) -> Option<TextView<'r>> {
        let place = FieldRef { node, loop_depth: 0 };
        self.text_view(&Text::new(place), &Bindings::default())
    }

    /// Whether there are steps left for a string that a loop looks at.
    #[inline]
    fn may_look_at(&self, slot: &Slot, bindings: &Bindings) -> bool {
        let is_in_loop = *bindings != [ROOT; MAX_LOOPS + 1];
        !is_in_loop || self.steps.is_none_or(|steps| steps.string(slot.span.end - slot.span.start))
    }

    pub(super) fn matches(&self, text: &Text, pattern: &Pattern, bindings: &Bindings) -> Truth {
        let slot = self.slot(text.place, bindings);
        let is_written = slot.kind == ValueKind::Text && !slot.escaped && text.is_whole();
        if is_written && self.may_look_at(slot, bindings) {
            let bytes = self.text.as_bytes().get(slot.text()).unwrap_or_default();
            return Truth::from(Some(pattern.matches(bytes.iter().copied())));
        }
        self.view_matches(text, pattern, bindings)
    }

    /// The same of a text that is not read as it is written.
    fn view_matches(&self, text: &Text, pattern: &Pattern, bindings: &Bindings) -> Truth {
        let Some(view) = self.text_view(text, bindings) else {
            return self.partial_matches(text, pattern, bindings);
        };
        Truth::from(Some(match view.bytes() {
            Some(bytes) => pattern.matches(bytes),
            None => pattern.matches(utf8(view.characters())),
        }))
    }

    /// Whether a text is one of these.
    pub(super) fn literal(&self, text: &Text, literals: &[Box<str>], bindings: &Bindings) -> Truth {
        let is = |view: TextView<'_>| {
            literals.iter().any(|literal| view.characters().eq(literal.chars()))
        };
        match self.text_view(text, bindings) {
            Some(view) => Truth::from(Some(is(view))),
            None => self.partial_is_one_of(text, literals, bindings),
        }
    }

    pub(super) fn same_text(&self, left: &Text, right: &Text, bindings: &Bindings) -> Truth {
        match (self.text_view(left, bindings), self.text_view(right, bindings)) {
            (Some(left), Some(right)) => {
                Truth::from(Some(left.characters().eq(right.characters())))
            }
            _ => self.same_partial(left, right, bindings),
        }
    }

    /// The text between a string's quotes.
    pub(crate) fn inside(&self, slot: &Slot) -> &'r str {
        self.text.get(slot.text()).unwrap_or("")
    }

    pub(super) fn test(&self, test: Test, text: &Text, bindings: &Bindings) -> Truth {
        let Some(view) = self.text_view(text, bindings) else {
            return self.partial_passes(test, text, bindings);
        };
        let passes = |bytes: &[u8]| match test {
            Test::Luhn => identifiers::luhn(bytes),
            Test::BusinessNumber => identifiers::business_number(bytes),
            Test::ResidentNumber => identifiers::resident_number(bytes),
            Test::MobileNumber => identifiers::mobile_number(bytes),
            Test::BirthDate => moment::is_birth_date(bytes),
        };
        // Numbers that people are known by are written with hyphens as often as without.
        let view = match test {
            Test::ResidentNumber | Test::MobileNumber => TextView { unhyphenated: true, ..view },
            _ => view,
        };
        Truth::from(Some(view.with_bytes(|bytes| Some(passes(bytes))).unwrap_or(false)))
    }

    /// A count of characters or bytes, or of elements.
    pub(crate) fn count(&self, quantity: &Quantity, bindings: &Bindings) -> Option<i64> {
        let counted = match quantity {
            Quantity::Characters(text) => {
                let view = self.text_view(text, bindings)?;
                match view.as_written() {
                    Some(written) => written.chars().count(),
                    None => view.characters().count(),
                }
            }
            Quantity::Bytes(text) => {
                self.text_view(text, bindings)?.characters().map(char::len_utf8).sum()
            }
            // EUC-KR writes ASCII with one byte and everything else with two.
            Quantity::EucKrBytes(text) => {
                let bytes = |character: char| if character.is_ascii() { 1 } else { 2 };
                self.text_view(text, bindings)?.characters().map(bytes).sum()
            }
            Quantity::Count(place) => {
                let slot = self.slot(*place, bindings);
                if slot.kind != ValueKind::List || slot.open {
                    return None;
                }
                let elements = self.slots.elements(self.element(*place, bindings), place.node);
                elements.take_while(|_| self.steps.is_none_or(Steps::element)).count()
            }
            Quantity::Computed(computed) => return self.computed(computed, bindings),
            Quantity::Constant(_) | Quantity::FieldRef { .. } => return None,
        };
        i64::try_from(counted).ok()
    }

    /// What the length of a text lies between: every character takes a byte of the request, and
    /// what is not empty has one.
    #[inline]
    fn length(&self, quantity: &Quantity, bindings: &Bindings) -> Option<(i64, i64)> {
        let (Quantity::Characters(text) | Quantity::Bytes(text) | Quantity::EucKrBytes(text)) =
            quantity
        else {
            return None;
        };
        let slot = self.slot(text.place, bindings);
        if slot.kind != ValueKind::Text || !text.has_all() {
            return None;
        }
        let most = i64::from(slot.text_length());
        Some((most.min(1), most))
    }

    /// A number of at most eighteen digits, written plainly.
    pub(crate) fn small(&self, quantity: &Quantity, bindings: &Bindings) -> Option<i64> {
        match self.number(quantity, bindings)? {
            Number::Small(value) => Some(value),
            Number::Large => None,
        }
    }

    /// Whether a quantity is a number, of any size.
    pub(super) fn is_number(&self, quantity: &Quantity, bindings: &Bindings) -> bool {
        self.number(quantity, bindings).is_some()
    }

    fn number(&self, quantity: &Quantity, bindings: &Bindings) -> Option<Number> {
        match quantity {
            Quantity::Constant(value) => Some(Number::Small(*value)),
            Quantity::FieldRef { place, default, fractions } => {
                let slot = self.slot(*place, bindings);
                match slot.kind {
                    ValueKind::Missing | ValueKind::Null => default.map(Number::Small),
                    ValueKind::Integer if slot.first != 0 => Some(Number::Small(slot.first.into())),
                    ValueKind::Fraction if !fractions => None,
                    ValueKind::Integer | ValueKind::Fraction => {
                        let text = self.text.as_bytes().get(slot.span.range())?;
                        plain_integer(text).map(Number::Small).or_else(|| Some(any_number(text)))
                    }
                    ValueKind::Text => self.number_in_string(*place, slot, *fractions),
                    _ => None,
                }
            }
            counted => self.count(counted, bindings).map(Number::Small),
        }
    }

    /// How two sums compare.
    pub(super) fn quantity(
        &self,
        left: &Sum,
        comparison: Comparison,
        right: &Sum,
        bindings: &Bindings,
    ) -> Truth {
        let ([one], [Quantity::Constant(limit)]) = (&*left.0, &*right.0) else {
            return match self.compare_sums(left, comparison, right, bindings) {
                Some(holds) => Truth::from(Some(holds)),
                None => self.quantity_of_hole(left, comparison, right, bindings),
            };
        };
        // The characters of most strings need not be counted.
        if let (Comparison::Order(order), Some((least, most))) =
            (comparison, self.length(one, bindings))
        {
            let holds_anyway = match order {
                Order::Less => most < *limit,
                Order::AtMost => most <= *limit,
                Order::More => least > *limit,
                Order::AtLeast => least >= *limit,
            };
            if holds_anyway {
                return Truth::TRUE;
            }
        }
        Truth::from(match self.number(one, bindings) {
            Some(Number::Small(value)) => Some(holds(comparison, value.cmp(limit))),
            Some(Number::Large) => self.compare_sums(left, comparison, right, bindings),
            None => return self.quantity_of_hole(left, comparison, right, bindings),
        })
    }

    fn compare_sums(
        &self,
        left: &Sum,
        comparison: Comparison,
        right: &Sum,
        bindings: &Bindings,
    ) -> Option<bool> {
        let mut total = 0_i128;
        let mut large = false;
        for (term, sign) in
            left.0.iter().map(|term| (term, 1)).chain(right.0.iter().map(|term| (term, -1)))
        {
            match self.number(term, bindings)? {
                Number::Small(value) => total += i128::from(value) * sign,
                Number::Large => large = true,
            }
        }
        let order =
            if large { self.compare_exactly(left, right, bindings)? } else { total.cmp(&0) };
        Some(holds(comparison, order))
    }

    /// The same with numbers of any size: only such requests pay for it.
    #[cold]
    fn compare_exactly(&self, left: &Sum, right: &Sum, bindings: &Bindings) -> Option<Ordering> {
        let terms =
            left.0.iter().map(|term| (term, false)).chain(right.0.iter().map(|term| (term, true)));
        let mut written = Vec::new();
        for (term, negated) in terms {
            match self.number(term, bindings)? {
                Number::Small(value) => written.push((value.to_string(), negated)),
                Number::Large => match term {
                    Quantity::FieldRef { place, .. } => {
                        let slot = self.slot(*place, bindings);
                        let text = match slot.kind {
                            ValueKind::Text => self.inside(slot),
                            _ => slot.span.of(self.text),
                        };
                        written.push((text.to_owned(), negated));
                    }
                    _ => return None,
                },
            }
        }
        let decimals: Vec<Decimal<'_>> = written
            .iter()
            .map(|(text, negated)| {
                let decimal = Decimal::new(text.as_bytes());
                if *negated { decimal.negated() } else { decimal }
            })
            .collect();
        Some(sign_of_sum(&decimals))
    }

    /// Whether a text has one of the forms that its shape declares.
    pub(super) fn formatted(&self, place: FieldRef, bindings: &Bindings) -> Truth {
        use smartro_lint_rules::program::TextFormat;
        let Some(view) = self.text_view(&Text::new(place), bindings) else { return Truth::UNKNOWN };
        let Some(forms) = self.operation.tree.node(place.node).kind.formats() else {
            return Truth::UNKNOWN;
        };
        let fits = |bytes: &[u8]| {
            forms.iter().any(|form| match form {
                TextFormat::DateTime => moment::rfc3339(bytes).is_some(),
                TextFormat::Layout(layout) => layout.read(bytes).is_some(),
            })
        };
        Truth::from(Some(view.with_bytes(|bytes| Some(fits(bytes))).unwrap_or(false)))
    }
}

/// The number that JSON's grammar makes of a text. `None`: it has a fraction and must not.
#[cold]
pub(super) fn number_of(text: &[u8], fractions: bool) -> Option<Number> {
    (fractions || Decimal::new(text).is_integral()).then(|| any_number(text))
}

/// A number that is not written plainly.
#[cold]
fn any_number(text: &[u8]) -> Number {
    Decimal::new(text).small().map_or(Number::Large, Number::Small)
}

#[inline]
pub(super) fn holds(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::Order(Order::Less) => order.is_lt(),
        Comparison::Order(Order::AtMost) => order.is_le(),
        Comparison::Order(Order::More) => order.is_gt(),
        Comparison::Order(Order::AtLeast) => order.is_ge(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn euc_kr_takes_two_bytes_for_what_is_not_ascii() {
        for character in ('\0'..=char::MAX).filter(|character| !character.is_ascii()) {
            let text = character.to_string();
            let (bytes, _, lacking) = encoding_rs::EUC_KR.encode(&text);
            // A character that EUC-KR lacks is encoded as something else, and counts two.
            assert!(lacking || bytes.len() == 2, "{character:?}");
        }
    }
}
