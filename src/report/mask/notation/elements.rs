//! Elements of pages and of XML: attributes that name what is in others, and what is between tags.

use std::ops::Range;

use super::marks::{hidden_by_name, hidden_under, is_quote, mark_value};
use super::value::{closing, quoted};
use crate::report::mask::hide::Hide;
use crate::report::mask::names::{carries, names_value};

/// The longest tag, and the longest text of an element, that is looked at, in characters.
const LONGEST: usize = 4_000;

/// Elements whose text says what the next one has.
const TITLES: &[&str] = &["th", "dt"];

/// A tag that opens an element.
struct Tag {
    name: String,
    attributes: Vec<(String, Range<usize>)>,
    end: usize,
}

/// Marks the values of elements that are named after what is secret or personal.
pub(in crate::report::mask) fn mark_elements(text: &[char], marks: &mut [Hide]) {
    // What is hidden of the next element: `<key>password</key><string>…</string>`.
    let mut beside = Hide::Nothing;
    for (at, _) in text.iter().enumerate().filter(|(_, one)| **one == '<') {
        let Some(tag) = Tag::at(text, at) else { continue };
        let named = tag.named(text);
        let typed = named.max(tag.typed(text));
        for (name, value) in &tag.attributes {
            let hide = if is_value(name) { typed } else { Hide::Nothing };
            let own = if carries(name) { hidden_under(name) } else { Hide::Nothing };
            mark_attribute(text, value.clone(), hide.max(own), marks);
        }
        let beside_it = std::mem::take(&mut beside);
        let is_title = TITLES.contains(&&*tag.name);
        let hide = named.max(hidden_under(&tag.name));
        let hide = if is_title { hide } else { hide.max(beside_it) };
        let Some(content) = content(text, tag.end) else { continue };
        if is_title || names_value(&tag.name) {
            beside = hidden_by_name(&shown(text, content.clone()));
        }
        mark_value(text, content, hide, marks);
    }
}

fn is_value(attribute: &str) -> bool {
    const VALUES: &[&str] = &["value", "defaultValue", "initialValue", "content", "default"];
    VALUES.contains(&attribute) || attribute.starts_with("data-")
}

/// In braces the code is shown, but for its strings.
fn mark_attribute(text: &[char], value: Range<usize>, hide: Hide, marks: &mut [Hide]) {
    if text.get(value.start) != Some(&'{') {
        return mark_value(text, value, hide, marks);
    }
    let mut at = value.start;
    while at < value.end {
        if let Some(inside) = quoted(text, at) {
            mark_value(text, inside.start..inside.end.min(value.end), hide, marks);
            at = inside.end;
        }
        at += 1;
    }
}

/// What is between a tag that ends here and the one that closes its element.
fn content(text: &[char], from: usize) -> Option<Range<usize>> {
    const DATA: &str = "<![CDATA[";
    let rest = text.get(from..)?;
    let rest = rest.get(..LONGEST).unwrap_or(rest);
    if DATA.chars().eq(rest.iter().take(DATA.len()).copied()) {
        let length = rest.windows(3).position(|end| end == [']', ']', '>']);
        return Some(from + DATA.len()..from + length.unwrap_or(rest.len()));
    }
    let length = rest.iter().position(|one| *one == '<')?;
    matches!(rest.get(length + 1), Some('/')).then_some(from..from + length)
}

fn shown(text: &[char], range: Range<usize>) -> String {
    text.get(range).unwrap_or_default().iter().collect()
}

impl Tag {
    fn at(text: &[char], start: usize) -> Option<Self> {
        let (name, mut at) = word(text, start + 1);
        if !name.starts_with(char::is_alphabetic) {
            return None;
        }
        let mut attributes = Vec::new();
        loop {
            match text.get(at).filter(|_| at < start + LONGEST)? {
                '>' => break,
                '<' => return None,
                '{' => at = braces(text, at)?,
                one if is_quote(*one) || *one == '\\' => at = behind_quoted(text, at),
                one if is_part(*one) => {
                    let (name, end) = word(text, at);
                    at = skip(text, end);
                    if text.get(at) == Some(&'=') {
                        let value = attribute(text, skip(text, at + 1))?;
                        at = value.end + closing(text.get(value.end..).unwrap_or_default());
                        attributes.push((local(&name), value));
                    }
                }
                _ => at += 1,
            }
        }
        Some(Self { name: local(&name), attributes, end: at + 1 })
    }

    /// What the names of an element say of its value.
    fn named(&self, text: &[char]) -> Hide {
        let names = self.attributes.iter().filter(|(name, _)| matches!(&**name, "name" | "key"));
        names
            .map(|(_, value)| hidden_by_name(&shown(text, value.clone())))
            .max()
            .unwrap_or_default()
    }

    /// What the kind of a field on a page says of its value.
    fn typed(&self, text: &[char]) -> Hide {
        let hides = |(name, value): &(String, Range<usize>)| {
            let value = shown(text, value.clone());
            match (&*name.to_lowercase(), &*value) {
                ("id", value) => hidden_by_name(value),
                ("type" | "autocomplete", "email" | "tel" | "name") => Hide::Personal,
                ("type" | "autocomplete", value) if value.ends_with("password") => Hide::Secret,
                ("autocomplete", value) if value.starts_with("cc-") => Hide::Secret,
                _ => Hide::Nothing,
            }
        };
        self.attributes.iter().map(hides).max().unwrap_or_default()
    }
}

fn is_part(one: char) -> bool {
    one.is_alphanumeric() || matches!(one, '-' | '_' | ':' | '.' | '@' | '#' | '[' | ']')
}

/// The word that begins here, and where it ends.
fn word(text: &[char], start: usize) -> (String, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.iter().take_while(|one| is_part(**one)).count();
    (rest.iter().take(length).collect(), start + length)
}

/// A name without what it is of: `value` of `v-bind:value`.
fn local(name: &str) -> String {
    let name = name.rsplit_once(':').map_or(name, |(_, local)| local);
    name.trim_matches(['[', ']']).to_owned()
}

fn skip(text: &[char], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|one| one.is_whitespace()).count()
}

/// The value of an attribute: in quotes, in braces, or one word.
fn attribute(text: &[char], start: usize) -> Option<Range<usize>> {
    if let Some(inside) = quoted(text, start) {
        return Some(inside);
    }
    if text.get(start) == Some(&'{') {
        return Some(start..braces(text, start)?);
    }
    let rest = text.get(start..)?;
    Some(start..start + rest.iter().take_while(|one| !one.is_whitespace() && **one != '>').count())
}

/// Where the braces end that open here.
fn braces(text: &[char], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0_usize);
    loop {
        match text.get(at).filter(|_| at < start + LONGEST)? {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at + 1),
            '}' => depth -= 1,
            one if is_quote(*one) || *one == '\\' => {
                at = behind_quoted(text, at);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Where the text goes on behind what may be in quotes here.
fn behind_quoted(text: &[char], start: usize) -> usize {
    let Some(inside) = quoted(text, start) else { return start + 1 };
    inside.end + closing(text.get(inside.end..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::marks::hidden;

    #[test]
    fn elements_say_what_their_values_are() {
        for (text, secret) in [
            ("<input value='ab' type=\"password\">", "ab"),
            (r#"<input name=\"token\" value=\"ab\"/>"#, "ab"),
            ("<input id=pw name=token data-x=ab>", "ab"),
            ("<Field type=\"password\" f={() => ({ a: '}' })} value={x ?? \"ab\"} />", "ab"),
            ("<meta content=\"ab\" name=\"csrf-token\">", "ab"),
            ("<a:password x=\"y\">a\nb</a:password>", "ab"),
            ("<token><![CDATA[a<b]]></token>", "a<b"),
            ("<key>password</key><string>ab</string><string>c</string>", "ab"),
            ("<dt>Password</dt><dd>ab</dd><dd>c</dd>", "ab"),
            ("<tr><th>token</th><td>ab</td></tr><tr><th>a</th><td>c</td></tr>", "ab"),
            ("<tr><th>pwd</th><th>email</th></tr><tr><td>a</td><td>b</td></tr>", ""),
            ("<string name=\"api_key\">ab</string>", "ab"),
            ("<div id=\"email\">a</div><a>b</a><input type=\"email\" placeholder=\"c\">", ""),
            ("Promise<Token> f = a < password && b > c; <password>", ""),
        ] {
            assert_eq!(hidden(mark_elements, text), secret, "{text}");
        }
    }

    #[test]
    fn attributes_say_what_the_others_are() {
        for (text, secret) in [
            ("<entry key=\"token\">ab</entry><input id=\"password\" value=\"cd\">", "abcd"),
            (
                "<input type=\"tel\" value=\"ab\"><input autocomplete=\"cc-csc\" value=\"cd\">",
                "abcd",
            ),
            ("<input autocomplete=\"new-password\" value=\"ab\">", "ab"),
            ("<x name=\"token\" [value]=\"ab\"><x name=\"token\" v-bind:value=\"cd\">", "abcd"),
            ("<x name=\"token\" f={{ a: {}, b: c > d }} value=\"ab\">", "ab"),
            ("<x {...(a > b)} name=\"token\" value=\"ab\">", "ab"),
            ("<token <b>ab</b> a <= token=\"cd\"> <x value=\"", ""),
        ] {
            assert_eq!(hidden(mark_elements, text), secret, "{text}");
        }
    }
}
