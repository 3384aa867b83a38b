//! Every external address that a site links to, with each place.
//!
//! Takes a site and its texts. The address of a source is in its record, a link in its paragraph; marks begin at the
//! first character of the address.

use crate::markdown::ReferenceKind;
use crate::model::{LinkTarget, Site};
use crate::source::{FileId, Files, Span};
use std::collections::BTreeMap;

/// One address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalLink {
    /// Without its fragment.
    pub address: String,
    /// In the order of the texts.
    pub places: Vec<Span>,
    /// Where a copy of it is, if its source says so.
    pub archive: Option<String>,
}

/// Gives the addresses in their order.
pub fn external_links(site: &Site, files: &Files) -> Vec<ExternalLink> {
    let mut found = LinkCollector::default();
    for source in &site.sources {
        let place = source.span;
        if let Some(url) = &source.url {
            found.after(files, place.file, place.start, url, url);
            found.archive(url, source.archive.as_deref());
        } else if let Some(doi) = &source.doi {
            found.after(files, place.file, place.start, doi, &format!("https://doi.org/{doi}"));
            found.archive(&format!("https://doi.org/{doi}"), source.archive.as_deref());
        }
    }
    for entity in &site.entities {
        if let Some(url) = &entity.url {
            found.after(files, site.doc(entity.doc).file, 0, url, url);
        }
    }
    let site_yaml = files.iter().find(|(_, text)| text.path == "content/site.yaml");
    for (url, (file, _)) in
        site.elsewhere.iter().filter_map(|e| e.url.as_ref()).zip(site_yaml.into_iter().cycle())
    {
        found.after(files, file, 0, url, url);
    }
    for item in site.config.menu.iter().filter(|item| item.target == LinkTarget::External) {
        found.add(&item.address, item.span);
    }
    for profile in &site.config.social {
        found.add(&profile.href, profile.span);
    }
    for doc in &site.docs {
        let base = doc.body as usize;
        let text = &files.get(doc.file).body[base..];
        for reference in doc.tree.references.iter() {
            if !matches!(reference.kind, ReferenceKind::Link | ReferenceKind::Image) {
                continue;
            }
            let address = doc.tree.address(text, reference);
            let range = reference.range();
            // the address may be in a link definition further down; then the link itself is marked
            let place = match text[range.clone()].find(address) {
                Some(at) => range.start + at..range.start + at + address.len(),
                None => range,
            };
            found.add(address, Span::new(doc.file, base + place.start..base + place.end));
        }
    }
    found.links()
}

#[derive(Default)]
struct LinkCollector(BTreeMap<String, (Vec<Span>, Option<String>)>);

impl LinkCollector {
    fn add(&mut self, address: &str, span: Span) {
        let address = address.split('#').next().unwrap_or(address);
        if address.starts_with("https://") || address.starts_with("http://") {
            self.0.entry(address.to_string()).or_default().0.push(span);
        }
    }

    /// Adds an address that is written as `words` somewhere behind a place.
    fn after(&mut self, files: &Files, file: FileId, start: u32, words: &str, address: &str) {
        let body = &files.get(file).body;
        let start = start as usize;
        let range = match body.get(start..).and_then(|rest| rest.find(words)) {
            Some(at) => start + at..start + at + words.len(),
            None => start..start,
        };
        self.add(address, Span::new(file, range));
    }

    fn archive(&mut self, address: &str, archive: Option<&str>) {
        let address = address.split('#').next().unwrap_or(address);
        if let (Some(link), Some(archive)) = (self.0.get_mut(address), archive) {
            link.1.get_or_insert_with(|| archive.to_string());
        }
    }

    fn links(self) -> Vec<ExternalLink> {
        let mut links = Vec::new();
        for (address, (mut places, archive)) in self.0 {
            places.sort();
            places.dedup();
            links.push(ExternalLink { address, places, archive });
        }
        links
    }
}
