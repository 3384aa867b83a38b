//! Files: the source texts of a site with byte positions ([`Files`], [`Span`]), and the finished files of the built site
//! ([`OutputFile`]) with their HTTP headers ([`media`]) and the tokens of styles. Never reads or writes the disk.

mod span;
mod asset;
mod lines;
mod places;
mod line_map;
mod files;
mod output_file;
mod style;
pub mod media;

pub use asset::{Asset, CopiedFile, ImageSize, dark_variant, is_picture};
pub use files::{Files, SourceFile};
pub use lines::{line_end, line_start};
pub use output_file::OutputFile;
pub(crate) use places::{places_of, places_of_either};
pub use span::{FileId, Span};
pub use style::{style_tokens, without_style_comments};
