//! Pages of the manual that are made from the program, and pages that have to name everything that the program knows.

use super::texts;
use crate::support::golden;
use agon::cli::command;
use agon::content::parse::FileKind;
use agon::content::schema::schema;
use agon::diagnostics::codes::CODES;
use agon::diagnostics::explain::explain;
use agon::model::*;
use clap::{Arg, Command};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Compares a page with what the program says; `UPDATE_GOLDEN=1 cargo test --test program docs::` writes it anew.
#[track_caller]
pub(super) fn assert_page(name: &str, text: &str) {
    if let Some(difference) = golden::difference(&texts::page_path(name), text) {
        panic!("{difference}\nrun: UPDATE_GOLDEN=1 cargo test --test program docs::");
    }
}

fn front_matter(title: &str, summary: &str) -> String {
    format!("---\ntitle: {title}\nsummary: {summary}\n---\n")
}

/// `[default: x]` as a sentence, so that no bracket is read as a link; a bar does not end a cell.
fn prose(text: &str) -> String {
    let mut prose = text.trim().to_string();
    while let Some((before, rest)) = prose.split_once("[default: ") {
        let (default, after) = rest.split_once(']').expect("a closed bracket");
        let before = before.trim_end();
        let stop = if before.is_empty() || before.ends_with('.') { "" } else { "." };
        prose = format!("{before}{stop} Default: {default}.{after}").trim().to_string();
    }
    prose.replace('|', "\\|").replace('<', "\\<").replace('{', "\\{")
}

fn argument_name(arg: &Arg) -> String {
    let values: Vec<&str> =
        arg.get_value_names().unwrap_or_default().iter().map(|v| v.as_str()).collect();
    let value = if arg.get_action().takes_values() { values.join(" ") } else { String::new() };
    let mut names = Vec::new();
    names.extend(arg.get_short().map(|short| format!("-{short}")));
    names.extend(arg.get_long().map(|long| format!("--{long}")));
    let name = names.join(", ");
    match (name.is_empty(), value.is_empty()) {
        (true, _) => value,
        (false, true) => name,
        (false, false) => format!("{name} {value}"),
    }
}

fn argument_row(arg: &Arg) -> String {
    let mut help = prose(&arg.get_help().map(ToString::to_string).unwrap_or_default());
    let takes_values = arg.get_action().takes_values();
    let words = arg.get_possible_values();
    if takes_values && !words.is_empty() && !help.contains(words[0].get_name()) {
        let words: Vec<String> = words.iter().map(|w| format!("`{}`", w.get_name())).collect();
        let _ = write!(help, "{}{}", if help.is_empty() { "" } else { ": " }, words.join(", "));
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|v| v.to_string_lossy()).collect();
    if takes_values && !defaults.is_empty() {
        let _ = write!(help, ". Default: `{}`", defaults.join(" "));
    }
    if let Some(variable) = arg.get_env() {
        let _ = write!(help, ". Environment: `{}`", variable.to_string_lossy());
    }
    format!("| `{}` | {} |\n", argument_name(arg).replace('|', "\\|"), help.trim_end_matches('.'))
}

fn command_section(command: &Command, path: &str, out: &mut String) {
    let name = format!("{path} {}", command.get_name());
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string);
    let level = if path == "agon" { "##" } else { "###" };
    let about = about.unwrap_or_default();
    let (first, rest) = about.split_once("\n\n").unwrap_or((&about, ""));
    let _ = write!(out, "\n{level} {name}\n\n{}.\n", prose(first).trim_end_matches('.'));
    if !rest.is_empty() {
        let _ = write!(out, "\n{}\n", prose(rest));
    }
    let rows: String = command
        .get_arguments()
        .filter(|arg| !arg.is_hide_set() && !arg.is_global_set())
        .filter(|arg| !["help", "version"].contains(&arg.get_id().as_str()))
        .map(argument_row)
        .collect();
    if !rows.is_empty() {
        let _ = write!(out, "\n| argument | meaning |\n|---|---|\n{rows}");
    }
    let examples = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let lines: Vec<&str> =
        examples.lines().map(str::trim).filter(|line| line.starts_with("agon ")).collect();
    if !lines.is_empty() {
        let _ = write!(out, "\n```sh\n{}\n```\n", lines.join("\n"));
    }
    for inner in command.get_subcommands().filter(|c| c.get_name() != "help") {
        command_section(inner, &name, out);
    }
}

#[test]
fn page_of_commands_is_that_of_the_program() {
    let mut text = front_matter("Commands", "Every command with its arguments, from agon itself.");
    text += "Exit codes: 0 success; 1 the content has errors, or with `--strict` warnings; 2 wrong arguments or a system error. \
             `agon build --help` prints the same texts, and so does `--help` of each command.\n";
    for command in command().get_subcommands().filter(|c| c.get_name() != "help") {
        command_section(command, "agon", &mut text);
    }
    assert_page("commands", &text);
}

/// The title of each hundred of codes.
const GROUPS: [(&str, &str); 10] = [
    ("A0", "Files"),
    ("A1", "Front matter and YAML"),
    ("A2", "Texts and links"),
    ("A3", "Relations"),
    ("A4", "Names"),
    ("A5", "Content"),
    ("A6", "Templates and styles"),
    ("A7", "Published addresses"),
    ("A8", "Links to other sites"),
    ("A9", "Evidence, forecasts, contradictions, definitions"),
];

#[test]
fn page_of_diagnostics_is_that_of_the_program() {
    let summary = "Every error, warning and piece of advice, as agon explain prints it.";
    let mut text = front_matter("Diagnostics", summary);
    text += "An error stops the build; a warning does with `--strict`; advice never does and is listed by `agon doctor`. \
             `agon explain A201` prints one of these texts.\n";
    let mut count = 0;
    for (prefix, group) in GROUPS {
        let _ = write!(text, "\n## {group}\n");
        for code in CODES.iter().filter(|code| code.id.starts_with(prefix)) {
            count += 1;
            let page = explain(code.id).expect("a code of the table");
            let (head, examples) = page.split_once("\nWrong:\n").expect("each code has an example");
            let (wrong, right) = examples.split_once("\nRight:\n").expect("each example has both");
            let mut parts = head.trim().splitn(3, "\n\n");
            let (name, title) = (parts.next().unwrap(), parts.next().unwrap());
            let explanation = parts.next().expect("an explanation");
            let block = |code: &str| {
                let lines = code.lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
                lines.collect::<Vec<_>>().join("\n")
            };
            let _ = write!(text, "\n### {name}\n\n{title} {explanation}\n");
            let _ = write!(text, "\nWrong:\n\n````\n{}\n````\n", block(wrong));
            let _ = write!(text, "\nRight:\n\n````\n{}\n````\n", block(right));
        }
    }
    assert_eq!(count, CODES.len(), "each code is in a group");
    assert_page("diagnostics", &text);
}

/// Keys of a schema with the words that they may have.
fn words_of_keys(value: &Value, found: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                for (key, shape) in properties {
                    let mut words = Vec::new();
                    enumerated(shape, &mut words);
                    if !words.is_empty() {
                        found.insert(key.clone(), words);
                    }
                }
            }
            object.values().for_each(|inner| words_of_keys(inner, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| words_of_keys(inner, found)),
        _ => {}
    }
}

/// The words that a shape lists, without those of mappings inside it.
fn enumerated(shape: &Value, words: &mut Vec<String>) {
    match shape {
        Value::Object(object) if object.contains_key("properties") => {}
        Value::Object(object) => {
            for word in object.get("enum").and_then(Value::as_array).into_iter().flatten() {
                let word = word.as_str().map(str::to_string);
                words.extend(word.filter(|word| !words.contains(word)));
            }
            object.values().for_each(|inner| enumerated(inner, words));
        }
        Value::Array(list) => list.iter().for_each(|inner| enumerated(inner, words)),
        _ => {}
    }
}

fn code_list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[test]
fn page_of_vocabularies_is_that_of_the_program() {
    let summary = "The words that keys, fields and items may have.";
    let mut text = front_matter("Vocabularies", summary);
    text += "Words are read in any case. Everything else is an error with the nearest known word.\n\n## In texts\n\n\
             | where | words |\n|---|---|\n";
    let in_texts: [(&str, Vec<&str>); 8] = [
        ("label of an observation", ObservationKind::words()),
        ("change word of a position", ChangeWord::words()),
        ("relation, as in `(corrects:: …)`", RelationKind::words()),
        ("`(status:: …)` of a question", QuestionStatus::words()),
        ("`(outcome:: …)` of a forecast", ForecastOutcome::words()),
        ("`Kind:` of a tension", TensionKind::words()),
        ("`(how:: …)` of a source", Derivation::words()),
        ("`by:` in `provenance`", Writer::words()),
    ];
    for (place, words) in in_texts {
        let _ = writeln!(text, "| {place} | {} |", code_list(words));
    }
    text += "\n## In front matter and YAML\n";
    for kind in FileKind::ALL {
        let mut keys = BTreeMap::new();
        words_of_keys(&schema(kind, &Vocabulary::default()), &mut keys);
        if keys.is_empty() {
            continue;
        }
        let pattern = kind.pattern();
        let _ =
            write!(text, "\n### {}\n\n`{pattern}`\n\n| key | words |\n|---|---|\n", kind.name());
        for (key, words) in keys {
            let _ = writeln!(text, "| `{key}` | {} |", code_list(words.iter().map(String::as_str)));
        }
    }
    assert_page("vocabularies", &text);
}

/// Every key of a schema.
fn keys(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                found.extend(properties.keys().cloned());
            }
            object.values().for_each(|inner| keys(inner, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| keys(inner, found)),
        _ => {}
    }
}

#[test]
fn format_pages_name_every_key() {
    let pages: String = texts::page_names()
        .iter()
        .filter(|name| name.starts_with("format"))
        .map(|name| texts::page(name))
        .collect();
    let of_csl: Vec<&str> = [SourceVariable::words(), NameRole::words()].concat();
    let mut missing = Vec::new();
    for kind in FileKind::ALL {
        let mut known = Vec::new();
        keys(&schema(kind, &Vocabulary::default()), &mut known);
        known.retain(|key| !of_csl.contains(&key.as_str()));
        // built-in words, which vocabulary.yaml can give another label
        known.retain(|key| {
            !VocabularyList::ALL.iter().any(|l| l.built_in().contains(&key.as_str()))
        });
        known.retain(|key| {
            let forms =
                [format!("`{key}`"), format!("{key}: "), format!("{key}:\n"), format!("`{key}:")];
            !forms.iter().any(|form| pages.contains(form))
        });
        missing.extend(known.into_iter().map(|key| format!("{}: {key}", kind.name())));
    }
    assert_eq!(missing, Vec::<String>::new(), "docs/content/pages/format-*.md do not name them");
}

#[test]
fn page_of_tokens_names_every_variable_of_the_styles() {
    let css = std::fs::read_to_string(texts::root().join("static/css/tokens.css")).unwrap();
    let declared: Vec<&str> = css
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--"))
        .filter_map(|line| line.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    let page = texts::page("tokens");
    let named: Vec<&str> =
        page.split("`--").skip(1).filter_map(|rest| rest.split_once('`')).map(|(n, _)| n).collect();
    let missing: Vec<_> = declared.iter().filter(|name| !named.contains(name)).collect();
    let unknown: Vec<_> = named.iter().filter(|name| !declared.contains(name)).collect();
    assert_eq!((missing, unknown), (Vec::new(), Vec::new()), "docs/content/pages/tokens.md");
}
