//! Keys and values side by side: `password=…`, `:password "…"`, `"password" => …`,
//! `("password", "…")`, `--header 'X-FoundKey: …'`.

use std::ops::Range;

use super::marks::{hidden_by_name, hidden_under, is_quote, mark_value};
use super::value::{
    Extent, begins_value, below, closing, ends_line, in_line, is_of_name, name_length, opens_quote,
};
use crate::report::mask::hide::Hide;
use crate::report::mask::names::{
    carries, is_harmless_header, is_key, is_no_secret, is_value, names_value,
};

/// What is between a key and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// A colon.
    Colon,
    /// `=`, `=>` and the like.
    Assigned,
    /// A comma, as between a list's elements.
    Listed,
    /// A semicolon, as PHP's `serialize` writes it.
    Separated,
    /// The bracket of a call.
    Called,
    /// Blanks.
    Adjacent,
    /// A bar, or a comma without quotes: only what looks like a secret is one.
    Beside,
    /// The end of a line that has it alone, in brackets.
    Section,
}

/// A key, and where what may be its value begins.
struct FoundKey<'n> {
    range: Range<usize>,
    name: &'n str,
    link: Link,
    start: usize,
}

struct Pairs<'t> {
    text: &'t [char],
    /// The brackets around the present place, and how many commas there were in each.
    lists: Vec<(char, usize)>,
    /// What is hidden of the next value: `name: password`, `value: …`.
    beside: Hide,
    /// What is hidden of a default: `variable "password" { default = … }`.
    default: Hide,
    /// Where the last hidden value ends, and what is hidden of it.
    hidden: (usize, Hide),
}

/// Marks the values of keys that are secret or personal.
pub(in crate::report::mask) fn mark_pairs(text: &[char], marks: &mut [Hide]) {
    let (lists, nothing) = (Vec::new(), Hide::Nothing);
    let mut pairs = Pairs { text, lists, beside: nothing, default: nothing, hidden: (0, nothing) };
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = name_length(rest);
        match rest.first() {
            Some(one) if length == 0 => pairs.punctuation(*one),
            _ => {
                if let Some((value, hide)) = pairs.name(at..at + length) {
                    pairs.hidden = (value.end, hide);
                    mark_value(text, value, hide, marks);
                }
            }
        }
        at += length.max(1);
    }
}

impl Pairs<'_> {
    /// What a name hides of what follows it.
    fn name(&mut self, range: Range<usize>) -> Option<(Range<usize>, Hide)> {
        let (start, link) = self.link(&range)?;
        let name: String = self.text.get(self.path(range.start)..range.end)?.iter().collect();
        let name = match link {
            Link::Called => name.rsplit('.').next().unwrap_or_default(),
            _ => &name,
        };
        let key = FoundKey { range, name, link, start };
        // What is hidden is not looked at for each name in it again.
        let is_hidden = |hide: Hide| start < self.hidden.0 && hide <= self.hidden.1;
        let is_option = name.starts_with('-') && !is_hidden(Hide::Secret);
        if let Some(value) = Some(&key).filter(|_| is_option).and_then(|key| self.option(key)) {
            return Some((value, Hide::Secret));
        }
        let hide = self.hides(&key);
        if matches!(link, Link::Colon | Link::Assigned) {
            self.beside =
                if names_value(name) { hidden_by_name(&self.name_in(&key)) } else { Hide::Nothing };
        }
        if key.link == Link::Adjacent && key.name == "variable" {
            self.default = hidden_by_name(&self.name_in(&key));
        }
        if let Some(part) = self.form_data(&key) {
            return Some((part, self.beside));
        }
        if hide == Hide::Nothing || is_hidden(hide) {
            return None;
        }
        let value = self.value(&key, hide);
        let text = self.text.get(value.clone()).unwrap_or_default();
        (hide != Hide::Secret || !is_no_secret(name, text.iter().copied())).then_some((value, hide))
    }

    fn punctuation(&mut self, one: char) {
        match one {
            '(' | '[' | '{' => self.lists.push((one, 0)),
            ')' | ']' | '}' => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.default = Hide::Nothing;
                }
            }
            ',' => {
                if let Some((_, commas)) = self.lists.last_mut() {
                    *commas += 1;
                }
            }
            _ => {}
        }
    }

    fn before(&self, key: &Range<usize>) -> Option<&char> {
        key.start.checked_sub(1).and_then(|at| self.text.get(at))
    }

    /// Where the path begins that a name ends: `account[number]`.
    fn path(&self, name: usize) -> usize {
        let before = self.text.get(..name.saturating_sub(1)).unwrap_or_default();
        let is_inside = name > 0 && self.text.get(name - 1) == Some(&'[');
        let length = before.iter().rev().take_while(|one| is_of_name(**one)).count();
        if is_inside && length > 0 { name - 1 - length } else { name }
    }

    /// Where what may be a key's value begins, and what is before it.
    fn link(&self, key: &Range<usize>) -> Option<(usize, Link)> {
        let after = self.text.get(key.end..)?;
        let closing = closing(after);
        let is_quoted = after.iter().take(closing).any(|one| is_quote(*one));
        let rest = after.get(closing..)?;
        let blanks = rest.iter().take_while(|one| matches!(one, ' ' | '\t')).count();
        if closing == 1 && self.is_section(key) {
            return Some((key.end + closing + blanks, Link::Section));
        }
        let (length, link) = match rest.get(blanks..)? {
            ['=', '=', ..] | [':', '/', '/', ..] => return None,
            [':', ':', ..] if !is_quoted => return None,
            [':', ':', ..] => (2, Link::Colon),
            ['=' | '-', '>', ..] | [':', '=', ..] => (2, Link::Assigned),
            ['=' | '＝' | '→' | '⇒', ..] => (1, Link::Assigned),
            [':' | '：', ..] => (1, Link::Colon),
            ['t', 'o', ' ', ..] if is_quoted && blanks > 0 => (2, Link::Assigned),
            ['.', ' ', ..] if blanks > 0 => (1, Link::Assigned),
            ['<', '>', rest @ ..] | ['!', '=', rest @ ..] if opens_quote(skip_blanks(rest)) => {
                (2, Link::Assigned)
            }
            rest if blanks > 0 && compared(rest).is_some() => (compared(rest)?, Link::Assigned),
            [',', ..] if is_quoted || self.before(key) == Some(&'{') => (1, Link::Listed),
            [',', ..] if self.before(key) == Some(&'[') => (1, Link::Beside),
            ['|', after, ..] if *after != '|' => (1, Link::Beside),
            [';', ..] if is_quoted => (1, Link::Separated),
            ['(', rest @ ..] if !is_quoted && opens_quote(rest) => (1, Link::Called),
            rest if blanks > 0 && !is_quoted && self.is_adjacent(key, rest) => (0, Link::Adjacent),
            _ => return None,
        };
        Some((key.end + closing + blanks + length, link))
    }

    /// Whether a name is alone in a line, in brackets.
    fn is_section(&self, key: &Range<usize>) -> bool {
        let open = key.start.saturating_sub(1);
        let line = open.checked_sub(1).is_none_or(|before| self.text.get(before) == Some(&'\n'));
        line && self.before(key) == Some(&'[')
            && self.text.get(key.end) == Some(&']')
            && ends_line(self.text, key.end + 1)
    }

    /// Whether what follows a name and blanks is its value: a text in quotes, what follows an
    /// option, a keyword of Lisp or Clojure, or an entry of the environment.
    fn is_adjacent(&self, key: &Range<usize>, rest: &[char]) -> bool {
        let is_upper = |name: &[char]| {
            let is_part = |one: &char| !one.is_alphabetic() || one.is_ascii_uppercase();
            name.iter().all(is_part) && name.iter().any(|one| one.is_alphabetic())
        };
        let name = self.text.get(key.clone()).unwrap_or_default();
        let next = rest.get(..name_length(rest)).unwrap_or_default();
        let is_constant = name.contains(&'_') && is_upper(name) && !is_upper(next);
        opens_quote(rest)
            || (begins_value(rest)
                && (name.first() == Some(&'-') || self.before(key) == Some(&':') || is_constant))
    }

    /// What is hidden of a key's value.
    fn hides(&self, key: &FoundKey<'_>) -> Hide {
        let hide = hidden_under(key.name);
        if hide == Hide::Nothing {
            let is_assigned = matches!(key.link, Link::Colon | Link::Assigned);
            return match key.name {
                "default" if is_assigned => self.default,
                name if is_assigned && is_value(name) => self.beside,
                _ => Hide::Nothing,
            };
        }
        let is_clear = carries(key.name);
        let hides = match key.link {
            Link::Colon | Link::Assigned | Link::Separated => true,
            Link::Listed => {
                let (open, commas) = self.lists.last().copied().unwrap_or((' ', 1));
                let is_sure = hide == Hide::Secret && open == '(';
                commas % 2 == 0
                    && !self.is_before_key(key)
                    && (is_clear || hide == Hide::Personal)
                    && (is_sure || !is_key(&self.name_in(key)))
            }
            Link::Beside => is_clear && looks_mixed(&self.name_in(key)),
            Link::Section => is_clear,
            Link::Called => is_clear || self.text.get(key.range.start) == Some(&'.'),
            Link::Adjacent if hide == Hide::Secret => is_clear,
            Link::Adjacent => matches!(self.before(&key.range), Some(':' | '(')),
        };
        if hides { hide } else { Hide::Nothing }
    }

    /// The value of a key, if it may be a name.
    fn name_in(&self, key: &FoundKey<'_>) -> String {
        self.text.get(self.word_after(key)).unwrap_or_default().iter().collect()
    }

    fn word_after(&self, key: &FoundKey<'_>) -> Range<usize> {
        /// Names are no longer, in characters.
        const LONGEST: usize = 64;
        let text = self.text.get(..key.start + LONGEST).unwrap_or(self.text);
        in_line(text, key.start, Extent::Word)
    }

    /// Whether what follows a key is the key of another value: `'bearer', 'type': …`.
    fn is_before_key(&self, key: &FoundKey<'_>) -> bool {
        let after = self.text.get(self.word_after(key).end..).unwrap_or_default();
        let after = after.get(closing(after)..).unwrap_or_default();
        matches!(after.iter().find(|one| !one.is_whitespace()), Some(':' | '='))
    }

    /// The part of a form that a key names: `Content-Disposition: form-data; name="…"`.
    fn form_data(&self, key: &FoundKey<'_>) -> Option<Range<usize>> {
        /// The header is no longer, in characters.
        const LONGEST: usize = 400;
        let before = self.text.get(..key.range.start).filter(|_| key.name == "name")?;
        let line: String =
            before.iter().rev().take(LONGEST).take_while(|one| **one != '\n').collect();
        if !line.contains("noitisopsiD-tnetnoC") {
            return None;
        }
        let after = self.text.get(key.start..)?;
        let mut ends = after.iter().take(LONGEST).enumerate().filter(|(_, one)| **one == '\n');
        let is_empty = |end: usize| {
            let next = after.get(end + 1..).unwrap_or_default();
            next.iter().find(|one| **one == '\n' || !one.is_whitespace()) == Some(&'\n')
        };
        let (start, _) = ends.find(|(end, _)| is_empty(*end))?;
        let part = after.get(start..)?;
        let length = part.windows(3).position(|end| *end == ['\n', '-', '-']);
        Some(key.start + start..key.start + start + length.unwrap_or(part.len()))
    }

    /// Where a key's value is.
    fn value(&self, key: &FoundKey<'_>, hide: Hide) -> Range<usize> {
        if key.link == Link::Section {
            let rest = self.text.get(key.start..).unwrap_or_default();
            let length = rest.windows(2).position(|start| start == ['\n', '[']);
            return key.start..key.start + length.unwrap_or(rest.len());
        }
        let is_assigned = matches!(key.link, Link::Colon | Link::Assigned);
        if is_assigned && ends_line(self.text, key.start) {
            let lines = below(self.text, key.range.start, key.start, key.link == Link::Colon);
            let has_keys = self.text.get(lines.clone()).unwrap_or_default().contains(&':');
            return if has_keys && !carries(key.name) { key.start..key.start } else { lines };
        }
        // A secret has no blanks, unless they are meant to be read.
        let is_glued = self.text.get(key.start).is_some_and(|one| !one.is_whitespace());
        let extent = match key.link {
            _ if is_cookie(key.name) => Extent::Line,
            Link::Adjacent => Extent::Word,
            _ if hide == Hide::Secret && is_glued && !is_authorization(key.name) => Extent::Word,
            _ => Extent::Words,
        };
        let value = in_line(self.text, key.start, extent);
        // What follows a colon may be its type.
        let after = self.text.get(value.end..).unwrap_or_default();
        match after {
            [' ', '=', ' ', ..] => in_line(self.text, value.end + 2, Extent::Words),
            _ => value,
        }
    }

    /// What the option of a command hides: who asks, a header, cookies.
    fn option(&self, key: &FoundKey<'_>) -> Option<Range<usize>> {
        /// The longest value that is looked at, in characters.
        const LONGEST: usize = 400;
        let text = self.text.get(..key.start + LONGEST).unwrap_or(self.text);
        let value = in_line(text, key.start, Extent::Word);
        let text = text.get(value.clone()).unwrap_or_default();
        let colon = text.iter().position(|one| *one == ':');
        match key.name {
            "-u" | "-a" | "--user" | "--auth" | "--proxy-user" => colon.map(|_| value),
            "-H" | "--header" => {
                let name: String = text.iter().take(colon?).collect();
                (!is_harmless_header(&name))
                    .then(|| value.start + colon.unwrap_or(0) + 1..value.end)
            }
            "-b" => text.contains(&'=').then_some(value),
            // `-sSu me:…`
            name if is_flags(name) && name.ends_with(['u', 'U']) => colon.map(|_| value),
            // `-ume:…`
            name if key.link == Link::Colon && name.starts_with("-u") => Some(value),
            _ => None,
        }
    }
}

fn skip_blanks(text: &[char]) -> &[char] {
    let blanks = text.iter().take_while(|one| matches!(one, ' ' | '\t')).count();
    text.get(blanks..).unwrap_or_default()
}

/// Whether a word has letters and digits, and is no short one: few words of sentences have.
fn looks_mixed(word: &str) -> bool {
    let has = |is_it: fn(char) -> bool| word.contains(is_it);
    word.len() >= 6 && has(char::is_alphabetic) && has(|one| one.is_ascii_digit())
}

/// How long the word is with which a statement compares a column with texts: `LIKE '…'`,
/// `IN ('…', '…')`.
fn compared(rest: &[char]) -> Option<usize> {
    let length = name_length(rest);
    let word: String = rest.iter().take(length.min(8)).collect();
    let after = skip_blanks(rest.get(length..)?);
    let is_compared = match (&*word.to_ascii_lowercase(), after) {
        ("like" | "ilike" | "is", after) => opens_quote(after),
        ("in", ['(', after @ ..]) => opens_quote(skip_blanks(after)),
        _ => false,
    };
    is_compared.then_some(length)
}

/// Whether a key's value is a scheme and what it takes: `Bearer …`.
fn is_authorization(key: &str) -> bool {
    key.to_lowercase().ends_with("authorization")
}

/// Whether a name is that of options of one letter each.
fn is_flags(name: &str) -> bool {
    let letters = name.strip_prefix('-').unwrap_or_default();
    (1..=4).contains(&letters.len()) && letters.bytes().all(|one| one.is_ascii_alphabetic())
}

fn is_cookie(key: &str) -> bool {
    key.to_lowercase().ends_with("cookie")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::marks::hidden;

    #[test]
    fn values_are_those_of_their_keys() {
        for (text, value) in [
            ("Cookie: a=b; c=d\ne=f", "a=b;c=d"),
            ("token::parse() \"token\":: ab", "ab"),
            ("card:\n  company: ab\n", ""),
            ("card:\n  ab\nc", "ab"),
            ("headers:\n  a: b\nc: d", "a:b"),
            ("(\"x\", \"password\", \"y\") (\"x\", \"y\", \"password\", \"ab\")", "ab"),
            ("card \"ab\" password \"cd\" name \"ef\" (name \"gh\")", "cdgh"),
            ("-H 'Accept: a' -H 'X-A: bc' -u root -u me:d", "bcme:d"),
            ("account[number]=ab&order[number]=c", "ab"),
            ("name: token\nvalue: ab\nvalue: c", "tokenab"),
            ("password <> 'ab' or pw != 'c' or pin LIKE 'd%' or token in ('e', 'f')", "abcd%(e,f)"),
            ("password != token or token like that, token in (a, b)", ""),
            ("curl -sSu me:ab -U c:d -isu e --up f:g", "me:abc:d"),
            ("API_KEY ab STATUS_CODE c TOKEN_EXPIRED ERROR", "ab"),
            ("API_TOKEN ERROR", ""),
            ("[card]\nlimit 1\n[secret]\nvalue ab\n", "valueab"),
            ("password:String = ab", "ab"),
            ("(\"bearer\", \"type\": a)", ""),
            ("[password, abcde1] password|bcdef2, ['token', cdefg3]", "abcde1bcdef2cdefg3"),
            ("[token, setToken] [password, pw1] token|base password||abcde1 card|abcde1", ""),
            ("variable \"db_password\" {\n type = string\n default = \"ab\"\n}\ndefault = c", "ab"),
            ("variable \"region\" { default = \"ab\" }", ""),
        ] {
            assert_eq!(hidden(mark_pairs, text), value, "{text}");
        }
    }

    #[test]
    fn what_is_between_says_whether_a_value_follows() {
        for (text, value) in [
            ("password == ab; pw to ab; password; ab; .password(ab); TOKEN ab", ""),
            ("\"pw\" to \"ab\" (password . cd) {password, \"ef\"} \"token\";\"gh\"", "abcdefgh"),
            ("[\"password\", \"token\"] pin(\"ab\")", ""),
            (".pin(\"ab\") password(\"cd\")", "abcd"),
            ("Authorization:Bearer ab", "Bearerab"),
            ("password: a b", "ab"),
            ("password:a b", "a"),
            ("curl -b jar.txt -b sid=ab", "sid=ab"),
            ("Content-Disposition: form-data; name=\"password\"\nA: b\n \nab\n--x\nc", "ab"),
        ] {
            assert_eq!(hidden(mark_pairs, text), value, "{text}");
        }
    }
}
