//! The addresses that a site promises to keep: its pages, with the block ids on them.
//!
//! Takes the site, returns every address with its text. Further parts of long lists are not permanent, since
//! their entries move; nor is the page for missing addresses.

use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::old_url::RedirectTarget;
use crate::pages::routes::redirect::is_made;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::pages::urls::href;
use std::collections::{BTreeSet, HashMap, HashSet};

/// One page that is made.
pub struct Address {
    pub path: String,
    /// The text at this address.
    pub doc: Option<DocId>,
    /// Whether it only leads on to where the text is now, or says that it is gone.
    pub old: bool,
    /// The written ids of its blocks and headings.
    pub anchors: BTreeSet<String>,
}

/// Every address, by path.
pub fn addresses(ctx: &Ctx) -> Vec<Address> {
    let mut anchors = written(ctx);
    let mut found: Vec<Address> = crate::pages::routes::plan::plan(ctx)
        .iter()
        .filter_map(|route| address(ctx, route, &mut anchors))
        .collect();
    for topic in ctx.tables.indexes.shown.iter().copied() {
        // The day's first page represents the whole snapshot.
        let path = |day: Date| href::snapshot(&ctx.site.topic(topic).slug, day);
        let kept = ctx.site.snapshots(topic).map(|day| format!("topics/{}/index.html", path(day)));
        found.extend(kept.map(|path| Address {
            path,
            doc: None,
            old: false,
            anchors: BTreeSet::new(),
        }));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Whether a published address leads to a page.
pub fn is_there(ctx: &Ctx, all: &HashSet<String>, path: &str) -> bool {
    is_made(ctx, all, path)
}

fn address(
    ctx: &Ctx,
    route: &PageRoute,
    anchors: &mut HashMap<DocId, BTreeSet<String>>,
) -> Option<Address> {
    if route.page_number > 0 || route.kind == PageKind::Missing {
        return None;
    }
    let site = ctx.site;
    let (doc, old) = match route.kind {
        PageKind::Topic(t) | PageKind::Background(t) => (Some(site.topic(t).doc), false),
        PageKind::Entity(e) => (Some(site.entity(e).doc), false),
        PageKind::Redirect(ref old) => match &old.to {
            RedirectTarget::Target(target) => (site.doc_of(*target), true),
            RedirectTarget::Path(_) => (None, true),
        },
        PageKind::Gone(_) => (None, true),
        _ => (route.kind.document(), false),
    };
    // The new page of a text has the ids; the old one leads to them.
    let has_text = !old && !matches!(route.kind, PageKind::Topic(_));
    let anchors = doc.filter(|_| has_text).and_then(|d| anchors.remove(&d)).unwrap_or_default();
    Some(Address { path: route.path(ctx), doc, old, anchors })
}

/// The ids that editors wrote, by document. Those that are made of what a block is about come back by themselves.
fn written(ctx: &Ctx) -> HashMap<DocId, BTreeSet<String>> {
    let site = ctx.site;
    let mut found: HashMap<DocId, BTreeSet<String>> = HashMap::new();
    for id in site.block_ids() {
        let block = site.block(id);
        let made = match &block.kind {
            BlockKind::Note { source } => {
                block.anchor.name.strip_prefix("n-") == Some(&site.source(*source).id)
            }
            BlockKind::Perspective { .. } => block.anchor.name.starts_with("view-"),
            _ => false,
        };
        if block.visible && block.anchor.lasting && !made {
            found.entry(block.doc).or_default().insert(block.anchor.name.to_string());
        }
    }
    for id in site.doc_ids() {
        let aliases = site.doc(id).block_aliases.iter().map(|alias| alias.name.to_string());
        found.entry(id).or_default().extend(aliases);
        let sections = site.doc(id).sections.iter().filter(|s| s.anchor.lasting);
        let of_sections = sections.map(|s| s.anchor.name.to_string());
        found.entry(id).or_default().extend(of_sections);
    }
    found
}
