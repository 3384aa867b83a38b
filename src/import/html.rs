//! HTML to blocks: headings, paragraphs, items and rows, with links and stressed words as Markdown.
//!
//! Takes a page's tokens from top to bottom. Never runs, styles or fetches anything; scripts and styles are passed over.

use super::blocks::{Block, Kind, flat};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

/// The blocks, and the visible words by line.
pub fn read(text: &str) -> (Vec<Block>, Vec<(usize, String)>) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader::new(text);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::EndTag(tag) => reader.close(&string(&tag.name)),
            Token::String(words) => reader.words(&string(&words.value), words.span.start),
            _ => {}
        }
    }
    reader.end();
    (reader.found, reader.seen)
}

fn string(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// Counts lines while going forward.
#[derive(Default)]
struct Lines {
    at: usize,
    line: usize,
}

impl Lines {
    fn of(&mut self, text: &str, at: usize) -> usize {
        let at = at.min(text.len());
        if at > self.at {
            self.line += text.as_bytes()[self.at..at].iter().filter(|b| **b == b'\n').count();
            self.at = at;
        }
        self.line + 1
    }
}

struct Reader<'a> {
    text: &'a str,
    lines: Lines,
    found: Vec<Block>,
    seen: Vec<(usize, String)>,
    /// What the open block is, its line and its text so far.
    kind: Kind,
    line: usize,
    open: String,
    /// Numbers of the open lists; `None` for one without.
    lists: Vec<Option<u64>>,
    /// Links that are open: where their text starts, where they lead.
    links: Vec<(usize, String)>,
    /// Inside of what is not shown.
    hidden: usize,
    code: usize,
}

/// Not shown, or no part of the text.
const HIDDEN: [&str; 6] = ["script", "style", "template", "noscript", "svg", "title"];
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "ul",
    "ol",
    "dl",
    "table",
    "tbody",
    "thead",
    "blockquote",
    "figure",
    "figcaption",
    "details",
    "summary",
    "body",
    "pre",
];

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Reader {
            text,
            lines: Lines::default(),
            found: Vec::new(),
            seen: Vec::new(),
            kind: Kind::Paragraph,
            line: 0,
            open: String::new(),
            lists: Vec::new(),
            links: Vec::new(),
            hidden: 0,
            code: 0,
        }
    }

    fn open(&mut self, tag: &StartTag<usize>) {
        let name = string(&tag.name);
        let attribute = |key: &str| tag.attributes.get(key.as_bytes()).map(|v| string(&v.value));
        match name.as_str() {
            name if HIDDEN.contains(&name) => self.hidden += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.begin(Kind::Heading(name.as_bytes()[1] - b'0'))
            }
            "li" => {
                let number = self
                    .lists
                    .last_mut()
                    .and_then(|n| n.as_mut().map(|n| std::mem::replace(n, *n + 1)));
                let depth = self.lists.len().saturating_sub(1) as u8;
                self.begin(Kind::Item { depth, number });
            }
            "dt" | "dd" => self.begin(Kind::Paragraph),
            "tr" => self.begin(Kind::Row),
            "td" | "th" => self.open.push_str("| "),
            "br" => self.open.push('\n'),
            "a" => self.links.push((self.open.len(), attribute("href").unwrap_or_default())),
            "b" | "strong" => self.open.push_str("**"),
            "i" | "em" | "cite" => self.open.push('*'),
            "code" | "kbd" | "samp" => {
                self.code += 1;
                self.open.push('`');
            }
            "ul" | "ol" => {
                let start = attribute("start").and_then(|s| s.parse().ok()).unwrap_or(1);
                self.begin(Kind::Paragraph);
                self.lists.push((name == "ol").then_some(start));
            }
            // a paragraph inside an item goes on with it
            "p" if matches!(self.kind, Kind::Item { .. }) => self.open.push(' '),
            name if BLOCKS.contains(&name) => self.begin(Kind::Paragraph),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            name if HIDDEN.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            "a" => self.close_link(),
            "b" | "strong" => self.stress("**"),
            "i" | "em" | "cite" => self.stress("*"),
            "code" | "kbd" | "samp" => {
                self.code = self.code.saturating_sub(1);
                self.stress("`");
            }
            "td" | "th" => self.open.push(' '),
            "ul" | "ol" => {
                self.begin(Kind::Paragraph);
                self.lists.pop();
            }
            "p" if matches!(self.kind, Kind::Item { .. }) => self.open.push(' '),
            "li" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "dd" => {
                self.begin(Kind::Paragraph)
            }
            name if BLOCKS.contains(&name) => self.begin(Kind::Paragraph),
            _ => {}
        }
    }

    /// A closing mark stands at a word, or it would close nothing.
    fn stress(&mut self, mark: &str) {
        let bare = self.open.trim_end().len();
        let space = bare < self.open.len();
        self.open.truncate(bare);
        match self.open.strip_suffix(mark).map(str::len) {
            Some(empty) => self.open.truncate(empty),
            None => self.open.push_str(mark),
        }
        if space {
            self.open.push(' ');
        }
    }

    fn close_link(&mut self) {
        let Some((start, address)) = self.links.pop() else { return };
        let Some(label) = self.open.get(start..).map(str::to_string) else { return };
        // the sign of a heading's own link
        if label.trim().chars().all(|c| !c.is_alphanumeric()) {
            return self.open.truncate(start);
        }
        if crate::markdown::is_web(&address) && !label.trim().is_empty() {
            let address = address.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
            self.open.truncate(start);
            self.open.push_str(&format!("[{}]({address})", flat(&label)));
        }
    }

    fn words(&mut self, words: &str, at: usize) {
        if self.hidden > 0 {
            return;
        }
        let line = self.lines.of(self.text, at);
        if self.open.trim().is_empty() {
            let lead = words.len() - words.trim_start().len();
            self.line = line + words[..lead].matches('\n').count();
        }
        self.seen.extend(words.lines().enumerate().map(|(n, l)| (line + n, l.to_string())));
        for c in words.chars() {
            match c {
                '|' if self.kind == Kind::Row => self.open.push_str("\\|"),
                _ if self.code > 0 => self.open.push(c),
                '*' | '\\' | '`' | '<' => self.open.extend(['\\', c]),
                '_' if !self.open.ends_with(|c: char| c.is_alphanumeric()) => {
                    self.open.push_str("\\_")
                }
                c if c.is_whitespace() => self.open.push(' '),
                c => self.open.push(c),
            }
        }
    }

    /// Ends the open block and begins another.
    fn begin(&mut self, kind: Kind) {
        let text = flat(&self.open);
        let bare = text.trim_matches(['|', ' ']);
        if !bare.is_empty() {
            let row = self.kind == Kind::Row;
            let text =
                if row { format!("{} |", text.trim_end_matches('|').trim_end()) } else { text };
            self.found.push(Block::new(self.line.max(1), self.kind.clone(), text));
        }
        self.kind = kind;
        self.open.clear();
        self.links.clear();
    }

    fn end(&mut self) {
        self.begin(Kind::Paragraph);
    }
}
