//! Korean.

use std::fmt::{Formatter, Result};

use smartro_lint::{Language, Severity};
use smartro_lint_rules::particle::OBJECT;
use smartro_lint_rules::suggest::appended;

use super::{Message, SkipReason};

pub(super) fn write(message: &Message<'_>, f: &mut Formatter<'_>) -> Result {
    match *message {
        Message::Error(text) => write!(f, "오류: {text}"),
        Message::Warning(text) => write!(f, "경고: {text}"),
        Message::Note(text) => write!(f, "참고: {text}"),

        Message::CannotRead { name, why } => {
            let particle = OBJECT.form(&name.to_string());
            write!(f, "`{name}`{particle} 읽을 수 없습니다: {why}")
        }
        Message::CannotReadNearCommand { name, why, command } => {
            Message::CannotRead { name, why }.write(Language::Korean, f)?;
            write!(f, ". 혹시 `{command}` 명령인가요?")
        }
        Message::CannotReadInput { why } => write!(f, "표준 입력을 읽을 수 없습니다: {why}"),
        Message::CannotReadEntry(why) => write!(f, "읽을 수 없습니다: {why}"),
        Message::CannotWrite { name, why } => write!(f, "`{name}` 파일에 쓸 수 없습니다: {why}"),
        Message::CannotWriteOutput(why) => write!(f, "표준 출력에 쓸 수 없습니다: {why}"),
        Message::NotUtf8 { at } => {
            write!(f, "UTF-8이 아닙니다. {}번째 바이트가 잘못되었습니다", at + 1)
        }
        Message::Utf16 => {
            write!(f, "UTF-8이 아니라 UTF-16입니다. `iconv -f UTF-16 -t UTF-8`로 변환하세요")
        }
        Message::HardLinks { count } => {
            write!(f, "하드 링크가 {count}개 있어, 파일을 바꾸면 서로 다른 파일이 됩니다")
        }
        Message::OwnerLost { why } => write!(f, "소유자를 그대로 둘 수 없습니다: {why}"),
        Message::AttributeLost { name, why } => {
            write!(f, "확장 속성(`{name}`)을 그대로 둘 수 없습니다: {why}")
        }
        Message::ChangedMeanwhile => write!(f, "읽은 뒤에 파일이 바뀌었습니다"),
        Message::ReadOnly => write!(f, "읽기 전용 파일입니다"),
        Message::NotRegular => write!(f, "일반 파일이 아닙니다"),

        Message::OutputSyntax => write!(f, "`sarif=out.sarif`처럼 FORMAT=FILE 형태로 쓰세요"),
        Message::WholeNumber(least, usize::MAX) => write!(f, "{least} 이상의 정수로 쓰세요"),
        Message::WholeNumber(least, most) => write!(f, "{least}부터 {most}까지의 정수로 쓰세요"),
        Message::UnknownFormat { name, near, known } => {
            let end = if near.is_some() { "" } else { "." };
            let question = appended(Language::Korean, near);
            write!(f, "`{name}`: 없는 형식입니다{question}{end} 사용할 수 있는 형식: {known}")
        }
        Message::WrittenTwice { name } => {
            write!(f, "--output: `{name}` 파일을 두 번 지정했습니다")
        }
        Message::ReadAndWritten { name } => {
            write!(f, "{name}: 읽을 파일과 쓸 파일이 같습니다")
        }
        Message::FileTooLong { limit } => write!(f, "파일이 {limit}MiB보다 큽니다"),
        Message::FormatUnused { name } => write!(
            f,
            "--format: 표준 출력에는 고친 내용이나 변경 사항이 나옵니다. 검사 결과는 `--output {name}=FILE`로 파일에 쓰세요"
        ),
        Message::NotReplaced { name } => write!(
            f,
            "--output: `{name}` 파일은 같은 형식의 이전 보고서가 아니므로 덮어쓰지 않습니다. 다른 파일을 지정하세요"
        ),
        Message::StandardInput => write!(f, "표준 입력"),
        Message::BaselineUnnamed => write!(
            f,
            "`--write-baseline`으로 기록할 파일을 지정하지 않았습니다. `--baseline FILE`이나 \
             `smartro-lint.yaml`의 `baseline`으로 지정하세요"
        ),
        Message::UnknownOperation { name, near, known } => {
            let end = if near.is_some() { "" } else { "." };
            let question = appended(Language::Korean, near);
            write!(f, "`{name}`: 없는 작업입니다{question}{end} 사용할 수 있는 작업: {known}")
        }
        Message::ContextFile { name, why } => write!(
            f,
            "--context: `{name}` 파일을 읽을 수 없습니다: {why}. `key=value`로 쓰거나 JSON 파일을 지정하세요"
        ),
        Message::ContextOption { why } => write!(f, "--context: {why}"),
        Message::NotJson { name, line, column } => {
            write!(f, "`{name}`: JSON이 아닙니다({line}행 {column}열)")
        }
        Message::NoCommand { name, near } => {
            write!(f, "`{name}`: 없는 명령입니다{}", appended(Language::Korean, near))
        }
        Message::NoCompletions { shell } => {
            write!(f, "{shell}: 자동 완성을 지원하지 않는 셸입니다")
        }
        Message::NoRule { name, near: None } => {
            write!(f, "`{name}`: 없는 규칙입니다. 규칙 목록: `smartro-lint rules`")
        }
        Message::NoRule { name, near } => {
            write!(f, "`{name}`: 없는 규칙입니다{}", appended(Language::Korean, near))
        }
        Message::NoRuleButAlike { name } => write!(
            f,
            "`{name}`: 없는 규칙입니다. 이름이 비슷한 규칙 목록: `smartro-lint rules {name}`"
        ),

        Message::CannotStartThreads { why } => write!(f, "스레드를 시작할 수 없습니다: {why}"),
        Message::ThreadPanicked => {
            write!(f, "작업 스레드가 비정상 종료되어 그 스레드의 검사 결과를 잃었습니다")
        }
        Message::InputNotWatched => write!(f, "표준 입력은 감시할 수 없습니다"),
        Message::TooManyWatched => {
            write!(f, "시스템에서 감시할 수 있는 파일 수의 한도를 넘었습니다")
        }
        Message::CannotWatch { why } => write!(f, "변경을 감시할 수 없습니다: {why}"),
        Message::WatcherStopped => write!(f, "파일 감시가 예기치 않게 중단되었습니다"),
        Message::NothingLinted { paths, skipped } => {
            write!(f, "검사한 요청이 없습니다")?;
            listed(f, ". 요청을 찾지 못한 경로: ", paths)?;
            listed(f, ". 건너뛴 파일: ", skipped)
        }
        Message::AndMore { names, more } => write!(f, "{names} 외 {more}개"),
        Message::Excluded { name } => {
            write!(f, "프로젝트 파일의 `exclude`에 있어 검사하지 않습니다: `{name}`")
        }
        Message::CutOff { name } => {
            write!(f, "{name}: 코드가 너무 복잡해서 앞부분의 요청만 검사했습니다")
        }
        Message::Skipped { name, reason } => write!(f, "건너뜀: {name}: {}", skipped(reason)),
        Message::Truncated { requests, most } => write!(
            f,
            "요청 {requests}개에는 표시한 {most}개 말고도 문제가 더 있습니다. `--max-findings`로 더 볼 수 있습니다"
        ),
        Message::Particulars { project, pack, rules, threads, files } => write!(
            f,
            "프로젝트 파일: {}\n규칙 팩: {pack}, 규칙 {rules}개\n언어: ko\n스레드: {threads}개\n\
             파일: {files}개",
            project.unwrap_or("없음")
        ),

        Message::Summary { requests, errors, warnings, advice } => {
            write!(f, "요청 {requests}개: 오류 {errors}개, 경고 {warnings}개, 조언 {advice}개")
        }
        Message::Suppressed(count) => write!(f, " (숨긴 문제 {count}개)"),
        Message::IgnoredCalls { count } => write!(f, ", 검사하지 않는 API 호출 {count}개"),
        Message::OtherPack(count) => {
            write!(f, ", 다른 규칙 팩의 채널이라 검사하지 않은 요청 {count}개")
        }
        Message::UnknownPg { name, near } => {
            write!(f, ", `pg`의 `{name}`: 없는 규칙 팩입니다{}", appended(Language::Korean, near))
        }
        Message::AssumedChannel { count } => {
            write!(
                f,
                ", 채널을 알 수 없어 기본 규칙 팩으로 검사한 요청 {count}개(`smartro-lint.yaml`의 `channels`로 지정)"
            )
        }
        Message::SkippedFiles(count) => write!(f, ", 건너뛴 파일 {count}개"),
        Message::Fixable { safe, all } => {
            write!(f, "자동으로 고칠 수 있는 문제: `--fix` {safe}개, `--fix --suggested` {all}개")
        }
        Message::Rules { rules, errors, warnings, advice } => {
            write!(f, "규칙 {rules}개: 오류 {errors}개, 경고 {warnings}개, 조언 {advice}개")
        }
        Message::RulesTable { pack, version } => write!(
            f,
            "# `{pack}` {version}의 규칙\n\n\
             `smartro-lint rules --format markdown`으로 만들었습니다.\n\n\
             | 규칙 | 심각도 | 작업 | 근거 | 확인하는 내용 |"
        ),
        Message::AllOperations => write!(f, "모든 작업"),
        Message::Help => write!(f, "도움말:"),

        Message::WhatItChecks => write!(f, "확인하는 내용"),
        Message::Why => write!(f, "이유"),
        Message::WhatToDo => write!(f, "해결 방법"),
        Message::RuleSource => write!(f, "규칙 원문"),
        Message::WrongRequest => write!(f, "잘못된 요청"),
        Message::RightRequest => write!(f, "올바른 요청"),
        Message::Operations => write!(f, "작업"),
        Message::NeededContext => write!(f, "필요한 컨텍스트"),
        Message::AutomaticFix => write!(f, "자동 수정"),
        Message::Sources => write!(f, "근거"),
        Message::Example => write!(f, "예시"),

        Message::Severity(Severity::Error) => write!(f, "오류"),
        Message::Severity(Severity::Warning) => write!(f, "경고"),
        Message::Severity(Severity::Advice) => write!(f, "조언"),
        Message::HelpOf(help) => write!(f, "도움말: {help}"),
        Message::SourceOf(url) => write!(f, "근거: {url}"),
        Message::Location { name, line, column } => write!(f, "위치: {name}, {line}행 {column}열"),
        Message::Line { line, text } => write!(f, "{line}행: {text}"),
        Message::Lines { from, to, text } => write!(f, "{from}행부터 {to}행까지:\n{text}"),
        Message::Column { column } => write!(f, "{column}열"),
        Message::Columns { from, to } => write!(f, "{from}열부터 {to}열까지"),
        Message::Range { from: (line, column), to: (end_line, end_column) } => {
            write!(f, "{line}행 {column}열부터 {end_line}행 {end_column}열까지")
        }

        Message::InvalidSource(why) => {
            write!(f, "JavaScript나 TypeScript로 해석할 수 없습니다")?;
            parser(why).map_or(Ok(()), |why| write!(f, ". {why}"))
        }
        Message::InvalidSourceHelp(why) => {
            write!(f, "이 코드는 검사하지 않았습니다. 표시한 곳의 문법을 고치세요")?;
            if parser(why).is_some() { Ok(()) } else { write!(f, ". 파서 메시지: {why}") }
        }
        Message::RemoveHyphens => write!(f, "하이픈(`-`) 빼기"),
        Message::ValueFrom => write!(f, "값이 정해지는 곳"),
        Message::SentHere => write!(f, "실제로 보내는 곳"),
        Message::Condition { holds: true } => write!(f, "이 조건이 참일 때"),
        Message::Condition { holds: false } => write!(f, "이 조건이 거짓일 때"),
        Message::IncompleteSuppression => write!(
            f,
            "규칙 이름과 이유가 없는 예외입니다. `smartro-lint-disable-next-line 규칙 -- 이유`처럼 쓰세요"
        ),
        Message::UnusedSuppressionComment => write!(f, "이 주석에 해당하는 문제가 없습니다"),
        Message::UnusedSuppressionCommentHelp => write!(f, "필요 없으면 주석을 지우세요"),

        Message::PackLoads {
            pack,
            rules,
            errors,
            warnings,
            advice,
            operations,
            context,
            languages,
            sources,
        } => write!(
            f,
            "{pack} 규칙 팩에 문제가 없습니다\n규칙: {rules}개(오류 {errors}, 경고 {warnings}, 조언 \
             {advice})\n작업: {operations}\n컨텍스트: {context}\n메시지: {languages}\n근거: {sources}"
        ),
        Message::None => write!(f, "없음"),
        Message::CasesWithout { name } => {
            write!(f, "`{name}` 파일에 규칙의 파라미터에 넣을 값(`with: \"40\"`)이 없습니다")
        }
        Message::CaseFileMissing { name } => {
            write!(f, "`{name}` 테스트 케이스 파일이 없습니다")
        }
        Message::CasesOfNoRule { near } => {
            write!(f, "이런 이름의 규칙이 없습니다{}", appended(Language::Korean, near))
        }
        Message::CasesNotRead => {
            write!(f, "읽지 않는 파일입니다. 케이스 파일은 `cases/규칙이름.yaml`에 두세요")
        }
        Message::RulesNotRead { name } => write!(
            f,
            "`{name}` 파일은 읽지 않습니다. 규칙 파일은 규칙 팩 디렉터리 바로 아래에 두세요"
        ),
        Message::YamlNotRead { name } => write!(
            f,
            "`{name}` 파일은 읽지 않습니다. 규칙 팩이 읽는 YAML 파일은 `pack.yaml`, `locales/ko.yaml`, \
             `locales/en.yaml`과 규칙마다 하나씩 두는 `cases/규칙이름.yaml`입니다"
        ),
        Message::CasesMissing => {
            write!(f, "`valid`와 `invalid` 케이스가 하나 이상 있어야 합니다")
        }
        Message::CaseNoisy { case, pointer: Some(pointer), .. } => {
            write!(f, "오탐: {case}(`valid` 케이스인데 문제를 찾았습니다: `{pointer}`)")
        }
        Message::CaseNoisy { case, pointer: None, needs } => {
            write!(
                f,
                "오탐: {case}(`valid` 케이스인데 판단하지 못했습니다. 필요한 컨텍스트: {needs})"
            )
        }
        Message::CaseMissed { case, needs: "" } => {
            write!(f, "미탐: {case}(`invalid` 케이스인데 문제를 찾지 못했습니다)")
        }
        Message::CaseMissed { case, needs } => {
            write!(
                f,
                "미탐: {case}(`invalid` 케이스인데 판단하지 못했습니다. 필요한 컨텍스트: {needs})"
            )
        }
        Message::CaseNotUndecided { case } => {
            write!(f, "판단 오류: {case}(`undecided` 케이스인데 컨텍스트 없이 판단했습니다)")
        }
        Message::CaseAllows { rule } => write!(
            f,
            "`{rule}`: `allow`에는 `unknown-field` 같은 기본 규칙의 이름만 쓸 수 있습니다"
        ),
        Message::CaseUnusable { case, why } => write!(f, "실행 불가: {case}: {why}"),
        Message::Formatted { name } => write!(f, "서식을 정리함: {name}"),
        Message::SnapshotAccepted => write!(f, "스냅숏을 새로 저장했습니다"),
        Message::CaseNoisyShape { case, found, rules } => write!(
            f,
            "오탐: {case}: 다른 문제도 있습니다: {found}. 일부러 그런 요청이라면 `allow: [{rules}]` 줄을 \
             추가하세요"
        ),
        Message::NoManifest(name) => write!(
            f,
            "참고: `{name}`에 `pack.yaml` 파일이 없어, 다른 팩을 사용하지 않는 팩으로 읽었습니다\n도움말: `name`과 `version`, `uses: [portone]`이 든 `pack.yaml`을 만드세요"
        ),
        Message::PackIsFile => write!(f, "규칙 팩의 디렉터리가 아니라 파일입니다"),
        Message::PackExists { directory } => {
            write!(f, "`{directory}` 디렉터리가 이미 있고 비어 있지 않습니다")
        }
        Message::PackWritten { directory } => write!(
            f,
            "`{directory}` 규칙 팩을 만들었습니다. 다음: `smartro-lint check {directory}`, \
             `smartro-lint test {directory}`"
        ),
        Message::NotAPackName { name } => write!(
            f,
            "`{name}`: 규칙 팩의 이름으로 쓸 수 없습니다. `my-pg`처럼 영문 소문자, 숫자, 하이픈으로 \
             지으세요"
        ),
        Message::SnapshotNew { name } => {
            write!(f, "아직 스냅숏이 없습니다. `{name}` 파일을 확인하고 `--accept`로 저장하세요")
        }
        Message::SnapshotDiffers { name } => {
            write!(f, "스냅숏과 다릅니다. 새 결과(`{name}`)가 맞으면 `--accept`로 저장하세요")
        }
        Message::CasesRun { passed, failed } => write!(f, "통과 {passed}개, 실패 {failed}개"),
        Message::CitationsUnchanged => {
            write!(f, "모든 절이 규칙을 쓸 때와 같습니다")
        }
        Message::NoSections(file) => write!(
            f,
            "비교할 절이 없습니다. `pack.yaml`에 `sections`를 추가하세요. 제안 보기: `smartro-lint cite new {file}`"
        ),
        Message::NoRules => write!(f, "해당하는 규칙 없음"),
        Message::PageMoved { key, from, to } => {
            write!(f, "주소가 바뀜: {key}: {}\n    지금: {to}", from.unwrap_or("주소 없음"))
        }
        Message::PageRenamed { key, heading, from } => write!(
            f,
            "주소나 제목이 바뀜: {key}: {heading}\n    이 제목이 없습니다. 이전 주소: {}",
            from.unwrap_or("주소 없음")
        ),
        Message::SectionChanged { slug, heading, rules, fingerprint } => write!(
            f,
            "내용이 바뀜: {slug}: {heading}\n    {rules}\n    새 값: fingerprint: \"{fingerprint}\""
        ),
        Message::SectionUnrecorded { slug, heading, rules, fingerprint } => write!(
            f,
            "새 절: {slug}: {heading}\n    {rules}\n    아직 기록한 값 없음. fingerprint: \
             \"{fingerprint}\""
        ),
        Message::FingerprintsWritten { name, count } => {
            write!(f, "`{name}` 파일에 `fingerprint` {count}개를 기록했습니다")
        }
        Message::FingerprintsNotWritten { sections } => write!(
            f,
            "`fingerprint`를 기록하지 못한 절: {sections}. 절의 `heading`을 한 줄로 쓰세요"
        ),
        Message::NoHeadings { name } => write!(f, "`{name}` 파일에 제목으로 볼 줄이 없습니다"),
        Message::SectionRenamed { slug, heading, now, rules } => {
            write!(f, "제목이 바뀜: {slug}: {heading} → {now}\n    {rules}\n    ")?;
            write!(
                f,
                "본문은 그대로입니다. `pack.yaml`의 `heading`과 `anchor`를 새 제목에 맞추세요"
            )
        }
        Message::SectionGone { slug, heading, rules } => {
            write!(f, "없어짐: {slug}: {heading}\n    {rules}")
        }
        Message::SectionNew { heading, after } => {
            write!(f, "새로 생김: {heading}\n    앞의 절: {after}")
        }

        Message::CannotReadBaseline { name, why } => {
            write!(f, "베이스라인 `{name}` 파일을 읽을 수 없습니다: {why}")
        }
        Message::NoBaseline { name, why } => write!(
            f,
            "베이스라인 `{name}` 파일을 읽을 수 없습니다: {why}. `--write-baseline`으로 만드세요"
        ),
        Message::BaselineVersion { found, known } => {
            write!(f, "지원하지 않는 버전({found})입니다. 지원하는 버전: {known}")
        }
        Message::NotABaseline { line, column } => {
            write!(f, "베이스라인의 형식이 아닙니다({line}행 {column}열)")
        }
        Message::BaselineWritten { name, count } => {
            write!(f, "베이스라인 `{name}` 파일에 문제 {count}개를 기록했습니다")
        }
        Message::BaselineOutdated { name, count } => write!(
            f,
            "베이스라인 `{name}`에 기록된 문제 가운데 {count}개는 더 이상 없습니다. \
             `--write-baseline`으로 다시 기록하세요"
        ),
        Message::UnusedSuppression { rule } => {
            write!(f, "`{rule}` 규칙의 이 예외에 해당하는 문제가 없습니다")
        }
        Message::MoreSuppressions { file, more } => {
            write!(f, "`{file}`에 기한이 지났거나 해당하는 문제가 없는 예외가 {more}개 더 있습니다")
        }
        Message::UnusedSuppressionHelp => {
            write!(f, "이 예외를 지우거나 `files`와 `pointer`를 확인하세요")
        }
        Message::ExpiredSuppression { rule, day } => {
            write!(f, "`{rule}` 규칙의 이 예외의 기한({day})이 지났습니다")
        }
        Message::ExpiredSuppressionHelp { reason } => {
            write!(f, "예외로 둔 이유: {reason}\n문제를 고치거나 기한을 늘리세요")
        }

        Message::ProjectWritten { file, schema } => write!(
            f,
            "`{file}` 파일을 만들었습니다. `{schema}` 파일은 에디터의 자동 완성에 쓰입니다\n필요한 \
             설정 앞의 `#`을 지우세요. 이 디렉터리 아래의 파일에 적용됩니다"
        ),
        Message::CallsSeen { calls } => write!(
            f,
            "소스 코드에서 결제 호출 {calls}개를 찾아, 그 채널을 `channels`에 주석으로 적어 두었습니다"
        ),
        Message::ProjectExists { file } => {
            write!(f, "`{file}` 파일이 이미 있어 그대로 두었습니다")
        }
    }
}

/// The parser's most frequent messages, which are in English.
fn parser(why: &str) -> Option<String> {
    if why == "unexpected token" {
        return Some("여기에 올 수 없는 토큰입니다".to_owned());
    }
    let (expected, found) = why.strip_prefix("expected ")?.split_once(" but found ")?;
    let expected = expected.replace(" or ", " 또는 ");
    let found = found.replace("`EOF`", "파일의 끝");
    let is_english = |text: &str| {
        text.split('`')
            .step_by(2)
            .any(|text| text.contains(|letter: char| letter.is_ascii_alphabetic()))
    };
    let is_translated = !is_english(&expected) && !is_english(&found);
    is_translated.then(|| format!("필요한 토큰: {expected}, 실제 토큰: {found}"))
}

fn listed(f: &mut Formatter<'_>, before: &str, names: &str) -> Result {
    if names.is_empty() { Ok(()) } else { write!(f, "{before}{names}") }
}

fn skipped(reason: SkipReason) -> String {
    let reason = match reason {
        SkipReason::NoRequest => "요청이 없습니다",
        SkipReason::NotUtf8 => "UTF-8이 아닙니다",
        SkipReason::TooLarge { limit } => return format!("{limit}MiB를 넘는 파일입니다"),
        SkipReason::Minified => "경량화된(minified) 코드입니다",
        SkipReason::TooDeep => "괄호나 연산자가 너무 깊게 중첩되어 있습니다",
        SkipReason::MayBeTooDeep => {
            "괄호·연산자·예약어가 너무 많아 중첩이 지나치게 깊을 수 있습니다"
        }
        SkipReason::TooMuchWork => "코드가 너무 복잡합니다",
        SkipReason::NoMemory => "메모리가 부족합니다",
    };
    reason.to_owned()
}
