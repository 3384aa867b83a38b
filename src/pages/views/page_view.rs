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
    Home home::home -> Home;
    Topic(topic) topic::topic -> Topic;
    Gathers(topic) gathers::newest -> Gathers;
    GatherYear(topic, year) gathers::year -> Gathers;
    Gather(doc) gather::gather -> Gather;
    Timeline(topic) timeline::of_topic -> Timeline;
    Perspectives(topic) perspectives::perspectives -> Perspectives;
    TopicTensions(topic) tensions::of_topic -> Tensions;
    TopicQuestions(topic) questions::of_topic -> Questions;
    TopicSources(topic) topic_sources::topic_sources -> TopicSources;
    Watch(topic) watch::watch -> Watch;
    Figures(topic) figures::figures -> Figures;
    Thread(doc) thread::thread -> Thread;
    Article(doc) article::article -> Article;
    Source(source) source::source -> Source;
    Publisher(publisher) publisher::publisher -> Publisher;
    Entity(entity) entity::entity -> Entity;
    Question(block) question_page::question_page -> QuestionPage;
    Compare(topic, pair) compare::compare -> Compare;
    Embed(embedded) embed::embed -> Embed;
    Elsewhere(elsewhere) external_topic::elsewhere -> Elsewhere;
    Sources sources::sources -> Sources;
    Publishers publishers::publishers -> Publishers;
    Entities entities::entities -> Entities;
    Questions questions::of_site -> Questions;
    Tensions tensions::of_site -> Tensions;
    SiteTimeline timeline::of_site -> Timeline;
    Changes changes::changes -> Changes;
    Since changes::since -> Changes;
    Search search::search -> Search;
    Page(doc) prose::page -> Prose;
    Missing not_found::missing -> Missing;
    Redirect(old) redirect::redirect -> Redirect;
    Gone(gone) redirect::gone -> GonePage;
}
