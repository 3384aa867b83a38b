//! Addresses that last: what was published and is not made any more, the list that remembers it, rules for servers.
//!
//! Takes the site with its list of published addresses (content/addresses.txt), gives findings ([`check`]), the list as it
//! is to be ([`list`]), and redirects in the words of the common hosts ([`files`]). Never reads or writes the disk, and
//! never takes an address off the list: that is for the editor.

mod hosts;
mod lost;

pub use hosts::{FILES, files};

use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::model::*;
use crate::pages::{Address, Ctx, addresses, check_rooted_links, check_static_paths, is_there};
use crate::source::Span;
use lost::Lost;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;

/// What the list says first.
const HEAD: &str = "\
# The published addresses of this site, and the block ids on each page. Commit this file.
# `agon build` adds what is new and removes nothing: an address that stands here and is not made any more is an error
# until it leads somewhere (aliases:, or moved: in site.yaml) or is declared gone (gone: in site.yaml).
";

/// How the addresses of today stand to those that were published.
pub struct Standing {
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
pub fn standing(ctx: &Ctx) -> Standing {
    let today = Today::of(ctx);
    let listed: BTreeSet<&str> =
        ctx.site.public.iter().flatten().map(|p| p.path.as_str()).collect();
    let mut found = Standing { new: Vec::new(), kept: 0, old: Vec::new(), lost: Vec::new() };
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

/// Reports published addresses and block ids that are there no more, and entries of site.yaml that do not fit.
pub fn check(ctx: &Ctx, report: &mut Report) {
    let site = ctx.site;
    check_rooted_links(ctx, report);
    check_static_paths(ctx, report);
    if site.public.is_none() && ctx.origin().is_some() {
        let message = "nothing remembers which addresses of this site are published";
        let help = "run `agon addresses --accept` and commit content/addresses.txt";
        report.push(
            Diagnostic::in_file(&codes::NO_ADDRESS_LIST, "content/addresses.txt", message)
                .help(help),
        );
    }
    if site.public.is_none() && site.gone.is_empty() && site.moved.is_empty() {
        return;
    }
    let today = Today::of(ctx);
    declared(ctx, &today, report);
    let lost: Vec<&Public> =
        site.public.iter().flatten().filter(|p| !is_there(ctx, &today.paths, &p.path)).collect();
    Lost::new(ctx, &today.all).report(&lost, report);
    for page in site.public.iter().flatten() {
        blocks(ctx, &today, page, report);
    }
}

/// `gone:` and `moved:` against what is made.
fn declared(ctx: &Ctx, today: &Today, report: &mut Report) {
    let living = |path: &str| {
        today
            .all
            .iter()
            .find(|a| !a.old && (a.path == path || path.ends_with('/') && a.path.starts_with(path)))
    };
    let mut there = |span: Span, path: &str, word: &str| {
        if let Some(found) = living(path) {
            let message = format!("{path} is declared {word}, and {} is made", found.path);
            let help = format!("remove the entry from `{word}:`, or the text that makes the page");
            report.push(Diagnostic::at(&codes::GONE_BUT_MADE, span, message).help(help));
        }
    };
    ctx.site.gone.iter().for_each(|g| there(g.span, &g.path, "gone"));
    ctx.site.moved.iter().for_each(|m| there(m.span, &m.from, "moved"));
    for moved in &ctx.site.moved {
        let to = moved.to.split('#').next().unwrap_or_default();
        if today.by_path(to).is_none_or(|a| a.old) {
            let paths = today.all.iter().filter(|a| !a.old).map(|a| a.path.as_str());
            let near = suggest::nearest(to, paths, 1);
            let hint = near.first().map_or(String::new(), |n| format!("; did you mean \"{n}\"?"));
            let message = format!(
                "{} is declared moved to \"{}\", and there is no such page{hint}",
                moved.from, moved.to
            );
            let found = Diagnostic::at(&codes::MOVED_TO_NOTHING, moved.span, message);
            report.push(match near.first() {
                Some(path) => found.fix(moved.span, *path),
                None => found.help("write the path of a page from the site's root, such as topics/wages/index.html"),
            });
        }
    }
}

/// Published block ids that are not on their page any more. Those of an old address are looked for where it leads.
fn blocks(ctx: &Ctx, today: &Today, page: &Public, report: &mut Report) {
    let Some(doc) = today.by_path(&page.path).and_then(|a| a.doc) else { return };
    let Some(now) = today.by_doc.get(&doc).map(|n| &today.all[*n]) else { return };
    for (id, span) in page.anchors.iter().filter(|(id, _)| !now.anchors.contains(id)) {
        let elsewhere = today.all.iter().find(|a| a.doc.is_some() && a.anchors.contains(id));
        let moved =
            elsewhere.map_or(String::new(), |a| format!("; {} has a passage of this id", a.path));
        let message = format!(
            "the passage #{id} was published on {} and is not there any more{moved}",
            page.path
        );
        let file = &ctx.files.get(ctx.site.doc(doc).file).path;
        let help = format!(
            "put ^{id} at the end of the passage in {file} that says the same now, or remove #{id} from this line if it is not missed"
        );
        report.push(Diagnostic::at(&codes::REMOVED_BLOCK, *span, message).help(help));
    }
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
                let _ = write!(text, " #{id}");
            }
            text.push('\n');
            text
        })
    })
}

/// The addresses of today, to look things up in.
struct Today {
    all: Vec<Address>,
    paths: HashSet<String>,
    by_doc: BTreeMap<DocId, usize>,
}

impl Today {
    fn of(ctx: &Ctx) -> Today {
        let all = addresses(ctx);
        let paths = all.iter().map(|a| a.path.clone()).collect();
        let living = all.iter().enumerate().filter(|(_, a)| !a.old);
        let by_doc = living.filter_map(|(n, a)| Some((a.doc?, n))).collect();
        Today { paths, by_doc, all }
    }

    fn by_path(&self, path: &str) -> Option<&Address> {
        self.all.binary_search_by(|a| a.path.as_str().cmp(path)).ok().map(|n| &self.all[n])
    }
}
