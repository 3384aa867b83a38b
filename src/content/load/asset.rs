//! Files that are published as they are: their sizes, and their bytes where they are too many for the memory.

use super::read::unreadable;
use crate::diagnostics::Diagnostic;
use crate::source::{Asset, CopiedFile, ImageSize, is_picture};
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

/// Files of static/ from this size on are copied from the disk when the site is written.
pub(super) const COPIED: u64 = 1024 * 1024;

/// Reads how large a picture is and what its bytes are, but keeps none of them.
pub(super) fn read_copied(
    source: &str,
    path: &str,
    disk: &Path,
) -> Result<(CopiedFile, Asset), Box<Diagnostic>> {
    let (len, hash, size) =
        examine(source, disk).map_err(|error| Box::new(unreadable(source, &error)))?;
    let copied = CopiedFile {
        source: source.into(),
        path: path.into(),
        disk: PathBuf::from(disk),
        len,
        hash,
    };
    Ok((copied, Asset { path: source.into(), size }))
}

fn examine(path: &str, disk: &Path) -> io::Result<(u64, [u8; 32], Option<ImageSize>)> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(disk)?)?;
    let mut size = None;
    if is_picture(path) {
        size = imagesize::reader_size(BufReader::new(File::open(disk)?)).ok().and_then(image_size);
    }
    Ok((hasher.count(), hasher.finalize().into(), size))
}

/// What texts can know of a file whose bytes are in the memory.
pub(super) fn asset(path: &str, bytes: &[u8]) -> Asset {
    let size = is_picture(path).then(|| imagesize::blob_size(bytes).ok().and_then(image_size));
    Asset { path: path.to_string(), size: size.flatten() }
}

fn image_size(size: imagesize::ImageSize) -> Option<ImageSize> {
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    (width > 0 && height > 0).then_some(ImageSize { width, height })
}

/// The bytes of a file that is copied, for a server.
pub fn read_copied_file(file: &CopiedFile) -> Option<Vec<u8>> {
    std::fs::read(&file.disk).ok()
}
