//! The help in Korean: the command's own is English. It is made where it is asked for.

use clap::{Arg, Command, CommandFactory};

use super::Arguments;
use super::help_texts::{ABOUT, AFTER, ARGUMENTS, VALUES};

const TEMPLATE: &str = "{about-with-newline}\n사용법: {usage}\n\n{all-args}{after-help}";

/// The command with its help in Korean.
pub(super) fn command() -> Command {
    let mut command = Arguments::command();
    // What the parser adds is there only then, such as `--help`.
    command.build();
    // The lines stay below each other: the Korean word is a column wider.
    let usage = super::USAGE.replace("\n ", "\n  ");
    translated(command, "").override_usage(usage)
}

fn translated(command: Command, parent: &str) -> Command {
    let name = named(parent, command.get_name());
    let about = text(ABOUT, &name, "").map(str::to_owned);
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let after = AFTER.iter().fold(after, |text, (from, to)| text.replace(from, to));
    let command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("명령")
        .after_help(after)
        .mut_args(|argument| of_argument(&name, argument))
        // The help of commands is about those beside it.
        .mut_subcommands(|inner| translated(inner, if name == "help" { parent } else { &name }));
    match about {
        Some(about) => command.about(about.clone()).long_about(about),
        None => command,
    }
}

/// What the texts call a command: `check` is one, and one of `cite` too.
fn named(parent: &str, name: &str) -> String {
    match parent {
        "cite" if name != "help" => format!("cite {name}"),
        _ => name.to_owned(),
    }
}

fn of_argument(command: &str, argument: Arg) -> Arg {
    let heading = match argument.get_help_heading() {
        Some("Project") => "프로젝트",
        _ if argument.is_positional() => "인자",
        _ => "옵션",
    };
    let id = argument.get_id().to_string();
    let Some(text) = text(ARGUMENTS, command, &id) else { return argument.help_heading(heading) };
    let short = format!("{text}{}", notes(&argument, &id, false));
    let long = format!("{text}{}", notes(&argument, &id, true));
    let argument = argument.help_heading(heading).help(short).long_help(long);
    argument.hide_possible_values(true).hide_default_value(true).hide_env(true)
}

/// What the parser would add in English: the values that an argument takes, in long help with what
/// they mean, and what it is without.
fn notes(argument: &Arg, id: &str, is_long: bool) -> String {
    let mut notes = String::new();
    if !argument.get_action().takes_values() {
        return notes;
    }
    let values: Vec<_> = argument.get_possible_values();
    let says = |value: &str| text(VALUES, id, value);
    let default: Vec<_> = argument.get_default_values().iter().map(|one| one.display()).collect();
    if let [default] = &*default {
        notes.push_str(&format!(" [기본값: {default}]"));
    }
    if let Some(variable) = argument.get_env() {
        notes.push_str(&format!(" [환경 변수: {}]", variable.display()));
    }
    let width = values.iter().map(|value| value.get_name().len()).max().unwrap_or_default();
    if is_long && values.iter().any(|value| says(value.get_name()).is_some()) {
        for name in values.iter().map(|value| value.get_name()) {
            let said = says(name).unwrap_or_default();
            notes.push_str(format!("\n- {name:width$}  {said}").trim_end());
        }
    } else if !values.is_empty() {
        let names: Vec<_> = values.iter().map(|value| value.get_name()).collect();
        notes.push_str(&format!(" [쓸 수 있는 값: {}]", names.join(", ")));
    }
    notes
}

/// The text for a name in a command, or for one of every command.
fn text(texts: &'static [(&str, &str, &str)], of: &str, name: &str) -> Option<&'static str> {
    let of_place = |place: &str| texts.iter().find(|one| one.0 == place && one.1 == name);
    of_place(of).or_else(|| of_place("")).map(|(.., text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_korean(command: &Command) {
        let is_korean = |text: &str| text.contains(|one| ('가'..='힣').contains(&one));
        let name = command.get_name();
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        assert!(is_korean(&about), "{name}");
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(is_korean(&help), "{name} {}", argument.get_id());
        }
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let is_example = |line: &str| line.contains("smartro-lint ") && line.starts_with("  ");
        for line in after.lines().filter(|line| !line.is_empty() && !is_example(line)) {
            assert!(is_korean(line), "{name}: {line}");
        }
        command.get_subcommands().for_each(assert_korean);
    }

    #[test]
    fn all_help_is_korean() {
        assert_korean(&command());
    }

    /// The names of all commands, and of the arguments of each.
    fn names(command: &Command, parent: &str, names: &mut Vec<(String, String)>) {
        let name = named(parent, command.get_name());
        names.push((name.clone(), String::new()));
        names.extend(command.get_arguments().map(|one| (name.clone(), one.get_id().to_string())));
        command.get_subcommands().for_each(|inner| self::names(inner, &name, names));
    }

    #[test]
    fn every_text_is_of_something() {
        let mut known = Vec::new();
        names(&command(), "", &mut known);
        for (command, argument, _) in ABOUT.iter().chain(ARGUMENTS) {
            let is_it = |(of, name): &(String, String)| {
                (command.is_empty() || of == command) && name == argument
            };
            assert!(known.iter().any(is_it), "{command} {argument}");
        }
    }
}
