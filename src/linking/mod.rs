//! From raw documents to a [`Site`](crate::model::Site): ids, merged sources, resolved references, relations, backlinks.
//!
//! [`link`] returns a `Site` without contradictions: what could not be resolved is reported and left out. Never reads
//! the disk, never makes addresses.

mod vocabulary;
mod publishers;
mod tags;
mod docs;
mod names;
mod places;
mod day_names;
mod source_names;
mod known_files;
mod resolve;
mod unknown_names;
mod record_names;
mod sources;
mod page_ids;
mod unique_anchors;
mod sections;
mod blocks;
mod block_references;
mod block_fields;
mod definitions;
mod theme;
mod site_frame;
mod ledger;
mod watch_lists;
mod records;
mod relations;
mod checked_text;
mod bare_names;
mod work_numbers;
mod numbered_references;
mod hashtags;
mod stances;
mod drafts;
mod later;
mod day;
mod lapses;
mod pictures;
mod attachments;
mod index;
mod events;
mod link;

pub use crate::content::parse::identity::{is_old_arxiv, of_address, of_doi, of_number, title_key};
pub use link::link;
pub(crate) use names::differs_by_case;
pub(crate) use unique_anchors::UniqueAnchors;
