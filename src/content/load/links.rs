//! Which symbolic links of a site are followed: those that stay inside it, and those that `follow_links` in site.yaml names.
//!
//! A link to a file elsewhere would publish that file, and a contribution to a site could add one unnoticed.

use super::paths::{SITE, is_skipped};
use std::path::{Path, PathBuf};

/// The folders that links may lead to.
pub(super) struct LinkPolicy {
    root: Option<PathBuf>,
    allowed: Vec<PathBuf>,
}

/// The part of site.yaml that counts before any folder is listed.
#[derive(Default, serde::Deserialize)]
struct FollowLinks {
    #[serde(default)]
    follow_links: Vec<String>,
}

impl LinkPolicy {
    pub(super) fn new(root: &Path) -> LinkPolicy {
        let mut policy = LinkPolicy { root: root.canonicalize().ok(), allowed: Vec::new() };
        for path in policy.read(&root.join(SITE)).follow_links {
            policy.allowed.extend(root.join(path).canonicalize());
        }
        policy
    }

    /// A site.yaml outside of the site allows nothing.
    fn read(&self, file: &Path) -> FollowLinks {
        if !self.allows(file) {
            return FollowLinks::default();
        }
        let text = std::fs::read_to_string(file).unwrap_or_default();
        serde_yaml::from_str(&text).unwrap_or_default()
    }

    /// Whether the target of a link is in the site and not hidden, or allowed. A link to nothing is.
    pub(super) fn allows(&self, link: &Path) -> bool {
        let Ok(target) = link.canonicalize() else { return true };
        if self.allowed.iter().any(|folder| target.starts_with(folder)) {
            return true;
        }
        let Some(root) = &self.root else { return false };
        match target.strip_prefix(root) {
            Ok(inside) => !inside.iter().any(|part| is_skipped(&part.to_string_lossy())),
            Err(_) => false,
        }
    }
}
