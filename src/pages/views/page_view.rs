//! The data of any page: dispatches a route to the view of its kind.

use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::pages::views::{
    background, changes, compare, contradictions, corrections, definitions, document, embed,
    entities, entity, evidence, external_topic, figures, forecasts, gathers, glossary, half_life,
    home, moved, not_found, perspectives, publisher, publishers, question_page, questions,
    redirect, search, source, sources, stands, tags, tensions, timeline, topic, topics, watch,
};
use serde::Serialize;

/// Defines [`PageView`] and [`view`] from rows: page kind with its subject, function, struct.
macro_rules! views {
    ($($name:ident $(($($subject:ident),+))? $module:ident::$make:ident -> $view:ty;)*) => {
        /// The complete data of one page.
        #[derive(Serialize)]
        #[serde(untagged)]
        #[allow(clippy::large_enum_variant)]
        pub enum PageView<'a> { $($name($view)),* }

        /// Builds the data of one page.
        pub fn view<'a>(ctx: &'a Ctx<'a>, route: &PageRoute) -> PageView<'a> {
            match &route.kind {
                $(PageKind::$name $(($($subject),+))? => PageView::$name($module::$make(ctx, route $($(, $subject.clone())+)?))),*
            }
        }
    };
}

views! {
    Home home::home -> home::HomePage;
    Topic(topic) topic::topic -> topic::TopicPage<'a>;
    Background(topic) background::background -> background::BackgroundPage;
    Stands(topic) stands::stands -> stands::StandsPage<'a>;
    Gathers(topic) gathers::newest -> gathers::GathersPage;
    GatherYear(topic, year) gathers::year -> gathers::GathersPage;
    Gather(doc) document::document -> document::DocumentPage;
    Timeline(topic) timeline::of_topic -> timeline::TimelinePage;
    Perspectives(topic) perspectives::perspectives -> perspectives::PerspectivesPage;
    Moved(topic) moved::moved -> moved::MovedPage;
    Corrections(topic) corrections::corrections -> corrections::CorrectionsPage;
    TopicTensions(topic) tensions::of_topic -> tensions::TensionsPage;
    TopicQuestions(topic) questions::of_topic -> questions::QuestionsPage;
    TopicSources(topic) sources::of_topic -> sources::SourcesPage;
    Watch(topic) watch::watch -> watch::WatchPage<'a>;
    Figures(topic) figures::figures -> figures::FiguresPage<'a>;
    Evidence(topic) evidence::evidence -> evidence::EvidencePage;
    Forecasts(topic) forecasts::forecasts -> forecasts::ForecastsPage;
    HalfLife(topic) half_life::half_life -> half_life::HalfLifePage;
    Contradictions(topic) contradictions::contradictions -> contradictions::ContradictionsPage;
    Definitions(topic) definitions::definitions -> definitions::DefinitionsPage;
    Thread(doc) document::thread -> document::DocumentPage;
    Article(doc) document::document -> document::DocumentPage;
    Source(source) source::source -> source::SourcePage<'a>;
    Publisher(publisher) publisher::publisher -> publisher::PublisherPage<'a>;
    Entity(entity) entity::entity -> entity::EntityPage<'a>;
    Question(block) question_page::question_page -> question_page::QuestionPage;
    Compare(topic, pair) compare::compare -> compare::ComparisonPage<'a>;
    Embed(embedded) embed::embed -> embed::EmbedPage<'a>;
    Elsewhere(elsewhere) external_topic::elsewhere -> external_topic::ExternalTopicPage;
    Topics topics::topics -> topics::TopicsPage;
    Sources sources::of_site -> sources::SourcesPage;
    Publishers publishers::publishers -> publishers::PublishersPage;
    Entities entities::entities -> entities::EntitiesPage;
    Questions questions::of_site -> questions::QuestionsPage;
    Tensions tensions::of_site -> tensions::TensionsPage;
    SiteTimeline timeline::of_site -> timeline::TimelinePage;
    Changes changes::latest -> changes::ChangesPage;
    ChangesOfMonth(month) changes::of_month -> changes::ChangesPage;
    Since changes::since -> changes::ChangesPage;
    Tags tags::tags -> tags::TagsPage;
    Tag(tag) tags::tag -> tags::TagPage;
    Glossary glossary::glossary -> glossary::GlossaryPage;
    Search search::search -> search::SearchView;
    Page(doc) document::document -> document::DocumentPage;
    Missing not_found::missing -> not_found::NotFoundPage;
    Redirect(old) redirect::redirect -> redirect::RedirectPage;
    Gone(gone) redirect::gone -> redirect::GonePage;
}
