//! The pages of a site: one table of kinds with their paths, templates and views.
//!
//! Takes the site, gives every page that exists in a fixed order ([`plan`]) and the data of one of them ([`view`]).

use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::redirect;
use crate::pages::urls::href;
use crate::pages::urls::pagination::pages;
use crate::pages::views::embed::Embedded;
use crate::pages::views::*;
use serde::Serialize;
use std::collections::HashMap;

/// One page: its kind with what it is about, and which part of a list that is cut into several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    pub kind: Kind,
    /// 0 is the page at the list's own address.
    pub part: u32,
}

/// Builds the table: variants with their arguments, the template's name, and the function that makes the view.
macro_rules! kinds {
    ($($name:ident $(($arg:ident: $ty:ty $(, $arg2:ident: $ty2:ty)?))? $template:literal $module:ident::$make:ident -> $view:ident;)*) => {
        /// Which page it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($name $(($ty $(, $ty2)?))?),* }

        /// The complete data of one page.
        #[derive(Serialize)]
        #[serde(untagged)]
        #[allow(clippy::large_enum_variant)]
        pub enum View { $($name($module::$view)),* }

        impl View {
            /// The template that makes the page.
            pub fn template(&self) -> &'static str {
                match self { $(View::$name(_) => concat!("pages/", $template, ".html")),* }
            }
        }

        impl Kind {
            /// The template that makes its pages.
            pub fn template(self) -> &'static str {
                match self { $(Kind::$name $(($arg $(, $arg2)?))? => { $(let _ = ($arg $(, $arg2)?);)? concat!("pages/", $template, ".html") })* }
            }
        }

        /// Makes the data of one page.
        pub fn view(ctx: &Ctx, job: &Job) -> View {
            match job.kind {
                $(Kind::$name $(($arg $(, $arg2)?))? => View::$name($module::$make(ctx, job $(, $arg $(, $arg2)?)?))),*
            }
        }
    };
}

kinds! {
    Home "home" home::home -> Home;
    Topic(topic: TopicId) "topic" topic::topic -> Topic;
    Gathers(topic: TopicId) "gathers" gathers::newest -> Gathers;
    GatherYear(topic: TopicId, year: u16) "gathers" gathers::year -> Gathers;
    Gather(doc: DocId) "gather" gather::gather -> Gather;
    Timeline(topic: TopicId) "timeline" timeline::of_topic -> Timeline;
    Perspectives(topic: TopicId) "perspectives" perspectives::perspectives -> Perspectives;
    TopicTensions(topic: TopicId) "tensions" tensions::of_topic -> Tensions;
    TopicQuestions(topic: TopicId) "questions" questions::of_topic -> Questions;
    TopicSources(topic: TopicId) "topic_sources" topic_sources::topic_sources -> TopicSources;
    Watch(topic: TopicId) "watch" watch::watch -> Watch;
    Figures(topic: TopicId) "figures" figures::figures -> Figures;
    Thread(doc: DocId) "thread" thread::thread -> Thread;
    Article(doc: DocId) "article" article::article -> Article;
    Source(source: SourceId) "source" source::source -> Source;
    Publisher(publisher: PublisherId) "publisher" publisher::publisher -> Publisher;
    Entity(entity: EntityId) "entity" entity::entity -> Entity;
    Question(block: BlockId) "question" question_page::question_page -> QuestionPage;
    Compare(topic: TopicId, pair: u32) "compare" compare::compare -> Compare;
    Embed(of: Embedded) "embed" embed::embed -> Embed;
    Elsewhere(elsewhere: ElsewhereId) "elsewhere" external_topic::elsewhere -> Elsewhere;
    Sources "sources" sources::sources -> Sources;
    Publishers "publishers" publishers::publishers -> Publishers;
    Entities "entities" entities::entities -> Entities;
    Questions "questions" questions::of_site -> Questions;
    Tensions "tensions" tensions::of_site -> Tensions;
    SiteTimeline "timeline" timeline::of_site -> Timeline;
    Changes "changes" changes::changes -> Changes;
    Since "since" changes::since -> Changes;
    Search "search" search::search -> Search;
    Page(doc: DocId) "page" prose::page -> Prose;
    Missing "missing" not_found::missing -> Missing;
    Redirect(old: u32) "redirect" redirect::redirect -> Redirect;
    Gone(gone: u32) "gone" redirect::gone -> GonePage;
}

impl Job {
    /// The path of the page from the site's root.
    pub fn path(&self, ctx: &Ctx) -> String {
        href::part(&self.kind.base(ctx), self.part)
    }
}

impl Kind {
    /// The path of the page, or of the first part of a list.
    pub(crate) fn base(self, ctx: &Ctx) -> String {
        let site = ctx.site;
        let of_topic = |topic, name: &str| href::topic_page(site, topic, name);
        match self {
            Kind::Home => "index.html".into(),
            Kind::Topic(t) => ctx.paths.doc(site.topic(t).doc).into(),
            Kind::Gathers(t) => of_topic(t, "gathers/index"),
            Kind::GatherYear(t, year) => of_topic(t, &format!("gathers/{year}")),
            Kind::Timeline(t) => of_topic(t, "timeline"),
            Kind::Perspectives(t) => of_topic(t, "perspectives"),
            Kind::TopicTensions(t) => of_topic(t, "tensions"),
            Kind::TopicQuestions(t) => of_topic(t, "questions"),
            Kind::TopicSources(t) => of_topic(t, "sources"),
            Kind::Watch(t) => of_topic(t, "watch"),
            Kind::Figures(t) => of_topic(t, "figures"),
            Kind::Gather(d) | Kind::Thread(d) | Kind::Article(d) | Kind::Page(d) => {
                ctx.paths.doc(d).into()
            }
            Kind::Source(s) => ctx.paths.source(s).into(),
            Kind::Publisher(p) => ctx.paths.publisher(p).into(),
            Kind::Entity(e) => ctx.paths.doc(site.entity(e).doc).into(),
            Kind::Question(b) => {
                ctx.paths.question(b).expect("only questions with a lasting id are planned").into()
            }
            Kind::Compare(t, pair) => {
                let (a, b) = ctx.indexes.topic(t).pairs[pair as usize];
                href::comparison(site, t, a, b)
            }
            Kind::Embed(of) => embed::path(ctx, of),
            Kind::Elsewhere(e) => ctx.paths.elsewhere(e).into(),
            Kind::Sources => "sources/index.html".into(),
            Kind::Publishers => "publishers/index.html".into(),
            Kind::Entities => "entities/index.html".into(),
            Kind::Questions => "questions.html".into(),
            Kind::Tensions => "tensions.html".into(),
            Kind::SiteTimeline => "timeline.html".into(),
            Kind::Changes => "changes.html".into(),
            Kind::Since => "since.html".into(),
            Kind::Search => "search.html".into(),
            Kind::Missing => "404.html".into(),
            Kind::Redirect(i) => ctx.redirects[i as usize].from.clone(),
            Kind::Gone(i) => ctx.gone[i as usize].path.clone(),
        }
    }

    /// How long the list is that the page may have to be cut for.
    pub(crate) fn len(self, ctx: &Ctx) -> usize {
        let (site, lists) = (ctx.site, &ctx.indexes);
        match self {
            Kind::GatherYear(t, year) => lists
                .topic(t)
                .years
                .iter()
                .find(|(y, _)| *y == year)
                .map_or(0, |(_, range)| range.len()),
            Kind::Timeline(t) => lists.topic(t).timeline.len(),
            Kind::Perspectives(t) => lists.topic(t).actors.len(),
            Kind::TopicTensions(t) => lists.topic(t).tensions.len(),
            Kind::TopicQuestions(t) => lists.topic(t).questions.len(),
            Kind::TopicSources(t) => lists.topic(t).sources.len(),
            Kind::Watch(t) => lists.topic(t).observations.len(),
            Kind::Source(s) => site.backlinks(Target::Source(s)).len(),
            Kind::Publisher(p) => site.index.by_publisher[p.index()].len(),
            Kind::Entity(e) => site.backlinks(Target::Entity(e)).len(),
            Kind::Elsewhere(e) => site.backlinks(Target::Elsewhere(e)).len(),
            Kind::Sources => lists.sources.len(),
            Kind::Publishers => lists.publishers.len(),
            Kind::Entities => lists.entities.len(),
            Kind::Questions => lists.questions.len(),
            Kind::Tensions => lists.tensions.len(),
            Kind::SiteTimeline => lists.timeline.len(),
            Kind::Changes => lists.changes.len(),
            _ => 0,
        }
    }
}

/// Every page of the site, in a fixed order.
pub fn plan(ctx: &Ctx) -> Vec<Job> {
    let old = (0..ctx.redirects.len() as u32)
        .map(Kind::Redirect)
        .chain((0..ctx.gone.len() as u32).map(Kind::Gone));
    made(ctx).chain(old.map(|kind| Job { kind, part: 0 })).collect()
}

/// Every page that is not there for an old address alone.
pub(crate) fn made(ctx: &Ctx) -> impl Iterator<Item = Job> {
    let (site, lists) = (ctx.site, &ctx.indexes);
    let mut kinds = vec![Kind::Home];
    for topic in lists.shown.iter().copied() {
        kinds.extend(of_topic(ctx, topic));
        kinds.extend(embed::embedded(ctx, topic).into_iter().map(Kind::Embed));
    }
    kinds.extend(site.source_ids().filter(|s| site.source(*s).visible).map(Kind::Source));
    kinds.extend(site.publisher_ids().filter(|p| site.publisher(*p).visible).map(Kind::Publisher));
    kinds.extend(site.entity_ids().filter(|e| site.entity(*e).visible).map(Kind::Entity));
    kinds.extend((0..site.elsewhere.len() as u32).map(|e| Kind::Elsewhere(ElsewhereId(e))));
    kinds.extend([
        Kind::Sources,
        Kind::Publishers,
        Kind::Entities,
        Kind::Questions,
        Kind::Tensions,
    ]);
    kinds.extend([Kind::SiteTimeline, Kind::Changes, Kind::Since, Kind::Search]);
    kinds.extend(
        site.doc_ids()
            .filter(|d| site.doc(*d).kind == DocKind::Page && site.doc(*d).visible)
            .map(Kind::Page),
    );
    kinds.push(Kind::Missing);
    parts(ctx, kinds)
}

/// The pages of each kind: one, or as many as its list is cut into.
pub(crate) fn parts(ctx: &Ctx, kinds: Vec<Kind>) -> impl Iterator<Item = Job> {
    kinds
        .into_iter()
        .flat_map(move |kind| (0..pages(kind.len(ctx))).map(move |part| Job { kind, part }))
}

/// What stands in the folder of a topic.
pub(crate) fn of_topic(ctx: &Ctx, topic: TopicId) -> Vec<Kind> {
    let of = ctx.indexes.topic(topic);
    let mut kinds = vec![Kind::Topic(topic), Kind::Gathers(topic)];
    kinds.extend(of.years.iter().map(|(year, _)| Kind::GatherYear(topic, *year)));
    kinds.extend([Kind::Timeline(topic), Kind::Perspectives(topic)]);
    kinds.extend((!of.tensions.is_empty()).then_some(Kind::TopicTensions(topic)));
    kinds.extend((!of.questions.is_empty()).then_some(Kind::TopicQuestions(topic)));
    kinds.push(Kind::TopicSources(topic));
    kinds.extend([Kind::Watch(topic), Kind::Figures(topic)]);
    kinds.extend(of.gathers.iter().map(|d| Kind::Gather(*d)));
    kinds.extend(of.threads.iter().map(|d| Kind::Thread(*d)));
    kinds.extend(of.articles.iter().map(|d| Kind::Article(*d)));
    kinds.extend(
        of.questions
            .iter()
            .filter(|q| ctx.paths.question(**q).is_some())
            .map(|q| Kind::Question(*q)),
    );
    kinds.extend((0..of.pairs.len() as u32).map(|pair| Kind::Compare(topic, pair)));
    kinds
}

/// Every page by its path.
pub struct Addresses(HashMap<String, Job>);

impl Addresses {
    pub fn new(ctx: &Ctx) -> Addresses {
        Addresses(plan(ctx).into_iter().map(|job| (job.path(ctx), job)).collect())
    }

    pub fn find(&self, path: &str) -> Option<&Job> {
        self.0.get(path)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
