//! The output folder: what is in it, what the next build can reuse, and how a new site takes the place of the old one.
//!
//! [`OutputFile`](crate::source::OutputFile)s go into an [`OutputSink`]. [`Staging`] writes the new ones into a tree next
//! to the output folder and swaps the whole tree in, so that a reader, a crash or a full disk sees the old site or the
//! new one and nothing between. Files in the output folder that agon did not write are unmanaged: they always stay.
//!
//! ```text
//! public/              the published site, without any file of agon's own
//! .public.agon/lock    one writer at a time
//!              cache   what the published files were made of
//!              files   which files in public/ are managed
//!              next/   the new tree until it is exchanged for public/, then the old one until it is removed
//!              *.next  cache and files of the new tree
//!              unsynced  a commit began, and its files may not be on the disk
//!              adopted   public/ had other files before: it is never exchanged
//! ```

mod error;
mod failpoint;
mod sync;
mod files;
mod compress;
mod view_hasher;
mod build_cache;
mod sink;
mod location;
mod tree;
mod paths;
mod journal;
mod state;
mod output_dir;
mod staging;
mod swap;
mod built;
mod hashes;

pub use build_cache::{BuildCache, BuiltRecord, CachedFile, FileHashes, Hash, view_hash};
pub use built::{BuiltFile, BuiltSite};
pub use error::WriteError;
pub use files::{create_file, replace_file, write_file, write_files};
pub use hashes::{OutputChanges, changes, folder_hashes};
pub use output_dir::{ForeignFiles, OutputDir, OutputOptions};
pub use sink::{CompressingSink, DiscardSink, FileBytes, HashingSink, MemorySink, OutputSink};
pub use staging::Staging;
pub use swap::WriteSummary;
pub use sync::SyncMode;

#[cfg(all(test, unix))]
mod tests;
