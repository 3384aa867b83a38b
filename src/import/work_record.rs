//! The YAML record of a work.

use super::work::{Work, text_names};
use super::yaml;
use crate::model::{Author, DateExtent, SourceType, Word};
use serde_yaml::FlowSeq;
use std::collections::BTreeMap;

impl Work {
    /// The record in a list of content/sources/.
    pub(super) fn to_yaml(&self, id: &str) -> String {
        let mut fields = vec![yaml::field("id", id)];
        let keys: Vec<&String> = self.key.iter().chain(&self.other_keys).collect();
        match keys[..] {
            [] => {}
            [key] if key == id => {}
            [key] => fields.push(yaml::field("citation-key", yaml::one_line(key))),
            _ => fields.push(yaml::field("citation-key", FlowSeq(keys))),
        }
        fields.push(yaml::field("type", self.kind.unwrap_or(SourceType::Webpage).word()));
        let mut texts: Vec<String> = Vec::new();
        for name in text_names() {
            let Some(text) = self.texts.get(name) else { continue };
            texts.push(match text.parse::<u32>() {
                Ok(number) if number.to_string() == *text => yaml::field(name, number),
                _ => yaml::field(name, yaml::one_line(text)),
            });
        }
        fields.extend(texts.extract_if(.., |line| line.starts_with("genre:")));
        fields.push(yaml::field("title", yaml::one_line(&self.title)));
        if !self.aliases.is_empty() {
            let aliases = self.aliases.iter().map(|a| yaml::one_line(a)).collect();
            fields.push(yaml::field("aliases", FlowSeq::<Vec<String>>(aliases)));
        }
        if !self.authors.is_empty() {
            fields.push(name_list("author", &self.authors, self.has_more_authors));
        }
        for (role, names) in &self.names {
            fields.push(name_list(role.word(), names, false));
        }
        if let Some(issued) = self.issued {
            fields.push(match issued.extent {
                DateExtent::Exact => yaml::date_field("issued", issued.first),
                _ => yaml::field("issued", issued.to_string()),
            });
        }
        let last: Vec<String> =
            texts.extract_if(.., |line| line.starts_with("abstract:")).collect();
        fields.extend(texts);
        if !self.notes.is_empty() {
            fields.push(yaml::field("note", yaml::one_line(&self.notes.join(" "))));
        }
        fields.extend(last);
        if let Some(accessed) = self.accessed {
            fields.push(yaml::date_field("accessed", accessed));
        }
        for (name, value) in &self.comments {
            fields.push(format!("# {}\n", yaml::one_line(&format!("{name}: {value}"))));
        }
        format!("- {}", fields.join("  "))
    }
}

/// `author: [{family: Reed, given: Ann}, et al.]`
fn name_list(key: &str, names: &[Author], has_more: bool) -> String {
    let mut list = Vec::new();
    for name in names {
        list.push(match name {
            Author::Person { family, given: Some(given) } => {
                BTreeMap::from([("family", family.as_str()), ("given", given.as_str())])
            }
            Author::Person { family, given: None } => BTreeMap::from([("family", family.as_str())]),
            Author::Literal(name) => BTreeMap::from([("literal", name.as_str())]),
        });
    }
    let line = yaml::field(key, FlowSeq(list));
    if has_more { line.replace("]\n", ", et al.]\n") } else { line }
}
