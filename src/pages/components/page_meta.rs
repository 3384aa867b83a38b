//! Metadata of every page: title, description, address; and the small pieces that all views use.

use crate::model::*;
use crate::pages::components::download;
use crate::pages::components::download::{DownloadOffer, Scope, Subject};
use crate::pages::components::facts_file::facts_path;
use crate::pages::components::json_ld::StructuredData;
use crate::pages::components::link::When;
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageProperties;
use crate::pages::urls::href;
use crate::pages::urls::pagination::Pager;
use serde::Serialize;

/// A step on the way from the home page: a record by its name, or a list that the template has a word for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Crumb {
    pub href: String,
    pub text: Option<String>,
    pub list: Option<&'static str>,
}

/// A page's own data, under the name `page` in every template.
#[derive(Serialize)]
pub(crate) struct PageHead {
    /// The name of what the page is about; the template says what of it the page shows.
    pub title: String,
    /// What tells the page from others of the same title: the label of a source, a year, the part of a list.
    pub note: Option<String>,
    pub description: Option<String>,
    /// The page's path from the site's root.
    pub path: String,
    /// The way to the site's root: empty or `../` …
    pub root: String,
    /// The kind of page, as its template is called.
    pub kind: &'static str,
    pub properties: PageProperties,
    /// Index of the topic it belongs to in `site.topics`.
    pub topic: Option<usize>,
    /// The way to the folder of that topic.
    pub topic_root: Option<String>,
    /// From the home page down to the page above this one.
    pub crumbs: Vec<Crumb>,
    /// `None` where the site has no address of its own.
    pub canonical: Option<String>,
    /// The absolute URL of the page's social card.
    pub card: Option<String>,
    /// On a page of a snapshot: the same page as it is today.
    pub living: Option<String>,
    /// How many texts of the topic or the entity are left out, since they may have been written after the day of the site.
    pub left_out: u32,
    /// The other pages of a list that is cut into several.
    pub pager: Option<Pager>,
    /// The feeds of the site, of what the page is about, of its topic.
    pub feeds: Vec<Alternate>,
    /// The last of them: that of what is closest.
    pub nearest_feed: Option<String>,
    /// The same facts for other tools; `None` where the page or the site has none.
    pub data: Option<FactsLink>,
    /// The same text as Markdown; `None` where there is none.
    pub copy: Option<String>,
    /// What the page lists, for other tools.
    pub downloads: Vec<DownloadOffer>,
    /// What the page says to machines: nodes of JSON-LD. See [`crate::pages::components::json_ld`].
    pub facts: Vec<String>,
    /// The days of a text, first published and last changed.
    pub published: Option<String>,
    pub modified: Option<String>,
    /// Whether it is a draft, which only a preview shows.
    pub draft: bool,
    /// `extra:` of the text's front matter.
    pub extra: serde_json::Value,
}

/// Where the facts of a page are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FactsLink {
    pub href: String,
    pub media: &'static str,
}

/// A feed as a page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Alternate {
    pub name: String,
    pub atom: String,
    pub json: String,
    /// The same as RSS, where the site has it.
    pub rss: Option<String>,
}

/// The absolute URL of the social card of a page; `None` where it is left out, the site has no address, or agon was
/// compiled without cards.
fn card_url(page: &Page, of: &str) -> Option<String> {
    let path = href::card(of);
    let is_left_out =
        !cfg!(feature = "cards") || page.ctx.tables.cards_left_out.paths.contains(&path);
    let origin = href::origin(page.site()).filter(|_| !is_left_out)?;
    Some(format!("{origin}/{path}"))
}

impl PageHead {
    pub(crate) fn new(page: &Page, kind: &'static str, title: impl AsRef<str>) -> PageHead {
        let origin = href::origin(page.site());
        let properties = PageProperties::of_template(kind);
        let mut head = PageHead {
            title: title.as_ref().typeset(page.site().quotation_marks()),
            note: None,
            description: None,
            path: page.path.clone(),
            root: page.root(),
            kind,
            properties,
            topic: None,
            topic_root: None,
            crumbs: Vec::new(),
            canonical: origin.map(|o| format!("{o}/{}", page.path)),
            card: card_url(page, "index.html"),
            living: None,
            left_out: 0,
            pager: None,
            feeds: Vec::new(),
            nearest_feed: None,
            data: data(page, properties),
            copy: None,
            downloads: Vec::new(),
            facts: Vec::new(),
            published: None,
            modified: None,
            draft: false,
            extra: serde_json::json!({}),
        };
        let own = head.title.clone();
        head.feed(
            page,
            "index.html",
            page.site().config.title.typeset(page.site().quotation_marks()),
        );
        head.feed(page, &page.path, own);
        head.seen_from_snapshot(page)
    }

    /// Names the feed of another page, or of this one, if there is one.
    fn feed(&mut self, page: &Page, of: &str, name: String) {
        let [atom, json] = href::feeds(of).map(|path| page.to(&path));
        if page.ctx.tables.with_feed.contains(of) && self.feeds.iter().all(|f| f.atom != atom) {
            self.nearest_feed = Some(atom.clone());
            let rss = page.site().config.feed_rss.then(|| page.to(&href::rss(of)));
            self.feeds.push(Alternate { name, atom, json, rss });
        }
    }

    /// Adds what the page says to machines.
    pub(crate) fn says(mut self, facts: StructuredData) -> PageHead {
        // What was known on a day is not what the site says to machines.
        if self.living.is_some() {
            return self;
        }
        self.facts.extend(facts.nodes);
        self.published = facts.published;
        self.modified = facts.modified;
        self
    }

    pub(crate) fn description(mut self, page: &Page, text: Option<&str>) -> PageHead {
        let text = text.filter(|t| !t.is_empty());
        self.description = text.map(|text| text.typeset(page.site().quotation_marks()));
        self
    }

    /// Adds metadata of the text that the page shows: whether it is a draft, and data for the site's own templates.
    pub(crate) fn of_text(mut self, doc: &Doc) -> PageHead {
        self.draft = doc.draft;
        if let Some(extra) = &doc.extra {
            self.extra = extra.clone();
        }
        self
    }

    /// Puts the page under a topic.
    pub(crate) fn under(mut self, page: &Page, topic: TopicId) -> PageHead {
        self.topic = Some(page.ctx.shown_topic(topic));
        self.left_out += page.site().left_out_of_topic(topic);
        let target = Target::Topic(topic);
        let (path, name) =
            (page.ctx.tables.paths.of(page.site(), target).0.to_string(), page.ctx.name(target));
        self.feed(page, &path, name);
        let index = page.to(&path);
        self.topic_root = Some(index[..index.rfind('/').map_or(0, |at| at + 1)].to_string());
        self = self.card(page, &path);
        if page.ctx.tables.paths.of(page.site(), target).0 != page.path {
            self.crumbs.push(Crumb {
                href: page.href(target),
                text: Some(page.site().topic(topic).title.typeset(page.site().quotation_marks())),
                list: None,
            });
        }
        self
    }

    /// Names the copy of the page as Markdown.
    pub(crate) fn copied(mut self, page: &Page) -> PageHead {
        if page.site().has_copies() && !page.ctx.tables.snapshot {
            self.copy = Some(page.to(&href::copy(&page.path)));
        }
        self
    }

    /// Sets the social card: that of this or another page.
    pub(crate) fn card(mut self, page: &Page, of: &str) -> PageHead {
        // A snapshot has no picture of its own.
        let of = if page.ctx.tables.snapshot { "index.html" } else { of };
        self.card = card_url(page, of);
        self
    }

    /// Adds the list that this page is reached from, such as `gathers`.
    pub(crate) fn list(mut self, page: &Page, path: &str, list: &'static str) -> PageHead {
        self.crumbs.push(Crumb { href: page.to(path), text: None, list: Some(list) });
        self
    }

    /// Adds what the page lists in the formats of other tools.
    pub(crate) fn offers(mut self, page: &Page, subject: Subject, scope: Scope) -> PageHead {
        if page.ctx.tables.snapshot {
            return self;
        }
        self.downloads.extend(download::offers(page, subject, scope));
        self
    }

    /// Adds the links to the other parts of a list. All but the first part say which entries they have.
    pub(crate) fn pager(mut self, pager: Option<Pager>) -> PageHead {
        let later = pager.iter().flat_map(|pager| pager.steps.iter().skip(1));
        let part = later.into_iter().find(|step| step.current);
        let entries = part.map(|part| format!("{}–{}", part.from, part.to));
        self.pager = pager;
        match entries {
            Some(entries) => self.note(entries),
            None => self,
        }
    }

    /// Adds what tells the page from others of the same title.
    pub(crate) fn note(mut self, note: impl Into<String>) -> PageHead {
        let note = note.into();
        self.note = Some(match self.note {
            Some(before) => format!("{before}, {note}"),
            None => note,
        });
        self
    }
}

/// The address of a page's facts: of its own file, or of the file of its folder with the page's record as the fragment.
fn data(page: &Page, properties: PageProperties) -> Option<FactsLink> {
    if page.ctx.tables.snapshot || !properties.data {
        return None;
    }
    match page.site().config.data {
        DataFiles::Pages => {
            Some(FactsLink { href: page.to(&href::data(&page.path)), media: "application/json" })
        }
        DataFiles::Packed => {
            let file = facts_path(&page.path);
            let mut address = page.to(&file);
            if properties.record {
                address.push('#');
                address.push_str(&href::relative(&file, &href::first_part(&page.path)));
            }
            Some(FactsLink { href: address, media: "application/jsonl" })
        }
        DataFiles::Lists | DataFiles::Off => None,
    }
}

/// Who wrote a text and who checked it.
#[derive(Default, Serialize)]
pub struct ProvenanceLine {
    pub by: &'static str,
    pub model: Option<String>,
    pub reviewed_by: Option<String>,
    pub date: Option<When>,
    pub note: Option<String>,
}

impl ProvenanceLine {
    pub(crate) fn new(site: &Site, p: &Provenance) -> ProvenanceLine {
        ProvenanceLine {
            by: p.by.word(),
            model: p.model.clone().filter(|m| m != "unknown"),
            reviewed_by: p.reviewed_by.clone(),
            date: p.date.map(When::from),
            note: p.note.typeset(site.quotation_marks()),
        }
    }
}

impl PageHead {
    /// Says which living page a page of a snapshot was, for readers and for search engines.
    pub(crate) fn seen_from_snapshot(mut self, page: &Page) -> PageHead {
        if let Some(living) = page.ctx.living(&page.path) {
            self.canonical = href::origin(page.site()).map(|origin| format!("{origin}/{living}"));
            self.living = Some(page.to(&living));
        }
        self
    }
}
