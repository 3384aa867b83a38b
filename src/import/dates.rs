//! Dates of journals and headings.

use super::text::is_digits;
use crate::model::{Date, GatherKind};

pub(super) use crate::model::dates::read;

/// The first year in a text that is not a date: `forthcoming 2027`, `Spring/Summer 2021`.
pub(super) fn year_in(text: &str) -> Option<Date> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.len() == 4 && is_digits(word)).find_map(read)
}

/// Reads numbers such as `["2026", "6", "4"]`; later parts are optional.
pub(super) fn from_parts(parts: &[String]) -> Option<Date> {
    if !parts.iter().all(|p| is_digits(p)) {
        return None;
    }
    read(&parts.iter().map(|p| format!("{p:0>2}")).collect::<Vec<_>>().join("-"))
}

/// The date at the start of a text, and the rest after its colon or dash.
pub(super) fn leading(text: &str) -> Option<(Date, &str)> {
    let spaces = text.match_indices(char::is_whitespace).map(|(n, _)| n);
    let ends: Vec<usize> = spaces.chain([text.len()]).take(6).collect();
    for end in ends.into_iter().rev() {
        let candidate = text[..end].trim_matches(|c: char| "*_:—–-() ".contains(c));
        let rest = text[end..].trim_start();
        // a number that starts a sentence is not a date
        let is_bare_year = candidate.len() == 4
            && !text[..end].ends_with([':', '—', '–'])
            && !rest.starts_with([':', '—', '–', '-', '|']);
        if let Some(date) = read(candidate).filter(|_| !is_bare_year) {
            return Some((date, rest.trim_start_matches(is_mark)));
        }
    }
    None
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "*_:—–-|".contains(c)
}

/// A gather's heading: its day, its kind and its title, if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DatedHeading {
    pub day: Date,
    pub kind: Option<GatherKind>,
    pub title: Option<String>,
}

const GATHER_WORDS: &str = "gather update initial first harvest";
const FILLER_WORDS: &str = "of for on the week notes entry journal";

fn is_word_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// Longest heading that can have a day, in bytes.
const MAX_HEADING: usize = 300;

/// Reads `2026-06-04 — Gather`, `June 4, 2026: A title`, `Update of 4 June 2026`.
pub(super) fn gather_heading(text: &str) -> Option<DatedHeading> {
    let text = text.trim().trim_end_matches(['#', '¶', ' ']);
    if text.len() > MAX_HEADING {
        return None;
    }
    if text.contains('（') {
        let text = text.replace('（', " (").replace('）', ")");
        return gather_heading(&text);
    }
    if let Some(day) = week_start(text) {
        return Some(DatedHeading { day, kind: None, title: Some(text.to_string()) });
    }
    if let Some((day, rest)) = leading(text).filter(|(d, _)| d.day > 0) {
        let (kind, title) = kind_and_title(rest);
        return Some(DatedHeading { day, kind, title });
    }
    for (at, space) in text.match_indices(char::is_whitespace) {
        let end = text[at + space.len()..].trim_matches(['(', ')', '*']);
        let Some(day) = read(end).filter(|d| d.day > 0) else { continue };
        let before = text[..at].trim_end_matches(|c: char| " —–-:,(*".contains(c)).to_lowercase();
        let words: Vec<&str> = before.split_whitespace().map(|w| w.trim_matches(':')).collect();
        let is_known = |w: &&str| is_word_of(GATHER_WORDS, w) || is_word_of(FILLER_WORDS, w);
        if !words.is_empty() && words.iter().all(is_known) {
            return Some(DatedHeading { day, kind: gather_kind(&words), title: None });
        }
        // `[1.2.0] - 2026-05-04`, `Two rulings (4 June 2026)`
        let title = text[..at].trim_end();
        let after = &text[at + space.len()..];
        let bare = title.trim_end_matches([' ', '-', '—', '–', ':', '|']);
        let has_mark = bare.len() < title.len() || after.starts_with('(');
        let is_iso = after.len() == 10 && Date::parse(after).is_some();
        if bare.is_empty() || !has_mark && !is_iso && !is_record_of_day(bare) {
            return None;
        }
        return Some(DatedHeading { day, kind: None, title: Some(bare.to_string()) });
    }
    None
}

/// `Design notes for`, `Minutes of the meeting on`: a day follows.
fn is_record_of_day(title: &str) -> bool {
    let low = title.to_lowercase();
    let words: Vec<&str> = low.split_whitespace().collect();
    let is_open = matches!(words.last(), Some(&("for" | "of" | "on" | "from")));
    is_open && words.iter().any(|word| is_word_of("notes minutes log journal news digest", word))
}

/// The first day of `2026-05-18 to 2026-05-22` or `Papers (June 23 - June 29) - 2025`.
fn week_start(text: &str) -> Option<Date> {
    if let Some((title, rest)) = text.split_once('(')
        && !title.is_empty()
        && let Some((inside, after)) = rest.split_once(')')
    {
        let year = after.trim_matches(|c: char| !c.is_ascii_digit());
        return week_start(inside).or_else(|| week_start(&format!("{inside}, {year}")));
    }
    let bare = text.replace(['(', ')', '*'], "");
    let bare = bare.strip_prefix("Week of ").unwrap_or(&bare).trim();
    for mark in [" to ", " – ", " — ", " - ", "–"] {
        let Some((start, end)) = bare.split_once(mark) else { continue };
        let end = end.replace(" - ", ", ");
        let year = end.rsplit(' ').next().unwrap_or_default();
        let start_day = read(start).or_else(|| read(&format!("{start}, {year}")))?;
        // the end is a day too, or one of the same month: `June 23–29, 2025`
        let month = start.split(' ').next().unwrap_or_default();
        let end_day = read(&end).or_else(|| read(&format!("{month} {end}")))?;
        let is_week = start_day.day > 0 && end_day.day > 0 && start_day < end_day;
        return Some(start_day).filter(|_| is_week);
    }
    None
}

fn gather_kind(words: &[&str]) -> Option<GatherKind> {
    if words.contains(&"initial") || words.contains(&"first") {
        Some(GatherKind::Initial)
    } else if words.contains(&"update") {
        Some(GatherKind::Update)
    } else if words.contains(&"gather") || words.contains(&"harvest") {
        Some(GatherKind::Gather)
    } else {
        None
    }
}

fn kind_and_title(rest: &str) -> (Option<GatherKind>, Option<String>) {
    let rest = rest.trim_matches(|c: char| "*_ ".contains(c));
    let end = rest.find([':', '—', '–']).unwrap_or(rest.len());
    let head = rest[..end].to_lowercase();
    let words: Vec<&str> = head.split_whitespace().collect();
    let names_kind = words.len() <= 3 && words.iter().all(|w| is_word_of(GATHER_WORDS, w));
    let (kind, title) = if names_kind { (gather_kind(&words), &rest[end..]) } else { (None, rest) };
    let title = title.trim_start_matches(|c: char| ":—– ".contains(c));
    (kind, Some(title.to_string()).filter(|t| !t.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_accepts_common_forms() {
        for (text, date) in [
            ("2026-06-04", "2026-06-04"),
            ("June 4, 2026", "2026-06-04"),
            ("Thursday, 4 June 2026", "2026-06-04"),
            ("4th of June 2026", "2026-06-04"),
            ("Sept. 4, 2026", "2026-09-04"),
            ("04.06.2026", "2026-06-04"),
            ("2026/06/04", "2026-06-04"),
            ("Apr 2026", "2026-04"),
            ("April, 2026", "2026-04"),
            ("06/2026", "2026-06"),
            ("2026", "2026"),
            ("2026-06-04T10:20:30Z", "2026-06-04"),
            ("20260604", "2026-06-04"),
        ] {
            assert_eq!(read(text).map(|d| d.to_string()).as_deref(), Some(date), "{text}");
        }
        for text in [
            "04/06/2026",
            "June",
            "2604.17413",
            "Area 51, 2026",
            "June 31, 2026",
            "3 of 4",
            "0405",
            "spring 2026",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn gather_heading_reads_day_kind_and_title() {
        let shown = |text: &str| {
            gather_heading(text).map(|h| {
                format!("{} {:?} {}", h.day, h.kind, h.title.unwrap_or_default())
                    .trim_end()
                    .to_string()
            })
        };
        for (text, found) in [
            ("2026-06-04 — Gather #", "2026-06-04 Some(Gather)"),
            ("2026-03-29 — Initial gather", "2026-03-29 Some(Initial)"),
            (
                "June 4, 2026: Two rulings - and a strike",
                "2026-06-04 None Two rulings - and a strike",
            ),
            ("2026-06-04 Update: The appeal", "2026-06-04 Some(Update) The appeal"),
            ("Update of 4 June 2026", "2026-06-04 Some(Update)"),
            ("Week of June 4, 2026", "2026-06-04 None"),
            ("20190313 WE", "2019-03-13 None WE"),
            ("[1.2.0] - 2026-05-04", "2026-05-04 None [1.2.0]"),
            ("2026-05-18 to 2026-05-22", "2026-05-18 None 2026-05-18 to 2026-05-22"),
            ("(June 23 - June 29) - 2025", "2025-06-23 None (June 23 - June 29) - 2025"),
            (
                "Top Papers (May 26 - June 1) - 2025",
                "2025-05-26 None Top Papers (May 26 - June 1) - 2025",
            ),
            ("Minutes (4 June 2026)", "2026-06-04 None Minutes"),
            ("Port committee meeting 2026-06-04", "2026-06-04 None Port committee meeting"),
            ("Design notes for Jun 4, 2026", "2026-06-04 None Design notes for"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(found), "{text}");
        }
        for text in [
            "Cross-links",
            "The hearing of June 4, 2026",
            "June 2026",
            "2026 — a year",
            "Best models 2026",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
