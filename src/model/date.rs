//! A date as precise as it is known: a year, a month or a day.

use std::fmt;

/// Year, month and day; month and day are 0 where they are not known. Orders with the less precise first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month from 1 to 12.
pub fn month_name(month: u8) -> Option<&'static str> {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied()
}

impl Date {
    pub fn day(year: u16, month: u8, day: u8) -> Self {
        Date { year, month, day }
    }

    /// Reads `2026`, `2026-06` or `2026-06-28` (ISO 8601, reduced precision); `None` for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.splitn(3, '-');
        let year = number_of(parts.next()?, 4)?;
        let month = parts.next().map_or(Some(0), |part| number_of(part, 2))? as u8;
        let day = parts.next().map_or(Some(0), |part| number_of(part, 2))? as u8;
        let date = Date { year, month, day };
        let exists = match (text.len(), month, day) {
            (4, 0, 0) => true,
            (7, 1..=12, 0) => true,
            (10, _, _) => date.naive().is_some(),
            _ => false,
        };
        if exists && year > 0 { Some(date) } else { None }
    }

    fn naive(self) -> Option<chrono::NaiveDate> {
        chrono::NaiveDate::from_ymd_opt(self.year.into(), self.month.into(), self.day.into())
    }

    /// The first day that it can mean.
    pub fn first(self) -> Date {
        Date { month: self.month.max(1), day: self.day.max(1), ..self }
    }

    /// The last day that it can mean.
    pub fn last(self) -> Date {
        let month = if self.month == 0 { 12 } else { self.month };
        let longest = (28..=31)
            .rev()
            .find(|d| Date { month, day: *d, ..self }.naive().is_some())
            .unwrap_or(28);
        Date { month, day: if self.day == 0 { longest } else { self.day }, ..self }
    }

    /// Days from this date to a later one, counted from the first day that each can mean.
    pub fn days_until(self, later: Date) -> i64 {
        match (self.first().naive(), later.first().naive()) {
            (Some(a), Some(b)) => (b - a).num_days(),
            _ => 0,
        }
    }

    /// The first day that it can mean as in messages (RFC 822): `Sun, 28 Jun 2026`; `None` for a day that no calendar has.
    pub fn rfc_822(self) -> Option<String> {
        Some(self.first().naive()?.format("%a, %d %b %Y").to_string())
    }

    /// `2026-06-28`, `2026-06` or `2026`.
    pub fn iso(self) -> String {
        let mut out = String::with_capacity("2026-06-28".len());
        digits(self.year, 4, &mut out);
        for part in [self.month, self.day].into_iter().take_while(|part| *part > 0) {
            out.push('-');
            digits(part.into(), 2, &mut out);
        }
        out
    }

    /// `28 June 2026`, `June 2026` or `2026`.
    pub fn long(self) -> String {
        let mut out = String::with_capacity("28 September 2026".len());
        if self.month > 0 {
            if self.day > 0 {
                digits(self.day.into(), 1, &mut out);
                out.push(' ');
            }
            out.push_str(MONTHS[self.month as usize - 1]);
            out.push(' ');
        }
        digits(self.year, 1, &mut out);
        out
    }
}

/// A number of so many digits.
fn number_of(text: &str, count: usize) -> Option<u16> {
    let is_whole = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole { text.parse().ok() } else { None }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

/// The day that a site is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// The present: what is dated later is not shown yet, and is reported.
    Today(Date),
    /// An earlier day that was asked for: what came later is left out.
    AsKnownOn(Date),
}

impl Day {
    pub fn date(self) -> Date {
        match self {
            Day::Today(date) | Day::AsKnownOn(date) => date,
        }
    }
}

/// Adds a number with at least `width` digits. A page has hundreds of dates: `format!` would cost more than their words.
fn digits(number: u16, width: u32, out: &mut String) {
    for place in (0..5).rev() {
        let power = 10u16.pow(place);
        if number >= power || place < width {
            out.push((b'0' + (number / power % 10) as u8) as char);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_precisely_as_it_is_written_and_printed_the_same() {
        for text in ["2026", "2026-06", "2026-06-28", "2024-02-29"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "26",
            "2026-13",
            "2026-00",
            "2026-02-30",
            "2026-6-1",
            "2026-06-28T",
            "",
            "2026-06-",
            "June",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_and_last_day_frame_what_a_date_can_mean() {
        let february = Date::parse("2024-02").unwrap();
        assert_eq!(
            (february.first().to_string(), february.last().to_string()),
            ("2024-02-01".into(), "2024-02-29".into())
        );
        assert_eq!(Date::parse("2026-06-28").unwrap().long(), "28 June 2026");
        assert_eq!(
            Date::parse("2026-06-04").unwrap().days_until(Date::parse("2026-07").unwrap()),
            27
        );
    }
}
