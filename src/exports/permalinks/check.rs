//! Checks that published URLs and block ids still exist, and the entries of site.yaml about them.

use super::broken_urls::BrokenUrls;
use super::url_index::UrlIndex;
use crate::diagnostics::{Diagnostic, KnownNames, Report, SearchLimit, codes};
use crate::model::*;
use crate::pages::{Address, Ctx, is_there};
use crate::source::Span;
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

/// Reports published addresses and block ids that are there no more, and entries of site.yaml that do not fit.
pub fn check(ctx: &Ctx, report: &mut Report) {
    let site = ctx.site;
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
    // What a file that cannot be read holds is not removed.
    let unreadable = [
        &codes::NOT_UTF8,
        &codes::UNREADABLE,
        &codes::YAML_SYNTAX,
        &codes::DUPLICATE_KEY,
        &codes::NO_FRONT_MATTER,
    ];
    if unreadable.iter().any(|code| report.contains(code)) {
        return;
    }
    let today = UrlIndex::new(ctx);
    declared(ctx, &today, report);
    let lost: Vec<&PublicAddress> =
        site.public.iter().flatten().filter(|p| !is_there(ctx, &today.paths, &p.path)).collect();
    BrokenUrls::new(ctx, &today.all).report(&lost, report);
    let by_anchor = today.by_anchor();
    for page in site.public.iter().flatten() {
        blocks(ctx, &today, &by_anchor, page, report);
    }
}

/// `gone:` and `moved:` against what is made.
fn declared(ctx: &Ctx, today: &UrlIndex, report: &mut Report) {
    let living = |path: &str| {
        let start = today.all.partition_point(|a| a.path.as_str() < path);
        let covered = today.all[start..]
            .iter()
            .take_while(|a| a.path == path || path.ends_with('/') && a.path.starts_with(path));
        covered.into_iter().find(|a| !a.old)
    };
    let mut there = |span: Span, path: &str, word: &str| {
        if let Some(found) = living(path) {
            let message = format!("{path} is declared {word}, and {} is made", found.path);
            let help = format!("remove the entry from `{word}:`, or the text that makes the page");
            report.add(&codes::GONE_BUT_MADE, span, message, help);
        }
    };
    for g in &ctx.site.gone {
        there(g.span, &g.path, "gone");
    }
    for m in &ctx.site.moved {
        there(m.span, &m.from, "moved");
    }
    let made = || today.all.iter().filter(|address| !address.old);
    let known = LazyCell::new(|| KnownNames::new(made().map(|address| address.path.as_str())));
    let searches = SearchLimit::in_order();
    for moved in &ctx.site.moved {
        let to = moved.to.split('#').next().unwrap_or_default();
        if today.by_path(to).is_none_or(|a| a.old) {
            let near = searches.take(moved.span.file).then(|| known.nearest_one(to)).flatten();
            let hint = near.map_or(String::new(), |n| format!("; did you mean \"{n}\"?"));
            let message = format!(
                "{} is declared moved to \"{}\", and there is no such page{hint}",
                moved.from, moved.to
            );
            let found = Diagnostic::at(&codes::MOVED_TO_NOTHING, moved.span, message);
            report.push(match near {
                Some(path) => found.fix(moved.span, *path),
                None => found.help("write the path of a page from the site's root, such as topics/wages/index.html"),
            });
        }
    }
}

/// Published block ids that are not on their page any more. Those of an old address are looked for where it leads.
fn blocks(
    ctx: &Ctx,
    today: &UrlIndex,
    by_anchor: &HashMap<&str, &Address>,
    page: &PublicAddress,
    report: &mut Report,
) {
    let Some(doc) = today.by_path(&page.path).and_then(|a| a.doc) else { return };
    let Some(now) = today.by_doc.get(&doc).map(|n| &today.all[*n]) else { return };
    let there: HashSet<&str> = now.anchors.iter().map(|id| id.as_str()).collect();
    for (id, span) in page.anchors.iter().filter(|(id, _)| !there.contains(id.as_str())) {
        let elsewhere = by_anchor.get(id.as_str());
        let moved =
            elsewhere.map_or(String::new(), |a| format!("; {} has a passage of this id", a.path));
        let message = format!(
            "the passage #{id} was published on {} and is not there any more{moved}",
            page.path
        );
        let file = &ctx.files.get(ctx.site.doc(doc).file).path;
        let help = format!(
            "write (alias:: {id}) at the passage in {file} that says the same now, or remove #{id} from this line if it is not missed"
        );
        report.add(&codes::REMOVED_BLOCK, *span, message, help);
    }
}
