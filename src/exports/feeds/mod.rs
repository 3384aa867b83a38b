//! Files for other machines: feeds as Atom and JSON Feed, a list of them all, the site map, robots.txt.
//!
//! Takes the site and a renderer, gives files. Templates write XML and the words of an entry; JSON is written here. What
//! stands in a feed is made in `view/feed/`. Without an address of the site there is robots.txt alone.

mod json;
mod xml;

use crate::diagnostics::Diagnostic;
use crate::pages::render::Renderer;
use crate::pages::{Ctx, Feed, Item, MOST, Url, directory, urls};
use crate::source::Artifact;
use serde::Serialize;

/// A template failed.
pub type Failure = Box<Diagnostic>;

/// An entry with its words.
#[derive(Serialize)]
struct Entry<'a> {
    item: &'a Item,
    title: String,
    /// HTML with whole addresses.
    content: String,
}

/// What a feed's template gets.
#[derive(Serialize)]
struct Shown<'a> {
    feed: &'a Feed,
    entries: Vec<Entry<'a>>,
}

/// A feed as Atom and as JSON Feed, in the order of its paths.
pub fn files(renderer: &Renderer, feed: &Feed) -> Result<[Vec<u8>; 2], Failure> {
    let entries =
        feed.items.iter().map(|item| entry(renderer, feed, item)).collect::<Result<_, _>>()?;
    let shown = Shown { feed, entries };
    let atom = xml::allowed(renderer.render("feeds/atom.xml", &shown)?);
    Ok([atom.into_bytes(), json::feed(&shown).into_bytes()])
}

fn entry<'a>(renderer: &Renderer, feed: &Feed, item: &'a Item) -> Result<Entry<'a>, Failure> {
    #[derive(Serialize)]
    struct One<'a> {
        item: &'a Item,
        root: &'a str,
    }
    let one = One { item, root: &feed.root };
    let page = item.url.split('#').next().unwrap_or_default();
    let title = renderer.render("feeds/title.txt", &one)?;
    let content = xml::whole_addresses(&renderer.render("feeds/entry.html", &one)?, page);
    Ok(Entry { item, title: title.split_whitespace().collect::<Vec<_>>().join(" "), content })
}

/// The list of feeds, the site map in as many files as it needs, robots.txt. A file of static/ goes before ours.
pub fn others(ctx: &Ctx, renderer: &Renderer) -> Result<Vec<Artifact>, Failure> {
    let mut out = Vec::new();
    let mut add = |path: String, text: String| {
        out.push(Artifact { path, bytes: xml::allowed(text).into_bytes() })
    };
    let origin = ctx.origin();
    if !ctx.channels.is_empty() {
        add(crate::pages::OPML.into(), renderer.render("feeds/opml.xml", &directory(ctx))?);
    }
    if let Some(origin) = origin {
        for (path, text) in site_map(renderer, origin, &urls(ctx), MOST)? {
            add(path, text);
        }
    }
    #[derive(Serialize)]
    struct Robots<'a> {
        origin: Option<&'a str>,
    }
    add("robots.txt".into(), renderer.render("feeds/robots.txt", &Robots { origin })?);
    out.retain(|file| !ctx.site.has_static(&file.path));
    Ok(out)
}

/// One file, or an index and a file for each `most` addresses.
fn site_map(
    renderer: &Renderer,
    origin: &str,
    urls: &[Url],
    most: usize,
) -> Result<Vec<(String, String)>, Failure> {
    #[derive(Serialize)]
    struct Map<'a> {
        urls: &'a [Url],
    }
    if urls.len() <= most {
        return Ok(vec![(
            "sitemap.xml".into(),
            renderer.render("feeds/sitemap.xml", &Map { urls })?,
        )]);
    }
    let (mut files, mut parts) = (Vec::new(), Vec::new());
    for (n, urls) in urls.chunks(most).enumerate() {
        let path = format!("sitemap.{}.xml", n + 1);
        parts.push(Url {
            address: format!("{origin}/{path}"),
            changed: urls.iter().filter_map(|u| u.changed.clone()).max(),
        });
        files.push((path, renderer.render("feeds/sitemap.xml", &Map { urls })?));
    }
    files.insert(
        0,
        ("sitemap.xml".into(), renderer.render("feeds/sitemaps.xml", &Map { urls: &parts })?),
    );
    Ok(files)
}

#[cfg(test)]
mod tests;
