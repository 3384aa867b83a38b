//! `agon addresses`: how the site's addresses stand to those that were published, and the list that remembers them.

use super::args::Common;
use super::{CLEAN, CONTENT, Console, exit_code, finish, print, request};
use crate::build::pipeline;
use crate::content::load;
use crate::diagnostics::{Diagnostic, Severity, codes};
use crate::output::write;
use clap::Args;
use std::fmt::Write as _;

#[derive(Debug, Args)]
pub(super) struct Addresses {
    #[command(flatten)]
    pub common: Common,
    /// Write content/addresses.txt: everything that it has, and every address that is made today
    #[arg(long, conflicts_with = "as_of")]
    pub accept: bool,
}

pub(super) fn addresses(args: &Addresses, console: &mut Console) -> anyhow::Result<u8> {
    let request = request(&args.common, None);
    let (standing, list, mut outcome) = pipeline::permalink_status(&request)?;
    let mut text = String::new();
    for (mark, paths) in [("+", &standing.new), (">", &standing.old), ("-", &standing.lost)] {
        paths.iter().for_each(|path| {
            let _ = writeln!(text, "{mark} {path}");
        });
    }
    let counts = format!(
        "{} kept, {} new (+), {} that lead on or are gone (>), {} lost (-)",
        standing.kept,
        standing.new.len(),
        standing.old.len(),
        standing.lost.len()
    );
    // A broken site lacks pages that it has: what it promises is not known.
    let is_own =
        |d: &Diagnostic| d.code.starts_with(codes::REMOVED_ADDRESS.id.trim_end_matches('1'));
    let broken = outcome.report.list.iter().any(|d| d.severity() == Severity::Error && !is_own(d));
    outcome.report.list.retain(|d| is_own(d) || d.severity() == Severity::Error);
    let closing = match list {
        Some(_) if args.accept && broken => {
            format!("{counts}; {} stays as it is until the errors are mended\n", load::ADDRESSES)
        }
        Some(list) if args.accept => {
            write::keep_list(&request.root, &list)?;
            outcome.report.list.retain(|d| d.code != codes::NO_ADDRESS_LIST.id);
            format!("{counts}; {} is written, commit it\n", load::ADDRESSES)
        }
        Some(_) => format!("{counts}; `agon addresses --accept` puts the new ones on the list\n"),
        None => format!("{counts}; {} has them all\n", load::ADDRESSES),
    };
    let code = exit_code(&outcome.report, request.strictness).max(if args.accept && broken {
        CONTENT
    } else {
        CLEAN
    });
    if args.common.format == super::Format::Human {
        print(console.out, &text)?;
        finish(&args.common, outcome, &closing, None, console)?;
    } else {
        let value = serde_json::json!({
            "kept": standing.kept, "new": standing.new, "old": standing.old, "lost": standing.lost,
        });
        finish(&args.common, outcome, &closing, Some(("addresses", value)), console)?;
    }
    Ok(code)
}
