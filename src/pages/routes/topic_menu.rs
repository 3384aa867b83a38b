//! The pages of a topic that its menu leads to, and which of them there are.

use super::embedded::ConclusionList;
use super::route::PageKind;
use crate::model::*;
use crate::pages::context::page_context::Ctx;

impl PageKind {
    /// The pages of a topic in the order of its menu.
    pub(crate) fn topic_menu(topic: TopicId) -> [PageKind; 18] {
        [
            PageKind::Topic(topic),
            PageKind::Stands(topic),
            PageKind::Background(topic),
            PageKind::Gathers(topic),
            PageKind::Timeline(topic),
            PageKind::Perspectives(topic),
            PageKind::Moved(topic),
            PageKind::TopicTensions(topic),
            PageKind::TopicQuestions(topic),
            PageKind::Figures(topic),
            PageKind::Evidence(topic),
            PageKind::Forecasts(topic),
            PageKind::Contradictions(topic),
            PageKind::Definitions(topic),
            PageKind::Corrections(topic),
            PageKind::HalfLife(topic),
            PageKind::TopicSources(topic),
            PageKind::Watch(topic),
        ]
    }

    /// Whether there is anything to show. A list of a topic without entries has no page, and nothing leads to it.
    pub(crate) fn is_filled(&self, ctx: &Ctx) -> bool {
        let lists = |topic| ctx.tables.indexes.topic(topic);
        let has_stands = |topic| !ctx.tables.reasoning.stands.topic(topic).by_doc.is_empty();
        match *self {
            PageKind::Stands(t) => has_stands(t),
            // the page of stands leads to perspectives
            PageKind::Perspectives(t) => !lists(t).actors.is_empty() || has_stands(t),
            PageKind::Moved(t) => !lists(t).actors.is_empty(),
            PageKind::Corrections(t) => !lists(t).corrections.is_empty(),
            PageKind::TopicTensions(t) => !lists(t).tensions.is_empty(),
            PageKind::TopicQuestions(t) => !lists(t).questions.is_empty(),
            PageKind::TopicSources(t) => !lists(t).sources.is_empty(),
            PageKind::Figures(t) => !lists(t).figures.is_empty(),
            PageKind::Evidence(t) => ConclusionList::Evidence.is_in(ctx, t),
            PageKind::Forecasts(t) => ConclusionList::Forecasts.is_in(ctx, t),
            PageKind::HalfLife(t) => ConclusionList::HalfLife.is_in(ctx, t),
            PageKind::Contradictions(t) => ConclusionList::Contradictions.is_in(ctx, t),
            PageKind::Definitions(t) => ConclusionList::Definitions.is_in(ctx, t),
            _ => true,
        }
    }
}
