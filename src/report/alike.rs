//! Which field of an operation is like a key that is none of its object's.

use std::ops::Range;

use super::shapes::ShapeFinding;
use crate::request::ROOT;
use smartro_lint_rules::program::NodeId;
use smartro_lint_rules::source::Span;
use smartro_lint_rules::suggest::{Words, is_within, typos_of, word_letters};
use smartro_lint_rules::synonyms::synonyms;

/// How sure it is that a field was meant: the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// The same words, in the same object.
    Own,
    /// The same words, on the way to a field below or in another object; the same name.
    Elsewhere,
    /// More words, or fewer, by this many characters; the first is whether it may be missing.
    Contained(bool, usize),
    /// Some of the words on the way to a field below or in another object, and so many others.
    Among(usize),
    /// Another object's field, but for its spelling.
    Near,
}

impl ShapeFinding<'_> {
    /// The field whose words, or whose path's, a name has.
    pub(super) fn alike(&self, name: &str, value: Span) -> Option<NodeId> {
        /// Of more that are alike, which one was meant is unknown.
        const ALIKE: usize = 3;
        let words = Words::of(name)?;
        let last = u16::try_from(self.tree.nodes.len()).ok()?;
        // Most are distinguished by their letters.
        let letters = word_letters(name);
        let has_letters = |node: &NodeId| {
            letters.is_none_or(|letters| letters & !self.tree.path_letters(*node) == 0)
        };
        let may_be_alike = |node: &NodeId| {
            let own = word_letters(&self.tree.node(*node).name).zip(letters);
            own.is_none_or(|(own, letters)| letters & !own == 0 || own & !letters == 0)
        };
        let is_own = |node: &NodeId| self.tree.node(*node).parent == self.object();
        let others = (1..last).map(NodeId).filter(has_letters).filter(|node| !is_own(node));
        let found: Vec<(Likeness, NodeId)> = self
            .own_fields()
            .filter(may_be_alike)
            .chain(others)
            .filter(|node| self.is_candidate(*node, value))
            .filter_map(|node| Some((self.likeness(name, &words, node)?, node)))
            .collect();
        let found = if found.is_empty() { self.near_elsewhere(name, value) } else { found };
        let (best, alike) = self.most_alike(found, (name, &words))?;
        let first = *alike.first()?;
        let is_guess = matches!(best, Likeness::Among(_) | Likeness::Near);
        match (best, alike.len()) {
            _ if is_guess && self.is_path_parameter() => None,
            (_, 1) => Some(first),
            (Likeness::Contained(..), count) => (count <= ALIKE).then_some(first),
            // The one that is below the object, or whose object is given.
            _ => {
                let slots = self.evaluation().slots;
                let within = self.object()..self.tree.node(self.object()).end;
                let is_below = |node: &NodeId| within.contains(node);
                let is_given =
                    |node: &NodeId| slots.get(ROOT, self.tree.node(*node).parent).is_present();
                only(alike.iter().copied().filter(is_below))
                    .or_else(|| only(alike.iter().copied().filter(is_given)))
            }
        }
    }

    /// Those that are most alike of the fields that are not given. Where one that is as near is given, another
    /// one was meant only if it has most of the name, which a single word is not enough for.
    fn most_alike(
        &self,
        found: Vec<(Likeness, NodeId)>,
        (name, words): (&str, &Words),
    ) -> Option<(Likeness, Vec<NodeId>)> {
        let (nearest, _) = *found.iter().min()?;
        let (given, free): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(_, node)| self.is_given(*node));
        let (best, _) = *free.iter().min()?;
        let has_most = matches!(best, Likeness::Contained(_, by) if by <= name.len());
        let is_taken = given.iter().any(|(likeness, _)| *likeness == nearest);
        if best != nearest && !has_most || is_taken && words.is_one() {
            return None;
        }
        let alike = free.into_iter().filter(|(likeness, _)| *likeness == best);
        Some((best, alike.map(|(_, node)| node).collect()))
    }

    /// The fields of other objects whose names are spelt like this one.
    fn near_elsewhere(&self, name: &str, value: Span) -> Vec<(Likeness, NodeId)> {
        /// Shorter names are near too many others.
        const SHORTEST: usize = 6;
        let last = u16::try_from(self.tree.nodes.len()).unwrap_or(u16::MAX);
        let folded = name.to_lowercase();
        let typos = typos_of(name);
        let has_length = |node: &NodeId| {
            let own = &*self.tree.node(*node).name;
            own.len() >= SHORTEST && own.len().abs_diff(folded.len()) <= typos
        };
        // A typo brings one other letter at most. The distance takes longest.
        let letters = word_letters(name);
        let has_letters = |node: &NodeId| {
            letters.is_none_or(|own| {
                (own & !self.tree.path_letters(*node)).count_ones() as usize <= typos
            })
        };
        let others = (1..last).map(NodeId).filter(has_letters).filter(has_length);
        let others = others.filter(|node| self.is_candidate(*node, value));
        let is_near = |node: &NodeId| is_within(typos, &folded, &self.tree.node(*node).name);
        others.filter(is_near).map(|node| (Likeness::Near, node)).collect()
    }

    /// Whether a value may belong in a field.
    pub(super) fn is_candidate(&self, node: NodeId, value: Span) -> bool {
        let Range { start, end } = self.path_parameters();
        let (in_path, key_in_path) =
            ((start..end).contains(&node), (start..end).contains(&self.object()));
        let fields = self.tree.node(node);
        let is_own = fields.parent == self.object();
        !fields.foreign
            && !fields.name.is_empty()
            && in_path == key_in_path
            && (is_own || !self.in_context && self.tree.is_single(node))
            && self.fits(node, value)
    }

    /// Whether a node is a field that a body declares.
    pub(super) fn is_field_of_body(&self, node: NodeId) -> bool {
        let Range { start, end } = self.path_parameters();
        !(start..end).contains(&node) && !self.tree.node(node).foreign
    }

    /// The nodes of the path parameters.
    fn path_parameters(&self) -> Range<NodeId> {
        match self.tree.path {
            Some(path) => path..self.tree.node(path).end,
            None => NodeId::ROOT..NodeId::ROOT,
        }
    }

    /// Whether a key of a body is the name of a path parameter.
    pub(super) fn is_path_parameter(&self) -> bool {
        let parameters = self.path_parameters();
        if parameters.is_empty() || self.in_context || parameters.contains(&self.object()) {
            return false;
        }
        let mut key = String::new();
        self.write_last_step(&mut key);
        let is_named = |node| {
            let name = &*self.tree.node(node).name;
            let words = || Words::of(&key).zip(Words::of(name));
            let is_synonym = || synonyms(&key).iter().any(|synonym| synonym.name == name);
            may_be_same(&[&key], &[name]) && words().is_some_and(|(one, other)| one.are(&other))
                || is_synonym()
        };
        (parameters.start.0 + 1..parameters.end.0).map(NodeId).any(is_named)
    }

    fn likeness(&self, name: &str, words: &Words, node: NodeId) -> Option<Likeness> {
        let tree = self.tree;
        let own = &*tree.node(node).name;
        let path = tree.path_to(node);
        let are = |steps: &[&str]| {
            may_be_same(&[name], steps)
                && Words::of(&steps.join(".")).is_some_and(|other| other.are(words))
        };
        if tree.node(node).parent == self.object() {
            if own == name {
                return None;
            }
            let own = Words::of(own)?;
            return match own.are(words) {
                true => Some(Likeness::Own),
                false => own.rank(words).map(|by| Likeness::Contained(!tree.is_required(node), by)),
            };
        }
        let is_tail = |from: usize| path.get(from..).is_some_and(are);
        let same = own.eq_ignore_ascii_case(name) || (0..path.len()).any(is_tail);
        if same {
            return Some(Likeness::Elsewhere);
        }
        if !Words::of(own).is_some_and(|own| words.share(&own)) {
            return None;
        }
        words.beside(&Words::of(&path.join("."))?).map(Likeness::Among)
    }
}

/// The only one that there is.
pub(super) fn only(mut nodes: impl Iterator<Item = NodeId>) -> Option<NodeId> {
    nodes.next().filter(|_| nodes.next().is_none())
}

/// Whether two names, given in steps, may have the same words: most are distinguished by their
/// letters.
fn may_be_same(one: &[&str], other: &[&str]) -> bool {
    let letters = |steps: &[&str]| {
        steps.iter().try_fold(0, |letters, step| Some(letters | word_letters(step)?))
    };
    letters(one).zip(letters(other)).is_none_or(|(one, other)| one == other)
}
