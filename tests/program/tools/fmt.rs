//! `agon fmt` changes the form and never the meaning.

use super::said::said;
use crate::support::call::{agon, texts};
use crate::support::folder::{Folder, differences, tree};
use agon::content::load::ADDRESSES;
use agon::content::parse::{FileKind, front_matter};
use agon::format::format_text;
use agon::model::locale::Headings;
use agon::source::SourceFile;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::sync::LazyLock;

/// The texts of the starting site.
static TEXTS: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let starter = Folder::started();
    let all = texts(starter.root()).into_iter();
    // agon itself keeps the list of addresses
    all.filter(|text| text.path != ADDRESSES).collect()
});

/// One way to write a text oddly, at a place from 0 to 1.
type Oddity = fn(&str, usize) -> String;

fn lines(text: &str, change: impl FnOnce(&mut Vec<String>)) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_string).collect();
    change(&mut lines);
    lines.join("\n")
}

/// Changes one line.
fn line(text: &str, at: usize, change: impl FnOnce(&str) -> String) -> String {
    lines(text, |all| {
        let n = at % all.len();
        all[n] = change(&all[n]);
    })
}

/// Changes the next line, from a place on, that starts so.
fn item(text: &str, at: usize, start: &str, change: impl Fn(&str) -> String) -> String {
    lines(text, |all| {
        let count = all.len();
        let n =
            (0..count).map(|n| (n + at) % count).find(|n| all[*n].trim_start().starts_with(start));
        if let Some(n) = n {
            all[n] = change(&all[n]);
        }
    })
}

const ODDITIES: [Oddity; 26] = [
    |t, _| t.replace('\n', "\r\n"),
    |t, _| format!("\u{feff}{t}"),
    |t, n| line(t, n, |l| format!("{l} ")),
    |t, n| line(t, n, |l| format!("{l}   ")),
    |t, n| line(t, n, |l| format!("{l}\t")),
    |t, n| line(t, n, |l| format!("{l}\n\n\n")),
    |t, n| line(t, n, |l| format!(" {l}")),
    |t, n| line(t, n, |l| format!("    {l}")),
    |t, n| line(t, n, |l| l.replacen(": ", ":   ", 1)),
    |t, n| line(t, n, |l| format!("{l} # a note")),
    |t, n| line(t, n, |l| format!("# a line of its own\n{l}")),
    |t, n| line(t, n, |_| String::new()),
    |t, n| line(t, n, |l| format!("{l}\n```\n  code  \n\n\n\ttabs\t\n```")),
    |t, n| line(t, n, |l| format!("{l}\n\n<div>  \n\n\n  raw </div>  \n")),
    |t, n| line(t, n, |l| format!("{l}\n> quoted  \n> * item\n")),
    |t, n| line(t, n, |l| format!("{l}\n\n| a | b |\n|---|---|\n| [[x\\|y]]  | 2 |\n")),
    |t, n| item(t, n, "## ", |l| format!("{l} ##")),
    |t, n| item(t, n, "## ", |l| format!("{}\n------", &l[3..])),
    |t, n| item(t, n, "- ", |l| l.replacen("- ", "* ", 1)),
    |t, n| item(t, n, "- ", |l| l.replacen("- ", "-   ", 1)),
    |t, n| item(t, n, "- ", |l| format!("{l}\n\n      deep below\n      * a part\n        of it")),
    |t, n| item(t, n, "- ", |l| format!("{l} (status:: open)")),
    |t, n| item(t, n, "- ", |l| l.replace("; @", ";@").replace("[@", "[ @")),
    |t, n| {
        lines(t, |all| {
            let n = n % all.len();
            let last = (n + 1) % all.len();
            all.swap(n, last);
        })
    },
    |t, _| t.replace("\n- ", "\n+ "),
    |t, _| t.trim_end().to_string(),
];

fn odd() -> impl Strategy<Value = (usize, Vec<(usize, usize)>)> {
    (0..TEXTS.len(), prop::collection::vec((0..ODDITIES.len(), 0..10_000_usize), 0..8))
}

#[test]
fn formatting_keeps_meaning_and_is_idempotent() {
    let mut runner =
        TestRunner::new(Config { cases: 1_500, failure_persistence: None, ..Config::default() });
    let result = runner.run(&odd(), |(file, oddities)| {
        let text = &TEXTS[file];
        let body =
            oddities.iter().fold(text.body.clone(), |body, (odd, at)| ODDITIES[*odd](&body, *at));
        same(&text.path, &body).map_err(TestCaseError::fail)
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn blocks_of_a_footnote_are_no_code() {
    let path = "content/pages/a.md";
    for block in ["## FAQ ", "words ", "- item ", "    code "] {
        let body = format!("---\ntitle: A\n---\nWords.[^1]\n\n[^1]: text\n\n    {block}\n\nmore\n");
        assert_eq!(same(path, &body), Ok(()), "{block}");
    }
}

/// What is wrong with the tidied form of a text, if anything is.
fn same(path: &str, body: &str) -> Result<(), String> {
    let kind = FileKind::of(path).expect("each text of a site has its place");
    let tidied = format_text(kind, body, &Headings::english());
    if said(path, &tidied) != said(path, body) {
        let (before, after) = (said(path, body), said(path, &tidied));
        let differs = before.lines().zip(after.lines()).find(|(a, b)| a != b);
        return Err(format!(
            "{path} says something else: {differs:?}\n--- before\n{body}\n--- after\n{tidied}"
        ));
    }
    if comments(kind, &tidied) != comments(kind, body) {
        return Err(format!("{path} lost a comment:\n{body}\n---\n{tidied}"));
    }
    let again = format_text(kind, &tidied, &Headings::english());
    if again != tidied {
        return Err(format!(
            "{path} changes a second time:\n--- once\n{tidied}\n--- twice\n{again}"
        ));
    }
    Ok(())
}

/// The comments of the YAML of a file, wherever they stand.
fn comments(kind: FileKind, text: &str) -> Vec<&str> {
    let yaml = match kind.is_markdown() {
        true => front_matter::parts(text).ok().flatten().map_or("", |parts| &text[parts.yaml]),
        false => text,
    };
    let comment =
        |line: &'_ str| line.find(" #").map(|n| n + 1).or(line.starts_with('#').then_some(0));
    let yaml = yaml.trim_start_matches('\u{feff}');
    let mut found: Vec<&str> = yaml.lines().filter_map(|l| Some(l[comment(l)?..].trim())).collect();
    found.sort();
    found
}

#[test]
fn starter_is_formatted() {
    let started = Folder::empty();
    agon::scaffold::init(started.root()).unwrap();
    let before = tree(started.root());
    let count = texts(started.root()).len();
    assert_eq!(
        agon(started.root(), &["fmt"]),
        (0, format!("0 of {count} texts tidied\n"), String::new())
    );
    assert_eq!(differences(&tree(started.root()), &before), Vec::<String>::new());
}

#[test]
fn formatting_changes_no_page() {
    let site = Folder::started();
    for text in texts(site.root()) {
        let odd = ODDITIES[0](&ODDITIES[5](&text.body, 40), 0).replace("\r\n## ", "\r\n##   ");
        site.put(&text.path, ODDITIES[1](&odd, 0));
    }
    let outcome = site.build();
    assert!(outcome.summary.is_some(), "{}", crate::support::folder::findings(&outcome));
    let before = site.public();
    let (code, said, err) = agon(site.root(), &["fmt"]);
    assert_eq!((code, err.as_str()), (0, ""), "{said}");
    assert!(!said.starts_with("0 of "), "{said}");
    site.build();
    assert_eq!(differences(&site.public(), &before), Vec::<String>::new());
    assert_eq!(agon(site.root(), &["fmt", "--check"]).0, 0);
}

const THREAD: &str = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";

#[test]
fn check_lists_unformatted_files_below_a_path() {
    let site = Folder::started();
    site.replace(THREAD, "\n## ", "\n##  ");
    site.replace("content/site.yaml", "title: ", "title:  ");
    let before = tree(site.root());
    let (code, out, err) = agon(site.root(), &["fmt", "--check"]);
    let count = texts(site.root()).len();
    let expected = format!("content/site.yaml\n{THREAD}\n2 of {count} texts would change\n");
    assert_eq!((code, out, err.as_str()), (1, expected, ""));
    assert_eq!(differences(&tree(site.root()), &before), Vec::<String>::new());
    let (code, out, _) = agon(site.root(), &["fmt", "content/topics"]);
    assert!(code == 0 && out.starts_with(&format!("{THREAD}\n1 of ")), "{out}");
    assert_eq!(differences(&tree(site.root()), &before), [THREAD]);
    // from another folder, with a path as it is seen from there
    let topic = site.at("content/topics");
    let seen = agon(&topic, &["fmt", "--check", "--root", "../..", "parking-minimums"]);
    assert_eq!(seen.0, 0, "{seen:?}");
    let (code, out, err) = agon(site.root(), &["fmt", "content/topic"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.starts_with(
            "error: there is no content file at content/topic; name files or folders under "
        ),
        "{err}"
    );
}

#[test]
fn file_with_errors_is_not_formatted() {
    let site = Folder::started();
    site.replace(THREAD, "\n## ", "\n##  ");
    site.replace("content/site.yaml", "title: ", "titel:  ");
    site.put("content/pages/odd.md", b"---\ntitle: \xff\n---\n");
    let broken = site.read("content/site.yaml");
    let (code, out, err) = agon(site.root(), &["fmt"]);
    assert_eq!(code, 1);
    assert!(
        err.contains("error[A102]")
            && err.contains("content/site.yaml:")
            && err.contains("error[A001]"),
        "{err}"
    );
    assert!(
        out.starts_with(&format!("{THREAD}\n1 of ")) && out.contains("; 1 with errors not changed"),
        "{out}"
    );
    assert_eq!(site.read("content/site.yaml"), broken);
}
