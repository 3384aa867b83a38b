//! Pictures as events: the words of one, and one that stands alone with its caption.

use super::embed::embed;
use super::escape::escape;
use super::event_writer::EventWriter;
use super::html_tags::image_tag;
use super::slice::{Slice, WalkStep};
use super::tree::{NodeIndex, NodeKind};
use super::typography::typographic;

impl EventWriter<'_> {
    /// A paragraph that is one picture with a caption: the picture with its caption and credit, from its title (the credit
    /// behind a bar) or else from the picture's own description.
    pub(super) fn figure(&self, paragraph: NodeIndex) -> Option<String> {
        let references = self.options.references?;
        let mut images = self
            .tree
            .children(paragraph)
            .filter(|child| self.tree.node(*child).kind == NodeKind::Image);
        let (image, None) = (images.next()?, images.next()) else { return None };
        let node = self.tree.node(image);
        let range = node.range();
        for step in Slice::inside(self.tree, self.source, paragraph).steps() {
            if let WalkStep::Leaf(_, leaf, words) = step
                && !range.contains(&leaf.range().start)
                && !words.trim().is_empty()
            {
                return None;
            }
        }
        let reference = &self.tree.references[node.data as usize];
        let title = self.tree.title(self.source, reference);
        let tag = references.image(node.data).filter(|tag| tag.is_picture)?;
        let (caption, written) = title.split_once('|').unwrap_or((title, ""));
        let caption = if caption.trim().is_empty() { &tag.caption } else { caption.trim() };
        let mut credit = String::new();
        escape(&typographic(written.trim(), self.marks), &mut credit);
        let credit = if credit.is_empty() { &tag.credit } else { &credit };
        if caption.is_empty() && credit.is_empty() {
            return None;
        }
        let mut out = String::from("<figure class=\"picture\">\n");
        let words = self.picture_words(image);
        out.push_str(&image_tag(&tag, words.as_deref(), "", embed(&self.source[range])));
        out.push_str("\n<figcaption>");
        escape(&typographic(caption, self.marks), &mut out);
        if !credit.is_empty() {
            out.push_str(if caption.is_empty() { "" } else { " " });
            out.push_str("<span class=\"picture-credit\">");
            out.push_str(credit);
            out.push_str("</span>");
        }
        out.push_str("</figcaption>\n</figure>\n");
        Some(out)
    }

    /// The words of a picture without marks; `None` where they are `""`, which says that it is an ornament.
    pub(super) fn picture_words(&self, index: NodeIndex) -> Option<String> {
        let inside = Slice::inside(self.tree, self.source, index);
        if matches!(inside.as_written().trim(), "\"\"" | "“”") {
            return None;
        }
        let mut words = String::new();
        for step in inside.steps_with(self.marks) {
            match step {
                WalkStep::Leaf(_, node, text) => match node.kind {
                    NodeKind::SoftBreak | NodeKind::HardBreak => words.push(' '),
                    _ => words.push_str(text),
                },
                _ => continue,
            }
        }
        Some(words)
    }
}
