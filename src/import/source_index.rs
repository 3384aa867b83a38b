//! The works of the site and of an import: recognised, merged, given a key.
//!
//! Two works are one only by address, DOI, number or key; a common title is not enough.

use super::report::ImportReport;
use super::text::{excerpt, slug_of};
use super::work::Work;
use crate::linking::title_key;
use crate::model::Site;
use std::collections::{HashMap, HashSet};

pub(super) struct SourceIndex<'s> {
    site: &'s Site,
    keys_by_identity: HashMap<String, String>,
    /// Every key with the comparable form of its title.
    titles: HashMap<String, String>,
    /// Names in lower case.
    publishers: HashSet<String>,
    new_works: Vec<(String, Work)>,
}

impl<'s> SourceIndex<'s> {
    pub(super) fn new(site: &'s Site) -> SourceIndex<'s> {
        let mut keys_by_identity = HashMap::new();
        let mut titles = HashMap::new();
        for source in &site.sources {
            for identity in Work::of_source(site, source).identities() {
                keys_by_identity.entry(identity).or_insert_with(|| source.id.clone());
            }
            for key in source.keys.iter().chain([&source.id]) {
                titles.insert(key.clone(), title_key(&source.title));
            }
        }
        let names = site.publishers.iter().flat_map(|p| p.aliases.iter().chain([&p.name, &p.slug]));
        let publishers = names.map(|n| n.to_lowercase()).collect();
        SourceIndex { site, keys_by_identity, titles, publishers, new_works: Vec::new() }
    }

    pub(super) fn has_key(&self, key: &str) -> bool {
        self.titles.contains_key(key)
    }

    /// Whether a name is that of a publisher of the site or of a work that was added.
    pub(super) fn has_publisher(&self, name: &str) -> bool {
        self.publishers.contains(&name.to_lowercase())
    }

    pub(super) fn add_publisher(&mut self, name: &str) {
        self.publishers.insert(name.to_lowercase());
    }

    /// Works without a record in the site, in the order in which they were added.
    pub(super) fn new_works(&self) -> &[(String, Work)] {
        &self.new_works
    }

    /// Adds a work and returns its key; a work that is known keeps its own.
    pub(super) fn add(&mut self, mut work: Work, report: &mut ImportReport) -> String {
        work.normalize();
        for identity in work.identities() {
            if let Some(key) = self.keys_by_identity.get(&identity).cloned() {
                self.merge(&key, work, report);
                return key;
            }
        }
        let mut base = slug_of(work.key.as_deref().unwrap_or_default());
        if base.is_empty() {
            base = work.new_key();
        }
        let title = title_key(&work.title);
        let mut key = base.clone();
        let mut n = 1;
        while let Some(known_title) = self.titles.get(&key) {
            let in_site = self.site.names.keys.contains_key(key.as_str());
            if in_site && *known_title == title {
                self.merge(&key, work, report);
                return key;
            }
            n += 1;
            key = format!("{base}-{n}");
        }
        if n > 1 {
            self.report_twin(&key, &work, report);
        }
        if let Some(input_key) = work.key.as_ref().filter(|k| **k != key) {
            work.comments.insert(0, format!("key: {input_key}"));
        }
        for identity in work.identities() {
            self.keys_by_identity.insert(identity, key.clone());
        }
        self.titles.insert(key.clone(), title);
        if let Some(name) = &work.publisher {
            self.publishers.insert(name.to_lowercase());
        }
        self.new_works.push((key.clone(), work));
        key
    }

    /// Reports that two records share a title.
    fn report_twin(&self, key: &str, work: &Work, report: &mut ImportReport) {
        let title = title_key(&work.title);
        for (other, known) in &self.new_works {
            if title_key(&known.title) == title && known.publisher == work.publisher {
                let reason = "no address, DOI or number says that they are one work";
                let message = format!("[@{key}] has the title of [@{other}], but {reason}");
                return report.guessed(work.line, format!("{message}; both are kept"));
            }
        }
    }

    fn merge(&mut self, key: &str, mut work: Work, report: &mut ImportReport) {
        if let Some((_, known)) = self.new_works.iter_mut().find(|(k, _)| k == key) {
            report.merged(work.line, format!("the work of line {}: [@{key}]", known.line));
            for url in [&known.url, &work.url].into_iter().flatten() {
                report.mark_consumed(url);
            }
            if let Some(input_key) = work.key.take().filter(|k| k != key) {
                work.comments.insert(0, format!("key: {input_key}"));
            }
            return known.merge(work);
        }
        report.mark_consumed(&work.to_yaml(key));
        let mut message = format!("{} is in the site already: [@{key}]", excerpt(&work.title));
        if let Some(id) = self.site.names.keys.get(key) {
            let additions = Work::of_source(self.site, self.site.source(*id)).additions(&work);
            if !additions.is_empty() {
                message += &format!("; its record could also say {}", additions.join(", "));
            }
        }
        report.merged(work.line, message);
    }
}
