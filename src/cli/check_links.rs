//! `agon check --external`: requests the external links of the site and records the results.

use super::console::Console;
use super::options::{CheckOptions, today};
use super::progress::ProgressBar;
use super::summary::{exit_code, finish};
use crate::build::pipeline;
use crate::diagnostics::counted;
use crate::link_check::{self, DuePolicy, FILE, LinkHistory, RequestLimits};
use clap::Args;
use std::time::{Duration, Instant};

#[derive(Debug, Args)]
pub(super) struct LinkCheckArgs {
    /// Also request the addresses of sources and links, and record the results in external-links.jsonl
    #[arg(long)]
    pub external: bool,
    /// Request only addresses without a recorded result
    #[arg(long, requires = "external")]
    pub only_new: bool,
    /// Request an address again this many days after it answered
    #[arg(
        long,
        value_name = "DAYS",
        default_value_t = 7,
        requires = "external",
        conflicts_with = "only_new"
    )]
    pub max_age: u32,
    /// The timeout of a request in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 20, requires = "external")]
    pub timeout: u64,
    /// The pause between two requests to one host, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 1000, requires = "external")]
    pub pause: u64,
}

pub(super) fn check(
    options: &CheckOptions,
    args: &LinkCheckArgs,
    console: &mut Console,
) -> anyhow::Result<u8> {
    let started = Instant::now();
    let request = options.request(None);
    let mut memory = LinkHistory::read(&request.root)?;
    let (mut outcome, links) = pipeline::check_with(&request, link_check::external_links)?;
    let due = if args.only_new { DuePolicy::New } else { DuePolicy::After(args.max_age) };
    let limits = RequestLimits {
        timeout: Duration::from_secs(args.timeout),
        pause: Duration::from_millis(args.pause),
        ..RequestLimits::default()
    };
    let bar = ProgressBar::new(console.is_terminal);
    // the day that the network was asked, whatever day the site is checked for
    let mut saved = Ok(());
    let mut save = |memory: &LinkHistory| saved = memory.write(&request.root);
    let asked = link_check::check_links(&links, &mut memory, today(), due, limits, &bar, &mut save);
    drop(bar);
    saved?;
    match &asked {
        Ok(_) => memory.write(&request.root)?,
        Err(offline) => console.print_error(&format!("warning: {offline}\n"))?,
    }
    outcome.report.extend(link_check::link_diagnostics(&links, &memory));
    let code = exit_code(&outcome.report, request.strictness);
    let counts = asked.unwrap_or_default();
    let waiting = match counts.waiting {
        0 => String::new(),
        waiting => format!(", {waiting} left because their hosts asked to wait"),
    };
    let closing = format!(
        "{} checked; {} addresses, {} asked, {} failed, {} let no programs in{waiting} -> {FILE} ({:.2} s)\n",
        counted(outcome.files.len(), "text"),
        links.len(),
        counts.asked,
        counts.failed,
        counts.closed,
        started.elapsed().as_secs_f64()
    );
    finish(options, outcome, &closing, None, console)?;
    Ok(code)
}
