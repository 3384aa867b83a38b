//! The rules of evidence in every output: no file shows a claim without its verdict, its voice or its date.
//!
//! A small site has claims with a word of their own each. Every text file that a build writes is searched for that word,
//! and near each place the mark has to be. A new kind of output is covered without a change here.

use crate::support::folder::{Folder, build_at, findings};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How far from a claim's words its mark may be, in bytes.
const NEAR: usize = 1_500;

const SITE: [(&str, &str); 10] = [
    (
        "content/site.yaml",
        "title: Wages\nlanguage: en-GB\nbase_url: https://wages.example/\nembeds: [perspectives, tensions, questions, figures, notes, definitions, contradictions, forecasts, evidence, half-life]\n",
    ),
    ("content/publishers.yaml", "- {id: post, name: The Post, kind: news-agency}\n"),
    (
        "content/sources/s.yaml",
        "- {id: study, type: report, title: Study, author: Ann Reed, issued: 2026-05}\n\
         - {id: news, type: article-newspaper, title: News, publisher: post, issued: 2026-05-20}\n\
         - {id: echo, type: article-newspaper, title: Echo, publisher: post, issued: 2026-05-25, reports: [study]}\n\
         - {id: later, type: report, title: Later, author: Ann Reed, issued: 2026-06}\n",
    ),
    (
        "content/entities/ann-reed.md",
        "---\nname: Ann Reed\nkind: person\n---\nA Quoll economist.\n",
    ),
    ("content/entities/union.md", "---\nname: Union\nkind: organisation\n---\nA union.\n"),
    (
        "content/topics/wages/topic.md",
        "---\ntitle: Wages\nquestion: Do wages rise?\nsummary: Echidna pay rose.\nhistory: [{until: 2026-06-09, summary: Bettong pay fell.}]\n---\n## What we are tracking\nKowari pay.\n\n## Tensions\n- [[ann-reed]] vs [[union]]: What Kaluta leads. [@study]\n  - Kind: factual\n",
    ),
    (
        "content/topics/wages/gathers/2026-06-01.md",
        "---\nkind: gather\n---\n## Pay\n\
         - [@study] Quokka wages doubled, says [[ann-reed]]. ^n-quokka\n\
         - [@study] Pademelon pay grew. ^n-pademelon\n\
         - [@news] Wallaby wages stood still. ^n-wallaby\n\n\
         ## Timeline\n- 2026-05-02: The Wombat office opened. [@news] ^t-wombat\n",
    ),
    (
        "content/topics/wages/figures.yaml",
        "- {id: rise, metric: Bandit pay, subject: union, value: 3, unit: \"%\", as_of: 2026-05, source: study, \
         stated_in: \"[[2026-06-01#^n-quokka]]\"}\n\
         - {id: one, metric: Fossa pay, subject: union, value: 4, unit: \"%\", as_of: 2026-05, source: study}\n\
         - {id: two, metric: Fossa pay, subject: union, value: 4, unit: \"%\", as_of: 2026-05, source: echo}\n",
    ),
    (
        "content/topics/wages/threads/pay.md",
        "---\ntitle: Pay\nstatus: active\nopened: 2026-06-02\n---\n\
         ## Perspectives\n### [[ann-reed]]\nDingo pay leads prices. [@study]\n\n\
         - 2026-05-20 first tracked: Bandicoot pay leads prices. [@study] ^p-bandicoot\n\n\
         ### [[union]]\nPrices lead pay.\n\n\
         - 2026-05-20 first tracked: Numbat prices come first. [@news] (attributed_by:: [@news]) ^p-numbat\n\n\
         ## Forecasts\n- 2026-05-20: Bilby pay will double by the end of 2027. [@study] (by:: [[ann-reed]]) (due:: 2027) ^f-bilby\n\n\
         ## Open questions\n- Does Potoroo pay count? [@study] (status:: open) (asked:: 2026-06-02) (due:: 2027) ^q-potoroo\n",
    ),
    (
        "content/topics/wages/gathers/2026-06-10.md",
        "---\nkind: gather\n---\n## Pay\n\
         - [@later] The first was a slip. (corrects:: [[2026-06-01#^n-quokka]]) ^n-c1\n\
         - [@later] It was another office. (corrects:: [[2026-06-01#^t-wombat]]) ^n-c2\n\
         - [@later] It was misread. (corrects:: [[pay#^p-bandicoot]]) ^n-c3\n\
         - [@later] The year is wrong. (corrects:: [[pay#^f-bilby]]) ^n-c4\n\
         - [@later] The question was misput. (corrects:: [[pay#^q-potoroo]]) ^n-c5\n\
         - [@echo] So it did. (confirms:: [[2026-06-01#^n-pademelon]]) ^n-echo\n\
         - [@study] They moved. (disputes:: [[2026-06-01#^n-wallaby]]) ^n-doubt\n\
         - [@later] They did not. (corrects:: [[2026-06-10#^n-doubt]]) ^n-c6\n\n\
         > [!EDITOR] 2026-06-12\n> Cassowary remark of later.\n",
    ),
];

/// The text files of the site as it is, and as it was known before its last gather.
static OUTPUTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| texts("2026-11-20"));
static EARLIER: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| texts("2026-06-05"));

fn texts(day: &str) -> BTreeMap<String, String> {
    let folder = Folder::empty();
    for (path, text) in SITE {
        folder.put(path, text);
    }
    let outcome = build_at(folder.root(), &folder.root().join("public"), day);
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    let mut texts = BTreeMap::new();
    for (path, bytes) in folder.public() {
        if let Ok(text) = String::from_utf8(bytes) {
            texts.insert(path, text);
        }
    }
    texts
}

/// The places of a word in the outputs, without its mark near it.
fn bare_places(word: &str, mark: &str) -> Vec<String> {
    let mut bare = Vec::new();
    let mut places = 0;
    for (path, text) in OUTPUTS.iter() {
        for (at, _) in text.match_indices(word) {
            places += 1;
            let start = text.floor_char_boundary(at.saturating_sub(NEAR));
            let end = text.ceil_char_boundary((at + NEAR).min(text.len()));
            if !text[start..end].to_lowercase().contains(mark) {
                let words: String = text[at..].chars().take(60).collect();
                bare.push(format!("{path}: {words}"));
            }
        }
    }
    assert!(places > 5, "{word} is in {places} places");
    bare
}

/// The files that have one of the words.
fn files_with(texts: &BTreeMap<String, String>, words: &[&str]) -> Vec<String> {
    let with = texts.iter().filter(|(_, text)| words.iter().any(|word| text.contains(word)));
    with.map(|(path, _)| path.clone()).collect()
}

#[test]
fn corrected_note_is_nowhere_without_its_correction() {
    assert_eq!(bare_places("Quokka", "corrected"), Vec::<String>::new());
}

#[test]
fn corrected_event_is_nowhere_without_its_correction() {
    assert_eq!(bare_places("Wombat", "corrected"), Vec::<String>::new());
}

#[test]
fn corrected_position_is_nowhere_without_its_correction() {
    assert_eq!(bare_places("Bandicoot", "corrected"), Vec::<String>::new());
}

#[test]
fn corrected_forecast_is_nowhere_without_its_correction() {
    assert_eq!(bare_places("Bilby", "corrected"), Vec::<String>::new());
}

#[test]
fn corrected_question_is_nowhere_without_its_correction() {
    assert_eq!(bare_places("Potoroo", "corrected"), Vec::<String>::new());
}

#[test]
fn attributed_position_is_nowhere_without_who_reports_it() {
    assert_eq!(bare_places("Numbat", "reported by"), Vec::<String>::new());
}

#[test]
fn editors_note_is_nowhere_without_its_voice() {
    assert_eq!(bare_places("Cassowary", "editor"), Vec::<String>::new());
}

#[test]
fn dispute_is_nowhere_a_verdict_after_its_own_correction() {
    let mut wrong = Vec::new();
    for (path, text) in OUTPUTS.iter().filter(|(_, text)| text.contains("Wallaby")) {
        let plain = text.to_lowercase().replace("no longer disputed", "");
        if plain.contains("[disputed") || plain.contains("disputed by") {
            let at = plain.find("disputed by").or(plain.find("[disputed")).unwrap();
            wrong.push(format!("{path}: {}", &plain[at.saturating_sub(300)..at + 100]));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let page = &OUTPUTS["topics/wages/gathers/2026-06-01.html"];
    assert!(page.contains("No longer disputed by"), "{page}");
}

#[test]
fn undated_text_is_nowhere_on_an_earlier_day() {
    let undated = ["Quoll", "Echidna", "Kowari", "Dingo", "Kaluta", "Prices lead pay"];
    let today = undated.map(|word| files_with(&OUTPUTS, &[word]).is_empty());
    assert_eq!(today, [false; 6]);
    assert_eq!(files_with(&EARLIER, &undated), Vec::<String>::new());
}

#[test]
fn summary_of_an_earlier_day_is_shown_on_that_day_alone() {
    assert_eq!(files_with(&OUTPUTS, &["Bettong"]), Vec::<String>::new());
    assert!(files_with(&EARLIER, &["Bettong"]).contains(&"index.html".to_string()));
}

#[test]
fn repetition_of_one_study_is_nowhere_called_a_confirmation() {
    let mut wrong = Vec::new();
    for (path, text) in OUTPUTS.iter().filter(|(_, text)| text.contains("Pademelon")) {
        let words = match path.ends_with(".html") {
            true => without_tags(text),
            // The kind of a relation, its class and the id of its entry have the word that its author wrote.
            false => text
                .replace(r#""kind":"confirms""#, "")
                .replace("-confirms", "")
                .replace("/confirms/", ""),
        };
        if let Some(at) = words.to_lowercase().find("confirm") {
            let start = words.floor_char_boundary(at.saturating_sub(200));
            let end = words.ceil_char_boundary((at + 60).min(words.len()));
            wrong.push(format!("{path}: {}", &words[start..end]));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(OUTPUTS["topics/wages/gathers/2026-06-01.html"].contains("Repeated by"));
}

fn without_tags(html: &str) -> String {
    let mut words = String::new();
    for part in html.split('<') {
        words.push_str(part.split_once('>').map_or(part, |(_, words)| words));
        words.push(' ');
    }
    words
}

#[test]
fn figure_of_a_corrected_passage_is_nowhere_without_the_correction() {
    let wrong = |path: &&String| {
        let text = &OUTPUTS[path.as_str()];
        text.contains("Bandit pay") && !path.ends_with(".csv") && !text.contains("corrected")
    };
    let wrong: Vec<&String> = OUTPUTS.keys().filter(wrong).collect();
    assert_eq!(wrong, Vec::<&String>::new());
    let page = &OUTPUTS["topics/wages/figures.html"];
    assert!(page.contains("(<b>corrected 10 June 2026</b>)"), "{page}");
}

#[test]
fn measurement_that_two_figures_report_says_so_in_every_format() {
    assert!(OUTPUTS["topics/wages/figures.html"].contains("reported 2 times"));
    assert!(OUTPUTS["topics/wages/facts.jsonl"].contains(r#""reports":2"#));
    let table = &OUTPUTS["topics/wages/figures.csv"];
    let twice = table.lines().filter(|row| row.contains("Fossa pay") && row.ends_with(",2"));
    assert_eq!(twice.count(), 2, "{table}");
}
