//! `agon fmt`: content in one canonical form.

use super::console::{Console, EXIT_CONTENT, EXIT_FAILURE, EXIT_OK};
use super::options::RootOption;
use crate::diagnostics::human::AdviceFilter;
use crate::format::{FormatError, FormatMode, FormatReport, format_folder};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct FmtArgs {
    /// Files and folders under content/ [default: all of it]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing; list the files that would change and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    root: RootOption,
}

pub(super) fn fmt(args: &FmtArgs, console: &mut Console) -> anyhow::Result<u8> {
    let way = if args.check { FormatMode::Check } else { FormatMode::Write };
    let mut done = match format_folder(&args.root.root, &args.paths, way) {
        Ok(done) => done,
        Err(error @ FormatError::NothingThere(..)) => {
            console.print_error(&format!("error: {error}\n"))?;
            return Ok(EXIT_FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    done.report.sort(&done.files);
    console.print_report(&done.report, &done.files, AdviceFilter::All)?;
    console.print(&listed(&done, way))?;
    let fails = !done.report.is_empty() || way == FormatMode::Check && !done.changed.is_empty();
    Ok(if fails { EXIT_CONTENT } else { EXIT_OK })
}

fn listed(done: &FormatReport, way: FormatMode) -> String {
    let verb = if way == FormatMode::Check { "would change" } else { "tidied" };
    let mut text: String = done.changed.iter().map(|path| format!("{path}\n")).collect();
    text += &format!("{} of {} texts {verb}", done.changed.len(), done.looked);
    if !done.refused.is_empty() {
        text += &format!("; {} with errors not changed", done.refused.len());
    }
    text + "\n"
}
