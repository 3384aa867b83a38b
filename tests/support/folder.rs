//! A site's folder on the disk, made for one test and removed after it.

use agon::build::pipeline::{Outcome, Progress, Request, Strictness, build, permalink_status};
use agon::content::load::ADDRESSES;
use agon::diagnostics::Report;
use agon::model::{Date, Day};
use agon::output::write_file;
use agon::source::Files;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Paths from the folder and the bytes there.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A progress without output.
pub(crate) struct Unwatched;

impl Progress for Unwatched {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

pub(crate) struct Folder {
    dir: tempfile::TempDir,
}

/// The day that builds are made for unless a test says another.
pub(crate) const TODAY: &str = "2026-11-20";

pub(crate) fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// Builds the site of `root` into `out`, as it was known on `day`.
pub(crate) fn build_at(root: &Path, out: &Path, day: &str) -> Outcome {
    let day = Day::AsKnownOn(date(day));
    let request = Request {
        root: root.into(),
        out: out.into(),
        day,
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    build(&request, &Unwatched).expect("the machine allows a build")
}

/// What was found, one line each: `A201 error content/pages/a.md:3:4 message`.
pub(crate) fn findings(outcome: &Outcome) -> String {
    lines(&outcome.report, &outcome.files)
}

/// A report, one line for each finding.
pub(crate) fn lines(report: &Report, files: &Files) -> String {
    let line = |d: &agon::diagnostics::Diagnostic| {
        let place = d.span.map_or(String::new(), |span| {
            let (line, column) = files.position(span.file, span.start);
            format!(":{line}:{column}")
        });
        format!("{} {} {}{place} {}\n", d.code, d.severity().word(), d.file(files), d.message)
    };
    report.iter().map(line).collect()
}

/// Every file below a folder; empty where the folder is missing.
pub(crate) fn tree(dir: &Path) -> Tree {
    fn walk(dir: &Path, inside: &str, found: &mut Tree) {
        for entry in fs::read_dir(dir).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("a name in UTF-8");
            let path = format!("{inside}{name}");
            match entry.file_type().expect("a type").is_dir() {
                true => walk(&entry.path(), &format!("{path}/"), found),
                false => drop(found.insert(path, fs::read(entry.path()).expect("a file"))),
            }
        }
    }
    let mut found = Tree::new();
    if dir.is_dir() {
        walk(dir, "", &mut found);
    }
    found
}

/// Every file below a folder with its length; what goes away meanwhile is left out.
pub(crate) fn tree_sizes(dir: &Path) -> BTreeMap<String, usize> {
    fn walk(dir: &Path, inside: &str, found: &mut BTreeMap<String, usize>) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = format!("{inside}{}", entry.file_name().to_string_lossy());
            match entry.metadata() {
                Ok(meta) if meta.is_dir() => walk(&entry.path(), &format!("{path}/"), found),
                Ok(meta) => drop(found.insert(path, meta.len() as usize)),
                Err(_) => {}
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(dir, "", &mut found);
    found
}

/// Which paths differ, for messages: whole trees would fill the screen.
pub(crate) fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|p| one.get(*p) != other.get(*p)).cloned().collect()
}

impl Folder {
    pub(crate) fn empty() -> Folder {
        Folder { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The site that `agon init` writes.
    /// A small site with most constructs of the format, of which tests know every word.
    pub(crate) fn started() -> Folder {
        let folder = Folder::empty();
        let files = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/example"));
        for (path, bytes) in &files {
            folder.put(path, bytes);
        }
        folder.put(".gitignore", "/public\n/.public.agon\n");
        folder
    }

    pub(crate) fn of(files: &Tree) -> Folder {
        let folder = Folder::empty();
        files.iter().for_each(|(path, bytes)| folder.put(path, bytes));
        folder
    }

    pub(crate) fn root(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// A named pipe, which nobody writes into.
    #[cfg(target_os = "linux")]
    pub(crate) fn make_pipe(&self, path: &str) {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        mknodat(CWD, self.at(path), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    }

    #[cfg(all(unix, not(target_os = "linux")))]
    pub(crate) fn make_pipe(&self, path: &str) {
        let made = std::process::Command::new("mkfifo").arg(self.at(path)).status().unwrap();
        assert!(made.success());
    }

    pub(crate) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}");
        self.put(path, text.replacen(from, to, 1));
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.at(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    }

    pub(crate) fn build(&self) -> Outcome {
        build_at(self.root(), &self.at("public"), TODAY)
    }

    pub(crate) fn public(&self) -> Tree {
        tree(&self.at("public"))
    }
}

/// Addresses that the list of a site lacks or has in excess, with what else differs. When expected texts are updated, the
/// list in the site at `kept` is written instead.
pub(crate) fn stale_addresses(request: &Request, kept: &Path) -> Vec<String> {
    let status = permalink_status(request).expect("the site can be read");
    let (standing, list) = (status.urls, status.list);
    if let Some(list) = list.as_ref().filter(|_| super::golden::updating()) {
        write_file(&kept.join(ADDRESSES), list.as_bytes()).expect("the list can be written");
        return Vec::new();
    }
    let ids = list.is_some().then(|| "ids of the list differ; UPDATE_GOLDEN=1 writes them".into());
    standing.new.into_iter().chain(standing.lost).chain(ids).collect()
}
