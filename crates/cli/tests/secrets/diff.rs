//! Of a long file only the lines near a change are masked, for only those are shown.

use std::path::Path;
use std::process::Command;

use smartro_lint::Linter;

use crate::support::Random;

fn diff(folder: &Path, name: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    command.current_dir(folder).args(["--no-now", "--no-config", "--quiet", "--color", "never"]);
    let output = command.args(["--diff", name]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The changes of a file as `diff -u` shows them, from all of its lines before and after.
fn unified(name: &str, lines: &[(String, String)]) -> String {
    const CONTEXT: usize = 3;
    let changes = |at: usize| lines.get(at).is_some_and(|(before, after)| before != after);
    let is_near = |at: usize| (at.saturating_sub(CONTEXT)..=at + CONTEXT).any(changes);
    let mut shown = String::new();
    for group in (0..lines.len())
        .filter(|at| is_near(*at))
        .collect::<Vec<_>>()
        .chunk_by(|one, next| one + 1 == *next)
    {
        if shown.is_empty() {
            shown += &format!("--- {name}\n+++ {name}\n");
        }
        let range = match group.len() {
            1 => format!("{}", group[0] + 1),
            length => format!("{},{length}", group[0] + 1),
        };
        shown += &format!("@@ -{range} +{range} @@\n");
        for at in group {
            let (before, after) = &lines[*at];
            match before == after {
                true => shown += &format!(" {before}\n"),
                false => shown += &format!("-{before}\n+{after}\n"),
            }
        }
    }
    shown
}

/// Only lines near a change are masked, and those that are shown are those.
#[test]
fn a_diff_is_as_if_every_line_was_masked() {
    let linter = Linter::smartro().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let line = |method: &str, number: u64| {
        format!(
            r#"{{"operation":"requestPayment","request":{{"payMethod":"{method}","customer":{{"fullName":"홍길동"}},"card_number":"4111{number:012}"}}}}"#
        )
    };
    let mut has_changes = false;
    for seed in 0..16 {
        let mut random = Random::new(seed);
        let changing = [0, 1, 3, 20][random.below(4)];
        let count = random.below(1600);
        let mut lines = Vec::new();
        for number in 0..count as u64 {
            let before = match random.in_hundred(5) {
                true => String::new(),
                false => line("CARD", number),
            };
            let is_wrong = random.below(1000) < changing;
            lines.push(if is_wrong {
                (line("card", number), line("CARD", number))
            } else {
                (before.clone(), before)
            });
        }
        // Lines of a file, or the elements of a list.
        let name = if random.in_hundred(50) { "a.jsonl" } else { "a.json" };
        if name == "a.json" {
            lines.retain(|(before, _)| !before.is_empty());
            let count = lines.len();
            for (at, (before, after)) in lines.iter_mut().enumerate() {
                let end = if at + 1 < count { "," } else { "" };
                (*before, *after) = (format!("{before}{end}"), format!("{after}{end}"));
            }
            lines.insert(0, ("[".to_owned(), "[".to_owned()));
            lines.push(("]".to_owned(), "]".to_owned()));
        }
        let text: String = lines.iter().map(|(before, _)| format!("{before}\n")).collect();
        std::fs::write(folder.path().join(name), text).unwrap();
        let masked: Vec<(String, String)> = lines
            .iter()
            .map(|(before, after)| {
                let end = if before.ends_with(',') { "," } else { "" };
                let [before, after] = [before, after].map(|line| line.trim_end_matches(','));
                let shown = (linter.mask(before), linter.mask_fixed(before, after));
                (shown.0 + end, shown.1 + end)
            })
            .collect();
        let shown = diff(folder.path(), name);
        assert!(!shown.contains("4111") && !shown.contains("홍길동"), "{seed}: {shown}");
        assert_eq!(shown, unified(name, &masked), "{seed}");
        has_changes |= !shown.is_empty();
    }
    assert!(has_changes);
}
