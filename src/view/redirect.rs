//! Old addresses: pages that lead to where a document is now.
//!
//! Takes the aliases that look like addresses and the further keys of merged sources, gives one small page for each
//! that no other page has.

use super::head::{Head, link};
use super::href::Paths;
use super::text::{Citing, Page};
use super::{Ctx, Job, Link};
use crate::model::*;
use serde::Serialize;
use std::collections::HashSet;

/// An old address and what it leads to.
pub struct Old {
    pub from: String,
    pub to: Target,
}

pub fn old_addresses(site: &Site, paths: &Paths) -> Vec<Old> {
    let mut taken: HashSet<String> = site.doc_ids().map(|d| paths.doc(d).to_string()).collect();
    taken.extend(site.source_ids().map(|s| paths.source(s).to_string()));
    let mut found: Vec<(String, Target)> = Vec::new();
    for id in site.doc_ids().filter(|d| site.doc(*d).visible) {
        let doc = site.doc(id);
        let aliases = doc.aliases.iter().filter(|a| is_address(a) && !matches!(doc.kind, DocKind::Entity(_)));
        found.extend(aliases.map(|a| (beside(paths.doc(id), a), site.target_of(id))));
    }
    for id in site.entity_ids().filter(|e| site.entity(*e).visible) {
        let here = paths.doc(site.entity(id).doc);
        let aliases = site.entity(id).aliases.iter().filter(|a| is_address(a));
        found.extend(aliases.map(|a| (beside(here, a), Target::Entity(id))));
    }
    for id in site.source_ids().filter(|s| site.source(*s).visible) {
        let source = site.source(id);
        let keys = source.keys.iter().filter(|k| **k != source.id && is_address(k));
        found.extend(keys.map(|k| (beside(paths.source(id), k), Target::Source(id))));
    }
    found.retain(|(from, _)| taken.insert(from.clone()));
    found.into_iter().map(|(from, to)| Old { from, to }).collect()
}

/// Whether an alias is an old slug or path and no title.
fn is_address(alias: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/".contains(c);
    !alias.is_empty()
        && alias.chars().all(plain)
        && !alias.starts_with('/')
        && !alias.contains("//")
        && !alias.ends_with('/')
}

/// The page of an old slug in the folder of the new one; a path with a slash counts from the root.
fn beside(path: &str, alias: &str) -> String {
    let folder = path.strip_suffix("/index.html").unwrap_or(path);
    match folder.rsplit_once('/') {
        Some((_, _)) if alias.contains('/') => format!("{alias}.html"),
        Some((folder, _)) if path.ends_with("/index.html") => format!("{folder}/{alias}/index.html"),
        Some((folder, _)) => format!("{folder}/{alias}.html"),
        None => format!("{alias}.html"),
    }
}

#[derive(Serialize)]
pub struct Redirect {
    page: Head,
    to: Link,
}

pub fn redirect(ctx: &Ctx, job: &Job, old: u32) -> Redirect {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let to = link(&page, ctx.redirects[old as usize].to);
    Redirect { page: Head::new(&page, "redirect", to.text.clone()), to }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_slug_stays_in_its_folder() {
        assert_eq!(beside("topics/a/threads/new.html", "old"), "topics/a/threads/old.html");
        assert_eq!(beside("topics/a/index.html", "b"), "topics/b/index.html");
        assert_eq!(beside("about.html", "info"), "info.html");
        assert_eq!(beside("topics/a/threads/new.html", "threads/x"), "threads/x.html");
        assert!(is_address("old-slug") && !is_address("Old title") && !is_address("/x") && !is_address("a//b"));
    }
}
