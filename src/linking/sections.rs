//! The sections of a document and their addresses.

use super::page_ids;
use super::unique_anchors::UniqueAnchors;
use crate::content::parse::doc::RawDoc;
use crate::diagnostics::Report;
use crate::model::locale::Headings;
use crate::model::*;
use crate::source::{Files, Span};
use std::collections::HashMap;

/// The sections of a document; a written id that a section has by its heading is reported.
pub(super) fn sections(
    found: &RawDoc,
    headings: &Headings,
    files: &Files,
    report: &mut Report,
) -> Vec<Section> {
    let of_blocks = found.body.blocks.iter().filter_map(|block| block.id);
    let of_sections = found.body.sections.iter().filter_map(|section| section.anchor);
    let mut written: HashMap<&str, Span> =
        of_blocks.chain(of_sections).map(|id| (files.slice(id), id)).collect();
    let mut anchors = UniqueAnchors::new(written.keys().copied());
    let mut sections = Vec::with_capacity(found.body.sections.len());
    for section in &found.body.sections {
        let made = match section.heading {
            Some(heading) => {
                let words = files.slice(heading);
                let name = headings.anchor(section.role, words);
                format!("s-{}", name.unwrap_or_else(|| slug::slugify(words)))
            }
            None => "s-start".to_string(),
        };
        let name = match section.anchor {
            Some(id) => files.slice(id).to_string(),
            None => {
                if let Some(id) = written.remove(made.as_str()) {
                    page_ids::report_taken(id, files, report);
                }
                anchors.insert(made).name
            }
        };
        sections.push(Section {
            role: section.role,
            heading: section.heading,
            node: section.node,
            anchor: Anchor { name: name.into(), lasting: section.anchor.is_some() },
            blocks: section.blocks.clone(),
        });
    }
    sections
}
