//! What the citations, links and images of a document lead to.

use super::blocks::BlockLinker;
use crate::content::parse::Str;
use crate::content::parse::body::RawBlock;
use crate::content::parse::doc::RawDocKind;
use crate::diagnostics::{Diagnostic, codes};
use crate::markdown::{self, Reference, ReferenceKind};
use crate::model::*;
use crate::source::Span;

impl BlockLinker<'_> {
    /// `@ann-reed`: the name of an entity behind the sign of a citation. Without a hyphen it can be a name of a social network.
    fn mention(&self, name: &str, span: Span) -> Option<Diagnostic> {
        let named = self.resolver.site.named(self.doc, name);
        if !name.contains('-') || !matches!(named[..], [Target::Entity(_)]) {
            return None;
        }
        let message = format!("@{name} is shown as text: a link to an entity has square brackets");
        let span = Span { start: span.start - 1, ..span };
        Some(Diagnostic::at(&codes::NEAR_FORM, span, message).fix(span, format!("[[{name}]]")))
    }

    pub(super) fn target(&mut self, reference: &Reference) -> Result<LinkTarget, Box<Diagnostic>> {
        let site = self.resolver.site;
        let body = &self.files.get(self.found.file).body[self.found.body.start as usize..];
        let text = self.found.body.tree.address(body, reference);
        let said = Str { text: text.to_string(), span: self.span(reference) };
        match reference.kind {
            ReferenceKind::Citation => match site.names.keys.get(text) {
                Some(source) => Ok(LinkTarget::Site(Target::Source(*source))),
                None => {
                    let title = self.spaced_key(&said).or_else(|| self.cited_title(reference));
                    let searches = &self.resolver.searches;
                    let unknown = || self.resolver.sources.unknown(&said, searches);
                    Err(Box::new(title.unwrap_or_else(unknown)))
                }
            },
            ReferenceKind::TextCitation => match site.names.keys.get(text) {
                Some(source) => Ok(LinkTarget::Site(Target::Source(*source))),
                None => {
                    // A name of a social network looks the same.
                    if let Some(found) = self.mention(text, said.span) {
                        self.report(found);
                    } else if self.resolver.searches.take(said.span.file)
                        && let Some(near) = self.resolver.sources.nearest_key(text)
                    {
                        let message = format!(
                            "no source has the key \"{text}\", so it is text; did you mean \"{near}\"?"
                        );
                        let found = Diagnostic::at(&codes::NEAR_FORM, said.span, message);
                        self.report(found.fix(said.span, near));
                    }
                    Ok(LinkTarget::External)
                }
            },
            ReferenceKind::WikiLink | ReferenceKind::LabelledWikiLink => {
                self.resolver.wiki(self.doc, &said)
            }
            ReferenceKind::Link => self.resolver.address(self.doc, &said),
            ReferenceKind::Image if self.files.slice(said.span).starts_with("![[") => {
                self.resolver.embed(self.doc, &said)
            }
            ReferenceKind::Image => self.resolver.address(self.doc, &said),
            ReferenceKind::Email => Ok(LinkTarget::External),
            ReferenceKind::FootnoteMark => {
                let footnote = self.found.body.tree.footnote_of(reference);
                Ok(LinkTarget::Footnote(footnote as u32))
            }
        }
    }

    /// `[@office tables]`: a key whose hyphens are spaces, so that its first word alone is the key.
    fn spaced_key(&self, key: &Str) -> Option<Diagnostic> {
        let rest = &self.files.get(key.span.file).body[key.span.start as usize..];
        let words = rest.lines().next()?.split([']', ';', ',']).next()?.trim_end();
        let known = slug::slugify(words);
        if !words.contains(' ') || !self.resolver.site.names.keys.contains_key(known.as_str()) {
            return None;
        }
        let span = Span { end: key.span.start + words.len() as u32, ..key.span };
        let message =
            format!("a key has no spaces, and \"{words}\" has; did you mean \"{known}\"?");
        Some(Diagnostic::at(&codes::UNKNOWN_SOURCE, span, message).fix(span, known))
    }

    /// A list item of a gather that starts with a link to a source: `- [[office-tables]] Wages rose.`
    pub(super) fn check_linked_note(&mut self, block: &RawBlock) {
        let is_gather = matches!(self.found.kind, RawDocKind::Gather(_));
        let section = &self.found.body.sections[block.section as usize];
        if !is_gather || section.role != SectionRole::Prose {
            return;
        }
        let (tree, base) = (&self.found.body.tree, self.found.body.start);
        let start = (block.content.start - base) as usize;
        let Some(first) = tree.references_in(&(start..start + 1)).next() else { return };
        let reference = &tree.references[first];
        if reference.kind.is_wiki_link()
            && let LinkTarget::Site(Target::Source(source)) = self.out.targets[first]
        {
            let id = &self.resolver.site.source(source).id;
            let message = "a source note cites its source, and this is a link, so this is an item without one";
            let node = tree.node(reference.node).range();
            let place =
                Span::new(self.found.file, base as usize + node.start..base as usize + node.end);
            let found = Diagnostic::at(&codes::NEAR_FORM, place, message);
            self.report(found.fix(place, format!("[@{id}]")));
        }
    }

    /// A citation whose words are the title of a source: `[@Wage tables]`.
    fn cited_title(&self, reference: &Reference) -> Option<Diagnostic> {
        let base = self.found.body.start as usize;
        let node = self.found.body.tree.node(reference.node).range();
        let span = Span::new(self.found.file, base + node.start..base + node.end);
        let inside = self.files.slice(span).strip_prefix('[')?.strip_suffix(']')?;
        let words = inside.trim_start_matches(['-', '@', '{']);
        let (whole, before) = (words, words.rsplit_once(',').unwrap_or((words, "")));
        [(whole, ""), before].into_iter().find_map(|(title, locator)| {
            let title = title.trim().trim_end_matches('}').trim();
            let is_title = title.contains(' ') || title.contains(char::is_uppercase);
            if !is_title || title.contains('@') {
                return None;
            }
            let source = self.resolver.sources.with_title(title)?;
            let message =
                format!("a source is cited by its id and not by its title \"{}\"", source.title);
            let locator = if locator.is_empty() { String::new() } else { format!(",{locator}") };
            let found = Diagnostic::at(&codes::UNKNOWN_SOURCE, span, message);
            Some(found.fix(span, format!("[@{}{locator}]", source.id)))
        })
    }

    /// A picture of another site, which our own policy keeps browsers from loading.
    pub(super) fn check_image(&mut self, reference: &Reference) {
        let body = &self.files.get(self.found.file).body[self.found.body.start as usize..];
        let is_remote = reference.kind == ReferenceKind::Image
            && markdown::is_web(self.found.body.tree.address(body, reference));
        if is_remote {
            let message = "the picture is on another site, and browsers show none from there";
            let help = "copy it to static/ and name it from there, or write a link to it";
            let span = self.span(reference);
            self.report(Diagnostic::at(&codes::REMOTE_IMAGE, span, message).help(help));
        }
    }

    fn span(&self, reference: &Reference) -> Span {
        let base = self.found.body.start as usize;
        let range = reference.range();
        Span::new(self.found.file, base + range.start..base + range.end)
    }

    /// The words of a reference, for messages.
    pub(super) fn said(&self, reference: u32) -> Str {
        let span = self.span(&self.found.body.tree.references[reference as usize]);
        Str { text: self.files.slice(span).to_string(), span }
    }
}
