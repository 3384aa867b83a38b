//! A date of publication: a day, month or year, or a range, a season, an estimate.
//!
//! Written in the forms of EDTF (ISO 8601-2, level 1) that BibLaTeX and Pandoc read too.

use super::date::{Date, month_name};
use super::dates;
use std::fmt;

/// A date of publication as precise as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueDate {
    /// The date, or the first one that it can mean.
    pub first: Date,
    pub extent: DateExtent,
}

/// What a date of publication states besides a day, month or year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateExtent {
    #[default]
    Exact,
    /// An estimate, `1984~`.
    Circa,
    /// A season of its year, `2021-21`.
    Season(Season),
    /// A range with its last date, `2024-03/2024-05`.
    Until(Date),
    /// A range without an end, `2015/..`.
    Ongoing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    const ALL: [Season; 4] = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter];

    /// From 1 for spring to 4 for winter, as in CSL.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The season of a number from 1 to 4.
    pub fn of_number(number: u8) -> Option<Season> {
        Season::ALL.into_iter().find(|season| season.number() == number)
    }

    pub fn name(self) -> &'static str {
        match self {
            Season::Spring => "Spring",
            Season::Summer => "Summer",
            Season::Autumn => "Autumn",
            Season::Winter => "Winter",
        }
    }

    /// Reads its name in English, German, French or Spanish, or its number.
    pub fn parse(text: &str) -> Option<Season> {
        match text.trim().trim_end_matches('.').to_lowercase().as_str() {
            "spring" | "frühling" | "frühjahr" | "printemps" | "primavera" | "1" => {
                Some(Season::Spring)
            }
            "summer" | "sommer" | "été" | "verano" | "2" => Some(Season::Summer),
            "autumn" | "fall" | "herbst" | "automne" | "otoño" | "3" => Some(Season::Autumn),
            "winter" | "hiver" | "invierno" | "4" => Some(Season::Winter),
            _ => None,
        }
    }
}

impl From<Date> for IssueDate {
    fn from(date: Date) -> IssueDate {
        IssueDate { first: date, extent: DateExtent::Exact }
    }
}

impl IssueDate {
    /// Reads `2026-06`, `2024-03/2024-05`, `2015/..`, `2021-21` or `1984~`; `None` for anything else.
    pub fn parse(text: &str) -> Option<IssueDate> {
        if let Some(date) = Date::parse(text) {
            return Some(date.into());
        }
        if let Some(date) = text.strip_suffix('~').and_then(Date::parse) {
            return Some(IssueDate { first: date, extent: DateExtent::Circa });
        }
        if let Some((start, end)) = text.split_once('/') {
            let first = Date::parse(start)?;
            if end == ".." {
                return Some(IssueDate { first, extent: DateExtent::Ongoing });
            }
            return IssueDate::range(first, Date::parse(end)?);
        }
        let (year, number) = text.split_once("-2").filter(|(_, number)| number.len() == 1)?;
        let first = Date::parse(year).filter(|date| date.month == 0)?;
        let season = Season::of_number(number.parse().ok()?)?;
        Some(IssueDate { first, extent: DateExtent::Season(season) })
    }

    /// Reads the forms in which people and bibliographies write it: `Spring 2021`, `2024 Mar-Apr`,
    /// `June 23–29, 2025`, `2001--2003`, `2015–present`, `c. 1984`.
    pub fn read(text: &str) -> Option<IssueDate> {
        let text = text.trim().trim_end_matches(['.', ',', ';']);
        let text = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
        if let Some(date) = IssueDate::parse(text) {
            return Some(date);
        }
        if let Some(date) = dates::read(text) {
            return Some(date.into());
        }
        read_circa(text).or_else(|| read_season(text)).or_else(|| read_range(text))
    }

    fn range(first: Date, last: Date) -> Option<IssueDate> {
        match first.first() < last.first() {
            true => Some(IssueDate { first, extent: DateExtent::Until(last) }),
            false => None,
        }
    }

    /// The last day that it can mean; `None` for an estimate and a range without an end.
    pub fn last(self) -> Option<Date> {
        match self.extent {
            DateExtent::Exact | DateExtent::Season(_) => Some(self.first.last()),
            DateExtent::Until(last) => Some(last.last()),
            DateExtent::Circa | DateExtent::Ongoing => None,
        }
    }

    /// `2001–2003`, `2015–present` or the year.
    pub fn years(self) -> String {
        let year = self.first.year;
        match self.extent {
            DateExtent::Until(last) if last.year != year => format!("{year}–{}", last.year),
            DateExtent::Ongoing => format!("{year}–present"),
            _ => year.to_string(),
        }
    }

    /// `28 June 2026`, `Spring 2021`, `March–May 2024`, `since 2015` or `c. 1984`.
    pub fn long(self) -> String {
        let first = self.first;
        match self.extent {
            DateExtent::Exact => first.long(),
            DateExtent::Circa => format!("c. {}", first.long()),
            DateExtent::Season(season) => format!("{} {}", season.name(), first.year),
            DateExtent::Ongoing => format!("since {}", first.long()),
            DateExtent::Until(last) => {
                let is_one_year = first.year == last.year && first.month > 0;
                let is_one_month = is_one_year && first.month == last.month && first.day > 0;
                let month = month_name(first.month).unwrap_or_default();
                match (is_one_year, is_one_month, first.day) {
                    (_, true, day) => joined(&day.to_string(), &last.long()),
                    (true, _, 0) => joined(month, &last.long()),
                    (true, _, day) => joined(&format!("{day} {month}"), &last.long()),
                    _ => joined(&first.long(), &last.long()),
                }
            }
        }
    }
}

/// Two ends of a range; the dash has spaces where an end has several words on both sides.
fn joined(first: &str, last: &str) -> String {
    if first.contains(' ') { format!("{first} – {last}") } else { format!("{first}–{last}") }
}

impl fmt::Display for IssueDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first;
        match self.extent {
            DateExtent::Exact => write!(f, "{first}"),
            DateExtent::Circa => write!(f, "{first}~"),
            DateExtent::Season(season) => write!(f, "{first}-2{}", season.number()),
            DateExtent::Until(last) => write!(f, "{first}/{last}"),
            DateExtent::Ongoing => write!(f, "{first}/.."),
        }
    }
}

/// `c. 1984`, `ca. June 1984`, `1984?`, `1984~`.
fn read_circa(text: &str) -> Option<IssueDate> {
    let bare = text.trim_end_matches(['?', '~', '%']);
    let low = bare.to_lowercase();
    let words = ["circa ", "ca. ", "ca.", "c. ", "c.", "ca ", "about ", "um ", "vers ", "~"];
    let word = words.into_iter().find(|word| low.starts_with(word));
    let bare = match word {
        Some(word) => bare.get(word.len()..)?,
        None if bare.len() < text.len() => bare,
        None => return None,
    };
    let first = dates::read(bare)?;
    Some(IssueDate { first, extent: DateExtent::Circa })
}

/// `Spring 2021`, `2021 Fall`, `Winter 2020/21`, `Q2 2021`.
fn read_season(text: &str) -> Option<IssueDate> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let [first, second] = words[..] else { return None };
    for (name, year) in [(first, second), (second, first)] {
        let Some(year) = year_of_season(year) else { continue };
        if let Some(season) = Season::parse(name).filter(|_| name.len() > 1) {
            return Some(IssueDate { first: year, extent: DateExtent::Season(season) });
        }
        let quarter = name.strip_prefix(['Q', 'q']).and_then(|number| number.parse().ok());
        if let Some(quarter @ 1..=4) = quarter {
            let month = |n: u8| Date { month: n, ..year };
            return IssueDate::range(month(quarter * 3 - 2), month(quarter * 3));
        }
    }
    None
}

/// `2021`, or the first year of a winter: `2020/21`, `2020-2021`.
fn year_of_season(text: &str) -> Option<Date> {
    let (start, end) = text.split_once(['/', '-', '–']).unwrap_or((text, ""));
    let year = dates::read(start).filter(|date| date.month == 0)?;
    let next = (year.year + 1).to_string();
    match end.is_empty() || next.ends_with(end) && end.len() >= 2 {
        true => Some(year),
        false => None,
    }
}

const RANGE_MARKS: [&str; 8] = ["/", "---", "--", "–", "—", " to ", " - ", "-"];
const OPEN_ENDS: [&str; 6] = ["", "..", "present", "today", "now", "ongoing"];

/// Two dates with a mark between them, of which each may leave out what the other one has.
fn read_range(text: &str) -> Option<IssueDate> {
    if let Some(first) = text.strip_prefix("since ").and_then(dates::read) {
        return Some(IssueDate { first, extent: DateExtent::Ongoing });
    }
    for mark in RANGE_MARKS {
        let Some((start, end)) = text.split_once(mark) else { continue };
        let (start, end) = (start.trim(), end.trim());
        let is_open = OPEN_ENDS.contains(&end.to_lowercase().as_str());
        if let Some(first) = dates::read(start).filter(|_| is_open) {
            return Some(IssueDate { first, extent: DateExtent::Ongoing });
        }
        let range = ends_of_range(start, end).and_then(|(a, b)| IssueDate::range(a, b));
        if range.is_some() {
            return range;
        }
    }
    None
}

fn ends_of_range(start: &str, end: &str) -> Option<(Date, Date)> {
    let first = dates::read(start);
    let month = start.split(' ').find(|word| word.starts_with(char::is_alphabetic));
    let mut ends = vec![end.to_string()];
    ends.extend(first.map(|first| format!("{end} {}", first.year)));
    ends.extend(month.map(|month| format!("{month} {end}")));
    if let (Some(first), Some(month)) = (first, month) {
        ends.push(format!("{month} {end} {}", first.year));
    }
    let last = ends.iter().find_map(|end| dates::read(end))?;
    if let Some(first) = first {
        return Some((first, last));
    }
    if let Some(first) = dates::read(&format!("{start} {}", last.year)) {
        return Some((first, last));
    }
    // `12–15 March 2021`
    let day: u8 = start.parse().ok().filter(|day| (1..=31).contains(day) && last.day > 0)?;
    Some((Date { day, ..last }, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_and_display_are_inverse() {
        for text in [
            "2026",
            "2026-06",
            "2026-06-28",
            "2021-21",
            "2021-24",
            "1984~",
            "1984-05~",
            "2015/..",
            "2001/2003",
            "2024-03/2024-05",
            "2026-06-28/2026-07-03",
        ] {
            assert_eq!(IssueDate::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for text in
            ["2021-25", "2021-20", "2021-2", "2003/2001", "2001/2001", "/2003", "2021-06-21/"]
        {
            assert_eq!(IssueDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn read_accepts_what_bibliographies_write() {
        for (text, date) in [
            ("Spring 2021", "2021-21"),
            ("2021 Fall", "2021-23"),
            ("Winter 2020/21", "2020-24"),
            ("Winter, 2020-2021", "2020-24"),
            ("Herbst 1998", "1998-23"),
            ("Q2 2021", "2021-04/2021-06"),
            ("c. 1984", "1984~"),
            ("ca. 1984", "1984~"),
            ("[1984?]", "1984~"),
            ("[1984]", "1984"),
            ("2001--2003", "2001/2003"),
            ("2001–2003", "2001/2003"),
            ("2001-2003", "2001/2003"),
            ("2015/", "2015/.."),
            ("2015-", "2015/.."),
            ("2015–present", "2015/.."),
            ("since March 2015", "2015-03/.."),
            ("March–May 2024", "2024-03/2024-05"),
            ("mar -- apr 2024", "2024-03/2024-04"),
            ("March/April 2024", "2024-03/2024-04"),
            ("2024 Mar-Apr", "2024-03/2024-04"),
            ("2020 Dec-2021 Jan", "2020-12/2021-01"),
            ("December 2020 - January 2021", "2020-12/2021-01"),
            ("June 23 – June 29, 2025", "2025-06-23/2025-06-29"),
            ("June 23–29, 2025", "2025-06-23/2025-06-29"),
            ("12--15 March 2021", "2021-03-12/2021-03-15"),
            ("2021 Mar 12-15", "2021-03-12/2021-03-15"),
            ("2024-03-01/2024-05-02", "2024-03-01/2024-05-02"),
            ("28 June 2026", "2026-06-28"),
        ] {
            assert_eq!(
                IssueDate::read(text).map(|d| d.to_string()).as_deref(),
                Some(date),
                "{text}"
            );
        }
        for text in
            ["n.d.", "forthcoming", "04/06/2026", "199X", "spring", "2003-2001", "12-03-2021"]
        {
            assert_eq!(IssueDate::read(text), None, "{text}");
        }
    }

    #[test]
    fn long_spells_each_extent_out() {
        for (text, words) in [
            ("2026-06-28", "28 June 2026"),
            ("2021-21", "Spring 2021"),
            ("1984~", "c. 1984"),
            ("2015/..", "since 2015"),
            ("2001/2003", "2001–2003"),
            ("2024-03/2024-05", "March–May 2024"),
            ("2023-12/2024-02", "December 2023 – February 2024"),
            ("2026-06-28/2026-06-30", "28–30 June 2026"),
            ("2026-06-28/2026-07-03", "28 June – 3 July 2026"),
        ] {
            assert_eq!(IssueDate::parse(text).map(IssueDate::long).as_deref(), Some(words));
        }
    }
}
