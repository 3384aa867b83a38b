//! What is read among the words of a text: addresses, citations, pairs of marks and quotation marks.

use super::citation;
use super::mask::{MarkKind, bare_address};
use super::quotation_marks::QuotationMark;
use super::tree::{Footnote, NodeIndex, NodeKind, ReferenceKind, WordRange};
use super::tree_builder::TreeBuilder;
use pulldown_cmark::{CowStr, Event};
use std::ops::Range;
/// What is read among words.
enum Cut {
    /// The start and the end of a pair of marks.
    Open(usize),
    Close(usize),
    Address,
    /// The key and the locator of a citation.
    Key(Range<usize>, Range<usize>),
}

impl TreeBuilder<'_> {
    /// Adds the words that were read, with the addresses, keys and marks among them.
    pub(super) fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.pending);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let range = first.range().start..last.range().end;
        let cuts = self.cuts(&range);
        let mut cuts = cuts.into_iter().peekable();
        let mut read_to = range.start;
        let source = self.source;
        for words in &pieces {
            let piece = words.range();
            let is_plain = words.text.is_none();
            let text = match &words.text {
                Some(text) => text,
                None => &source[piece.clone()],
            };
            let mut at = read_to.max(piece.start);
            while let Some((cut, what)) = cuts.next_if(|(cut, _)| cut.start < piece.end) {
                if cut.start > at && is_plain {
                    self.leaf(NodeKind::Text, 0, at..cut.start);
                }
                at = cut.end.max(at);
                self.cut(cut, what);
            }
            read_to = at;
            if at == piece.start {
                self.words(text, words.mark, piece.clone());
            } else if at < piece.end && is_plain {
                self.leaf(NodeKind::Text, 0, at..piece.end);
            }
        }
    }

    /// What is read in a range of words, in order.
    fn cuts(&mut self, range: &Range<usize>) -> Vec<(Range<usize>, Cut)> {
        let mut cuts = Vec::new();
        while let Some(end) = self.mark_ends.pop_if(|end| end.place.start < range.end) {
            if range.start <= end.place.start && end.place.end <= range.end {
                let cut = if end.is_open { Cut::Open(end.pair) } else { Cut::Close(end.pair) };
                cuts.push((end.place, cut));
            }
        }
        let words = &self.source[range.clone()];
        let is_link = |open: &NodeIndex| {
            let kind = self.nodes[*open as usize].kind;
            matches!(kind, NodeKind::Link | NodeKind::Image | NodeKind::WikiLink)
        };
        if !words.contains(['@', ':']) || self.open.iter().any(is_link) {
            cuts.sort_by_key(|(place, _)| place.start);
            return cuts;
        }
        let mut at = 0;
        while let Some(next) = words[at..].find(['@', 'h', 'H']).map(|n| n + at) {
            let before = words[..next].chars().next_back();
            let is_bound = !before.is_some_and(|c| c.is_alphanumeric() || "/_.@\\".contains(c));
            at = next + 1;
            let start = range.start + next;
            if !is_bound || (next == 0 && self.source[..start].ends_with(['\\', '/'])) {
                continue;
            }
            if let Some(address) = bare_address(&words[next..]) {
                at = next + address.len();
                cuts.push((start..start + address.len(), Cut::Address));
            } else if let Some((key, locator, len)) = citation::in_text(&words[next..]) {
                at = next + len;
                let [key, locator] = [key, locator].map(|r| start + r.start..start + r.end);
                cuts.push((start..start + len, Cut::Key(key, locator)));
            }
        }
        cuts.sort_by_key(|(place, _)| place.start);
        cuts
    }

    fn cut(&mut self, place: Range<usize>, what: Cut) {
        match what {
            Cut::Address => {
                let address = self.source[place.clone()].to_string();
                let index = self.link(ReferenceKind::Link, &address, "", &place);
                self.open.push(self.nodes.len() as NodeIndex);
                self.leaf(NodeKind::Link, index, place.clone());
                self.leaf(NodeKind::Text, 0, place);
                self.close();
            }
            Cut::Key(key, locator) => {
                let details = self.words.len() as u32;
                for detail in [0..0, locator] {
                    let (start, len) = (detail.start as u32, detail.len() as u32);
                    let len = if start as usize == place.start { 0 } else { len };
                    self.words.push(WordRange { start, len, is_pooled: false });
                }
                let index = self.reference(ReferenceKind::TextCitation, key, details);
                self.leaf(NodeKind::TextCitation, index, place);
            }
            Cut::Open(n) => {
                let range = place.start..self.marks[n].close.end;
                let (kind, data) = match self.marks[n].kind {
                    MarkKind::Highlight => (NodeKind::Highlight, 0),
                    MarkKind::Note => {
                        let reference =
                            self.reference(ReferenceKind::FootnoteMark, range.clone(), 0);
                        let label = format!("^[{n}");
                        let index = self.footnotes.len();
                        let node = self.nodes.len() as NodeIndex;
                        self.footnotes.push(Footnote {
                            node,
                            label: WordRange::default(),
                            mark: None,
                        });
                        self.by_label.insert(label.clone(), index);
                        self.footnote_marks.push((reference as usize, label));
                        (NodeKind::InlineNote, index as u32)
                    }
                };
                self.open.push(self.nodes.len() as NodeIndex);
                self.leaf(kind, data, range);
            }
            Cut::Close(n) => {
                let kind = match self.marks[n].kind {
                    MarkKind::Highlight => NodeKind::Highlight,
                    MarkKind::Note => NodeKind::InlineNote,
                };
                let is_open = self.open.last().is_some_and(|open| {
                    let node = &self.nodes[*open as usize];
                    node.kind == kind && node.end as usize == place.end
                });
                match is_open {
                    true => self.close(),
                    false => self.leaf(NodeKind::Text, 0, place),
                }
            }
        }
    }

    /// What a text of pulldown-cmark is that it made of a straight quotation mark. It makes an opening outer mark of each
    /// that closes nothing, and of a single one a closing mark where it is an apostrophe.
    pub(super) fn quotation_mark<'e>(
        &mut self,
        text: CowStr<'e>,
        range: &Range<usize>,
    ) -> (Event<'e>, Option<QuotationMark>) {
        let is_straight = matches!(self.source.get(range.clone()), Some("\"" | "'"));
        let mark = match &*text {
            _ if !is_straight => None,
            "“" if is_inches(self.source, range) => return (Event::Text("”".into()), None),
            "“" if closes_quotation(self.source, range) => Some(QuotationMark::OuterClose),
            "“" => Some(QuotationMark::OuterOpen),
            "”" => Some(QuotationMark::OuterClose),
            "‘" => {
                self.has_open_inner = true;
                Some(QuotationMark::InnerOpen)
            }
            "’" if self.has_open_inner && can_close(self.source, range) => {
                self.has_open_inner = false;
                Some(QuotationMark::InnerClose)
            }
            _ => None,
        };
        (Event::Text(text), mark)
    }
}

/// Whether a straight quotation mark that closes nothing is the sign for inches.
fn is_inches(source: &str, range: &Range<usize>) -> bool {
    source[..range.start].ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a single mark can close a quotation, as pulldown-cmark has it: behind words and before none.
fn can_close(source: &str, range: &Range<usize>) -> bool {
    let before = source[..range.start].chars().next_back();
    let after = source[range.end..].chars().next();
    before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric)
}

/// Whether a straight quotation mark that closes nothing, as far as pulldown-cmark sees, follows words and is before none.
fn closes_quotation(source: &str, range: &Range<usize>) -> bool {
    let before = source[..range.start].chars().next_back();
    let after = source[range.end..].chars().next();
    let is_behind_words = before.is_some_and(|c| c.is_alphanumeric() || "’'.,!?)]}%".contains(c));
    is_behind_words && !after.is_some_and(char::is_alphanumeric)
}
