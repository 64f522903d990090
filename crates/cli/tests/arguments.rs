//! Commands, options and help.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod command;

use command::{Workspace, run, stderr_of, stdout_of, text};

#[test]
fn a_command_that_is_misspelt_is_no_file() {
    let message = |name: &str| {
        let output = run(&[name, "payment-id-length"], b"");
        assert_eq!(output.status.code(), Some(2));
        text(&output.stderr)
    };
    let misspelt = message("expalin");
    assert!(misspelt.contains("cannot read `expalin`: "), "{misspelt}");
    assert!(misspelt.contains(", did you mean the command `explain`?\n"), "{misspelt}");
    assert!(!message("gone.json").contains("did you mean"));
}

#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout_of(&["completions", shell]);
        assert!(script.contains("SMARTRO_LINT_COMPLETE") && script.contains("smartro-lint"));
    }
    stderr_of(&["completions", "csh"]);
    let page = stdout_of(&["man"]);
    for section in [".SH OPTIONS", ".SH SUBCOMMANDS", ".SH VERSION"] {
        assert!(page.contains(section), "{section}");
    }
    assert!(page.contains(".SH EXAMPLES\n.nf\nsmartro\\-lint order.json\n"), "{page}");
    assert!(page.contains(".SH \"EXIT STATUS\"\n.nf\n0  no findings at or above"), "{page}");
    assert!(stdout_of(&["man", "explain"]).contains("smartro\\-lint\\-explain"));
    let error = "error: unknown command `explan`, did you mean `explain`?\n";
    assert_eq!(stderr_of(&["man", "explan"]), error);
}

#[test]
fn a_shell_completes_what_is_typed() {
    let place = Workspace::new(&[("explore.json", "{}")]);
    let offered = |words: &[&str]| {
        let mut command = place.command(["--", "smartro-lint"]);
        let output = command.env("SMARTRO_LINT_COMPLETE", "fish").args(words).output().unwrap();
        let lines = text(&output.stdout);
        let words = lines.lines().map(|line| line.split('\t').next().unwrap().to_owned());
        words.collect::<Vec<_>>()
    };
    assert_eq!(offered(&["exp"]), ["explain", "explore.json"]);
    assert_eq!(offered(&["--format", "js"]), ["json", "jsonl"]);
    assert_eq!(offered(&["--output", "sa"]), ["sarif="]);
    assert_eq!(offered(&["--operation", "canc"]), ["cancelPayment"]);
    assert_eq!(offered(&["explain", "escrow-no-cash"]), ["escrow-no-cash-receipt"]);
    assert_eq!(offered(&["explain", "invalid-j"]), ["invalid-json"]);
    assert_eq!(offered(&["explore.json", "--no-c"]), ["--no-config"]);
    assert_eq!(offered(&["completions", "z"]), ["zsh"]);
}

#[test]
fn global_options_are_before_and_after_a_command() {
    let texts = |words: &str| {
        let output = run(&words.split(' ').collect::<Vec<_>>(), b"");
        assert_eq!(output.status.code(), Some(0), "{words}");
        text(&output.stdout)
    };
    let (english, korean) = (
        texts("explain --lang en escrow-no-cash-receipt"),
        texts("explain --lang ko escrow-no-cash-receipt"),
    );
    assert_ne!(english, korean);
    for words in [
        "--lang en explain escrow-no-cash-receipt",
        "explain escrow-no-cash-receipt --lang en",
        "--lang ko explain escrow-no-cash-receipt --lang en",
        "--color never --lang en explain --format text escrow-no-cash-receipt",
    ] {
        assert_eq!(texts(words), english, "{words}");
    }
    assert_eq!(texts("--lang en rules --color always"), texts("rules --lang en --color always"));
    assert_eq!(texts("--rules rules/smartro rules"), texts("rules --rules rules/smartro"));
    assert_eq!(
        texts("--rules rules/smartro cite list"),
        texts("cite list --lang en --rules rules/smartro")
    );
    assert!(stderr_of(&["--rules", "nowhere", "explain", "unknown-field"]).contains("nowhere"));
    assert!(texts("--lang en explain --help").contains("Explain a rule"));
    for (words, option) in [
        ("--quiet explain unknown-field", "--quiet"),
        ("--format json explain unknown-field", "--format <FORMAT>"),
        ("--rules rules/smartro check rules/smartro", "--rules <DIR>"),
    ] {
        let texts = stderr_of(&words.split(' ').collect::<Vec<_>>());
        assert!(texts.contains(&format!("the argument '{option}' cannot be used with")), "{texts}");
    }
}

#[test]
fn a_command_after_options_is_not_taken_for_a_file() {
    let place = Workspace::new(&[("rules", "{}")]);
    let output = place.run(&["--quiet", "--lang", "en", "rules"]);
    assert!(text(&output.stdout).starts_with("unknown-operation\n"));
}

#[test]
fn a_command_that_lacks_an_argument_is_not_taken_for_a_file() {
    let place = Workspace::new(&[]);
    let run = |words: &[&str]| {
        let output = place.run(words);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    for words in [&["explain"][..], &["cite"], &["check"], &["test"], &["completions", "tcsh"]] {
        for option in [&["--lang", "en"][..], &["--color", "never"]] {
            assert_eq!(run(&[option, words].concat()), run(words), "{option:?} {words:?}");
        }
    }
    assert!(run(&["--quiet", "explain"]).2.contains("required arguments"));
    assert_eq!(run(&["--lang", "en", "help"]), run(&["help"]));
    // A file of that name is linted.
    place.write("explain", "{}");
    assert!(run(&["--lang", "en", "explain"]).1.starts_with("unknown-operation\n"));
}

#[test]
fn every_command_has_examples() {
    let commands = ["explain", "rules", "check", "fmt", "test", "completions", "man", "cite"];
    for arguments in commands.map(|name| vec![name, "--help"]).iter().chain([&vec!["--help"]]) {
        assert!(stdout_of(arguments).contains("\nExamples:\n  smartro-lint "), "{arguments:?}");
    }
    let version = stdout_of(&["--version"]);
    assert_eq!(version, concat!("smartro-lint ", env!("CARGO_PKG_VERSION"), " (smartro 0.1.0)\n"));
}

#[test]
fn quiet_and_verbose() {
    let sample = "tests/samples/escrow-direct-bank.json";
    let last = |arguments: &[&str]| {
        let output = run(&[arguments, &["--no-now", "--lang", "en", sample]].concat(), b"");
        let shown = text(&output.stdout);
        (shown.contains("requests: 1;"), text(&output.stderr))
    };
    assert_eq!(last(&[]), (true, String::new()));
    assert_eq!(last(&["-q"]), (false, String::new()));
    let (sums_up, message) = last(&["-v", "-j", "3"]);
    assert!(sums_up);
    assert_eq!(
        message,
        "project file: none\npack: smartro 0.1.0, 80 rules\nlanguage: en\nthreads: 3\nfiles: 1\n"
    );
    stderr_of(&["-q", "-v", sample]);
}

#[test]
fn standard_input_cannot_be_watched() {
    assert_eq!(stderr_of(&["--watch", "-"]), "error: standard input cannot be watched\n");
    stderr_of(&["--watch", "--fix", "tests/samples"]);
    stderr_of(&["--watch", "nowhere/at/all.json"]);
}

#[test]
fn an_output_has_a_format_and_a_file() {
    for output in ["json", "json=", "=a.json", "xml=a.xml"] {
        let message = stderr_of(&["--output", output, "rules"]);
        let shown = if output == "json" { output } else { "…" };
        let refused = format!("'{shown}' for '--output <FORMAT=FILE>'");
        assert!(message.contains(&refused), "{output}: {message}");
    }
}

#[test]
fn a_number_that_an_option_does_not_take_is_refused_in_plain_words() {
    for (option, value, english, korean) in [
        ("--threads", "0", "write a whole number, 1 or more", "1 이상의 정수로 쓰세요"),
        (
            "--max-size",
            "4096",
            "write a whole number from 1 to 4095",
            "1부터 4095까지의 정수로 쓰세요",
        ),
        (
            "--max-size",
            "x",
            "write a whole number from 1 to 4095",
            "1부터 4095까지의 정수로 쓰세요",
        ),
        ("--max-findings", "-1", "write a whole number, 0 or more", "0 이상의 정수로 쓰세요"),
    ] {
        let argument = format!("{option}={value}");
        for (language, why) in [("en", english), ("ko", korean)] {
            let message = stderr_of(&["--lang", language, &argument, "a.json"]);
            let first = message.lines().next().unwrap_or_default();
            assert!(first.ends_with(&format!(": {why}")), "{argument}: {message}");
        }
    }
}

/// What a terminal would obey is shown, and not sent to it.
#[test]
fn a_refused_argument_is_shown_as_text() {
    for arguments in [
        &["--format", "\u{1b}[31mx"][..],
        &["--\u{202e}x"],
        &["\u{1b}]0;x\u{7}.json"],
        &["explain", "\u{9b}31m"],
    ] {
        let output = run(arguments, b"");
        let shown = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(shown.contains("\\u{") || shown.contains('…'), "{shown:?}");
        for one in ['\u{1b}', '\u{202e}', '\u{7}', '\u{9b}'] {
            assert!(!shown.contains(one), "{shown:?}");
        }
    }
}
