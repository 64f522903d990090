//! A program's checks over one request's slots.

mod blame;
mod computed;
mod conditions;
mod holes;
mod identifiers;
mod moments;
mod steps;
mod text_view;
mod truth;
mod undecided;
mod union;
mod values;

use crate::request::{About, By, ContextValue, Found, ROOT, Slot, Slots, ValueKind, plain_integer};
use crate::severities::Severities;
use smartro_lint_rules::program::{
    Check, Collection, Enumeration, FactId, FieldRef, MAX_LOOPS, NodeId, NumberFacts, Operation,
    Pattern, Predicate, ValueProbe,
};
use smartro_lint_rules::source::Span;
use truth::{Needs, Truth};

pub(crate) use blame::Leaf;
pub(crate) use steps::Steps;
pub(crate) use undecided::Undecided;

/// The bindings that the loops around a place are at, from the request's own inwards.
pub(crate) type Bindings = [u32; MAX_LOOPS + 1];

/// One request, and what is known beyond it.
#[derive(Clone, Copy)]
pub(crate) struct Evaluation<'r> {
    pub(crate) operation: &'r Operation,
    pub(crate) enumerations: &'r [Enumeration],
    pub(crate) text: &'r str,
    pub(crate) slots: &'r Slots,
    pub(crate) context: &'r [ContextValue],
    /// What loops may do; `None`: what was evaluated before, which may be done once more.
    pub(crate) steps: Option<&'r Steps>,
}

/// What the checks of a request came to.
pub(crate) struct Outcome<'o> {
    pub(crate) found: &'o mut Vec<Found>,
    pub(crate) undecided: &'o mut Undecided,
    pub(crate) truncated: &'o mut bool,
    pub(crate) severities: &'o Severities,
    pub(crate) max_found: usize,
}

impl<'r> Evaluation<'r> {
    /// Whether a condition of the whole request is true, or may be for all that is known of its
    /// values.
    pub(crate) fn may_hold(&self, predicate: &Predicate, bindings: &Bindings) -> bool {
        let truth = self.eval(predicate, bindings);
        truth.is_true() || (truth.needs().values && truth.may_be_true())
    }

    /// Runs every check of the operation whose precondition is met.
    pub(crate) fn run(&self, bits: &mut Vec<u64>, outcome: &mut Outcome<'_>) {
        if self.slots.is_partial() {
            return self.run_all(outcome);
        }
        self.facts(bits);
        let index = &self.operation.rule_index;
        for check in &index.unconditional {
            self.run_if_met(*check, bits, outcome);
        }
        for (word, (facts, mask)) in bits.iter().zip(&index.trigger_mask).enumerate() {
            let mut pending = facts & mask;
            while pending != 0 {
                let fact = word * 64 + pending.trailing_zeros() as usize;
                pending &= pending - 1;
                let Some(checks) = index.triggers.get(fact) else { continue };
                for check in &**checks {
                    self.run_if_met(*check, bits, outcome);
                }
            }
        }
    }

    /// Runs every check of the operation without its precondition: one looks at known values
    /// only.
    #[cold]
    fn run_all(&self, outcome: &mut Outcome<'_>) {
        for (index, check) in (0..).zip(&self.operation.checks) {
            self.run_check((index, check), (&check.guard, &check.assertion), outcome);
        }
    }

    /// Sets the bit of each fact that holds.
    fn facts(&self, bits: &mut Vec<u64>) {
        bits.clear();
        let index = &self.operation.rule_index;
        let words = index.trigger_mask.len();
        // The slots have room for larger trees than this one.
        bits.extend(self.slots.present().iter().take(words));
        bits.resize(words, 0);
        for (word, (present, probed)) in self.slots.present().iter().zip(&index.probed).enumerate()
        {
            let mut pending = present & probed;
            while pending != 0 {
                let node = word * 64 + pending.trailing_zeros() as usize;
                pending &= pending - 1;
                let mut at = index.first_probe.get(node).copied().map_or(usize::MAX, usize::from);
                while let Some(probe) = index.probes.get(at) {
                    self.probe(probe, bits);
                    if !probe.goes_on {
                        break;
                    }
                    at += 1;
                }
            }
        }
        self.probe_elements(bits);
    }

    /// Sets the bits of the numbers that the elements of lists have.
    fn probe_elements(&self, bits: &mut [u64]) {
        for probe in &self.operation.rule_index.in_elements {
            if self.slots.get(ROOT, probe.list).kind != ValueKind::List {
                continue;
            }
            let facts = self.slots.elements(ROOT, probe.list).fold(0, |facts, element| {
                facts | self.of_number(&probe.numbers, self.slots.get(element, probe.node))
            });
            if let Some(word) = bits.get_mut(usize::from(probe.word)) {
                *word |= facts;
            }
        }
    }

    /// The bits of what may be a number.
    #[inline(always)]
    fn of_number(&self, facts: &NumberFacts, slot: &Slot) -> u64 {
        match slot.kind {
            ValueKind::Integer if slot.first != 0 => facts.of(Some(slot.first.into())),
            ValueKind::Integer => facts.of(plain_integer(slot.span.of(self.text).as_bytes())),
            // A string may count as the number that it spells.
            ValueKind::Fraction | ValueKind::Text => facts.of(None),
            _ => 0,
        }
    }

    /// Sets the bits of a value.
    #[inline(always)]
    fn probe(&self, probe: &ValueProbe, bits: &mut [u64]) {
        let slot = self.slots.get(ROOT, probe.node);
        let facts = match slot.kind {
            ValueKind::Text => {
                let facts = probe.of_text(slot.symbol, slot.text_length());
                facts | if probe.mismatches.is_empty() { 0 } else { self.mismatches(probe, slot) }
            }
            ValueKind::False => probe.booleans[0],
            ValueKind::True => probe.booleans[1],
            _ => probe.numbers.as_ref().map_or(0, |numbers| self.of_number(numbers, slot)),
        };
        if let Some(word) = bits.get_mut(usize::from(probe.word)) {
            *word |= facts;
        }
    }

    /// The bits of the patterns that a string is not known to match: one with escapes is not read
    /// here.
    fn mismatches(&self, probe: &ValueProbe, slot: &Slot) -> u64 {
        let bytes = self.text.as_bytes().get(slot.text()).unwrap_or_default();
        let is_match = |pattern: &Pattern| !slot.escaped && pattern.matches(bytes.iter().copied());
        let mismatches = probe.mismatches.iter().filter(|(pattern, _)| !is_match(pattern));
        mismatches.fold(0, |facts, (_, bits)| facts | bits)
    }

    /// Runs a check, if its precondition is met by these facts.
    #[inline(always)]
    fn run_if_met(&self, index: u16, bits: &[u64], outcome: &mut Outcome<'_>) {
        let at = usize::from(index);
        let Some(precondition) = self.operation.rule_index.preconditions.get(at) else { return };
        let holds = |id: &FactId| {
            let word = bits.get(id.0 as usize / 64).copied().unwrap_or_default();
            word >> (id.0 % 64) & 1 == 1
        };
        if !precondition.is_met(holds) {
            return;
        }
        let Some(check) = self.operation.checks.get(at) else { return };
        let (guard, assertion) = &precondition.residual;
        self.run_check((index, check), (guard, assertion), outcome);
    }

    #[inline(always)]
    fn run_check(
        &self,
        (index, check): (u16, &Check),
        (guard, assertion): (&Predicate, &Predicate),
        outcome: &mut Outcome<'_>,
    ) {
        let bindings = Bindings::default();
        if check.loops.is_empty() {
            // The assertion first: it usually holds, and then the guard does not matter.
            let assertion = self.eval(assertion, &bindings);
            if assertion.may_be_false() {
                let guard = self.eval(guard, &bindings);
                self.conclude((index, check), guard, assertion, bindings, outcome);
            }
        } else {
            let guard = self.eval(guard, &bindings);
            self.each_loop((index, check, assertion), 0, guard, bindings, outcome);
        }
        if self.ran_out() {
            self.unfinished((index, check), outcome);
        }
    }

    #[inline]
    fn ran_out(&self) -> bool {
        self.steps.is_some_and(Steps::ran_out)
    }

    /// Reports a check that could not be finished, once for its rule.
    #[cold]
    fn unfinished(&self, (index, check): (u16, &Check), outcome: &mut Outcome<'_>) {
        self.steps.iter().for_each(|steps| steps.begin());
        let is_of_rule = |found: &Found| match found.by {
            By::Unfinished { check: other } => {
                let other = self.operation.checks.get(usize::from(other));
                other.is_some_and(|other| other.rule == check.rule)
            }
            _ => false,
        };
        let severity = outcome.severities.of_rule(check.rule, check.severity);
        if let Some(severity) = severity.filter(|_| !outcome.found.iter().any(is_of_rule)) {
            let by = By::Unfinished { check: index };
            let span = self.slots.get(ROOT, NodeId::ROOT).span;
            outcome.found.push(Found::new(by, severity, span, About::Text));
        }
    }

    /// The loops from `loop_depth` inwards, and in them the assertion.
    fn each_loop(
        &self,
        (index, check, assertion): (u16, &Check, &Predicate),
        loop_depth: usize,
        guard: Truth,
        bindings: Bindings,
        outcome: &mut Outcome<'_>,
    ) {
        if !guard.may_be_true() {
            return;
        }
        let Some(innermost) = check.loops.get(loop_depth) else {
            let assertion = self.eval(assertion, &bindings);
            return self.conclude((index, check), guard, assertion, bindings, outcome);
        };
        self.each(&innermost.collection, &bindings, &mut |element| {
            let mut inner = bindings;
            if let Some(register) = inner.get_mut(loop_depth + 1) {
                *register = element;
            }
            let mut guard = guard.and(self.eval(&innermost.guard, &inner));
            if self.may_be_absent(element) {
                guard = guard.and(Truth::of_hole(true, true, false));
            }
            self.each_loop((index, check, assertion), loop_depth + 1, guard, inner, outcome);
        });
        if self.may_have_more(&innermost.collection, &bindings) {
            let more = Truth::of_hole(true, true, true);
            self.conclude((index, check), guard.and(more), more, bindings, outcome);
        }
    }

    /// What a guard and an assertion make of a check.
    fn conclude(
        &self,
        (index, check): (u16, &Check),
        guard: Truth,
        assertion: Truth,
        bindings: Bindings,
        outcome: &mut Outcome<'_>,
    ) {
        if !guard.may_be_true() || !assertion.may_be_false() || self.ran_out() {
            return;
        }
        let Some(severity) = outcome.severities.of_rule(check.rule, check.severity) else { return };
        if !(guard.is_true() && assertion.is_false()) {
            let needs = guard.needs().union(assertion.needs());
            return self.leave_open((check, severity), needs, &bindings, outcome);
        }
        if outcome.found.len() >= outcome.max_found {
            *outcome.truncated = true;
            return;
        }
        let place = self.pointed_at(check, &bindings);
        if self.may_be_hidden(place, severity, outcome.severities, &bindings) {
            return self.leave_open((check, severity), Needs::VALUES, &bindings, outcome);
        }
        let (span, about) = self.locate(place, &bindings);
        let FieldRef { node, loop_depth } = place;
        let by = By::Check { check: index, bindings, node, loop_depth };
        outcome.found.push(Found::new(by, severity, span, about));
    }

    /// Where a value is, or what it is missing from.
    pub(crate) fn locate(&self, place: FieldRef, bindings: &Bindings) -> (Span, About) {
        let element = self.element(place, bindings);
        let slot = self.slots.get(element, place.node);
        match slot.kind {
            ValueKind::Missing => {
                (self.around(element, place.node), About::Missing(element, place.node))
            }
            ValueKind::Null => (slot.span, About::Missing(element, place.node)),
            _ => (slot.span, About::Value(slot.span.start)),
        }
    }

    /// The nearest value around a missing one.
    fn around(&self, element: u32, node: NodeId) -> Span {
        self.parent(element, node)
            .map_or(Span::default(), |(element, node)| self.slots.get(element, node).span)
    }

    /// The nearest place around a missing one that is in the text.
    pub(crate) fn parent(&self, mut element: u32, mut node: NodeId) -> Option<(u32, NodeId)> {
        while node != NodeId::ROOT {
            let facts = self.slots.element(element)?;
            if element != 0 && facts.node == node {
                element = facts.parent;
            }
            node = self.operation.tree.node(node).parent;
            if self.slots.get(element, node).kind != ValueKind::Missing {
                return Some((element, node));
            }
        }
        None
    }

    /// The element that a place is in, by its loop depth.
    pub(crate) fn element(&self, place: FieldRef, bindings: &Bindings) -> u32 {
        bindings.get(usize::from(place.loop_depth)).copied().unwrap_or_default()
    }

    #[inline]
    pub(crate) fn slot(&self, place: FieldRef, bindings: &Bindings) -> &'r Slot {
        self.slots.get(self.element(place, bindings), place.node)
    }

    pub(crate) fn context(&self, key: u8) -> &'r ContextValue {
        self.context.get(usize::from(key)).unwrap_or(&ContextValue::Unknown)
    }

    /// Calls for each element of a collection, with its element.
    fn each(&self, collection: &Collection, bindings: &Bindings, call: &mut dyn FnMut(u32)) {
        let more = |_: &u32| self.steps.is_none_or(Steps::element);
        match collection {
            Collection::Elements(list) => {
                if self.slot(*list, bindings).kind == ValueKind::List {
                    let elements = self.slots.elements(self.element(*list, bindings), list.node);
                    elements.take_while(more).for_each(call);
                }
            }
            Collection::Members(object, except) => {
                let members = self.slots.elements(self.element(*object, bindings), object.node);
                let excepted = |element: &u32| {
                    let field = self.slots.element(*element).map(|element| element.index);
                    except.iter().any(|node| Some(u32::from(node.0)) == field)
                };
                members.take_while(more).filter(|element| !excepted(element)).for_each(call);
            }
        }
    }
}
