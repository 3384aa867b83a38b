//! The content for other tools: the facts of topics, or every page's data, as JSON under a schema, and lists in the formats that tools read:
//! sources as CSL-JSON, BibTeX and RIS, timelines for TimelineJS, tensions as Argdown, figures as CSV, dates as a calendar.
//!
//! Words are plain, ids are those of the content, addresses are relative to the file that has them. Which files there
//! are and where is decided in `pages`.

mod schema_file;
mod page_lists;
mod page_data;
mod page_contents;
mod page_file;
mod facts;
mod credit;
mod bibliography;
mod timelinejs;
mod argdown;
mod csv_table;
mod figures_csv;
mod evidence_csv;
mod forecasts_csv;
mod half_life_csv;
mod contradictions_csv;
mod definitions_csv;
mod calendar;
mod download;
mod export;

pub use bibliography::BibliographyEntries;
pub use download::download;
pub use export::{ExportKind, ExportRequest, export};
pub use facts::{FACTS_VERSION, facts, facts_schema};
pub use page_file::{VERSION, page, schema};
