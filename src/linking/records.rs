//! Names outside of texts: the site's pages, entities' affiliations, related documents and figures.

use super::definitions;
use super::ledger;
use super::record_names::{definition_of, duplicate, keep, one_entity, source};
use super::resolve::NameResolver;
use super::site_frame;
use super::theme;
use super::vocabulary::term;
use super::watch_lists::read_watch;
use crate::content::parse::doc::RawDocKind;
use crate::content::parse::figure::RawFigure;
use crate::content::parse::{Raw, Str};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::model::*;
use crate::source::Files;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// How many entries a feed has on a site that does not say. Most of a feed is whole texts.
const FEED_ENTRIES: usize = 20;

/// Resolves them all.
pub(super) fn collect(raw: &Raw, site: &mut Site, files: &Files, report: &mut Report) {
    let resolver = NameResolver::new(site, &raw.docs, files);
    let menu = site_frame::menu(raw, &resolver, report);
    let config = SiteConfig { menu, ..config(raw, &resolver, report) };
    let related = related(raw, &resolver, report);
    let entities = entities(raw, &resolver, report);
    let mut watches: Vec<(TopicId, TopicWatch)> = Vec::new();
    for (slug, watch) in &raw.watches {
        if let Some(topic) = site.topic_by_slug(slug) {
            watches.push((topic, read_watch(watch, site.topic(topic).doc, &resolver, report)));
        }
    }
    let mut figures: Vec<Figure> = Vec::new();
    for (slug, list) in &raw.figures {
        let Some(topic) = site.topic_by_slug(slug) else { continue };
        for found in list.iter() {
            figures.extend(figure(found, topic, &resolver, report));
        }
    }
    let found = definitions::collect(raw, &resolver, report);
    let ledger = ledger::collect(raw, &figures, &found.verdicts, &resolver, report);
    let figure_ids = raw.figures.iter().flat_map(|(t, list)| list.iter().map(move |f| (t, &f.id)));
    duplicates("figure", figure_ids, report);
    let entry_ids =
        raw.contradictions.iter().flat_map(|(t, list)| list.iter().map(move |c| (t, &c.id)));
    duplicates("contradiction", entry_ids, report);
    let names = resolver.into_names();
    site.name_targets.extend(names);
    site.locale = Arc::new(Locale::new(&config.language, &raw.locales));
    report_missing_messages(&config.language, &site.locale, files, report);
    site.config = config;
    for (doc, related) in site.docs.iter_mut().zip(related) {
        doc.related = related;
    }
    for (id, affiliations, used_by) in entities {
        site.entities[id.index()].affiliations = affiliations;
        site.entities[id.index()].used_by = used_by;
    }
    for (topic, watch) in watches {
        site.topics[topic.index()].watch = watch;
    }
    for (figure, n) in figures.iter().zip(0..) {
        site.topics[figure.topic.index()].figures.push(FigureId(n));
    }
    site.figures = figures;
    key_charts(raw, site, report);
    site.ledger = ledger;
    site.definitions = found.definitions;
    site.facts = found.facts;
    site.stated_verdicts = found.verdicts;
}

/// Reports charts of metrics that the topic has no figure of.
fn key_charts(raw: &Raw, site: &Site, report: &mut Report) {
    for doc in &raw.docs {
        let RawDocKind::Topic(found) = &doc.kind else { continue };
        let (Some(said), Some(topic)) = (&found.key_chart, site.topic_by_slug(&doc.slug)) else {
            continue;
        };
        let figures = site.topic(topic).figures.iter().map(|figure| site.figure(*figure));
        let metrics: BTreeSet<&str> = figures.map(|figure| figure.metric.as_str()).collect();
        if metrics.contains(said.text.as_str()) {
            continue;
        }
        let near = suggest::nearest(&said.text, metrics.iter().copied(), 1);
        let hint = near.first().map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
        let message = format!("no figure of the topic has the metric \"{}\"{hint}", said.text);
        let unknown = Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, message)
            .help("name a metric of the topic's figures.yaml");
        report.push(match near.first() {
            Some(metric) => unknown.fix(said.span, *metric),
            None => unknown,
        });
    }
}

/// Pages of the navigation and of the policies, by slug.
fn config(raw: &Raw, resolver: &NameResolver<'_>, report: &mut Report) -> SiteConfig {
    let site = resolver.site;
    let mut page = |said: &Str| {
        let pages = || site.doc_ids().filter(|d| site.doc(*d).kind == DocKind::Page);
        let found = pages().find(|d| site.doc(*d).slug == said.text);
        if found.is_none() {
            let name = said.text.rsplit('/').next().unwrap_or_default();
            let name = name.strip_suffix(".md").unwrap_or(name);
            let near = suggest::nearest(name, pages().map(|d| site.doc(d).slug.as_str()), 1);
            let hint = near.first().map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
            let message = format!("there is no page \"{}\"{hint}", said.text);
            let unknown = Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, message)
                .help("name a file of content/pages/");
            report.push(match near.first() {
                Some(page) => unknown.fix(said.span, *page),
                None => unknown,
            });
        }
        if let Some(page) = found {
            resolver.remember(said.span, Target::Doc(page));
        }
        found
    };
    SiteConfig {
        title: raw.site.title.clone(),
        description: raw.site.description.clone(),
        author: raw.site.author.clone(),
        base_url: raw.site.base_url.clone(),
        language: raw.site.language.clone().unwrap_or_else(|| "en".into()),
        licence: raw.site.licence.clone(),
        allow_html: raw.site.allow_html,
        nav: raw.site.nav.iter().filter_map(&mut page).collect(),
        policies: raw
            .site
            .policies
            .iter()
            .filter_map(|(key, said)| Some((key.to_string(), page(said)?)))
            .collect(),
        output: raw.site.output.clone(),
        embeds: raw.site.embeds.clone().unwrap_or_else(|| EmbedKind::USUAL.to_vec()),
        feed_entries: raw.site.feed_entries.map_or(FEED_ENTRIES, |n| n as usize),
        feed_rss: raw.site.feed_rss,
        data: raw.site.data.unwrap_or_default(),
        llms: raw.site.llms.unwrap_or(true),
        half_life: raw.site.half_life,
        menu: Vec::new(),
        logo: raw.site.logo.as_ref().and_then(|logo| {
            let path = site_frame::static_file(&logo.src, site, report)?;
            Some(Logo { path, alt: logo.alt.clone() })
        }),
        favicon: raw
            .site
            .favicon
            .as_ref()
            .and_then(|said| site_frame::static_file(said, site, report)),
        social: raw.site.social.clone(),
        extra: theme::extra(raw, report),
    }
}

/// A language that agon does not have, and that the site's files do not have whole.
fn report_missing_messages(language: &str, locale: &Locale, files: &Files, report: &mut Report) {
    let missing = locale.missing();
    let Some(first) = missing.first() else { return };
    let own = files.iter().map(|(_, file)| file.path.as_str());
    let own = own.filter(|path| path.starts_with("locales/")).find(|path| path.contains(language));
    let message = format!(
        "pages have some words in English, for there are none in the language \"{language}\"; the first is `{}`",
        first.key(),
    );
    let help = format!("write them in locales/{language}.yaml");
    let path = own.unwrap_or("content/site.yaml");
    report.push(Diagnostic::in_file(&codes::INCOMPLETE_LANGUAGE, path, message).help(help));
}

fn related(raw: &Raw, resolver: &NameResolver<'_>, report: &mut Report) -> Vec<Vec<Target>> {
    let of = |(n, doc): (usize, &std::sync::Arc<crate::content::parse::doc::RawDoc>)| {
        doc.related
            .iter()
            .filter_map(|said| keep(resolver.name(DocId(n as u32), said), report))
            .collect()
    };
    raw.docs.iter().enumerate().map(of).collect()
}

type EntityRecords = Vec<(EntityId, Vec<Affiliation>, Vec<TermUsage>)>;

fn entities(raw: &Raw, resolver: &NameResolver<'_>, report: &mut Report) -> EntityRecords {
    let site = resolver.site;
    let mut out = Vec::new();
    for (found, doc) in raw.docs.iter().zip(site.doc_ids()) {
        let (RawDocKind::Entity(entity), DocKind::Entity(id)) = (&found.kind, &site.doc(doc).kind)
        else {
            continue;
        };
        let mut affiliations = Vec::new();
        for a in &entity.affiliations {
            if let Some(of) = one_entity(&a.of, doc, resolver, report) {
                affiliations.push(Affiliation {
                    of,
                    role: a.role.clone(),
                    since: a.since,
                    until: a.until,
                });
            }
        }
        let mut used_by = Vec::new();
        for u in &entity.used_by {
            if let Some(who) = one_entity(&u.who, doc, resolver, report) {
                let source = u.source.as_ref().and_then(|s| source(s, resolver, report));
                used_by.push(TermUsage { who, since: u.since, source, note: u.note.clone() });
            }
        }
        out.push((*id, affiliations, used_by));
    }
    out
}

fn figure(
    found: &RawFigure,
    topic: TopicId,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Option<Figure> {
    let doc = resolver.site.topic(topic).doc;
    let side = found.side.as_ref().and_then(|side| {
        term(side, &resolver.site.vocabulary, (&codes::UNKNOWN_WORD, "`side`"), report)
    });
    let source = found.source.as_ref().and_then(|s| source(s, resolver, report));
    let stated_in = found.stated_in.as_ref().and_then(|s| keep(resolver.name(doc, s), report));
    Some(Figure {
        id: found.id.text.clone(),
        topic,
        metric: found.metric.clone(),
        subject: one_entity(&found.subject, doc, resolver, report)?,
        side: side.unwrap_or_else(|| Term::built_in(Side::Unsided)),
        definition: found.definition.as_ref().and_then(|d| definition_of(d, resolver, report)),
        value: found.value.0,
        upper: found.upper.as_ref().map(|(upper, _)| *upper),
        digits: found.value.1.clone(),
        upper_digits: found.upper.as_ref().map(|(_, digits)| digits.clone()),
        approximate: found.approximate,
        bound: found.bound,
        projected: found.projected,
        measurement: found.measurement.clone(),
        unit: found.unit.clone(),
        as_of: found.as_of,
        source,
        stated_in,
        status: found.status,
        reason: found.reason.clone(),
        note: found.note.clone(),
        span: found.id.span,
        visible: true,
    })
}

/// Reports ids that two records of one topic have.
fn duplicates<'r>(
    what: &str,
    ids: impl Iterator<Item = (&'r String, &'r Str)>,
    report: &mut Report,
) {
    let mut seen = HashMap::new();
    for (topic, id) in ids {
        if let Some(first) = seen.insert((topic, id.text.as_str()), id) {
            report.push(duplicate(what, id, first));
        }
    }
}
