//! What one block says about another, shown at both ends.
//!
//! Takes a block, gives its notices: forward ones (a later block overtakes, corrects … this one) first, then those
//! about the earlier blocks that it speaks of itself.

use crate::analysis::reasoning::RelationEnd;
use crate::model::*;
use crate::pages::components::change_kind::ChangeKind;
use crate::pages::components::link::{Link, When, links};
use crate::pages::components::shown_notices::FirstNotice;
use crate::pages::components::text::Page;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::context::typeset::Typeset;
use crate::records::{UrlResolver, shortened};
use serde::Serialize;

/// A relation seen from one of its ends.
#[derive(Serialize)]
pub struct Notice {
    #[serde(skip)]
    pub(super) relation: RelationKind,
    /// Whether it lapsed with the passage that made it, and is not a verdict any more.
    #[serde(skip)]
    lapsed: bool,
    /// `overtakes`, `corrects` …
    pub kind: &'static str,
    /// How it reads from this end, a [`RelationVerb`]: `overtakes` or `overtaken by`.
    pub verb: &'static str,
    /// What it makes of this block, a [`RelationState`]: `overtaken`.
    pub state: &'static str,
    /// Whether the other block came later and speaks of this one.
    pub forward: bool,
    /// What a later block did to this one.
    pub change_kind: Option<ChangeKind>,
    /// The day on which it was published first.
    pub since: Option<String>,
    pub href: String,
    /// The document that contains the other block.
    pub title: String,
    /// Whether the editors speak in a later block: a correction or a remark of theirs.
    pub by_editors: bool,
    /// Whether the other block has the editors' own words, which are not a quotation.
    pub editorial: bool,
    pub date: Option<When>,
    /// The first sentence of the other block.
    pub sentence: String,
    /// The marks of that block, which are not part of its words.
    pub marks: Vec<String>,
    /// On a page that says each notice once: the id of the first, and the address of the first in all others.
    pub id: Option<String>,
    pub first: Option<String>,
}

impl Notice {
    /// The order of passages by their notices: 0 and 1 are verdicts on the passage, 0 the graver one.
    pub(super) fn severity(&self) -> u8 {
        match self.relation {
            _ if self.lapsed => 2,
            RelationKind::Corrects | RelationKind::Disputes if self.forward => 0,
            // Those that are closed have a word of their own.
            RelationKind::Contradicts if self.kind == RelationKind::Contradicts.word() => 0,
            RelationKind::Overtakes if self.forward => 1,
            _ => 2,
        }
    }
}

/// The relations to one passage. Verdicts have a word before the passage, so that it is not read as it was, and a line
/// below it; the rest is below both.
#[derive(Serialize)]
pub(crate) struct PassageNotices {
    pub verdicts: Option<Box<ClaimMarks>>,
    pub others: Vec<Notice>,
}

/// What goes with a passage wherever its words are shown. Most passages have nothing of it, and there can be tens of
/// thousands on one page, so a passage without it has `None` in the place of three empty lists.
#[derive(Serialize)]
pub struct ClaimMarks {
    /// The kinds of `notices`, each once.
    pub kinds: Vec<&'static str>,
    /// Later blocks that correct or dispute it, open contradictions, and blocks that overtake it, in this order.
    pub notices: Vec<Notice>,
    /// Who reports a position that its holder is not on record with.
    pub reported_by: Vec<Link>,
}

/// How many characters of a claim are shown where it is named and not read.
const CLAIM_NAME: usize = 110;

/// What a block is called: a note by its source, anything else by its first sentence.
pub(crate) fn passage(page: &Page, block: BlockId) -> String {
    match page.site().block(block).kind {
        BlockKind::Note { source } => page.ctx.name(Target::Source(source)),
        _ => first_sentence(page, block),
    }
}

/// The same where what is said of the block is beside it.
pub(super) fn bare_passage(page: &Page, block: BlockId) -> String {
    match page.site().block(block).kind {
        BlockKind::Note { .. } => passage(page, block),
        _ => page.records().bare_first_sentence(block),
    }
}

/// The relations to a passage, and its contradictions.
pub(crate) fn notices(page: &Page, block: BlockId) -> PassageNotices {
    let reporters = page.records().reporters(block);
    PassageNotices::new(page, all_notices(page, block), links(page, reporters))
}

/// What contradicts a statement that has no other verdicts.
pub(crate) fn statement_notices(page: &Page, statement: StatementId) -> PassageNotices {
    PassageNotices::new(page, contradiction_notices(page, statement), Vec::new())
}

/// What contradicts a figure.
pub(crate) fn figure_notices(page: &Page, figure: FigureId) -> PassageNotices {
    statement_notices(page, StatementId::Figure(figure))
}

/// What later passages say of a passage; on the page where its contradictions are shown themselves.
pub(crate) fn relation_verdicts(page: &Page, block: BlockId) -> Option<Box<ClaimMarks>> {
    let reporters = page.records().reporters(block);
    PassageNotices::new(page, relation_notices(page, block), links(page, reporters)).verdicts
}

impl PassageNotices {
    fn new(page: &Page, all: Vec<Notice>, reported_by: Vec<Link>) -> PassageNotices {
        let (mut notices, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|notice| notice.severity() < 2);
        notices.sort_by_key(|notice| notice.relation.gravity());
        let mut kinds: Vec<&str> = notices.iter().map(|notice| notice.kind).collect();
        kinds.dedup();
        for notice in &mut notices {
            match page.first_notice(&notice.href, notice.verb) {
                Some(FirstNotice::Here(id)) => notice.id = Some(id),
                Some(FirstNotice::Before(id)) => notice.first = Some(format!("#{id}")),
                None => {}
            }
        }
        let is_marked = !notices.is_empty() || !reported_by.is_empty();
        let verdicts = is_marked.then(|| Box::new(ClaimMarks { kinds, notices, reported_by }));
        PassageNotices { verdicts, others }
    }
}

pub(super) fn all_notices(page: &Page, block: BlockId) -> Vec<Notice> {
    let mut notices = contradiction_notices(page, StatementId::Block(block));
    notices.extend(relation_notices(page, block));
    notices
}

/// A line for each contradiction of which a statement is a side; it leads to both sides.
fn contradiction_notices(page: &Page, statement: StatementId) -> Vec<Notice> {
    let mut notices = Vec::new();
    for contradiction in page.ctx.tables.reasoning.contradictions.of(statement) {
        let is_open = contradiction.state == ContradictionState::Open;
        // A set can have thousands of sides.
        let first_other = contradiction.sides.iter().copied().find(|side| *side != statement);
        let holds = contradiction.favours(page.site(), statement);
        let verb = contradiction.state.verb(holds);
        let title = match (contradiction.sides.len(), first_other) {
            (2, Some(other)) => side_title(page, other),
            (sides, _) => {
                let values = [("n", sides.saturating_sub(1).into())];
                page.site().locale.format(MessageId::NoticeOtherStatements, &values)
            }
        };
        notices.push(Notice {
            relation: RelationKind::Contradicts,
            lapsed: false,
            by_editors: false,
            editorial: false,
            kind: if is_open { "contradicts" } else { "contradiction" },
            verb: verb.word(),
            state: verb.state().word(),
            forward: true,
            change_kind: None,
            since: None,
            href: page.contradiction_url(contradiction.topic, &contradiction.id),
            title,
            date: contradiction.found.map(When::from),
            sentence: first_other.map(|other| bare_side_sentence(page, other)).unwrap_or_default(),
            marks: match first_other {
                Some(StatementId::Block(other)) => page.records().marks_of_side(other),
                _ => Vec::new(),
            },
            id: None,
            first: None,
        });
    }
    notices
}

/// The address of a side of a contradiction.
fn side_title(page: &Page, side: StatementId) -> String {
    match side {
        StatementId::Block(block) => page.ctx.doc_name(block.doc),
        StatementId::Figure(figure) => {
            page.site().figure(figure).metric.typeset(page.site().quotation_marks())
        }
        StatementId::Source(source) => page.ctx.name(Target::Source(source)),
        StatementId::Verdict(_) => {
            page.site().locale.text(MessageId::NoticeStatedVerdict).to_string()
        }
        StatementId::Reading(..) => page.site().locale.text(MessageId::SideFacts).to_string(),
    }
}

/// What a side of a contradiction says, in one sentence.
pub(crate) fn side_sentence(page: &Page, side: StatementId) -> String {
    let site = page.site();
    match side {
        StatementId::Block(block) => page.records().first_sentence_of_side(block),
        StatementId::Figure(id) => {
            let figure = site.figure(id);
            let value = site.numbers().figure(figure);
            let comma = site.locale.text(MessageId::ListComma);
            let colon = site.locale.text(MessageId::ListColon);
            let subject = &site.entity(figure.subject).name;
            format!("{}{comma}{subject}{colon}{value}", figure.metric)
        }
        StatementId::Source(id) => match site.source(id).issue_date() {
            Some(issued) => {
                let date = site.locale.issue_date(issued);
                site.locale.format(MessageId::SourceIssued, &[("date", date.into())])
            }
            None => site.locale.text(MessageId::SourceUndated).to_string(),
        },
        StatementId::Verdict(id) => {
            page.records().verdict_words(id).typeset(site.quotation_marks())
        }
        StatementId::Reading(subject, definition) => {
            page.records().reading_words(subject, definition).typeset(site.quotation_marks())
        }
    }
}

/// The same without the marks of a passage, where those are shown separately.
fn bare_side_sentence(page: &Page, side: StatementId) -> String {
    match side {
        StatementId::Block(block) => page.records().bare_first_sentence(block),
        _ => side_sentence(page, side),
    }
}

/// What other blocks say of a block, and what it says of them.
fn relation_notices(page: &Page, block: BlockId) -> Vec<Notice> {
    let site = page.site();
    let later = site.all_relations_to(block).map(|r| (r, RelationEnd::Later, r.from));
    let earlier = site.all_relations_from(block).map(|r| (r, RelationEnd::Earlier, r.to));
    let mut notices = Vec::new();
    for (relation, end, other) in later.chain(earlier) {
        // The contradiction itself is shown.
        let is_shown = relation.kind != RelationKind::Contradicts;
        if is_shown && site.is_visible(Target::Block(other)) {
            let verb = page.ctx.tables.reasoning.evidence.verb(relation, end);
            notices.push(notice(page, relation, verb, end == RelationEnd::Later, other));
        }
    }
    notices
}

fn notice(
    page: &Page,
    relation: &Relation,
    verb: RelationVerb,
    forward: bool,
    other: BlockId,
) -> Notice {
    let kind = relation.kind;
    let published = PublicationItem::Relation { from: relation.from, kind, to: relation.to };
    let day = page.site().recorded(relation.from);
    let block = page.site().block(other);
    Notice {
        relation: kind,
        lapsed: relation.lapsed,
        kind: kind.word(),
        verb: verb.word(),
        state: verb.state().word(),
        forward,
        change_kind: (forward && !relation.lapsed).then(|| kind.into()),
        since: day.map(|day| page.ctx.published_on(published, day)),
        href: page.href(Target::Block(other)),
        title: page.ctx.doc_name(other.doc),
        by_editors: forward && is_by_editors(block),
        editorial: block.is_editorial(),
        date: page.site().recorded(other).map(When::from),
        sentence: page.records().bare_first_sentence(other),
        marks: page.records().marks(other),
        id: None,
        first: None,
    }
}

/// Whether a block is a correction or a remark of the editors, and no claim of the debate.
pub(crate) fn is_by_editors(block: &Block) -> bool {
    block.kind == BlockKind::Correction || block.is_editors_note()
}

/// A claim in the words of its first sentence, cut where it is long: for links that name it. Its marks are
/// shown separately, as verdicts or by [`marks`].
pub(crate) fn claim_name(page: &Page, block: BlockId) -> String {
    shortened(&page.records().bare_first_sentence(block), CLAIM_NAME)
}

/// The marks of a block, for lists that show its words: "corrected 20 November 2026".
pub(crate) fn marks(page: &Page, block: BlockId) -> Vec<String> {
    page.records().marks(block)
}

/// A whole block as plain words.
pub(crate) fn words_of(page: &Page, id: BlockId) -> String {
    page.records().words_of(id)
}

/// The first sentence of a block as plain words, without its [`marks`].
pub(crate) fn bare_first_sentence(page: &Page, block: BlockId) -> String {
    page.records().bare_first_sentence(block)
}

/// The first sentence of a block as plain words, with its [`marks`] in brackets after it.
pub(crate) fn first_sentence(page: &Page, block: BlockId) -> String {
    let (sentence, marks) = (bare_first_sentence(page, block), marks(page, block));
    if marks.is_empty() {
        return sentence;
    }
    let semicolon = page.site().locale.text(MessageId::ListSemicolon);
    format!("{sentence} ({})", marks.join(semicolon))
}
