//! Links from the site's root, such as `/sources/index.html`: which pages they name.

use crate::diagnostics::{Report, codes, suggest};
use crate::model::LinkTarget;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::plan::plan;
use crate::source::Span;
use percent_encoding::percent_decode_str;
use std::collections::HashSet;

/// The page that an address from the site's root names; its query and fragment do not count.
pub(crate) fn rooted_page(ctx: &Ctx, address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or(address).trim_start_matches('/');
    let path = percent_decode_str(path).decode_utf8_lossy();
    let is_folder = path.is_empty() || path.ends_with('/');
    let path = if is_folder { format!("{path}index.html") } else { path.into_owned() };
    page_paths(ctx).contains(&path).then_some(path)
}

fn page_paths<'c>(ctx: &'c Ctx) -> &'c HashSet<String> {
    ctx.tables.page_paths.get_or_init(|| plan(ctx).iter().map(|route| route.path(ctx)).collect())
}

/// Reports links from the site's root that name no page.
pub fn check_rooted_links(ctx: &Ctx, report: &mut Report) {
    for doc in &ctx.site.docs {
        let base = doc.body as usize;
        for (reference, target) in doc.tree.references.iter().zip(&doc.targets) {
            if *target != LinkTarget::Rooted {
                continue;
            }
            let body = &ctx.files.get(doc.file).body[base..];
            let address = doc.tree.address(body, reference);
            let is_page = rooted_page(ctx, address).is_some();
            let has_fragment = address.split_once('#').is_some_and(|(_, id)| !id.is_empty());
            if is_page && !has_fragment {
                continue;
            }
            let path = address.trim_start_matches('/');
            let near = suggest::nearest(path, page_paths(ctx).iter().map(String::as_str), 1);
            let hint = near.first().map_or(String::new(), |n| format!("; did you mean \"/{n}\"?"));
            let range = reference.range();
            let span = Span::new(doc.file, base + range.start..base + range.end);
            let message = match is_page {
                true => format!("\"{address}\" has a fragment, which is not known from the root"),
                false => format!("the site has no page and no file \"{address}\"{hint}"),
            };
            report.add(
                &codes::UNKNOWN_PATH,
                span,
                message,
                "name a page of the built site, a file under static/, or use a wiki link",
            );
        }
    }
}
