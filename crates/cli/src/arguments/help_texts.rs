//! The Korean texts of the help.

/// Each with its command, the argument's name, and what it says; no command: all that have one of
/// the name.
type Texts = &'static [(&'static str, &'static str, &'static str)];

/// What commands do.
pub(super) const ABOUT: Texts = &[
    (
        "smartro-lint",
        "",
        "포트원 V2 결제 요청에서 스마트로가 거절하거나 잘라 내거나 바꾸는 값을 보내기 전에 찾습니다.",
    ),
    ("init", "", "설명이 달린 `smartro-lint.yaml`을 만듭니다"),
    ("explain", "", "규칙 하나를 틀린 요청, 맞는 요청과 함께 설명합니다"),
    ("rules", "", "규칙 목록을 보여 줍니다"),
    ("check", "", "규칙 팩을 검사해 오류나 내용을 보여 줍니다"),
    ("cite check", "", "옮겨진 문서와 바뀐 절, 새 절, 없어진 절을 그 규칙과 함께 보여 줍니다"),
    ("fmt", "", "규칙 파일의 형식을 맞춥니다"),
    ("test", "", "규칙 팩의 테스트 케이스를 실행합니다"),
    ("new-pack", "", "규칙 하나와 메시지, 케이스가 든 규칙 팩을 만듭니다"),
    ("lsp", "", "편집기가 쓰는 언어 서버를 표준 입출력으로 실행합니다"),
    ("completions", "", "셸의 자동 완성 스크립트를 만듭니다"),
    ("man", "", "명령이나 하위 명령의 man 페이지를 만듭니다"),
    ("cite", "", "규칙이 인용한 가이드 절이 바뀌었는지 확인합니다"),
    ("cite new", "", "문서의 절 목록을 `pack.yaml`에 붙여 넣을 수 있게 제안합니다"),
    ("cite list", "", "인용한 절과 그 규칙을 보여 줍니다"),
    ("help", "", "이 도움말이나 하위 명령의 도움말을 보여 줍니다"),
];

/// What arguments are for.
pub(super) const ARGUMENTS: Texts = &[
    (
        "smartro-lint",
        "paths",
        "파일(소스 코드, JSON, JSON Lines, HAR)이나 그런 파일이 든 디렉터리. 표준 입력은 `-`",
    ),
    ("", "format", "출력 형식"),
    ("", "output", "파일에도 결과를 씁니다. 예: `sarif=out.sarif`. 여러 번 쓸 수 있습니다"),
    ("", "all", "`--format jsonl`에서 문제가 없는 요청도 한 줄씩 씁니다"),
    ("", "no_batch", "요청끼리 비교하는 규칙을 끕니다"),
    ("", "statistics", "규칙별로 문제 수를 셉니다"),
    ("smartro-lint", "operation", "본문만 있는 요청의 작업. 예: `payInstantly`"),
    ("rules", "operation", "이 작업의 규칙만"),
    ("", "context", "요청의 컨텍스트. `key=value`나 JSON 파일"),
    (
        "",
        "redacted",
        "로그에서 값 대신 쓰는 글자. 예: `[REDACTED]`. 그런 값은 알 수 없는 값으로 봅니다. 여러 번 쓸 수 있습니다",
    ),
    ("", "stdin_filename", "표준 입력의 이름. `.jsonl`이면 한 줄이 요청 하나입니다"),
    ("", "no_now", "시스템 시계를 호출 시각으로 쓰지 않습니다"),
    ("", "rules", "기본 규칙 팩 대신 쓸 규칙 팩의 디렉터리"),
    ("", "fail_on", "이 심각도부터 실패로 끝냅니다 [기본값: error]"),
    ("", "exit_zero", "문제가 있어도 0으로 끝냅니다. 검사하지 못하면 그대로 2입니다"),
    ("", "fail_on_empty", "검사할 요청이 없으면 2로 끝냅니다"),
    ("", "branches", "소스 코드의 일부 분기에서만 보내는 값도 보고합니다"),
    ("", "fail_on_invalid", "해석할 수 없는 소스 코드를 경고가 아니라 오류로 보고합니다"),
    ("", "config", "프로젝트 파일 [기본값: 각 파일에서 위로 가장 가까운 `smartro-lint.yaml`]"),
    ("", "no_config", "프로젝트 파일을 읽지 않습니다"),
    ("", "baseline", "이 베이스라인에 기록된 문제를 숨깁니다"),
    ("", "write_baseline", "지금 있는 문제를 기록합니다. 다음부터는 새 문제만 보고합니다"),
    ("", "fix", "안전한 수정을 적용합니다"),
    ("", "suggested", "`--fix`나 `--diff`에서 제안하는 수정도 적용합니다"),
    ("", "diff", "파일은 그대로 두고 `--fix`가 바꿀 내용을 보여 줍니다"),
    ("", "threads", "스레드 수. 코어마다 최대 8개 [기본값: 코어마다 1개]"),
    ("", "max_size", "요청의 최대 크기(MiB)"),
    ("", "max_findings", "요청마다 보고할 최대 문제 수. 필드 형식과 규칙을 따로 셉니다"),
    ("smartro-lint", "show_rule", "문제마다 규칙의 원문을 보여 줍니다"),
    ("explain", "show_rule", "규칙의 원문도 보여 줍니다"),
    ("", "watch", "파일이 바뀔 때마다 다시 검사합니다"),
    (
        "",
        "show_values",
        "이름, 이메일, 전화번호처럼 사람을 알 수 있는 값을 보여 줍니다. 카드, 계좌, 비밀번호, 토큰은 그대로 가립니다",
    ),
    ("", "quiet", "요약 없이 문제만 보여 줍니다"),
    ("", "verbose", "사용한 규칙 팩, 언어, 스레드 수와 건너뛴 파일도 보여 줍니다"),
    ("", "lang", "메시지의 언어 [기본값: LC_ALL이나 LANG, 없으면 ko]"),
    ("", "color", "색을 언제 쓸지"),
    ("", "help", "도움말을 보여 줍니다"),
    ("", "version", "버전을 보여 줍니다"),
    ("explain", "rule", "규칙의 이름"),
    ("rules", "text", "이름에 이 글자가 있는 규칙만"),
    ("rules", "severity", "이 심각도의 규칙만"),
    ("rules", "fixable", "`--fix`로 고칠 수 있는 규칙만"),
    ("check", "directory", "규칙 팩의 디렉터리"),
    ("test", "directory", "규칙 팩의 디렉터리"),
    ("test", "accept", "지금 출력을 새 스냅샷으로 받아들입니다"),
    ("fmt", "paths", "규칙 파일이나 규칙 파일이 든 디렉터리. 표준 입력은 `-`"),
    ("fmt", "check", "바꾸지 않고 바뀔 내용을 보여 주며, 바뀔 것이 있으면 1로 끝냅니다"),
    ("new-pack", "directory", "만들 디렉터리. 그 이름이 규칙 팩의 이름이 됩니다"),
    (
        "new-pack",
        "uses",
        "필드 형식과 작업을 가져다 쓸 규칙 팩. `portone-checks`에는 함께 쓰는 규칙도 있습니다",
    ),
    ("completions", "shell", "셸"),
    ("man", "name", "하위 명령"),
    ("cite check", "guide", "가이드의 글. 일반 텍스트, Markdown, MDX"),
    ("cite check", "write", "규칙을 확인한 뒤, 새 지문을 `--rules`의 `pack.yaml`에 씁니다"),
    ("cite new", "page", "문서의 글. 일반 텍스트, Markdown, MDX"),
    ("", "url", "글을 저장한 주소. 다른 주소로 넘어갔다면 넘어간 뒤의 주소"),
];

/// What the values of arguments mean: the argument's name, the value, the text.
pub(super) const VALUES: Texts = &[
    ("format", "pretty", "사람이 읽는 형식. `NO_GRAPHICS`가 있으면 화면 낭독기에 맞는 글"),
    ("format", "compact", "문제마다 한 줄: `file:line:column: severity[rule] message`"),
    ("format", "json", "JSON 문서 하나"),
    ("format", "jsonl", "문제가 있는 요청마다 JSON 한 줄, 끝에 합계 한 줄"),
    ("format", "sarif", "코드 스캔용 SARIF 2.1.0"),
    ("format", "github", "GitHub Actions 주석"),
    ("format", "junit", "JUnit XML: 파일마다 suite, 요청마다 case"),
    ("format", "text", "사람이 읽는 글"),
    ("format", "markdown", "Markdown 표"),
    ("lang", "ko", "한국어"),
    ("lang", "en", "영어"),
    (
        "color",
        "auto",
        "터미널이 지원하면. `NO_COLOR`, `FORCE_COLOR`, `CLICOLOR_FORCE`가 있으면 그에 따릅니다",
    ),
    ("color", "always", "언제나"),
    ("color", "never", "쓰지 않음"),
];

/// What is below the options, English and Korean.
pub(super) const AFTER: &[(&str, &str)] = &[
    ("Examples:", "예시:"),
    ("Exit status:", "종료 상태:"),
    ("the pack loads", "규칙 팩에 문제가 없음"),
    ("it has mistakes", "규칙 팩에 오류가 있음"),
    ("it could not be read", "읽을 수 없음"),
    ("no findings at or above `--fail-on`", "`--fail-on` 이상인 문제가 없음"),
    ("findings at or above `--fail-on`", "`--fail-on` 이상인 문제가 있음"),
    (
        "an error: unreadable files, invalid arguments, a pack that does not load",
        "오류: 읽을 수 없는 파일, 잘못된 인자, 불러올 수 없는 규칙 팩",
    ),
    ("Project file:", "프로젝트 파일:"),
    (
        "\
  `smartro-lint.yaml`, beside the requests or above them, sets severities, turns rules off,
  suppresses findings with a reason, names a baseline, and gives the context of requests.
  `smartro-lint init` creates one with every key.",
        "\
  요청 옆이나 그 위에 둔 `smartro-lint.yaml`에서 심각도를 정하고, 규칙을 끄고, 이유를 적어 문제를
  숨기고, 베이스라인을 지정하고, 요청의 컨텍스트를 줍니다. `smartro-lint init`은 모든 키가 든 파일을
  만듭니다.",
    ),
];
