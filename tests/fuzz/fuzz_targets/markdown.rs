//! Any text as Markdown: the tree, its HTML and its words.

#![no_main]

use agon::markdown::{self, RawHtml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let tree = markdown::parse(text);
    for node in tree.nodes.iter() {
        assert!(text.get(node.range()).is_some(), "a node is a part of the text");
    }
    markdown::plain_text(text, &tree);
    markdown::commonmark(text, RawHtml::Escaped);
    markdown::title(text);
    markdown::mathml(text, false).ok();
});
