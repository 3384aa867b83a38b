//! RSS feeds keep the rules of RSS 2.0 (www.rssboard.org/rss-specification): what a channel and an item must have and may
//! have, the form of dates and addresses. Read with a small reader of XML that refuses what is not well-formed.

use crate::support::folder::Folder;
use chrono::DateTime;

/// An element with its words and the elements within.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn text_of<'e>(&'e self, name: &'e str) -> Option<&'e str> {
        self.all(name).next().map(|child| child.text.as_str())
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The root of a document; what is wrong with it where it is not well-formed.
fn read(xml: &str) -> Result<Element, String> {
    let body = xml.split_once("?>").ok_or("no declaration")?.1;
    let mut open = vec![Element::default()];
    let mut rest = body;
    while let Some((words, after)) = rest.split_once('<') {
        open.last_mut().ok_or("a tag after the root")?.text += &plain(words)?;
        let (tag, after) = after.split_once('>').ok_or("a tag that never ends")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let element = open.pop().filter(|element| element.name == name);
            let element = element.ok_or(format!("</{name}> closes another element"))?;
            open.last_mut().ok_or("an end without a start")?.children.push(element);
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let attributes = read_attributes(attributes)?;
        let element = Element { name: name.to_string(), attributes, ..Element::default() };
        match is_empty {
            true => open.last_mut().ok_or("no parent")?.children.push(element),
            false => open.push(element),
        }
    }
    match (open.pop(), open.is_empty(), rest.trim()) {
        (Some(mut root), true, "") if root.children.len() == 1 => Ok(root.children.remove(0)),
        _ => Err("there is not one root".to_string()),
    }
}

fn read_attributes(mut text: &str) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    while !text.trim().is_empty() {
        let (name, rest) = text.trim_start().split_once("=\"").ok_or("no value")?;
        let (value, rest) = rest.split_once('"').ok_or("a value that never ends")?;
        found.push((name.to_string(), plain(value)?));
        text = rest;
    }
    Ok(found)
}

/// Words with their references resolved.
fn plain(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('&') {
        out += words;
        let (name, after) = after.split_once(';').ok_or("a lone &")?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" | "#39" | "#x27" => '\'',
            other => return Err(format!("&{other}; is no reference of XML")),
        });
        rest = after;
    }
    if rest.contains(|c: char| c.is_control() && !"\n\t\r".contains(c)) {
        return Err("a character that XML does not have".to_string());
    }
    Ok(out + rest)
}

const CHANNEL: [&str; 9] = [
    "title",
    "link",
    "description",
    "language",
    "copyright",
    "lastBuildDate",
    "generator",
    "atom:link",
    "item",
];
const ITEM: [&str; 8] = [
    "title",
    "link",
    "guid",
    "pubDate",
    "dc:creator",
    "category",
    "description",
    "content:encoded",
];
const MODULES: [(&str, &str); 3] = [
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
];

/// What of the rules a feed at an address breaks.
fn broken(xml: &str, address: &str) -> Vec<String> {
    let root = match read(xml) {
        Ok(root) => root,
        Err(error) => return vec![error],
    };
    let mut broken = Vec::new();
    let mut rule = |holds: bool, text: &str| {
        if !holds {
            broken.push(text.to_string());
        }
    };
    rule(root.name == "rss" && root.attribute("version") == Some("2.0"), "the root is rss 2.0");
    for (name, space) in MODULES {
        rule(root.attribute(name) == Some(space), name);
    }
    rule(root.children.len() == 1 && root.all("channel").count() == 1, "one channel");
    let Some(channel) = root.all("channel").next() else { return vec!["one channel".to_string()] };
    for name in ["title", "link", "description"] {
        let is_there = channel.text_of(name).is_some_and(|text| !text.trim().is_empty());
        rule(is_there && channel.all(name).count() == 1, &format!("the channel has one {name}"));
    }
    rule(is_address(channel.text_of("link")), "the link of the channel is an address");
    rule(channel.text_of("lastBuildDate").is_none_or(is_date), "lastBuildDate is a date");
    let is_tag = channel.text_of("language").is_some_and(agon::model::is_language_tag);
    rule(is_tag, "the language is a tag");
    let own = channel.all("atom:link").filter(|link| link.attribute("rel") == Some("self"));
    let own: Vec<_> = own.map(|link| (link.attribute("href"), link.attribute("type"))).collect();
    rule(own == [(Some(address), Some("application/rss+xml"))], "the feed says where it is");
    for child in &channel.children {
        rule(CHANNEL.contains(&child.name.as_str()), &format!("the channel has {}", child.name));
    }
    let mut ids = std::collections::BTreeSet::new();
    for item in channel.all("item") {
        let what = item.text_of("guid").unwrap_or_default();
        for child in &item.children {
            let name = child.name.as_str();
            rule(ITEM.contains(&name), &format!("{what} has {name}"));
            rule(
                name == "category" || item.all(name).count() == 1,
                &format!("{what} has one {name}"),
            );
        }
        let has_words = ["title", "description"].map(|name| item.text_of(name).is_some());
        rule(has_words.contains(&true), &format!("{what} has a title or a description"));
        rule(is_address(item.text_of("link")), &format!("the link of {what} is an address"));
        rule(
            !what.is_empty() && ids.insert(what.to_string()),
            &format!("the guid {what} is its own"),
        );
        rule(item.text_of("pubDate").is_none_or(is_date), &format!("pubDate of {what} is a date"));
        let html = item.text_of("content:encoded").unwrap_or_default();
        let relative = ["href=\"", "src=\""].into_iter().flat_map(|name| html.split(name).skip(1));
        let relative = relative.filter(|to| !to.contains("://") && !to.starts_with("mailto:"));
        rule(relative.count() == 0, &format!("addresses in {what} are whole"));
    }
    broken
}

fn is_date(text: &str) -> bool {
    DateTime::parse_from_rfc2822(text).is_ok()
}

fn is_address(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.starts_with("https://") && !text.contains(char::is_whitespace))
}

#[test]
fn every_feed_of_the_example_keeps_the_rules_of_rss() {
    let folder = Folder::empty();
    agon::scaffold::init(folder.root()).unwrap();
    let feeds = "feeds: {rss: true, entries: 500}";
    folder.replace("content/site.yaml", "feeds:\n  entries: 50", feeds);
    folder.build();
    let public = folder.public();
    let mut found = Vec::new();
    let mut count = 0;
    for path in public.keys().filter(|path| path.ends_with(".rss.xml")) {
        count += 1;
        let address = format!("https://example.org/{path}");
        let rules = broken(&folder.read(&format!("public/{path}")), &address);
        found.extend(rules.into_iter().map(|rule| format!("{path}: {rule}")));
    }
    assert_eq!(found, Vec::<String>::new());
    assert!(count > 5, "{count}");
}

#[test]
fn what_breaks_the_rules_is_found() {
    let feed = |inside: &str| {
        let spaces = MODULES.map(|(name, space)| format!(" {name}=\"{space}\"")).concat();
        format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"{spaces}><channel>{inside}</channel></rss>"
        )
    };
    let head = "<title>T</title><link>https://a.example/</link><description>D</description><language>en</language>\
                <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://a.example/f\"/>";
    let cases = [
        (feed(head), vec![]),
        (
            feed(&format!("{head}<item><guid>g</guid><link>x</link></item>")),
            vec!["g has a title or a description", "the link of g is an address"],
        ),
        (
            feed(&format!("{head}<lastBuildDate>2026-06-01</lastBuildDate>")),
            vec!["lastBuildDate is a date"],
        ),
        (feed(&format!("{head}<b>")), vec!["</channel> closes another element"]),
        (feed(&format!("{head}&nbsp;")), vec!["&nbsp; is no reference of XML"]),
    ];
    for (xml, rules) in cases {
        assert_eq!(broken(&xml, "https://a.example/f"), rules, "{xml}");
    }
}
