//! Reads built pages: their ids, links and headings, and what they say as plain lines ([`Page::say`]).
//!
//! Takes HTML, gives tokens to the WHATWG rules. Sees neither classes nor wrappers, so that pages can be redesigned.

use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;

/// A page as the tokens that a browser would meet.
pub(crate) struct Page {
    tokens: Vec<Tag>,
}

enum Tag {
    Start(String, BTreeMap<String, String>),
    End(String),
    Text(String),
}

const VOID: [&str; 9] = ["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];
const INLINE: [&str; 25] = [
    "a", "abbr", "b", "bdi", "button", "cite", "code", "data", "del", "dfn", "em", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time",
];
const SILENT: [&str; 5] = ["script", "style", "svg", "template", "noscript"];

impl Page {
    pub(crate) fn read(html: &str) -> Page {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let tokens =
            Tokenizer::new(html).filter_map(|token| match token.expect("a text can be read") {
                Token::StartTag(tag) => {
                    let attributes =
                        tag.attributes.iter().map(|(name, value)| (text(name), text(value)));
                    Some(Tag::Start(text(&tag.name), attributes.collect()))
                }
                Token::EndTag(tag) => Some(Tag::End(text(&tag.name))),
                Token::String(said) => Some(Tag::Text(text(&said))),
                _ => None,
            });
        Page { tokens: tokens.collect() }
    }

    fn starts(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, String>)> {
        self.tokens.iter().filter_map(|tag| match tag {
            Tag::Start(name, attributes) => Some((name.as_str(), attributes)),
            _ => None,
        })
    }

    /// Every id, in the order of the page.
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.starts()
            .filter_map(|(_, attributes)| attributes.get("id"))
            .map(String::as_str)
            .collect()
    }

    /// Every address that the page leads to or loads: `(element, address)`.
    pub(crate) fn addresses(&self) -> Vec<(&str, String)> {
        let mut found = Vec::new();
        for (name, attributes) in self.starts() {
            let plain = ["href", "src", "action", "poster"]
                .into_iter()
                .filter_map(|key| attributes.get(key).cloned());
            let sets = attributes.get("srcset").into_iter().flat_map(|set| set.split(','));
            let sets = sets.filter_map(|one| one.split_whitespace().next().map(String::from));
            found.extend(
                plain
                    .chain(sets)
                    .chain(self.refresh(name, attributes))
                    .map(|address| (name, address)),
            );
        }
        found
    }

    fn refresh(&self, name: &str, attributes: &BTreeMap<String, String>) -> Option<String> {
        if name == "script" {
            return attributes.get("data-to").cloned();
        }
        let asked = name == "meta" && attributes.get("http-equiv").is_some_and(|h| h == "refresh");
        attributes
            .get("content")
            .filter(|_| asked)?
            .split_once("url=")
            .map(|(_, to)| to.to_string())
    }

    /// Where the page sends its readers on, if it is an old address.
    pub(crate) fn leads_to(&self) -> Option<String> {
        self.starts().find_map(|(name, attributes)| self.refresh(name, attributes))
    }

    /// The levels of the headings, in the order of the page.
    pub(crate) fn heading_levels(&self) -> Vec<u8> {
        self.starts().filter_map(|(name, _)| level(name)).collect()
    }

    /// The values of `datetime` with the words of the block that contains each.
    pub(crate) fn dates(&self) -> Vec<(String, String)> {
        let (mut found, mut waiting, mut words) = (Vec::new(), Vec::new(), String::new());
        for tag in &self.tokens {
            match tag {
                Tag::Start(name, attributes) if INLINE.contains(&name.as_str()) => {
                    waiting.extend(attributes.get("datetime").cloned());
                }
                Tag::End(name) if INLINE.contains(&name.as_str()) => {}
                Tag::Text(text) => words.push_str(text),
                Tag::Start(..) | Tag::End(_) => {
                    let said = std::mem::take(&mut words);
                    found.extend(waiting.drain(..).map(|date| (date, said.clone())));
                }
            }
        }
        found
    }

    /// What the page says between `<main>` and `</main>`, or in the element of an id: a line for each block, headings
    /// with `#`, list items with `-`, links as `[text](address)`, the cells of a row between bars.
    pub(crate) fn say(&self, id: Option<&str>) -> Option<String> {
        let wanted = |name: &str, attributes: &BTreeMap<String, String>| match id {
            Some(id) => attributes.get("id").is_some_and(|i| i == id),
            None => name == "main",
        };
        let is_start =
            |tag: &Tag| matches!(tag, Tag::Start(name, attributes) if wanted(name, attributes));
        let start = self.tokens.iter().position(is_start)?;
        let Tag::Start(outer, _) = &self.tokens[start] else {
            unreachable!("the position of a start tag")
        };
        let mut depth = 0;
        let end = self.tokens[start..].iter().position(|tag| {
            match tag {
                Tag::Start(name, _) if name == outer => depth += 1,
                Tag::End(name) if name == outer => depth -= 1,
                _ => {}
            }
            depth == 0
        })?;
        let mut lines = Lines::default();
        self.tokens[start..=start + end].iter().for_each(|tag| lines.add(tag));
        lines.end();
        Some(lines.done)
    }
}

fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

#[derive(Default)]
struct Lines {
    done: String,
    line: String,
    prefix: String,
    lists: usize,
    silent: usize,
    /// Where the text of each open link starts, and where it leads.
    links: Vec<Option<(usize, String)>>,
}

impl Lines {
    fn add(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(name, _) if SILENT.contains(&name.as_str()) => self.silent += 1,
            Tag::End(name) if SILENT.contains(&name.as_str()) => self.silent -= 1,
            _ if self.silent > 0 => {}
            Tag::Text(text) => self.line.push_str(text),
            Tag::Start(name, attributes) => self.start(name, attributes),
            Tag::End(name) => self.finish(name),
        }
    }

    fn start(&mut self, name: &str, attributes: &BTreeMap<String, String>) {
        match name {
            "a" => {
                self.links.push(attributes.get("href").map(|href| (self.line.len(), href.clone())));
            }
            "q" => self.line.push('“'),
            "img" => {
                let of = |key| attributes.get(key).map_or("", String::as_str);
                self.line.push_str(&format!("![{}]({})", of("alt"), of("src")));
            }
            "td" | "th" => self.line.push_str("| "),
            _ if INLINE.contains(&name) => {}
            _ => {
                self.end();
                match name {
                    "ul" | "ol" => self.lists += 1,
                    "li" => self.prefix = "- ".into(),
                    _ => {}
                }
                if let Some(level) = level(name) {
                    self.prefix = format!("{} ", "#".repeat(level.into()));
                }
            }
        }
    }

    fn finish(&mut self, name: &str) {
        match name {
            "a" => {
                // a permalink without words is for the eye
                if let Some((start, href)) = self.links.pop().flatten()
                    && self.line.get(start..).is_some_and(|words| !words.trim().is_empty())
                {
                    self.line.insert(start, '[');
                    self.line.push_str(&format!("]({href})"));
                }
            }
            "q" => self.line.push('”'),
            "td" | "th" => self.line.push(' '),
            _ if INLINE.contains(&name) => {}
            _ => {
                self.end();
                self.lists -= usize::from(matches!(name, "ul" | "ol") && self.lists > 0);
            }
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            return;
        }
        let prefix = std::mem::take(&mut self.prefix);
        let depth = match prefix.as_str() {
            "- " => self.lists.saturating_sub(1),
            "" => self.lists,
            _ => 0,
        };
        self.done.push_str(&format!("{}{prefix}{line}\n", "  ".repeat(depth)));
    }
}
