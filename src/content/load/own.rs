//! Templates and static files of a folder: of the site itself, or of its theme.

use super::asset::{COPIED, asset, read_copied, scripted};
use super::paths::SourceFolder;
use super::read::{LARGEST, collect, read_all, text};
use super::walk::{FileList, list};
use crate::diagnostics::Report;
use crate::source::{Asset, CopiedFile, OutputFile, SourceFile};
use rayon::prelude::*;
use std::path::Path;

/// The site's own templates; paths are from `templates/`.
pub(super) fn read_templates(root: &Path, report: &mut Report) -> Vec<SourceFile> {
    let files = read_all(list(root, SourceFolder::Templates, report), report);
    let texts = files.into_iter().map(|(path, bytes)| text(SourceFolder::Templates, path, bytes));
    let mut templates = collect(texts, report);
    for template in &mut templates {
        template.path = inside(&template.path, SourceFolder::Templates);
    }
    templates
}

/// The site's own static files.
#[derive(Default)]
pub(super) struct OwnStatics {
    /// Paths are from `static/`.
    pub files: Vec<OutputFile>,
    pub copied: Vec<CopiedFile>,
    pub assets: Vec<Asset>,
}

/// Reads the site's own static files, the large ones for their hashes alone.
pub(super) fn read_statics(root: &Path, report: &mut Report) -> OwnStatics {
    let mut own = OwnStatics::default();
    let list = list(root, SourceFolder::Static, report);
    let (large, small): (Vec<_>, Vec<_>) =
        list.files.into_iter().partition(|(path, disk)| is_copied(path, disk));
    let large: Vec<_> = large
        .into_par_iter()
        .map(|(path, disk)| read_copied(&path, &inside(&path, SourceFolder::Static), &disk))
        .collect();
    for (copied, asset) in collect(large, report) {
        own.copied.push(copied);
        own.assets.push(asset);
    }
    for (path, bytes) in read_all(FileList { files: small, ..FileList::default() }, report) {
        own.assets.push(asset(&path, &bytes));
        own.files.push(OutputFile { path: inside(&path, SourceFolder::Static), bytes });
    }
    report.extend(own.assets.iter().filter_map(scripted));
    own
}

/// Whether a static file stays on the disk until the site is written. Styles, scripts and fonts are named by their bytes.
fn is_copied(path: &str, disk: &Path) -> bool {
    let is_named_by_bytes =
        ["static/css/", "static/js/", "static/fonts/"].iter().any(|f| path.starts_with(f));
    let len = std::fs::metadata(disk).map_or(0, |metadata| metadata.len());
    len >= if is_named_by_bytes { LARGEST } else { COPIED }
}

/// A path from its folder.
pub(super) fn inside(path: &str, folder: SourceFolder) -> String {
    path[folder.name().len() + 1..].to_string()
}
