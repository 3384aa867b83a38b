//! The manifest of a bucket: an object that lists what agon put there, read first and written last.
//!
//! In between it is written as incomplete, without digests for the files in transfer, so that the next run after a kill
//! knows which objects are agon's and which of them must be uploaded again.

use crate::output::BuiltFile;
use crate::source::media;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The key of the manifest, after the prefix.
pub(super) const KEY: &str = ".agon/manifest.json";

/// Other versions must not be taken for this one.
const VERSION: &str = "manifest 1";

/// By path: the [`digest`] of the file; `None` while it is in transfer.
pub(super) type FileDigests = BTreeMap<String, Option<String>>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    agon: String,
    /// Whether the publishing that wrote it was completed.
    pub complete: bool,
    pub files: FileDigests,
}

impl Manifest {
    pub(super) fn new(complete: bool, files: FileDigests) -> Self {
        Manifest { agon: VERSION.into(), complete, files }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).expect("a manifest has only texts");
        text.push('\n');
        text.into_bytes()
    }

    /// # Errors
    /// A message for what is not a manifest of this version.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Manifest, String> {
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
        match manifest.agon == VERSION {
            true => Ok(manifest),
            false => Err(format!("it is of another version (\"{}\")", manifest.agon)),
        }
    }
}

/// The digest of a file as it is served: its bytes and its headers.
pub(super) fn digest(file: &BuiltFile) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&file.hash);
    hasher.update(media::kind(&file.path).as_bytes());
    hasher.update(b"\n");
    hasher.update(media::cache(&file.path).as_bytes());
    hasher.finalize().to_hex()[..32].to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifest_round_trips_and_refuses_other_versions() {
        let files = FileDigests::from([
            ("a.html".to_string(), Some("00".to_string())),
            ("ü.html".to_string(), None),
        ]);
        let manifest = Manifest::new(false, files);
        assert_eq!(Manifest::from_bytes(&manifest.to_bytes()), Ok(manifest.clone()));
        let other = String::from_utf8(manifest.to_bytes()).unwrap().replace(VERSION, "manifest 2");
        let message = "it is of another version (\"manifest 2\")".to_string();
        assert_eq!(Manifest::from_bytes(other.as_bytes()), Err(message));
        assert!(Manifest::from_bytes(b"<html>").is_err());
    }
}
