//! The words of blocks as HTML of one page.
//!
//! Takes blocks, gives their HTML with every link relative to the page. Knows nothing of what else is on the
//! page.

use crate::markdown::{
    self, ImageTag, LinkTag, NodeIndex, ParagraphForm, QuotationMarks, RawHtml, Reference,
    ReferenceKind, ReferenceRenderer, Slice, escape,
};
use crate::model::*;
use crate::pages::components::callout::callout_title;
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::picture::picture_words;
use crate::pages::components::shown_notices::{FirstNotice, ShownNotices};
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::rooted::rooted_page;
use crate::pages::urls::href;
use crate::records::RecordBuilder;
use crate::source::{dark_variant, is_picture};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::fmt::Write;
use std::rc::Rc;
use std::sync::Arc;

/// One page while it is made.
#[derive(Clone)]
pub struct Page<'a> {
    pub ctx: &'a Ctx<'a>,
    /// From the site's root.
    pub path: String,
    /// The prefix of every address where the text leaves the site, as in a feed; empty on a page.
    origin: String,
    /// The sources that the page lists. A citation of another one leads to the source's own page.
    numbers: Arc<CitationNumbers>,
    /// Whether citations have ids; those of copied passages have none, as ids are on a page once.
    has_citation_ids: bool,
    /// Of a page that says each notice once: those that it has shown.
    notices: Option<Rc<ShownNotices>>,
}

impl<'a> Page<'a> {
    /// A page without a list of sources: of pieces of other pages.
    pub fn new(ctx: &'a Ctx<'a>, path: String) -> Page<'a> {
        Page::numbered(ctx, path, CitationNumbers::default())
    }

    /// A page with a list of sources at its end.
    pub fn numbered(ctx: &'a Ctx<'a>, path: String, numbers: CitationNumbers) -> Page<'a> {
        let numbers = Arc::new(numbers);
        Page { ctx, path, origin: String::new(), numbers, has_citation_ids: true, notices: None }
    }

    /// The same page, which says each notice once. It makes its passages in the order in which it shows them.
    pub(crate) fn without_repetition(self) -> Page<'a> {
        Page { notices: Some(Rc::default()), ..self }
    }

    /// A page's words for readers elsewhere: every address is a whole one.
    pub fn abroad(ctx: &'a Ctx<'a>, path: &str, origin: &str) -> Page<'a> {
        Page { origin: format!("{origin}/"), ..Page::new(ctx, path.to_string()) }
    }

    /// The same page for copies of passages.
    pub fn copy(&self) -> Page<'a> {
        Page { has_citation_ids: false, ..self.clone() }
    }

    /// The first place of a notice; `None` on a page that may say it several times.
    pub(crate) fn first_notice(&self, href: &str, verb: &'static str) -> Option<FirstNotice> {
        self.notices.as_ref().map(|shown| shown.first(href, verb))
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
        let (path, anchor) = self.ctx.tables.paths.of(self.ctx.site, target);
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
        RecordBuilder {
            site: self.ctx.site,
            files: self.ctx.files,
            reasoning: &self.ctx.tables.reasoning,
            urls: self,
        }
    }

    /// The way from this page to a section of a document.
    pub fn section(&self, doc: DocId, section: u32) -> String {
        let anchor = &self.site().doc(doc).sections[section as usize].anchor.name;
        let path = self.ctx.tables.paths.doc(doc);
        let way =
            if path == self.path && self.is_on_site() { String::new() } else { self.to(path) };
        format!("{way}#{anchor}")
    }

    /// The way to a page that is named from the site's root; `None` where there is none.
    fn rooted(&self, address: &str) -> Option<String> {
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let page = rooted_page(self.ctx, address)?;
        Some(format!("{}{}", self.to(&page), &address[end..]))
    }

    /// The words of a block, a single paragraph without its `<p>`.
    pub fn inline(&self, block: BlockId) -> String {
        self.html(block.doc, &self.site().slice(self.ctx.files, block), ParagraphForm::Inline)
    }

    /// The words of a block with its paragraphs.
    pub fn blocks(&self, block: BlockId) -> String {
        self.html(block.doc, &self.site().slice(self.ctx.files, block), ParagraphForm::Blocks)
    }

    /// A part of a document's text: a heading, a footnote.
    pub fn html(&self, doc: DocId, slice: &Slice<'_>, form: ParagraphForm) -> String {
        let at_home = self.ctx.tables.paths.doc(doc) == self.path;
        let renderer = TextRenderer { page: self, doc, at_home };
        let raw = if self.site().config.allow_html { RawHtml::Allowed } else { RawHtml::Escaped };
        let mut out = String::with_capacity(slice.bytes.len() + slice.bytes.len() / 2);
        markdown::html(slice, form, raw, &renderer, &mut out);
        out
    }

    /// The sources of the page by their numbers, each with whether a citation on the page has an id.
    pub(crate) fn numbers(&self) -> &CitationNumbers {
        &self.numbers
    }
}

/// Writes a document's references, seen from a page.
struct TextRenderer<'p, 'a> {
    page: &'p Page<'a>,
    doc: DocId,
    at_home: bool,
}

impl ReferenceRenderer for TextRenderer<'_, '_> {
    fn citation(&self, first: u32, keys: &[Reference], out: &mut String) {
        let site = self.page.site();
        let doc = site.doc(self.doc);
        let source = self.source();
        let comma = site.locale.text(MessageId::ListComma);
        out.push_str("<span class=\"cites\">[");
        for (key, n) in keys.iter().zip(first as usize..) {
            if n > first as usize {
                out.push_str(comma);
            }
            if let Some(prefix) = doc.tree.prefix(source, key) {
                escape(prefix, out);
                out.push(' ');
            }
            match doc.targets[n] {
                LinkTarget::Site(target @ Target::Source(id)) if site.is_visible(target) => {
                    self.one(id, n as u32, out)
                }
                _ => escape(&source[key.range()], out),
            }
            if let Some(locator) = doc.tree.locator(source, key) {
                out.push_str(comma);
                escape(locator, out);
            }
        }
        out.push_str("]</span>");
    }

    fn is_right_to_left(&self) -> Option<bool> {
        Some(self.page.site().locale.is_right_to_left())
    }

    fn quotation_marks(&self) -> &QuotationMarks {
        self.page.site().quotation_marks()
    }

    fn callout_title(&self, kind: &str, written: &str, out: &mut String) {
        callout_title(self.page.site(), kind, written, out);
    }

    fn text_citation(&self, reference: u32, key: &Reference, out: &mut String) {
        let site = self.page.site();
        let doc = site.doc(self.doc);
        match doc.targets[reference as usize] {
            LinkTarget::Site(target @ Target::Source(id)) if site.is_visible(target) => {
                escape(self.page.ctx.tables.labels.of(id), out);
                out.push(' ');
                self.citation(reference, std::slice::from_ref(key), out);
            }
            _ => escape(&self.source()[doc.tree.node(key.node).range()], out),
        }
    }

    fn link(&self, reference: u32) -> Option<LinkTag> {
        let site = self.page.site();
        let doc = site.doc(self.doc);
        let target = &doc.targets[reference as usize];
        let reference = &doc.tree.references[reference as usize];
        let address = doc.tree.address(self.source(), reference);
        let (path, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
        let query = &path[path.find('?').unwrap_or(path.len())..];
        let (href, seen) = match target {
            LinkTarget::Site(target) => {
                if !site.is_visible(*target) {
                    return None;
                }
                (with_query(self.page.href(*target), query), Some(*target))
            }
            LinkTarget::Section(doc, n) => {
                let target = site.target_of(*doc);
                if !site.is_visible(target) {
                    return None;
                }
                (with_query(self.page.section(*doc, *n), query), Some(target))
            }
            LinkTarget::File(n) => {
                let path = utf8_percent_encode(&site.statics[*n as usize], IN_PATH);
                (format!("{}{query}{}", self.page.to(&path.to_string()), fragment), None)
            }
            LinkTarget::Attachment(n) => {
                let path = self.page.ctx.files.assets()[*n as usize].published_path();
                let path = utf8_percent_encode(path, IN_PATH);
                (format!("{}{query}{}", self.page.to(&path.to_string()), fragment), None)
            }
            LinkTarget::Rooted => (self.page.rooted(address)?, None),
            LinkTarget::External if reference.kind == ReferenceKind::Email => {
                (format!("mailto:{address}"), None)
            }
            LinkTarget::External => (address.to_string(), None),
            LinkTarget::Footnote(_) | LinkTarget::Unresolved => return None,
        };
        let (label, class) = match seen {
            Some(target) if reference.kind.is_wiki_link() => {
                (self.page.ctx.name(target), class(site, target))
            }
            _ => (String::new(), ""),
        };
        Some(LinkTag { href, label, class })
    }

    fn image(&self, reference: u32) -> Option<ImageTag> {
        let link = self.link(reference)?;
        let doc = self.page.site().doc(self.doc);
        let files = self.page.ctx.files;
        let address = doc.tree.address(self.source(), &doc.tree.references[reference as usize]);
        let asset = match doc.targets[reference as usize] {
            LinkTarget::Attachment(asset) => Some(asset),
            LinkTarget::File(file) => {
                files.find_asset(&format!("static/{}", self.page.site().statics[file as usize]))
            }
            _ => None,
        };
        let asset = asset.map(|n| &files.assets()[n as usize]);
        let path = asset.map_or(address, |asset| &asset.path);
        let is_picture = asset.is_none_or(|_| is_picture(path));
        let words = picture_words(self.page.site(), path);
        let dark = asset.and_then(|asset| dark_variant(&asset.path));
        let dark = dark.and_then(|path| files.find_asset(&path));
        Some(ImageTag {
            href: link.href,
            dark: dark.map(|n| {
                let path = files.assets()[n as usize].published_path();
                let path = path.strip_prefix("static/").unwrap_or(path);
                self.page.to(&utf8_percent_encode(path, IN_PATH).to_string())
            }),
            is_picture,
            size: asset.and_then(|asset| asset.size),
            alt: words.alt,
            caption: words.caption,
            credit: words.credit,
        })
    }

    fn footnote_mark(&self, reference: u32, out: &mut String) {
        // A footnote is shown on its own page only.
        if !self.at_home {
            return;
        }
        let tree = &self.page.site().doc(self.doc).tree;
        let footnote = tree.footnote_of(&tree.references[reference as usize]);
        let number = footnote + 1;
        out.push_str("<sup class=\"footnote-mark\"><a");
        if tree.footnotes[footnote].mark == Some(reference) {
            let _ = write!(out, " id=\"fnref-{number}\"");
        }
        let _ = write!(out, " href=\"#fn-{number}\">{number}</a></sup>");
    }

    fn item_id(&self, item: NodeIndex) -> Option<&str> {
        let doc = self.page.site().doc(self.doc);
        let at = doc.blocks.partition_point(|b| b.node < item);
        let block = doc.blocks.get(at).filter(|b| b.node == item && self.at_home)?;
        Some(&block.anchor.name)
    }
}

/// What is escaped in a path, besides what is escaped in every URL.
const IN_PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'?').add(b'#').add(b'"');

/// Puts a query before the fragment of an address.
fn with_query(href: String, query: &str) -> String {
    match href.split_once('#') {
        _ if query.is_empty() => href,
        Some((path, fragment)) => format!("{path}{query}#{fragment}"),
        None => href + query,
    }
}

impl TextRenderer<'_, '_> {
    /// The text that the tree counts its bytes in.
    fn source(&self) -> &str {
        let doc = self.page.site().doc(self.doc);
        &self.page.ctx.files.get(doc.file).body[doc.body as usize..]
    }

    fn one(&self, source: SourceId, reference: u32, out: &mut String) {
        let page = self.page;
        let Some(number) = page.numbers.number(source) else {
            out.push_str("<a class=\"cite\" href=\"");
            escape(&page.href(Target::Source(source)), out);
            out.push_str("\">");
            escape(page.ctx.tables.labels.of(source), out);
            out.push_str("</a>");
            return;
        };
        out.push_str("<a class=\"cite\"");
        if page.has_citation_ids && page.numbers.is_first(number, self.doc, reference) {
            let _ = write!(out, " id=\"cite-{number}\"");
        }
        let _ = write!(out, " href=\"#src-{number}\">{number}</a>");
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
