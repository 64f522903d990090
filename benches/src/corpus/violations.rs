//! What can be wrong with a request: each of these is one finding.

use super::json::Json;

pub(crate) struct Violation {
    /// The payment method that it is about, if it is about one.
    method: Option<&'static str>,
    /// Whether typed structs cannot be read with it; what else is wrong is not looked for then.
    pub(crate) ends_reading: bool,
    changes: &'static [(&'static str, Change)],
}

pub(super) enum Change {
    Remove,
    Text(&'static str),
    Number(i64),
    Flag(bool),
}

pub(super) use Change::{Flag, Number, Remove, Text};

const LONG: &str = "order20261123000000000000000000000000000001";
const LONG_CUSTOMER: &str = "customer20261123000001";
const LONG_NAME: &str = "Alexander Maximilian Featherstonehaugh";
const LONG_EMAIL: &str = "alexander.maximilian.featherstonehaugh.of.the.orchard@gyul.example.com";

pub(super) const fn on(changes: &'static [(&'static str, Change)]) -> Violation {
    Violation { method: None, ends_reading: false, changes }
}

const fn ending_reading(changes: &'static [(&'static str, Change)]) -> Violation {
    Violation { method: None, ends_reading: true, changes }
}

const fn paying_by(method: &'static str, changes: &'static [(&'static str, Change)]) -> Violation {
    Violation { method: Some(method), ends_reading: false, changes }
}

const PAYMENT: &[Violation] = &[
    on(&[("request/paymentId", Text("order-2026-11-23"))]),
    on(&[("request/paymentId", Text(LONG))]),
    on(&[("request/currency", Text("JPY"))]),
    on(&[("request/channelKey", Remove)]),
    on(&[("request/customer/phoneNumber", Text(""))]),
    on(&[("request/customer/customerId", Text(LONG_CUSTOMER))]),
    on(&[("request/customer/fullName", Text(LONG_NAME))]),
    on(&[("request/customer/email", Text(LONG_EMAIL))]),
    on(&[("request/locale", Text("JA_JP"))]),
    ending_reading(&[("request/bypass/kcp_v2/shop_user_id", Text("shop1"))]),
    on(&[("request/totalAmount", Number(0)), ("request/vatAmount", Remove)]),
    ending_reading(&[("request/orderName", Number(7))]),
    ending_reading(&[("request/storeId", Remove)]),
    ending_reading(&[("request/forceRedirect", Text("true"))]),
    ending_reading(&[("request/buyer_name", Text("김감귤"))]),
    paying_by("CARD", &[("request/card/useCardPoint", Flag(false))]),
    paying_by("CARD", &[("request/transfer/bankCode", Text("SHINHAN_BANK"))]),
    paying_by("TRANSFER", &[("request/transfer/customerIdentifier", Remove)]),
    paying_by("TRANSFER", &[("request/easyPay/easyPayProvider", Text("TOSSPAY"))]),
    paying_by("VIRTUAL_ACCOUNT", &[("request/virtualAccount/bankCode", Text("KAKAO_BANK"))]),
    paying_by("VIRTUAL_ACCOUNT", &[("request/mobile/carrier", Text("SKT"))]),
    paying_by("MOBILE", &[("request/productType", Remove)]),
    paying_by("MOBILE", &[("request/bypass/smartro_v2/OpenType", Text("EN"))]),
    paying_by("EASY_PAY", &[("request/easyPay/easyPayProvider", Text("CHAI"))]),
    paying_by("EASY_PAY", &[("request/customer/customerId", Remove)]),
    paying_by("EASY_PAY", &[("request/easyPay/easyPayProvider", Remove)]),
];

const BILLING_KEY_WINDOW: &[Violation] = &[
    on(&[("request/channelKey", Remove)]),
    on(&[("request/issueId", Text("issue-1"))]),
    on(&[("request/issueId", Remove)]),
    on(&[("request/customer/customerId", Text("member@7"))]),
    on(&[("request/customer/customerId", Text(LONG_CUSTOMER))]),
    on(&[("request/customer/customerId", Remove)]),
    on(&[("request/locale", Text("EN_US"))]),
    on(&[("request/billingKeyMethod", Text("EASY_PAY"))]),
    on(&[("request/bypass/kcp_v2/site_logo", Text("logo.png"))]),
];

const INSTANT: &[Violation] = &[
    on(&[("pathParams/paymentId", Text("order_7"))]),
    on(&[("pathParams/paymentId", Text(LONG))]),
    on(&[("request/currency", Text("EUR"))]),
    on(&[("request/channelKey", Remove)]),
    on(&[("request/orderName", Remove)]),
    on(&[("request/amount/total", Number(0)), ("request/amount/vat", Remove)]),
    on(&[("request/customer/customerId", Text("member7"))]),
    on(&[("request/method/virtualAccount/option/type", Text("FIXED"))]),
    on(&[("request/method/virtualAccount/bank", Remove)]),
    on(&[("request/method/virtualAccount/cashReceipt/customerIdentityNumber", Text(""))]),
];

const ISSUE: &[Violation] = &[
    on(&[("request/channelKey", Remove)]),
    on(&[("request/customer/id", Remove)]),
    on(&[("request/customer/id", Text(LONG_CUSTOMER))]),
    on(&[("request/customer/customerId", Text("member7"))]),
    on(&[("request/method/card/credential/number", Text("4111-1111-1111-1111"))]),
    on(&[("request/method/card/credential/expiryMonth", Text("13"))]),
    on(&[("request/method/card/credential/expiryYear", Text("2030"))]),
    on(&[("request/method/card/credential/passwordTwoDigits", Text("7"))]),
    on(&[("request/method/card/credential/birthOrBusinessRegistrationNumber", Text("1990-01-01"))]),
];

const BILLING_KEY: &[Violation] = &[
    on(&[("pathParams/paymentId", Text("order.7"))]),
    on(&[("request/billingKey", Remove)]),
    on(&[("request/currency", Text("JPY"))]),
    on(&[("request/orderName", Number(7))]),
    on(&[("request/amount/total", Number(-100)), ("request/amount/vat", Remove)]),
    on(&[("request/useCardPoint", Flag(true))]),
    on(&[("request/customer/customerId", Text("member7"))]),
    on(&[("request/cardPassword", Text("00"))]),
];

const SCHEDULE: &[Violation] = &[
    on(&[("pathParams/paymentId", Text("정기결제7"))]),
    on(&[("request/timeToPay", Remove)]),
    on(&[("request/payment/billingKey", Remove)]),
    on(&[("request/payment/currency", Text("JPY"))]),
    on(&[("request/payment/amount/total", Number(0)), ("request/payment/amount/vat", Remove)]),
    on(&[("request/payment/useCardPoint", Flag(false))]),
    on(&[("request/payment/customer/customerId", Text("member7"))]),
    on(&[("request/payment/storeId", Number(7))]),
];

const CANCEL: &[Violation] = &[
    on(&[("request/reason", Remove)]),
    on(&[("request/requester", Text("USER"))]),
    on(&[("request/amount", Text("1000"))]),
    on(&[("request/refundAccount/holderPhoneNumber", Remove)]),
    on(&[("request/refundAccount/number", Number(123_456_789))]),
    on(&[("request/skipWebhook", Text("false"))]),
    on(&[("request/cancel_request_amount", Number(1000))]),
];

/// What can be wrong with this request, in an envelope.
pub(crate) fn of(request: &Json) -> Vec<&'static Violation> {
    let all = match request.text("operation").unwrap_or_default() {
        "requestPayment" => PAYMENT,
        "requestIssueBillingKey" => BILLING_KEY_WINDOW,
        "payInstantly" => INSTANT,
        "issueBillingKey" => ISSUE,
        "payWithBillingKey" => BILLING_KEY,
        "createPaymentSchedule" => SCHEDULE,
        _ => CANCEL,
    };
    let method = request.text("request/payMethod");
    let mine = |violation: &&Violation| violation.method.is_none() || violation.method == method;
    all.iter().filter(mine).collect()
}

impl Violation {
    pub(crate) fn apply(&self, request: &mut Json) {
        for (path, change) in self.changes {
            match change {
                Remove => request.remove(path),
                Text(text) => request.set(path, *text),
                Number(number) => request.set(path, *number),
                Flag(flag) => request.set(path, *flag),
            }
        }
    }

    /// Whether the two change the same place, so that one undoes the other.
    pub(crate) fn clashes(&self, other: &Self) -> bool {
        self.changes.iter().any(|(path, _)| other.changes.iter().any(|(its, _)| its == path))
    }
}
