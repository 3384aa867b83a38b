//! Tags among words, as Obsidian has them: `#housing`.

use super::checked_text::{CheckedText, check_texts};
use crate::diagnostics::Report;
use crate::model::*;
use crate::source::{Files, places_of};
use std::collections::HashMap;
use std::ops::Range;

pub(super) fn check(site: &Site, files: &Files, report: &mut Report) {
    let mut tags = HashMap::new();
    for id in site.vocabulary.tag_ids() {
        let row = site.vocabulary.tag(id);
        for word in row.aliases.iter().chain([&row.word]) {
            tags.insert(key(word), id);
        }
    }
    check_texts(site, files, report, |mut text| {
        for at in places_of(text.body, "#") {
            check_mark(&mut text, &tags, at);
        }
    });
}

/// A word for comparison: Obsidian's tags have no spaces.
fn key(word: &str) -> String {
    word.to_lowercase().replace([' ', '_'], "-")
}

fn check_mark(text: &mut CheckedText, tags: &HashMap<String, TagId>, at: usize) {
    let Some(range) = hashtag(text.body, at).filter(|_| text.is_text(at)) else { return };
    let written = &text.body[range.clone()];
    let doc = text.site.doc(text.id);
    let message = format!("{written} is shown as text: tags are in the front matter");
    match tags.get(&key(&written[1..])) {
        Some(tag) if doc.tags.contains(tag) => {
            text.advise(&range, &message, "remove it here; the text has this tag already");
        }
        Some(tag) => {
            let word = &text.site.vocabulary.tag(*tag).word;
            let help = format!("write `tags: [{word}]` there, and remove it here");
            text.advise(&range, &message, &help);
        }
        None if is_tag_line(text.body, at) => {
            let help = format!(
                "write `tags: [{}]` there, declare its words under `tags:` of content/vocabulary.yaml, and remove the line",
                &written[1..]
            );
            text.advise(&range, &message, &help);
        }
        None => {}
    }
}

/// `#` and a word, which starts with a letter.
fn hashtag(body: &str, at: usize) -> Option<Range<usize>> {
    let is_start = body[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
    let rest = &body[at + 1..];
    if !is_start || !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    let is_part = |c: char| c.is_alphanumeric() || "-_/".contains(c);
    let len = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let len = rest[..len].trim_end_matches(['-', '_', '/']).len();
    Some(at..at + 1 + len)
}

/// Whether a line has several tags and nothing else, of which this is the first.
fn is_tag_line(body: &str, at: usize) -> bool {
    if at > 0 && !body[..at].ends_with('\n') {
        return false;
    }
    let line = body[at..].lines().next().unwrap_or_default();
    let is_tag = |word: &str| {
        word.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    };
    line.split_whitespace().all(is_tag)
}
