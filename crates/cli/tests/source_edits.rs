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
