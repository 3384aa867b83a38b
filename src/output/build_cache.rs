//! The build cache: what the files of the last build were made of, so that the next build can skip what is unchanged.
//!
//! A cache that is damaged or of another version of agon reads as none. It saves work and never decides what a page says.

use crate::diagnostics::Report;
use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A blake3 hash.
pub type Hash = [u8; 32];

/// One build: its inputs, its diagnostics and its files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildCache {
    /// The digest of everything that the build read, the date and the options included.
    pub inputs: Hash,
    pub report: Report,
    /// By path from the output folder.
    pub files: BTreeMap<String, CachedFile>,
}

/// A file that a build wrote; length and age tell whether it was modified since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedFile {
    /// See [`view_hash`].
    pub view: Hash,
    /// The hash of the file's bytes.
    pub bytes: Hash,
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
/// The hash covers values and not the names of fields: a view must not use `skip_serializing_if`, `flatten` or
/// `untagged`, or two different views could have the same hash.
pub fn view_hash<T: Serialize + ?Sized>(templates: &Hash, view: &T) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(templates);
    let flavor = HashFlavor { hasher, buffer: Vec::with_capacity(BUFFER) };
    postcard::serialize_with_flavor(view, flavor)
        .expect("a view has only lists of known length and no flattened structs")
}

/// Large enough for blake3 to hash several chunks at once.
const BUFFER: usize = 16 * 1024;

/// Hashes the serialised bytes without storing them all; postcard hands over single bytes.
struct HashFlavor {
    hasher: blake3::Hasher,
    buffer: Vec<u8>,
}

impl HashFlavor {
    fn flush(&mut self) {
        self.hasher.update(&self.buffer);
        self.buffer.clear();
    }
}

impl Flavor for HashFlavor {
    type Output = Hash;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        if self.buffer.len() + bytes.len() > BUFFER {
            self.flush();
        }
        if bytes.len() > BUFFER {
            self.hasher.update(bytes);
        } else {
            self.buffer.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn finalize(mut self) -> postcard::Result<Hash> {
        self.flush();
        Ok(self.hasher.finalize().into())
    }
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
    fn view_hash_covers_templates_and_postcard_bytes_of_any_length() {
        for len in [0, 1, 126, BUFFER - 3, BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER] {
            let view = (vec!["a".repeat(len), "b".into()], Some(7u64), vec![1u32; len]);
            let bytes = [[5; 32].as_slice(), &postcard::to_stdvec(&view).unwrap()].concat();
            assert_eq!(view_hash(&[5; 32], &view), *blake3::hash(&bytes).as_bytes(), "{len}");
        }
        assert_ne!(view_hash(&[5; 32], "x"), view_hash(&[6; 32], "x"));
    }
}
