//! Nothing of a request, or of a name, acts on a terminal.

use std::path::Path;
use std::process::Command;

use crate::run;

const HOSTILE: &[char] = &[
    '\u{1b}',
    '\u{7}',
    '\u{7f}',
    '\u{85}',
    '\u{9b}',
    '\u{ad}',
    '\u{61c}',
    '\u{200b}',
    '\u{200f}',
    '\u{2028}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{2069}',
    '\u{feff}',
    '\u{e0041}',
    '\u{3164}',
];

const FORMATS: &[&str] = &["pretty", "compact", "json", "jsonl", "sarif", "github", "junit"];

#[cfg(unix)]
#[test]
fn nothing_acts_on_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let all: String = HOSTILE.iter().collect();
    let name = format!("a{all}\n::error::b.json");
    let escaped: String = HOSTILE
        .iter()
        .map(|one| format!("\\u{:04x}", u32::from(*one)))
        .filter(|escape| escape.len() == 6)
        .collect();
    let raw: String = HOSTILE.iter().filter(|one| **one >= ' ').collect();
    let text = format!(
        r#"{{"paymentId":"{escaped}","payMethod":"{raw}","{raw}x":"{raw}","customer":{{"customerId":"{raw}"}},
        "custmer":{{}},"operation{raw}":1}}"#
    );
    std::fs::write(folder.path().join(&name), &text).unwrap();
    std::fs::write(folder.path().join("b.json"), format!("{{\"a\": {all}")).unwrap();
    std::fs::write(
        folder.path().join("c.json"),
        format!(r#"{{"operation":"{raw}","request":{{}}}}"#),
    )
    .unwrap();
    let unsafe_in = |shown: &str| shown.chars().find(|one| HOSTILE.contains(one) || *one == '\r');
    for format in FORMATS {
        for color in ["never", "always"] {
            let shown =
                run(folder.path(), &["--format", format, "--color", color, "--verbose", "."]);
            let shown = if color == "always" && *format == "pretty" {
                regex_lite::Regex::new("\u{1b}\\[[0-9;]*m")
                    .unwrap()
                    .replace_all(&shown, "")
                    .into_owned()
            } else {
                shown
            };
            assert_eq!(unsafe_in(&shown), None, "{format}: {shown}");
            assert!(!shown.lines().any(|line| line.starts_with("::error::b")), "{format}: {shown}");
        }
    }
    for arguments in [
        vec!["--diff", "--suggested", "--color", "never", "."],
        vec!["--color", "never", &*format!("{all}\nmissing.json")],
        vec!["--color", "never", &*format!("--{}", raw)],
        vec!["--color", "never", "--format", &*format!("x{raw}\n::error::b")],
        vec!["--color", "never", &*format!("--format=x{raw}\n::error::b")],
        vec!["explain", &*format!("x{raw}\n::error::b")],
        vec![&*format!("x{raw}\n::error::b")],
        vec!["--color", "never", "--operation", &*raw, "c.json"],
        vec!["--color", "never", "--rules", &*raw, "c.json"],
        vec!["--color", "never", "--context", &*format!("{raw}=1"), "c.json"],
        vec!["--color", "never", "--context", &*raw, "c.json"],
        vec!["--color", "never", "--baseline", &*raw, "c.json"],
        vec!["cite", "check", "--url", &*raw, "c.json"],
        vec!["explain", &*raw],
        vec!["fmt", &*raw],
        vec!["test", &*raw],
        vec!["check", &*raw],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
        let output = command.current_dir(folder.path()).args(&arguments).output().unwrap();
        let shown = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!(unsafe_in(&shown), None, "{arguments:?}: {shown}");
        assert!(
            !shown.lines().any(|line| line.starts_with("::error::b")),
            "{arguments:?}: {shown}"
        );
    }
}

#[cfg(unix)]
#[test]
fn nothing_of_the_environment_or_of_a_pack_acts_on_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let rules = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../rules"));
    for pack in ["portone", "portone-checks", "smartro"] {
        copy(&rules.join(pack), &folder.path().join(pack));
    }
    let raw: String = HOSTILE.iter().collect();
    let escaped: String = HOSTILE.iter().map(|one| format!("\\U{:08x}", u32::from(*one))).collect();
    let manifest = folder.path().join("smartro/pack.yaml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let title = format!("title: \"a{escaped}\"\n    heading: \"a{escaped}\"\n    url");
    let start = text.find("title:").unwrap();
    let end = text.find("    heading:").unwrap();
    let url = text[start..end].split("url").nth(1).unwrap();
    let rest = text[end..].split_once('\n').unwrap().1;
    std::fs::write(manifest, format!("{}{title}{url}{rest}", &text[..start])).unwrap();
    let case = folder.path().join(format!("smartro/cases/{raw}.yaml"));
    std::fs::write(case, "").unwrap();
    std::fs::write(folder.path().join("guide.txt"), "").unwrap();
    for arguments in [
        vec!["rules", "--rules", "smartro", "--format", "json"],
        vec!["rules", "--rules", "smartro", "--format", "markdown"],
        vec!["explain", "--rules", "smartro", "payment-id-length"],
        vec!["explain", "--rules", "smartro", "payment-id-length", "--format", "json"],
        vec!["cite", "list", "--rules", "smartro"],
        vec!["cite", "check", "--rules", "smartro", "guide.txt"],
        vec!["test", "smartro"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
        let output = command.current_dir(folder.path()).args(&arguments).output().unwrap();
        let shown = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!(shown.chars().find(|one| HOSTILE.contains(one)), None, "{arguments:?}: {shown}");
        assert!(shown.contains("\\u{202e}") || shown.contains("\\u202e"), "{arguments:?}: {shown}");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    let output = command.env("SMARTRO_LINT_LANG", format!("{raw}\n::error::b")).output().unwrap();
    let shown = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(shown.chars().find(|one| HOSTILE.contains(one)), None, "{shown}");
    assert!(!shown.lines().any(|line| line.starts_with("::error::b")), "{shown}");
}

#[cfg(unix)]
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn underlines_fit_what_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let text = "{\"operation\":\"cancelPayment\",\"request\":{\"reason\":\"가\u{1b}\",\"refundAccount\":{\"bank\":\"KOOKMIN\",\"number\":\"가나é1\",\"holderName\":\"홍길동\",\"x\":1}}}";
    std::fs::write(folder.path().join("a.json"), text.replace('\u{1b}', "\u{202e}")).unwrap();
    let shown = run(folder.path(), &["--lang", "en", "--color", "never", "a.json"]);
    let lines: Vec<&str> = shown.lines().collect();
    let quoted =
        lines.iter().position(|line| line.contains("│") && line.contains("\"x\":*")).unwrap();
    let before: String = lines[quoted].split("\"x\"").next().unwrap().to_owned();
    let marker = lines[quoted + 1];
    let columns = |text: &str| {
        text.chars()
            .map(|one| {
                if one >= '\u{1100}'
                    && !"│·".contains(one)
                    && !('\u{2000}'..'\u{2E80}').contains(&one)
                {
                    2
                } else {
                    1
                }
            })
            .sum::<usize>()
    };
    let at = marker.chars().position(|one| one == '─' || one == '┬').unwrap();
    assert_eq!(at, columns(&before), "{shown}");
}
