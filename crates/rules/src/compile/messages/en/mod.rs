//! English.

use crate::compile::{
    CaseFault, CatalogFault, ErrorKind, Help, Incomplete, Limit, ManifestFault, MisnamedEntry,
    Named, PatternError, Type, Unit,
};
use crate::language::{Language, shown};
use crate::suggest::question;

mod useless;
mod yaml;

pub(super) fn message(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::Unknown { what, name } => match what {
            Named::Type => format!("unknown shape or enumeration `{name}`"),
            what => format!("unknown {} `{}`", named(*what), shown(name)),
        },
        ErrorKind::UnknownField { owner, name } => format!("`{owner}` has no field `{name}`"),
        ErrorKind::UnknownMember { enumeration, name } => {
            format!("`{enumeration}` has no member `{name}`")
        }
        ErrorKind::NameOfShapeRule { name } => format!("`{name}` is the name of a shape rule"),
        ErrorKind::Duplicate { what, name } => {
            format!("the {} `{name}` is defined twice", named(*what))
        }
        ErrorKind::Incomparable { left, right } => {
            format!("{} and {} cannot be compared", type_of(left), type_of(right))
        }
        ErrorKind::UnitMismatch { left, right } => {
            format!("{} and {} are different units", unit(*left), unit(*right))
        }
        ErrorKind::Mismatch { expected, found } => {
            format!("expected {}, found {}", type_of(expected), type_of(found))
        }
        ErrorKind::Pattern(error) => format!("this pattern cannot be used: {}", pattern(error)),
        ErrorKind::Arity { function, expected: 1, found } => {
            format!("`{function}` takes one value, not {found}")
        }
        ErrorKind::Arity { function, expected: 2, found } => {
            format!("`{function}` takes two values, not {found}")
        }
        ErrorKind::Arity { function, expected, found } => {
            format!("`{function}` takes {expected} values, not {found}")
        }
        ErrorKind::Unused { name } => format!("`{name}` is never used"),
        ErrorKind::OfLastClause => "this `when` is part of the last `on` clause alone".to_owned(),
        ErrorKind::Useless(what) => useless::message(what),
        ErrorKind::Incomplete(what) => incomplete(what),
        ErrorKind::Catalog(fault) => yaml::catalog(fault),
        ErrorKind::Manifest(fault) => yaml::manifest(fault),
        ErrorKind::Case(fault) => yaml::case(fault),
        ErrorKind::Yaml(fault) => fault.to_string(),
        ErrorKind::TooMuch(limit) => too_much(limit),
    }
}

pub(super) fn advice(kind: &ErrorKind) -> Option<String> {
    let advice = match kind {
        ErrorKind::Pattern(PatternError::TooLarge) => "use fewer or smaller repetitions",
        ErrorKind::Pattern(PatternError::Flag(_)) => {
            "there are no flags and no look-around: `lower(…)` makes a string lower case"
        }
        ErrorKind::Pattern(PatternError::Class('s' | 'S')) => "write `[ \\t]` or `[^ \\t]`",
        ErrorKind::Pattern(PatternError::Class('d' | 'D' | 'w' | 'W')) => {
            "write `[0-9]` or `[A-Za-z0-9_]`: digits and letters are ASCII"
        }
        ErrorKind::Useless(what) => return useless::advice(what).map(str::to_owned),
        ErrorKind::OfLastClause => {
            "if it is, write it in the same line; if it is for all of them, write another statement \
             before it, such as `cite` or `let`"
        }
        ErrorKind::Arity { function, expected, found } => {
            return arity(function, found > expected);
        }
        ErrorKind::Unused { .. } => "use it in the rule or in a message, or remove it",
        ErrorKind::Incomplete(what) => match what {
            Incomplete::NoForms => {
                "a field with forms is declared so: `dueDate?: string date-time`"
            }
            Incomplete::Unreadable { function } => match &**function {
                "date" | "years" => "it reads `YYYYMMDD` and `YYYY-MM-DD`, without a time",
                _ => {
                    "it reads RFC 3339, `YYYYMMDD`, `YYYY-MM-DD`, and these with `HHmmss` or ` HH:mm:ss`"
                }
            },
            Incomplete::Form => "for example `\"YYYY-MM-DD HH:mm:ss\"`",
            Incomplete::SdkFunction { .. } => {
                "as in `sdk \"PortOne.requestPayment\" from \"@portone/browser-sdk\"`"
            }
            Incomplete::SdkModule { .. } => "the name that source code imports it by",
            Incomplete::LiteralFirst => "write the field first",
            Incomplete::Fold { .. } => "as in `sum(item in items: item.price)`",
            Incomplete::Path => "as in `\"/orders/{orderId}/cancel\"`",
            Incomplete::Host { .. } => "as in `host \"api.portone.io\"`, without `https://`",
            Incomplete::SeverityAsName { severity } => {
                return Some(format!("another severity follows a colon: `use …: {severity}`"));
            }
            Incomplete::BatchInside => {
                "remove the condition: all requests of a run that have the field are compared"
            }
            Incomplete::ContextKey => "as in `os?: one of { windows macos }`",
            Incomplete::Scheme { .. } => "as in `authorization \"PortOne\"`: one word",
            Incomplete::NoOperation { .. } => "name its operation: `rule … on requestPayment {`",
            Incomplete::FixWithoutMembers => "the assertion before it must be `… in [A, B]`",
            Incomplete::NoShape { .. } => "an amendment can declare them: `shape … { … }`",
            Incomplete::InArray { .. } => "go through its elements: `for item in … { … }`",
            _ => return None,
        },
        ErrorKind::Case(CaseFault::NoRequest { .. }) => {
            "give it `request`, `requests`, or `base` with a `patch`"
        }
        ErrorKind::Case(CaseFault::NothingToRemove { field, .. }) if field.contains(':') => {
            "a space follows the `:` of a key"
        }
        ErrorKind::Case(CaseFault::NothingToRemove { .. }) => {
            "`null`, or no value, removes a field: remove it from the patch"
        }
        ErrorKind::Case(CaseFault::BaseNotJson { .. }) => {
            "keys and strings are in double quotes, and commas between members, none after the last"
        }
        ErrorKind::Case(CaseFault::BaseNotObject { .. }) => {
            "put the request in `{ … }`, or write the case without a `patch`"
        }
        ErrorKind::Case(CaseFault::NoBase { .. }) => {
            "bases are JSON files: `bases/NAME.json` in the pack's directory"
        }
        ErrorKind::Catalog(CatalogFault::NotEverywhere { .. }) => {
            "give the name in each block, or have a message of its own for the others: `say …`"
        }
        ErrorKind::Catalog(CatalogFault::FixedParticle { name, pair, .. }) => {
            return Some(format!("write `{{{name}:{pair}}}`: the form that fits is chosen"));
        }
        ErrorKind::Catalog(CatalogFault::DoubledBrace { name }) => {
            return Some(format!("the value is `{{{name}}}`"));
        }
        ErrorKind::Catalog(CatalogFault::FullStop { .. }) => {
            "remove it: only the sentences of `explain` end with one"
        }
        ErrorKind::Catalog(CatalogFault::Particle { .. }) => {
            "the pairs are 을/를, 이/가, 은/는, 과/와 and 으로/로"
        }
        ErrorKind::Yaml(fault) => return fault.slip().map(|slip| yaml::advice(slip).to_owned()),
        ErrorKind::Manifest(ManifestFault::Missing) => {
            "it needs at least `name`, `version` and `uses: [portone]`"
        }
        ErrorKind::Manifest(ManifestFault::NoVersion { .. }) => "numbers with dots: `0.1.0`",
        ErrorKind::Manifest(ManifestFault::Name { .. }) => {
            "a name has no spaces and no `/`: rules are called `my-pg/payment-id-length`"
        }
        ErrorKind::Manifest(ManifestFault::NoPack { .. }) => {
            "a used pack is a directory beside this one; `portone` and `portone-checks` are built in"
        }
        ErrorKind::Manifest(ManifestFault::Engine { .. }) => {
            concat!("this is version ", env!("CARGO_PKG_VERSION"))
        }
        ErrorKind::TooMuch(Limit::Recursion { .. }) => {
            "a request has a fixed depth; `json` holds anything"
        }
        _ => return None,
    };
    Some(advice.to_owned())
}

pub(super) fn help(help: &Help) -> String {
    match help {
        Help::DidYouMean(near) => question(Language::English, near),
        Help::DefinedIn(file) => format!("it is defined first in `{file}`"),
        Help::InRule(file) => format!("the rule that is used is in `{file}`"),
        Help::ShapeRule => {
            "a shape rule, which every pack has, has this name: choose another one".to_owned()
        }
        Help::Null => "`null` counts as absent: `missing …`".to_owned(),
        Help::NewField(name) => format!("to add the field, write `{name}?`"),
        Help::NotNew(name) => {
            format!("the field is there already: write `{name}`, without the `?`")
        }
        Help::InSet(name) => format!("a set is what a value is looked for in: `… in {name}`"),
        Help::Quotes(text) => format!("a string is written in quotes: `\"{text}\"`"),
        Help::AnyMember => "it is any member, whatever its fields are".to_owned(),
        Help::PathParameter(name) => format!("write `@path.{name}`"),
        Help::NoPathParameters(operation) => format!("`{operation}` has no path parameters"),
        Help::Brace => "a brace is written twice: `{{`".to_owned(),
        Help::InList => "several values follow `in`: `… in [A, B]`".to_owned(),
        Help::FieldAfter(word) if &**word == "known" => {
            "`known` is followed by a key of the context: `known context.now`".to_owned()
        }
        Help::FieldAfter(word) => format!("`{word}` is followed by a field, without parentheses"),
        Help::NoParentheses(name) => format!("`{name}` is written without parentheses"),
        Help::Between(word) => {
            format!("`{word}` is not a function: write the field, `{word}`, and what follows it")
        }
        Help::Elements => "elements are compared by `unique item.id in items`".to_owned(),
        Help::AcrossBatch => "requests are compared by `unique id across batch`".to_owned(),
        Help::Entry(meant) => {
            let MisnamedEntry { entry, rule } = &**meant;
            format!("there is one of `{entry}`, which is no rule: did you mean `{rule}`?")
        }
        Help::PresentField(name) => format!("whether it is there: `present {name}`"),
        Help::ContainsNot => {
            "in a string: `id matches /.*-.*/`; in an array: `any tag in tags: tag is \"a\"`".to_owned()
        }
        Help::Contains(key) => format!("it has several members: `{key} contains …`"),
        Help::IsMember(key) => format!("it has one member: `{key} is …`"),
        Help::FromBody => "a path begins with a field of the request's body".to_owned(),
        Help::PerOperation => {
            "the rule is on several operations: in its braces, `on … with id = …` names the field of each"
                .to_owned()
        }
        Help::BooleanWithoutQuotes => "`true` and `false` are written without quotes".to_owned(),
        Help::Parentheses(name) => {
            format!("`{name}` ends before `and` and `or`: put all that follows `:` in parentheses")
        }
        Help::Minus => "a `-` between two values has spaces around it".to_owned(),
        Help::Presence => {
            "whether a field is there comes before it: `present …`, `missing …`, `filled …`"
                .to_owned()
        }
        Help::Digits => "a number consists of digits alone: `1000`".to_owned(),
        Help::ReadTime => "a time is read from a string: `deadline(…)`, or `instant(…)`".to_owned(),
        Help::Duration => "to a time days, hours and minutes are added: `now + 90 days`".to_owned(),
        Help::Length => "`chars(…)` counts the characters of a string".to_owned(),
        Help::Functions(names) => format!("the functions are {names}"),
        Help::Operations => {
            "a rule names its operations: `on requestPayment, payInstantly`".to_owned()
        }
        Help::Order => "numbers are compared with `is`, `<`, `<=`, `>` and `>=`: `amount > 0`".to_owned(),
        Help::Addition => {
            "only numbers are added; each field has a condition of its own: `present id and present note`".to_owned()
        }
        Help::PlaceOf(name) if &**name == "first" => {
            "only rules over a run have `{first}`: `require … across batch`".to_owned()
        }
        Help::PlaceOf(_) => "only assertions with a `matches` have `{character}`".to_owned(),
        Help::OfLanguage => {
            "the language uses this name: choose another one".to_owned()
        }
        Help::FieldOf(operation) => format!("`{operation}` has such a field: choose another name"),
        Help::Uses(pack) => format!("`uses: [{pack}]` in `pack.yaml` makes it available"),
        Help::Sources => "`pack.yaml` lists what can be cited under `sources`".to_owned(),
    }
}

/// What a function is given.
fn arity(function: &str, are_too_many: bool) -> Option<String> {
    Some(match function {
        "first" | "euckr_first" => format!("as in `{function}(orderName, 20)`"),
        "years" => "as in `years(birthDate, now)`".to_owned(),
        "card_month" => "as in `card_month(expiryYear, expiryMonth)`".to_owned(),
        "bytes" if are_too_many => "the bytes in EUC-KR are `euckr_bytes(orderName)`".to_owned(),
        "chars" | "euckr_bytes" | "lower" | "unhyphenated" if are_too_many => {
            format!("as in `{function}(orderName)`")
        }
        _ if are_too_many => return None,
        _ => format!("what it is given is in parentheses: `{function}(…)`"),
    })
}

pub(super) fn heading(pack: &str, mistakes: usize, hidden: usize) -> String {
    let noun = if mistakes == 1 { "mistake" } else { "mistakes" };
    let all = mistakes + hidden;
    match hidden {
        0 => format!("the rule pack `{pack}` does not load: {mistakes} {noun}"),
        _ => format!(
            "the rule pack `{pack}` does not load: at least {all} mistakes, of which the first \
             {mistakes} are shown"
        ),
    }
}

fn named(what: Named) -> &'static str {
    match what {
        Named::Rule => "rule",
        Named::Operation => "operation",
        Named::Field => "field",
        Named::Type => "type",
        Named::Member => "member",
        Named::Address => "address",
        Named::Binding => "name",
        Named::Function => "function",
        Named::ContextKey => "context key",
        Named::PathParameter => "path parameter",
        Named::Source => "source",
        Named::Section => "section",
        Named::Definition => "`set` or `define`",
        Named::Scheme => "authorization",
    }
}

fn type_of(found: &Type) -> String {
    let text = match found {
        Type::Text => "a string",
        Type::Number(Unit::Any | Unit::Plain) => "a number",
        Type::Number(counted) => return format!("a number of {}", unit(*counted)),
        Type::Instant => "a point in time",
        Type::Date => "a date",
        Type::Month => "a month",
        Type::Member(enumeration) => return format!("a member of `{enumeration}`"),
        Type::Members(enumeration) => return format!("several members of `{enumeration}`"),
        Type::Boolean => "a boolean",
        Type::Array => "an array",
        Type::Object => "an object",
        Type::ObjectWithFields => "an object with fields",
        Type::NoObject => "a field that is no object",
        Type::Anything => "a value of any type",
        Type::Condition => "a condition",
        Type::Name(name) => return format!("`{name}`"),
        Type::Shape => "a shape",
        Type::Field => "a field",
        Type::AnyMember => "a member of an enumeration",
        Type::ContextKey => "a context key",
        Type::SeveralOfContext => "a context key with several members",
        Type::Value => "a value",
        Type::Comparable => "a value that can be compared",
        Type::Ordered => "a number or a point in time",
        Type::Now => "`now`",
        Type::Length => "how many characters, 0 or more",
        Type::Duration => "a number of days, hours or minutes",
        Type::AnyObject => "an `object` field",
        Type::Literal => "a member, a string or a number",
        Type::Enumeration => "an enumeration",
        Type::OneOf => "`one of { … }`",
        Type::AnyOf => "`any of { … }`",
        Type::BooleanLiteral => "`true` or `false`",
        Type::QuotedText => "a string in quotes",
        Type::Set => "a `set`",
        Type::List => "a list",
        Type::Pattern => "a `/pattern/`",
        Type::Broken => "nothing",
    };
    text.to_owned()
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Any | Unit::Plain => "a plain number",
        Unit::Characters => "characters",
        Unit::Bytes => "bytes",
        Unit::EucKrBytes => "bytes in EUC-KR",
        Unit::Elements => "elements",
    }
}

fn pattern(error: &PatternError) -> String {
    match error {
        PatternError::Syntax(reason) => reason.clone(),
        PatternError::Class(class) => {
            format!("`\\{class}` means letters or digits of every script")
        }
        PatternError::Flag(flag) => format!("`(?{flag}` changes how patterns are read"),
        PatternError::TooLarge => "it needs a larger automaton than a rule may have".to_owned(),
    }
}

fn incomplete(what: &Incomplete) -> String {
    let text = match what {
        Incomplete::NoForms => "the shape declares no forms for this field",
        Incomplete::Form => "a form names at least YYYY and MM",
        Incomplete::Unreadable { function } => {
            return format!("`{function}` reads none of the forms that the field is declared with");
        }
        Incomplete::SilenceAt => "`at` goes with the rules of the shapes, such as `missing-field`",
        Incomplete::Body { operation } => return format!("`{operation}` names one body"),
        Incomplete::SdkFunction { name } => {
            return format!("`{}` is not the name of a function", shown(name));
        }
        Incomplete::SdkModule { name } => {
            return format!("`{}` is not the name of a module", shown(name));
        }
        Incomplete::Prefix => "a prefix has at least one letter",
        Incomplete::NoMembers { enumeration } => return format!("`{enumeration}` has no members"),
        Incomplete::NoOperation { rule } => return format!("`{rule}` is on no operation"),
        Incomplete::NoAssertion { rule } => {
            return format!("`{rule}` neither requires nor forbids");
        }
        Incomplete::FixWithoutAssertion => "a fix follows the assertion that it repairs",
        Incomplete::FixWithoutMembers => "there is no list of members to take one from",
        Incomplete::BatchInside => "a rule over a run has no `when`, `unless`, `if` or `for`",
        Incomplete::ContextKey => "a context key is an instant, `one of { … }` or `any of { … }`",
        Incomplete::NoShape { owner } => {
            return format!("`{owner}` is an object with any keys: its fields are not declared");
        }
        Incomplete::InArray { owner } => return format!("`{owner}` is an array"),
        Incomplete::AdditionInShape => "`+=` adds members to keys of the context, not to fields",
        Incomplete::Granularity => "a date is followed by days, and a month by nothing",
        Incomplete::ContextInFold => "what is done with each element cannot depend on the context",
        Incomplete::DistinctVariable { list } => {
            return format!("the first name is an element of `{list}`: give it a name of its own");
        }
        Incomplete::LiteralFirst => {
            "a comparison does not begin with a string in quotes or a boolean"
        }
        Incomplete::Fold { function } => {
            return format!("`{function}` takes the elements of an array");
        }
        Incomplete::TypeOfContext => "only keys of the context are an `instant` or `any of { … }`",
        Incomplete::Method { name } => return format!("`{}` is not a method of HTTP", shown(name)),
        Incomplete::Path => "a path begins with `/`, and a parameter is a whole segment",
        Incomplete::Host { name } => return format!("`{}` is not the name of a host", shown(name)),
        Incomplete::SeverityAsName { severity } => {
            return format!("`{severity}` is a severity, not the name of a rule");
        }
        Incomplete::Scheme { name } => {
            return format!("`{}` is not a scheme of authorization", shown(name));
        }
        Incomplete::UnionOf => {
            "a field of several types is a `string`, an enumeration, an `integer`, a `number` or a \
             `boolean`"
        }
        Incomplete::Assumption => "an assumption is about one key of the context and nothing else",
    };
    text.to_owned()
}

fn too_much(limit: &Limit) -> String {
    match limit {
        Limit::Rules(most) => format!("a pack has at most {most} rules"),
        Limit::Operations(most) => format!("a pack has at most {most} operations"),
        Limit::Detects(most) => format!("an operation has at most {most} `detect`s"),
        Limit::SilenceNames(most) => {
            format!("the silences of a pack have at most {most} names in all")
        }
        Limit::Members { enumeration, most } => {
            format!("`{enumeration}` has more than {most} members")
        }
        Limit::AllMembers => "too many members in all".to_owned(),
        Limit::FieldName(most) => format!("a field's name has at most {most} bytes"),
        Limit::Levels(most) => format!("objects and arrays are nested {most} levels deep"),
        Limit::Shapes(most) => format!("shapes are nested {most} levels deep"),
        Limit::Recursion { shape } => format!("the shape `{shape}` contains itself"),
        Limit::Shape { shape } => format!("the shape `{shape}` is too large"),
        Limit::Body { operation } => format!("the shape of `{operation}` is too large"),
        Limit::Amended(most) => format!("more than {most} fields are amended"),
        Limit::Context => "the context is too large".to_owned(),
        Limit::ContextMembers(most) => format!("`any of {{ … }}` has at most {most} members"),
        Limit::ContextKeys(most) => format!("a context has at most {most} keys"),
        Limit::Checks { operation, most } => {
            format!("`{operation}` has more than {most} checks once branches are filled in")
        }
        Limit::Definition { name } => format!("`{name}` uses itself"),
        Limit::Branches => "too many branches in branches".to_owned(),
        Limit::Loops(most) => format!("loops are nested at most {most} deep"),
        Limit::Characters(most) => format!("no string has more than {most} characters"),
        Limit::Pack => "the pack is too large: branches in branches, sums of sums, or conditions \
                        that too many checks share"
            .to_owned(),
    }
}
