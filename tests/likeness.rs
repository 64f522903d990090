//! Which files of a directory are requests: a table of bodies, calls and envelopes, and of what has
//! words of requests and is none.

use smartro_lint::{Linter, Request};

const REQUESTS: [(&str, &str); 31] = [
    (
        "whole",
        r#"{"storeId": "store-1", "channelKey": "channel-1", "paymentId": "order1", "orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD"}"#,
    ),
    (
        "without the store",
        r#"{"orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD", "paymentId": "a1"}"#,
    ),
    (
        "amount as text",
        r#"{"orderName": "노트", "totalAmount": "1,000원", "currency": "KRW", "payMethod": "card"}"#,
    ),
    (
        "a status",
        r#"{"storeId": "store-1", "channelKey": "c", "paymentId": "a1", "orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD", "status": "READY"}"#,
    ),
    (
        "an id, as fixtures have",
        r#"{"id": 1, "storeId": "store-1", "channelKey": "c", "paymentId": "a1", "orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD"}"#,
    ),
    (
        "a status, paid with a key",
        r#"{"billingKey": "billing-key-1", "orderName": "구독", "amount": {"total": 1000}, "currency": "KRW", "status": "PENDING"}"#,
    ),
    (
        "typos",
        r#"{"storeId": "store-1", "ordrName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethd": "CARD"}"#,
    ),
    (
        "notes beside",
        r#"{"storeId": "store-1", "orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD", "comment": "재시도", "shop": {"a": 1}}"#,
    ),
    (
        "the window of billing keys",
        r#"{"storeId": "store-1", "channelKey": "c", "billingKeyMethod": "CARD", "issueId": "i1", "issueName": "구독"}"#,
    ),
    (
        "without an issue",
        r#"{"storeId": "store-1", "channelKey": "c", "billingKeyMethod": "CARD", "customer": {"customerId": "u1"}}"#,
    ),
    (
        "as the guide has it",
        r#"{"storeId": "store-1", "channelKey": "c", "billingKeyMethod": "CARD"}"#,
    ),
    (
        "a fragment of the guide",
        r#"{"pgProvider": "SMARTRO_V2", "payMethod": "VIRTUAL_ACCOUNT", "totalAmount": 50000, "isEscrow": true, "virtualAccount": {"bankCode": "SHINHAN_BANK"}}"#,
    ),
    (
        "a billing key",
        r#"{"channelKey": "c", "customer": {"id": "u1"}, "method": {"card": {"credential": {"number": "4111111111111111", "expiryYear": "30", "expiryMonth": "01"}}}}"#,
    ),
    (
        "paid with a key",
        r#"{"billingKey": "billing-key-1", "orderName": "구독", "amount": {"total": 1000}, "currency": "KRW"}"#,
    ),
    (
        "the amount as a number",
        r#"{"billingKey": "billing-key-1", "orderName": "구독", "amount": 1000, "currency": "KRW"}"#,
    ),
    (
        "a schedule",
        r#"{"payment": {"billingKey": "b", "orderName": "구독", "amount": {"total": 1000}, "currency": "KRW"}, "timeToPay": "2030-01-01T00:00:00Z"}"#,
    ),
    (
        "numbers where texts belong",
        r#"{"storeId": "store-1", "channelKey": "c", "paymentId": 1234, "orderName": "노트", "totalAmount": "1000", "currency": "WON", "payMethod": "CARD"}"#,
    ),
    (
        "an id of the order beside",
        r#"{"storeId": "store-1", "channelKey": "c", "paymentId": "a1", "orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD", "orderId": "o1"}"#,
    ),
    (
        "nothing yet in one field",
        r#"{"storeId": "store-1", "channelKey": "c", "paymentId": "a1", "orderName": "", "totalAmount": 0, "currency": "KRW", "payMethod": "CARD"}"#,
    ),
    (
        "a refund",
        r#"{"reason": "고객 변심", "refundAccount": {"bank": "KOOKMIN", "number": "1", "holderName": "x"}}"#,
    ),
    ("a refund in words", r#"{"reason": "고객 변심", "refundAccount": "신한 110123456789"}"#),
    (
        "a call of which a text is a number",
        r#"{"url": "/payments/x/instant", "data": {"orderName": 1, "extra": 2}}"#,
    ),
    (
        "an amount that is ignored",
        r#"{"reason": "고객 변심", "cancelAmount": 1000, "memo": "전화"}"#,
    ),
    (
        "a call",
        r#"{"method": "POST", "url": "https://api.portone.io/payments/x/cancel", "data": {"cancelAmount": 1}}"#,
    ),
    (
        "a call of a path",
        r#"{"method": "POST", "url": "/payments/x/cancel", "data": {"cancelAmount": 1}}"#,
    ),
    (
        "a call with text",
        r#"{"method": "POST", "path": "/payments/x/cancel", "body": "{\"cancelAmount\": 1}"}"#,
    ),
    (
        "a call by parts",
        r#"{"method": "POST", "url": {"raw": "{{base}}/payments/x/cancel", "host": ["{{base}}"]}, "body": {"mode": "raw", "raw": "{\"reason\": \"a\"}"}}"#,
    ),
    ("an envelope", r#"{"operation": "cancelPayment", "requset": {"reason": "a"}}"#),
    ("another spelling", r#"{"operation": "payment.cancel", "request": {"reason": "a"}}"#),
    (
        "a body of an unknown name",
        r#"{"operation": "checkout", "request": {"storeId": "s", "orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD"}}"#,
    ),
    (
        "an envelope without a name",
        r#"{"request": {"order_name": "노트", "total_amount": 1000, "pay_method": "CARD"}}"#,
    ),
];

const OTHERS: [(&str, &str); 86] = [
    ("snake case", r#"{"order_name": "노트", "total_amount": 1000, "pay_method": "CARD"}"#),
    (
        "snake case, whole",
        r#"{"store_id": "store-1", "channel_key": "c", "payment_id": "a1", "order_name": "노트", "total_amount": 1000, "currency": "KRW", "pay_method": "CARD", "customer": {"phone_number": "01012345678"}}"#,
    ),
    (
        "lower case",
        r#"{"storeid": "store-1", "channelkey": "c", "paymentid": "a1", "ordername": "노트", "totalamount": 1000, "currency": "KRW", "paymethod": "CARD"}"#,
    ),
    ("kebab case", r#"{"order-name": "노트", "total-amount": 1000, "pay-method": "CARD"}"#),
    (
        "pascal case",
        r#"{"StoreId": "store-1", "OrderName": "노트", "TotalAmount": 1000, "PayMethod": "CARD"}"#,
    ),
    (
        "no method",
        r#"{"channelKey": "c", "orderName": "구독", "amount": {"total": 8900}, "currency": "KRW", "customer": {"id": "u1", "name": {"full": "홍길동"}}}"#,
    ),
    ("a part of it", r#"{"reason": "고객 변심", "amount": 1000}"#),
    ("a cancellation", r#"{"reason": "고객 변심"}"#),
    (
        "placeholders",
        r#"{"storeId": "{{storeId}}", "paymentId": "${id}", "orderName": "{{name}}", "totalAmount": "{{amount}}", "currency": "KRW", "payMethod": "CARD"}"#,
    ),
    (
        "translations with an account",
        r#"{"reason": "취소 사유", "amount": "취소 금액", "refundAccount": {"bank": "은행", "number": "계좌번호", "holderName": "예금주"}}"#,
    ),
    (
        "widths of columns",
        r#"{"storeId": 100, "channelKey": 100, "paymentId": 120, "orderName": 200, "totalAmount": 80, "currency": 40, "payMethod": 60}"#,
    ),
    (
        "letters of columns",
        r#"{"storeId": "F", "channelKey": "G", "paymentId": "A", "orderName": "B", "totalAmount": "C", "currency": "D", "payMethod": "E"}"#,
    ),
    (
        "headings of a table",
        r#"{"storeId": "상점ID", "channelKey": "채널키", "paymentId": "주문번호", "orderName": "상품명", "totalAmount": "1000", "currency": "KRW", "payMethod": "CARD"}"#,
    ),
    (
        "a line of a log with a payment",
        r#"{"level": "info", "msg": "pay", "paymentId": "p1", "orderName": "x", "totalAmount": 1, "currency": "KRW"}"#,
    ),
    (
        "an event with a payment",
        r#"{"ts": "2026", "event": "purchase", "totalAmount": 1, "currency": "KRW", "orderName": "x", "payMethod": "CARD"}"#,
    ),
    (
        "a log of whole requests",
        r#"{"time": 1, "level": "info", "storeId": "store-1", "channelKey": "c", "paymentId": "a1", "orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD"}"#,
    ),
    (
        "a row of an order",
        r#"{"order_id": 1, "order_name": "x", "total_amount": 1000, "currency": "KRW", "pay_method": "CARD"}"#,
    ),
    (
        "an order with its customer",
        r#"{"orderId": "o1", "orderName": "노트", "totalAmount": 2000, "currency": "KRW", "payMethod": "CARD", "products": [{"id": "p", "name": "노트", "amount": 1000, "quantity": 2}], "customerId": "u"}"#,
    ),
    (
        "an order with its receipt",
        r#"{"orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD", "receiptUrl": "https://a.kr"}"#,
    ),
    (
        "an order with a note",
        r#"{"orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD", "memo": "x"}"#,
    ),
    (
        "an example of a generator",
        r#"{"billingKey": "string", "orderName": "string", "amount": {"total": 0}, "currency": "string", "customer": {"id": "string"}}"#,
    ),
    (
        "a whole example of a generator",
        r#"{"storeId": "string", "channelKey": "string", "paymentId": "string", "orderName": "string", "totalAmount": 0, "currency": "string", "payMethod": "string", "customer": {"phoneNumber": "string"}}"#,
    ),
    (
        "an example of amounts",
        r#"{"reason": "string", "amount": 0, "taxFreeAmount": 0, "vatAmount": 0}"#,
    ),
    ("a ban", r#"{"reason": "spam", "requester": "admin"}"#),
    ("a policy", r#"{"reason": "policy", "amount": 0}"#),
    (
        "the first state of a form",
        r#"{"payMethod": "", "orderName": "", "totalAmount": 0, "currency": "KRW", "customer": {"fullName": "", "phoneNumber": "", "email": ""}}"#,
    ),
    (
        "a subscription",
        r#"{"billingKey": "b", "orderName": "x", "amount": {"total": 1}, "currency": "KRW", "plan": "PRO", "nextBillingDate": "2026-01-01", "userId": 1}"#,
    ),
    (
        "a subscription's row",
        r#"{"billingKey": "b1", "orderName": "월정액", "amount": {"total": 9900}, "currency": "KRW", "userId": 3, "nextAt": "x"}"#,
    ),
    (
        "a template",
        r#"{"storeId": "<storeId>", "channelKey": "<channelKey>", "paymentId": "<paymentId>", "orderName": "<orderName>", "totalAmount": 0, "currency": "KRW", "payMethod": "CARD"}"#,
    ),
    (
        "a template of one value",
        r#"{"storeId": "store-1", "channelKey": "c", "paymentId": "order{{$randomInt}}", "orderName": "노트", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD"}"#,
    ),
    (
        "configuration",
        r#"{"storeId": "store-1", "channelKey": "c", "redirectUrl": "https://a.kr/done"}"#,
    ),
    (
        "more of it",
        r#"{"storeId": "store-1", "channelKey": "c", "currency": "KRW", "payMethod": "CARD", "locale": "KO_KR", "noticeUrls": ["https://a.kr/hook"]}"#,
    ),
    (
        "configuration of one product",
        r#"{"storeId": "store-1", "channelKey": "c", "orderName": "월 구독"}"#,
    ),
    (
        "window",
        r#"{"storeId": "store-1", "channelKey": "c", "windowType": {"pc": "IFRAME", "mobile": "REDIRECTION"}}"#,
    ),
    (
        "types",
        r#"{"storeId": "string", "paymentId": "string", "orderName": "string", "totalAmount": "number", "currency": "string", "payMethod": "string"}"#,
    ),
    (
        "types of TypeScript",
        r#"{"storeId": "string", "channelKey": "string | undefined", "paymentId": "string", "orderName": "string", "totalAmount": "bigint"}"#,
    ),
    (
        "types of GraphQL",
        r#"{"storeId": "String!", "paymentId": "ID!", "orderName": "String", "totalAmount": "Int!"}"#,
    ),
    (
        "columns",
        r#"{"paymentId": "varchar(40)", "orderName": "varchar(255)", "totalAmount": "int", "payMethod": "enum('CARD')"}"#,
    ),
    (
        "names of columns",
        r#"{"paymentId": "payment_id", "orderName": "order_name", "totalAmount": "total_amount", "payMethod": "pay_method"}"#,
    ),
    (
        "properties",
        r#"{"storeId": {"type": "string"}, "paymentId": {"type": "string"}, "orderName": {"type": "string"}, "totalAmount": {"type": "integer"}, "customer": {"type": "object", "properties": {"phoneNumber": {"type": "string"}}}}"#,
    ),
    (
        "a schema",
        r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["orderName"], "properties": {"orderName": {"type": "string"}, "totalAmount": {"type": "integer"}}}"#,
    ),
    (
        "rules of a form",
        r#"{"orderName": "required|string|max:40", "totalAmount": "required|integer|min:1", "payMethod": "required|in:CARD,TRANSFER", "paymentId": "required"}"#,
    ),
    (
        "rules as lists",
        r#"{"orderName": ["required"], "totalAmount": ["required", "integer"], "payMethod": ["required"]}"#,
    ),
    (
        "rules as objects",
        r#"{"orderName": {"required": true, "maxLength": 40}, "totalAmount": {"min": 1}, "payMethod": {"oneOf": ["CARD"]}}"#,
    ),
    (
        "builders",
        r#"{"orderName": "z.string().max(40)", "totalAmount": "z.number()", "paymentId": "z.string()"}"#,
    ),
    (
        "patterns",
        r#"{"paymentId": "^[a-zA-Z0-9]{1,40}$", "orderName": "^.{1,40}$", "totalAmount": "^[0-9]+$"}"#,
    ),
    (
        "a form",
        r#"{"orderName": {"label": "주문명", "type": "text"}, "totalAmount": {"label": "금액", "type": "number"}, "payMethod": {"label": "결제 수단", "options": ["CARD"]}}"#,
    ),
    (
        "fields of a form",
        r#"[{"name": "orderName", "label": "주문명"}, {"name": "totalAmount", "label": "금액"}]"#,
    ),
    (
        "choices",
        r#"{"payMethod": ["CARD", "TRANSFER"], "currency": ["KRW", "USD"], "locale": ["KO_KR"]}"#,
    ),
    (
        "Korean",
        r#"{"storeId": "상점", "channelKey": "채널", "orderName": "주문명", "paymentId": "결제 번호"}"#,
    ),
    (
        "Korean with an amount",
        r#"{"storeId": "상점 아이디", "payMethod": "결제 수단", "orderName": "주문명", "totalAmount": "결제 금액"}"#,
    ),
    (
        "English",
        r#"{"orderName": "Order name", "paymentId": "Payment ID", "totalAmount": "Total amount", "payMethod": "Payment method"}"#,
    ),
    (
        "nested Korean",
        r#"{"payment": {"orderName": "주문명", "amount": "금액", "customer": "고객", "method": "결제 수단"}}"#,
    ),
    ("translations of a cancellation", r#"{"reason": "취소 사유", "amount": "취소 금액"}"#),
    ("a projection", r#"{"paymentId": 1, "orderName": 1, "totalAmount": 1, "payMethod": 1}"#),
    (
        "a selection",
        r#"{"paymentId": true, "orderName": true, "totalAmount": true, "payMethod": true}"#,
    ),
    (
        "attributes",
        r#"{"paymentId": {"S": "a1"}, "orderName": {"S": "노트"}, "totalAmount": {"N": "1000"}}"#,
    ),
    (
        "where to find it",
        r##"{"orderName": "#order-name", "totalAmount": "#total", "payMethod": "select[name=pay]"}"##,
    ),
    (
        "paths",
        r#"{"orderName": "$.order.name", "totalAmount": "$.total", "payMethod": "$.pay.method", "paymentId": "$.id"}"#,
    ),
    ("somebody's operation", r#"{"operation": "cancel", "request": {"reason": "user"}}"#),
    ("a line of a log", r#"{"operation": "cancelPayment", "level": "info", "durationMs": 30}"#),
    ("Stripe's refund", r#"{"charge": "ch_1", "amount": 1000, "reason": "requested_by_customer"}"#),
    ("Stripe's intent", r#"{"payment_intent": "pi_1", "amount": 1000, "reason": "duplicate"}"#),
    ("version 1", r#"{"imp_uid": "imp_1", "reason": "변심", "amount": 1000}"#),
    ("Toss", r#"{"cancelReason": "변심", "cancelAmount": 1000}"#),
    (
        "Toss's payment",
        r#"{"method": "CARD", "amount": {"currency": "KRW", "value": 1000}, "orderId": "a", "orderName": "노트"}"#,
    ),
    (
        "Kakao",
        r#"{"cid": "TC0ONETIME", "tid": "T1", "cancel_amount": 1000, "cancel_tax_free_amount": 0}"#,
    ),
    ("NICE", r#"{"amount": 1000, "orderId": "a", "reason": "변심"}"#),
    (
        "a row",
        r#"{"id": 7, "payment_id": "a1", "order_name": "노트", "total_amount": 1000, "pay_method": "CARD", "status": "PAID", "created_at": "2026-01-01"}"#,
    ),
    (
        "an order",
        r#"{"orderName": "노트", "totalAmount": 1000, "currency": "KRW", "status": "PAID"}"#,
    ),
    (
        "an answer",
        r#"{"status": "PAID", "id": "a", "storeId": "s", "billingKey": "b", "orderName": "노트", "amount": {"total": 1000, "paid": 1000}, "currency": "KRW", "customer": {"id": "u1"}, "paidAt": "2026-01-01T00:00:00Z"}"#,
    ),
    (
        "a scheduled one",
        r#"{"status": "SCHEDULED", "id": "a", "merchantId": "m", "storeId": "s", "paymentId": "p", "billingKey": "b", "orderName": "노트", "isCulturalExpense": false, "isEscrow": false, "customer": {"id": "u1"}, "customData": "{}", "totalAmount": 1000, "currency": "KRW", "createdAt": "2026-01-01T00:00:00Z", "timeToPay": "2026-01-01T00:00:00Z"}"#,
    ),
    (
        "a cancelled one",
        r#"{"status": "SUCCEEDED", "id": "a", "totalAmount": 1000, "taxFreeAmount": 0, "vatAmount": 90, "reason": "변심", "cancelledAt": "2026-01-01T00:00:00Z"}"#,
    ),
    ("a cancellation in a table", r#"{"id": 3, "reason": "변심", "amount": 1000}"#),
    (
        "what the window answers",
        r#"{"code": null, "paymentId": "a1", "transactionType": "PAYMENT", "txId": "t1"}"#,
    ),
    (
        "a webhook",
        r#"{"type": "Transaction.Paid", "timestamp": "2026-01-01T00:00:00Z", "data": {"storeId": "s", "paymentId": "a1", "transactionId": "t"}}"#,
    ),
    ("who paid", r#"{"customerId": "u1", "billingKey": "b"}"#),
    ("an absence", r#"{"date": "2026-01-01", "reason": "연차"}"#),
    ("a status of a cluster", r#"{"kind": "Status", "reason": "NotFound", "code": 404}"#),
    (
        "a route",
        r#"{"method": "POST", "path": "/payments/:paymentId/cancel", "handler": "cancel"}"#,
    ),
    (
        "a mock",
        r#"{"request": {"method": "POST", "url": "/payments/1/cancel"}, "response": {"status": 200}}"#,
    ),
    (
        "another API",
        r#"{"method": "POST", "url": "https://api.tosspayments.com/v1/payments/a/cancel", "body": {"reason": "a"}}"#,
    ),
    ("another method", r#"{"method": {"type": "ssh"}, "amount": 3}"#),
    ("a plan", r#"{"payment": {"id": 1}, "timeToPay": "2024"}"#),
    ("an event", r#"{"event": "purchase", "currency": "KRW", "value": 1000, "orderName": "노트"}"#),
    (
        "a package",
        r#"{"name": "shop", "version": "1.0.0", "dependencies": {"@portone/browser-sdk": "0.1"}}"#,
    ),
];

#[test]
fn what_is_meant_for_a_request_is_one() {
    let linter = Linter::smartro().unwrap();
    let mut session = linter.session();
    let mut wrong = Vec::new();
    for (name, text) in REQUESTS {
        if !session.lint(&Request::json(text)).is_request() {
            wrong.push(format!("lost: {name}"));
        }
    }
    for (name, text) in OTHERS {
        if session.lint(&Request::json(text)).is_request() {
            wrong.push(format!("taken for a request: {name}"));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn what_is_broken_is_found_by_its_words_in_any_spelling() {
    let linter = Linter::smartro().unwrap();
    let mut session = linter.session();
    for text in [
        r#"{"order_name": "노트", "total_amount": 1000,"#,
        r#"{"ORDER_NAME": "노트" "totalamount": 1000}"#,
        r#"{"payMethod": "CARD",}"#,
    ] {
        assert!(session.lint(&Request::json(text)).is_request(), "{text}");
    }
    assert!(!session.lint(&Request::json(r#"{"order": "노트", "total": 1000,"#)).is_request());
}
