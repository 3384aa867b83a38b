//! Any text as a gather of a small site: linked, checked and reported.

#![no_main]

use agon::analysis::checks::check;
use agon::analysis::reasoning::Reasoning;
use agon::content::parse::parse;
use agon::diagnostics::Report;
use agon::linking::link;
use agon::model::{Date, Day};
use agon::source::{Files, SourceFile};
use libfuzzer_sys::fuzz_target;

const FILES: [(&str, &str); 5] = [
    ("content/entities/union.md", "---\ntitle: Union\nkind: organisation\n---\n"),
    ("content/publishers.yaml", "- {id: office, name: Office, kind: government}\n"),
    ("content/site.yaml", "title: Wages\n"),
    ("content/sources/s.yaml", "- {id: a, type: report, title: A, publisher: office, issued: 2026-05}\n"),
    ("content/topics/wages/topic.md", "---\ntitle: Wages\nquestion: Do they rise?\nsummary: They do.\n---\n"),
];

fuzz_target!(|text: &str| {
    let mut files: Vec<SourceFile> = Vec::new();
    for (path, body) in FILES {
        files.push(SourceFile { path: path.into(), body: body.into() });
    }
    files.push(SourceFile {
        path: "content/topics/wages/gathers/2026-06-11.md".into(),
        body: text.into(),
    });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let files = Files::new(files);
    let mut report = Report::default();
    let raw = parse(&files, &mut report);
    let day = Day::Today(Date::parse("2026-06-12").expect("it is a date"));
    let site = link(raw, &files, Vec::new(), day, &mut report);
    let reasoning = Reasoning::new(&site, &files);
    check(&site, &reasoning, &mut report);
    for diagnostic in report.iter() {
        assert!(files.find(diagnostic.file(&files)).is_some(), "a finding is in a file of the site");
    }
});
