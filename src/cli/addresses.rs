//! `agon addresses`: the site's addresses compared with the published ones, and the list of those.

use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::{CheckOptions, ReportFormat};
use super::summary::{exit_code, finish};
use crate::build::pipeline;
use crate::content::load;
use crate::content::load::ADDRESSES;
use crate::diagnostics::{Diagnostic, Severity, codes};
use crate::output::write_file;
use clap::Args;
use std::fmt::Write as _;

#[derive(Debug, Args)]
pub(super) struct AddressesArgs {
    #[command(flatten)]
    options: CheckOptions,
    /// Add the addresses of the site to content/addresses.txt, and create the file if necessary
    #[arg(long, conflicts_with = "as_of")]
    accept: bool,
}

pub(super) fn addresses(args: &AddressesArgs, console: &mut Console) -> anyhow::Result<u8> {
    let request = args.options.request(None);
    let (standing, list, mut outcome) = pipeline::permalink_status(&request)?;
    let mut text = String::new();
    for (mark, paths) in [("+", &standing.new), (">", &standing.old), ("-", &standing.lost)] {
        paths.iter().for_each(|path| {
            let _ = writeln!(text, "{mark} {path}");
        });
    }
    let counts = format!(
        "{} kept, {} new (+), {} redirected or gone (>), {} lost (-)",
        standing.kept,
        standing.new.len(),
        standing.old.len(),
        standing.lost.len()
    );
    // A broken site lacks pages that it has: what it promises is not known.
    let is_own =
        |d: &Diagnostic| d.code.id.starts_with(codes::REMOVED_ADDRESS.id.trim_end_matches('1'));
    let broken = outcome.report.iter().any(|d| d.severity() == Severity::Error && !is_own(d));
    outcome.report.retain(|d| is_own(d) || d.severity() == Severity::Error);
    let closing = match list {
        Some(_) if args.accept && broken => {
            format!("{counts}; {} is unchanged until the errors are fixed\n", load::ADDRESSES)
        }
        Some(list) if args.accept => {
            write_file(&request.root.join(ADDRESSES), list.as_bytes())?;
            outcome.report.retain(|d| *d.code != codes::NO_ADDRESS_LIST);
            format!("{counts}; {} is written, commit it\n", load::ADDRESSES)
        }
        Some(_) => format!("{counts}; `agon addresses --accept` adds the new ones to the list\n"),
        None => format!("{counts}; {} has them all\n", load::ADDRESSES),
    };
    let code = exit_code(&outcome.report, request.strictness).max(if args.accept && broken {
        EXIT_CONTENT
    } else {
        EXIT_OK
    });
    if args.options.format == ReportFormat::Human {
        console.print(&text)?;
        // advice on the list is what the command is asked for
        let all = args.options.all || outcome.report.contains(&codes::NO_ADDRESS_LIST);
        let options = CheckOptions { all, ..args.options.clone() };
        finish(&options, outcome, &closing, None, console)?;
    } else {
        let value = serde_json::json!({
            "kept": standing.kept, "new": standing.new, "old": standing.old, "lost": standing.lost,
        });
        finish(&args.options, outcome, &closing, Some(("addresses", value)), console)?;
    }
    Ok(code)
}
