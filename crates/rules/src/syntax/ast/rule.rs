//! Rules and their statements.

use super::{Collection, Doc, Expression, Name, Operand, Path};
use crate::rule::Severity;
use crate::source::Span;

/// `rule payment-id-length: error { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Rule {
    pub doc: Doc,
    pub name: Name,
    /// What is given where the rule is used; none: it applies as it is.
    pub parameters: Vec<Name>,
    pub severity: Severity,
    pub on: Vec<On>,
    pub statements: Vec<Statement>,
    pub span: Span,
}

/// `on OPERATIONS with id = paymentId when … { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct On {
    pub operations: Vec<Name>,
    pub bindings: Vec<Binding>,
    pub when: Option<Expression>,
    pub statements: Vec<Statement>,
    pub span: Span,
}

/// `name = operand`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Binding {
    pub name: Name,
    pub value: Operand,
}

/// A line of a rule's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// `cite guide "escrow"`
    Cite(Cite),
    /// `let length = chars(id)`
    Let(Binding),
    /// `when …`
    When(Expression),
    /// `unless …`
    Unless(Expression),
    /// `require …` or `forbid …`
    Assert(Assertion),
    /// `if … { … } else { … }`
    If(If),
    /// `for … in … { … }`
    Each(Each),
    /// `require unique … across batch`
    Batch(Batch),
    /// `fix …`, of the assertion before it
    Fix(Fix),
}

impl Statement {
    /// Calls for each of these statements, and for those in their blocks.
    pub(crate) fn visit<'a>(statements: &'a [Self], call: &mut dyn FnMut(&'a Self)) {
        for statement in statements {
            call(statement);
            match statement {
                Self::Each(each) => Self::visit(&each.statements, call),
                Self::If(condition) => {
                    let blocks = condition.branches.iter().map(|(_, block)| block);
                    for block in blocks.chain([&condition.otherwise]) {
                        Self::visit(block, call);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether one of these statements, or of those in their blocks, is an assertion.
    pub(crate) fn assert(statements: &[Self]) -> bool {
        let mut asserts = false;
        Self::visit(statements, &mut |statement| {
            asserts |= matches!(statement, Self::Assert(_) | Self::Batch(_));
        });
        asserts
    }

    /// The conditions of the statement itself.
    pub(crate) fn conditions(&self) -> Vec<&Expression> {
        match self {
            Self::When(condition) | Self::Unless(condition) => vec![condition],
            Self::Assert(one) => {
                [Some(&one.condition), one.assuming.as_ref()].into_iter().flatten().collect()
            }
            Self::If(one) => one.branches.iter().map(|(condition, _)| condition).collect(),
            Self::Cite(_) | Self::Let(_) | Self::Each(_) | Self::Batch(_) | Self::Fix(_) => {
                Vec::new()
            }
        }
    }
}

impl Rule {
    /// Calls for every statement of the rule, in its clauses and blocks too.
    pub(crate) fn visit<'a>(&'a self, call: &mut dyn FnMut(&'a Statement)) {
        Statement::visit(&self.statements, call);
        for on in &self.on {
            Statement::visit(&on.statements, call);
        }
    }
}

/// `cite guide "escrow"`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Cite {
    pub source: Name,
    pub section: Option<Name>,
    pub span: Span,
}

/// `require …` or `forbid …`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Assertion {
    pub forbid: bool,
    pub condition: Expression,
    /// What is taken for true where the context is not given.
    pub assuming: Option<Expression>,
    pub at: Vec<Path>,
    pub severity: Option<(Severity, Span)>,
    pub variant: Option<Name>,
    /// The words of ends that are there a second time, such as `as`.
    pub repeated: Vec<Name>,
    pub span: Span,
}

/// `if … { … } else if … { … } else { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct If {
    /// The blocks with conditions, in order.
    pub branches: Vec<(Expression, Vec<Statement>)>,
    /// What is after the last `else`; nothing without one.
    pub otherwise: Vec<Statement>,
    /// Where that block is.
    pub otherwise_span: Option<Span>,
    /// The whole of it.
    pub span: Span,
}

/// `for account in [transfer, virtualAccount] { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Each {
    pub variable: Name,
    pub collection: Collection,
    pub statements: Vec<Statement>,
    pub span: Span,
}

/// A statement about a whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Batch {
    pub kind: BatchKind,
    pub span: Span,
}

/// What holds over a whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchKind {
    /// No two requests have the same.
    Unique(Operand),
    /// Requests with the same first have the same second.
    Implies(Operand, Operand),
}

/// `fix remove card.cardCompany`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Fix {
    pub safe: bool,
    pub kind: FixKind,
    pub span: Span,
}

/// What a fix does to the request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the repair of its name")]
pub enum FixKind {
    Remove(Vec<Path>),
    Rename(Path, Name),
    Replace(Path, Replacement),
    Insert(Path, Box<str>),
}

/// What a value is replaced with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// The allowed member that was probably meant.
    Nearest,
    /// The allowed member that differs in its case alone.
    Spelling,
    /// This JSON text.
    Json(Box<str>),
}
