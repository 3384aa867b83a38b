//! Attributes in a text: inline fields `(name:: value)` or `[name:: value]`, and block ids `^id`. They belong to the item that contains them,
//! else to the block.
//!
//! Sources of the formats: Obsidian's block links, Dataview's inline fields.

use super::tree::{Attribute, AttributeKind, NodeIndex, NodeKind, Tree};
use std::collections::HashMap;
use std::ops::Range;

/// Finds the attributes of all nodes of a tree.
pub(super) fn collect(source: &str, tree: &mut Tree) {
    if !source.contains('^') && !source.contains("::") {
        return;
    }
    let mut collector =
        AttributeCollector { source, tree, attributes: Vec::new(), hidden: Vec::new() };
    let mut items: Vec<NodeIndex> = Vec::new();
    let (mut root, mut row) = (0, 0..0);
    for index in 0..tree.nodes.len() as NodeIndex {
        let node = *tree.node(index);
        if index >= tree.node(root).next {
            root = index;
        }
        while items.last().is_some_and(|item| tree.node(*item).next <= index) {
            items.pop();
        }
        match node.kind {
            NodeKind::Item => items.push(index),
            NodeKind::TableRow => row = node.start..node.end,
            NodeKind::Paragraph
            | NodeKind::Heading
            | NodeKind::TableCell
            | NodeKind::Term
            | NodeKind::Definition => {}
            _ => continue,
        }
        let owner = items.last().copied().unwrap_or(root);
        for run in runs(tree, index) {
            collector.run(run, owner, index, &row);
        }
    }
    let AttributeCollector { mut attributes, mut hidden, .. } = collector;
    attributes.sort_by_key(|a| a.range.start);
    hidden.sort_by_key(|h| h.start);
    tree.attributes = attributes.into();
    tree.hidden = hidden.into();
}

/// The ranges of inline nodes that follow each other right below a node.
fn runs(tree: &Tree, index: NodeIndex) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for child in tree.children(index).map(|child| tree.node(child)) {
        match runs.last_mut() {
            Some(run) if is_open && child.kind.is_inline() => run.end = child.end as usize,
            _ if child.kind.is_inline() => runs.push(child.range()),
            _ => {}
        }
        is_open = child.kind.is_inline();
    }
    runs
}

struct AttributeCollector<'a> {
    source: &'a str,
    tree: &'a Tree,
    attributes: Vec<Attribute>,
    hidden: Vec<Range<u32>>,
}

impl AttributeCollector<'_> {
    /// Reads one run of words in `node`.
    fn run(&mut self, run: Range<usize>, owner: NodeIndex, node: NodeIndex, row: &Range<u32>) {
        let fields = self.fields(&run);
        let mut end = run.end;
        let mut id: Option<Range<usize>> = None;
        loop {
            end = run.start + self.source[run.start..end].trim_end().len();
            if let Ok(n) = fields.binary_search_by_key(&end, |field| field.range.end) {
                end = fields[n].range.start;
                continue;
            }
            let Some(before) = id_before(self.source, run.start, end).filter(|_| id.is_none())
            else {
                break;
            };
            end = before.start;
            id = Some(before);
        }
        if end < run.end && (id.is_some() || !fields.is_empty()) {
            self.hide_end(end..run.end, &run, node, row);
        }
        for field in &fields {
            let in_words = field.range.end <= end;
            if in_words {
                let before = self.source[run.start..field.range.start].trim_end_matches(' ');
                let mut hidden = run.start + before.len()..field.range.end;
                if before.is_empty() {
                    let rest = &self.source[hidden.end..run.end];
                    hidden.end += rest.len() - rest.trim_start_matches(' ').len();
                }
                self.hidden.push(narrow(&hidden));
            }
            let kind =
                AttributeKind::Field { name: narrow(&field.name), value: narrow(&field.value) };
            self.attributes.push(Attribute { range: narrow(&field.range), kind, owner });
        }
        if let Some(range) = id {
            let is_alone = end == run.start
                && fields.is_empty()
                && self.tree.node(node).kind == NodeKind::Paragraph;
            let kind = if is_alone { AttributeKind::LoneId } else { AttributeKind::Id };
            self.attributes.push(Attribute { range: narrow(&range), kind, owner });
        }
    }

    /// Hides the end of a run; a paragraph or a row of a table that has nothing else goes as a whole.
    fn hide_end(
        &mut self,
        hidden: Range<usize>,
        run: &Range<usize>,
        node: NodeIndex,
        row: &Range<u32>,
    ) {
        let node = self.tree.node(node);
        let is_all = hidden.start == run.start;
        self.hidden.push(match node.kind {
            NodeKind::Paragraph if is_all => node.start..node.end,
            NodeKind::TableCell if is_all && row.end >= node.end => {
                let words = &self.source[row.start as usize..row.end as usize];
                let is_only = words.trim_matches(|c: char| c == '|' || c.is_whitespace())
                    == self.source[hidden.clone()].trim();
                if is_only { row.clone() } else { narrow(&hidden) }
            }
            _ => narrow(&hidden),
        });
    }

    fn fields(&self, run: &Range<usize>) -> Vec<InlineField> {
        let slice = &self.source[run.clone()];
        let mut fields = Vec::new();
        if !slice.contains("::") {
            return fields;
        }
        let closings = closings(slice);
        let mut at = 0;
        while let Some(open) = slice[at..].find(['(', '[']).map(|n| n + at) {
            at = open + 1;
            if self.source[..run.start + open].ends_with('\\')
                || !self.tree.is_text(run.start + open)
            {
                continue;
            }
            if let Some(close) = closings.get(&open)
                && let Some(field) = field(slice, open, *close, run.start)
            {
                at = field.range.end - run.start;
                fields.push(field);
            }
        }
        fields
    }
}

fn narrow(range: &Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}

/// `(name:: value)` or `[name:: value]`, with byte ranges in the text.
struct InlineField {
    range: Range<usize>,
    name: Range<usize>,
    value: Range<usize>,
}

/// The closing bracket of each round or square bracket that has one, found for the whole slice at once.
fn closings(slice: &str) -> HashMap<usize, usize> {
    let mut closings = HashMap::new();
    let (mut round, mut square) = (Vec::new(), Vec::new());
    for (at, byte) in slice.bytes().enumerate() {
        let opened = match byte {
            b'(' | b'[' => {
                if byte == b'(' { &mut round } else { &mut square }.push(at);
                continue;
            }
            b')' => round.pop(),
            b']' => square.pop(),
            _ => continue,
        };
        if let Some(opened) = opened {
            closings.insert(opened, at);
        }
    }
    closings
}

fn field(slice: &str, open: usize, close: usize, base: usize) -> Option<InlineField> {
    let inside = &slice[open + 1..close];
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_ ".contains(c);
    let name_len = inside.find(|c| !is_name(c))?;
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic())
        || !inside[name_len..].starts_with("::")
    {
        return None;
    }
    let raw = &inside[name_len + 2..];
    let value_start = open + 1 + name_len + 2 + (raw.len() - raw.trim_start().len());
    Some(InlineField {
        range: base + open..base + close + 1,
        name: base + open + 1..base + open + 1 + name_len,
        value: base + value_start..base + value_start + raw.trim().len(),
    })
}

/// `^id` as the last word before `end`.
fn id_before(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let slice = &text[start..end];
    let word = slice
        .rfind(char::is_whitespace)
        .map_or(0, |i| i + slice[i..].chars().next().map_or(1, char::len_utf8));
    let id = slice[word..].strip_prefix('^')?;
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    let is_escaped = text[..start + word].ends_with('\\');
    (is_id && !is_escaped).then(|| start + word..end)
}

#[cfg(test)]
mod tests {
    use crate::markdown::{AttributeKind, parse, plain_text};

    /// The words that stay, and the attributes with the words of their owner's first line.
    fn read(text: &str) -> (String, Vec<String>) {
        let tree = parse(text);
        let shown = tree.attributes.iter().map(|a| {
            let owner = text[tree.node(a.owner).range()].lines().next().unwrap_or_default();
            match &a.kind {
                AttributeKind::Field { name, value } => {
                    let part = |r: &std::ops::Range<u32>| &text[r.start as usize..r.end as usize];
                    format!("{}={} on {owner}", part(name), part(value))
                }
                _ => format!("{} on {owner}", &text[a.id().unwrap()]),
            }
        });
        (plain_text(text, &tree), shown.collect())
    }

    #[test]
    fn ids_and_fields_at_the_end_are_found_in_any_order() {
        let (words, found) = read("A (b) text. (overtakes:: [[2026-06-04#^x]]) ^kimi");
        assert_eq!(words, "A (b) text.");
        assert_eq!(found.len(), 2);
        let (words, found) = read("Will it? ^q-1 (status:: open)\n(due:: 2027-06)");
        assert_eq!((words.as_str(), found.len()), ("Will it?", 3));
    }

    #[test]
    fn an_id_of_an_item_with_a_list_belongs_to_the_item() {
        let text = "- outer words ^outer\n  - inner words\n- plain words\n  - other inner ^inner\n";
        let (words, found) = read(text);
        assert_eq!(words, "outer words inner words plain words other inner");
        assert_eq!(found, ["outer on - outer words ^outer", "inner on - other inner ^inner"]);
    }

    #[test]
    fn a_power_code_and_escaped_marks_are_no_attributes() {
        for text in [
            "10^26 operations",
            "Rust's `(a:: b) ^c`",
            "a \\^b",
            "(a::b",
            "x \\(a:: b) y",
            "\\^lone",
        ] {
            assert_eq!(read(text).1, Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_paragraph_or_row_that_is_an_id_alone_is_not_shown() {
        let (words, found) = read("| a | b |\n|---|---|\n| c | d |\n^t\n\nWords\n\n^w\n");
        assert_eq!(words, "a b c d Words");
        assert_eq!(found, ["t on | a | b |", "w on ^w"]);
    }
}
