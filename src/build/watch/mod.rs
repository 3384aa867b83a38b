//! Watches content/, templates/ and static/ of a site.
//!
//! A change is reported with its paths; files are never read. Folders that vanish and come back, as some editors and
//! `git checkout` make them, are watched again; so is the site's folder itself.

mod debounce;
mod watcher;

pub use watcher::{SiteWatcher, WatchBackend, watch};

#[cfg(test)]
mod tests;
