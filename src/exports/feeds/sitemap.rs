//! The list of feeds, the site map and robots.txt.

use super::feed::Failure;
use super::xml::allowed;
use crate::pages::render::Renderer;
use crate::pages::{Ctx, FeedFormat, MOST, OPML, RSS_OPML, SitemapUrl, directory, urls};
use crate::source::OutputFile;
use serde::Serialize;

#[derive(Serialize)]
struct RobotsPage<'a> {
    origin: Option<&'a str>,
}

#[derive(Serialize)]
struct SitemapPage<'a> {
    urls: &'a [SitemapUrl],
}

/// The list of feeds, the site map in as many files as it needs, robots.txt. A file of static/ replaces one of these.
///
/// # Errors
/// If a template fails.
pub fn others(ctx: &Ctx, renderer: &Renderer) -> Result<Vec<OutputFile>, Failure> {
    let mut files = Vec::new();
    let origin = ctx.origin();
    if !ctx.tables.channels.is_empty() {
        let list = directory(ctx, FeedFormat::Atom);
        files.push((OPML.into(), renderer.render("feeds/opml.xml", &list)?));
        if ctx.site.config.feed_rss {
            let list = directory(ctx, FeedFormat::Rss);
            files.push((RSS_OPML.into(), renderer.render("feeds/opml.xml", &list)?));
        }
    }
    if let Some(origin) = origin {
        files.extend(sitemap(renderer, origin, &urls(ctx), MOST)?);
    }
    let robots = renderer.render("feeds/robots.txt", &RobotsPage { origin })?;
    files.push(("robots.txt".into(), robots));
    files.retain(|(path, _)| !ctx.site.has_static(path));
    let files = files.into_iter();
    Ok(files.map(|(path, text)| OutputFile { path, bytes: allowed(text).into_bytes() }).collect())
}

/// One file, or an index and a file for each `most` addresses.
fn sitemap(
    renderer: &Renderer,
    origin: &str,
    urls: &[SitemapUrl],
    most: usize,
) -> Result<Vec<(String, String)>, Failure> {
    let path = String::from("sitemap.xml");
    if urls.len() <= most {
        return Ok(vec![(path, renderer.render("feeds/sitemap.xml", &SitemapPage { urls })?)]);
    }
    let (mut files, mut parts) = (Vec::new(), Vec::new());
    for (urls, number) in urls.chunks(most).zip(1..) {
        let path = format!("sitemap.{number}.xml");
        parts.push(SitemapUrl {
            address: format!("{origin}/{path}"),
            changed: urls.iter().filter_map(|url| url.changed.clone()).max(),
        });
        files.push((path, renderer.render("feeds/sitemap.xml", &SitemapPage { urls })?));
    }
    let index = renderer.render("feeds/sitemaps.xml", &SitemapPage { urls: &parts })?;
    files.insert(0, (path, index));
    Ok(files)
}

#[cfg(test)]
#[path = "sitemap_tests.rs"]
mod tests;
