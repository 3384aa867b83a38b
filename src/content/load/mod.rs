//! Reads a site's folder: `content/`, `locales/`, `templates/`, `static/` and the theme that it names, in the order of
//! their paths.
//!
//! [`load()`] reads everything once; a [`SourceCache`] reads it again after changes. Templates and static files that are in
//! the program are part of both unless the site has its own of the same name. What a text says is for `parse`. No other
//! module reads the site's folder.

mod paths;
mod links;
mod walk;
mod read;
mod asset;
pub mod embedded;
mod own;
mod theme;
mod folder;
mod cache;

pub use asset::read_copied_file;
pub use cache::{SourceCache, SourceChange, SourceUpdate};
pub use folder::{SiteSources, load};
pub use paths::{ADDRESSES, PUBLICATIONS, is_content, root_of};
pub use read::{
    LARGEST, LARGEST_MARKDOWN, LARGEST_YAML, LoadError, read_content, read_folder, read_outside,
};

#[cfg(all(test, unix))]
mod tests;
