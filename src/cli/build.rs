//! `agon build`: the site into its folder, and on request which addresses differ from what stood there.

use super::args::{Build, Format};
use super::bar::Bar;
use super::{Console, closing_line, exit_code, finish, request};
use crate::build::pipeline::{self, Outcome, Request};
use crate::content::load;
use crate::output::write::{self, Changes};
use std::fmt::Write as _;
use std::time::Instant;

pub(super) fn build(args: &Build, console: &mut Console) -> anyhow::Result<u8> {
    let started = Instant::now();
    let request = request(&args.common, args.out.clone());
    let wanted = args.diff || args.dry_run;
    let before = wanted.then(|| write::published(&request.root, &request.out)).transpose()?;
    let bar = Bar::new(console.watched);
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
    if let Some(list) = outcome.addresses.as_ref().filter(|_| !args.dry_run) {
        closing += &keep(&request, list);
    }
    let code = exit_code(&outcome.report, request.strictness);
    let changes = match before.filter(|_| outcome.summary.is_some()) {
        None => None,
        Some(before) => {
            let after = after.map_or_else(|| write::published(&request.root, &request.out), Ok)?;
            Some(write::changes(&before, &after))
        }
    };
    let mut extra = None;
    if let Some(changes) = changes {
        match args.common.format {
            Format::Json => extra = Some(("addresses", json(&changes))),
            _ => closing = human(&changes) + &closing,
        }
    }
    finish(&args.common, outcome, &closing, extra, console)?;
    Ok(code)
}

/// Builds in memory, and gives what the folder would have.
fn dry(request: &Request, bar: &Bar) -> anyhow::Result<(Outcome, Option<write::Published>)> {
    let (outcome, files) = pipeline::build_in_memory(request, bar)?;
    Ok((outcome, Some(write::made(&files))))
}

/// Puts new addresses on the list. A site whose folder cannot be written is published all the same, and says so.
fn keep(request: &Request, list: &str) -> String {
    match write::keep_list(&request.root, list) {
        Ok(()) => format!("new addresses are on the list; commit {}\n", load::ADDRESSES),
        Err(e) => {
            format!(
                "new addresses are not on the list: {e}; run `agon addresses --accept` where it can be written\n"
            )
        }
    }
}

fn human(changes: &Changes) -> String {
    let lists = [("+", &changes.added), ("~", &changes.changed), ("-", &changes.removed)];
    let mut text = String::new();
    for (mark, paths) in lists {
        paths.iter().for_each(|path| {
            let _ = writeln!(text, "{mark} {path}");
        });
    }
    let [added, changed, removed] = lists.map(|(_, paths)| paths.len());
    text + &format!("{added} added (+), {changed} changed (~), {removed} removed (-)\n")
}

fn json(changes: &Changes) -> serde_json::Value {
    serde_json::json!({"added": changes.added, "changed": changes.changed, "removed": changes.removed})
}
