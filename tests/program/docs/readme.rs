//! README.md is a short first page.

use super::texts;

#[test]
fn readme_has_at_most_150_lines() {
    let text = std::fs::read_to_string(texts::root().join("README.md")).unwrap();
    let lines = text.lines().count();
    assert!(lines <= 150, "README.md has {lines} lines; move details to docs/content/pages");
}

#[test]
fn readme_links_to_files_that_exist() {
    let text = std::fs::read_to_string(texts::root().join("README.md")).unwrap();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    let missing: Vec<&str> = targets
        .map(|(target, _)| target.split('#').next().unwrap_or(target))
        .filter(|target| !target.contains("://") && !texts::root().join(target).exists())
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}
