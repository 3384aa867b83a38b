//! Checks links from the site's root that name no document: pages that agon makes, such as `/tensions.html#who-leads-ten-may`.

use crate::diagnostics::{KnownNames, Report, SearchLimit, codes};
use crate::model::LinkTarget;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::plan::RouteTable;
use crate::pages::routes::rooted::{page_paths, rooted_page};
use crate::pages::views::page_view::view;
use crate::source::Span;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// Reports links from the site's root that name no page, or no passage of their page.
pub fn check_rooted_links(ctx: &Ctx, report: &mut Report) {
    let mut links = RootedLinks::new(ctx, report);
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
            links.check(address, span);
        }
    }
    for item in ctx.site.config.menu.iter().filter(|item| item.target == LinkTarget::Rooted) {
        links.check(&item.address, item.span);
    }
}

struct RootedLinks<'c> {
    ctx: &'c Ctx<'c>,
    /// The paths of all pages, for a path that none has.
    paths: OnceCell<KnownNames<&'c str>>,
    searches: SearchLimit,
    routes: OnceCell<RouteTable>,
    /// The ids on pages that links with a fragment lead to.
    passages: HashMap<String, HashSet<String>>,
    report: &'c mut Report,
}

impl<'c> RootedLinks<'c> {
    fn new(ctx: &'c Ctx<'c>, report: &'c mut Report) -> Self {
        let (paths, routes) = (OnceCell::new(), OnceCell::new());
        let (searches, passages) = (SearchLimit::in_order(), HashMap::new());
        RootedLinks { ctx, paths, searches, routes, passages, report }
    }

    fn check(&mut self, address: &str, span: Span) {
        let fragment = address.split_once('#').map_or("", |(_, fragment)| fragment);
        let id = percent_decode_str(fragment).decode_utf8_lossy();
        let Some(page) = rooted_page(self.ctx, address) else {
            let paths = || KnownNames::new(page_paths(self.ctx).iter().map(String::as_str));
            let nearest =
                || self.paths.get_or_init(paths).nearest_one(address.trim_start_matches('/'));
            let near = self.searches.take(span.file).then(nearest).flatten();
            let hint = near.map_or(String::new(), |n| format!("; did you mean \"/{n}\"?"));
            let message = format!("the site has no page and no file \"{address}\"{hint}");
            let help = "name a page of the built site, a file under static/, or use a wiki link";
            self.report.add(&codes::UNKNOWN_PATH, span, message, help);
            return;
        };
        if !id.is_empty() && !self.has_passage(&page, &id) {
            let message = format!("the page \"/{page}\" has no passage \"#{id}\"");
            let help = "name the id of a passage, or leave the fragment out";
            self.report.add(&codes::UNKNOWN_FRAGMENT, span, message, help);
        }
    }

    /// Whether a page has a passage with an id.
    fn has_passage(&mut self, page: &str, id: &str) -> bool {
        if !self.passages.contains_key(page) {
            let mut ids = HashSet::new();
            let routes = self.routes.get_or_init(|| RouteTable::new(self.ctx));
            if let Some(route) = routes.find(page)
                && let Ok(data) = serde_json::to_value(view(self.ctx, route))
            {
                collect_ids(&data, &mut ids);
            }
            self.passages.insert(page.to_string(), ids);
        }
        self.passages[page].contains(id)
    }
}

/// Collects the ids of passages and those in their HTML.
fn collect_ids(data: &Value, ids: &mut HashSet<String>) {
    match data {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(id) if key == "id" => drop(ids.insert(id.clone())),
                    value => collect_ids(value, ids),
                }
            }
        }
        Value::Array(values) => {
            for value in values {
                collect_ids(value, ids);
            }
        }
        Value::String(html) => {
            for part in html.split(" id=\"").skip(1) {
                let id = part.split('"').next().unwrap_or_default();
                ids.insert(id.to_string());
            }
        }
        _ => {}
    }
}
