//! Publishers: one record under all its names; those that only a note or a source names get a record of their own.

use super::vocabulary::term;
use crate::content::parse::{Raw, Str, short_slug};
use crate::diagnostics::{Diagnostic, KnownNames, Report, codes};
use crate::model::*;
use std::collections::HashMap;

/// In how many letters a name may differ from a recorded one.
const MOST_LETTERS: usize = 2;

/// Reads publishers.yaml. Names that two records share are reported.
pub(super) fn collect(raw: &Raw, site: &mut Site, report: &mut Report) {
    let mut names: HashMap<String, (u32, &Str)> = HashMap::new();
    for found in raw.publishers() {
        let id = site.publishers.len() as u32;
        let slug =
            found.id.as_ref().map_or_else(|| short_slug(&found.name.text), |s| s.text.clone());
        let mut all = vec![&found.name];
        all.extend(&found.aliases);
        all.extend(&found.id);
        for name in all {
            let taken = names.get(&name.text.to_lowercase()).filter(|(other, _)| *other != id);
            if let Some((_, first)) = taken {
                let message = format!("two publishers are called \"{}\"", name.text);
                let found = Diagnostic::at(&codes::DUPLICATE_NAME, name.span, message)
                    .related(first.span, "the first");
                report.push(found.help("keep the name or alias in one of the two records"));
            } else {
                names.insert(name.text.to_lowercase(), (id, name));
            }
        }
        let known = found.kind.as_ref().and_then(|kind| {
            term(kind, &site.vocabulary, (&codes::UNKNOWN_WORD, "`kind`"), report)
        });
        let kind = known.unwrap_or_else(|| Term::built_in(PublisherKind::Unknown));
        let names = found.id.iter().chain([&found.name]);
        let target = Target::Publisher(PublisherId(id));
        site.name_targets.extend(names.map(|name| (name.span, target)));
        site.publishers.push(Publisher {
            slug,
            name: found.name.text.clone(),
            aliases: found.aliases.iter().map(|a| a.text.clone()).collect(),
            domains: found.domains.iter().map(|d| d.text.to_lowercase()).collect(),
            kind,
            country: found.country.clone(),
            warnings: found.warnings.clone(),
            recorded: true,
            visible: true,
        });
    }
}

/// Finds publishers by name while sources are collected, and makes new ones.
pub(super) struct PublisherDirectory {
    by_name: HashMap<String, PublisherId>,
    by_domain: HashMap<String, PublisherId>,
    slugs: HashMap<String, u32>,
    recorded: KnownNames<String>,
}

impl PublisherDirectory {
    pub(super) fn new(site: &Site) -> Self {
        let mut found = PublisherDirectory {
            by_name: HashMap::new(),
            by_domain: HashMap::new(),
            slugs: HashMap::new(),
            recorded: KnownNames::new(site.publishers.iter().map(|p| p.name.clone())),
        };
        for id in site.publisher_ids() {
            let p = site.publisher(id);
            found.slugs.insert(p.slug.clone(), 1);
            for name in p.aliases.iter().chain([&p.name, &p.slug]) {
                found.by_name.entry(name.to_lowercase()).or_insert(id);
            }
            for domain in &p.domains {
                found.by_domain.entry(domain.clone()).or_insert(id);
            }
        }
        found
    }

    /// The publisher of a name; a new one where there is none. A name close to a known one is reported.
    pub(super) fn named(
        &mut self,
        name: &Str,
        site: &mut Site,
        report: &mut Report,
    ) -> PublisherId {
        if let Some(id) = self.by_name.get(&name.text.to_lowercase()) {
            return *id;
        }
        if let Some(near) =
            self.recorded.nearest_within(&name.text, MOST_LETTERS).filter(|near| near.len() > 4)
        {
            let message = format!(
                "the publisher \"{}\" is not recorded; did you mean \"{near}\"?",
                name.text
            );
            let found = Diagnostic::at(&codes::NEAR_PUBLISHER, name.span, message)
                .fix(name.span, near.as_str());
            report.push(
                found.help("or add it to the aliases of the known publisher in publishers.yaml"),
            );
        }
        let base = short_slug(&name.text);
        let base = if base.is_empty() { "publisher".to_string() } else { base };
        let count = self.slugs.entry(base.clone()).or_insert(0);
        *count += 1;
        let slug = if *count == 1 { base } else { format!("{base}-{count}") };
        let id = PublisherId(site.publishers.len() as u32);
        site.publishers.push(Publisher {
            slug,
            name: name.text.clone(),
            aliases: Vec::new(),
            domains: Vec::new(),
            kind: Term::built_in(PublisherKind::Unknown),
            country: None,
            warnings: Vec::new(),
            recorded: false,
            visible: true,
        });
        self.by_name.insert(name.text.to_lowercase(), id);
        id
    }

    /// The recorded publisher of an address, by its host or a domain above it.
    pub(super) fn of_address(&self, address: &str) -> Option<PublisherId> {
        if self.by_domain.is_empty() {
            return None;
        }
        let parsed = url::Url::parse(address).ok()?;
        let mut host = parsed.host_str()?;
        loop {
            if let Some(id) = self.by_domain.get(host) {
                return Some(*id);
            }
            host = host.split_once('.')?.1;
        }
    }
}
