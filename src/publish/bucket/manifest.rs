//! What agon put into a bucket: an object of its own, read first and written last.
//!
//! Between the two it is written as unfinished, with no digest for what is on its way, so that after a kill the next run
//! knows which objects are agon's, which of them are done and which must be put again.

use crate::output::write::BuiltFile;
use crate::source::media;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The key of the manifest, after the prefix.
pub const KEY: &str = ".agon/manifest.json";

/// The form of the manifest. A later one must not be taken for this one.
const FORM: &str = "manifest 1";

/// See the module's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    agon: String,
    /// Whether the publishing that wrote it came to its end.
    pub complete: bool,
    /// By path: what was put there (see [`digest`]); nothing for what is on its way.
    pub files: BTreeMap<String, Option<String>>,
}

impl Manifest {
    pub fn new(complete: bool, files: BTreeMap<String, Option<String>>) -> Self {
        Manifest { agon: FORM.into(), complete, files }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).expect("a manifest has only texts");
        text.push('\n');
        text.into_bytes()
    }

    /// # Errors
    /// What is wrong with it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Manifest, String> {
        let found: Manifest = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
        match found.agon == FORM {
            true => Ok(found),
            false => Err(format!("it is of another form (\"{}\")", found.agon)),
        }
    }
}

/// Stands for a file as it is served: its bytes and its headers.
pub fn digest(file: &BuiltFile) -> String {
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
    fn a_manifest_comes_back_and_another_form_is_refused() {
        let files = BTreeMap::from([
            ("a.html".to_string(), Some("00".to_string())),
            ("ü.html".to_string(), None),
        ]);
        let manifest = Manifest::new(false, files);
        assert_eq!(Manifest::from_bytes(&manifest.to_bytes()), Ok(manifest.clone()));
        let other =
            String::from_utf8(manifest.to_bytes()).unwrap().replace("manifest 1", "manifest 2");
        assert_eq!(
            Manifest::from_bytes(other.as_bytes()),
            Err("it is of another form (\"manifest 2\")".into())
        );
        assert!(Manifest::from_bytes(b"<html>").is_err());
    }
}
