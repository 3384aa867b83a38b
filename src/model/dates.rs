//! Dates as people write them, with the precision of the original.

use super::date::Date;
use chrono::{Datelike, NaiveDate};
use std::ops::RangeInclusive;

/// Forms of a day. `04/06/2026` is ambiguous, so it is not among them; see [`slashed`].
const DAYS: [&str; 7] =
    ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%B %d %Y", "%d %B %Y", "%Y %B %d", "%Y.%m.%d"];
/// Forms of a month, each read with a day before it.
const MONTHS: [&str; 4] = ["%d %B %Y", "%d %Y %B", "%d %m/%Y", "%d %Y-%m"];
const YEARS: RangeInclusive<u16> = 1500..=2199;

/// How bibliographies say that a work has no date: English, German, French and Italian, Spanish.
const UNDATED: [&str; 9] =
    ["n.d.", "nd", "undated", "no date", "date unknown", "o.j.", "s.d.", "s.f.", "sin fecha"];

/// Whether a text states that no date is known: `n.d.`, `undated`.
pub fn says_undated(text: &str) -> bool {
    let said = text.trim().to_lowercase();
    let without_spaces = said.replace(". ", ".");
    UNDATED.iter().any(|form| *form == said || *form == without_spaces)
}

/// Reads a text that is only a date: `2026-06-04`, `June 4, 2026`, `Thu, 4th of June 2026`,
/// `Apr 2026`, `2026`.
pub fn read(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches(['.', ',']);
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let day = match text.split_once('T') {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    };
    if let Some(date) = Date::parse(day) {
        return Some(date).filter(|d| YEARS.contains(&d.year));
    }
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        let date = Date::parse(&format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]));
        return date.filter(|d| YEARS.contains(&d.year));
    }
    // `2026年6月4日`
    if let Some((year, rest)) = day.split_once('年')
        && let Some((month, rest)) = rest.split_once('月')
        && let Some(day) = rest.strip_suffix('日')
    {
        let date = Date::parse(&format!("{year}-{month:0>2}-{day:0>2}"));
        return date.filter(|d| YEARS.contains(&d.year));
    }
    if let [date] = slashed(day)[..] {
        return Some(date);
    }
    let words = text.split([' ', ',']).filter(|w| !w.is_empty()).map(normalized_word);
    let words: Vec<String> = words.filter(|w| w != "of" && !is_weekday(w)).collect();
    let text = words.join(" ");
    for form in DAYS {
        // chrono would read `June 2026` as the twentieth of June 26
        if let Some((year, day)) = parse_form(&text, form) {
            return Some(Date::day(year, day.month() as u8, day.day() as u8));
        }
    }
    let text = format!("1 {text}");
    for form in MONTHS {
        if let Some((year, day)) = parse_form(&text, form) {
            return Some(Date::day(year, day.month() as u8, 0));
        }
    }
    None
}

/// The days that `04/06/2026` can mean, with the day or the month first: one if only one of them exists.
pub fn slashed(text: &str) -> Vec<Date> {
    let parts: Vec<&str> = text.trim().split('/').collect();
    let [first, second, year] = parts[..] else { return Vec::new() };
    let mut dates = Vec::new();
    for (day, month) in [(first, second), (second, first)] {
        let date = Date::parse(&format!("{year}-{month:0>2}-{day:0>2}"));
        dates.extend(date.filter(|date| YEARS.contains(&date.year) && !dates.contains(date)));
    }
    dates
}

fn parse_form(text: &str, form: &str) -> Option<(u16, NaiveDate)> {
    let day = NaiveDate::parse_from_str(text, form).ok()?;
    let year = u16::try_from(day.year()).ok()?;
    Some((year, day)).filter(|_| YEARS.contains(&year))
}

/// A word of a date in the form that chrono reads: `4th` is 4, `Sept.` is Sep.
fn normalized_word(word: &str) -> String {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.is_empty() && ["st", "nd", "rd", "th"].contains(&&word[digits.len()..]) {
        return digits.to_string();
    }
    let is_name = word.starts_with(char::is_alphabetic);
    let bare = if is_name { word.trim_end_matches('.') } else { word };
    if bare.eq_ignore_ascii_case("sept") { "Sep".into() } else { bare.to_string() }
}

fn is_weekday(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && word.parse::<chrono::Weekday>().is_ok()
}
