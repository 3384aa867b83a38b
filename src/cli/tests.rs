use super::app::run;
use super::console::{Console, error_message};
use super::summary::{closing_line, exit_code, timings_table};
use crate::build::pipeline::{Strictness, Timings};
use crate::diagnostics::human::MessageStyle;
use crate::diagnostics::{Diagnostic, Report, codes, explain};
use crate::output::WriteSummary;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;

/// Exit code, stdout and stderr of a call.
fn agon(args: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console =
        Console { out: &mut out, err: &mut err, style: MessageStyle::Plain, is_terminal: false };
    let code = run(["agon"].iter().chain(args).map(OsString::from), &mut console);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn wrong_arguments_print_usage() {
    for args in [
        &["bild"][..],
        &["build", "--nonsense"],
        &["serve", "--bind", "here"],
        &["new", "gathering", "x"],
        &["build", "--format", "xml"],
        &["build", "--as-of", "June"],
        &["check", "--out", "x"],
        &["init"],
        &["explain"],
        &["explain", "A201", "--list"],
    ] {
        let (code, out, err) = agon(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains("Usage: agon") || err.contains("try '--help'"), "{args:?}: {err}");
    }
    assert_eq!(agon(&[]).0, 2);
}

#[test]
fn help_has_an_example() {
    for command in ["build", "addresses", "diff", "check", "serve", "new", "init", "explain"] {
        let (code, out, err) = agon(&[command, "--help"]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.contains(&format!("Example:\n  agon {command}")), "{out}");
    }
}

#[test]
fn explain_prints_a_code_or_the_list() {
    assert_eq!(agon(&["explain", "A201"]), (0, explain::explain("A201").unwrap(), String::new()));
    assert_eq!(agon(&["explain", "--list"]), (0, explain::list(), String::new()));
    let (code, out, err) = agon(&["explain", "unknown-targt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.starts_with(
            "error: no diagnostic has the code \"unknown-targt\"; did you mean \"unknown-target\"?"
        ),
        "{err}"
    );
}

#[test]
fn init_never_overwrites() {
    let top = tempfile::tempdir().unwrap();
    let dir = top.path().join("site").display().to_string();
    let (code, out, err) = agon(&["init", &dir]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains("content/site.yaml\n") && out.ends_with(&format!("agon serve --root {dir}\n")),
        "{out}"
    );
    let (code, out, err) = agon(&["init", &dir]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("error: nothing was written, since these are in the way:\n"), "{err}");
}

#[test]
fn exit_codes_of_a_missing_root_and_an_empty_one() {
    let top = tempfile::tempdir().unwrap();
    let dir = top.path().display().to_string();
    let (code, _, err) = agon(&["check", "--root", &format!("{dir}/no")]);
    assert_eq!(code, 2);
    assert!(err.starts_with(&format!("error: there is no folder {dir}/no;")), "{err}");
    let (code, _, err) = agon(&["check", "--root", &dir]);
    assert_eq!(code, 1);
    assert!(err.contains("error[A003]") && err.ends_with("\n1 error\n"), "{err}");
}

#[test]
fn json_and_sarif_have_stdout_to_themselves() {
    let top = tempfile::tempdir().unwrap();
    for format in ["json", "sarif"] {
        let (code, out, err) = agon(&[
            "check",
            "--format",
            format,
            "--timings",
            "--root",
            &top.path().display().to_string(),
        ]);
        assert_eq!(code, 1);
        assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{out}");
        assert!(err.starts_with("stage") && err.contains("texts checked"), "{err}");
    }
}

#[test]
fn strict_counts_warnings_but_not_advice() {
    let report = |code| Report::from_iter([Diagnostic::in_file(code, "a", "b")]);
    let both =
        |report: Report| [Strictness::Normal, Strictness::Strict].map(|s| exit_code(&report, s));
    assert_eq!(both(Report::default()), [0, 0]);
    assert_eq!(both(report(&codes::OVERDUE_TOPIC)), [0, 0]);
    assert_eq!(both(report(&codes::RAW_HTML)), [0, 1]);
    assert_eq!(both(report(&codes::NO_SITE)), [1, 1]);
}

#[test]
fn closing_line_counts_files() {
    let line = |summary: Option<&WriteSummary>| {
        closing_line(summary, Path::new("./public"), Duration::from_millis(314))
    };
    let summary = WriteSummary { written: 12, reused: 235, removed: 1, bytes: 9 };
    assert_eq!(
        line(Some(&summary)),
        "247 files, 12 written, 235 unchanged, 1 removed -> public (0.31 s)\n"
    );
    assert_eq!(line(None), "nothing was written, public is unchanged (0.31 s)\n");
}

#[test]
fn error_message_repeats_no_cause() {
    let disk = io::Error::from(ErrorKind::StorageFull);
    let error = anyhow::Error::new(disk).context("cannot write a: no storage space");
    assert_eq!(error_message(&error), "cannot write a: no storage space");
    assert_eq!(error_message(&anyhow::anyhow!("inner").context("outer")), "outer: inner");
}

#[test]
fn timings_are_a_table() {
    let mut timings = Timings::default();
    timings.list.extend([
        ("load", Duration::from_micros(1500), 12),
        ("render pages", Duration::from_millis(250), 16_000),
    ]);
    assert_eq!(
        timings_table(&timings),
        "stage              time    count\nload             1.5 ms       12\nrender pages   250.0 ms    16000\n"
    );
}
