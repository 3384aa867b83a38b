//! What can be said about a body without knowing the rest of the site: unsafe links, ids, footnotes.

use super::body::Reader;
use crate::diagnostics::{Diagnostic, codes};
use crate::markdown::{self, InlineKind};
use crate::source::Span;
use std::collections::HashMap;
use std::ops::Range;

/// The heading over text that an import could not sort.
pub const UNSORTED: &str = "Not sorted yet";

impl Reader<'_> {
    /// Text that an import could not sort waits for an editor.
    pub fn check_unsorted(&mut self, heading: Span, words: &str) {
        if words == UNSORTED {
            let help = "put each part where it belongs, and remove the heading";
            let found = Diagnostic::at(
                &codes::UNSORTED_TEXT,
                heading,
                "this text was imported and is not sorted yet",
            );
            self.report.push(found.help(help));
        }
    }

    /// Links keep to safe schemes.
    pub fn check_links(&mut self) {
        for inline in &self.outline.inlines {
            let (InlineKind::Link { address, .. } | InlineKind::Image { address }) = &inline.kind
            else {
                continue;
            };
            if !markdown::is_safe(address) {
                let scheme = markdown::scheme(address).unwrap_or_default();
                let message = format!("a link may not use the scheme `{scheme}:`");
                let help = format!("the safe schemes are: {}", markdown::SAFE_SCHEMES.join(", "));
                self.report.push(
                    Diagnostic::at(&codes::UNSAFE_LINK, self.span(&inline.range), message)
                        .help(help),
                );
            }
        }
    }

    /// Raw HTML; lines and tags that stand together are one piece.
    pub fn html_pieces(&self) -> Vec<Span> {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for range in &self.outline.html {
            match pieces.last_mut() {
                // Windows' line ends come apart.
                Some(last) if self.body[last.end..range.start].trim_matches('\r').is_empty() => {
                    last.end = range.end
                }
                _ => pieces.push(range.clone()),
            }
        }
        pieces
            .iter()
            .map(|p| self.span(&(p.start..p.start + self.slice(p).trim_end().len())))
            .collect()
    }

    /// An id is well made and stands once in its file.
    pub fn check_ids(&mut self) {
        let mut seen = HashMap::new();
        let blocks = self.out.blocks.iter().filter_map(|b| b.id.as_ref());
        let sections = self.out.sections.iter().filter_map(|s| s.anchor.as_ref());
        let mut ids: Vec<_> = blocks.chain(sections).collect();
        ids.sort_by_key(|i| i.span.start);
        for id in ids {
            if !is_lasting(&id.text) {
                let message = format!("the block id \"{}\" will not last in an address", id.text);
                let made = slug::slugify(&id.text);
                let found = Diagnostic::at(&codes::BAD_BLOCK_ID, id.span, message);
                self.report.push(
                    found.help("write lower-case letters, digits and hyphens").fix(id.span, made),
                );
            }
            if let Some(first) = seen.insert(id.text.as_str(), id.span) {
                let message = format!("the block id \"{}\" stands twice in this file", id.text);
                let found = Diagnostic::at(&codes::DUPLICATE_BLOCK, id.span, message)
                    .related(first, "it stands here first");
                self.report.push(
                    found.help(
                        "give one of the two another id; links lead to the one that keeps it",
                    ),
                );
                seen.insert(id.text.as_str(), first);
            }
        }
    }

    /// A footnote mark without a text. (Without the text, Markdown reads the mark as words.)
    pub fn check_footnotes(&mut self) {
        let mut at = 0;
        while let Some(open) = self.body[at..].find("[^").map(|n| n + at) {
            at = open + 2;
            let Some(len) = self.body[at..].find([']', '\n']) else { continue };
            let label = &self.body[at..at + len];
            let closed = self.body[at + len..].starts_with(']');
            let known = self.outline.footnotes.iter().any(|(l, _)| l == label);
            let in_code = self.outline.code.iter().any(|c| c.contains(&open));
            let wiki = self.body[..open].ends_with('[');
            if closed
                && !known
                && !in_code
                && !wiki
                && !label.is_empty()
                && !label.contains([' ', '['])
            {
                let message = format!("the footnote \"{label}\" has no text");
                let help = format!(
                    "write `[^{label}]: …` on a line of its own, or cite a source as [@key]"
                );
                let span = self.span(&(open..at + len + 1));
                self.report
                    .push(Diagnostic::at(&codes::UNDEFINED_FOOTNOTE, span, message).help(help));
            }
        }
    }

    /// `[[` and `[@` that start no link and no citation: Markdown shows them as text.
    pub fn check_unclosed(&mut self) {
        for opening in ["[[", "[@"] {
            for (at, _) in self.body.match_indices(opening) {
                let in_code = self.outline.code.iter().any(|c| c.contains(&at));
                let escaped = self.body[..at].ends_with(['\\', '[']);
                if in_code || escaped || self.covered(at) {
                    continue;
                }
                let rest = &self.body[at..];
                let len =
                    rest.find(|c: char| c.is_whitespace() || c == ']').unwrap_or(rest.len()).max(2);
                let what = if opening == "[[" { "wiki link" } else { "citation" };
                let message = format!("the {what} is not closed, so it is shown as text");
                let help = "close it with ]] or ], or write a backslash before the bracket if it is meant as text";
                let span = self.span(&(at..at + len));
                self.report.push(Diagnostic::at(&codes::UNCLOSED_LINK, span, message).help(help));
            }
        }
    }

    /// Whether a link or citation covers a byte.
    fn covered(&self, at: usize) -> bool {
        let after = self.outline.inlines.partition_point(|i| i.range.start <= at);
        self.outline.inlines[..after].iter().rev().take(4).any(|i| i.range.contains(&at))
    }
}

/// Lower-case letters, digits and hyphens.
pub fn is_lasting(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
