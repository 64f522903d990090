//! What is wrong with requests of the field: how often, of a hundred requests of an operation, each
//! of these was found in 232 requests of documentation and public repositories. Rules that the peers
//! do not check are left out.

use super::json::Json;
use super::violations::{Flag, Number, Remove, Text, Violation, on};

type Often = (u32, Violation);

const PAYMENT: &[Often] = &[
    (78, on(&[("request/customer/phoneNumber", Remove)])),
    (27, on(&[("request/paymentId", Text("order-20261123-000001"))])),
    (22, on(&[("request/channelKey", Remove)])),
    (21, on(&[("request/paymentId", Text("payment20261123000000000000000000000000000001"))])),
    (20, on(&[("request/paymentId", Remove)])),
    (20, on(&[("request/orderName", Remove)])),
    (20, on(&[("request/currency", Remove)])),
    (18, on(&[("request/storeId", Remove)])),
    (15, on(&[("request/totalAmount", Remove)])),
    (14, on(&[("request/customer/customerId", Remove)])),
    (9, on(&[("request/payMethod", Remove)])),
    (8, on(&[("request/bypass/kcp_v2/shop_user_id", Text("shop1"))])),
    (5, on(&[("request/pgProvider", Text("smartro"))])),
    (3, on(&[("request/payMethod", Text("PAYPAL"))])),
    (1, on(&[("request/orderName", Number(7))])),
];

const BILLING_KEY_WINDOW: &[Often] = &[
    (71, on(&[("request/customer/customerId", Remove)])),
    (53, on(&[("request/issueId", Remove)])),
    (41, on(&[("request/issueId", Text("issue-20261123"))])),
    (18, on(&[("request/customer/customerId", Text("member-7"))])),
    (18, on(&[("request/billingKeyMethod", Text("EASY_PAY"))])),
    (12, on(&[("request/channelKey", Remove)])),
    (12, on(&[("request/pgProvider", Text("smartro"))])),
];

const INSTANT: &[Often] = &[
    (43, on(&[("request/method/card/credential/number", Text("4111111111111111"))])),
    (33, on(&[("request/method/virtualAccount/option", Remove)])),
    (24, on(&[("request/paymentId", Text("order20261123000001"))])),
    (10, on(&[("request/method", Remove)])),
    (10, on(&[("request/method/virtualAccount/option", Text("NORMAL"))])),
];

const ISSUE: &[Often] = &[
    (80, on(&[("request/method/card/credential/number", Text("1111-1111-1111-1111"))])),
    (25, on(&[("request/channelKey", Remove)])),
    (12, on(&[("request/method", Remove)])),
    (12, on(&[("request/customer/id", Remove)])),
    (12, on(&[("request/customer/customer_id", Text("member7"))])),
    (12, on(&[("request/chanenlGroupId", Text("channel-group-1"))])),
];

const BILLING_KEY: &[Often] = &[
    (15, on(&[("request/installment_month", Number(3))])),
    (8, on(&[("request/useCardPoint", Flag(false))])),
];

const SCHEDULE: &[Often] = &[
    (16, on(&[("request/timeToPay", Remove)])),
    (16, on(&[("request/payment/InstallmentMonth", Number(3))])),
    (16, on(&[("request/payment/useCardPoint", Flag(false))])),
    (10, on(&[("request/productCount", Number(1))])),
];

/// What may be wrong with this request, in an envelope.
pub(crate) fn of(request: &Json) -> &'static [Often] {
    match request.text("operation").unwrap_or_default() {
        "requestPayment" => PAYMENT,
        "requestIssueBillingKey" => BILLING_KEY_WINDOW,
        "payInstantly" => INSTANT,
        "issueBillingKey" => ISSUE,
        "payWithBillingKey" => BILLING_KEY,
        "createPaymentSchedule" => SCHEDULE,
        _ => &[],
    }
}
