//! Which field or value a finding says was meant.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

use smartro_lint::{Language, Linter, Request, apply};

/// The help of the finding on a key.
fn help(operation: &str, body: &str, key: &str) -> String {
    let linter = Linter::smartro().unwrap().language(Language::English);
    let report = linter.lint(&Request::json(body).operation(operation));
    let pointer = format!("/{key}");
    let mut found = report.diagnostics.iter();
    let found = found.find(|one| one.pointer == pointer && one.rule.starts_with("unknown-"));
    found.and_then(|one| one.help.clone()).unwrap_or_default()
}

#[test]
fn a_field_of_another_object_is_suggested() {
    for (operation, body, key, meant) in [
        (
            "requestPayment",
            r#"{"virtualAccount": {"dueDate": "2030-01-01"}}"#,
            "virtualAccount/dueDate",
            "virtualAccount.accountExpiry.dueDate",
        ),
        (
            "requestPayment",
            r#"{"virtualAccount": {"validHours": 3}}"#,
            "virtualAccount/validHours",
            "virtualAccount.accountExpiry.validHours",
        ),
        ("requestPayment", r#"{"phone": "010"}"#, "phone", "customer.phoneNumber"),
        ("requestPayment", r#"{"customerPhone": "010"}"#, "customerPhone", "customer.phoneNumber"),
        (
            "requestPayment",
            r#"{"customer": {}, "phoneNumer": "010"}"#,
            "phoneNumer",
            "customer.phoneNumber",
        ),
        (
            "requestPayment",
            r#"{"customer": {}, "phoneNumber": "010"}"#,
            "phoneNumber",
            "customer.phoneNumber",
        ),
        (
            "requestPayment",
            r#"{"virtualAccount": {}, "bankCode": "KOOKMIN_BANK"}"#,
            "bankCode",
            "virtualAccount.bankCode",
        ),
        ("requestPayment", r#"{"customerFullName": "a"}"#, "customerFullName", "customer.fullName"),
        (
            "cancelPayment",
            r#"{"refundHolderPhone": "010"}"#,
            "refundHolderPhone",
            "refundAccount.holderPhoneNumber",
        ),
        ("cancelPayment", r#"{"refundBank": "KOOKMIN"}"#, "refundBank", "refundAccount.bank"),
        ("cancelPayment", r#"{"accountNumber": "1"}"#, "accountNumber", "refundAccount.number"),
        (
            "cancelPayment",
            r#"{"holderPhone": "010"}"#,
            "holderPhone",
            "refundAccount.holderPhoneNumber",
        ),
        ("payWithBillingKey", r#"{"taxFreeAmount": 1}"#, "taxFreeAmount", "amount.taxFree"),
        ("createPaymentSchedule", r#"{"billingKey": "a"}"#, "billingKey", "payment.billingKey"),
        (
            "issueBillingKey",
            r#"{"cardNumber": "4111111111111111"}"#,
            "cardNumber",
            "method.card.credential.number",
        ),
        (
            "issueBillingKey",
            r#"{"method": {"card": {"expiryYear": "30"}}}"#,
            "method/card/expiryYear",
            "method.card.credential.expiryYear",
        ),
        (
            "payInstantly",
            r#"{"method": {"virtualAccount": {"dueDate": "2030-01-01T00:00:00Z"}}}"#,
            "method/virtualAccount/dueDate",
            "method.virtualAccount.expiry.dueDate",
        ),
    ] {
        assert_eq!(help(operation, body, key), format!("did you mean `{meant}`?"), "{body}");
    }
    // A value that the field does not take, and words that are in too many names.
    for (operation, body, key) in [
        (
            "requestPayment",
            r#"{"virtualAccount": {"dueDate": 20300101}}"#,
            "virtualAccount/dueDate",
        ),
        ("cancelPayment", r#"{"memo": "a"}"#, "memo"),
        ("cancelPayment", r#"{"status": "a"}"#, "status"),
    ] {
        assert!(
            !help(operation, body, key).contains("did you mean"),
            "{body}: {}",
            help(operation, body, key)
        );
    }
}

#[test]
fn two_dozen_values_are_listed_where_none_is_like_the_one_given() {
    let card = |value: &str| {
        help(
            "requestPayment",
            &format!(r#"{{"card": {{"cardCompany": "{value}"}}}}"#),
            "card/cardCompany",
        )
    };
    for value in ["361", "두나무", "QQ_CARD", "XYZ"] {
        let help = card(value);
        assert!(
            help.matches('`').count() == 46 && help.contains("`KOOKMIN_CARD`"),
            "{value}: {help}"
        );
    }
    assert!(card("SAMSUNG").starts_with("did you mean `SAMSUNG_CARD`?"));
    // Of two hundred, some are.
    let body = r#"{"country": "가나다"}"#;
    assert!(help("requestPayment", body, "country").matches('`').count() < 20);
}

/// The text after the first fix of the finding on a key, and whether the fix is safe.
fn fixed(operation: &str, body: &str, key: &str) -> Option<(String, bool)> {
    let report = Linter::smartro().unwrap().lint(&Request::json(body).operation(operation));
    let pointer = format!("/{key}");
    let finding = report.diagnostics.iter().find(|one| one.pointer == pointer).unwrap();
    let fix = finding.fixes.first()?;
    let text = apply(body.as_bytes(), 0, &fix.edits).unwrap();
    Some((String::from_utf8(text).unwrap(), fix.safe))
}

#[test]
fn names_of_banks_cards_and_providers_lead_to_their_members() {
    for (operation, body, key, meant) in [
        (
            "cancelPayment",
            r#"{"refundAccount": {"bank": "신한"}}"#,
            "refundAccount/bank",
            "SHINHAN",
        ),
        ("cancelPayment", r#"{"refundAccount": {"bank": "KB"}}"#, "refundAccount/bank", "KOOKMIN"),
        (
            "requestPayment",
            r#"{"transfer": {"bankCode": "농협"}}"#,
            "transfer/bankCode",
            "NH_NONGHYUP_BANK",
        ),
        (
            "requestPayment",
            r#"{"card": {"cardCompany": "국민카드"}}"#,
            "card/cardCompany",
            "KOOKMIN_CARD",
        ),
        (
            "requestPayment",
            r#"{"card": {"cardCompany": "KB_CARD"}}"#,
            "card/cardCompany",
            "KOOKMIN_CARD",
        ),
        (
            "requestPayment",
            r#"{"easyPay": {"easyPayProvider": "네이버 페이"}}"#,
            "easyPay/easyPayProvider",
            "NAVERPAY",
        ),
    ] {
        let help = help(operation, body, key);
        assert_eq!(help, format!("did you mean `{meant}`?"), "{body}");
    }
    assert_eq!(
        fixed("cancelPayment", r#"{"refundAccount": {"bank": "신한"}}"#, "refundAccount/bank"),
        Some((r#"{"refundAccount": {"bank": "SHINHAN"}}"#.to_owned(), false))
    );
    let unlike =
        help("requestPayment", r#"{"card": {"cardCompany": "신한은행"}}"#, "card/cardCompany");
    assert!(unlike.starts_with("the values are"), "{unlike}");
}

#[test]
fn names_of_v1_lead_to_those_of_v2() {
    for (operation, key, value, meant) in [
        ("requestPayment", "merchant_uid", r#""a""#, "paymentId"),
        ("requestPayment", "buyer_name", r#""a""#, "customer.fullName"),
        ("requestPayment", "buyer_tel", r#""010""#, "customer.phoneNumber"),
        ("requestPayment", "m_redirect_url", r#""https://a.kr""#, "redirectUrl"),
        ("requestPayment", "pg", r#""smartro_v2""#, "channelKey"),
        ("requestPayment", "digital", "true", "productType"),
        ("payInstantly", "buyer_name", r#""a""#, "customer.name.full"),
        ("createPaymentSchedule", "buyer_email", r#""a@b.kr""#, "payment.customer.email"),
        ("cancelPayment", "checksum", "1", "currentCancellableAmount"),
    ] {
        let body = format!(r#"{{"{key}": {value}}}"#);
        assert_eq!(help(operation, &body, key), format!("did you mean `{meant}`?"), "{body}");
    }
    // What its value is written otherwise is not renamed, and what is in the URL is not moved.
    assert_eq!(fixed("requestPayment", r#"{"pg": "smartro_v2"}"#, "pg"), None);
    assert_eq!(fixed("cancelPayment", r#"{"merchant_uid": "a"}"#, "merchant_uid"), None);
    let in_path = help("cancelPayment", r#"{"merchant_uid": "a"}"#, "merchant_uid");
    assert!(in_path.contains("pathParams"), "{in_path}");
    let text = r#"{"merchant_uid": "a", "name": "b", "amount": 1, "buyer_tel": "010"}"#;
    let linter = Linter::smartro().unwrap().language(Language::English);
    let report = linter.lint(&Request::json(text));
    let help = report.diagnostics.first().unwrap().help.clone().unwrap();
    assert!(help.contains("`merchant_uid` → `paymentId`, `buyer_tel` → `customer."), "{help}");
}

#[test]
fn a_field_that_the_object_has_already_is_not_suggested() {
    for (operation, body, key) in [
        ("requestPayment", r#"{"paymentId": "a", "merchant_uid": "b"}"#, "merchant_uid"),
        ("requestPayment", r#"{"paymentID": "b", "paymentId": "a"}"#, "paymentID"),
        ("requestPayment", r#"{"channelKey": "a", "pg": "b"}"#, "pg"),
        ("requestPayment", r#"{"amount": {"total": 3}, "totalAmount": 1}"#, "amount"),
        ("requestPayment", r#"{"transfer": {}, "trasnfer": {}}"#, "trasnfer"),
        ("cancelPayment", r#"{"cancelAmount": 1, "amount": 2}"#, "cancelAmount"),
        // What is far less like it is not meant instead.
        ("requestPayment", r#"{"id": "a", "storeId": "b", "paymentId": "c"}"#, "id"),
        ("requestPayment", r#"{"card": {}, "cards": false}"#, "cards"),
        ("requestPayment", r#"{"amount": 1000, "totalAmount": 1000}"#, "amount"),
        ("requestPayment", r#"{"customer": {"name": "b", "fullName": "a"}}"#, "customer/name"),
        (
            "requestPayment",
            r#"{"customer": {"fulName": "b", "fullName": "a"}}"#,
            "customer/fulName",
        ),
        (
            "requestPayment",
            r#"{"products": [{"name": "{\\\"[", "x": [{}], "nme": "b", "id": "c"}]}"#,
            "products/0/nme",
        ),
        (
            "requestPayment",
            r#"{"products": [{"nme": "b", "x": {"name": 1}, "n\u0061me": "a"}]}"#,
            "products/0/nme",
        ),
    ] {
        assert_eq!(fixed(operation, body, key), None, "{body}");
        let help = help(operation, body, key);
        assert!(help.starts_with("remove it"), "{body}: {help}");
    }
    // Of two that are alike, the one that is missing was meant.
    let account = r#"{"refundAccount": {"number": "1", "phoneNumber": "010"}}"#;
    let help_on_phone = help("cancelPayment", account, "refundAccount/phoneNumber");
    assert_eq!(help_on_phone, "did you mean `holderPhoneNumber`?");
    let others = r#"{"products": [{"name": "a"}, {"x": {"name": "b"}, "nme": "c"}]}"#;
    assert_eq!(help("requestPayment", others, "products/1/nme"), "did you mean `name`?");
    let linter = Linter::smartro().unwrap().language(Language::English);
    for (context, suggests) in [("", true), (r#", "channel": "SMARTRO_V2""#, false)] {
        let text = format!(
            r#"{{"operation": "cancelPayment", "request": {{"reason": "a"}}, "context": {{"chanel": "a"{context}}}}}"#
        );
        let report = linter.lint(&Request::json(&text));
        let mut found = report.diagnostics.iter();
        let found = found.find(|one| one.pointer.ends_with("/chanel")).unwrap();
        let help = found.help.clone().unwrap();
        assert_eq!(help.contains("`channel`"), suggests, "{text}: {help}");
    }
}

/// What is not looked at may have the field.
#[test]
fn of_an_object_that_is_too_long_to_be_looked_through_nothing_is_suggested() {
    let filling = "x".repeat(1 << 15);
    for (before, after) in [(&*filling, ""), ("", &*filling)] {
        let body =
            format!(r#"{{"products": [{{"tag": "{before}", "nme": "b", "code": "{after}"}}]}}"#);
        let help = help("requestPayment", &body, "products/0/nme");
        assert!(!help.contains("`name`"), "{help}");
    }
    let body = r#"{"products": [{"tag": "x", "nme": "b", "code": "x"}]}"#;
    assert_eq!(help("requestPayment", body, "products/0/nme"), "did you mean `name`?");
}

#[test]
fn a_value_of_the_wrong_type_is_rewritten_where_it_is_plain() {
    for (operation, body, key, after) in [
        ("cancelPayment", r#"{"amount": "1000"}"#, "amount", Some((r#"{"amount": 1000}"#, true))),
        ("cancelPayment", r#"{"amount": "1,000"}"#, "amount", Some((r#"{"amount": 1000}"#, false))),
        (
            "cancelPayment",
            r#"{"amount": "12,000원"}"#,
            "amount",
            Some((r#"{"amount": 12000}"#, false)),
        ),
        (
            "cancelPayment",
            r#"{"amount": {"total": 10}}"#,
            "amount",
            Some((r#"{"amount": 10}"#, false)),
        ),
        ("cancelPayment", r#"{"amount": "1,00"}"#, "amount", None),
        ("cancelPayment", r#"{"amount": "010"}"#, "amount", None),
        ("cancelPayment", r#"{"amount": "10.5"}"#, "amount", None),
        ("cancelPayment", r#"{"amount": "4111111111111111"}"#, "amount", None),
        ("cancelPayment", r#"{"amount": true}"#, "amount", None),
        ("cancelPayment", r#"{"amount": {"total": 1, "vat": 0}}"#, "amount", None),
        (
            "requestPayment",
            r#"{"isEscrow": "true"}"#,
            "isEscrow",
            Some((r#"{"isEscrow": true}"#, true)),
        ),
        (
            "requestPayment",
            r#"{"isEscrow": "False"}"#,
            "isEscrow",
            Some((r#"{"isEscrow": false}"#, false)),
        ),
        ("requestPayment", r#"{"isEscrow": "yes"}"#, "isEscrow", None),
        (
            "requestPayment",
            r#"{"orderName": 7}"#,
            "orderName",
            Some((r#"{"orderName": "7"}"#, false)),
        ),
        (
            "payInstantly",
            r#"{"amount": 1000}"#,
            "amount",
            Some((r#"{"amount": { "total": 1000 }}"#, false)),
        ),
        (
            "payInstantly",
            r#"{"amount": "1000"}"#,
            "amount",
            Some((r#"{"amount": { "total": 1000 }}"#, false)),
        ),
        (
            "payWithBillingKey",
            r#"{"customer": {"name": "홍길동"}}"#,
            "customer/name",
            Some((r#"{"customer": {"name": { "full": "홍길동" }}}"#, false)),
        ),
        (
            "requestPayment",
            r#"{"products": {"id": "a", "name": "b", "amount": 1, "quantity": 1}}"#,
            "products",
            Some((
                r#"{"products": [ {"id": "a", "name": "b", "amount": 1, "quantity": 1} ]}"#,
                false,
            )),
        ),
    ] {
        let after = after.map(|(text, safe)| (text.to_owned(), safe));
        assert_eq!(fixed(operation, body, key), after, "{body}");
    }
}

#[test]
fn every_value_of_the_wrong_type_has_help() {
    for (operation, body, pointer, help) in [
        ("cancelPayment", r#"{"amount": "a"}"#, "/amount", "whole number"),
        ("requestPayment", r#"{"isEscrow": 1}"#, "/isEscrow", "`true` or `false`"),
        ("requestPayment", r#"{"orderName": {}}"#, "/orderName", "double quotes"),
        ("requestPayment", r#"{"products": "a"}"#, "/products", "brackets"),
        ("requestPayment", r#"{"payMethod": 1}"#, "/payMethod", "the values are `CARD`"),
        ("cancelPayment", r#"{"refundAccount": 1}"#, "/refundAccount", "its fields are"),
        ("cancelPayment", r#"["a"]"#, "", "one JSON object"),
    ] {
        let linter = Linter::smartro().unwrap().language(Language::English);
        let report = linter.lint(&Request::json(body).operation(operation));
        let mut mistyped = report.diagnostics.iter().filter(|one| one.rule == "type-mismatch");
        let finding = mistyped.find(|one| one.pointer == pointer).unwrap();
        assert!(finding.help.as_ref().is_some_and(|text| text.contains(help)), "{finding:?}");
    }
}

#[test]
fn fields_of_a_missing_object_beside_it_are_one_finding() {
    let flat = r#"{"billingKey": "b", "orderName": "a", "amount": {"total": 1000}, "currency": "KRW", "timeToPay": "2099-01-01T00:00:00Z"}"#;
    let linter = Linter::smartro().unwrap().language(Language::English);
    let brief = |operation: &str, body: &str| {
        let report = linter.lint(&Request::json(body).operation(operation));
        let shapes = report.diagnostics.into_iter().filter(|one| one.pack == "engine");
        shapes.map(|one| format!("{} {}", one.rule, one.pointer)).collect::<Vec<_>>()
    };
    assert_eq!(brief("createPaymentSchedule", flat), ["missing-field /payment"]);
    let (text, safe) = fixed("createPaymentSchedule", flat, "payment").unwrap();
    assert_eq!(brief("createPaymentSchedule", &text), [""; 0], "{text}");
    assert!(!safe);
    let apart = r#"{"billingKey": "b", "timeToPay": "2099-01-01T00:00:00Z", "orderName": "a"}"#;
    assert_eq!(brief("createPaymentSchedule", apart), ["missing-field /payment"]);
    assert_eq!(fixed("createPaymentSchedule", apart, "payment"), None);

    let card = r#"{"channelKey": "c", "customer": {"id": "a"}, "cardNumber": "4111111111111111", "expiryYear": "29", "expiryMonth": "12", "memo": 1}"#;
    assert_eq!(brief("issueBillingKey", card), ["missing-field /method", "unknown-field /memo"]);
    let report = linter.lint(&Request::json(card).operation("issueBillingKey"));
    let help = report.diagnostics.first().unwrap().help.clone().unwrap();
    assert!(help.contains("`cardNumber` → `method.card.credential.number`"), "{help}");
    // One by itself is reported where it is, and so is what is beside an object that is there.
    let one = r#"{"billingKey": "b", "timeToPay": "2099-01-01T00:00:00Z"}"#;
    assert_eq!(
        brief("createPaymentSchedule", one),
        ["missing-field /payment", "unknown-field /billingKey"]
    );
    let there = r#"{"timeToPay": "2099-01-01T00:00:00Z", "payment": {"billingKey": "b", "orderName": "a", "amount": {"total": 1}}, "currency": "KRW", "locale": "KO_KR"}"#;
    assert_eq!(
        brief("createPaymentSchedule", there),
        ["missing-field /payment/currency", "unknown-field /locale"]
    );
}

#[test]
fn a_value_that_is_not_shown_is_no_suggestion() {
    let linter = Linter::smartro().unwrap().language(Language::English);
    for (email, help) in [
        (r#"{"password": "ab"}"#, "write one value in double quotes"),
        (r#"["ab"]"#, "write one value in double quotes"),
        ("12", "did you mean `\"12\"`?"),
    ] {
        let body = format!(r#"{{"customer": {{"email": {email}}}}}"#);
        let report = linter.lint(&Request::json(&body).operation("requestPayment"));
        let mut found = report.diagnostics.iter();
        let found = found.find(|one| one.pointer == "/customer/email").unwrap();
        assert_eq!(found.help.as_deref(), Some(help), "{email}");
    }
}
