//! Fields that may be of several types, where they cannot be, or cannot be compared.

use super::*;

#[track_caller]
fn assert_type(joined: &str, message: &str, underlined: &str, help: &str) {
    let rules = format!("shape U {{ u?: {joined} }} operation union {{ sdk body U }}");
    let found = only_mistake(&rules);
    assert_eq!((&*found.0, &*found.1, &*found.2), (message, underlined, help), "{joined}");
}

#[test]
fn types_that_cannot_be_joined() {
    let one = "a field of several types is a `string`, an enumeration, an `integer`, a `number` or \
               a `boolean`";
    assert_type("integer | [string]", one, "[string]", "");
    assert_type("Card | integer", one, "Card", "");
    assert_type("integer | { a: string }", one, "{ a: string }", "");
    assert_type("integer | json", one, "json", "");
    assert_type("object | integer", one, "object", "");
    assert_type("integer | any of { A B }", one, "any of { A B }", "");
    let help = "name one of strings and enumerations, one of `integer` and `number`";
    assert_type("integer | number", "`number` and `integer` look the same in JSON", "number", help);
    assert_type(
        "string | Currency",
        "`Currency` and `string` look the same in JSON",
        "Currency",
        help,
    );
    assert_type(
        "boolean | boolean",
        "`boolean` and `boolean` look the same in JSON",
        "boolean",
        help,
    );
    assert_type(
        "integer | strng",
        "unknown shape or enumeration `strng`",
        "strng",
        "did you mean `string`?",
    );
    assert_type(
        "integer | string \"MM\"",
        "a form names at least YYYY and MM",
        "\"MM\"",
        "for example `\"YYYY-MM-DD HH:mm:ss\"`",
    );
    assert_type("integer |", "expected a type", "}", "");
    let key = "a context key is an instant, `one of { … }` or `any of { … }`";
    assert_mistake("context { k?: integer | one of { a b } }", key, "k");
    assert_type("integer | one of { A A }", "the member `A` is defined twice", "A", "");
}

#[track_caller]
fn assert_mistake(rules: &str, message: &str, underlined: &str) {
    let (found, at, _) = only_mistake(rules);
    assert_eq!((&*found, &*at), (message, underlined), "{rules}");
}

#[test]
fn what_none_of_the_types_can_be() {
    let shape =
        "shape U { u?: integer | string w?: boolean | Currency b?: boolean | integer id?: string }
                 operation union { sdk body U }";
    for (condition, message, underlined) in [
        ("b matches /a/", "expected a string, found `boolean | integer`", "b"),
        ("chars(b) > 3", "expected a string, found `boolean | integer`", "b"),
        ("w > 3", "expected a number or a point in time, found `boolean | Currency`", "w"),
        ("u", "expected a condition, found `integer | string`", "u"),
        ("u is true", "`integer | string` and a boolean cannot be compared", "true"),
        ("b is \"x\"", "`boolean | integer` and a string cannot be compared", "\"x\""),
        ("w is 3", "`boolean | Currency` and a number cannot be compared", "3"),
        ("w is KWR", "`Currency` has no member `KWR`", "KWR"),
        ("u is w", "`integer | string` and `boolean | Currency` cannot be compared", "w"),
        ("u is KRW", "`union` has no field `KRW`", "KRW"),
        ("w default 3 > 2", "expected a number, found `boolean | Currency`", "w default 3"),
        (
            "u contains a",
            "expected a context key with several members, found `integer | string`",
            "u",
        ),
        ("count(u) > 1", "expected an array, found `integer | string`", "u"),
        ("formatted u", "the shape declares no forms for this field", "formatted u"),
        ("present u.id", "`u` has no field `id`", "id"),
        ("u > chars(id)", "a plain number and characters are different units", "u > chars(id)"),
    ] {
        let rules = format!("{shape} rule r: error on union {{ require {condition} }}");
        assert_mistake(&rules, message, underlined);
    }
    for (fix, message) in [
        ("fix replace u with true", "expected `integer | string`, found a boolean"),
        ("fix insert w = 3", "expected `boolean | Currency`, found a number"),
    ] {
        let rules = format!("{shape} rule r: error on union {{ require present id {fix} }}");
        assert_mistake(&rules, message, fix);
    }
    let fine = "fix replace u with 3 fix replace u with \"a\" fix insert w = \"KRW\"";
    let rules = format!("{shape} rule r: error on union {{ require present id {fine} }}");
    assert_eq!(mistakes(&rules), []);
}
