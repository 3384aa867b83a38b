//! Single files outside of the output folder: the list of published addresses, which agon keeps in a site's own folder, and
//! what a command was asked to write.

use super::error::{At, WriteError};
use std::fs;
use std::path::Path;

/// Writes content/addresses.txt whole or not at all.
///
/// # Errors
/// Where the disk refuses; the list is then as it was.
pub fn keep_list(root: &Path, text: &str) -> Result<(), WriteError> {
    let path = root.join(crate::content::load::ADDRESSES);
    let temporary = root.join("content/.addresses.txt.new");
    fs::write(&temporary, text).at("write", &temporary)?;
    fs::rename(&temporary, &path).at("write", &path)
}

/// Writes a file that a command was asked for.
///
/// # Errors
/// Where the disk refuses.
pub fn put_file(path: &Path, text: &str) -> Result<(), WriteError> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder).at("make", folder)?;
    }
    fs::write(path, text).at("write", path)
}
