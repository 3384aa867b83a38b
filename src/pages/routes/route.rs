//! The table of page kinds, and the path of every page.
//!
//! A page kind is one row of the table, a view in `pages::views` and a template.

use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::embedded::{self, Embedded};
use crate::pages::routes::old_url::{GoneUrl, OldUrl};
use crate::pages::urls::href;
use crate::pages::urls::pagination::{Order, Pager, page_count, pager, range};
use serde::Serialize;
use std::ops::Range;

/// One page: its kind with its subject, and its number where a list is split over several pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRoute {
    pub kind: PageKind,
    /// 0 is the page at the list's own path.
    pub page_number: u32,
}

/// What all pages with one template have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct PageProperties {
    /// Whether Open Graph calls it an article.
    pub article: bool,
    /// Whether it has content of its own as JSON, and so a place in the site map.
    pub data: bool,
    /// Whether it has a record of its own in a file of facts; other pages repeat what these have.
    pub record: bool,
    /// Whether its text is found by external search tools; other pages repeat the text of these.
    pub searched: bool,
    /// Whether its first screen is set in italics, so that the font is loaded early.
    pub italics: bool,
    /// Whether it is in the site map though it has no JSON file.
    pub mapped: bool,
    /// Whether its list is ordered by name; other lists are ordered by date.
    pub by_name: bool,
}

/// Defines [`PageKind`] from rows: variant, name of the template, properties.
macro_rules! page_kinds {
    ($($name:ident $(($($subject:ty),+))? $template:literal: $($property:ident),*;)*) => {
        /// The kind of a page with its subject.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum PageKind { $($name $(($($subject),+))?),* }

        impl PageKind {
            /// The path of the template.
            pub fn template(&self) -> &'static str {
                match self { $(PageKind::$name { .. } => concat!("pages/", $template, ".html")),* }
            }

            /// The name of the template, under which scripts and the search know the kind.
            pub(crate) fn name(&self) -> &'static str {
                match self { $(PageKind::$name { .. } => $template),* }
            }
        }

        impl PageProperties {
            /// The properties of the pages with a template; none where no page of the site has it.
            pub(crate) fn of_template(name: &str) -> PageProperties {
                #[allow(unreachable_patterns)]
                match name {
                    $($template => PageProperties { $($property: true,)* ..Default::default() },)*
                    _ => PageProperties::default(),
                }
            }
        }
    };
}

page_kinds! {
    Home "home": data, italics;
    Topic(TopicId) "topic": data, record, searched, italics;
    Background(TopicId) "background": data, record, searched;
    Stands(TopicId) "stands": data, record;
    Gathers(TopicId) "gathers": data;
    GatherYear(TopicId, u16) "gathers": data;
    Gather(DocId) "gather": article, data, record, searched;
    Timeline(TopicId) "timeline": data;
    Perspectives(TopicId) "perspectives": data, searched;
    Moved(TopicId) "moved": data, searched;
    Corrections(TopicId) "corrections": data, searched;
    TopicTensions(TopicId) "tensions": data, italics;
    TopicQuestions(TopicId) "questions": data;
    TopicSources(TopicId) "topic_sources": data;
    Watch(TopicId) "watch": data, record, searched;
    Figures(TopicId) "figures": data, record, searched;
    Evidence(TopicId) "evidence": data, record, searched, by_name;
    Forecasts(TopicId) "forecasts": data, record, searched;
    HalfLife(TopicId) "half_life": data, record, searched;
    Contradictions(TopicId) "contradictions": data, record, searched;
    Definitions(TopicId) "definitions": data, record, searched;
    Thread(ThreadDoc) "thread": article, data, record, searched;
    Article(DocId) "article": article, data, record, searched;
    Source(SourceId) "source": data, record, searched, italics;
    Publisher(PublisherId) "publisher": data, record, searched;
    Entity(EntityId) "entity": data, record, searched;
    Question(QuestionBlock) "question": data, searched, italics;
    Compare(TopicId, u32) "compare": data, italics;
    Embed(Embedded) "embed":;
    Elsewhere(ElsewhereId) "elsewhere": data, record, searched;
    Topics "topics": mapped, by_name;
    Sources "sources": data;
    Publishers "publishers": data, by_name;
    Entities "entities": data, by_name;
    Questions "questions": data;
    Tensions "tensions": data, italics;
    SiteTimeline "timeline": data;
    Changes "changes": data;
    ChangesOfMonth(Date) "changes": data;
    Since "since":;
    Tags "tags": mapped, by_name;
    Tag(TagId) "tag": mapped;
    Glossary "glossary": data, searched;
    Search "search":;
    Page(DocId) "page": data, record, searched;
    Missing "missing":;
    Redirect(OldUrl) "redirect":;
    Gone(GoneUrl) "gone":;
}

impl PageRoute {
    /// The path of the page from the site's root.
    pub fn path(&self, ctx: &Ctx) -> String {
        href::part(&self.kind.base(ctx), self.page_number)
    }

    /// The entries that the page shows of its list, which has the oldest first or is by name.
    pub(crate) fn entries(&self, ctx: &Ctx) -> Range<usize> {
        range(self.kind.len(ctx), self.page_number, self.kind.order())
    }

    /// The same entries in a list that has the newest first.
    pub(crate) fn entries_newest_first(&self, ctx: &Ctx) -> Range<usize> {
        let (entries, len) = (self.entries(ctx), self.kind.len(ctx));
        len - entries.end..len - entries.start
    }

    /// The links to the other pages of its list.
    pub(crate) fn pager(&self, ctx: &Ctx) -> Option<Pager> {
        pager(&self.kind.base(ctx), self.kind.len(ctx), self.page_number, self.kind.order())
    }
}

impl PageKind {
    /// What the page is about; `None` for pages of the whole site and for those in frames.
    pub(crate) fn target(&self) -> Option<Target> {
        Some(match *self {
            PageKind::Topic(t)
            | PageKind::Background(t)
            | PageKind::Stands(t)
            | PageKind::Gathers(t)
            | PageKind::GatherYear(t, _)
            | PageKind::Timeline(t)
            | PageKind::Perspectives(t)
            | PageKind::Moved(t)
            | PageKind::Corrections(t)
            | PageKind::TopicTensions(t)
            | PageKind::TopicQuestions(t)
            | PageKind::TopicSources(t)
            | PageKind::Watch(t)
            | PageKind::Figures(t)
            | PageKind::Evidence(t)
            | PageKind::Forecasts(t)
            | PageKind::HalfLife(t)
            | PageKind::Contradictions(t)
            | PageKind::Definitions(t)
            | PageKind::Compare(t, _) => Target::Topic(t),
            PageKind::Gather(d) | PageKind::Article(d) | PageKind::Page(d) => Target::Doc(d),
            PageKind::Thread(thread) => Target::Doc(thread.id()),
            PageKind::Question(question) => Target::Block(question.id()),
            PageKind::Source(s) => Target::Source(s),
            PageKind::Publisher(p) => Target::Publisher(p),
            PageKind::Entity(e) => Target::Entity(e),
            PageKind::Elsewhere(e) => Target::Elsewhere(e),
            _ => return None,
        })
    }

    /// The gather, thread, article or page whose text this is.
    pub fn document(&self) -> Option<DocId> {
        if let Some(Target::Doc(doc)) = self.target() { Some(doc) } else { None }
    }

    /// The topic that the page belongs to.
    pub(crate) fn topic(&self, site: &Site) -> Option<TopicId> {
        let target = self.target()?;
        match target {
            Target::Topic(_) | Target::Doc(_) | Target::Block(_) => site.topic_of(target),
            _ => None,
        }
    }

    pub(crate) fn properties(&self) -> PageProperties {
        PageProperties::of_template(self.name())
    }

    /// How the list is ordered that the page may have to be cut for.
    pub(crate) fn order(&self) -> Order {
        if self.properties().by_name { Order::ByName } else { Order::ByDate }
    }

    /// The path of the page, or of the first part of a list.
    pub(crate) fn base(&self, ctx: &Ctx) -> String {
        let site = ctx.site;
        let of_topic = |topic, name: &str| href::topic_page(site, topic, name);
        match *self {
            PageKind::Home => "index.html".into(),
            PageKind::Background(t) => ctx.tables.paths.doc(site.topic(t).doc).into(),
            PageKind::Stands(t) => of_topic(t, "stands"),
            PageKind::Gathers(t) => of_topic(t, "gathers/index"),
            PageKind::GatherYear(t, year) => of_topic(t, &format!("gathers/{year}")),
            PageKind::Timeline(t) => of_topic(t, "timeline"),
            PageKind::Perspectives(t) => of_topic(t, "perspectives"),
            PageKind::Moved(t) => of_topic(t, "moved"),
            PageKind::Corrections(t) => of_topic(t, "corrections"),
            PageKind::TopicTensions(t) => of_topic(t, "tensions"),
            PageKind::TopicQuestions(t) => of_topic(t, "questions"),
            PageKind::TopicSources(t) => of_topic(t, "sources"),
            PageKind::Watch(t) => of_topic(t, "watch"),
            PageKind::Figures(t) => of_topic(t, "figures"),
            PageKind::Evidence(t) => of_topic(t, "evidence"),
            PageKind::Forecasts(t) => of_topic(t, "forecasts"),
            PageKind::HalfLife(t) => of_topic(t, "half-life"),
            PageKind::Contradictions(t) => of_topic(t, "contradictions"),
            PageKind::Definitions(t) => of_topic(t, "definitions"),
            PageKind::Question(question) => {
                let path = ctx.tables.paths.question(question.id());
                path.expect("a planned question has an explicit id").into()
            }
            PageKind::Compare(t, pair) => {
                let (a, b) = ctx.tables.indexes.topic(t).pairs[pair as usize];
                href::comparison(site, t, a, b)
            }
            PageKind::Embed(of) => embedded::path(ctx, of),
            PageKind::Topics => href::TOPICS.into(),
            PageKind::Sources => "sources/index.html".into(),
            PageKind::Publishers => "publishers/index.html".into(),
            PageKind::Entities => "entities/index.html".into(),
            PageKind::Questions => "questions.html".into(),
            PageKind::Tensions => "tensions.html".into(),
            PageKind::SiteTimeline => "timeline.html".into(),
            PageKind::Changes => "changes.html".into(),
            PageKind::ChangesOfMonth(month) => format!("changes/{}.html", month.iso()),
            PageKind::Since => "since.html".into(),
            PageKind::Tags => href::TAGS.into(),
            PageKind::Tag(tag) => ctx.tables.paths.tag(tag).into(),
            PageKind::Glossary => "glossary.html".into(),
            PageKind::Search => "search.html".into(),
            PageKind::Missing => "404.html".into(),
            PageKind::Redirect(ref old) => old.from.clone(),
            PageKind::Gone(ref gone) => gone.path.clone(),
            _ => {
                let target = self.target().expect("every other page is about something");
                ctx.tables.paths.of(site, target).0.into()
            }
        }
    }

    /// How long the list is that the page may have to be cut for.
    pub(crate) fn len(&self, ctx: &Ctx) -> usize {
        let (site, lists) = (ctx.site, &ctx.tables.indexes);
        let reasoning = &ctx.tables.reasoning;
        match *self {
            PageKind::GatherYear(t, year) => lists
                .topic(t)
                .years
                .iter()
                .find(|(y, _)| *y == year)
                .map_or(0, |(_, range)| range.len()),
            PageKind::Timeline(t) => lists.topic(t).timeline.len(),
            PageKind::Perspectives(t) => lists.topic(t).actors.len(),
            PageKind::TopicTensions(t) => lists.topic(t).tensions.len(),
            PageKind::TopicQuestions(t) => lists.topic(t).questions.len(),
            PageKind::TopicSources(t) => lists.topic(t).sources.len(),
            PageKind::Watch(t) => lists.topic(t).observations.len(),
            PageKind::Evidence(t) => reasoning.evidence.topic(t).origins.len(),
            PageKind::Source(s) => site.backlinks(Target::Source(s)).len(),
            PageKind::Publisher(p) => site.index.by_publisher[p.index()].len(),
            PageKind::Entity(e) => site.backlinks(Target::Entity(e)).len(),
            PageKind::Elsewhere(e) => site.backlinks(Target::Elsewhere(e)).len(),
            PageKind::Topics => lists.shown.len(),
            PageKind::Sources => lists.sources.len(),
            PageKind::Publishers => lists.publishers.len(),
            PageKind::Entities => lists.entities.len(),
            PageKind::Questions => lists.questions.len(),
            PageKind::Tensions => lists.tensions.len(),
            PageKind::SiteTimeline => lists.timeline.len(),
            PageKind::ChangesOfMonth(month) => lists.changes_of(month).len(),
            PageKind::Tag(tag) => lists.tagged(tag).len(),
            _ => 0,
        }
    }
}

/// Every page except those at old addresses.
pub(crate) fn living_pages(ctx: &Ctx) -> impl Iterator<Item = PageRoute> {
    let (site, lists) = (ctx.site, &ctx.tables.indexes);
    let mut kinds = vec![PageKind::Home];
    for topic in lists.shown.iter().copied() {
        kinds.extend(topic_pages(ctx, topic));
        kinds.extend(embedded::embedded(ctx, topic).into_iter().map(PageKind::Embed));
    }
    kinds.extend(site.source_ids().filter(|s| site.source(*s).visible).map(PageKind::Source));
    kinds.extend(
        site.publisher_ids().filter(|p| site.publisher(*p).visible).map(PageKind::Publisher),
    );
    kinds.extend(site.entity_ids().filter(|e| site.entity(*e).visible).map(PageKind::Entity));
    kinds.extend((0..site.elsewhere.len() as u32).map(|e| PageKind::Elsewhere(ElsewhereId(e))));
    if !lists.are_all_topics_in_menu() {
        kinds.push(PageKind::Topics);
    }
    kinds.extend([
        PageKind::Sources,
        PageKind::Publishers,
        PageKind::Entities,
        PageKind::Questions,
        PageKind::Tensions,
    ]);
    kinds.extend([PageKind::SiteTimeline, PageKind::Changes]);
    kinds.extend(lists.change_months.iter().map(|(month, _)| PageKind::ChangesOfMonth(*month)));
    kinds.push(PageKind::Since);
    if lists.used_tags().next().is_some() {
        kinds.push(PageKind::Tags);
        kinds.extend(lists.used_tags().map(PageKind::Tag));
    }
    kinds.extend([PageKind::Glossary, PageKind::Search]);
    kinds.extend(
        site.doc_ids()
            .filter(|d| site.doc(*d).kind == DocKind::Page && site.doc(*d).visible)
            .map(PageKind::Page),
    );
    kinds.push(PageKind::Missing);
    parts(ctx, kinds)
}

/// The pages of each kind: one, or as many as its list is cut into.
pub(crate) fn parts(ctx: &Ctx, kinds: Vec<PageKind>) -> impl Iterator<Item = PageRoute> {
    kinds.into_iter().flat_map(move |kind| {
        (0..page_count(kind.len(ctx)))
            .map(move |page_number| PageRoute { kind: kind.clone(), page_number })
    })
}

/// The pages in the folder of a topic.
pub(crate) fn topic_pages(ctx: &Ctx, topic: TopicId) -> Vec<PageKind> {
    let of = ctx.tables.indexes.topic(topic);
    let mut kinds = Vec::from(PageKind::topic_menu(topic));
    kinds.retain(|kind| kind.is_filled(ctx));
    kinds.extend(of.years.iter().map(|(year, _)| PageKind::GatherYear(topic, *year)));
    kinds.extend(of.gathers.iter().map(|d| PageKind::Gather(*d)));
    kinds.extend(of.threads.iter().filter_map(|d| ctx.site.thread(*d)).map(PageKind::Thread));
    kinds.extend(of.articles.iter().map(|d| PageKind::Article(*d)));
    let questions = of.questions.iter().filter(|q| ctx.tables.paths.question(**q).is_some());
    kinds.extend(questions.filter_map(|q| ctx.site.question(*q)).map(PageKind::Question));
    kinds.extend((0..of.pairs.len() as u32).map(|pair| PageKind::Compare(topic, pair)));
    kinds
}
