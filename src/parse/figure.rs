//! figures.yaml as written: measured values.

use super::records;
use super::yaml::Str;
use crate::diag::{Diagnostic, Report, codes};
use crate::files::{FileId, Text};
use crate::model::{Date, FigureStatus, Side};

#[derive(Debug)]
pub struct RawFigure {
    pub id: Str,
    pub metric: String,
    pub subject: Str,
    pub side: Side,
    pub value: f64,
    pub upper: Option<f64>,
    pub approximate: bool,
    pub unit: String,
    pub as_of: Option<Date>,
    pub source: Option<Str>,
    pub stated_in: Option<Str>,
    pub status: FigureStatus,
    pub reason: Option<String>,
    pub note: Option<String>,
}

pub fn read(file: FileId, text: &Text, report: &mut Report) -> Vec<RawFigure> {
    records(file, text, "a figure", report, |mut f| {
        let id = f.need("id");
        super::check_id(&id, "the figure's id", f.report);
        let value = f.number("value");
        if value.is_none() && !f.has("value") {
            let missing = Diagnostic::at(&codes::MISSING_KEY, f.span(), "a figure needs the key `value`");
            f.report.push(missing.help("add `value: 58.6`"));
        }
        let figure = RawFigure {
            id,
            metric: f.need("metric").text,
            subject: f.need("subject"),
            side: f.word("side").unwrap_or(Side::Unsided),
            value: value.unwrap_or(0.0),
            upper: f.number("upper"),
            approximate: f.flag("approximate"),
            unit: f.text("unit").unwrap_or_default(),
            as_of: f.date("as_of"),
            source: f.str("source"),
            stated_in: f.str("stated_in"),
            status: f.word("status").unwrap_or(FigureStatus::Stated),
            reason: f.text("reason"),
            note: f.text("note"),
        };
        f.done();
        figure
    })
}
