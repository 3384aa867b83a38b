//! Options that several commands have, and how their values are parsed.

use crate::build::pipeline::{Request, Strictness};
use crate::model::{Date, Day, Word};
use crate::output::OutputOptions;
use chrono::Datelike;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Args, ValueEnum};
use std::ffi::OsStr;
use std::marker::PhantomData;
use std::path::PathBuf;

#[derive(Clone, Debug, Args)]
pub(super) struct RootOption {
    /// The site's folder, which contains content/
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

#[derive(Clone, Debug, Args)]
pub(super) struct SiteOptions {
    #[command(flatten)]
    pub root: RootOption,
    /// Show the site as it was known on this date: 2026, 2026-06 (its last day) or 2026-06-28 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
}

impl SiteOptions {
    pub(super) fn day(&self) -> Day {
        self.as_of.map_or_else(|| Day::Today(today()), Day::AsKnownOn)
    }

    /// A request without `--strict`, for the default output folder.
    pub(super) fn request(&self) -> Request {
        let root = self.root.root.clone();
        Request {
            out: root.join("public"),
            root,
            day: self.day(),
            drafts: crate::model::Drafts::Hidden,
            strictness: Strictness::Normal,
            output: OutputOptions::default(),
        }
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub site: SiteOptions,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// The format of diagnostics; human goes to stderr, the others to stdout
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Print all diagnostics, including advice, without limits per line and file
    #[arg(long)]
    pub all: bool,
}

impl CheckOptions {
    pub(super) fn request(&self, out: Option<PathBuf>) -> Request {
        let mut request = self.site.request();
        if let Some(out) = out {
            request.out = out;
        }
        if self.strict {
            request.strictness = Strictness::Strict;
        }
        request
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Human,
    Json,
    Sarif,
}

/// Today in the time zone of the machine: what an editor dates with the day on the wall is not a day early.
pub(super) fn today() -> Date {
    let now = chrono::Local::now().date_naive();
    Date::day(now.year() as u16, now.month() as u8, now.day() as u8)
}

/// The last day of a date.
pub(super) fn parse_day(text: &str) -> Result<Date, String> {
    let date = Date::parse(text).ok_or("a date is written 2026, 2026-06 or 2026-06-28")?;
    Ok(date.last())
}

/// The words of a model table as values of an option, so that help and errors list them.
#[derive(Clone)]
pub(super) struct WordParser<W>(PhantomData<W>);

impl<W> WordParser<W> {
    pub(super) fn new() -> Self {
        WordParser(PhantomData)
    }
}

impl<W: Word + Send + Sync> TypedValueParser for WordParser<W> {
    type Value = W;

    fn parse_ref(
        &self,
        cmd: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<W, clap::Error> {
        let known = clap::builder::PossibleValuesParser::new(W::words());
        let word = known.parse_ref(cmd, arg, value)?;
        Ok(W::parse(&word).expect("a possible value is a word of the table"))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(W::ALL.iter().map(|w| PossibleValue::new(w.word()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_is_the_last_of_its_date() {
        for (text, last) in
            [("2026", "2026-12-31"), ("2024-02", "2024-02-29"), ("2026-06-28", "2026-06-28")]
        {
            assert_eq!(parse_day(text).unwrap().to_string(), last);
        }
        assert!(parse_day("June").is_err() && parse_day("2026-02-30").is_err());
    }
}
