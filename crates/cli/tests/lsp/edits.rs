//! Random edits: the server answers whatever is written, and knows what it is.

use serde_json::json;

use crate::client::Client;

/// Numbers that are the same on every run: xorshift.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }

    /// An offset between two characters.
    fn offset(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap()
    }
}

const PIECES: [&str; 22] = [
    "", "\n", "가", "🍎", "{", "}", "[", "]", "\"", "'", "`", "${", ":", ",", "/", "#", "///",
    "rule ", "require ", "\r\n", "-", " ",
];

/// Edits a document at random, and asks for everything now and then.
fn edited(name: &str, text: &str, seed: u64, count: usize) {
    let pack = [
        ("my-pg/pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n"),
        ("my-pg/shapes.rules", "enum A { X }\n"),
    ];
    let mut client = Client::new(&pack);
    client.open_with(name, text);
    let mut numbers = Numbers(seed);
    for round in 0..count {
        let (one, other) = (numbers.offset(client.text(name)), numbers.offset(client.text(name)));
        let most = one.min(other) + numbers.below(12);
        let (start, end) = (one.min(other), one.max(other).min(most).max(one.min(other)));
        let end = (start..=end).rev().find(|at| client.text(name).is_char_boundary(*at)).unwrap();
        let new = PIECES[numbers.below(PIECES.len())];
        client.edit(name, start, end, new);
        if round % 10 == 0 {
            client.diagnostics(name);
            let offset = numbers.offset(client.text(name));
            client.completions(name, offset);
            client.hover(name, offset);
            let range = json!({
                "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 },
            });
            client.actions(name, &json!({ "range": range, "message": "" }));
        }
        if client.text(name).len() < text.len() / 2 {
            client.change(name, text);
        }
    }
    // What it knows is what was written.
    let found = client.diagnostics(name);
    let text = client.text(name).to_owned();
    client.change(name, "");
    assert_eq!(client.change(name, &text), found);
}

#[test]
fn random_edits_of_a_request() {
    let text = r#"{"operation": "requestPayment", "request": {"가🍎": [1, {"b": null}], "payMethod": "card", "orderName": "책 🍎"}}"#;
    edited("a.json", text, 0x5EED, 700);
}

#[test]
fn random_edits_of_rules() {
    let text = "/// 가🍎\nrule a: error on cancelPayment {\n  let n = chars(reason)\n  when present reason\n  require n <= 40 or reason matches /[가-힣]*/\n  fix remove reason\n}\n";
    edited("my-pg/a.rules", text, 0xFEED, 700);
}

#[test]
fn random_edits_of_a_project_file() {
    let text = "# 가🍎\nlanguage: ko\nseverity:\n  unknown-field: off\nsuppress:\n  - rule: missing-field\n    reason: \"이유 🍎\"\n";
    edited("smartro-lint.yaml", text, 0xBEE, 600);
}

#[test]
#[cfg(feature = "source")]
fn random_edits_of_source_code() {
    let text = "import * as PortOne from \"@portone/browser-sdk/v2\";\nPortOne.requestPayment({ /* 가🍎 */ paymentId: `a-${x}`, payMethod: \"card\" });\n";
    edited("a.ts", text, 0xACE, 300);
}
