//! Feeds: what changed on the site, in a topic, in a thread and in what an actor holds, for readers who come by machine.
//!
//! Takes the site, gives every feed with its newest entries ([`Channel`], made once) and the data of one ([`feed`]):
//! whole texts with whole addresses. Templates have the words. A feed exists only where it has an entry, and none does
//! on a site without an address of its own.

mod item;
mod moment;

pub use item::Item;
pub use moment::{Moment, last_change};

use crate::model::*;
use crate::pages::components::typeset::Typeset;
use crate::pages::context::page_context::Ctx;
use crate::pages::urls::href;
use item::item;
use moment::{moments_of_actor, moments_of_site, moments_of_thread, moments_of_topic};
use serde::Serialize;

/// What a feed is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Site,
    Topic(TopicId),
    Thread(DocId),
    Actor(EntityId),
}

impl Scope {
    pub fn word(self) -> &'static str {
        match self {
            Scope::Site => "site",
            Scope::Topic(_) => "topic",
            Scope::Thread(_) => "thread",
            Scope::Actor(_) => "actor",
        }
    }
}

/// One feed and what stands in it, the newest first.
#[derive(Debug)]
pub struct Channel {
    pub scope: Scope,
    /// The page that the feed belongs to, from the site's root.
    pub page: String,
    pub moments: Vec<Moment>,
}

impl Channel {
    /// What the feed is about; `None` for the whole site.
    pub fn target(&self) -> Option<Target> {
        match self.scope {
            Scope::Site => None,
            Scope::Topic(t) => Some(Target::Topic(t)),
            Scope::Thread(d) => Some(Target::Doc(d)),
            Scope::Actor(e) => Some(Target::Entity(e)),
        }
    }

    /// Where the feed stands as Atom and as JSON.
    pub fn paths(&self) -> [String; 2] {
        href::feeds(&self.page)
    }
}

/// The data of one feed. Addresses are whole.
#[derive(Serialize)]
pub struct Feed {
    /// site, topic, thread or actor.
    pub scope: &'static str,
    /// The name of what it is about, and that of the site.
    pub title: String,
    pub author: String,
    pub language: String,
    pub licence: Option<String>,
    pub home: String,
    /// The site's own address, with a slash at its end.
    pub root: String,
    pub atom: String,
    pub json: String,
    pub updated: String,
    pub items: Vec<Item>,
}

/// Every feed of the site, in the order of its pages.
pub fn channels(
    site: &Site,
    paths: &href::Paths,
    lists: &crate::pages::context::indexes::Lists,
) -> Vec<Channel> {
    let count = site.config.feed_entries;
    if href::origin(site).is_none() || count == 0 {
        return Vec::new();
    }
    let mut found = vec![(Scope::Site, "index.html".to_string(), moments_of_site(site, lists))];
    for topic in lists.shown.iter().copied() {
        let page = paths.doc(site.topic(topic).doc).to_string();
        found.push((Scope::Topic(topic), page, moments_of_topic(site, lists, topic)));
    }
    let threads = lists.shown.iter().flat_map(|t| &lists.topic(*t).threads);
    found.extend(
        threads
            .map(|d| (Scope::Thread(*d), paths.doc(*d).to_string(), moments_of_thread(site, *d))),
    );
    for actor in lists.entities.iter().copied().filter(|e| site.index.perspectives.contains_key(e))
    {
        let page = paths.doc(site.entity(actor).doc).to_string();
        found.push((Scope::Actor(actor), page, moments_of_actor(site, actor)));
    }
    let newest =
        |(scope, page, all)| Channel { scope, page, moments: moment::newest(site, all, count) };
    found.into_iter().map(newest).filter(|c| !c.moments.is_empty()).collect()
}

/// The data of one feed.
pub fn feed(ctx: &Ctx, channel: &Channel) -> Feed {
    let site = ctx.site;
    let origin = href::origin(site).expect("only a site with an address has feeds");
    let title = site.config.title.typeset();
    let [atom, json] = channel.paths().map(|path| format!("{origin}/{path}"));
    Feed {
        scope: channel.scope.word(),
        author: site.config.author.clone().unwrap_or_else(|| title.clone()),
        title: channel
            .target()
            .map_or_else(|| title.clone(), |t| format!("{} · {title}", ctx.name(t))),
        language: site.config.language.clone(),
        licence: site.config.licence.clone(),
        home: format!("{origin}/{}", channel.page),
        root: format!("{origin}/"),
        atom,
        json,
        updated: stamp(channel.moments[0].date),
        items: channel.moments.iter().map(|m| item(ctx, origin, m)).collect(),
    }
}

/// A date as feeds want it (RFC 3339): the start of the first day that it can mean.
fn stamp(date: Date) -> String {
    format!("{}T00:00:00Z", date.first())
}
