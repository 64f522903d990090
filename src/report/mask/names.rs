//! What a key says of its value, whatever the case and the words it is spelt with.

use super::folded::{Folded, without_count};
use super::korean;
use super::lists::{
    ABOUT, ABOUT_AT_END, AMOUNT, AMOUNT_WORDS, MADE, PERSONAL, PERSONAL_WORDS, THINGS, WHEN,
    WHEN_AT_END,
};
use super::secret_words::{
    KEY_OF_THINGS, KEY_OF_THINGS_KOREAN, NO_KEY, SECRET, SECRET_AT_END, SECRET_WITH_TYPO,
    SECRET_WORDS,
};
use smartro_lint_rules::suggest::is_within;

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

/// What the key of a field that no shape declares says.
pub(super) fn of_unknown(key: &str) -> Meaning {
    let key = Folded::of(key);
    let is_secret = || {
        key.has(SECRET)
            || key.has_word(SECRET_WORDS)
            || is_secret_at_end(&key)
            || is_key_of_somebody(&key)
            || key.words().any(is_nearly_secret)
    };
    if is_secret() && !is_about(&key) {
        Meaning::Secret
    } else if key.has(PERSONAL) || key.has_word(PERSONAL_WORDS) || is_name_of_somebody(&key) {
        Meaning::Personal
    } else if key.has_word(AMOUNT_WORDS) || key.has(AMOUNT) {
        Meaning::Amount
    } else {
        Meaning::Plain
    }
}

/// Whether the last word of a key is secret: `vbank`, `refundAcc`.
fn is_secret_at_end(key: &Folded) -> bool {
    let mut words = key.words().rev();
    match words.next().map(without_count) {
        // Alone it is what a loop sums up.
        Some("acc") => words.next().is_some(),
        Some(last) => SECRET_AT_END.contains(&last),
        None => false,
    }
}

/// Whether a key is what opens something, as `merchantKey` and `상점키` are, and none that names it.
fn is_key_of_somebody(key: &Folded) -> bool {
    let joined = without_count(&key.joined);
    if let Some(whose) = joined.strip_suffix('키') {
        // `스키` is none.
        let is_of_thing = KEY_OF_THINGS_KOREAN.iter().any(|thing| whose.ends_with(thing));
        return whose.chars().nth(1).is_some() && !is_of_thing;
    }
    let mut words = key.words().rev().map(without_count).filter(|word| !word.is_empty());
    let last = words.next().unwrap_or_default();
    let last = last.strip_suffix('s').unwrap_or(last);
    let whose = match last.strip_suffix("key") {
        Some("") => words.next(),
        whose => whose,
    };
    whose.is_some_and(|whose| !KEY_OF_THINGS.contains(&whose) && !NO_KEY.contains(&last))
}

/// Whether a key is a name's, and not a product's or the like: `userNm`.
fn is_name_of_somebody(key: &Folded) -> bool {
    let abbreviated = without_count(&key.joined).strip_suffix("nm");
    let mut words = key.words();
    let is_name =
        key.joined.ends_with("name") || words.any(|word| ["name", "names", "nm"].contains(&word));
    let is_of_thing = abbreviated.is_some_and(|whose| THINGS.iter().any(|it| whose.ends_with(it)));
    (is_name || abbreviated.is_some()) && !is_of_thing && !key.has_word(THINGS)
}

/// Whether a key names a property of what is secret: its type, its length, when it ends.
fn is_about(key: &Folded) -> bool {
    let ends = |list: &[&str]| list.iter().any(|end| key.joined.ends_with(end));
    let mut words = key.words().rev();
    let last = match words.next().unwrap_or_default() {
        // `cardTypeCode`
        "id" | "code" | "name" => words.next().unwrap_or_default(),
        last => last,
    };
    let says_when = WHEN.contains(&key.last_word()) || ends(WHEN_AT_END);
    ABOUT.contains(&last) || ends(ABOUT_AT_END) || (says_when && key.has(MADE))
}

/// Whether a value of this key that is secret by its key is shown all the same: of what programs
/// make nothing is Korean.
pub(super) fn is_no_secret(key: &str, value: impl Iterator<Item = char> + Clone) -> bool {
    korean::is_plain(value) && is_made(key)
}

/// Whether what a key has is made by programs.
pub(super) fn is_made(key: &str) -> bool {
    Folded::of(key).has(MADE)
}

fn is_nearly_secret(word: &str) -> bool {
    // Few typos are in the first letter, and most words differ there.
    let is_near = |secret: &&str| secret.get(..1) == word.get(..1) && is_within(1, word, secret);
    SECRET_WITH_TYPO.iter().any(is_near)
}

/// Whether all that is in the value of this key is what the key says: it has no common word.
pub(super) fn carries(key: &str) -> bool {
    let key = Folded::of(key);
    key.has(SECRET) || key.has(PERSONAL) || is_key_of_somebody(&key)
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
pub(super) fn of_declared(key: &Folded) -> Meaning {
    const NUMBERS: &[&str] = &["accountnumber", "registrationnumber", "identitynumber"];
    if key.has(NUMBERS) {
        Meaning::Secret
    } else if key.has(PERSONAL) || key.has_word(PERSONAL_WORDS) {
        Meaning::Personal
    } else {
        Meaning::Plain
    }
}

/// Whether a field of this name holds what somebody looks requests up by.
pub(super) fn is_identifier(key: &Folded) -> bool {
    ["id", "key", "code"].contains(&key.last_word()) || LINK.contains(&key.last_word())
}

/// The last words of a key that holds an address of a page or an app.
const LINK: &[&str] = &["url", "urls", "link", "scheme"];

/// Whether a field of this name holds an address of a page or an app.
pub(super) fn is_link(key: &Folded) -> bool {
    LINK.contains(&key.last_word())
}

/// Whether a field of this name holds a person's name, which has no digits.
pub(super) fn is_name(key: &Folded) -> bool {
    key.joined.ends_with("name") || ["full", "first", "last"].contains(&&*key.joined)
}

/// Whether a field of this name holds a date or a time.
pub(super) fn is_moment(key: &Folded) -> bool {
    ["date", "at", "time"].contains(&key.last_word())
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

    const KEYS_AND_NUMBERS: &[&str] = &[
        "merchantKey",
        "MerchantKey",
        "mKey",
        "MKey",
        "merchant_keys",
        "encKey",
        "hashKey",
        "licenseKey",
        "aesKey",
        "AESKey",
        "hmacKey",
        "certKey",
        "kmsKey",
        "cryptoKey",
        "webhookKey",
        "sharedKey",
        "imp_key",
        "smartroKey",
        "platformKey",
        "saltkey",
        "MID_KEY",
        "MID_KEY_2",
        "merchantkey",
        "상점키",
        "가맹점키",
        "웹훅키2",
        "salt",
        "passwordSalt",
        "sig",
        "hash",
        "csrf",
        "EncData",
        "SignData",
        "connectingInformation",
        "pw1",
        "pass1",
        "vbankNum",
        "vbank_num",
        "vbank",
        "accNo",
        "refundAcc",
        "vacct",
        "CashReceiptNo",
        "ssn1",
        "idNo",
        "ID_NUM",
        "expYm",
        "expireDate",
        "expire",
        "validThru",
        "exp_month",
        "현금영수증번호",
        "운전면허번호",
        "driverLicense",
        "corpRegNo",
        "alienRegNo",
        "taxId",
        "cavv",
        "cryptogram",
        "track2",
        "dpan",
    ];

    const NAMES_AND_PHONES: &[&str] = &[
        "userNm",
        "custNm",
        "mbrNm",
        "rcvrNm",
        "ordrNm",
        "usernm",
        "USER_NM",
        "nm",
        "names",
        "addr1",
        "zonecode",
        "tel2",
        "tel3",
        "hp2",
        "mobile2",
        "hpNo",
        "telno",
        "사용자명",
    ];

    const ORDINARY: &[&str] = &[
        "key",
        "keys",
        "KEY",
        "keyCode",
        "keyboard",
        "channelKey",
        "channel_key",
        "billingKey",
        "storeKey",
        "primaryKey",
        "foreign_keys",
        "cacheKey",
        "queryKey",
        "rowKey",
        "dataKey",
        "publicKey",
        "activeKey",
        "idempotencyKey",
        "s3Key",
        "i18nKey",
        "monkey",
        "키",
        "스키",
        "위스키",
        "채널키",
        "기본키",
        "prdNm",
        "goodsNm",
        "goodsnm",
        "ITEM_NM",
        "acc",
        "invalidNumber",
        "idNotFound",
        "receiptUrl",
        "hashtag",
        "validFrom",
        "hotelNo",
        "fileNames",
        "rookieBonus",
    ];

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
            "cardExpiry",
            "expirationDate",
            "passwordHint",
            "tokenId",
            "패스워드",
        ]
        .iter()
        .chain(KEYS_AND_NUMBERS)
        {
            assert_eq!(of_unknown(key), Meaning::Secret, "{key}");
        }
        for key in
            ["buyerName", "buyer_name", "name", "tel", "hp", "EmailAddress", "고객이름", "userName"]
                .iter()
                .chain(NAMES_AND_PHONES)
        {
            assert_eq!(of_unknown(key), Meaning::Personal, "{key}");
        }
        for key in [
            "memo",
            "orderId",
            "order_name",
            "productName",
            "hotel",
            "company",
            "accounting",
            "tokenType",
            "token_type",
            "passwordLength",
            "sessionExpiry",
            "token_expires_in",
            "cardTypeCode",
            "카드 종류",
            "인증여부",
            "토큰만료",
        ]
        .iter()
        .chain(ORDINARY)
        {
            assert_eq!(of_unknown(key), Meaning::Plain, "{key}");
        }
        for key in ["cancelAmount", "unit_price", "TOTAL", "취소금액"] {
            assert_eq!(of_unknown(key), Meaning::Amount, "{key}");
        }
        assert_eq!(of_declared(&Folded::of("name")), Meaning::Plain);
        assert_eq!(of_declared(&Folded::of("orderName")), Meaning::Plain);
        for key in ["createdAt", "dueDate", "start_time"] {
            assert!(is_moment(&Folded::of(key)), "{key}");
        }
        assert!(!is_identifier(&Folded::of("paid")));
    }

    #[test]
    fn a_key_is_as_near_to_a_secret_as_one_typo() {
        assert_eq!(of_unknown("pasword"), Meaning::Secret);
        assert_eq!(of_unknown("toxin"), Meaning::Plain);
        assert_eq!(of_unknown("cardTypeName"), Meaning::Personal);
    }

    #[test]
    fn keys_say_what_is_in_them() {
        assert!(["merchantKey", "password", "phone"].iter().all(|key| carries(key)));
        assert!(!carries("pin") && !carries("channelKey"));
        assert!(["goods", "items", "product", "optionList.plan"].iter().all(|key| is_product(key)));
        assert!(!is_product("memo") && !is_product("good"));
        assert_eq!(of_declared(&Folded::of("businessRegistrationNumber")), Meaning::Secret);
        assert_eq!(of_declared(&Folded::of("mobile")), Meaning::Personal);
        for key in ["bankCode", "channelKey", "redirectUrl", "paymentId", "id"] {
            assert!(is_identifier(&Folded::of(key)), "{key}");
        }
        assert!(is_link(&Folded::of("appScheme")) && !is_link(&Folded::of("paymentId")));
        assert!(
            is_name(&Folded::of("full"))
                && is_name(&Folded::of("holderName"))
                && !is_name(&Folded::of("mail"))
        );
        assert!(["hp", "pin", "Card-No", "이름"].iter().all(|text| is_key(text)));
        assert!(!is_key("pin2go") && !is_key("hunter2"));
        assert!(
            ["Prefer", "Cache-Control", "content-type"].iter().all(|key| is_harmless_header(key))
        );
        assert!(!is_harmless_header("Cookie") && !is_harmless_header("X-Accept"));
    }
}
