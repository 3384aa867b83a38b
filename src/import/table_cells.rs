//! Rows of a table with more cells than its head, which Markdown would drop: they become words of the
//! last cell.

use crate::markdown::{NodeKind, Tree};
use std::ops::Range;

/// What a report says of them.
pub(super) const SURPLUS_CELLS: &str =
    "a row has more cells than its head; they are in its last cell";

/// The edits that keep the surplus cells of a text's tables.
pub(super) fn surplus_cells(text: &str, tree: &Tree) -> Vec<(Range<usize>, String)> {
    let mut edits = Vec::new();
    for (index, row) in tree.nodes.iter().enumerate() {
        if row.kind != NodeKind::TableRow {
            continue;
        }
        let Some(last) = tree.children(index as u32).last() else { continue };
        let start = tree.node(last).end as usize;
        let rest = text[start..row.end as usize].trim_end();
        let rest = rest.strip_suffix('|').unwrap_or(rest);
        if rest.trim_matches(['|', ' ', '\t']).is_empty() {
            continue;
        }
        let words = rest.replace("\\|", "|").replace('|', "\\|");
        edits.push((start..start + rest.len(), words));
    }
    edits
}
