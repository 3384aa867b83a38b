use super::{LinkedSite, Session};
use crate::diagnostics::Report;
use crate::model::{Date, Day};
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
