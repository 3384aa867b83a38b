//! `agon check`: diagnostics without a build.

#[cfg(feature = "publish")]
use super::check_links::{self, LinkCheckArgs};
use super::console::Console;
use super::options::CheckOptions;
use super::summary::{exit_code, finish};
use crate::build::pipeline;
use crate::diagnostics::counted;
use clap::Args;
use std::time::Instant;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    options: CheckOptions,
    #[cfg(feature = "publish")]
    #[command(flatten)]
    links: LinkCheckArgs,
}

pub(super) fn check(args: &CheckArgs, console: &mut Console) -> anyhow::Result<u8> {
    #[cfg(feature = "publish")]
    if args.links.external {
        return check_links::check(&args.options, &args.links, console);
    }
    let started = Instant::now();
    let request = args.options.request(None);
    let outcome = pipeline::check(&request)?;
    let code = exit_code(&outcome.report, request.strictness);
    let (texts, seconds) = (counted(outcome.files.len(), "text"), started.elapsed().as_secs_f64());
    let closing = format!("{texts} checked ({seconds:.2} s)\n");
    finish(&args.options, outcome, &closing, None, console)?;
    Ok(code)
}
