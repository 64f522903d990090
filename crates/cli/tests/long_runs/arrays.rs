//! Arrays of requests, which are read in parts.

use std::io::Read;

use serde_json::Value;

use crate::command::json;
use crate::{lines, run, start};

#[test]
fn an_array_is_linted_as_lines_are() {
    let requests: Vec<String> = lines(1500).lines().map(|line| line.trim().to_owned()).collect();
    let valid = |line: &&String| serde_json::from_str::<Value>(line).is_ok();
    let requests: Vec<&String> = requests.iter().filter(valid).collect();
    let array = format!("\u{feff}[\n  {}\n]\n", join(&requests, ",\r\n  "));
    let lines = join(&requests, "\n");
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (array_path, lines_path) = (write("a.json", &array), write("a.jsonl", &lines));
    let found = |path: &str, threads: &str| json(&run(&["--format", "json", threads, path], b""));
    let (of_array, of_lines) = (found(&array_path, "-j1"), found(&lines_path, "-j1"));
    assert_eq!(of_array, found(&array_path, "-j4"));
    let piped = json(&run(&["--format", "json", "-"], array.as_bytes()));
    let files = |json: &Value| json["files"].as_array().unwrap().clone();
    assert_eq!(piped["summary"], of_array["summary"]);
    assert_eq!(of_array["summary"], of_lines["summary"]);
    assert!(files(&of_array).len() > 1000);
    for (one, other) in files(&of_array).iter().zip(files(&of_lines)) {
        assert_eq!((&one["index"], &one["operation"]), (&other["index"], &other["operation"]));
        let (one, other) =
            (one["diagnostics"].as_array().unwrap(), other["diagnostics"].as_array().unwrap());
        assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(other) {
            assert_eq!((&one["rule"], &one["pointer"]), (&other["rule"], &other["pointer"]));
            let quoted = |finding: &Value, text: &str| {
                let at = |end: &str| finding["span"][end].as_u64().unwrap() as usize;
                text.get(at("start")..at("end")).unwrap().to_owned()
            };
            assert_eq!(quoted(one, &array), quoted(other, &lines));
            // A line more, and two columns.
            let place = |finding: &Value| {
                let of = |name: &str| finding["span"][name].as_u64().unwrap();
                (of("line"), of("column"))
            };
            let (line, column) = place(other);
            assert_eq!(place(one), (line + 1, column + 2));
        }
    }
}

fn join(requests: &[&String], between: &str) -> String {
    requests.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(between)
}

#[test]
fn of_an_array_that_breaks_off_what_comes_before_is_linted() {
    let good = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let text = format!("[{good},\n {{\"a\": 1,}}, {good} {good},\n {{}}, {good}, ");
    let found = json(&run(&["--format", "json", "-"], text.as_bytes()));
    let brief: Vec<(Option<&str>, Option<u64>)> = found["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let first = &file["diagnostics"][0];
            (first["rule"].as_str(), first["span"]["start"].as_u64())
        })
        .collect();
    let at = |part: &str| Some(text.find(part).unwrap() as u64);
    let json = Some("invalid-json");
    let second = Some(text.match_indices(good).nth(2).unwrap().0 as u64);
    assert_eq!(
        brief,
        [
            (None, None),
            (json, at("}, ")),
            (None, None),
            (json, second),
            (Some("unknown-operation"), at("{}")),
            (None, None),
            (json, Some(text.len() as u64)),
        ]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_array_takes_no_more_memory_than_a_part_of_it() {
    // Each has a finding of a thousand bytes, which nobody holds together.
    let text = format!("[{}1]", "1,".repeat(80_000));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    std::fs::write(&path, &text).unwrap();
    let mut child = start(&["--format", "json", "-j2", path.to_str().unwrap()]);
    let mut out = child.stdout.take().unwrap();
    let (mut chunk, mut length, mut most) = (vec![0; 1 << 20], 0, 0);
    while let Ok(read @ 1..) = out.read(&mut chunk) {
        length += read;
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<usize>().ok());
        most = most.max(peak.unwrap_or(0));
    }
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(length > 50 << 20 && most > 0 && most < 50 << 10, "{length} bytes, {most} KiB");
}
