//! `agon explain`: the documentation of a diagnostic.

use super::console::{Console, EXIT_OK};
use crate::diagnostics::explain;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The code or the name of the diagnostic, such as A201 or unknown-target
    #[arg(required_unless_present = "list")]
    code: Option<String>,
    /// List all diagnostics
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

pub(super) fn explain(args: &ExplainArgs, console: &mut Console) -> anyhow::Result<u8> {
    let text = match &args.code {
        None => explain::list(),
        Some(code) => explain::explain(code).map_err(anyhow::Error::msg)?,
    };
    console.print(&text)?;
    Ok(EXIT_OK)
}
