//! The data of any page: dispatches a route to the view of its kind.

use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::pages::views::{
    article, changes, compare, embed, entities, entity, external_topic, figures, gather, gathers,
    home, not_found, perspectives, prose, publisher, publishers, question_page, questions,
    redirect, search, source, sources, tensions, thread, timeline, topic, topic_sources, watch,
};
use serde::Serialize;

/// Defines [`PageView`] and [`view`] from rows: page kind with its subject, function, struct.
macro_rules! views {
    ($($name:ident $(($($subject:ident),+))? $module:ident::$make:ident -> $view:ident;)*) => {
        /// The complete data of one page.
        #[derive(Serialize)]
        #[serde(untagged)]
        #[allow(clippy::large_enum_variant)]
        pub enum PageView { $($name($module::$view)),* }

        /// Builds the data of one page.
        pub fn view(ctx: &Ctx, route: &PageRoute) -> PageView {
            match &route.kind {
                $(PageKind::$name $(($($subject),+))? => PageView::$name($module::$make(ctx, route $($(, $subject.clone())+)?))),*
            }
        }
    };
}

views! {
    Home home::home -> HomePage;
    Topic(topic) topic::topic -> TopicPage;
    Gathers(topic) gathers::newest -> GathersPage;
    GatherYear(topic, year) gathers::year -> GathersPage;
    Gather(doc) gather::gather -> GatherPage;
    Timeline(topic) timeline::of_topic -> TimelinePage;
    Perspectives(topic) perspectives::perspectives -> PerspectivesPage;
    TopicTensions(topic) tensions::of_topic -> TensionsPage;
    TopicQuestions(topic) questions::of_topic -> QuestionsPage;
    TopicSources(topic) topic_sources::topic_sources -> TopicSources;
    Watch(topic) watch::watch -> WatchPage;
    Figures(topic) figures::figures -> FiguresPage;
    Thread(doc) thread::thread -> ThreadPage;
    Article(doc) article::article -> ArticlePage;
    Source(source) source::source -> SourcePage;
    Publisher(publisher) publisher::publisher -> PublisherPage;
    Entity(entity) entity::entity -> EntityPage;
    Question(block) question_page::question_page -> QuestionPage;
    Compare(topic, pair) compare::compare -> ComparisonPage;
    Embed(embedded) embed::embed -> EmbedPage;
    Elsewhere(elsewhere) external_topic::elsewhere -> ExternalTopicPage;
    Sources sources::sources -> SourcesPage;
    Publishers publishers::publishers -> PublishersPage;
    Entities entities::entities -> EntitiesPage;
    Questions questions::of_site -> QuestionsPage;
    Tensions tensions::of_site -> TensionsPage;
    SiteTimeline timeline::of_site -> TimelinePage;
    Changes changes::changes -> ChangesPage;
    Since changes::since -> ChangesPage;
    Search search::search -> SearchView;
    Page(doc) prose::page -> ProsePage;
    Missing not_found::missing -> NotFoundPage;
    Redirect(old) redirect::redirect -> RedirectPage;
    Gone(gone) redirect::gone -> GonePage;
}
