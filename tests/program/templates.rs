//! Templates choose and repeat. They do not compute: views give them sorted, sliced and counted lists, and flags.

use std::path::Path;

/// What a template may not have: assignments across loops, and filters that count, order, cut or rewrite.
const FORBIDDEN: [&str; 12] = [
    "set_global",
    "loop.index <",
    "loop.index0 <",
    "| length",
    "| sort",
    "| slice",
    "| filter",
    "| replace",
    "| reverse",
    "| unique",
    "| group_by",
    "| split",
];

#[test]
fn templates_choose_and_repeat_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut violations = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.expect("templates/ can be listed");
        if !entry.file_type().is_file() {
            continue;
        }
        let name = entry.path().strip_prefix(&root).expect("a path below templates/").display();
        let text = std::fs::read_to_string(entry.path()).expect("a template is text");
        for (line, number) in text.lines().zip(1..) {
            let spaced = line.replace('|', "| ").replace("|  ", "| ");
            for word in FORBIDDEN.iter().filter(|word| spaced.contains(**word)) {
                violations.push(format!("{name}:{number}: {word}"));
            }
        }
    }
    assert_eq!(violations, Vec::<String>::new());
}
