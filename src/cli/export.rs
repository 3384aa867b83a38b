//! `agon export`: one file for other tools, without building the site; the same bytes that a build writes.

use super::args::day;
use super::words::OneOf;
use super::{CLEAN, CONTENT, Console, print, today};
use crate::build::pipeline::{self, Request, Strictness};
use crate::diagnostics::human::{self, Advice};
use crate::exports::data::{self, ExportKind, ExportRequest};
use crate::model::{Date, Day};
use crate::output::write;
use crate::pages::Format;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Export {
    /// What to write
    #[arg(value_parser = OneOf::<ExportKind>::new())]
    pub what: ExportKind,
    /// Of this topic alone
    #[arg(long, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Of this source alone
    #[arg(long, value_name = "ID")]
    pub source: Option<String>,
    /// Of this thread alone: its slug, after its topic where several have it (wages/who-leads)
    #[arg(long, value_name = "THREAD")]
    pub thread: Option<String>,
    /// With `page`: the path of any page, as topics/wages/timeline.html
    #[arg(long, value_name = "PATH")]
    pub page: Option<String>,
    /// How sources are written [default: csl-json]; everything else has one format
    #[arg(long, value_parser = OneOf::<Format>::new())]
    pub format: Option<Format>,
    /// The file to write, - for the standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
    /// The site's folder, the one with content/ in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The day to write for: 2026, 2026-06 (its last day) or 2026-06-28 [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
}

pub(super) fn export(args: &Export, console: &mut Console) -> anyhow::Result<u8> {
    let request = Request {
        root: args.root.clone(),
        out: args.root.join("public"),
        day: args.as_of.map_or_else(|| Day::Today(today()), Day::AsKnownOn),
        strictness: Strictness::Normal,
    };
    let export = ExportRequest {
        what: args.what,
        topic: args.topic.as_deref(),
        source: args.source.as_deref(),
        thread: args.thread.as_deref(),
        page: args.page.as_deref(),
        format: args.format,
    };
    let (outcome, made) = pipeline::query(&request, |ctx| data::export(ctx, &export))?;
    let Some(made) = made else {
        print(
            console.err,
            &human::print(&outcome.report, &outcome.files, console.style, Advice::Folded),
        )?;
        print(console.err, "nothing was written: the content has errors\n")?;
        return Ok(CONTENT);
    };
    let file = made.map_err(anyhow::Error::msg)?;
    if args.out == Path::new("-") {
        print(console.out, &String::from_utf8(file.bytes)?)?;
    } else {
        write::file(&args.out, &file.bytes)?;
    }
    Ok(CLEAN)
}
