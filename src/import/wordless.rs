//! Links and pictures without words, which readers would not find: they get their address or the name
//! of their file.

use super::report::ImportReport;
use super::text::LineStarts;
use crate::markdown::{self, ReferenceKind, parse};
use std::ops::Range;

/// The text with words for every link to the web and every picture on another site.
pub(super) fn with_words(text: &str, report: &mut ImportReport) -> String {
    if !text.contains("[](") {
        return text.to_string();
    }
    let tree = parse(text);
    let lines = LineStarts::new(text);
    let mut out = String::new();
    let mut at = 0;
    let mut link: Range<usize> = 0..0;
    for reference in &tree.references {
        let range = tree.node(reference.node).range();
        let is_inside = link.contains(&range.start);
        if reference.kind == ReferenceKind::Link {
            link = range.clone();
        }
        let words = tree.inline_range(reference.node).unwrap_or(range.end..range.end);
        let address = tree.address(text, reference);
        if !text[words].trim().is_empty() || !markdown::is_web(address) || range.start < at {
            continue;
        }
        let line = lines.line(range.start);
        let written = match reference.kind {
            ReferenceKind::Link => {
                report.changed(line, format!("a link without words shows its address, {address}"));
                format!("<{address}>")
            }
            ReferenceKind::Image if is_inside => {
                report.dropped(line, address, "a picture without words, inside of a link");
                file_name(address)
            }
            ReferenceKind::Image => {
                let reason = "a picture on another site without words became a link to it";
                report.changed(line, format!("{reason}, {address}"));
                format!("[{}](<{address}>)", file_name(address))
            }
            _ => continue,
        };
        out += &text[at..range.start];
        out += &written;
        at = range.end;
    }
    out + &text[at..]
}

/// The name of the file that an address leads to.
pub(super) fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    name.replace(['[', ']', '\\', '`', '*', '_', '<', '>'], " ").trim().to_string()
}
