//! What a text means, to be compared before and after it is tidied.

use crate::content::parse::yaml::{self, Value};
use crate::diagnostics::Report;
use crate::markdown;
use crate::source::FileId;

/// A body's blocks and words without fields and ids, and these by themselves.
pub(super) fn of_body(text: &str) -> (Vec<String>, Vec<String>) {
    let outline = markdown::outline(text);
    let attributes = outline.all_attributes(text).into_iter().map(str::to_string).collect();
    (outline.skeleton(text), attributes)
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
