//! Secrets that are written to a command: `echo … | sudo -S`, `echo user:… | chpasswd`.

use std::ops::Range;

use super::commands::words_after;
use super::marks::{is_quote, mark_value};
use crate::report::mask::hide::Hide;

/// Commands that write what they are called with.
const WRITERS: &[&str] = &["echo", "printf", "print", "Write-Output"];

/// Commands that read a secret, each with the option that tells them to; `:` is what has it after
/// a name and a colon.
const READERS: &[(&str, &str)] = &[
    ("sudo", "-S"),
    ("chpasswd", ":"),
    ("passwd", "--stdin"),
    ("docker", "--password-stdin"),
    ("podman", "--password-stdin"),
    ("helm", "--password-stdin"),
    ("gh", "--with-token"),
    ("gh", "set"),
    ("docker", "secret"),
    ("gcloud", "--data-file=-"),
    ("vercel", "add"),
    ("wrangler", "put"),
    ("smbpasswd", "-s"),
    ("htpasswd", "-i"),
    ("kinit", ""),
    ("cryptsetup", ""),
    ("gpg", "--passphrase-fd"),
    ("openssl", "stdin"),
    ("vault", "-"),
    ("base64", ":"),
];

/// Marks the secrets that are written to commands.
pub(in crate::report::mask) fn mark_pipes(text: &[char], marks: &mut [Hide]) {
    let is_pipe =
        |part: &[char]| matches!(part, [before, '|', after] if *before != '|' && *after != '|');
    let pipes = text.windows(3).enumerate().filter(|(_, part)| is_pipe(part));
    for pipe in pipes.map(|(before, _)| before + 1) {
        let Some(option) = read_by(text, pipe) else { continue };
        for word in written(text, pipe) {
            let colon = word.clone().find(|at| text.get(*at) == Some(&':'));
            let secret = match (option, colon) {
                (":", Some(colon)) => colon + 1..word.end,
                (":", None) => continue,
                _ => word,
            };
            mark_value(text, secret, Hide::Secret, marks);
        }
    }
}

/// The option that tells the command after a pipe to read a secret.
fn read_by(text: &[char], pipe: usize) -> Option<&'static str> {
    let words = words_after(text, pipe + 1);
    let words: Vec<String> =
        words.into_iter().map(|word| text.get(word).unwrap_or_default().iter().collect()).collect();
    let has = |(command, option): &&(&str, &str)| {
        let is_it = |word: &String| word.rsplit('/').next() == Some(command);
        let Some(at) = words.iter().position(is_it) else { return false };
        let mut options = words.iter().skip(at + 1);
        matches!(*option, "" | ":") || options.any(|word| is_option(word, option))
    };
    READERS.iter().find(has).map(|(_, option)| *option)
}

/// Whether a word is an option; those of one letter may be together: `-kS`.
fn is_option(word: &str, option: &str) -> bool {
    let letter = option.strip_prefix('-').filter(|letter| letter.len() == 1);
    let letters = word.strip_prefix('-').filter(|letters| !letters.starts_with('-'));
    word == option || letter.zip(letters).is_some_and(|(one, all)| all.contains(one))
}

/// What is written into a pipe: the words of the command before it, but for options, names of
/// variables and what says how others are written.
fn written(text: &[char], pipe: usize) -> Vec<Range<usize>> {
    /// Such a command is no longer, in characters.
    const LONGEST: usize = 200;
    let from = pipe.saturating_sub(LONGEST);
    let before = text.get(from..pipe).unwrap_or_default();
    let starts = before.iter().enumerate().rev().filter(|(at, one)| {
        let is_start = at.checked_sub(1).and_then(|at| before.get(at)).is_none_or(ends_command);
        is_start && one.is_alphabetic()
    });
    let command = starts.filter_map(|(at, _)| {
        let name: String =
            before.iter().skip(at).take_while(|one| one.is_alphabetic() || **one == '-').collect();
        WRITERS.contains(&&*name).then_some(from + at + name.len())
    });
    let Some(start) = command.into_iter().next() else { return Vec::new() };
    let is_shown = |word: &Range<usize>| {
        matches!(text.get(word.clone()), Some(['-' | '$' | '%', ..] | ['\\', 'n']))
    };
    let words = words_after(text.get(..pipe).unwrap_or_default(), start);
    let end = words.last().map_or(start, |word| word.end);
    let is_between =
        |one: &char| one.is_whitespace() || is_quote(*one) || matches!(one, ')' | '\\');
    let is_before_pipe = text.get(end..pipe).is_some_and(|rest| rest.iter().all(is_between));
    let is_command = |word: &Range<usize>| text.get(word.clone()) == Some(&['&', '&']);
    if !is_before_pipe || words.iter().any(is_command) {
        return Vec::new();
    }
    words.into_iter().filter(|word| !is_shown(word)).collect()
}

fn ends_command(one: &char) -> bool {
    one.is_whitespace() || is_quote(*one) || matches!(one, ';' | '&' | '|' | '(' | '{')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::marks::hidden;

    #[test]
    fn secrets_are_those_that_a_command_reads() {
        for (text, secret) in [
            ("echo ab | sudo -S apt update; echo cd|sudo -kS ls", "abcd"),
            ("echo \"a b\" | ssh h sudo -S ls; (printf '%s\\n' 'cd' | sudo -S ls)", "abcd"),
            ("echo 'u:ab' | chpasswd; echo u:cd | sudo chpasswd -e", "abcd"),
            (
                "echo ab | passwd --stdin u && echo -n cd | docker login -u me --password-stdin",
                "abcd",
            ),
            (
                "echo ab | openssl enc -pass stdin; echo u:cd | base64; print ef | /usr/bin/kinit u",
                "abcdef",
            ),
        ] {
            assert_eq!(hidden(mark_pipes, text), secret, "{text}");
        }
    }

    #[test]
    fn what_other_commands_read_is_shown() {
        for text in [
            "echo ab | sudo tee f; echo ab | base64; echo ab || sudo -S ls; cat f | sudo -S ls; echo ab && cat f | sudo -S ls; echo ab; cat | sudo -S ls",
            "echo $PASSWORD | sudo -S ls; echo \"${TOKEN}\" | docker login --password-stdin",
            "echo a:b | sort; a | b; echo ab; ls | docker login; | sudo -S; echo | chpasswd",
        ] {
            assert_eq!(hidden(mark_pipes, text), "", "{text}");
        }
    }
}
