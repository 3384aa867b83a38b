//! HTML to blocks: headings, paragraphs, items and rows, with links and emphasis as Markdown.
//!
//! Reads the page's tokens from top to bottom, without a tree. Scripts and styles are skipped.

use super::input::{InputBlock, InputBlockKind, InputDocument};
use super::text::{LineStarts, flat};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// The blocks, and the visible words by line.
pub(super) fn read(text: &str) -> InputDocument {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = HtmlReader::new(text);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.start_tag(&tag),
            Token::EndTag(tag) => reader.end_tag(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => {
                reader.words(&String::from_utf8_lossy(&words.value), words.span.start)
            }
            _ => {}
        }
    }
    reader.begin(InputBlockKind::Paragraph);
    reader.document
}

pub(super) fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).into_owned())
}

struct HtmlReader {
    lines: LineStarts,
    document: InputDocument,
    /// The open block: its kind, its line and its text so far.
    kind: InputBlockKind,
    line: usize,
    open: String,
    /// Numbers of the open lists; `None` for one without.
    lists: Vec<Option<u64>>,
    /// Open links: where their text starts, their address.
    links: Vec<(usize, String)>,
    /// The invisible element that is open, and how many of its name are open in it.
    hidden: Option<(String, usize)>,
    /// Depth inside of code.
    code: usize,
}

/// Elements that are invisible, or no part of the text.
const HIDDEN: &str = "script style template noscript svg title nav footer button form select";
/// Classes of what Wikipedia and others add to the text.
const HIDDEN_CLASSES: &str =
    "mw-editsection noprint navbox toc mw-jump-link headerlink anchor-link";
const BLOCKS: &str = "p div section article main header footer nav aside ul ol dl table tbody \
                      thead blockquote figure figcaption details summary body pre";

fn is_one_of(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|n| n == name)
}

impl HtmlReader {
    fn new(text: &str) -> Self {
        HtmlReader {
            lines: LineStarts::new(text),
            document: InputDocument::default(),
            kind: InputBlockKind::Paragraph,
            line: 0,
            open: String::new(),
            lists: Vec::new(),
            links: Vec::new(),
            hidden: None,
            code: 0,
        }
    }

    fn start_tag(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        if let Some((element, depth)) = &mut self.hidden {
            *depth += usize::from(*element == name && !tag.self_closing);
            return;
        }
        let classes = attribute(tag, "class").unwrap_or_default();
        let is_hidden = is_one_of(HIDDEN, &name)
            || classes.split_whitespace().any(|class| is_one_of(HIDDEN_CLASSES, class));
        if is_hidden && !tag.self_closing {
            self.hidden = Some((name.into_owned(), 1));
            return;
        }
        match name.as_ref() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.begin(InputBlockKind::Heading(name.as_bytes()[1] - b'0'))
            }
            "li" => {
                let depth = self.lists.len().saturating_sub(1) as u8;
                let mut number = None;
                if let Some(Some(next)) = self.lists.last_mut() {
                    number = Some(*next);
                    *next += 1;
                }
                self.begin(InputBlockKind::Item { depth, number });
            }
            "dt" | "dd" => self.begin(InputBlockKind::Paragraph),
            "tr" => self.begin(InputBlockKind::Row),
            "td" | "th" => self.open.push_str("| "),
            "br" => self.open.push('\n'),
            "a" => {
                let address = attribute(tag, "href").unwrap_or_default();
                self.links.push((self.open.len(), address));
            }
            "b" | "strong" => self.open.push_str("**"),
            "i" | "em" | "cite" => self.open.push('*'),
            "code" | "kbd" | "samp" => {
                self.code += 1;
                self.open.push('`');
            }
            "ul" | "ol" => {
                let start = attribute(tag, "start").and_then(|s| s.parse().ok()).unwrap_or(1);
                self.begin(InputBlockKind::Paragraph);
                self.lists.push(if name == "ol" { Some(start) } else { None });
            }
            // a paragraph inside of an item belongs to it
            "p" if matches!(self.kind, InputBlockKind::Item { .. }) => self.open.push(' '),
            name if is_one_of(BLOCKS, name) => self.begin(InputBlockKind::Paragraph),
            _ => {}
        }
    }

    fn end_tag(&mut self, name: &str) {
        if let Some((element, depth)) = &mut self.hidden {
            *depth -= usize::from(element == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        match name {
            "a" => self.close_link(),
            "b" | "strong" => self.close_emphasis("**"),
            "i" | "em" | "cite" => self.close_emphasis("*"),
            "code" | "kbd" | "samp" => {
                self.code = self.code.saturating_sub(1);
                self.close_emphasis("`");
            }
            "td" | "th" => self.open.push(' '),
            "ul" | "ol" => {
                self.begin(InputBlockKind::Paragraph);
                self.lists.pop();
            }
            "p" if matches!(self.kind, InputBlockKind::Item { .. }) => self.open.push(' '),
            "li" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "dd" => {
                self.begin(InputBlockKind::Paragraph)
            }
            name if is_one_of(BLOCKS, name) => self.begin(InputBlockKind::Paragraph),
            _ => {}
        }
    }

    /// A closing mark must follow a word directly.
    fn close_emphasis(&mut self, mark: &str) {
        let bare = self.open.trim_end().len();
        let has_space = bare < self.open.len();
        self.open.truncate(bare);
        if self.open.ends_with(mark) {
            self.open.truncate(bare - mark.len());
        } else {
            self.open.push_str(mark);
        }
        if has_space {
            self.open.push(' ');
        }
    }

    fn close_link(&mut self) {
        let Some((start, address)) = self.links.pop() else { return };
        let Some(label) = self.open.get(start..).map(flat) else { return };
        // the sign of a heading's own link
        if !label.contains(char::is_alphanumeric) {
            return self.open.truncate(start);
        }
        if crate::markdown::is_web(&address) {
            let address = address.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
            self.open.truncate(start);
            self.open.push_str(&format!("[{label}]({address})"));
        }
    }

    fn words(&mut self, words: &str, at: usize) {
        if self.hidden.is_some() {
            return;
        }
        let line = self.lines.line(at);
        if self.open.trim().is_empty() {
            let lead = words.len() - words.trim_start().len();
            self.line = line + words[..lead].matches('\n').count();
        }
        let visible = words.lines().enumerate().map(|(n, l)| (line + n, l.to_string()));
        self.document.lines.extend(visible);
        for c in words.chars() {
            match c {
                '|' if self.kind == InputBlockKind::Row => self.open.push_str("\\|"),
                _ if self.code > 0 => self.open.push(c),
                '*' | '\\' | '`' | '<' => self.open.extend(['\\', c]),
                '_' if !self.open.ends_with(char::is_alphanumeric) => self.open.push_str("\\_"),
                c if c.is_whitespace() => self.open.push(' '),
                c => self.open.push(c),
            }
        }
    }

    /// Ends the open block and begins another.
    fn begin(&mut self, kind: InputBlockKind) {
        let mut text = flat(&self.open);
        if !text.trim_matches(['|', ' ']).is_empty() {
            if self.kind == InputBlockKind::Row {
                text = format!("{} |", text.trim_end_matches('|').trim_end());
            }
            let block = InputBlock::new(self.line.max(1), self.kind.clone(), text);
            self.document.blocks.push(block);
        }
        self.kind = kind;
        self.open.clear();
        self.links.clear();
    }
}
