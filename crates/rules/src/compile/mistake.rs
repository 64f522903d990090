//! What the mistakes of a pack are about.

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// A rule.
    Rule,
    /// An operation.
    Operation,
    /// A field.
    Field,
    /// A shape or an enumeration.
    Type,
    /// A member of an enumeration.
    Member,
    /// The method and the path of an operation.
    Address,
    /// A `let` or a loop's variable.
    Binding,
    /// A function.
    Function,
    /// A key of the context.
    ContextKey,
    /// A parameter of an operation's path.
    PathParameter,
    /// A source that rules cite.
    Source,
    /// A section of a source.
    Section,
    /// A `set` or a `define`.
    Definition,
    /// The scheme of an authorization.
    Scheme,
}

/// What an operand or a field is, or should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A string.
    Text,
    /// A number of this unit.
    Number(Unit),
    /// A point in time.
    Instant,
    /// A date.
    Date,
    /// A month.
    Month,
    /// A member of this enumeration.
    Member(Box<str>),
    /// Several members of this enumeration.
    Members(Box<str>),
    /// `true` or `false`.
    Boolean,
    /// An array.
    Array,
    /// An object.
    Object,
    /// An object whose fields are declared.
    ObjectWithFields,
    /// A field that is no object.
    NoObject,
    /// A value whose type is not declared.
    Anything,
    /// A condition.
    Condition,
    /// A name that nothing has.
    Name(Box<str>),
    /// A shape.
    Shape,
    /// A field.
    Field,
    /// A member of any enumeration.
    AnyMember,
    /// A key of the context.
    ContextKey,
    /// A key of the context that has several members.
    SeveralOfContext,
    /// A value of any type.
    Value,
    /// A value that can be compared with others.
    Comparable,
    /// A number or a point in time.
    Ordered,
    /// The moment at which a request is linted.
    Now,
    /// How many characters: 0 or more.
    Length,
    /// A number of days, hours or minutes.
    Duration,
    /// An object with any keys.
    AnyObject,
    /// A member, a string or a number, as it is written.
    Literal,
    /// An `enum` that has a name.
    Enumeration,
    /// `one of { … }`.
    OneOf,
    /// `any of { … }`.
    AnyOf,
    /// `true` or `false`, as it is written.
    BooleanLiteral,
    /// A text in quotes.
    QuotedText,
    /// A `set`.
    Set,
    /// A list in brackets.
    List,
    /// A regular expression.
    Pattern,
    /// A mistake that is already reported.
    Broken,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A literal: any unit.
    Any,
    /// Nothing.
    Plain,
    /// Characters.
    Characters,
    /// Bytes in UTF-8.
    Bytes,
    /// Bytes in EUC-KR.
    EucKrBytes,
    /// Elements of an array.
    Elements,
}

/// What is missing, or where it cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomplete {
    /// `formatted` of a field without forms.
    NoForms,
    /// A field none of whose forms a function of times reads.
    Unreadable {
        /// The function.
        function: Box<str>,
    },
    /// A form that is no layout of a date.
    Form,
    /// `silence … at` with a rule of the pack.
    SilenceAt,
    /// An operation with no body, or with several.
    Body {
        /// The operation.
        operation: Box<str>,
    },
    /// No name of a function that source code can call.
    SdkFunction {
        /// The text in its place.
        name: Box<str>,
    },
    /// No name of a module that source code can import.
    SdkModule {
        /// The text in its place.
        name: Box<str>,
    },
    /// A prefix without letters.
    Prefix,
    /// An enumeration without members.
    NoMembers {
        /// The enumeration.
        enumeration: Box<str>,
    },
    /// A rule on no operation.
    NoOperation {
        /// The rule.
        rule: Box<str>,
    },
    /// A rule without an assertion.
    NoAssertion {
        /// The rule.
        rule: Box<str>,
    },
    /// A fix that follows no assertion.
    FixWithoutAssertion,
    /// A fix that takes a member, after an assertion that lists none.
    FixWithoutMembers,
    /// A statement about the batch inside a condition or a loop.
    BatchInside,
    /// A context key of another type than a context can have.
    ContextKey,
    /// A field of an object whose fields are not declared.
    NoShape {
        /// The object.
        owner: Box<str>,
    },
    /// A path that leads into an array.
    InArray {
        /// The array.
        owner: Box<str>,
    },
    /// `+=` in a shape.
    AdditionInShape,
    /// Hours or minutes after a date, or days after a month.
    Granularity,
    /// A condition or a value over elements that depends on the context.
    ContextInFold,
    /// `unique` of something that is no part of the elements.
    DistinctVariable {
        /// The array.
        list: Box<str>,
    },
    /// An assumption about something else than one key of the context.
    Assumption,
    /// A text in quotes or a boolean on the left of a comparison.
    LiteralFirst,
    /// A sum, or the like, of something else than the elements of an array.
    Fold {
        /// The function.
        function: Box<str>,
    },
    /// A type that only the context has.
    TypeOfContext,
    /// No method of HTTP.
    Method {
        /// The text in its place.
        name: Box<str>,
    },
    /// No path of a URL.
    Path,
    /// No name of a host.
    Host {
        /// The text in its place.
        name: Box<str>,
    },
    /// A rule is called what is a severity.
    SeverityAsName {
        /// The severity.
        severity: Box<str>,
    },
    /// No scheme of an authorization.
    Scheme {
        /// The text in its place.
        name: Box<str>,
    },
    /// A field of several types, one of which has fields or elements, or any value.
    UnionOf,
}

/// What there is too much of, and how much there may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// Rules of a pack.
    Rules(usize),
    /// Operations of a pack.
    Operations(usize),
    /// Ways to recognise an operation.
    Detects(usize),
    /// Names of rules and operations in all silences.
    SilenceNames(usize),
    /// Members of an enumeration.
    Members {
        /// The enumeration.
        enumeration: Box<str>,
        /// How many it may have.
        most: usize,
    },
    /// Members of all enumerations.
    AllMembers,
    /// Bytes of a field's name.
    FieldName(usize),
    /// Levels of objects and arrays.
    Levels(usize),
    /// Levels of shapes in shapes.
    Shapes(usize),
    /// A shape contains itself.
    Recursion {
        /// The shape.
        shape: Box<str>,
    },
    /// Fields of a shape, with all that is in it.
    Shape {
        /// The shape.
        shape: Box<str>,
    },
    /// Fields of an operation's body.
    Body {
        /// The operation.
        operation: Box<str>,
    },
    /// Fields that are amended.
    Amended(usize),
    /// Fields of the context.
    Context,
    /// Members of an `any of` in the context.
    ContextMembers(usize),
    /// Keys of the context.
    ContextKeys(usize),
    /// Checks of an operation.
    Checks {
        /// The operation.
        operation: Box<str>,
        /// How many it may have.
        most: usize,
    },
    /// A `define` uses itself.
    Definition {
        /// Its name.
        name: Box<str>,
    },
    /// Branches in branches.
    Branches,
    /// Loops in loops.
    Loops(usize),
    /// Characters of a string.
    Characters(u32),
    /// All that is made of a pack.
    Pack,
}

/// What to do about a mistake, where that is not the same for every mistake of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Help {
    /// This was probably meant.
    DidYouMean(Box<str>),
    /// The same name is in another file.
    DefinedIn(Box<str>),
    /// The name is that of a rule of the shapes.
    ShapeRule,
    /// The used rule does not accept this: where it is written.
    InRule(Box<str>),
    /// `null` counts as absent.
    Null,
    /// A set is what values are looked for in.
    InSet(Box<str>),
    /// An amendment adds a field with a `?`.
    NewField(Box<str>),
    /// An amendment says what is in a field that there is without a `?`.
    NotNew(Box<str>),
    /// A string is written in quotes.
    Quotes(Box<str>),
    /// A loop's variable is any member of an object.
    AnyMember,
    /// The path parameter is to be written so.
    PathParameter(Box<str>),
    /// The operation's path has no parameters.
    NoPathParameters(Box<str>),
    /// A pack that is not used has something of this name.
    Uses(&'static str),
    /// Where the sources are that can be cited.
    Sources,
    /// A brace that is no place for a value is written twice.
    Brace,
    /// Several values are listed after `in`.
    InList,
    /// The word is followed by a field.
    FieldAfter(Box<str>),
    /// A field, or what `now` is, is written without parentheses.
    NoParentheses(Box<str>),
    /// The word is between two values.
    Between(Box<str>),
    /// The elements of an array are compared by a condition of their own.
    Elements,
    /// The requests of a run are compared by a statement of their own.
    AcrossBatch,
    /// The entry of this name is probably meant for a rule.
    Entry(Box<MisnamedEntry>),
    /// Whether a field is there is a condition, the field is none.
    PresentField(Box<str>),
    /// A string and an array do not `contain`.
    ContainsNot,
    /// Of a key with several members one is asked for.
    Contains(Box<str>),
    /// A key with one member is compared.
    IsMember(Box<str>),
    /// A path begins with a field of the body.
    FromBody,
    /// The field has another name, or none, in one of the rule's operations.
    PerOperation,
    /// `true` and `false` have no quotes.
    BooleanWithoutQuotes,
    /// What follows a quantifier's `:` is in parentheses.
    Parentheses(Box<str>),
    /// A `-` between two values has spaces around it.
    Minus,
    /// Whether a field is there, or empty, comes before it.
    Presence,
    /// A number consists of digits.
    Digits,
    /// A time is read from a string by a function.
    ReadTime,
    /// What can be added to a time.
    Duration,
    /// The length of a string is a function's.
    Length,
    /// The functions that there are.
    Functions(Box<str>),
    /// A rule names the operations that it is about.
    Operations,
    /// Numbers are compared by their order.
    Order,
    /// Numbers are added, strings are not.
    Addition,
    /// Only assertions of one kind have a value for this place.
    PlaceOf(Box<str>),
    /// The name is one of the language's own.
    OfLanguage,
    /// The name of a definition is a field of this operation too.
    FieldOf(Box<str>),
}

/// An entry of a catalog that is probably meant for a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisnamedEntry {
    /// The entry's name.
    pub entry: Box<str>,
    /// The rule's name.
    pub rule: Box<str>,
}
