//! Every command line of agon in the documentation is one that the program accepts.

use super::texts;
use agon::cli::command;
use clap::error::ErrorKind;

/// A command line that the documentation shows, and whether it is meant to be run as it is.
struct Shown {
    line: String,
    is_whole: bool,
}

/// The command lines of a shell's line: those that start with `agon`, without comments and redirections.
fn in_shell(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches("- ").trim_start_matches("run: ");
    let line = line.split(" #").next().unwrap_or(line);
    let commands =
        line.split("&&").flat_map(|part| part.split('|')).flat_map(|part| part.split(';'));
    let without_target = commands.map(|part| part.split(" > ").next().unwrap_or(part).trim());
    without_target.filter(|part| part.starts_with("agon ")).map(str::to_string).collect()
}

/// Command lines in blocks of shell and YAML code, and in inline code.
fn shown(text: &str) -> Vec<Shown> {
    let mut found = Vec::new();
    for block in texts::code_blocks(text) {
        if !["sh", "yaml", ""].contains(&block.language.as_str()) || block.path.is_some() {
            continue;
        }
        for line in block.text.lines().flat_map(in_shell) {
            found.push(Shown { line, is_whole: true });
        }
    }
    let mut is_open = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_open = !is_open;
        } else if !is_open {
            let spans = line.split('`').skip(1).step_by(2);
            found.extend(spans.flat_map(in_shell).map(|line| Shown { line, is_whole: false }));
        }
    }
    found
}

/// The words of a command line; double and single quotes keep words together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == ' ' => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Why the program refuses a command line. A line among words may leave out what a command needs.
fn refusal(shown: &Shown) -> Option<String> {
    let error = command().try_get_matches_from(words(&shown.line)).err()?;
    let is_partial = matches!(
        error.kind(),
        ErrorKind::MissingRequiredArgument
            | ErrorKind::MissingSubcommand
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let is_accepted = is_help || is_partial && !shown.is_whole;
    if is_accepted { None } else { Some(error.to_string()) }
}

#[test]
fn command_lines_of_the_documentation_are_accepted() {
    let mut refused = Vec::new();
    let mut count = 0;
    for (path, text) in texts::all() {
        for shown in shown(&text) {
            count += 1;
            if let Some(why) = refusal(&shown) {
                refused.push(format!("{path}: {}\n{why}", shown.line));
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(count > 100, "{count} command lines were found");
}

#[test]
fn unknown_commands_and_options_are_refused() {
    let whole = |line: &str| Shown { line: line.into(), is_whole: true };
    for line in ["agon bild", "agon build --fast", "agon new gather", "agon import x --as letter"] {
        assert!(refusal(&whole(line)).is_some(), "{line}");
    }
    let lines = in_shell("agon build --out x && ls | agon explain A201 > y # agon comment");
    assert_eq!(lines, ["agon build --out x", "agon explain A201"]);
    assert_eq!(words("agon new topic \"Who pays?\""), ["agon", "new", "topic", "Who pays?"]);
}
