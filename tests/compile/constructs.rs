//! Each construct misused in one way each: one mistake, at the right place.

use super::*;

#[track_caller]
fn assert_mistake(rules: &str, message: &str, underlined: &str) -> String {
    let (found, at, help) = only_mistake(rules);
    assert_eq!((&*found, &*at), (message, underlined), "{rules}");
    help
}

/// Declarations, and a rule on `pay`.
fn with_rule(declarations: &str, statements: &str) -> String {
    format!("{declarations}\nrule r: error on pay {{ {statements} }}")
}

#[test]
fn sets() {
    let sets = "set won: Currency = [KRW] set words = [\"a\", \"b\"] set few = [1, 2]";
    let rule = with_rule(
        sets,
        "require currency in won or id in words or amount in few or currency in [won, USD]",
    );
    assert_eq!(mistakes(&rule), []);
    let help =
        assert_mistake("set won: Currency = [KRW, USB]", "`Currency` has no member `USB`", "USB");
    assert_eq!(help, "did you mean `USD`?");
    assert_mistake("set won = [KRW, KRW]", "`KRW` is named twice", "KRW");
    assert_mistake("set won: Order = [KRW]", "expected an enumeration, found `Order`", "Order");
    assert_mistake(
        "set won = [a.b]",
        "expected a member, a string or a number, found `a.b`",
        "a.b",
    );
    let help = assert_mistake(
        &with_rule(sets, "require currency in wom"),
        "unknown `set` or `define` `wom`",
        "wom",
    );
    assert_eq!(help, "did you mean `won`?");
    assert_mistake(
        &with_rule(sets, "require context.channel in won"),
        "`channel` has no member `KRW`",
        "won",
    );
    assert_mistake(
        &with_rule(sets, "require id in few"),
        "a string and a number cannot be compared",
        "few",
    );
    assert_mistake(&with_rule(sets, "require id in won"), "`pay` has no field `KRW`", "won");
    assert_mistake(
        &format!("{sets} define won = escrow"),
        "the `set` or `define` `won` is defined twice",
        "won",
    );
}

#[test]
fn definitions() {
    let definitions = "define won = currency is KRW
        define is-in(value, word) = value is word
        define short(text, most) = chars(text) <= most and won";
    let uses = "when won require short(id, 5) and is-in(note, \"a\") or not won";
    assert_eq!(mistakes(&with_rule(definitions, uses)), []);
    let help =
        assert_mistake(&with_rule(definitions, "require wom"), "`pay` has no field `wom`", "wom");
    assert_eq!(help, "did you mean `won`?");
    let help = assert_mistake(
        &with_rule(definitions, "require shot(id, 5)"),
        "unknown function `shot`",
        "shot",
    );
    assert_eq!(help, "did you mean `short`?");
    assert_mistake(
        &with_rule(definitions, "require short(id)"),
        "`short` takes two values, not 1",
        "short(id)",
    );
    assert_mistake(
        &with_rule(definitions, "require short"),
        "`short` takes two values, not 0",
        "short",
    );
    assert_mistake(
        &with_rule("define loop = not again define again = loop", "require loop"),
        "`loop` uses itself",
        "loop",
    );
    assert_mistake(&with_rule("define f(x) = escrow", "require f(id)"), "`x` is never used", "x");
    // A mistake in a definition is where the definition is, and one in a value where it is given.
    assert_mistake(
        &with_rule("define f = curency is KRW", "require f"),
        "`pay` has no field `curency`",
        "curency",
    );
    assert_mistake(
        &with_rule(definitions, "require is-in(currency, USB)"),
        "`Currency` has no member `USB`",
        "word",
    );
}

#[test]
fn blocks() {
    let rule = |statements: &str| with_rule("", statements);
    let fine = "if escrow { let n = chars(id) require n < 9 } else if present note { forbid present card } \
                else { unless present id require present due }";
    assert_eq!(mistakes(&rule(fine)), []);
    assert_mistake(&rule("if escrow { }"), "`r` neither requires nor forbids", "r");
    assert_mistake(
        &rule("if escrow { let n = chars(id) require present note } require present id"),
        "`n` is never used",
        "n",
    );
    assert_mistake(
        &rule("if escrow { let n = chars(id) require n < 9 } require n < 9"),
        "`pay` has no field `n`",
        "n",
    );
    assert_mistake(
        &rule("require present id if escrow { fix remove id require present note }"),
        "a fix follows the assertion that it repairs",
        "fix remove id",
    );
    assert_mistake(
        &rule("if escrow { require unique id across batch }"),
        "a rule over a run has no `when`, `unless`, `if` or `for`",
        "require unique id across batch",
    );
    let (message, underlined, _) = only_mistake(&rule("else { require present id }"));
    assert_eq!(underlined, "else", "{message}");
    let chain = format!(
        "if escrow {{ require present id }} {}",
        "else if escrow { require present note } ".repeat(3000)
    );
    assert!(mistakes(&rule(&chain)).len() <= 1, "a long row of `else if` is no deep tree");
}

#[test]
fn what_is_known() {
    let rule = |statements: &str| with_rule("", statements);
    let fine = "when known now require present id assuming context.channel is live as error";
    assert_eq!(mistakes(&rule(fine)), []);
    assert_mistake(&rule("require known id"), "expected a context key, found a field", "known id");
    assert_mistake(&rule("require known idd"), "expected a context key, found `idd`", "known idd");
    assert_mistake(
        &rule("require known context.chanel"),
        "unknown context key `chanel`",
        "context.chanel",
    );
    for assumption in [
        "escrow",
        "context.channel is live and escrow",
        "context.channel is live and known now",
        "not (present id)",
    ] {
        let (message, ..) =
            only_mistake(&rule(&format!("require present id assuming {assumption}")));
        assert_eq!(message, "an assumption is about one key of the context and nothing else");
    }
}

#[test]
fn arithmetic() {
    let rule = |statements: &str| with_rule("", statements);
    let fine = "require amount - 1 * 2 < card.months and unique tag in tags
        require deadline(due) <= now + 90 days - 1 hour
        require count(t in tags where chars(t) > 2) < 3 and max(t in tags: chars(t)) < 9
        require years(note, now) > 3 and euckr_first(id, 3) is \"a\"";
    assert_eq!(mistakes(&rule(fine)), []);
    for (condition, message, underlined) in [
        ("amount - id > 1", "expected a number, found a string", "- id"),
        (
            "amount * chars(id) > 1",
            "a plain number and characters are different units",
            "amount * chars(id)",
        ),
        ("now + 3 > now", "expected a number, found a point in time", "now"),
        ("amount + 3 days > 1", "expected a point in time, found a number", "amount"),
        (
            "date(note) + 3 hours > date(note)",
            "a date is followed by days, and a month by nothing",
            "3 hours",
        ),
        (
            "month(now) + 3 days is month(now)",
            "a date is followed by days, and a month by nothing",
            "3 days",
        ),
        (
            "amount > 3 days",
            "a number and a number of days, hours or minutes cannot be compared",
            "3 days",
        ),
        ("sum(t in tags: t) > 1", "expected a number, found a string", "t"),
        ("sum(t in card: t) > 1", "expected an array, found an object", "card"),
        (
            "count(t in tags where context.channel is test) > 1",
            "what is done with each element cannot depend on the context",
            "count(t in tags where context.channel is test)",
        ),
        (
            "unique id.x in tags",
            "the first name is an element of `tags`: give it a name of its own",
            "id",
        ),
        ("unique t in card", "expected an array, found an object", "card"),
        ("unique t.x in tags", "`t` has no field `x`", "x"),
        ("years(id) > 1", "`years` takes two values, not 1", "years(id)"),
        ("years(amount, now) > 1", "expected a date, found a number", "amount"),
    ] {
        let (found, at, _) = only_mistake(&rule(&format!("require {condition}")));
        assert_eq!((&*found, &*at), (message, underlined), "{condition}");
    }
}

/// A pack beside which another one is used.
fn uses(used: &str, own: &str) -> Vec<(String, String, String)> {
    let manifest = "name: own\nversion: 0.1.0\nuses: [base]\n";
    let pack = Pack::new("own", [("pack.yaml", manifest), ("own.rules", own)]);
    let pack = pack.using("base", [("base/base.rules".to_owned(), used.to_owned())]);
    let errors = Linter::new(pack).map_or_else(|error| error.errors, |_| Vec::new());
    let reported = errors.iter().map(|error| match error {
        PackMistake::Compile(error) => {
            (error.file.name.clone(), error.to_string(), error.span.of(&error.file.text).to_owned())
        }
        PackMistake::Syntax(error) => panic!("{error:?}"),
    });
    reported.collect()
}

const BASE: &str = "enum Bank { KB NH }
shape Item { name?: string code?: string }
shape Order { id: string bank?: Bank items?: [Item] bypass?: object extra?: { free?: object } }
operation pay { sdk body Order detect id }
operation other { sdk body Order }
context { contracts?: any of { escrow } mid?: { currency?: one of { KRW } } now?: instant }";

#[track_caller]
fn assert_own(own: &str, message: &str, underlined: &str) {
    let found = uses(BASE, own);
    let expected = ("own/own.rules".to_owned(), message.to_owned(), underlined.to_owned());
    assert_eq!(found, [expected], "{own}");
}

#[test]
fn amended_shapes() {
    let fine = "amend pay {
          shape bypass.pg { name?: string items?: [{ code: string }] deep?: object }
          shape bypass.pg2 { a?: string }
          shape extra.free { b?: string }
          shape bypass.pg.deep { c?: string }
          required items.name
          optional bypass.pg.items.code
          foreign bypass.pg.x, bypass.other.y, items.z
        }
        rule r: error on pay {
          require chars(bypass.pg.name) < 9 and present bypass.other.y
          for item in bypass.pg.items { require chars(item.code) > 1 fix remove item.code }
          for key in keys of bypass.pg except name { forbid present key }
        }";
    assert_eq!(uses(BASE, fine), []);
    let new = "amend pay { shape extra.more? { code?: string } }
        rule r: error on pay { require chars(extra.more.code) < 9 }";
    assert_eq!(uses(BASE, new), []);
    assert_own("amend pay { shape bypas.x { a?: string } }", "`pay` has no field `bypas`", "bypas");
    assert_own("amend pay { shape id.x { a?: string } }", "`id` has no field `x`", "x");
    assert_own(
        "amend pay { shape extra { a?: string } }",
        "expected an `object` field, found an object with fields",
        "extra",
    );
    assert_own(
        "amend pay { shape bypass { a?: strin } }",
        "unknown shape or enumeration `strin`",
        "strin",
    );
    let no_shape = "`bypass` is an object with any keys: its fields are not declared";
    assert_own("amend pay { required bypass.x }", no_shape, "x");
    assert_own("rule r: error on pay { require present bypass.x }", no_shape, "x");
    assert_own(
        "rule r: error on pay { require present items.name }",
        "`items` is an array",
        "name",
    );
    assert_own("amend pay { required items.nme }", "`items` has no field `nme`", "nme");
    assert_own(
        "amend pay { shape bypass { a?: string } required bypass.b }",
        "`bypass` has no field `b`",
        "b",
    );
}

#[test]
fn extensions() {
    let fine = "enum Bank += WOORI, TOSS
        amend pay { enum Bank += { KAKAO } detect bank without items }
        context { contracts += any of { paypal } mid.currency += one of { USD } more?: instant }
        operation third { sdk body Order }
        rule r: error on pay {
          require bank in [KAKAO, TOSS, KB] and context.contracts contains paypal
          require context.mid.currency is USD
        }
        rule s: error on other { require bank is WOORI }";
    assert_eq!(uses(BASE, fine), []);
    assert_own("enum Bank += KB", "the member `KB` is defined twice", "KB");
    assert_own("enum Bak += KB", "unknown shape or enumeration `Bak`", "Bak");
    let unused = "enum Unused { A } amend pay { enum Unused += B }";
    assert_own(unused, "`pay` has no field of `Unused`", "Unused");
    assert_own(
        "amend pay { enum Bank += KAKAO } rule r: error on other { require bank is KAKAO }",
        "`Bank` has no member `KAKAO`",
        "KAKAO",
    );
    assert_own(
        "context { contracts?: any of { a } }",
        "the context key `contracts` is defined twice",
        "contracts",
    );
    assert_own(
        "context { contrats += any of { a } }",
        "unknown context key `contrats`",
        "contrats",
    );
    assert_own(
        "context { contracts += any of { escrow } }",
        "the member `escrow` is defined twice",
        "escrow",
    );
    assert_own(
        "context { contracts += one of { a } }",
        "expected `any of { … }`, found `one of { … }`",
        "contracts += one of { a }",
    );
    assert_own(
        "shape A { b += any of { c } } operation x { sdk body A }",
        "`+=` adds members to keys of the context, not to fields",
        "b += any of { c }",
    );
    assert_own("amend pay { detect bnk }", "unknown field `bnk`", "bnk");
}

#[test]
fn a_mistake_in_the_context_is_where_it_is() {
    let key = "a context key is an instant, `one of { … }` or `any of { … }`";
    assert_own("context { text?: string }", key, "text");
    assert_own("context { group?: { text?: [string] } }", key, "text");
    assert_own("shape G { text?: string } context { group?: G }", key, "group");
    let members: String = (0..65).map(|index| format!("m{index} ")).collect();
    let long = format!("context {{ many?: any of {{ {members} }} }}");
    assert_own(&long, "`any of { … }` has at most 64 members", "many");
    let keys: String = (0..40).map(|index| format!("k{index}?: instant ")).collect();
    assert_own(&format!("context {{ {keys} }}"), "a context has at most 32 keys", "k29");
}
