//! What a key says of its value, whatever the case and the words it is spelt with.

use super::folded::Folded;
use crate::suggest::is_within;

/// What a value is, as its key shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    Plain,
    /// An amount, a count.
    Amount,
    /// A name, an address, a phone number, an e-mail address.
    Personal,
    /// A card, an account, a resident number, a password, a token.
    Secret,
}

/// What makes a key secret wherever it is in it, without case and separators.
const SECRET: &[&str] = &[
    "cardno",
    "cardnum",
    "cvc",
    "cvv",
    "securitycode",
    "password",
    "passwd",
    "passcode",
    "passphrase",
    "pwd",
    "pswd",
    "authorization",
    "authorisation",
    "token",
    "secret",
    "apikey",
    "accesskey",
    "privatekey",
    "authkey",
    "signkey",
    "signature",
    "credential",
    "cookie",
    "session",
    "accountno",
    "accountnum",
    "acctno",
    "acctnum",
    "resident",
    "jumin",
    "socialsec",
    "identitynum",
    "identityno",
    "registrationnum",
    "registrationno",
    "bizno",
    "businessno",
    "businessnum",
    "passport",
    "birth",
    "header",
    "expiry",
    "expiration",
    "bearer",
    "personalnum",
    "foreignerno",
    "카드",
    "비밀",
    "비번",
    "암호",
    "주민",
    "생년",
    "생일",
    "계좌",
    "인증",
    "토큰",
    "시크릿",
    "여권",
    "외국인",
    "등록번호",
    "사업자번호",
    "유효기간",
    "헤더",
    "쿠키",
    "서명",
];

/// What makes a key secret as one of its words: in others these letters are common.
const SECRET_WORDS: &[&str] = &[
    "card", "pan", "pin", "ssn", "rrn", "dob", "otp", "jwt", "iban", "account", "acct", "auth",
    "birthday", "pw", "pass", "ci", "di",
];

/// What makes a key secret as one of its words, also with a typo.
const SECRET_WITH_TYPO: &[&str] = &[
    "password",
    "passwd",
    "passcode",
    "passphrase",
    "authorization",
    "authorisation",
    "token",
    "secret",
    "credential",
    "credentials",
    "signature",
    "cookie",
    "session",
    "bearer",
    "passport",
];

/// What of a card or an account is no secret, as the last word of its key.
const ABOUT: &[&str] = &[
    "type", "company", "brand", "kind", "label", "title", "image", "icon", "count", "amount",
    "method",
];

/// What makes a key personal wherever it is in it.
const PERSONAL: &[&str] = &[
    "fullname",
    "firstname",
    "lastname",
    "familyname",
    "givenname",
    "username",
    "nickname",
    "email",
    "phone",
    "address",
    "zipcode",
    "postal",
    "postcode",
    "kana",
    "birth",
    "holdername",
    "remitteename",
    "contactname",
    "이름",
    "성명",
    "성함",
    "전화",
    "휴대",
    "핸드폰",
    "연락처",
    "메일",
    "주소",
    "고객명",
    "구매자",
    "예금주",
    "소유자",
    "소유주",
    "입금자",
    "결제자",
    "주문자",
    "신청인",
    "신청자",
    "담당자",
    "대표자",
    "회원명",
    "수취인",
    "수령인",
    "수령자",
    "수신인",
    "수신자",
    "배송지",
    "보내는",
    "받는",
    "우편",
];

/// What makes a key personal as one of its words.
const PERSONAL_WORDS: &[&str] = &[
    "full",
    "first",
    "last",
    "mail",
    "tel",
    "mobile",
    "cell",
    "hp",
    "fax",
    "addr",
    "zip",
    "city",
    "province",
    "street",
    "gender",
    "holder",
    "owner",
    "contact",
    "buyer",
    "payer",
    "recipient",
    "receiver",
    "consignee",
    "sender",
    "depositor",
    "ceo",
];

/// What makes a key one of an amount or a count, wherever it is in it.
const AMOUNT: &[&str] = &["금액", "가격", "수량", "합계", "잔액", "할인"];

/// What makes a key one of an amount or a count as one of its words.
const AMOUNT_WORDS: &[&str] = &[
    "amount", "price", "total", "subtotal", "quantity", "qty", "count", "fee", "tax", "vat",
    "discount", "balance", "point", "points", "limit", "max", "min", "timeout", "interval",
    "duration", "ttl", "ms", "bytes",
];

/// Whose name is no person's.
const THINGS: &[&str] = &[
    "order",
    "product",
    "goods",
    "item",
    "store",
    "shop",
    "business",
    "company",
    "brand",
    "file",
    "issue",
    "bank",
    "operation",
    "pay",
    "method",
    "option",
    "plan",
    "event",
    "host",
    "domain",
    "site",
    "mall",
    "merchant",
    "channel",
    "service",
    "class",
    "tag",
    "node",
    "element",
    "field",
    "column",
    "table",
    "component",
    "function",
    "model",
    "app",
    "project",
    "package",
    "page",
    "group",
    "role",
    "category",
    "menu",
    "course",
    "ticket",
    "currency",
    "provider",
    "display",
];

/// What the key of a field that no shape declares says.
pub(super) fn of_unknown(key: &str) -> Meaning {
    let key = Folded::of(key);
    let is_name = || key.joined.ends_with("name") || key.has_word(&["name"]);
    let is_secret_word = || key.has_word(SECRET_WORDS) && !ABOUT.contains(&key.last_word());
    if key.has(SECRET) || is_secret_word() || key.words().any(is_nearly_secret) {
        Meaning::Secret
    } else if key.has(PERSONAL)
        || key.has_word(PERSONAL_WORDS)
        || (is_name() && !key.has_word(THINGS))
    {
        Meaning::Personal
    } else if key.has_word(AMOUNT_WORDS) || key.has(AMOUNT) {
        Meaning::Amount
    } else {
        Meaning::Plain
    }
}

fn is_nearly_secret(word: &str) -> bool {
    // Few typos are in the first letter, and most words differ there.
    let is_near = |secret: &&str| secret.get(..1) == word.get(..1) && is_within(1, word, secret);
    SECRET_WITH_TYPO.iter().any(is_near)
}

/// Whether all that is in the value of this key is what the key says: it has no common word.
pub(super) fn carries(key: &str) -> bool {
    let key = Folded::of(key);
    key.has(SECRET) || key.has(PERSONAL)
}

/// Whether what has this key is a product, a shop or the like, or several: its name is no person's.
pub(super) fn is_product(key: &str) -> bool {
    const PRODUCTS: &[&str] =
        &["product", "goods", "item", "plan", "option", "brand", "store", "shop", "mall", "bank"];
    let key = Folded::of(key);
    let word = key.last_word();
    PRODUCTS.contains(&word.strip_suffix('s').unwrap_or(word)) || PRODUCTS.contains(&word)
}

/// What the key of a declared text says, beyond what its shape does.
pub(super) fn of_declared(key: &str) -> Meaning {
    const NUMBERS: &[&str] = &["accountnumber", "registrationnumber", "identitynumber"];
    let key = Folded::of(key);
    if key.has(NUMBERS) {
        Meaning::Secret
    } else if key.has(PERSONAL) || key.has_word(PERSONAL_WORDS) {
        Meaning::Personal
    } else {
        Meaning::Plain
    }
}

/// Whether a field of this name holds what somebody looks requests up by.
pub(super) fn is_identifier(key: &str) -> bool {
    let key = Folded::of(key);
    ["id", "key", "code"].contains(&key.last_word()) || LINK.contains(&key.last_word())
}

/// The last words of a key that holds an address of a page or an app.
const LINK: &[&str] = &["url", "urls", "link", "scheme"];

/// Whether a field of this name holds an address of a page or an app.
pub(super) fn is_link(key: &str) -> bool {
    LINK.contains(&Folded::of(key).last_word())
}

/// Whether a field of this name holds a person's name, which has no digits.
pub(super) fn is_name(key: &str) -> bool {
    Folded::of(key).joined.ends_with("name") || ["full", "first", "last"].contains(&key)
}

/// Whether a field of this name holds a date or a time.
pub(super) fn is_moment(key: &str) -> bool {
    ["date", "at", "time"].contains(&Folded::of(key).last_word())
}

/// Whether the value of this key names the value beside it: `{"name": "password", "value": …}`.
pub(super) fn names_value(key: &str) -> bool {
    matches!(key, "name" | "key" | "k" | "id" | "header" | "field")
}

/// Whether a text is such a key and nothing more. What only has one in it may be a password.
pub(super) fn is_key(text: &str) -> bool {
    let key = Folded::of(text).joined;
    [SECRET, SECRET_WORDS, PERSONAL, PERSONAL_WORDS].iter().any(|list| list.contains(&&*key))
}

/// Whether this key has a value that another one names.
pub(super) fn is_value(key: &str) -> bool {
    matches!(key, "value" | "val" | "v" | "text" | "content" | "data")
}

/// Whether what a header says is nothing of its sender.
pub(super) fn is_harmless_header(key: &str) -> bool {
    const STARTS: &[&str] = &["content-", "accept", "access-control-", "cache-", "prefer"];
    let key = key.to_ascii_lowercase();
    STARTS.iter().any(|start| key.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_in_every_spelling() {
        for key in [
            "CardNo",
            "card_number",
            "cardNumber",
            "card-number",
            "CARD_NUMBER",
            "카드번호",
            "birth",
            "residentRegistrationNumber",
            "RRN",
            "userPassword",
            "pwd",
            "Authorization",
            "apiKey",
            "API_SECRET",
            "client_secret",
            "accessToken",
            "accountNumber",
            "account_no",
            "cookies",
            "주민등록번호",
            "비밀번호",
            "계좌번호",
            "ｃａｒｄＮｏ",
            "headers",
            "cvc",
            "pasword",
            "user_passwrd",
            "pswd",
            "clientSecert",
            "api_secrt",
            "tokn",
            "authorizaton",
        ] {
            assert_eq!(of_unknown(key), Meaning::Secret, "{key}");
        }
        for key in
            ["buyerName", "buyer_name", "name", "tel", "hp", "EmailAddress", "고객이름", "userName"]
        {
            assert_eq!(of_unknown(key), Meaning::Personal, "{key}");
        }
        for key in
            ["memo", "orderId", "order_name", "productName", "hotel", "company", "accounting"]
        {
            assert_eq!(of_unknown(key), Meaning::Plain, "{key}");
        }
        for key in ["cancelAmount", "unit_price", "TOTAL", "취소금액"] {
            assert_eq!(of_unknown(key), Meaning::Amount, "{key}");
        }
        assert_eq!(of_declared("name"), Meaning::Plain);
        assert_eq!(of_declared("orderName"), Meaning::Plain);
        assert!(is_identifier("paymentId") && is_identifier("id") && !is_identifier("paid"));
    }
}
