use super::*;
use crate::model::Date;

const DAY: Day = Day::Today(Date { year: 2026, month: 11, day: 20 });

fn text(path: &str, body: &str) -> Text {
    Text { path: format!("content/{path}"), body: body.into() }
}

fn started() -> Vec<Text> {
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
fn said(known: &Known) -> Vec<String> {
    let (files, site) = (&known.files, &known.site);
    let found =
        known.report.list.iter().map(|d| format!("{} {} {}", d.code, d.file(files), d.message));
    let refs = site.refs.iter().map(|r| {
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
    let changes: [(&str, Option<Text>); 7] = [
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

/// What the session makes of a change in place, if it can, next to what a fresh start makes of it.
fn updated(session: &mut Session, known: &mut Known, change: Text) -> bool {
    assert!(session.set(change));
    let done = session.update(known, Report::default(), DAY, &Report::has_errors);
    if !done {
        *known = session.link(Report::default(), Vec::new(), DAY);
    }
    assert_eq!(said(known), fresh(session));
    done
}

#[test]
fn words_change_in_place_and_what_leads_elsewhere_is_linked_again() {
    let mut texts = started();
    let gather = |front: &str, body: &str| {
        text("topics/rents/gathers/2026-01-02.md", &format!("---\n{front}\n---\n{body}"))
    };
    let notes = "## Notes\n- [A](https://a.example/) (A, 2026) — [[Ann]] asks. ^n-a\n- [[Ann]] asks (corrects:: [[#^n-a]]) again.\n";
    texts[2] = gather("title: One", notes);
    texts.push(text("pages/about.md", "---\ntitle: About\n---\nSee [[One]] and <b>this</b>.\n"));
    texts.push(text(
        "topics/rents/threads/why.md",
        "---\ntitle: Why\n---\n## Open questions\n- Why? (due:: 2026-01)\n",
    ));
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let mut session = Session::new(Files::new(texts));
    let mut known = session.link(Report::default(), Vec::new(), DAY);
    let mut try_one = |change: Text, in_place: bool, what: &str| {
        assert_eq!(updated(&mut session, &mut known, change), in_place, "{what}");
    };
    let thread = |title: &str, question: &str| {
        text(
            "topics/rents/threads/why.md",
            &format!("---\ntitle: {title}\n---\n## Open questions\n- {question} (due:: 2026-01)\n"),
        )
    };
    try_one(
        gather("title: One", &notes.replace("asks.", "asks again and again.")),
        true,
        "words of a note",
    );
    try_one(gather("title: One", &notes.replace("asks", "said")), true, "words of two blocks");
    try_one(gather("title: One\nsummary: All in one", notes), true, "a summary");
    try_one(
        gather("title: Two", notes),
        false,
        "a title that something links to is an error there",
    );
    try_one(gather("title: One", notes), false, "it is mended");
    try_one(gather("title: One\naliases: [Uno]", notes), false, "an alias");
    try_one(gather("title: One", notes), false, "no alias");
    try_one(gather("title: One", &notes.replace("[A]", "[B]")), false, "a title of a source");
    try_one(gather("title: One", &notes.replace("2026)", "2025)")), false, "a date of a source");
    try_one(
        gather("title: One", &notes.replace(" ^n-a", " ^n-b").replace("#^n-a", "#^n-b")),
        false,
        "an id",
    );
    try_one(
        gather("title: One", &notes.replace("corrects", "disputes").replace("2026)", "2025)")),
        false,
        "a relation",
    );
    try_one(
        gather("title: One", &notes.replace("[[Ann]] asks.", "She asks.")),
        false,
        "a link less",
    );
    try_one(gather("title: One", &format!("{notes}- One more.\n")), false, "a block more");
    try_one(thread("Wherefore", "Why?"), true, "a title that nothing links to, before a warning");
    try_one(thread("Wherefore", "How?"), false, "the words that a warning is about");
    try_one(thread("Rents", "How?"), false, "a title that something has");
    try_one(
        text("entities/ann.md", "---\n{name: Ann, kind: person}\n---\nAsks of [[rents]].\n"),
        true,
        "an entity's words",
    );
    try_one(
        text(
            "entities/ann.md",
            "---\n{name: Anna, aliases: [Ann], kind: person}\n---\nAsks of [[rents]].\n",
        ),
        false,
        "an entity's name",
    );
    try_one(
        text("pages/about.md", "---\ntitle: About\n---\nSee [[One]] and <i>that</i>.\n"),
        false,
        "words with a tag",
    );
}
