//! The words of blocks as HTML of one page.
//!
//! Takes blocks, gives their HTML with every link relative to the page, and the page's list of cited sources. Knows
//! nothing of what else stands on the page.

use crate::markdown::{self, CiteKey, First, Form, Html, Links, Wiki, escape};
use crate::model::*;
use crate::pages::components::source_line::{Cited, cited};
use crate::pages::components::typeset::Typeset;
use crate::pages::context::page_context::Ctx;
use crate::pages::urls::href;
use crate::records::{RecordBuilder, UrlResolver};
use std::cell::RefCell;
use std::fmt::Write;
use std::ops::Range;

/// Where a citation on a page leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Citing {
    /// To the numbered list at the page's end.
    Listed,
    /// To the source's own page: for pages that are lists of pieces of others.
    Straight,
}

/// One page while it is made.
pub struct Page<'a> {
    pub ctx: &'a Ctx<'a>,
    /// From the site's root.
    pub path: String,
    citing: Citing,
    /// What stands before every address where the words leave the site, as in a feed; empty on a page.
    origin: String,
    /// What is cited so far; its place is its number.
    numbers: RefCell<Vec<SourceId>>,
    /// The footnotes whose first mark is made.
    marked: RefCell<Vec<usize>>,
}

impl<'a> Page<'a> {
    pub fn new(ctx: &'a Ctx<'a>, path: String, citing: Citing) -> Page<'a> {
        Page {
            ctx,
            path,
            citing,
            origin: String::new(),
            numbers: RefCell::default(),
            marked: RefCell::default(),
        }
    }

    /// A page's words for readers elsewhere: every address is a whole one.
    pub fn abroad(ctx: &'a Ctx<'a>, path: &str, origin: &str) -> Page<'a> {
        Page { origin: format!("{origin}/"), ..Page::new(ctx, path.to_string(), Citing::Straight) }
    }

    /// Whether it is a page of the site, and not words for readers elsewhere.
    pub fn is_on_site(&self) -> bool {
        self.origin.is_empty()
    }

    /// The way to the site's root.
    pub fn root(&self) -> String {
        if self.is_on_site() { href::root(&self.path) } else { self.origin.clone() }
    }

    pub fn site(&self) -> &'a Site {
        self.ctx.site
    }

    /// The way from this page to a path from the root.
    pub fn to(&self, path: &str) -> String {
        if self.origin.is_empty() {
            href::relative(&self.path, path)
        } else {
            format!("{}{path}", self.origin)
        }
    }

    /// The way from this page to a target.
    pub fn href(&self, target: Target) -> String {
        let (path, anchor) = self.ctx.paths.of(self.ctx.site, target);
        match anchor {
            Some(anchor) if path == self.path && self.origin.is_empty() => format!("#{anchor}"),
            Some(anchor) => {
                let mut out = self.to(path);
                out.push('#');
                out.push_str(anchor);
                out
            }
            None => self.to(path),
        }
    }

    /// Builds records with URLs relative to this page.
    pub(crate) fn records(&self) -> RecordBuilder<'a, '_> {
        RecordBuilder { site: self.ctx.site, files: self.ctx.files, urls: self }
    }

    /// The words of a block, a single paragraph without its `<p>`.
    pub fn inline(&self, block: BlockId) -> String {
        self.html(block, Form::Inline)
    }

    /// The words of a block with its paragraphs.
    pub fn blocks(&self, block: BlockId) -> String {
        self.html(block, Form::Blocks)
    }

    fn html(&self, id: BlockId, form: Form) -> String {
        let block = self.site().block(id);
        let body = &self.ctx.files.get(block.content.file).body;
        let text = markdown::block_text(body, block.content.range(), &block.cuts);
        self.markdown(block.doc, &text, form)
    }

    /// Markdown of a document that is no block of its own: a heading, a footnote.
    pub fn markdown(&self, doc: DocId, text: &str, form: Form) -> String {
        let at_home = self.ctx.paths.doc(doc) == self.path;
        let scope = Scope { page: self, doc, at_home };
        let raw = if self.site().config.allow_html { Html::Allowed } else { Html::Escaped };
        let mut out = String::with_capacity(text.len() + text.len() / 2);
        if !at_home && text.contains("[^") && !self.site().doc(doc).footnotes.is_empty() {
            markdown::html(&without_footnote_marks(text), form, raw, &scope, &mut out);
        } else {
            markdown::html(text, form, raw, &scope, &mut out);
        }
        out
    }

    /// The number of a source on this page; the next free one at its first citation.
    fn number(&self, source: SourceId) -> (usize, First) {
        let mut numbers = self.numbers.borrow_mut();
        match numbers.iter().position(|s| *s == source) {
            Some(at) => (at + 1, First::No),
            None => {
                numbers.push(source);
                (numbers.len(), First::Yes)
            }
        }
    }

    /// Whether the text made so far marks a footnote.
    pub fn is_marked(&self, footnote: usize) -> bool {
        self.marked.borrow().contains(&footnote)
    }

    /// The page's list of sources, made once all its words are.
    pub fn cited(&self) -> Vec<Cited> {
        self.numbers.borrow().iter().enumerate().map(|(i, s)| cited(self, *s, i + 1)).collect()
    }
}

impl UrlResolver for Page<'_> {
    fn url(&self, target: Target) -> String {
        self.href(target)
    }

    fn watch_list_url(&self, topic: TopicId) -> String {
        format!("{}#changelog", self.to(&href::topic_page(self.site(), topic, "watch")))
    }
}

/// A document's names, seen from a page.
struct Scope<'p, 'a> {
    page: &'p Page<'a>,
    doc: DocId,
    at_home: bool,
}

impl Links for Scope<'_, '_> {
    fn cite(&self, text: &str, keys: &[CiteKey], out: &mut String) {
        let site = self.page.site();
        out.push_str("<span class=\"cites\">[");
        for (i, key) in keys.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            if let Some(prefix) = &key.prefix {
                escape(&text[prefix.clone()], out);
                out.push(' ');
            }
            match site
                .names
                .keys
                .get(&text[key.key.clone()])
                .filter(|s| site.is_visible(Target::Source(**s)))
            {
                Some(source) => self.one(*source, out),
                None => escape(&text[key.key.clone()], out),
            }
            if let Some(locator) = &key.locator {
                out.push_str(", ");
                escape(&text[locator.clone()], out);
            }
        }
        out.push_str("]</span>");
    }

    fn wiki(&self, target: &str) -> Option<Wiki> {
        let site = self.page.site();
        let [found] = site.resolve(self.doc, target)[..] else { return None };
        site.is_visible(found).then(|| Wiki {
            href: self.page.href(found),
            label: self.page.ctx.name(found),
            class: class(site, found),
        })
    }

    fn file(&self, address: &str) -> Option<String> {
        let ctx = self.page.ctx;
        let (address, anchor) =
            address.split_once('#').map_or((address, None), |(a, b)| (a, Some(b)));
        let here = &ctx.files.get(ctx.site.doc(self.doc).file).path;
        let path = join(here, address);
        let found = match ctx.site.names.by_path.get(path.as_str()) {
            Some(doc) if ctx.site.doc(*doc).visible => self.page.to(ctx.paths.doc(*doc)),
            Some(_) => return None,
            None => self.page.to(ctx.static_file(&path, address)?),
        };
        Some(match anchor {
            Some(anchor) => format!("{found}#{}", anchor.trim_start_matches('^')),
            None => found,
        })
    }

    fn definition(&self, label: &str) -> Option<(String, String)> {
        let definitions = &self.page.site().doc(self.doc).definitions;
        if definitions.is_empty() {
            return None;
        }
        let label = label.to_lowercase();
        definitions
            .iter()
            .find(|d| d.0 == label)
            .map(|(_, address, title)| (address.clone(), title.clone()))
    }

    fn footnotes(&self) -> &[(String, Range<u32>)] {
        if self.at_home { &self.page.site().doc(self.doc).footnotes } else { &[] }
    }

    fn footnote_number(&self, label: &str) -> (usize, First) {
        let number = self
            .page
            .site()
            .doc(self.doc)
            .footnotes
            .iter()
            .position(|(l, _)| l == label)
            .map_or(0, |n| n + 1);
        let first = if self.page.is_marked(number) { First::No } else { First::Yes };
        if first == First::Yes {
            self.page.marked.borrow_mut().push(number);
        }
        (number, first)
    }
}

impl Scope<'_, '_> {
    fn one(&self, source: SourceId, out: &mut String) {
        let site = self.page.site();
        match self.page.citing {
            Citing::Listed => {
                let (number, first) = self.page.number(source);
                out.push_str("<a class=\"cite\"");
                if first == First::Yes {
                    let _ = write!(out, " id=\"cite-{number}\"");
                }
                let _ = write!(out, " href=\"#src-{number}\">{number}</a>");
            }
            Citing::Straight => {
                out.push_str("<a class=\"cite\" href=\"");
                escape(&self.page.href(Target::Source(source)), out);
                out.push_str("\">");
                escape(&short_name(site, source), out);
                out.push_str("</a>");
            }
        }
    }
}

/// The first words of a title, enough to know it by.
fn opening(title: &str) -> String {
    const ENOUGH: usize = 40;
    let Some((cut, _)) = title.char_indices().nth(ENOUGH) else { return title.to_string() };
    let end = title[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", title[..end].trim_end_matches([',', ':', ';', '.', '…', ' ']))
}

/// What a source is called in a line of text: its publisher or first author, and the year.
fn short_name(site: &Site, id: SourceId) -> String {
    let source = site.source(id);
    let who = match (source.publisher, source.authors.first()) {
        (Some(p), _) => site.publisher(p).name.typeset(),
        (None, Some(author)) => author.shown(),
        (None, None) => opening(&source.title.typeset()),
    };
    match source.issued {
        Some(date) => format!("{who} {}", date.year),
        None => who,
    }
}

fn class(site: &Site, target: Target) -> &'static str {
    match target {
        Target::Topic(_) => "topic",
        Target::Doc(d) => match site.doc(d).kind {
            DocKind::Gather(_) => "gather",
            DocKind::Thread { .. } => "thread",
            DocKind::Article(_) => "article",
            _ => "page",
        },
        Target::Block(_) => "block-link",
        Target::Entity(_) => "entity",
        Target::Source(_) => "source",
        Target::Publisher(_) => "publisher",
        Target::Elsewhere(_) => "elsewhere",
    }
}

/// `address` seen from the folder of `here`.
fn join(here: &str, address: &str) -> String {
    let mut parts: Vec<&str> = here.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// A footnote is shown on its own page only.
fn without_footnote_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[^") {
        let Some(end) = rest[at..].find(']') else { break };
        out.push_str(&rest[..at]);
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_joined_to_the_folder_of_its_text() {
        assert_eq!(
            join("content/topics/a/gathers/x.md", "../threads/y.md"),
            "content/topics/a/threads/y.md"
        );
        assert_eq!(join("content/pages/x.md", "./y.md"), "content/pages/y.md");
    }

    #[test]
    fn a_long_title_is_called_by_its_first_words() {
        assert_eq!(opening("Short, and whole"), "Short, and whole");
        assert_eq!(
            opening("Context: In a Big Technology Podcast: an interview"),
            "Context: In a Big Technology Podcast…"
        );
        assert_eq!(opening(&"ö".repeat(50)), format!("{}…", "ö".repeat(40)));
    }

    #[test]
    fn footnote_marks_go() {
        assert_eq!(without_footnote_marks("a[^1] b[^two]."), "a b.");
        assert_eq!(without_footnote_marks("a [^"), "a [^");
    }
}
