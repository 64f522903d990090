//! Secrets among the words of commands: `mysql -p…`, `net use \\host …`, `AUTH …`.

use std::ops::Range;

use super::marks::{is_quote, mark_value};
use super::value::quoted;
use super::words::is_ordinary;
use crate::report::mask::hide::Hide;

/// Commands and where their secrets are. The words that a pattern does not name are skipped:
///
/// - `word` is itself, `word…` begins so;
/// - `*` is any word but an option, `#` one that is a secret;
/// - `-p#` is an option with its secret, or before it; `*:#` has the secret after the colon; with
///   `…` there may be more of them;
/// - `$` is the end of the command. What begins with `^` begins a line, or follows a prompt.
const COMMANDS: &[&str] = &[
    "mysqladmin password #",
    "mysql… -p#",
    "mariadb… -p#",
    "sshpass -p#",
    "mongo… -p#",
    "redis-cli -a#",
    "redis-cli auth # $",
    "redis-cli AUTH # $",
    "sqlcmd -P#",
    "osql -P#",
    "isql -P#",
    "bcp -P#",
    "tsql -P#",
    "cqlsh -p#",
    "sqlplus */#",
    "zip -P#",
    "unzip -P#",
    "7z… -p#",
    "rar -hp#",
    "rar -p#",
    "ldap… -w#",
    "twine -p#",
    "login -p#",
    "psexec… -p#",
    "rdesktop -p#",
    "xfreerdp /p:#",
    "ipmitool -P#",
    "mosquitto… -P#",
    "smbclient -U *%#",
    "rpcclient -U *%#",
    "lftp -u *,#",
    "openssl passwd #",
    "openssl -k #",
    "usermod -p#",
    "useradd -p#",
    "sudo -S <<< #",
    "snmp… -c#",
    "wpa_passphrase * #",
    "nmcli password #",
    "sp_addlogin * #",
    "htpasswd -nb… * #",
    "htpasswd * * # $",
    "rabbitmqctl add_user * #",
    "rabbitmqctl change_password * #",
    r"net use \\… #",
    "net user * #",
    "^AUTH # $",
    "^AUTH * # $",
    "^HELLO * AUTH * #",
    "^MIGRATE AUTH #",
    "^MIGRATE AUTH2 * #",
    "^ACL SETUSER >#",
    "^PASS # $",
    "^LOGIN * # $",
    "^APOP * # $",
    "^AUTHENTICATE * # $",
    "^CONFIG requirepass #",
    "^CONFIG masterauth #",
    "chpasswd <<< *:#",
    "passwd --stdin <<< #",
    "gh secret set --body#",
    "gh secret set -b#",
    "aws put-parameter --value#",
    "az secret set --value#",
    "vault put *=#…",
    "vault write *=#…",
    "heroku config:set *=#…",
    "fly… secrets set *=#…",
    "supabase secrets set *=#…",
    "doppler secrets set *=#…",
    "doppler secrets set * # $",
    "railway variables *=#…",
    "kubectl secret --from-literal#…",
    "npm set //… #",
    "npm set _auth… #",
    "pulumi set --secret * #",
    "chamber write * * #",
];

/// Marks the secrets of commands.
pub(in crate::report::mask) fn mark_commands(text: &[char], marks: &mut [Hide]) {
    mark(text, marks, true);
}

/// Marks the secrets of commands whose words are a list's: `["gh", "secret", "set", …]`.
pub(in crate::report::mask) fn mark_listed(text: &[char], marks: &mut [Hide]) {
    mark(text, marks, false);
}

fn mark(text: &[char], marks: &mut [Hide], has_lines: bool) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().take_while(|one| !ends_word(**one)).count();
        let word = rest.get(..length).unwrap_or_default();
        let is_first = || has_lines && begins_line(text.get(..at).unwrap_or_default());
        let words = || words_after(text, at + length);
        let found = match word {
            [] => Vec::new(),
            word => secrets(text, (word, &is_first), &words),
        };
        for secret in found {
            mark_value(text, secret, Hide::Secret, marks);
        }
        // `\r\n` may be written as escapes.
        let is_escape = matches!(rest.get(length..), Some(['\\', 'n' | 'r', ..]));
        at += length + if is_escape { 2 } else { 1 };
    }
}

/// The secrets among the words after one that may be a command, which may begin a line.
pub(super) fn secrets(
    text: &[char],
    (word, is_first): (&[char], &dyn Fn() -> bool),
    words: &dyn Fn() -> Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    // Most words are distinguished by their first letters.
    let may_be = |pattern: &&&str| {
        pattern.strip_prefix('^').unwrap_or(pattern).chars().next().as_ref() == word.first()
    };
    let items_of = |pattern: &&'static str| {
        let (command, items) = pattern.split_once(' ')?;
        let name = command.trim_start_matches('^');
        (fits(name, word) && (name.len() == command.len() || is_first())).then_some(items)
    };
    let mut items = COMMANDS.iter().filter(may_be).filter_map(items_of).peekable();
    if items.peek().is_none() {
        return Vec::new();
    }
    let words = words();
    items.flat_map(|items| secrets_as(text, &words, items).unwrap_or_default()).collect()
}

fn ends_word(one: char) -> bool {
    one.is_whitespace() || is_quote(one) || matches!(one, '/' | ';' | '|' | '$' | '(' | '\\')
}

/// Whether a command may begin after this text: after an IMAP command's tag, at the start of a line,
/// after a prompt, or after who says it there.
fn begins_line(before: &[char]) -> bool {
    const SPEAKERS: &[&str] = &["c:", "client:", "send:", "sent:"];
    let is_speaker = |word: &str| SPEAKERS.contains(&word);
    let is_tag = |word: &str| {
        let number = word.strip_prefix('a').filter(|number| !number.is_empty());
        word == "." || number.is_some_and(|one| one.bytes().all(|one| one.is_ascii_digit()))
    };
    if without_last(before, is_tag).len() < before.len() {
        return true;
    }
    let before = without_last(before, is_speaker);
    let is_blank = |one: &&char| matches!(one, ' ' | '\t');
    let last = before.iter().rev().find(|one| !is_blank(one));
    let is_start = |one: &char| is_quote(*one) || matches!(one, '\n' | '>' | ';' | '|' | '/' | '*');
    // `\r\n` may be written as escapes.
    last.is_none_or(is_start) || matches!(before, [.., '\\', 'n' | 'r'])
}

/// A text without its last word and the blanks around that, if it is such a word.
fn without_last(text: &[char], is_it: impl Fn(&str) -> bool) -> &[char] {
    /// Such words are no longer, in characters.
    const LONGEST: usize = 8;
    let is_blank = |one: &&char| matches!(one, ' ' | '\t');
    let blanks = text.iter().rev().take_while(is_blank).count();
    let before = text.get(..text.len() - blanks).unwrap_or_default();
    let is_inside = |one: &&char| !(one.is_whitespace() || is_quote(**one) || **one == '\\');
    let length = before.iter().rev().take(LONGEST).take_while(is_inside).count();
    let (rest, word) = before.split_at_checked(before.len() - length).unwrap_or_default();
    let word: String = word.iter().map(char::to_ascii_lowercase).collect();
    // `\r\na1`
    let (escape, word) = match (rest.last(), word.strip_prefix(['n', 'r'])) {
        (Some('\\'), Some(word)) => (1, word),
        _ => (0, &*word),
    };
    let rest = text.get(..rest.len() + escape).unwrap_or_default();
    if blanks > 0 && is_it(word) { rest } else { text }
}

/// Whether a word is one of a pattern.
fn fits(pattern: &str, word: &[char]) -> bool {
    match pattern.strip_suffix('…') {
        Some(start) => begins(start, word),
        None => pattern.chars().eq(word.iter().copied()),
    }
}

fn begins(start: &str, word: &[char]) -> bool {
    start.chars().eq(word.iter().take(start.len()).copied())
}

/// The words up to the end of a command, without the quotes around them.
pub(super) fn words_after(text: &[char], from: usize) -> Vec<Range<usize>> {
    /// A command has no more.
    const MOST: usize = 40;
    /// It is no longer, in characters.
    const LONGEST: usize = 2_000;
    let text = text.get(..from + LONGEST).unwrap_or(text);
    let (mut words, mut at) = (Vec::new(), from);
    while words.len() < MOST {
        if let Some(inside) = closed(text, at) {
            at = after_quotes(text, &inside);
            words.push(inside);
            continue;
        }
        match text.get(at) {
            Some(one) if is_quote(*one) => at += 1,
            Some(' ' | '\t' | ',' | '[') => at += 1,
            None | Some('\n' | '\r' | ';' | '|' | ')' | ']') => break,
            Some('\\') if matches!(text.get(at + 1), Some('\n' | '"')) => at += 2,
            Some('&') if text.get(at + 1) == Some(&'&') => break,
            Some(_) => {
                let end = word_end(text, at);
                words.push(at..end);
                at = end;
            }
        }
    }
    words
}

/// What is in the quotes that may begin here, if they end in their line, with a word in them.
fn closed(text: &[char], at: usize) -> Option<Range<usize>> {
    let inside = quoted(text, at)?;
    let word = text.get(inside.clone()).unwrap_or_default();
    let is_word = !word.contains(&'\n') && word.first().is_some_and(|one| *one != ',');
    (inside.end < text.len() && is_word).then_some(inside)
}

/// Where the quotes around a text end, which may be escaped.
fn after_quotes(text: &[char], inside: &Range<usize>) -> usize {
    let after = text.get(inside.end..).unwrap_or_default();
    inside.end + after.iter().take_while(|one| **one == '\\').count() + 1
}

/// Where a word ends: it can have quotes in it.
fn word_end(text: &[char], start: usize) -> usize {
    let mut at = start;
    while let Some(one) = text.get(at) {
        match closed(text, at).filter(|_| at > start) {
            Some(inside) => at = after_quotes(text, &inside),
            None if is_quote(*one) || one.is_whitespace() => break,
            None if matches!(one, ';' | '|' | ')' | ']') => break,
            None => at += 1,
        }
    }
    at
}

/// Where the secrets are among the words of a command, if they are as a pattern has them.
fn secrets_as(text: &[char], words: &[Range<usize>], items: &str) -> Option<Vec<Range<usize>>> {
    let mut secrets = Vec::new();
    let mut words = words.iter();
    for item in items.split(' ') {
        if item == "$" {
            match words.next() {
                Some(_) => return None,
                None => continue,
            }
        }
        let repeated = item.strip_suffix('…').filter(|one| one.ends_with('#'));
        let found = found(text, &mut words, repeated.unwrap_or(item))?;
        if item.contains('#') {
            secrets.push(found);
        }
        if let Some(item) = repeated {
            secrets.extend(std::iter::from_fn(|| self::found(text, &mut words, item)));
        }
    }
    secrets.retain(|secret| {
        let word: String = text.get(secret.clone()).unwrap_or_default().iter().collect();
        !is_ordinary(&word)
    });
    Some(secrets)
}

/// The next of some words that a pattern's item is about: of one with `#`, the secret in it.
fn found(
    text: &[char],
    words: &mut std::slice::Iter<'_, Range<usize>>,
    item: &str,
) -> Option<Range<usize>> {
    let characters = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let is_option = |word: &[char]| matches!(word.first(), Some('-' | '/' | '+'));
    if matches!(item, "*" | "#") {
        return words.find(|word| !is_option(characters(word))).cloned();
    }
    if let Some(separator) = item.strip_prefix('*').and_then(|rest| rest.strip_suffix('#')) {
        let separator = separator.chars().next()?;
        return words.find_map(|word| {
            let place = characters(word).iter().position(|one| *one == separator)?;
            (place > 0).then_some(word.start + place + 1..word.end)
        });
    }
    let Some(option) = item.strip_suffix('#') else {
        return words.find(|word| fits(item, characters(word))).cloned();
    };
    let word = words.find(|word| begins(option, characters(word)))?;
    let start = word.start + option.len();
    if start < word.end { Some(start..word.end) } else { words.next().cloned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::marks::hidden;

    #[test]
    fn no_more_than_a_command_is_read() {
        let text: Vec<char> = "login (".repeat(5_000).chars().collect();
        let words = words_after(&text, 7);
        assert!(words.iter().all(|word| word.end <= 7 + 2_000), "{words:?}");
    }

    #[test]
    fn secrets_are_those_of_the_command() {
        for (text, secret) in [
            ("mysql -u root -pab db; ls -p cd", "ab"),
            ("/usr/bin/mysqldump -p'a b' x | gzip -p 1", "ab"),
            ("$(sshpass -p ab ssh -p 22 h)", "ab"),
            ("docker login -u me -p ab\ndocker run -p 80:80", "ab"),
            ("redis-cli -h x -a ab; redis-cli auth cd", "abcd"),
            ("[\"mysql\", \"-u\", \"root\", \"-pab\", \"db\"]", "ab"),
            ("mysqladmin -u root -pab password cd", "abcd"),
            ("net use \\\\h ab /user:u\nnet use Z: \\\\h\\s /user:u cd", "abcd"),
            ("net user u ab /add; htpasswd -bc f u cd; htpasswd -nbB u ef", "abcdef"),
            ("rabbitmqctl -n x add_user u ab; sqlplus u/cd; lftp -u u,ef h", "abcdef"),
            ("AUTH ab\n127.0.0.1:1> AUTH u cd\nHELLO 3 AUTH u ef", "abcdef"),
            ("ACL SETUSER u on >ab ~*\nPASS cd; \"LOGIN u ef\"", "abcdef"),
            ("EXEC sp_addlogin 'u', 'ab'; openssl passwd -1 cd; sudo -S <<< ef", "abcdef"),
            ("openssl enc -kfile x -k ab; xfreerdp /u:u /p:cd", "abcd"),
            ("a1 LOGIN u ab\nC: a2 LOGIN u cd\n. LOGIN u ef", "abcdef"),
            ("S: +OK\r\nC: PASS ab\nAPOP u cd\nA003 AUTHENTICATE PLAIN ef", "abcdef"),
            ("220 ok\\r\\nAUTH PLAIN ab", "ab"),
            (
                "gh secret set N --body ab; gh secret set N -b\"cd\"; gh secret list --body ef",
                "abcd",
            ),
            (
                "aws ssm put-parameter --name /a --value ab; az keyvault secret set --value cd",
                "abcd",
            ),
            ("vault kv put secret/a v=ab w=cd; heroku config:set A=ef B=gh -a i", "abcdefgh"),
            (
                "flyctl secrets set A=ab; doppler secrets set A cd; doppler secrets set A=ef",
                "abcdef",
            ),
            (
                "kubectl create secret generic s --from-literal=a=b --from-literal c=d -n e",
                "=a=bc=d",
            ),
            ("npm config set //r.kr/:_authToken ab; pulumi config set --secret a cd", "abcd"),
            (
                "\"run: gh secret set X -b ab\" `x; doppler secrets set A cd && sh -c 'net user u ef'`",
                "abcdef",
            ),
            ("htpasswd -bc f u ab && AUTH cd", "ab"),
            (r#"mysql -p\"ab\" db; vault kv put s v=\"c d\" w='ef'"#, "abcdef"),
            ("CONFIG SET requirepass ab; chpasswd <<< u:cd; passwd --stdin u <<< ef", "abcdef"),
        ] {
            assert_eq!(hidden(mark_commands, text), secret, "{text}");
        }
    }

    #[test]
    fn a_list_has_no_lines() {
        for (text, secret) in [
            (r#"["gh", "secret", "set", "N", "-b", "ab"]"#, "ab"),
            (r#"spawn("mysql", ["-u", "root", "-pab"])"#, "ab"),
            (r#"["PASS", "FAIL"], ["AUTH", "ab"]"#, ""),
        ] {
            assert_eq!(hidden(mark_listed, text), secret, "{text}");
        }
    }

    #[test]
    fn other_words_are_shown() {
        for text in [
            "docker run -p 8080 x; ssh -p 22 h; mkdir -p a; net use; net use Z: /delete",
            "AUTH required\nAUTH LOGIN\nAUTH of the shop failed\nthe AUTH header; auth ab",
            "PASS\nPASS 3 of 4; htpasswd -c f u; sqlplus /nolog; openssl -keyout k.pem",
            "the page a1b LOGIN u done; room: LOGIN u page; A LOGIN u page; v2 LOGIN u page; 1 LOGIN u page",
            "gh issue set --body a; aws ssm get-parameter --value a; heroku config:get A=b; vault read a=b",
            "kubectl get secret a=b; npm config set registry a; fly deploy a=b; doppler secrets get A",
            "ALTER LOGIN u ENABLE; net user; rabbitmqctl add_vhost v; mysqladmin status",
        ] {
            assert_eq!(hidden(mark_commands, text), "", "{text}");
        }
    }
}
