//! Requests of the REST API in which nothing is wrong.

use super::json::{Json, object};
use super::words::Words;

/// `payInstantly`: a virtual account.
pub(crate) fn instant(words: &mut Words<'_>) -> Json {
    let mut request = order(words);
    request.set("channelKey", words.uuid("channel-key"));
    let account = "method/virtualAccount";
    let banks = ["SHINHAN", "HANA", "WOORI", "NONGHYUP", "IBK"];
    request.set(&format!("{account}/bank"), words.pick(&banks));
    if words.one_in(2) {
        request.set(&format!("{account}/expiry/validHours"), words.rng.i64(1..96));
    } else {
        request.set(&format!("{account}/expiry/dueDate"), "2031-06-30T23:59:59+09:00");
    }
    request.set(&format!("{account}/option/type"), "NORMAL");
    request.set(&format!("{account}/cashReceipt/type"), "PERSONAL");
    request.set(&format!("{account}/cashReceipt/customerIdentityNumber"), words.phone());
    request.set(&format!("{account}/remitteeName"), words.name());
    request
}

/// `issueBillingKey`.
pub(crate) fn issue(words: &mut Words<'_>) -> Json {
    let credential = object([
        ("number", words.card_number().into()),
        ("expiryYear", words.rng.i64(28..35).to_string().into()),
        ("expiryMonth", format!("{:02}", words.rng.i64(1..13)).into()),
        ("birthOrBusinessRegistrationNumber", words.pick(&["900101", "851231", "020315"]).into()),
        ("passwordTwoDigits", words.digits(2).into()),
    ]);
    object([
        ("storeId", words.uuid("store").into()),
        ("channelKey", words.uuid("channel-key").into()),
        ("customer", customer(words)),
        ("method", object([("card", object([("credential", credential)]))])),
        ("customData", words.custom_data().compact().into()),
        ("noticeUrls", vec![words.url("hooks/billing-key").into()].into()),
    ])
}

/// `payWithBillingKey`.
pub(crate) fn billing_key(words: &mut Words<'_>) -> Json {
    let mut request = order(words);
    request.set("billingKey", words.uuid("billing-key"));
    if words.one_in(3) {
        request.set("installmentMonth", words.rng.i64(2..12));
    }
    request
}

/// `createPaymentSchedule`.
pub(crate) fn schedule(words: &mut Words<'_>) -> Json {
    let day = words.rng.i64(1..29);
    object([
        ("payment", billing_key(words)),
        ("timeToPay", format!("2031-{:02}-{day:02}T09:00:00+09:00", words.rng.i64(1..13)).into()),
    ])
}

/// `cancelPayment`.
pub(crate) fn cancel(words: &mut Words<'_>) -> Json {
    let mut request = object([
        ("storeId", words.uuid("store").into()),
        ("reason", words.wish().into()),
        ("requester", words.pick(&["CUSTOMER", "ADMIN"]).into()),
    ]);
    if words.one_in(2) {
        request.set("amount", words.rng.i64(1..100) * 100);
        request.set("currentCancellableAmount", words.rng.i64(100..900) * 100);
    }
    let account = object([
        ("bank", words.pick(&["SHINHAN", "HANA", "KAKAO", "TOSS"]).into()),
        ("number", words.digits(12).into()),
        ("holderName", words.name().into()),
        ("holderPhoneNumber", words.phone().into()),
    ]);
    request.set("refundAccount", account);
    request.set("refundEmail", words.email());
    request
}

fn order(words: &mut Words<'_>) -> Json {
    let total = words.rng.i64(10..3000) * 100;
    let mut request = object([
        ("storeId", words.uuid("store").into()),
        ("orderName", words.goods().into()),
        ("customer", customer(words)),
        ("customData", words.custom_data().compact().into()),
        ("amount", object([("total", total.into())])),
        ("currency", "KRW".into()),
        ("noticeUrls", vec![words.url("hooks/payment").into()].into()),
    ]);
    if words.one_in(3) {
        request.set("amount/vat", total / 11);
    }
    request.set("products", words.products(1));
    request.set("productCount", 1);
    request
}

fn customer(words: &mut Words<'_>) -> Json {
    let mut customer = object([
        ("id", format!("member{}", words.digits(7)).into()),
        ("name", object([("full", words.name().into())])),
        ("email", words.email().into()),
        ("phoneNumber", words.phone().into()),
    ]);
    if words.one_in(3) {
        customer.set("address", words.address());
        customer.set("zipcode", words.digits(5));
    }
    customer
}
