//! Links, images, citations and footnote marks as events.

use super::address::is_safe;
use super::embed::embed;
use super::escape::escape;
use super::event_writer::{EventWriter, NOTHING};
use super::html_tags::{image_tag, wiki_tag};
use super::tree::{Node, NodeIndex, NodeKind, ReferenceKind};
use pulldown_cmark::{CowStr, Event, LinkType, Tag};

impl<'a> EventWriter<'a> {
    /// The start of a link, image or wiki link with words of its own.
    pub(super) fn reference(&mut self, index: NodeIndex, node: &Node) -> Option<Event<'a>> {
        let reference = &self.tree.references[node.data as usize];
        let address = self.tree.address(self.source, reference);
        let title: CowStr<'a> = self.tree.title(self.source, reference).into();
        let Some(references) = self.options.references else {
            if self.options.is_checked && !is_safe(address) {
                self.closing.push(NOTHING);
                return None;
            }
            return Some(self.link_tag(reference.kind, address.into(), title));
        };
        if node.kind == NodeKind::Image {
            self.closing.push(NOTHING);
            let image = references.image(node.data)?;
            let words = self.picture_words(index);
            self.steps.pass_over(node);
            let embed = embed(&self.source[node.range()]);
            return Some(Event::InlineHtml(
                image_tag(&image, words.as_deref(), &title, embed).into(),
            ));
        }
        let Some(link) = references.link(node.data) else {
            self.closing.push(NOTHING);
            return None;
        };
        if link.class.is_empty() {
            return Some(self.link_tag(ReferenceKind::Link, link.href.into(), title));
        }
        let mut out = String::new();
        wiki_tag(&link, &mut out);
        self.closing.push("</a>");
        Some(Event::InlineHtml(out.into()))
    }

    fn link_tag(
        &mut self,
        kind: ReferenceKind,
        dest_url: CowStr<'a>,
        title: CowStr<'a>,
    ) -> Event<'a> {
        let id = CowStr::from("");
        let link_type = match kind {
            ReferenceKind::Email => LinkType::Email,
            _ => LinkType::Inline,
        };
        let is_image = kind == ReferenceKind::Image;
        self.closing.push(if is_image { "img" } else { "" });
        Event::Start(match is_image {
            true => Tag::Image { link_type, dest_url, title, id },
            false => Tag::Link { link_type, dest_url, title, id },
        })
    }

    /// The HTML of a citation, a wiki link without a label, or a footnote's mark.
    pub(super) fn name(&self, index: NodeIndex, node: &Node) -> String {
        let mut out = String::new();
        let reference = &self.tree.references[node.data as usize];
        let target = self.tree.address(self.source, reference);
        match (node.kind, self.options.references) {
            (NodeKind::Citation, Some(references)) => {
                let keys = self.tree.references_of(index);
                references.citation(keys.start as u32, &self.tree.references[keys], &mut out);
            }
            (NodeKind::TextCitation, Some(references)) => {
                references.text_citation(node.data, reference, &mut out);
            }
            (NodeKind::TextCitation, None) => escape(&self.source[node.range()], &mut out),
            (NodeKind::FootnoteMark, Some(references)) => {
                references.footnote_mark(node.data, &mut out);
            }
            (NodeKind::WikiLink, Some(references)) => match references.link(node.data) {
                Some(link) => {
                    wiki_tag(&link, &mut out);
                    escape(&link.label, &mut out);
                    out.push_str("</a>");
                }
                None => escape(target, &mut out),
            },
            _ => escape(target, &mut out),
        }
        out
    }
}
