//! Source notes as other documents write them: a title, its publisher and date, and a text.
//!
//! Titles contain dashes and parentheses: of the parentheses that could hold the publisher, one with
//! a date or a known name wins.

use super::dates;
use super::imprint::Imprint;
use super::text::{consists_of, flat, leading_digits, starts_uppercase};
use crate::markdown::{self, ReferenceKind, parse};
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
fn read_linked(text: &str) -> Option<SourceNote> {
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

/// The text before `([Publisher](address), date)` at its end, or before an address alone.
fn imprint_at_end(text: &str) -> Option<(&str, Imprint)> {
    let bare = text.trim_end().trim_end_matches('.');
    if let Some((before, last)) = bare.rsplit_once(' ') {
        let address = last.trim_matches(['<', '>', '(', ')']);
        if markdown::is_web(address) {
            let imprint = Imprint { url: Some(address.to_string()), ..Imprint::default() };
            return Some((before.trim_end(), imprint));
        }
    }
    let inside_end = bare.strip_suffix(')')?;
    let open = inside_end
        .match_indices(" (")
        .map(|(at, _)| at)
        .find(|at| closing_parenthesis(&bare[at + 2..]) == Some(inside_end.len() - at - 2))?;
    let imprint = linked_imprint(&inside_end[open + 2..])?;
    let is_source = imprint.url.is_some() || imprint.is_specific();
    Some((bare[..open].trim_end(), imprint)).filter(|_| is_source)
}

/// The imprint in parentheses, where a link names the publisher. `None` for `via [B](address)` and
/// for several links, which are part of the text.
fn linked_imprint(inside: &str) -> Option<Imprint> {
    let lower = inside.to_lowercase();
    if ["via ", "h/t ", "see ", "also ", "hat tip "].iter().any(|word| lower.starts_with(word)) {
        return None;
    }
    let tree = parse(inside);
    let mut links = tree.references.iter().filter(|r| r.kind == ReferenceKind::Link);
    let Some(link) = links.next() else { return Some(Imprint::read(inside)) };
    let address = tree.address(inside, link);
    if links.next().is_some() || !markdown::is_web(address) {
        return None;
    }
    let range = tree.node(link.node).range();
    let words = tree.inline_range(link.node).unwrap_or(range.end..range.end);
    let name = markdown::title(&inside[words]);
    let rest = format!("{}{}", &inside[..range.start], &inside[range.end..]);
    let mut out = Imprint::read(rest.trim_matches([',', ' ', ';']));
    let is_label = matches!(lower_words(&name).as_str(), "link" | "source" | "read more" | "here");
    if is_label {
        out.date_text += &format!(" {name}");
    } else if !markdown::is_web(&name) {
        let more = out.publisher.take();
        out.publisher =
            Some([Some(name), more].into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    out.url = Some(address.to_string());
    Some(out)
}

fn lower_words(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a text starts with a note that gives a date.
pub(super) fn is_dated(text: &str) -> bool {
    let line = text.split(". ").next().unwrap_or(text);
    parentheses(line).iter().any(|p| p.imprint(line).date.is_some())
}

/// `[Title](address)` at the start, possibly stressed or quoted.
fn linked_title(text: &str) -> Option<(String, Option<String>, &str)> {
    let lead = text.len() - text.trim_start_matches(['*', '_', '"', '“']).len();
    let text = &text[lead..];
    let (address, title, rest) = leading_link(text)?;
    let title = markdown::title(title);
    let mut bare = title.trim();
    for (open, close) in [('"', '"'), ('“', '”')] {
        if let Some(quoted) = bare.strip_prefix(open).and_then(|t| t.strip_suffix(close)) {
            bare = quoted.trim_end_matches(',');
        }
    }
    let rest = rest.trim_start_matches(['*', '_', '"', '”']);
    Some((bare.trim().to_string(), Some(address), rest))
}

/// Whether a text is one link to the web.
pub(super) fn is_linked_title(text: &str) -> bool {
    matches!(leading_link(text.trim()), Some((_, _, rest)) if rest.trim().is_empty())
}

/// The notes of a table of news: each row has a cell that is a link, or one of links such as
/// `[Paper](address), [Code](address)` next to one with the title and a text. The head, if it names them, says
/// which cells are publishers.
pub(super) fn read_table(rows: &[&str]) -> Option<Vec<SourceNote>> {
    let mut rows = rows.iter().map(|row| cells(row));
    let head = rows.next()?;
    let mut notes = Vec::new();
    for cells in rows {
        if cells.iter().all(|cell| consists_of(cell, "-: ")) {
            continue;
        }
        let Some(at) = cells.iter().position(|cell| is_linked_title(cell)) else {
            notes.push(read_labelled_row(&cells)?);
            continue;
        };
        let mut note = read_linked(&cells[at])?;
        let mut rest = Vec::new();
        for (n, cell) in cells.iter().enumerate().filter(|(n, cell)| *n != at && !cell.is_empty()) {
            let name = head.get(n).map(|name| lower_words(name)).unwrap_or_default();
            match dates::read(cell) {
                Some(date) if note.imprint.date.is_none() => {
                    (note.imprint.date, note.imprint.date_text) = (Some(date), cell.clone());
                }
                _ if matches!(name.as_str(), "publisher" | "source" | "outlet" | "where") => {
                    note.imprint.publisher = Some(markdown::title(cell));
                }
                _ => rest.push(cell.clone()),
            }
        }
        note.text = rest.join(" — ");
        notes.push(note);
    }
    Some(notes).filter(|notes| !notes.is_empty())
}

/// `| 1) Title  text | [Paper](address), [Code](address) |`
fn read_labelled_row(cells: &[String]) -> Option<SourceNote> {
    let [words, links] = cells else { return None };
    let (address, label, others) = leading_link(links)?;
    if label.split_whitespace().count() > 2 || leading_link(words).is_some() {
        return None;
    }
    let words = words.replace("<br>", " \u{1}").replace("<br/>", " \u{1}");
    let digits = leading_digits(&words);
    let bare = words[digits..].trim_start_matches([')', '.', ' ']);
    let ends = ["  ", " \u{1}", " - ", ": "].iter().filter_map(|mark| bare.find(mark));
    let (title, text) = bare.split_at(ends.min().unwrap_or(bare.len()));
    let text = text.replace('\u{1}', " ");
    let mut text = flat(text.trim_start_matches([' ', ':', '-']));
    let others = others.trim_start_matches([',', ' ']);
    if !others.is_empty() {
        text += &format!(" ({others})");
    }
    let title = markdown::title(title.trim_matches(['*', ' ']));
    Some(SourceNote { title, url: Some(address), text, ..SourceNote::default() })
}

fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|').trim_end_matches('|');
    row.replace("\\|", "\u{1}").split('|').map(|c| c.trim().replace('\u{1}', "|")).collect()
}

/// The address, the words and what follows a link to the web at the start of a text.
pub(super) fn leading_link(text: &str) -> Option<(String, &str, &str)> {
    let tree = parse(text);
    let link = tree.references.first().filter(|r| r.kind == ReferenceKind::Link)?;
    let range = tree.node(link.node).range();
    let address = tree.address(text, link);
    if range.start > 0 || !markdown::is_web(address) {
        return None;
    }
    let words = tree.inline_range(link.node).unwrap_or(range.end..range.end);
    Some((address.to_string(), &text[words], &text[range.end..]))
}

/// `**Title**`, `*Title*`, `"Title"` at the start.
fn marked_title(text: &str) -> Option<(String, Option<String>, &str)> {
    let marks = [("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("“", "”"), ("\"", "\"")];
    let (open, close) = marks.into_iter().find(|(open, _)| text.starts_with(open))?;
    let (title, rest) = text[open.len()..].split_once(close)?;
    let title = title.trim_end_matches([',', ':', '.']);
    if title.is_empty() { None } else { Some((markdown::title(title), None, rest)) }
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

/// What follows a marked title: `(Publisher, date) — text`, `, Publisher, date: text`, ` — text`.
fn after_title(rest: &str, is_linked: bool) -> Option<(Imprint, String)> {
    let rest = rest.trim_start();
    if let Some(open) = rest.strip_prefix('(') {
        let close = closing_parenthesis(open)?;
        let text = after_dash(&open[close + 1..]);
        return Some(match linked_imprint(&open[..close]) {
            // the title has an address, so that of the publisher stays in the text
            Some(imprint) if is_linked && imprint.url.is_some() => {
                let words = format!("{text} ({})", &open[..close]);
                (Imprint { url: None, ..imprint }, words.trim().to_string())
            }
            Some(imprint) => (imprint, text.to_string()),
            None => (Imprint::default(), rest.to_string()),
        });
    }
    let start = rest.trim_start_matches([',', ' ', '—', '–', ':']);
    let start = start.strip_prefix("- ").unwrap_or(start);
    // `Publisher, June 4, 2026` up to the colon, dash or full stop that ends it
    let mut ends = vec![(start.len(), 0)];
    for mark in [": ", " — ", " – ", " - ", ". "] {
        ends.extend(start.match_indices(mark).map(|(at, _)| (at, mark.len())));
    }
    ends.retain(|(at, _)| *at <= 120);
    ends.sort();
    for (end, len) in ends {
        let imprint = Imprint::read(start[..end].trim_matches(['(', ')', ' ']));
        if imprint.date.is_some() {
            return Some((imprint, start[end + len..].trim().to_string()));
        }
    }
    // `[Title](address). Text`
    let sentence = rest.strip_prefix('.').filter(|text| text.is_empty() || text.starts_with(' '));
    if let Some(text) = sentence.filter(|_| is_linked) {
        return Some((Imprint::default(), text.trim().to_string()));
    }
    if is_linked && (rest.is_empty() || rest.len() > start.len()) {
        return Some((Imprint::default(), start.trim().to_string()));
    }
    None
}

/// Byte offsets of parentheses, and of the text after them.
struct Parentheses {
    open: usize,
    close: usize,
    text: usize,
}

impl Parentheses {
    fn imprint(&self, text: &str) -> Imprint {
        Imprint::read(&text[self.open + 1..self.close])
    }
}

/// Parentheses that are followed by a dash, a colon or the end.
fn parentheses(text: &str) -> Vec<Parentheses> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find(" (").map(|n| n + from + 1) {
        let Some(close) = closing_parenthesis(&text[open + 1..]) else { break };
        let close = close + open + 1;
        let rest = &text[close + 1..];
        let next = rest.trim_start();
        let ends = next.is_empty()
            || next.starts_with(['—', '–'])
            || rest.starts_with(':')
            || next.starts_with("-- ")
            || rest.starts_with(" - ");
        if ends {
            all.push(Parentheses { open, close, text: text.len() - after_dash(rest).len() });
        }
        from = close + 1;
    }
    all
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

/// The byte of the parenthesis that closes one that is open.
fn closing_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn after_dash(text: &str) -> &str {
    let rest = text.trim_start().trim_start_matches(['—', '–', ':', '.']);
    rest.strip_prefix("--").or_else(|| rest.strip_prefix("- ")).unwrap_or(rest).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, publisher, date and words.
    fn parts(text: &str) -> Option<[String; 4]> {
        let found = read(text, &|name| name == "The Daily")?;
        let date = found.imprint.date.map_or(String::new(), |d| d.to_string());
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
