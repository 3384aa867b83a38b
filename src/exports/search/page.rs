//! The pages in the index. Lists and redirects are not among them, since their content is elsewhere.

use super::entry::IndexEntry;
use super::facet::SearchPageKind;
use super::{passages, statements};
use crate::model::*;
use crate::pages::{Ctx, PageKind, PageRoute};

/// Bytes of text that are assumed for a page without text of its own.
const SMALL_PAGE: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageSubject {
    Doc(DocId),
    Source(SourceId),
    Publisher(PublisherId),
    Elsewhere(ElsewhereId),
    Tag(TagId),
    Watch(TopicId),
    Figures(TopicId),
    Question(BlockId),
    Definition(TopicId, DefinitionId),
    /// The index in those of the topic.
    Contradiction(TopicId, u32),
    Forecast(BlockId),
}

#[derive(Clone, Debug)]
pub(super) struct IndexedPage {
    /// From the site's root; with a fragment where the subject is a part of its page.
    pub path: String,
    pub subject: PageSubject,
    pub kind: SearchPageKind,
    pub date: Option<Date>,
    /// An estimate of the bytes of its text.
    pub size: usize,
}

/// All pages in the order of the site's lists.
pub(super) fn pages(ctx: &Ctx) -> Vec<IndexedPage> {
    let site = ctx.site;
    let mut pages = PageList::default();
    for id in site.doc_ids().filter(|d| site.doc(*d).visible) {
        let doc = site.doc(id);
        let size = site.blocks_of(id).map(|b| site.block(b).content.range().len()).sum();
        let kind = doc_kind(site, doc);
        // A topic is found at its first page, which leads on to the passages of its background.
        let path = match doc.kind {
            DocKind::Topic => ctx.tables.paths.of(site, site.target_of(id)).0,
            _ => ctx.tables.paths.doc(id),
        };
        pages.add(path, PageSubject::Doc(id), kind, doc.date, size);
    }
    for id in site.source_ids().filter(|s| site.source(*s).visible) {
        let source = site.source(id);
        let notes = passages::MAX_NOTES.min(site.backlinks(Target::Source(id)).len());
        let mut size = source.title.len() + notes * 200;
        for text in [&source.summary, &source.note, &source.reliability].into_iter().flatten() {
            size += text.len();
        }
        let (subject, kind) = (PageSubject::Source(id), SearchPageKind::Source);
        pages.add(ctx.tables.paths.source(id), subject, kind, source.issued, size);
    }
    for id in site.publisher_ids().filter(|p| site.publisher(*p).visible) {
        let (subject, kind) = (PageSubject::Publisher(id), SearchPageKind::Publisher);
        pages.add(ctx.tables.paths.publisher(id), subject, kind, None, SMALL_PAGE);
    }
    for id in (0..site.elsewhere.len() as u32).map(ElsewhereId) {
        let (subject, kind) = (PageSubject::Elsewhere(id), SearchPageKind::Elsewhere);
        pages.add(ctx.tables.paths.elsewhere(id), subject, kind, None, SMALL_PAGE);
    }
    for id in ctx.tables.indexes.used_tags() {
        let path = ctx.tables.paths.tag(id);
        pages.add(path, PageSubject::Tag(id), SearchPageKind::Tag, None, SMALL_PAGE);
    }
    for id in site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t))) {
        let watch = PageRoute { kind: PageKind::Watch(id), page_number: 0 }.path(ctx);
        pages.add(watch, PageSubject::Watch(id), SearchPageKind::Watch, None, 400);
        let figures = PageKind::Figures(id);
        if figures.is_filled(ctx) {
            let path = figures.base(ctx);
            pages.add(path, PageSubject::Figures(id), SearchPageKind::Figures, None, 400);
        }
        for id in ctx.tables.indexes.topic(id).questions.iter().copied() {
            // a question without a stable id has no page of its own
            let Some(path) = ctx.tables.paths.question(id) else { continue };
            let BlockKind::Question { kind, asked, .. } = site.block(id).kind else { continue };
            let kind = match kind {
                QuestionKind::Debate => SearchPageKind::Question,
                QuestionKind::Gap => SearchPageKind::Gap,
            };
            let size = site.block(id).content.range().len() + 200;
            pages.add(path, PageSubject::Question(id), kind, asked, size);
        }
        pages.add_statements(ctx, id);
    }
    pages.0
}

#[derive(Default)]
struct PageList(Vec<IndexedPage>);

impl PageList {
    fn add(
        &mut self,
        path: impl Into<String>,
        subject: PageSubject,
        kind: SearchPageKind,
        date: Option<Date>,
        size: usize,
    ) {
        self.0.push(IndexedPage { path: path.into(), subject, kind, date, size });
    }

    /// Adds the definitions, contradictions and forecasts of a topic.
    fn add_statements(&mut self, ctx: &Ctx, topic: TopicId) {
        let (site, reasoning) = (ctx.site, &ctx.tables.reasoning);
        let definitions =
            PageRoute { kind: PageKind::Definitions(topic), page_number: 0 }.path(ctx);
        for id in reasoning.definitions.topic(topic).definitions.iter().copied() {
            let definition = site.definition(id);
            let (path, subject) =
                (format!("{definitions}#{}", definition.id), PageSubject::Definition(topic, id));
            self.add(path, subject, SearchPageKind::Definition, definition.issued, 600);
        }
        let contradictions =
            PageRoute { kind: PageKind::Contradictions(topic), page_number: 0 }.path(ctx);
        for (contradiction, n) in reasoning.contradictions.topic(topic).iter().zip(0..) {
            let path = format!("{contradictions}#{}", contradiction.id);
            let subject = PageSubject::Contradiction(topic, n);
            self.add(path, subject, SearchPageKind::Contradiction, contradiction.found, 900);
        }
        for forecast in reasoning.forecasts.of_topic(topic) {
            let block = site.block(forecast.block);
            let path = format!("{}#{}", ctx.tables.paths.doc(block.doc), block.anchor.name);
            let subject = PageSubject::Forecast(forecast.block);
            let date = block.date.or(site.doc(block.doc).date);
            let size = block.content.range().len() + 300;
            self.add(path, subject, SearchPageKind::Forecast, date, size);
        }
    }
}

fn doc_kind(site: &Site, doc: &Doc) -> SearchPageKind {
    match doc.kind {
        DocKind::Topic => SearchPageKind::Topic,
        DocKind::Gather(_) => SearchPageKind::Gather,
        DocKind::Thread { .. } => SearchPageKind::Thread,
        DocKind::Article(_) => SearchPageKind::Article,
        DocKind::Page => SearchPageKind::Page,
        DocKind::Entity(e) if site.entity(e).kind.base == EntityKind::Term => SearchPageKind::Term,
        DocKind::Entity(_) => SearchPageKind::Entity,
    }
}

/// The text and the facets of a page.
pub(super) fn entry(ctx: &Ctx, page: &IndexedPage) -> IndexEntry {
    let entry = match page.subject {
        PageSubject::Doc(id) => passages::of_doc(ctx, id),
        PageSubject::Source(id) => passages::of_source(ctx, id),
        PageSubject::Publisher(id) => passages::of_publisher(ctx, id),
        PageSubject::Elsewhere(id) => passages::of_elsewhere(ctx, id),
        PageSubject::Tag(id) => passages::of_tag(ctx, id),
        PageSubject::Watch(id) => passages::of_watch(ctx, id),
        PageSubject::Figures(id) => passages::of_figures(ctx, id),
        PageSubject::Question(id) => passages::of_question(ctx, id),
        PageSubject::Definition(topic, id) => statements::of_definition(ctx, topic, id),
        PageSubject::Contradiction(topic, n) => {
            let contradictions = ctx.tables.reasoning.contradictions.topic(topic);
            statements::of_contradiction(ctx, &contradictions[n as usize])
        }
        PageSubject::Forecast(id) => {
            let forecast = ctx.tables.reasoning.forecasts.of(id);
            forecast.map(|forecast| statements::of_forecast(ctx, forecast)).unwrap_or_default()
        }
    };
    entry.finish()
}
