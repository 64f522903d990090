//! Comparisons with members of enumerations.

use super::conditions::BROKEN;
use super::definitions::Choice;
use super::error::did_you_mean;
use super::kind::ErrorKind;
use super::mistake::{Help, Type};
use super::operands::Typed;
use super::scope::Scope;
use crate::program::{EnumerationId, Member, Predicate, Symbol};
use crate::source::Span;
use crate::syntax::ast::Operand;

impl Scope<'_> {
    pub(super) fn member_is(
        &self,
        member: Member,
        id: EnumerationId,
        set: &[Choice<'_>],
    ) -> Predicate {
        let mut symbols: Vec<Symbol> = Vec::new();
        for Choice { operand, span } in set {
            if !self.take(1) {
                return BROKEN;
            }
            let word = self.word(operand);
            if let Some(symbol) = word.as_ref().and_then(|word| self.member(id, &word.text)) {
                if !symbols.contains(&symbol) {
                    symbols.push(symbol);
                }
                continue;
            }
            match (self.as_member(self.operand(operand)), word) {
                (Typed::Member(other, other_id), _) if set.len() == 1 => {
                    if !self.share_a_member(id, other_id) {
                        let left = Typed::Member(member, id);
                        self.incomparable(&left, &Typed::Member(other, other_id), *span);
                    }
                    return Predicate::SameMember(member, other);
                }
                (Typed::Word(_) | Typed::TextLiteral(_), Some(word)) => {
                    self.unknown_member(id, &word.text, *span)
                }
                (other, _) => self.incomparable(&Typed::Member(member, id), &other, *span),
            }
        }
        Predicate::Member(member, symbols.into())
    }

    fn share_a_member(&self, left: EnumerationId, right: EnumerationId) -> bool {
        let enumeration = |id: EnumerationId| self.environment.enumerations.get(usize::from(id.0));
        let (Some(left), Some(right)) = (enumeration(left), enumeration(right)) else {
            return false;
        };
        self.take(left.members().len())
            && left.members().any(|symbol| right.members().any(|other| other == symbol))
    }

    pub(super) fn unknown_member(&self, id: EnumerationId, name: &str, span: Span) {
        let Some(enumeration) = self.environment.enumerations.get(usize::from(id.0)) else {
            return;
        };
        // Rules name members without what requests may write before them.
        let bare = enumeration.prefix.as_deref().and_then(|prefix| name.strip_prefix(prefix));
        let help = did_you_mean(bare.unwrap_or(name), enumeration.table.texts());
        let help = match bare {
            Some(bare) if enumeration.table.find(bare.as_bytes()).is_some() => {
                Some(Help::DidYouMean(bare.into()))
            }
            _ => help,
        };
        let (enumeration, name) = (enumeration.name.clone(), name.into());
        self.error(ErrorKind::UnknownMember { enumeration, name }, span, help);
    }

    pub(super) fn contains(&self, left: &Typed, span: Span, right: &Operand) -> Predicate {
        let Typed::Members(key, id) = left else {
            let help = match left.describe(self) {
                Type::Text | Type::Array => Some(Help::ContainsNot),
                Type::Member(_) => Some(Help::IsMember(self.written(span))),
                _ => None,
            };
            self.mismatch_with(Type::SeveralOfContext, left, span, help);
            return BROKEN;
        };
        let Some(word) = self.word(right) else {
            let found = self.operand(right);
            self.mismatch(Type::AnyMember, &found, right.span());
            return BROKEN;
        };
        let enumeration = self.environment.enumerations.get(usize::from(id.0));
        let bit = self.member(*id, &word.text).and_then(|symbol| enumeration?.bit_of(symbol));
        match bit {
            Some(bit) => Predicate::Contains(*key, bit),
            None => {
                self.unknown_member(*id, &word.text, word.span);
                BROKEN
            }
        }
    }
}
