//! Options of every command, before its name and after it.

use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches};

use smartro_lint::report::{mask_text, visible};
use smartro_lint_rules::language::{is_like_number, refused};
use smartro_lint_rules::suggest::suggest_spelling;

use super::values::{Color, LanguageArg};
use super::{Arguments, Command, help};
use crate::messages;
use smartro_lint::Language;

/// The variable of the environment that names the language of messages.
const LANGUAGE: &str = "SMARTRO_LINT_LANG";

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(crate) struct GlobalArguments {
    /// Language of messages [default: from LC_ALL or LANG, else ko]
    #[arg(long, value_enum, env = LANGUAGE, hide_env_values = true, global = true)]
    pub(crate) lang: Option<LanguageArg>,

    /// When to use colors
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN", global = true)]
    pub(crate) color: Color,
}

impl Arguments {
    /// The arguments of this process.
    ///
    /// # Errors
    ///
    /// What is wrong with them, or what was asked for, such as the help.
    pub(crate) fn of_process() -> Result<Self, clap::Error> {
        let mut command = Self::command();
        let error = match command.try_get_matches_from_mut(std::env::args_os()) {
            Err(error) => error,
            Ok(matches) => match option_of_linting(&command, &matches) {
                None => return Self::from_arg_matches(&matches).map(Self::with_rules),
                Some((name, option)) => {
                    let mut error = clap::Error::new(ErrorKind::ArgumentConflict);
                    error.insert(ContextKind::InvalidArg, ContextValue::String(option));
                    error.insert(ContextKind::PriorArg, ContextValue::String(name));
                    error.with_cmd(&command)
                }
            },
        };
        // After an option, what is called as a command is a file, if there is one.
        let is_missing = |path: &PathBuf| is_command(&command, path) && !path.exists();
        let files = Self::command().args_conflicts_with_subcommands(true).try_get_matches();
        match files.and_then(|matches| Self::from_arg_matches(&matches)) {
            Ok(arguments) if !arguments.lint.paths.iter().any(is_missing) => Ok(arguments),
            _ if is_help(&error) && messages::language() == Language::Korean => {
                Err(help::command().try_get_matches().err().unwrap_or(error))
            }
            _ => Err(masked(Self::quoted_visibly(error))),
        }
    }

    /// The same error of arguments without what a terminal would act on, for it quotes them.
    fn quoted_visibly(error: clap::Error) -> clap::Error {
        let given = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned());
        let (given, mut shown): (Vec<String>, Vec<String>) =
            given.map(|argument| (argument.clone(), visible(&argument))).unzip();
        // A variable of the environment counts where the option is not given.
        let language = std::env::var(LANGUAGE).ok();
        let language = language.map(|language| (visible(&language), language));
        if let Some((seen, _)) = language.filter(|(seen, language)| seen != language)
            && !given.iter().any(|argument| argument.starts_with("--lang"))
        {
            shown.push(format!("--lang={seen}"));
        }
        if given == shown {
            return error;
        }
        Self::command().try_get_matches_from(shown).err().unwrap_or(error)
    }

    /// Gives `--rules` to the commands that have it, where it is before their names.
    fn with_rules(mut self) -> Self {
        let given = self.lint.rules.take();
        match &mut self.command {
            Some(Command::Explain(explain)) => explain.rules = explain.rules.take().or(given),
            Some(Command::Rules(listed)) => listed.rules = listed.rules.take().or(given),
            Some(Command::Cite { rules, .. }) => *rules = rules.take().or(given),
            _ => self.lint.rules = given,
        }
        self
    }
}

fn is_help(error: &clap::Error) -> bool {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand};
    matches!(error.kind(), DisplayHelp | DisplayHelpOnMissingArgumentOrSubcommand)
}

/// The same error without secrets, for it quotes what was given.
fn masked(mut error: clap::Error) -> clap::Error {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some((kind, text.clone())),
        _ => None,
    };
    let known = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(known)) => known.as_slice(),
        _ => &[],
    };
    let is_near = |value: &str| {
        suggest_spelling(value, known.iter().map(String::as_str)).is_some()
            || error.get(ContextKind::SuggestedSubcommand).is_some()
            || (known.is_empty() && is_like_number(value))
    };
    let name = text(ContextKind::InvalidArg).filter(|(_, name)| name.starts_with('-'));
    // An argument that no option takes.
    let other = text(ContextKind::InvalidArg).filter(|_| name.is_none());
    let values = [text(ContextKind::InvalidValue), text(ContextKind::InvalidSubcommand), other];
    let values = values.into_iter().flatten().filter(|(_, value)| !value.is_empty());
    let values = values.map(|(kind, value)| (kind, refused(&value, is_near(&value)).to_owned()));
    let given: Vec<(ContextKind, String)> = name.into_iter().chain(values).collect();
    for (kind, quoted) in given {
        let shown = mask_text(&quoted);
        if error.get(kind) != Some(&ContextValue::String(shown.clone())) {
            error.insert(kind, ContextValue::String(shown));
            // It repeats the argument.
            error.remove(ContextKind::Suggested);
        }
    }
    error
}

fn is_command(command: &clap::Command, path: &Path) -> bool {
    path.to_str().is_some_and(|name| command.find_subcommand(name).is_some())
}

/// The first option before a command that only linting has.
fn option_of_linting(command: &clap::Command, matches: &ArgMatches) -> Option<(String, String)> {
    let (name, _) = matches.subcommand()?;
    let has_rules = |name: &str| matches!(name, "explain" | "rules" | "cite");
    let is_given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let mut arguments = command.get_arguments().filter(|argument| !argument.is_global_set());
    let found = arguments.find(|argument| {
        let id = argument.get_id().as_str();
        is_given(id) && !(id == "rules" && has_rules(name))
    })?;
    Some((name.to_owned(), found.to_string()))
}
