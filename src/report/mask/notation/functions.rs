//! Functions that are called with secrets: `login("u", "…")`, `setPassword("…")`.

use std::ops::Range;

use super::mark_value;
use super::value::{elements, is_of_name, quoted};
use crate::report::mask::Hide;
use crate::report::mask::names::{Meaning, carries, of_unknown};

/// Functions in lower case, after a dot those of an object, and which of their arguments is a secret.
const FUNCTIONS: &[(&str, usize)] = &[
    ("login", 1),
    ("logon", 1),
    ("signin", 1),
    ("authenticate", 1),
    ("auth", 1),
    ("basicauth", 1),
    ("basic_auth", 1),
    ("setbasicauth", 1),
    ("httpbasicauth", 1),
    ("httpdigestauth", 1),
    ("networkcredential", 1),
    ("usernamepasswordcredentials", 1),
    ("usernamepasswordauthenticationtoken", 1),
    ("passwordauthentication", 1),
    ("signinwithemailandpassword", 2),
    ("createuserwithemailandpassword", 2),
    ("getconnection", 2),
    ("pdo", 2),
    ("mysqli", 2),
    ("mysqli_connect", 2),
    ("mysql_connect", 2),
    ("ftp_login", 2),
    ("ldap_bind", 2),
    ("imap_open", 2),
    ("ssh2_auth_password", 2),
    ("createhmac", 1),
    ("createcipheriv", 1),
    ("createdecipheriv", 1),
    ("hmacsha256", 1),
    ("hmacsha512", 1),
    ("hash_hmac", 2),
    ("openssl_encrypt", 2),
    ("openssl_decrypt", 2),
    ("aes_encrypt", 1),
    ("aes_decrypt", 1),
    ("pgp_sym_encrypt", 1),
    ("pgp_sym_decrypt", 1),
    ("aes.encrypt", 1),
    ("aes.decrypt", 1),
    ("jwt.sign", 1),
    ("jwt.verify", 1),
    ("jwt.encode", 1),
    ("jwt.decode", 1),
    ("bcrypt.hash", 0),
    ("bcrypt.hashsync", 0),
    ("bcrypt.compare", 0),
    ("bcrypt.comparesync", 0),
];

/// Marks the texts in quotes that functions are called with and that are secrets. What is inserted
/// into a template is a name of the code.
pub(in crate::report::mask) fn mark_calls(
    text: &[char],
    argument: impl Fn(&str) -> Option<(usize, Hide)>,
    marks: &mut [Hide],
) {
    for (open, _) in text.iter().enumerate().filter(|(_, one)| **one == '(') {
        let before = text.get(..open).unwrap_or_default();
        let length = before.iter().rev().take_while(|one| is_of_name(**one)).count();
        let name: String = before.iter().skip(open - length).collect();
        let Some((place, hide)) = argument(&name) else { continue };
        let (arguments, _) = elements(text, open);
        let Some(argument) = arguments.into_iter().nth(place) else { continue };
        for part in constant(text, argument) {
            mark_value(text, part, hide, marks);
        }
    }
}

/// Which of its arguments a function is called with is hidden: that of the table, or where it is
/// named after what it sets, as `setPassword` is, the first.
pub(in crate::report::mask) fn secret_argument(function: &str) -> Option<(usize, Hide)> {
    let lower = function.to_lowercase();
    let is_called = |name: &str| {
        let before = lower.strip_suffix(name);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if let Some((_, place)) = FUNCTIONS.iter().find(|(name, _)| is_called(name)) {
        return Some((*place, Hide::Secret));
    }
    let own = last_name(function);
    let field = own.strip_prefix("set").or_else(|| own.strip_prefix("with"))?;
    if !field.starts_with(char::is_uppercase) || !carries(field) {
        return None;
    }
    match of_unknown(field) {
        Meaning::Secret => Some((0, Hide::Secret)),
        Meaning::Personal => Some((0, Hide::Personal)),
        _ => None,
    }
}

/// A function's name without what it is called on.
pub(in crate::report::mask) fn last_name(function: &str) -> &str {
    function.rsplit(['.', '?', '!']).next().unwrap_or_default()
}

/// What is constant in an argument, if it is a text in quotes and no address.
fn constant(text: &[char], argument: Range<usize>) -> Vec<Range<usize>> {
    let inside = quoted(text, argument.start).filter(|inside| inside.end <= argument.end);
    let Some(inside) = inside.filter(|it| text.get(it.start) != Some(&'/')) else {
        return Vec::new();
    };
    outside_insertions(text.get(inside.clone()).unwrap_or_default())
        .map(|part| inside.start + part.start..inside.start + part.end)
        .collect()
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
    use crate::report::mask::notation::hidden;

    #[test]
    fn arguments_that_are_secrets_are_known() {
        for (text, secret) in [
            (r#"login("a", "b"); login(\"a\", \"c\")"#, "bc"),
            ("imap.authenticate(user, 'b!', x) db.auth( f(1, 2),\n `b${x}c`)", "b!bc"),
            ("new PDO('x', 'y', 'z'); jwt.sign({ a: 1 }, 'k'); JWT.verify(t, 'k')", "zkk"),
            ("setPassword('a') user.withApiSecret('b') .setPhoneNumber('c')", "abc"),
        ] {
            assert_eq!(
                hidden(|text, marks| mark_calls(text, secret_argument, marks), text),
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
            "sign({}, 'a'); hash('a'); login('a', { b: 'c' }); login(a), 'b'; login('a'",
        ] {
            assert_eq!(
                hidden(|text, marks| mark_calls(text, secret_argument, marks), text),
                "",
                "{text}"
            );
        }
    }
}
