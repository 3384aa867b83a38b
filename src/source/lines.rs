//! The lines of a text.

/// Returns the byte at which the line of a byte starts.
pub fn line_start(text: &str, at: usize) -> usize {
    match memchr::memrchr(b'\n', &text.as_bytes()[..at]) {
        Some(end) => end + 1,
        None => 0,
    }
}

/// Returns the byte at which the line of a byte ends, before its line break.
pub fn line_end(text: &str, at: usize) -> usize {
    match memchr::memchr(b'\n', &text.as_bytes()[at..]) {
        Some(len) => at + len,
        None => text.len(),
    }
}
