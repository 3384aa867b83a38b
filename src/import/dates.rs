//! Dates as people write them, read as precisely as they are written.

use crate::model::{Date, GatherKind};
use chrono::{Datelike, NaiveDate};

/// Forms of a day. `04/06/2026` is none of them: it means two days.
const DAYS: [&str; 6] = ["%Y/%m/%d", "%d.%m.%Y", "%B %d %Y", "%d %B %Y", "%Y %B %d", "%Y.%m.%d"];
/// Forms of a month, each read with a day before it.
const MONTHS: [&str; 3] = ["%d %B %Y", "%d %Y %B", "%d %m/%Y"];
const YEARS: std::ops::RangeInclusive<u16> = 1500..=2199;

/// Reads a text that is a date and nothing else: `2026-06-04`, `June 4, 2026`, `Thu, 4th of June 2026`, `Apr 2026`, `2026`.
pub fn read(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches(['.', ',']);
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let iso = text.split_once('T').filter(|(_, t)| t.contains(':')).map_or(text, |(day, _)| day);
    if let Some(date) = Date::parse(iso) {
        return YEARS.contains(&date.year).then_some(date);
    }
    let words: Vec<String> = text.split([' ', ',']).filter(|w| !w.is_empty()).map(word).collect();
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|w| *w != "of" && !is_weekday(w)).collect();
    let text = words.join(" ");
    // chrono would read `June 2026` as the twentieth of June 26
    let fits = |day: &NaiveDate| u16::try_from(day.year()).is_ok_and(|y| YEARS.contains(&y));
    let day = DAYS.iter().find_map(|form| NaiveDate::parse_from_str(&text, form).ok().filter(fits));
    let found = match day {
        Some(day) => Date::day(u16::try_from(day.year()).ok()?, day.month() as u8, day.day() as u8),
        None => {
            let text = format!("1 {text}");
            let month =
                MONTHS.iter().find_map(|form| NaiveDate::parse_from_str(&text, form).ok())?;
            Date::day(u16::try_from(month.year()).ok()?, month.month() as u8, 0)
        }
    };
    YEARS.contains(&found.year).then_some(found)
}

/// A word of a date in the form that chrono reads: `4th` is 4, `Sept.` is Sep.
fn word(word: &str) -> String {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.is_empty() && ["st", "nd", "rd", "th"].contains(&&word[digits.len()..]) {
        return digits.to_string();
    }
    let bare = if word.starts_with(|c: char| c.is_alphabetic()) {
        word.trim_end_matches('.')
    } else {
        word
    };
    if bare.eq_ignore_ascii_case("sept") { "Sep".into() } else { bare.to_string() }
}

fn is_weekday(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && word.parse::<chrono::Weekday>().is_ok()
}

/// The date that a text starts with and the rest after it and its colon or dash.
pub fn leading(text: &str) -> Option<(Date, &str)> {
    let ends =
        text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(n, _)| n).chain([text.len()]);
    let ends: Vec<usize> = ends.take(6).collect();
    ends.iter().rev().find_map(|&end| {
        let said = text[..end].trim_matches(|c: char| "*_:—–-() ".contains(c));
        // the name of a month alone, or a number that starts a sentence, is no date
        let year_alone = said.len() == 4 && !text[..end].ends_with([':', '—', '–']);
        let next = text[end..].trim_start().starts_with([':', '—', '–', '-', '|']);
        let date = read(said).filter(|_| !year_alone || next)?;
        Some((
            date,
            text[end..].trim_start_matches(|c: char| c.is_whitespace() || "*_:—–-|".contains(c)),
        ))
    })
}

/// A gather's heading: its day, its kind and its title, if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatherHeading {
    pub day: Date,
    pub kind: Option<GatherKind>,
    pub title: Option<String>,
}

/// Reads `2026-06-04 — Gather`, `June 4, 2026: A title`, `Update of 4 June 2026`.
pub fn heading(text: &str) -> Option<GatherHeading> {
    let text = text.trim().trim_end_matches(['#', '¶', ' ']);
    if let Some((day, rest)) = leading(text).filter(|(d, _)| d.day > 0) {
        let (kind, title) = kind_and_title(rest);
        return Some(GatherHeading { day, kind, title });
    }
    let starts = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(n, _)| n + 1);
    let found = starts.filter(|n| text.is_char_boundary(*n)).find_map(|at| {
        let day = read(text[at..].trim_matches(['(', ')', '*'])).filter(|d| d.day > 0)?;
        let before = text[..at].trim_end_matches(|c: char| " —–-:,(*".contains(c));
        Some((day, before))
    });
    let (day, before) = found?;
    let words: Vec<String> =
        before.to_lowercase().split_whitespace().map(|w| w.trim_matches(':').to_string()).collect();
    let known = [
        "gather", "update", "initial", "first", "of", "for", "on", "the", "week", "notes", "entry",
        "harvest", "journal",
    ];
    if words.is_empty() || !words.iter().all(|w| known.contains(&w.as_str())) {
        return None;
    }
    Some(GatherHeading { day, kind: kind(&words), title: None })
}

fn kind(words: &[String]) -> Option<GatherKind> {
    let has = |word: &str| words.iter().any(|w| w == word);
    match () {
        () if has("initial") || has("first") => Some(GatherKind::Initial),
        () if has("update") => Some(GatherKind::Update),
        () if has("gather") || has("harvest") => Some(GatherKind::Gather),
        () => None,
    }
}

fn kind_and_title(rest: &str) -> (Option<GatherKind>, Option<String>) {
    let rest = rest.trim_matches(|c: char| "*_ ".contains(c));
    let end = rest.find([':', '—', '–']).unwrap_or(rest.len());
    let words: Vec<String> =
        rest[..end].to_lowercase().split_whitespace().map(String::from).collect();
    let named = words.len() <= 3
        && words
            .iter()
            .all(|w| ["initial", "first", "gather", "update", "harvest"].contains(&w.as_str()));
    let title = if named { &rest[end..] } else { rest };
    let title = title.trim_start_matches(|c: char| ":—– ".contains(c));
    (kind(&words).filter(|_| named), (!title.is_empty()).then(|| title.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_the_forms_that_people_write() {
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
    fn a_gathers_heading_gives_its_day_its_kind_and_its_title() {
        let shown = |text: &str| {
            heading(text).map(|h| {
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
