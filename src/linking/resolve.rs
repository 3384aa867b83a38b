//! From a name to what it means, with a diagnostic that names the nearest known name where it means nothing.

use crate::content::parse::{Str, is_lasting};
use crate::diagnostics::{Diagnostic, codes, suggest};
use crate::model::*;
use std::sync::OnceLock;

/// Resolves names in the texts of a site whose names and documents are known.
pub struct Resolver<'a> {
    pub site: &'a Site,
    /// All names, sorted; made when the first one is not found.
    known: OnceLock<Vec<&'a str>>,
}

impl<'a> Resolver<'a> {
    pub fn new(site: &'a Site) -> Self {
        Resolver { site, known: OnceLock::new() }
    }

    /// What a wiki link in a document means.
    pub fn wiki(&self, from: DocId, said: &Str) -> Result<Target, Box<Diagnostic>> {
        match self.site.resolve(from, &said.text)[..] {
            [one] => Ok(one),
            [] => Err(Box::new(self.unknown(from, said))),
            ref several => Err(Box::new(self.ambiguous(said, several))),
        }
    }

    /// What a name outside of any document's topic means, such as one in a YAML file; `[[…]]` round it is allowed.
    pub fn name(&self, from: DocId, said: &Str) -> Result<Target, Box<Diagnostic>> {
        let bare = said.text.trim().trim_start_matches("[[").trim_end_matches("]]");
        let bare = bare.split('|').next().unwrap_or(bare);
        self.wiki(from, &Str { text: bare.to_string(), span: said.span })
    }

    fn unknown(&self, from: DocId, said: &Str) -> Diagnostic {
        if let Some((name, id)) = said.text.split_once("#^") {
            let docs = match name.trim() {
                "" => vec![self.site.target_of(from)],
                name => self.site.resolve(from, name),
            };
            if let [target] = docs[..]
                && let Some(doc) = self.site.doc_of(target)
            {
                return self.unknown_block(doc, name, id, said);
            }
        }
        let name = said.text.split('#').next().unwrap_or(&said.text).trim();
        let known = self.known.get_or_init(|| {
            let mut all: Vec<&str> = self.site.names.by_name.keys().map(|k| &**k).collect();
            all.sort_unstable();
            all
        });
        let block = said.text.split_once('#').map_or("", |(_, block)| block);
        let near =
            self.prefer_those_with(from, block, suggest::nearest(name, known.iter().copied(), 12));
        let near = near.first().map(|n| self.as_written(n));
        let hint = near.map_or(String::new(), |n| format!("; did you mean \"{n}\"?"));
        let found = Diagnostic::at(
            &codes::UNKNOWN_TARGET,
            said.span,
            format!("nothing is called \"{name}\"{hint}"),
        );
        match near {
            Some(best) => found.fix(said.span, said.text.replacen(name, best, 1)),
            None => found
                .help("link to a topic, gather, thread, article, entity, source or page by its slug, title or alias"),
        }
    }

    /// Titles and aliases are kept in lower case; an author is shown the one with its capitals.
    fn as_written(&self, name: &'a str) -> &'a str {
        let site = self.site;
        let Some(target) =
            site.names.by_name.get(name).and_then(|t| t.first()).filter(|_| !is_lasting(name))
        else {
            return name;
        };
        let (title, aliases) = match *target {
            Target::Source(s) => (&site.source(s).title, &site.source(s).aliases),
            Target::Publisher(p) => (&site.publisher(p).name, &site.publisher(p).aliases),
            other => match site.doc_of(other) {
                Some(doc) => (&site.doc(doc).title, &site.doc(doc).aliases),
                None => return name,
            },
        };
        [title]
            .into_iter()
            .chain(aliases)
            .find(|n| n.to_lowercase() == name)
            .map_or(name, String::as_str)
    }

    /// The names that mean something here; those whose document has the block that is meant come first.
    fn prefer_those_with(&self, from: DocId, block: &str, near: Vec<&'a str>) -> Vec<&'a str> {
        let mut near: Vec<&str> =
            near.into_iter().filter(|n| !self.site.resolve(from, n).is_empty()).collect();
        if block.starts_with('^') {
            near.sort_by_cached_key(|n| {
                self.site.resolve(from, &format!("{n}#{block}")).is_empty()
            });
        }
        near
    }

    fn unknown_block(&self, doc: DocId, name: &str, id: &str, said: &Str) -> Diagnostic {
        let near = suggest::nearest(id, self.site.names.anchors.of(doc), 1);
        let hint = near.first().map_or(String::new(), |n| format!("; did you mean \"^{n}\"?"));
        let place =
            if name.is_empty() { "this document".to_string() } else { format!("\"{name}\"") };
        let found = Diagnostic::at(
            &codes::UNKNOWN_BLOCK,
            said.span,
            format!("{place} has no block \"^{id}\"{hint}"),
        );
        match near.first() {
            Some(best) => found.fix(said.span, format!("{name}#^{best}")),
            None => found.help(format!(
                "write ^{id} at the end of the paragraph or list item that is meant"
            )),
        }
    }

    fn ambiguous(&self, said: &Str, several: &[Target]) -> Diagnostic {
        let mut names: Vec<String> = several.iter().map(|t| self.long_name(*t)).collect();
        names.sort();
        names.dedup();
        let found = Diagnostic::at(
            &codes::AMBIGUOUS_TARGET,
            said.span,
            format!("\"{}\" could mean {} things", said.text, names.len()),
        );
        found.help(format!("write one of: {}", names.join(", ")))
    }

    /// A name that means one thing only.
    fn long_name(&self, target: Target) -> String {
        match target {
            Target::Topic(t) => self.site.topic(t).slug.clone(),
            Target::Doc(d) => {
                let doc = self.site.doc(d);
                match doc.topic {
                    Some(t) => format!("{}/{}", self.site.topic(t).slug, doc.slug),
                    None => doc.slug.clone(),
                }
            }
            Target::Block(b) => {
                let block = self.site.block(b);
                format!("{}#^{}", self.long_name(self.site.target_of(block.doc)), block.anchor.name)
            }
            Target::Entity(e) => self.site.entity(e).slug.clone(),
            Target::Source(s) => self.site.source(s).id.clone(),
            Target::Publisher(p) => self.site.publisher(p).slug.clone(),
            Target::Elsewhere(e) => self.site.elsewhere[e.index()].slug.clone(),
        }
    }
}

/// A citation key that no source has.
pub fn unknown_source(site: &Site, key: &Str) -> Diagnostic {
    let mut known: Vec<&str> = site.names.keys.keys().map(|k| &**k).collect();
    known.sort_unstable();
    let near = suggest::nearest(&key.text, known, 1);
    let hint = near.first().map_or(String::new(), |n| format!("; did you mean \"{n}\"?"));
    let found = Diagnostic::at(
        &codes::UNKNOWN_SOURCE,
        key.span,
        format!("no source has the key \"{}\"{hint}", key.text),
    );
    match near.first() {
        Some(best) => found.fix(key.span, *best),
        None => found.help("add the source to a file under content/sources/"),
    }
}

/// A link to something that has no place here.
pub fn wrong_kind(said: &Str, message: String, help: &str) -> Diagnostic {
    Diagnostic::at(&codes::WRONG_KIND, said.span, message).help(help)
}
