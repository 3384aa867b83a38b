//! The list of published URLs, content/addresses.txt, compared with the URLs of the site.

use super::url_index::UrlIndex;
use crate::model::PublicAddress;
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

/// The block ids on each page.
type PageIds<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The list as it is to be: what it has, and what is made today. `None` where nothing is new.
pub fn list(ctx: &Ctx) -> Option<String> {
    let list = whole_list(ctx);
    list.is_new.then_some(list.text)
}

/// The list as it is to be.
pub struct AddressList {
    pub text: String,
    /// Whether it has more than the list of today.
    pub is_new: bool,
}

/// The same as [`list`] also where nothing is new.
pub fn whole_list(ctx: &Ctx) -> AddressList {
    let (known, today) = (ctx.site.public.as_deref(), addresses(ctx));
    let mut all = page_ids(known.unwrap_or_default());
    for address in &today {
        let ids = address.anchors.iter().map(String::as_str);
        all.entry(&address.path).or_default().extend(ids);
    }
    let is_new = known.is_none_or(|known| all != page_ids(known));
    AddressList { text: text(&all), is_new }
}

/// The list with the addresses of another one; `None` where these are on it.
pub fn merged_list(known: &[PublicAddress], other: &[PublicAddress]) -> Option<String> {
    let before = page_ids(known);
    let mut all = before.clone();
    for (path, ids) in page_ids(other) {
        all.entry(path).or_default().extend(ids);
    }
    (all != before).then(|| text(&all))
}

fn page_ids(list: &[PublicAddress]) -> PageIds<'_> {
    let mut pages = PageIds::new();
    for page in list {
        let ids = page.anchors.iter().map(|(id, _)| id.as_str());
        pages.entry(&page.path).or_default().extend(ids);
    }
    pages
}

fn text(all: &PageIds) -> String {
    let mut text = HEAD.to_string();
    for (path, ids) in all {
        text.push_str(path);
        for id in ids {
            text.push_str(" #");
            text.push_str(id);
        }
        text.push('\n');
    }
    text
}
