//! Requests that follow the shapes of a compiled pack, right and wrong, the same for the same
//! seed; and the ways to write them.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "each test uses a part of it"
)]

use std::fmt::Write;
use std::sync::LazyLock;

use smartro_lint_rules::pack::Pack;
use smartro_lint_rules::program::{Enumeration, FieldType, NodeId, Operation, Program, Tree};

/// Numbers from a seed (xorshift).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..4 {
            random.next();
        }
        random
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 11).unwrap() % end.max(1)
    }

    /// So often in a hundred times.
    pub fn in_hundred(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        from.get(self.below(from.len())).unwrap()
    }

    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap())).collect()
    }
}

/// JSON whose members keep their order, and whose numbers are written as they are.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Word(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// How JSON is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Compact,
    /// Indented.
    Pretty,
    /// White space and escapes wherever they may be, as this seed has it.
    Wild(u64),
}

impl Json {
    pub fn write(&self, style: Style) -> String {
        let mut out = String::new();
        let seed = if let Style::Wild(seed) = style { seed } else { 0 };
        self.write_to(&mut out, style, &mut Random::new(seed), 0);
        out
    }

    fn write_to(&self, out: &mut String, style: Style, random: &mut Random, depth: usize) {
        match self {
            Self::Word(word) => out.push_str(word),
            Self::Text(text) => write_text(out, text, style, random),
            Self::List(elements) => {
                write_all(
                    out,
                    style,
                    random,
                    depth,
                    ('[', ']'),
                    elements,
                    |out, element, random| {
                        element.write_to(out, style, random, depth + 1);
                    },
                );
            }
            Self::Object(members) => {
                write_all(
                    out,
                    style,
                    random,
                    depth,
                    ('{', '}'),
                    members,
                    |out, (key, value), random| {
                        write_text(out, key, style, random);
                        space(out, style, random);
                        out.push_str(if style == Style::Compact { ":" } else { ": " });
                        space(out, style, random);
                        value.write_to(out, style, random, depth + 1);
                    },
                );
            }
        }
    }

    /// The same with the members of every object in another order.
    pub fn shuffled(&self, random: &mut Random) -> Self {
        match self {
            Self::Object(members) => {
                let mut members: Vec<_> = members
                    .iter()
                    .map(|(key, value)| (key.clone(), value.shuffled(random)))
                    .collect();
                for end in (1..members.len()).rev() {
                    members.swap(end, random.below(end + 1));
                }
                Self::Object(members)
            }
            Self::List(elements) => {
                Self::List(elements.iter().map(|element| element.shuffled(random)).collect())
            }
            other => other.clone(),
        }
    }

    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

fn write_all<T>(
    out: &mut String,
    style: Style,
    random: &mut Random,
    depth: usize,
    (open, close): (char, char),
    parts: &[T],
    mut each: impl FnMut(&mut String, &T, &mut Random),
) {
    out.push(open);
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        if style == Style::Pretty {
            write!(out, "\n{}", "  ".repeat(depth + 1)).unwrap();
        }
        space(out, style, random);
        each(out, part, random);
        space(out, style, random);
    }
    if style == Style::Pretty && !parts.is_empty() {
        write!(out, "\n{}", "  ".repeat(depth)).unwrap();
    }
    space(out, style, random);
    out.push(close);
}

fn space(out: &mut String, style: Style, random: &mut Random) {
    if let Style::Wild(_) = style {
        let spaces = ["", "", "", " ", "\n", "\t", "\r\n", " \n  "];
        out.push_str(random.pick::<&str>(&spaces));
    }
}

fn write_text(out: &mut String, text: &str, style: Style, random: &mut Random) {
    out.push('"');
    for character in text.chars() {
        let escapes = matches!(style, Style::Wild(_)) && random.in_hundred(25);
        match character {
            '"' | '\\' if !escapes => write!(out, "\\{character}").unwrap(),
            plain if plain >= ' ' && !escapes => out.push(plain),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let case = random.in_hundred(50);
                    if case { write!(out, "\\u{unit:04X}") } else { write!(out, "\\u{unit:04x}") }
                        .unwrap();
                }
            }
        }
    }
    out.push('"');
}

/// A request that was made up, and the secrets in it.
pub struct MadeUp {
    pub operation: String,
    /// With an envelope around it.
    pub request: Json,
    pub body: Json,
    pub secrets: Vec<String>,
}

/// What the built-in pack compiles to.
pub static PROGRAM: LazyLock<Program> =
    LazyLock::new(|| Pack::smartro().compile().unwrap().program);

/// Makes up a request of one of the built-in pack's operations.
pub fn made_up(seed: u64) -> MadeUp {
    made_up_of(&PROGRAM, seed)
}

/// Makes up a request of one of a pack's operations.
pub fn made_up_of(program: &Program, seed: u64) -> MadeUp {
    let mut random = Random::new(seed);
    let operation = &program.operations[random.below(program.operations.len())];
    // Some requests are nearly right, in some nearly all is wrong.
    let wrong = *random.pick(&[1, 4, 12, 30]);
    let mut maker = Maker {
        random,
        enumerations: &program.enumerations,
        operation,
        wrong,
        secrets: Vec::new(),
    };
    let body = maker.node(NodeId::ROOT, false);
    let mut envelope = vec![("operation".to_owned(), Json::text(&*operation.name))];
    if let Some(path) = operation.tree.path {
        envelope.push(("pathParams".to_owned(), maker.node(path, false)));
    }
    envelope.push(("request".to_owned(), body.clone()));
    MadeUp {
        operation: operation.name.to_string(),
        request: Json::Object(envelope),
        body,
        secrets: maker.secrets,
    }
}

struct Maker<'p> {
    random: Random,
    enumerations: &'p [Enumeration],
    operation: &'p Operation,
    /// How much goes wrong, in a hundred.
    wrong: usize,
    secrets: Vec<String>,
}

impl<'p> Maker<'p> {
    fn tree(&self) -> &'p Tree {
        &self.operation.tree
    }

    fn node(&mut self, id: NodeId, secret: bool) -> Json {
        let tree = self.tree();
        let node = tree.node(id);
        let secret = secret || node.sensitive;
        if id != NodeId::ROOT && self.random.in_hundred(self.wrong) {
            return self.anything(secret, 2);
        }
        match &node.kind {
            FieldType::Object(object) => {
                let holds = object.fields().any(|field| tree.node(field).sensitive);
                let mut members = Vec::new();
                for field in object.fields() {
                    let expected = if object.required.contains(&field) { 97 } else { 35 };
                    if !self.random.in_hundred(expected) {
                        continue;
                    }
                    let value = self.node(field, secret);
                    let name = self.key(&tree.node(field).name);
                    members.push((name, value));
                }
                if self.random.in_hundred(self.wrong) {
                    // Beside sensitive fields, an unknown one is one too.
                    let value = self.anything(secret || holds, 2);
                    let name = *self.random.pick(&["pan", "numbr", "extra", "카드"]);
                    members.push((name.to_owned(), value));
                }
                let mut seen = Vec::new();
                members.retain(|(key, _)| {
                    let new = !seen.contains(key);
                    seen.push(key.clone());
                    new
                });
                Json::Object(members)
            }
            FieldType::List(element) => {
                let count = self.random.below(4);
                Json::List((0..count).map(|_| self.node(*element, secret)).collect())
            }
            _ if secret => self.secret(),
            FieldType::Member(id) | FieldType::Members(id) => {
                let members = &self.enumerations[usize::from(id.0)].table;
                let names: Vec<&str> = members.texts().collect();
                let name = *self.random.pick(&names);
                match self.random.below(100) {
                    0..3 => Json::text(name.to_lowercase()),
                    3..6 => Json::text(format!("{name}X")),
                    _ => Json::text(name),
                }
            }
            FieldType::Union(_) => {
                let types = node.kind.types();
                match types[self.random.below(types.len())] {
                    FieldType::Text(_) => self.words(),
                    FieldType::Member(id) => {
                        let names = self.enumerations[usize::from(id.0)].table.texts();
                        Json::text(*self.random.pick(&names.collect::<Vec<_>>()))
                    }
                    FieldType::Boolean => Json::Word("true".to_owned()),
                    _ => match self.random.below(2) {
                        0 => Json::Word(self.random.below(100).to_string()),
                        _ => Json::text(self.random.below(100).to_string()),
                    },
                }
            }
            FieldType::Boolean => Json::Word(self.random.pick(&["true", "false"]).to_string()),
            FieldType::Integer | FieldType::Number => {
                let numbers =
                    ["0", "1", "-1", "1000", "50000", "1e3", "1000.0", "0.5", "9007199254740993"];
                Json::Word(self.random.pick(&numbers).to_string())
            }
            FieldType::Text(_) | FieldType::Instant => self.words(),
            FieldType::Anything | FieldType::AnyObject => self.anything(secret, 3),
        }
    }

    /// A field's name, now and then misspelt.
    fn key(&mut self, name: &str) -> String {
        if !self.random.in_hundred(self.wrong / 3) || name.len() < 3 {
            return name.to_owned();
        }
        let mut letters: Vec<char> = name.chars().collect();
        let at = 1 + self.random.below(letters.len() - 2);
        match self.random.below(3) {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, 'x'),
        }
        letters.into_iter().collect()
    }

    fn words(&mut self) -> Json {
        let texts = [
            "",
            "a",
            "order1",
            "order-1",
            "상품 이름",
            "가나다라마바사아자차카타파하가나다라마바사아자차카타파하",
            "01012345678",
            "20270101",
            "2027-01-01T00:00:00+09:00",
            "2026-13-45",
            "KO_KR",
            "a\nb\t\"c\\",
            "🍎 사과",
            "0123456789012345678901234567890123456789012345",
            "me@example.com",
            "1234567890",
        ];
        Json::text(*self.random.pick(&texts))
    }

    fn anything(&mut self, secret: bool, depth: usize) -> Json {
        match self.random.below(if depth == 0 { 4 } else { 6 }) {
            0 => Json::Word(self.random.pick(&["null", "true", "1.5", "7"]).to_string()),
            1..4 if secret => self.secret(),
            1..4 => self.words(),
            4 => {
                let count = self.random.below(3);
                Json::List((0..count).map(|_| self.anything(secret, depth - 1)).collect())
            }
            _ => {
                let count = self.random.below(3);
                let names = ["a", "b", "name", "x y"];
                let member = |at: usize| names[at].to_owned();
                Json::Object(
                    (0..count).map(|at| (member(at), self.anything(secret, depth - 1))).collect(),
                )
            }
        }
    }

    /// A card number, a resident number or a password that nothing else has.
    fn secret(&mut self) -> Json {
        let plain = match self.random.below(5) {
            0 => self.random.digits(13),
            1 => format!("{}-{}", self.random.digits(6), self.random.digits(7)),
            2 => (0..4).map(|_| self.random.digits(4)).collect::<Vec<_>>().join("-"),
            _ => self.random.digits(16),
        };
        self.secrets.push(plain.clone());
        let is_number =
            !plain.contains('-') && !plain.starts_with('0') && self.random.in_hundred(20);
        if is_number { Json::Word(plain) } else { Json::Text(plain) }
    }
}

/// The value that a pointer names, in a body and in what is in its envelope.
pub fn at_pointer<'v>(
    whole: &'v serde_json::Value,
    pointer: &str,
) -> Option<&'v serde_json::Value> {
    match pointer.strip_prefix("/@path") {
        Some(rest) => whole.get("pathParams")?.pointer(rest),
        None => whole.get("request")?.pointer(pointer),
    }
}
