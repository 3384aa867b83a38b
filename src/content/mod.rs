//! Content: files on the disk, and what each of them says, before names are resolved.

pub mod load;
pub mod parse;
pub mod schema;
