//! Korean.

use crate::compile::{
    CaseFault, CatalogFault, ErrorKind, Help, Incomplete, Limit, ManifestFault, MisnamedEntry,
    Named, PatternError, Type, Unit,
};
use crate::language::{Language, shown};
use crate::particle::{AND, SUBJECT, TOPIC};
use crate::suggest::question;

mod pattern;
mod useless;
mod yaml;

use pattern::pattern;
pub(super) fn message(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::Unknown { what: Named::Type, name } => {
            format!("`{name}`: 없는 `shape`나 `enum`입니다")
        }
        ErrorKind::Unknown { what, name } => {
            format!("`{}`: 없는 {}입니다", shown(name), named(*what))
        }
        ErrorKind::UnknownField { owner, name } => format!("`{owner}`에 `{name}` 필드가 없습니다"),
        ErrorKind::UnknownMember { enumeration, name } => {
            format!("`{enumeration}`에 `{name}` 멤버가 없습니다")
        }
        ErrorKind::NameOfShapeRule { name } => format!("기본 규칙과 이름이 같습니다: `{name}`"),
        ErrorKind::Duplicate { what: Named::Scheme, name } => {
            format!("`authorization`이 두 번 정의되어 있습니다: `{name}`")
        }
        ErrorKind::Duplicate { what, name } => {
            format!("`{name}` {} 두 번 정의되어 있습니다", SUBJECT.after(named(*what)))
        }
        ErrorKind::Incomparable { left, right } => format!(
            "{} {} 비교할 수 없습니다",
            AND.after(&type_of(left)),
            TOPIC.after(&type_of(right))
        ),
        ErrorKind::UnitMismatch { left, right } => {
            format!("{} {} 단위가 다릅니다", AND.after(unit(*left)), TOPIC.after(unit(*right)))
        }
        ErrorKind::Mismatch { expected, found } => format!(
            "여기에는 {} 와야 하는데 {}입니다",
            SUBJECT.after(&type_of(expected)),
            type_of(found)
        ),
        ErrorKind::Pattern(error) => pattern(error),
        ErrorKind::Arity { function, expected, found } => {
            format!("`{function}`에는 인수가 {expected}개 필요한데 {found}개를 썼습니다")
        }
        ErrorKind::Unused { name } => format!("`{name}`: 정의만 하고 쓰지 않은 이름입니다"),
        ErrorKind::OfLastClause => "이 `when`은 마지막 `on`에만 적용됩니다".to_owned(),
        ErrorKind::Useless(what) => useless::message(what),
        ErrorKind::Incomplete(what) => incomplete(what),
        ErrorKind::Catalog(fault) => yaml::catalog(fault),
        ErrorKind::Manifest(fault) => yaml::manifest(fault),
        ErrorKind::Case(fault) => yaml::case(fault),
        ErrorKind::Yaml(fault) => fault.message(Language::Korean),
        ErrorKind::TooMuch(limit) => too_much(limit),
    }
}

pub(super) fn advice(kind: &ErrorKind) -> Option<String> {
    let advice = match kind {
        ErrorKind::Pattern(PatternError::TooLarge) => "반복 횟수를 줄이세요",
        ErrorKind::Pattern(PatternError::Flag(_)) => {
            "플래그와 전후방 탐색은 없습니다. 소문자로 바꾸는 함수는 `lower(…)`입니다"
        }
        ErrorKind::Pattern(PatternError::Class('s' | 'S')) => "`[ \\t]`나 `[^ \\t]`로 쓰세요",
        ErrorKind::Pattern(PatternError::Class('d' | 'D' | 'w' | 'W')) => {
            "ASCII 숫자와 글자만 뜻하도록 `[0-9]`나 `[A-Za-z0-9_]`로 쓰세요"
        }
        ErrorKind::Useless(what) => return useless::advice(what).map(str::to_owned),
        ErrorKind::OfLastClause => {
            "그 `on`에만 적용하려면 같은 줄에 쓰고, 모든 `on`에 적용하려면 그 앞에 `cite`나 `let` 같은 문을 쓰세요"
        }
        ErrorKind::Arity { function, expected, found } => {
            return arity(function, found > expected);
        }
        ErrorKind::Unused { .. } => "규칙이나 메시지에서 쓰거나 지우세요",
        ErrorKind::Incomplete(what) => match what {
            Incomplete::NoForms => "형식은 `dueDate?: string date-time`처럼 선언합니다",
            Incomplete::Unreadable { function } => match &**function {
                "date" | "years" => "시각이 없는 `YYYYMMDD`와 `YYYY-MM-DD` 형식만 읽습니다",
                _ => "RFC 3339, `YYYYMMDD`, `YYYY-MM-DD`와 그 뒤에 시각이 붙은 형식을 읽습니다",
            },
            Incomplete::Form => "예: `\"YYYY-MM-DD HH:mm:ss\"`",
            Incomplete::SdkFunction { .. } => {
                "`sdk \"PortOne.requestPayment\" from \"@portone/browser-sdk\"`처럼 쓰세요"
            }
            Incomplete::SdkModule { .. } => "소스 코드에서 `import`하는 모듈의 이름을 쓰세요",
            Incomplete::LiteralFirst => "필드를 왼쪽에 쓰세요",
            Incomplete::Fold { .. } => "`sum(item in items: item.price)`처럼 쓰세요",
            Incomplete::Path => "`\"/orders/{orderId}/cancel\"`처럼 쓰세요",
            Incomplete::Host { .. } => "`https://` 없이 `host \"api.portone.io\"`처럼 쓰세요",
            Incomplete::SeverityAsName { severity } => {
                return Some(format!("다른 심각도는 `use …: {severity}`처럼 콜론 뒤에 쓰세요"));
            }
            Incomplete::BatchInside => {
                "조건을 빼세요. 실행의 요청 중에 이 필드가 있는 것을 모두 비교합니다"
            }
            Incomplete::ContextKey => "`os?: one of { windows macos }`처럼 쓰세요",
            Incomplete::Scheme { .. } => "`authorization \"PortOne\"`처럼 한 단어로 쓰세요",
            Incomplete::NoOperation { .. } => {
                "`rule … on requestPayment {`처럼 작업의 이름을 쓰세요"
            }
            Incomplete::FixWithoutMembers => "바로 앞의 조건이 `… in [A, B]`여야 합니다",
            Incomplete::NoShape { .. } => "`amend` 안에 `shape … { … }`로 필드를 선언하세요",
            Incomplete::InArray { .. } => "`for item in … { … }`로 요소마다 검사하세요",
            _ => return None,
        },
        ErrorKind::Case(CaseFault::NoRequest { .. }) => {
            "`request`나 `requests`를 쓰거나, `base`와 `patch`를 쓰세요"
        }
        ErrorKind::Case(CaseFault::NothingToRemove { field, .. }) if field.contains(':') => {
            "키의 `:` 뒤에는 공백을 쓰세요"
        }
        ErrorKind::Case(CaseFault::NothingToRemove { .. }) => {
            "`null`이나 빈 값은 필드를 지웁니다. `patch`에서 빼세요"
        }
        ErrorKind::Case(CaseFault::BaseNotJson { .. }) => {
            "키와 문자열은 큰따옴표로 묶고, 쉼표는 멤버 사이에만 쓰세요"
        }
        ErrorKind::Case(CaseFault::BaseNotObject { .. }) => {
            "요청을 `{ … }` 안에 쓰거나, 케이스에서 `patch`를 빼세요"
        }
        ErrorKind::Case(CaseFault::NoBase { .. }) => {
            "기본 요청은 팩 디렉터리의 `bases/이름.json` 파일입니다"
        }
        ErrorKind::Catalog(CatalogFault::NotEverywhere { .. }) => {
            "블록마다 이 이름을 정의하거나, `say …`로 다른 메시지를 쓰세요"
        }
        ErrorKind::Catalog(CatalogFault::FixedParticle { name, pair, .. }) => {
            return Some(format!("`{{{name}:{pair}}}`처럼 쓰면 값에 맞는 형태로 바뀝니다"));
        }
        ErrorKind::Catalog(CatalogFault::DoubledBrace { name }) => {
            return Some(format!("값을 보이려면 `{{{name}}}`처럼 쓰세요"));
        }
        ErrorKind::Catalog(CatalogFault::FullStop { .. }) => {
            "마침표를 빼세요. `explain`의 문장만 마침표로 끝냅니다"
        }
        ErrorKind::Catalog(CatalogFault::Particle { .. }) => {
            "쓸 수 있는 짝은 을/를, 이/가, 은/는, 과/와, 으로/로입니다"
        }
        ErrorKind::Yaml(fault) => return fault.slip().map(|slip| yaml::advice(slip).to_owned()),
        ErrorKind::Manifest(ManifestFault::Missing) => {
            "`name`과 `version`, `uses: [portone]`이 든 `pack.yaml`을 만드세요"
        }
        ErrorKind::Manifest(ManifestFault::NoVersion { .. }) => "`0.1.0`처럼 쓰세요",
        ErrorKind::Manifest(ManifestFault::Name { .. }) => {
            "공백과 `/`를 빼세요. 규칙을 `my-pg/payment-id-length`처럼 부르기 때문입니다"
        }
        ErrorKind::Manifest(ManifestFault::NoPack { .. }) => {
            "이 팩과 나란히 있는 디렉터리를 찾습니다. `portone`과 `portone-checks`는 내장되어 있습니다"
        }
        ErrorKind::Manifest(ManifestFault::Engine { .. }) => {
            concat!("지금 쓰는 버전은 ", env!("CARGO_PKG_VERSION"), "입니다")
        }
        ErrorKind::TooMuch(Limit::Recursion { .. }) => {
            "요청의 깊이는 정해져 있어야 합니다. 무엇이든 넣을 수 있는 타입은 `json`입니다"
        }
        _ => return None,
    };
    Some(advice.to_owned())
}

pub(super) fn help(help: &Help) -> String {
    match help {
        Help::DidYouMean(near) => question(Language::Korean, near),
        Help::DefinedIn(file) => format!("`{file}` 파일에 이미 정의되어 있습니다"),
        Help::InRule(file) => format!("사용한 규칙은 `{file}` 파일에 있습니다"),
        Help::ShapeRule => {
            "모든 규칙 팩에 들어 있는 기본 규칙의 이름입니다. 다른 이름을 쓰세요".to_owned()
        }
        Help::Null => "`null`은 없는 값으로 봅니다. `missing …`으로 쓰세요".to_owned(),
        Help::NewField(name) => format!("새 필드를 더하려면 `{name}?`처럼 물음표를 붙이세요"),
        Help::NotNew(name) => {
            format!("이미 있는 필드입니다. 물음표 없이 `{name}`만 쓰세요")
        }
        Help::InSet(name) => format!("`set`은 `… in {name}`처럼 씁니다"),
        Help::Quotes(text) => format!("문자열은 `\"{text}\"`처럼 따옴표로 묶으세요"),
        Help::AnyMember => "객체의 어느 멤버나 될 수 있어서 하위 필드를 쓸 수 없습니다".to_owned(),
        Help::PathParameter(name) => format!("`@path.{name}`처럼 쓰세요"),
        Help::NoPathParameters(operation) => {
            format!("`{operation}` 작업의 경로에는 파라미터가 없습니다")
        }
        Help::Brace => "중괄호를 그대로 쓰려면 `{{`처럼 두 번 쓰세요".to_owned(),
        Help::InList => "여러 값은 `… in [A, B]`처럼 `in` 뒤에 쓰세요".to_owned(),
        Help::FieldAfter(word) if &**word == "known" => {
            "`known context.now`처럼 `known` 뒤에는 컨텍스트 키를 쓰세요".to_owned()
        }
        Help::FieldAfter(word) => format!("`{word}` 뒤에는 괄호 없이 필드를 쓰세요"),
        Help::NoParentheses(name) => format!("`{name}`: 괄호 없이 쓰세요"),
        Help::Between(word) => {
            format!("`{word}` 함수는 없습니다. 필드, `{word}`, 비교할 것의 순서로 쓰세요")
        }
        Help::Elements => "배열의 요소는 `unique item.id in items`로 비교합니다".to_owned(),
        Help::AcrossBatch => "실행의 요청은 `unique id across batch`로 비교합니다".to_owned(),
        Help::Entry(meant) => {
            let MisnamedEntry { entry, rule } = &**meant;
            format!("`{entry}` 항목이 있지만 그런 규칙은 없습니다. 혹시 `{rule}` 규칙의 항목인가요?")
        }
        Help::PresentField(name) => format!("필드가 있는지는 `present {name}`처럼 쓰세요"),
        Help::ContainsNot => {
            "문자열은 `id matches /.*-.*/`, 배열은 `any tag in tags: tag is \"a\"`로 찾으세요".to_owned()
        }
        Help::Contains(key) => format!("값이 여럿인 키입니다. `{key} contains …`로 쓰세요"),
        Help::IsMember(key) => format!("값이 하나인 키입니다. `{key} is …`로 쓰세요"),
        Help::FromBody => "경로는 요청 본문의 필드로 시작합니다".to_owned(),
        Help::PerOperation => {
            "규칙이 여러 작업에 적용됩니다. 중괄호 안에 `on … with id = …`로 작업마다 필드를 정하세요"
                .to_owned()
        }
        Help::BooleanWithoutQuotes => "`true`와 `false`는 따옴표 없이 쓰세요".to_owned(),
        Help::Parentheses(name) => {
            format!("`{name}`: `and`와 `or` 앞에서 끝납니다. `:` 뒤의 조건 전체를 괄호로 묶으세요")
        }
        Help::Minus => "두 값 사이의 `-`는 앞뒤를 띄어 쓰세요".to_owned(),
        Help::Presence => {
            "필드가 있는지는 `present …`, `missing …`, `filled …`처럼 필드 앞에 쓰세요".to_owned()
        }
        Help::Digits => "숫자는 `1000`처럼 숫자만으로 쓰세요".to_owned(),
        Help::ReadTime => "문자열은 `deadline(…)`이나 `instant(…)`로 시각으로 읽으세요".to_owned(),
        Help::Duration => "시각에는 `now + 90 days`처럼 일, 시간, 분만 더합니다".to_owned(),
        Help::Length => "문자열의 글자 수는 `chars(…)`입니다".to_owned(),
        Help::Functions(names) => format!("함수: {names}"),
        Help::Operations => {
            "규칙이 검사할 작업의 이름을 모두 쓰세요: `on requestPayment, payInstantly`".to_owned()
        }
        Help::Order => "숫자는 `amount > 0`처럼 `is`, `<`, `<=`, `>`, `>=`로 비교하세요".to_owned(),
        Help::Addition => {
            "더할 수 있는 것은 숫자뿐입니다. 필드마다 조건을 쓰세요: `present id and present note`".to_owned()
        }
        Help::PlaceOf(name) if &**name == "first" => {
            "실행 전체를 보는 규칙(`require … across batch`)의 메시지에만 `{first}` 자리를 쓸 수 있습니다".to_owned()
        }
        Help::PlaceOf(_) => "`matches`가 있는 문의 메시지에만 `{character}` 자리를 쓸 수 있습니다".to_owned(),
        Help::OfLanguage => "규칙 언어가 이미 쓰는 이름입니다. 다른 이름을 쓰세요".to_owned(),
        Help::FieldOf(operation) => {
            format!("`{operation}` 작업에 같은 이름의 필드가 있습니다. 다른 이름을 쓰세요")
        }
        Help::Uses(pack) => format!("`pack.yaml`에 `uses: [{pack}]`를 쓰면 사용할 수 있습니다"),
        Help::Sources => "인용할 수 있는 근거는 `pack.yaml`의 `sources`에 있습니다".to_owned(),
    }
}

/// What a function is given.
fn arity(function: &str, are_too_many: bool) -> Option<String> {
    Some(match function {
        "first" | "euckr_first" => format!("`{function}(orderName, 20)`처럼 쓰세요"),
        "years" => "`years(birthDate, now)`처럼 쓰세요".to_owned(),
        "card_month" => "`card_month(expiryYear, expiryMonth)`처럼 쓰세요".to_owned(),
        "bytes" if are_too_many => {
            "EUC-KR 바이트 수는 `euckr_bytes(orderName)`으로 셉니다".to_owned()
        }
        "chars" | "euckr_bytes" | "lower" | "unhyphenated" if are_too_many => {
            format!("`{function}(orderName)`처럼 쓰세요")
        }
        _ if are_too_many => return None,
        _ => format!("값은 `{function}(…)`처럼 괄호 안에 쓰세요"),
    })
}

pub(super) fn heading(pack: &str, mistakes: usize, hidden: usize) -> String {
    let all = mistakes + hidden;
    let count = match hidden {
        0 => format!("잘못된 곳이 {mistakes}군데 있습니다"),
        _ => format!("잘못된 곳이 {all}군데 이상 있으며, 그중 처음 {mistakes}군데만 보여 줍니다"),
    };
    format!("`{pack}` 규칙 팩을 불러올 수 없습니다. {count}")
}

fn named(what: Named) -> &'static str {
    match what {
        Named::Rule => "규칙",
        Named::Operation => "작업",
        Named::Field => "필드",
        Named::Type => "타입",
        Named::Member => "멤버",
        Named::Address => "주소",
        Named::Binding => "이름",
        Named::Function => "함수",
        Named::ContextKey => "컨텍스트 키",
        Named::PathParameter => "경로 파라미터",
        Named::Source => "근거",
        Named::Section => "절",
        Named::Definition => "`set`이나 `define`",
        Named::Scheme => "`authorization`",
    }
}

fn type_of(found: &Type) -> String {
    let text = match found {
        Type::Text => "문자열",
        Type::Number(counted) => unit(*counted),
        Type::Instant => "시각",
        Type::Date => "날짜",
        Type::Month => "연월",
        Type::Member(enumeration) => return format!("`{enumeration}`의 멤버"),
        Type::Members(enumeration) => return format!("`{enumeration}`의 멤버 목록"),
        Type::Boolean => "불리언",
        Type::Array => "배열",
        Type::Object => "객체",
        Type::ObjectWithFields => "필드가 선언된 객체",
        Type::NoObject => "객체가 아닌 필드",
        Type::Anything => "타입이 정해지지 않은 값",
        Type::Condition => "조건",
        Type::Name(name) => return format!("`{name}`"),
        Type::Shape => "`shape`",
        Type::Field => "필드",
        Type::AnyMember => "`enum`의 멤버",
        Type::ContextKey => "컨텍스트 키",
        Type::SeveralOfContext => "`any of { … }` 타입의 컨텍스트 키",
        Type::Value => "값",
        Type::Comparable => "비교할 수 있는 값",
        Type::Ordered => "숫자나 시각",
        Type::Now => "`now`",
        Type::Length => "0 이상의 글자 수",
        Type::Duration => "일이나 시간, 분으로 나타낸 기간",
        Type::AnyObject => "`object` 타입의 필드",
        Type::Literal => "멤버나 문자열, 숫자",
        Type::Enumeration => "`enum`",
        Type::OneOf => "`one of { … }`",
        Type::AnyOf => "`any of { … }`",
        Type::BooleanLiteral => "`true`나 `false`",
        Type::QuotedText => "따옴표로 묶은 문자열",
        Type::Set => "`set`",
        Type::List => "목록",
        Type::Pattern => "`/정규식/`",
        Type::Broken => "없는 값",
    };
    text.to_owned()
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Any | Unit::Plain => "숫자",
        Unit::Characters => "글자 수",
        Unit::Bytes => "바이트 수",
        Unit::EucKrBytes => "EUC-KR 바이트 수",
        Unit::Elements => "요소 개수",
    }
}

fn incomplete(what: &Incomplete) -> String {
    let text = match what {
        Incomplete::NoForms => "이 필드에는 선언된 형식이 없습니다",
        Incomplete::Form => "날짜 형식에는 YYYY와 MM이 있어야 합니다",
        Incomplete::Unreadable { function } => {
            return format!("`{function}` 함수는 이 필드에 선언된 형식을 읽지 못합니다");
        }
        Incomplete::SilenceAt => "`at`은 `missing-field` 같은 기본 규칙에만 쓸 수 있습니다",
        Incomplete::Body { operation } => {
            return format!("`{operation}` 작업에는 `body`가 하나 있어야 합니다");
        }
        Incomplete::SdkFunction { name } => {
            return format!("`{}`: 함수의 이름으로 쓸 수 없습니다", shown(name));
        }
        Incomplete::SdkModule { name } => {
            return format!("`{}`: 모듈의 이름으로 쓸 수 없습니다", shown(name));
        }
        Incomplete::Prefix => "`prefix`가 비어 있습니다",
        Incomplete::NoMembers { enumeration } => {
            return format!("`{enumeration}`에 멤버가 하나도 없습니다");
        }
        Incomplete::NoOperation { rule } => {
            return format!("`{rule}` 규칙에 작업이 지정되지 않았습니다");
        }
        Incomplete::NoAssertion { rule } => {
            return format!("`{rule}` 규칙에 `require`나 `forbid`가 없습니다");
        }
        Incomplete::FixWithoutAssertion => "`fix`는 `require`나 `forbid` 바로 뒤에 써야 합니다",
        Incomplete::FixWithoutMembers => "고를 수 있는 멤버의 목록이 없습니다",
        Incomplete::BatchInside => {
            "실행 전체를 보는 규칙에는 `when`, `unless`, `if`, `for`를 쓸 수 없습니다"
        }
        Incomplete::ContextKey => {
            "컨텍스트 키의 타입은 `instant`, `one of { … }`, `any of { … }` 중 하나여야 합니다"
        }
        Incomplete::NoShape { owner } => {
            return format!("`{owner}` 객체에는 선언된 필드가 없습니다");
        }
        Incomplete::InArray { owner } => return format!("`{owner}`: 배열입니다"),
        Incomplete::AdditionInShape => "`+=`는 컨텍스트 키에 멤버를 추가할 때만 쓸 수 있습니다",
        Incomplete::Granularity => "날짜에는 `days`만 더할 수 있고, 연월에는 더할 수 없습니다",
        Incomplete::ContextInFold => "요소마다 계산하는 값에는 컨텍스트를 쓸 수 없습니다",
        Incomplete::DistinctVariable { list } => {
            return format!("앞의 이름은 `{list}`의 요소를 뜻합니다. 다른 이름을 쓰세요");
        }
        Incomplete::LiteralFirst => {
            "비교의 왼쪽에는 따옴표로 묶은 문자열이나 불리언을 쓸 수 없습니다"
        }
        Incomplete::Fold { function } => {
            return format!("`{function}` 함수는 배열의 요소를 계산합니다");
        }
        Incomplete::TypeOfContext => "`instant`와 `any of { … }`는 컨텍스트 키의 타입입니다",
        Incomplete::Method { name } => return format!("`{}`: HTTP 메서드가 아닙니다", shown(name)),
        Incomplete::Path => "경로는 `/`로 시작하고, 파라미터는 `/` 사이 전체를 차지해야 합니다",
        Incomplete::Host { name } => return format!("`{}`: 호스트 이름이 아닙니다", shown(name)),
        Incomplete::SeverityAsName { severity } => {
            return format!("`{severity}`: 규칙의 이름이 아니라 심각도입니다");
        }
        Incomplete::Scheme { name } => {
            return format!("`{}`: 인증 방식의 이름이 아닙니다", shown(name));
        }
        Incomplete::UnionOf => {
            "여러 타입을 `|`로 묶을 때는 `string`, `enum`, `integer`, `number`, `boolean`만 쓸 수 있습니다"
        }
        Incomplete::Assumption => "`assuming`의 조건에는 컨텍스트 키 하나만 쓸 수 있습니다",
    };
    text.to_owned()
}

fn too_much(limit: &Limit) -> String {
    match limit {
        Limit::Rules(most) => format!("규칙 팩 하나에 규칙은 {most}개까지 쓸 수 있습니다"),
        Limit::Operations(most) => format!("규칙 팩 하나에 작업은 {most}개까지 쓸 수 있습니다"),
        Limit::Detects(most) => format!("작업 하나에 `detect`는 {most}개까지 쓸 수 있습니다"),
        Limit::SilenceNames(most) => {
            format!("`silence`에는 이름을 모두 합쳐 {most}개까지 쓸 수 있습니다")
        }
        Limit::Members { enumeration, most } => {
            format!("`{enumeration}`의 멤버가 {most}개보다 많습니다")
        }
        Limit::AllMembers => "멤버가 모두 합쳐 너무 많습니다".to_owned(),
        Limit::FieldName(most) => format!("필드의 이름은 {most}바이트까지 쓸 수 있습니다"),
        Limit::Levels(most) => format!("객체와 배열이 {most}단계보다 깊게 중첩되었습니다"),
        Limit::Shapes(most) => format!("`shape`가 {most}단계보다 깊게 중첩되었습니다"),
        Limit::Recursion { shape } => format!("`{shape}`: 자기 자신을 포함하는 `shape`입니다"),
        Limit::Shape { shape } => format!("`{shape}`에 딸린 필드가 너무 많습니다"),
        Limit::Body { operation } => format!("`{operation}` 작업의 필드가 너무 많습니다"),
        Limit::Amended(most) => format!("`amend`로 바꾸는 필드가 {most}개보다 많습니다"),
        Limit::Context => "컨텍스트가 너무 큽니다".to_owned(),
        Limit::ContextMembers(most) => {
            format!("컨텍스트의 `any of {{ … }}`에 멤버는 {most}개까지 쓸 수 있습니다")
        }
        Limit::ContextKeys(most) => format!("컨텍스트의 키는 {most}개까지 쓸 수 있습니다"),
        Limit::Checks { operation, most } => format!(
            "`{operation}` 작업의 검사가 `for`의 분기를 모두 펼치면 {most}개보다 많아집니다"
        ),
        Limit::Definition { name } => format!("`{name}`: 정의에서 자기 자신을 참조합니다"),
        Limit::Branches => "`for` 안의 `for`가 만드는 분기가 너무 많습니다".to_owned(),
        Limit::Loops(most) => format!("반복은 {most}단계까지 중첩할 수 있습니다"),
        Limit::Characters(most) => format!("문자열은 {most}글자보다 길 수 없습니다"),
        Limit::Pack => "규칙 팩이 너무 큽니다. 중첩된 분기나 합, 여러 검사가 공유하는 조건을 \
                        줄이세요"
            .to_owned(),
    }
}
