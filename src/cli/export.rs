//! `agon export`: one file for other tools, without building the site; the same bytes that a build writes.

use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::{SiteOptions, WordParser};
use crate::build::pipeline;
use crate::diagnostics::human::ReportDetail;
use crate::exports::data::{self, ExportKind, ExportRequest};
use crate::output::write_file;
use crate::pages::Format;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The data to export
    #[arg(value_parser = WordParser::<ExportKind>::new())]
    what: ExportKind,
    /// Only of this topic
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Only of this source
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Only of this thread, by its slug, with its topic if the slug is ambiguous (wages/who-leads)
    #[arg(long, value_name = "THREAD")]
    thread: Option<String>,
    /// For `page`: the path of a page, such as topics/wages/timeline.html
    #[arg(long, value_name = "PATH")]
    page: Option<String>,
    /// The format of sources; other data has one format [default: csl-json]
    #[arg(long, value_parser = WordParser::<Format>::new())]
    format: Option<Format>,
    /// The file to write; - for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    #[command(flatten)]
    site: SiteOptions,
}

pub(super) fn export(args: &ExportArgs, console: &mut Console) -> anyhow::Result<u8> {
    let export = ExportRequest {
        what: args.what,
        topic: args.topic.as_deref(),
        source: args.source.as_deref(),
        thread: args.thread.as_deref(),
        page: args.page.as_deref(),
        format: args.format,
    };
    let (outcome, made) = pipeline::query(&args.site.request(), |ctx| data::export(ctx, &export))?;
    let Some(made) = made else {
        console.print_report(&outcome.report, &outcome.files, ReportDetail::Selection)?;
        console.print_error("nothing was written: the content has errors\n")?;
        return Ok(EXIT_CONTENT);
    };
    let file = made.map_err(anyhow::Error::msg)?;
    if args.out == Path::new("-") {
        console.print(&String::from_utf8(file.bytes)?)?;
    } else {
        write_file(&args.out, &file.bytes)?;
    }
    Ok(EXIT_OK)
}
