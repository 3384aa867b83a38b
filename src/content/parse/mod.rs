//! Parses [`Files`] into [`Raw`]: what the author wrote, with byte spans. What cannot be read is reported and left out.
//!
//! Names stay names; linking resolves them. Each kind of record has a file of its name.

mod yaml_slips;
mod characters;
pub mod yaml;
pub mod schema;
mod validate;
mod fields;
mod file_kind;
mod records;
pub mod front_matter;
pub mod identity;
mod provenance;
mod published_urls;
mod publications;
pub mod theme;
pub mod site_frame;
pub mod site;
pub mod publisher;
mod personal_names;
pub mod source;
pub mod watch;
pub mod vocabulary;
pub mod picture;
pub mod figure;
pub mod contradiction;
pub mod definition;
pub mod fact;
pub mod entity;
pub mod body;
mod body_reader;
pub mod inline_field;
mod note;
mod text_cursor;
pub mod items;
mod spelt_out_fields;
mod near_misses;
mod misplaced;
mod unmarked_corrections;
mod body_checks;
mod body_refs;
mod sections;
pub mod doc;
mod locale;
mod headings;
mod file_schema;
mod files;

pub use body_checks::UNSORTED;
pub use file_kind::FileKind;
pub use files::{FileContent, ParsedFile, Raw, join_files, parse, parse_file};
pub use headings::{decides_headings, headings_of};
pub use validate::{is_lasting, short_slug};
pub use yaml::Str;
