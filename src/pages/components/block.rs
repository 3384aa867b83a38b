//! The pieces that documents are made of, as pages show them.
//!
//! Takes blocks, gives one struct for each kind of block with its words as HTML, its anchor and its notices. On its own
//! page a block has its own anchor; on a page that gathers blocks of many documents ([`Ids`]) the document's name is put
//! before it.

use crate::analysis::reasoning::{ClaimId, is_claim};
use crate::linking::UniqueAnchors;
use crate::markdown::ParagraphForm;
use crate::model::*;
use crate::pages::components::change_kind::ChangeKind;
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::forecast_line::{ForecastLine, forecast_line, term_blocks};
use crate::pages::components::link::{Link, When, actors, link};
use crate::pages::components::notice::{ClaimMarks, Notice, notices};
use crate::pages::components::origin_line::{OriginLine, origin_line};
use crate::pages::components::quotation::with_language;
use crate::pages::components::source_line::{SourceLine, source_line};
use crate::pages::components::text::Page;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::embedded::Embedded;
use crate::records::outcome;
use serde::Serialize;
use std::cell::RefCell;

/// Words with an anchor: a paragraph, a list item, an answer. A page can have tens of thousands, most of them with nothing
/// but their words, so what is rare takes no room where it is not.
#[derive(Serialize)]
pub struct Text {
    pub id: Box<str>,
    pub html: Box<str>,
    pub verdicts: Option<Box<ClaimMarks>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// What it rests on, where it is a claim with several citations or with one that reports something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origins: Option<Box<OriginLine>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Box<ForecastLine>>,
}

/// Words as a heading has them.
#[derive(Serialize)]
pub struct HeadingText {
    pub html: String,
    /// The citations at their end, which are not part of a heading.
    pub citations: String,
    /// As plain text with the marks of its passage, for links that lead to it.
    pub words: String,
    /// The first sentence alone, for lists of headings.
    pub title: String,
}

impl HeadingText {
    pub(crate) fn new(page: &Page, block: BlockId, html: &str) -> HeadingText {
        const END: &str = "</span>";
        let (start, html) = match html.strip_prefix("<span dir=\"").and_then(|r| r.split_once('>'))
        {
            Some((dir, rest)) => {
                (format!("<span dir=\"{dir}>"), rest.strip_suffix(END).unwrap_or(rest))
            }
            None => (String::new(), html),
        };
        let at = html.rfind("<span class=\"cites\">").filter(|at| {
            let rest = &html[*at..];
            rest.find(END) == Some(rest.len() - END.len())
        });
        let (words, citations) = html.split_at(at.unwrap_or(html.len()));
        let end = if start.is_empty() { "" } else { END };
        HeadingText {
            html: format!("{start}{}{end}", words.trim_end()),
            citations: citations.to_string(),
            words: page.records().words_of(block),
            title: page.records().bare_first_sentence(block),
        }
    }
}

/// One source with what it says.
#[derive(Serialize)]
pub struct NoteView {
    pub text: Text,
    pub source: SourceLine,
    /// The code that shows it on other sites; on its own page only.
    pub embed: Option<Snippet>,
}

#[derive(Serialize)]
pub struct CrossLink {
    pub text: Text,
    pub to: Link,
}

#[derive(Serialize)]
pub struct ObservationView {
    pub text: Text,
    pub label: String,
    /// That of the built-in kind, for the style.
    pub slug: String,
    pub outcome: Option<OutcomeLine>,
}

/// What became of a suggestion.
#[derive(Serialize)]
pub struct OutcomeLine {
    pub word: &'static str,
    pub date: Option<When>,
    pub note: Option<String>,
}

/// An event, a forecast or a correction.
#[derive(Serialize)]
pub struct DatedItem {
    pub text: Text,
    pub date: Option<When>,
}

/// What one or several actors hold, and how it moved.
#[derive(Serialize)]
pub struct PerspectiveView {
    pub id: String,
    pub actors: Vec<Link>,
    /// The day from which its text holds, and that of the last position that stated anything.
    pub since: Option<When>,
    pub last_stated: Option<When>,
    /// What they hold, in paragraphs, and what the editors remark on it.
    pub texts: Vec<Text>,
    pub remarks: Vec<Text>,
    /// By date, oldest first.
    pub positions: Vec<PositionView>,
    /// Whether nothing in it names a source.
    pub uncited: bool,
    /// The code that shows it on other sites as of its newest position; on its own page only.
    pub embed: Option<Snippet>,
}

#[derive(Serialize)]
pub struct PositionView {
    pub text: Text,
    pub date: Option<When>,
    /// The day on which it was published first.
    pub since: Option<String>,
    #[serde(flatten)]
    pub label: ChangeLabel,
    pub uncited: bool,
}

/// The anchors of a page.
pub(crate) struct Ids {
    /// Used ones, where one page has blocks of several documents.
    gathered: Option<RefCell<UniqueAnchors>>,
}

impl Ids {
    /// For a document's own page, where each block has its own anchor.
    pub(crate) fn own() -> Ids {
        Ids { gathered: None }
    }
    /// For a page with blocks of many documents.
    pub(crate) fn gathered() -> Ids {
        Ids { gathered: Some(RefCell::default()) }
    }
    pub(crate) fn of(&self, page: &Page, block: BlockId) -> String {
        let site = page.site();
        let anchor = &site.block(block).anchor.name;
        match &self.gathered {
            None => anchor.to_string(),
            Some(used) => {
                let wanted = format!("{}-{anchor}", site.doc(site.block(block).doc).slug);
                used.borrow_mut().insert(wanted).name
            }
        }
    }
    /// An anchor that belongs to no block.
    pub(crate) fn name(&self, wanted: &str) -> String {
        match &self.gathered {
            None => wanted.to_string(),
            Some(used) => used.borrow_mut().insert(wanted.to_string()).name,
        }
    }
}

pub(crate) fn text(page: &Page, ids: &Ids, block: BlockId, form: ParagraphForm) -> Text {
    // The page of a document has all of its passages; any other rendition of one is a copy.
    let is_own = page.ctx.tables.paths.doc(block.doc) == page.path;
    let slice = page.site().slice(page.ctx.files, block);
    let mut html = match is_own && ids.gathered.is_some() {
        true => page.copy().html(block.doc, &slice, form),
        false => page.html(block.doc, &slice, form),
    };
    if form == ParagraphForm::Blocks {
        html = with_language(page.site(), block, html);
    }
    if is_own && ids.gathered.is_none() {
        for alias in page.site().doc(block.doc).aliases_of(block.index) {
            html.insert_str(0, &format!("<span id=\"{alias}\"></span>"));
        }
    }
    let notices = notices(page, block);
    let (verdicts, notices) = (notices.verdicts, notices.others);
    let is_claim = is_claim(&page.site().block(block).kind);
    let origins = if is_claim { origin_line(page, ClaimId::Block(block)) } else { None };
    let mut forecast = forecast_line(page, block);
    if let Some(line) = &mut forecast {
        for (term, (_, part)) in line.terms.iter_mut().zip(term_blocks(page.site(), block)) {
            term.id = Some(ids.of(page, part));
        }
    }
    Text {
        id: ids.of(page, block).into(),
        html: html.into(),
        verdicts,
        notices,
        origins: origins.map(Box::new),
        forecast: forecast.map(Box::new),
    }
}

pub(crate) fn note(page: &Page, ids: &Ids, note: NoteBlock) -> NoteView {
    NoteView {
        source: source_line(page, note.source),
        text: text(page, ids, note.id(), ParagraphForm::Inline),
        embed: snippet(page, Embedded::Note(note.id())),
    }
}

pub(crate) fn cross_link(page: &Page, ids: &Ids, block: BlockId, target: Target) -> CrossLink {
    CrossLink { to: link(page, target), text: text(page, ids, block, ParagraphForm::Inline) }
}

pub(crate) fn observation(
    page: &Page,
    ids: &Ids,
    block: BlockId,
    kind: Term<ObservationKind>,
) -> ObservationView {
    let outcome = outcome(page.site(), block).map(|s| OutcomeLine {
        word: s.outcome.word(),
        date: s.date.map(When::from),
        note: s.note.typeset(page.site().quotation_marks()),
    });
    ObservationView {
        text: text(page, ids, block, ParagraphForm::Inline),
        label: page.site().vocabulary.observations.label(kind, &page.site().locale),
        slug: kind.base.slug(),
        outcome,
    }
}

pub(crate) fn event(page: &Page, ids: &Ids, block: BlockId) -> DatedItem {
    DatedItem {
        date: page.site().block(block).date.map(When::from),
        text: text(page, ids, block, ParagraphForm::Inline),
    }
}

pub(crate) fn perspective(
    page: &Page,
    ids: &Ids,
    perspective: PerspectiveBlock,
) -> PerspectiveView {
    let site = page.site();
    let id = ids.of(page, perspective.id());
    let children = site.children(perspective.id());
    let positions = site.positions(perspective.id());
    let (mut texts, mut remarks) = (Vec::new(), Vec::new());
    for child in children.iter().copied().filter(|child| site.position(*child).is_none()) {
        let list = if site.block(child).is_editors_note() { &mut remarks } else { &mut texts };
        list.push(text(page, ids, child, ParagraphForm::Blocks));
    }
    let newest = positions.last().map(|position| Embedded::Position(position.id()));
    let uncited = children.iter().all(|c| site.cited_in(*c).is_empty());
    PerspectiveView {
        id,
        actors: actors(page, perspective.actors),
        since: site.block(perspective.id()).since().map(When::from),
        last_stated: site.last_stated_on(perspective.id()).map(When::from),
        texts,
        remarks,
        embed: newest.and_then(|newest| snippet(page, newest)),
        positions: positions.into_iter().map(|block| position(page, ids, block)).collect(),
        uncited,
    }
}

/// The words of how a position relates to the one before it.
#[derive(Clone, Serialize)]
pub struct ChangeLabel {
    pub change: &'static str,
    /// What readers call the change.
    pub shown: String,
    pub slug: String,
    pub change_kind: ChangeKind,
}

/// A position that only rereads the same document is not a movement, whatever its change word.
pub(crate) fn change_label(site: &Site, position: PositionBlock) -> ChangeLabel {
    match site.is_rereading(position.id()) {
        true => ChangeLabel {
            change: "read again",
            shown: site.locale.text(MessageId::PositionReadAgain).to_string(),
            slug: "read-again".to_string(),
            change_kind: ChangeKind::New,
        },
        false => ChangeLabel {
            change: position.change.word(),
            shown: site.locale.label(position.change).to_string(),
            slug: position.change.slug(),
            change_kind: position.change.into(),
        },
    }
}

/// What the perspective of a position says is held; the position itself says what happened to it.
pub(crate) fn stance(site: &Site, position: BlockId) -> Option<BlockId> {
    let perspective = site.block(position).parent?;
    site.children(perspective).iter().copied().find(|c| site.block(*c).kind == BlockKind::Prose)
}

pub(crate) fn position(page: &Page, ids: &Ids, position: PositionBlock) -> PositionView {
    let (site, id) = (page.site(), position.id());
    let item = PublicationItem::Passage(id);
    PositionView {
        date: site.block(id).date.map(When::from),
        since: site.block(id).date.map(|day| page.ctx.published_on(item, day)),
        label: change_label(site, position),
        uncited: site.cited_in(id).is_empty(),
        text: text(page, ids, id, ParagraphForm::Inline),
    }
}
