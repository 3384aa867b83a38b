//! Dates in words.

use super::argument::Argument;
use super::id::MessageId;
use super::table::Locale;
use crate::model::date::Date;
use crate::model::issue_date::{DateExtent, IssueDate};

impl Locale {
    /// `28 June 2026`, `June 2026` or `2026`.
    pub fn date(&self, date: Date) -> String {
        let year = date.year.to_string();
        if date.month == 0 {
            return self.format(MessageId::DateYear, &[("y", year.into())]);
        }
        let month = usize::from(date.month) - 1;
        if date.day == 0 {
            let month = self.item(MessageId::DateMonths, month);
            return self
                .format(MessageId::DateMonth, &[("month", month.into()), ("y", year.into())]);
        }
        let values: [(&str, Argument<'_>); 3] = [
            ("d", date.day.to_string().into()),
            ("month", self.item(MessageId::DateMonthsOfDays, month).into()),
            ("y", year.into()),
        ];
        match date.day {
            1 => self.format(MessageId::DateFirst, &values),
            _ => self.format(MessageId::DateDay, &values),
        }
    }

    /// The message with the preposition that goes with a date: “on 28 June 2026”, “in June 2026”.
    pub fn on_date(date: IssueDate) -> MessageId {
        match (date.extent, date.first) {
            (DateExtent::Season(_), _) => MessageId::DateOnMonth,
            (_, Date { month: 0, .. }) => MessageId::DateOnYear,
            (_, Date { day: 0, .. }) => MessageId::DateOnMonth,
            _ => MessageId::DateOnDay,
        }
    }

    /// `Jun 2026`, for the axis of a chart.
    pub fn short_month(&self, date: Date) -> String {
        let year = date.year.to_string();
        let values = [("month", self.short_month_alone(date).into()), ("y", year.into())];
        self.format(MessageId::DateMonthShort, &values)
    }

    /// `Jun`, for the axis of a chart.
    ///
    /// # Panics
    /// If the date has no month.
    pub fn short_month_alone(&self, date: Date) -> &str {
        self.item(MessageId::DateMonthsShort, usize::from(date.month) - 1)
    }

    /// `28 June 2026`, `Spring 2021`, `March–May 2024`, `since 2015` or `c. 1984`.
    pub fn issue_date(&self, date: IssueDate) -> String {
        let first = date.first;
        match date.extent {
            DateExtent::Exact => self.date(first),
            DateExtent::Circa => {
                self.format(MessageId::DateCirca, &[("date", self.date(first).into())])
            }
            DateExtent::Season(season) => {
                let name = self.item(MessageId::DateSeasons, usize::from(season.number()) - 1);
                let year = first.year.to_string();
                self.format(MessageId::DateSeason, &[("season", name.into()), ("y", year.into())])
            }
            DateExtent::Ongoing => {
                let id = match first.day {
                    0 => MessageId::DateSince,
                    _ => MessageId::DateSinceDay,
                };
                self.format(id, &[("date", self.date(first).into())])
            }
            DateExtent::Until(last) => self.range(first, last),
        }
    }

    /// The year of a publication: `2024`, `2024–2026`, `2015–present` or `c. 1984`.
    pub fn years(&self, date: IssueDate) -> String {
        let year = date.first.year.to_string();
        match date.extent {
            DateExtent::Until(last) if last.year != date.first.year => {
                let values = [("first", year.into()), ("last", last.year.to_string().into())];
                self.format(MessageId::DateRangeYears, &values)
            }
            DateExtent::Ongoing => self.format(MessageId::DateYearsOpen, &[("first", year.into())]),
            _ => year,
        }
    }

    /// A range of dates, with what both have in common once.
    fn range(&self, first: Date, last: Date) -> String {
        let is_one_year = first.year == last.year && first.month > 0;
        let is_one_month = is_one_year && first.month == last.month && first.day > 0;
        let last = self.date(last);
        if is_one_month {
            let values = [("d", self.first_day(first).into()), ("last", last.into())];
            return self.format(MessageId::DateRangeDays, &values);
        }
        if is_one_year {
            let month = usize::from(first.month) - 1;
            if first.day == 0 {
                let month = self.item(MessageId::DateMonths, month);
                let values = [("month", month.into()), ("last", last.into())];
                return self.format(MessageId::DateRangeMonths, &values);
            }
            let month = self.item(MessageId::DateMonthsOfDays, month);
            let values = [
                ("d", self.first_day(first).into()),
                ("month", month.into()),
                ("last", last.into()),
            ];
            return self.format(MessageId::DateRangeDaysOfMonths, &values);
        }
        let id = if first.month == 0 { MessageId::DateRangeYears } else { MessageId::DateRange };
        self.format(id, &[("first", self.date(first).into()), ("last", last.into())])
    }

    /// The number of the day that a range starts with; some languages have an ordinal for the first.
    fn first_day(&self, date: Date) -> String {
        match date.day {
            1 => self.text(MessageId::DateRangeFirst).to_string(),
            day => day.to_string(),
        }
    }
}
