//! The pages that can be found: what each is about, and its words passage by passage.
//!
//! Takes the site, gives the pages ([`pages`]) without their words, and the words of one ([`entry`]) when they are
//! needed: no page's text is kept. Lists and redirects are no pages here, since all that they say stands elsewhere.

use super::entry::{Entry, put};
use super::facet::PageKind;
use super::passages;
use crate::model::*;
use crate::pages::{Ctx, Job, Kind};
use blake3::Hasher;

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Doc(DocId),
    Source(SourceId),
    Publisher(PublisherId),
    Elsewhere(ElsewhereId),
    Watch(TopicId),
    Figures(TopicId),
    Question(BlockId),
}

/// A page that can be found.
#[derive(Clone, Debug)]
pub struct Page {
    /// From the site's root.
    pub path: String,
    pub about: About,
    pub kind: PageKind,
    pub date: Option<Date>,
    /// About how many bytes of words it has.
    pub size: usize,
}

impl Page {
    /// Adds what results show of the page itself.
    pub fn hash(&self, hasher: &mut Hasher) {
        put(hasher, &self.path);
        put(hasher, self.kind.word());
        put(hasher, &self.date.map(|d| d.to_string()).unwrap_or_default());
    }
}

/// Every page that can be found, in the order of the site's lists.
pub fn pages(ctx: &Ctx) -> Vec<Page> {
    let site = ctx.site;
    let mut all = Vec::new();
    for id in site.doc_ids().filter(|d| site.doc(*d).visible) {
        let doc = site.doc(id);
        let size = site.blocks_of(id).map(|b| site.block(b).content.range().len()).sum();
        let page = Page {
            path: ctx.paths.doc(id).into(),
            about: About::Doc(id),
            kind: of_doc(site, doc),
            date: doc.date,
            size,
        };
        all.push(page);
    }
    for id in site.source_ids().filter(|s| site.source(*s).visible) {
        let source = site.source(id);
        let texts = [&source.summary, &source.note, &source.reliability];
        let notes = passages::NOTES.min(site.backlinks(Target::Source(id)).len()) * 200;
        let size = source.title.len()
            + texts.into_iter().flatten().map(String::len).sum::<usize>()
            + notes;
        let path = ctx.paths.source(id).into();
        all.push(Page {
            path,
            about: About::Source(id),
            kind: PageKind::Source,
            date: source.issued,
            size,
        });
    }
    for id in site.publisher_ids().filter(|p| site.publisher(*p).visible) {
        let path = ctx.paths.publisher(id).into();
        all.push(Page {
            path,
            about: About::Publisher(id),
            kind: PageKind::Publisher,
            date: None,
            size: 40,
        });
    }
    for id in (0..site.elsewhere.len() as u32).map(ElsewhereId) {
        let path = ctx.paths.elsewhere(id).into();
        all.push(Page {
            path,
            about: About::Elsewhere(id),
            kind: PageKind::Elsewhere,
            date: None,
            size: 40,
        });
    }
    for id in site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t))) {
        let list = |kind: Kind| Job { kind, part: 0 }.path(ctx);
        let watch = Page {
            path: list(Kind::Watch(id)),
            about: About::Watch(id),
            kind: PageKind::Watch,
            date: None,
            size: 400,
        };
        let figures = Page {
            path: list(Kind::Figures(id)),
            about: About::Figures(id),
            kind: PageKind::Figures,
            ..watch.clone()
        };
        all.extend([watch, figures]);
        for id in ctx.lists.topic(id).questions.iter().copied() {
            // Without a lasting id a question has no page of its own.
            let Some(path) = ctx.paths.question(id) else { continue };
            let BlockKind::Question { asked, .. } = site.block(id).kind else { continue };
            let (path, size) = (path.into(), site.block(id).content.range().len() + 200);
            all.push(Page {
                path,
                about: About::Question(id),
                kind: PageKind::Question,
                date: asked,
                size,
            });
        }
    }
    all
}

fn of_doc(site: &Site, doc: &Doc) -> PageKind {
    match doc.kind {
        DocKind::Topic => PageKind::Topic,
        DocKind::Gather(_) => PageKind::Gather,
        DocKind::Thread { .. } => PageKind::Thread,
        DocKind::Article(_) => PageKind::Article,
        DocKind::Page => PageKind::Page,
        DocKind::Entity(e) if site.entity(e).kind == EntityKind::Term => PageKind::Term,
        DocKind::Entity(_) => PageKind::Entity,
    }
}

/// The words of a page and what it can be filtered by.
pub fn entry(ctx: &Ctx, page: &Page) -> Entry {
    match page.about {
        About::Doc(id) => passages::of_doc(ctx, id),
        About::Source(id) => passages::of_source(ctx, id),
        About::Publisher(id) => passages::of_publisher(ctx, id),
        About::Elsewhere(id) => passages::of_elsewhere(ctx, id),
        About::Watch(id) => passages::of_watch(ctx, id),
        About::Figures(id) => passages::of_figures(ctx, id),
        About::Question(id) => passages::of_question(ctx, id),
    }
}
