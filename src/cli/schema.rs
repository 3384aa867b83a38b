//! `agon schema`: JSON Schema of the files of a site.

use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::today;
use crate::content::load::{self, LoadError};
use crate::content::parse::{self, FileKind};
use crate::content::schema::{self, editor_settings, file_name, print as written};
use crate::diagnostics::human::ReportDetail;
use crate::diagnostics::{Report, codes};
use crate::linking;
use crate::model::{Day, Vocabulary};
use crate::output::write_files;
use crate::source::{Files, OutputFile};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// The kind of file whose schema is printed
    #[arg(value_name = "WHICH", required_unless_present = "out", value_parser = kind())]
    which: Option<FileKind>,
    /// Write the schemas of all kinds, or of WHICH, to a folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The site's folder, which contains content/ [default: the site that the current folder is in; outside of a site
    /// the schemas have the built-in words]
    #[arg(short = 'C', long, value_name = "DIR")]
    root: Option<PathBuf>,
}

fn kind() -> impl TypedValueParser<Value = FileKind> {
    PossibleValuesParser::new(FileKind::ALL.map(FileKind::name)).map(|name| {
        FileKind::ALL
            .into_iter()
            .find(|k| k.name() == name)
            .expect("a possible value is the name of a kind")
    })
}

/// The words of a site, which may be reported to be none.
fn words_of_site(root: &Path, report: &mut Report) -> Result<Vocabulary, LoadError> {
    let loaded = load::load(root, report)?;
    let raw = parse::parse(&loaded.files, report);
    let day = Day::Today(today());
    Ok(linking::link(raw, &loaded.files, Vec::new(), day, report).vocabulary)
}

pub(super) fn schema(args: &SchemaArgs, console: &mut Console) -> anyhow::Result<u8> {
    let mut report = Report::default();
    let words = match &args.root {
        Some(root) => words_of_site(root, &mut report)?,
        None => {
            let current = std::env::current_dir().ok();
            let root = current.as_deref().and_then(load::root_of);
            let words = root.and_then(|root| words_of_site(&root, &mut Report::default()).ok());
            words.unwrap_or_default()
        }
    };
    if report.contains(&codes::NO_SITE) {
        report.retain(|d| *d.code == codes::NO_SITE);
        console.print_report(&report, &Files::default(), ReportDetail::All)?;
        return Ok(EXIT_CONTENT);
    }
    let Some(out) = &args.out else {
        let wanted = args.which.into_iter().map(|kind| written(&schema::schema(kind, &words)));
        console.print(&wanted.collect::<String>())?;
        return Ok(EXIT_OK);
    };
    let kinds = match args.which {
        Some(kind) => vec![kind],
        None => FileKind::ALL.to_vec(),
    };
    let mut files = Vec::new();
    for kind in kinds {
        let bytes = written(&schema::schema(kind, &words)).into_bytes();
        files.push(OutputFile { path: file_name(kind), bytes });
    }
    let paths = write_files(out, &files)?;
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
