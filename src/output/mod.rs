//! Output: compression, the build cache, and writing files to the output folder.

pub mod compress;
pub mod cache;
pub mod write;
