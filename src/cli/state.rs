//! `agon doctor` and `agon stats`: the state of a site in a screen.

use super::args::day;
use super::{CLEAN, CONTENT, Console, print, today};
use crate::analysis::report::{self, Extent, Git};
use crate::build::pipeline::{self, CheckedSite, Request, Strictness};
use crate::diagnostics::codes;
use crate::diagnostics::human::{self, Advice};
use crate::model::{Date, Day};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Debug, Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    of: Of,
    /// List everything with its file and line, and not only how much there is
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
pub(super) struct Stats {
    #[command(flatten)]
    of: Of,
}

#[derive(Debug, Args)]
struct Of {
    /// The site's folder, the one with content/ in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The day to look from: 2026, 2026-06 (its last day) or 2026-06-28 [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Human,
    Json,
}

pub(super) fn doctor(args: &Doctor, console: &mut Console) -> anyhow::Result<u8> {
    let Some(CheckedSite { sources, site, report }) = known(&args.of, console)? else {
        return Ok(CONTENT);
    };
    let overrides = report::overrides(&sources.templates, &sources.statics);
    let found = report::doctor(&site, &sources.files, &report, overrides, git(&args.of.root));
    let extent = if args.all { Extent::All } else { Extent::Counts };
    let text = match args.of.format {
        Form::Human => found.print(extent),
        Form::Json => report::json(&found),
    };
    print(console.out, &text)?;
    Ok(if found.has_errors() { CONTENT } else { CLEAN })
}

pub(super) fn stats(args: &Stats, console: &mut Console) -> anyhow::Result<u8> {
    let Some(known) = known(&args.of, console)? else { return Ok(CONTENT) };
    let found = report::stats(&known.site);
    let text = match args.of.format {
        Form::Human => found.print(),
        Form::Json => report::json(&found),
    };
    print(console.out, &text)?;
    if known.report.has_errors() {
        print(
            console.err,
            "the content has errors, so some of it may not be counted; `agon check` says which\n",
        )?;
        return Ok(CONTENT);
    }
    Ok(CLEAN)
}

/// The site, or nothing where there is none, which is told.
fn known(of: &Of, console: &mut Console) -> anyhow::Result<Option<CheckedSite>> {
    let day = of.as_of.map_or_else(|| Day::Today(today()), Day::AsKnownOn);
    let request = Request {
        root: of.root.clone(),
        out: of.root.join("public"),
        day,
        strictness: Strictness::Normal,
    };
    let mut known = pipeline::read_site(&request)?;
    if known.report.list.iter().any(|d| d.code == codes::NO_SITE.id) {
        known.report.list.retain(|d| d.code == codes::NO_SITE.id);
        print(
            console.err,
            &human::print(&known.report, &known.sources.files, console.style, Advice::All),
        )?;
        return Ok(None);
    }
    Ok(Some(known))
}

/// Asks git, which reads and changes nothing here.
fn git(root: &Path) -> Git {
    let status = ["--no-optional-locks", "status", "--porcelain", "--", "content"];
    match Command::new("git").arg("-C").arg(root).args(status).output() {
        Err(_) => Git::Missing,
        Ok(out) if out.status.success() => {
            Git::Uncommitted(out.stdout.split(|b| *b == b'\n').filter(|l| !l.is_empty()).count())
        }
        Ok(_) => Git::Outside,
    }
}
