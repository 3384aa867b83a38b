//! The rules of evidence in every output: no file shows a claim without its verdict, its voice or its date.
//!
//! A small site has claims with a word of their own each. Every text file that a build writes is searched for that word,
//! and near each place the mark has to be. A new kind of output is covered without a change here.

use crate::support::folder::{Folder, findings};

/// How far from a claim's words its mark may be, in bytes.
const NEAR: usize = 1_500;

const SITE: [(&str, &str); 9] = [
    (
        "content/site.yaml",
        "title: Wages\nlanguage: en-GB\nbase_url: https://wages.example/\nembeds: [perspectives, tensions, questions, figures, notes]\n",
    ),
    ("content/publishers.yaml", "- {id: post, name: The Post, kind: news-agency}\n"),
    (
        "content/sources/s.yaml",
        "- {id: study, type: report, title: Study, author: Ann Reed, issued: 2026-05}\n\
         - {id: news, type: article-newspaper, title: News, publisher: post, issued: 2026-05-20}\n\
         - {id: later, type: report, title: Later, author: Ann Reed, issued: 2026-06}\n",
    ),
    ("content/entities/ann-reed.md", "---\nname: Ann Reed\nkind: person\n---\nAn economist.\n"),
    ("content/entities/union.md", "---\nname: Union\nkind: organisation\n---\nA union.\n"),
    (
        "content/topics/wages/topic.md",
        "---\ntitle: Wages\nquestion: Do wages rise?\n---\n## What we are tracking\nPay.\n",
    ),
    (
        "content/topics/wages/gathers/2026-06-01.md",
        "---\nkind: gather\n---\n## Pay\n\
         - [@study] Quokka wages doubled, says [[ann-reed]]. ^n-quokka\n\n\
         ## Timeline\n- 2026-05-02: The Wombat office opened. [@news] ^t-wombat\n",
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
         - [@later] The question was misput. (corrects:: [[pay#^q-potoroo]]) ^n-c5\n\n\
         > [!EDITOR] 2026-06-12\n> Cassowary remark of later.\n",
    ),
];

/// The places of a word in the outputs, without its mark near it.
fn bare_places(word: &str, mark: &str) -> Vec<String> {
    let folder = Folder::empty();
    for (path, text) in SITE {
        folder.put(path, text);
    }
    let outcome = folder.build();
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    let mut bare = Vec::new();
    let mut places = 0;
    for (path, bytes) in folder.public() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for (at, _) in text.match_indices(word) {
            places += 1;
            let mut start = at.saturating_sub(NEAR);
            let mut end = (at + NEAR).min(text.len());
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            while !text.is_char_boundary(end) {
                end += 1;
            }
            if !text[start..end].to_lowercase().contains(mark) {
                let words: String = text[at..].chars().take(60).collect();
                bare.push(format!("{path}: {words}"));
            }
        }
    }
    assert!(places > 5, "{word} is in {places} places");
    bare
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
