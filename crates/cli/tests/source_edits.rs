//! Source code after fixes, and beside what cannot be read.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod command;

use command::{json, write};

/// A call under escrow; `fields` are lines of its request.
fn page(fields: &str) -> String {
    format!(
        "import * as PortOne from \"@portone/browser-sdk/v2\";\n\
         export const pay = (phone: string) => PortOne.requestPayment({{\n  \
           storeId: \"store-1\", channelKey: \"channel-key-1\", paymentId: \"a\", orderName: \"한글\",\n  \
           totalAmount: 1000, currency: \"CURRENCY_KRW\", payMethod: \"CARD\", isEscrow: true,\n  \
           customer: {{ phoneNumber: phone, fullName: \"가\", email: \"a@b.co\" }},\n  \
           products: [{{ id: \"1\", name: \"코트\", amount: 1000, quantity: 1 }}],\n{fields}}});\n"
    )
}

#[test]
fn what_a_fix_removes_leaves_no_trace() {
    let card = "  card: {\n    cardCompany: \"SHINHAN_CARD\",\n    installment: { monthOption: { fixedMonth: 3 } },\n  },\n";
    for (before, after) in [
        (card.to_owned(), String::new()),
        (format!("{card}  locale: \"KO_KR\",\n"), "  locale: \"KO_KR\",\n".to_owned()),
        (format!("  // the card\n{card}"), "  // the card\n".to_owned()),
        (
            card.replace("  },\n", "    useAppCardOnly: true, // why\n  },\n"),
            "  card: {\n    useAppCardOnly: true, // why\n  },\n".to_owned(),
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "page.tsx", page(&before));
        let mut command = command::smartro_lint();
        command.current_dir(folder.path()).args(["--no-now", "--fix", "--suggested", "page.tsx"]);
        command.output().unwrap();
        let fixed = std::fs::read_to_string(folder.path().join("page.tsx")).unwrap();
        assert_eq!(fixed, page(&after));
    }
}

#[test]
fn a_key_is_renamed_and_nothing_else() {
    for (before, after) in [
        ("{ local: 'KO_KR' }", Some("{ locale: 'KO_KR' }")),
        ("{ 'local': x }", Some("{ 'locale': x }")),
        ("{ local }", Some("{ locale: local }")),
        ("{ local, }", Some("{ locale: local, }")),
        ("{ ['local']: x }", Some("{ ['locale']: x }")),
        ("{ [KEY]: x }", None),
        ("made()", None),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let page = |rest: &str| {
            page(&format!("  ...{rest},\n"))
                + "const KEY = \"local\";\n\
                   function made() { const made: any = {}; made.local = local; return made; }\n"
        };
        write(folder.path(), "page.tsx", page(before));
        let mut command = command::smartro_lint();
        command.current_dir(folder.path()).args(["--no-now", "--fix", "--suggested", "page.tsx"]);
        command.output().unwrap();
        let fixed = std::fs::read_to_string(folder.path().join("page.tsx")).unwrap();
        assert_eq!(fixed, page(after.unwrap_or(before)));
    }
}

#[test]
fn a_block_that_does_not_parse_leaves_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let page = "<script>no script (; PortOne.requestPayment({})</script>\n\
                <script>PortOne.requestPayment({ paymentId: 'a-b' })</script>\n";
    write(folder.path(), "page.html", page);
    let mut command = command::smartro_lint();
    command.current_dir(folder.path()).args(["--no-now", "--format", "json", "page.html"]);
    let run = json(&command.output().unwrap());
    let shown = run["files"].to_string();
    assert!(shown.contains("invalid-source") && shown.contains("payment-id-charset"), "{shown}");
}

#[test]
fn what_was_found_before_a_file_took_too_much_work_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    // Each function calls the one before ten times.
    let body = |at: usize| vec![format!("f{at}(x)"); 10].join(" + ");
    let functions = (1..9).map(|at| format!("const f{at} = (x: any) => {};\n", body(at - 1)));
    let functions: String = functions.collect();
    let call = |id: &str| format!("PortOne.requestPayment({{ paymentId: {id} }});\n");
    let calls = call("\"a-b\"") + &call("\"c\" + f8(y)") + &call("\"c-d\"");
    let import = "import * as PortOne from \"@portone/browser-sdk/v2\";\n";
    let text = format!("{import}const f0 = (x: any) => x;\n{functions}{calls}");
    write(folder.path(), "shop.ts", &text);
    let mut command = command::smartro_lint();
    let arguments = ["--no-now", "--lang", "en", "--format", "json", "shop.ts"];
    let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
    let warning = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(warning.starts_with("warning: shop.ts takes too much work"), "{warning}");
    let run = json(&output);
    let found = run["files"][0]["diagnostics"].as_array().unwrap();
    let ids = found.iter().filter(|found| found["rule"] == "payment-id-charset").count();
    assert_eq!(ids, 1);
    assert_eq!(run["summary"]["skipped"], 1);
}
