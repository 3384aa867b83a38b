//! The commands of agon, their help, and the entry point of the program.

use super::addresses::{self, AddressesArgs};
use super::brief::{self, BriefArgs};
use super::build::{self, BuildArgs};
use super::check::{self, CheckArgs};
use super::console::{Console, EXIT_FAILURE, error_message};
use super::create::{self, InitArgs, NewArgs};
use super::diff::{self, DiffArgs};
use super::explain::{self, ExplainArgs};
use super::export::{self, ExportArgs};
use super::fmt::{self, FmtArgs};
#[cfg(feature = "import")]
use super::import::{self, ImportArgs};
use super::inspect::{self, DoctorArgs, StatsArgs};
#[cfg(feature = "lsp")]
use super::lsp::{self, LspArgs};
#[cfg(feature = "publish")]
use super::publish::{self, PublishArgs};
use super::schema::{self, SchemaArgs};
use super::serve::{self, ServeArgs};
use super::shell::{self, CompletionsArgs, ManArgs};
use crate::diagnostics::human::MessageStyle;
use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

/// A static site generator for following public debates over time.
#[derive(Debug, Parser)]
#[command(name = "agon", version, about, long_about = None, arg_required_else_help = true, after_help = EXITS)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

const EXITS: &str = "Exit codes: 0 success; 1 the content has errors (or, with --strict, warnings); 2 wrong arguments or a \
    system error.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site
    ///
    /// Reads content/, templates/ and static/, and writes the site to public/. Only changed files are written, and the new
    /// site replaces the old one in one step. If the content has errors, nothing is written.
    #[command(after_long_help = "Example:\n  agon build --strict --as-of 2026-06-28")]
    Build(BuildArgs),
    /// Compare the site's addresses with the published ones, and record them
    ///
    /// content/addresses.txt lists the published addresses, so that none disappears unnoticed. `agon publish` adds what it
    /// published; `--accept` creates the list, and adds what another program published.
    #[command(after_long_help = "Example:\n  agon addresses --accept")]
    Addresses(AddressesArgs),
    /// Show what changed between two days
    ///
    /// Lists positions, questions, tensions, figures, corrections, texts and sources from after the first day up to and
    /// including the second, each with its sentence, its address and its sources.
    #[command(
        after_long_help = "Example:\n  agon diff 2026-06-01 2026-06-28\n  agon diff 2026-05 2026-06 --format html --out public/june.html"
    )]
    Diff(DiffArgs),
    /// Check the content without writing anything
    #[command(
        after_long_help = "Example:\n  agon check --format sarif > agon.sarif\n  agon check --external"
    )]
    Check(CheckArgs),
    /// Serve the site on this machine and update open pages on changes
    ///
    /// Pages are built when they are requested. After each save in content/, templates/ or static/, open pages update in
    /// place. Errors are shown over the page and in the terminal; the last good site is served until they are fixed.
    #[command(after_long_help = "Example:\n  agon serve --open")]
    Serve(ServeArgs),
    /// Export data for other tools without building the site
    ///
    /// Sources as CSL-JSON, BibTeX or RIS, timelines for TimelineJS, tensions as Argdown, figures as CSV, questions with a
    /// due date as a calendar, the data of any page as JSON. The files are the same as those of a build.
    #[command(
        after_long_help = "Example:\n  agon export sources --topic parking-minimums --format bibtex --out parking.bib\n  \
        agon export page --page topics/parking-minimums/timeline.html"
    )]
    Export(ExportArgs),
    /// Build the site and publish it
    ///
    /// To a folder, a branch of a git repository or a bucket of an S3-compatible store. Only changes are sent, files that
    /// agon did not publish are kept, and a page is never published before the pages that it links to. If the content has
    /// errors, nothing is published.
    #[cfg(feature = "publish")]
    #[command(after_long_help = publish::EXAMPLES)]
    Publish(Box<PublishArgs>),
    /// Run the language server: diagnostics, completion, navigation and renaming in an editor
    ///
    /// Speaks LSP 3.17 over standard input and output and is started by an editor, see "Set up an editor" in the manual. It
    /// reads each site that an open file belongs to, with the unsaved text of open files.
    #[cfg(feature = "lsp")]
    #[command(
        after_long_help = "Example:\n  agon lsp\n\nIn the settings of an editor, here Helix's languages.toml:\n  language-server.agon = { command = \"agon\", args = [\"lsp\"] }"
    )]
    Lsp(LspArgs),
    /// Create a topic, gather, thread, article, entity, source or template
    ///
    /// Writes one file with the known fields filled in and prints its path. Never overwrites a file.
    #[command(
        after_long_help = "Example:\n  agon new gather parking-minimums\n  agon new source https://arxiv.org/abs/2604.17413"
    )]
    New(NewArgs),
    /// Import a journal, a thread or a bibliography
    ///
    /// Reads a journal as one long page, a thread page (copied text, Markdown or HTML) or a bibliography (BibTeX, RIS,
    /// CSL-JSON, bookmarks of a browser) and writes content files, with a report of what was recognised, merged, guessed and
    /// skipped, line by line. Never overwrites a file.
    #[cfg(feature = "import")]
    #[command(after_long_help = import::EXAMPLE)]
    Import(ImportArgs),
    /// Create a site in a folder
    ///
    /// Writes a small complete example that shows every part of the format, or with --empty a site without content. Never
    /// overwrites a file.
    #[command(
        after_long_help = "Example:\n  agon init my-debates\n  agon serve --root my-debates --open\n  agon init --empty my-debates --title \"Rents\""
    )]
    Init(InitArgs),
    /// Explain a diagnostic
    #[command(after_long_help = "Example:\n  agon explain A201\n  agon explain unknown-target")]
    Explain(ExplainArgs),
    /// Format the content
    ///
    /// Sorts keys, writes lists and headings in one style, moves fields and ^ids to the end of their block and removes
    /// unnecessary white space. The meaning is kept, and so are comments, line breaks and the order of records. Files with
    /// errors are not changed.
    #[command(
        after_long_help = "Example:\n  agon fmt\n  agon fmt --check content/topics/parking-minimums"
    )]
    Fmt(FmtArgs),
    /// Print a JSON Schema for editors, to complete and check YAML
    ///
    /// The schema is generated from the types that agon reads, so it has every key and value. For Markdown it is the
    /// schema of the front matter.
    #[command(after_long_help = "Example:\n  agon schema watch\n  agon schema --out .schemas")]
    Schema(SchemaArgs),
    /// List what needs attention
    ///
    /// Topics past their cadence, undecided suggestions, stale questions, machine-written text without a review, sources
    /// without address or date, outdated copies of built-in templates. Exits with 1 only if the content has errors.
    #[command(after_long_help = "Example:\n  agon doctor\n  agon doctor --all --as-of 2026-06-28")]
    Doctor(DoctorArgs),
    /// Print what the next gather of a topic has to look for
    ///
    /// The search strategy, undecided suggestions, questions and forecasts that are due before the next gather,
    /// open contradictions, old claims that rest on one origin, actors without a recent statement, and gaps with their
    /// length in days. Each passage has the name by which a gather links to it, and its file and line.
    #[command(
        after_long_help = "Example:\n  agon brief parking-minimums\n  agon brief parking-minimums --format json"
    )]
    Brief(BriefArgs),
    /// Print statistics of the content
    ///
    /// Counts per topic, per kind and per month, as of a date.
    #[command(after_long_help = "Example:\n  agon stats\n  agon stats --format json")]
    Stats(StatsArgs),
    /// Print a completion script for a shell
    #[command(
        after_long_help = "Example:\n  agon completions bash > ~/.local/share/bash-completion/completions/agon"
    )]
    Completions(CompletionsArgs),
    /// Print the man page of agon, or write the pages of all commands
    #[command(
        after_long_help = "Example:\n  agon man | man -l -\n  agon man --out ~/.local/share/man/man1"
    )]
    Man(ManArgs),
}

/// Runs agon with the arguments and streams of this process.
pub fn main() -> ExitCode {
    let stderr = io::stderr();
    let coloured = anstream::AutoStream::choice(&stderr) != anstream::ColorChoice::Never;
    let style = if coloured { MessageStyle::Colour } else { MessageStyle::Plain };
    let is_terminal = stderr.is_terminal();
    let mut console =
        Console { out: &mut io::stdout(), err: &mut io::stderr(), style, is_terminal };
    ExitCode::from(run(std::env::args_os(), &mut console))
}

/// The commands with their arguments, from which completion scripts, man pages and the manual are made.
pub fn command() -> clap::Command {
    Cli::command()
}

/// The commands that agon can be compiled without, with whether they are there. Their features have their names.
const OPTIONAL_COMMANDS: [(&str, bool); 3] = [
    ("import", cfg!(feature = "import")),
    ("lsp", cfg!(feature = "lsp")),
    ("publish", cfg!(feature = "publish")),
];

/// The command that is asked for and not there.
fn missing_command(args: &[OsString], optional: &[(&'static str, bool)]) -> Option<&'static str> {
    let asked = args.get(1)?;
    let missing = optional.iter().find(|(name, is_there)| !is_there && asked == name);
    missing.map(|(name, _)| *name)
}

pub(super) fn run(args: impl IntoIterator<Item = OsString>, console: &mut Console) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(name) = missing_command(&args, &OPTIONAL_COMMANDS) {
        let _ = console.print_error(&format!(
            "error: this agon was compiled without `agon {name}`\n\n  help: compile it with `--features {name}`, or with all features, as `cargo install` does\n"
        ));
        return EXIT_FAILURE;
    }
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) => {
            let text = match console.style {
                MessageStyle::Colour => e.render().ansi().to_string(),
                MessageStyle::Plain => e.render().to_string(),
            };
            // --help and --version are not errors
            let _ = if e.use_stderr() { console.print_error(&text) } else { console.print(&text) };
            return e.exit_code() as u8;
        }
    };
    let result = match cli.command {
        Command::Build(args) => build::build(&args, console),
        Command::Addresses(args) => addresses::addresses(&args, console),
        Command::Diff(args) => diff::diff(&args, console),
        Command::Check(args) => check::check(&args, console),
        Command::Serve(args) => serve::serve(&args, console),
        Command::Export(args) => export::export(&args, console),
        #[cfg(feature = "publish")]
        Command::Publish(args) => publish::publish(&args, console),
        #[cfg(feature = "lsp")]
        Command::Lsp(args) => lsp::lsp(&args, console),
        Command::New(args) => create::new(args, console),
        #[cfg(feature = "import")]
        Command::Import(args) => import::import(&args, console),
        Command::Init(args) => create::init(&args, console),
        Command::Explain(args) => explain::explain(&args, console),
        Command::Fmt(args) => fmt::fmt(&args, console),
        Command::Schema(args) => schema::schema(&args, console),
        Command::Doctor(args) => inspect::doctor(&args, console),
        Command::Brief(args) => brief::brief(&args, console),
        Command::Stats(args) => inspect::stats(&args, console),
        Command::Completions(args) => shell::completions(&args, command(), console),
        Command::Man(args) => shell::man(&args, command(), console),
    };
    result.unwrap_or_else(|e| {
        let _ = console.print_error(&format!("error: {}\n", error_message(&e)));
        EXIT_FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_was_left_out_is_named() {
        let asked = |words: &[&str]| {
            let args: Vec<OsString> = words.iter().map(OsString::from).collect();
            missing_command(&args, &[("import", false), ("lsp", true)])
        };
        assert_eq!(asked(&["agon", "import", "a.bib"]), Some("import"));
        assert_eq!(asked(&["agon", "lsp"]), None);
        assert_eq!(asked(&["agon", "build", "import"]), None);
        assert_eq!(asked(&["agon"]), None);
    }

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
