//! What a reader transfers until the first result is there, and whether it leads to its place.

use super::scan::readable;
use super::{DAY, ask, index_of, linked, root, shipped};
use agon::exports::search;
use agon::model::Date;
use agon::pages::Ctx;
use agon::source::{Files, SourceFile};
use serde_json::json;
use std::fmt::Write;

#[test]
fn every_passage_has_its_address_on_the_built_page() {
    let out = tempfile::tempdir().unwrap();
    let request = agon::build::pipeline::Request {
        root: root().into(),
        out: out.path().join("site"),
        day: DAY,
        drafts: agon::model::Drafts::Hidden,
        strictness: agon::build::pipeline::Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    struct Silent;
    impl agon::build::pipeline::Progress for Silent {
        fn stage(&self, _: &'static str, _: usize) {}
        fn step(&self) {}
    }
    agon::build::pipeline::build(&request, &Silent).unwrap();
    let (site, files) = shipped();
    let ctx = Ctx::new(&site, &files);
    let mut missing = Vec::new();
    for (path, entry) in search::entries(&ctx) {
        let (path, own) = path.split_once('#').unwrap_or((&path, ""));
        let html = std::fs::read_to_string(request.out.join(path)).unwrap();
        let anchors = entry.passages.iter().map(|p| p.anchor.as_str()).chain([own]);
        let anchors = anchors.filter(|a| !a.is_empty());
        let absent = anchors.filter(|a| !html.contains(&format!(" id=\"{a}\"")));
        missing.extend(absent.map(|a| format!("{path}#{a}")));
    }
    assert_eq!(missing, Vec::<String>::new());
}

/// As many gathers as asked for, in the shipped texts' own sentences, each with a work of its own: two pages a gather.
fn grown(gathers: usize) -> Files {
    let (_, files) = shipped();
    let prose = files
        .iter()
        .filter(|(_, text)| text.path.contains("/gathers/"))
        .map(|(_, text)| readable(&text.body));
    let prose =
        prose.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let sentences: Vec<&str> =
        prose.split(". ").filter(|s| s.len() > 40 && !s.contains(['^', '*'])).collect();
    assert!(sentences.len() > 300, "{} sentences", sentences.len());
    let mut texts = vec![
        text("content/site.yaml", "title: A large site\nlanguage: en-GB\n".into()),
        text(
            "content/topics/t/topic.md",
            "---\ntitle: A debate\nquestion: Who is right?\nstatus: active\n---\n".into(),
        ),
    ];
    let mut state = 1u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for n in 0..gathers {
        let date = Date::day(2000 + (n / 336) as u16, 1 + (n / 28 % 12) as u8, 1 + (n % 28) as u8);
        let mut body = format!("---\nkind: gather\ndate: {date}\n---\n## Evidence\n");
        for item in 0..8 {
            let (work, part, rest) = (
                n.saturating_sub(next(40)),
                sentences[next(sentences.len())],
                sentences[next(sentences.len())],
            );
            // Halves of sentences, so that no passage is there twice.
            let half = rest.char_indices().nth(rest.len() / 3).map_or("", |(at, _)| &rest[at..]);
            let title = sentences[work * 7 % sentences.len()]
                .split(' ')
                .take(7)
                .collect::<Vec<_>>()
                .join(" ");
            let _ = writeln!(
                body,
                "- [{title} {work}](https://w.example/{work}) (Post {}, 2026) — {part}, {half}. ^n-{item}",
                work % 50
            );
        }
        texts.push(text(&format!("content/topics/t/gathers/{date}.md"), body));
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    Files::new(texts)
}

fn text(path: &str, body: String) -> SourceFile {
    SourceFile { path: path.into(), body }
}

#[test]
fn two_hundred_searches_at_two_thousand_pages_transfer_less_than_eighty_kilobytes_each() {
    let files = grown(1_000);
    let site = linked(&files);
    let ctx = Ctx::new(&site, &files);
    let entries = search::entries(&ctx);
    assert!(entries.len() >= 2_000, "{} pages", entries.len());
    let index = index_of(&ctx);
    assert!(index.len() <= 300, "{} files", index.len());
    // Two words of one passage each, as somebody types who has read it, the common ones too. What is in quotation marks
    // is looked for in the passages, which costs more.
    let all = entries.iter().flat_map(|(_, e)| &e.passages).map(|p| p.text.as_str());
    let passages: Vec<&str> =
        all.filter(|text| text.split(' ').any(|word| word.len() > 3)).collect();
    let asked = (0..200).map(|n| {
        let words: Vec<&str> =
            passages[n * 7919 % passages.len()].split(' ').filter(|w| w.len() > 3).collect();
        let asked = format!("{} {}", words[n % words.len()], words[(n * 5 + 3) % words.len()]);
        asked.replace(['"', '“', '”', '„', '«', '»'], "")
    });
    let asked: Vec<String> = asked.collect();
    let costs: Vec<u64> =
        serde_json::from_value(ask(&index, &json!({ "first": asked }))["first"].clone()).unwrap();
    let dear: Vec<_> = asked.iter().zip(&costs).filter(|(_, cost)| **cost > 80_000).collect();
    assert_eq!((costs.len(), dear), (200, Vec::new()));
}
