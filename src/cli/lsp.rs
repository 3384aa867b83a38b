//! `agon lsp`: the language server of editors.

use super::{CLEAN, CONTENT, Console, today};
use crate::lsp::{self, Connection, Ended};
use anyhow::Context;
use clap::Args;

/// Editors start it themselves and speak to it over its streams.
#[derive(Debug, Args)]
pub(super) struct Lsp {
    /// Accepted for editors that name the way: standard input and output is the only one
    #[arg(long)]
    stdio: bool,
}

pub(super) fn lsp(_: &Lsp, _: &mut Console) -> anyhow::Result<u8> {
    let (connection, threads) = Connection::stdio();
    let ended = lsp::run(&connection, &today)?;
    // the writer ends once nobody can send any more
    drop(connection);
    threads.join().context("the editor's messages could not be read")?;
    Ok(match ended {
        Ended::Asked => CLEAN,
        Ended::Gone => CONTENT,
    })
}
