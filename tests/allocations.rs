//! A session that has linted before lints without allocating.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

use std::fs;
use std::sync::Arc;

use smartro_lint::pack::Cases;
use smartro_lint::source::Source;
use smartro_lint::{Linter, Request};

/// Every request of the pack's cases, and what it is a request of; and calls whose host is apart.
fn requests() -> Vec<(Option<String>, String)> {
    let mut requests = Vec::new();
    let folders = ["rules/smartro/cases", "rules/portone-checks/cases"];
    for entry in folders.into_iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let source: Arc<Source> = Source::new("cases", fs::read_to_string(path).unwrap());
        let Cases { valid, invalid, undecided, .. } = Cases::parse(&source, |_| None).unwrap();
        for case in valid.iter().chain(&invalid).chain(&undecided) {
            requests.extend(case.requests().map(|text| (case.operation.clone(), text.to_owned())));
        }
    }
    for host in [r#""baseURL": "https://api.portone.io""#, r#""host": "api.portone.io""#] {
        let body = r#""data": {"reason": "a"}"#;
        let call = format!(r#"{{"method": "POST", {host}, "url": "/payments/a/cancel", {body}}}"#);
        requests.push((None, call));
    }
    requests
}

#[test]
fn a_warm_session_allocates_nothing() {
    let requests = requests();
    assert!(requests.len() > 1500, "{} requests", requests.len());
    let mut session = Linter::smartro().unwrap().session();
    let mut found = 0;
    let mut lint = |operation: &Option<String>, text: &str| {
        let mut request = Request::json(text);
        if let Some(operation) = operation {
            request = request.operation(operation);
        }
        let verdict = session.lint(&request);
        verdict.findings().map(|finding| finding.rule().len()).sum::<usize>()
    };
    for (operation, text) in &requests {
        lint(operation, text);
    }
    let mut allocating = Vec::new();
    for (operation, text) in &requests {
        let counted = allocation_counter::measure(|| found += lint(operation, text));
        // Numbers that no 64 bits hold are added up digit by digit, in memory of their own.
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let huge = text.as_bytes().chunk_by(|one, next| is_digit(one) && is_digit(next));
        if counted.count_total > 0 && !huge.clone().any(|run| run.len() > 18) {
            allocating.push((counted.count_total, text.as_str()));
        }
    }
    assert!(found > 0);
    assert!(
        allocating.is_empty(),
        "{} allocate, such as {:?}",
        allocating.len(),
        &allocating[..allocating.len().min(6)]
    );
}

#[test]
fn of_a_long_value_the_beginning_is_looked_at() {
    const LENGTH: usize = 2 << 20;
    let linter = Linter::smartro().unwrap();
    for part in ["1-", "a:b|c=d;", "(", "<a ", "%41", "-----"] {
        let value = part.repeat(LENGTH / part.len());
        let text = format!(r#"{{"payMethod":"CARD","zz":"{value}"}}"#);
        let mut shown = String::new();
        let counted = allocation_counter::measure(|| shown = linter.mask(&text));
        assert_eq!(shown.len(), text.len(), "{part}");
        let (bytes, count) = (counted.bytes_max as usize, counted.count_total);
        assert!(bytes < 4 * LENGTH && count < 500_000, "{part}: {bytes} bytes, {count} times");
    }
}
