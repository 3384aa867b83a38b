//! The static files of the site: styles are joined into one file; it, the scripts and the fonts are named by their hash.
//! Reads no disk and knows nothing of pages.

mod compact;
mod hash;

mod fonts;
mod integrity;
mod script;

mod bundle;

pub use bundle::{Assets, assemble};
pub use integrity::Integrity;
pub use script::Island;
