//! What records are built from.

use super::value::UriReference;
use crate::analysis::reasoning::Reasoning;
use crate::model::{FigureId, Site, Target, TopicId};
use crate::source::Files;

/// Resolves targets to URLs for one file: relative to it, or absolute where the file leaves the site.
pub(crate) trait UrlResolver {
    fn url(&self, target: Target) -> String;
    fn figure_url(&self, figure: FigureId) -> String;
    /// The URL of a contradiction on the page of its topic.
    fn contradiction_url(&self, topic: TopicId, id: &str) -> String;
    /// The URL of a part of the page of definitions of a topic.
    fn definitions_url(&self, topic: TopicId, anchor: &str) -> String;
    /// The URL of the changelog of a topic's watch list.
    fn watch_list_url(&self, topic: TopicId) -> String;
}

/// For records that are read as text: their URLs are empty.
pub(crate) struct NoUrls;

impl UrlResolver for NoUrls {
    fn url(&self, _: Target) -> String {
        String::new()
    }
    fn figure_url(&self, _: FigureId) -> String {
        String::new()
    }

    fn contradiction_url(&self, _: TopicId, _: &str) -> String {
        String::new()
    }

    fn definitions_url(&self, _: TopicId, _: &str) -> String {
        String::new()
    }

    fn watch_list_url(&self, _: TopicId) -> String {
        String::new()
    }
}

/// Builds the records of one file.
#[derive(Clone, Copy)]
pub(crate) struct RecordBuilder<'a, 'u> {
    pub(crate) site: &'a Site,
    pub(crate) files: &'a Files,
    pub(crate) reasoning: &'a Reasoning,
    pub(crate) urls: &'u dyn UrlResolver,
}

impl RecordBuilder<'_, '_> {
    /// The URL of a target.
    pub(crate) fn place(&self, target: Target) -> UriReference {
        UriReference(self.urls.url(target))
    }
}
