//! Calls in source code from end to end: through clients that are given, of shared objects, without
//! memory.
#![cfg(feature = "source")]
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod command;

use std::path::Path;
use std::process::Output;

fn lint(folder: &Path) -> Output {
    let mut command = command::smartro_lint();
    let options = ["--no-now", "--lang", "en", "--format", "compact", "a.ts"];
    command.current_dir(folder).args(options).output().unwrap()
}

/// `line:column rule` of every finding in `a.ts`.
fn found(folder: &Path) -> Vec<String> {
    let output = String::from_utf8(lint(folder).stdout).unwrap();
    let lines = output.lines().filter_map(|line| {
        let (place, rest) = line.strip_prefix("a.ts:")?.split_once(": ")?;
        let rule = rest.split_once('[')?.1.split_once(']')?.0;
        Some(format!("{place} {rule}"))
    });
    lines.collect()
}

#[test]
fn a_mistake_in_what_calls_share_is_one_finding() {
    let folder = tempfile::tempdir().unwrap();
    let pay = "PortOne.requestPayment({ ...common, paymentId: nanoid(), orderName: \"x\", totalAmount: 1000, customer: { phoneNumber: tel } });\n";
    let text = format!(
        "import PortOne from \"@portone/browser-sdk/v2\";\nconst common = {{ storeId: \"s\", channelKey: \"c\", currency: \"KRW\", payMethod: \"card\" }};\n{}",
        pay.repeat(3) + &pay.replace("1000", "\"1000\"")
    );
    command::write(folder.path(), "a.ts", &text);
    assert_eq!(
        found(folder.path())
            .into_iter()
            .filter(|it| !it.contains("payment-id"))
            .collect::<Vec<_>>(),
        ["2:77 pay-method-supported", "6:87 type-mismatch"]
    );
    let same = text.replacen(
        "const",
        "// smartro-lint-disable-next-line pay-method-supported -- later\nconst",
        1,
    );
    command::write(folder.path(), "a.ts", &same);
    let rules = found(folder.path());
    assert!(!rules.iter().any(|it| it.contains("pay-method-supported")), "{rules:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn source_code_that_there_is_no_memory_to_parse_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let call = "PortOne.requestPayment({ paymentId: \"a-b\" });";
    // So much may nest in this that it takes a stack of 400 MB.
    command::write(folder.path(), "a.ts", call.to_owned() + &"\nf.g.h([{}]);".repeat(12_000));
    command::write(
        folder.path(),
        "b.json",
        r#"{"operation":"requestPayment","request":{"paymentId":"a-b"}}"#,
    );
    let run = |input: &str, limit: &str| {
        let script =
            format!("{limit}; exec \"$LINT\" --lang en --format compact --threads 1 {input}");
        let mut command = std::process::Command::new("sh");
        command.current_dir(folder.path()).env("LINT", env!("CARGO_BIN_EXE_smartro-lint"));
        let output = command.args(["-c", &script]).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let limit = "ulimit -v 300000";
    for input in ["a.ts", ".", "a.ts b.json", "--stdin-filename a.ts - < a.ts"] {
        let (code, stdout, stderr) = run(input, limit);
        assert_eq!(code, Some(2), "{input}: {stdout}{stderr}");
        assert!(stderr.contains("error: cannot read") && stderr.contains("a.ts"), "{stderr}");
        let has_json = matches!(input, "." | "a.ts b.json");
        assert_eq!(stdout.contains("b.json:1:"), has_json, "{input}: {stdout}");
        assert_eq!(run(input, ":").0, Some(1), "{input}");
    }
    // What is not long takes little.
    command::write(folder.path(), "a.ts", call);
    assert_eq!(run("a.ts", "ulimit -v 150000").0, Some(1));
}

#[test]
fn calls_of_a_service_that_gets_its_client_are_linted() {
    let folder = tempfile::tempdir().unwrap();
    let call = |receiver: &str| {
        format!(
            "class Pay {{ cancel(id) {{ return this.{receiver}.post(`${{this.config.get(\"API\")}}/payments/${{id}}/cancel`, {{ reason: \"x\", cancelAmount: 1000 }}, {{ headers: {{ Authorization: `PortOne ${{this.config.get(\"S\")}}` }} }}) }} }}\n"
        )
    };
    for receiver in ["http", "httpService.axiosRef", "axios"] {
        command::write(folder.path(), "a.ts", call(receiver));
        let output = lint(folder.path());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(" error[cancel-amount-field-name] "), "{receiver}: {text}");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn a_suggested_fix_leaves_the_markup_around_it_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let call = "PortOne.requestPayment({ paymentId: crypto.randomUUID() })";
    let fixed = "PortOne.requestPayment({ paymentId: crypto.randomUUID().replaceAll('-', '') })";
    let vue = |quote: char| format!("<template><b @click={quote}{call}{quote}/></template>\n");
    let svelte = format!("<b on:click={{() => {call}}}>\n");
    for (name, text, is_fixed) in [
        ("a.vue", vue('"'), true),
        ("a.vue", vue('\''), false),
        ("a.html", format!("<b onclick=\"{call}\">\n"), true),
        ("a.svelte", svelte, true),
    ] {
        command::write(folder.path(), name, &text);
        let mut command = command::smartro_lint();
        command.current_dir(folder.path()).args(["--no-now", "--fix", "--suggested", name]);
        command.output().unwrap();
        let after = std::fs::read_to_string(folder.path().join(name)).unwrap();
        let expected = if is_fixed { text.replace(call, fixed) } else { text.clone() };
        assert_eq!(after, expected, "{name}");
    }
}

#[test]
fn a_component_of_react_native_is_linted_as_a_call_is() {
    let folder = tempfile::tempdir().unwrap();
    let screen = "import { Payment } from '@portone/react-native-sdk';
export default () => <>
  {/* smartro-lint-disable-next-line payment-id-length -- a trial */}
  <Payment request={{ storeId: 's', channelKey: 'c', paymentId: `order-${crypto.randomUUID()}`,
    orderName: 'x', totalAmount: 100, currency: 'KRW', payMethod: 'CARD', redirectUrl: 'shop://paid' }} />
</>;
";
    command::write(folder.path(), "screen.tsx", screen);
    let mut command = command::smartro_lint();
    let options = ["--no-now", "--lang", "en", "--format", "compact", "screen.tsx"];
    let output = command.current_dir(folder.path()).args(options).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let places: Vec<&str> =
        lines.lines().filter_map(|line| line.split_once(']')).map(|it| it.0).collect();
    let found = [
        "screen.tsx:4:3: error[phone-number-required",
        "screen.tsx:4:65: error[payment-id-charset",
    ];
    assert_eq!(places, found);
}

#[test]
fn scripts_of_php_pages_are_read_and_php_by_itself_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let page = "<?php include 'head.php'; ?>\n<script>\nPortOne.requestPayment({\n  storeId: \"s\", channelKey: \"c\", paymentId: \"order-<?= $id ?>\",\n  orderName: \"<?= $name ?>\", totalAmount: <?= $total ?>, currency: \"KRW\", payMethod: \"CARD\",\n<?php if ($user): ?>\n  customer: { phoneNumber: \"<?= $user['phone'] ?>\" },\n<?php endif; ?>\n});\n</script>\n";
    command::write(folder.path(), "shop/pay.php", page);
    let api = "<?php\n// PortOne.requestPayment({ paymentId: 'a-b' })\n$response = post('https://api.portone.io/payments/order-1/cancel', []);\n";
    command::write(folder.path(), "shop/api.php", api);
    let mut command = command::smartro_lint();
    let options = ["--no-now", "--lang", "en", "--format", "compact", "shop"];
    let output = command.current_dir(folder.path()).args(options).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let findings: Vec<&str> = printed.lines().filter(|line| line.contains("[")).collect();
    assert_eq!(findings.len(), 1, "{printed}");
    assert!(findings[0].starts_with("shop/pay.php:4:45: error[payment-id-charset]"), "{printed}");
}

#[test]
fn what_a_template_decides_is_a_condition() {
    let folder = tempfile::tempdir().unwrap();
    let page = "<script>
PortOne.requestPayment({ storeId: 's', channelKey: 'c', paymentId: 'a-b', orderName: 'x',
  totalAmount: 100, currency: 'KRW', payMethod: 'CARD',
  <c:if test=\"${member}\">
  customer: { phoneNumber: '01012345678' },
  </c:if>
});
</script>
";
    command::write(folder.path(), "pay.jsp", page);
    let lint = |option: &str, format: &str| {
        let options = ["--no-now", "--lang", "en", "--format", format, option, "pay.jsp"];
        let mut command = command::smartro_lint();
        let output = command.current_dir(folder.path()).args(options).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let certain = lint("--exit-zero", "compact");
    let charset = "pay.jsp:2:68: error[payment-id-charset]";
    assert!(certain.starts_with(charset) && certain.lines().count() == 1, "{certain}");
    let either = lint("--branches", "pretty");
    assert!(either.contains("`phoneNumber` is missing here"), "{either}");
    assert!(either.contains("where this does not hold"), "{either}");
}

const PAY: &str = "import PortOne from \"@portone/browser-sdk/v2\";
export async function requestPay(order: Order) {
  const response = await PortOne.requestPayment({
    storeId: \"store\",
    channelKey: \"channel-key\",
    paymentId: order.id,
    orderName: \"주문\",
    totalAmount: order.amount,
    currency: \"KRW\",
    payMethod: \"card\",
    customer: { phoneNumber: order.phone },
  });
  if (response?.code) throw new Error(response.message);
}
";

/// The mistakes of the function are found where it is, once; those of a caller where it calls.
#[test]
fn what_a_function_of_another_file_is_given_is_found_where_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    command::write(folder.path(), "lib/pay.ts", PAY);
    let page = "import { requestPay } from \"./lib/pay\"; // requestPayment
const id = `order-${Date.now()}`;
requestPay({ id: \"주문 1\", amount: 0, phone });
requestPay({ id, amount: 1000, phone });
requestPay({ id: \"order1\", amount: 1000, phone });
";
    command::write(folder.path(), "a.ts", page);
    assert_eq!(
        found(folder.path()),
        ["3:18 payment-id-charset", "3:34 amount-positive", "4:1 payment-id-charset",]
    );
    let all = lint_with(folder.path(), &["--format", "compact", "."]);
    assert_eq!(all.matches("pay-method-supported").count(), 1, "{all}");
    assert!(all.contains("lib/pay.ts:10:16: error[pay-method-supported]"), "{all}");
    let diff = lint_with(folder.path(), &["--fix", "--suggested", "--diff", "a.ts"]);
    let added: Vec<&str> = diff.lines().filter(|line| line.starts_with('+')).collect();
    assert_eq!(added, ["+++ a.ts", "+const id = `order-${Date.now()}`.replaceAll(\"-\", \"\");"]);
    let suppressed = page.replace(
        "requestPay({ id,",
        "// smartro-lint-disable-next-line payment-id-charset -- not Smartro's\nrequestPay({ id,",
    );
    command::write(folder.path(), "a.ts", suppressed);
    assert_eq!(found(folder.path()), ["3:18 payment-id-charset", "3:34 amount-positive"]);
}

/// Where it is sent has a label.
#[test]
fn a_finding_of_a_caller_shows_where_the_request_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    command::write(folder.path(), "lib/pay.ts", PAY);
    let page = "import { requestPay } from \"./lib/pay\"; // requestPayment
await requestPay({ id: `order_${crypto.randomUUID()}`, amount: 1000, phone });
";
    command::write(folder.path(), "a.ts", page);
    insta::assert_snapshot!(lint_with(folder.path(), &["--lang=ko", "a.ts"]));
}

fn lint_with(folder: &Path, arguments: &[&str]) -> String {
    let mut command = command::smartro_lint();
    command.current_dir(folder).arg("--no-now");
    String::from_utf8(command.args(arguments).output().unwrap().stdout).unwrap()
}
