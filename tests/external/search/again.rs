//! The index of a changed site: the same bytes as without a memory, and few of them new.

use super::{Index, index_of, linked, shipped};
use agon::exports::search::{self, Recall};
use agon::pages::Ctx;
use agon::source::Files;
use std::sync::PoisonError;

/// The shipped texts, one of them changed.
fn edited(files: &Files, ending: &str, edit: impl Fn(&mut String)) -> Files {
    let texts = files.iter().map(|(_, text)| {
        let mut text = text.clone();
        if text.path.ends_with(ending) {
            edit(&mut text.body);
        }
        text
    });
    Files::new(texts.collect())
}

/// The first letters of the names of some files, in order.
fn kinds(paths: impl Iterator<Item = String>) -> String {
    let mut kinds: Vec<char> =
        paths.filter_map(|path| path.strip_prefix("search/")?.chars().next()).collect();
    kinds.sort_unstable();
    kinds.into_iter().collect()
}

#[test]
fn the_index_is_the_same_each_time_and_an_edited_word_changes_few_shards() {
    let (site, files) = shipped();
    let first = index_of(&Ctx::new(&site, &files));
    let again = index_of(&Ctx::new(&site, &files));
    assert!(first == again, "the same site gives the same bytes");
    let files = edited(&files, "pages/about.md", |body| body.push_str("\nZyzzyva.\n"));
    let after = index_of(&Ctx::new(&linked(&files), &files));
    assert_eq!(first.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed =
        first.iter().filter(|(path, bytes)| after[*path] != **bytes).map(|(path, _)| path.clone());
    assert_eq!(kinds(changed), "itw", "the index, one shard of passages, one of words");
}

#[test]
fn with_what_an_earlier_build_left_an_edit_gives_the_bytes_of_a_clean_build_and_makes_few_files() {
    let (site, mut files) = shipped();
    let first = Index::default();
    let left = search::build(&Ctx::new(&site, &files), &Recall::default(), &first).unwrap();
    let mut recall = Recall::from_bytes(&left.expect("a first build leaves something").to_bytes());
    let mut before = first.files.into_inner().unwrap_or_else(PoisonError::into_inner);
    let edits: [(&str, &str, &str); 4] = [
        // A new word, a word gone for good, a new name that other pages show, nothing.
        ("entities/open-source-initiative.md", "Keeper", "Zyzzyva and keeper"),
        ("entities/open-source-initiative.md", "Zyzzyva and keeper", "Keeper"),
        (
            "entities/open-source-initiative.md",
            "name: Open Source Initiative",
            "name: The Initiative",
        ),
        ("entities/open-source-initiative.md", "Nothing of this kind", ""),
    ];
    for (n, (path, from, to)) in edits.into_iter().enumerate() {
        files = edited_file(&files, path, from, to);
        let site = linked(&files);
        let ctx = Ctx::new(&site, &files);
        let index = Index { before, ..Index::default() };
        let left = search::build(&ctx, &recall, &index).unwrap();
        assert_eq!(left.is_none(), n == 3, "after edit {n}");
        let made = kinds(index.made.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned());
        match n {
            // A word more makes the page longer, so others of its words may weigh less.
            0 | 1 => assert!(made.starts_with("it") && made.len() < 8, "{made}"),
            2 => assert!(made.contains('n') && made.contains('t'), "{made}"),
            _ => assert_eq!(made, ""),
        }
        before = index.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let clean = index_of(&ctx);
        assert!(
            before.iter().map(|(path, (_, bytes))| (path, bytes)).eq(clean.iter()),
            "after edit {n}"
        );
        recall = left.map_or(recall, |left| Recall::from_bytes(&left.to_bytes()));
    }
}

/// Texts with some words of one of them replaced, in its front matter too.
fn edited_file(files: &Files, ending: &str, from: &str, to: &str) -> Files {
    edited(files, ending, |body| *body = body.replace(from, to))
}
