//! Quotation marks that belong together, when all of a block are known.
//!
//! pulldown-cmark pairs outer marks and inner marks apart from each other, so an apostrophe within a quotation can be paired
//! with one behind it.

use super::quotation_marks::QuotationMark;
use super::tree::{Node, NodeKind};

/// Makes apostrophes, which are words with this index, of inner marks whose pair would cross an outer one, and the end of an
/// open quotation of an outer mark between two letters.
pub(super) fn correct(nodes: &mut [Node], source: &str, apostrophe: u32) {
    // the marks that are open, with their nodes
    let mut open: Vec<(QuotationMark, usize)> = Vec::new();
    for index in 0..nodes.len() {
        let node = nodes[index];
        if node.kind != NodeKind::QuotationMark {
            if !node.kind.is_inline() {
                open.clear();
            }
            continue;
        }
        let has_outer = open.iter().any(|(mark, _)| *mark == QuotationMark::OuterOpen);
        match QuotationMark::of(node.data) {
            QuotationMark::OuterOpen if has_outer && is_between_letters(source, &node) => {
                nodes[index].data = QuotationMark::OuterClose as u32;
                close_outer(&mut open, nodes, apostrophe);
            }
            QuotationMark::OuterClose => close_outer(&mut open, nodes, apostrophe),
            QuotationMark::InnerClose => {
                match open.iter().rposition(|(mark, _)| *mark == QuotationMark::InnerOpen) {
                    Some(at) => open.truncate(at),
                    None => make_apostrophe(&mut nodes[index], apostrophe),
                }
            }
            mark => open.push((mark, index)),
        }
    }
}

fn close_outer(open: &mut Vec<(QuotationMark, usize)>, nodes: &mut [Node], apostrophe: u32) {
    let Some(at) = open.iter().rposition(|(mark, _)| *mark == QuotationMark::OuterOpen) else {
        return;
    };
    for (_, index) in open.drain(at..).skip(1) {
        make_apostrophe(&mut nodes[index], apostrophe);
    }
}

fn make_apostrophe(node: &mut Node, apostrophe: u32) {
    node.kind = NodeKind::Text;
    node.data = apostrophe;
}

fn is_between_letters(source: &str, mark: &Node) -> bool {
    let range = mark.range();
    let before = source[..range.start].chars().next_back();
    let after = source[range.end..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}
