//! A journal and a thread of the size and shape that the project began with, in made-up words, in every form that such a
//! page is kept in: copied with and without the signs of headings, Markdown, HTML.

use super::*;
use crate::support::golden;
use std::fmt::Write;

/// Day, kind and the numbers of sections, notes, cross-links and observations of each gather.
const GATHERS: [(&str, &str, usize, usize, usize, usize); 19] = [
    ("2026-06-26", "Gather", 3, 4, 2, 3),
    ("2026-06-19", "Gather", 2, 5, 2, 3),
    ("2026-06-11", "Update", 1, 1, 1, 1),
    ("2026-06-11", "Gather", 2, 4, 3, 3),
    ("2026-06-04", "Gather", 2, 3, 2, 3),
    ("2026-06-02", "Gather", 2, 4, 3, 3),
    ("2026-05-30", "Gather", 2, 3, 2, 2),
    ("2026-05-27", "Gather", 5, 9, 3, 3),
    ("2026-05-22", "Gather", 2, 5, 2, 3),
    ("2026-05-19", "Gather", 6, 8, 3, 3),
    ("2026-05-18", "Gather", 1, 3, 2, 3),
    ("2026-05-14", "Gather", 2, 4, 2, 2),
    ("2026-05-09", "Gather", 2, 5, 2, 4),
    ("2026-05-06", "Gather", 1, 3, 2, 4),
    ("2026-05-02", "Gather", 2, 5, 3, 4),
    ("2026-04-25", "Gather", 3, 6, 4, 7),
    ("2026-04-10", "Gather", 4, 15, 4, 11),
    ("2026-04-05", "Gather", 6, 21, 7, 13),
    ("2026-03-29", "Initial gather", 7, 22, 5, 6),
];
const TOPICS: [&str; 3] = ["coastal-rail", "city-budgets", "tide-tables"];
const KINDS: [&str; 8] = [
    "Emerging theme",
    "Keyword suggestion",
    "Gap",
    "Emerging pattern",
    "Quality signal",
    "Author to watch",
    "Noise pattern",
    "Source to watch",
];

/// One piece of the journal, whatever marks it gets.
enum Piece {
    Title(&'static str),
    Gather(String),
    Section(String),
    Item(String),
    Paragraph(&'static str),
    Row(&'static str),
}

/// The journal, newest gather first, with every habit that makes one hard to read.
fn journal() -> Vec<Piece> {
    let mut all = vec![
        Piece::Title("Harbours and Silt"),
        Piece::Section("What We’re Tracking".into()),
        Piece::Paragraph("Who dredges which harbour, who pays, and what the tide brings back."),
        Piece::Section("Index".into()),
    ];
    all.extend(GATHERS.iter().map(|(day, kind, ..)| Piece::Item(format!("{day} — {kind}"))));
    let mut n = 0;
    for (g, (day, kind, sections, notes, links, observations)) in GATHERS.into_iter().enumerate() {
        all.push(Piece::Gather(format!("{day} — {kind}")));
        for s in 0..sections {
            all.push(Piece::Section(format!("Dredging Round {g} — Berth {s}: Who Pays?")));
            let share = notes / sections + usize::from(s < notes % sections);
            for _ in 0..share {
                n += 1;
                all.push(Piece::Item(note(n)));
            }
        }
        all.push(Piece::Section("Cross-links".into()));
        all.extend((0..links).map(|l| {
            Piece::Item(format!(
                "[{}] Link {g}-{l} — the quay’s rent follows.",
                TOPICS[(g + l) % 3]
            ))
        }));
        all.push(Piece::Section("Meta-observations".into()));
        all.extend((0..observations).map(|o| Piece::Item(observation(g, o))));
    }
    all.push(Piece::Section("Strategy Changelog".into()));
    all.push(Piece::Row("| Date | Change | Reason |"));
    all.push(Piece::Row("|---|---|---|"));
    all.push(Piece::Row("| 2026-03-29 | First strategy | A blind spot |"));
    all.push(Piece::Row(
        "| 2026-04-25 | Added keywords: silt, quay wall | Two gathers named them; both count |",
    ));
    all.push(Piece::Row("| 2026-05-02 | Added source: port.example | Monthly soundings |"));
    all
}

fn note(n: usize) -> String {
    let text = format!(
        "Sounding {n} is ~{n}% deeper — the pilots (and not only they) agree. See watch_list."
    );
    match n % 7 {
        0 => format!(
            "Harbour {n} — the long dispute, part two (Port Review, 2026-0{}) — {text}",
            n % 9 + 1
        ),
        1 => format!(
            "Silt atlas {n} — General Edition (Tides 2026) (Sea Press, 2026-05-{:02}) — {text}",
            n % 28 + 1
        ),
        2 => format!("Quay walls {n} (Dock Weekly) — {text}"),
        3 => format!("A model of silt {n} (arXiv, 26{:02}.1{n:04}) — {text}", n % 12 + 1),
        4 => format!("Pilots of berth {n} speak (Apr {} 2026) — {text}", n % 28 + 1),
        5 => format!("Who pays for berth {n}? (Reed, Hale et al., 20+ authors, 2026) — {text}"),
        _ => format!("One tide is rising. Another is not, {n} (Mole & Pier / Quay) — {text}"),
    }
}

fn observation(g: usize, o: usize) -> String {
    let kind = KINDS[(g + o) % KINDS.len()];
    match kind {
        "Keyword suggestion" => {
            format!("{kind}: `\"silt {g}\" OR \"mud {o}\" 2026` — names the cause.")
        }
        kind => format!("{kind}: Remark {g}-{o} — it’s the third of its sort."),
    }
}

/// As it is copied from a rendered page: a code span is on a line of its own, joined to what follows it.
fn copied(sign: &str) -> String {
    let mut out = String::new();
    let mut glue = false;
    for piece in journal() {
        let text = match &piece {
            Piece::Title(text) | Piece::Paragraph(text) | Piece::Row(text) => text.to_string(),
            Piece::Gather(text) | Piece::Section(text) => format!("{text}{sign}"),
            Piece::Item(text) => format!("- {text}"),
        };
        let glued =
            glue && text.starts_with("- ") && KINDS.iter().any(|k| text[2..].starts_with(k));
        out.push_str(if glued {
            " "
        } else if out.is_empty() {
            ""
        } else {
            "\n"
        });
        glue = text.contains(": `");
        let (label, code) =
            text.split_once(": `").map_or((text.as_str(), None), |(l, c)| (l, c.split_once("` ")));
        match code {
            Some((code, rest)) => write!(out, "{label}:\n{code}{rest}").unwrap(),
            None => out.push_str(&text),
        }
    }
    out + "\n"
}

fn markdown() -> String {
    let mut out = String::new();
    let mut in_rows = false;
    for piece in journal() {
        let gap = if in_rows { "" } else { "\n" };
        in_rows = matches!(piece, Piece::Row(_));
        match piece {
            Piece::Title(text) => writeln!(out, "# {text}"),
            Piece::Gather(text) => writeln!(out, "\n## {text}"),
            Piece::Section(text)
                if ["Index", "Strategy Changelog", "What We’re Tracking"]
                    .contains(&text.as_str()) =>
            {
                writeln!(out, "\n## {text}")
            }
            Piece::Section(text) => writeln!(out, "\n### {text}\n"),
            Piece::Item(text) => match KINDS.iter().find(|k| text.starts_with(**k)) {
                Some(kind) => writeln!(out, "* **{kind}**{}", &text[kind.len()..]),
                None => writeln!(out, "* {text}"),
            },
            Piece::Paragraph(text) => writeln!(out, "\n{text}"),
            Piece::Row(text) => writeln!(out, "{gap}{text}"),
        }
        .unwrap();
    }
    out
}

fn html() -> String {
    let escape = |text: &str| {
        let text = text.replace('&', "&amp;").replace('—', "&mdash;");
        match text.split_once('`') {
            Some((before, rest)) => format!("{before}<code>{}", rest.replacen('`', "</code>", 1)),
            None => text,
        }
    };
    let mut out = String::from(
        "<!DOCTYPE html>\n<html><head><title>A page</title><style>p { color: red }</style></head><body>\n",
    );
    let mut list = false;
    for piece in journal() {
        let item = matches!(piece, Piece::Item(_));
        if item != list {
            out.push_str(if item { "<ul>\n" } else { "</ul>\n" });
            list = item;
        }
        let heading = |level: u8, text: &str| {
            format!("<h{level} id=\"x\">{}<a href=\"#x\">#</a></h{level}>\n", escape(text))
        };
        out += &match piece {
            Piece::Title(text) => heading(1, text),
            Piece::Gather(text) => heading(2, &text),
            Piece::Section(text)
                if ["Index", "Strategy Changelog", "What We’re Tracking"]
                    .contains(&text.as_str()) =>
            {
                heading(2, &text)
            }
            Piece::Section(text) => heading(3, &text),
            Piece::Item(text) => format!("  <li><p>{}</p></li>\n", escape(&text)),
            Piece::Paragraph(text) => format!("<p>{}</p>\n", escape(text)),
            Piece::Row(text) if text.contains("---") => String::new(),
            Piece::Row(text) => {
                let cells =
                    text.trim_matches('|').split('|').map(|c| format!("<td>{}</td>", c.trim()));
                format!("<table><tr>{}</tr></table>\n", cells.collect::<String>())
            }
        };
    }
    out + "<script>document.write('x')</script></body></html>\n"
}

#[test]
fn a_journal_comes_out_the_same_from_copied_text_markdown_and_html() {
    let forms = [
        ("journal.txt", copied(" #")),
        ("journal.text", copied("")),
        ("journal.md", markdown()),
        ("journal.html", html()),
    ];
    let found: Vec<(Imported, &str)> =
        forms.iter().map(|(name, text)| (imported(name, text, None), *name)).collect();
    let [gathers, notes, links, observations] = [
        GATHERS.len(),
        GATHERS.iter().map(|g| g.3).sum(),
        GATHERS.iter().map(|g| g.4).sum(),
        GATHERS.iter().map(|g| g.5).sum(),
    ];
    assert_eq!([gathers, notes, links, observations], [19, 130, 54, 81]);
    let files = |(found, name): &(Imported, &str)| -> Vec<(String, String)> {
        found.outcome.files.iter().map(|(p, t)| (p.clone(), t.replace(name, "journal"))).collect()
    };
    let first = files(&found[0]);
    for one in &found {
        let (imported, name) = one;
        assert_eq!(
            counts(&imported.site(), "harbours-and-silt"),
            [gathers, notes, links, observations, 0, 0, 0, 0],
            "{name}"
        );
        assert_eq!(imported.notes(LineOutcome::Unsorted), Vec::<String>::new(), "{name}");
        assert_eq!(imported.notes(LineOutcome::Missing), Vec::<String>::new(), "{name}");
        for ((path, text), (other_path, other)) in first.iter().zip(&files(one)) {
            assert_eq!((path, text), (other_path, other), "{name}");
        }
        assert_eq!(imported.findings(), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_word_of_a_journal_is_found_again() {
    for (name, text) in [("journal.txt", copied(" #")), ("journal.md", markdown())] {
        let found = imported(name, &text, None);
        // what agon makes, has another name for, or writes as a number of the calendar
        let body = text
            .split_once("2026-06-26 — Gather")
            .unwrap()
            .1
            .split_once("2026-06-26 — Gather")
            .unwrap()
            .1;
        let mut lost = lost(body, &found);
        let renamed = [
            "meta",
            "apr",
            "initial",
            "gather",
            "update",
            "date",
            "change",
            "reason",
            "strategy",
            "changelog",
        ];
        lost.retain(|w| !renamed.contains(&w.as_str()));
        // days of `Apr 4 2026`
        lost.retain(|w| w.len() > 2 || !w.bytes().all(|b| b.is_ascii_digit()));
        assert_eq!(lost, Vec::<String>::new(), "{name}");
    }
}

/// A thread of six perspectives, five tensions, four questions, four events and eighteen sources.
const THREAD: &str = include_str!("../../fixtures/import/thread-input.txt");

/// The same thread with Markdown's marks.
fn thread_markdown() -> String {
    let mut out = String::new();
    let mut role = "";
    for (n, line) in THREAD.lines().enumerate() {
        let section = [
            "What",
            "Why it matters",
            "Open questions",
            "Narrative",
            "Timeline",
            "Perspectives",
            "Tensions",
            "Sources",
        ];
        let name = role == "Perspectives" && line.len() < 60 && !line.ends_with('.');
        match () {
            () if n == 0 => writeln!(out, "# {line}\n"),
            () if section.contains(&line) => {
                role = section.iter().find(|s| **s == line).unwrap();
                writeln!(out, "## {line}\n")
            }
            () if line.starts_with("Status:") => writeln!(out, "\n**Status:** {}\n", &line[8..]),
            () if name => writeln!(out, "### {line}\n"),
            () if role == "Open questions" => writeln!(out, "1. {line}"),
            () if line.starts_with("- ") => writeln!(out, "{line}"),
            () => writeln!(out, "{line}\n"),
        }
        .unwrap();
    }
    out
}

/// The same thread as a page, made of the one with Markdown's marks.
fn thread_html() -> String {
    let element = |line: &str| {
        let line = line.replace('&', "&amp;").replacen("**", "<b>", 1).replacen("**", "</b>", 1);
        let tags = [("# ", "h1"), ("## ", "h2"), ("### ", "h3"), ("- ", "li"), ("1. ", "li")];
        match tags.iter().find(|(mark, _)| line.starts_with(mark)) {
            Some((mark, tag)) => format!("<{tag}>{}</{tag}>\n", &line[mark.len()..]),
            None => format!("<p>{line}</p>\n"),
        }
    };
    let body: String = thread_markdown().lines().filter(|l| !l.is_empty()).map(element).collect();
    let lists = body.replace("</li>\n<h", "</li></ul>\n<h").replace("</li>\n<p", "</li></ul>\n<p");
    let lists = lists.replace("</h2>\n<li", "</h2>\n<ul><li");
    format!("<!doctype html>\n<title>x</title><body>\n{lists}</ul>")
}

#[test]
fn a_thread_comes_out_the_same_from_copied_text_markdown_and_html() {
    let copied = imported("thread.txt", THREAD, Some("harbours"));
    let marked = imported("thread.md", &thread_markdown(), Some("harbours"));
    let page = imported("thread.html", &thread_html(), Some("harbours"));
    for found in [&copied, &marked, &page] {
        assert_eq!(counts(&found.site(), "harbours"), [0, 0, 0, 0, 6, 5, 4, 4]);
        assert_eq!(found.file("sources/thread.yaml").matches("\n- id: ").count(), 18);
        assert_eq!(found.notes(LineOutcome::Unsorted), Vec::<String>::new());
        assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
        let findings = found.findings();
        // no error: what is left asks for a source, or names sources that nothing cites and works of one title
        assert!(
            findings.iter().all(|f| ["A402", "A501", "A502"].contains(&&f[..4])),
            "{findings:?}"
        );
        assert_eq!(findings.iter().filter(|f| f.starts_with("A502")).count(), 6);
    }
    let thread = "threads/dredging-or-moving-the-dispute-over-port-sand.md";
    assert_eq!(copied.body(thread), marked.body(thread));
    assert_eq!(copied.body(thread), page.body(thread));
    golden::assert("import/a-thread.txt", copied.file(thread));
}

const MARKDOWN_INSIDE: &str = "# Dock log

## 2026-03-01

Steps so far:

1. Ask the harbour master
2. Ask the union

- Script that counts:
  ```sh
  cranes --count
  ```
  It needs an hour.

  1. one
     more

First line of an address  
second line of it.

| Crane | Tons |
|:------|-----:|
| North |   40 |

> - quoted point
> - second point

See the [plan][plan].

## 2026-02-01

Nothing new.

[plan]: https://plan.example/2026
";

#[test]
fn markdown_inside_of_entries_stays_as_it_is() {
    let found = imported("dock.md", MARKDOWN_INSIDE, None);
    assert_eq!(
        found.body("gathers/2026-03-01.md"),
        "Steps so far:\n\n1. Ask the harbour master\n2. Ask the union\n\n- Script that counts:\n  ```sh\n  \
         cranes --count\n  ```\n  It needs an hour.\n  1. one\n     more\n\nFirst line of an address  \nsecond \
         line of it.\n\n| Crane | Tons |\n|:------|-----:|\n| North |   40 |\n\n> - quoted point\n> - second \
         point\n\nSee the [plan](https://plan.example/2026)."
    );
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
}
