//! A few changed files among many are moved into the output folder; many are exchanged with it.

use super::*;

/// The files of a site of fifty pages, of which the first ones have another text.
fn pages(changed: usize) -> Tree {
    let text = |n| if n < changed { "new" } else { "old" };
    (0..50).map(|n| (format!("d/{n}.html"), text(n).to_string())).collect()
}

/// Whether a change keeps the output folder, or exchanges it for another.
fn keeps_folder(after: &Tree) -> bool {
    let site = Site::new();
    site.build(&pages(0)).unwrap();
    let folder = site.ino("");
    site.build(after).unwrap();
    assert_eq!(site.snapshot(), *after);
    assert_eq!(site.state(), ["cache", "files", "lock"]);
    site.ino("") == folder
}

#[test]
fn few_changed_files_are_moved_into_the_folder() {
    assert!(keeps_folder(&pages(2)));
    let mut one_more = pages(1);
    one_more.insert("e/new.html".into(), "n".into());
    assert!(keeps_folder(&one_more));
    let mut one_less = pages(0);
    one_less.remove("d/7.html");
    assert!(keeps_folder(&one_less));
}

#[test]
fn many_changed_files_are_exchanged_at_once() {
    assert!(!keeps_folder(&pages(30)));
}

#[test]
fn new_pages_are_written_before_those_that_link_to_them() {
    let order = |path: &str| path == "z.html";
    let written = ["a.html", "m.css", "z.html"].map(str::to_string).to_vec();
    let journal = Journal::new(written, Vec::new(), order);
    let text = String::from_utf8(journal.to_bytes()).unwrap();
    assert_eq!(text, r#"{"write":["m.css","z.html","a.html"],"delete":[]}"#);
}
