//! Rules with generated guards and assertions, over shapes with something of every kind.

use super::support::{Json, MadeUp, Random};
use smartro_lint_rules::pack::Pack;

pub(super) const SHAPES: &str = r#"
enum E { A B C D }
shape Inner { a?: string n?: integer b?: boolean e?: E }
shape Item { o?: Inner b?: boolean e?: E s?: string list?: [Inner] }
shape S {
  s: string t?: string n?: integer m?: number b?: boolean c?: boolean e?: E f: E
  list?: [Item] o?: Inner p?: { q?: { b?: boolean e?: E s: string } } due?: string
  u?: integer | string w?: boolean | E
}
operation op { http POST "/op/{id}" body S }
shape Other { s?: string n?: integer b?: boolean e?: E list?: [Item] o: Inner }
operation other { http PUT "/other" body Other }
context { now?: instant c?: one of { A B } many?: any of { x y } }
"#;

/// How many rules a pack has.
const RULES: usize = 30;

/// The paths that a condition can name, by what they hold.
struct Paths {
    strings: Vec<String>,
    numbers: Vec<String>,
    booleans: Vec<String>,
    enumerations: Vec<String>,
    lists: Vec<String>,
    objects: Vec<String>,
    /// How many loops and quantifiers are around.
    depth: usize,
}

impl Paths {
    fn of(operation: &str) -> Self {
        let paths = |names: &str| names.split(' ').map(str::to_owned).collect();
        let (strings, numbers, booleans, enumerations, objects) = match operation {
            "op" => (
                "s t o.a p.q.s due @path.id u",
                "n m o.n u",
                "b c o.b p.q.b w",
                "e f o.e p.q.e w",
                "o p p.q list",
            ),
            _ => ("s o.a", "n o.n", "b o.b", "e o.e", "o list"),
        };
        Self {
            strings: paths(strings),
            numbers: paths(numbers),
            booleans: paths(booleans),
            enumerations: paths(enumerations),
            lists: vec!["list".to_owned()],
            objects: paths(objects),
            depth: 0,
        }
    }

    /// A list to go through, the variable for its elements, and the paths with it.
    fn inside(&self, random: &mut Random) -> (String, String, Self) {
        let list = random.pick(&self.lists).clone();
        let variable = format!("x{}", self.depth);
        let field = |name: &str| format!("{variable}.{name}");
        let with = |paths: &[String], more: &[&str]| -> Vec<String> {
            paths.iter().cloned().chain(more.iter().map(|name| field(name))).collect()
        };
        let is_item = list == "list";
        let paths = Self {
            strings: with(&self.strings, if is_item { &["s", "o.a"] } else { &["a"] }),
            numbers: with(&self.numbers, if is_item { &["o.n"] } else { &["n"] }),
            booleans: with(&self.booleans, &["b"]),
            enumerations: with(&self.enumerations, if is_item { &["e", "o.e"] } else { &["e"] }),
            lists: with(&self.lists, if is_item { &["list"] } else { &[] }),
            objects: with(&self.objects, if is_item { &["o", "list"] } else { &[] }),
            depth: self.depth + 1,
        };
        (list, variable, paths)
    }

    fn any(&self, random: &mut Random) -> String {
        let kinds =
            [&self.strings, &self.numbers, &self.booleans, &self.enumerations, &self.objects];
        let kind = *random.pick(&kinds);
        random.pick(kind).clone()
    }
}

/// Whether a rule has no mistake: conditions at random contradict each other at times.
fn loads(rule: &str) -> bool {
    let manifest = "name: generated\nversion: 1.0.0\n";
    let files = [("pack.yaml", manifest), ("shapes.rules", SHAPES), ("one.rules", rule)];
    Pack::new("generated", files).compile().is_ok()
}

/// A pack's rules.
pub(super) fn rules(random: &mut Random) -> String {
    let mut text = String::new();
    for rule in 0..RULES {
        let operation = *random.pick(&["op", "op", "op", "other"]);
        let paths = Paths::of(operation);
        let severity = *random.pick(&["error", "warning", "advice"]);
        let body = statements(random, &paths, 2);
        let rule_text = format!("/// Doc.\nrule r{rule}: {severity} on {operation} {{\n{body}}}\n");
        if !loads(&rule_text) {
            continue;
        }
        text += &rule_text;
        if random.in_hundred(10) {
            let condition = condition(random, &paths, 1);
            let silence = format!("silence r{rule} on {operation} when {condition}\n");
            if loads(&(rule_text + &silence)) {
                text += &silence;
            }
        }
    }
    text
}

/// Guards, and after them an assertion or a loop with more of it.
fn statements(random: &mut Random, paths: &Paths, loops: usize) -> String {
    let mut text = String::new();
    for _ in 0..random.below(3) {
        let word = *random.pick(&["when", "unless"]);
        text += &format!("  {word} {}\n", condition(random, paths, 2));
    }
    if loops > 0 && random.in_hundred(25) {
        let (list, variable, inside) = paths.inside(random);
        let body =
            statements(random, &inside, loops - 1) + &format!("  when {}\n", uses(&variable));
        return text + &format!("  for {variable} in {list} {{\n{body}  }}\n");
    }
    if loops > 0 && random.in_hundred(20) {
        let when = condition(random, paths, 1);
        let [first, last] = [0, 1].map(|_| statements(random, paths, loops - 1));
        return text + &format!("  if {when} {{\n{first}  }} else {{\n{last}  }}\n");
    }
    let word = *random.pick(&["require", "forbid"]);
    let assuming = if random.in_hundred(10) { " assuming context.c is A" } else { "" };
    text + &format!("  {word} {}{assuming}\n", condition(random, paths, 2))
}

/// A condition with at most so many levels of conditions in it.
fn condition(random: &mut Random, paths: &Paths, levels: usize) -> String {
    let negation = if random.in_hundred(20) { "not " } else { "" };
    if levels == 0 || random.in_hundred(40) {
        return format!("{negation}({})", leaf(random, paths));
    }
    if paths.depth < 2 && random.in_hundred(20) {
        let quantifier = *random.pick(&["any", "all", "none"]);
        let (list, variable, inside) = paths.inside(random);
        let body = condition(random, &inside, levels - 1);
        let body = format!("{body} and ({})", uses(&variable));
        return format!("{negation}({quantifier} {variable} in {list}: ({body}))");
    }
    let word = *random.pick(&[" and ", " and ", " or ", " or ", " iff "]);
    let count = if word == " iff " { 2 } else { 2 + random.below(2) };
    let parts: Vec<_> = (0..count).map(|_| condition(random, paths, levels - 1)).collect();
    format!("{negation}({})", parts.join(word))
}

/// A condition that is nearly always true: a variable that nothing uses is a mistake.
fn uses(variable: &str) -> String {
    format!("missing {variable}.e or {variable}.e is not D")
}

fn leaf(random: &mut Random, paths: &Paths) -> String {
    let member = |random: &mut Random| *random.pick(&["A", "B", "C", "D"]);
    match random.below(16) {
        0..4 => {
            let word = *random.pick(&["present", "missing"]);
            format!("{word} {}", paths.any(random))
        }
        4 => format!("filled {}", random.pick(&paths.strings)),
        5 => {
            let quantifier = *random.pick(&["any", "all", "none"]);
            format!("{quantifier} of {}, {}", paths.any(random), paths.any(random))
        }
        6..8 => {
            let form = *random.pick(&["", " is true", " is false", " is not true"]);
            format!("{}{form}", random.pick(&paths.booleans))
        }
        8..11 => {
            let path = random.pick(&paths.enumerations).clone();
            match random.below(4) {
                0 => format!("{path} is {}", member(random)),
                1 => format!("{path} is not {}", member(random)),
                2 => format!("{path} in [{}, {}]", member(random), member(random)),
                _ => format!("{path} is {}", random.pick(&paths.enumerations)),
            }
        }
        11 => {
            let order = *random.pick(&["<", "<=", ">", ">="]);
            let number = random.pick(&paths.numbers).clone();
            match random.below(9) {
                6.. => {
                    let comparison = *random.pick(&["<", "<=", ">", ">=", "is", "is not"]);
                    format!(
                        "{number} {comparison} {}",
                        random.pick(&["0", "1", "7", "100", "1500"])
                    )
                }
                3 => format!("{number} - {} * 2 {order} 3", random.pick(&paths.numbers)),
                4 => format!("sum(y in list where y.b: y.o.n) {order} {number}"),
                5 => "unique y.s in list".to_owned(),
                0 => format!("{number} {order} 100"),
                1 => format!("{number} default 0 {order} 1"),
                _ => format!("{number} + {} {order} 10", random.pick(&paths.numbers)),
            }
        }
        12 => {
            let comparison = random.pick(&["<", "<=", ">", ">=", "is"]);
            let count = random.pick(&["chars", "bytes", "euckr_bytes"]);
            format!("{count}({}) {comparison} {}", random.pick(&paths.strings), random.below(7))
        }
        13 => {
            let string = random.pick(&paths.strings).clone();
            match random.below(3) {
                0 => format!("{string} matches /[a-z0-9-]+/"),
                1 => format!("{string} in [\"a\", \"order1\"]"),
                _ => format!("{string} is {}", random.pick(&paths.strings)),
            }
        }
        14 => format!("deadline({}) > now", random.pick(&paths.strings)),
        _ => {
            let conditions = ["context.c is A", "context.many contains x", "known context.c"];
            (*random.pick(&conditions)).to_owned()
        }
    }
}

/// A request beside which some of the context is known.
pub(super) fn with_context(made_up: MadeUp, random: &mut Random) -> Json {
    let Json::Object(mut members) = made_up.request else { return made_up.request };
    let text = |text: &str| Json::Text(text.to_owned());
    let values = [
        ("now", text("2026-11-23T12:00:00+09:00")),
        ("c", text(random.pick::<&str>(&["A", "B"]))),
        ("many", Json::List(vec![text("x")])),
    ];
    let mut known = Vec::new();
    for (key, value) in values {
        if random.in_hundred(30) {
            known.push((key.to_owned(), value));
        }
    }
    members.push(("context".to_owned(), Json::Object(known)));
    Json::Object(members)
}
