//! One file of a list, in the format that is asked for.

use super::argdown;
use super::bibliography::BibliographyEntries;
use super::calendar;
use super::contradictions_csv;
use super::definitions_csv;
use super::evidence_csv;
use super::figures_csv;
use super::forecasts_csv;
use super::half_life_csv;
use super::timelinejs;
use crate::pages::{Ctx, Download, Format, Subject};
use crate::source::OutputFile;

/// Returns one download; `entries` are those of its sources.
pub fn download(ctx: &Ctx, entries: &BibliographyEntries, download: &Download) -> OutputFile {
    let text = match download.format {
        Format::Csl | Format::Bibtex | Format::Ris => {
            entries.file(ctx, download.scope, download.format)
        }
        Format::TimelineJs => timelinejs::timeline(ctx, download),
        Format::Argdown => argdown::tensions(ctx, download),
        Format::Csv => match download.subject {
            Subject::Evidence => evidence_csv::evidence(ctx, download),
            Subject::Forecasts => forecasts_csv::forecasts(ctx, download),
            Subject::HalfLife => half_life_csv::half_life(ctx, download),
            Subject::Contradictions => contradictions_csv::contradictions(ctx, download),
            Subject::Definitions => definitions_csv::definitions(ctx, download),
            _ => figures_csv::figures(ctx, download),
        },
        Format::Calendar => calendar::calendar(ctx, download),
    };
    OutputFile { path: download.path(ctx), bytes: text.into_bytes() }
}
