//! `agon import`: its arguments, and the report that it prints.

use super::console::{Console, EXIT_OK};
use super::options::{RootOption, today};
use crate::import::{self, ImportRequest, InputShape, WriteMode};
use crate::model::Day;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const EXAMPLE: &str = "Example:\n  agon import journal.md --topic wages --dry-run\n  agon import thread.txt --topic wages\n  \
    agon import library.bib bookmarks.html";

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The files to import, or the folder of a vault
    #[arg(required = true, value_name = "PATH")]
    pub files: Vec<PathBuf>,
    /// The kind of the files [default: recognised by their content]
    #[arg(long = "as", value_name = "SHAPE", value_enum)]
    pub kind: Option<Shape>,
    /// The folder of the topic [default: for a journal, its title; for a thread, the site's only topic]
    #[arg(long, value_name = "SLUG")]
    pub topic: Option<String>,
    #[command(flatten)]
    root: RootOption,
    /// Print the report without writing anything
    #[arg(long)]
    pub dry_run: bool,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    format: ReportFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shape {
    Journal,
    Thread,
    Bibliography,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    Human,
    Json,
}

pub(super) fn import(args: &ImportArgs, console: &mut Console) -> anyhow::Result<u8> {
    let shape = args.kind.map(|shape| match shape {
        Shape::Journal => InputShape::Journal,
        Shape::Thread => InputShape::Thread,
        Shape::Bibliography => InputShape::Bibliography,
    });
    let mode = if args.dry_run { WriteMode::DryRun } else { WriteMode::Files };
    let request =
        ImportRequest { files: args.files.clone(), shape, topic: args.topic.clone(), mode };
    let result = import::import(&args.root.root, Day::Today(today()), &request)?;
    if args.format == ReportFormat::Json {
        let report = serde_json::to_string_pretty(&result.to_json(mode))?;
        console.print(&format!("{report}\n"))?;
        return Ok(EXIT_OK);
    }
    let mut text = result.print(mode);
    if mode == WriteMode::Files && !result.files.is_empty() {
        text += &format!("\nnext: agon check --root {}\n", args.root.root.display());
    }
    console.print(&text)?;
    Ok(EXIT_OK)
}
