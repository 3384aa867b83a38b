//! Files: the source texts of a site with byte positions ([`Files`], [`Span`]), and the finished files of the built site
//! ([`OutputFile`]) with their HTTP headers ([`media`]). Never reads or writes the disk.

mod span;
mod asset;
mod line_map;
mod files;
mod output_file;
pub mod media;

pub use asset::{Asset, CopiedFile, ImageSize, dark_variant, is_picture};
pub use files::{Files, SourceFile};
pub use output_file::OutputFile;
pub use span::{FileId, Span};
