//! After repairs nothing is found that was not found before.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests, outside of test functions"
)]

mod support;

use std::collections::BTreeMap;

use smartro_lint::pack::Pack;
use smartro_lint::report::Summary;
use smartro_lint::{Edit, Limits, Linter, Report, Request, apply};
use support::{Random, Style, made_up};

/// How many requests a property is tried on.
const TRIED: u64 = if cfg!(debug_assertions) { 500 } else { 20_000 };

/// How often each rule reported something at a pointer, elements of arrays alike.
fn findings(report: &Report) -> BTreeMap<(String, String), usize> {
    let mut findings = BTreeMap::new();
    for finding in &report.diagnostics {
        let is_index = |step: &&str| !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit());
        let steps = finding.pointer.split('/');
        let steps: Vec<&str> = steps.map(|step| if is_index(&step) { "*" } else { step }).collect();
        *findings.entry((finding.rule.clone(), steps.join("/"))).or_default() += 1;
    }
    findings
}

fn edited(text: &str, edits: &[Edit]) -> String {
    String::from_utf8(apply(text.as_bytes(), 0, edits).unwrap()).unwrap()
}

/// What a repaired text brings up that was not there.
fn news(linter: &Linter, before: &Report, text: &str) -> Vec<String> {
    let (before, after) = (findings(before), findings(&linter.lint(&Request::json(text))));
    let new = after.iter().filter(|(key, count)| before.get(key).unwrap_or(&0) < count);
    new.map(|((rule, pointer), _)| format!("{rule} {pointer}")).collect()
}

#[test]
fn after_a_repair_nothing_new_is_found() {
    let linter = Linter::smartro().unwrap();
    let (mut single, mut together) = (0, 0);
    for seed in 0..TRIED {
        let request = made_up(seed).request.shuffled(&mut Random::new(seed));
        let style = if seed % 2 == 0 { Style::Pretty } else { Style::Wild(seed) };
        let text = request.write(style);
        let report = linter.lint(&Request::json(&text));
        for finding in &report.diagnostics {
            for fix in &finding.fixes {
                let repaired = edited(&text, &fix.edits);
                let news = news(&linter, &report, &repaired);
                assert!(news.is_empty(), "{news:?} after `{}`: {text}\n{repaired}", fix.title);
                single += 1;
            }
        }
        for suggested in [false, true] {
            let mut repaired = text.clone();
            for _ in 0..10 {
                let edits = linter.lint(&Request::json(&repaired)).edits(suggested);
                if edits.is_empty() {
                    break;
                }
                repaired = edited(&repaired, &edits);
                let news = news(&linter, &report, &repaired);
                assert!(news.is_empty(), "{news:?} in the end: {text}\n{repaired}");
                together += 1;
            }
        }
    }
    assert!(single > 100 && together > 100, "{single} {together}");
}

/// The text after the first repair of a rule's finding, if it offers one.
fn repaired(operation: &str, text: &str, rule: &str) -> Option<String> {
    let report = Linter::smartro().unwrap().lint(&Request::json(text).operation(operation));
    let finding = report.diagnostics.iter().find(|finding| finding.rule == rule).unwrap();
    Some(edited(text, &finding.fixes.first()?.edits))
}

/// Its help.
fn help(operation: &str, text: &str, rule: &str) -> String {
    let linter = Linter::smartro().unwrap().language(smartro_lint::Language::English);
    let report = linter.lint(&Request::json(text).operation(operation));
    let finding = report.diagnostics.iter().find(|finding| finding.rule == rule).unwrap();
    finding.help.clone().unwrap_or_default()
}

#[test]
fn a_suggestion_takes_the_value() {
    for (operation, text, meant, after) in [
        // Not `customer`, which takes an object.
        (
            "requestIssueBillingKey",
            r#"{"customerId": "q"}"#,
            "customer.customerId",
            Some(r#"{"customer": { "customerId": "q" }}"#),
        ),
        ("cancelPayment", r#"{"reason": "", "cancelAmout": 5}"#, "", None),
        ("cancelPayment", r#"{"reason": "", "refundAmonut": 5, "cancelAmountKRW": 5}"#, "", None),
        (
            "payWithBillingKey",
            r#"{"customer": {"fullName": "a"}}"#,
            "customer.name.full",
            Some(r#"{"customer": {"name": { "full": "a" }}}"#),
        ),
        (
            "createPaymentSchedule",
            r#"{"payment": {"currency": "KRW"}, "order_name": "a"}"#,
            "payment.orderName",
            Some(r#"{"payment": {"orderName": "a", "currency": "KRW"}}"#),
        ),
        (
            "createPaymentSchedule",
            r#"{"payment": {"currency": "KRW"}, "total_amount": 5}"#,
            "payment.amount.total",
            Some(r#"{"payment": {"amount": { "total": 5 }, "currency": "KRW"}}"#),
        ),
        // A path parameter.
        ("payInstantly", r#"{"paymentId": "a"}"#, "pathParams", None),
        ("createPaymentSchedule", r#"{"payment": {"payment_id": "a"}}"#, "pathParams", None),
        ("payInstantly", r#"{"path": "a"}"#, "", None),
        (
            "requestPayment",
            r#"{"customer": {"name": {"full": "a"}}}"#,
            "fullName",
            Some(r#"{"customer": {"fullName": "a"}}"#),
        ),
        (
            "requestPayment",
            r#"{"customer": {"name": "a"}}"#,
            "fullName",
            Some(r#"{"customer": {"fullName": "a"}}"#),
        ),
    ] {
        assert_eq!(
            help(operation, text, "unknown-field").contains(&format!("`{meant}`")),
            !meant.is_empty(),
            "{text}: {}",
            help(operation, text, "unknown-field")
        );
        assert_eq!(repaired(operation, text, "unknown-field").as_deref(), after, "{text}");
    }
}

#[test]
fn a_misplaced_field_is_one_finding_and_moves() {
    let linter = Linter::smartro().unwrap();
    let text = r#"{"channelKey": "k", "billingKey": "b", "orderName": "o", "amount": {"total": 1, "currency": "KRW"}}"#;
    let report = linter.lint(&Request::json(text).operation("payWithBillingKey"));
    let found: Vec<_> =
        report.diagnostics.iter().map(|found| (&*found.rule, &*found.pointer)).collect();
    assert_eq!(found, [("missing-field", "/currency")]);
    assert_eq!(
        repaired("payWithBillingKey", text, "missing-field").unwrap(),
        r#"{"currency": "KRW", "channelKey": "k", "billingKey": "b", "orderName": "o", "amount": {"total": 1}}"#
    );
    let other = text.replace(r#""KRW""#, "1");
    let report = linter.lint(&Request::json(&other).operation("payWithBillingKey"));
    assert_eq!(report.diagnostics.len(), 2, "a value of another type is another field");
    // What is `null` is absent; a second key of its name would be a new mistake.
    let null = text.replace('{', r#"{"currency": null, "#).replacen(
        r#"{"currency": null, "total""#,
        r#"{"total""#,
        1,
    );
    let report = linter.lint(&Request::json(&null).operation("payWithBillingKey"));
    let found: Vec<_> =
        report.diagnostics.iter().map(|found| (&*found.rule, &*found.pointer)).collect();
    assert_eq!(found, [("missing-field", "/currency")], "{null}");
    assert_eq!(repaired("payWithBillingKey", &null, "missing-field"), None);
}

#[test]
fn a_context_that_is_null_is_absent() {
    let linter = Linter::smartro().unwrap();
    let text = r#"{"operation": "cancelPayment", "pathParams": null, "request": {"reason": "a"}, "context": null}"#;
    let report = linter.lint(&Request::json(text));
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
}

#[test]
fn no_empty_object_is_left() {
    let text = r#"{"payMethod": "TRANSFER", "isEscrow": true, "transfer": {"cashReceiptType": "PERSONAL", "customerIdentifier": "01012345678"}, "storeId": "s"}"#;
    assert_eq!(
        repaired("requestPayment", text, "escrow-no-cash-receipt").unwrap(),
        r#"{"payMethod": "TRANSFER", "isEscrow": true, "storeId": "s"}"#
    );
    let kept = text.replace(r#""01012345678""#, r#""01012345678", "bankCode": "SHINHAN_BANK""#);
    assert_eq!(
        repaired("requestPayment", &kept, "escrow-no-cash-receipt").unwrap(),
        r#"{"payMethod": "TRANSFER", "isEscrow": true, "transfer": {"bankCode": "SHINHAN_BANK"}, "storeId": "s"}"#
    );
}

#[test]
fn nothing_is_moved_out_of_a_required_object_that_has_nothing_else() {
    let lone = r#"{"billingKey": "b", "orderName": "o", "amount": {"currency": "KRW"}}"#;
    assert_eq!(repaired("payWithBillingKey", lone, "missing-field"), None);
    let beside = lone.replace("{\"currency", "{\"total\": 1, \"currency");
    assert!(repaired("payWithBillingKey", &beside, "missing-field").is_some());
    let null = r#"{"method": {"virtualAccount": {}, "email": null}}"#;
    assert_eq!(repaired("payInstantly", null, "unknown-field"), None);
}

#[test]
fn of_two_repairs_that_clash_one_is_offered() {
    let text = r#"{"reason": "a", "ammount": 1, "amuont": 2}"#;
    let request = Request::json(text).operation("cancelPayment");
    let report = Linter::smartro().unwrap().lint(&request);
    let offered: Vec<_> = report
        .diagnostics
        .iter()
        .map(|finding| (finding.pointer.as_str(), finding.fixes.len()))
        .collect();
    assert_eq!(offered, [("/ammount", 1), ("/amuont", 0)]);
    let repaired = edited(text, &report.edits(true));
    assert_eq!(repaired, r#"{"reason": "a", "amount": 1, "amuont": 2}"#);
}

/// A linter of rules of its own.
fn own(rules: &str) -> Linter {
    let files = [("pack.yaml", "name: x\nversion: 1.0.0\n"), ("a.rules", rules)];
    Linter::new(Pack::new("x", files)).unwrap()
}

#[test]
fn of_repairs_that_clash_the_safe_one_is_offered() {
    let linter = own("shape S { a?: integer b?: integer c?: integer }\n\
         operation one { http POST \"/one\" body S }\n\
         /// Doc.\nrule first: warning on one { forbid present a fix rename a to c }\n\
         /// Doc.\nrule second: warning on one { forbid present b fix safe rename b to c }\n");
    let text = r#"{"a": 1, "b": 2}"#;
    let report = linter.lint(&Request::json(text).operation("one"));
    let offered: Vec<_> = report
        .diagnostics
        .iter()
        .map(|finding| (finding.rule.as_str(), finding.fixes.len()))
        .collect();
    assert_eq!(offered, [("first", 0), ("second", 1)]);
    for suggested in [false, true] {
        assert_eq!(edited(text, &report.edits(suggested)), r#"{"a": 1, "c": 2}"#);
    }
}

/// How many repairs of a rule `r` are offered, and the text after the first.
fn offered(rules: &str, text: &str) -> (usize, Option<String>) {
    let linter = own(&format!(
        "enum E {{ A B }}\nshape O {{ x?: integer }}\nshape S {{ o: O p?: O s?: string n?: integer m?: number e?: E }}\n\
         operation one {{ http POST \"/one\" body S }}\n/// Doc.\nrule r: warning on one {{ {rules} }}\n"
    ));
    let report = linter.lint(&Request::json(text).operation("one"));
    let finding = report.diagnostics.iter().find(|one| one.rule == "r").unwrap();
    let repaired = finding.fixes.first().map(|fix| edited(text, &fix.edits));
    (finding.fixes.len(), repaired)
}

#[test]
fn a_repair_that_mends_nothing_is_not_offered() {
    for (rules, text, repaired) in [
        ("forbid present s fix replace s with \"x\"", r#"{"o": {}, "s": "y"}"#, None),
        ("require present n fix insert n = 1", r#"{"o": {}}"#, Some(r#"{"n": 1,"o": {}}"#)),
        // A second key of the name would be one more mistake.
        ("require present n fix insert n = 1", r#"{"o": {}, "n": null}"#, None),
        (
            "forbid present s fix rename s to e",
            r#"{"o": {}, "s": "A"}"#,
            Some(r#"{"o": {}, "e": "A"}"#),
        ),
        (
            "forbid present n fix rename n to m",
            r#"{"o": {}, "n": 1}"#,
            Some(r#"{"o": {}, "m": 1}"#),
        ),
        ("forbid present n fix rename n to e", r#"{"o": {}, "n": 1}"#, None),
        ("forbid present s fix rename s to e", r#"{"o": {}, "s": "A", "e": null}"#, None),
    ] {
        let (count, text_after) = offered(rules, text);
        assert_eq!(
            (count, text_after.as_deref()),
            (usize::from(repaired.is_some()), repaired),
            "{rules}: {text}"
        );
    }
}

#[test]
fn what_a_limit_hides_is_no_news() {
    let text = r#"{"reason": "a", "amoun": 1, "amountt": 2}"#;
    let request = Request::json(text).operation("cancelPayment");
    let limits = Limits { findings: 1, ..Limits::default() };
    let report = Linter::smartro().unwrap().limits(limits).lint(&request);
    let [finding] = &*report.diagnostics else { panic!("{:?}", report.diagnostics) };
    assert!(report.truncated);
    assert_eq!(finding.fixes.len(), 1, "{finding:?}");
}

#[test]
fn a_number_is_suggested_for_whole_numbers_and_others() {
    let linter = own(
        "shape S { ratio?: number tax?: integer }\noperation one { http POST \"/one\" body S }\n",
    );
    for (text, repaired) in [
        (r#"{"ratoi": 1}"#, Some(r#"{"ratio": 1}"#)),
        (r#"{"ratoi": 1.5}"#, Some(r#"{"ratio": 1.5}"#)),
        (r#"{"txa": 1}"#, Some(r#"{"tax": 1}"#)),
        (r#"{"txa": 1.5}"#, None),
    ] {
        assert_eq!(suggested(&linter, text).1.as_deref(), repaired, "{text}");
    }
}

#[test]
fn a_required_object_is_left_empty() {
    let rules = "forbid present o.x fix remove o.x";
    assert_eq!(
        offered(rules, r#"{"o": {"x": 1}, "n": 1}"#).1.as_deref(),
        Some(r#"{"o": {}, "n": 1}"#)
    );
    let rules = "forbid present p.x fix remove p.x";
    assert_eq!(offered(rules, r#"{"o": {}, "p": {"x": 1}}"#).1.as_deref(), Some(r#"{"o": {}}"#));
}

#[test]
fn of_two_names_for_one_field_neither_is_renamed() {
    let text = r#"{"reason": "a", "cancelAmount": 1, "refundAmount": 2}"#;
    let report = Linter::smartro().unwrap().lint(&Request::json(text).operation("cancelPayment"));
    let found: Vec<_> = report
        .diagnostics
        .iter()
        .map(|one| (one.rule.as_str(), one.pointer.as_str(), one.fixes.len()))
        .collect();
    let rule = "cancel-amount-field-name";
    assert_eq!(found, [(rule, "/cancelAmount", 0), (rule, "/refundAmount", 0)]);
}

#[test]
fn a_request_that_is_no_text_has_no_repairs() {
    let text = r#"{"payMethod": "transfer", "isEscrow": true, "transfer": {"cashReceiptType": "PERSONAL"}, "ordreName": "a"}"#;
    let linter = Linter::smartro().unwrap();
    let count = |report: Report| -> usize {
        report.diagnostics.iter().map(|finding| finding.fixes.len()).sum()
    };
    assert_eq!(count(linter.lint(&Request::json(text).operation("requestPayment"))), 3);
    let value = serde_json::from_str(text).unwrap();
    assert_eq!(count(linter.lint(&Request::value(&value).operation("requestPayment"))), 0);
}

#[test]
fn a_part_of_an_address_is_not_replaced() {
    let linter = own(
        "shape S { s?: string }\noperation one { http POST \"/one/{id}/do\" body S }\n\
         /// Doc.\nrule r: warning on one { forbid @path.id is \"a\" fix replace @path.id with \"b\" }\n",
    );
    for (text, fixes) in [
        (r#"{"operation": "one", "pathParams": {"id": "a"}, "request": {}}"#, 1),
        (r#"{"method": "POST", "url": "/one/a/do", "body": {}}"#, 0),
    ] {
        let report = linter.lint(&Request::json(text));
        let [finding] = &*report.diagnostics else { panic!("{:?}", report.diagnostics) };
        assert_eq!((finding.rule.as_str(), finding.fixes.len()), ("r", fixes), "{text}");
    }
}

/// What is suggested for a key of a request, and the text after the repair.
fn suggested(linter: &Linter, text: &str) -> (String, Option<String>) {
    let report = linter.lint(&Request::json(text).operation("one"));
    let finding =
        report.diagnostics.iter().find(|finding| finding.rule == "unknown-field").unwrap();
    let repaired = finding.fixes.first().map(|fix| edited(text, &fix.edits));
    (finding.help.clone().unwrap_or_default(), repaired)
}

#[test]
fn an_element_that_is_left_empty_stays() {
    let linter = own("shape I { x?: integer y?: integer }\nshape S { items?: [I] o?: I }\n\
         operation one { http POST \"/one\" body S }\n\
         /// Doc.\nrule r: warning on one { for item in items { forbid present item.x fix remove item.x } }\n\
         /// Doc.\nrule s: warning on one { forbid present o.x fix remove o.x }\n");
    for (text, repaired) in [
        (r#"{"items": [{"x": 1}, {"y": 2}]}"#, r#"{"items": [{}, {"y": 2}]}"#),
        (r#"{"o": {"x": 1}, "items": []}"#, r#"{"items": []}"#),
        (r#"{"o": {"x": 1, "y": 2}}"#, r#"{"o": {"y": 2}}"#),
        (r#"{"o": {"x": 1, "z": 2}}"#, r#"{"o": {"z": 2}}"#),
    ] {
        let report = linter.lint(&Request::json(text).operation("one"));
        let finding = report.diagnostics.iter().find(|one| one.rule.len() == 1).unwrap();
        assert_eq!(edited(text, &finding.fixes[0].edits), repaired);
    }
}

#[test]
fn a_field_is_suggested_where_it_is_the_one_that_was_meant() {
    let linter = own("shape P { phone?: string memo?: string }\n\
         shape S { buyer?: P seller?: P shipTotal?: integer note?: string }\n\
         operation one { http POST \"/one\" body S }\n")
    .language(smartro_lint::Language::English);
    let meant = |text: &str| suggested(&linter, text);
    let (help, repaired) = meant(r#"{"buyer": {"memo": "a"}, "phone": "1"}"#);
    assert!(help.contains("`buyer.phone`"), "{help}");
    let after = r#"{"buyer": {"phone": "1", "memo": "a"}}"#;
    assert_eq!(repaired.as_deref(), Some(after), "the one whose object is given");
    let (help, repaired) = meant(r#"{"buyer": {}, "seller": {}, "phone": "1"}"#);
    assert!(!help.contains("did you mean") && repaired.is_none(), "of two nobody knows: {help}");
    let (help, repaired) = meant(r#"{"phone": "1"}"#);
    assert!(!help.contains("did you mean") && repaired.is_none(), "{help}");
    // What is beside it stays where it is.
    let (_, repaired) = meant(r#"{"buyer": {"memo": "a", "ship_total": 1}}"#);
    assert_eq!(repaired.as_deref(), Some(r#"{"shipTotal": 1, "buyer": {"memo": "a"}}"#));
    let (_, repaired) = meant(r#"{"buyer": {"ship_total": 1}, "note": "a"}"#);
    assert_eq!(repaired.as_deref(), Some(r#"{"shipTotal": 1, "note": "a"}"#));
}

#[test]
fn of_many_fields_that_contain_a_key_none_is_suggested() {
    for (fields, is_suggested) in [
        ("taxAmount?: integer netAmount?: integer vatAmount?: integer", true),
        ("taxAmount?: integer netAmount?: integer vatAmount?: integer dueAmount?: integer", false),
    ] {
        let linter = own(&format!(
            "shape S {{ {fields} }}\noperation one {{ http POST \"/one\" body S }}\n"
        ));
        let report = linter
            .language(smartro_lint::Language::English)
            .lint(&Request::json(r#"{"amount": 1}"#).operation("one"));
        let help = report.diagnostics[0].help.clone().unwrap_or_default();
        assert_eq!(help.contains("did you mean"), is_suggested, "{help}");
    }
}

/// Another case is safe to write right; another name is a guess.
#[test]
fn a_finding_with_a_safe_fix_is_not_counted_as_suggested() {
    let linter = Linter::smartro().unwrap();
    for (member, counts) in [
        (r#""payMethod":"card""#, (1, 0)),
        (r#""payMethodd":"CARD""#, (0, 1)),
        (r#""payMethod":"CARD""#, (0, 0)),
    ] {
        let text = format!(r#"{{"operation":"requestPayment","request":{{{member}}}}}"#);
        let mut summary = Summary::default();
        summary.add(&linter.lint(&Request::json(&text)));
        assert_eq!((summary.fixable, summary.suggested), counts, "{member}");
    }
}
