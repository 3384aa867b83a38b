//! What is computed once for all pages: paths, indexes, feeds and old addresses.

use crate::analysis::reasoning::Reasoning;
use crate::model::*;
use crate::pages::context::card_letters::CardsLeftOut;
use crate::pages::context::feed_channel::{self, FeedChannel};
use crate::pages::context::indexes;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::context::publications::{Publications, next_record};
use crate::pages::context::source_labels::SourceLabels;
use crate::pages::urls::href;
use crate::source::Files;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

/// What all views are made from: the site, its texts, and what is computed once for all pages.
#[derive(Clone)]
pub struct Ctx<'a> {
    pub site: &'a Site,
    pub files: &'a Files,
    pub(crate) tables: Arc<Tables>,
}

/// What is computed once for all pages of a site; a [`Ctx`] shares it with its clones.
pub struct Tables {
    pub(crate) paths: href::Paths,
    pub(crate) indexes: indexes::Indexes,
    /// What sources are called in running text.
    pub(crate) labels: SourceLabels,
    /// What follows from the record.
    pub(crate) reasoning: Arc<Reasoning>,
    /// When everything was published first.
    pub(crate) publications: Publications,
    pub(crate) cards_left_out: CardsLeftOut,
    /// Every feed of the site.
    pub channels: Vec<FeedChannel>,
    /// The pages that have a feed.
    pub(crate) with_feed: HashSet<String>,
    /// The paths of all pages, collected when a text names one from the root.
    pub(crate) page_paths: OnceLock<HashSet<String>>,
    /// Whether this is a snapshot of a topic.
    pub(crate) snapshot: bool,
}

impl Tables {
    pub fn new(site: &Site, files: &Files, reasoning: Arc<Reasoning>) -> Tables {
        let (paths, indexes) =
            rayon::join(|| href::Paths::new(site), || indexes::Indexes::new(site));
        let publications = Publications::new(site, files, &paths);
        let channels = feed_channel::channels(site, &paths, &indexes, &publications);
        let with_feed = channels.iter().map(|c| c.page.clone()).collect();
        let bare = Tables::bare(site, paths, indexes, reasoning);
        let cards_left_out = CardsLeftOut::new(site, &bare.paths, &bare.indexes);
        Tables { channels, with_feed, publications, cards_left_out, ..bare }
    }

    /// Those of a snapshot: no feeds, no old addresses of its own.
    fn snapshot(site: &Site, files: &Files, living: &Tables) -> Tables {
        let reasoning = Arc::new(Reasoning::new(site, files));
        let bare =
            Tables::bare(site, href::Paths::new(site), indexes::Indexes::new(site), reasoning);
        Tables { with_feed: living.with_feed.clone(), snapshot: true, ..bare }
    }

    fn bare(
        site: &Site,
        paths: href::Paths,
        indexes: indexes::Indexes,
        reasoning: Arc<Reasoning>,
    ) -> Tables {
        Tables {
            labels: SourceLabels::new(site),
            paths,
            indexes,
            reasoning,
            publications: Publications::default(),
            cards_left_out: CardsLeftOut::default(),
            channels: Vec::new(),
            with_feed: HashSet::new(),
            page_paths: OnceLock::new(),
            snapshot: false,
        }
    }
}

impl<'a> Ctx<'a> {
    pub fn new(site: &'a Site, files: &'a Files) -> Ctx<'a> {
        Ctx::reasoned(site, files, Arc::new(Reasoning::new(site, files)))
    }

    /// With what was concluded from the same site before.
    pub fn reasoned(site: &'a Site, files: &'a Files, reasoning: Arc<Reasoning>) -> Ctx<'a> {
        Ctx::with(site, files, Arc::new(Tables::new(site, files, reasoning)))
    }

    /// A snapshot of the site.
    pub fn snapshot(site: &'a Site, living: &Ctx<'a>) -> Ctx<'a> {
        Ctx::with(
            site,
            living.files,
            Arc::new(Tables::snapshot(site, living.files, &living.tables)),
        )
    }

    /// With the tables that were made of the same site before.
    pub fn with(site: &'a Site, files: &'a Files, tables: Arc<Tables>) -> Ctx<'a> {
        Ctx { site, files, tables }
    }

    /// The site's own address without a slash at its end.
    pub fn origin(&self) -> Option<&str> {
        href::origin(self.site)
    }

    /// How many social cards are left out because their fonts lack letters, and one of the letters.
    pub fn cards_left_out(&self) -> Option<(usize, char)> {
        let CardsLeftOut { paths, letter } = &self.tables.cards_left_out;
        Some((paths.len(), (*letter)?))
    }

    /// The publication in which something was first, as pages sort it; `day` is that of its text.
    pub(crate) fn published_on(&self, item: PublicationItem, day: Date) -> String {
        self.tables.publications.publication(item, day).iso()
    }

    /// The record of publications as it is to be after the site of today is published; `None` if it stays as it is.
    pub fn next_publications(&self) -> Option<PublicationRecord> {
        let tables = &self.tables;
        next_record(self.site, self.files, &tables.paths, &tables.publications)
    }

    /// The path of the site on its host, with slashes at both ends.
    pub fn base_path(&self) -> String {
        self.site.config.base_url.as_deref().and_then(href::base_path).unwrap_or_else(|| "/".into())
    }

    /// The index of a topic among those that are shown.
    pub(crate) fn shown_topic(&self, topic: TopicId) -> usize {
        self.tables.indexes.shown.iter().position(|t| *t == topic).unwrap_or_default()
    }
}

impl Ctx<'_> {
    /// The living page of a page of a snapshot; `None` for every other page.
    pub(crate) fn living(&self, path: &str) -> Option<String> {
        if !self.tables.snapshot {
            return None;
        }
        let moved = self.site.topics.iter().filter(|t| t.folder != t.slug);
        moved
            .filter_map(|t| {
                Some(format!(
                    "topics/{}{}",
                    t.slug,
                    path.strip_prefix("topics/")?.strip_prefix(&t.folder)?
                ))
            })
            .next()
    }
}
