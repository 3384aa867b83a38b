//! Addresses that were: pages that lead to where a text is now, and pages that say that it is gone.
//!
//! Takes the aliases that look like addresses, the further keys of merged sources, what site.yaml says under `moved:` and
//! `gone:`, and the list of published addresses; gives one small page for each that no other page has, and the same as
//! [`RedirectRule`]s for servers. A published address that nothing of this explains is not made here: `addresses` reports it.

use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::copied::copied_pages;
use crate::pages::routes::old_url::{GoneUrl, OldUrl, RedirectTarget};
use crate::pages::routes::route::{PageKind, living_pages};
use crate::pages::urls::alias::{alias_path, is_address};
use crate::pages::urls::href;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What became of an old address, for servers. Paths are from the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectRule {
    pub from: String,
    /// `None` where it is gone.
    pub to: Option<String>,
}

/// Every old address in a fixed order.
pub fn rules(ctx: &Ctx) -> Vec<RedirectRule> {
    let (old, gone) = old_urls(ctx);
    let copied: HashSet<String> = match old.is_empty() {
        true => HashSet::new(),
        false => copied_pages(ctx).iter().map(|kind| kind.base(ctx)).collect(),
    };
    let moved = old.iter().flat_map(|old| {
        let to = target_path(ctx, &old.to);
        // Whoever follows the feed of the old page has kept its address too.
        let feeds = feed_paths(ctx, &old.from).into_iter().zip(feed_paths(ctx, &to));
        let feeds = feeds
            .filter(|_| ctx.tables.with_feed.contains(&to))
            .map(|(from, to)| RedirectRule { from, to: Some(to) });
        let copy = copied
            .contains(&to)
            .then(|| RedirectRule { from: href::copy(&old.from), to: Some(href::copy(&to)) });
        feeds
            .chain(copy)
            .chain([RedirectRule { from: old.from.clone(), to: Some(to.clone()) }])
            .collect::<Vec<_>>()
    });
    let gone = gone.iter().map(|g| RedirectRule { from: g.path.clone(), to: None });
    moved.chain(gone).collect()
}

/// The paths that the feeds of a page have.
fn feed_paths(ctx: &Ctx, page: &str) -> Vec<String> {
    let mut paths = Vec::from(href::feeds(page));
    paths.extend(ctx.site.config.feed_rss.then(|| href::rss(page)));
    paths
}

pub(crate) fn target_path(ctx: &Ctx, to: &RedirectTarget) -> String {
    match to {
        RedirectTarget::Path(path) => path.clone(),
        RedirectTarget::Target(target) => ctx.tables.paths.of(ctx.site, *target).0.to_string(),
    }
}

/// The old addresses that lead somewhere, and those that are gone.
pub(crate) fn old_urls(ctx: &Ctx) -> (Vec<OldUrl>, Vec<GoneUrl>) {
    let site = ctx.site;
    let mut found: Vec<(String, RedirectTarget)> = site
        .moved
        .iter()
        .map(|m| (m.from.clone(), RedirectTarget::Path(m.to.clone())))
        .chain(aliases(ctx))
        .collect();
    if found.is_empty() && site.gone.is_empty() && site.public.is_none() {
        return Default::default();
    }
    let made: HashSet<String> = living_pages(ctx).map(|route| route.path(ctx)).collect();
    let public = site.public.iter().flatten().map(|p| p.path.as_str());
    let mut lost: Vec<&str> = public.filter(|p| !is_made(ctx, &made, p)).collect();
    if !lost.is_empty() {
        let mut successors = Successors::of(ctx);
        successors.old = found.iter().cloned().rev().collect();
        for path in &lost {
            let to = successors.find(ctx, &made, path);
            found.extend(to.map(|to| (path.to_string(), to)));
        }
    }
    lost.sort_unstable();
    let mut taken = HashSet::new();
    found.retain(|(from, _)| !made.contains(from) && taken.insert(from.clone()));
    let mut gone: BTreeMap<String, usize> = BTreeMap::new();
    for (entry, said) in site.gone.iter().enumerate() {
        // Embeds follow their page.
        let (own, folders) = match said.path.ends_with('/') {
            true => (
                format!("{}index.html", said.path),
                vec![said.path.clone(), href::embeds(&said.path)],
            ),
            false => (said.path.clone(), vec![href::embeds(&said.path)]),
        };
        let of_list = href::embed_of(&said.path);
        let mut paths = vec![own];
        for folder in &folders {
            let start = lost.partition_point(|path| *path < folder.as_str());
            let below = lost[start..].iter().take_while(|path| path.starts_with(folder));
            paths.extend(below.map(|path| path.to_string()));
        }
        paths.extend(of_list.filter(|list| lost.binary_search(&list.as_str()).is_ok()));
        for path in paths.into_iter().filter(|p| !made.contains(p) && !taken.contains(p)) {
            gone.entry(path).or_insert(entry);
        }
    }
    (
        found.into_iter().map(|(from, to)| OldUrl { from, to }).collect(),
        gone.into_iter().map(|(path, entry)| GoneUrl { path, entry }).collect(),
    )
}

/// Whether an address is one of today's pages or of a snapshot that is still kept.
pub(crate) fn is_made(ctx: &Ctx, made: &HashSet<String>, path: &str) -> bool {
    made.contains(path) || is_kept(ctx, made, path).unwrap_or(false)
}

/// Whether a path is that of a page in a snapshot that is still kept; `None` for the path of no snapshot.
fn is_kept(ctx: &Ctx, made: &HashSet<String>, path: &str) -> Option<bool> {
    let (folder, rest) = path.strip_prefix("topics/")?.split_once("/as-of/")?;
    let (day, rest) = rest.split_once('/')?;
    let topic = ctx.site.topic_by_slug(folder)?;
    let kept = ctx.site.snapshots(topic).any(|kept| kept.iso() == day);
    Some(kept && made.contains(&format!("topics/{folder}/{rest}")))
}

/// The aliases that are old slugs or paths, and the keys that merged sources had.
fn aliases(ctx: &Ctx) -> Vec<(String, RedirectTarget)> {
    let (site, paths) = (ctx.site, &ctx.tables.paths);
    let mut found = Vec::new();
    for id in site.doc_ids().filter(|d| site.doc(*d).visible) {
        let doc = site.doc(id);
        let aliases =
            doc.aliases.iter().filter(|a| is_address(a) && !matches!(doc.kind, DocKind::Entity(_)));
        found.extend(aliases.map(|a| {
            (alias_path(paths.known_by(site, id), a), RedirectTarget::Target(site.target_of(id)))
        }));
        found.extend(block_aliases(ctx, id));
    }
    for id in site.entity_ids().filter(|e| site.entity(*e).visible) {
        let here = paths.doc(site.entity(id).doc);
        let aliases = site.entity(id).aliases.iter().filter(|a| is_address(a));
        found.extend(
            aliases.map(|a| (alias_path(here, a), RedirectTarget::Target(Target::Entity(id)))),
        );
    }
    for tag in ctx.tables.indexes.used_tags() {
        for word in &site.vocabulary.tag(tag).aliases {
            let to = RedirectTarget::Path(paths.tag(tag).to_string());
            found.push((format!("{}.html", href::tag_stem(word)), to));
        }
    }
    for id in site.source_ids().filter(|s| site.source(*s).visible) {
        let source = site.source(id);
        let keys = source.keys.iter().filter(|k| **k != source.id && is_address(k));
        found.extend(keys.map(|k| {
            (alias_path(paths.source(id), k), RedirectTarget::Target(Target::Source(id)))
        }));
    }
    found
}

/// The pages of a document's blocks under their earlier ids: those of questions, and those for frames on other sites.
fn block_aliases(ctx: &Ctx, id: DocId) -> Vec<(String, RedirectTarget)> {
    let (doc, paths) = (ctx.site.doc(id), &ctx.tables.paths);
    let mut found = Vec::new();
    for alias in &doc.block_aliases {
        let block = BlockId { doc: id, index: alias.block };
        let embeds = href::embeds(paths.known_by(ctx.site, id));
        let name = &doc.blocks[alias.block as usize].anchor.name;
        let mut renamed = Vec::new();
        let embed = format!("{embeds}{}.html", alias.name);
        if ctx.site.public.iter().flatten().any(|page| page.path == embed) {
            renamed.push((embed, format!("{embeds}{name}.html")));
        }
        if let Some(page) = paths.question(block) {
            let (folder, _) = page.rsplit_once('/').unwrap_or_default();
            renamed.push((format!("{folder}/{}.html", alias.name), page.to_string()));
        }
        for (from, to) in renamed {
            found.push((from, RedirectTarget::Path(to)));
        }
    }
    found
}

/// How many renamings of one address are followed: of its topic and of its text, each twice.
const MOST_RENAMINGS: usize = 4;

/// Where published addresses may have gone to: names and folders that changed.
struct Successors {
    /// Old addresses that lead on already.
    old: HashMap<String, RedirectTarget>,
    /// Old folders and the new ones.
    folders: Vec<(String, String)>,
    /// Old pages of sources, publishers, topics followed elsewhere and lists that were written without entries too.
    pages: BTreeMap<String, Target>,
}

impl Successors {
    fn of(ctx: &Ctx) -> Successors {
        let site = ctx.site;
        let (mut folders, mut pages) = (Vec::new(), BTreeMap::new());
        for topic in site.topic_ids() {
            let record = site.topic(topic);
            pages.insert(format!("elsewhere/{}.html", record.slug), Target::Topic(topic));
            let lists = [PageKind::Perspectives, PageKind::Figures, PageKind::TopicSources];
            let empty = lists.map(|list| list(topic)).into_iter().filter(|l| !l.is_filled(ctx));
            pages.extend(empty.map(|list| (list.base(ctx), Target::Topic(topic))));
            for alias in record.aliases.iter().filter(|a| is_address(a)) {
                pages.insert(format!("elsewhere/{alias}.html"), Target::Topic(topic));
                for place in ["topics", "embed"] {
                    folders
                        .push((format!("{place}/{alias}/"), format!("{place}/{}/", record.slug)));
                }
            }
        }
        for id in site
            .doc_ids()
            .filter(|d| site.doc(*d).topic.is_some() && site.doc(*d).kind != DocKind::Topic)
        {
            let here = ctx.tables.paths.doc(id);
            let old = site.doc(id).aliases.iter().filter(|a| is_address(a));
            folders.extend(old.map(|a| (href::embeds(&alias_path(here, a)), href::embeds(here))));
        }
        for id in site.source_ids() {
            let names = site.source(id).aliases.iter();
            pages.extend(
                names.map(|a| (format!("sources/{}.html", href::clean(a)), Target::Source(id))),
            );
        }
        for id in site.publisher_ids() {
            let publisher = site.publisher(id);
            let names = publisher.aliases.iter().chain([&publisher.name]);
            pages.extend(
                names.map(|a| {
                    (format!("publishers/{}.html", href::clean(a)), Target::Publisher(id))
                }),
            );
        }
        Successors { old: HashMap::new(), folders, pages }
    }

    fn find(&self, ctx: &Ctx, made: &HashSet<String>, path: &str) -> Option<RedirectTarget> {
        self.find_renamed(ctx, made, path, MOST_RENAMINGS)
    }

    /// Follows one renaming after the other: a topic and a text in it may both have been renamed.
    fn find_renamed(
        &self,
        ctx: &Ctx,
        made: &HashSet<String>,
        path: &str,
        renamings: usize,
    ) -> Option<RedirectTarget> {
        if let Some(target) = self.pages.get(path).filter(|t| ctx.site.is_visible(**t)) {
            return Some(RedirectTarget::Target(*target));
        }
        for (old, new) in &self.folders {
            let Some(rest) = path.strip_prefix(old.as_str()) else { continue };
            let renamed = format!("{new}{rest}");
            if is_made(ctx, made, &renamed) {
                return Some(RedirectTarget::Path(renamed));
            }
            if let Some(target) = self.old.get(&renamed) {
                return Some(target.clone());
            }
            if renamings > 1
                && let Some(target) = self.find_renamed(ctx, made, &renamed, renamings - 1)
            {
                return Some(target);
            }
        }
        // Two actors that are not compared any more are still among the tensions of the topic.
        let (topic, _) = path.split_once("/compare/")?;
        let tensions = format!("{topic}/tensions.html");
        made.contains(&tensions).then_some(RedirectTarget::Path(tensions))
    }
}
