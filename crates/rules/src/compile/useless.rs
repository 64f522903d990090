//! What has no effect, and was hardly meant to have none.

use crate::syntax::ast::AmendKind;

/// What has no effect, and was hardly meant to have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Useless {
    /// The same name twice in a list.
    Repeated {
        /// The name.
        name: Box<str>,
    },
    /// An operation that the rule is on without a condition, and once more.
    Clause {
        /// The operation.
        operation: Box<str>,
    },
    /// A condition that is false wherever those around it are true.
    Guard,
    /// A condition that is never true.
    Condition,
    /// `sdk` without a function, in an operation that has a URL or a function.
    BareSdk,
    /// A condition that is never false.
    Always,
    /// A comparison that is never true, or never false.
    Comparison {
        /// Whether it is never false.
        always: bool,
    },
    /// A string that a field, or what is read of it, never is.
    Literal {
        /// The string.
        literal: Box<str>,
    },
    /// A member of a list that a set in the list has.
    InSet {
        /// The member.
        member: Box<str>,
        /// The set.
        set: Box<str>,
    },
    /// A regular expression that matches every string, or none.
    Pattern {
        /// Whether it matches every one.
        every: bool,
    },
    /// An operation that no rule of a silence is on.
    SilencedOperation {
        /// The operation.
        operation: Box<str>,
    },
    /// A rule that a silence cannot suppress.
    SilencedRule {
        /// The rule, or the beginning of its name.
        rule: Box<str>,
    },
    /// A field that no rule of a silence reports.
    SilencedField {
        /// The field.
        field: Box<str>,
    },
    /// More members for an enumeration that no field of the operation has.
    Extension {
        /// The enumeration.
        enumeration: Box<str>,
        /// The operation.
        operation: Box<str>,
    },
    /// A rule of the pack itself that is used without arguments, or dropped.
    OwnRule {
        /// The rule.
        rule: Box<str>,
    },
    /// A rule is dropped that does not apply.
    Dropped {
        /// The rule.
        rule: Box<str>,
    },
    /// A rule is limited to an operation that it is not on, or a source is about one.
    UsedOperation {
        /// The rule.
        rule: Box<str>,
        /// The operation.
        operation: Box<str>,
    },
    /// A declaration that nothing uses.
    Declaration {
        /// What it begins with.
        keyword: &'static str,
        /// Its name.
        name: Box<str>,
    },
    /// A severity that the rule has anyway.
    Severity {
        /// The severity.
        severity: Box<str>,
    },
    /// Two types of a field that JSON does not tell apart.
    SameType {
        /// The second one.
        one: Box<str>,
        /// The first one.
        other: Box<str>,
    },
    /// `say`, in a pack without messages.
    Variant {
        /// The variant.
        variant: Box<str>,
    },
    /// A part of a declaration or a statement that is there twice.
    Part {
        /// The word that it begins with.
        keyword: Box<str>,
    },
    /// A condition or a statement that is there twice.
    Copy,
    /// A block, or a loop, without an assertion.
    Block,
    /// Braces with nothing in them.
    Empty {
        /// What they belong to.
        keyword: &'static str,
    },
    /// A clause of a rule that has nothing to check for an operation.
    Unchecked {
        /// The operation.
        operation: Box<str>,
    },
    /// An assertion that never fails, with the conditions around it.
    Assertion {
        /// Whether it is a `forbid`.
        forbid: bool,
    },
    /// An assumption about a key of the context that decides anyway.
    Assumed {
        /// The key.
        key: Box<str>,
    },
    /// A field is amended to what it is.
    Amended {
        /// The field.
        field: Box<str>,
        /// To what.
        kind: AmendKind,
    },
    /// A way to recognise an operation, where another one recognises it already.
    Detect,
    /// A rule is used twice with the same arguments.
    SameUse {
        /// The second one.
        one: Box<str>,
        /// The first one.
        other: Box<str>,
    },
}
