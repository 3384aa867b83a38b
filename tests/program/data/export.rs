//! `agon export` writes what a build writes, and says what is wrong with a wish.

use crate::support::folder::TODAY;
use crate::support::records::{SMALL, export_differences};
use agon::exports::data::ExportKind;
use agon::model::Word;
use std::process::{Command, Output};

fn agon(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agon"));
    command
        .args(["export", "--as-of", TODAY, "--root"])
        .arg(&SMALL.root)
        .args(args)
        .env("NO_COLOR", "1");
    command.output().expect("agon runs")
}

/// ExportKind is printed on a wish that goes wrong, with its exit code.
fn refusal(args: &[&str]) -> (Option<i32>, String) {
    let out = agon(args);
    assert_eq!(String::from_utf8_lossy(&out.stdout), "");
    (out.status.code(), String::from_utf8(out.stderr).expect("agon speaks UTF-8"))
}

#[test]
fn what_is_exported_has_the_bytes_of_the_build() {
    for (args, path) in [
        (&["sources"][..], "sources/index.csl.json"),
        (&["sources", "--format", "bibtex"], "sources/index.bib"),
        (&["sources", "--topic", "wages", "--format", "ris"], "topics/wages/sources.ris"),
        (&["sources", "--source", "reed-model", "--format", "bibtex"], "sources/reed-model.bib"),
        (&["timeline"], "timeline.timelinejs.json"),
        (&["timeline", "--topic", "wages"], "topics/wages/timeline.timelinejs.json"),
        (
            &["timeline", "--thread", "wages/who-leads"],
            "topics/wages/threads/who-leads.timelinejs.json",
        ),
        (&["tensions"], "tensions.argdown"),
        (&["figures", "--topic", "wages", "--format", "csv"], "topics/wages/figures.csv"),
        (&["questions"], "questions.ics"),
        (&["page"], "index.json"),
        (&["page", "--topic", "wages"], "topics/wages/index.json"),
        (&["page", "--thread", "who-leads"], "topics/wages/threads/who-leads.json"),
        (&["page", "--source", "reed-model"], "sources/reed-model.json"),
        (&["page", "--page", "topics/wages/timeline.html"], "topics/wages/timeline.json"),
        (&["page", "--page", "questions"], "questions.json"),
        (&["schema"], "schema/v1/page.json"),
    ] {
        let out = agon(args);
        assert_eq!(String::from_utf8_lossy(&out.stderr), "", "{args:?}");
        assert_eq!(out.status.code(), Some(0));
        assert!(out.stdout == SMALL.files[path], "{args:?} is not {path}");
    }
}

#[test]
fn a_wish_that_cannot_be_met_says_why_and_what_is_near() {
    for (args, said) in [
        (
            &["sources", "--topic", "wagse"][..],
            "error: no topic is called \"wagse\"; did you mean \"wages\"?\n",
        ),
        (
            &["sources", "--topic", "housing"],
            "error: no topic is called \"housing\"; the topics are wages\n",
        ),
        (
            &["sources", "--source", "reed-modle"],
            "error: there is no source \"reed-modle\"; did you mean \"reed-model\"?\n",
        ),
        (
            &["timeline", "--thread", "who-leds"],
            "error: there is no thread \"who-leds\"; did you mean \"who-leads\"?\n",
        ),
        (
            &["page", "--page", "topics/wages/timelin.html"],
            "error: there is no page \"topics/wages/timelin.html\"; did you mean \"topics/wages/timeline.html\"?\n",
        ),
        (&["page", "--page", "search.html"], "error: search.html holds no facts of its own\n"),
        (
            &["sources", "--format", "csv"],
            "error: sources are not written as csv; they are as csl-json, bibtex, ris\n",
        ),
        (
            &["tensions", "--source", "reed-model"],
            "error: the source \"reed-model\" has no tensions\n",
        ),
        (
            &["sources", "--topic", "wages", "--source", "reed-model"],
            "error: --topic, --source, --thread and --page exclude each other; name one\n",
        ),
        (&["page", "--format", "csv"], "error: a page is written as JSON; leave --format out\n"),
    ] {
        assert_eq!(refusal(args), (Some(2), said.to_string()), "{args:?}");
    }
    let (code, said) = refusal(&["everything"]);
    assert_eq!(code, Some(2));
    assert!(ExportKind::ALL.iter().all(|w| said.contains(w.word())), "{said}");
}

#[test]
fn a_file_is_written_in_one_step_and_content_with_errors_writes_none() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("all.bib");
    let to = path.to_str().expect("a path in UTF-8");
    std::fs::write(&path, "old").expect("a file");
    let out = agon(&["sources", "--format", "bibtex", "--out", to]);
    assert_eq!((out.status.code(), out.stdout), (Some(0), Vec::new()));
    assert_eq!(std::fs::read(&path).expect("the file"), SMALL.files["sources/index.bib"]);
    assert_eq!(
        std::fs::read_dir(dir.path()).expect("the folder").count(),
        1,
        "nothing is left beside it"
    );
    let broken = crate::support::folder::Folder::of(&crate::support::folder::tree(&SMALL.root));
    broken.replace("content/topics/wages/topic.md", "[[union]]", "[[unoin]]");
    let root = broken.root().to_str().expect("a path in UTF-8");
    let mut command = Command::new(env!("CARGO_BIN_EXE_agon"));
    let out = command
        .args(["export", "sources", "--root", root, "--out", to])
        .env("NO_COLOR", "1")
        .output()
        .expect("agon");
    let said = String::from_utf8(out.stderr).expect("UTF-8");
    assert_eq!(out.status.code(), Some(1));
    assert!(
        said.contains("A201") && said.ends_with("nothing was written: the content has errors\n"),
        "{said}"
    );
    assert_eq!(
        std::fs::read(&path).expect("the file"),
        SMALL.files["sources/index.bib"],
        "the old file stays"
    );
    let out =
        agon(&["sources", "--out", dir.path().join("no/where.bib").to_str().expect("a path")]);
    assert_eq!(out.status.code(), Some(2));
    let said = format!(
        "error: there is no folder {} to write to; create it, or choose another --out\n",
        dir.path().join("no").display()
    );
    assert_eq!(String::from_utf8_lossy(&out.stderr), said);
}

#[test]
fn every_file_that_a_build_writes_can_be_exported() {
    assert_eq!(export_differences(&SMALL), Vec::<String>::new());
}
