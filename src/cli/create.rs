//! `agon init` and `agon new`: a site, or one file of it.

use super::console::{Console, EXIT_OK};
use super::options::{WordParser, today};
use crate::content::load;
use crate::model::{ArticleKind, EntityKind, GatherKind, Word, is_language_tag, language_tag};
use crate::scaffold;
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Args, Command, Error, Subcommand};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Shells complete the built-in kinds; any word is accepted, since a site can add kinds.
#[derive(Clone, Debug)]
struct EntityKindParser;

impl TypedValueParser for EntityKindParser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(EntityKind::words().into_iter().map(PossibleValue::new)))
    }
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder, which is created if it does not exist
    dir: PathBuf,
    /// Leave out the example
    #[arg(long)]
    empty: bool,
    /// The title of an empty site [default: the name of the folder]
    #[arg(long, requires = "empty")]
    title: Option<String>,
    /// The language of an empty site: a tag such as de, fr-CA or ar
    #[arg(long, value_name = "TAG", default_value = "en", requires = "empty", value_parser = tag)]
    language: String,
}

/// A tag of a language.
fn tag(text: &str) -> Result<String, String> {
    if is_language_tag(text) {
        return Ok(text.to_string());
    }
    match language_tag(text).filter(|tag| is_language_tag(tag)) {
        Some(tag) => Err(format!("it is no tag of a language; did you mean {tag}?")),
        None => Err("it is no tag of a language, such as de, fr-CA or ar".to_string()),
    }
}

pub(super) fn init(args: &InitArgs, console: &mut Console) -> anyhow::Result<u8> {
    let written = match args.empty {
        true => scaffold::init_empty(&args.dir, &title(args), &args.language)?,
        false => scaffold::init(&args.dir)?,
    };
    let mut text: String = written.iter().map(|p| format!("{}\n", p.display())).collect();
    let root = args.dir.display();
    text += &match args.empty {
        true => {
            format!("\ncreated an empty site; begin with: agon new topic \"…\" --root {root}\n")
        }
        false => format!("\ncreated a site; view it with: agon serve --root {root}\n"),
    };
    console.print(&text)?;
    Ok(EXIT_OK)
}

/// The title of an empty site.
fn title(args: &InitArgs) -> String {
    let folder = std::path::absolute(&args.dir).unwrap_or_else(|_| args.dir.clone());
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    args.title.clone().or(name).unwrap_or_else(|| "Debates".to_string())
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The site's folder, which contains content/ [default: the current folder or the nearest one above it]
    #[arg(short = 'C', long, value_name = "DIR", global = true)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    document: NewCommand,
}

#[derive(Debug, Subcommand)]
enum NewCommand {
    /// Create a topic: its folder and topic.md
    #[command(after_long_help = "Example:\n  agon new topic \"Who pays for parking?\"")]
    Topic {
        /// The title of the topic
        title: String,
    },
    /// Create today's gather of a topic, with previous sections and open suggestions as comments
    #[command(after_long_help = "Example:\n  agon new gather parking-minimums")]
    Gather {
        /// The name of the topic's folder
        topic: String,
        /// The kind of gather [default: initial for the first one of a topic, otherwise gather]
        #[arg(long, value_parser = WordParser::<GatherKind>::new())]
        kind: Option<GatherKind>,
    },
    /// Create a thread on one disagreement within a topic
    #[command(after_long_help = "Example:\n  agon new thread parking-minimums \"Cars and shops\"")]
    Thread {
        /// The name of the topic's folder
        topic: String,
        /// The title of the thread
        title: String,
    },
    /// Create an article on a topic
    #[command(
        after_long_help = "Example:\n  agon new article parking-minimums \"A guide\" --kind explainer"
    )]
    Article {
        /// The name of the topic's folder
        topic: String,
        /// The title of the article
        title: String,
        /// The kind of article
        #[arg(long, default_value = "essay", value_parser = WordParser::<ArticleKind>::new())]
        kind: ArticleKind,
    },
    /// Create an entity: a person, an organisation or another subject of debates
    #[command(after_long_help = "Example:\n  agon new entity \"The council\" --kind organisation")]
    Entity {
        /// The name of the entity
        name: String,
        /// The kind: a built-in one (person, organisation, collective, product, project, law, standard, place, event, term), or one
        /// of content/vocabulary.yaml
        #[arg(long, value_name = "KIND", value_parser = EntityKindParser, hide_possible_values = true)]
        kind: String,
    },
    /// Create a source from its URL, DOI or arXiv number, without downloading anything
    #[command(after_long_help = "Example:\n  agon new source https://arxiv.org/abs/2604.17413")]
    Source {
        /// The URL, DOI or arXiv number, such as 10.1234/abc or 2604.17413
        id: String,
    },
    /// Copy a built-in template or style to customise it; `agon doctor` reports later changes of the original
    #[command(
        after_long_help = "Example:\n  agon new template pages/topic.html\n  agon new template css/tokens.css"
    )]
    Template {
        /// Its path in templates/ or static/; an unknown name lists them
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
