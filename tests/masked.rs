//! What is shown of values in each kind of place: an envelope, a recording, a body, a list, a text that
//! breaks off.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use smartro_lint::Linter;

/// Texts, and what is shown of them.
const TEXTS: &[(&str, &str)] = &[
    (
        r#"{"payMethod":"CARD","redirectUrl":"https://a.kr/4111111111111111?a=4111111111111111"}"#,
        r#"{"payMethod":"CARD","redirectUrl":"https://a.kr/4111111111111111?a=****************"}"#,
    ),
    (
        r#"{"payMethod":"CARD","totalAmount":4111111111111111,"customer":4111111111111111}"#,
        r#"{"payMethod":"CARD","totalAmount":****************,"customer":****************}"#,
    ),
    (
        r#"{"operation":"cancelPayment","pg":"abc","context":{"channel":"a b"},"pathParams":{"paymentId":"p1"},"request":{"reason":"a b"},"y":"ab"}"#,
        r#"{"operation":"cancelPayment","pg":"abc","context":{"channel":"a b"},"pathParams":{"paymentId":"p1"},"request":{"reason":"a b"},"y":"**"}"#,
    ),
    (
        r#"{"method":"post","uri":"/payments/p?ab","json":{"reason":"a b"},"y":"ab"}"#,
        r#"{"method":"post","uri":"/payments/p?**","json":{"reason":"a b"},"y":"**"}"#,
    ),
    (
        r#"{"method":"post","path":"/payments/p?ab","payload":{"reason":"a b"},"y":"ab"}"#,
        r#"{"method":"post","path":"/payments/p?**","payload":{"reason":"a b"},"y":"**"}"#,
    ),
    (
        r#"{"method":"post","url":"/payments/p?ab","requestBody":{"reason":"a b"},"y":"ab"}"#,
        r#"{"method":"post","url":"/payments/p?**","requestBody":{"reason":"a b"},"y":"**"}"#,
    ),
    (r#"[{"method":"post","url":"/p?ab"}]"#, r#"[{"method":"post","url":"/p?**"}]"#),
    (
        r#"{"payMethod":"CARD","y":"{\"url\":\"https://a.kr/p?ab\"}","customData":{"z":{"uri":"/p#ab"}}}"#,
        r#"{"payMethod":"CARD","y":"{\"url\":\"https://a.kr/p?**\"}","customData":{"z":{"uri":"/p#**"}}}"#,
    ),
    (
        r#"{"data":{"data":{"data":{"data":{"reason":"ab"}}}}}"#,
        r#"{"data":{"data":{"data":{"data":{"******":"**"}}}}}"#,
    ),
    (
        r#"{"data":{"data":{"data":{"reason":"ab"}}}}"#,
        r#"{"data":{"data":{"data":{"reason":"ab"}}}}"#,
    ),
    (
        r#"{"payMethod":"CARD","products":[{"name":"셔츠","amount":1}],"customData":[{"x":"ab","password":"ab"}]}"#,
        r#"{"payMethod":"CARD","products":[{"name":"셔츠","amount":1}],"customData":[{"x":"ab","password":"**"}]}"#,
    ),
    (
        r#"{"log":{"entries":[{"request":{"url":"/p"},"time":"ab"}]}}"#,
        r#"{"log":{"entries":[{"request":{"url":"/p"},"time":"**"}]}}"#,
    ),
    (
        r#"{"method":{"card":{"credential":{"number":1,"id":"ab"}}},"orderName":"a"}"#,
        r#"{"method":{"card":{"credential":{"number":*,"id":"**"}}},"orderName":"a"}"#,
    ),
    (
        r#"{"payMethod":"CARD","card":{"credential":12,"x":"ab"}}"#,
        r#"{"payMethod":"CARD","card":{"credential":**,"x":"ab"}}"#,
    ),
    (
        r#"{"refundAccount":{"bank":"KOOKMIN","number":12,"accountNumber":34},"reason":"a"}"#,
        r#"{"refundAccount":{"bank":"KOOKMIN","number":**,"accountNumber":**},"reason":"a"}"#,
    ),
    (
        r#"{"payMethod":"CARD","apiToken":[12,"ab","한글"],"x":{"apiToken":{"a":12}}}"#,
        r#"{"payMethod":"CARD","apiToken":[**,"**","한글"],"x":{"apiToken":{"*":**}}}"#,
    ),
    (
        r#"{"payMethod":"CA\u0052D","currency":"KR\u0057"}"#,
        r#"{"payMethod":"CA\u0052D","currency":"KR\u0057"}"#,
    ),
    (r#"{"payMethod":"CARD","token":"ab",}"#, r#"{"payMethod":"CARD","token":"**",}"#),
    (r#"{"x":["token","ab",]} {"a""#, r#"{"x":["token","**",]} {"a""#),
    ("{\"a\":1}\n[\"password\"] = \"ab\"", "{\"a\":1}\n[\"password\"] = \"**\""),
    ("{\"a\":1}\n\"password\" = \"ab\"", "{\"a\":1}\n\"password\" = \"**\""),
    ("{\"a\":1}\n\t[\"password\"]\t= \"ab\"", "{\"a\":1}\n\t[\"password\"]\t= \"**\""),
    (
        r#"{"x":["gh","secret","set","N","-b","ab"]}"#,
        r#"{"x":["gh","secret","set","N","-b","**"]}"#,
    ),
    (r#"{"x":[4111,1111,1111,1111"#, r#"{"x":[****,****,****,****"#),
    (
        r#"{"method":"post","headers":{"x":true,"y":12,"z":nul,"w":"a b""#,
        r#"{"method":"post","headers":{"*":true,"*":**,"*":***,"*":"***""#,
    ),
    (
        "{\"method\":\"post\",\"url\":\"/p\",\"x\":\"a\nb c\n\",\"data\":{\"reason\":\"a\"}",
        "{\"method\":\"post\",\"url\":\"/p\",\"x\":\"*\n***\n\",\"data\":{\"reason\":\"a\"}",
    ),
    (
        r#"{"operation":"cancelPayment","request":{"reason":"a b},"x":"ab"}"#,
        r#"{"operation":"cancelPayment","request":{"reason":"a b},"x":"**"}"#,
    ),
    (
        r#"{"operation":"cancelPayment","request":{"reason":"a" "amount":1}, "x":"ab"}"#,
        r#"{"operation":"cancelPayment","request":{"reason":"a" "amount":1}, "x":"**"}"#,
    ),
    (
        r#"{"operation":"cancelPayment","x" {"y" "ab"}}"#,
        r#"{"operation":"cancelPayment","x" {"*" "**"}}"#,
    ),
    (r#""url":"https://a.kr/p?ab", "x":"c""#, r#""url":"https://a.kr/p?**", "x":"c""#),
    (r#"url: https://a.kr/p?ab c"#, r#"url: https://a.kr/p?** c"#),
    (r#"-4111111111111111"#, r#"-****************"#),
    (r#"{"x":[password, email]"#, r#"{"x":[password, email]"#),
    (
        r#"{"pathParams":{"paymentId":"ab"},"path":"/p?ab""#,
        r#"{"pathParams":{"paymentId":"ab"},"path":"/p?**""#,
    ),
    (r#"{"path":"/p?ab","payMethod":"CARD""#, r#"{"path":"/p?ab","payMethod":"CARD""#),
    (
        r#"{"payMethod":"CARD","extra":{"secrt":"ab","CUSTOMERIDENTIFIER":"ab","product":[4111,1111,1111,1111]}}"#,
        r#"{"payMethod":"CARD","extra":{"secrt":"**","CUSTOMERIDENTIFIER":"**","product":[****,****,****,****]}}"#,
    ),
    (
        r#"{"method":"post" "headers":{"x":true,"y":12},"url":https://a.kr/p?ab}"#,
        r#"{"method":"post" "headers":*"*"******"*"****,"url":https://a.kr/p?***"#,
    ),
    (
        r#"{"operation":"cancelPayment" "request":{"reason":"a b"},"y" "ab"}"#,
        r#"{"operation":"cancelPayment" "request":{"reason":"a b"},"y" "**"}"#,
    ),
    (
        r#"{"operation":"cancelPayment" "request":{"reason":"a b"}},"y":"ab"}"#,
        r#"{"operation":"cancelPayment" "request":{"reason":"a b"}},"y":"**"}"#,
    ),
    (
        r#"{"operation":"cancelPayment" "y:"ab","request":{"reason":"a b"}}"#,
        r#"{"operation":"cancelPayment" "y:"**","request":{"reason":"a b"}}"#,
    ),
    (
        r#"{"operation":"cancelPayment","y":{"z":["ab","b"},"request":{"reason":"a b"}}"#,
        r#"{"operation":"cancelPayment","y":{"*":["**","*"},"request":{"reason":"a b"}}"#,
    ),
    (
        r#"{"payMethod":"CARD","extra":{"refundAccount":{"number":"12","bank":"KOOKMIN"}}}"#,
        r#"{"payMethod":"CARD","extra":{"refundAccount":{"number":"**","bank":"KOOKMIN"}}}"#,
    ),
    (
        r#"{"refundAccount":{"bank":"ab","number":"12","accountNo":"12"},"reason":"a"}"#,
        r#"{"refundAccount":{"bank":"ab","number":"**","accountNo":"**"},"reason":"a"}"#,
    ),
    (r#"{"x":[{"token":"ab"} "b"] "y":"c"}"#, r#"{"x":[{"token":"**"} "b"] "y":"c"}"#),
    (
        r#"{"payMethod":"CARD","memo":"{\"token\":\"ab\"}"}"#,
        r#"{"payMethod":"CARD","memo":"{\"token\":\"**\"}"}"#,
    ),
];

#[test]
fn each_value_is_shown_as_its_place_wants_it() {
    let linter = Linter::smartro().unwrap();
    for (text, shown) in TEXTS {
        assert_eq!(linter.mask(text), *shown);
    }
}

/// Texts of people, and what is shown of them where their values are asked for: no secret.
const PEOPLE: &[(&str, &str)] = &[
    (
        r#"{"payMethod":"CARD","customer":{"phoneNumber":{"password":"ab","x":"ab"},"fullName":["Kim",{"secret":"ab"}]}}"#,
        r#"{"payMethod":"CARD","customer":{"phoneNumber":{"password":"**","x":"ab"},"fullName":["Kim",{"secret":"**"}]}}"#,
    ),
    (
        r#"{"payMethod":"CARD","customer":{"phone":["ab",{"pw":"ab"}],"userEmail":{"x":{"token":12}}}}"#,
        r#"{"payMethod":"CARD","customer":{"phone":["ab",{"pw":"**"}],"userEmail":{"x":{"token":**}}}}"#,
    ),
    (
        r#"{"payMethod":"CARD","buyerName":"Kim password: ab","buyerTel":"01012345678"}"#,
        r#"{"payMethod":"CARD","buyerName":"Kim password: **","buyerTel":"01012345678"}"#,
    ),
    (
        r#"{"payMethod":"CARD","phone":{"4111111111111111":4111111111111111,"url":"/p?ab","method":{"card":1}}}"#,
        r#"{"payMethod":"CARD","phone":{"****************":****************,"url":"*****","method":{"****":*}}}"#,
    ),
    (
        r#"{"payMethod":"CARD","phone":["password","ab"],"customer":{"email":["password","ab"]}}"#,
        r#"{"payMethod":"CARD","phone":["password","**"],"customer":{"email":["password","**"]}}"#,
    ),
    (
        r#"{"payMethod":"CARD","phone":{"name":"password","value":"ab"},"customData":{"value":{"x":1},"id":"password","value":"ab","key":"x","text":"ab"}}"#,
        r#"{"payMethod":"CARD","phone":{"name":"password","value":"**"},"customData":{"value":{"*"**},"id":"password","value":"**","key":"x","text":"**"}}"#,
    ),
    (
        r#"{"payMethod":"CARD","noticeUrls":["https://a.kr/token","https://a.kr/b"]}"#,
        r#"{"payMethod":"CARD","noticeUrls":["https://a.kr/token","https://a.kr/b"]}"#,
    ),
    (
        r#"{"payMethod":"CARD","customer":{"fullName":"{\"pw\":\"ab\",\"x\":\"Kim\"}","phone":{"pw":"ab",}"#,
        r#"{"payMethod":"CARD","customer":{"fullName":"{\"pw\":\"**\",\"x\":\"Kim\"}","phone":{"pw":"**",}"#,
    ),
];

#[test]
fn what_is_secret_is_so_in_what_identifies_a_person() {
    let (linter, shows) =
        (Linter::smartro().unwrap(), Linter::smartro().unwrap().show_values(true));
    for (text, shown) in PEOPLE {
        assert_eq!(shows.mask(text), *shown);
        let person = linter.mask(text);
        assert!(!person.contains("Kim"), "{person}");
    }
}

#[test]
fn what_a_key_names_beside_it_is_masked_in_source_code() {
    let linter = Linter::smartro().unwrap().show_values(true);
    for (code, shown) in [
        (
            r#"const k = [{name:"password", value:"ab"}, {'key': 'secret', 'value': 'ab'}, {name: "memo", value: "ab"}];"#,
            r#"const k = [{name:"password", value:"**"}, {'key': 'secret', 'value': '**'}, {name: "memo", value: "ab"}];"#,
        ),
        (
            "f({\n  text: `ab`,\n  id: `token`,\n}, { value: 'ab' });",
            "f({\n  text: `**`,\n  id: `token`,\n}, { value: 'ab' });",
        ),
        (
            "const given = 'ab'; f({ field: 'password', data: { x: ['ab', 12] }, text: given });",
            "const given = '**'; f({ field: 'password', data: { x: ['**', **] }, text: given });",
        ),
        (
            "const k = { name: 'password', value: x ? 'ab' : 'cd', id: 'ab' };\nconst l = { value: 'ab' };",
            "const k = { name: 'password', value: x ? '**' : '**', id: 'ab' };\nconst l = { value: 'ab' };",
        ),
    ] {
        assert_eq!(linter.mask_code(code), shown);
    }
}

#[test]
fn what_is_far_from_the_beginning_of_a_long_value_is_hidden() {
    const SHOWN: usize = 50_000;
    let linter = Linter::smartro().unwrap();
    for (at, secret) in [(65_530, "4111111111111111"), (65_000, "password: hunter"), (90_000, "x")]
    {
        let value = format!("{}{secret}{}", "- ".repeat(at / 2), "- ".repeat(50_000));
        let shown = linter.mask(&format!(r#"{{"payMethod":"CARD","zz":"{value}","y":"ab"}}"#));
        let (start, rest) = shown.split_at(SHOWN);
        assert_eq!(start.replace("- ", ""), r#"{"payMethod":"CARD","zz":""#);
        let rest = rest.strip_suffix(r#"","y":"ab"}"#).unwrap();
        assert!(rest.ends_with(&"*".repeat(100_000)) && !rest.contains(secret), "{at}");
        let json = value.replace("- ", "[]");
        let shown = linter.mask(&format!(r#"{{"payMethod":"CARD","zz":"{json}"}}"#));
        assert!(shown.ends_with(&format!("\"{}\"}}", "*".repeat(json.len()))), "{at}");
    }
}
