//! What a search costs its reader on a large site: 200 questions of two words each, asked through the page's own script.
//!
//! Takes a corpus and the site that agon made of it; prints bytes (as gzip packs them) until the first result is there.
//! Needs `node`.

use crate::corpus::{Corpus, TOPICS};
use crate::{empty, scratch};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// How many searches.
const ASKED: usize = 200;

/// Builds a site of so many gathers and asks it.
pub(crate) fn measure(gathers: usize) {
    let scratch = scratch();
    let (root, out) = (scratch.join("agon"), scratch.join("agon-out"));
    Corpus::new(gathers, TOPICS).write_agon(&root);
    let agon = std::env::var_os("AGON").unwrap_or_else(|| env!("CARGO_BIN_EXE_agon").into());
    let built =
        Command::new(agon).arg("build").arg("--root").arg(&root).arg("--out").arg(&out).output();
    assert!(built.is_ok_and(|b| b.status.success()), "agon builds the corpus");
    let mut costs = costs(&out.join("search"), &questions(&root.join("content/topics")));
    costs.sort_unstable();
    let files = fs::read_dir(out.join("search")).expect("the site has an index").count();
    let pages = count(&out);
    println!(
        "| gathers | pages | files of the index | median bytes | most bytes |\n|--:|--:|--:|--:|--:|"
    );
    println!(
        "| {gathers} | {pages} | {files} | {} | {} |",
        costs[costs.len() / 2],
        costs[costs.len() - 1]
    );
    empty(&scratch);
}

/// Two words of one line each, from all over the corpus.
fn questions(topics: &Path) -> Vec<String> {
    let mut files = Vec::new();
    collect(topics, "md", &mut files);
    files.sort();
    let step = (files.len() / ASKED).max(1);
    let of = |(n, file): (usize, &std::path::PathBuf)| {
        let text = fs::read_to_string(file).expect("the corpus can be read");
        let lines: Vec<&str> =
            text.lines().filter_map(|line| Some(line.split_once(" — ")?.1)).collect();
        let line = lines.get(n % lines.len().max(1))?;
        let words: Vec<&str> =
            line.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 4).collect();
        (words.len() > 1)
            .then(|| format!("{} {}", words[n % words.len()], words[(n + 1) % words.len()]))
    };
    files.iter().step_by(step).enumerate().filter_map(of).take(ASKED).collect()
}

fn costs(index: &Path, questions: &[String]) -> Vec<u64> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut node = Command::new("node")
        .args([
            root.join("tests/external/search/ask.js"),
            root.join("static/js/find.js"),
            index.into(),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed");
    let asked = serde_json::json!({ "first": questions }).to_string();
    let mut input = node.stdin.take().expect("its input is piped");
    let writer = std::thread::spawn(move || input.write_all(asked.as_bytes()));
    let output = node.wait_with_output().expect("node answers");
    writer.join().expect("the writer ends").expect("node reads its input");
    let answer: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("ask.js answers in JSON");
    serde_json::from_value(answer["first"].clone()).expect("each question has its bytes")
}

fn count(folder: &Path) -> usize {
    let mut files = Vec::new();
    collect(folder, "html", &mut files);
    files.len()
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<std::path::PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        match path.is_dir() {
            true => collect(&path, ending, found),
            false if path.extension().is_some_and(|e| e == ending) => found.push(path),
            false => {}
        }
    }
}
