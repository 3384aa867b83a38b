//! The words that readers see, in the language of a site.
//!
//! `locales/en.yaml` has every message; the other files of `locales/` have the same in other languages, and a site's own
//! `locales/` changes or adds what it likes. A [`Locale`] is what results for one site: each message is taken from the
//! site's file, else from the shipped language, else from English, so that none is ever empty.

mod id;
mod plural;
mod message;
mod file;
mod argument;
mod headings;
mod quotation;
mod table;
mod dates;
mod labels;

pub use argument::Argument;
pub use file::{LocaleFile, built_in, built_in_tags};
pub use headings::{Headings, heading_key};
pub use id::MessageId;
pub use message::{Message, Piece, Text, TextError};
pub use plural::{PluralForm, PluralSelector};
pub use table::Locale;
