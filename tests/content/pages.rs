//! What a reader meets: the inventory, counted in the built pages by their classes, and the notices of corrections.

use crate::support::memory::TODAY;
use crate::{Gather, Journal, SHIPPED, Totals, cited_in, doc, errata, inventory, things};
use agon::build::pipeline::{self, Progress, Request, Strictness};
use agon::model::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// The built pages: path from the output folder, HTML.
static PAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder for the pages");
    let out = folder.path().join("public");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
    let request = Request {
        root,
        out: out.clone(),
        day: TODAY,
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Strict,
        output: agon::output::OutputOptions::default(),
    };
    let outcome = pipeline::build(&request, &Quiet).expect("the shipped site builds");
    assert!(outcome.summary.is_some(), "the shipped site has neither errors nor warnings");
    let mut pages = BTreeMap::new();
    let mut open = vec![out.clone()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).expect("a folder of pages") {
            let path = entry.expect("an entry of it").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "html") {
                let name = path
                    .strip_prefix(&out)
                    .expect("a page inside")
                    .to_string_lossy()
                    .replace('\\', "/");
                pages.insert(name, std::fs::read_to_string(&path).expect("a page"));
            }
        }
    }
    pages
});

struct Quiet;
impl Progress for Quiet {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

fn page(path: &str) -> &'static str {
    PAGES.get(path).unwrap_or_else(|| panic!("the site has the page {path}"))
}

/// The section of a page whose start tag has this attribute; empty where there is none.
fn section_with<'a>(html: &'a str, attribute: &str) -> &'a str {
    let start = html
        .match_indices("<section")
        .find(|(at, _)| html[*at..].split('>').next().unwrap().contains(attribute));
    start.map_or("", |(at, _)| html[at..].split("</section>").next().unwrap())
}

/// The journal as its built pages show it.
fn journal_on_pages(slug: &str) -> Journal {
    let mut cross_links = BTreeMap::new();
    let mut observations = BTreeMap::new();
    let mut gathers = Vec::new();
    let folder = format!("topics/{slug}/gathers/");
    let is_day = |name: &str| name.get(..10).is_some_and(|n| Date::parse(n).is_some());
    for (path, html) in PAGES.iter() {
        let Some(name) =
            path.strip_prefix(&folder).and_then(|n| n.strip_suffix(".html")).filter(|n| is_day(n))
        else {
            continue;
        };
        let links: Vec<&str> =
            section_with(html, "role-cross-links").split("<li id=\"").skip(1).collect();
        for link in &links {
            let target = link
                .split("/elsewhere/")
                .nth(1)
                .and_then(|l| l.split(".html").next())
                .unwrap_or("");
            *cross_links.entry(target.to_string()).or_insert(0) += 1;
        }
        let seen: Vec<&str> = html.split("class=\"observation observation-").skip(1).collect();
        for kind in seen.iter().map(|o| o.split('"').next().unwrap_or("").replace('-', " ")) {
            *observations.entry(kind).or_insert(0) += 1;
        }
        let sections = html.match_indices("<section aria-labelledby=\"s-");
        gathers.push(Gather {
            name: name.to_string(),
            sections: sections
                .filter(|(at, _)| !html[*at..].split('>').next().unwrap().contains("role-"))
                .count(),
            items: html.matches("class=\"note\"").count(),
            cross_links: links.len(),
            observations: seen.len(),
        });
    }
    // The update of a day follows its gather.
    gathers.sort_by_key(|g| g.name.replace("-update", "~"));
    let changelog = page(&format!("topics/{slug}/watch.html"))
        .split("<ol class=\"changelog\">")
        .nth(1)
        .unwrap_or("");
    Journal {
        topic: slug.to_string(),
        totals: Totals::of(&gathers),
        gathers,
        cross_links,
        observations,
        changelog: changelog.split("</ol>").next().unwrap_or("").matches("<li>").count(),
    }
}

#[test]
fn the_built_pages_show_the_journal_gather_by_gather() {
    let expected = inventory().journal;
    assert_eq!(journal_on_pages(&expected.topic), expected);
}

#[test]
fn the_built_page_of_the_thread_shows_all_its_sections() {
    let html = page("topics/open-vs-closed/threads/open-source-legitimacy-and-funding.html");
    let shown = |mark: &str| html.matches(mark).count();
    let events = section_with(html, "role-timeline").matches("<li id=\"").count();
    let found = [
        shown("class=\"question status-"),
        events,
        shown("class=\"perspective\""),
        shown("class=\"tension\""),
    ];
    let thread = doc("open-source-legitimacy-and-funding");
    assert_eq!(
        found,
        ["questions", "events", "perspectives", "tensions"].map(|name| things(thread, name))
    );
    let shown = |key: &&str| html.contains(&format!("/sources/{key}.html"));
    assert_eq!(
        cited_in(thread).into_iter().filter(|key| !shown(key)).collect::<Vec<_>>(),
        Vec::<&str>::new()
    );
}

/// Where a document's page is.
fn path_of(doc: &Doc) -> String {
    let folder = match doc.kind {
        DocKind::Topic => return format!("topics/{}/index.html", doc.slug),
        DocKind::Gather(_) => "gathers",
        DocKind::Thread { .. } => "threads",
        DocKind::Article(_) => "articles",
        DocKind::Page => return format!("{}.html", doc.slug),
        DocKind::Entity(_) => return format!("entities/{}.html", doc.slug),
    };
    let topic = doc.topic.map_or("", |t| SHIPPED.site.topic(t).slug.as_str());
    format!("topics/{topic}/{folder}/{}.html", doc.slug)
}

/// The HTML of one block of a page: from its anchor to the next; those of citations and footnote marks are inside.
fn block_html<'a>(html: &'a str, anchor: &str) -> &'a str {
    let start =
        html.find(&format!(" id=\"{anchor}\"")).unwrap_or_else(|| panic!("the page has #{anchor}"));
    let mut next = html[start + 1..].match_indices(" id=\"").map(|(at, _)| start + 1 + at);
    let end = next.find(|at| {
        !html[*at..].starts_with(" id=\"fnref-")
            && !html[*at..].starts_with(" id=\"cite-")
            && !html[*at..].starts_with(" id=\"notice-")
    });
    &html[start..end.unwrap_or(html.len())]
}

#[test]
fn the_notices_of_every_known_error_are_met_at_the_statements() {
    let site = &SHIPPED.site;
    let mut silent = Vec::new();
    for (name, erratum) in &errata() {
        for correction in &erratum.notices {
            let (topic, id) = correction.split_once('#').expect("a topic and a block id");
            let topic = site
                .topics
                .iter()
                .find(|t| t.slug == topic)
                .unwrap_or_else(|| panic!("the topic {topic}"));
            let from = site.block_named(topic.doc, id).unwrap_or_else(|| panic!("{correction}"));
            if site.relations_from(from).next().is_none() {
                silent.push(format!("{name}: {correction} is about no statement"));
            }
            for relation in site.relations_from(from) {
                let to = site.block(relation.to);
                let shown = block_html(page(&path_of(site.doc(to.doc))), &to.anchor.name);
                let notice = format!("notice-{} forward", relation.kind.word());
                // What the page says above is referred to.
                let leads_on =
                    shown.contains(&format!("#{id}\"")) || shown.contains("href=\"#notice-");
                if !(shown.contains(&notice) && leads_on) {
                    silent.push(format!(
                        "{name}: {correction} at {}#{}",
                        site.doc(to.doc).slug,
                        to.anchor.name
                    ));
                }
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}
