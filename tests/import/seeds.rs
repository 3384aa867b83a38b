//! The two documents that agon began with, where they lie beside the repository (or where `AGON_SEEDS` says).

use super::*;
use std::path::PathBuf;

fn seed(number: &str) -> Option<(PathBuf, String)> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds");
    let folder = std::env::var_os("AGON_SEEDS").map_or(PathBuf::from(beside), PathBuf::from);
    let found = std::fs::read_dir(folder).ok()?.map(|e| e.unwrap().path());
    let path = found
        .into_iter()
        .find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number)))?;
    let text = std::fs::read_to_string(&path).unwrap();
    Some((path, text))
}

#[test]
fn the_journal_comes_out_with_all_its_notes_links_and_observations() {
    let Some((_, text)) = seed("003") else { return };
    let found = imported("003.txt", &text, Some("the-journal"));
    assert_eq!(counts(&found.site(), "the-journal"), [19, 130, 54, 81, 0, 0, 0, 0]);
    assert_eq!(found.notes(LineOutcome::Unsorted), Vec::<String>::new());
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
    let findings = found.findings();
    assert!(findings.iter().all(|f| f.starts_with("A402")), "{findings:?}");
}

#[test]
fn the_thread_comes_out_with_all_its_parts() {
    let Some((_, text)) = seed("000") else { return };
    let found = imported("000.txt", &text, Some("the-thread"));
    assert_eq!(counts(&found.site(), "the-thread"), [0, 0, 0, 0, 6, 5, 4, 4]);
    assert_eq!(found.file("sources/000.yaml").matches("\n- id: ").count(), 18);
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
    let findings = found.findings();
    assert!(findings.iter().all(|f| ["A402", "A501", "A502"].contains(&&f[..4])), "{findings:?}");
}
