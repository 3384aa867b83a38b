//! What the last build left behind, so that the next one can skip what has not changed. The only memory in the program.
//!
//! Takes and gives bytes; `write` keeps them on the disk. A memo that is damaged, of another version of agon or no memo
//! at all reads as none: it saves work and never decides what a page says.

use crate::diagnostics::Report;
use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A blake3 hash.
pub type Hash = [u8; 32];

/// One build: what it was made of, what it reported, what it wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memo {
    /// The digest of everything that the build read, the date and the options included.
    pub inputs: Hash,
    pub report: Report,
    /// By path from the output folder.
    pub pages: BTreeMap<String, Page>,
}

/// One file that the build wrote, and how to tell that nobody touched it since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// See [`view_hash`].
    pub view: Hash,
    /// The hash of the file's bytes.
    pub bytes: Hash,
    pub len: u64,
    /// Nanoseconds since 1970.
    pub mtime_ns: i64,
}

/// The head of the file: the format's name and number, then the version (build) of agon that wrote it.
const MAGIC: &[u8] = concat!("agon memo 1 ", env!("AGON_BUILD"), "\n").as_bytes();

impl Memo {
    /// Gives the memo as the bytes of a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        sealed(
            postcard::to_extend(self, MAGIC.to_vec())
                .expect("a memo has only lists of known length"),
        )
    }

    /// Reads what [`Memo::to_bytes`] gave; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Memo> {
        match postcard::take_from_bytes(unseal(bytes)?) {
            Ok((memo, [])) => Some(memo),
            _ => None,
        }
    }
}

/// Bytes that a later build may recall, as a file: the head before them, a checksum after.
pub fn seal(data: &[u8]) -> Vec<u8> {
    sealed([MAGIC, data].concat())
}

fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum: Hash = blake3::hash(&bytes).into();
    bytes.extend_from_slice(&sum);
    bytes
}

/// What was [sealed](seal) by this build of agon; `None` for anything else.
pub fn unseal(bytes: &[u8]) -> Option<&[u8]> {
    let (body, sum) = bytes.split_last_chunk::<32>()?;
    let data = body.strip_prefix(MAGIC)?;
    (blake3::hash(body) == *sum).then_some(data)
}

/// The hash of all that a page is made of: its templates and its view. Same hash, same bytes.
///
/// The view's bytes go straight into the hash, so a large view needs no memory of its own. The hash sees values and not
/// names of fields: a view must not use `skip_serializing_if`, `flatten` or `untagged`, or two views could look the same.
pub fn view_hash<T: Serialize + ?Sized>(templates: &Hash, view: &T) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(templates);
    let sink = Sink { hasher, buffer: [0; BUFFER], filled: 0 };
    postcard::serialize_with_flavor(view, sink)
        .expect("a view has only lists of known length and no flattened structs")
}

/// Large enough for blake3 to hash several chunks at once.
const BUFFER: usize = 16 * 1024;

/// Gathers postcard's single bytes before they are hashed.
struct Sink {
    hasher: blake3::Hasher,
    buffer: [u8; BUFFER],
    filled: usize,
}

impl Sink {
    fn flush(&mut self) {
        self.hasher.update(&self.buffer[..self.filled]);
        self.filled = 0;
    }
}

impl Flavor for Sink {
    type Output = Hash;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        if self.filled == BUFFER {
            self.flush();
        }
        self.buffer[self.filled] = byte;
        self.filled += 1;
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        if bytes.len() > BUFFER - self.filled {
            self.flush();
        }
        if bytes.len() > BUFFER {
            self.hasher.update(bytes);
        } else {
            self.buffer[self.filled..self.filled + bytes.len()].copy_from_slice(bytes);
            self.filled += bytes.len();
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

    fn memo() -> Memo {
        let span = Span::new(FileId(3), 5..9);
        let found = Diagnostic::at(&codes::UNKNOWN_TARGET, span, "no")
            .fix(span, "x")
            .related(span, "y")
            .help("z");
        let page = Page { view: [1; 32], bytes: [2; 32], len: 3, mtime_ns: -4 };
        Memo {
            inputs: [9; 32],
            report: Report { list: vec![found] },
            pages: BTreeMap::from([("a/ü.html".into(), page)]),
        }
    }

    #[test]
    fn a_memo_comes_back_as_it_was() {
        assert_eq!(Memo::from_bytes(&memo().to_bytes()), Some(memo()));
    }

    #[test]
    fn a_memo_that_is_cut_changed_longer_or_of_another_version_reads_as_none() {
        let bytes = memo().to_bytes();
        for len in 0..bytes.len() {
            assert_eq!(Memo::from_bytes(&bytes[..len]), None, "cut at {len}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Memo::from_bytes(&damaged), None, "changed at {at}");
        }
        assert_eq!(Memo::from_bytes(&[bytes.as_slice(), b"x"].concat()), None);
    }

    #[test]
    fn a_views_hash_is_that_of_its_templates_and_its_postcard_bytes_whatever_their_length() {
        for len in [0, 1, 126, BUFFER - 3, BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER] {
            let view = (vec!["a".repeat(len), "b".into()], Some(7u64), vec![1u32; len]);
            let whole = [[5; 32].as_slice(), &postcard::to_stdvec(&view).unwrap()].concat();
            assert_eq!(view_hash(&[5; 32], &view), *blake3::hash(&whole).as_bytes(), "{len}");
        }
        assert_ne!(view_hash(&[5; 32], "x"), view_hash(&[6; 32], "x"));
    }
}
