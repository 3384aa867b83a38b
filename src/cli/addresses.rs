//! `agon addresses`: the site's addresses compared with the published ones, and the list of those.

use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::{CheckOptions, ReportFormat};
use super::summary::{exit_code, finish};
use crate::build::pipeline::{self, PermalinkStatus};
use crate::content::load::{ADDRESSES, PUBLICATIONS};
use crate::diagnostics::{Diagnostic, Severity, codes};
use crate::output::write_file;
use clap::Args;
use std::fmt::Write as _;

#[derive(Debug, Args)]
pub(super) struct AddressesArgs {
    #[command(flatten)]
    options: CheckOptions,
    /// Add the addresses of the site to content/addresses.txt, and what is new, with today as its day of publication, to
    /// content/publications.txt; create the files if necessary
    #[arg(long, conflicts_with = "as_of")]
    accept: bool,
}

pub(super) fn addresses(args: &AddressesArgs, console: &mut Console) -> anyhow::Result<u8> {
    let request = args.options.request(None);
    let PermalinkStatus { urls: standing, list, publications, mut outcome } =
        pipeline::permalink_status(&request)?;
    let mut text = String::new();
    for (mark, paths) in [("+", &standing.new), (">", &standing.old), ("-", &standing.lost)] {
        for path in paths {
            let _ = writeln!(text, "{mark} {path}");
        }
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
    let changed = [(ADDRESSES, list), (PUBLICATIONS, publications)];
    let changed: Vec<(&str, String)> =
        changed.into_iter().filter_map(|(file, text)| Some((file, text?))).collect();
    let names: Vec<&str> = changed.iter().map(|(file, _)| *file).collect();
    let names = names.join(" and ");
    let (is, it) = if changed.len() > 1 { ("are", "them") } else { ("is", "it") };
    let closing = if changed.is_empty() {
        format!("{counts}; {ADDRESSES} has them all\n")
    } else if args.accept && broken {
        format!("{counts}; {names} {is} unchanged until the errors are fixed\n")
    } else if args.accept {
        for (file, text) in &changed {
            write_file(&request.root.join(file), text.as_bytes())?;
        }
        outcome.report.retain(|d| *d.code != codes::NO_ADDRESS_LIST);
        format!("{counts}; {names} {is} written, commit {it}\n")
    } else {
        format!("{counts}; `agon addresses --accept` brings {names} up to date\n")
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
