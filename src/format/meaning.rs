//! What a text means, to be compared before and after it is tidied.

use crate::content::parse::yaml::{self, Value};
use crate::diagnostics::Report;
use crate::markdown::{self, Item, LeafKind, Node};
use crate::source::FileId;
use std::ops::Range;

/// Fields and id at the end of a block, each with its value.
type Tail = (Vec<(String, String)>, Option<String>);

/// A body's blocks and words without fields and ids, and these by themselves.
pub(super) fn of_body(text: &str) -> (Vec<String>, Vec<Tail>) {
    let mut bare = String::with_capacity(text.len());
    let mut said = Vec::new();
    let mut at = 0;
    let outline = markdown::outline(text);
    for range in blocks(&outline.nodes) {
        let tail = markdown::tail(text, range, &outline.code);
        for cut in tail.cuts() {
            bare.push_str(text[at..cut.start as usize].trim_end_matches(' '));
            at = cut.end as usize;
        }
        if tail.id.is_some() || !tail.fields.is_empty() {
            let part = |r: &Range<usize>| text[r.clone()].to_string();
            let fields = tail.fields.iter().map(|f| (part(&f.name), part(&f.value))).collect();
            said.push((fields, tail.id.map(|i| part(&i))));
        }
    }
    bare.push_str(&text[at..]);
    (markdown::skeleton(&bare), said)
}

/// The ranges that can end in fields and an id, in order: paragraphs, headings, the words of items.
pub(super) fn blocks(nodes: &[Node]) -> Vec<Range<usize>> {
    fn heads(items: &[Item], found: &mut Vec<Range<usize>>) {
        for item in items.iter() {
            if !item.head.is_empty() {
                found.push(item.head.clone());
            }
            heads(&item.items, found);
        }
    }
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Heading { text, .. } => found.push(text.clone()),
            Node::Leaf { kind: LeafKind::Paragraph, range } => found.push(range.clone()),
            Node::Leaf { .. } => {}
            Node::List { items, .. } => heads(items, &mut found),
        }
    }
    found
}

/// A YAML text as a tree whose keys are in one order; `None` where it cannot be read.
pub(super) fn of_yaml(text: &str) -> Option<Tree> {
    let mut unsaid = Report::default();
    Some(tree(yaml::read(FileId(0), text, 0..text.len(), &mut unsaid)?.value))
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tree {
    Nothing,
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

fn tree(value: Value) -> Tree {
    match value {
        Value::Null => Tree::Nothing,
        Value::Scalar(text) => Tree::Text(text),
        Value::List(items) => Tree::List(items.into_iter().map(|n| tree(n.value)).collect()),
        Value::Map(pairs) => {
            let mut pairs: Vec<_> =
                pairs.into_iter().map(|(k, n)| (k.text, tree(n.value))).collect();
            pairs.sort();
            Tree::Map(pairs)
        }
    }
}

/// Every character but white space, whatever their order: no step on YAML adds or drops one, so comments stay too.
pub(super) fn characters(text: &str) -> Vec<char> {
    let mut found: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    found.sort_unstable();
    found
}
