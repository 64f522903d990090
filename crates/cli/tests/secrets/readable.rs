//! What is ordinary stays readable.

use smartro_lint::Linter;

/// Texts, and how they are shown: to everybody, and to who asks for values.
const SHOWN: &[(&str, &str, &str)] = &[
    (
        r#"{"key":"a","keys":["b"],"channelKey":"c","billingKey":"d","primaryKey":"e","keyCode":13,"prdNm":"책"}"#,
        "",
        "",
    ),
    (
        r#"{"vbankNum":"1102345","accNo":"1102","CashReceiptNo":"0101","idNo":"90","expYm":2912,"validThru":"2912"}"#,
        r#"{"vbankNum":"*******","accNo":"****","CashReceiptNo":"****","idNo":"**","expYm":****,"validThru":"****"}"#,
        r#"{"vbankNum":"*******","accNo":"****","CashReceiptNo":"****","idNo":"**","expYm":****,"validThru":"****"}"#,
    ),
    (r#"{"rcvrNm":"홍길동","tel2":"9876"}"#, r#"{"rcvrNm":"＊＊＊","tel2":"****"}"#, ""),
    (
        r#"{"payMethod":["123456","CARD"],"currency":["KRW"]}"#,
        r#"{"payMethod":["******","CARD"],"currency":["KRW"]}"#,
        r#"{"payMethod":["******","CARD"],"currency":["KRW"]}"#,
    ),
    (
        r#"{"reason":["9001011234567","1234567891","변심"],"paymentId":"9001011234567"}"#,
        r#"{"reason":["*************","**********","변심"],"paymentId":"9001011234567"}"#,
        r#"{"reason":["*************","**********","변심"],"paymentId":"9001011234567"}"#,
    ),
    (
        r#"{"reason":"카드 9001011234567 취소","orderName":"주문 9913011234567"}"#,
        r#"{"reason":"카드 ************* 취소","orderName":"주문 9913011234567"}"#,
        r#"{"reason":"카드 ************* 취소","orderName":"주문 9913011234567"}"#,
    ),
    (r#"{"paymentId":"20231123123456789012","orderName":"책 1권","totalAmount":150000}"#, "", ""),
    (r#"{"paymentId":"4111111111111111","payMethod":"CARD","currency":"krw"}"#, "", ""),
    (
        r#"{"customer":{"fullName":"홍길동","email":"me@a.kr","phoneNumber":"010-1234-5678","customerId":"u1"}}"#,
        r#"{"customer":{"fullName":"＊＊＊","email":"**@*.**","phoneNumber":"***-****-****","customerId":"u1"}}"#,
        "",
    ),
    (
        r#"{"customer":{"customerId":"me@a.kr"},"orderName":"문의 010-1234-5678"}"#,
        r#"{"customer":{"customerId":"**@*.**"},"orderName":"문의 ***-****-****"}"#,
        "",
    ),
    (
        r#"{"method":"post","url":"https://u:p@a.kr/payments/o1/cancel?k=v","headers":{"Authorization":"PortOne sk"},"data":{"reason":"변심"}}"#,
        r#"{"method":"post","url":"https://***@a.kr/payments/o1/cancel?***","headers":{"*************":"**********"},"data":{"reason":"변심"}}"#,
        r#"{"method":"post","url":"https://***@a.kr/payments/o1/cancel?***","headers":{"*************":"**********"},"data":{"reason":"변심"}}"#,
    ),
    (
        r#"{"payMethod":"CARD","memo":"현관 앞","flag":true,"cancelAmount":5000,"method2":"EASY_PAY"}"#,
        "",
        "",
    ),
    (
        r#"{"method":"post","url":"https://a.kr/payments/4111%2D1111%2d11%311-1111/cancel","data":{"reason":"a"}}"#,
        r#"{"method":"post","url":"https://a.kr/payments/****%2D****%2d******-****/cancel","data":{"reason":"a"}}"#,
        r#"{"method":"post","url":"https://a.kr/payments/****%2D****%2d******-****/cancel","data":{"reason":"a"}}"#,
    ),
    (
        r#"{"method":{"card":{"birth":"900101","credential":{"number":"4111"}}}}"#,
        r#"{"method":{"card":{"birth":"******","credential":{"number":"****"}}}}"#,
        r#"{"method":{"card":{"birth":"******","credential":{"number":"****"}}}}"#,
    ),
    (
        r#"{"operation":"x","request":"{\"refundAccount\":{\"number\":\"가1\",\"holderName\":\"김\"},\"reason\":\"a\"}"}"#,
        r#"{"operation":"x","request":"{\"refundAccount\":{\"number\":\"＊*\",\"holderName\":\"＊\"},\"reason\":\"a\"}"}"#,
        r#"{"operation":"x","request":"{\"refundAccount\":{\"number\":\"＊*\",\"holderName\":\"김\"},\"reason\":\"a\"}"}"#,
    ),
    (
        "{paymentId: 'a', password: 'p@ss w', totalAmount: 01000, x: \"김\"}",
        "{paymentId: 'a', password: '******', totalAmount: 01000, x: \"김\"}",
        "{paymentId: 'a', password: '******', totalAmount: 01000, x: \"김\"}",
    ),
    (
        r#"{"payMethod":"CARD","storeId":"s","number":"ab"#,
        r#"{"payMethod":"CARD","storeId":"s","number":"**"#,
        r#"{"payMethod":"CARD","storeId":"s","number":"**"#,
    ),
    (
        r#"{"redirectUrl":"https://a.kr/orders/4111111111111111/done;v=1?orderId=20231123123456&payMethod=CARD#top"}"#,
        "",
        "",
    ),
    (
        r#"{"reason":"a","refundAccount":{"holderName":"110123456789","holderPhoneNumber":"01012345678"}}"#,
        r#"{"reason":"a","refundAccount":{"holderName":"************","holderPhoneNumber":"***********"}}"#,
        r#"{"reason":"a","refundAccount":{"holderName":"************","holderPhoneNumber":"01012345678"}}"#,
    ),
    (r#"{"memo":"channel-key-live-123","foo":1,"at":"2027-01-01"}"#, "", ""),
    (r#"{"at":"2027-01-01T00:00:00.000+09:00","from":"2027-01-01 ~ 2027-02-01"}"#, "", ""),
    (r#"{"x":[1000,2000,3000],"options":["500","1500"],"unitPrice":1500000000}"#, "", ""),
    (
        r#"{"paymentId":"a","totalAmount":9223372036854775800,"amount":{"total":6011000990139424000}}"#,
        "",
        "",
    ),
    (
        r#"{"x":[4111,1111,1111,1111],"y":["4111","1111","1111","1111"],"payMethod":[900101,1234567]}"#,
        r#"{"x":[****,****,****,****],"y":["****","****","****","****"],"payMethod":[******,*******]}"#,
        r#"{"x":[****,****,****,****],"y":["****","****","****","****"],"payMethod":[******,*******]}"#,
    ),
    (
        r#"{"totalAmount":4111111111111111,"orderName":"110-123-456789 2027-0101-0001 20270101-123456"}"#,
        r#"{"totalAmount":****************,"orderName":"***-***-****** 2027-0101-0001 20270101-123456"}"#,
        r#"{"totalAmount":****************,"orderName":"***-***-****** 2027-0101-0001 20270101-123456"}"#,
    ),
    (
        "{\"reason\":\"a\u{9b}[31m\u{202e}\"}",
        r#"{"reason":"a\u{9b}[31m\u{202e}"}"#,
        r#"{"reason":"a\u{9b}[31m\u{202e}"}"#,
    ),
    (
        r#"{"memo":"550e8400-e29b-41d4-a716-446655440000","ids":["store-4ff4af41-85e3-4559-8eb8-0d08a2c6ceec"]}"#,
        "",
        "",
    ),
    (
        r#"{"items":[{"name":"책","code":"SKU-24-0123","price":12000}],"shop":{"name":"가게","branch":"02"},"className":"a","cardType":"CREDIT"}"#,
        "",
        "",
    ),
    (
        r#"{"paymentId":"20270101123456","totalAmount":1500000,"storeId":"store-00000001","currency":"KRW","dueDate":"2027-01-01" "orderName":"책 외 2건","quantity":3,"x":1500}"#,
        "",
        "",
    ),
    (
        r#"{"totalAmount":1500000 "totalAmount":1500000,"paymentId":"20270101123456","memo":"4111111111111111"}"#,
        r#"{"totalAmount":1500000 "totalAmount":1500000,"paymentId":"20270101123456","memo":"****************"}"#,
        r#"{"totalAmount":1500000 "totalAmount":1500000,"paymentId":"20270101123456","memo":"****************"}"#,
    ),
    (r#"{"options":[{"name":"color","value":"red"}],"list":["card","transfer"]}"#, "", ""),
    (r#"{"memo":"a@2 b 50% 100%25 <b>3</b> pico@1.2.3"}"#, "", ""),
    (
        r#"{"memo":"4111 1111 1111 11①①","x":"11 1①"}"#,
        r#"{"memo":"**** **** **** ****","x":"11 1①"}"#,
        r#"{"memo":"**** **** **** ****","x":"11 1①"}"#,
    ),
    (
        r#"{"reason":"4222222222222","orderName":"30569309025904","paymentId":"4222222222222"}"#,
        r#"{"reason":"*************","orderName":"**************","paymentId":"4222222222222"}"#,
        r#"{"reason":"*************","orderName":"**************","paymentId":"4222222222222"}"#,
    ),
    (r#"{"reason":"변심","log":{"a":"b"}}"#, "", ""),
    ("{\"reason\":\r\n\"a\rb\"}", "{\"reason\":\r\n\"a\\u{d}b\"}", "{\"reason\":\r\n\"a\\u{d}b\"}"),
    (r#"{"path":"p1","reason":"변심"}"#, "", ""),
    (
        r#"{"path":"p1","method":"POST","reason":"변심"}"#,
        r#"{"path":"p1","method":"POST","reason":"＊＊"}"#,
        r#"{"path":"p1","method":"POST","reason":"＊＊"}"#,
    ),
    (
        r#"{"log":{"entries":[{"request":{"method":"POST","url":"https://a.kr/payments/a/cancel","postData":{"mimeType":"a/b","text":"{\"reason\":\"변심\",\"number\":\"12\"}"}}}]}}"#,
        r#"{"log":{"entries":[{"request":{"method":"POST","url":"https://a.kr/payments/a/cancel","postData":{"mimeType":"***","text":"{\"reason\":\"변심\",\"number\":\"**\"}"}}}]}}"#,
        r#"{"log":{"entries":[{"request":{"method":"POST","url":"https://a.kr/payments/a/cancel","postData":{"mimeType":"***","text":"{\"reason\":\"변심\",\"number\":\"**\"}"}}}]}}"#,
    ),
    (
        r#"{"customer":{"phoneNumber":1012345678,"fullName":12,"customerId":12,"email":3}}"#,
        r#"{"customer":{"phoneNumber":**********,"fullName":**,"customerId":12,"email":*}}"#,
        r#"{"customer":{"phoneNumber":**********,"fullName":**,"customerId":12,"email":*}}"#,
    ),
    (
        r#"{"tokenType":"bearer","인증":"완료","session":"만료됨","비밀번호":"호랑이","token":"ab","otp":{"길이":4}}"#,
        r#"{"tokenType":"bearer","인증":"완료","session":"만료됨","비밀번호":"＊＊＊","token":"**","otp":{"＊＊":*}}"#,
        r#"{"tokenType":"bearer","인증":"완료","session":"만료됨","비밀번호":"＊＊＊","token":"**","otp":{"＊＊":*}}"#,
    ),
    (
        r#"{"payMethod":"CARD","session":{"a":"완료"},"customerIdentfer":"9988 ab"}"#,
        r#"{"payMethod":"CARD","session":{"*":"＊＊"},"customerIdentfer":"*******"}"#,
        r#"{"payMethod":"CARD","session":{"*":"＊＊"},"customerIdentfer":"*******"}"#,
    ),
    (
        r#"{"customerIdentifer":"9988 ab","numberr":"ab"}"#,
        r#"{"customerIdentifer":"*******","numberr":"**"}"#,
        r#"{"customerIdentifer":"*******","numberr":"**"}"#,
    ),
    (
        r#"{"redirectUrl":"https://a.kr/x?password=ab1"}"#,
        r#"{"redirectUrl":"https://a.kr/x?password=***"}"#,
        r#"{"redirectUrl":"https://a.kr/x?password=***"}"#,
    ),
    (
        r#"{"billingKeyMethod":"CARD","method":{"card":"ab cd"}}"#,
        r#"{"billingKeyMethod":"CARD","method":{"card":"*****"}}"#,
        r#"{"billingKeyMethod":"CARD","method":{"card":"*****"}}"#,
    ),
    (r#"{"payMethod":"CARD","totalAmount":[12345678901],"unitPrice":[12345678902]}"#, "", ""),
    (
        r#"{"method":{"card":{"credential":{"number":"1","token":"완료","123456":1}}}}"#,
        r#"{"method":{"card":{"credential":{"number":"*","token":"＊＊","******":*}}}}"#,
        r#"{"method":{"card":{"credential":{"number":"*","token":"＊＊","******":*}}}}"#,
    ),
    (
        r#"{"payMethod":"CARD","sessions":["ab cd"]}"#,
        r#"{"payMethod":"CARD","sessions":["*****"]}"#,
        r#"{"payMethod":"CARD","sessions":["*****"]}"#,
    ),
    (
        r#"{"billingKeyMethod":"CARD","customer":{"name":{"fll":"홍길동"}}}"#,
        r#"{"billingKeyMethod":"CARD","customer":{"name":{"fll":"＊＊＊"}}}"#,
        "",
    ),
    (
        r#"{"payMethod":"CARD","tokens":["a", "bcd def"#,
        r#"{"payMethod":"CARD","tokens":["*", "*******"#,
        r#"{"payMethod":"CARD","tokens":["*", "*******"#,
    ),
    (
        r#"{"payMethod":"CARD","customer":["가 나", "다라 마"#,
        r#"{"payMethod":"CARD","customer":["＊ ＊", "＊＊ ＊"#,
        "",
    ),
    (r#"4111 1111 1111 1111 x"#, r#"**** **** **** **** x"#, r#"**** **** **** **** x"#),
    (r#"{"x":[4111,1111,[],1111,1111],"y":{"a":4111,"b":1111,"c":1111,"d":1111}}"#, "", ""),
    (
        r#"{"x":[{"name":"password","value":"ab"}]}"#,
        r#"{"x":[{"name":"********","value":"**"}]}"#,
        r#"{"x":[{"name":"password","value":"**"}]}"#,
    ),
    (
        r#"{"payMethod":"CARD","memo":"a\u0040b.kr"}"#,
        r#"{"payMethod":"CARD","memo":"*\u0040*.**"}"#,
        "",
    ),
    (
        r#"{"payMethod":"{\"a\":\"123456\"}"}"#,
        r#"{"payMethod":"{\"a\":\"******\"}"}"#,
        r#"{"payMethod":"{\"a\":\"******\"}"}"#,
    ),
    (r#"{"payMethod":"CARD","paymentId":"{\"password\":\"ab\"}"}"#, "", ""),
    (
        r#"{"operation":"cancelPayment","request":{"operation":"cancelPayment","request":{"operation":"cancelPayment","request":{"reason":"변심"}}}}"#,
        "",
        "",
    ),
    (
        r#"{"payMethod":"CARD","customer":"홍길동"}"#,
        r#"{"payMethod":"CARD","customer":"＊＊＊"}"#,
        "",
    ),
];

/// Source code stays readable but for what is secret, or identifies a person.
const CODE: &[(&str, &str, &str)] = &[
    (
        "const tabs = [{ key: \"a\", dataKey: \"total\" }]; let acc = \"\"; acc += \"b\"; setActiveKey(\"c\");\nuseQuery({ queryKey: [\"payments\", id] }); if (event.key === \"Enter\") f(<li key=\"row\" />, { expiresAt: 1801010000000 });",
        "",
        "",
    ),
    (
        "const merchantKey = process.env.MERCHANT_KEY ?? \"abc\"; // 9001011234567",
        "const merchantKey = process.env.MERCHANT_KEY ?? \"***\"; // *************",
        "const merchantKey = process.env.MERCHANT_KEY ?? \"***\"; // *************",
    ),
    (
        "const response = await PortOne.requestPayment({ channelKey: \"channel-key-live-123\",\n  paymentId: `payment-${crypto.randomUUID()}`, totalAmount: 1000, foo: 1,\n  customer: { customerId: PREFIX + \"customer-id-0001\", phoneNumber: user.phone, fullName: \"홍길동\" },\n  currency: \"CURRENCY_KRW\", pgProvider: \"channel-key-1\" });",
        "const response = await PortOne.requestPayment({ channelKey: \"channel-key-live-123\",\n  paymentId: `payment-${crypto.randomUUID()}`, totalAmount: 1000, foo: 1,\n  customer: { customerId: PREFIX + \"customer-id-0001\", phoneNumber: user.phone, fullName: \"＊＊＊\" },\n  currency: \"CURRENCY_KRW\", pgProvider: \"channel-key-1\" });",
        "",
    ),
    (
        "const client = PortOneClient({ secret: process.env.API_SECRET ?? \"Abc1\" });\nconst text = \"4111-1111-1111-1111\"; // 010-1234-5678, a@b.kr\nlogin({ cardNumber: form.cardNumber, birth: '900101' });",
        "const client = PortOneClient({ secret: process.env.API_SECRET ?? \"****\" });\nconst text = \"****-****-****-****\"; // ***-****-****, *@*.**\nlogin({ cardNumber: form.cardNumber, birth: '******' });",
        "const client = PortOneClient({ secret: process.env.API_SECRET ?? \"****\" });\nconst text = \"****-****-****-****\"; // 010-1234-5678, a@b.kr\nlogin({ cardNumber: form.cardNumber, birth: '******' });",
    ),
    (
        "const paymentId = '20231123123'; const account = bank; const x = \"110 123 456789\"; // 110-123-456789\nconst at = '2027-01-01 00:00:00', limit = 1000000000, n = [1000, 2000];\nf('1101234567', { storeId: '1101234567' });",
        "const paymentId = '20231123123'; const account = bank; const x = \"*** *** ******\"; // ***-***-******\nconst at = '2027-01-01 00:00:00', limit = 1000000000, n = [1000, 2000];\nf('**********', { storeId: '1101234567' });",
        "const paymentId = '20231123123'; const account = bank; const x = \"*** *** ******\"; // ***-***-******\nconst at = '2027-01-01 00:00:00', limit = 1000000000, n = [1000, 2000];\nf('**********', { storeId: '1101234567' });",
    ),
    (
        "fetch(\"https://a.kr/20270101123/x?n=110-123456-789#1\", {url: \"https://a.kr/20270101123#110123456789\"});",
        "fetch(\"https://a.kr/20270101123/x?n=***-******-***#*\", {url: \"https://a.kr/20270101123#************\"});",
        "fetch(\"https://a.kr/20270101123/x?n=***-******-***#*\", {url: \"https://a.kr/20270101123#************\"});",
    ),
    (
        "fetch(`https://api.portone.io/payments/${id}/cancel`, {\n  headers: { Authorization: `PortOne ${SECRET}` },\n  body: JSON.stringify({ amount: 1000, reason: \"a\" }) });",
        "",
        "",
    ),
    (
        "const NAME = \"책 주문\"; const title = \"가을 책\";\nf({ orderName: NAME, issueName: title, products: [{ id: \"p1\", name: \"책\", code: \"SKU-0001\", amount: 100000000 }] });",
        "",
        "",
    ),
    (
        "const price: number = 2500; const status: string = 'DONE'; const ttl = 86400000; const at = new Date(1735689600000);\nconst BIG = 1_000_000_000; f({ totalAmount: 1234567890, expiresAt: 1735689600000, maxAge: 31536000000 }); g(999999999);",
        "",
        "",
    ),
    (
        "fetch(`https://api.portone.io/payments?page=2&status=PAID&id=${id}`, { method: \"POST\",\n  headers: { \"Content-Type\": \"application/json\", Prefer: \"return=minimal\" }, body: JSON.stringify({ reason: \"변심\" }) }); // 인증 헤더",
        "",
        "",
    ),
    (
        "const phone = form.get('phone'), email = getValue('buyer_email', 10);\nif (!phone || phone.length < 10 || typeof email !== 'string') alert('연락처를 확인하세요');\nconst secret = env('API_SECRET'); // API_SECRET, STORE_ID",
        "",
        "",
    ),
    (
        "<path className=\"w-6 h-6\" d=\"M12 9v3.75m9-.75a9 9 0 11-18 0 9 9 0 0118 0zm-9 3.75h.008v.008H12v-.008z\" style={{ color: 'rgba(245, 158, 11, 0.16)' }} /><input name=\"buyer_email\" />",
        "",
        "",
    ),
    (
        "PortOne.requestPayment({ storeId: \"store-00000000-0000-0000-0000-000000000000\", payMethod: card ? \"CARD\" : \"TRANSFER\",\n  customData: { table: 12 }, redirectUrl: `${origin}/done?order=1`, windowType: { pc: \"IFRAME\" } }); init(\"store-00000000-0000-0000-0000-000000000000\");",
        "",
        "",
    ),
    (
        "const pay = (id: string, label: string) => f({ transfer: { customerIdentifier: id }, orderName: label });\npay(\"hong gil\", \"책\"); import { who as id } from './a';",
        "const pay = (id: string, label: string) => f({ transfer: { customerIdentifier: id }, orderName: label });\npay(\"**** ***\", \"책\"); import { who as id } from './a';",
        "const pay = (id: string, label: string) => f({ transfer: { customerIdentifier: id }, orderName: label });\npay(\"**** ***\", \"책\"); import { who as id } from './a';",
    ),
    (
        "f(limit = 1500000000, 110123456789);\naxios.post('/payments/p1/cancel?who=김&n=1', { reason: '변심' });",
        "f(limit = 1500000000, ************);\naxios.post('/payments/p1/cancel?who=＊&n=1', { reason: '변심' });",
        "f(limit = 1500000000, ************);\naxios.post('/payments/p1/cancel?who=김&n=1', { reason: '변심' });",
    ),
    (
        "f({ fullName: user.name ?? \"홍길동\", orderName: \"책\", phoneNumber: user.phone ? \"010\" : \"011-123\" });",
        "f({ fullName: user.name ?? \"＊＊＊\", orderName: \"책\", phoneNumber: user.phone ? \"***\" : \"***-***\" });",
        "",
    ),
    (
        "f({ cardNumber: who }); const who = \"abc\"; const page = <Field who=\"책\" />;",
        "f({ cardNumber: who }); const who = \"***\"; const page = <Field who=\"책\" />;",
        "f({ cardNumber: who }); const who = \"***\"; const page = <Field who=\"책\" />;",
    ),
    (
        "const row = <Row data-name=\"hong gil\" name=\"buyer_email\" title={`password: ${secret.value} ab`} />;",
        "const row = <Row data-name=\"**** ***\" name=\"buyer_email\" title={`password: ${secret.value} **`} />;",
        "const row = <Row data-name=\"hong gil\" name=\"buyer_email\" title={`password: ${secret.value} **`} />;",
    ),
    ("enum Method { Card = \"CARD\", Account = \"VIRTUAL_ACCOUNT\" }", "", ""),
    (
        "const c = { phoneNumber: 12345678, amount: 123, birth: 1234 };",
        "const c = { phoneNumber: ********, amount: 123, birth: **** };",
        "const c = { phoneNumber: 12345678, amount: 123, birth: **** };",
    ),
];

#[test]
fn what_is_ordinary_stays_readable() {
    let linter = Linter::smartro().unwrap();
    let shows_values = linter.clone().show_values(true);
    for (text, masked, asked) in SHOWN {
        let or_same = |shown: &'static str| if shown.is_empty() { *text } else { shown };
        assert_eq!(linter.mask(text), or_same(masked));
        assert_eq!(shows_values.mask(text), or_same(asked));
    }
    for (text, masked, asked) in CODE {
        let or_same = |shown: &'static str| if shown.is_empty() { *text } else { shown };
        assert_eq!(linter.mask_code(text), or_same(masked));
        assert_eq!(shows_values.mask_code(text), or_same(asked));
    }
}

#[test]
fn what_is_too_long_to_look_at_is_hidden() {
    let linter = Linter::smartro().unwrap().show_values(true);
    let long = "word ".repeat(14_000);
    for text in [
        format!(r#"{{"payMethod":"CARD","{long}":1}}"#),
        format!(r#"{{"payMethod":"CARD","orderName":"{long}"}}"#),
    ] {
        assert!(!linter.mask(&text).contains("word"));
    }
    let inside = format!(r#"{{"payMethod":"CARD","memo":"{{\"x\":\"{long}\"}}"}}"#);
    assert!(!linter.mask(&inside).contains("word"));
    // Where no shape says what a value is, its beginning is shown.
    let shown = linter.mask(&format!(r#"{{"payMethod":"CARD","memo":"{long}"}}"#));
    let (start, rest) = shown.split_at(50_000);
    assert!(start.contains("word word") && !start.contains('*'));
    assert!(rest.ends_with(&("*".repeat(long.len() - 60_000) + "\"}")));
}

#[test]
fn strings_of_json_in_others_are_looked_into_four_deep() {
    let linter = Linter::smartro().unwrap();
    let mut text = r#"{"payMethod":"CARD","memo":"deep"}"#.to_owned();
    for depth in 1..=5 {
        text = serde_json::json!({ "payMethod": "CARD", "memo": text }).to_string();
        assert_eq!(linter.mask(&text).contains("deep"), depth <= 4, "{depth}");
    }
}
