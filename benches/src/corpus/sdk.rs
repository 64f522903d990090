//! Requests of the browser SDK in which nothing is wrong.

use super::json::{Json, object};
use super::words::Words;

pub(crate) const PAY_METHODS: &[&str] =
    &["CARD", "TRANSFER", "VIRTUAL_ACCOUNT", "MOBILE", "EASY_PAY"];

/// `requestPayment`: what most shops send most of the time.
pub(crate) fn payment(words: &mut Words<'_>) -> Json {
    let method = words.pick(PAY_METHODS);
    let total = words.rng.i64(10..3000) * 100;
    let mut request = object([
        ("storeId", words.uuid("store").into()),
        ("channelKey", words.uuid("channel-key").into()),
        ("paymentId", format!("order{}", words.digits(14)).into()),
        ("orderName", words.goods().into()),
        ("totalAmount", total.into()),
        ("currency", words.pick(&["KRW", "CURRENCY_KRW"]).into()),
        ("payMethod", method.into()),
        ("customer", customer(words)),
    ]);
    match method {
        "CARD" => card(words, &mut request),
        "TRANSFER" => {
            request.set("transfer/cashReceiptType", "PERSONAL");
            request.set("transfer/customerIdentifier", words.phone());
        }
        "VIRTUAL_ACCOUNT" => virtual_account(words, &mut request),
        "MOBILE" => {
            request.set("productType", words.pick(&["REAL", "DIGITAL"]));
            request.set("mobile/carrier", words.pick(&["SKT", "KT", "LGU"]));
        }
        _ => easy_pay(words, &mut request),
    }
    if words.one_in(3) {
        request.set("vatAmount", total / 11);
    }
    if words.one_in(3) {
        request.set("locale", words.pick(&["KO_KR", "EN_US"]));
    }
    if words.one_in(2) {
        request.set("redirectUrl", words.url("orders/done"));
    }
    if words.one_in(4) {
        request.set("noticeUrls", vec![words.url("hooks/payment").into()]);
    }
    if words.one_in(4) {
        request.set("windowType", object([("pc", "IFRAME".into()), ("mobile", "UI".into())]));
        request.set("bypass/smartro_v2/SkinColor", words.pick(&["RED", "GREEN", "BLUE"]));
    }
    request.set("products", words.products(1));
    request.set("customData", words.custom_data());
    request
}

fn customer(words: &mut Words<'_>) -> Json {
    let mut customer = object([
        ("customerId", format!("member{}", words.digits(7)).into()),
        ("fullName", words.name().into()),
        ("phoneNumber", words.phone().into()),
        ("email", words.email().into()),
    ]);
    if words.one_in(4) {
        customer.set("address", words.address());
        customer.set("zipcode", words.digits(5));
    }
    customer
}

fn card(words: &mut Words<'_>, request: &mut Json) {
    match words.rng.u32(..3) {
        0 => {
            let issuers = ["BC_CARD", "SAMSUNG_CARD", "SHINHAN_CARD", "HYUNDAI_CARD", "LOTTE_CARD"];
            request.set("card/cardCompany", words.pick(&issuers));
            request.set("card/installment/monthOption/fixedMonth", words.rng.i64(0..12));
        }
        1 => request.set("card/useInstallment", words.rng.bool()),
        _ => request.set("isEscrow", words.rng.bool()),
    }
}

fn virtual_account(words: &mut Words<'_>, request: &mut Json) {
    let banks = ["SHINHAN_BANK", "HANA_BANK", "WOORI_BANK", "BANK_NH_NONGHYUP_BANK", "EPOST"];
    request.set("virtualAccount/bankCode", words.pick(&banks));
    if words.one_in(2) {
        request.set("virtualAccount/accountExpiry/validHours", words.rng.i64(1..96));
    } else {
        request.set("virtualAccount/accountExpiry/dueDate", "2031-06-30T23:59:59+09:00");
    }
    if words.one_in(3) {
        request.set("virtualAccount/cashReceiptType", "ANONYMOUS");
    } else {
        request.set("virtualAccount/cashReceiptType", "PERSONAL");
        request.set("virtualAccount/customerIdentifier", words.phone());
    }
}

fn easy_pay(words: &mut Words<'_>, request: &mut Json) {
    let provider = words.pick(&["NAVERPAY", "KAKAOPAY", "TOSSPAY", "PAYCO", "SAMSUNGPAY"]);
    request.set("easyPay/easyPayProvider", provider);
    if provider == "NAVERPAY" {
        request.set("easyPay/availablePayMethods", vec!["CARD".into()]);
    }
}

/// `requestIssueBillingKey`.
pub(crate) fn billing_key(words: &mut Words<'_>) -> Json {
    let mut request = object([
        ("storeId", words.uuid("store").into()),
        ("channelKey", words.uuid("channel-key").into()),
        ("billingKeyMethod", "CARD".into()),
        ("issueId", format!("issue{}", words.digits(12)).into()),
        ("issueName", words.goods().into()),
        ("customer", customer(words)),
        ("redirectUrl", words.url("billing/done").into()),
        ("customData", words.custom_data()),
    ]);
    if words.one_in(2) {
        request.set("locale", "KO_KR");
    }
    if words.one_in(2) {
        request.set("displayAmount", words.rng.i64(10..500) * 100);
        request.set("currency", "KRW");
    }
    if words.one_in(3) {
        request.set("bypass/smartro_v2/IsPwdPass", words.pick(&["Y", "N"]));
    }
    request
}
