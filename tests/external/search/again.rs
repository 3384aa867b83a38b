//! The index of a changed site: the same bytes each time, and few other ones after an edit.

use super::{index_of, linked, shipped};
use agon::pages::Ctx;
use agon::source::Files;

#[test]
fn an_edited_word_changes_few_shards() {
    let (site, files) = shipped();
    let first = index_of(&Ctx::new(&site, &files));
    let again = index_of(&Ctx::new(&site, &files));
    assert!(first == again, "the same site has the same index");
    let texts = files.iter().map(|(_, text)| {
        let mut text = text.clone();
        if text.path.ends_with("pages/about.md") {
            text.body.push_str("\nZyzzyva.\n");
        }
        text
    });
    let files = Files::new(texts.collect());
    let after = index_of(&Ctx::new(&linked(&files), &files));
    assert_eq!(first.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed = first.iter().filter(|(path, bytes)| after[*path] != **bytes);
    let mut kinds: Vec<&str> = changed.map(|(path, _)| &path["search/".len()..][..1]).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["i", "t", "w"], "the index, one shard of passages, one of words");
}
