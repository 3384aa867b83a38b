//! A source in one line: title, type, publisher with its warning, date.
//!
//! Takes a page and a source, gives what the page shows of it. The source's own page is made in `source.rs`.

use crate::model::*;
use crate::pages::components::link::{Link, When};
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use serde::Serialize;

/// A source as it is named next to what it says.
#[derive(Serialize)]
pub struct SourceLine {
    pub href: String,
    pub title: String,
    /// The tag of its language where that is another one than the site's.
    pub language: Option<String>,
    /// Whether the title ends like a sentence, so that no full stop comes after it.
    pub is_closed: bool,
    /// `article`, `report` …
    pub kind: String,
    pub publisher: Option<PublisherLine>,
    pub date: Option<When>,
}

#[derive(Serialize)]
pub struct PublisherLine {
    pub href: String,
    pub name: String,
    pub warning: Option<WarningLine>,
}

/// Why a publisher is not trusted.
#[derive(Serialize)]
pub struct WarningLine {
    pub kind: String,
    pub since: Option<When>,
}

/// One entry of a page's numbered list of sources.
#[derive(Serialize)]
pub struct NumberedSource {
    pub number: usize,
    /// Whether a citation on the page has an id to lead back to.
    pub has_citation: bool,
    pub id: String,
    /// Where the work itself is.
    pub url: Option<String>,
    pub authors: Vec<String>,
    pub source: SourceLine,
}

pub(crate) fn source_line(page: &Page, id: SourceId) -> SourceLine {
    let source = page.site().source(id);
    let title = page.ctx.name(Target::Source(id));
    SourceLine {
        href: page.href(Target::Source(id)),
        is_closed: ends_sentence(&title),
        title,
        language: foreign_language(page.site(), source),
        kind: page.site().locale.label(source.kind).to_string(),
        publisher: source.publisher.map(|p| publisher_line(page, p)),
        date: source.issue_date().map(When::from),
    }
}

/// The language of a source where that is another one than the site's.
fn foreign_language(site: &Site, source: &Source) -> Option<String> {
    let tag = source.language.as_deref()?;
    if is_same_language(tag, site.locale.tag()) { None } else { Some(tag.to_string()) }
}

/// Whether a text ends with a mark that closes a sentence, also within quotation marks or brackets.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    text.ends_with(['.', '?', '!', '…', '。', '？', '！', '؟'])
}

pub(crate) fn publisher_line(page: &Page, id: PublisherId) -> PublisherLine {
    let publisher = page.site().publisher(id);
    PublisherLine {
        href: page.href(Target::Publisher(id)),
        name: publisher.name.typeset(page.site().quotation_marks()),
        warning: publisher.warnings.last().map(|warning| WarningLine {
            kind: warning.kind.clone(),
            since: warning.since.map(When::from),
        }),
    }
}

impl Page<'_> {
    /// The page's list of sources.
    pub fn cited(&self) -> Vec<NumberedSource> {
        let mut cited = Vec::new();
        for (id, has_citation) in self.numbers().sources() {
            let record = self.site().source(id);
            cited.push(NumberedSource {
                number: cited.len() + 1,
                has_citation,
                id: record.id.clone(),
                url: safe_url(record.url.as_deref()),
                authors: record.author_names(&self.site().locale),
                source: source_line(self, id),
            });
        }
        cited
    }
}

/// A link to a source.
pub(crate) fn source_link(page: &Page, id: SourceId) -> Link {
    Link { href: page.href(Target::Source(id)), text: page.ctx.name(Target::Source(id)) }
}

/// An address, escaped for a link.
pub(crate) fn safe_url(url: Option<&str>) -> Option<String> {
    url.filter(|u| crate::markdown::is_safe(u)).map(str::to_string)
}
