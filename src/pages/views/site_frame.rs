//! The menu, the logo, the icon and the profiles that every page has around it.

use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::rooted::rooted_page;
use crate::source::media;
use serde::Serialize;

/// An entry of the menu.
#[derive(Serialize)]
pub struct MenuLink {
    /// A path from the site's root, or a whole address.
    pub href: String,
    pub text: String,
    /// Whether it leads out of the site.
    pub external: bool,
    /// The page that it leads to; `None` for files and other sites.
    pub path: Option<String>,
    /// The topic that it leads to, by its index in `topics`.
    pub topic: Option<usize>,
}

#[derive(Serialize)]
pub struct LogoView {
    /// Its path from the site's root.
    pub src: String,
    /// Its alternative text; empty where the title is next to it.
    pub alt: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// The icon of the site in a browser's tab.
#[derive(Serialize)]
pub struct Favicon {
    pub src: String,
    pub media: &'static str,
}

/// The menu, without what a site of the past does not have.
pub(crate) fn menu(ctx: &Ctx) -> Vec<MenuLink> {
    ctx.site.config.menu.iter().filter_map(|item| menu_link(ctx, item)).collect()
}

fn menu_link(ctx: &Ctx, item: &MenuItem) -> Option<MenuLink> {
    let site = ctx.site;
    let fragment = item.address.find('#').map_or("", |at| &item.address[at..]);
    let (href, path, name) = match &item.target {
        LinkTarget::Site(target) => {
            let target = *target;
            if !site.is_visible(target) {
                return None;
            }
            let (path, anchor) = ctx.tables.paths.of(site, target);
            let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
            (format!("{path}{anchor}"), Some(path.to_string()), ctx.name(target))
        }
        LinkTarget::Section(doc, n) => {
            let path = ctx.tables.paths.doc(*doc);
            let anchor = &site.doc(*doc).sections[*n as usize].anchor.name;
            (format!("{path}#{anchor}"), Some(path.to_string()), ctx.doc_name(*doc))
        }
        LinkTarget::Rooted => {
            let path = rooted_page(ctx, &item.address)?;
            (format!("{path}{fragment}"), Some(path), String::new())
        }
        LinkTarget::File(n) => {
            (format!("{}{fragment}", site.statics[*n as usize]), None, String::new())
        }
        LinkTarget::Attachment(n) => {
            let path = ctx.files.assets()[*n as usize].published_path();
            (format!("{path}{fragment}"), None, String::new())
        }
        LinkTarget::External => (item.address.clone(), None, String::new()),
        LinkTarget::Footnote(_) | LinkTarget::Unresolved => return None,
    };
    let topic = match item.target {
        LinkTarget::Site(Target::Topic(topic)) => Some(ctx.shown_topic(topic)),
        _ => None,
    };
    Some(MenuLink {
        href,
        text: item.text.as_ref().map_or(name, |text| text.typeset(site.quotation_marks())),
        external: item.target == LinkTarget::External,
        path,
        topic,
    })
}

pub(crate) fn logo(ctx: &Ctx) -> Option<LogoView> {
    let logo = ctx.site.config.logo.as_ref()?;
    let asset = ctx.files.find_asset(&format!("static/{}", logo.path));
    let size = asset.and_then(|n| ctx.files.assets()[n as usize].size);
    Some(LogoView {
        src: logo.path.clone(),
        alt: logo.alt.typeset(ctx.site.quotation_marks()),
        width: size.map(|size| size.width),
        height: size.map(|size| size.height),
    })
}

pub(crate) fn favicon(ctx: &Ctx) -> Favicon {
    let src = ctx.site.config.favicon.clone().unwrap_or_else(|| "img/favicon.svg".to_string());
    Favicon { media: media::kind(&src), src }
}
