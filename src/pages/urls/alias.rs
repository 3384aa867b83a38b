//! Addresses that a page had under earlier names.

use crate::model::*;
use crate::pages::urls::href::Paths;

/// Whether an alias is an old slug or path and no title.
pub(crate) fn is_address(alias: &str) -> bool {
    !alias.is_empty()
        && alias.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/".contains(c))
        && !alias.starts_with('/')
        && !alias.contains("//")
        && !alias.ends_with('/')
}

/// The page of an old slug in the folder of the new one; a path with a slash counts from the root.
pub(crate) fn alias_path(path: &str, alias: &str) -> String {
    let folder = path.strip_suffix("/index.html").unwrap_or(path);
    match folder.rsplit_once('/') {
        Some((_, _)) if alias.contains('/') => format!("{alias}.html"),
        Some((folder, _)) if path.ends_with("/index.html") => {
            format!("{folder}/{alias}/index.html")
        }
        Some((folder, _)) => format!("{folder}/{alias}.html"),
        None => format!("{alias}.html"),
    }
}

/// The path that the page of a document had first, before it or its topic was renamed. Where the site has a list of
/// published addresses, an earlier path is one of them.
pub(crate) fn first_path(site: &Site, paths: &Paths, id: DocId) -> String {
    let is_published = |path: &String| match &site.public {
        Some(published) => published.iter().any(|address| address.path == *path),
        None => true,
    };
    let found = possible_paths(site, paths, id).into_iter().find(is_published);
    found.unwrap_or_else(|| paths.known_by(site, id).to_string())
}

/// The paths that the page of a document may have had, the earliest first and its own last.
pub(crate) fn possible_paths(site: &Site, paths: &Paths, id: DocId) -> Vec<String> {
    let (doc, own) = (site.doc(id), paths.known_by(site, id));
    let mut earlier: Vec<String> = Vec::new();
    for alias in doc.aliases.iter().filter(|alias| is_address(alias)) {
        earlier.push(alias_path(own, alias));
    }
    earlier.push(own.to_string());
    let topic = doc.topic.map(|topic| site.topic(topic)).filter(|_| doc.kind != DocKind::Topic);
    let mut candidates = Vec::new();
    if let Some(topic) = topic {
        let folder = format!("topics/{}/", topic.slug);
        for alias in topic.aliases.iter().filter(|alias| is_address(alias)) {
            for path in &earlier {
                if let Some(rest) = path.strip_prefix(&folder) {
                    candidates.push(format!("topics/{alias}/{rest}"));
                }
            }
        }
    }
    candidates.extend(earlier);
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_slug_stays_in_its_folder() {
        assert_eq!(alias_path("topics/a/threads/new.html", "old"), "topics/a/threads/old.html");
        assert_eq!(alias_path("topics/a/index.html", "b"), "topics/b/index.html");
        assert_eq!(alias_path("about.html", "info"), "info.html");
        assert_eq!(alias_path("topics/a/threads/new.html", "threads/x"), "threads/x.html");
        assert!(
            is_address("old-slug")
                && !is_address("Old title")
                && !is_address("/x")
                && !is_address("a//b")
        );
    }
}
