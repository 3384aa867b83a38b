//! `agon diff`: what moved between two days, as text, as JSON or as a page.

use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::{RootOption, parse_day, today};
use crate::build::pipeline::{self, DiffFormat, Request, Strictness};
use crate::diagnostics::Severity;
use crate::diagnostics::human::ReportDetail;
use crate::model::{Date, Day};
use crate::output::create_file;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The earlier day: 2026, 2026-06 (its last day) or 2026-06-28
    #[arg(value_name = "FROM", value_parser = parse_day)]
    from: Date,
    /// The later day, inclusive
    #[arg(value_name = "TO", value_parser = parse_day)]
    to: Date,
    #[command(flatten)]
    root: RootOption,
    /// Only this topic, by the name of its folder
    #[arg(long)]
    topic: Option<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    format: OutputFormat,
    /// The file to write; an HTML page in public/ links to the pages there, any other to base_url [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    Text,
    Json,
    Html,
}

pub(super) fn diff(args: &DiffArgs, console: &mut Console) -> anyhow::Result<u8> {
    if args.from >= args.to {
        anyhow::bail!("{} is not before {}; name the earlier day first", args.from, args.to);
    }
    if args.to > today() {
        anyhow::bail!("{} has not come yet; name a day until today", args.to);
    }
    let public = args.root.root.join("public");
    let request = Request {
        root: args.root.root.clone(),
        out: public.clone(),
        day: Day::AsKnownOn(args.to),
        drafts: crate::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: crate::output::OutputOptions::default(),
    };
    let form = match args.format {
        OutputFormat::Text => DiffFormat::Text,
        OutputFormat::Json => DiffFormat::Json,
        OutputFormat::Html => {
            DiffFormat::Html(args.out.as_deref().and_then(|out| inside(&public, out)))
        }
    };
    let (made, outcome) =
        pipeline::diff(&request, args.from, args.to, args.topic.as_deref(), &form)?;
    let Some(text) = made else {
        let mut report = outcome.report;
        report.retain(|d| d.severity() == Severity::Error);
        console.print_report(&report, &outcome.files, ReportDetail::All)?;
        return Ok(EXIT_CONTENT);
    };
    match &args.out {
        None => console.print(&text)?,
        Some(path) => {
            create_file(path, text.as_bytes())?;
            console.print(&format!("{}\n", path.display()))?;
        }
    }
    Ok(EXIT_OK)
}

/// The path of a file below the output folder, from there.
fn inside(public: &Path, file: &Path) -> Option<String> {
    let [public, file] = [public, file].map(|p| std::path::absolute(p).ok());
    let inside = file?.strip_prefix(public?).ok()?.to_path_buf();
    inside.to_str().map(|p| p.replace('\\', "/"))
}
