//! One linter, many threads: each comes to what a single one comes to.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod support;

use std::fs;
use std::path::Path;
use std::sync::Barrier;

use smartro_lint::{Language, Linter, Report, Request};
use support::{Style, made_up};

// Miri, which would see data races, takes minutes for a few.
const THREADS: usize = if cfg!(miri) { 2 } else { 8 };
const TEXTS: u64 = if cfg!(miri) { 3 } else { 300 };

#[test]
fn threads_come_to_the_same_as_one() {
    // Nothing is read of the messages before the threads start: they race for that too.
    let linter = Linter::smartro().unwrap();
    let texts: Vec<String> =
        (0..TEXTS).map(|seed| made_up(seed).request.write(Style::Wild(seed))).collect();
    let languages = [Language::Korean, Language::English];
    let barrier = Barrier::new(THREADS);
    let reports: Vec<Vec<Report>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let (linter, texts, barrier) = (&linter, &texts, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    let mut session = linter.clone().language(languages[thread % 2]).session();
                    // Each in an order of its own, some requests by themselves.
                    let mut reports = vec![None; texts.len()];
                    for step in 0..texts.len() {
                        let place = (step * 7 + thread * 31) % texts.len();
                        let request = Request::json(&texts[place]);
                        let report = session.lint(&request).report();
                        assert_eq!(reports[place].replace(report), None);
                    }
                    reports.into_iter().map(Option::unwrap).collect()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for (thread, reports) in reports.iter().enumerate() {
        let linter = linter.clone().language(languages[thread % 2]);
        for (text, report) in texts.iter().zip(reports) {
            assert_eq!(linter.lint(&Request::json(text)), *report, "{text}");
        }
    }
}

/// What waits for another thread, or is there for all of them, has no place on a request's way.
#[test]
fn nothing_on_the_way_of_a_request_is_locked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut looked_at = 0;
    // The command has threads of its own.
    let mut pending = vec![root.join("src"), root.join("crates/rules/src")];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("src/project") {
                // Suppressions and baselines of a run are counted after linting.
                continue;
            }
            if path.is_dir() {
                pending.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("mod tests").next().unwrap_or_default();
            if path.ends_with("pool.rs") {
                // Sessions that are kept: a thread that would have to wait takes none.
                assert!(text.contains(".try_lock()") && !text.contains(".lock()"));
                continue;
            }
            for word in
                ["Mutex", "RwLock", "Condvar", "LazyLock", "thread_local!", "static mut", "Atomic"]
            {
                assert!(!text.contains(word), "{word} in {}", path.display());
            }
            // Lines and columns of one text, the messages of a language, the words of a pack, the
            // fixes of one request, the suggestion of one finding, the synonyms: made once, when
            // asked for.
            const ONCE: [&str; 7] = [
                "source/mod.rs",
                "source/position.rs",
                "messages.rs",
                "ruleset.rs",
                "verdict.rs",
                "shapes/mod.rs",
                "synonyms.rs",
            ];
            let once = ONCE.iter().any(|name| path.ends_with(name));
            assert!(once || !text.contains("OnceLock"), "{}", path.display());
            looked_at += 1;
        }
    }
    assert!(looked_at > 50, "{looked_at} files");
}
