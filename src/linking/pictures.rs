//! Pictures have words for those who cannot see them: in the text, or in the sidecar file of the picture.

use crate::content::parse::Raw;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::markdown::{ReferenceKind, Slice};
use crate::model::*;
use crate::source::{Files, Span, is_picture};

/// Collects the descriptions of pictures, and reports pictures without words.
pub(super) fn collect(raw: &Raw, site: &mut Site, files: &Files, report: &mut Report) {
    for found in &raw.pictures {
        if files.find_asset(&found.path).is_none() {
            let path = &found.described_in;
            let message = format!("the picture that {path} describes is not there");
            let help = format!("add {}, or rename or remove the file", found.path);
            report.push(Diagnostic::in_file(&codes::UNKNOWN_FILE, path, message).help(help));
        }
        site.pictures.insert(found.path.clone(), found.picture.clone());
    }
    for doc in &site.docs {
        check(doc, site, files, report);
    }
}

fn check(doc: &Doc, site: &Site, files: &Files, report: &mut Report) {
    let body = &files.get(doc.file).body[doc.body as usize..];
    for (reference, target) in doc.tree.references.iter().zip(&doc.targets) {
        if reference.kind != ReferenceKind::Image {
            continue;
        }
        let address = doc.tree.address(body, reference);
        let words = Slice::inside(&doc.tree, body, reference.node).as_written();
        let asset = match target {
            LinkTarget::Attachment(asset) => Some(&files.assets()[*asset as usize].path),
            _ => None,
        };
        let is_described =
            asset.is_some_and(|path| site.pictures.get(path).is_some_and(|p| p.alt.is_some()));
        let path = address.split(['?', '#']).next().unwrap_or(address);
        if is_described || !words.trim().is_empty() || !is_picture(path) {
            continue;
        }
        let node = doc.tree.node(reference.node).range();
        let (described, ornament) = match body[node.clone()].starts_with("![[") {
            true => (format!("![[{address}|What it shows]]"), format!("![[{address}|\"\"]]")),
            false => (format!("![What it shows]({address})"), format!("![\"\"]({address})")),
        };
        let mut help = format!("write what it shows: `{described}`");
        if let Some(path) = asset {
            let name = path.rsplit('/').next().unwrap_or(path);
            help.push_str(&format!(", or `alt:` in {name}.yaml beside it"));
        }
        help.push_str(&format!("; an ornament is `{ornament}`"));
        let start = doc.body as usize;
        let span = Span::new(doc.file, start + node.start..start + node.end);
        let message = "the picture has no words for those who cannot see it";
        report.add(&codes::MISSING_ALT, span, message, help);
    }
}
