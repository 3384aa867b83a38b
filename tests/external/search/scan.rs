//! What a plain scan of the Markdown files finds, the search finds, however the reader writes it.

use super::{ask, index_of, shipped};
use agon::exports::search;
use agon::model::Date;
use agon::pages::Ctx;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents.
fn folded(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase()
}

/// A line without the words of the form: a tension's kind, the labels of its parts, a position's word of change.
fn unlabelled(line: &str) -> &str {
    let (label, text) =
        line.trim_start().strip_prefix("- ").and_then(|l| l.split_once(": ")).unwrap_or(("", line));
    match label {
        "Kind" => "",
        "Shared" | "Crux" | "Would settle it" | "Answer" => text,
        dated if dated.split_once(' ').is_some_and(|(day, _)| Date::parse(day).is_some()) => text,
        _ => line,
    }
}

/// What a reader reads of a text: the labels of links and what stands in round brackets, but no addresses, citations,
/// fields, tags and names that only the site can put in words.
pub(super) fn readable(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(['[', '(', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (inside, after) = bracketed(rest);
        if let Some(wiki) = inside.strip_prefix('[') {
            out.push_str(
                wiki.strip_suffix(']')
                    .and_then(|w| w.split_once('|'))
                    .map_or("", |(_, label)| label),
            );
            rest = after;
        } else if rest.starts_with('<') || inside.starts_with('@') || inside.contains(":: ") {
            rest = after;
        } else if rest.starts_with('[') && after.starts_with('(') {
            out.push_str(&readable(inside));
            rest = bracketed(after).1;
            // A note in the long form names its publisher and day, which are the source's.
            if rest.starts_with(" (") {
                rest = bracketed(&rest[1..]).1;
            }
        } else {
            out.push_str(&format!(" {} ", readable(inside)));
            rest = after;
        }
    }
    out + rest
}

/// The inside of the bracket that a text starts with, and what follows it; an open one is a sign like any other.
fn bracketed(text: &str) -> (&str, &str) {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '[' | '(' | '<' => depth += 1,
            ']' | ')' | '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[1..at], &text[at + c.len_utf8()..]);
        }
    }
    ("", &text[1..])
}

/// The words of a Markdown file's body by page, without citations, addresses, fields and ids: another way than the index's.
fn scanned(ctx: &Ctx) -> BTreeMap<String, BTreeSet<String>> {
    let mut pages = BTreeMap::new();
    for doc in &ctx.site.docs {
        let path = &ctx.files.get(doc.file).path;
        let page = path
            .trim_start_matches("content/")
            .trim_start_matches("pages/")
            .replace(".md", ".html");
        let page = page.replace("topic.html", "index.html");
        let body = &ctx.files.get(doc.file).body[doc.body as usize..];
        let body = body.lines().map(unlabelled).collect::<Vec<_>>().join("\n");
        let plain = readable(&body);
        let words = plain.split_whitespace().filter(|w| !w.starts_with('^'));
        let word = |w: &str| folded(w.trim_matches(|c: char| !c.is_alphanumeric()));
        let plain = |w: &String| w.len() > 3 && w.bytes().all(|b| b.is_ascii_lowercase());
        pages.insert(page, words.map(word).filter(plain).collect());
    }
    pages
}

/// As a reader may write it: in capitals, with an accent, or with another ending that the content has too.
fn disguised(
    word: &str,
    turn: usize,
    siblings: &BTreeMap<String, Vec<String>>,
    stem: &str,
) -> String {
    match turn % 4 {
        0 => word.to_uppercase(),
        1 => word.replacen('e', "é", 1).replacen('a', "å", 1),
        2 => siblings[stem].iter().find(|s| *s != word).cloned().unwrap_or_else(|| word.into()),
        _ => word[..1].to_uppercase() + &word[1..],
    }
}

#[test]
fn a_reader_reads_labels_and_brackets_but_no_addresses_and_fields() {
    let text = "- [A [good] title](https://a.example/b) (The Post, 2026) — said *this* (and [[x|that]]), [[y]] [@z, p. 3] (corrects:: [[a#^b]]) <i> 3 (see ^id";
    let words: Vec<String> = readable(text).split_whitespace().map(String::from).collect();
    assert_eq!(words.join(" "), "- A good title — said *this* and that , 3 see ^id");
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
        asked.push((
            query,
            pages.iter().filter(|(_, p)| has(p, word)).map(|(path, _)| path).collect(),
        ));
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
        asked.push((
            query,
            pages.iter().filter(|(_, p)| has(p, a) && has(p, b)).map(|(path, _)| path).collect(),
        ));
    }
    let queries: Vec<&String> = asked.iter().map(|(q, _)| q).collect();
    let answers = ask(&index, &json!({ "find": queries }));
    let mut missed = Vec::new();
    for ((query, expected), found) in asked.iter().zip(answers["find"].as_array().unwrap()) {
        let found: BTreeSet<&str> =
            found.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(!expected.is_empty(), "{query}");
        missed.extend(
            expected
                .iter()
                .filter(|p| !found.contains(p.as_str()))
                .map(|p| format!("{query} is in {p}")),
        );
    }
    assert_eq!((asked.len(), missed), (200, Vec::new()));
}

/// The form of a token as the script calls it.
fn named(form: search::TokenForm) -> &'static str {
    match form {
        search::TokenForm::Word => "word",
        search::TokenForm::Name => "name",
        search::TokenForm::Elided => "elided",
        search::TokenForm::Compound => "compound",
        search::TokenForm::Part => "part",
    }
}

#[test]
fn script_and_program_have_the_same_words_and_stems_for_all_words_of_the_site() {
    let (site, files) = shipped();
    let ctx = Ctx::new(&site, &files);
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for (_, entry) in search::entries(&ctx) {
        texts.extend(
            entry.passages.into_iter().map(|p| p.text).chain([entry.title]).chain(entry.aliases),
        );
    }
    texts.extend(
        ["OpenAI’s users' 'quoted' don't", "K2.6, 1,000; v4. a.b…‘c’ İstanbul ﬁne 中国ai модель"]
            .map(String::from),
    );
    texts.extend(
        [
            "The U.S. May, 26 May: WHO’s IT/AI (The A) “It is” 5G and Ærø‑WHO — May. So",
            "SWE-bench-Pro open- source 2026-03-x l’Abbé-GPT4o K2.6-中-国 a--b .May 'May -May",
            "organization behavior licenses licences practised artefacts centred prize hour",
        ]
        .map(String::from),
    );
    texts.insert(
        "dying skies generously communism arsenal inning proceeds sayings yellow boyish luxuriated hoping".into(),
    );
    let texts: Vec<String> = texts.into_iter().collect();
    let stemmer = search::Stemmer::new("en");
    let mut expected: Vec<Vec<(String, &str)>> = Vec::new();
    for text in &texts {
        let mut found = Vec::new();
        search::words(text, &mut String::new(), |word, form| {
            found.push((stemmer.stem(word), named(form)));
        });
        expected.push(found);
    }
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
