//! Requests in source code: what is found, and where.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests, outside of test functions"
)]

mod command;

use std::path::Path;
use std::process::Output;

use command::{json, write};
use serde_json::Value;

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = command::smartro_lint();
    command.current_dir(folder).args(["--no-now", "--lang", "en"]).args(arguments);
    command.output().unwrap()
}

/// `file:line:column rule`, of every finding.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = lint(folder, &[&["--format", "json"], arguments].concat());
    let run = json(&output);
    let files = run["files"].as_array().unwrap().iter();
    let findings = files.flat_map(|file| {
        let name = file["file"].as_str().unwrap().trim_start_matches("./");
        file["diagnostics"].as_array().unwrap().iter().map(move |found| {
            let span = &found["span"];
            format!(
                "{name}:{}:{} {}",
                span["line"],
                span["column"],
                found["rule"].as_str().unwrap()
            )
        })
    });
    findings.collect()
}

/// A call that has everything it needs, beside `fields`.
fn call(fields: &str) -> String {
    format!(
        "import * as PortOne from \"@portone/browser-sdk/v2\";\n\
         export const pay = (user: {{ phone: string }}) => PortOne.requestPayment({{\n  \
           storeId: \"store-1\", channelKey: \"channel-key-1\", orderName: \"한글 🍎\",\n  \
           totalAmount: 1000, currency: \"CURRENCY_KRW\", customer: {{ phoneNumber: user.phone }},\n  \
           {fields}\n}});\n"
    )
}

#[test]
fn of_an_unknown_field_the_key_alone_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("const buyer = \"a-b\";\n{}", call("customerName: buyer, paymentId: buyer"));
    write(folder.path(), "pay.ts", &text);
    let run = json(&lint(folder.path(), &["--format", "json", "."]));
    let labels = |rule: &str| {
        let findings = run["files"][0]["diagnostics"].as_array().unwrap().iter();
        let found: Vec<_> = findings.filter(|found| found["rule"] == rule).collect();
        let labels = found[0]["labels"].as_array().unwrap().iter();
        labels.map(|label| label["span"]["line"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(labels("unknown-field"), [6]);
    assert_eq!(labels("payment-id-charset"), [6, 1]);
}

#[test]
fn requests_of_http_clients_are_linted() {
    let folder = tempfile::tempdir().unwrap();
    let text = "### cancel\nPOST https://api.portone.io/payments/a-{{id}}/cancel\nContent-Type: application/json\n\n{\n  \"reason\": \"x\",\n  \"ammount\": {{amount}}\n}\n";
    write(folder.path(), "api.http", text);
    assert_eq!(found(folder.path(), &["."]), ["api.http:7:14 unknown-field"]);
    lint(folder.path(), &["--fix", "--suggested", "."]);
    let fixed = std::fs::read_to_string(folder.path().join("api.http")).unwrap();
    assert_eq!(fixed, text.replace("ammount", "amount"));
    let broken = text.replace("{{amount}}", "abc");
    write(folder.path(), "api.http", &broken);
    assert_eq!(found(folder.path(), &["."]), ["api.http:7:14 invalid-source"]);
}

#[test]
fn every_dialect_of_placeholder_is_unknown_in_files_of_http_clients() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "{{id}}", "${id}", "{id}", ":id", "$id", "<id>", "[id]", "#{id}", "%s", "%d", "%1$s",
        "$(ID)", "\\(id)",
    ] {
        let text = |id: &str| {
            let escaped = id.replace('\\', "\\\\");
            format!(
                "POST https://api.portone.io/payments/{id}/cancel\n\n{{\"reason\": \"x\", \"requester\": \"{escaped}\"}}\n"
            )
        };
        write(folder.path(), "api.http", text(name));
        assert_eq!(found(folder.path(), &["."]), [""; 0], "{name}");
        write(folder.path(), "api.http", text("a-b"));
        assert_eq!(found(folder.path(), &["."]), ["api.http:3:30 unknown-value"]);
    }
}

#[test]
fn a_mistake_is_found_where_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let fields = "paymentId: `payment-${crypto.randomUUID()}`, payMethod: \"CARD\",";
    write(folder.path(), "page.tsx", call(fields));
    assert_eq!(
        found(folder.path(), &["page.tsx"]),
        ["page.tsx:5:14 payment-id-charset", "page.tsx:5:14 payment-id-length"]
    );
    let output = lint(folder.path(), &["page.tsx", "--format", "pretty"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}

#[test]
fn what_is_not_known_is_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    let fields = "paymentId: makeId(), payMethod: \"CARD\", ...rest,";
    write(folder.path(), "page.tsx", call(fields));
    assert!(found(folder.path(), &["page.tsx"]).is_empty());
}

#[test]
fn a_shop_has_its_mistakes_reported_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let shop = folder.path();
    write(shop, "app/page.tsx", call("paymentId: `order_${Date.now()}`, payMethod: \"CARD\""));
    write(shop, "app/fine.tsx", call("paymentId: `order${Date.now()}`, payMethod: \"CARD\""));
    write(
        shop,
        "app/api/route.ts",
        "export async function POST(id: string) {\n  \
         await fetch(`https://api.portone.io/payments/${id}/cancel`, {\n    \
         method: \"POST\", headers: {}, body: JSON.stringify({ cancelAmount: 100, reason: \"변심\" }),\n  });\n}\n",
    );
    write(shop, "package.json", r#"{"dependencies": {"@portone/browser-sdk": "0.1"}}"#);
    write(shop, "node_modules/x/index.js", call("paymentId: \"a-b\", payMethod: \"CARD\""));
    write(
        shop,
        "public/page.html",
        "<script>PortOne.requestPayment({ paymentId: 'a_b' })</script>",
    );
    let found = found(shop, &["."]);
    let in_file = |name: &str| found.iter().filter(|one| one.starts_with(name)).count();
    assert_eq!(in_file("app/page.tsx"), 1, "{found:?}");
    assert_eq!(in_file("app/fine.tsx"), 0, "{found:?}");
    assert!(found.iter().any(|one| one.ends_with("cancel-amount-field-name")), "{found:?}");
    assert!(found.iter().any(|one| one == "public/page.html:1:45 payment-id-charset"), "{found:?}");
    assert_eq!(in_file("node_modules") + in_file("package.json"), 0, "{found:?}");
}

#[test]
fn a_call_to_a_host_that_is_not_known_is_known_by_its_authorization() {
    let folder = tempfile::tempdir().unwrap();
    let fetch = |scheme: &str| {
        format!(
            "export const pay = (id: string) => fetch(`${{process.env.API}}/payments/a-b/billing-key`, {{\n  \
             method: \"POST\", headers: {{ Authorization: `{scheme} ${{process.env.SECRET}}` }},\n  \
             body: JSON.stringify({{ ...rest }}),\n}});\n"
        )
    };
    write(folder.path(), "route.ts", fetch("PortOne"));
    write(folder.path(), "other.ts", fetch("Bearer"));
    assert_eq!(found(folder.path(), &["."]), ["route.ts:1:42 payment-id-charset"]);
}

#[test]
fn an_id_of_a_path_is_found_where_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let call = |id: &str| {
        format!(
            "import {{ PortOneClient }} from \"@portone/server-sdk\";\n\
             export const pay = (id: string) => PortOneClient({{ secret: \"\" }}).payment.payWithBillingKey({{\n  \
             orderName: \"a\", billingKey: id, amount: {{ total: 1 }}, currency: \"KRW\",\n  \
             {id},\n}});\n"
        )
    };
    write(folder.path(), "a.ts", call("paymentId: \"a-b\""));
    write(folder.path(), "b.ts", call("paymentId: `a-${id}`"));
    let disabled =
        "// smartro-lint-disable-next-line payment-id-charset -- old\n  paymentId: \"a-b\"";
    write(folder.path(), "c.ts", call(disabled));
    let found = found(folder.path(), &["."]);
    assert_eq!(found, ["a.ts:4:14 payment-id-charset", "b.ts:4:14 payment-id-charset"]);
    // Of a URL only a part is the id.
    let url = "fetch(`https://api.portone.io/payments/a-${id}/billing-key`, { method: \"POST\", body: JSON.stringify({ ...rest }) })";
    let text = format!("export const pay = (id: string) => {url};\n");
    write(folder.path(), "d.ts", &text);
    let fixed = lint(folder.path(), &["--fix", "--suggested", "d.ts"]);
    assert!(String::from_utf8_lossy(&fixed.stdout).contains("d.ts:1:42"));
    assert_eq!(std::fs::read_to_string(folder.path().join("d.ts")).unwrap(), text);
}

#[test]
fn a_path_that_is_misspelt_is_found_where_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let code = "import axios from 'axios';\n\
        fetch(`https://api.portone.io/payments/${id}/schedules`, { method: 'POST' });\n\
        axios.post('https://api.portone.io/payments/' + id + '/cancle', {});\n\
        const PATH = '/billing-key';\n\
        axios({ method: 'post', baseURL: 'https://api.portone.io', url: PATH });\n\
        // smartro-lint-disable-next-line unknown-operation -- of another version\n\
        axios.post(`https://api.portone.io/payment/${id}/cancel`, {});\n\
        axios.post(`https://api.portone.io/payments/${id}/confirm`, {});\n\
        axios.get(`https://api.portone.io/payments/${id}/schedules`);\n\
        axios.post(`https://example.com/payments/${id}/schedules`, {});\n\
        const api = () => axios.create({ baseURL: 'https://api.portone.io/v2' });\n\
        api().post(`/payments/${id}/cancel`, {});\n\
        fetch('https://api.portone.io/v2/billing-keys', { method: 'POST' });\n\
        fetch('https://api.portone.io/v2/billing-keys');\n\
        fetch('https://api.portone.io/v2/signin', { method: 'POST' });\n";
    write(folder.path(), "route.ts", code);
    assert_eq!(
        found(folder.path(), &["route.ts"]),
        [
            "route.ts:2:46 unknown-operation",
            "route.ts:3:56 unknown-operation",
            "route.ts:5:65 unknown-operation",
            "route.ts:12:12 unknown-operation",
            "route.ts:13:31 unknown-operation"
        ]
    );
    let pretty = lint(folder.path(), &["route.ts"]);
    let pretty = String::from_utf8(pretty.stdout).unwrap();
    assert!(pretty.contains("did you mean `POST /payments/{paymentId}/schedule`?"), "{pretty}");
}

#[test]
fn ids_in_paths_are_linted_as_those_of_recorded_calls() {
    let folder = tempfile::tempdir().unwrap();
    let long = "a".repeat(41);
    for (id, rules) in [
        ("a-1", &["payment-id-charset"][..]),
        (&*long, &["payment-id-length"]),
        ("%EA%B0%80", &["payment-id-charset"]),
        ("${id}", &[]),
        ("${id}_1", &["payment-id-charset"]),
        ("order1", &[]),
    ] {
        let url = format!("https://api.portone.io/payments/{id}/instant");
        let recorded = serde_json::json!({ "method": "POST", "url": url, "body": {} }).to_string();
        write(folder.path(), "call.json", recorded);
        let code = format!("fetch(`{url}`, {{ method: 'POST', body: JSON.stringify({{}}) }});");
        write(folder.path(), "call.ts", code);
        for file in ["call.json", "call.ts"] {
            let found = found(folder.path(), &[file]);
            let names = found.iter().filter_map(|found| found.rsplit(' ').next());
            let names: Vec<&str> = names.filter(|rule| rule.starts_with("payment-id")).collect();
            assert_eq!(names, rules, "{file} {id}");
        }
    }
}

#[test]
fn what_only_some_branches_send_is_reported_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let fields =
        "paymentId: \"order1\", payMethod: \"CARD\", locale: user.phone ? \"KO_KR\" : \"ZH_CN\"";
    write(folder.path(), "page.ts", call(fields));
    assert!(found(folder.path(), &["page.ts"]).is_empty());
    let found = found(folder.path(), &["page.ts", "--branches"]);
    assert_eq!(found, ["page.ts:5:51 locale-supported"]);
}

#[test]
fn calls_of_the_api_that_no_operation_knows_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let url = "'https://api.portone.io/billing-keys/' + encodeURIComponent(key) + '/pay'";
    let call = "fetch('https://api.portone.io/payments/a-b/cancel', { method: 'POST' });";
    write(folder.path(), "page.ts", format!("fetch({url}, {{ method: 'POST' }});\n{call}\n"));
    let run = json(&lint(folder.path(), &["--format", "json", "page.ts"]));
    assert_eq!((&run["summary"]["requests"], &run["summary"]["ignored"]), (&1.into(), &1.into()));
    assert_eq!(run["files"][0]["index"], 0);
    assert_eq!(run["files"].as_array().unwrap().len(), 1);
}

/// What else is decided in the branch does not matter to what is found.
#[test]
fn the_condition_that_decides_a_finding_is_the_one_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let fields = "paymentId: user.id ? \"order1\" : \"order2\", payMethod: \"CARD\",\n  \
                  locale: user.phone ? \"KO_KR\" : \"ZH_CN\", redirectUrl: user.shop ? \"/a\" : \"/b\"";
    write(folder.path(), "page.ts", call(fields));
    let output = lint(folder.path(), &["--format", "json", "page.ts", "--branches"]);
    let run = json(&output);
    let found = run["files"][0]["diagnostics"].as_array().unwrap().iter();
    let labels = found.map(|found| {
        let labels = found["labels"].as_array().unwrap().iter();
        let holds = labels.filter(|label| label["text"].as_str().unwrap().starts_with("where"));
        (
            found["rule"].as_str().unwrap(),
            holds.map(|label| label["span"]["column"].as_u64().unwrap()).collect(),
        )
    });
    let labels: Vec<(&str, Vec<u64>)> = labels.collect();
    assert_eq!(labels, [("locale-supported", vec![11]), ("redirect-url-scheme", vec![])]);
}

#[test]
fn a_comment_with_a_reason_suppresses_what_follows_it() {
    let folder = tempfile::tempdir().unwrap();
    let comment = |text: &str| {
        call(&format!(
            "// smartro-lint-disable-next-line {text}\n  paymentId: \"a-b\", payMethod: \"CARD\""
        ))
    };
    write(folder.path(), "page.ts", comment("payment-id-charset -- the old shop sends it"));
    assert!(found(folder.path(), &["page.ts"]).is_empty());
    write(folder.path(), "page.ts", comment("payment-id-charset"));
    let without = found(folder.path(), &["page.ts"]);
    assert!(without.contains(&"page.ts:6:14 payment-id-charset".to_owned()), "{without:?}");
    assert!(without.iter().any(|one| one.ends_with("invalid-suppression")), "{without:?}");
    write(folder.path(), "page.ts", comment("payment-id-length -- never used"));
    let unused = found(folder.path(), &["page.ts"]);
    assert!(unused.iter().any(|one| one.ends_with("unused-suppression")), "{unused:?}");
    let whole = call("payMethod: \"CARD\"").replace(
        "export const pay = (user: { phone: string }) => PortOne",
        "declare const user: { phone: string };\n\
         // smartro-lint-disable-next-line missing-field -- added later\nPortOne",
    );
    let whole = whole.trim_end();
    write(folder.path(), "page.ts", whole);
    assert!(found(folder.path(), &["page.ts"]).is_empty(), "it starts where its line does");
}

#[test]
fn a_fix_keeps_how_the_file_is_written() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "page.ts", call("paymentId: \"order1\", payMethod: 'card'"));
    lint(folder.path(), &["--fix", "page.ts"]);
    let fixed = std::fs::read_to_string(folder.path().join("page.ts")).unwrap();
    assert!(fixed.contains("payMethod: 'CARD'"), "{fixed}");
    write(
        folder.path(),
        "page.ts",
        call("paymentId: \"order1\",\n  payMethod: \"CARD\",\n  bypass: { tosspayments: {} },"),
    );
    let output = lint(folder.path(), &["--fix", "--suggested", "page.ts"]);
    let fixed = std::fs::read_to_string(folder.path().join("page.ts")).unwrap();
    assert!(fixed.ends_with("});\n"), "{fixed} {output:?}");
}

#[test]
fn a_file_that_does_not_parse_has_one_warning() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "page.ts", "PortOne.requestPayment({ paymentId: ");
    let found = found(folder.path(), &["page.ts"]);
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("invalid-source"), "{found:?}");
    let shown = String::from_utf8(lint(folder.path(), &["page.ts"]).stdout).unwrap();
    assert!(shown.contains("cannot be parsed") && shown.contains("[page.ts:1:"), "{shown}");
    assert_eq!(lint(folder.path(), &["page.ts"]).status.code(), Some(0));
    assert_eq!(lint(folder.path(), &["page.ts", "--fail-on-invalid"]).status.code(), Some(1));
}

#[test]
fn standard_input_is_source_code_where_its_name_says_so() {
    let mut command = command::smartro_lint();
    command.args(["--no-now", "--format", "compact", "--stdin-filename", "page.tsx", "-"]);
    let mut child = command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let text = call("paymentId: \"a-b\", payMethod: \"CARD\"");
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("page.tsx:5:14: error[payment-id-charset]"), "{text}");
}

#[test]
fn a_constant_of_another_file_is_shown_there() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "lib/ids.ts", "// ids\nexport const ID = \"order-1\";\n");
    let page = call("paymentId: ID, payMethod: \"CARD\"");
    write(folder.path(), "app/page.ts", format!("import {{ ID }} from \"../lib/ids\";\n{page}"));
    let json = lint(folder.path(), &["app/page.ts", "--format", "json"]);
    let run: Value = serde_json::from_slice(&json.stdout).unwrap();
    let label = &run["files"][0]["diagnostics"][0]["labels"][1];
    assert_eq!(label["file"], "lib/ids.ts");
    assert_eq!((&label["span"]["line"], &label["span"]["column"]), (&2.into(), &19.into()));
    let pretty = lint(folder.path(), &["app/page.ts", "--format", "pretty"]);
    insta::assert_snapshot!(String::from_utf8(pretty.stdout).unwrap());
    let sarif = lint(folder.path(), &["app/page.ts", "--format", "sarif"]);
    let run: Value = serde_json::from_slice(&sarif.stdout).unwrap();
    let places = &run["runs"][0]["results"][0]["relatedLocations"];
    assert_eq!(places[1]["physicalLocation"]["artifactLocation"]["uri"], "lib/ids.ts", "{places}");
}

#[test]
fn hyphens_of_an_id_that_is_made_are_taken_out_where_it_is_made() {
    let fix = |before: &str, fields: &str| {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "page.ts", format!("{before}\n{}", call(fields)));
        lint(folder.path(), &["--fix", "--suggested", "page.ts"]);
        std::fs::read_to_string(folder.path().join("page.ts")).unwrap()
    };
    let fixed = fix("", "paymentId: `payment-${crypto.randomUUID()}`, payMethod: \"CARD\"");
    assert!(
        fixed.contains("paymentId: `payment-${crypto.randomUUID()}`.replaceAll(\"-\", \"\"), ")
    );
    let fixed = fix("const paymentId = crypto.randomUUID();", "paymentId, payMethod: \"CARD\"");
    assert!(fixed.starts_with("const paymentId = crypto.randomUUID().replaceAll(\"-\", \"\");"));
    assert!(fixed.contains("  paymentId, payMethod"));
    let fixed = fix("", "paymentId: \"p-\" + crypto.randomUUID(), payMethod: \"CARD\"");
    assert!(fixed.contains("(\"p-\" + crypto.randomUUID()).replaceAll(\"-\", \"\")"), "{fixed}");
    let fixed =
        fix("", "paymentId: \"p-\" + user.phone.replaceAll(\"-\", \"\"), payMethod: \"CARD\"");
    let taken = "(\"p-\" + user.phone.replaceAll(\"-\", \"\")).replaceAll(\"-\", \"\")";
    assert!(fixed.contains(taken), "an operand without hyphens is not the whole id: {fixed}");
    // The underscore would stay.
    let fixed = fix("", "paymentId: `a_${crypto.randomUUID()}`, payMethod: \"CARD\"");
    assert!(!fixed.contains("replaceAll"), "{fixed}");
}

#[test]
fn a_diff_shows_what_would_be_fixed_with_and_without_the_option_to_fix() {
    let folder = tempfile::tempdir().unwrap();
    let text = call("paymentId: crypto.randomUUID(), payMethod: \"CARD\"");
    write(folder.path(), "page.ts", &text);
    let diff = lint(folder.path(), &["--fix", "--suggested", "--diff", "page.ts"]);
    assert_eq!(diff.stdout, lint(folder.path(), &["--suggested", "--diff", "page.ts"]).stdout);
    let shown = String::from_utf8(diff.stdout).unwrap();
    assert!(
        shown.contains("+  paymentId: crypto.randomUUID().replaceAll(\"-\", \"\"), "),
        "{shown}"
    );
    assert_eq!(std::fs::read_to_string(folder.path().join("page.ts")).unwrap(), text);
}

#[test]
fn calls_of_another_pack_are_those_that_it_declares() {
    let folder = tempfile::tempdir().unwrap();
    let pack = "host \"api.acme.example\"\nauthorization \"Acme\"\n\n\
        operation checkout {\n  sdk \"Acme.checkout\" from \"@acme/web\"\n  body Checkout\n}\n\n\
        operation refund {\n  http POST \"/v1/orders/{orderId}/refund\"\n  \
        sdk \"AcmeClient().orders.refund\" from \"@acme/node\"\n  body Refund\n}\n\n\
        shape Checkout {\n  amount: integer\n}\n\nshape Refund {\n  reason: string\n}\n";
    write(folder.path(), "pack/pack.yaml", "name: acme\nversion: \"0.1.0\"\n");
    write(folder.path(), "pack/acme.rules", pack);
    let code = "import * as Acme from \"@acme/web\";\nimport { AcmeClient } from \"@acme/node\";\n\
        Acme.checkout({ amount: \"1\" });\nAcmeClient({ key }).orders.refund({ orderId: \"1\" });\n\
        fetch(`https://api.acme.example/v1/orders/${id}/refund`, { method: \"POST\", body: JSON.stringify({ reason: 1 }) });\n\
        PortOne.requestPayment({});\n";
    write(folder.path(), "page.ts", code);
    assert_eq!(
        found(folder.path(), &["page.ts", "--rules", "pack"]),
        ["page.ts:3:25 type-mismatch", "page.ts:4:1 missing-field", "page.ts:5:107 type-mismatch"]
    );
}

#[test]
fn a_member_is_removed_where_it_is_a_name_and_a_value() {
    let folder = tempfile::tempdir().unwrap();
    let transfer = |member: &str| {
        call(&format!(
            "paymentId: \"order1\", payMethod: \"TRANSFER\", isEscrow: true,\n  \
             transfer: {{ {member}, bankCode: \"SHINHAN_BANK\" }},"
        ))
    };
    for (member, is_removed) in [
        ("cashReceiptType: \"PERSONAL\"", true),
        ("'cashReceiptType' : \"PERSONAL\"", true),
        ("[\"cashReceiptType\"]: \"PERSONAL\"", false),
        ("cashReceiptType", false),
    ] {
        let before = "const cashReceiptType = \"PERSONAL\";\n";
        let text = format!("{before}{}", transfer(member));
        write(folder.path(), "page.ts", &text);
        let found = found(folder.path(), &["page.ts"]);
        assert!(found[0].ends_with("escrow-no-cash-receipt"), "{member}: {found:?}");
        lint(folder.path(), &["--fix", "--suggested", "page.ts"]);
        let fixed = std::fs::read_to_string(folder.path().join("page.ts")).unwrap();
        let expected = match is_removed {
            true => text.replace(&format!("{member}, "), ""),
            false => text,
        };
        assert_eq!(fixed, expected, "{member}");
    }
}

#[test]
fn a_value_that_is_underlined_has_no_label_at_its_own_place() {
    let folder = tempfile::tempdir().unwrap();
    for (value, labels) in [("{ a: \"CRD\" }.a", 1), ("((x) => x)(\"CRD\")", 1), ("METHOD", 2)] {
        let before = "const METHOD = \"CRD\";\n";
        let text = call(&format!("paymentId: \"order1\", payMethod: {value}"));
        write(folder.path(), "page.ts", format!("{before}{text}"));
        let run = json(&lint(folder.path(), &["--format", "json", "page.ts"]));
        let finding = &run["files"][0]["diagnostics"][0];
        assert_eq!(finding["labels"].as_array().unwrap().len(), labels, "{finding}");
    }
}
