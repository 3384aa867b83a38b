//! How long an editor waits: from the end of a save to the new page being served, debounce included.
//!
//! ```text
//! cargo bench --bench serve                    1,000 and 10,000 gathers, 20 saves of each kind
//! cargo bench --bench serve -- 1000 --runs 50  one size
//! ```
//!
//! Runs `agon serve` as an editor does, listens for its events as an open page does, and asks for the page that shows what
//! was changed. `AGON=` names another build of agon. The least time is
//! what the program takes; the median has what else the machine did. `CPU` is the time of all threads of the server for
//! one save, up to half a second after the page was there, so it has what is done when nobody waits any more.

#[allow(dead_code, reason = "the other bench measures whole builds of it")]
#[path = "../corpus/mod.rs"]
mod corpus;
mod editor;

use corpus::Corpus;
use editor::{Editor, Took};
use std::fs;
use std::path::PathBuf;

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
        None => 20,
    };
    let sizes: Vec<usize> = match args.is_empty() {
        true => vec![1_000, 10_000],
        false => args.iter().map(|a| a.parse().expect("a number of gathers")).collect(),
    };
    println!("| gathers | a save of | least ms | median ms | most ms | CPU ms | memory MB |");
    println!("|--:|---|--:|--:|--:|--:|--:|");
    for gathers in sizes {
        measure(gathers, runs);
    }
}

/// Where everything is written; emptied first.
fn scratch() -> PathBuf {
    let parent =
        std::env::var_os("BENCH_DIR").map_or_else(|| PathBuf::from("/dev/shm"), PathBuf::from);
    let scratch = parent.join("agon-bench-serve");
    if scratch.exists() {
        fs::remove_dir_all(&scratch).expect("an old folder can be removed");
    }
    fs::create_dir_all(&scratch).expect("the place for the corpus can be made");
    scratch
}

/// Puts a mark into a text.
type Change = fn(&str, &str) -> String;

fn measure(gathers: usize, runs: usize) {
    let scratch = scratch();
    let root = scratch.join("site");
    Corpus::new(gathers).write_agon(&root);
    let mut editor = Editor::open(&root);
    let (gather, list) = editor.newest_gather();
    let page = gather.replacen("content/", "", 1).replace(".md", ".html");
    let kinds: [(&str, &str, Change); 4] = [
        ("a title, seen on its list page", &list, title),
        ("a word, seen on its page", &page, word),
        ("a new note on a new source", &page, note),
        ("a new gather's worth of links", &page, links),
    ];
    for (name, seen_on, change) in kinds {
        let before = editor.read(&gather);
        let mut took: Vec<Took> = Vec::new();
        for run in 0..runs + 3 {
            let mark = format!("mark{run}x{gathers}");
            // each save is a change to the same text, and none to the one before it
            editor.write(&gather, &before);
            let saved = editor.save(&gather, &change(&before, &mark), seen_on, &mark);
            // the first saves warm up
            took.extend(Some(saved).filter(|_| run >= 3));
        }
        editor.write(&gather, &before);
        took.sort_by(|a, b| a.wall.total_cmp(&b.wall));
        let mut cpu: Vec<f64> = took.iter().map(|t| t.cpu).collect();
        cpu.sort_by(f64::total_cmp);
        println!(
            "| {gathers} | {name} | {:.1} | {:.1} | {:.1} | {:.1} | {:.0} |",
            took[0].wall,
            took[took.len() / 2].wall,
            took[took.len() - 1].wall,
            cpu[cpu.len() / 2],
            editor.peak()
        );
    }
    drop(editor);
    fs::remove_dir_all(scratch).expect("the corpus can be removed");
}

fn title(text: &str, mark: &str) -> String {
    text.replacen("title: \"", &format!("title: \"{mark} "), 1)
}

fn word(text: &str, mark: &str) -> String {
    text.replacen(" — ", &format!(" — {mark} "), 1)
}

fn note(text: &str, mark: &str) -> String {
    text.replacen(
        "\n- [",
        &format!("\n- [A note](https://new.example/{mark}) (New, 2026) — {mark}.\n- ["),
        1,
    )
}

fn links(text: &str, mark: &str) -> String {
    let section = text.split("\n## ").nth(1).unwrap_or_default();
    let (_, items) = section.split_once('\n').unwrap_or_default();
    format!("{}\n\n## More {mark}\n\n{items}\n", text.trim_end())
}
