//! From a name to what it means, with a diagnostic that names the nearest known name where it means nothing.

use super::day_names::DayNames;
use super::known_files::KnownFiles;
use super::places::{DocTexts, KnownFragments, Places};
use super::source_names::SourceNames;
use crate::content::parse::Str;
use crate::content::parse::doc::RawDoc;
use crate::diagnostics::{Diagnostic, KnownNames, SearchLimit, codes, suggest};
use crate::markdown;
use crate::model::*;
use crate::source::{Files, Span};
use percent_encoding::percent_decode_str;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// Resolves names in the texts of a site whose names and documents are known.
pub(super) struct NameResolver<'a> {
    pub site: &'a Site,
    docs: &'a [Arc<RawDoc>],
    pub files: &'a Files,
    /// The files under static/.
    statics: HashMap<&'a str, u32>,
    pub sources: SourceNames<'a>,
    pub known_files: KnownFiles<'a>,
    /// All names; made when the first one is not found, as the others are.
    pub known: OnceLock<KnownNames<&'a str>>,
    /// How many wrong names are compared with them, and with the others.
    pub searches: SearchLimit,
    /// Those that start with a day.
    pub days: OnceLock<DayNames<'a>>,
    /// The ids of definitions.
    pub definitions: OnceLock<KnownNames<&'a str>>,
    /// What the names outside of texts lead to.
    names: Mutex<HashMap<Span, Target>>,
    /// By document.
    places: Vec<Places<'a>>,
}

impl<'a> NameResolver<'a> {
    pub(super) fn new(site: &'a Site, docs: &'a [Arc<RawDoc>], files: &'a Files) -> Self {
        let statics = site.statics.iter().map(String::as_str).zip(0..).collect();
        let places = docs.iter().map(|_| Places::default()).collect();
        NameResolver {
            site,
            docs,
            files,
            statics,
            sources: SourceNames::new(site),
            known_files: KnownFiles::new(site, files),
            known: OnceLock::new(),
            searches: SearchLimit::in_order(),
            days: OnceLock::new(),
            definitions: OnceLock::new(),
            names: Mutex::default(),
            places,
        }
    }

    /// What a wiki link in a document leads to: `name`, `name#^id`, `name#Heading`; without a name the document itself.
    pub(super) fn wiki(&self, from: DocId, said: &Str) -> Result<LinkTarget, Box<Diagnostic>> {
        let (name, fragment) = split_name(&said.text);
        let targets = self.targets(from, name);
        let Some(fragment) = fragment else {
            return match targets[..] {
                [one] => Ok(LinkTarget::Site(one)),
                [] => Err(Box::new(self.unknown(from, said))),
                ref several => Err(Box::new(self.ambiguous(said, several, ""))),
            };
        };
        let docs = targets.iter().filter_map(|target| self.site.doc_of(*target));
        let places: Vec<(DocId, LinkTarget)> =
            docs.filter_map(|doc| Some((doc, self.fragment(doc, fragment)?))).collect();
        match &places[..] {
            [(_, one)] => Ok(one.clone()),
            [] => Err(Box::new(self.unknown(from, said))),
            several => {
                let docs: Vec<Target> = several.iter().map(|p| self.site.target_of(p.0)).collect();
                Err(Box::new(self.ambiguous(said, &docs, fragment)))
            }
        }
    }

    /// What a name outside of any text means, such as one in a YAML file; `[[…]]` round it is allowed.
    pub(super) fn name(&self, from: DocId, said: &Str) -> Result<Target, Box<Diagnostic>> {
        let bare = said.text.trim().trim_start_matches("[[").trim_end_matches("]]");
        let bare = bare.split('|').next().unwrap_or(bare);
        let found = self.wiki(from, &Str { text: bare.to_string(), span: said.span });
        let target = match found.map_err(|wrong| self.as_list(from, said).unwrap_or(wrong))? {
            LinkTarget::Section(doc, _) => self.site.target_of(doc),
            LinkTarget::Site(target) => target,
            _ => unreachable!("a name leads to something of the site"),
        };
        self.remember(said.span, target);
        Ok(target)
    }

    /// `related: wages, prices`: several names where a list is meant.
    fn as_list(&self, from: DocId, said: &Str) -> Option<Box<Diagnostic>> {
        let names: Vec<&str> = said.text.split(',').map(str::trim).collect();
        if names.len() < 2 || names.iter().any(|name| self.targets(from, name).len() != 1) {
            return None;
        }
        let message =
            format!("nothing is called \"{}\": these are {} names", said.text, names.len());
        let list = format!("[{}]", names.join(", "));
        let found = Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, message);
        let line = self.files.lines(said.span);
        let before = &self.files.get(said.span.file).body[line.start..said.span.start as usize];
        Some(Box::new(match before.trim_end().ends_with(':') {
            true => found.help("write a list").fix(said.span, list),
            false => found.help(format!("write each as an item of the list: {list}")),
        }))
    }

    /// Keeps what a name outside of texts leads to.
    pub(super) fn remember(&self, name: Span, target: Target) {
        self.names.lock().expect("no holder of the lock panics").insert(name, target);
    }

    pub(super) fn into_names(self) -> HashMap<Span, Target> {
        self.names.into_inner().expect("no holder of the lock panics")
    }

    /// The things that a name in a text can mean; an empty one is the document itself.
    pub(super) fn targets(&self, from: DocId, name: &str) -> Vec<Target> {
        if name.is_empty() { vec![self.site.target_of(from)] } else { self.site.named(from, name) }
    }

    /// What `#fragment` is in a document: a block or a heading, by its id or by its words.
    pub(super) fn fragment(&self, doc: DocId, fragment: &str) -> Option<LinkTarget> {
        self.places[doc.index()].find(self.texts(doc), fragment)
    }

    fn texts(&self, id: DocId) -> DocTexts<'a> {
        DocTexts { id, doc: self.site.doc(id), found: &self.docs[id.index()], files: self.files }
    }

    /// The id of a document's block that is nearest to one that no block has.
    pub(super) fn nearest_block_id(&self, doc: DocId, id: &str) -> Option<&str> {
        self.places[doc.index()].nearest_id(self.texts(doc), id)
    }

    /// The ids of blocks and the headings of a document, for a fragment that it does not have.
    pub(super) fn fragments(&self, doc: DocId) -> &KnownFragments {
        self.places[doc.index()].fragments(self.texts(doc))
    }

    /// What the address of a link or image in a document leads to.
    pub(super) fn address(&self, from: DocId, said: &Str) -> Result<LinkTarget, Box<Diagnostic>> {
        let (path, fragment) = said.text.split_once('#').map_or((&*said.text, ""), |(p, f)| (p, f));
        let path = path.split('?').next().unwrap_or(path);
        if markdown::scheme(&said.text).is_some() || path.starts_with("//") || said.text.is_empty()
        {
            return Ok(LinkTarget::External);
        }
        let path = percent_decode_str(path).decode_utf8_lossy();
        if let Some(rooted) = path.strip_prefix('/') {
            let file = self.file(&format!("static/{rooted}"));
            let file = file.or_else(|| self.file(&format!("content/{rooted}")));
            return match (file, self.document_at(rooted)) {
                (Some(file), _) => Ok(file),
                (None, Some(doc)) => self.place_in(doc, &path, fragment, said),
                (None, None) => Ok(LinkTarget::Rooted),
            };
        }
        let here = &self.files.get(self.site.doc(from).file).path;
        let doc = match &*path {
            "" => Some(from),
            path => self.site.names.by_path.get(&*join(here, path).unwrap_or_default()).copied(),
        };
        match doc {
            Some(doc) => self.place_in(doc, &path, fragment, said),
            None => self.static_file(from, &path, said),
        }
    }

    /// The document whose page has a path from the site's root.
    fn document_at(&self, page: &str) -> Option<DocId> {
        let path = page.strip_suffix("index.html").unwrap_or(page);
        let file = match path.strip_suffix('/') {
            Some(folder) => format!("content/{folder}/topic.md"),
            None => format!("content/{}.md", path.strip_suffix(".html")?),
        };
        let by_path = &self.site.names.by_path;
        let of_page = || by_path.get(&*file.replacen("content/", "content/pages/", 1));
        by_path.get(&*file).or_else(of_page).copied()
    }

    /// What an address with a path and a fragment names in a document.
    fn place_in(
        &self,
        doc: DocId,
        path: &str,
        fragment: &str,
        said: &Str,
    ) -> Result<LinkTarget, Box<Diagnostic>> {
        if let Some((_, query)) = said.text.split('#').next().and_then(|p| p.split_once('?')) {
            let message =
                format!("a page of the site has no query, and this link has \"?{query}\"");
            let found = Diagnostic::at(&codes::UNKNOWN_FILE_LINK, said.span, message);
            let written = self.files.slice(said.span);
            let without = written.replacen(&format!("?{query}"), "", 1);
            return Err(Box::new(match without == written {
                true => found.help("remove it"),
                false => found.fix(said.span, without),
            }));
        }
        if fragment.is_empty() {
            return Ok(LinkTarget::Site(self.site.target_of(doc)));
        }
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        self.fragment(doc, &fragment)
            .ok_or_else(|| Box::new(self.unknown_fragment(doc, path, &fragment, said)))
    }

    fn static_file(
        &self,
        from: DocId,
        path: &str,
        said: &Str,
    ) -> Result<LinkTarget, Box<Diagnostic>> {
        let here = &self.files.get(self.site.doc(from).file).path;
        let joined = join(here, path).unwrap_or_default();
        let file = self.file(&joined).or_else(|| self.file(&format!("static/{path}")));
        if let Some(file) = file {
            return Ok(file);
        }
        if let Some(named) = self.named_in_a_link(from, path, said) {
            return Err(Box::new(named));
        }
        Err(Box::new(self.unknown_address(here, &joined, said)))
    }

    /// Whether a path from the site's root is that of a file under static/.
    pub(super) fn is_static(&self, path: &str) -> bool {
        path.strip_prefix("static/").is_some_and(|inside| self.statics.contains_key(inside))
    }

    /// The file of a path from the site's root that is published as it is.
    fn file(&self, path: &str) -> Option<LinkTarget> {
        match path.strip_prefix("static/") {
            Some(inside) => self.statics.get(inside).map(|n| LinkTarget::File(*n)),
            None => self.files.find_asset(path).map(LinkTarget::Attachment),
        }
    }

    /// What `![[file]]` shows: a file by its path from the text or from content/ or static/, or by its name alone.
    pub(super) fn embed(&self, from: DocId, said: &Str) -> Result<LinkTarget, Box<Diagnostic>> {
        let (name, _) = split_name(&said.text);
        if markdown::is_web(name) {
            return Ok(LinkTarget::External);
        }
        let here = &self.files.get(self.site.doc(from).file).path;
        let paths = [
            join(here, name).unwrap_or_default(),
            format!("content/{name}"),
            format!("static/{name}"),
        ];
        if let Some(file) = paths.iter().find_map(|path| self.file(path)) {
            return Ok(file);
        }
        let named = self.known_files.attachments(name);
        if let [one] = named[..] {
            return self.file(one).ok_or_else(|| Box::new(self.unknown_embed(from, said)));
        }
        if named.is_empty() {
            return Err(Box::new(self.unknown_embed(from, said)));
        }
        let message = format!("\"{name}\" could mean {} files", named.len());
        let ways: Vec<String> = named.iter().map(|path| relative(here, path)).collect();
        let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
        let help = format!("write one of: {}", suggest::listed(&ways));
        Err(Box::new(Diagnostic::at(&codes::AMBIGUOUS_TARGET, said.span, message).help(help)))
    }
}

/// The name and the fragment of a wiki link.
pub(super) fn split_name(text: &str) -> (&str, Option<&str>) {
    match text.split_once('#') {
        Some((name, fragment)) if !fragment.trim().is_empty() => {
            (name.trim(), Some(fragment.trim()))
        }
        Some((name, _)) => (name.trim(), None),
        None => (text.trim(), None),
    }
}

/// `address` seen from the folder of `here`; `None` where it leads out of the site's folder.
fn join(here: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = here.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// A file of the site as a link from another one.
pub(super) fn relative(here: &str, file: &str) -> String {
    let mut from: Vec<&str> = here.split('/').collect();
    from.pop();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| "..");
    let parts: Vec<&str> = up.chain(to[shared..].iter().copied()).collect();
    parts.join("/").replace(' ', "%20")
}
