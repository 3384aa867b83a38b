//! Any text as a file of each kind: it is read without a panic, and its canonical form is stable.

#![no_main]

use agon::content::parse::{FileKind, parse_file};
use agon::format::format_text;
use agon::model::locale::Headings;
use agon::source::{FileId, SourceFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let kind = FileKind::ALL[usize::from(choice) % FileKind::ALL.len()];
    let path = kind.pattern().replace('*', "2026-06-11");
    let headings = Headings::english();
    parse_file(FileId(0), &SourceFile { path, body: text.into() }, &headings);
    let formatted = format_text(kind, text, &headings);
    assert_eq!(format_text(kind, &formatted, &headings), formatted, "the canonical form is stable");
});
