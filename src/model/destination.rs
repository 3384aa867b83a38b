//! Where a built site is published to.

use std::path::PathBuf;

/// One place to publish to, from site.yaml or the command line. Never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// What it is called on the command line.
    pub name: Option<String>,
    pub to: DestinationKind,
}

/// The kinds of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DestinationKind {
    Folder(PathBuf),
    /// A branch of a git repository.
    Branch {
        branch: String,
        /// A remote's name, an address or a path.
        remote: String,
    },
    /// A bucket of an S3-compatible store.
    Bucket {
        bucket: String,
        /// In front of every key: empty, or with a slash at its end.
        prefix: String,
        /// The store's address; `None` for AWS.
        endpoint: Option<String>,
        region: Option<String>,
    },
}

/// The remote unless another is named.
pub const ORIGIN: &str = "origin";

impl DestinationKind {
    /// A bucket from `name` or `name/prefix`.
    pub fn bucket(path: &str, endpoint: Option<String>, region: Option<String>) -> DestinationKind {
        let (bucket, prefix) = path.split_once('/').unwrap_or((path, ""));
        let prefix = prefix.trim_matches('/');
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        DestinationKind::Bucket { bucket: bucket.to_string(), prefix, endpoint, region }
    }
}

impl std::fmt::Display for DestinationKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DestinationKind::Folder(path) => write!(f, "{}", path.display()),
            DestinationKind::Branch { branch, remote } => {
                write!(f, "branch {branch} of {}", without_password(remote))
            }
            DestinationKind::Bucket { bucket, prefix, .. } => write!(f, "bucket {bucket}/{prefix}"),
        }
    }
}

/// A text with `//…@` for what precedes the host of each address in it: names and passwords.
pub fn without_password(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out += before;
        let host =
            after.find(|c: char| c == '/' || c.is_whitespace() || c == '\'').unwrap_or(after.len());
        rest = match after[..host].rfind('@') {
            Some(end) => {
                out += "…";
                &after[end..]
            }
            None => after,
        };
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_has_one_slash_at_its_end_or_is_empty() {
        for (path, bucket, prefix) in
            [("a", "a", ""), ("a/", "a", ""), ("a/b/c", "a", "b/c/"), ("a/b/", "a", "b/")]
        {
            let wanted = DestinationKind::Bucket {
                bucket: bucket.into(),
                prefix: prefix.into(),
                endpoint: None,
                region: None,
            };
            assert_eq!(DestinationKind::bucket(path, None, None), wanted);
        }
    }

    #[test]
    fn a_password_in_an_address_is_not_shown() {
        let said = "fatal: 'https://me:secret@git.example/a.git/' and https://b.example/c@d are gone: user@host";
        let shown =
            "fatal: 'https://…@git.example/a.git/' and https://b.example/c@d are gone: user@host";
        assert_eq!(without_password(said), shown);
        assert_eq!(without_password("git@host:a.git"), "git@host:a.git");
    }
}
