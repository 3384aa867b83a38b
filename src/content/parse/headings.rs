//! The headings of a site's language, which have to be known before its documents are read.

use super::yaml::{self, Node, Value};
use super::{file_kind::FileKind, locale};
use crate::diagnostics::Report;
use crate::model::is_language_tag;
use crate::model::locale::Headings;
use crate::source::{FileId, Files, SourceFile};
use std::sync::Arc;

/// Whether the headings depend on a file, by its path from the site's root.
pub fn decides_headings(path: &str) -> bool {
    path.starts_with(locale::FOLDER) || FileKind::of(path) == Some(FileKind::Site)
}

/// The headings by which the sections of a site are known. What is wrong in its files is not reported here.
pub fn headings_of(files: &Files) -> Headings {
    let (mut locales, mut site) = (Vec::new(), None);
    for (id, file) in files.iter().filter(|(_, file)| decides_headings(&file.path)) {
        match file.path.starts_with(locale::FOLDER) {
            true => locales.push((id, file)),
            false => site = Some((id, file)),
        }
    }
    let tag = site.and_then(|(id, file)| language(id, file)).unwrap_or_else(|| "en".to_string());
    let mut own = Vec::new();
    for (id, file) in locales {
        if Headings::depend_on(&tag, locale::tag_of(&file.path)) {
            own.push(Arc::new(locale::read(id, file, &mut Report::default())));
        }
    }
    Headings::new(&tag, &own)
}

/// `language:` of site.yaml.
fn language(id: FileId, file: &SourceFile) -> Option<String> {
    let start = if file.body.starts_with('\u{feff}') { 3 } else { 0 };
    let tree = yaml::read(id, &file.body, start..file.body.len(), &mut Report::default())?;
    let Value::Map(pairs) = tree.value else { return None };
    let (_, value) = pairs.into_iter().find(|(key, _)| key.text == "language")?;
    match value {
        Node { value: Value::Scalar(tag), .. } if is_language_tag(&tag) => Some(tag),
        _ => None,
    }
}
