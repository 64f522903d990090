//! How bad a finding is, and the rules that every pack has.

/// How bad a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It works, but is worth knowing.
    Advice,
    /// Something is ignored, or means something else than it seems to.
    Warning,
    /// The call is refused, cannot proceed, or stores something else than was sent.
    Error,
}

impl Severity {
    /// As it is written: `error`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The next less severe one; nothing is less than advice.
    #[cfg(feature = "compiler")]
    pub(crate) fn less(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Advice => Self::Advice,
        }
    }
}

/// A rule that follows from the shapes, and that no pack has to write.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum ShapeRule {
    /// The text is not JSON.
    InvalidJson,
    /// Which operation the request is for is not known.
    UnknownOperation,
    /// An object has a key twice.
    DuplicateKey,
    /// A value has another JSON type than its field.
    TypeMismatch,
    /// A field that must be there is not.
    MissingField,
    /// A string is no member of its field's enumeration.
    UnknownValue,
    /// A field that its object does not have.
    UnknownField,
    /// An object that must have one of its fields has none, or several.
    ExactlyOneField,
}

impl ShapeRule {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::InvalidJson,
        Self::UnknownOperation,
        Self::DuplicateKey,
        Self::TypeMismatch,
        Self::MissingField,
        Self::UnknownValue,
        Self::UnknownField,
        Self::ExactlyOneField,
    ];

    /// The name that users know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidJson => "invalid-json",
            Self::UnknownOperation => "unknown-operation",
            Self::DuplicateKey => "duplicate-key",
            Self::TypeMismatch => "type-mismatch",
            Self::MissingField => "missing-field",
            Self::UnknownValue => "unknown-value",
            Self::UnknownField => "unknown-field",
            Self::ExactlyOneField => "exactly-one-field",
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::UnknownField => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether it can give precedence to a pack's rule about the same value.
    #[must_use]
    pub fn defers_to_pack_rule(self) -> bool {
        matches!(
            self,
            Self::UnknownValue | Self::UnknownField | Self::MissingField | Self::ExactlyOneField
        )
    }
}
