//! Completion: what can be written at a position.
//!
//! Names come from the site, keys and words from the readers of the files. Only the text before the cursor counts, since
//! what is being written cannot be parsed yet.

mod choice;
mod names;
mod items;
mod yaml_cursor;
mod keys;
mod completion;

pub(super) use completion::complete;
