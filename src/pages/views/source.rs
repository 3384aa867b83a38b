//! One source: all that is known of it, every passage that cites it, every note that summarised it.

use crate::markdown::ParagraphForm;
use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::block::{Ids, Text, text};
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::history::{HistoryDay, of_source};
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::located::{Located, located};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::{PublisherLine, publisher_line, safe_url, source_link};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::pages::urls::pagination::page_of;
use crate::records::SourceRecord;
use crate::records::citation::{self, StyledCitation};
use serde::Serialize;

#[derive(Serialize)]
pub struct SourcePage<'a> {
    page: PageHead,
    record: SourceRecord<'a>,
    kind: String,
    issued: Option<When>,
    authors: Vec<String>,
    publisher: Option<PublisherLine>,
    /// Where they may be in a link.
    url: Option<String>,
    archive: Option<String>,
    /// Labels with the texts of further variables and names.
    details: Vec<(String, String)>,
    /// Other evidence that it is made of.
    uses: Vec<Link>,
    /// The claims that rest on it, by topic.
    rests: Vec<RestingClaims>,
    reports: Vec<Link>,
    reported_by: Vec<Link>,
    /// Only the page at the source's own address has them.
    citations: Option<CitationFormats>,
    /// Only the page at the source's own address has it.
    history: Vec<HistoryDay>,
    total: usize,
    notes: Vec<SourceNote>,
    mentions: Vec<Mentions>,
}

/// A note of the source, and the day on which it was recorded.
#[derive(Serialize)]
struct SourceNote {
    #[serde(flatten)]
    note: Located<Text>,
    since: Option<When>,
}

pub(crate) fn source<'a>(ctx: &'a Ctx<'a>, route: &PageRoute, id: SourceId) -> SourcePage<'a> {
    let page = Page::new(ctx, route.path(ctx));
    let (site, source) = (ctx.site, ctx.site.source(id));
    let record = page.records().source(id);
    let all = site.backlinks(Target::Source(id));
    let shown = &all[route.entries_newest_first(ctx)];
    let (mut notes, mut cites): (Vec<BlockId>, Vec<RefId>) = (Vec::new(), Vec::new());
    for reference in shown {
        match site.note(site.reference(*reference).block) {
            Some(note) if note.source == id => notes.push(note.id()),
            _ => cites.push(*reference),
        }
    }
    notes.dedup();
    let ids = Ids::gathered();
    let sources = |list: &[SourceId]| {
        list.iter()
            .filter(|s| site.is_visible(Target::Source(**s)))
            .map(|s| source_link(&page, *s))
            .collect()
    };
    let mut head = PageHead::new(&page, "source", source.title.clone()).list(
        &page,
        &PageKind::Sources.base(ctx),
        "sources",
    );
    if let Some(label) = ctx.tables.labels.beside_title(id) {
        head = head.note(label);
    }
    SourcePage {
        kind: site.locale.label(source.kind).to_string(),
        issued: source.issue_date().map(When::from),
        authors: source.author_names(&site.locale),
        publisher: source.publisher.map(|p| publisher_line(&page, p)),
        url: safe_url(record.summary.url),
        archive: safe_url(record.archive),
        details: details(&site.locale, source),
        uses: sources(&source.uses),
        rests: resting_claims(&page, id),
        reports: sources(&source.reports),
        reported_by: sources(
            site.index.reported_by.get(&id).map(Vec::as_slice).unwrap_or_default(),
        ),
        citations: (route.page_number == 0).then(|| citations(&site.locale, &record)),
        history: if route.page_number == 0 { of_source(&page, id) } else { Vec::new() },
        total: all.len(),
        notes: notes.into_iter().map(|b| note(&page, &ids, b)).collect(),
        mentions: mentions(&page, &cites),
        page: head
            .description(&page, record.r#abstract)
            .offers(&page, Subject::Sources, Scope::Source(id))
            .pager(route.pager(ctx))
            .says(json_ld::source(&page, id)),
        record,
    }
}

/// Editors and the like, then volume, pages and so on.
fn details(locale: &Locale, source: &Source) -> Vec<(String, String)> {
    let mut details = Vec::new();
    for (role, people) in &source.names {
        let names: Vec<String> = people.iter().map(Author::shown).collect();
        let names = names.join(locale.text(MessageId::ListComma));
        details.push((locale.label(*role).to_string(), names));
    }
    for (variable, text) in &source.variables {
        details.push((locale.label(*variable).to_string(), text.clone()));
    }
    details
}

/// How many claims of a topic rest on a source.
#[derive(Serialize)]
struct RestingClaims {
    /// The topic's evidence, at this source.
    link: Link,
    claims: usize,
    only_here: usize,
}

fn resting_claims(page: &Page, source: SourceId) -> Vec<RestingClaims> {
    let ctx = page.ctx;
    let mut resting = Vec::new();
    for topic in ctx.tables.indexes.shown.iter().copied() {
        let evidence = ctx.tables.reasoning.evidence.topic(topic);
        let Some(at) = evidence.origins.iter().position(|o| o.origin == source) else { continue };
        let page_number = page_of(evidence.origins.len(), at);
        let path = PageRoute { kind: PageKind::Evidence(topic), page_number }.path(ctx);
        let href = format!("{}#origin-{}", page.to(&path), ctx.site.source(source).id);
        resting.push(RestingClaims {
            link: Link { href, text: ctx.name(Target::Topic(topic)) },
            claims: evidence.origins[at].claims.len(),
            only_here: evidence.origins[at].only_here.len(),
        });
    }
    resting
}

/// What a source's page offers to copy.
#[derive(Serialize)]
struct CitationFormats {
    styles: [StyledCitation; 4],
    bibtex: String,
    csl_json: String,
}

fn citations(locale: &Locale, source: &SourceRecord) -> CitationFormats {
    let item = citation::csl_json(source, None);
    CitationFormats {
        styles: citation::styled_citations(source, locale),
        bibtex: citation::bibtex(source),
        csl_json: serde_json::to_string_pretty(&[item]).expect("texts and numbers are JSON"),
    }
}

fn note(page: &Page, ids: &Ids, block: BlockId) -> SourceNote {
    let doc = page.site().block(block).doc;
    let made = located(page, block, text(page, ids, block, ParagraphForm::Inline));
    let place =
        Link { href: page.href(Target::Block(block)), ..link(page, page.site().target_of(doc)) };
    SourceNote {
        note: Located { place, ..made },
        since: page.site().recorded(block).map(When::from),
    }
}
