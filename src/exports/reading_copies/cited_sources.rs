//! The numbers of the sources of one copy, and their list at its end.

use super::written::typeset;
use crate::markdown::escape_words;
use crate::model::*;
use crate::pages::Page;
use std::fmt::Write;

/// Sources in the order in which a copy cites them first.
#[derive(Default)]
pub(super) struct CitedSources(Vec<SourceId>);

impl CitedSources {
    /// The numbers of what a passage cites, as `[1][3]` after its words; empty without a citation.
    pub(super) fn marks(&mut self, site: &Site, block: BlockId) -> String {
        let mut sources = Vec::new();
        if let BlockKind::Note { source } = site.block(block).kind {
            sources.push(source);
        }
        sources.extend(site.cited_in(block));
        let mut marks = String::new();
        let mut seen = Vec::new();
        for source in sources.into_iter().filter(|id| site.source(*id).visible) {
            if !seen.contains(&source) {
                seen.push(source);
                let _ = write!(marks, "\\[{}\\]", self.number(source));
            }
        }
        if marks.is_empty() { marks } else { format!(" {marks}") }
    }

    fn number(&mut self, source: SourceId) -> usize {
        match self.0.iter().position(|known| *known == source) {
            Some(at) => at + 1,
            None => {
                self.0.push(source);
                self.0.len()
            }
        }
    }

    /// The list of the sources; empty where nothing was cited.
    pub(super) fn list(&self, page: &Page) -> String {
        let mut list = String::new();
        for (source, number) in self.0.iter().zip(1..) {
            let _ = writeln!(list, "{number}. {}", line(page, *source));
        }
        list
    }
}

/// `Ann Reed, Tim Cole (2026-05): A title. The Tribune. <https://…>`.
fn line(page: &Page, id: SourceId) -> String {
    let locale = &page.site().locale;
    let source = page.records().source_summary(id);
    let title = page.ctx.name(Target::Source(id));
    let mut line = String::new();
    let authors: Vec<String> = source.authors.iter().map(|name| name.0.shown()).collect();
    if !authors.is_empty() {
        line.push_str(&escape_words(&authors.join(locale.text(MessageId::ListComma))));
        line.push(' ');
    }
    let date = match source.issue_date() {
        Some(date) => date.to_string(),
        None => locale.text(MessageId::MarkUndated).to_string(),
    };
    let _ = write!(line, "({date}): {}.", escape_words(title.trim_end_matches('.')));
    if let Some(publisher) = source.publisher {
        let _ = write!(line, " {}.", typeset(page.site(), publisher));
    }
    match (source.url, source.doi) {
        (Some(url), _) => drop(write!(line, " <{url}>")),
        (None, Some(doi)) => drop(write!(line, " <https://doi.org/{doi}>")),
        (None, None) => {}
    }
    let _ = write!(line, " ([{}]({}))", locale.text(MessageId::CopyRecord), source.place.0);
    line
}
