//! The build cache: what the files of the last build were made of, so that the next build can skip what is unchanged.
//!
//! A cache that is damaged or of another version of agon reads as none. It saves work and never decides what a page says.

use super::view_hasher::ViewHasher;
use crate::diagnostics::Report;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A blake3 hash.
pub type Hash = [u8; 32];

/// The hashes of the files of a site, by path from the output folder.
pub type FileHashes = BTreeMap<String, Hash>;

/// One build: its inputs, its diagnostics and its files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildCache {
    /// The digest of everything that the build read, the date and the options included.
    pub inputs: Hash,
    /// The diagnostics of the build.
    pub report: Report,
    /// By path from the output folder.
    pub files: BTreeMap<String, CachedFile>,
    /// What is on record once these files are published.
    pub record: Option<BuiltRecord>,
}

/// What is on record about a built site once it is published; a site of the past or with drafts has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltRecord {
    /// The published addresses, as content/addresses.txt has them.
    pub addresses: String,
    /// The days of first publication, as content/publications.txt has them.
    pub publications: String,
}

/// A file that a build wrote; length and age show whether it was modified since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedFile {
    /// See [`view_hash`].
    pub view: Hash,
    /// The hash of the file's bytes.
    pub bytes: Hash,
    /// Its length in bytes.
    pub len: u64,
    /// Nanoseconds since 1970.
    pub mtime_ns: i64,
}

/// The first line of the file: the format with its version, and the build of agon that wrote it.
const MAGIC: &[u8] = concat!("agon cache 1 ", env!("AGON_BUILD"), "\n").as_bytes();

impl BuildCache {
    /// The cache as the content of a file, with a checksum at its end.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = postcard::to_extend(self, MAGIC.to_vec())
            .expect("a build cache has only lists of known length");
        let checksum: Hash = blake3::hash(&bytes).into();
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// Reads the result of [`BuildCache::to_bytes`]; `None` for anything else.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<BuildCache> {
        let (body, checksum) = bytes.split_last_chunk::<32>()?;
        let data = body.strip_prefix(MAGIC)?;
        if blake3::hash(body) != *checksum {
            return None;
        }
        match postcard::take_from_bytes(data) {
            Ok((cache, [])) => Some(cache),
            _ => None,
        }
    }
}

/// The hash of everything that a page is made of: its templates and its view. Equal hashes mean equal pages.
///
/// The names of fields are hashed too, so that a record's text counts as another text in another field.
pub fn view_hash<T: Serialize + ?Sized>(templates: &Hash, view: &T) -> Hash {
    let mut hasher = ViewHasher::new();
    hasher.bytes(templates);
    view.serialize(&mut hasher).expect("no part of a view fails to be serialised");
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostic, codes};
    use crate::source::{FileId, Span};

    fn cache() -> BuildCache {
        let span = Span::new(FileId(3), 5..9);
        let diagnostic = Diagnostic::at(&codes::UNKNOWN_TARGET, span, "no")
            .fix(span, "x")
            .related(span, "y")
            .help("z");
        let file = CachedFile { view: [1; 32], bytes: [2; 32], len: 3, mtime_ns: -4 };
        BuildCache {
            inputs: [9; 32],
            report: Report::from_iter([diagnostic]),
            files: BTreeMap::from([("a/ü.html".into(), file)]),
            record: Some(BuiltRecord { addresses: "a/ü.html\n".into(), ..BuiltRecord::default() }),
        }
    }

    #[test]
    fn cache_round_trips() {
        assert_eq!(BuildCache::from_bytes(&cache().to_bytes()), Some(cache()));
    }

    #[test]
    fn damaged_cache_reads_as_none() {
        let bytes = cache().to_bytes();
        for len in 0..bytes.len() {
            assert_eq!(BuildCache::from_bytes(&bytes[..len]), None, "cut at {len}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(BuildCache::from_bytes(&damaged), None, "changed at {at}");
        }
        assert_eq!(BuildCache::from_bytes(&[bytes.as_slice(), b"x"].concat()), None);
    }

    #[test]
    fn view_hash_covers_templates_values_and_fields() {
        #[serde_with::skip_serializing_none]
        #[derive(Serialize)]
        struct View {
            since: Option<u8>,
            until: Option<u8>,
        }
        let hash = |since, until| view_hash(&[5; 32], &View { since, until });
        assert_eq!(hash(Some(1), None), hash(Some(1), None));
        assert_ne!(hash(Some(1), None), hash(Some(2), None));
        assert_ne!(hash(Some(1), None), hash(None, Some(1)));
        assert_ne!(view_hash(&[5; 32], "x"), view_hash(&[6; 32], "x"));
    }
}
