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

use corpus::{Corpus, TOPICS};
use editor::{Editor, Seen, Took};
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

/// One kind of save.
struct Save {
    name: &'static str,
    /// The file that is saved. `None`: a new one each time.
    file: Option<String>,
    /// The page that shows the change.
    page: String,
    /// Where the mark is seen.
    seen: Seen,
    change: Change,
}

fn measure(gathers: usize, runs: usize) {
    let scratch = scratch();
    let root = scratch.join("site");
    Corpus::new(gathers, TOPICS).write_agon(&root);
    let mut editor = Editor::open(&root);
    let (gather, list) = editor.newest_gather();
    let page = gather.replacen("content/", "", 1).replace(".md", ".html");
    let of_gather = |name, page: &str, change| Save {
        name,
        file: Some(gather.clone()),
        page: page.into(),
        seen: Seen::OnPage,
        change,
    };
    let saves = [
        of_gather("a title, seen on its list page", &list, title),
        of_gather("a word, seen on its page", &page, word),
        of_gather("a new note on a new source", &page, note),
        of_gather("a new gather's worth of links", &page, links),
        of_gather("a block id", &page, block_id),
        Save {
            name: "a new file",
            file: None,
            page: String::new(),
            seen: Seen::OnPage,
            change: |_, mark| format!("---\ntitle: {mark}\n---\nA page.\n"),
        },
        Save {
            name: "a stylesheet",
            file: Some(STYLE.into()),
            page: page.clone(),
            seen: Seen::InStyle,
            change: |text, mark| format!("{text}\n.{mark} {{ color: red }}\n"),
        },
        // last, as a site with a template of its own has all its pages checked after each save
        Save {
            name: "a template",
            file: Some(TEMPLATE.into()),
            page: page.clone(),
            seen: Seen::OnPage,
            change: |text, mark| text.replacen("<header", &format!("<!-- {mark} --><header"), 1),
        },
    ];
    editor.create(STYLE, "/* of the site */\n");
    for save in saves {
        if save.file.as_deref() == Some(TEMPLATE) {
            editor.create(TEMPLATE, GATHER_TEMPLATE);
        }
        measure_save(&mut editor, &save, gathers, runs);
    }
    drop(editor);
    fs::remove_dir_all(scratch).expect("the corpus can be removed");
}

const STYLE: &str = "static/css/components/own.css";
const TEMPLATE: &str = "templates/pages/gather.html";
const GATHER_TEMPLATE: &str = include_str!("../../templates/pages/gather.html");

fn measure_save(editor: &mut Editor, save: &Save, gathers: usize, runs: usize) {
    let before = save.file.as_ref().map(|file| editor.read(file)).unwrap_or_default();
    let mut took: Vec<Took> = Vec::new();
    for run in 0..runs + 3 {
        let mark = format!("mark{run}x{gathers}");
        let text = (save.change)(&before, &mark);
        let saved = match &save.file {
            Some(file) => {
                // each save is a change to the same text, and none to the one before it
                editor.write(file, &before);
                editor.save(file, &text, &save.page, save.seen, &mark)
            }
            None => {
                let (file, page) = (format!("content/pages/{mark}.md"), format!("{mark}.html"));
                editor.save(&file, &text, &page, save.seen, &mark)
            }
        };
        // the first saves warm up
        took.extend(Some(saved).filter(|_| run >= 3));
    }
    if let Some(file) = &save.file {
        editor.write(file, &before);
    }
    took.sort_by(|a, b| a.wall.total_cmp(&b.wall));
    let mut cpu: Vec<f64> = took.iter().map(|t| t.cpu).collect();
    cpu.sort_by(f64::total_cmp);
    println!(
        "| {gathers} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.0} |",
        save.name,
        took[0].wall,
        took[took.len() / 2].wall,
        took[took.len() - 1].wall,
        cpu[cpu.len() / 2],
        editor.peak()
    );
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

/// An id for the first source note.
fn block_id(text: &str, mark: &str) -> String {
    let start = text.find("\n- [").expect("a gather has a note") + 1;
    let end = start + text[start..].find('\n').expect("a line ends");
    format!("{} ^n-{mark}{}", &text[..end], &text[end..])
}
