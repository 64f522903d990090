//! Which field or value a finding says was meant.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

use smartro_lint::{Language, Linter, Request};

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
    for value in ["361", "삼성카드", "KB_CARD", "XYZ"] {
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
