//! Markdown: the only user of pulldown-cmark.
//!
//! [`parse`] reads a text once and returns its [`Tree`]; a [`Slice`] is a part of it. [`html()`], [`plain_text()`] and
//! [`sentence()`] walk over slices. Where names lead is asked of [`ReferenceRenderer`] and [`ReferenceNames`].

mod address;
mod citation;
mod east_asian;
mod mask;
mod math;
mod embed;
mod quotation_marks;
mod tree;
mod tree_queries;
mod attribute;
mod quotation_pairs;
mod tree_builder;
mod tree_callouts;
mod tree_references;
mod word_pieces;
mod parser;
mod slice;
mod direction;
mod typography;
mod escape;
mod reference_renderer;
mod html_tags;
mod event_writer;
mod event_pictures;
mod event_references;
mod html;
mod plain_text;
mod sentence;
mod escape_words;

pub use address::{SAFE_SCHEMES, has_host, is_safe, is_web, scheme};
pub use direction::{has_other_direction, is_mostly_right_to_left, slice_direction};
pub use escape::escape;
pub use escape_words::escape_words;
pub use event_writer::RawHtml;
pub(crate) use html::reference_html;
pub use html::{ParagraphForm, commonmark, html};
pub use mask::comments;
pub use math::mathml;
pub use parser::parse;
pub use plain_text::{PlainText, ReferenceNames, plain_text, title};
pub use quotation_marks::QuotationMarks;
pub use reference_renderer::{ImageTag, LinkTag, ReferenceRenderer};
pub use sentence::sentence;
pub use slice::Slice;
pub use tree::{
    Attribute, AttributeKind, Callout, Footnote, Node, NodeIndex, NodeKind, Reference,
    ReferenceKind, Tree,
};
pub use typography::typographic;
