//! `agon lsp`: the language server of editors.

use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::today;
use crate::lsp::{self, ShutdownKind};
use anyhow::Context;
use clap::Args;
use std::io::IsTerminal;

/// Editors start it themselves and speak to it over its streams.
#[derive(Debug, Args)]
pub(super) struct LspArgs {
    /// Use standard input and output; this is the default, and accepted for editors that pass it
    #[arg(long)]
    stdio: bool,
}

/// The hint for somebody who runs it by hand.
const AT_A_TERMINAL: &str = "agon lsp is started by editors; docs/content/pages/editor.md describes the settings. Stop with Ctrl-C.\n";

pub(super) fn lsp(_: &LspArgs, console: &mut Console) -> anyhow::Result<u8> {
    if std::io::stdin().is_terminal() {
        console.print_error(AT_A_TERMINAL)?;
    }
    let (connection, threads) = lsp::stdio();
    let ended = lsp::run(&connection, &today)?;
    // the writer ends when the last sender is dropped
    drop(connection);
    threads.join().context("the editor's messages could not be read")?;
    Ok(match ended {
        ShutdownKind::Asked => EXIT_OK,
        ShutdownKind::Gone => EXIT_CONTENT,
    })
}
