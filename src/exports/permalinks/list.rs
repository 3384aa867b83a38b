//! The list of published URLs, content/addresses.txt, compared with the URLs of the site.

use super::url_index::UrlIndex;
use crate::pages::{Ctx, addresses, is_there};
use std::collections::{BTreeMap, BTreeSet};

/// What the list says first.
const HEAD: &str = "\
# The published addresses of this site, and the block ids on each page. Commit this file.
# `agon publish` and `agon addresses --accept` add what is new. An address that is listed here and that the site has no
# more is an error until it leads somewhere (aliases:, or moved: in site.yaml) or is declared gone (gone: in site.yaml).
";

/// Compares the addresses of today with those that were published.
pub struct UrlStatus {
    /// Made, and not on the list.
    pub new: Vec<String>,
    /// On the list and made.
    pub kept: usize,
    /// On the list; they lead to another page or say that they are gone.
    pub old: Vec<String>,
    /// On the list, and nothing is there.
    pub lost: Vec<String>,
}

/// Sorts the addresses of today and those of the list.
pub fn url_status(ctx: &Ctx) -> UrlStatus {
    let today = UrlIndex::new(ctx);
    let listed: BTreeSet<&str> =
        ctx.site.public.iter().flatten().map(|p| p.path.as_str()).collect();
    let mut found = UrlStatus { new: Vec::new(), kept: 0, old: Vec::new(), lost: Vec::new() };
    found.new.extend(
        today.all.iter().filter(|a| !listed.contains(a.path.as_str())).map(|a| a.path.clone()),
    );
    for path in listed {
        match today.by_path(path) {
            Some(address) if address.old => found.old.push(path.to_string()),
            None if !is_there(ctx, &today.paths, path) => found.lost.push(path.to_string()),
            _ => found.kept += 1,
        }
    }
    found
}

/// The list as it is to be: what it has, and what is made today. `None` where nothing is new.
pub fn list(ctx: &Ctx) -> Option<String> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for page in ctx.site.public.iter().flatten() {
        all.entry(&page.path).or_default().extend(page.anchors.iter().map(|(id, _)| id.as_str()));
    }
    let today = addresses(ctx);
    let mut is_new = ctx.site.public.is_none();
    for address in &today {
        is_new |= !all.contains_key(address.path.as_str());
        let ids = all.entry(&address.path).or_default();
        address.anchors.iter().for_each(|id| is_new |= ids.insert(id));
    }
    is_new.then(|| {
        all.iter().fold(HEAD.to_string(), |mut text, (path, ids)| {
            text.push_str(path);
            for id in ids {
                text.push_str(&format!(" #{id}"));
            }
            text.push('\n');
            text
        })
    })
}
