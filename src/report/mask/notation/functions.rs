//! Functions that are called with secrets: `login("u", "…")`, `setPassword("…")`.

use std::ops::Range;

use super::marks::{hidden_by_name, mark_value};
use super::value::{elements, is_of_name, quoted};
use crate::report::mask::hide::Hide;
use crate::report::mask::names::carries;

/// Functions in lower case, after a dot those of an object, by which of their arguments are secrets.
const FUNCTIONS: &[(&[usize], &[&str])] = &[
    (&[0], &["bcrypt.hash", "bcrypt.hashsync", "bcrypt.compare", "bcrypt.comparesync"]),
    (&[0], &["crypt", "redis.auth", "checkpassword", "hashpassword"]),
    (&[0, 1], &["changepassword", "comparepassword", "comparepasswords", "verifypassword"]),
    (&[1], &["login", "logon", "signin", "signinwithpassword", "authenticate", "auth"]),
    (&[1], &["basicauth", "basic_auth", "setbasicauth", "httpbasicauth", "httpdigestauth"]),
    (&[1], &["networkcredential", "usernamepasswordcredentials", "passwordauthentication"]),
    (&[1], &["usernamepasswordauthenticationtoken", "createhmac", "hmacsha256", "hmacsha512"]),
    (&[1], &["createcipheriv", "createdecipheriv", "aes.encrypt", "aes.decrypt"]),
    (&[1], &["aes_encrypt", "aes_decrypt", "pgp_sym_encrypt", "pgp_sym_decrypt"]),
    (&[1], &["jwt.sign", "jwt.verify", "jwt.encode", "jwt.decode"]),
    (&[2], &["signinwithemailandpassword", "createuserwithemailandpassword", "getconnection"]),
    (&[2], &["pdo", "mysqli", "mysqli_connect", "mysql_connect", "imap_open"]),
    (&[2], &["ftp_login", "ldap_bind", "ssh2_auth_password"]),
    (&[2], &["hash_hmac", "openssl_encrypt", "openssl_decrypt"]),
];

/// Functions, of an object or not, that write a name and a password in other characters.
const ENCODERS: &[&str] = &[
    "btoa",
    "Buffer.from",
    "b64encode",
    "base64.encode",
    "base64Encode",
    "base64_encode",
    "encode64",
    "encodeToString",
    "EncodeToString",
    "encodeBase64",
    "toBase64",
    "ToBase64String",
    "GetBytes",
];

/// Marks the texts in quotes that functions are called with and that are secrets. What is inserted
/// into a template is a name of the code.
pub(in crate::report::mask) fn mark_calls(
    text: &[char],
    secrets: impl Fn(&str) -> Vec<(usize, Hide)>,
    marks: &mut [Hide],
) {
    for (open, _) in text.iter().enumerate().filter(|(_, one)| **one == '(') {
        let before = text.get(..open).unwrap_or_default();
        let length = before.iter().rev().take_while(|one| is_of_name(**one)).count();
        if length == 0 {
            continue;
        }
        let name: String = before.iter().skip(open - length).collect();
        let secrets = secrets(&name);
        let encodes = ENCODERS.iter().any(|encoder| name.ends_with(encoder));
        if secrets.is_empty() && !encodes {
            continue;
        }
        let (arguments, _) = elements(text, open);
        let first = arguments.first().cloned().filter(|_| encodes).unwrap_or_default();
        for part in credentials(text, first) {
            mark_value(text, part, Hide::Secret, marks);
        }
        for (place, hide) in secrets {
            let argument = arguments.get(place).cloned().unwrap_or_default();
            for part in constant(text, argument) {
                mark_value(text, part, hide, marks);
            }
        }
    }
}

/// Which of its arguments a function is called with are hidden: those of the table, or where it is
/// named after what it sets, as `setPassword` is, the first.
pub(in crate::report::mask) fn secret_arguments(function: &str) -> Vec<(usize, Hide)> {
    let lower = function.to_lowercase();
    let is_called = |name: &&str| {
        let before = lower.strip_suffix(*name);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if let Some((places, _)) = FUNCTIONS.iter().find(|(_, names)| names.iter().any(is_called)) {
        return places.iter().map(|place| (*place, Hide::Secret)).collect();
    }
    let own = last_name(function);
    let field = own.strip_prefix("set").or_else(|| own.strip_prefix("with")).unwrap_or_default();
    match hidden_by_name(field) {
        Hide::Nothing => Vec::new(),
        _ if !field.starts_with(char::is_uppercase) || !carries(field) => Vec::new(),
        hide => vec![(0, hide)],
    }
}

/// A function's name without what it is called on.
pub(in crate::report::mask) fn last_name(function: &str) -> &str {
    function.rsplit(['.', '?', '!']).next().unwrap_or_default()
}

/// What is constant in an argument, if it is a text in quotes and no address.
fn constant(text: &[char], argument: Range<usize>) -> Vec<Range<usize>> {
    let inside = quoted(text, argument.start).filter(|inside| inside.end <= argument.end);
    let inside = inside.filter(|it| text.get(it.start) != Some(&'/'));
    inside.map(|inside| outside(text, inside).collect()).unwrap_or_default()
}

/// The parts of what is in quotes that are no inserted code.
fn outside(text: &[char], inside: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    outside_insertions(text.get(inside.clone()).unwrap_or_default())
        .map(move |part| inside.start + part.start..inside.start + part.end)
}

/// What is constant in an argument that is a name, a colon and a password.
fn credentials(text: &[char], argument: Range<usize>) -> Vec<Range<usize>> {
    let text = text.get(..argument.end).unwrap_or(text);
    let mut parts = Vec::new();
    let mut at = argument.start;
    while let Some(one) = text.get(at) {
        match quoted(text, at).filter(|inside| inside.end < text.len()) {
            Some(inside) => {
                at = inside.end + 1;
                parts.extend(outside(text, inside));
            }
            None if *one == '\\' => {
                at += text.iter().skip(at).take_while(|one| **one == '\\').count();
            }
            None => at += 1,
        }
    }
    let words = |part: &Range<usize>| text.get(part.clone()).unwrap_or_default();
    let is_other = |one: &char| one.is_whitespace() || matches!(one, '{' | '[' | '<' | ',');
    let is_other = |part: &Range<usize>| words(part).iter().any(is_other);
    if parts.iter().any(is_other) || !parts.iter().any(|part| words(part).contains(&':')) {
        return Vec::new();
    }
    let sides = parts.iter().flat_map(|part| {
        let mut start = part.start;
        words(part).split(|one| *one == ':').map(move |side| {
            let range = start..start + side.len();
            start = range.end + 1;
            range
        })
    });
    sides.collect()
}

/// The parts of a template that are no inserted code.
pub(in crate::report::mask) fn outside_insertions(
    template: &[char],
) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    template.split(|one| *one == '$').enumerate().map(move |(place, part)| {
        let inserted = part.iter().position(|one| *one == '}').map_or(0, |end| end + 1);
        let shown = if place > 0 && part.first() == Some(&'{') { inserted } else { 0 };
        let range = start + shown..start + part.len();
        start += part.len() + 1;
        range
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::marks::hidden;

    #[test]
    fn arguments_that_are_secrets_are_known() {
        for (text, secret) in [
            (r#"login("a", "b"); login(\"a\", \"c\")"#, "bc"),
            ("imap.authenticate(user, 'b!', x) db.auth( f(1, 2),\n `b${x}c`)", "b!bc"),
            ("new PDO('x', 'y', 'z'); jwt.sign({ a: 1 }, 'k'); JWT.verify(t, 'k')", "zkk"),
            ("comparePassword(x, 'a'); changePassword('b', 'c'); await redis.auth('d')", "abcd"),
            (
                "btoa('a:b'); window.btoa(`${id}:b`) Buffer.from(user + \":\" + 'cd!').toString()",
                "abbcd!",
            ),
            (
                "base64.b64encode(b'a:b') Base64.encodeToString(\"c:d\".getBytes()); btoa('sk:')",
                "abcdsk",
            ),
            ("setPassword('a') user.withApiSecret('b') .setPhoneNumber('c')", "abc"),
        ] {
            assert_eq!(
                hidden(|text, marks| mark_calls(text, secret_arguments, marks), text),
                secret,
                "{text}"
            );
        }
    }

    #[test]
    fn other_arguments_are_shown() {
        for text in [
            "login('kakao'); login(id, secret); signIn('google', '/home'); relogin('a', 'b')",
            "settle('a') setState('b') setAmount('c') setup('d') without('e') password('f')",
            "btoa('a'); btoa(`${id}:${secret}`); btoa('a: b'); Buffer.from('{\"a\":1}'); encode('a:b')",
            "sign({}, 'a'); hash('a'); app.auth('b'); login('a', { b: 'c' }); login(a), 'b'; login('a'",
        ] {
            assert_eq!(
                hidden(|text, marks| mark_calls(text, secret_arguments, marks), text),
                "",
                "{text}"
            );
        }
    }
}
