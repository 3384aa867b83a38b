//! The files of facts: which there are, which pages each has records of, and where a page's own record is.

use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::{PageKind, topic_pages};
use crate::pages::urls::href;

/// A file of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactsFile {
    /// The pages of the site, and the topics that are followed elsewhere.
    Site,
    Topic(TopicId),
    /// All sources and publishers.
    Sources,
    Entities,
}

impl FactsFile {
    /// Its path from the site's root.
    pub fn path(self, ctx: &Ctx) -> String {
        match self {
            FactsFile::Site => href::FACTS.into(),
            FactsFile::Topic(topic) => {
                format!("topics/{}/{}", ctx.site.topic(topic).folder, href::FACTS)
            }
            FactsFile::Sources => format!("sources/{}", href::FACTS),
            FactsFile::Entities => format!("entities/{}", href::FACTS),
        }
    }

    /// The topic that it is about.
    pub(crate) fn topic(self) -> Option<TopicId> {
        if let FactsFile::Topic(topic) = self { Some(topic) } else { None }
    }

    /// The pages that it may have records of, in their order.
    pub(crate) fn pages(self, ctx: &Ctx) -> Vec<PageKind> {
        let (site, indexes) = (ctx.site, &ctx.tables.indexes);
        match self {
            FactsFile::Topic(topic) => topic_pages(ctx, topic),
            FactsFile::Sources => {
                let sources = indexes.sources.iter().copied().map(PageKind::Source);
                let publishers = indexes.publishers.iter().copied().map(PageKind::Publisher);
                sources.chain(publishers).collect()
            }
            FactsFile::Entities => indexes.entities.iter().copied().map(PageKind::Entity).collect(),
            FactsFile::Site => {
                let is_page =
                    |doc: &DocId| site.doc(*doc).kind == DocKind::Page && site.doc(*doc).visible;
                let pages = site.doc_ids().filter(is_page).map(PageKind::Page);
                let elsewhere = (0..site.elsewhere.len() as u32).map(ElsewhereId);
                pages.chain(elsewhere.map(PageKind::Elsewhere)).collect()
            }
        }
    }
}

/// Every file of facts of a site; none where it does without them.
pub fn facts_files(ctx: &Ctx) -> Vec<FactsFile> {
    if ctx.site.config.data != DataFiles::Packed {
        return Vec::new();
    }
    let topics = ctx.tables.indexes.shown.iter().copied().map(FactsFile::Topic);
    let mut files = vec![FactsFile::Site, FactsFile::Sources, FactsFile::Entities];
    files.extend(topics);
    files
}

/// The path of the file that has the facts of a page, by the page's folder.
pub(crate) fn facts_path(page: &str) -> String {
    let mut folders = page.split('/');
    match (folders.next(), folders.next(), folders.next()) {
        (Some("topics"), Some(topic), Some(_)) => format!("topics/{topic}/{}", href::FACTS),
        (Some("sources" | "publishers"), Some(_), _) => format!("sources/{}", href::FACTS),
        (Some("entities"), Some(_), _) => format!("entities/{}", href::FACTS),
        _ => href::FACTS.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_of_a_page_are_in_the_file_of_its_folder() {
        let cases = [
            ("index.html", "facts.jsonl"),
            ("topics/index.html", "facts.jsonl"),
            ("topics/wages/index.html", "topics/wages/facts.jsonl"),
            ("topics/wages/gathers/2026-06-10.html", "topics/wages/facts.jsonl"),
            ("sources/a.2.html", "sources/facts.jsonl"),
            ("publishers/index.html", "sources/facts.jsonl"),
            ("entities/ann.html", "entities/facts.jsonl"),
            ("about.html", "facts.jsonl"),
        ];
        for (page, file) in cases {
            assert_eq!(facts_path(page), file, "{page}");
        }
    }
}
