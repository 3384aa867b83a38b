//! `agon completions` and `agon man`: what shells and `man` know of agon, from the one table of arguments.

use super::console::{Console, EXIT_OK};
use crate::output::write_files;
use crate::source::OutputFile;
use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Write the man pages of all commands to a folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn completions(
    args: &CompletionsArgs,
    mut command: Command,
    console: &mut Console,
) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "agon", &mut script);
    console.print(&String::from_utf8(script)?)?;
    Ok(EXIT_OK)
}

pub(super) fn man(args: &ManArgs, command: Command, console: &mut Console) -> anyhow::Result<u8> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let text = match &args.out {
        None => String::from_utf8(page(command)?.bytes)?,
        Some(out) => {
            let mut pages = Vec::new();
            collect(&command, &mut pages)?;
            write_files(out, &pages)?.iter().map(|p| format!("{}\n", p.display())).collect()
        }
    };
    console.print(&text)?;
    Ok(EXIT_OK)
}

/// The pages of a command and of those below it.
fn collect(command: &Command, pages: &mut Vec<OutputFile>) -> anyhow::Result<()> {
    pages.push(page(command.clone())?);
    command
        .get_subcommands()
        .filter(|c| c.get_name() != "help")
        .try_for_each(|below| collect(below, pages))
}

fn page(command: Command) -> anyhow::Result<OutputFile> {
    // `agon new gather` has the page agon-new-gather(1)
    let name = command.get_display_name().unwrap_or(command.get_name()).to_string();
    let man = Man::new(command)
        .title(name.clone())
        .manual("agon")
        .source(concat!("agon ", env!("CARGO_PKG_VERSION")));
    let mut bytes = Vec::new();
    man.render(&mut bytes)?;
    Ok(OutputFile { path: format!("{name}.1"), bytes })
}
