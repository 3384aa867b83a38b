//! `agon import`: journals, threads and bibliographies of other shapes become content files.
//!
//! Reads input formats into a neutral document, sorts it into sections and items, and writes new
//! files under content/ with a report of every line that was merged, guessed, left as text or
//! dropped. Existing files are never overwritten, nothing is fetched, and no date or address is
//! invented. What has no place lands at the end of its file as text, under a heading that
//! `agon check` reports until it is sorted.

// helpers
mod error;
mod text;
mod report;
mod yaml;

// parts of a text
mod dates;
mod headings;
mod identifiers;
mod imprint;
mod note_title;
mod note_imprint;
mod source_note;
mod source_table;

// input formats
mod encoding;
mod input;
mod front_matter;
mod wordless;
mod table_cells;
mod plain;
mod markdown;
mod html;
mod argdown;
mod reader;

// bibliographies
mod work;
mod work_merge;
mod work_record;
mod bibliography_content;
mod bookmarks;
mod latex;
mod bib_syntax;
mod bibtex_fields;
mod bibtex_types;
mod bibtex;
mod csl;
mod ris;
mod tagged;
mod bibliography;

// names that an input refers to
mod source_index;
mod entities;
mod tension_sides;
mod escape;

// sections and files
mod writer;
mod importer;
mod items;
mod positions;
mod sections;
mod outline;
mod footnotes;
mod journal;
mod thread;
mod vault_names;
mod vault;
mod vault_marks;
mod run;

pub use error::ImportError;
pub use report::{ImportReport, LineOutcome, ReportLine};
pub use run::{ImportRequest, ImportResult, InputShape, WriteMode, import};
