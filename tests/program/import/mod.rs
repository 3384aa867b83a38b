//! `agon import`: documents of other shapes become content that checks without an error, and nothing of them is lost.
//!
//! Each test imports texts of its own into the site that `agon init` writes, and looks at the files, at the account of the
//! lines and at what a check finds afterwards.

mod anything;
mod argdown;
mod bibliographies;
mod bibliography_dates;
mod bibtex;
mod digests;
mod habits;
mod libraries;
mod shapes;
mod traps;

use crate::support::folder::{self, Folder};
use agon::build::pipeline::{self, Strictness};
use agon::diagnostics::{Diagnostic, Report, Severity};
use agon::import::{
    ImportError, ImportReport, ImportRequest, ImportResult, InputShape, LineOutcome, WriteMode,
    import,
};
use agon::model::{BlockKind, Day, DocKind, Site};
use std::collections::HashMap;

/// A site after an import.
pub(crate) struct Imported {
    pub folder: Folder,
    pub outcome: ImportResult,
}

pub(crate) fn day() -> Day {
    Day::Today(folder::date(folder::TODAY))
}

/// Imports files, given by name and text, into a folder.
pub(crate) fn into(
    folder: &Folder,
    files: &[(&str, &str)],
    kind: Option<InputShape>,
    topic: Option<&str>,
) -> Result<ImportResult, ImportError> {
    let inputs = tempfile::tempdir().unwrap();
    let path = |(name, text): &(&str, &str)| {
        let path = inputs.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let files = files.iter().map(path).collect();
    let request = ImportRequest {
        files,
        shape: kind,
        topic: topic.map(String::from),
        mode: WriteMode::Files,
    };
    import(folder.root(), day(), &request)
}

/// Imports one file into a new site.
pub(crate) fn imported(name: &str, text: &str, topic: Option<&str>) -> Imported {
    let folder = Folder::started();
    let outcome = into(&folder, &[(name, text)], None, topic).unwrap_or_else(|e| panic!("{e}"));
    Imported { folder, outcome }
}

impl Imported {
    pub(crate) fn report(&self) -> &ImportReport {
        &self.outcome.reports[0]
    }

    /// The new file whose path ends so.
    #[track_caller]
    pub(crate) fn file(&self, ending: &str) -> &str {
        let found = self.outcome.files.iter().find(|(path, _)| path.ends_with(ending));
        found.unwrap_or_else(|| panic!("no {ending} among {:?}", self.outcome.files.keys())).1
    }

    /// The body of the new file whose path ends so, below its front matter.
    #[track_caller]
    pub(crate) fn body(&self, ending: &str) -> &str {
        self.file(ending)[4..].split_once("\n---\n").expect("a front matter").1.trim()
    }

    /// `line: text` of every note of one fate.
    pub(crate) fn notes(&self, outcome: LineOutcome) -> Vec<String> {
        let mut notes: Vec<_> =
            self.report().lines.iter().filter(|n| n.outcome == outcome).collect();
        notes.sort_by_key(|n| n.line);
        notes.iter().map(|n| format!("{}: {}", n.line, n.text)).collect()
    }

    /// Codes of the errors and warnings that a check finds, sorted.
    pub(crate) fn findings(&self) -> Vec<String> {
        findings(&self.folder)
    }

    pub(crate) fn site(&self) -> Site {
        site(&self.folder)
    }
}

pub(crate) fn findings(folder: &Folder) -> Vec<String> {
    let request = pipeline::Request {
        root: folder.root().into(),
        out: folder.at("public"),
        day: day(),
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    let outcome = pipeline::check(&request).unwrap();
    // A920 judges the dates that the imported text has, not the import
    let is_loud = |d: &&Diagnostic| d.severity() != Severity::Advice && d.code.id != "A920";
    let loud = outcome.report.iter().filter(is_loud);
    let mut found: Vec<String> = loud.map(|d| format!("{} {}", d.code, d.message)).collect();
    found.sort();
    found
}

pub(crate) fn site(folder: &Folder) -> Site {
    let mut report = Report::default();
    let loaded = agon::content::load::load(folder.root(), &mut report).unwrap();
    let raw = agon::content::parse::parse(&loaded.files, &mut report);
    agon::linking::link(raw, &loaded.files, Vec::new(), day(), &mut report)
}

/// How many things of each kind a topic has.
pub(crate) fn counts(site: &Site, topic: &str) -> [usize; 8] {
    let topic = site.topics.iter().position(|t| t.slug == topic).expect("the topic");
    let docs: Vec<_> =
        site.doc_ids().filter(|d| site.doc(*d).topic.is_some_and(|t| t.index() == topic)).collect();
    let gathers = docs.iter().filter(|d| matches!(site.doc(**d).kind, DocKind::Gather(_))).count();
    let blocks: Vec<_> =
        docs.iter().flat_map(|d| site.blocks_of(*d)).map(|b| &site.block(b).kind).collect();
    let count = |is: fn(&BlockKind) -> bool| blocks.iter().filter(|k| is(k)).count();
    [
        gathers,
        count(|k| matches!(k, BlockKind::Note { .. })),
        count(|k| matches!(k, BlockKind::CrossLink { .. })),
        count(|k| matches!(k, BlockKind::Observation { .. })),
        count(|k| matches!(k, BlockKind::Perspective { .. })),
        count(|k| matches!(k, BlockKind::Tension { .. })),
        count(|k| matches!(k, BlockKind::Question { .. })),
        count(|k| matches!(k, BlockKind::Event)),
    ]
}

/// Every new file and the account, as one text.
pub(crate) fn all(found: &Imported) -> String {
    let mut out = found
        .outcome
        .files
        .iter()
        .fold(String::new(), |out, (path, text)| out + &format!("=== {path}\n{text}\n"));
    let mut account = String::new();
    found.report().print(&mut account);
    out += &account.replace(&found.report().path, &found.report().name);
    out
}

pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// The words of a text that occur less often in the new files than in the text, except for citation marks and for words
/// that the report lists as dropped.
pub(crate) fn lost(text: &str, found: &Imported) -> Vec<String> {
    let mut have: HashMap<String, usize> = HashMap::new();
    let dropped = found
        .report()
        .lines
        .iter()
        .filter(|n| matches!(n.outcome, LineOutcome::Dropped | LineOutcome::Skipped))
        .map(|n| &n.text);
    for text in found.outcome.files.values().chain(dropped) {
        words(text).for_each(|w| *have.entry(w).or_default() += 1);
    }
    let enough = |w: &String| match have.get_mut(w) {
        Some(n) if *n > 0 => {
            *n -= 1;
            false
        }
        _ => true,
    };
    words(text).filter(enough).collect()
}

#[test]
fn a_dry_run_writes_nothing_and_reports_the_same() {
    let folder = Folder::started();
    let before = folder::tree(folder.root());
    let input = tempfile::tempdir().unwrap();
    let path = input.path().join("journal.txt");
    std::fs::write(
        &path,
        "Harbours\n2026-06-04 — Gather #\nSilt #\n- Silt (The Daily, 2026) — Deeper.\n",
    )
    .unwrap();
    let request =
        |mode| ImportRequest { files: vec![path.clone()], shape: None, topic: None, mode };
    let dry = import(folder.root(), day(), &request(WriteMode::DryRun)).unwrap();
    assert_eq!(folder::tree(folder.root()), before);
    let wet = import(folder.root(), day(), &request(WriteMode::Files)).unwrap();
    assert_eq!((&dry.files, &dry.reports[0].lines), (&wet.files, &wet.reports[0].lines));
    for (path, text) in &wet.files {
        assert_eq!(folder.read(path), *text);
    }
}

#[test]
fn what_is_there_is_never_overwritten_and_only_what_is_new_comes_in() {
    let first = "Harbours\n2026-06-04 — Gather #\nSilt #\n- Silt (The Daily, 2026) — Deeper.\n";
    let found = imported("journal.txt", first, None);
    let gather = "content/topics/harbours/gathers/2026-06-04.md";
    found.folder.replace(gather, "Deeper.", "Deeper, says the editor.");
    let before = folder::tree(found.folder.root());
    let second = first.replace(
        "2026-06-04 — Gather #",
        "2026-06-11 — Gather #\nSilt #\n- Silt (The Daily, 2026) — Deeper still.\n2026-06-04 — Gather #",
    );
    let outcome = into(&found.folder, &[("journal.txt", &second)], None, None).unwrap();
    assert_eq!(
        outcome.files.keys().collect::<Vec<_>>(),
        ["content/topics/harbours/gathers/2026-06-11.md"]
    );
    let notes: Vec<_> =
        outcome.reports[0].lines.iter().map(|n| (n.outcome, n.line, n.text.as_str())).collect();
    assert_eq!(
        notes,
        [
            (
                LineOutcome::Skipped,
                5,
                "content/topics/harbours/gathers/2026-06-04.md: 2026-06-04 — Gather"
            ),
            (LineOutcome::Merged, 4, "\"Silt\" is in the site already: [@the-daily-silt]"),
        ]
    );
    let after = folder::tree(found.folder.root());
    assert!(before.iter().all(|(path, bytes)| after[path] == *bytes));
    assert_eq!(findings(&found.folder), Vec::<String>::new());
}

#[test]
fn a_file_that_is_nothing_of_the_kind_is_an_error_that_says_what_to_do() {
    let folder = Folder::started();
    let before = folder::tree(folder.root());
    let fails = |files: &[(&str, &str)], kind, topic| match into(&folder, files, kind, topic) {
        Ok(_) => panic!("imported"),
        Err(e) => e.to_string(),
    };
    let prose = "Just words.\n\nAnd more of them.\n";
    for (files, kind, topic, message) in [
        (
            ("notes.txt", prose),
            None,
            None,
            "was not recognised, so nothing was written. A journal has headings with a day",
        ),
        (("notes.txt", ""), None, None, "is empty, so nothing was written"),
        (("a.json", "[{"), None, None, "cannot be read as JSON, so nothing was written: EOF"),
        (
            ("notes.txt", prose),
            Some(InputShape::Bibliography),
            None,
            "was not recognised, so nothing was written",
        ),
        (
            ("notes.txt", prose),
            Some(InputShape::Journal),
            Some("Not A Slug"),
            "\"Not A Slug\" is not a stable URL segment",
        ),
        (
            ("j.md", "## 2026-06-04\n\n- x\n\n## 2026-06-05\n\n- y\n"),
            None,
            None,
            "does not say which topic it belongs to, so nothing was written; name it with --topic; the topics are: parking-minimums",
        ),
    ] {
        let said = fails(&[files], kind, topic);
        assert!(said.contains(message), "{said}");
    }
    assert_eq!(folder::tree(folder.root()), before);
    let empty = Folder::empty();
    let said = into(&empty, &[("j.md", "# J\n\n## 2026-06-04\n\n- x\n")], None, None)
        .unwrap_err()
        .to_string();
    assert!(said.starts_with("there is no content/site.yaml in "), "{said}");
    assert!(folder::tree(empty.root()).is_empty());
    let request = ImportRequest {
        files: vec![folder.at("nowhere.txt")],
        shape: None,
        topic: None,
        mode: WriteMode::Files,
    };
    assert!(
        import(folder.root(), day(), &request)
            .unwrap_err()
            .to_string()
            .contains("nowhere.txt cannot be read")
    );
    let latin = folder.at("latin.txt");
    std::fs::write(&latin, b"caf\xe9\0\0").unwrap();
    let request = ImportRequest { files: vec![latin], ..request };
    assert!(
        import(folder.root(), day(), &request)
            .unwrap_err()
            .to_string()
            .contains("is no text in UTF-8")
    );
}

#[test]
fn several_files_come_in_at_once_and_share_their_works() {
    let folder = Folder::started();
    let journal = "# Harbours\n\n## 2026-06-04 — Gather\n\n### Silt\n\n- [Silt](https://daily.example/silt) (The Daily, 2026) — Deeper.\n";
    let bib = "@online{silt26, title = {Silt}, url = {http://www.daily.example/silt/}}\n";
    let outcome =
        into(&folder, &[("journal.md", journal), ("library.bib", bib)], None, None).unwrap();
    let gather = &outcome.files["content/topics/harbours/gathers/2026-06-04.md"];
    assert!(gather.ends_with("## Silt\n\n- [@the-daily-silt] Deeper.\n"), "{gather}");
    assert_eq!(outcome.reports[1].lines[0].text, "the work of line 7: [@the-daily-silt]");
    assert!(!outcome.files.contains_key("content/sources/library.yaml"));
    assert_eq!(findings(&folder), Vec::<String>::new());
}

fn records(name: &str, text: &str) -> (String, Imported) {
    let found = imported(name, text, None);
    let stem = name.split_once('.').unwrap().0;
    let yaml = found.file(&format!("sources/{stem}.yaml")).to_string();
    (yaml.split_once('\n').unwrap().1.to_string(), found)
}
