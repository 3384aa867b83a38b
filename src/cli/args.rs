//! What can be asked of agon on the command line. Help, usage and the tests come from this one place.

use super::addresses::Addresses;
use super::diff::Diff;
use super::fmt::Fmt;
use super::schema::Schema;
use super::shell::{Completions, ManPages};
use super::state::{Doctor, Stats};
use super::words::OneOf;
use crate::model::{ArticleKind, Date, EntityKind, GatherKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::IpAddr;
use std::path::PathBuf;

/// A static site generator for following public debates over time.
#[derive(Debug, Parser)]
#[command(name = "agon", version, about, long_about = None, arg_required_else_help = true, after_help = EXITS)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

const EXITS: &str = "Exit codes: 0 all is well; 1 the content has errors (or, under --strict, warnings); 2 agon was called wrongly or \
    the machine refused.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site
    ///
    /// Reads content/, templates/ and static/, and writes the site to public/. Only what changed is written, and the new
    /// site takes the old one's place in one step. With an error in the content nothing is written.
    #[command(after_long_help = "Example:\n  agon build --strict --as-of 2026-06-28")]
    Build(Build),
    /// Say how the addresses stand to those that were published, and keep the list of them
    ///
    /// content/addresses.txt remembers what is published, so that no address vanishes in silence. Builds add to it what is
    /// new; `--accept` begins it.
    #[command(after_long_help = "Example:\n  agon addresses --accept")]
    Addresses(Addresses),
    /// Say what moved between two days
    ///
    /// Positions, questions, tensions, figures, corrections, texts and sources that came after the first day and until the
    /// second, each with its sentence, its address and its sources.
    #[command(
        after_long_help = "Example:\n  agon diff 2026-06-01 2026-06-28\n  agon diff 2026-05 2026-06 --format html --out public/june.html"
    )]
    Diff(Diff),
    /// Say what is wrong with the content, and write nothing
    #[command(
        after_long_help = "Example:\n  agon check --format sarif > agon.sarif\n  agon check --external"
    )]
    Check(Check),
    /// Show the site in a browser while it is written
    ///
    /// Serves on this machine and makes a page when it is looked at. After each save of content/, templates/ or static/,
    /// open pages show what changed, where they are. A mistake is shown over the page and here; the last good site stays until it is mended.
    #[command(after_long_help = "Example:\n  agon serve --open")]
    Serve(Serve),
    /// Write the facts for other tools, without building the site
    ///
    /// Sources as CSL-JSON, BibTeX or RIS, timelines for TimelineJS, tensions as Argdown, figures as CSV, questions with a
    /// day as a calendar, any page's facts as JSON: the same bytes that a build puts beside the pages.
    #[command(
        after_long_help = "Example:\n  agon export sources --topic parking-minimums --format bibtex --out parking.bib\n  \
        agon export page --page topics/parking-minimums/timeline.html"
    )]
    Export(super::export::Export),
    /// Build the site and carry it to where readers meet it
    ///
    /// To a folder, a branch of a git repository or a bucket of an S3-compatible store. Only what changed is sent, files
    /// that agon did not put there stay, and readers never meet a link to what is not there yet. With an error in the
    /// content nothing is published.
    #[cfg(feature = "publish")]
    #[command(after_long_help = super::publish::EXAMPLES)]
    Publish(Box<super::publish::Publish>),
    /// Answer an editor: mistakes while they are typed, completion, renaming
    ///
    /// A language server (LSP 3.17) over standard input and output. An editor starts it; README.md, "In your editor", says
    /// how. Every site that a file of the editor is in is read, the open texts as they stand in the editor.
    #[command(
        after_long_help = "Example:\n  agon lsp\n\nIn the settings of an editor, here Helix's languages.toml:\n  language-server.agon = { command = \"agon\", args = [\"lsp\"] }"
    )]
    Lsp(super::lsp::Lsp),
    /// Begin a topic, gather, thread, article, entity, source or template
    ///
    /// Writes one file with what is known filled in and prints its path. Overwrites nothing.
    #[command(
        after_long_help = "Example:\n  agon new gather parking-minimums\n  agon new source https://arxiv.org/abs/2604.17413"
    )]
    New {
        /// The site's folder, the one with content/ in it
        #[arg(long, value_name = "DIR", default_value = ".", global = true)]
        root: PathBuf,
        #[command(subcommand)]
        what: New,
    },
    #[command(after_long_help = super::import::EXAMPLE)]
    Import(super::import::Import),
    /// Begin a site in a folder
    ///
    /// Writes a small complete example that shows every part of the format. Overwrites nothing.
    #[command(
        after_long_help = "Example:\n  agon init my-debates\n  agon serve --root my-debates --open"
    )]
    Init {
        /// The folder; it is made if it is not there
        dir: PathBuf,
    },
    /// Explain a diagnostic
    #[command(after_long_help = "Example:\n  agon explain A201\n  agon explain unknown-target")]
    Explain {
        /// The code or the name of the diagnostic
        #[arg(required_unless_present = "list")]
        code: Option<String>,
        /// List all diagnostics
        #[arg(long, conflicts_with = "code")]
        list: bool,
    },
    /// Tidy the content into one canonical form
    ///
    /// Puts keys in order, lists and headings in one form, fields and ^ids at the end of their block, and takes white space
    /// away that says nothing. What a text means stays, and so do comments, line breaks and the order of records. A file
    /// with errors is left as it is.
    #[command(
        after_long_help = "Example:\n  agon fmt\n  agon fmt --check content/topics/parking-minimums"
    )]
    Fmt(Fmt),
    /// Print a JSON Schema, with which editors complete and check YAML
    ///
    /// The schema is made from what agon asks for when it reads a file, so it knows every key and word. For Markdown it is
    /// the schema of the front matter.
    #[command(after_long_help = "Example:\n  agon schema watch\n  agon schema --out .schemas")]
    Schema(Schema),
    /// Say what waits to be done
    ///
    /// Topics past their cadence, suggestions nobody decided on, stale questions, machine text nobody reviewed, sources
    /// without address or date, templates behind the built-in ones. Exits with 1 only if the content has errors.
    #[command(after_long_help = "Example:\n  agon doctor\n  agon doctor --all --as-of 2026-06-28")]
    Doctor(Doctor),
    /// Count what there is
    ///
    /// Per topic, per kind and per month, as a reader would see it on that day.
    #[command(after_long_help = "Example:\n  agon stats\n  agon stats --format json")]
    Stats(Stats),
    /// Print the script that lets a shell complete agon's commands
    #[command(
        after_long_help = "Example:\n  agon completions bash > ~/.local/share/bash-completion/completions/agon"
    )]
    Completions(Completions),
    /// Print agon's man page, or write those of all commands
    #[command(
        after_long_help = "Example:\n  agon man | man -l -\n  agon man --out ~/.local/share/man/man1"
    )]
    Man(ManPages),
}

#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub common: Common,
    /// The folder to write to [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Say which addresses were added, changed and removed, seen from what stood in the folder
    #[arg(long)]
    pub diff: bool,
    /// The same, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub common: Common,
    #[cfg(feature = "publish")]
    #[command(flatten)]
    pub external: super::external::External,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The site's folder, the one with content/ in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The day to build for: 2026, 2026-06 (its last day) or 2026-06-28 [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// The port; 0 for any that is free [default: 4600, or any that is free]
    #[arg(long)]
    pub port: Option<u16>,
    /// The address; 0.0.0.0 lets every machine of the network in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Look at every file again and again, where the system does not tell of changes (network disks)
    #[arg(long)]
    pub poll: bool,
    /// Show how long each stage took after a save
    #[arg(long)]
    pub timings: bool,
    /// The editor that a mistake's place opens: vscode, vscodium, cursor, zed, idea, sublime, textmate, or an address
    /// such as vscode://file{path}:{line}:{column}
    #[arg(long, value_name = "EDITOR", default_value = "vscode", env = "AGON_EDITOR", value_parser = super::serve::editor)]
    pub editor: String,
}

#[derive(Debug, Subcommand)]
pub(super) enum New {
    /// A debate to follow: its folder and topic.md
    #[command(after_long_help = "Example:\n  agon new topic \"Who pays for parking?\"")]
    Topic { title: String },
    /// Today's harvest for a topic, with last time's sections and the open suggestions as comments
    #[command(after_long_help = "Example:\n  agon new gather parking-minimums")]
    Gather {
        /// The topic's folder
        topic: String,
        /// [default: gather, or initial for a topic's first]
        #[arg(long, value_parser = OneOf::<GatherKind>::new())]
        kind: Option<GatherKind>,
    },
    /// A clash inside a topic
    #[command(after_long_help = "Example:\n  agon new thread parking-minimums \"Cars and shops\"")]
    Thread {
        /// The topic's folder
        topic: String,
        title: String,
    },
    /// A longer piece on a topic
    #[command(
        after_long_help = "Example:\n  agon new article parking-minimums \"A guide\" --kind explainer"
    )]
    Article {
        /// The topic's folder
        topic: String,
        title: String,
        #[arg(long, default_value = "essay", value_parser = OneOf::<ArticleKind>::new())]
        kind: ArticleKind,
    },
    /// Who or what a debate is about
    #[command(after_long_help = "Example:\n  agon new entity \"The council\" --kind organisation")]
    Entity {
        name: String,
        #[arg(long, value_parser = OneOf::<EntityKind>::new())]
        kind: EntityKind,
    },
    /// A work, from its address, DOI or arXiv number alone; nothing is fetched
    #[command(after_long_help = "Example:\n  agon new source https://arxiv.org/abs/2604.17413")]
    Source {
        /// https://…, 10.1234/… or 2604.17413
        id: String,
    },
    /// A built-in template as a file of the site's own, to be changed; `agon doctor` says when the built-in one has changed
    #[command(after_long_help = "Example:\n  agon new template pages/topic.html")]
    Template {
        /// Its path from templates/
        name: String,
    },
}

#[derive(Clone, Debug, Args)]
pub(super) struct Common {
    /// The site's folder, the one with content/ in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The day to build for: 2026, 2026-06 (its last day) or 2026-06-28 [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// How diagnostics are printed: for people on stderr, the others on stdout
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Show how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Show all advice, and not only the first of each code
    #[arg(long)]
    pub all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
    Sarif,
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    let date = Date::parse(text).ok_or("a date is written 2026, 2026-06 or 2026-06-28")?;
    Ok(date.last())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_day_is_the_last_that_its_date_can_mean() {
        for (text, last) in
            [("2026", "2026-12-31"), ("2024-02", "2024-02-29"), ("2026-06-28", "2026-06-28")]
        {
            assert_eq!(day(text).unwrap().to_string(), last);
        }
        assert!(day("June").is_err() && day("2026-02-30").is_err());
    }
}
