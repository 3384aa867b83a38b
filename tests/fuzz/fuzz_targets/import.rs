//! Any text as a bibliography, a list of bookmarks, a journal, a thread or an argument map to import.

#![no_main]

use agon::import::{ImportRequest, InputShape, WriteMode, import};
use agon::model::{Date, Day};
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;
use tempfile::TempDir;

/// The forms of input by the ending of the file.
const INPUTS: [(&str, Option<InputShape>); 8] = [
    ("bib", None),
    ("ris", None),
    ("json", None),
    ("html", Some(InputShape::Bibliography)),
    ("html", Some(InputShape::Journal)),
    ("md", Some(InputShape::Journal)),
    ("txt", Some(InputShape::Thread)),
    ("argdown", None),
];

static SITE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().expect("the temporary folder can be written");
    fs::create_dir(folder.path().join("content")).expect("the folder is new");
    fs::write(folder.path().join("content/site.yaml"), "title: Wages\n").expect("it is writable");
    folder
});

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let (ending, shape) = INPUTS[usize::from(choice) % INPUTS.len()];
    let file: PathBuf = SITE.path().join(format!("input.{ending}"));
    fs::write(&file, text).expect("the temporary folder can be written");
    let request = ImportRequest {
        files: vec![file],
        shape,
        topic: Some("wages".to_string()),
        mode: WriteMode::DryRun,
    };
    let day = Day::Today(Date::parse("2026-06-12").expect("it is a date"));
    import(SITE.path(), day, &request).ok();
});
