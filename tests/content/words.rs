//! Whose words the content is written in: no eight words in a row are those of the documents that it retells, and the
//! spelling is British.

use crate::TEXTS;
use serde_json::Value;
use std::collections::HashSet;

/// How many words in a row make a run.
const RUN: usize = 8;

/// The words of a text: rows of a-z and digits in lower case, with single `'`, `’` or `.` between them.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut found: Vec<String> = Vec::new();
    let mut joined = false;
    let mut chars = lower.chars().peekable();
    while let Some(c) = chars.next() {
        let follows = chars.peek().is_some_and(char::is_ascii_alphanumeric);
        if c.is_ascii_alphanumeric() {
            match found.last_mut() {
                Some(word) if joined => word.push(c),
                _ => found.push(c.to_string()),
            }
            joined = true;
        } else if joined && follows && matches!(c, '\'' | '’' | '.') {
            found.last_mut().expect("a word before its apostrophe").push(c);
        } else {
            joined = false;
        }
    }
    found
}

fn hash(run: &[String]) -> [u8; 8] {
    let whole = blake3::hash(run.join(" ").as_bytes());
    whole.as_bytes()[..8].try_into().expect("eight bytes")
}

/// The hashed runs of the documents that the content retells; `content/runs.py` makes them.
fn runs() -> HashSet<[u8; 8]> {
    let bytes = include_bytes!("runs.bin");
    bytes.chunks_exact(8).map(|c| c.try_into().expect("eight bytes")).collect()
}

/// Keys whose values are not the editor's words: titles, names, addresses.
const GIVEN: [&str; 12] = [
    "title",
    "aliases",
    "name",
    "id",
    "term",
    "author",
    "publisher",
    "container-title",
    "URL",
    "url",
    "archive",
    "from",
];

/// The texts of a file, each with its place: the values of its YAML and the paragraphs and list items of its Markdown.
fn texts(path: &str, text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let (yaml, body, mut line) = match front {
        Some((yaml, body)) => (yaml, body, yaml.lines().count() + 3),
        None if path.ends_with(".yaml") => (text, "", 1),
        None => ("", text, 1),
    };
    if !yaml.is_empty() {
        let tree = serde_yaml::from_str(yaml).unwrap_or_else(|e| panic!("{path}: {e}"));
        values(path, &tree, &mut found);
    }
    let mut goes_on = false;
    for words in body.lines() {
        let starts = ["- ", "#", "|", "[^"].iter().any(|mark| words.trim_start().starts_with(mark));
        match found.last_mut() {
            Some((_, text)) if goes_on && !starts => {
                text.push(' ');
                text.push_str(words);
            }
            _ => found.push((format!("{path}:{line}"), words.to_string())),
        }
        goes_on = !words.trim().is_empty();
        line += 1;
    }
    found
}

fn values(place: &str, tree: &Value, found: &mut Vec<(String, String)>) {
    match tree {
        Value::String(text) => found.push((place.to_string(), text.clone())),
        Value::Array(list) => list.iter().for_each(|v| values(place, v, found)),
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| !GIVEN.contains(&key.as_str())) {
                values(&format!("{place} {key}"), value, found);
            }
        }
        _ => {}
    }
}

/// A text without citations, link targets, block ids and addresses, cut where a quotation stands.
fn passages(text: &str) -> Vec<String> {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '“' => rest.find('”').map(|end| (end + '”'.len_utf8(), "|")),
            '"' => rest[1..].find('"').map(|end| (end + 2, "|")),
            '[' if rest.starts_with("[@") => rest.find(']').map(|end| (end + 1, " ")),
            '[' if rest.starts_with("[[") => rest.find(['|', ']']).map(|end| (end + 1, " ")),
            '^' => Some((rest.find([' ', ']', ')']).unwrap_or(rest.len()), " ")),
            'h' if rest.starts_with("https://") => {
                Some((rest.find([' ', ')', '>']).unwrap_or(rest.len()), " "))
            }
            _ => None,
        };
        let (len, instead) = skipped.unwrap_or((c.len_utf8(), &rest[..c.len_utf8()]));
        kept.push_str(instead);
        rest = &rest[len..];
    }
    kept.split('|').map(str::to_string).collect()
}

/// The runs of a file that are among `runs`, each with its place.
fn shared_runs(path: &str, text: &str, runs: &HashSet<[u8; 8]>) -> Vec<String> {
    let mut shared = Vec::new();
    for (place, text) in texts(path, text) {
        for passage in passages(&text) {
            for run in words(&passage).windows(RUN).filter(|run| runs.contains(&hash(run))) {
                shared.push(format!("{place}: {}", run.join(" ")));
            }
        }
    }
    shared
}

#[test]
fn no_eight_words_in_a_row_are_those_of_the_documents_it_retells() {
    let runs = runs();
    let shared: Vec<String> =
        TEXTS.iter().flat_map(|t| shared_runs(&t.path, &t.body, &runs)).collect();
    assert_eq!(shared, Vec::<String>::new());
}

#[test]
fn a_sentence_taken_over_would_be_found_and_a_quoted_one_would_not() {
    let taken = "nine made up words that stand in no document";
    let mut runs = runs();
    runs.extend(words(taken).windows(RUN).map(hash));
    let both = |place: &str| {
        ["nine made up words that stand in no", "made up words that stand in no document"]
            .map(|r| format!("{place}: {r}"))
    };
    let in_a_note =
        "First.\n- [@key] Nine made-up words,\n  that [[stand|stand]] in *no* document. ^n-key\n";
    assert_eq!(shared_runs("x.md", in_a_note, &runs), both("x.md:2"));
    let in_front = format!("---\ntitle: {taken}\nsummary: \"{taken}\"\n---\nText.\n");
    assert_eq!(shared_runs("x.md", &in_front, &runs), both("x.md summary"));
    let in_yaml = format!("- {{id: a, title: {taken}, note: {taken}}}\n");
    assert_eq!(shared_runs("x.yaml", &in_yaml, &runs), both("x.yaml note"));
    let quoted = format!("He said \"{taken}\", and “{taken}”.\n");
    assert_eq!(shared_runs("x.md", &quoted, &runs), Vec::<String>::new());
}

#[test]
fn the_list_of_runs_is_that_of_whole_documents() {
    assert_eq!(runs().len(), 15_660);
    assert_eq!(
        words("GPT-5.5’s 'gap' isn't U.S. law."),
        ["gpt", "5.5’s", "gap", "isn't", "u.s", "law"]
    );
}

/// American spellings that British English does not have; `license` is a verb there, and "to license" is allowed.
const AMERICAN: [&str; 30] = [
    "analyze",
    "analyzed",
    "analyzes",
    "artifact",
    "artifacts",
    "behavior",
    "catalog",
    "center",
    "centers",
    "color",
    "colors",
    "defense",
    "favor",
    "favored",
    "favors",
    "fulfill",
    "gotten",
    "honor",
    "judgment",
    "labeled",
    "labor",
    "license",
    "licenses",
    "modeled",
    "modeling",
    "neighbor",
    "neighboring",
    "offense",
    "skeptical",
    "traveled",
];

/// Names that keep their own spelling.
const NAMES: [&str; 7] = [
    "Center for a New American Security",
    "Center for Security and Emerging Technology",
    "Berkman Klein Center",
    "Community License",
    "Community-License",
    "MIT License",
    "LicenseRef",
];

fn is_american(word: &str) -> bool {
    let endings = ["ize", "ized", "izes", "izing", "ization", "izations"];
    let has_ending = endings.iter().any(|ending| word.ends_with(ending));
    let is_common = ["size", "sized", "sizes", "prize", "seize"].contains(&word);
    AMERICAN.contains(&word) || (has_ending && !is_common)
}

/// The American spellings of a file outside quotations, titles and names, each with its place.
fn american_spellings(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (place, text) in texts(path, text) {
        for passage in passages(&text) {
            let passage = NAMES.iter().fold(passage, |rest, name| rest.replace(name, "|"));
            let words = words(&passage);
            for (at, word) in words.iter().enumerate() {
                let is_verb = word == "license" && at > 0 && words[at - 1] == "to";
                if is_american(word) && !is_verb {
                    found.push(format!("{place}: {word}"));
                }
            }
        }
    }
    found
}

#[test]
fn the_spelling_is_british_outside_quotations_and_names() {
    let written = TEXTS.iter().filter(|t| t.path.ends_with(".md") || t.path.ends_with(".yaml"));
    let english =
        written.filter(|t| !t.path.starts_with("locales/") || t.path == "locales/en.yaml");
    let found: Vec<String> = english.flat_map(|t| american_spellings(&t.path, &t.body)).collect();
    assert_eq!(found, Vec::<String>::new());
    let text = "A license of 2026 to license colors, as \"centers\" organized, the Berkman Klein Center says.\n";
    let spellings = ["license", "colors", "organized"].map(|word| format!("x.md:1: {word}"));
    assert_eq!(american_spellings("x.md", text), spellings);
}
