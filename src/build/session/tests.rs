use super::{LinkedSite, Session};
use crate::diagnostics::Report;
use crate::model::{Block, BlockKind, Date, Day};
use crate::source::{Files, SourceFile};

const DAY: Day = Day::Today(Date { year: 2026, month: 11, day: 20 });

fn text(path: &str, body: &str) -> SourceFile {
    SourceFile { path: format!("content/{path}"), body: body.into() }
}

fn started() -> Vec<SourceFile> {
    vec![
        text("entities/ann.md", "---\n{name: Ann, kind: person}\n---\nShe asks about [[rents]].\n"),
        text("site.yaml", "title: One\nbase_url: https://one.example/\n"),
        text(
            "topics/rents/gathers/2026-01-02.md",
            "## Notes\n- [A](https://a.example/) (A, 2026) — [[Ann]] asks. ^n-a\n",
        ),
        text(
            "topics/rents/topic.md",
            "---\ntitle: Rents\nquestion: Why?\n---\nSee [[2026-01-02#^n-a]].\n",
        ),
    ]
}

/// What is known, in words that do not depend on the numbers of files.
fn said(known: &LinkedSite) -> Vec<String> {
    let (files, site) = (&known.files, &known.site);
    let found = known.report.iter().map(|d| format!("{} {} {}", d.code, d.file(files), d.message));
    let refs = site.refs().map(|r| {
        let block = site.block(r.block);
        format!(
            "{} {:?} -> {:?}",
            files.get(block.content.file).path,
            site.raw(files, r.block),
            r.target
        )
    });
    let docs =
        site.docs.iter().map(|d| format!("{} {:?} {}", d.title, files.get(d.file), d.visible));
    found.chain(refs).chain(docs).collect()
}

fn fresh(session: &Session) -> Vec<String> {
    let texts = session.files().iter().map(|(_, t)| t.clone()).collect();
    said(&Session::new(Files::new(texts)).link(Report::default(), Vec::new(), DAY))
}

#[test]
fn after_each_change_as_much_is_known_as_after_a_fresh_start() {
    let mut session = Session::new(Files::new(started()));
    session.link(Report::default(), Vec::new(), DAY);
    let rents = |title: &str| {
        text(
            "topics/rents/topic.md",
            &format!("---\ntitle: {title}\nquestion: Why?\n---\nWe see.\n"),
        )
    };
    let changes: [(&str, Option<SourceFile>); 7] = [
        ("a new title", Some(rents("High rents"))),
        (
            "a new gather before the others",
            Some(text("topics/rents/gathers/2025-01-02.md", "[[ann]] and [[High rents]]\n")),
        ),
        (
            "a slip",
            Some(text(
                "entities/ann.md",
                "---\n{name: Ann, kind: person}\n---\nShe asks about [[rnts]].\n",
            )),
        ),
        ("what others link to goes", None),
        ("it comes back", Some(started()[0].clone())),
        (
            "a title that two have",
            Some(text("pages/about.md", "---\ntitle: High rents\n---\nOn [[high rents]].\n")),
        ),
        ("the old title", Some(rents("Rents"))),
    ];
    for (what, change) in changes {
        let before = fresh(&session);
        assert!(match change {
            Some(text) => session.set(text),
            None => session.remove("content/entities/ann.md"),
        });
        let now = said(&session.link(Report::default(), Vec::new(), DAY));
        assert_eq!(now, fresh(&session), "{what}");
        assert_ne!(now, before, "{what}");
    }
}

#[test]
fn what_stays_the_same_is_no_change() {
    let mut session = Session::new(Files::new(started()));
    assert!(!session.set(started()[1].clone()) && !session.remove("content/pages/none.md"));
}

/// The addresses of the sections of the thread, and the number of its questions.
fn sections(session: &Session) -> (Vec<String>, usize) {
    let linked = session.link(Report::default(), Vec::new(), DAY);
    let site = &linked.site;
    let thread = site.docs.iter().find(|doc| doc.slug == "pay").unwrap();
    let names = thread.sections.iter().map(|s| s.anchor.name.to_string()).collect();
    let is_question = |block: &&Block| matches!(block.kind, BlockKind::Question { .. });
    (names, thread.blocks.iter().filter(is_question).count())
}

#[test]
fn documents_are_read_again_when_the_headings_of_the_language_change() {
    let mut texts = started();
    let pay =
        "---\ntitle: Pay\n---\n## Offene Fragen\n- Will it rise? ^q\n\n## Hintergrund\nWords.\n";
    texts.insert(2, text("topics/rents/threads/pay.md", pay));
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let mut session = Session::new(Files::new(texts));
    let own = |name: &str, words: &str| SourceFile { path: name.into(), body: words.into() };
    let site = |language: &str| text("site.yaml", &format!("title: One\nlanguage: {language}\n"));
    let prose = (vec!["s-offene-fragen".to_string(), "s-hintergrund".to_string()], 0);
    let known = (vec!["s-open-questions".to_string(), "s-hintergrund".to_string()], 1);
    let both = (vec!["s-open-questions".to_string(), "s-tl-dr".to_string()], 1);
    assert_eq!(sections(&session), prose, "English");
    session.set(site("de"));
    assert_eq!(sections(&session), known, "German");
    session.set(site("fr"));
    assert_eq!(sections(&session), prose, "French");
    session.set(own("locales/fr.yaml", "headings: {open-questions: [Offene Fragen]}\n"));
    assert_eq!(sections(&session), known, "French with a heading of the site");
    session.remove("locales/fr.yaml");
    assert_eq!(sections(&session), prose, "French again");
    session.set_all(vec![site("de"), own("locales/de.yaml", "headings: {tl-dr: [Hintergrund]}\n")]);
    assert_eq!(sections(&session), both, "two files at once");
}
