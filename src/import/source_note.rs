//! Source notes as other documents write them: a title, its publisher and date, and a text.
//!
//! Titles contain dashes and parentheses: of the parentheses that could hold the publisher, one with
//! a date or a known name wins.

use super::dates;
use super::imprint::Imprint;
use super::note_imprint::{Parentheses, after_title, imprint_at_end, parentheses};
use super::note_title::{linked_title, marked_title};
use super::text::starts_uppercase;
use crate::markdown::{self};
use crate::model::{ObservationKind, Word};

/// What an item says of its work, and the remaining text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SourceNote {
    pub title: String,
    pub url: Option<String>,
    /// A name before the title.
    pub author: Option<String>,
    pub imprint: Imprint,
    pub text: String,
    /// Another place where the title could end.
    pub alternative: Option<String>,
}

/// Reads an item's text (in one line). `is_publisher` recognises the names of publishers.
pub(super) fn read(text: &str, is_publisher: &dyn Fn(&str) -> bool) -> Option<SourceNote> {
    let text = text.trim();
    // `2026-06-04: [Title](address) (Publisher)`
    if let Some((date, rest)) = dates::leading(text).filter(|(_, rest)| rest.len() < text.len())
        && let Some(mut note) = read_linked(rest).or_else(|| read_address(rest))
    {
        let date_text = text[..text.len() - rest.len()].to_string();
        note.imprint =
            note.imprint.or(Imprint { date: Some(date), date_text, ..Imprint::default() });
        return Some(note);
    }
    read_linked(text)
        .or_else(|| read_marked(text))
        .or_else(|| read_publisher_first(text))
        .or_else(|| read_address(text))
        .or_else(|| read_with_author(text))
        .or_else(|| read_parentheses(text, is_publisher))
}

/// `[Title](address) (Publisher, date) — text`.
pub(super) fn read_linked(text: &str) -> Option<SourceNote> {
    let (title, url, rest) = linked_title(text)?;
    let (imprint, text) = after_title(rest, true)?;
    Some(SourceNote { title, url, imprint, text, ..SourceNote::default() })
}

/// `**Title** (Publisher, date): text`, `**Title**: text ([Publisher](address), date)` or
/// `"Title" by A. Reed (Publisher, date) address`.
fn read_marked(text: &str) -> Option<SourceNote> {
    let (title, _, rest) = marked_title(text)?;
    let mut note = SourceNote { title, ..SourceNote::default() };
    let mut rest = rest.trim_start();
    if let Some(by) = rest.strip_prefix("by ")
        && let Some((author, _)) = by.split_once(" (")
        && author.split_whitespace().count() <= 6
    {
        note.author = Some(author.trim_matches(['*', '_', ' ']).to_string());
        rest = by[author.len()..].trim_start();
    }
    let is_summary_first = rest.starts_with([':', '—', '–']);
    if let Some((imprint, text)) = after_title(rest, false)
        && !(is_summary_first && imprint_at_end(rest).is_some())
        && (imprint.is_specific() || !text.is_empty() || imprint.url.is_some())
    {
        (note.imprint, note.text) = (imprint, text);
        note.take_address();
        return Some(note);
    }
    // the summary ends with its publisher
    let (summary, imprint) = imprint_at_end(rest)?;
    note.text = summary.trim_start_matches([':', '—', '–', '-', ' ']).to_string();
    note.imprint = imprint;
    Some(note)
}

/// `Publisher: [Title](address) text`.
fn read_publisher_first(text: &str) -> Option<SourceNote> {
    let (name, rest) = text.split_once(": ")?;
    let name = name.trim_matches(['*', '_', ' ']);
    let is_name = starts_uppercase(name) && name.split_whitespace().count() <= 5;
    let has_marks = name.contains(['[', '(', '"', '“', '.', ',', '?']);
    if !is_name || has_marks || ObservationKind::parse(name).is_some() {
        return None;
    }
    let mut note = read_linked(rest)?;
    note.imprint.publisher.get_or_insert_with(|| name.to_string());
    Some(note)
}

/// `<address> Title` or `address Title`.
fn read_address(text: &str) -> Option<SourceNote> {
    let (address, rest) = match text.strip_prefix('<') {
        Some(inside) => inside.split_once('>')?,
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    };
    let address = address.trim_end_matches([',', ':', ';']);
    if !markdown::is_web(address) {
        return None;
    }
    let rest = rest.trim_start_matches([' ', ':', '—', '–', '-', ',']);
    let end = [" — ", " – ", ". "].iter().filter_map(|mark| rest.find(mark)).min();
    let (title, text) = rest.split_at(end.unwrap_or(rest.len()));
    let title = if title.is_empty() { address } else { title };
    let text = text.trim_start_matches(['.', ' ', '—', '–']).to_string();
    let url = Some(address.to_string());
    Some(SourceNote { title: markdown::title(title), url, text, ..SourceNote::default() })
}

impl SourceNote {
    /// Moves an address that is all that remains, or that its text starts with, to its place.
    fn take_address(&mut self) {
        let text = self.text.clone();
        let word = text.split_whitespace().next().unwrap_or_default();
        let address = word.trim_matches(['<', '>', '.', ',']);
        if self.url.is_none() && self.imprint.url.is_none() && markdown::is_web(address) {
            self.url = Some(address.to_string());
            self.text = text[word.len()..].trim().to_string();
        }
    }
}

/// `Fraser, A., "Title", Journal, 3 June 2026: text`.
fn read_with_author(text: &str) -> Option<SourceNote> {
    let at = text.find(['"', '“']).filter(|n| (1..=80).contains(n))?;
    let author = text[..at].trim_end_matches([',', ':', ' ']);
    let is_name = starts_uppercase(author) && author.len() < text[..at].trim_end().len();
    if !is_name || author.split_whitespace().count() > 6 {
        return None;
    }
    let (title, _, rest) = marked_title(&text[at..])?;
    let (imprint, text) = after_title(rest, false).filter(|(imprint, _)| imprint.date.is_some())?;
    let author = Some(author.to_string());
    let mut note = SourceNote { title, author, imprint, text, ..SourceNote::default() };
    note.take_address();
    Some(note)
}

/// How probably an imprint names a publication; 0 for other words in parentheses.
fn imprint_weight(imprint: &Imprint, is_known: bool) -> u8 {
    let publisher = imprint.publisher.as_deref().unwrap_or_default();
    let has_name = publisher.contains(char::is_alphabetic);
    let is_domain = publisher.contains('.') && !publisher.contains(char::is_whitespace);
    if has_name && imprint.is_specific() {
        4
    } else if imprint.is_specific() || is_known {
        3
    } else if has_name && (starts_uppercase(publisher) || is_domain) {
        2
    } else {
        u8::from(has_name)
    }
}

fn read_parentheses(text: &str, is_publisher: &dyn Fn(&str) -> bool) -> Option<SourceNote> {
    let all = parentheses(text);
    let first = all.first()?;
    // the title ends with its first sentence
    let limit = text[first.close..].find(". ").unwrap_or(text.len());
    let mut candidates: Vec<(&Parentheses, Imprint, bool, u8)> = Vec::new();
    for candidate in all.iter().filter(|p| p.open <= limit.saturating_add(first.close)) {
        let imprint = candidate.imprint(text);
        let is_known = matches!(&imprint.publisher, Some(name) if is_publisher(name));
        let weight = imprint_weight(&imprint, is_known);
        if weight > 0 {
            candidates.push((candidate, imprint, is_known, weight));
        }
    }
    let best = candidates.iter().max_by_key(|(p, .., weight)| (*weight, usize::MAX - p.open))?;
    let (place, imprint, is_known, weight) = best;
    let (title, rest) = (text[..place.open].trim(), &text[place.text..]);
    // words in parentheses at the end of a sentence are not an imprint
    let ends_sentence = rest.is_empty() && imprint.date.is_none() && !is_known;
    let after_sentence = title.ends_with(['.', ';']) && (rest.is_empty() || *weight < 2);
    if title.is_empty() || ends_sentence || after_sentence {
        return None;
    }
    let other = candidates.iter().find(|(p, .., w)| p.open != place.open && *w > 1 && w >= weight);
    Some(SourceNote {
        title: markdown::title(title),
        imprint: imprint.clone(),
        text: rest.to_string(),
        alternative: other.map(|(p, ..)| text[p.open..=p.close].to_string()),
        ..SourceNote::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, publisher, date and words.
    fn parts(text: &str) -> Option<[String; 4]> {
        let found = read(text, &|name| name == "The Daily")?;
        let date = found.imprint.date.map(|d| d.to_string()).unwrap_or_default();
        Some([found.title, found.imprint.publisher.unwrap_or_default(), date, found.text])
    }

    #[track_caller]
    fn assert_parts(text: &str, expected: [&str; 4]) {
        assert_eq!(parts(text), Some(expected.map(String::from)), "{text}");
    }

    #[test]
    fn read_keeps_dashes_and_parentheses_of_titles() {
        assert_parts(
            "Rents rise (The Daily, 2026-05-01) — By a tenth.",
            ["Rents rise", "The Daily", "2026-05-01", "By a tenth."],
        );
        assert_parts(
            "Harbour — the long dispute (part 2) (Port Review, 2026) — A port (small) — is closed.",
            [
                "Harbour — the long dispute (part 2)",
                "Port Review",
                "2026",
                "A port (small) — is closed.",
            ],
        );
        assert_parts(
            "Flats (old) — a guide (The Daily) — What to look for.",
            ["Flats (old) — a guide", "The Daily", "", "What to look for."],
        );
        assert_parts(
            "A model of rents (arXiv, 2604.17413) — Formal.",
            ["A model of rents", "arXiv", "", "Formal."],
        );
        assert_parts(
            "Kerb space counted (Apr 29 2026) — Nobody says by whom.",
            ["Kerb space counted", "", "2026-04-29", "Nobody says by whom."],
        );
        assert_parts(
            "Talks (Union — Reed, Hale et al.) — Notes.",
            ["Talks", "Union — Reed, Hale et al.", "", "Notes."],
        );
        assert_parts(
            "Rents (Reed et al., 20+ authors, June 4, 2026) – Long.",
            ["Rents", "Reed et al., 20+ authors", "2026-06-04", "Long."],
        );
    }

    #[test]
    fn read_accepts_links_and_marked_titles() {
        assert_parts(
            "[Rents](https://a.example/r) (The Daily, 2026-05) — Up.",
            ["Rents", "The Daily", "2026-05", "Up."],
        );
        assert_parts(
            "[Rents](https://a.example/r), The Daily, May 1, 2026: Up.",
            ["Rents", "The Daily", "2026-05-01", "Up."],
        );
        assert_parts(
            "[Rents](https://a.example/r) — Up by a tenth.",
            ["Rents", "", "", "Up by a tenth."],
        );
        assert_parts("[Rents](https://a.example/r). Up.", ["Rents", "", "", "Up."]);
        assert_parts(
            "**Rents rise** (The Daily, 1 May 2026): Up.",
            ["Rents rise", "The Daily", "2026-05-01", "Up."],
        );
        assert_parts(
            "[\"Rents\"](https://a.example/r) - The Daily, 2026 - Up.",
            ["Rents", "The Daily", "2026", "Up."],
        );
        assert_parts(
            "Reed, A., \"Rents\", *The Daily*, 3 June 2026. Up.",
            ["Rents", "The Daily", "2026-06-03", "Up."],
        );
        assert_eq!(
            read("Ann Reed, “Rents,” The Daily, 2026: Up.", &|_| false).unwrap().author.as_deref(),
            Some("Ann Reed")
        );
        assert_eq!(read("He said \"no\" in 2026", &|_| false), None);
        assert_parts(
            "“Rents rise,” The Daily, 1 May 2026. Up.",
            ["Rents rise", "The Daily", "2026-05-01", "Up."],
        );
        assert_eq!(
            read("[Rents](https://a.example/r) — Up.", &|_| false).unwrap().url.as_deref(),
            Some("https://a.example/r")
        );
    }

    #[test]
    fn read_rejects_sentences() {
        for text in [
            "Rents rose (again).",
            "Look at the harbour (it is closed)",
            "**Bold** words and more.",
            "See [this](https://a.example) first.",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
