//! `agon doctor` and `agon stats`: the state of a site in a screen.

use super::args::day;
use super::{CLEAN, CONTENT, Console, print, today};
use crate::model::{Date, Day};
use crate::pipeline::{self, Known, Request, Strictness};
use crate::survey::{self, Extent};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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
    let Known { loaded, site, report } = known(&args.of)?;
    let overrides = survey::overrides(&loaded.templates, &loaded.statics);
    let found = survey::doctor(&site, &loaded.files, &report, overrides);
    let extent = if args.all { Extent::All } else { Extent::Counts };
    let text = match args.of.format {
        Form::Human => found.print(extent),
        Form::Json => survey::json(&found),
    };
    print(console.out, &text)?;
    Ok(if found.has_errors() { CONTENT } else { CLEAN })
}

pub(super) fn stats(args: &Stats, console: &mut Console) -> anyhow::Result<u8> {
    let known = known(&args.of)?;
    let found = survey::stats(&known.site);
    let text = match args.of.format {
        Form::Human => found.print(),
        Form::Json => survey::json(&found),
    };
    print(console.out, &text)?;
    Ok(if known.report.has_errors() { CONTENT } else { CLEAN })
}

fn known(of: &Of) -> anyhow::Result<Known> {
    let day = of.as_of.map_or_else(|| Day::Today(today()), Day::AsKnownOn);
    let request =
        Request { root: of.root.clone(), out: of.root.join("public"), day, strictness: Strictness::Normal };
    Ok(pipeline::read(&request)?)
}
