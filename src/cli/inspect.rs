//! `agon doctor` and `agon stats`: the state of a site in a screen.

use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::SiteOptions;
use crate::analysis::report::{self, GitStatus, ListDetail};
use crate::build::pipeline::{self, CheckedSite};
use crate::diagnostics::codes;
use crate::diagnostics::human::ReportDetail;
use clap::{Args, ValueEnum};
use std::path::Path;
use std::process::Command;

#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    #[command(flatten)]
    options: InspectOptions,
    /// List every item with its file and line instead of counts
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
pub(super) struct StatsArgs {
    #[command(flatten)]
    options: InspectOptions,
}

#[derive(Debug, Args)]
struct InspectOptions {
    #[command(flatten)]
    site: SiteOptions,
    /// The output format
    #[arg(long, value_enum, default_value_t = InspectFormat::Human)]
    format: InspectFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum InspectFormat {
    Human,
    Json,
}

pub(super) fn doctor(args: &DoctorArgs, console: &mut Console) -> anyhow::Result<u8> {
    let Some(CheckedSite { sources, site, report, .. }) = known(&args.options, console)? else {
        return Ok(EXIT_CONTENT);
    };
    let overrides = report::overrides(&sources.templates, &sources.statics);
    let found = report::doctor(
        &site,
        &sources.files,
        &report,
        overrides,
        git(&args.options.site.root.root),
    );
    let extent = if args.all { ListDetail::All } else { ListDetail::Counts };
    let text = match args.options.format {
        InspectFormat::Human => found.print(extent),
        InspectFormat::Json => serde_json::to_string_pretty(&found)? + "\n",
    };
    console.print(&text)?;
    Ok(if found.has_errors() { EXIT_CONTENT } else { EXIT_OK })
}

pub(super) fn stats(args: &StatsArgs, console: &mut Console) -> anyhow::Result<u8> {
    let Some(known) = known(&args.options, console)? else { return Ok(EXIT_CONTENT) };
    let found = report::stats(&known.site, &known.reasoning);
    let text = match args.options.format {
        InspectFormat::Human => found.print(),
        InspectFormat::Json => serde_json::to_string_pretty(&found)? + "\n",
    };
    console.print(&text)?;
    if known.report.has_errors() {
        console.print_error(
            "the content has errors, so some of it may not be counted; `agon check` says which\n",
        )?;
        return Ok(EXIT_CONTENT);
    }
    Ok(EXIT_OK)
}

/// The site; `None` after reporting that there is none.
fn known(options: &InspectOptions, console: &mut Console) -> anyhow::Result<Option<CheckedSite>> {
    let mut known = pipeline::read_site(&options.site.request())?;
    if known.report.contains(&codes::NO_SITE) {
        known.report.retain(|d| *d.code == codes::NO_SITE);
        console.print_report(&known.report, &known.sources.files, ReportDetail::All)?;
        return Ok(None);
    }
    Ok(Some(known))
}

/// Asks git, which reads and changes nothing here.
fn git(root: &Path) -> GitStatus {
    let status = ["--no-optional-locks", "status", "--porcelain", "--", "content"];
    match Command::new("git").arg("-C").arg(root).args(status).output() {
        Err(_) => GitStatus::Missing,
        Ok(out) if out.status.success() => GitStatus::Uncommitted(
            out.stdout.split(|b| *b == b'\n').filter(|l| !l.is_empty()).count(),
        ),
        Ok(_) => GitStatus::Outside,
    }
}
