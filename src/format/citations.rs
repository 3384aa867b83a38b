//! `[@a; @b]`: one space after each semicolon, none at the brackets.

use super::edit::Replacement;
use crate::markdown::{NodeKind, parse};

pub(super) fn edits(text: &str) -> Vec<Replacement> {
    let mut edits = Vec::new();
    for node in parse(text).nodes.iter().filter(|n| n.kind == NodeKind::Citation) {
        let citation = &text[node.range()];
        let Some(inside) = citation.strip_prefix('[').and_then(|c| c.strip_suffix(']')) else {
            continue;
        };
        if inside.contains(['[', ']', '\n', '\\', '`', '|']) {
            continue;
        }
        let parts: Vec<&str> = inside.split(';').map(str::trim).collect();
        let formatted = format!("[{}]", parts.join("; "));
        if citation != formatted {
            edits.push((node.range(), formatted));
        }
    }
    edits
}
