//! Checks links from the site's root that name no document: pages that agon makes, such as `/tensions.html#who-leads-ten-may`.

use crate::diagnostics::{Report, codes, suggest};
use crate::model::LinkTarget;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::plan::plan;
use crate::pages::routes::rooted::{page_paths, rooted_page};
use crate::pages::views::page_view::view;
use crate::source::Span;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// Reports links from the site's root that name no page, or no passage of their page.
pub fn check_rooted_links(ctx: &Ctx, report: &mut Report) {
    for doc in &ctx.site.docs {
        let base = doc.body as usize;
        for (reference, target) in doc.tree.references.iter().zip(&doc.targets) {
            if *target != LinkTarget::Rooted {
                continue;
            }
            let body = &ctx.files.get(doc.file).body[base..];
            let address = doc.tree.address(body, reference);
            let range = reference.range();
            let span = Span::new(doc.file, base + range.start..base + range.end);
            check_rooted(ctx, address, span, report);
        }
    }
    for item in ctx.site.config.menu.iter().filter(|item| item.target == LinkTarget::Rooted) {
        check_rooted(ctx, &item.address, item.span, report);
    }
}

fn check_rooted(ctx: &Ctx, address: &str, span: Span, report: &mut Report) {
    let fragment = address.split_once('#').map_or("", |(_, fragment)| fragment);
    let id = percent_decode_str(fragment).decode_utf8_lossy();
    let Some(page) = rooted_page(ctx, address) else {
        let path = address.trim_start_matches('/');
        let near = suggest::nearest(path, page_paths(ctx).iter().map(String::as_str), 1);
        let hint = near.first().map_or(String::new(), |n| format!("; did you mean \"/{n}\"?"));
        let message = format!("the site has no page and no file \"{address}\"{hint}");
        let help = "name a page of the built site, a file under static/, or use a wiki link";
        report.add(&codes::UNKNOWN_PATH, span, message, help);
        return;
    };
    if !id.is_empty() && !has_passage(ctx, &page, &id) {
        let message = format!("the page \"/{page}\" has no passage \"#{id}\"");
        let help = "name the id of a passage, or leave the fragment out";
        report.add(&codes::UNKNOWN_FRAGMENT, span, message, help);
    }
}

/// Whether a page has a passage with an id.
fn has_passage(ctx: &Ctx, page: &str, id: &str) -> bool {
    let routes = plan(ctx);
    let Some(route) = routes.iter().find(|route| route.path(ctx) == page) else { return false };
    let data = serde_json::to_value(view(ctx, route));
    data.is_ok_and(|data| has_id(&data, id))
}

fn has_id(data: &Value, id: &str) -> bool {
    match data {
        Value::Object(fields) => {
            fields.iter().any(|(key, value)| key == "id" && value == id || has_id(value, id))
        }
        Value::Array(values) => values.iter().any(|value| has_id(value, id)),
        Value::String(html) => html.contains(&format!(" id=\"{id}\"")),
        _ => false,
    }
}
