//! Pages at old addresses: one that leads to where a text is now, one that says that it was removed.

use crate::pages::components::link::{Link, When, link};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::old_url::{GoneUrl, OldUrl, RedirectTarget};
use crate::pages::routes::redirect::target_path;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct RedirectPage {
    page: PageHead,
    to: Link,
    /// The whole address of the new page, where the site has one of its own.
    address: Option<String>,
    /// The passages that were published there, by their ids: for browsers without scripts.
    passages: Vec<Link>,
}

pub(crate) fn redirect(ctx: &Ctx, route: &PageRoute, old: OldUrl) -> RedirectPage {
    let page = Page::new(ctx, route.path(ctx));
    let path = target_path(ctx, &old.to);
    let to = match &old.to {
        RedirectTarget::Target(target) => link(&page, *target),
        RedirectTarget::Path(path) => Link { href: page.to(path), text: path.clone() },
    };
    let address = ctx.origin().map(|origin| format!("{origin}/{path}"));
    let mut passages = Vec::new();
    for published in ctx.site.public.iter().flatten().filter(|page| page.path == old.from) {
        for (id, _) in &published.anchors {
            passages.push(Link { href: format!("{}#{id}", to.href), text: id.clone() });
        }
    }
    RedirectPage { page: PageHead::new(&page, "redirect", to.text.clone()), to, address, passages }
}

/// A page that says that its content was removed.
#[derive(Serialize)]
pub struct GonePage {
    page: PageHead,
    date: Option<When>,
    reason: Option<String>,
}

pub(crate) fn gone(ctx: &Ctx, route: &PageRoute, gone: GoneUrl) -> GonePage {
    let page = Page::new(ctx, route.path(ctx));
    let entry = &ctx.site.gone[gone.entry];
    GonePage {
        date: entry.date.map(When::from),
        reason: entry.reason.typeset(ctx.site.quotation_marks()),
        page: PageHead::new(&page, "gone", ""),
    }
}
