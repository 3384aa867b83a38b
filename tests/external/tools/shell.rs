//! Completion scripts as the shells run them, and man pages as `man` shows them.

use crate::programs::program;
use crate::support::call::{agon, root, scratch, stdout_of};
use std::collections::BTreeSet;

/// Every command and sub-command, from the help of the one above.
fn commands() -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut waiting = vec![Vec::new()];
    while let Some(path) = waiting.pop() {
        for name in listed(&path) {
            let below: Vec<String> = path.iter().cloned().chain([name]).collect();
            waiting.push(below.clone());
            found.push(below);
        }
    }
    found.sort();
    found
}

/// The names under "Commands:" in a help text.
fn listed(path: &[String]) -> Vec<String> {
    let args: Vec<&str> = path.iter().map(String::as_str).chain(["-h"]).collect();
    let help = agon(root(), &args).1;
    let list = help
        .split("Commands:\n")
        .nth(1)
        .map_or("", |rest| rest.split("\n\n").next().unwrap_or(rest));
    let names = list.lines().filter(|l| l.starts_with("  ") && !l.starts_with("   "));
    names
        .filter_map(|l| l.split_whitespace().next())
        .filter(|n| *n != "help")
        .map(str::to_string)
        .collect()
}

#[test]
fn every_command_has_a_long_help_with_an_example_of_itself() {
    let commands = commands();
    assert!(commands.len() >= 19, "{commands:?}");
    for path in commands {
        let args: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let (code, out, err) = agon(root(), &args);
        assert_eq!((code, err.as_str()), (0, ""));
        let example = format!("Example:\n  agon {}", path.join(" "));
        assert!(out.contains(&example), "{path:?}: {out}");
    }
}

#[test]
fn every_command_has_a_man_page_that_groff_reads_without_a_word() {
    let dir = scratch("man");
    let (code, out, err) = agon(&dir, &["man", "--out", "pages"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let written: BTreeSet<String> = out.lines().map(str::to_string).collect();
    let page = |path: &Vec<String>| format!("pages/agon-{}.1", path.join("-"));
    let wanted: BTreeSet<String> =
        commands().iter().map(page).chain(["pages/agon.1".to_string()]).collect();
    assert_eq!(written, wanted);
    for page in &wanted {
        let shown = program("groff")
            .args(["-K", "utf8", "-man", "-Tutf8", "-ww"])
            .arg(dir.join(page))
            .output()
            .unwrap();
        assert_eq!(
            (shown.status.success(), String::from_utf8_lossy(&shown.stderr).as_ref()),
            (true, ""),
            "{page}"
        );
        assert!(shown.stdout.len() > 500, "{page}");
    }
    let one = agon(&dir, &["man"]).1;
    assert_eq!(one, std::fs::read_to_string(dir.join("pages/agon.1")).unwrap());
}

/// What is offered after some words, in every shell that is tried.
const LINES: [(&str, &[&str]); 3] = [
    ("agon new ga", &["gather"]),
    ("agon new entity x --kind o", &["organisation"]),
    ("agon comp", &["completions"]),
];

#[test]
fn bash_completes_commands_and_words() {
    let dir = scratch("bash");
    std::fs::write(dir.join("agon"), agon(&dir, &["completions", "bash"]).1).unwrap();
    for (line, offered) in LINES {
        let script = "source ./agon; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); COMP_LINE=$1
            _agon agon \"${COMP_WORDS[-1]}\" \"${COMP_WORDS[-2]}\"; printf '%s\\n' \"${COMPREPLY[@]}\"";
        let out = stdout_of(
            program("bash").args(["--norc", "-c", script, "bash", line]).current_dir(&dir),
        );
        assert_eq!(out.lines().collect::<Vec<_>>(), offered, "{line}");
    }
}

#[test]
fn zsh_completes_commands_and_words() {
    let dir = scratch("zsh");
    std::fs::write(dir.join("_agon"), agon(&dir, &["completions", "zsh"]).1).unwrap();
    for (line, offered) in LINES {
        let mut zsh = program("zsh");
        zsh.arg("-f").arg(root().join("tests/external/tools/complete.zsh")).arg(line).arg(&dir);
        assert_eq!(stdout_of(&mut zsh).lines().collect::<Vec<_>>(), offered, "{line}");
    }
}

#[test]
fn fish_completes_commands_and_words() {
    let dir = scratch("fish");
    std::fs::write(dir.join("agon.fish"), agon(&dir, &["completions", "fish"]).1).unwrap();
    for (line, offered) in LINES {
        let script = "source ./agon.fish; complete -C $argv[1]";
        let mut fish = program("fish");
        fish.args(["--no-config", "-c", script, line]).current_dir(&dir).env("HOME", &dir);
        let out = stdout_of(&mut fish);
        // a candidate, a tab, what it is
        let names: Vec<&str> = out.lines().filter_map(|l| l.split('\t').next()).collect();
        assert_eq!(names, offered, "{line}");
    }
}

#[test]
fn scripts_for_the_other_shells_name_every_command() {
    for shell in ["powershell", "elvish"] {
        let script = agon(root(), &["completions", shell]).1;
        let missing: Vec<_> =
            commands().into_iter().filter(|p| !script.contains(p.last().unwrap())).collect();
        assert!(missing.is_empty() && script.contains("agon;new;gather"), "{shell}: {missing:?}");
    }
}
