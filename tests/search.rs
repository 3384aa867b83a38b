//! The search index of the shipped site, asked through the very script that readers run (`static/js/find.js`, under Node).
//!
//! Takes `content/`; expects what a plain scan of the Markdown files finds. Needs `node`.

use agon::files::{Artifact, Files};
use agon::load;
use agon::model::{Date, Day, Site};
use agon::search;
use agon::view::Ctx;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const DAY: Day = Day::Today(Date { year: 2026, month: 11, day: 20 });

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The shipped site and its texts.
fn shipped() -> (Site, Files) {
    let mut report = agon::diag::Report::default();
    let loaded = load::load(root(), &mut report).expect("content/ is there");
    let raw = agon::parse::parse(&loaded.files, &mut report);
    let site = agon::link::link(raw, &loaded.files, Vec::new(), DAY, &mut report);
    (site, loaded.files)
}

/// The files of the index by path.
fn index_of(ctx: &Ctx) -> BTreeMap<String, Vec<u8>> {
    let files = Mutex::new(BTreeMap::new());
    let put = |file: Artifact| {
        assert!(files.lock().unwrap().insert(file.path, file.bytes).is_none(), "each file is made once");
        Ok::<(), ()>(())
    };
    search::build(ctx, put).unwrap();
    files.into_inner().unwrap()
}

/// What `tests/search/ask.js` answers to `asked`, with an index on the disk.
fn ask(index: &BTreeMap<String, Vec<u8>>, asked: &Value) -> Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("search")).unwrap();
    for (path, bytes) in index {
        std::fs::write(folder.path().join(path), bytes).unwrap();
    }
    let script = root().join("tests/search/ask.js");
    let mut node = Command::new("node")
        .arg(script)
        .arg(root().join("static/js/find.js"))
        .arg(folder.path().join("search"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test runs the page's script: install Node 18 or later (apt-get install nodejs)");
    let text = asked.to_string();
    let mut input = node.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = node.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "ask.js failed; see above");
    serde_json::from_slice(&output.stdout).expect("ask.js answers in JSON")
}

/// Lower case without accents.
fn folded(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase()
}

/// A line without the words of the form: a tension's kind, the labels of its parts, a position's word of change.
fn unlabelled(line: &str) -> &str {
    let (label, text) = line.trim_start().strip_prefix("- ").and_then(|l| l.split_once(": ")).unwrap_or(("", line));
    match label {
        "Kind" => "",
        "Shared" | "Crux" | "Would settle it" | "Answer" => text,
        dated if dated.split_once(' ').is_some_and(|(day, _)| Date::parse(day).is_some()) => text,
        _ => line,
    }
}

/// The words of a Markdown file's body by page, without citations, addresses, fields and ids: another way than the index's.
fn scanned(ctx: &Ctx) -> BTreeMap<String, BTreeSet<String>> {
    let mut pages = BTreeMap::new();
    for doc in &ctx.site.docs {
        let path = &ctx.files.get(doc.file).path;
        let page = path.trim_start_matches("content/").trim_start_matches("pages/").replace(".md", ".html");
        let page = page.replace("topic.html", "index.html");
        let body = &ctx.files.get(doc.file).body[doc.body as usize..];
        let body = body.lines().map(unlabelled).collect::<Vec<_>>().join("\n");
        // What stands in brackets of any kind is an address, a key, a name or a field.
        let (mut depth, mut plain) = (0u32, String::new());
        for c in body.chars() {
            match c {
                '[' | '(' | '<' => depth += 1,
                ']' | ')' | '>' => depth = depth.saturating_sub(1),
                _ if depth == 0 => plain.push(c),
                _ => {}
            }
        }
        let words = plain.split_whitespace().filter(|w| !w.starts_with('^'));
        let word = |w: &str| folded(w.trim_matches(|c: char| !c.is_alphanumeric()));
        let plain = |w: &String| w.len() > 3 && w.bytes().all(|b| b.is_ascii_lowercase());
        pages.insert(page, words.map(word).filter(plain).collect());
    }
    pages
}

/// As a reader may write it: in capitals, with an accent, or with another ending that the content has too.
fn disguised(word: &str, turn: usize, siblings: &BTreeMap<String, Vec<String>>, stem: &str) -> String {
    match turn % 4 {
        0 => word.to_uppercase(),
        1 => word.replacen('e', "é", 1).replacen('a', "å", 1),
        2 => siblings[stem].iter().find(|s| *s != word).cloned().unwrap_or_else(|| word.into()),
        _ => word[..1].to_uppercase() + &word[1..],
    }
}

#[test]
fn two_hundred_queries_made_from_the_content_find_every_page_that_a_plain_scan_finds() {
    let (site, files) = shipped();
    let ctx = Ctx::new(&site, &files);
    let (index, pages) = (index_of(&ctx), scanned(&ctx));
    let stemmer = search::Stemmer::new("en");
    let mut siblings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let all: BTreeSet<&String> = pages.values().flatten().collect();
    let stop: BTreeSet<&str> = search::STOP.split(' ').collect();
    let words: Vec<&String> = all.into_iter().filter(|w| !stop.contains(w.as_str())).collect();
    words.iter().for_each(|w| siblings.entry(stemmer.stem(w)).or_default().push(w.to_string()));
    let has = |page: &BTreeSet<String>, word: &str| page.contains(word);
    let mut asked: Vec<(String, BTreeSet<&String>)> = Vec::new();
    // Steps without a common divisor with the number of words walk over the whole vocabulary.
    for n in 0..100 {
        let word = words[n * 7919 % words.len()];
        let query = disguised(word, n, &siblings, &stemmer.stem(word));
        asked.push((query, pages.iter().filter(|(_, p)| has(p, word)).map(|(path, _)| path).collect()));
    }
    for n in 0..100 {
        let (_, page) = pages.iter().nth(n * 31 % pages.len()).unwrap();
        let here: Vec<&String> = page.iter().filter(|w| !stop.contains(w.as_str())).collect();
        let (a, b) = (here[n * 13 % here.len()], here[(n * 29 + 5) % here.len()]);
        let query = format!(
            "{} {}",
            disguised(a, n, &siblings, &stemmer.stem(a)),
            disguised(b, n + 1, &siblings, &stemmer.stem(b))
        );
        asked.push((query, pages.iter().filter(|(_, p)| has(p, a) && has(p, b)).map(|(path, _)| path).collect()));
    }
    let queries: Vec<&String> = asked.iter().map(|(q, _)| q).collect();
    let answers = ask(&index, &json!({ "find": queries }));
    let mut missed = Vec::new();
    for ((query, expected), found) in asked.iter().zip(answers["find"].as_array().unwrap()) {
        let found: BTreeSet<&str> = found.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(!expected.is_empty(), "{query}");
        missed.extend(expected.iter().filter(|p| !found.contains(p.as_str())).map(|p| format!("{query} is in {p}")));
    }
    assert_eq!((asked.len(), missed), (200, Vec::new()));
}

#[test]
fn script_and_program_have_the_same_words_and_stems_for_all_words_of_the_site() {
    let (site, files) = shipped();
    let ctx = Ctx::new(&site, &files);
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for (_, entry) in search::entries(&ctx) {
        texts.extend(entry.passages.into_iter().map(|p| p.text).chain([entry.title]).chain(entry.aliases));
    }
    texts.extend(
        ["OpenAI’s users' 'quoted' don't", "K2.6, 1,000; v4. a.b…‘c’ İstanbul ﬁne 中国ai модель"].map(String::from),
    );
    texts.insert(
        "dying skies generously communism arsenal inning proceeds sayings yellow boyish luxuriated hoping".into(),
    );
    let texts: Vec<String> = texts.into_iter().collect();
    let stemmer = search::Stemmer::new("en");
    let expected: Vec<Vec<String>> = texts
        .iter()
        .map(|text| {
            let mut found = Vec::new();
            search::words(text, &mut String::new(), |w| found.push(stemmer.stem(w)));
            found
        })
        .collect();
    let answers = ask(&index_of(&ctx), &json!({ "stems": texts }));
    let differ: Vec<String> = texts
        .iter()
        .zip(expected)
        .zip(answers["stems"].as_array().unwrap())
        .filter(|((_, expected), got)| json!(expected) != **got)
        .map(|((text, expected), got)| format!("{text}\n{expected:?}\n{got}"))
        .collect();
    assert_eq!(differ, Vec::<String>::new());
}

#[test]
fn the_index_is_the_same_each_time_and_an_edited_word_changes_few_shards() {
    let (site, files) = shipped();
    let first = index_of(&Ctx::new(&site, &files));
    let again = index_of(&Ctx::new(&site, &files));
    assert!(first == again, "the same site gives the same bytes");
    let texts = files.iter().map(|(_, text)| {
        let mut text = text.clone();
        if text.path.ends_with("pages/about.md") {
            text.body.push_str("\nZyzzyva.\n");
        }
        text
    });
    let edited = Files::new(texts.collect());
    let mut report = agon::diag::Report::default();
    let raw = agon::parse::parse(&edited, &mut report);
    let site = agon::link::link(raw, &edited, Vec::new(), DAY, &mut report);
    let after = index_of(&Ctx::new(&site, &edited));
    assert_eq!(first.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<char> = first
        .iter()
        .filter(|(path, bytes)| after[*path] != **bytes)
        .filter_map(|(path, _)| path.strip_prefix("search/")?.chars().next())
        .collect();
    assert_eq!(changed, ['i', 't', 'w'], "the index, one shard of passages, one of words");
}

#[test]
fn choices_narrow_a_search_to_pages_that_have_them_and_near_words_are_offered() {
    let (site, files) = shipped();
    let ctx = Ctx::new(&site, &files);
    let narrowed = json!([
        { "query": "sovereign", "filters": { "kind": "source", "publishers": "think-tank" } },
        { "query": "", "filters": { "actor": "open-source-initiative", "kind": "thread" } },
    ]);
    let answers = ask(&index_of(&ctx), &json!({ "narrow": narrowed, "near": ["sovreignty"] }));
    let sources: Vec<String> = site
        .sources
        .iter()
        .filter(|s| s.publisher.is_some_and(|p| site.publisher(p).kind == agon::model::PublisherKind::ThinkTank))
        .map(|s| format!("sources/{}.html", s.id))
        .collect();
    let found: Vec<&str> = answers["narrow"][0].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(found.len() > 1 && found.iter().all(|f| sources.iter().any(|s| s == f)), "{found:?}");
    let threads = answers["narrow"][1].as_array().unwrap();
    assert!(
        threads.contains(&json!("topics/open-weights-definitions/threads/what-counts-as-open.html")),
        "{threads:?}"
    );
    assert!(threads.iter().all(|t| t.as_str().unwrap().contains("/threads/")), "{threads:?}");
    assert_eq!(answers["near"], json!([["sovereignty"]]));
}

#[test]
fn every_passage_has_its_address_on_the_built_page_and_the_first_result_costs_little() {
    let out = tempfile::tempdir().unwrap();
    let request = agon::pipeline::Request {
        root: root().into(),
        out: out.path().join("site"),
        day: DAY,
        strictness: agon::pipeline::Strictness::Normal,
    };
    struct Silent;
    impl agon::pipeline::Progress for Silent {
        fn stage(&self, _: &'static str, _: usize) {}
        fn step(&self) {}
    }
    agon::pipeline::build(&request, &Silent).unwrap();
    let (site, files) = shipped();
    let ctx = Ctx::new(&site, &files);
    let mut missing = Vec::new();
    for (path, entry) in search::entries(&ctx) {
        let html = std::fs::read_to_string(request.out.join(&path)).unwrap();
        let anchors = entry.passages.iter().map(|p| &p.anchor).filter(|a| !a.is_empty());
        let absent = anchors.filter(|a| !html.contains(&format!(" id=\"{a}\"")));
        missing.extend(absent.map(|a| format!("{path}#{a}")));
    }
    assert_eq!(missing, Vec::<String>::new());
    let index = index_of(&ctx);
    assert!(index.len() <= 300, "{}", index.len());
    let asked = ["sovereignty", "open weights", "licence", "Kimi K2.6", "model"];
    let costs = ask(&index, &json!({ "first": asked }))["first"].clone();
    assert!(costs.as_array().unwrap().iter().all(|c| c.as_u64().is_some_and(|c| c < 100_000)), "{costs}");
}
