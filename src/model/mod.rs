//! What the site knows. Every reference is a typed id into one of the lists of [`Site`]; nothing here is `Serialize`.
//!
//! The link stage makes a `Site` from the raw documents; later stages only read it. Texts stay in
//! [`crate::source::Files`]: a [`Block`] holds the byte range of its words, never a copy.

mod date;
pub mod dates;
mod issue_date;
mod words;
mod relation_verb;
mod language;
mod amount;
pub mod locale;
mod callouts;
mod unit;
mod ids;
mod vocabulary;
mod chance;
mod destination;
mod address;
mod publication;
mod picture;
mod record;
mod measures;
mod definition;
mod definition_words;
mod block;
mod doc;
mod event;
mod site_frame;
mod site_config;
mod site_index;
mod site;
mod names;
mod typed_blocks;

pub use address::*;
pub use amount::NumberStyle;
pub use block::*;
pub(crate) use callouts::{callout_name, callout_words};
pub use chance::*;
pub use date::{Date, Day, month_name};
pub use definition::*;
pub use destination::*;
pub use doc::*;
pub use event::*;
pub use ids::*;
pub use issue_date::{DateExtent, IssueDate, Season};
pub use language::{babel_name, is_language_tag, is_right_to_left, is_same_language, language_tag};
pub use locale::{Argument, Locale, MessageId};
pub use measures::{Measures, qualifier_sign};
pub use picture::Picture;
pub use publication::*;
pub use record::*;
pub use site::*;
pub use site_config::*;
pub use site_frame::*;
pub use site_index::*;
pub use typed_blocks::*;
pub use unit::Unit;
pub use vocabulary::*;
pub use words::*;
