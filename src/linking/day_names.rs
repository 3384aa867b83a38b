//! Names that start with a day, as those of gathers do.

use crate::model::Date;

/// How many of the nearest days are named.
const MOST_NEAREST: usize = 3;

/// A name with the day that it starts with.
pub(super) struct DayName<'a> {
    day: Date,
    pub name: &'a str,
}

/// The names that start with a day, by day and name.
pub(super) struct DayNames<'a>(Vec<DayName<'a>>);

/// The day that a name starts with; it may follow a folder.
pub(super) fn day_of(name: &str) -> Option<Date> {
    Date::parse(name.rsplit('/').next()?.get(..10)?)
}

impl<'a> DayNames<'a> {
    /// Takes all names, sorted.
    pub(super) fn new(names: &[&'a str]) -> DayNames<'a> {
        let mut days = Vec::new();
        for name in names {
            if let Some(day) = day_of(name) {
                days.push(DayName { day, name });
            }
        }
        days.sort_by_key(|known| known.day);
        DayNames(days)
    }

    pub(super) fn all(&self) -> &[DayName<'a>] {
        &self.0
    }

    /// Those of one day.
    pub(super) fn of(&self, day: Date) -> &[DayName<'a>] {
        let start = self.0.partition_point(|known| known.day < day);
        let end = self.0.partition_point(|known| known.day <= day);
        &self.0[start..end]
    }

    /// The names of the days that are nearest to one, by their distance and name.
    pub(super) fn nearest(
        &self,
        day: Date,
        can_be_meant: impl Fn(&DayName<'a>) -> bool,
    ) -> Vec<&'a str> {
        let (earlier, later) = self.0.split_at(self.0.partition_point(|known| known.day < day));
        let mut earlier = earlier.iter().rev().peekable();
        let mut later = later.iter().peekable();
        let distance = |known: &&DayName| day.days_until(known.day).abs();
        let mut nearest: Vec<(i64, &str)> = Vec::new();
        loop {
            let next = match (earlier.peek().map(distance), later.peek().map(distance)) {
                (Some(before), Some(after)) if before > after => later.next(),
                (Some(_), _) => earlier.next(),
                (None, _) => later.next(),
            };
            let Some(known) = next else { break };
            let days = distance(&known);
            let is_farther = nearest.last().is_some_and(|(nearer, _)| days > *nearer);
            if nearest.len() >= MOST_NEAREST && is_farther {
                break;
            }
            if can_be_meant(known) {
                nearest.push((days, known.name));
            }
        }
        nearest.sort_unstable();
        nearest.truncate(MOST_NEAREST);
        nearest.into_iter().map(|(_, name)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_days_are_on_both_sides_and_by_name_where_they_are_equally_near() {
        let names = [
            "2026-01-01",
            "2026-03-01",
            "2026-03-08",
            "2026-03-15",
            "2026-03-22",
            "rents/2026-03-01",
            "wages",
        ];
        let days = DayNames::new(&names);
        let day = |text: &str| Date::parse(text).unwrap();
        let nearest = |text: &str| days.nearest(day(text), |_| true);
        assert_eq!(nearest("2026-03-09"), ["2026-03-08", "2026-03-15", "2026-03-01"]);
        assert_eq!(nearest("2026-12-31"), ["2026-03-22", "2026-03-15", "2026-03-08"]);
        assert_eq!(nearest("2025-01-01"), ["2026-01-01", "2026-03-01", "rents/2026-03-01"]);
        let short = |known: &DayName| !known.name.contains('/');
        let found = days.nearest(day("2025-01-01"), short);
        assert_eq!(found, ["2026-01-01", "2026-03-01", "2026-03-08"]);
        let same: Vec<&str> = days.of(day("2026-03-01")).iter().map(|known| known.name).collect();
        assert_eq!(same, ["2026-03-01", "rents/2026-03-01"]);
    }
}
