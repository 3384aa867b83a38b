//! Paths of the repository that the documentation names exist.

use super::texts;

#[test]
fn paths_in_the_documentation_exist() {
    let root = texts::root();
    let folders =
        ["src/", "tests/", "templates/", "docs/", "benches/", "static/", ".ci/", ".github/"];
    let mut missing = Vec::new();
    for page in ["docs/contributing.md", "docs/records.md", "docs/reasoning.md", "docs/release.md"]
    {
        let text = std::fs::read_to_string(root.join(page)).unwrap();
        for quoted in text.split('`').skip(1).step_by(2) {
            let quoted = quoted.split(' ').next().unwrap_or(quoted);
            let is_path = folders.iter().any(|folder| quoted.starts_with(folder));
            if is_path && !root.join(quoted).exists() {
                missing.push(format!("{page}: {quoted}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
