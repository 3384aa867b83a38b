//! `agon fmt`: content in one canonical form.

use super::{CLEAN, CONTENT, Console, MACHINE, print};
use crate::diagnostics::human::{self, Advice};
use crate::format::{Done, TidyError, Way, tidy_folder};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Fmt {
    /// Files and folders under content/ [default: all of it]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing; list the files that would change and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// The site's folder, the one with content/ in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

pub(super) fn run(args: &Fmt, console: &mut Console) -> anyhow::Result<u8> {
    let way = if args.check { Way::Check } else { Way::Write };
    let mut done = match tidy_folder(&args.root, &args.paths, way) {
        Ok(done) => done,
        Err(error @ TidyError::NothingThere(..)) => {
            print(console.err, &format!("error: {error}\n"))?;
            return Ok(MACHINE);
        }
        Err(error) => return Err(error.into()),
    };
    done.report.sort(&done.files);
    print(console.err, &human::print(&done.report, &done.files, console.style, Advice::All))?;
    print(console.out, &listed(&done, way))?;
    let fails = !done.report.list.is_empty() || way == Way::Check && !done.changed.is_empty();
    Ok(if fails { CONTENT } else { CLEAN })
}

fn listed(done: &Done, way: Way) -> String {
    let verb = if way == Way::Check { "would change" } else { "tidied" };
    let mut text: String = done.changed.iter().map(|path| format!("{path}\n")).collect();
    text += &format!("{} of {} texts {verb}", done.changed.len(), done.looked);
    if !done.refused.is_empty() {
        text += &format!("; {} left as they are until their errors are mended", done.refused.len());
    }
    text + "\n"
}
