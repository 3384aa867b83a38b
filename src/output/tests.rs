mod few;
mod foreign;
pub(super) mod kill;
mod random;

use super::build_cache::{Hash, view_hash};
use super::error::WriteError;
use super::journal::Journal;
use super::output_dir::{ForeignFiles, OutputDir, OutputOptions, SwapMethod};
use super::sink::{CompressingSink, OutputSink};
use super::staging::Staging;
use super::swap::WriteSummary;
use super::sync::SyncMode;
use crate::diagnostics::Report;
use crate::model::Finish;
use crate::source::OutputFile;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

/// Paths and texts; a link is shown as `-> target`, an empty folder as a path with `/` at its end.
type Tree = BTreeMap<String, String>;

fn tree(list: &[(&str, &str)]) -> Tree {
    list.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn snapshot(top: &Path) -> Tree {
    fn walk(dir: &Path, inside: &str, found: &mut Tree) {
        let entries: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap()).collect();
        if entries.is_empty() && !inside.is_empty() {
            found.insert(format!("{inside}/"), String::new());
        }
        for entry in entries {
            let name = entry.file_name().into_string().unwrap();
            let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                walk(&entry.path(), &path, found);
            } else if kind.is_symlink() {
                found
                    .insert(path, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
            } else {
                found.insert(path, fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    let mut found = Tree::new();
    if top.exists() {
        walk(top, "", &mut found);
    }
    found
}

struct Site {
    root: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        Site { root: tempfile::tempdir().unwrap() }
    }
    fn root(&self) -> &Path {
        self.root.path()
    }
    fn out(&self) -> PathBuf {
        self.root().join("public")
    }
    fn open(&self) -> OutputDir {
        OutputDir::open(self.root(), &self.out(), OutputOptions::default()).unwrap()
    }
    fn build(&self, pages: &Tree) -> Result<WriteSummary, WriteError> {
        build(&mut self.open(), pages)
    }
    fn snapshot(&self) -> Tree {
        snapshot(&self.out())
    }
    fn state(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.root().join(".public.agon"))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
    fn put(&self, path: &str, text: &str) {
        let path = self.out().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fn ino(&self, path: &str) -> u64 {
        fs::metadata(self.out().join(path)).unwrap().ino()
    }
}

fn inputs(pages: &Tree) -> Hash {
    view_hash(&[0; 32], pages)
}

fn fill(stage: &Staging, pages: &Tree) -> Result<(), WriteError> {
    for (path, text) in pages {
        let view = view_hash(&[0; 32], text);
        if !stage.reuse(path, &view) {
            stage
                .write(OutputFile { path: path.clone(), bytes: text.clone().into_bytes() }, view)?;
        }
    }
    Ok(())
}

fn build(output: &mut OutputDir, pages: &Tree) -> Result<WriteSummary, WriteError> {
    let stage = output.stage()?;
    fill(&stage, pages)?;
    stage.commit(inputs(pages), &Report::default(), None)
}

fn with_unmanaged(pages: &Tree, unmanaged: &[(&str, &str)]) -> Tree {
    pages.clone().into_iter().chain(tree(unmanaged)).collect()
}

#[test]
fn build_writes_new_reuses_same_and_removes_stale_files() {
    let site = Site::new();
    let first = tree(&[("index.html", "one"), ("a/b.html", "b"), ("a/old.html", "old")]);
    assert_eq!(
        site.build(&first).unwrap(),
        WriteSummary { written: 3, reused: 0, removed: 0, bytes: 7 }
    );
    assert_eq!(site.snapshot(), first);
    let kept = site.ino("a/b.html");
    let second = tree(&[("index.html", "two!"), ("a/b.html", "b"), ("c/new.html", "n")]);
    assert_eq!(
        site.build(&second).unwrap(),
        WriteSummary { written: 2, reused: 1, removed: 1, bytes: 5 }
    );
    assert_eq!(site.snapshot(), second);
    assert_eq!(site.ino("a/b.html"), kept);
    assert_eq!(site.state(), ["cache", "files", "lock"]);
}

#[test]
fn build_without_changes_does_not_touch_the_folder() {
    let site = Site::new();
    let pages = tree(&[("index.html", "one"), ("a/b.html", "b")]);
    site.build(&pages).unwrap();
    let before =
        (site.ino(""), site.ino("index.html"), fs::metadata(site.out()).unwrap().ctime_nsec());
    let mut output = site.open();
    assert_eq!(output.current(&inputs(&pages)).unwrap().files.len(), 2);
    assert!(output.current(&[7; 32]).is_none());
    assert_eq!(
        build(&mut output, &pages).unwrap(),
        WriteSummary { reused: 2, ..WriteSummary::default() }
    );
    assert_eq!(
        (site.ino(""), site.ino("index.html"), fs::metadata(site.out()).unwrap().ctime_nsec()),
        before
    );
}

#[test]
fn other_view_with_same_bytes_is_not_rewritten() {
    let site = Site::new();
    site.build(&tree(&[("a.html", "x")])).unwrap();
    let before = site.ino("a.html");
    let mut output = site.open();
    let stage = output.stage().unwrap();
    assert!(!stage.reuse("a.html", &[9; 32]));
    stage.write(OutputFile { path: "a.html".into(), bytes: b"x".to_vec() }, [9; 32]).unwrap();
    assert_eq!(stage.commit([1; 32], &Report::default(), None).unwrap().reused, 1);
    assert_eq!(site.ino("a.html"), before);
    assert!(output.stage().unwrap().reuse("a.html", &[9; 32]));
}

#[test]
fn modified_and_deleted_files_are_restored() {
    let site = Site::new();
    let pages = tree(&[("a.html", "a"), ("b.html", "b")]);
    site.build(&pages).unwrap();
    site.put("a.html", "A!");
    fs::remove_file(site.out().join("b.html")).unwrap();
    let mut output = site.open();
    assert!(output.current(&inputs(&pages)).is_none());
    assert_eq!(build(&mut output, &pages).unwrap().written, 2);
    assert_eq!(site.snapshot(), pages);
}

#[test]
fn dropped_or_failed_staging_leaves_the_site_as_it_was() {
    let site = Site::new();
    let pages = tree(&[("a.html", "a")]);
    site.build(&pages).unwrap();
    let mut output = site.open();
    fill(&output.stage().unwrap(), &tree(&[("a.html", "A"), ("b.html", "B")])).unwrap();
    assert_eq!(
        (site.snapshot(), site.state()),
        (pages.clone(), vec!["cache".into(), "files".into(), "lock".into()])
    );
    let long = "x".repeat(300);
    let error = build(&mut output, &tree(&[("a.html", "A"), (&long, "B")])).unwrap_err();
    assert!(matches!(error, WriteError::Io { .. }), "{error}");
    assert_eq!(site.snapshot(), pages);
}

#[test]
fn invalid_and_conflicting_paths_are_refused() {
    let site = Site::new();
    let mut output = site.open();
    let stage = output.stage().unwrap();
    let put = |path: &str| {
        stage
            .write(OutputFile { path: path.into(), bytes: vec![] }, [0; 32])
            .map_err(|e| e.to_string())
    };
    for path in ["", "/a", "../a", "a/../b", "a//b", "./a", "a/", "a\\b", "a\nb"] {
        assert!(put(path).unwrap_err().contains("cannot be the path of an output file"), "{path}");
    }
    put("a/b.html").unwrap();
    assert_eq!(
        put("a/b.html").unwrap_err(),
        "two output files have the same path: \"a/b.html\" and \"a/b.html\"; rename one of them"
    );
    assert!(
        put("A/B.html")
            .unwrap_err()
            .starts_with("the output files \"a/b.html\" and \"A/B.html\" differ only in")
    );
    assert_eq!(
        put("a").unwrap_err(),
        "\"a\" would be a file and, for \"a/b.html\", a folder; rename one of them"
    );
    assert_eq!(
        put("a/b.html/c").unwrap_err(),
        "\"a/b.html\" would be a file and, for \"a/b.html/c\", a folder; rename one of them"
    );
    assert!(!stage.reuse("a/b.html", &[0; 32]));
}

#[test]
fn source_folders_cannot_be_output_folders() {
    let site = Site::new();
    let root = site.root();
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("file"), "x").unwrap();
    symlink("content", root.join("alias")).unwrap();
    symlink("nowhere", root.join("broken")).unwrap();
    for out in [
        "",
        ".",
        "..",
        "content",
        "content/x",
        "static",
        "templates/../templates",
        "file",
        "alias",
        "public/../content",
        "broken",
    ] {
        let error = OutputDir::open(root, &root.join(out), OutputOptions::default())
            .unwrap_err()
            .to_string();
        assert!(error.ends_with("; choose another folder"), "{out}: {error}");
    }
    assert!(OutputDir::open(root, Path::new("/"), OutputOptions::default()).is_err());
    assert_eq!(fs::read_dir(root).unwrap().count(), 4, "a refusal makes nothing");
    assert!(OutputDir::open(root, &root.join("build/site"), OutputOptions::default()).is_ok());
}

#[test]
fn linked_output_folder_stays_a_link() {
    let site = Site::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("www");
    fs::create_dir(&real).unwrap();
    symlink(&real, site.out()).unwrap();
    for pages in [tree(&[("a.html", "a")]), tree(&[("b.html", "b")])] {
        site.build(&pages).unwrap();
        assert_eq!(snapshot(&real), pages);
        assert!(site.out().is_symlink());
    }
}

#[test]
fn second_writer_is_locked_out() {
    let site = Site::new();
    let first = site.open();
    assert!(matches!(
        OutputDir::open(site.root(), &site.out(), OutputOptions::default()),
        Err(WriteError::Locked(_))
    ));
    drop(first);
    site.open();
}

#[test]
fn lost_cache_keeps_the_site() {
    let site = Site::new();
    site.build(&tree(&[("a.html", "a"), ("b.html", "b"), ("old.html", "o")])).unwrap();
    fs::write(site.root().join(".public.agon/cache"), "agon cache 0 of another version").unwrap();
    let pages = tree(&[("a.html", "a"), ("b.html", "B")]);
    assert_eq!(
        site.build(&pages).unwrap(),
        WriteSummary { written: 1, reused: 1, removed: 1, bytes: 1 }
    );
    assert_eq!(site.snapshot(), pages);
}

#[test]
fn folder_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new();
    site.build(&tree(&[("a/b.html", "a")])).unwrap();
    for (path, mode) in [("", 0o2775), ("a", 0o750)] {
        fs::set_permissions(site.out().join(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    site.build(&tree(&[("a/b.html", "b")])).unwrap();
    let mode = |path: &str| fs::metadata(site.out().join(path)).unwrap().mode() & 0o7777;
    assert_eq!((mode(""), mode("a")), (0o2775, 0o750));
}

#[test]
fn many_threads_can_write_at_once() {
    let site = Site::new();
    let pages: Tree =
        (0..500).map(|n| (format!("d{}/e{}/{n}.html", n % 7, n % 31), n.to_string())).collect();
    let mut output = site.open();
    let stage = output.stage().unwrap();
    let list: Vec<_> = pages.iter().collect();
    list.par_iter().for_each(|(path, text)| {
        stage
            .write(OutputFile { path: path.to_string(), bytes: text.as_bytes().to_vec() }, [0; 32])
            .unwrap();
    });
    stage.commit([0; 32], &Report::default(), None).unwrap();
    assert_eq!(site.snapshot(), pages);
}

#[test]
fn compressed_copies_are_reused_with_their_file() {
    let site = Site::new();
    let mut output = site.open();
    let finishes = [Finish::Compressed];
    let page = || OutputFile { path: "a.html".into(), bytes: b"words".to_vec() };
    let staging = output.stage().unwrap();
    CompressingSink::new(&staging, &finishes).write(page(), [1; 32]).unwrap();
    assert_eq!(staging.commit([1; 32], &Report::default(), None).unwrap().written, 3);
    fs::remove_file(site.out().join("a.html.br")).unwrap();
    let staging = output.stage().unwrap();
    let sink = CompressingSink::new(&staging, &finishes);
    assert!(!sink.reuse("a.html", &[1; 32]), "a copy is missing");
    sink.write(page(), [1; 32]).unwrap();
    assert_eq!(staging.commit([1; 32], &Report::default(), None).unwrap().reused, 2);
    let staging = output.stage().unwrap();
    assert!(CompressingSink::new(&staging, &finishes).reuse("a.html", &[1; 32]));
    assert_eq!(staging.commit([1; 32], &Report::default(), None).unwrap().reused, 3);
}

#[test]
fn lost_blocks_after_an_unsynced_commit_are_found() {
    let pages = tree(&[("a.html", "words"), ("b.html", "b")]);
    for sync in [SyncMode::Skip, SyncMode::Sync] {
        let site = Site::new();
        let options = OutputOptions { sync, ..OutputOptions::default() };
        let mut output = OutputDir::open(site.root(), &site.out(), options).unwrap();
        build(&mut output, &pages).unwrap();
        drop(output);
        assert_eq!(site.state().contains(&"unsynced".to_string()), sync == SyncMode::Skip);
        // as after a power failure: the length and the age of the file, and none of its bytes
        let path = site.out().join("a.html");
        let age = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, "\0\0\0\0\0").unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(age).unwrap();
        assert_eq!(site.open().current(&inputs(&pages)).is_none(), sync == SyncMode::Skip);
        site.build(&pages).unwrap();
        if sync == SyncMode::Skip {
            assert_eq!(site.snapshot(), pages);
            assert!(!site.state().contains(&"unsynced".to_string()));
        }
    }
}

#[test]
fn paths_of_the_state_are_checked() {
    let site = Site::new();
    let victim = site.root().join("victim");
    fs::write(&victim, "theirs").unwrap();
    site.build(&tree(&[("a.html", "a")])).unwrap();
    let state = site.root().join(".public.agon");
    fs::write(state.join("files"), "agon files 1\ntree 0\n../victim\na.html\nend 2\n").unwrap();
    fs::write(state.join("journal"), r#"{"write":[],"delete":["../victim"]}"#).unwrap();
    let mut output = site.open();
    output.method = SwapMethod::InPlace;
    build(&mut output, &tree(&[("b.html", "b")])).unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "theirs");
    assert_eq!(site.snapshot(), tree(&[("b.html", "b")]));
}
