//! Files in the output folder that agon did not write.

use super::*;

#[test]
fn unmanaged_files_folders_and_links_stay() {
    let site = Site::new();
    site.build(&Tree::new()).unwrap();
    site.put("CNAME", "example.org");
    site.put(".git/objects/ab/cd", "blob");
    site.put("a/notes.txt", "mine");
    fs::create_dir_all(site.out().join("empty/inner")).unwrap();
    symlink("nowhere", site.out().join("link")).unwrap();
    let unmanaged = [
        ("CNAME", "example.org"),
        (".git/objects/ab/cd", "blob"),
        ("a/notes.txt", "mine"),
        ("empty/inner/", ""),
        ("link", "-> nowhere"),
    ];
    let cname = site.ino("CNAME");
    for pages in
        [tree(&[("a/b.html", "1"), ("z/y.html", "1")]), tree(&[("c.html", "2")]), tree(&[])]
    {
        site.build(&pages).unwrap();
        assert_eq!(site.snapshot(), with_unmanaged(&pages, &unmanaged));
    }
    assert_eq!(site.ino("CNAME"), cname);
}

#[test]
fn path_of_an_unmanaged_file_is_an_error_unless_the_bytes_are_equal() {
    let site = Site::new();
    site.build(&Tree::new()).unwrap();
    site.put("CNAME", "example.org");
    let message = |pages: &Tree| site.build(pages).unwrap_err().to_string();
    let shown = site.out().join("CNAME").display().to_string();
    let unmanaged = format!("agon did not write {shown}; move it or choose another folder");
    assert_eq!(message(&tree(&[("CNAME", "other")])), unmanaged);
    assert_eq!(message(&tree(&[("CNAME/page.html", "x")])), unmanaged);
    assert_eq!(site.build(&tree(&[("CNAME", "example.org"), ("a", "a")])).unwrap().reused, 1);
    assert_eq!(site.build(&tree(&[("CNAME", "changed")])).unwrap().written, 1);
    site.put("d/mine.txt", "x");
    let shown = site.out().join("d").display().to_string();
    assert!(message(&tree(&[("d", "a page")])).contains(&shown));
    assert_eq!(site.snapshot(), tree(&[("CNAME", "changed"), ("d/mine.txt", "x")]));
}

#[test]
fn file_that_appears_in_the_old_tree_is_rescued() {
    let site = Site::new();
    site.build(&tree(&[("a.html", "a")])).unwrap();
    let old = site.root().join("old");
    fs::create_dir_all(old.join("d")).unwrap();
    for (path, text) in [("a.html", "stale"), ("d/late.txt", "late"), ("gone.html", "stale")] {
        fs::write(old.join(path), text).unwrap();
    }
    super::super::tree::remove_old(
        &old,
        &site.out(),
        &["a.html".to_string(), "gone.html".into()].into(),
    )
    .unwrap();
    assert_eq!(site.snapshot(), tree(&[("a.html", "a"), ("d/late.txt", "late")]));
    assert!(!old.exists());
}

#[test]
fn files_behind_a_link_in_place_of_a_folder_stay() {
    for way in [SwapMethod::Exchange, SwapMethod::InPlace] {
        let site = Site::new();
        let elsewhere = tempfile::tempdir().unwrap();
        site.build(&tree(&[("d/a.html", "a"), ("b.html", "b")])).unwrap();
        fs::write(elsewhere.path().join("a.html"), "theirs").unwrap();
        fs::remove_dir_all(site.out().join("d")).unwrap();
        symlink(elsewhere.path(), site.out().join("d")).unwrap();
        let mut output = site.open();
        output.method = way;
        build(&mut output, &tree(&[("b.html", "B")])).unwrap();
        let link = format!("-> {}", elsewhere.path().display());
        assert_eq!(site.snapshot(), tree(&[("b.html", "B"), ("d", &link)]));
        assert_eq!(snapshot(elsewhere.path()), tree(&[("a.html", "theirs")]));
    }
}

#[test]
fn foreign_folder_is_refused_and_adopted_in_place() {
    let site = Site::new();
    site.put("d/theirs.txt", "theirs");
    let error = OutputDir::open(site.root(), &site.out(), OutputOptions::default()).unwrap_err();
    assert!(matches!(error, WriteError::Foreign(_)), "{error}");
    assert!(!site.root().join(".public.agon").exists(), "a refusal leaves no state");
    let adopt = OutputOptions { foreign_files: ForeignFiles::Keep, ..OutputOptions::default() };
    let before = site.ino("d");
    let mut output = OutputDir::open(site.root(), &site.out(), adopt).unwrap();
    build(&mut output, &tree(&[("a.html", "a")])).unwrap();
    drop(output);
    // from then on the option is not needed, and the folder is never exchanged
    for pages in [tree(&[("a.html", "A"), ("d/b.html", "b")]), tree(&[("c.html", "c")])] {
        site.build(&pages).unwrap();
        assert_eq!(site.snapshot(), with_unmanaged(&pages, &[("d/theirs.txt", "theirs")]));
        assert_eq!(site.ino("d"), before);
    }
    let error = site.build(&tree(&[("d/theirs.txt", "ours")])).unwrap_err();
    assert!(matches!(error, WriteError::Unmanaged(_)), "{error}");
}

#[test]
fn empty_folder_needs_no_adoption() {
    let site = Site::new();
    fs::create_dir(site.out()).unwrap();
    site.build(&tree(&[("a.html", "a")])).unwrap();
    assert_eq!(site.snapshot(), tree(&[("a.html", "a")]));
}
