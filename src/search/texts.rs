//! Shards of passages: what results show.
//!
//! Takes pages with their words in the order of their numbers, gives one script. A page is
//! `[path, title, kind, topics, date, values, passages]`: kind and topics are places in the index's tables, values are
//! facets as `[group, key]`, a passage is `[anchor, text, places in values]`. An anchor as the passage before it is 0.

use super::entry::{Entry, Passage};
use super::facet::Facet;
use super::page::Page;
use crate::model::*;
use std::fmt::Write;

/// One shard's script while it is written.
pub struct TextShard {
    pub json: String,
    longest: usize,
}

impl TextShard {
    pub fn new(longest: usize) -> TextShard {
        TextShard { json: String::from("["), longest }
    }

    pub fn add(&mut self, site: &Site, page: &Page, entry: &Entry) {
        let out = &mut self.json;
        if out.len() > 1 {
            out.push_str(",\n");
        }
        out.push('[');
        quote(&page.path, out);
        out.push(',');
        quote(&entry.title, out);
        let _ = write!(out, ",{},[", page.kind as usize);
        let topics = entry.facets.iter().filter_map(|f| if let Facet::Topic(t) = f { Some(t.0) } else { None });
        list(topics, out);
        out.push_str("],");
        quote(&page.date.map(|d| d.to_string()).unwrap_or_default(), out);
        // Page and passage have the topic in common; the kind is the page's.
        let values: Vec<Facet> = entry.facets.iter().copied().filter(|f| !matches!(f, Facet::Topic(_))).collect();
        out.push_str(",[");
        for (n, value) in values.iter().enumerate() {
            let _ = write!(out, "{}[{},", if n > 0 { "," } else { "" }, value.group());
            quote(&value.key(site), out);
            out.push(']');
        }
        out.push_str("],[");
        if !entry.aliases.is_empty() {
            self.passage("", &entry.aliases.join("; "), &[]);
        }
        let mut before = None;
        for passage in &entry.passages {
            let Passage { anchor, text, facets } = passage;
            let places: Vec<u32> =
                facets.iter().filter_map(|f| values.binary_search(f).ok()).map(|n| n as u32).collect();
            let anchor = if before.replace(anchor) == Some(anchor) { None } else { Some(anchor.as_str()) };
            match anchor {
                Some(anchor) => self.passage(anchor, text, &places),
                None => self.passage_of_same(text, &places),
            }
        }
        self.json.push_str("]]");
    }

    fn passage(&mut self, anchor: &str, text: &str, places: &[u32]) {
        self.comma();
        self.json.push('[');
        quote(anchor, &mut self.json);
        self.rest(text, places);
    }

    fn passage_of_same(&mut self, text: &str, places: &[u32]) {
        self.comma();
        self.json.push_str("[0");
        self.rest(text, places);
    }

    fn comma(&mut self) {
        if self.json.ends_with(']') {
            self.json.push(',');
        }
    }

    fn rest(&mut self, text: &str, places: &[u32]) {
        self.json.push(',');
        quote(shortened(text, self.longest), &mut self.json);
        if !places.is_empty() {
            self.json.push_str(",[");
            list(places.iter().copied(), &mut self.json);
            self.json.push(']');
        }
        self.json.push(']');
    }

    pub fn finish(mut self) -> String {
        self.json.push(']');
        self.json
    }
}

fn list(numbers: impl Iterator<Item = u32>, out: &mut String) {
    for (n, number) in numbers.enumerate() {
        let _ = write!(out, "{}{number}", if n > 0 { "," } else { "" });
    }
}

/// The words of a text that fit.
fn shortened(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= longest).last().unwrap_or_default();
    text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words)
}

/// Adds a text as a string of JSON.
pub fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| b < b' ' || b == b'"' || b == b'\\') {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            control => {
                let _ = write!(out, "\\u{control:04x}");
            }
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_those_of_json() {
        for text in ["", "plain", "a \"b\" \\ \n\u{1}é", "\\"] {
            let mut out = String::new();
            quote(text, &mut out);
            assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
        }
    }

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(shortened("one two three", 9), "one two");
        assert_eq!(shortened("one two", 7), "one two");
        assert_eq!(shortened("ééééé", 5), "éé");
    }
}
