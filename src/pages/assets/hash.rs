//! Hashes in the names of files.

/// Enough of a hash for a name that changes with the bytes.
pub(super) fn short_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..8].to_string()
}
