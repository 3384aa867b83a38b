//! The search index: scripts that the search page loads one by one, so that a search costs little on
//! a site of any size.
//!
//! Shards of *words* have the pages of each stem, shards of *passages* what results show of a page,
//! shards of *rests* what is cut off these, and small ones the pages of each facet. A search loads the index (`index.js`), the shard of each
//! word and the shards of the first results. All are scripts that call
//! `agonShard(name, version, data)`, because a page that is opened from a disk cannot load anything
//! else. `static/js/find.js` reads them.

mod varint;
mod spelling;
mod token;
mod facet;
mod entry;
mod claim_states;
mod passages;
mod statements;
mod page;
mod layout;
mod budget;
mod fragments;
mod lexicon;
mod shard_bounds;
mod postings;
mod index;

pub use entry::{IndexEntry, IndexPassage};
pub use index::{FOLDER, entries, write};
pub use token::{STOP, Stemmer, TokenForm, words};
