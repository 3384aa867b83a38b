//! `agon build`.

use super::console::Console;
use super::options::{CheckOptions, ReportFormat};
use super::progress::ProgressBar;
use super::summary::{closing_line, exit_code, finish};
use crate::build::pipeline::{self, Outcome, Request};
use crate::model::Drafts;
use crate::output::{self, ForeignFiles, OutputChanges, SyncMode};
use clap::Args;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub options: CheckOptions,
    /// The output folder [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// List the addresses that were added, changed and removed since the previous build
    #[arg(long)]
    pub diff: bool,
    /// Write to a folder with other files; they are kept, and the folder is updated file by file
    #[arg(long)]
    pub adopt: bool,
    /// Do not wait until files are on the disk; faster, but a power failure may lose the build
    #[arg(long)]
    pub no_sync: bool,
    /// Build drafts too, to look at; such a site is not for publishing
    #[arg(long)]
    pub drafts: bool,
    /// List the addresses that would change, without writing anything
    #[arg(long)]
    pub dry_run: bool,
}

pub(super) fn build(args: &BuildArgs, console: &mut Console) -> anyhow::Result<u8> {
    let started = Instant::now();
    let mut request = args.options.request(args.out.clone());
    if args.drafts {
        request.drafts = Drafts::Shown;
    }
    if args.adopt {
        request.output.foreign_files = ForeignFiles::Keep;
    }
    if args.no_sync {
        request.output.sync = SyncMode::Skip;
    }
    let wanted = args.diff || args.dry_run;
    let before = wanted.then(|| output::folder_hashes(&request.root, &request.out)).transpose()?;
    let bar = ProgressBar::new(console.is_terminal);
    let (outcome, after) = match args.dry_run {
        true => dry(&request, &bar)?,
        false => (pipeline::build(&request, &bar)?, None),
    };
    drop(bar);
    let mut closing = match (args.dry_run, &outcome.summary) {
        (true, Some(_)) => {
            format!(
                "nothing was written, since this is a dry run ({:.2} s)\n",
                started.elapsed().as_secs_f64()
            )
        }
        (_, summary) => closing_line(summary.as_ref(), &request.out, started.elapsed()),
    };
    let code = exit_code(&outcome.report, request.strictness);
    let changes = match before.filter(|_| outcome.summary.is_some()) {
        None => None,
        Some(before) => {
            let after =
                after.map_or_else(|| output::folder_hashes(&request.root, &request.out), Ok)?;
            Some(output::changes(&before, &after))
        }
    };
    let mut extra = None;
    if let Some(changes) = changes {
        match args.options.format {
            ReportFormat::Json => extra = Some(("addresses", json(&changes))),
            _ => closing = human(&changes) + &closing,
        }
    }
    finish(&args.options, outcome, &closing, extra, console)?;
    Ok(code)
}

/// Makes every file without writing one. Returns the hashes of what the folder would have.
fn dry(
    request: &Request,
    bar: &ProgressBar,
) -> anyhow::Result<(Outcome, Option<output::FileHashes>)> {
    let (outcome, hashes) = pipeline::hash_files(request, bar)?;
    Ok((outcome, Some(hashes)))
}

fn human(changes: &OutputChanges) -> String {
    let lists = [("+", &changes.added), ("~", &changes.changed), ("-", &changes.removed)];
    let mut text = String::new();
    for (mark, paths) in lists {
        for path in paths {
            let _ = writeln!(text, "{mark} {path}");
        }
    }
    let [added, changed, removed] = lists.map(|(_, paths)| paths.len());
    text + &format!("{added} added (+), {changed} changed (~), {removed} removed (-)\n")
}

fn json(changes: &OutputChanges) -> serde_json::Value {
    serde_json::json!({"added": changes.added, "changed": changes.changed, "removed": changes.removed})
}
