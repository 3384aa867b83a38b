//! The documentation names files that exist.

use std::path::Path;

#[test]
fn paths_in_the_documentation_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for page in ["docs/contributing.md", "docs/records.md", "docs/reasoning.md"] {
        let text = std::fs::read_to_string(root.join(page)).unwrap();
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path = ["src/", "tests/", "templates/"].iter().any(|p| quoted.starts_with(p));
            if is_path && !root.join(quoted).exists() {
                missing.push(format!("{page}: {quoted}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
