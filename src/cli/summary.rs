//! What a build or a check prints at its end.

use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::{CheckOptions, ReportFormat};
use crate::build::pipeline::{Outcome, Strictness, Timings};
use crate::diagnostics::human::ReportDetail;
use crate::diagnostics::{Report, Severity, counted, json, sarif};
use crate::output::WriteSummary;
use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::time::Duration;

/// A key and a value that a command adds to the JSON of its diagnostics.
pub(super) type Extra = Option<(&'static str, serde_json::Value)>;

/// Prints diagnostics, timings and the closing line. Standard output has only what programs read, where they read it.
pub(super) fn finish(
    options: &CheckOptions,
    mut outcome: Outcome,
    closing: &str,
    extra: Extra,
    console: &mut Console,
) -> io::Result<()> {
    outcome.report.sort(&outcome.files);
    let (report, files) = (&outcome.report, &outcome.files);
    let detail = if options.all { ReportDetail::All } else { ReportDetail::Selection };
    match options.format {
        ReportFormat::Human => console.print_report(report, files, detail)?,
        ReportFormat::Json => console.print(&json::print_with(report, files, extra))?,
        ReportFormat::Sarif => {
            console.print(&sarif::print(report, files, &options.site.root.root))?
        }
    }
    if options.timings {
        console.print_error(&timings_table(&outcome.timings))?;
    }
    match options.format {
        ReportFormat::Human => console.print(closing),
        ReportFormat::Json | ReportFormat::Sarif => console.print_error(closing),
    }
}

pub(super) fn exit_code(report: &Report, strictness: Strictness) -> u8 {
    let warnings_count = strictness == Strictness::Strict && report.count(Severity::Warning) > 0;
    if report.has_errors() || warnings_count { EXIT_CONTENT } else { EXIT_OK }
}

pub(super) fn closing_line(summary: Option<&WriteSummary>, out: &Path, took: Duration) -> String {
    let (out, took) = (out.strip_prefix(".").unwrap_or(out).display(), took.as_secs_f64());
    match summary {
        None => format!("nothing was written, {out} is unchanged ({took:.2} s)\n"),
        Some(WriteSummary { written, reused, removed, .. }) => {
            let files = written + reused;
            let files = counted(files, "file");
            let lacks = if cfg!(feature = "cards") {
                ""
            } else {
                ", no social cards (agon was compiled without them)"
            };
            format!(
                "{files}, {written} written, {reused} unchanged, {removed} removed{lacks} -> {out} ({took:.2} s)\n"
            )
        }
    }
}

pub(super) fn timings_table(timings: &Timings) -> String {
    let names = timings.list.iter().map(|(stage, ..)| stage.len());
    let width = names.max().unwrap_or(0).max("stage".len());
    let mut text = format!("{:width$} {:>10} {:>8}\n", "stage", "time", "count");
    for (stage, time, count) in &timings.list {
        let milliseconds = time.as_secs_f64() * 1000.0;
        let _ = writeln!(text, "{stage:width$} {milliseconds:>7.1} ms {count:>8}");
    }
    text
}
