//! `agon schema`: JSON Schema of the files of a site.

use super::console::{Console, EXIT_OK};
use super::options::today;
use crate::content::load;
use crate::content::parse::{self, FileKind};
use crate::content::schema::{self, editor_settings, file_name, print as written};
use crate::diagnostics::Report;
use crate::linking;
use crate::model::{Day, Vocabulary};
use crate::output::write_files;
use crate::source::OutputFile;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// The kind of file whose schema is printed
    #[arg(value_name = "WHICH", required_unless_present = "out", value_parser = kind())]
    which: Option<FileKind>,
    /// Write the schemas of all kinds, or of WHICH, to a folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn kind() -> impl TypedValueParser<Value = FileKind> {
    PossibleValuesParser::new(FileKind::ALL.map(FileKind::name)).map(|name| {
        FileKind::ALL
            .into_iter()
            .find(|k| k.name() == name)
            .expect("a possible value is the name of a kind")
    })
}

/// The words of the site that the current folder is in; the built-in ones elsewhere.
fn vocabulary() -> Vocabulary {
    let current = std::env::current_dir().ok();
    let root = current.as_deref().and_then(load::root_of);
    let Some(root) = root else { return Vocabulary::default() };
    let mut ignored = Report::default();
    let Ok(loaded) = load::load(&root, &mut ignored) else { return Vocabulary::default() };
    let raw = parse::parse(&loaded.files, &mut ignored);
    linking::link(raw, &loaded.files, Vec::new(), Day::Today(today()), &mut ignored).vocabulary
}

pub(super) fn schema(args: &SchemaArgs, console: &mut Console) -> anyhow::Result<u8> {
    let words = vocabulary();
    let Some(out) = &args.out else {
        let wanted = args.which.into_iter().map(|kind| written(&schema::schema(kind, &words)));
        console.print(&wanted.collect::<String>())?;
        return Ok(EXIT_OK);
    };
    let kinds: Vec<FileKind> = args.which.map_or_else(|| FileKind::ALL.to_vec(), |kind| vec![kind]);
    let file = |kind: &FileKind| OutputFile {
        path: file_name(*kind),
        bytes: written(&schema::schema(*kind, &words)).into_bytes(),
    };
    let paths = write_files(out, &kinds.iter().map(file).collect::<Vec<_>>())?;
    let mut text: String = paths.iter().map(|p| format!("{}\n", p.display())).collect();
    if args.which.is_none() {
        let settings = written(&editor_settings(&out.display().to_string()));
        text += &format!(
            "\nfor VS Code with its YAML extension, in .vscode/settings.json:\n{settings}"
        );
    }
    console.print(&text)?;
    Ok(EXIT_OK)
}
