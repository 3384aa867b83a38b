//! What each page shows, complete, and the only maker of addresses ([`href`]).
//!
//! Takes the linked site and the texts, gives the list of pages ([`plan`]) and the data of one ([`view`]): every link
//! relative to the page, every piece of prose as HTML. Templates add the words of the user interface and the structure.
//! Never reads the disk or the clock, and nothing here comes out of a hash map's order.
//!
//! To show something new on a page: add it to the page's struct (one file a page) and to its template.

mod article;
mod backlink;
mod block;
mod changes;
mod chart;
mod citation;
mod compare;
mod coverage;
mod digest;
mod elsewhere;
mod entities;
mod entity;
mod entry;
mod facts;
mod feed;
mod figures;
mod fold;
mod gather;
mod gathers;
mod head;
mod history;
mod home;
mod href;
mod job;
mod lists;
mod mark;
mod missing;
mod notice;
mod number;
mod page;
mod perspectives;
mod publisher;
mod publishers;
mod question;
mod question_page;
mod questions;
mod redirect;
mod scale;
mod search;
mod section;
mod shared;
mod sitemap;
mod source;
mod source_line;
mod sources;
mod split;
mod strip;
mod tension;
mod tensions;
mod text;
mod thread;
mod timeline;
mod topic;
mod topic_sources;
mod typeset;
mod watch;

pub use feed::{Channel, Feed, Item, feed};
pub use head::{Link, When};
pub use href::{OPML, base_path};
pub use job::{Addresses, Job, Kind, View, plan, view};
pub use shared::{Shared, shared};
pub use sitemap::{Directory, MOST, Url, directory, urls};

use crate::files::Files;
use crate::model::*;
use std::collections::HashSet;
use std::ops::Deref;
use std::sync::Arc;

/// What all views are made from: the site, its texts, and what is computed once for all pages.
#[derive(Clone)]
pub struct Ctx<'a> {
    pub site: &'a Site,
    pub files: &'a Files,
    tables: Arc<Tables>,
}

/// What is computed once for all pages of a site; a [`Ctx`] has it as its own.
pub struct Tables {
    pub(crate) paths: href::Paths,
    pub(crate) lists: lists::Lists,
    pub(crate) redirects: Vec<redirect::Old>,
    /// Every feed of the site.
    pub channels: Vec<Channel>,
    /// The pages that have a feed.
    with_feed: HashSet<String>,
}

impl Tables {
    pub fn new(site: &Site) -> Tables {
        let (paths, lists) = rayon::join(|| href::Paths::new(site), || lists::Lists::new(site));
        let redirects = redirect::old_addresses(site, &paths);
        let channels = feed::channels(site, &paths, &lists);
        let with_feed = channels.iter().map(|c| c.page.clone()).collect();
        Tables { paths, lists, redirects, channels, with_feed }
    }
}

impl Deref for Ctx<'_> {
    type Target = Tables;
    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl<'a> Ctx<'a> {
    pub fn new(site: &'a Site, files: &'a Files) -> Ctx<'a> {
        Ctx::with(site, files, Arc::new(Tables::new(site)))
    }

    /// With the tables that were made of the same site before.
    pub fn with(site: &'a Site, files: &'a Files, tables: Arc<Tables>) -> Ctx<'a> {
        Ctx { site, files, tables }
    }

    /// The site's own address without a slash at its end.
    pub fn origin(&self) -> Option<&str> {
        href::origin(self.site)
    }

    /// Where a topic stands among those that are shown.
    fn shown_topic(&self, topic: TopicId) -> usize {
        self.lists.shown.iter().position(|t| *t == topic).unwrap_or_default()
    }

    /// The output path of a file under static/ that a text links to, by its joined path or as it is written.
    fn static_file<'s>(&self, joined: &'s str, written: &'s str) -> Option<&'s str> {
        let after_static = joined.find("static/").map(|at| &joined[at + "static/".len()..]);
        let plain = written.trim_start_matches("../").trim_start_matches("./");
        let statics = &self.site.statics;
        [after_static, Some(plain)]
            .into_iter()
            .flatten()
            .find(|p| statics.iter().any(|s| s.trim_start_matches("static/") == *p))
    }
}

#[cfg(test)]
mod tests;
