//! Names that mean nothing, and what was probably meant.

use super::*;

#[test]
fn unknown_names() {
    assert_body(
        "require present curency",
        "`pay` has no field `curency`",
        "curency",
        "did you mean `currency`?",
    );
    assert_body(
        "require present card.compny",
        "`card` has no field `compny`",
        "compny",
        "did you mean `company`?",
    );
    assert_body(
        "require currency is KWR",
        "`Currency` has no member `KWR`",
        "KWR",
        "did you mean `KRW`?",
    );
    assert_body("require currency in [KRW, EUR]", "`Currency` has no member `EUR`", "EUR", "");
    assert_body(
        "require context.chanel is test",
        "unknown context key `chanel`",
        "context.chanel",
        "did you mean `channel`?",
    );
    assert_body(
        "require char(id) <= 4",
        "unknown function `char`",
        "char",
        "did you mean `chars`?",
    );
    assert_body(
        "require @path.id is \"a\"",
        "unknown path parameter `id`",
        "@path.id",
        "write `@path.orderId`",
    );
    assert_body(
        "cite guid \"escrow/card\" require present id",
        "unknown source `guid`",
        "guid",
        "did you mean `guide`?",
    );
    assert_body(
        "cite guide \"escrow/crd\" require present id",
        "unknown section `escrow/crd`",
        "\"escrow/crd\"",
        "did you mean `escrow/card`?",
    );
    assert_body(
        "require present id fix remove nte",
        "`pay` has no field `nte`",
        "nte",
        "did you mean `note`?",
    );
    let (message, underlined, help) = only_mistake("rule r: error on pai { require present id }");
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("unknown operation `pai`", "pai", "did you mean `pay`?")
    );
    let (message, underlined, help) = only_mistake("silence mising-field on pay when present id");
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("unknown rule `mising-field`", "mising-field", "did you mean `missing-field`?")
    );
}

#[test]
fn unknown_names_beside_others() {
    assert_body("require amount > limit", "`pay` has no field `limit`", "limit", "");
    assert_body(
        "require amount is crad.months",
        "`pay` has no field `crad`",
        "crad",
        "did you mean `card`?",
    );
    let lent = "let length = chars(id) require length > 0 require chars(note) <= lenght";
    assert_body(lent, "`pay` has no field `lenght`", "lenght", "did you mean `length`?");
    assert_body("let n = chars(id) require n.size <= 4", "`n` has no field `size`", "n.size", "");
    assert_body(
        "require char(id, 2) <= 4",
        "unknown function `char`",
        "char",
        "did you mean `chars`?",
    );
    assert_body(
        "require currency is @path.KRW",
        "unknown path parameter `KRW`",
        "@path.KRW",
        "write `@path.orderId`",
    );
    let silence = "silence missing-field on pai when present id";
    let (message, underlined, help) = only_mistake(silence);
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("unknown operation `pai`", "pai", "did you mean `pay`?")
    );
}

#[test]
fn members_are_words_or_texts() {
    for statement in [
        "require currency is \"KRW\"",
        "require currency in [KRW, \"USD\"]",
        "require context.contracts contains \"card-point\"",
        "require currency is context.mid.currency",
        "require id is note",
        "require currency in [KRW, JPY] fix replace currency with nearest",
        "require present id and currency in [KRW, JPY] fix replace currency with spelling",
    ] {
        assert_eq!(mistakes(&format!("rule r: error on pay {{ {statement} }}")), [], "{statement}");
    }
    // What is compared with several is compared with constants.
    assert_eq!(body("require currency in [context.mid.currency, KRW]").1, "context.mid.currency");
    assert_eq!(body("require id in [note, \"x\"]").1, "note");
    assert_body(
        "require present currency fix replace currency with nearest",
        "there is no list of members to take one from",
        "fix replace currency with nearest",
        "the assertion before it must be `… in [A, B]`",
    );
}
