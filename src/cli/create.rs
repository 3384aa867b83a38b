//! `agon init` and `agon new`: a site, or one file of it.

use super::console::{Console, EXIT_OK};
use super::options::{WordParser, today};
use crate::content::load;
use crate::model::{ArticleKind, EntityKind, GatherKind};
use crate::scaffold;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder, which is created if it does not exist
    dir: PathBuf,
}

pub(super) fn init(args: &InitArgs, console: &mut Console) -> anyhow::Result<u8> {
    let written = scaffold::init(&args.dir)?;
    let mut text: String = written.iter().map(|p| format!("{}\n", p.display())).collect();
    text += &format!("\ncreated a site; view it with: agon serve --root {}\n", args.dir.display());
    console.print(&text)?;
    Ok(EXIT_OK)
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The site's folder, which contains content/ [default: the current folder or the nearest one above it]
    #[arg(long, value_name = "DIR", global = true)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    document: NewCommand,
}

#[derive(Debug, Subcommand)]
enum NewCommand {
    /// A debate to follow: its folder and topic.md
    #[command(after_long_help = "Example:\n  agon new topic \"Who pays for parking?\"")]
    Topic { title: String },
    /// A gather of today for a topic, with the previous sections and the open suggestions as comments
    #[command(after_long_help = "Example:\n  agon new gather parking-minimums")]
    Gather {
        /// The topic's folder
        topic: String,
        /// [default: gather, or initial for a topic's first]
        #[arg(long, value_parser = WordParser::<GatherKind>::new())]
        kind: Option<GatherKind>,
    },
    /// A disagreement within a topic
    #[command(after_long_help = "Example:\n  agon new thread parking-minimums \"Cars and shops\"")]
    Thread {
        /// The topic's folder
        topic: String,
        title: String,
    },
    /// An article on a topic
    #[command(
        after_long_help = "Example:\n  agon new article parking-minimums \"A guide\" --kind explainer"
    )]
    Article {
        /// The topic's folder
        topic: String,
        title: String,
        #[arg(long, default_value = "essay", value_parser = WordParser::<ArticleKind>::new())]
        kind: ArticleKind,
    },
    /// A person, organisation or other thing that debates are about
    #[command(after_long_help = "Example:\n  agon new entity \"The council\" --kind organisation")]
    Entity {
        name: String,
        #[arg(long, value_parser = WordParser::<EntityKind>::new())]
        kind: EntityKind,
    },
    /// A source, from its URL, DOI or arXiv number; nothing is downloaded
    #[command(after_long_help = "Example:\n  agon new source https://arxiv.org/abs/2604.17413")]
    Source {
        /// https://…, 10.1234/… or 2604.17413
        id: String,
    },
    /// A copy of a built-in template to customise; `agon doctor` reports when the built-in one has changed
    #[command(after_long_help = "Example:\n  agon new template pages/topic.html")]
    Template {
        /// Its path from templates/
        name: String,
    },
}

pub(super) fn new(args: NewArgs, console: &mut Console) -> anyhow::Result<u8> {
    let what = match args.document {
        NewCommand::Topic { title } => scaffold::NewDocument::Topic { title },
        NewCommand::Gather { topic, kind } => scaffold::NewDocument::Gather { topic, kind },
        NewCommand::Thread { topic, title } => scaffold::NewDocument::Thread { topic, title },
        NewCommand::Article { topic, title, kind } => {
            scaffold::NewDocument::Article { topic, title, kind }
        }
        NewCommand::Entity { name, kind } => scaffold::NewDocument::Entity { name, kind },
        NewCommand::Source { id } => scaffold::NewDocument::Source { id },
        NewCommand::Template { name } => scaffold::NewDocument::Template { name },
    };
    let root = match args.root {
        Some(root) => root,
        None => site_folder()?,
    };
    let path = scaffold::create(&root, today(), &what)?;
    console.print(&format!("{}\n", path.display()))?;
    Ok(EXIT_OK)
}

/// The site that the current folder is in.
fn site_folder() -> std::io::Result<PathBuf> {
    let current = std::env::current_dir()?;
    Ok(match load::root_of(&current) {
        Some(root) if root != current => root,
        _ => Path::new(".").to_path_buf(),
    })
}
