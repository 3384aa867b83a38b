//! No word gets to readers past the files of locales/: a site is built in a language whose every message is marked, and
//! whose texts are written in a made-up alphabet. An English word without marks is in Rust or in a template.

use crate::support::folder::{Folder, tree};
use crate::support::golden::fixture;
use crate::support::shipped::Silent;
use agon::build::pipeline::{Request, Strictness, build};
use agon::model::locale::{Message, Piece, Text, built_in};
use agon::model::{Date, Day, Drafts};
use html5gum::{Token, Tokenizer};
use std::collections::BTreeSet;
use std::path::Path;

/// What no language translates: formats, styles of citation, and ids that the texts have.
const NAMES: [&str; 18] = [
    "APA",
    "MLA",
    "Chicago",
    "Harvard",
    "BibTeX",
    "CSL-JSON",
    "RIS",
    "CSV",
    "JSON",
    "TimelineJS",
    "Argdown",
    "Markdown",
    "OPML",
    "iCal",
    "Atom",
    "xa",
    "xo",
    "robin-sample",
];
/// Elements whose text is no text for readers, or code.
const SILENT: [&str; 6] = ["script", "style", "code", "pre", "textarea", "noscript"];
const SPOKEN: [&str; 5] = ["title", "alt", "aria-label", "placeholder", "data-meaning"];

/// The words of a message between marks: `⟦Ōpēn⟧ {n}`.
fn marked(text: &Text) -> String {
    let mut out = String::new();
    for piece in text.pieces() {
        match piece {
            Piece::Words(words) => out += &marked_words(words),
            Piece::Argument(name) => out += &format!("{{{name}}}"),
            Piece::OnDate(name) => out += &format!("{{{name}:on}}"),
            Piece::Open(name) => out += &format!("<{name}>"),
            Piece::Close(name) => out += &format!("</{name}>"),
        }
    }
    out
}

fn marked_words(words: &str) -> String {
    let bare = words.trim();
    if !bare.contains(|c: char| c.is_alphabetic()) {
        return words.to_string();
    }
    let accented: String = bare
        .chars()
        .map(|c| match c {
            'a' => 'ā',
            'e' => 'ē',
            'i' => 'ī',
            'o' => 'ō',
            'u' => 'ū',
            other => other,
        })
        .collect();
    words.replace(bare, &format!("⟦{accented}⟧"))
}

/// `locales/en-XA.yaml`, with the headings of the site's texts.
fn pseudo_locale() -> String {
    let english = built_in("en").expect("English is in the program");
    let quoted = |text: &Text| serde_json::Value::from(marked(text)).to_string();
    let mut out = std::fs::read_to_string(fixture("pseudo/headings.yaml")).unwrap();
    out += "messages:\n";
    for (id, message) in &english.messages {
        out += &format!("  {}:", id.key());
        match message {
            Message::Text(text) => out += &format!(" {}", quoted(text)),
            Message::List(texts) => {
                let texts: Vec<String> = texts.iter().map(quoted).collect();
                out += &format!(" [{}]", texts.join(", "));
            }
            Message::Plural(forms) => {
                for (form, text) in forms {
                    out += &format!("\n    {}: {}", form.key(), quoted(text));
                }
            }
        }
        out.push('\n');
    }
    out
}

/// The words of the Latin alphabet outside of marks; addresses and names of files are none.
fn foreign(text: &str) -> Vec<String> {
    let mut outside = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '⟦' => depth += 1,
            '⟧' => depth -= 1,
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '-';
    let mut words = Vec::new();
    for token in outside.split_whitespace().filter(|token| !token.contains(['/', '@'])) {
        let is_file = token.trim_end_matches(['.', ',', ')']).contains('.');
        let parts = token.split(|c: char| !is_letter(c)).filter(|part| part.len() > 1 && !is_file);
        words.extend(parts.filter(|part| !NAMES.contains(part)).map(str::to_string));
    }
    words
}

/// What a page says: its texts, and the attributes that are read out or shown.
fn said(html: &str) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (mut said, mut silent) = (Vec::new(), 0);
    for token in Tokenizer::new(html) {
        match token.expect("a text can be read") {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                let value = |of: &str| tag.attributes.get(of.as_bytes()).map(|v| text(v));
                said.extend(SPOKEN.iter().filter_map(|of| value(of)));
                let property = value("property").or(value("name")).unwrap_or_default();
                let is_shown = ["description", "og:title", "og:description", "og:site_name"];
                if name == "meta" && is_shown.contains(&property.as_str()) {
                    said.extend(value("content"));
                }
                silent += i32::from(SILENT.contains(&name.as_str()));
            }
            Token::EndTag(tag) => silent -= i32::from(SILENT.contains(&&*text(&tag.name))),
            Token::String(words) if silent == 0 => said.push(text(&words)),
            _ => {}
        }
    }
    said
}

/// The texts of a JSON value below some keys.
fn texts_at(value: &serde_json::Value, keys: &[&str], out: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, field) in fields {
                match field.as_str() {
                    Some(text) if keys.contains(&key.as_str()) => out.extend(said(text)),
                    _ => texts_at(field, keys, out),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts_at(item, keys, out)),
        _ => {}
    }
}

/// What a built file says to readers; nothing for a file of data.
fn said_by(path: &str, body: &str) -> Vec<String> {
    let mut out = Vec::new();
    if path.ends_with(".html") {
        out = said(body);
    } else if path.ends_with(".md") || path == "llms.txt" {
        // the one heading that the format prescribes
        out = body.lines().filter(|line| *line != "## Optional").map(str::to_string).collect();
    } else if path.ends_with(".feed.json") {
        let feed = serde_json::from_str(body).unwrap();
        texts_at(&feed, &["title", "summary", "content_html"], &mut out);
    } else if path.ends_with(".timelinejs.json") {
        let timeline = serde_json::from_str(body).unwrap();
        texts_at(&timeline, &["headline", "text", "group", "display_date"], &mut out);
    } else if path.ends_with(".opml") {
        let attribute = |part: &str| part.split('"').next().map(str::to_string);
        out = body.split(" text=\"").skip(1).filter_map(attribute).collect();
    } else if path.ends_with(".ics") {
        let body = body.replace("\r\n ", "").replace("\\n", " ");
        let shown = ["NAME", "DESCRIPTION", "SUMMARY", "CATEGORIES"];
        let lines = body.lines().filter_map(|line| line.split_once(':'));
        out = lines.filter(|(name, _)| shown.contains(name)).map(|(_, v)| v.to_string()).collect();
    } else if path == "search/index.js" {
        // the kinds of publishers, by their labels or else by their words
        let data = body.splitn(3, ',').nth(2).and_then(|data| data.strip_suffix(");\n"));
        let index: serde_json::Value = serde_json::from_str(data.unwrap()).unwrap();
        let kinds = index["values"]["publishers"].as_array().unwrap();
        let kinds = kinds.iter().map(|kind| kind.as_str().unwrap());
        out =
            kinds.map(|kind| index["labels"][kind].as_str().unwrap_or(kind).to_string()).collect();
    } else if path.starts_with("search/t") && path != "search/topic.js" {
        // ids and values of facets are ASCII; every text has words of the site
        let strings = body.split('"').filter(|part| !part.is_ascii());
        out = strings.map(str::to_string).collect();
    }
    out
}

/// The site as it is built, from its root.
fn built() -> crate::support::folder::Tree {
    let folder = Folder::of(&tree(&fixture("pseudo")));
    folder.put("locales/en-XA.yaml", pseudo_locale());
    let request = Request {
        root: folder.root().into(),
        out: folder.at("public"),
        day: Day::Today(Date { year: 2026, month: 11, day: 20 }),
        drafts: Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    let outcome = build(&request, &Silent).expect("the site can be built");
    assert!(outcome.summary.is_some(), "{:#?}", outcome.report.iter().collect::<Vec<_>>());
    tree(Path::new(&folder.at("public")))
}

#[test]
fn no_english_word_gets_to_readers_past_the_messages() {
    let mut found = BTreeSet::new();
    for (path, bytes) in &built() {
        let Ok(body) = std::str::from_utf8(bytes) else { continue };
        for text in said_by(path, body) {
            let words = foreign(&text);
            if !words.is_empty() {
                let kind = path.rsplit('.').next().unwrap_or_default();
                found.insert(format!("{kind}: {} in “{}”", words.join(" "), text.trim()));
            }
        }
    }
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn marked_words_are_known_and_unmarked_ones_found() {
    let text = Text::parse("Open <b>until</b> {n}: ").unwrap();
    assert_eq!(marked(&text), "⟦Opēn⟧ <b>⟦ūntīl⟧</b> {n}: ");
    assert_eq!(foreign("⟦Opēn⟧ სიტე until 5 (see https://a.example/b), a.txt"), ["until", "see"]);
    assert_eq!(said("<p title=\"One\">Two<script>three</script></p>"), ["One", "Two"]);
}
