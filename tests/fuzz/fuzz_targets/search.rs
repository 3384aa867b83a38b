//! Any text as words of the search index.

#![no_main]

use agon::exports::search;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut buffer = String::new();
    search::words(text, &mut buffer, |word, _| assert!(!word.is_empty()));
});
