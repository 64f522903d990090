//! What can be wrong with a pack. Kinds are data: [`super::messages`] has the sentences, in each
//! language.

use super::PatternError;
use super::fault::{CaseFault, CatalogFault, ManifestFault};
use super::mistake::{Incomplete, Limit, Named, Type, Unit};
use super::useless::Useless;
use crate::yaml::YamlFault;

/// What is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// A name that nothing has.
    Unknown {
        /// What it should be the name of.
        what: Named,
        /// The name.
        name: Box<str>,
    },
    /// A field that its object does not have.
    UnknownField {
        /// The operation, or the object.
        owner: Box<str>,
        /// The field.
        name: Box<str>,
    },
    /// A member that an enumeration does not have.
    UnknownMember {
        /// The enumeration.
        enumeration: Box<str>,
        /// The member.
        name: Box<str>,
    },
    /// A rule has the name of a shape rule.
    NameOfShapeRule {
        /// The name.
        name: Box<str>,
    },
    /// Something is defined twice.
    Duplicate {
        /// What it is the name of.
        what: Named,
        /// The name.
        name: Box<str>,
    },
    /// Two values that can never be equal, or that have no order.
    Incomparable {
        /// What is on the left.
        left: Type,
        /// What is on the right.
        right: Type,
    },
    /// Two numbers of different units.
    UnitMismatch {
        /// The unit on the left.
        left: Unit,
        /// The unit on the right.
        right: Unit,
    },
    /// Something of another type should be here.
    Mismatch {
        /// What should.
        expected: Type,
        /// What is.
        found: Type,
    },
    /// A regular expression that does not compile.
    Pattern(PatternError),
    /// A function with too many or too few arguments.
    Arity {
        /// The function.
        function: Box<str>,
        /// How many it takes.
        expected: usize,
        /// How many it is given.
        found: usize,
    },
    /// A `let` that nothing uses.
    Unused {
        /// The name.
        name: Box<str>,
    },
    /// A `when` on a line of its own, after several `on` clauses: it is the last one's.
    OfLastClause,
    /// Something has no effect.
    Useless(Useless),
    /// Something lacks a part, or is where it cannot be.
    Incomplete(Incomplete),
    /// A catalog and the rules do not fit.
    Catalog(CatalogFault),
    /// The manifest is not what it should be.
    Manifest(ManifestFault),
    /// A test case is not what it should be.
    Case(CaseFault),
    /// A YAML file of the pack cannot be read.
    Yaml(YamlFault),
    /// More than a pack may have.
    TooMuch(Limit),
}
