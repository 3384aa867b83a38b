//! What a browser checks a script or a style against before it uses it: Subresource Integrity,
//! <https://www.w3.org/TR/sri-2/>.
//!
//! Written only where site.yaml asks for it (`output: integrity`): a browser refuses every script that has it on a page
//! from the disk, and agon's pages are to work there. It guards a site whose assets go over a network that others own.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha384};

/// Whether pages say what their scripts and styles must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Integrity {
    Said,
    #[default]
    Unsaid,
}

impl Integrity {
    /// The value of the attribute `integrity` for these bytes.
    pub fn of(self, bytes: &[u8]) -> Option<String> {
        (self == Integrity::Said)
            .then(|| format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standards_example() {
        let said = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
        assert_eq!(Integrity::Said.of(b"alert('Hello, world.');").as_deref(), Some(said));
        assert_eq!(Integrity::Unsaid.of(b""), None);
    }
}
