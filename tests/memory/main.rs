//! How much memory a text takes, in bytes that the program asked for and holds at one time.
//!
//! Tests of a program share its allocator, so this is a program with one test.

use agon::build::pipeline::{Outcome, Request, Strictness, check};
use agon::diagnostics::codes;
use agon::model::{Date, Day, Drafts};
use agon::output::OutputOptions;
use std::alloc::{GlobalAlloc, Layout, System};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

/// The allocator of the system, with a count of what it gave.
struct Counting;

impl Counting {
    fn add(size: usize) {
        let held = HELD.fetch_add(size, Ordering::Relaxed) + size;
        MOST.fetch_max(held, Ordering::Relaxed);
    }
}

// SAFETY: every call is passed on unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Counting::add(layout.size());
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        Counting::add(size);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MB: usize = 1024 * 1024;

/// Checks a site with one page, which renders that page. Returns the most bytes that were held, and what was found.
fn checked(text: &str) -> (usize, Outcome) {
    checked_files(&[("pages/page.md", &format!("---\ntitle: Page\n---\n\n{text}"))])
}

/// The same for a site of some files.
fn checked_files(files: &[(&str, &str)]) -> (usize, Outcome) {
    let dir = tempfile::tempdir().expect("a folder for the test");
    let content = dir.path().join("content");
    for (path, text) in [("site.yaml", "title: Memory\nlanguage: en\n")].iter().chain(files) {
        let path = content.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let request = Request {
        root: dir.path().into(),
        out: dir.path().join("public"),
        day: Day::Today(Date::day(2026, 11, 20)),
        drafts: Drafts::Hidden,
        strictness: Strictness::Normal,
        output: OutputOptions::default(),
    };
    let before = HELD.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let outcome = check(&request).expect("the machine allows a check");
    (MOST.load(Ordering::Relaxed) - before, outcome)
}

#[test]
fn no_text_takes_more_than_its_share() {
    // what is made once for a program, and an empty site
    checked("");
    let (empty, _) = checked("");
    let repeated = |piece: &str, size: usize| piece.repeat(size / piece.len());
    let mut found = Vec::new();
    let beyond = |text: &str| checked(text).0.saturating_sub(empty);
    // paragraphs of two lines
    let words = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod\n";
    let prose = repeated(&format!("{words}{words}\n"), MB - 100);
    found.push(("prose", beyond(&prose) / prose.len(), 9));
    // the shortest blocks, as many as are read: bytes for each
    let blocks = [("items", "- a\n"), ("paragraphs", "a\n\n"), ("quotations", "> a\n\n")];
    for (name, block) in blocks {
        let count = 99_900;
        let (most, outcome) = checked(&block.repeat(count));
        assert!(!outcome.report.contains(&codes::UNREADABLE), "{name}");
        found.push((name, most.saturating_sub(empty) / count, 900));
    }
    // a book with a paragraph for each verse
    let verses = "1 Word after word.\n\n".repeat(31_102);
    let (most, outcome) = checked(&verses);
    assert!(!outcome.report.contains(&codes::UNREADABLE), "verses");
    found.push(("verses", most.saturating_sub(empty) / verses.len(), 50));
    // a passage that corrects many: bytes for each
    let corrections = 1500;
    let mut claims = "---\ntitle: Claims\ndate: 2026-01-02\n---\n\n".to_string();
    let mut verdict = "---\ntitle: Verdict\ndate: 2026-02-02\n---\n\nNo.".to_string();
    for n in 0..corrections {
        claims += &format!("The rents rose by {n}. ^c-{n}\n\n");
        verdict += &format!(" (corrects:: [[2026-01-02#^c-{n}]])");
    }
    let topic = "---\ntitle: Rents\nquestion: Do they rise?\nsummary: Rents.\nstatus: active\n---\n\nRents.\n";
    let (most, outcome) = checked_files(&[
        ("topics/rents/topic.md", topic),
        ("topics/rents/gathers/2026-01-02.md", &claims),
        ("topics/rents/gathers/2026-02-02.md", &verdict),
    ]);
    assert!(!outcome.report.has_errors(), "corrections: {:?}", outcome.report);
    found.push(("corrections", most.saturating_sub(empty) / corrections, 50_000));
    // text that is refused
    for (name, piece) in
        [("too many items", "- a\n"), ("too many marks", "*a* "), ("HTML", "<p>\n\n")]
    {
        let text = repeated(piece, MB - 100);
        let (most, outcome) = checked(&text);
        assert!(outcome.report.contains(&codes::UNREADABLE), "{name}");
        found.push((name, most.saturating_sub(empty) / text.len(), 10));
    }
    let above: Vec<_> = found.iter().filter(|(_, taken, most)| taken > most).collect();
    assert!(above.is_empty(), "{above:?} of {found:?}");
}
