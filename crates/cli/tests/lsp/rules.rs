//! Rule files.

use serde_json::{Value, json};

use crate::client::{Client, applied, codes, offset, underlined};

const MANIFEST: &str = "name: my-pg\nversion: 0.1.0\nsources:\n  manual:\n    title: Manual\n    sections:\n      ids: { heading: Order numbers }\n";

const SHAPES: &str = "\
# 가🍎
enum Currency { KRW USD }

/// An order.
shape Order {
  id: string
  /// What is paid.
  amount: integer
  currency: Currency
  items?: [{ name: string price: integer }]
}

operation createOrder {
  sdk
  body Order
  detect id
}

context {
  channel?: one of { test live }
}
";

const RULES: &str = "\
/// An order number is short. 가🍎
rule order-number: error on createOrder {
  cite manual \"ids\"
  let length = chars(id)
  /* \u{0} */
}
";

/// The rules without what is no rule.
fn rules() -> String {
    RULES.replace(
        "  /* \u{0} */\n",
        "  when currency is KRW\n  require length <= 40\n}\n\n/// 🍎\nrule item-price: warning on createOrder {\n  for item in items {\n    require item.price > 0\n  }\n}\n\n/// Once.\nsilence item-price on createOrder\n  when currency is USD\n",
    )
    .trim_end()
    .trim_end_matches('}')
    .trim_end()
    .to_owned()
        + "\n"
}

const KOREAN: &str =
    "order-number:\n  message: \"{length}자입니다\"\nitem-price:\n  message: \"가격\"\n";
const CASES: &str = "valid:\n  - name: short\n    operation: createOrder\n    request: '{ \"id\": \"1\", \"amount\": 1, \"currency\": \"KRW\" }'\n";

fn client() -> Client {
    client_with(json!({ "locale": "en" }))
}

fn client_with(more: Value) -> Client {
    let rules = rules();
    let files = [
        ("my-pg/pack.yaml", MANIFEST),
        ("my-pg/a-shapes.rules", SHAPES),
        ("my-pg/rules.rules", &rules),
        ("my-pg/locales/ko.yaml", KOREAN),
        (
            "my-pg/locales/en.yaml",
            &KOREAN.replace("자입니다", " characters").replace("가격", "price"),
        ),
        ("my-pg/cases/order-number.yaml", CASES),
    ];
    Client::with(&files, more)
}

const FILE: &str = "my-pg/rules.rules";

fn places(found: &Value) -> Vec<(String, u64)> {
    let place = |one: &Value| {
        let name = one["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        (name, one["range"]["start"]["line"].as_u64().unwrap())
    };
    let mut places: Vec<_> = found.as_array().unwrap().iter().map(place).collect();
    places.sort();
    places
}

#[test]
fn mistakes_are_shown_as_they_are_typed() {
    let mut client = client();
    assert_eq!(client.open(FILE), [] as [Value; 0]);
    let at = rules().find("currency is KRW").unwrap();
    client.edit(FILE, at, at + 8, "curency");
    let found = client.diagnostics(FILE);
    assert_eq!(codes(&found), ["unknown-name"]);
    assert_eq!(underlined(client.text(FILE), &found[0]), "curency");
    // Half a statement.
    client.edit(FILE, at, at + 7, "");
    let found = client.diagnostics(FILE);
    assert_eq!(codes(&found), ["syntax"]);
    client.edit(FILE, at, at, "currency");
    assert_eq!(client.diagnostics(FILE), [] as [Value; 0]);
}

#[test]
fn mistakes_are_shown_where_the_client_has_opened_the_file() {
    let files = [("my-pg/pack.yaml", MANIFEST), ("my-pg/a+b.rules", "enum A { X }\n")];
    let mut client = Client::new(&files);
    let other = client.uri("my-pg/a+b.rules").replace("%2B", "+");
    for (version, text) in [(1, "enum {"), (2, "enum A { X X }\n")] {
        let document = json!({ "uri": other, "languageId": "", "version": version, "text": text });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        assert!(!client.diagnosed(&other, version).is_empty(), "{text}");
        assert!(client.known("my-pg/a+b.rules").is_empty());
    }
}

#[test]
fn a_change_of_a_shape_is_a_mistake_of_the_rules() {
    let mut client = client();
    client.open("my-pg/a-shapes.rules");
    let price = SHAPES.find("price").unwrap();
    client.edit("my-pg/a-shapes.rules", price, price + 5, "cost");
    assert_eq!(client.diagnostics("my-pg/a-shapes.rules"), [] as [Value; 0]);
    // What came before an answer has arrived.
    client.hover("my-pg/a-shapes.rules", 0);
    assert_eq!(codes(&client.known(FILE)), ["unknown-name"]);
    client.edit("my-pg/a-shapes.rules", price, price + 4, "price");
    client.diagnostics("my-pg/a-shapes.rules");
    client.hover("my-pg/a-shapes.rules", 0);
    assert!(client.known(FILE).is_empty());
}

#[test]
fn names_are_explained() {
    let mut client = client();
    client.open(FILE);
    client.open("my-pg/a-shapes.rules");
    let rules = rules();
    let at = |part: &str| rules.find(part).unwrap() + 1;
    assert!(client.hover(FILE, at("currency is")).contains("currency: Currency"));
    assert!(client.hover(FILE, at("KRW")).contains("member of `Currency`"));
    assert!(client.hover(FILE, at("chars(")).contains("code points"));
    assert!(client.hover(FILE, at("length <=")).contains("let length = chars(id)"));
    assert!(client.hover(FILE, at("item-price on")).contains("price"));
    assert!(client.hover(FILE, at("price > 0")).contains("price: integer"));
    assert!(client.hover(FILE, at("createOrder")).contains("body Order"));
    let order = SHAPES.find("body Order").unwrap() + 6;
    assert!(client.hover("my-pg/a-shapes.rules", order).contains("An order."));
    assert_eq!(client.hover(FILE, at("require")), "");
}

#[test]
fn names_lead_to_their_definitions_and_back() {
    let mut client = client();
    client.open(FILE);
    client.open("my-pg/locales/ko.yaml");
    let rules = rules();
    let mut definition = |name: &str, offset: usize| {
        places(&client.request("textDocument/definition", client.at(name, offset)))
    };
    let at = |part: &str| rules.find(part).unwrap() + 1;
    assert_eq!(definition(FILE, at("currency is")), [("a-shapes.rules".to_owned(), 8)]);
    assert_eq!(definition(FILE, at("KRW")), [("a-shapes.rules".to_owned(), 1)]);
    assert_eq!(definition(FILE, at("createOrder")), [("a-shapes.rules".to_owned(), 12)]);
    assert_eq!(definition(FILE, at("length <=")), [("rules.rules".to_owned(), 3)]);
    assert_eq!(definition(FILE, at("item-price on")), [("rules.rules".to_owned(), 9)]);
    assert_eq!(definition(FILE, at("manual")), [("pack.yaml".to_owned(), 3)]);
    // A rule and its entries in the catalogs.
    let entries = [("en.yaml".to_owned(), 0), ("ko.yaml".to_owned(), 0)];
    assert_eq!(definition(FILE, at("order-number")), entries);
    assert_eq!(definition("my-pg/locales/ko.yaml", 3), [("rules.rules".to_owned(), 1)]);

    let mut params = client.at(FILE, at("item-price"));
    params["context"] = json!({ "includeDeclaration": true });
    let found = places(&client.request("textDocument/references", params));
    let wanted = [("en.yaml", 2), ("ko.yaml", 2), ("rules.rules", 9), ("rules.rules", 16)];
    assert_eq!(found, wanted.map(|(name, line)| (name.to_owned(), line)));
}

#[test]
fn a_rule_is_renamed_everywhere() {
    let mut client = client();
    client.open(FILE);
    let rules = rules();
    let offset = rules.find("order-number").unwrap() + 2;
    let range = client.request("textDocument/prepareRename", client.at(FILE, offset));
    assert_eq!(underlined(&rules, &json!({ "range": range })), "order-number");
    let mut params = client.at(FILE, offset);
    params["newName"] = json!("order-id");
    let edit = client.request("textDocument/rename", params.clone());
    assert_eq!(client.edited(FILE, &edit), rules.replace("order-number", "order-id"));
    assert!(client.edited("my-pg/locales/ko.yaml", &edit).starts_with("order-id:\n"));
    assert!(client.edited("my-pg/locales/en.yaml", &edit).starts_with("order-id:\n"));
    let renamed =
        edit["documentChanges"].as_array().unwrap().iter().find(|one| one["kind"] == "rename");
    assert_eq!(renamed.unwrap()["newUri"], client.uri("my-pg/cases/order-id.yaml"));
    for wrong in ["item-price", "가", "a b", ""] {
        params["newName"] = json!(wrong);
        assert!(
            client.ask("textDocument/rename", params.clone()).response_result.is_err(),
            "{wrong}"
        );
    }
    // Requests have the names of fields.
    let field = client.at(FILE, rules.find("currency is").unwrap());
    assert_eq!(client.request("textDocument/prepareRename", field), Value::Null);
}

/// Neovim's capabilities are these.
#[test]
fn cases_are_renamed_where_the_client_has_the_operations() {
    let operations =
        json!({ "workspace": { "workspaceEdit": { "resourceOperations": ["rename"] } } });
    let mut client = client_with(json!({ "capabilities": operations }));
    client.open(FILE);
    let mut params = client.at(FILE, rules().find("order-number").unwrap());
    params["newName"] = json!("order-id");
    let edit = client.request("textDocument/rename", params);
    let changes = edit["documentChanges"].as_array().unwrap();
    assert!(changes.iter().any(|one| one["kind"] == "rename"), "{edit}");
}

#[test]
fn what_can_be_written_depends_on_the_place() {
    let mut client = client();
    client.open(FILE);
    let rules = rules();
    let mut at = |text: &str| {
        let whole = format!("{rules}\n{text}");
        let offset = whole.rfind('|').unwrap();
        client.change(FILE, &whole.replacen('|', "", 1));
        client.completions(FILE, offset)
    };
    let has = |found: &[String], some: &[&str], none: &[&str]| {
        assert!(some.iter().all(|name| found.iter().any(|one| one == name)), "{some:?}: {found:?}");
        assert!(none.iter().all(|name| found.iter().all(|one| one != name)), "{none:?}: {found:?}");
    };
    has(&at("|"), &["rule", "shape", "silence"], &["require", "amount"]);
    has(&at("rule a: |"), &["error", "warning", "advice"], &["createOrder"]);
    has(&at("rule a: error on |"), &["createOrder"], &["error"]);
    let open = "rule a: error on createOrder {\n  ";
    has(&at(&format!("{open}|")), &["require", "when", "fix", "for"], &[]);
    has(&at(&format!("{open}when |")), &["currency", "amount", "chars", "present", "context"], &[]);
    has(&at(&format!("{open}when currency is |")), &["KRW", "USD"], &["amount"]);
    has(&at(&format!("{open}when currency not in [KRW, |")), &["USD"], &["amount"]);
    has(&at(&format!("{open}when context.|")), &["channel"], &["amount"]);
    has(
        &at(&format!("{open}for item in items {{ require item.|")),
        &["price", "name"],
        &["amount"],
    );
    has(&at(&format!("{open}let n = chars(id)\n  require |")), &["n", "chars"], &[]);
    has(&at(&format!("{open}cite |")), &["manual"], &[]);
    has(&at(&format!("{open}cite manual \"|\"")), &["ids"], &[]);
    has(&at("shape A { b: |"), &["string", "Order", "Currency"], &["amount"]);
    has(&at("silence |"), &["order-number", "item-price"], &[]);
}

#[test]
fn files_are_formatted_outlined_and_coloured() {
    let mut client = client();
    let text = "enum  가 { X }".replace('가', "Currency2") + "\n\n\n# 🍎\nshape B{a:string}\n";
    client.open_with("my-pg/b.rules", &text);
    let document = json!({ "textDocument": { "uri": client.uri("my-pg/b.rules") } });
    let mut params = document.clone();
    params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
    let edits = client.request("textDocument/formatting", params);
    let formatted = applied(&text, edits.as_array().unwrap());
    assert_eq!(formatted, "enum Currency2 { X }\n\n# 🍎\nshape B { a: string }\n");

    let symbols = client.request("textDocument/documentSymbol", document.clone());
    let names: Vec<&str> =
        symbols.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Currency2", "B"]);
    assert_eq!(symbols[1]["children"][0]["name"], "a");

    let data = client.request("textDocument/semanticTokens/full", document)["data"].clone();
    let data: Vec<u64> = data.as_array().unwrap().iter().map(|one| one.as_u64().unwrap()).collect();
    let (mut line, mut character) = (0, 0);
    let mut words = Vec::new();
    for token in data.chunks(5) {
        character = if token[0] == 0 { character + token[1] } else { token[1] };
        line += token[0];
        let start = offset(&text, &json!({ "line": line, "character": character }));
        let end = offset(&text, &json!({ "line": line, "character": character + token[2] }));
        words.push((text[start..end].to_owned(), token[3]));
    }
    let kinds: Vec<(&str, u64)> = words.iter().map(|(word, kind)| (word.as_str(), *kind)).collect();
    let wanted = [
        ("enum", 0),
        ("Currency2", 6),
        ("X", 7),
        ("# 🍎", 1),
        ("shape", 0),
        ("B", 5),
        ("a", 10),
        ("string", 0),
    ];
    assert_eq!(kinds, wanted);
}

/// What names what repeats, and what lists are asked for.
const DEFINITIONS: &str = "\
enum Currency += JPY, EUR

set eastern: Currency = [KRW, JPY]
define foreign-order = currency not in eastern and amount > 0
define paid-in(way, most) = way in [eastern, USD] and amount <= most

/// A total.
rule total: warning on createOrder {
  when foreign-order or paid-in(currency, 100)
  if known context.channel {
    require sum(p in items where p.price > 0: p.price * 2) is amount
  } else {
    require unique q.name in items
  }
}
";

const DEFINED: &str = "my-pg/z-definitions.rules";

fn with_definitions() -> Client {
    let catalog = |language: &str| format!("{KOREAN}total:\n  message: {language}\n");
    let client = client();
    for (file, text) in [
        (DEFINED, DEFINITIONS.to_owned()),
        ("my-pg/locales/ko.yaml", catalog("합계")),
        ("my-pg/locales/en.yaml", catalog("total")),
    ] {
        std::fs::write(client.path(file), text).unwrap();
    }
    client
}

#[test]
fn sets_conditions_and_added_members_are_found() {
    let mut client = with_definitions();
    assert_eq!(client.open(DEFINED), [] as [Value; 0]);
    let at = |part: &str| DEFINITIONS.find(part).unwrap() + 1;
    let mut definition = |offset: usize| {
        places(&client.request("textDocument/definition", client.at(DEFINED, offset)))
    };
    let here = |line: u64| vec![("z-definitions.rules".to_owned(), line)];
    let shapes = |line: u64| vec![("a-shapes.rules".to_owned(), line)];
    assert_eq!(definition(at("eastern and")), here(2));
    assert_eq!(definition(at("eastern, USD")), here(2));
    assert_eq!(definition(at("foreign-order or")), here(3));
    assert_eq!(definition(at("paid-in(currency")), here(4));
    assert_eq!(definition(at("way in [")), here(4));
    assert_eq!(definition(at("JPY]")), here(0));
    assert_eq!(definition(at("KRW, JPY]")), shapes(1));
    assert_eq!(definition(at("Currency +=")), shapes(1));
    assert_eq!(definition(at("currency not")), shapes(8));
    assert_eq!(definition(at("p.price >")), here(10));
    assert_eq!(definition(at("price * 2")), shapes(9));
    assert_eq!(definition(at("name in items")), shapes(9));
    assert_eq!(definition(at("channel {")), shapes(19));
    assert!(client.hover(DEFINED, at("eastern and")).contains("[KRW, JPY]"));
    assert!(client.hover(DEFINED, at("foreign-order or")).contains("amount > 0"));
    assert!(client.hover(DEFINED, at("JPY]")).contains("member of `Currency`"));

    let mut params = client.at(DEFINED, at("eastern:"));
    params["context"] = json!({ "includeDeclaration": true });
    let found = places(&client.request("textDocument/references", params));
    assert_eq!(found, [here(2), here(3), here(4)].concat());
    for (old, new) in [("eastern", "asian"), ("foreign-order", "abroad"), ("paid-in", "paid")] {
        let mut params = client.at(DEFINED, at(old));
        params["newName"] = json!(new);
        let edit = client.request("textDocument/rename", params.clone());
        assert_eq!(client.edited(DEFINED, &edit), DEFINITIONS.replace(old, new));
        params["newName"] = json!(if old == "eastern" { "paid-in" } else { "eastern" });
        assert!(client.ask("textDocument/rename", params).response_result.is_err());
    }
    let outline = json!({ "textDocument": { "uri": client.uri(DEFINED) } });
    let symbols = client.request("textDocument/documentSymbol", outline);
    let names = symbols.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap());
    let wanted = ["Currency +=", "eastern", "foreign-order", "paid-in", "total"];
    assert_eq!(names.collect::<Vec<_>>(), wanted);
}

#[test]
fn sets_and_conditions_are_completed() {
    let mut client = with_definitions();
    client.open(DEFINED);
    let mut at = |text: &str| {
        let whole = format!("{DEFINITIONS}\n{text}");
        let offset = whole.rfind('|').unwrap();
        client.change(DEFINED, &whole.replacen('|', "", 1));
        client.completions(DEFINED, offset)
    };
    let has = |found: &[String], some: &[&str], none: &[&str]| {
        assert!(some.iter().all(|name| found.iter().any(|one| one == name)), "{some:?}: {found:?}");
        assert!(none.iter().all(|name| found.iter().all(|one| one != name)), "{none:?}: {found:?}");
    };
    let open = "rule a: error on createOrder {\n  when ";
    has(&at(&format!("{open}|")), &["foreign-order", "paid-in"], &["eastern"]);
    has(&at(&format!("{open}currency in |")), &["eastern", "JPY"], &["foreign-order"]);
    has(&at(&format!("{open}currency in [|")), &["eastern", "EUR", "KRW"], &["foreign-order"]);
    has(&at(&format!("{open}currency is |")), &["JPY"], &["eastern"]);
    has(&at("set a: |"), &["Currency"], &["Order", "KRW"]);
    has(&at("set a: Currency = [|"), &["KRW", "JPY"], &["amount"]);
    has(&at("define a = |"), &["amount", "paid-in", "present"], &["Order"]);
    has(&at("enum |"), &["Currency"], &["Order"]);
}

#[test]
fn a_half_written_file_is_served_at_every_prefix() {
    let mut client = client();
    client.open(FILE);
    let whole = rules() + DEFINITIONS;
    let document = json!({ "textDocument": { "uri": client.uri(FILE) } });
    for (end, _) in whole.char_indices() {
        let found = client.change(FILE, &whole[..end]);
        for one in &found {
            let range = &one["range"];
            assert!(offset(&whole[..end], &range["start"]) <= offset(&whole[..end], &range["end"]));
        }
        client.completions(FILE, end);
        client.hover(FILE, end);
        client.request("textDocument/documentSymbol", document.clone());
        client.request("textDocument/semanticTokens/full", document.clone());
        client.request("textDocument/definition", client.at(FILE, end));
        let mut formatting = document.clone();
        formatting["options"] = json!({ "tabSize": 2, "insertSpaces": true });
        client.request("textDocument/formatting", formatting);
    }
}

#[test]
fn files_of_other_programs_are_left_alone() {
    let other = "rules_version = '2';\nservice cloud.firestore {\n}\n";
    let mut client =
        Client::new(&[("firestore.rules", other), ("a.rules", "# 가\nrule a: error on")]);
    assert_eq!(client.open("firestore.rules"), [] as [Value; 0]);
    // Without a manifest only the grammar is known.
    assert_eq!(codes(&client.open("a.rules")), ["syntax"]);
    assert_eq!(client.change("a.rules", "enum A { X }\n"), [] as [Value; 0]);
    assert_eq!(codes(&client.change("a.rules", "en")), ["syntax"]);
}

#[test]
fn the_built_in_shapes_serve_a_pack_that_uses_them() {
    let mut client = Client::new(&[
        ("my-pg/pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n"),
        (
            "my-pg/a.rules",
            "/// A reason.\nrule a: error on cancelPayment {\n  require filled reason\n}\n",
        ),
    ]);
    assert_eq!(client.open("my-pg/a.rules"), [] as [Value; 0]);
    let text = client.text("my-pg/a.rules").to_owned();
    let offset = text.find("reason\n").unwrap();
    assert!(client.hover("my-pg/a.rules", offset).contains("reason: string"));
    assert!(client.completions("my-pg/a.rules", offset).contains(&"refundAccount".to_owned()));
    // There is no file to go to.
    let found = client.request("textDocument/definition", client.at("my-pg/a.rules", offset));
    assert_eq!(found, json!([]));
}
