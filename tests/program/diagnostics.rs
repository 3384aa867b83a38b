//! Broken inputs with the expected mark written above the offending line.
//!
//! Each file of `tests/fixtures/diagnostics/` is one small site; its name is the sentence that it proves. `=== content/…` opens a
//! file, whose lines are indented by four so that the marks of the `//!` line above stand over the marked words: `^` for
//! each character, `|` for a place between two, `^ to 2 below, column 7,` for what ends there. What has no line stands at the top with its path. A common base (see
//! [`BASE`]) is added to each case; a file of the same path takes its place. Nothing more and nothing less than the marks
//! may be found, and all that is found says what to do next.
//!
//! `UPDATE_GOLDEN=1` writes what is found into the cases.

use crate::support::golden;
use crate::support::memory::{TODAY, site_of};
use agon::analysis::checks::check_overrides;
use agon::content::load::load;
use agon::diagnostics::{Diagnostic, Report, Severity, codes};
use agon::link_check::{LinkAnswer, LinkHistory, external_links, link_diagnostics};
use agon::model::Site;
use agon::pages::assets::Assets;
use agon::pages::render::Renderer;
use agon::pages::{Ctx, shared};
use agon::source::{Files, OutputFile, SourceFile};
use std::collections::{BTreeMap, BTreeSet};
#[cfg(unix)]
use std::os::unix::fs::symlink;
#[cfg(windows)]
use std::os::windows::fs::symlink_file as symlink;
use std::path::{Path, PathBuf};

const INDENT: &str = "    ";

/// A site with nothing to find: a topic, a gather, a source, two actors, a topic elsewhere.
const BASE: [(&str, &str); 7] = [
    ("content/addresses.txt", "# Nothing is published yet.\n"),
    (
        "content/site.yaml",
        "title: Wages\nbase_url: https://wages.example/\nelsewhere: [{id: housing, title: Housing}]\n",
    ),
    (
        "content/sources/base.yaml",
        "- {id: daily, title: Wages rise, publisher: The Daily, URL: https://daily.example/rise}\n",
    ),
    ("content/entities/ada-smith.md", "---\nname: Ada Smith\nkind: person\n---\nAn economist.\n"),
    (
        "content/entities/steel-union.md",
        "---\nname: Steel Union\nkind: organisation\n---\nA union.\n",
    ),
    (
        "content/topics/wages/topic.md",
        "---\ntitle: Wages and prices\nquestion: Do wages drive prices?\n---\n## What we are tracking\nPay [@daily].\n",
    ),
    (
        "content/topics/wages/gathers/2026-06-04.md",
        "---\nkind: gather\n---\n## Pay\n- [@daily] Pay rises by three per cent. ^rise\n- [@daily] Prices stand still. ^prices\n",
    ),
];

/// Codes that a text cannot have by itself: they are about the disk and the templates.
const NOT_OF_TEXTS: [(&str, Run); 12] = [
    ("A001", a_file_that_is_not_utf8),
    ("A003", a_folder_without_a_site),
    ("A005", dangling_symlink),
    ("A238", a_picture_with_a_script),
    ("A601", a_template_that_cannot_be_read),
    ("A602", a_template_that_asks_for_what_a_page_does_not_have),
    ("A603", a_template_that_no_page_uses),
    ("A604", a_style_that_names_no_file),
    ("A705", a_site_that_remembers_no_address),
    ("A801", || what_was_learned_of_an_address(&["2026-06-01", "2026-06-02", "2026-06-03"])),
    ("A802", || what_was_learned_of_an_address(&[])),
    ("A803", || what_was_learned_of_an_address(&["2026-06-01", "2026-06-02"])),
];

/// Makes the trouble and gives what was found.
type Run = fn() -> (Files, Report);

#[test]
fn every_broken_input_is_marked_where_it_is_broken_and_nowhere_else() {
    let mut wrong = Vec::new();
    for case in cases() {
        wrong.extend(golden::difference(&case.path, &case.run().0));
    }
    assert!(wrong.is_empty(), "{} cases differ\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_at_least_eighty_broken_inputs_and_each_of_them_has_a_mark() {
    let cases = cases();
    let unmarked: Vec<_> = cases.iter().filter(|c| c.codes().is_empty()).map(|c| &c.path).collect();
    assert_eq!(unmarked, Vec::<&PathBuf>::new());
    assert!(cases.len() >= 80, "{}", cases.len());
}

#[test]
fn every_code_of_the_table_has_a_case() {
    let of_texts = cases().iter().flat_map(Case::codes).collect::<BTreeSet<String>>();
    let others = NOT_OF_TEXTS.iter().map(|(code, _)| code.to_string());
    let covered: BTreeSet<String> = of_texts.into_iter().chain(others).collect();
    let known: BTreeSet<String> = codes::CODES.iter().map(|c| c.id.to_string()).collect();
    assert_eq!(covered, known);
}

#[test]
fn everything_that_is_found_says_what_to_do_next() {
    let of_texts = cases().iter().flat_map(|c| c.run().1).collect::<Vec<_>>();
    let others = NOT_OF_TEXTS.iter().flat_map(|(_, run)| run().1);
    let silent: BTreeSet<String> = of_texts
        .into_iter()
        .chain(others)
        .filter(|d| d.help.as_deref().is_none_or(str::is_empty) && d.fix.is_none())
        .map(|d| format!("{} {}", d.code, d.message))
        .collect();
    assert_eq!(silent, BTreeSet::new());
}

#[test]
fn what_is_offered_as_a_fix_leaves_that_trouble_behind_when_it_is_applied() {
    let mut left = Vec::new();
    for case in cases() {
        let built = site_of(&case.texts(), TODAY);
        for d in &built.report {
            let Some(fix) = &d.fix else { continue };
            let path = built.files.get(fix.span.file).path.clone();
            let mut texts = case.texts();
            let (_, body) = texts.iter_mut().find(|(p, _)| *p == path).unwrap();
            body.replace_range(fix.span.range(), &fix.text);
            let again = site_of(&texts, TODAY);
            let same = |o: &Diagnostic| {
                o.code == d.code && o.message == d.message && o.file(&again.files) == path
            };
            if again.report.iter().any(same) {
                left.push(format!(
                    "{}: {} {} → {:?}",
                    case.path.display(),
                    d.code,
                    d.message,
                    fix.text
                ));
            }
        }
    }
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing_that_is_found() {
    let places = |texts: &[(String, String)]| {
        let built = site_of(texts, TODAY);
        let place = |d: &Diagnostic| {
            let at = d.span.map(|s| built.files.position(s.file, s.start));
            // The byte order mark is a character of the first line.
            let at = at.map(|(line, column)| (line, if line == 1 { 0 } else { column }));
            (d.file(&built.files).to_string(), at, d.code.id, d.message.clone())
        };
        built.report.iter().map(place).collect::<BTreeSet<_>>()
    };
    for case in cases() {
        let texts = case.texts();
        let windows = |(path, body): &(String, String)| {
            (path.clone(), format!("\u{feff}{}", body.replace('\n', "\r\n")))
        };
        let other: Vec<_> = texts.iter().map(windows).collect();
        assert_eq!(places(&texts), places(&other), "{}", case.path.display());
    }
}

#[test]
fn there_is_nothing_to_find_in_the_base_that_all_cases_share() {
    assert_eq!(site_of(&BASE, TODAY).report, Report::default());
}

#[test]
fn what_only_the_disk_and_the_templates_can_have_is_found_there() {
    for (code, run) in NOT_OF_TEXTS {
        let (files, report) = run();
        let found: Vec<_> =
            report.iter().map(|d| (d.code.id, d.file(&files), d.severity())).collect();
        let file = match code {
            "A001" => "content/pages/about.md",
            "A003" => "content/site.yaml",
            "A005" => "content/pages/gone.md",
            "A238" => "content/pages/a.svg",
            "A603" => "templates/pages/tpoic.html",
            "A604" => "static/css/own.css",
            "A705" => "content/addresses.txt",
            "A801" | "A802" | "A803" => "content/sources/base.yaml",
            _ => "templates/page.html",
        };
        let severity = match code {
            "A238" | "A603" | "A604" | "A801" => Severity::Warning,
            "A705" | "A802" | "A803" => Severity::Advice,
            _ => Severity::Error,
        };
        assert_eq!(found, [(code, file, severity)], "{report:?}");
    }
}

fn on_disk(make: impl Fn(&Path)) -> (Files, Report) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(dir.path().join("content/pages")).unwrap();
    std::fs::write(dir.path().join("content/site.yaml"), "title: Wages\n").unwrap();
    make(dir.path());
    let mut report = Report::default();
    let loaded = load(dir.path(), &mut report).unwrap();
    (loaded.files, report)
}

fn a_site_that_remembers_no_address() -> (Files, Report) {
    let texts: Vec<_> =
        BASE.into_iter().filter(|(path, _)| *path != "content/addresses.txt").collect();
    let built = site_of(&texts, TODAY);
    (built.files, built.report)
}

fn a_file_that_is_not_utf8() -> (Files, Report) {
    on_disk(|root| {
        std::fs::write(root.join("content/pages/about.md"), b"---\ntitle: Z\xfcrich\n---\n")
            .unwrap()
    })
}

fn a_folder_without_a_site() -> (Files, Report) {
    on_disk(|root| std::fs::remove_file(root.join("content/site.yaml")).unwrap())
}

fn dangling_symlink() -> (Files, Report) {
    on_disk(|root| symlink("nowhere.md", root.join("content/pages/gone.md")).unwrap())
}

fn a_picture_with_a_script() -> (Files, Report) {
    on_disk(|root| std::fs::write(root.join("content/pages/a.svg"), "<svg onload='a()'/>").unwrap())
}

fn with_template(body: &str) -> (Files, Report) {
    let site = Site::default();
    let mut report = Report::default();
    let templates = [SourceFile { path: "page.html".into(), body: body.into() }];
    let files = Files::default().with_templates(&templates);
    let shared = shared(&Ctx::new(&site, &files), &Assets::default());
    if let Some(renderer) = Renderer::new(&templates, &shared, &mut report) {
        let page = BTreeMap::from([("title", "Wages")]);
        report.extend(renderer.render("page.html", &page).err().map(|d| *d));
    }
    (files, report)
}

fn a_template_that_cannot_be_read() -> (Files, Report) {
    with_template("<h1>{{ title }}</h1>\n{% if title %}\n")
}

fn a_template_that_asks_for_what_a_page_does_not_have() -> (Files, Report) {
    with_template("<h1>{{ title }}</h1>\n{{ subtitle }}\n")
}

fn a_template_that_no_page_uses() -> (Files, Report) {
    let templates = [SourceFile { path: "pages/tpoic.html".into(), body: "x".into() }];
    let mut report = Report::default();
    check_overrides(&templates, &[], &mut report);
    (Files::default(), report)
}

fn a_style_that_names_no_file() -> (Files, Report) {
    let style = OutputFile {
        path: "css/own.css".into(),
        bytes: b"a { background: url(nowhere.svg) }\n".to_vec(),
    };
    let mut report = Report::default();
    check_overrides(&[], &[style], &mut report);
    (Files::default(), report)
}

/// The address of the base's source failed on some days; on none, it moved.
fn what_was_learned_of_an_address(failed: &[&str]) -> (Files, Report) {
    let built = site_of(&BASE, TODAY);
    let links = external_links(&built.site, &built.files);
    let mut memory = LinkHistory::default();
    let day = |day: &str| agon::model::Date::parse(day).expect("a day");
    for on in failed {
        memory.note(&links[0].address, LinkAnswer::Failed("404 Not Found".into()), day(on));
    }
    if failed.is_empty() {
        let moved = Some("https://daily.example/new".to_string());
        memory.note(&links[0].address, LinkAnswer::Alive { moved }, day("2026-06-01"));
    }
    let found = link_diagnostics(&links, &memory);
    (built.files, found)
}

/// One file of `tests/fixtures/diagnostics/`.
struct Case {
    path: PathBuf,
    text: String,
}

fn cases() -> Vec<Case> {
    let folder = golden::fixture("diagnostics");
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut cases: Vec<Case> =
        entries.map(|path| Case { text: std::fs::read_to_string(&path).unwrap(), path }).collect();
    cases.sort_by(|a, b| a.path.cmp(&b.path));
    cases
}

impl Case {
    /// The files that it gives, in the order that it gives them, without marks.
    fn own(&self) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = Vec::new();
        for line in self.text.lines().filter(|l| !l.starts_with("//!")) {
            match (line.strip_prefix("=== "), files.last_mut()) {
                (Some(path), _) => files.push((path.to_string(), String::new())),
                (None, Some((_, body))) => {
                    let words = line.strip_prefix(INDENT).or(line.is_empty().then_some(""));
                    *body += words.unwrap_or_else(|| {
                        panic!("{} is not indented by four: {line}", self.path.display())
                    });
                    body.push('\n');
                }
                (None, None) => {
                    panic!("{} does not start with a file: {line}", self.path.display())
                }
            }
        }
        files
    }

    /// Its files and those of the base.
    fn texts(&self) -> Vec<(String, String)> {
        let base = BASE.iter().map(|(path, body)| (path.to_string(), body.to_string()));
        base.chain(self.own()).collect::<BTreeMap<_, _>>().into_iter().collect()
    }

    /// The codes of its marks.
    fn codes(&self) -> Vec<String> {
        let marks = self.text.lines().filter_map(|l| l.strip_prefix("//! "));
        marks
            .filter_map(|m| m.split_whitespace().find(|w| codes::find(w).is_some()))
            .map(str::to_string)
            .collect()
    }

    /// The case with the marks of what is found in it, and what is found.
    fn run(&self) -> (String, Vec<Diagnostic>) {
        let built = site_of(&self.texts(), TODAY);
        let own = self.own();
        let mut top = String::new();
        let mut marks: BTreeMap<(&str, usize), String> = BTreeMap::new();
        for d in &built.report {
            let path = d.file(&built.files);
            match (d.span, own.iter().any(|(p, _)| p == path)) {
                (Some(span), true) => {
                    let (line, column) = built.files.position(span.file, span.start);
                    let (last, end) = built.files.position(span.file, span.end);
                    let mark = match (last - line, end.wrapping_sub(column)) {
                        (0, 0) => "|".to_string(),
                        (0, width) => "^".repeat(width),
                        (lines, _) => format!("^ to {lines} below, column {end},"),
                    };
                    let indent = " ".repeat(column - 1);
                    *marks.entry((path, line)).or_default() +=
                        &format!("//! {indent}{mark} {} {}\n", d.code, d.message);
                }
                (Some(span), false) => {
                    let (line, column) = built.files.position(span.file, span.start);
                    top += &format!("//! {path}:{line}:{column} {} {}\n", d.code, d.message);
                }
                (None, _) => top += &format!("//! {path} {} {}\n", d.code, d.message),
            }
        }
        let mut text = top;
        for (path, body) in &own {
            text += &format!("=== {path}\n");
            for (line, words) in (1..).zip(body.lines()) {
                text += &marks.remove(&(path.as_str(), line)).unwrap_or_default();
                text += if words.is_empty() { "" } else { INDENT };
                text += &format!("{words}\n");
            }
            let behind: Vec<_> = marks.keys().filter(|(p, _)| p == path).copied().collect();
            behind.iter().for_each(|at| text += &marks[at]);
        }
        (text, built.report.into_iter().collect())
    }
}
