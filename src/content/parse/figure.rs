//! figures.yaml as written: measured values.

use super::fields::Fields;
use super::yaml::Str;
use crate::diagnostics::codes;
use crate::model::{Date, FigureBound, FigureStatus, Side};

#[derive(Debug)]
pub struct RawFigure {
    pub id: Str,
    pub metric: String,
    pub subject: Str,
    pub side: Option<Str>,
    pub definition: Option<Str>,
    /// The number, and its digits as they are written.
    pub value: (f64, String),
    pub upper: Option<(f64, String)>,
    pub approximate: bool,
    pub bound: Option<FigureBound>,
    pub projected: bool,
    pub measurement: Option<String>,
    pub unit: String,
    pub as_of: Option<Date>,
    pub source: Option<Str>,
    pub stated_in: Option<Str>,
    pub status: FigureStatus,
    pub reason: Option<String>,
    pub note: Option<String>,
}

pub(super) fn record(mut f: Fields<'_>) -> RawFigure {
    let figure = RawFigure {
        id: f.need_id("id", "the figure's id"),
        metric: f.need("metric").text,
        subject: f.need("subject"),
        side: f.term::<Side>("side"),
        definition: f.str("definition"),
        value: f.printed_number("value").unwrap_or_default(),
        upper: f.printed_number("upper"),
        approximate: f.flag("approximate"),
        bound: f.word("bound"),
        projected: f.flag("projected"),
        measurement: f.text("measurement"),
        unit: f.text("unit").unwrap_or_default(),
        as_of: f.date("as_of"),
        source: f.str("source"),
        stated_in: f.str("stated_in"),
        status: f.word("status").unwrap_or(FigureStatus::Stated),
        reason: f.text("reason"),
        note: f.text("note"),
    };
    f.require("value", "`value: 58.6`");
    if !f.has("source") && !f.has("stated_in") {
        let message = format!("the figure \"{}\" has no source", figure.id.text);
        let help = "add `source:` with the key of the work that states it";
        f.report.add(&codes::FIGURE_WITHOUT_SOURCE, figure.id.span, message, help);
    }
    f.done();
    figure
}
