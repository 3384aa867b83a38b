//! The attachments in content/: those that a text names are published, the others are reported.

use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::{LinkTarget, Site};
use crate::source::{Files, dark_variant};
use std::collections::HashSet;

/// Collects what the shown texts name.
pub(super) fn collect(site: &mut Site, files: &Files, report: &mut Report) {
    let mut named: HashSet<u32> = HashSet::new();
    for item in &site.config.menu {
        if let LinkTarget::Attachment(asset) = item.target {
            named.insert(asset);
            site.attachments.insert(files.assets()[asset as usize].path.clone());
        }
    }
    for doc in &site.docs {
        for target in &doc.targets {
            let LinkTarget::Attachment(asset) = *target else { continue };
            let path = &files.assets()[asset as usize].path;
            let dark = dark_variant(path).and_then(|dark| files.find_asset(&dark));
            for asset in [Some(asset), dark].into_iter().flatten() {
                named.insert(asset);
                if doc.visible {
                    site.attachments.insert(files.assets()[asset as usize].path.clone());
                }
            }
        }
    }
    for (asset, number) in files.assets().iter().zip(0..) {
        if asset.path.starts_with("content/") && !named.contains(&number) {
            let path = &asset.path;
            let message = format!("{path} is not published: no text shows it or links to it");
            let name = path.rsplit('/').next().unwrap_or(path);
            let help = if is_bibliography(path) {
                format!(
                    "run `agon import {path}`, which writes its works as records, and then remove the file"
                )
            } else {
                format!(
                    "write `![What it shows]({name})` in a text next to it, or remove it; a file that is published in any case belongs in static/"
                )
            };
            report.push(Diagnostic::in_file(&codes::UNKNOWN_FILE, path, message).help(help));
        }
    }
}

/// Whether a file is a library of another program among the records of sources.
fn is_bibliography(path: &str) -> bool {
    let is_library =
        [".bib", ".ris", ".nbib", ".json"].iter().any(|end| path.to_lowercase().ends_with(end));
    path.starts_with("content/sources") && is_library
}
