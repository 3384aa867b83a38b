//! Texts that are not to be published yet: they are hidden, and links of published texts to them are reported.

use crate::diagnostics::{Report, codes};
use crate::model::*;
use crate::source::{Files, Span};
use std::collections::HashSet;

/// Marks the texts of draft topics as drafts, reports links to drafts and hides them, unless drafts are shown.
pub(super) fn hide(site: &mut Site, drafts: Drafts, files: &Files, report: &mut Report) {
    for n in 0..site.docs.len() {
        let of_draft =
            site.docs[n].topic.is_some_and(|topic| site.doc(site.topic(topic).doc).draft);
        site.docs[n].draft |= of_draft;
    }
    if drafts == Drafts::Shown || !site.docs.iter().any(|doc| doc.draft) {
        return;
    }
    report_links(site, files, report);
    for doc in site.docs.iter_mut().filter(|doc| doc.draft) {
        doc.visible = false;
    }
}

/// A place that names something, and the draft that it is in.
type DraftLink = (Span, DocId);

fn report_links(site: &Site, files: &Files, report: &mut Report) {
    let mut links: Vec<DraftLink> = Vec::new();
    for doc in site.docs.iter().filter(|doc| !doc.draft) {
        let base = doc.body as usize;
        for (reference, target) in doc.tree.references.iter().zip(&doc.targets) {
            let draft = match target {
                LinkTarget::Site(target) => draft_of(site, *target),
                LinkTarget::Section(doc, _) => Some(*doc).filter(|id| site.doc(*id).draft),
                _ => None,
            };
            let range = reference.range();
            let span = Span::new(doc.file, base + range.start..base + range.end);
            links.extend(draft.map(|draft| (span, draft)));
        }
    }
    // Names in the front matter of a draft, and in what only its topic has, are not published.
    let files_of_drafts: HashSet<_> =
        site.docs.iter().filter(|d| d.draft).map(|d| d.file).collect();
    for (span, target) in &site.name_targets {
        let is_own = files_of_drafts.contains(&span.file) || is_of_draft_topic(site, files, *span);
        let draft = draft_of(site, *target).filter(|_| !is_own);
        links.extend(draft.map(|draft| (*span, draft)));
    }
    links.sort();
    links.dedup();
    for (span, draft) in links {
        let path = &files.get(site.doc(draft).file).path;
        let message = format!("{path} is a draft, which is not published");
        let help = format!("remove `draft: true` from {path} to publish it, or remove the link");
        report.add(&codes::LINK_TO_DRAFT, span, message, &help);
    }
}

/// The draft that a target is or belongs to.
fn draft_of(site: &Site, target: Target) -> Option<DocId> {
    site.doc_of(target).filter(|id| site.doc(*id).draft)
}

/// Whether a place is in a YAML file of a topic that is a draft.
fn is_of_draft_topic(site: &Site, files: &Files, span: Span) -> bool {
    let path = &files.get(span.file).path;
    let Some(rest) = path.strip_prefix("content/topics/") else { return false };
    let folder = rest.split('/').next().unwrap_or_default();
    site.topics.iter().any(|topic| topic.slug == folder && site.doc(topic.doc).draft)
}
