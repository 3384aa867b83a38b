//! Feeds as other programs read them: feedparser (PyPI), Python's own XML parser, serde_json.

use crate::programs::{output, program, python};
use crate::support::folder::Tree;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const FEEDPARSER: [&str; 1] = ["feedparser==6.0.11"];

/// One feed, as feedparser gives it.
#[derive(Deserialize)]
pub(super) struct Feed {
    pub title: String,
    pub id: String,
    pub updated: String,
    pub author: String,
    pub own: String,
    pub home: String,
    pub entries: Vec<Entry>,
}

#[derive(Deserialize)]
pub(super) struct Entry {
    pub id: String,
    pub title: String,
    pub link: String,
    pub updated: String,
    pub published: String,
    /// `text/html` where the content was escaped HTML.
    pub form: String,
    pub content: String,
}

/// An element of an XML file, in the file's order.
#[derive(Deserialize)]
pub(super) struct Element {
    pub name: String,
    pub text: String,
    pub attributes: BTreeMap<String, String>,
}

/// Every Atom feed below a folder, by its path. A feed that feedparser finds ill-formed is a failure.
pub(super) fn feeds(dir: &Path) -> BTreeMap<String, Feed> {
    let script = r#"
import feedparser, json, pathlib, sys
feedparser.SANITIZE_HTML = False
root, found = pathlib.Path(sys.argv[1]), {}
link = lambda d, rel: next((l.href for l in d.links if l.rel == rel), "")
for path in sorted(root.rglob("*.feed.xml")):
    d = feedparser.parse(path.read_bytes())
    assert not d.bozo and d.version == "atom10", (path, d.get("bozo_exception"), d.version)
    f = d.feed
    found[str(path.relative_to(root))] = dict(title=f.title, id=f.id, updated=f.updated, author=f.author,
        own=link(f, "self"), home=link(f, "alternate"), entries=[dict(id=e.id, title=e.title, link=e.link,
        updated=e.updated, published=e.get("published", ""), form=e.content[0].type, content=e.content[0].value)
        for e in d.entries])
print(json.dumps(found))
"#;
    let said = python(&FEEDPARSER, script, &[dir.as_os_str()], "");
    serde_json::from_str(&said).expect("feeds as the script writes them")
}

/// The elements of an XML text.
pub(super) fn xml(text: &str) -> Vec<Element> {
    let script = r#"
import json, sys, xml.etree.ElementTree as tree
print(json.dumps([dict(name=e.tag.split("}")[-1], text=(e.text or "").strip(), attributes=dict(e.attrib))
    for e in tree.parse(sys.stdin.buffer).getroot().iter()]))
"#;
    serde_json::from_str(&output(program("python3").args(["-c", script]), text)).expect("elements")
}

/// The rules of Atom (RFC 4287) and JSON Feed 1.1 that validators look at, for every feed of a site.
pub(super) fn assert_valid(dir: &Path, files: &Tree, base: &str) {
    let all = feeds(dir);
    assert!(!all.is_empty(), "there are feeds");
    let mut wrong: Vec<String> = Vec::new();
    let mut rule = |holds: bool, path: &str, what: &str| {
        wrong.extend((!holds).then(|| format!("{path}: {what}")))
    };
    for (path, feed) in &all {
        let ids: BTreeSet<&str> = feed.entries.iter().map(|e| e.id.as_str()).collect();
        rule(ids.len() == feed.entries.len(), path, "every id stands once");
        rule(feed.own == format!("{base}/{path}") && feed.id == feed.own, path, "it names itself");
        rule(files.contains_key(&feed.home[base.len() + 1..]), path, "its page is there");
        rule(
            !feed.title.is_empty() && !feed.author.is_empty(),
            path,
            "it has a title and an author",
        );
        rule(
            feed.entries.iter().all(|e| e.updated <= feed.updated),
            path,
            "it is as new as its newest entry",
        );
        rule(
            feed.entries.is_sorted_by(|a, b| a.updated >= b.updated),
            path,
            "the newest comes first",
        );
        let mut stamps =
            feed.entries.iter().flat_map(|e| [&e.updated, &e.published]).filter(|s| !s.is_empty());
        rule(stamps.all(|s| is_stamp(s)) && is_stamp(&feed.updated), path, "days are RFC 3339");
        for e in &feed.entries {
            rule(e.form == "text/html" && e.content.contains("<p"), &e.id, "its content is HTML");
            rule(!e.title.is_empty() && !e.title.contains('\n'), &e.id, "it has a title");
            rule(
                e.published.is_empty() || e.published <= e.updated,
                &e.id,
                "it came before it changed",
            );
            let page = e.link.strip_prefix(base).and_then(|p| p[1..].split('#').next());
            rule(page.is_some_and(|p| files.contains_key(p)), &e.id, "its page is there");
            for address in
                e.content.split(" href=\"").skip(1).chain(e.content.split(" src=\"").skip(1))
            {
                let whole =
                    ["https://", "http://", "mailto:"].iter().any(|s| address.starts_with(s));
                rule(whole, &e.id, "addresses are whole");
            }
            rule(
                !e.content.contains("<script") && !e.content.contains(" style="),
                &e.id,
                "nothing in it runs",
            );
        }
        let json: Value =
            serde_json::from_slice(&files[&path.replace(".xml", ".json")]).expect("a JSON Feed");
        rule(
            json["version"] == "https://jsonfeed.org/version/1.1",
            path,
            "the version of JSON Feed",
        );
        rule(
            json["title"] == feed.title && json["home_page_url"] == feed.home,
            path,
            "one feed in two formats",
        );
        rule(
            json["feed_url"] == format!("{base}/{}", path.replace(".xml", ".json")),
            path,
            "JSON names itself",
        );
        let items = json["items"].as_array().expect("items");
        let shown = |i: &Value| {
            ["id", "url", "title", "date_modified"].map(|k| i[k].as_str().unwrap_or("").to_string())
        };
        let items: Vec<[String; 4]> = items.iter().map(shown).collect();
        let entries =
            feed.entries.iter().map(|e| [&e.id, &e.link, &e.title, &e.updated].map(String::clone));
        rule(items == entries.collect::<Vec<_>>(), path, "both have the same entries");
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn is_stamp(text: &str) -> bool {
    text.strip_suffix("T00:00:00Z")
        .is_some_and(|day| day.len() == 10 && agon::model::Date::parse(day).is_some())
}
