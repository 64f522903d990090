//! Passwords that options of commands have: `mysql -p…`, `sshpass -p …`.

use super::mark_value;
use super::value::{Extent, in_line};
use crate::report::mask::Hide;

/// How commands begin, and their options that have passwords.
const COMMANDS: &[(&str, &str)] = &[
    ("mysql", "-p"),
    ("mariadb", "-p"),
    ("sshpass", "-p"),
    ("mongo", "-p"),
    ("redis-cli", "-a"),
    ("sqlcmd", "-P"),
    ("zip", "-P"),
    ("unzip", "-P"),
    ("7z", "-p"),
    ("ldap", "-w"),
    ("twine", "-p"),
    ("login", "-p"),
];

/// Marks the values of options that are passwords.
pub(in crate::report::mask) fn mark_commands(text: &[char], marks: &mut [Hide]) {
    let mut option: Option<&str> = None;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().take_while(|one| !ends_word(**one)).count();
        let word = rest.get(..length).unwrap_or_default();
        let begins = |name: &str| name.chars().eq(word.iter().take(name.len()).copied());
        if let Some(name) = option.filter(|name| begins(name)) {
            let value = in_line(text, at + name.len(), Extent::Word);
            mark_value(text, value, Hide::Secret, marks);
        }
        let command = COMMANDS.iter().find(|(command, _)| begins(command));
        option = command.map(|(_, option)| *option).or(option);
        if matches!(rest.get(length), Some('\n' | ';' | '|')) {
            option = None;
        }
        at += length + 1;
    }
}

fn ends_word(one: char) -> bool {
    one.is_whitespace() || matches!(one, '/' | ';' | '|' | '"' | '\'' | '`' | '$' | '(')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::hidden;

    #[test]
    fn passwords_are_those_of_the_command() {
        for (text, secret) in [
            ("mysql -u root -pab db; ls -p cd", "ab"),
            ("/usr/bin/mysqldump -p'a b' x | gzip -p 1", "ab"),
            ("$(sshpass -p ab ssh -p 22 h)", "ab22"),
            ("docker login -u me -p ab\ndocker run -p 80:80", "ab"),
            ("redis-cli -h x -a ab", "ab"),
        ] {
            assert_eq!(hidden(mark_commands, text), secret, "{text}");
        }
    }
}
