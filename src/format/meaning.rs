//! What a text means, compared before and after a step.

use crate::content::parse::yaml::{self, Value};
use crate::diagnostics::Report;
use crate::markdown::{parse, reference_html};
use crate::source::FileId;

/// What a page shows of a body, and what the tree contains apart from the words.
#[derive(PartialEq, Eq)]
pub(super) struct BodyMeaning {
    html: String,
    /// Keys and addresses with what is written around them.
    references: Vec<String>,
    /// Fields and ids, of each block the id last.
    attributes: Vec<String>,
}

pub(super) fn of_body(text: &str) -> BodyMeaning {
    let tree = parse(text);
    let mut references = Vec::new();
    for reference in &tree.references {
        references.push(format!(
            "{} {:?} {:?}",
            tree.address(text, reference),
            tree.prefix(text, reference),
            tree.locator(text, reference)
        ));
    }
    let mut attributes: Vec<_> = tree.attributes.iter().collect();
    attributes.sort_by_key(|a| (a.owner, a.id().is_some()));
    let attributes = attributes.iter().map(|a| text[a.bytes()].to_string()).collect();
    BodyMeaning { html: reference_html(&tree, text), references, attributes }
}

/// A YAML text as a tree whose keys are in one order; `None` where it cannot be read.
pub(super) fn of_yaml(text: &str) -> Option<YamlMeaning> {
    let value = yaml::read(FileId(0), text, 0..text.len(), &mut Report::default())?.value;
    Some(yaml_meaning(value))
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum YamlMeaning {
    Null,
    Text(String),
    List(Vec<YamlMeaning>),
    Map(Vec<(String, YamlMeaning)>),
}

fn yaml_meaning(value: Value) -> YamlMeaning {
    match value {
        Value::Null => YamlMeaning::Null,
        Value::Scalar(text) => YamlMeaning::Text(text),
        Value::List(items) => {
            YamlMeaning::List(items.into_iter().map(|n| yaml_meaning(n.value)).collect())
        }
        Value::Map(pairs) => {
            let mut pairs: Vec<_> =
                pairs.into_iter().map(|(k, n)| (k.text, yaml_meaning(n.value))).collect();
            pairs.sort();
            YamlMeaning::Map(pairs)
        }
    }
}

/// Every character but white space, sorted: a step on YAML adds or drops none, so comments stay too.
pub(super) fn characters(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    characters.sort_unstable();
    characters
}
