//! `agon diff`: what moved between two days, as text, as JSON or as a page.

use super::args::day;
use super::{CLEAN, CONTENT, Console, print, today};
use crate::build::pipeline::{self, DiffFormat, Request, Strictness};
use crate::diagnostics::Severity;
use crate::diagnostics::human::{self, Advice};
use crate::model::{Date, Day};
use crate::output::write;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The earlier day: 2026, 2026-06 (its last day) or 2026-06-28
    #[arg(value_name = "FROM", value_parser = day)]
    pub from: Date,
    /// The later day, which counts
    #[arg(value_name = "TO", value_parser = day)]
    pub to: Date,
    /// The site's folder, the one with content/ in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// One topic only, by its folder
    #[arg(long)]
    pub topic: Option<String>,
    #[arg(long, value_enum, default_value_t = As::Text)]
    pub format: As,
    /// The file to write [default: standard output]. A page below public/ links to the pages beside it, any other to the site's address
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum As {
    Text,
    Json,
    Html,
}

pub(super) fn diff(args: &Diff, console: &mut Console) -> anyhow::Result<u8> {
    if args.from >= args.to {
        anyhow::bail!("{} is not before {}; name the earlier day first", args.from, args.to);
    }
    if args.to > today() {
        anyhow::bail!("{} has not come yet; name a day until today", args.to);
    }
    let public = args.root.join("public");
    let request = Request {
        root: args.root.clone(),
        out: public.clone(),
        day: Day::AsKnownOn(args.to),
        strictness: Strictness::Normal,
    };
    let form = match args.format {
        As::Text => DiffFormat::Text,
        As::Json => DiffFormat::Json,
        As::Html => DiffFormat::Html(args.out.as_deref().and_then(|out| inside(&public, out))),
    };
    let (made, outcome) =
        pipeline::diff(&request, args.from, args.to, args.topic.as_deref(), &form)?;
    let Some(text) = made else {
        let mut report = outcome.report;
        report.list.retain(|d| d.severity() == Severity::Error);
        print(console.err, &human::print(&report, &outcome.files, console.style, Advice::All))?;
        return Ok(CONTENT);
    };
    match &args.out {
        None => print(console.out, &text)?,
        Some(path) => {
            write::put_file(path, &text)?;
            print(console.out, &format!("{}\n", path.display()))?;
        }
    }
    Ok(CLEAN)
}

/// The path of a file from the output folder, where it stands below it.
fn inside(public: &Path, file: &Path) -> Option<String> {
    let [public, file] = [public, file].map(|p| std::path::absolute(p).ok());
    let inside = file?.strip_prefix(public?).ok()?.to_path_buf();
    inside.to_str().map(|p| p.replace('\\', "/"))
}
