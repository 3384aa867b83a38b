//! What answers to which name: slugs before titles and aliases, documents and entities before sources and publishers.

use crate::content::parse::{Raw, Str};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use crate::source::{FileId, Files, Span};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Fills [`Site::names`]; two things of one slug or alias are reported.
pub(super) fn collect(raw: &Raw, site: &mut Site, files: &Files, report: &mut Report) {
    let mut names = std::mem::take(&mut site.names);
    for id in site.doc_ids() {
        names.by_path.insert(files.get(site.doc(id).file).path.as_str().into(), id);
    }
    paths_that_differ_by_case(files, report);
    global_slugs(site, raw, report);
    entity_names(raw, site, report);
    let tiers: [fn(&Site, &Raw) -> NameTier; 4] = [slugs, keys, titles, record_titles];
    let tiers: Vec<NameTier> = tiers.into_par_iter().map(|tier| tier(site, raw)).collect();
    for tier in tiers {
        tier.merge_into(&mut names);
    }
    names.definitions = definitions(raw, site);
    site.names = names;
}

/// The ids of definitions; of two with one id the first.
fn definitions(raw: &Raw, site: &Site) -> HashMap<Box<str>, DefinitionId> {
    let mut ids = HashMap::new();
    let mut count = 0;
    for (slug, list) in &raw.definitions {
        if slug.as_ref().is_some_and(|slug| site.topics.iter().all(|topic| topic.slug != *slug)) {
            continue;
        }
        for definition in list.iter() {
            ids.entry(definition.id.text.as_str().into()).or_insert(DefinitionId(count));
            count += 1;
        }
    }
    ids
}

/// Documents by their slugs and paths, and topics that are followed elsewhere.
fn slugs(site: &Site, _: &Raw) -> NameTier {
    let mut tier = NameTier::default();
    for id in site.doc_ids() {
        let doc = site.doc(id);
        let target = site.target_of(id);
        tier.add(&doc.slug, target);
        if let Some(topic) = doc.topic.filter(|_| !matches!(doc.kind, DocKind::Topic)) {
            let topic = &site.topic(topic).slug;
            let folder = match doc.kind {
                DocKind::Gather(_) => "gathers",
                DocKind::Thread { .. } => "threads",
                _ => "articles",
            };
            tier.add(&format!("{topic}/{}", doc.slug), target);
            tier.add(&format!("topics/{topic}/{folder}/{}", doc.slug), target);
        }
    }
    for (n, elsewhere) in site.elsewhere.iter().enumerate() {
        tier.add(&elsewhere.slug, Target::Elsewhere(ElsewhereId(n as u32)));
    }
    tier
}

/// Sources and publishers by their keys.
fn keys(site: &Site, _: &Raw) -> NameTier {
    let mut tier = NameTier::default();
    for id in site.source_ids() {
        let source = site.source(id);
        tier.add(&source.id, Target::Source(id));
        for k in &source.keys {
            tier.add(k, Target::Source(id));
        }
    }
    for id in site.publisher_ids() {
        tier.add(&site.publisher(id).slug, Target::Publisher(id));
    }
    tier
}

/// Documents by their titles and aliases.
fn titles(site: &Site, raw: &Raw) -> NameTier {
    let mut tier = NameTier::default();
    for (found, id) in raw.docs.iter().zip(site.doc_ids()) {
        let doc = site.doc(id);
        let target = site.target_of(id);
        if doc.titled {
            tier.add(&doc.title.to_lowercase(), target);
        }
        for alias in &found.aliases {
            tier.add(&alias.text.to_lowercase(), target);
        }
    }
    tier
}

/// Sources and publishers by their titles and aliases.
fn record_titles(site: &Site, _: &Raw) -> NameTier {
    let mut tier = NameTier::default();
    for id in site.source_ids() {
        let source = site.source(id);
        tier.add(&source.title.to_lowercase(), Target::Source(id));
        for a in &source.aliases {
            tier.add(&a.to_lowercase(), Target::Source(id));
        }
    }
    for id in site.publisher_ids() {
        let publisher = site.publisher(id);
        tier.add(&publisher.name.to_lowercase(), Target::Publisher(id));
        for a in &publisher.aliases {
            tier.add(&a.to_lowercase(), Target::Publisher(id));
        }
    }
    tier
}

/// Names of one rank: a later rank never changes what an earlier one gave.
#[derive(Default)]
struct NameTier(HashMap<Box<str>, Vec<Target>>);

impl NameTier {
    fn add(&mut self, name: &str, target: Target) {
        let found = self.0.entry(name.into()).or_default();
        if !found.contains(&target) {
            found.push(target);
        }
    }
    fn merge_into(self, names: &mut NameIndex) {
        for (name, targets) in self.0 {
            names.by_name.entry(name).or_insert(targets);
        }
    }
}

/// Two files whose paths differ only by case are one file on some systems.
fn paths_that_differ_by_case(files: &Files, report: &mut Report) {
    let mut seen: HashMap<String, FileId> = HashMap::new();
    for (id, file) in files.iter() {
        let Some(first) = seen.insert(file.path.to_lowercase(), id) else { continue };
        let (first, place) = (&files.get(first).path, Span::new(id, 0..0));
        let message = differs_by_case(first);
        let help = "give one of the two another name; do not rename it to the other's, which would replace that file";
        report.add(&codes::DUPLICATE_NAME, place, message, help);
    }
}

/// The message about a path that differs from another one only by case.
pub(crate) fn differs_by_case(other: &str) -> String {
    format!(
        "the path differs from \"{other}\" only in upper and lower case, which some systems take for one"
    )
}

/// Topics, entities, pages and topics elsewhere share one space of slugs.
fn global_slugs(site: &Site, raw: &Raw, report: &mut Report) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    let docs = site.doc_ids().filter(|d| {
        matches!(site.doc(*d).kind, DocKind::Topic | DocKind::Entity(_) | DocKind::Page)
    });
    let docs = docs.map(|d| (site.doc(d).slug.as_str(), Span::new(site.doc(d).file, 0..0)));
    // one that is declared twice was reported as that
    let mut declared = HashSet::new();
    let elsewhere = raw.site.elsewhere.iter().map(|e| (e.id.text.as_str(), e.id.span));
    let elsewhere = elsewhere.filter(|(slug, _)| declared.insert(*slug));
    for (slug, span) in docs.chain(elsewhere) {
        if let Some(first) = seen.insert(slug, span).filter(|f| f.file != span.file) {
            let message =
                format!("two things have the slug \"{slug}\", so links to it are ambiguous");
            let found =
                Diagnostic::at(&codes::DUPLICATE_NAME, span, message).related(first, "the other");
            report.push(found.help(
                "rename one of the files, and keep its old slug as an alias of nothing else",
            ));
        }
    }
}

/// A name or alias belongs to one entity.
fn entity_names(raw: &Raw, site: &Site, report: &mut Report) {
    let mut seen: HashMap<String, &Str> = HashMap::new();
    for (found, id) in raw.docs.iter().zip(site.doc_ids()) {
        if !matches!(site.doc(id).kind, DocKind::Entity(_)) {
            continue;
        }
        let mut own = HashSet::new();
        for name in found.title.iter().chain(&found.aliases) {
            let low = name.text.to_lowercase();
            if !own.insert(low.clone()) {
                continue;
            }
            if let Some(first) = seen.insert(low, name) {
                let message = format!("two entities are called \"{}\"", name.text);
                let found = Diagnostic::at(&codes::DUPLICATE_NAME, name.span, message)
                    .related(first.span, "the other");
                report.push(found.help("keep the name or alias at one of the two"));
            }
        }
    }
}
