//! Packs that were written to make the program crash, hang or grow: each ends soon, with a
//! diagnostic or a linter, on a small stack.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use std::fmt::Write;

use smartro_lint::pack::{Cases, Pack};
use smartro_lint::source::Source;
use smartro_lint::{Linter, Request};
use smartro_lint_rules::syntax::{FileLimits, MAX_NESTING, parse};

/// What a service may give a thread; unoptimised code takes several times as much.
const STACK: usize = if cfg!(debug_assertions) { 1 << 20 } else { 256 << 10 };

fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().expect("it ends")
}

/// Loads a pack and lints with it; the first mistake, or nothing.
fn load(manifest: &str, rules: String) -> String {
    let manifest = manifest.to_owned();
    on_small_stack(move || {
        let files = [("pack.yaml", manifest), ("a.rules", rules)];
        match Linter::new(Pack::new("x", files)) {
            Ok(linter) => {
                let name = linter.operations().next().unwrap_or_default().to_owned();
                let report = linter.lint(&Request::json("{}").operation(&name));
                drop((linter, report));
                String::new()
            }
            Err(error) => {
                assert!(error.errors.len() <= 50);
                let message = error.errors.first().unwrap().to_string();
                assert!(message.len() < 2000, "{} bytes of message", message.len());
                message
            }
        }
    })
}

/// A rule with these statements, over a shape of a few fields.
fn rule(statements: &str) -> String {
    let shapes = "enum E { A B }
        shape S { a?: string n?: integer e?: E list?: [string] o?: { a?: string b?: string } j?: json }
        operation op { sdk body S }";
    load(BARE, format!("{shapes}\n/// Doc.\nrule r: error on op {{\n{statements}\n}}"))
}

/// Declarations without rules.
fn declared(declarations: String) -> String {
    load(BARE, declarations)
}

const BARE: &str = "name: x\nversion: 1.0.0\n";
const TOO_LARGE: &str = "the pack is too large";

fn repeated(count: usize, mut part: impl FnMut(usize) -> String) -> String {
    (0..count).map(|index| part(index) + "\n").collect()
}

#[track_caller]
fn assert_starts(message: &str, start: &str) {
    assert!(message.starts_with(start), "{message:?} does not start with {start:?}");
}

#[test]
fn patterns_have_small_automata_or_none() {
    let large = "this pattern cannot be used: it needs a larger automaton";
    let deep = "this pattern cannot be used: exceed the maximum number of nested";
    let group =
        |depth: usize, inside: &str| format!("{}{inside}{}", "(".repeat(depth), ")".repeat(depth));
    for (pattern, message) in [
        ("(a*)*b".to_owned(), ""),
        ("(a|a)*b".to_owned(), ""),
        (".*".repeat(30), ""),
        ("((a{1000}){1000}){1000}".to_owned(), large),
        ("(?:a{0,1000}){0,1000}".to_owned(), large),
        ("[가-힣]{1,2000}".to_owned(), large),
        ("(a|b)*a(a|b){18}".to_owned(), large),
        ("a{4294967295}".to_owned(), large),
        (repeated(3000, |index| format!("|word{index}of")).replace('\n', ""), large),
        (group(40, "a"), ""),
        (group(20_000, ""), deep),
        (format!("{}a{}", "[".repeat(3000), "]".repeat(3000)), deep),
        (format!("a{}", "+".repeat(3000)), deep),
        ("(?=a)b".to_owned(), "this pattern cannot be used: `(?=`"),
        // Brackets that would close what is put around them.
        ("a)|(b".to_owned(), "this pattern cannot be used: unopened group"),
    ] {
        assert_starts(&rule(&format!("require a matches /{pattern}/")), message);
    }
}

#[test]
fn long_names_are_not_repeated_for_ever() {
    let name = |length: usize| "n".repeat(length);
    let fields: String = (0..2000).map(|index| format!("f{index}?: string ")).collect();
    let shape = |name: &str| {
        declared(format!("shape S {{ {name}?: {{ {fields} }} }}\noperation op {{ sdk body S }}"))
    };
    assert_eq!(shape(&name(256)), "");
    assert_eq!(shape(&name(257)), "a field's name has at most 256 bytes");
    // Each name is in the pointers to all that is below it.
    let deep = (0..8).fold(fields.clone(), |inside, _| format!("{}?: {{ {inside} }} ", name(200)));
    let deep = format!("shape S {{ {deep} }}\noperation op {{ sdk body S }}");
    assert_eq!(declared(deep), "the shape of `op` is too large");
    let context = (0..8).fold(fields, |inside, _| format!("{}?: {{ {inside} }} ", name(200)));
    let context = declared(format!("context {{ {} }}", context.replace(": string", ": instant")));
    assert_eq!(context, "a context has at most 32 keys");
}

#[test]
fn brackets_do_not_fill_the_stack() {
    let nested =
        |depth: usize| format!("require {}present a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(rule(&nested(MAX_NESTING - 1)), "");
    for text in [nested(MAX_NESTING), nested(20_000), "(".repeat(1 << 20), "{".repeat(1 << 20)] {
        assert_eq!(rule(&text), format!("brackets nest deeper than {MAX_NESTING} levels"));
    }
    let calls = format!("require {}a{} is \"a\"", "lower(".repeat(40), ")".repeat(40));
    assert_eq!(rule(&calls), "");
    let json = format!("{}1{}", "{\"a\": ".repeat(40), "}".repeat(40));
    assert_eq!(rule(&format!("require present a fix insert j = {json}")), "");
    let inline = format!("{}string{}", "{ a?: ".repeat(40), " }".repeat(40));
    let shape = |inline: &str| {
        declared(format!(
            "shape S {{ a?: {inline} }}\nshape T {inline}\noperation op {{ sdk body S }}"
        ))
    };
    assert_eq!(shape(&inline), "");
    let deep = "objects and arrays are nested 64 levels deep";
    assert_eq!(shape(&inline.replace("string", "T")), deep);
}

#[test]
fn too_small_a_stack_is_reported() {
    let parsed = || parse(&Source::new("a.rules", "enum A { B }".to_owned()));
    let thread = |stack: usize| std::thread::Builder::new().stack_size(stack).spawn(parsed);
    assert!(thread(STACK).unwrap().join().unwrap().is_ok());
    let error = thread(48 << 10).unwrap().join().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "too little is left of the stack to read the file");
}

#[test]
fn long_conditions_do_not_fill_the_stack() {
    assert_eq!(rule(&format!("require {} present a", "not ".repeat(20_000))), "");
    let texts: Vec<String> = (0..5000).map(|index| format!("a is \"{index}\"")).collect();
    assert_eq!(rule(&format!("require {}", texts.join(" or "))), "");
    assert_eq!(rule(&format!("require {} > 1", ["n"; 5000].join(" + "))), "");
    let guards = |name: &str| repeated(5000, |index| format!("when {name} is not \"{index}\""));
    assert_eq!(rule(&format!("{} require present n", guards("a"))), "");
    let looped = guards("x");
    assert_eq!(rule(&format!("for x in list {{ {looped} require filled x }}")), "");
}

#[test]
fn what_multiplies_is_bounded() {
    let quantified: String =
        (0..40).fold(String::new(), |text, index| text + &format!("any x{index} in [a, n]: ("));
    let numbers: Vec<String> = (0..2000).map(|index| index.to_string()).collect();
    for statements in [
        format!("require {quantified}present a{}", ")".repeat(40)),
        // Twice as many terms with each name.
        format!(
            "let x0 = n {} require x40 > 1",
            repeated(40, |index| format!("let x{} = x{index} + x{index}", index + 1))
        ),
        // Every guard is in every check.
        format!(
            "{} {}",
            repeated(3000, |index| format!("when a is not \"{index}\"")),
            repeated(3000, |index| format!("require n > {index}"))
        ),
        repeated(3000, |index| format!("let x{index} = n")) + "require present a",
        // Every fix is in the check of every branch.
        format!(
            "{} require present a {} {}",
            repeated(4, |index| format!("for x{index} in [a, n, e, list, o] {{ ")),
            repeated(3000, |index| format!("fix replace a with \"{index}\"")),
            "}".repeat(4)
        ),
        format!("let s = {} require s in [{}]", ["n"; 2000].join("+"), numbers.join(", ")),
        repeated(200, |index| format!("require a matches /(a|b)*a(a|b){{10}}{index}/")),
    ] {
        assert_starts(&rule(&statements), TOO_LARGE);
    }
    let branches = (0..12)
        .fold(String::new(), |text, index| text + &format!("for x{index} in [a, n, e, list] {{ "));
    let statements = format!("{branches} require present a {}", "}".repeat(12));
    assert_eq!(rule(&statements), "too many branches in branches");
    assert_starts(
        &rule(&repeated(21_000, |index| format!("require n > {index}"))),
        "`op` has more than 20000 checks",
    );
}

#[test]
fn shapes_do_not_grow_out_of_bounds() {
    let chain = |count: usize, uses: &str| {
        let shape = |index: usize| {
            let fields = uses.replace('N', &(index + 1).to_string());
            format!("shape S{index} {{ {fields} }}")
        };
        repeated(count, shape)
            + &format!("shape S{count} {{ a?: string }}\noperation o {{ sdk body S0 }}")
    };
    assert_starts(&declared(chain(5000, "a?: SN")), "shapes are nested 32 levels deep");
    assert_eq!(declared(chain(30, "a?: SN b?: SN c?: SN")), "the shape `S0` is too large");
    let context = "context { a?: S0 }\n".to_owned() + &chain(30, "a?: SN b?: SN");
    assert_eq!(declared(context), "the context is too large");
    for cyclic in
        ["shape S { s?: S }", "shape S { s?: [S] }", "shape S { t?: T } shape T { s?: S }"]
    {
        let message = declared(format!("{cyclic} operation o {{ sdk body S }}"));
        assert_eq!(message, "the shape `S` contains itself");
    }
    let fields = |count: usize| repeated(count, |index| format!("f{index}?: string,"));
    let shape = format!("shape S {{ {} }} operation o {{ sdk body S }}", fields(20_000));
    assert_eq!(declared(shape), "the shape `S` is too large");
    let members = |count: usize| repeated(count, |index| format!("M{index}"));
    let shape = "shape S { e?: E } operation o { sdk body S }";
    let enumeration = |count: usize| format!("enum E {{ {} }}\n{shape}", members(count));
    assert_eq!(declared(enumeration(4096)), "");
    assert_eq!(declared(enumeration(50_000)), "`E` has more than 4096 members");
    let operations = repeated(65, |index| format!("operation o{index} {{ sdk body S }}"));
    let shape = "shape S { a?: string }\n";
    assert_eq!(declared(shape.to_owned() + &operations), "a pack has at most 64 operations");
    let detects = "detect a ".repeat(65);
    let operation = format!("{shape} operation o {{ sdk body S {detects} }}");
    assert_eq!(declared(operation), "an operation has at most 64 `detect`s");
    let amends = format!("operation o {{ sdk body S }} {}", "amend o { required a } ".repeat(5000));
    assert_eq!(declared(shape.to_owned() + &amends), "more than 4096 fields are amended");
    let silences = repeated(1001, |at| format!("silence missing-field on o when a is \"{at}\""));
    let operation = format!("{shape} operation o {{ sdk body S }} {silences}");
    assert_eq!(declared(operation), "the silences of a pack have at most 2000 names in all");
}

#[test]
fn a_pack_of_many_rules_loads_or_says_how_many_there_may_be() {
    let rules = |count: usize| {
        let mut text = "shape S { a?: string n?: integer } operation o { sdk body S }\n".to_owned();
        for index in 0..count {
            writeln!(text, "/// Doc.\nrule r{index}: error on o {{ require n > {index} }}")
                .unwrap();
        }
        text
    };
    assert_eq!(declared(rules(500)), "");
    assert_eq!(declared(rules(10_001)), "a pack has at most 10000 rules");
}

#[test]
fn mistakes_do_not_pile_up() {
    let shape = "shape S { a?: string } operation o { sdk body S }\n/// Doc.\n";
    let unknown = repeated(5000, |index| format!("require present q{index}"));
    let rule = |body: &str| declared(format!("{shape} rule r: error on o {{ {body} }}"));
    assert_eq!(rule(&unknown), "`o` has no field `q0`");
    let name = "a".repeat(500_000);
    assert_starts(&rule(&format!("require present {name}")), "`o` has no field `aaa");
    let operations = repeated(5000, |index| format!("q{index},"));
    let text = format!("{shape} rule r: error on {operations} o {{ require present a }}");
    assert_eq!(declared(text), "unknown operation `q0`");
    assert_starts(&declared("\"".repeat(100_000)), "expected");
    assert_starts(&declared("/// a\n".repeat(10_000)), "expected");
}

#[test]
fn files_have_limits() {
    let long = "# \n".repeat((4 << 20) / 3 + 1);
    let message = format!("the file has {} bytes, more than 4194304", long.len());
    assert_eq!(declared(long), message);
    let limited = |text: &str, limits| {
        let files = [("pack.yaml", BARE), ("a.rules", text)];
        let error = Linter::new(Pack::new("x", files).limits(limits)).unwrap_err();
        error.errors.first().unwrap().to_string()
    };
    let text = "shape S { a?: [[string]] }";
    let bytes = FileLimits { bytes: 10, ..FileLimits::default() };
    assert_eq!(limited(text, bytes), "the file has 26 bytes, more than 10");
    let nesting = FileLimits { nesting: 2, ..FileLimits::default() };
    assert_eq!(limited(text, nesting), "brackets nest deeper than 2 levels");
    let none = FileLimits { nesting: usize::MAX, ..FileLimits::default() };
    assert_eq!(limited(&"(".repeat(100), none), "brackets nest deeper than 48 levels");
}

#[test]
fn yaml_does_not_unfold_or_descend() {
    let bomb = |last: char| {
        let mut text = "name: x\nversion: 1.0.0\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (before, name) in ('a'..last).zip('b'..) {
            let nine = vec![format!("*{before}"); 9].join(", ");
            writeln!(text, "{name}: &{name} [{nine}]").unwrap();
        }
        text + &format!("uses: *{last}\n")
    };
    let manifest = |rest: &str| load(&format!("{BARE}{rest}"), String::new());
    for (text, start) in [
        (load(&bomb('k'), String::new()), ""),
        (manifest(&format!("sources: {}", "[".repeat(20_000))), "brackets nest deeper than 64"),
        (manifest(&format!("sources: {}", "[\n".repeat(100_000))), "more than 1000 brackets"),
        (manifest(&format!("sources: {}", "{a:\n".repeat(100_000))), "more than 1000 brackets"),
        (manifest(&format!("sources:\n {}", "- ".repeat(10_000))), ""),
        (manifest(&format!("sources:\n {}", "? ".repeat(10_000))), ""),
        (manifest(&"x".repeat(5 << 20)), "the file has"),
    ] {
        assert_ne!(text, "");
        assert_starts(&text, start);
    }
    let nested: String = (0..300).map(|depth| " ".repeat(depth) + "a:\n").collect();
    assert_ne!(manifest(&format!("sources:\n{nested}")), "");
    let cases = on_small_stack(move || {
        let text = format!("valid:\n - name: x\n   context: {}", "[\n".repeat(50_000));
        Cases::parse(&Source::new("cases", text), |_| None).is_err()
    });
    assert!(cases);
}
