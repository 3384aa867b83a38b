//! What is computed once for all pages: indexes, feeds, and what records are called.

pub(crate) mod typeset;
pub(crate) mod indexes;
pub(crate) mod side_positions;
pub(crate) mod publication_item;
mod word_hashes;
pub(crate) mod publications;
pub(crate) mod feed_channel;
mod source_labels;
pub(crate) mod card_letters;
pub(crate) mod page_context;
pub(crate) mod names;
