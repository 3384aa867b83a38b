//! From the words of one block to HTML. Raw HTML comes out as text unless the site allows it; links keep to safe schemes.

use super::links::{First, Links, NoLinks, Wiki};
use super::plain::{Piece, is_plain, pieces};
use super::{CITATION, citation_link, cite, extensions, is_file, is_safe};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::iter::Peekable;
use std::ops::Range;

/// Whether raw HTML in the text is shown as text or passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Html {
    Escaped,
    Allowed,
}

/// Whether a single paragraph keeps its `<p>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Blocks,
    Inline,
}

/// Adds the HTML of `text` to `out`.
pub fn html(text: &str, form: Form, raw: Html, links: &dyn Links, out: &mut String) {
    if is_plain(text) {
        let words = text.trim();
        match form {
            Form::Inline => escape(words, out),
            Form::Blocks => {
                out.push_str("<p>");
                escape(words, out);
                out.push_str("</p>\n");
            }
        }
        return;
    }
    if let Some(pieces) = pieces(text) {
        out.push_str(if form == Form::Blocks { "<p>" } else { "" });
        pieces.iter().for_each(|piece| match piece {
            Piece::Words(words) => escape(words, out),
            Piece::Emphasis(words) => element("em", words, out),
            Piece::Strong(words) => element("strong", words, out),
            Piece::Wiki(target) => wiki(target, links, out),
        });
        out.push_str(if form == Form::Blocks { "</p>\n" } else { "" });
        return;
    }
    let stubbed = with_footnote_stubs(text, links);
    let source = stubbed.as_deref().unwrap_or(text);
    let callback = |link: pulldown_cmark::BrokenLink<'_>| {
        citation_link(&link)
            .or_else(|| links.definition(&link.reference).map(|(a, t)| (a.into(), t.into())))
    };
    let parser = Parser::new_with_broken_link_callback(source, extensions(), Some(callback));
    let start = out.len();
    let events = Writer {
        source,
        raw,
        links,
        events: parser.into_offset_iter().peekable(),
        closing: Vec::new(),
    };
    pulldown_cmark::html::push_html(out, events);
    if form == Form::Inline {
        unwrap_paragraph(out, start);
    }
}

/// HTML of a text by CommonMark alone, through the same writer: extensions off, no citations, no wiki links.
pub fn commonmark(text: &str, raw: Html) -> String {
    let mut out = String::new();
    let parser = Parser::new_ext(text, Options::empty());
    let events = Writer {
        source: text,
        raw,
        links: &NoLinks,
        events: parser.into_offset_iter().peekable(),
        closing: Vec::new(),
    };
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

/// A slice of a document does not hold the definitions of its footnotes; without them a reference would be text.
fn with_footnote_stubs(text: &str, links: &dyn Links) -> Option<String> {
    if links.footnotes().is_empty() || !text.contains("[^") {
        return None;
    }
    let mut stubbed = text.to_string();
    for (label, _) in links.footnotes() {
        stubbed.push_str(&format!("\n\n[^{label}]: -"));
    }
    Some(stubbed)
}

fn unwrap_paragraph(out: &mut String, start: usize) {
    let made = out[start..].trim_end();
    let inner = made
        .strip_prefix("<p>")
        .and_then(|m| m.strip_suffix("</p>"))
        .filter(|m| !m.contains("<p>"));
    match inner {
        Some(inner) => {
            let len = inner.len();
            out.truncate(start + "<p>".len() + len);
            out.drain(start..start + "<p>".len());
        }
        None => {
            let len = made.len();
            out.truncate(start + len);
        }
    }
}

/// Escapes the five characters that HTML gives a meaning, as text and in attributes.
pub fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

fn element(name: &str, words: &str, out: &mut String) {
    out.extend(["<", name, ">"]);
    escape(words, out);
    out.extend(["</", name, ">"]);
}

/// A wiki link without a label.
fn wiki(target: &str, links: &dyn Links, out: &mut String) {
    let found = links.wiki(target);
    let closing = open(found.as_ref(), out);
    escape(found.as_ref().map_or(target, |w| &w.label), out);
    out.push_str(closing);
}

/// Begins a wiki link; gives what ends it.
fn open(found: Option<&Wiki>, out: &mut String) -> &'static str {
    let Some(wiki) = found else {
        out.push_str("<span class=\"no-link\">");
        return "</span>";
    };
    out.push_str("<a class=\"");
    out.push_str(wiki.class);
    out.push_str("\" href=\"");
    escape(&wiki.href, out);
    out.push_str("\">");
    "</a>"
}

/// Turns parser events into what may stand on a page.
struct Writer<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> {
    source: &'a str,
    raw: Html,
    links: &'a dyn Links,
    events: Peekable<I>,
    /// What the end of each open link writes.
    closing: Vec<&'static str>,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Iterator for Writer<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        let (event, range) = self.events.next()?;
        Some(match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                return Some(self.link(link_type, dest_url, title, id, range));
            }
            Event::End(TagEnd::Link) => match self.closing.pop() {
                Some("") | None => Event::End(TagEnd::Link),
                Some(closing) => Event::InlineHtml(closing.into()),
            },
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                match self.address(&dest_url) {
                    Some(dest_url) => Event::Start(Tag::Image { link_type, dest_url, title, id }),
                    None => {
                        let words = self.skip(TagEnd::Image);
                        Event::Text(words.into())
                    }
                }
            }
            Event::FootnoteReference(label) => Event::InlineHtml(self.footnote(&label).into()),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.skip(TagEnd::FootnoteDefinition);
                let _ = label;
                return self.next();
            }
            Event::Start(Tag::HtmlBlock) if self.raw == Html::Escaped => {
                Event::Start(Tag::Paragraph)
            }
            Event::End(TagEnd::HtmlBlock) if self.raw == Html::Escaped => {
                Event::End(TagEnd::Paragraph)
            }
            Event::Html(text) | Event::InlineHtml(text) if self.raw == Html::Escaped => {
                Event::Text(text)
            }
            other => other,
        })
    }
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    fn link(
        &mut self,
        link_type: LinkType,
        dest: CowStr<'a>,
        title: CowStr<'a>,
        id: CowStr<'a>,
        range: Range<usize>,
    ) -> Event<'a> {
        if &*dest == CITATION {
            self.skip(TagEnd::Link);
            let mut out = String::new();
            self.links.cite(
                self.source,
                &cite::keys(&self.source[range.clone()], range.start),
                &mut out,
            );
            return Event::InlineHtml(out.into());
        }
        if let LinkType::WikiLink { has_pothole } = link_type {
            return self.wiki(dest.trim_end_matches('\\').trim(), has_pothole);
        }
        match self.address(&dest) {
            Some(dest_url) => {
                self.closing.push("");
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            None => {
                self.closing.push("</span>");
                Event::InlineHtml("<span class=\"no-link\">".into())
            }
        }
    }

    fn wiki(&mut self, target: &str, labelled: bool) -> Event<'a> {
        let mut out = String::new();
        if labelled {
            self.closing.push(open(self.links.wiki(target).as_ref(), &mut out));
        } else {
            self.skip(TagEnd::Link);
            wiki(target, self.links, &mut out);
        }
        Event::InlineHtml(out.into())
    }

    fn footnote(&self, label: &str) -> String {
        let (number, first) = self.links.footnote_number(label);
        let id =
            if first == First::Yes { format!(" id=\"fnref-{number}\"") } else { String::new() };
        format!("<sup class=\"footnote-mark\"><a{id} href=\"#fn-{number}\">{number}</a></sup>")
    }

    /// The address as it may be published, or `None`.
    fn address(&self, dest: &CowStr<'a>) -> Option<CowStr<'a>> {
        if !is_safe(dest) {
            return None;
        }
        if is_file(dest) { self.links.file(dest).map(CowStr::from) } else { Some(dest.clone()) }
    }

    /// Drops everything up to the end of the element that was just opened; gives its words.
    fn skip(&mut self, end: TagEnd) -> String {
        let mut depth = 1;
        let mut words = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(tag) if tag.to_end() == end => depth += 1,
                Event::End(tag) if tag == end => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                _ => {}
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::CiteKey;

    struct Known;
    impl Links for Known {
        fn cite(&self, text: &str, keys: &[CiteKey], out: &mut String) {
            for key in keys {
                out.push_str(&format!("<cite {}>", &text[key.key.clone()]));
            }
        }
        fn wiki(&self, target: &str) -> Option<Wiki> {
            (target == "kimi").then(|| Wiki {
                href: "../k.html".into(),
                label: "Kimi K2".into(),
                class: "entity",
            })
        }
        fn file(&self, address: &str) -> Option<String> {
            (address == "a.md").then(|| "a.html".into())
        }
        fn definition(&self, label: &str) -> Option<(String, String)> {
            (label == "ref").then(|| ("https://r.example".into(), String::new()))
        }
        fn footnotes(&self) -> &[(String, Range<u32>)] {
            const NOTES: [(String, Range<u32>); 0] = [];
            &NOTES
        }
        fn footnote_number(&self, _: &str) -> (usize, First) {
            (1, First::Yes)
        }
    }

    fn inline(text: &str) -> String {
        let mut out = String::new();
        html(text, Form::Inline, Html::Escaped, &Known, &mut out);
        out
    }

    #[test]
    fn citations_and_wiki_links_become_what_the_page_says_of_them() {
        assert_eq!(inline("It *won* [@a; @b]."), "It <em>won</em> <cite a><cite b>.");
        assert_eq!(
            inline("[[kimi]] and [[kimi|the *model*]]"),
            r#"<a class="entity" href="../k.html">Kimi K2</a> and <a class="entity" href="../k.html">the <em>model</em></a>"#
        );
        assert_eq!(inline("[[nobody|x]]"), r#"<span class="no-link">x</span>"#);
        assert_eq!(
            inline("[a][ref] [b](a.md) [c](z.md)"),
            r#"<a href="https://r.example">a</a> <a href="a.html">b</a> <span class="no-link">c</span>"#
        );
    }

    #[test]
    fn raw_html_and_unsafe_links_come_out_as_text() {
        assert_eq!(inline("a <b onclick=x>c</b>"), "a &lt;b onclick=x&gt;c&lt;/b&gt;");
        assert_eq!(inline("[x](javascript:alert(1))"), r#"<span class="no-link">x</span>"#);
        assert_eq!(inline("![alt](data:x)"), "alt");
        let mut out = String::new();
        html("<script>\nalert(1)\n</script>\n", Form::Blocks, Html::Escaped, &Known, &mut out);
        assert_eq!(out, "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</p>\n");
    }

    #[test]
    fn quotes_and_dashes_are_set_as_typographers_do() {
        assert_eq!(inline("It's \"so\" -- or..."), "It’s “so” – or…");
    }

    #[test]
    fn plain_words_take_the_short_way_to_the_same_html() {
        for text in [
            "Plain words, 5% more: “so”.",
            "It's \"quoted\" -- so...",
            "Actors: [[kimi]], [[no body]]; see [[a/2026-06-04#^o-1]] (so-so).",
            " [[kimi]] 5 > 4",
            "[[kimi]] says, as [[kimi]]",
            "[[a - b]].",
            "*One* of **78 cases**, of *two*, [[kimi]] **3**",
            "[[kimi]]**4**, [[kimi]]*5*.",
        ] {
            for form in [Form::Inline, Form::Blocks] {
                let mut long = String::new();
                // With an empty comment at its end no text is plain.
                html(&format!("{text}<!-- -->"), form, Html::Allowed, &Known, &mut long);
                let mut short = String::new();
                html(text, form, Html::Escaped, &Known, &mut short);
                assert_eq!(short, long.replace("<!-- -->", ""));
            }
        }
    }
}
