//! From days and values to places in a picture, with the marks of its axes.
//!
//! Takes first and last, gives whole units of a view box. Knows nothing of what is drawn.

use crate::model::{Date, Locale, Measures};
use serde::Serialize;

/// A tick of an axis: its position and label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Tick {
    pub at: i32,
    pub text: String,
    /// A year's start among months; the strongest marks.
    pub strong: bool,
}

/// Time from left to right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateScale {
    first: i64,
    last: i64,
    from: i32,
    to: i32,
}

fn number(date: Date) -> i64 {
    Date::day(1970, 1, 1).days_until(date)
}

impl DateScale {
    /// A scale from the first to the last of the dates, between `from` and `to`; `None` without any date.
    pub(crate) fn over(
        dates: impl IntoIterator<Item = Date>,
        from: i32,
        to: i32,
    ) -> Option<DateScale> {
        let mut ends: Option<(i64, i64)> = None;
        for date in dates {
            let (a, b) = (number(date.first()), number(date.last()));
            ends = Some(ends.map_or((a, b), |(first, last)| (first.min(a), last.max(b))));
        }
        let (first, last) = ends?;
        // A single day is in the middle of a month.
        let (first, last) = if last - first < 30 { (first - 15, last + 15) } else { (first, last) };
        Some(DateScale { first, last, from, to })
    }

    fn at_day(&self, day: i64) -> i32 {
        let share = (day - self.first) as f64 / (self.last - self.first) as f64;
        self.from + (share * f64::from(self.to - self.from)).round() as i32
    }

    /// The position of a date: the middle of what it can mean.
    pub(crate) fn at(&self, date: Date) -> i32 {
        self.at_day((number(date.first()) + number(date.last())) / 2)
    }

    /// From where to where an imprecise date can mean.
    pub(crate) fn reach(&self, date: Date) -> (i32, i32) {
        (self.at_day(number(date.first())), self.at_day(number(date.last())))
    }

    /// Starts of months or years: as many as have room for their words.
    pub(crate) fn ticks(&self, locale: &Locale) -> Vec<Tick> {
        let date = |day: i64| {
            let days = chrono::Duration::days(day);
            let made = chrono::NaiveDate::from_ymd_opt(1970, 1, 1)
                .and_then(|d| d.checked_add_signed(days));
            made.map_or((1970, 1), |d| {
                use chrono::Datelike;
                (d.year() as u16, d.month() as u8)
            })
        };
        let ((year, month), (last_year, last_month)) = (date(self.first), date(self.last));
        let months = usize::from(last_year - year) * 12 + usize::from(last_month);
        let room = ((self.to - self.from) / 44).max(1) as usize;
        let step =
            [1, 2, 3, 6, 12, 24, 60, 120].into_iter().find(|s| months / s <= room).unwrap_or(240);
        let starts = (0..=months).map(|n| (year + (n / 12) as u16, (n % 12) as u8 + 1, n));
        let shown = starts.filter(|(y, m, n)| n % step == 0 && (*y, *m) >= (year, month));
        let marks = shown.map(|(y, m, _)| (m, Date::day(y, m, 1)));
        let inside = marks.filter(|(_, d)| (self.first..=self.last).contains(&number(*d)));
        let tick = |(n, (month, date)): (usize, (u8, Date))| {
            let text = match month {
                1 => locale.date(Date { month: 0, day: 0, ..date }),
                _ if n == 0 => locale.short_month(date),
                _ => locale.short_month_alone(date).to_string(),
            };
            Tick { at: self.at_day(number(date)), text, strong: month == 1 }
        };
        inside.enumerate().map(tick).collect()
    }
}

/// Values between two ends; by their logarithm where they differ too much to be seen side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ValueScale {
    low: f64,
    high: f64,
    /// Between two marks of the axis.
    step: f64,
    pub logarithmic: bool,
    from: i32,
    to: i32,
}

/// A highest value so many times the lowest that the lowest would lie on the axis.
const FAR: f64 = 40.0;

impl ValueScale {
    /// A scale that holds all values, with round ends.
    pub(crate) fn over(values: &[f64], from: i32, to: i32) -> ValueScale {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if low > 0.0 && high / low >= FAR {
            let (low, high) = (10f64.powf(low.log10().floor()), 10f64.powf(high.log10().ceil()));
            return ValueScale { low, high, step: 1.0, logarithmic: true, from, to };
        }
        // Values that are all equal are drawn at their height above zero.
        let near_zero = low >= 0.0 && (low < high * 0.45 || low == high);
        let low = if near_zero { 0.0 } else { low };
        let step = step((high - low).max(high.abs() * 0.02).max(1e-9));
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        let high = if high > low { high } else { low + step };
        ValueScale { low, high, step, logarithmic: false, from, to }
    }

    /// The same from zero, for bars: their length is the value.
    pub(crate) fn from_zero(values: &[f64], from: i32, to: i32) -> ValueScale {
        let high = values.iter().copied().fold(0.0, f64::max);
        let high = if high > 0.0 { high } else { 1.0 };
        ValueScale { low: 0.0, high, step: high, logarithmic: false, from, to }
    }

    pub(crate) fn at(&self, value: f64) -> i32 {
        let share = if self.logarithmic {
            (value / self.low).log10() / (self.high / self.low).log10()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        self.from + (share.clamp(0.0, 1.0) * f64::from(self.to - self.from)).round() as i32
    }

    /// The lowest mark of an axis that does not start at zero.
    pub(crate) fn starts_at(&self, numbers: Measures) -> Option<String> {
        (!self.logarithmic && self.low != 0.0).then(|| numbers.tick(self.low))
    }

    /// The values at the marks of the axis.
    pub(crate) fn values(&self) -> Vec<f64> {
        if self.logarithmic {
            let powers = self.low.log10().round() as i32..=self.high.log10().round() as i32;
            powers.map(|p| 10f64.powi(p)).collect()
        } else {
            let count = ((self.high - self.low) / self.step).round() as i32;
            (0..=count).map(|n| self.low + self.step * f64::from(n)).collect()
        }
    }

    pub(crate) fn ticks(&self, numbers: Measures) -> Vec<Tick> {
        self.values()
            .into_iter()
            .map(|v| Tick { at: self.at(v), text: numbers.tick(v), strong: v == 0.0 })
            .collect()
    }
}

/// A round step that divides a span into at most six parts.
fn step(span: f64) -> f64 {
    let rough = span / 5.0;
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|n| n * power)
        .find(|s| *s >= rough * 0.999)
        .unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn days_lie_between_the_ends_and_an_imprecise_date_in_its_middle() {
        let days = DateScale::over([date("2025-01-01"), date("2026-12-31")], 0, 729).unwrap();
        assert_eq!((days.at(date("2025-01-01")), days.at(date("2026-12-31"))), (0, 729));
        assert_eq!((days.at(date("2025")), days.reach(date("2025"))), (182, (0, 364)));
        assert!(DateScale::over([], 0, 1).is_none());
    }

    #[test]
    fn months_are_named_while_there_is_room_and_years_else() {
        let texts = |a: &str, b: &str, to: i32| {
            let days = DateScale::over([date(a), date(b)], 0, to).unwrap();
            days.ticks(&Locale::english()).into_iter().map(|t| t.text).collect::<Vec<_>>()
        };
        assert_eq!(texts("2026-03-15", "2026-06-20", 600), ["Apr 2026", "May", "Jun"]);
        assert_eq!(texts("2024-11-05", "2026-06-01", 300), ["2025", "Jul", "2026"]);
        assert_eq!(texts("2015", "2026", 300), ["2015", "2017", "2019", "2021", "2023", "2025"]);
    }

    #[test]
    fn values_get_round_ends_and_far_ones_a_logarithm() {
        let texts = |values: &[f64]| {
            let ticks = ValueScale::over(values, 0, 100).ticks(Measures::of(&Locale::english()));
            ticks.into_iter().map(|t| t.text).collect::<Vec<_>>()
        };
        assert_eq!(texts(&[57.7, 80.3]), ["55", "60", "65", "70", "75", "80", "85"]);
        assert_eq!(texts(&[3.0, 12.0]), ["0", "2.5", "5", "7.5", "10", "12.5"]);
        assert_eq!(texts(&[26.0, 1600.0]), ["10", "100", "1,000", "10,000"]);
        assert_eq!(texts(&[8.0, 8.0]), ["0", "2", "4", "6", "8"]);
    }
}
