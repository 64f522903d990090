//! What a Korean user reads of mistakes: Korean, from the first line to the last.

use crate::{CANCEL, Workspace};

/// What the command prints, under a title.
fn printed(place: &Workspace, title: &str, arguments: &[&str]) -> String {
    let arguments = [&["--lang", "ko"], arguments].concat();
    let output = place.run(&arguments);
    let (out, err) = (place.plain(&output.stdout), place.plain(&output.stderr));
    format!("── {title}\n{out}{err}")
}

#[test]
fn mistakes_are_reported_in_korean() {
    let place = Workspace::new(&[("a.json", CANCEL), ("bad.json", "{"), ("empty/x.txt", "")]);
    place.write("pack/pack.yaml", "name: x\nversion: 1.0.0\n");
    place.write("pack/a.rules", "rule a {");
    let mut transcript = String::new();
    let mut add =
        |title: &str, arguments: &[&str]| transcript += &printed(&place, title, arguments);
    add("no such file", &["nowhere.json"]);
    add("no such baseline", &["--baseline", "nowhere", "a.json"]);
    add("no such context file", &["--context", "nowhere", "a.json"]);
    add("context key", &["--context", "chanel=live", "a.json"]);
    add("context value", &["--context", "channel=prod", "a.json"]);
    add("context file that is no JSON", &["--context", "bad.json", "a.json"]);
    add("operation", &["--operation", "payInstanty", "a.json"]);
    add("output without a format", &["--output", "x", "a.json"]);
    add("output of an unknown format", &["--output", "xml=x", "a.json"]);
    add("unknown format", &["--format", "gitlab", "a.json"]);
    add("option without a value", &["a.json", "--fail-on"]);
    add("option that is misspelt", &["--formt", "json", "a.json"]);
    add("number that is none", &["--max-findings", "many", "a.json"]);
    add("option that is given twice", &["--operation", "a", "--operation", "b", "a.json"]);
    add("options that exclude each other", &["--fix", "--write-baseline", "a.json"]);
    add("option of linting before a command", &["--quiet", "explain", "unknown-field"]);
    add("value of a flag", &["--quiet=1", "a.json"]);
    add("no argument", &["explain"]);
    add("help", &["explain", "--help"]);
    add("too many arguments", &["explain", "a", "b"]);
    add("command without its command", &["cite", "--rules", "pack"]);
    add("command of a command", &["cite", "chek", "guide.md"]);
    add("no such pack", &["--rules", "nowhere", "a.json"]);
    add("explain an unknown rule", &["explain", "payment-id-lenght"]);
    add("explain a name that is like none", &["explain", "zzz"]);
    add("command", &["chek", "a.json"]);
    add("fmt of a missing file", &["fmt", "nowhere.rules"]);
    add("fmt of a broken file", &["fmt", "pack/a.rules"]);
    add("check of a missing directory", &["check", "nowhere"]);
    add("test of a missing directory", &["test", "nowhere"]);
    add("cite of a missing guide", &["cite", "check", "nowhere.md"]);
    add("nothing to lint", &["empty"]);
    for (title, text) in [
        ("unclosed bracket", "exclude: [a\n"),
        ("tab", "severity:\n\tunknown-field: off\n"),
        ("indentation", "language: ko\n  fail-on: error\n"),
        ("unclosed quote", "exclude: ['a\n"),
        ("repeated key", "language: ko\nlanguage: ko\n"),
        ("glob", "exclude: ['a/[b']\n"),
        ("glob without quotes", "exclude:\n  - **/*.json\n"),
        ("two mistakes in one go", "severity:\n\ta: off\nlangauge: ko\nrules: nowhere\n"),
    ] {
        place.project(text);
        add(title, &["a.json"]);
    }
    insta::assert_snapshot!(transcript);
}

/// A pack with mistakes of most kinds.
const RULES: &str = r#"
enum Currency { KRW USD KRW }
shape Order { id: string note?: string amount?: integer escrow?: boolean tags?: [strin] }
operation pay { http POST "/pay/{orderId}" body Order }
context { channel?: one of { test live } }
rule unused: error on pay { let n = chars(id) require present note }
rule names: error on pay, pya {
  cite gide
  require present nte
  require context.chanel is live
  require context.channel is prod
  require euckr_byte(note) < 3
  require @path.order is "a"
}
rule types: error on pay {
  require note < 3
  require chars(id) < bytes(note)
  require id is 5
  require first(note) is "a"
  require note matches /\d+/
  require note matches /(a/
  require any tag in note: present tag
  fix safe replace note with nearest
}
rule empty: warning on pay { when present id }
rule nowhere: advice { require present id }
rule empty: error on pay { require present id }
"#;

const CATALOG: &str = "\
unused: { message: \"{nn}\" }
names: { message: a, variants: { short: { message: b } } }
typos: { message: c }
";

#[test]
fn mistakes_of_packs_are_reported_in_korean() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    let manifest = "name: x\nversion: 1.0.0\nsources: { guide: { title: Guide } }\n";
    let pack = |name: &str, files: &[(&str, &str)]| {
        for (path, text) in files {
            place.write(&format!("{name}/{path}"), text);
        }
    };
    let shapes = "shape A { id: string }\noperation pay { body A detect id }\n";
    let rule = "rule a: error on pay { require id is \"x\" }\n";
    pack("rules", &[("pack.yaml", manifest), ("a.rules", RULES)]);
    let catalogs = [("locales/ko.yaml", CATALOG), ("locales/en.yaml", "")];
    let named = "\
rule unused: error on pay { require present id }
rule names: error on pay { require present id }
";
    pack("catalogs", &[("pack.yaml", manifest), ("a.rules", shapes), ("b.rules", named)]);
    pack("catalogs", &catalogs);
    pack("one-language", &[("pack.yaml", manifest), ("a.rules", shapes), ("locales/ko.yaml", "")]);
    pack("no-manifest", &[("a.rules", shapes)]);
    pack("newer", &[("pack.yaml", "name: x\nversion: 1.0.0\nengine: 99.0.0\n")]);
    pack("misspelt", &[("pack.yaml", "name: x\nvrsion: 1.0.0\n")]);
    pack("incomplete", &[("pack.yaml", "name: x\n")]);
    pack("types", &[("pack.yaml", "name: x\nversion: 1.0.0\nuses: portone\n")]);
    pack("uses", &[("pack.yaml", "name: x\nversion: 1.0.0\nuses: [portoen]\n")]);
    pack("cases", &[("pack.yaml", manifest), ("a.rules", shapes), ("b.rules", rule)]);
    pack("cases", &[("cases/a.yaml", "valid: [{ nam: x }]\n"), ("cases/b.yaml", "")]);
    pack("untested", &[("pack.yaml", manifest), ("a.rules", shapes), ("b.rules", rule)]);
    pack("untested", &[("cases/b.yaml", "")]);
    let cases = "\
valid:
  - { name: another id, operation: pay, request: '{\"id\": \"y\"}' }
invalid:
  - { name: the same id, operation: pay, request: '{\"id\": \"x\"}' }
  - { name: on a channel, context: { channel: live }, operation: pay, request: '{}' }
undecided:
  - { name: no context, operation: pay, request: '{\"id\": \"x\"}' }
";
    pack("failing", &[("pack.yaml", manifest), ("a.rules", shapes), ("b.rules", rule)]);
    pack("failing", &[("cases/a.yaml", cases)]);
    let mut transcript = String::new();
    let mut add =
        |title: &str, arguments: &[&str]| transcript += &printed(&place, title, arguments);
    add("check", &["check", "rules"]);
    for pack in [
        "catalogs",
        "one-language",
        "no-manifest",
        "newer",
        "misspelt",
        "incomplete",
        "types",
        "uses",
    ] {
        add(&format!("check of {pack}"), &["check", pack]);
    }
    for (name, text) in [
        ("unclosed", "rule a: error on pay { require present id"),
        ("unopened", "rule a: error on pay { require present id }}"),
        ("unpaired", "enum A { B ]"),
        ("no declaration", "foo"),
        ("severity", "rule a: eror on pay { }"),
        ("statement", "rule a: error on pay { requires present id }"),
        ("pattern", "rule a: error on pay { require id matches x }"),
        ("field type", "shape A { a: }"),
        ("amendment", "amend pay { foo }"),
        ("string", "rule a: error on pay { require id is \"x }"),
    ] {
        place.write("a.rules", text);
        add(&format!("fmt: {name}"), &["fmt", "a.rules"]);
    }
    place.write("a.rules", "enum  A{B}");
    add("fmt --check", &["fmt", "--check", "a.rules"]);
    add("fmt", &["fmt", "a.rules"]);
    add("test", &["test", "cases"]);
    add("test of cases that fail", &["test", "failing"]);
    add("test without cases", &["test", "untested"]);
    add("cite", &["cite", "list", "--rules", "no-manifest"]);
    add("explain", &["explain", "a", "--rules", "no-manifest"]);
    add("rules", &["rules", "--rules", "no-manifest"]);
    add("lint", &["--rules", "no-manifest", "a.json"]);
    place.project("rules: no-manifest\nlangauge: ko\n");
    add("lint with a project file", &["a.json"]);
    insta::assert_snapshot!(transcript);
}
