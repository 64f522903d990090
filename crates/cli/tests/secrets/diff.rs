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

/// The lines of a list whose elements are so many in a line, before and after the change.
fn listed(elements: &[(String, String)], together: usize) -> Vec<(String, String)> {
    let elements: Vec<_> = elements.iter().filter(|(before, _)| !before.is_empty()).collect();
    let lines = elements.chunks(together).map(|elements| {
        let side = |of: fn(&(String, String)) -> &str| {
            elements.iter().map(|one| of(one)).collect::<Vec<_>>().join(", ")
        };
        (side(|(before, _)| before), side(|(_, after)| after))
    });
    let mut lines: Vec<_> = lines.collect();
    let others = lines.len().saturating_sub(1);
    lines.iter_mut().take(others).for_each(|(before, after)| {
        before.push(',');
        after.push(',');
    });
    let alone = |bracket: &str| (bracket.to_owned(), bracket.to_owned());
    lines.insert(0, alone("["));
    lines.push(alone("]"));
    lines
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
        let shown = |(before, after): &(String, String)| {
            (linter.mask(before), linter.mask_fixed(before, after))
        };
        let mut masked: Vec<(String, String)> = lines.iter().map(shown).collect();
        let name = if random.in_hundred(50) { "a.jsonl" } else { "a.json" };
        if name == "a.json" {
            let together = 1 + random.below(3);
            (lines, masked) = (listed(&lines, together), listed(&masked, together));
        }
        let text: String = lines.iter().map(|(before, _)| format!("{before}\n")).collect();
        std::fs::write(folder.path().join(name), text).unwrap();
        let shown = diff(folder.path(), name);
        assert!(!shown.contains("4111") && !shown.contains("홍길동"), "{seed}: {shown}");
        assert_eq!(shown, unified(name, &masked), "{seed}");
        has_changes |= !shown.is_empty();
    }
    assert!(has_changes);
}
