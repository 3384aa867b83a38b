//! One open question: its status, its days, what would settle it, its answer.

use crate::markdown::ParagraphForm;
use crate::model::*;
use crate::pages::components::block::{HeadingText, Ids, Text, text};
use crate::pages::components::change_kind::ChangeKind;
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::When;
use crate::pages::components::located::{Located, located};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::is_open;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::routes::embedded::Embedded;
use serde::Serialize;

#[derive(Serialize)]
pub struct QuestionView {
    #[serde(skip)]
    pub block: BlockId,
    pub text: Text,
    /// Its words as a heading, and the citations at their end.
    pub heading: HeadingText,
    pub status: &'static str,
    pub slug: String,
    /// Its own page, seen from another.
    pub own: Option<String>,
    pub asked: Option<When>,
    pub due: Option<When>,
    /// What happened to it last, and the day on which that was published first.
    pub change: ChangeKind,
    pub since: Option<String>,
    pub is_open: bool,
    /// Whether it is a gap of the record.
    pub is_gap: bool,
    /// Whether its day has come and it is still open.
    pub overdue: bool,
    pub settles: Vec<Text>,
    pub answers: Vec<Text>,
    /// The code that shows it on other sites; on its own page only.
    pub embed: Option<Snippet>,
}

pub(crate) fn question(page: &Page, ids: &Ids, question: QuestionBlock) -> QuestionView {
    let (site, id) = (page.site(), question.id());
    let words = text(page, ids, id, ParagraphForm::Inline);
    let own = page.ctx.tables.paths.question(id).filter(|path| *path != page.path);
    let (change, since) = last_change(page, question);
    QuestionView {
        block: id,
        is_open: is_open(question.status),
        is_gap: question.kind == QuestionKind::Gap,
        heading: HeadingText::new(page, id, &words.html),
        text: words,
        status: question.status.word(),
        slug: question.status.slug(),
        own: own.map(|path| page.to(path)),
        asked: question.asked.map(When::from),
        due: question.due.map(When::from),
        change,
        since: since.map(PublicationDay::iso),
        overdue: match (question.due, site.as_of) {
            (Some(due), Some(today)) => is_open(question.status) && due.last() < today,
            _ => false,
        },
        settles: parts(page, ids, id, BlockPart::Settles),
        answers: parts(page, ids, id, BlockPart::Answer),
        embed: snippet(page, Embedded::Question(id)),
    }
}

/// Whether a question was asked or settled last, and the day on which that was published first.
fn last_change(page: &Page, question: QuestionBlock) -> (ChangeKind, Option<PublicationDay>) {
    let (site, id) = (page.site(), question.id());
    let publications = &page.ctx.tables.publications;
    let asked = question.asked.or(site.recorded(id));
    let asked = asked.map(|day| publications.publication(PublicationItem::Passage(id), day));
    let mut settled: Vec<PublicationDay> = Vec::new();
    for relation in site.dated_answers(id) {
        let Relation { from, kind, to, .. } = *relation;
        let day = site.recorded(from);
        let item = PublicationItem::Relation { from, kind, to };
        settled.extend(day.map(|day| publications.publication(item, day)));
    }
    if settled.is_empty() && question.status != QuestionStatus::Open {
        let item = PublicationItem::Settlement(id, question.status);
        let day = site.doc(id.doc).last_change();
        settled.extend(day.map(|day| publications.publication(item, day)));
    }
    match settled.into_iter().max() {
        Some(settled) if asked.is_none_or(|asked| asked <= settled) => {
            (ChangeKind::Answered, Some(settled))
        }
        _ => (ChangeKind::New, asked),
    }
}

/// The parts of a question that are of one kind.
fn parts(page: &Page, ids: &Ids, question: BlockId, wanted: BlockPart) -> Vec<Text> {
    let mut texts = Vec::new();
    for child in page.site().children(question) {
        if page.site().block(*child).kind == BlockKind::Part(wanted.clone()) {
            texts.push(text(page, ids, *child, ParagraphForm::Inline));
        }
    }
    texts
}

pub(crate) fn located_question(
    page: &Page,
    ids: &Ids,
    block: QuestionBlock,
) -> Located<QuestionView> {
    located(page, block.id(), question(page, ids, block))
}
