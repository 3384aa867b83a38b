//! `agon fmt`: content in one canonical form.

use super::console::{Console, EXIT_CONTENT, EXIT_FAILURE, EXIT_OK};
use super::options::RootOption;
use crate::diagnostics::human::ReportDetail;
use crate::format::{FormatError, FormatMode, FormatReport, format_folder};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct FmtArgs {
    /// Files and folders in content/ [default: all]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// List the files that would change, without writing them, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    root: RootOption,
}

pub(super) fn fmt(args: &FmtArgs, console: &mut Console) -> anyhow::Result<u8> {
    let mode = if args.check { FormatMode::Check } else { FormatMode::Write };
    let mut result = match format_folder(&args.root.root, &args.paths, mode) {
        Ok(result) => result,
        Err(error @ FormatError::NoFiles(..)) => {
            console.print_error(&format!("error: {error}\n"))?;
            return Ok(EXIT_FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    result.report.sort(&result.files);
    console.print_report(&result.report, &result.files, ReportDetail::All)?;
    console.print(&listed(&result, mode))?;
    let fails =
        !result.report.is_empty() || mode == FormatMode::Check && !result.changed.is_empty();
    Ok(if fails { EXIT_CONTENT } else { EXIT_OK })
}

fn listed(result: &FormatReport, mode: FormatMode) -> String {
    let verb = if mode == FormatMode::Check { "would change" } else { "tidied" };
    let mut text: String = result.changed.iter().map(|path| format!("{path}\n")).collect();
    text += &format!("{} of {} texts {verb}", result.changed.len(), result.total);
    if result.refused > 0 {
        text += &format!("; {} with errors not changed", result.refused);
    }
    text + "\n"
}
