// What the page shows besides what the linter writes.

export type Language = "ko" | "en";

const ko = {
  title: "smartro-lint 플레이그라운드",
  language: "언어",
  theme: "테마",
  themeSystem: "시스템 설정",
  themeLight: "밝게",
  themeDark: "어둡게",
  share: "주소 복사",
  shared: "주소를 복사했습니다",
  tooLong: "내용이 길어 주소에 담을 수 없습니다",
  damaged: "공유된 주소가 잘렸거나 손상되어 예제를 대신 보여 줍니다",
  notShared: "주소를 복사할 수 없습니다. 주소창에서 복사하세요",
  request: "요청",
  requestEditor: (kind: string) => `요청 에디터(${kind})`,
  kind: "형식",
  json: "JSON",
  tsx: "TypeScript",
  noCalls: "PortOne을 호출하는 코드를 찾지 못했습니다",
  operation: "작업",
  detect: "자동 인식",
  findings: "검사 결과",
  clean: "문제가 없습니다",
  count: (errors: number, warnings: number, advice: number) =>
    `오류 ${errors}개, 경고 ${warnings}개, 조언 ${advice}개`,
  more: (count: number) => `외 ${count}개`,
  checking: "검사 중…",
  failed: (message: string) => `검사할 수 없습니다: ${message}`,
  error: "오류",
  warning: "경고",
  advice: "조언",
  off: "끔",
  goTo: (place: string) => `위치로 이동: ${place}`,
  whole: "요청 전체",
  explainRule: (rule: string) => `${rule} 규칙 설명`,
  fix: (title: string) => `고치기: ${title}`,
  rules: "규칙",
  rulesEditor: (file: string) => `규칙 에디터: ${file}`,
  file: "파일",
  reset: "되돌리기",
  mistakes: (count: number) => `규칙에 오류가 ${count}개 있어, 마지막으로 컴파일된 규칙으로 검사합니다`,
  close: "닫기",
  what: "확인하는 내용",
  why: "이유",
  todo: "해결 방법",
  sources: "근거",
  /** What the editor says in English, by its own words. */
  phrases: {
    Find: "찾기",
    Replace: "바꾸기",
    next: "다음",
    previous: "이전",
    all: "모두",
    "match case": "대소문자 구분",
    regexp: "정규식",
    "by word": "단어 단위",
    replace: "바꾸기",
    "replace all": "모두 바꾸기",
    close: "닫기",
  } as Record<string, string>,
};

const en: typeof ko = {
  title: "smartro-lint playground",
  language: "Language",
  theme: "Theme",
  themeSystem: "System",
  themeLight: "Light",
  themeDark: "Dark",
  share: "Copy link",
  shared: "Link copied",
  tooLong: "This is too long for a link",
  damaged: "The shared link is cut off or damaged: this is the sample instead",
  notShared: "The link could not be copied: take it from the address bar",
  request: "Request",
  requestEditor: (kind) => `Request editor (${kind})`,
  kind: "Format",
  json: "JSON",
  tsx: "TypeScript",
  noCalls: "No calls of PortOne were found",
  operation: "Operation",
  detect: "Detect",
  findings: "Findings",
  clean: "Nothing found",
  count: (errors, warnings, advice) => `Errors: ${errors}, warnings: ${warnings}, advice: ${advice}`,
  more: (count) => `and ${count} more`,
  checking: "Checking…",
  failed: (message) => `This cannot be checked: ${message}`,
  error: "Error",
  warning: "Warning",
  advice: "Advice",
  off: "Off",
  goTo: (place) => `Go to ${place}`,
  whole: "the whole request",
  explainRule: (rule) => `Explain the rule ${rule}`,
  fix: (title) => `Fix: ${title}`,
  rules: "Rules",
  rulesEditor: (file) => `Rules editor: ${file}`,
  file: "File",
  reset: "Undo changes",
  mistakes: (count) => `Mistakes in the rules: ${count}. Findings are from the last rules that compiled`,
  close: "Close",
  what: "What it checks",
  why: "Why",
  todo: "What to do",
  sources: "Sources",
  phrases: {},
};

export type Texts = typeof ko;
export const TEXTS: Record<Language, Texts> = { ko, en };

/** Writes the texts of the page's own elements. */
export function translate(language: Language): void {
  const texts = TEXTS[language];
  document.documentElement.lang = language;
  document.title = texts.title;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    const text = texts[element.dataset.text as keyof Texts];
    if (typeof text === "string") element.textContent = text;
  }
}
