//! The works of the site and of an import: recognised, merged, given a key.
//!
//! Two works are one by DOI or arXiv number. Entries of a bibliography are one also by title and author,
//! and notes, which have no author, by their address.

use super::report::ImportReport;
use super::text::excerpt;
use super::work::Work;
use crate::content::parse::is_lasting;
use crate::linking::title_key;
use crate::model::Site;
use std::collections::{HashMap, HashSet};

pub(super) struct SourceIndex<'s> {
    site: &'s Site,
    keys_by_identity: HashMap<String, String>,
    /// Keys by the comparable form of their titles.
    keys_by_title: HashMap<String, Vec<String>>,
    /// Every key with the comparable form of its title.
    titles: HashMap<String, String>,
    /// The first key of an entry with each form in lower case.
    keys_by_case: HashMap<String, String>,
    /// Keys that an entry of the open input has as they are.
    reserved: HashSet<String>,
    /// Names in lower case.
    publishers: HashSet<String>,
    new_works: Vec<(String, Work)>,
    /// Indices of new works by their keys.
    positions: HashMap<String, usize>,
    /// The last number after a base of keys.
    numbers: HashMap<String, usize>,
}

/// With how many works of one title an entry is compared.
const MAX_SAME_TITLES: usize = 50;

impl<'s> SourceIndex<'s> {
    pub(super) fn new(site: &'s Site) -> SourceIndex<'s> {
        let names = site.publishers.iter().flat_map(|p| p.aliases.iter().chain([&p.name, &p.slug]));
        let mut index = SourceIndex {
            site,
            keys_by_identity: HashMap::new(),
            keys_by_title: HashMap::new(),
            titles: HashMap::new(),
            keys_by_case: HashMap::new(),
            reserved: HashSet::new(),
            publishers: names.map(|n| n.to_lowercase()).collect(),
            new_works: Vec::new(),
            positions: HashMap::new(),
            numbers: HashMap::new(),
        };
        for source in &site.sources {
            let work = Work::of_source(site, source);
            index.add_names(&source.id, &work);
            for key in &source.keys {
                index.titles.insert(key.clone(), title_key(&source.title));
            }
        }
        index
    }

    fn add_names(&mut self, key: &str, work: &Work) {
        for identity in work.identities() {
            self.keys_by_identity.entry(identity).or_insert_with(|| key.to_string());
        }
        let title = title_key(&work.title);
        for key in work.key.iter().filter(|k| *k != key) {
            self.titles.entry(key.clone()).or_insert_with(|| title.clone());
        }
        self.titles.insert(key.to_string(), title.clone());
        self.keys_by_title.entry(title).or_default().push(key.to_string());
        self.publishers.extend(work.text("publisher").map(str::to_lowercase));
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

    /// Keeps the keys of entries that can be ids for those entries.
    pub(super) fn reserve_keys(&mut self, works: &[Work]) {
        let keys = works.iter().filter_map(|work| work.key.clone());
        self.reserved = keys.filter(|key| is_lasting(key)).collect();
    }

    /// Works without a record in the site, in the order in which they were added.
    pub(super) fn new_works(&self) -> &[(String, Work)] {
        &self.new_works
    }

    /// The key of a known work that is the same.
    fn same_work(&self, work: &Work) -> Option<String> {
        for identity in work.identities() {
            if let Some(key) = self.keys_by_identity.get(&identity) {
                return Some(key.clone());
            }
        }
        let title = title_key(&work.title);
        // an entry that was imported before
        if let Some(key) = &work.key
            && let Some(id) = self.site.names.keys.get(key.as_str())
            && title_key(&self.site.source(*id).title) == title
        {
            return Some(self.site.source(*id).id.clone());
        }
        if let Some(id) = self.site.names.keys.get(work.base_id().as_str()) {
            let known = self.site.source(*id);
            let is_same = !work.is_entry || Work::of_source(self.site, known).agrees(work);
            if title_key(&known.title) == title && is_same {
                return Some(known.id.clone());
            }
        }
        if !work.is_entry {
            return None;
        }
        for key in self.keys_by_title.get(&title).into_iter().flatten().take(MAX_SAME_TITLES) {
            let known = match self.site.names.keys.get(key.as_str()) {
                Some(id) => &Work::of_source(self.site, self.site.source(*id)),
                None => &self.new_works[*self.positions.get(key)?].1,
            };
            if known.agrees(work) {
                return Some(key.clone());
            }
        }
        None
    }

    /// Adds a work and returns its key; a work that is known keeps its own.
    pub(super) fn add(&mut self, mut work: Work, report: &mut ImportReport) -> String {
        work.normalize();
        if let Some(key) = self.same_work(&work) {
            self.merge(&key, work, report);
            return key;
        }
        let base = work.base_id();
        let mut key = base.clone();
        let mut n = self.numbers.get(&base).copied().unwrap_or(1);
        while self.titles.contains_key(&key)
            || self.reserved.contains(&key) && work.key.as_ref() != Some(&key)
        {
            n += 1;
            key = format!("{base}-{n}");
        }
        if n > 1 {
            self.numbers.insert(base, n);
            self.report_twin(&key, &work, report);
        }
        self.report_case(&key, &work, report);
        // a key names one work
        if let Some(taken) = work.key.take_if(|k| *k != key && self.titles.contains_key(k)) {
            work.comments.push(("citation-key".into(), taken));
        }
        self.add_names(&key, &work);
        self.positions.insert(key.clone(), self.new_works.len());
        self.new_works.push((key.clone(), work));
        key
    }

    /// Reports that an entry's key differs from another one only by case. Each is that of its own work.
    fn report_case(&mut self, key: &str, work: &Work, report: &mut ImportReport) {
        let Some(written) = &work.key else { return };
        let first =
            self.keys_by_case.entry(written.to_lowercase()).or_insert_with(|| written.clone());
        if first != written {
            let message = format!(
                "the key \"{written}\" differs from \"{first}\" only in upper and lower case; this work is [@{key}]"
            );
            report.guessed(work.line, message);
        }
    }

    /// Reports that two records share a title.
    fn report_twin(&self, key: &str, work: &Work, report: &mut ImportReport) {
        let title = title_key(&work.title);
        for other in self.keys_by_title.get(&title).into_iter().flatten().take(MAX_SAME_TITLES) {
            let Some(position) = self.positions.get(other) else { continue };
            if self.new_works[*position].1.text("publisher") == work.text("publisher") {
                let reason = "nothing says that they are one work";
                let message = format!("[@{key}] has the title of [@{other}], but {reason}");
                return report.guessed(work.line, format!("{message}; both are kept"));
            }
        }
    }

    fn merge(&mut self, key: &str, work: Work, report: &mut ImportReport) {
        if let Some(position) = self.positions.get(key) {
            let (_, known) = &mut self.new_works[*position];
            let mut message = format!("the work of line {}: [@{key}]", known.line);
            for url in [known.text("URL"), work.text("URL")].into_iter().flatten() {
                report.mark_consumed(url);
            }
            let line = work.line;
            if let Some(input_key) = &work.key {
                self.titles.entry(input_key.clone()).or_insert_with(|| title_key(&known.title));
            }
            let dropped = known.merge(work);
            if !dropped.is_empty() {
                let fields: Vec<String> =
                    dropped.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                message += &format!("; kept as comments: {}", fields.join(", "));
            }
            return report.merged(line, message);
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
