//! The definitions of a topic: who meets which, by which facts, and who changes sides between them.

use crate::analysis::reasoning::{
    DecidingItem, DefinitionReading, StatedReading, TopicDefinitions,
};
use crate::model::*;
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::notice::{PassageNotices, statement_notices};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::regrouping::{RegroupedCounts, regrouped_counts, verdict_words};
use crate::pages::components::source_line::{SourceLine, source_line};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::embedded::{ConclusionList, Embedded};
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::records::{UrlResolver, reading_anchor, verdict_anchor};
use serde::Serialize;

#[derive(Serialize)]
pub struct DefinitionsPage {
    page: PageHead,
    embed: Option<Snippet>,
    #[serde(flatten)]
    lists: DefinitionLists,
}

/// What the page has, and the small one for frames too.
#[derive(Serialize)]
pub(crate) struct DefinitionLists {
    counts: DefinitionCounts,
    definitions: Vec<DefinitionView>,
    subjects: Vec<SubjectView>,
    changing: Vec<SubjectView>,
    stated: Vec<StatedView>,
    /// The topic's figures by the verdict on their subjects.
    figures: Vec<RegroupedCounts>,
    figures_href: String,
}

/// How many there are; for the topic's own page too.
#[derive(Serialize)]
pub(crate) struct DefinitionCounts {
    pub definitions: usize,
    pub subjects: usize,
    /// Subjects that meet one definition and not another.
    pub changing: usize,
    /// Undecided pairs of a subject and a definition.
    pub unknown: usize,
}

#[derive(Serialize)]
struct DefinitionView {
    id: String,
    name: String,
    version: Option<String>,
    issued: Option<When>,
    source: Option<SourceLine>,
    term: Option<Link>,
    classes: Vec<ClassView>,
    undisclosed: &'static str,
    partial: &'static str,
}

#[derive(Serialize)]
struct ClassView {
    name: Option<String>,
    rule: String,
}

#[derive(Serialize)]
struct SubjectView {
    link: Link,
    cells: Vec<CellView>,
}

/// What a subject is under a definition.
#[derive(Serialize)]
struct CellView {
    id: String,
    definition: String,
    href: String,
    word: String,
    slug: String,
    mark: &'static str,
    class: Option<String>,
    score: Option<String>,
    deciding: Vec<DecidingView>,
    /// What somebody states against it.
    notices: PassageNotices,
}

#[derive(Serialize)]
struct DecidingView {
    item: String,
    status: String,
    source: Option<SourceLine>,
    date: Option<When>,
    note: Option<String>,
}

/// A stated verdict, next to the computed one.
#[derive(Serialize)]
struct StatedView {
    id: String,
    subject: Link,
    definition: String,
    says: &'static str,
    computed: &'static str,
    /// By the facts of its day, where they gave something else.
    computed_then: Option<&'static str>,
    is_at_odds: bool,
    /// The later verdict of the same voice.
    restated: Option<String>,
    notices: PassageNotices,
    who: Option<Link>,
    date: Option<When>,
    source: Option<SourceLine>,
    note: Option<String>,
}

pub(crate) fn counts(of_topic: &TopicDefinitions) -> Option<DefinitionCounts> {
    let unknown = of_topic.verdicts().filter(|v| *v == DefinitionVerdict::Unknown).count();
    Some(DefinitionCounts {
        definitions: of_topic.definitions.len(),
        subjects: of_topic.subjects.len(),
        changing: of_topic.changing_sides().len(),
        unknown,
    })
    .filter(|counts| counts.definitions > 0)
}

pub(crate) fn definitions(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> DefinitionsPage {
    let page = Page::new(ctx, route.path(ctx));
    DefinitionsPage {
        lists: lists(&page, topic),
        embed: snippet(&page, Embedded::Conclusions(topic, ConclusionList::Definitions)),
        page: PageHead::new(&page, "definitions", ctx.site.topic(topic).title.clone())
            .under(&page, topic)
            .offers(&page, Subject::Definitions, Scope::Topic(topic)),
    }
}

pub(crate) fn lists(page: &Page, topic: TopicId) -> DefinitionLists {
    let of_topic = page.ctx.tables.reasoning.definitions.topic(topic);
    let no_counts = DefinitionCounts { definitions: 0, subjects: 0, changing: 0, unknown: 0 };
    let changing = of_topic.changing_sides();
    DefinitionLists {
        counts: counts(of_topic).unwrap_or(no_counts),
        definitions: of_topic.definitions.iter().map(|id| definition_view(page, *id)).collect(),
        subjects: subject_views(page, of_topic, &of_topic.subjects),
        changing: subject_views(page, of_topic, &changing),
        stated: of_topic.stated.iter().map(|s| stated_view(page, topic, s)).collect(),
        figures: regrouped_counts(page, topic),
        figures_href: page.to(&PageKind::Figures(topic).base(page.ctx)),
    }
}

fn subject_views(
    page: &Page,
    of_topic: &TopicDefinitions,
    subjects: &[EntityId],
) -> Vec<SubjectView> {
    subjects.iter().map(|subject| subject_view(page, of_topic, *subject)).collect()
}

fn visible_source(page: &Page, source: Option<SourceId>) -> Option<SourceLine> {
    let source = source.filter(|id| page.site().is_visible(Target::Source(*id)))?;
    Some(source_line(page, source))
}

fn definition_view(page: &Page, id: DefinitionId) -> DefinitionView {
    let definition = page.site().definition(id);
    let mut classes = Vec::new();
    for class in &definition.classes {
        classes.push(ClassView {
            name: class.name.clone(),
            rule: class.rule.shown(&page.site().locale),
        });
    }
    let term = definition.term.map(Target::Entity).filter(|t| page.site().is_visible(*t));
    DefinitionView {
        id: definition.id.clone(),
        name: definition.name.typeset(page.site().quotation_marks()),
        version: definition.version.clone(),
        issued: definition.issued.map(When::from),
        source: visible_source(page, definition.source),
        term: term.map(|term| link(page, term)),
        classes,
        undisclosed: definition.undisclosed.word(),
        partial: definition.partial.word(),
    }
}

fn subject_view(page: &Page, of_topic: &TopicDefinitions, subject: EntityId) -> SubjectView {
    let mut cells = Vec::new();
    for id in &of_topic.definitions {
        cells.push(cell_view(page, subject, *id, of_topic.reading(subject, *id)));
    }
    SubjectView { link: link(page, Target::Entity(subject)), cells }
}

fn cell_view(
    page: &Page,
    subject: EntityId,
    id: DefinitionId,
    reading: &DefinitionReading,
) -> CellView {
    let definition = page.site().definition(id);
    let (word, mark) = verdict_words(&page.site().locale, reading.verdict);
    CellView {
        id: reading_anchor(page.site(), subject, id),
        notices: statement_notices(page, StatementId::Reading(subject, id)),
        definition: definition.name.typeset(page.site().quotation_marks()),
        href: format!("#{}", definition.id),
        word,
        slug: reading.verdict.slug(),
        mark,
        class: reading.classes.clone(),
        score: reading.score.map(|score| score.shown(&page.site().locale)),
        deciding: reading.deciding.iter().map(|item| deciding_view(page, item)).collect(),
    }
}

fn deciding_view(page: &Page, item: &DecidingItem) -> DecidingView {
    let site = page.site();
    let Some(fact) = item.fact.map(|id| site.fact(id)) else {
        return DecidingView {
            item: item.test.shown(&site.locale),
            status: site.locale.text(MessageId::FactUnchecked).to_string(),
            source: None,
            date: None,
            note: None,
        };
    };
    let status = match &fact.value {
        Some(value) => {
            let values =
                [("status", site.locale.label(fact.status).into()), ("value", value.into())];
            site.locale.format(MessageId::FactWithValue, &values)
        }
        None => site.locale.label(fact.status).to_string(),
    };
    DecidingView {
        item: item.test.shown(&site.locale),
        status,
        source: visible_source(page, fact.source),
        date: site.fact_date(fact).map(When::from),
        note: fact.note.typeset(site.quotation_marks()),
    }
}

fn stated_view(page: &Page, topic: TopicId, stated: &StatedReading) -> StatedView {
    let site = page.site();
    let verdict = site.stated_verdict(stated.id);
    let who = verdict.who.map(Target::Entity).filter(|who| site.is_visible(*who));
    let has_moved = stated.computed_then != stated.computed;
    let restated = stated.restated.map(|later| verdict_anchor(site, later));
    StatedView {
        id: verdict_anchor(site, stated.id),
        subject: link(page, Target::Entity(verdict.subject)),
        definition: site.definition(verdict.definition).title().typeset(site.quotation_marks()),
        says: verdict.says.word(),
        computed: stated.computed.word(),
        computed_then: has_moved.then(|| stated.computed_then.word()),
        is_at_odds: stated.is_at_odds,
        restated: restated.map(|anchor| page.definitions_url(topic, &anchor)),
        notices: statement_notices(page, StatementId::Verdict(stated.id)),
        who: who.map(|who| link(page, who)),
        date: site.verdict_date(verdict).map(When::from),
        source: visible_source(page, verdict.source),
        note: verdict.note.typeset(site.quotation_marks()),
    }
}
