//! Shards of passages: what results show.
//!
//! Takes pages with their words in the order of their numbers ([`script`]), gives the data of one script: a list for each
//! of path, title, kind, topics, date, values, anchors, texts and places, with one item for each page. Like stands beside
//! like, which packs a tenth better than page by page. Kind and topics are places in the index's tables, values are
//! facets as `[group, key]`; anchors, texts and places have one item for each passage: 0 stands for the anchor before it,
//! places are those of its values. What a shard keeps of its passages so that it stays small: [`super::fit`].

use super::entry::{Entry, Passage};
use super::facet::Facet;
use super::fit::Fit;
use super::page::Page;
use crate::model::*;
use std::fmt::Write;

/// The lists of a shard while they are written.
#[derive(Default)]
struct Columns([String; 9]);

/// The data of a shard.
pub fn script(site: &Site, pages: &[(&Page, Entry)], fit: Fit) -> String {
    let mut columns = Columns::default();
    for (page, entry) in pages {
        columns.add(site, page, entry, fit);
    }
    let Columns(lists) = columns;
    let mut out = String::with_capacity(lists.iter().map(|l| l.len() + 4).sum());
    for (n, list) in lists.iter().enumerate() {
        out.push_str(if n > 0 { "],\n[" } else { "[[" });
        out.push_str(list);
    }
    out + "]]"
}

impl Columns {
    fn add(&mut self, site: &Site, page: &Page, entry: &Entry, fit: Fit) {
        let Columns([paths, titles, kinds, topics, dates, values, anchors, texts, places]) = self;
        let mut lists = [paths, titles, kinds, topics, dates, values, anchors, texts, places];
        for list in lists.iter_mut().filter(|list| !list.is_empty()) {
            list.push_str(",\n");
        }
        let [paths, titles, kinds, topics, dates, values, anchors, texts, places] = lists;
        quote(&page.path, paths);
        quote(&entry.title, titles);
        let _ = write!(kinds, "{}", page.kind as usize);
        let of = entry
            .facets
            .iter()
            .filter_map(|f| if let Facet::Topic(t) = f { Some(t.0) } else { None });
        array(of, topics, number);
        quote(&page.date.map(|d| d.to_string()).unwrap_or_default(), dates);
        // Page and passage have the topic in common; the kind is the page's.
        let own: Vec<Facet> =
            entry.facets.iter().copied().filter(|f| !matches!(f, Facet::Topic(_))).collect();
        array(own.iter(), values, |value, out| {
            let _ = write!(out, "[{},", value.group());
            quote(&value.key(site), out);
            out.push(']');
        });
        let names =
            Passage { anchor: String::new(), text: entry.aliases.join("; "), facets: Vec::new() };
        let names = (!names.text.is_empty()).then_some(&names);
        let kept: Vec<&Passage> =
            names.into_iter().chain(&entry.passages).take(fit.passages).collect();
        let mut before = None;
        array(kept.iter(), anchors, |passage, out| match before.replace(&passage.anchor) {
            Some(anchor) if *anchor == passage.anchor => out.push('0'),
            _ => quote(&passage.anchor, out),
        });
        array(kept.iter(), texts, |passage, out| quote(shortened(&passage.text, fit.bytes), out));
        array(kept.iter(), places, |passage, out| {
            let of_passage = passage.facets.iter().filter_map(|f| own.binary_search(f).ok());
            array(of_passage, out, number);
        });
    }
}

fn number(number: impl std::fmt::Display, out: &mut String) {
    let _ = write!(out, "{number}");
}

fn array<T>(
    items: impl Iterator<Item = T>,
    out: &mut String,
    mut item: impl FnMut(T, &mut String),
) {
    out.push('[');
    for (n, value) in items.enumerate() {
        if n > 0 {
            out.push(',');
        }
        item(value, out);
    }
    out.push(']');
}

/// The words of a text that fit.
fn shortened(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let end = text
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|at| *at <= longest)
        .last()
        .unwrap_or_default();
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
