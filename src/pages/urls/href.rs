//! The only maker of addresses.
//!
//! Takes the site, gives the path of every page from the site's root ([`Paths`], made once) and the way from one page
//! to another ([`relative`]). Never looks at what a page shows.

use crate::model::*;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The path of every page that represents one record, such as `topics/wages/threads/prices.html`.
pub(crate) struct Paths {
    topics: Vec<String>,
    docs: Vec<String>,
    sources: Vec<String>,
    publishers: Vec<String>,
    elsewhere: Vec<String>,
    tags: Vec<String>,
    /// Questions that have a lasting id.
    questions: HashMap<BlockId, String>,
    /// The pages of texts and sources whose names were taken.
    pub(crate) numbered: Vec<NumberedPath>,
}

/// A page whose name was taken, so that it got a number.
pub(crate) struct NumberedPath {
    pub(crate) target: Target,
    /// The path that its name says, without `.html`.
    pub(crate) wanted: String,
    pub(crate) path: String,
}

impl Paths {
    pub(crate) fn new(site: &Site) -> Paths {
        let mut taken = UsedPaths::default();
        let mut numbered = Vec::new();
        let mut own = |target: Target, wanted: String, taken: &mut UsedPaths| {
            let path = taken.path(&wanted);
            if path.strip_suffix(".html") != Some(wanted.as_str()) {
                numbered.push(NumberedPath { target, wanted, path: path.clone() });
            }
            path
        };
        let mut topics = Vec::with_capacity(site.topics.len());
        for topic in &site.topics {
            topics.push(taken.path(&format!("topics/{}/index", topic.folder)));
        }
        let mut docs = Vec::with_capacity(site.docs.len());
        for id in site.doc_ids() {
            docs.push(own(Target::Doc(id), doc_stem(site, site.doc(id)), &mut taken));
        }
        let mut sources = Vec::with_capacity(site.sources.len());
        for (source, id) in site.sources.iter().zip((0..).map(SourceId)) {
            let stem = format!("sources/{}", clean(&source.id));
            sources.push(own(Target::Source(id), stem, &mut taken));
        }
        Paths {
            topics,
            docs,
            sources,
            publishers: site
                .publishers
                .iter()
                .map(|p| taken.path(&format!("publishers/{}", clean(&p.slug))))
                .collect(),
            elsewhere: site
                .elsewhere
                .iter()
                .map(|e| taken.path(&format!("elsewhere/{}", clean(&e.slug))))
                .collect(),
            tags: tags(site, &mut taken),
            questions: questions(site, &mut taken),
            numbered,
        }
    }

    pub(crate) fn doc(&self, id: DocId) -> &str {
        &self.docs[id.index()]
    }
    /// The page that a document is known by: of a topic's text, that of the topic.
    pub(crate) fn known_by<'a>(&'a self, site: &'a Site, id: DocId) -> &'a str {
        self.of(site, site.target_of(id)).0
    }
    pub(crate) fn source(&self, id: SourceId) -> &str {
        &self.sources[id.index()]
    }
    pub(crate) fn publisher(&self, id: PublisherId) -> &str {
        &self.publishers[id.index()]
    }
    pub(crate) fn elsewhere(&self, id: ElsewhereId) -> &str {
        &self.elsewhere[id.index()]
    }
    pub(crate) fn tag(&self, id: TagId) -> &str {
        &self.tags[id.index()]
    }
    /// The page of a question that has a lasting id.
    pub(crate) fn question(&self, id: BlockId) -> Option<&str> {
        self.questions.get(&id).map(String::as_str)
    }

    /// The page of a target, and the anchor on it for a block.
    pub(crate) fn of<'a>(&'a self, site: &'a Site, target: Target) -> (&'a str, Option<&'a str>) {
        match target {
            Target::Topic(t) => (&self.topics[t.index()], None),
            Target::Doc(d) => (self.doc(d), None),
            Target::Block(b) => (self.doc(site.block(b).doc), Some(&site.block(b).anchor.name)),
            Target::Entity(e) => (self.doc(site.entity(e).doc), None),
            Target::Source(s) => (self.source(s), None),
            Target::Publisher(p) => (self.publisher(p), None),
            Target::Elsewhere(e) => (self.elsewhere(e), None),
        }
    }
}

/// The path of a generated page of a topic, such as `timeline`.
pub(crate) fn topic_page(site: &Site, topic: TopicId, name: &str) -> String {
    format!("topics/{}/{name}.html", site.topic(topic).folder)
}

/// The folder under topics/ of what a topic showed on a day.
pub(crate) fn snapshot(slug: &str, day: Date) -> String {
    format!("{slug}/as-of/{day}")
}

/// The folder of what a text's page has for the frames of other sites.
pub fn embeds(path: &str) -> String {
    let name = path.strip_suffix(".html").unwrap_or(path).trim_end_matches('/');
    format!("embed/{}/", name.strip_prefix("topics/").unwrap_or(name))
}

/// The page that a list of a topic has for the frames of other sites.
pub fn embed_of(path: &str) -> Option<String> {
    Some(format!("embed/{}", path.strip_prefix("topics/")?))
}

/// Page `part` of a list that is cut into several; 0 is the page at the list's own address. A dot precedes the
/// number because no slug has one: `glm-5.1.html` can not be the page of an entity `glm-5-1`.
pub(crate) fn part(path: &str, part: u32) -> String {
    match (part, path.strip_suffix(".html")) {
        (0, _) | (_, None) => path.to_string(),
        (n, Some(stem)) => format!("{stem}.{n}.html"),
    }
}

/// The way from one page to another, both from the site's root.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let mut out = String::with_capacity(to.len() + 9);
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let common = from.as_bytes()[..same].iter().rposition(|b| *b == b'/').map_or(0, |n| n + 1);
    for _ in from[common..].bytes().filter(|b| *b == b'/') {
        out.push_str("../");
    }
    out.push_str(&to[common..]);
    out
}

/// The way from a page to the site's root: empty or `../` as often as the page is deep.
pub(crate) fn root(from: &str) -> String {
    "../".repeat(from.bytes().filter(|b| *b == b'/').count())
}

/// The site's own address without a slash at its end; `None` where it has none.
pub(crate) fn origin(site: &Site) -> Option<&str> {
    site.config.base_url.as_deref().map(|b| b.trim_end_matches('/'))
}

/// The list of all feeds.
pub const OPML: &str = "feeds.opml";

/// The list of all feeds as RSS.
pub const RSS_OPML: &str = "feeds.rss.opml";

/// The list of all topics.
pub(crate) const TOPICS: &str = "topics/index.html";

/// The list of all tags.
pub(crate) const TAGS: &str = "tags/index.html";

/// The two feeds of a page, as Atom and as JSON. The dot is in no slug, so no page has these paths.
pub(crate) fn feeds(path: &str) -> [String; 2] {
    ["feed.xml", "feed.json"].map(|ending| beside(path, ending))
}

/// The feed of a page as RSS, where the site has it.
pub(crate) fn rss(path: &str) -> String {
    beside(path, "rss.xml")
}

/// The schema of every page's data; its folder is its version.
pub(crate) const SCHEMA: &str = "schema/v1/page.json";

/// The schema of the files of facts; its folder is its version.
pub(crate) const FACTS_SCHEMA: &str = "schema/v1/facts.json";

/// The name of a file of facts.
pub(crate) const FACTS: &str = "facts.jsonl";

/// The first part of a list, which a path may be another part of.
pub(crate) fn first_part(path: &str) -> Cow<'_, str> {
    let stem = path.strip_suffix(".html").unwrap_or(path);
    match stem.rsplit_once('.') {
        // the dot is in no slug
        Some((base, number)) if number.bytes().all(|b| b.is_ascii_digit()) => {
            Cow::Owned(format!("{base}.html"))
        }
        _ => Cow::Borrowed(path),
    }
}

/// A page's facts as JSON.
pub(crate) fn data(path: &str) -> String {
    beside(path, "json")
}

/// A page's copy as Markdown.
pub(crate) fn copy(path: &str) -> String {
    beside(path, "md")
}

/// A file of the page's own name with another ending.
pub(crate) fn beside(path: &str, ending: &str) -> String {
    format!("{}.{ending}", path.strip_suffix(".html").unwrap_or(path))
}

/// The social card of a page.
pub(crate) fn card(path: &str) -> String {
    format!("{}.card.png", path.strip_suffix(".html").unwrap_or(path))
}

/// The path that `base_url` has on its host, with a slash at its end; for pages whose own depth is not known.
pub(crate) fn base_path(base_url: &str) -> Option<String> {
    let rest = base_url.split_once("://")?.1;
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    Some(if path.ends_with('/') { path.to_string() } else { format!("{path}/") })
}

/// The page that sets two actors of a topic side by side, whichever is named first.
pub(crate) fn comparison(site: &Site, topic: TopicId, a: EntityId, b: EntityId) -> String {
    let (a, b) = (clean(&site.entity(a).slug), clean(&site.entity(b).slug));
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    topic_page(site, topic, &format!("compare/{first}--{second}"))
}

/// A question's id is unique in its text only: where an older one of the topic has it, the text's name comes after it.
fn questions(site: &Site, taken: &mut UsedPaths) -> HashMap<BlockId, String> {
    let mut all: Vec<BlockId> = site.block_ids().filter(|b| site.question(*b).is_some()).collect();
    all.sort_by_key(|b| (site.block(*b).date, *b));
    let mut paths = HashMap::new();
    for id in all {
        let (block, doc) = (site.block(id), site.doc(site.block(id).doc));
        let Some(topic) = doc.topic.filter(|_| block.anchor.lasting) else { continue };
        let mut stem =
            format!("topics/{}/questions/{}", site.topic(topic).folder, clean(&block.anchor.name));
        if taken.0.contains(&stem) {
            stem = format!("{stem}--{}", doc.slug);
        }
        paths.insert(id, taken.path(&stem));
    }
    paths
}

/// The pages of tags. They do not depend on the order of the vocabulary.
fn tags(site: &Site, taken: &mut UsedPaths) -> Vec<String> {
    let mut paths = vec![String::new(); site.vocabulary.tags.len()];
    let mut ids: Vec<TagId> = site.vocabulary.tag_ids().collect();
    ids.sort_by_key(|id| &site.vocabulary.tag(*id).word);
    for id in ids {
        paths[id.index()] = taken.path(&tag_stem(&site.vocabulary.tag(id).word));
    }
    paths
}

/// The path of a tag's page without its ending.
pub(crate) fn tag_stem(word: &str) -> String {
    format!("tags/{}", clean(word))
}

fn doc_stem(site: &Site, doc: &Doc) -> String {
    let slug = &doc.slug;
    let topic = match doc.topic {
        Some(topic) => site.topic(topic).folder.as_str(),
        None => "",
    };
    match doc.kind {
        DocKind::Topic => format!("topics/{topic}/background"),
        DocKind::Gather(_) => format!("topics/{topic}/gathers/{slug}"),
        DocKind::Thread { .. } => format!("topics/{topic}/threads/{slug}"),
        DocKind::Article(_) => format!("topics/{topic}/articles/{slug}"),
        DocKind::Page => slug.clone(),
        DocKind::Entity(e) => format!("entities/{}", clean(&site.entity(e).slug)),
    }
}

/// An id as one part of an address.
pub(crate) fn clean(id: &str) -> String {
    let plain = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if plain { id.to_string() } else { slug::slugify(id) }
}

/// Paths of pages that every site has, without their ending.
pub(crate) const FIXED_PAGES: [&str; 14] = [
    "index",
    "questions",
    "tensions",
    "timeline",
    "changes",
    "glossary",
    "since",
    "search",
    "404",
    "sources/index",
    "publishers/index",
    "entities/index",
    "elsewhere/index",
    "tags/index",
];

/// Paths that are given away; those of the fixed pages first.
struct UsedPaths(HashSet<String>);

impl Default for UsedPaths {
    fn default() -> Self {
        UsedPaths(FIXED_PAGES.iter().map(|page| page.to_string()).collect())
    }
}

impl UsedPaths {
    /// The path of a stem; a stem that is taken already gets a number.
    fn path(&mut self, stem: &str) -> String {
        let mut name = stem.to_string();
        let mut n = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{stem}-{n}");
            n += 1;
        }
        name.push_str(".html");
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_pages_climbs_only_as_far_as_they_differ() {
        assert_eq!(relative("index.html", "about.html"), "about.html");
        assert_eq!(relative("index.html", "topics/a/index.html"), "topics/a/index.html");
        assert_eq!(relative("topics/a/index.html", "index.html"), "../../index.html");
        assert_eq!(relative("topics/a/gathers/x.html", "topics/a/gathers/y.html"), "y.html");
        assert_eq!(relative("topics/a/gathers/x.html", "topics/ab/y.html"), "../../ab/y.html");
        assert_eq!(relative("sources/a.html", "sources/a.html"), "a.html");
    }

    #[test]
    fn parts_have_a_dot_and_the_base_none() {
        assert_eq!(part("entities/glm-5.html", 0), "entities/glm-5.html");
        assert_eq!(part("entities/glm-5.html", 1), "entities/glm-5.1.html");
        assert_eq!(root("topics/a/x.html"), "../../");
        assert_eq!(base_path("https://a.example/sub"), Some("/sub/".into()));
        assert_eq!(base_path("https://a.example"), Some("/".into()));
    }
}
