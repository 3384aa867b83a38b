use super::*;
use crate::model::Site;
use crate::pages::shared;
use crate::source::{Files, SourceFile};

fn renderer() -> Renderer {
    let template = |path: &str, body: &str| SourceFile { path: path.into(), body: body.into() };
    let templates = [
        template("feeds/sitemap.xml", include_str!("../../../templates/feeds/sitemap.xml")),
        template("feeds/sitemaps.xml", include_str!("../../../templates/feeds/sitemaps.xml")),
    ];
    let (site, files) = (Site::default(), Files::default());
    let shared = shared(&Ctx::new(&site, &files), &Default::default());
    Renderer::new(&templates, &shared, &mut Default::default()).expect("the templates can be read")
}

fn url(n: usize) -> SitemapUrl {
    SitemapUrl {
        address: format!("https://a.example/{n}.html"),
        changed: (n == 3).then(|| "2026-06-04".into()),
    }
}

#[test]
fn a_site_map_of_more_addresses_than_one_may_have_is_an_index_of_several() {
    let urls: Vec<SitemapUrl> = (0..5).map(url).collect();
    let files = sitemap(&renderer(), "https://a.example", &urls, 2).unwrap();
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["sitemap.xml", "sitemap.1.xml", "sitemap.2.xml", "sitemap.3.xml"]);
    let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
        <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
        <sitemap><loc>https://a.example/sitemap.1.xml</loc></sitemap>\n\
        <sitemap><loc>https://a.example/sitemap.2.xml</loc><lastmod>2026-06-04</lastmod></sitemap>\n\
        <sitemap><loc>https://a.example/sitemap.3.xml</loc></sitemap>\n</sitemapindex>\n";
    assert_eq!(files[0].1, expected);
    let counts: Vec<usize> =
        files[1..].iter().map(|(_, text)| text.matches("<loc>").count()).collect();
    assert_eq!(counts, [2, 2, 1]);
}

#[test]
fn a_site_map_that_fits_is_one_file() {
    let urls: Vec<SitemapUrl> = (0..2).map(url).collect();
    let files = sitemap(&renderer(), "https://a.example", &urls, 2).unwrap();
    assert_eq!(files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["sitemap.xml"]);
}
