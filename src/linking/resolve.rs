//! From a name to what it means, with a diagnostic that names the nearest known name where it means nothing.

use super::day_names::{DayName, DayNames, day_of};
use super::places::{DocTexts, Places};
use crate::content::parse::doc::RawDoc;
use crate::content::parse::identity::{of_address, of_doi, of_number, of_source};
use crate::content::parse::{Str, is_lasting};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::markdown;
use crate::model::*;
use crate::source::{Files, Span};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// Resolves names in the texts of a site whose names and documents are known.
pub(super) struct NameResolver<'a> {
    pub site: &'a Site,
    docs: &'a [Arc<RawDoc>],
    files: &'a Files,
    /// The files under static/.
    statics: HashMap<&'a str, u32>,
    /// All names, sorted; made when the first one is not found.
    known: OnceLock<Vec<&'a str>>,
    /// Those that start with a day.
    days: OnceLock<DayNames<'a>>,
    /// What the names outside of texts lead to.
    names: Mutex<HashMap<Span, Target>>,
    /// By document.
    places: Vec<Places<'a>>,
}

impl<'a> NameResolver<'a> {
    pub(super) fn new(site: &'a Site, docs: &'a [Arc<RawDoc>], files: &'a Files) -> Self {
        let statics = site.statics.iter().map(String::as_str).zip(0..).collect();
        let places = docs.iter().map(|_| Places::default()).collect();
        let (known, days, names) = (OnceLock::new(), OnceLock::new(), Mutex::default());
        NameResolver { site, docs, files, statics, known, days, names, places }
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
    fn targets(&self, from: DocId, name: &str) -> Vec<Target> {
        if name.is_empty() { vec![self.site.target_of(from)] } else { self.site.named(from, name) }
    }

    /// What `#fragment` is in a document: a block or a heading, by its id or by its words.
    fn fragment(&self, doc: DocId, fragment: &str) -> Option<LinkTarget> {
        self.places[doc.index()].find(self.texts(doc), fragment)
    }

    fn texts(&self, id: DocId) -> DocTexts<'a> {
        DocTexts { id, doc: self.site.doc(id), found: &self.docs[id.index()], files: self.files }
    }

    /// The lasting ids of a document's blocks; as long as its blocks are not linked, those that are written.
    fn block_ids(&self, doc: DocId) -> impl Iterator<Item = (&'a str, BlockId)> {
        self.texts(doc).block_ids()
    }

    /// The headings of a document with their words as they are written.
    fn headings(&self, doc: DocId) -> impl Iterator<Item = (&'a str, LinkTarget)> {
        self.texts(doc).headings()
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
        let near = self.nearest_file(here, &joined);
        let hint = near.as_ref().map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
        let message =
            format!("the relative link \"{}\" leads to no file of the site{hint}", said.text);
        let found = Diagnostic::at(&codes::UNKNOWN_FILE_LINK, said.span, message);
        let is_written = self.files.slice(said.span) == said.text;
        Err(Box::new(match near {
            Some(near) if is_written => {
                let rest = said.text.find(['#', '?']).map_or("", |at| &said.text[at..]);
                found.fix(said.span, near + rest)
            }
            _ => found.help("name a Markdown file of content/ or a file under static/; a wiki link such as [[2026-06-04]] is shorter"),
        }))
    }

    /// `[words](ada-smith)` and `[words](@key)`: a name where an address belongs.
    fn named_in_a_link(&self, from: DocId, path: &str, said: &Str) -> Option<Diagnostic> {
        let key = path.strip_prefix('@').unwrap_or(path);
        let is_source = self.site.names.keys.contains_key(key);
        if !is_source && self.targets(from, path).len() != 1 {
            return None;
        }
        let message =
            format!("\"{}\" is a name of the site, and an address belongs here", said.text);
        let help = match is_source {
            true => format!("write [@{key}] to cite it, or [[{key}]] to link to its page"),
            false => format!("write [[{path}]], or [[{path}|words]]"),
        };
        Some(Diagnostic::at(&codes::UNKNOWN_FILE_LINK, said.span, message).help(help))
    }

    /// `![[…]]` of a target that cannot be embedded.
    fn unknown_embed(&self, from: DocId, said: &Str) -> Diagnostic {
        let (name, _) = split_name(&said.text);
        let found = |message: String| Diagnostic::at(&codes::UNKNOWN_FILE_LINK, said.span, message);
        if self.targets(from, name).is_empty() {
            let near = self.file_by_name(name);
            let hint = near.map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
            let found = found(format!("no file of the site is called \"{}\"{hint}", said.text));
            return match near {
                Some(near) => {
                    let start = said.span.start + 3;
                    let end = start + said.text.len() as u32;
                    found.fix(Span { start, end, ..said.span }, near)
                }
                None => {
                    found.help("put the picture or attachment under static/ or next to the text")
                }
            };
        }
        let message =
            format!("\"{}\" is a text, and only pictures and attachments are embedded", said.text);
        let mark = Span { end: said.span.start + 1, ..said.span };
        found(message).help("link to it").fix(mark, "")
    }

    /// The file whose name, without folders, is nearest to a name.
    fn file_by_name(&self, name: &str) -> Option<&'a str> {
        let assets = self.files.assets().iter().map(|asset| file_name(&asset.path));
        let names = self.site.statics.iter().map(|path| file_name(path)).chain(assets);
        suggest::nearest(name, names, 1).first().copied()
    }

    /// The file of the site whose path is nearest to one that does not exist, as a link from a file. Its own name has to
    /// be near too, and of a day only files of that day are.
    fn nearest_file(&self, here: &str, path: &str) -> Option<String> {
        let mut known: Vec<String> =
            self.site.names.by_path.keys().map(|p| p.to_string()).collect();
        known.extend(self.site.statics.iter().map(|path| format!("static/{path}")));
        known.sort_unstable();
        // `static/…` seen from another folder
        if let Some(file) =
            known.iter().find(|k| k.starts_with("static/") && path.ends_with(&format!("/{k}")))
        {
            return Some(relative(here, file));
        }
        let wrong = file_name(path);
        let known = known.iter().map(String::as_str);
        let near = match day_of(wrong) {
            Some(day) => suggest::nearest(path, known.filter(|file| day_of(file) == Some(day)), 1)
                .first()
                .copied(),
            None => suggest::nearest_path(path, known.filter(|file| day_of(file).is_none())),
        };
        near.map(|near| relative(here, near))
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
        let mut named: Vec<&str> = Vec::new();
        for asset in self.files.assets() {
            let is_named =
                asset.path.strip_suffix(name).is_some_and(|folder| folder.ends_with('/'));
            if is_named && !name.is_empty() {
                named.push(&asset.path);
            }
        }
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

    fn unknown(&self, from: DocId, said: &Str) -> Diagnostic {
        let (name, fragment) = split_name(&said.text);
        if let Some(fragment) = fragment
            && let [target] = self.targets(from, name)[..]
            && let Some(doc) = self.site.doc_of(target)
        {
            return match fragment.strip_prefix('^') {
                Some(id) => self.unknown_block(doc, name, id.trim(), said),
                None => self.unknown_fragment(doc, name, fragment, said),
            };
        }
        if let Some(fragment) = fragment
            && let several @ [_, _, ..] = &self.targets(from, name)[..]
        {
            return self.in_none_of(several, fragment, said);
        }
        if fragment.is_none()
            && let Some((doc, id)) = name.split_once('^')
        {
            let meant = format!("{}#^{}", doc.trim(), id.trim());
            let target = Str { text: meant.clone(), span: said.span };
            if doc.len() < name.len() && self.resolves(from, &target) {
                let message = format!("nothing is called \"{name}\"; did you mean \"{meant}\"?");
                return Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, message)
                    .fix(said.span, meant);
            }
        }
        if let Some(day) = day_of(name) {
            return self.unknown_day(from, name, day, fragment, said);
        }
        let near = suggest::nearest(name, self.known().iter().copied(), 12);
        let near = self.prefer_those_with(from, fragment, near);
        let near = near.first().map(|n| self.as_written(n));
        let hint = near.map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
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

    /// Whether `name#^id` leads to one thing.
    fn resolves(&self, from: DocId, said: &Str) -> bool {
        let (name, fragment) = split_name(&said.text);
        let Some(fragment) = fragment else { return false };
        let docs = self.targets(from, name).into_iter().filter_map(|t| self.site.doc_of(t));
        docs.filter(|doc| self.fragment(*doc, fragment).is_some()).count() == 1
    }

    /// All names, sorted.
    fn known(&self) -> &[&'a str] {
        self.known.get_or_init(|| {
            let mut all: Vec<&str> = self.site.names.by_name.keys().map(|k| &**k).collect();
            all.sort_unstable();
            all
        })
    }

    /// A fragment that is in none of the documents that a name can mean.
    fn in_none_of(&self, targets: &[Target], fragment: &str, said: &Str) -> Diagnostic {
        let mut names: Vec<String> = targets.iter().map(|t| self.long_name(*t)).collect();
        names.sort();
        let message = format!("none of {} has \"#{fragment}\"", names.join(", "));
        let help = format!("name one of them with a block that it has: [[{}#^id]]", names[0]);
        Diagnostic::at(&codes::UNKNOWN_BLOCK, said.span, message).help(help)
    }

    /// The name of a day without such a text. Another day is proposed only if it alone has the block that is
    /// meant: one day is as near as another by its digits.
    fn unknown_day(
        &self,
        from: DocId,
        name: &str,
        day: Date,
        fragment: Option<&str>,
        said: &Str,
    ) -> Diagnostic {
        let days = self.days.get_or_init(|| DayNames::new(self.known()));
        let can_be_meant = |known: &DayName| {
            (name.contains('/') || !known.name.contains('/'))
                && !self.site.named(from, known.name).is_empty()
        };
        let has_fragment = |known: &&DayName| match fragment {
            Some(fragment) => self.site.named(from, known.name).into_iter().any(|target| {
                self.site.doc_of(target).is_some_and(|doc| self.fragment(doc, fragment).is_some())
            }),
            None => true,
        };
        let same_day: Vec<&DayName> =
            days.of(day).iter().filter(|known| can_be_meant(known)).collect();
        let near: Vec<&DayName> = match (same_day.is_empty(), fragment) {
            (false, _) => same_day.iter().copied().filter(has_fragment).collect(),
            (true, Some(_)) => {
                let all = days.all().iter().filter(|known| can_be_meant(known));
                all.filter(has_fragment).take(2).collect()
            }
            (true, None) => Vec::new(),
        };
        let mut found = Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, String::new());
        if let [DayName { name: best, .. }] = near[..] {
            found.message = format!("nothing is called \"{name}\"; did you mean \"{best}\"?");
            return found.fix(said.span, said.text.replacen(name, best, 1));
        }
        let block = fragment.map(|fragment| format!(" with \"#{fragment}\"")).unwrap_or_default();
        found.message = match same_day[..] {
            [DayName { name: only, .. }] => format!(
                "nothing is called \"{name}\", and \"{only}\" has no \"#{}\"",
                fragment.unwrap_or_default()
            ),
            _ => format!("nothing is called \"{name}\"{block}"),
        };
        let listed = match same_day.is_empty() {
            false => same_day.iter().map(|known| known.name).collect(),
            true => days.nearest(day, can_be_meant),
        };
        found.help(match &listed[..] {
            [] => "there is no gather of that day; link to one that there is".to_string(),
            listed => format!(
                "there {} {}",
                if listed.len() == 1 { "is" } else { "are" },
                listed.join(", ")
            ),
        })
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
    fn prefer_those_with(
        &self,
        from: DocId,
        fragment: Option<&str>,
        near: Vec<&'a str>,
    ) -> Vec<&'a str> {
        let mut near: Vec<&str> =
            near.into_iter().filter(|n| !self.site.named(from, n).is_empty()).collect();
        if let Some(fragment) = fragment {
            near.sort_by_cached_key(|name| {
                let docs = self.site.named(from, name).into_iter();
                let mut docs = docs.filter_map(|target| self.site.doc_of(target));
                !docs.any(|doc| self.fragment(doc, fragment).is_some())
            });
        }
        near
    }

    /// A fragment of a document that no heading and no block has.
    fn unknown_fragment(&self, doc: DocId, name: &str, fragment: &str, said: &Str) -> Diagnostic {
        let ids = self.block_ids(doc).map(|(id, _)| Cow::Borrowed(id));
        let mut known: Vec<Cow<'_, str>> = ids.collect();
        known.sort_unstable();
        known.dedup();
        known.extend(self.headings(doc).map(|(words, _)| Cow::Owned(slug::slugify(words))));
        let wanted = slug::slugify(fragment);
        let near = suggest::nearest(&wanted, known.iter().map(|k| &**k), 1);
        let hint = near.first().map(|n| format!("; did you mean \"#{n}\"?")).unwrap_or_default();
        let place = if name.is_empty() { "this document".into() } else { format!("\"{name}\"") };
        let message = format!("{place} has no heading or block \"#{fragment}\"{hint}");
        let found = Diagnostic::at(&codes::UNKNOWN_FRAGMENT, said.span, message);
        let known: Vec<String> = known.iter().take(8).map(|k| format!("#{k}")).collect();
        found.help(match known.is_empty() {
            true => {
                "the document has neither headings nor ids; link to the whole of it".to_string()
            }
            false => format!("name a heading or the id of a block, such as {}", known.join(", ")),
        })
    }

    fn unknown_block(&self, doc: DocId, name: &str, id: &str, said: &Str) -> Diagnostic {
        let near = suggest::nearest(id, self.block_ids(doc).map(|(id, _)| id), 1);
        let hint = near.first().map(|n| format!("; did you mean \"^{n}\"?")).unwrap_or_default();
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

    /// `targets` are what the name before the fragment can mean.
    fn ambiguous(&self, said: &Str, targets: &[Target], fragment: &str) -> Diagnostic {
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        let mut names: Vec<String> =
            targets.iter().map(|t| format!("{}{fragment}", self.long_name(*t))).collect();
        names.sort();
        names.dedup();
        let found = Diagnostic::at(
            &codes::AMBIGUOUS_TARGET,
            said.span,
            format!("\"{}\" could mean {} things", said.text, names.len()),
        );
        let listed: Vec<&str> = names.iter().map(String::as_str).collect();
        found.help(format!("write one of: {}", suggest::listed(&listed)))
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
            Target::Block(_) => String::new(),
            Target::Entity(e) => self.site.entity(e).slug.clone(),
            Target::Source(s) => self.site.source(s).id.clone(),
            Target::Publisher(p) => self.site.publisher(p).slug.clone(),
            Target::Elsewhere(e) => self.site.elsewhere[e.index()].slug.clone(),
        }
    }
}

/// The name and the fragment of a wiki link.
fn split_name(text: &str) -> (&str, Option<&str>) {
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

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A file of the site as a link from another one.
fn relative(here: &str, file: &str) -> String {
    let mut from: Vec<&str> = here.split('/').collect();
    from.pop();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| "..");
    let parts: Vec<&str> = up.chain(to[shared..].iter().copied()).collect();
    parts.join("/").replace(' ', "%20")
}

/// A citation key that no source has.
pub(super) fn unknown_source(site: &Site, key: &Str) -> Diagnostic {
    let known = site.names.keys.keys().map(|k| &**k);
    let near = match meant_source(site, &key.text) {
        Some(known) => vec![known],
        None => suggest::nearest(&key.text, known, 1),
    };
    let hint = near.first().map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
    let found = Diagnostic::at(
        &codes::UNKNOWN_SOURCE,
        key.span,
        format!("no source has the key \"{}\"{hint}", key.text),
    );
    match near.first() {
        Some(best) => {
            // `daily:12` is a source and a place in it
            let rest = key.text.strip_prefix(*best).unwrap_or_default();
            let place = rest.trim_start_matches([':', '.', '#', '/', '+']);
            let is_place =
                place.len() < rest.len() && place.starts_with(|c: char| c.is_ascii_digit());
            let text = if is_place { format!("{best}, {place}") } else { best.to_string() };
            found.fix(key.span, text)
        }
        None => found.help("write the id of a source, and add it to a file under content/sources/"),
    }
}

/// The key of a source that is named in brackets (`[@key]` where a key belongs) or by its address.
fn meant_source<'a>(site: &'a Site, said: &str) -> Option<&'a str> {
    let key = said.trim_start_matches(['[', '@']).trim_end_matches(']');
    if let Some((key, _)) = site.names.keys.get_key_value(key) {
        return Some(key);
    }
    // `doi:10.1000/wages`, `10.1000/wages`, `arXiv:2604.17413`, or an address
    let low = key.to_lowercase();
    let meant = match () {
        () if low.starts_with("doi:") || low.starts_with("10.") => of_doi(key),
        () if of_number(key).starts_with("arxiv:") => of_number(key),
        () => of_address(key)?,
    };
    let source = site.sources.iter().find(|source| of_source(source).any(|id| id == meant))?;
    Some(&source.id)
}

/// A link to something that has no place here.
pub(super) fn wrong_kind(said: &Str, message: String, help: &str) -> Diagnostic {
    Diagnostic::at(&codes::WRONG_KIND, said.span, message).help(help)
}

/// What was resolved; else the diagnostic is reported.
pub(super) fn keep<T>(found: Result<T, Box<Diagnostic>>, report: &mut Report) -> Option<T> {
    found.map_err(|d| report.push(*d)).ok()
}

/// The entity that a name outside of texts means.
pub(super) fn one_entity(
    said: &Str,
    doc: DocId,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Option<EntityId> {
    // The missing key is reported already.
    if said.text.is_empty() {
        return None;
    }
    let target = resolver.name(doc, said).map_err(|mut wrong| {
        if wrong.code == &codes::UNKNOWN_TARGET && wrong.fix.is_none() {
            wrong.help = Some("name an entity, or add it: `agon new entity`".into());
        }
        wrong
    });
    match keep(target, report)? {
        Target::Entity(e) => Some(e),
        _ => {
            let message = format!("\"{}\" is not an entity", said.text);
            report.push(wrong_kind(said, message, "name a file of content/entities/"));
            None
        }
    }
}

/// The source that a key outside of texts means.
pub(super) fn source(
    said: &Str,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Option<SourceId> {
    let bare = said.text.trim().trim_start_matches(['[', '@']).trim_end_matches(']');
    let key = Str { text: bare.to_string(), span: said.span };
    let found = resolver.site.names.keys.get(key.text.as_str()).copied();
    match found {
        Some(id) => resolver.remember(said.span, Target::Source(id)),
        None => report.push(unknown_source(resolver.site, &key)),
    }
    found
}

/// The definition that an id outside of texts means.
pub(super) fn definition_of(
    said: &Str,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Option<DefinitionId> {
    let known = &resolver.site.names.definitions;
    let found = known.get(said.text.trim()).copied();
    // The missing key is reported already.
    if found.is_none() && !said.text.is_empty() {
        report.push(unknown_definition(resolver.site, said));
    }
    found
}

/// An id that is not that of a definition.
pub(super) fn unknown_definition(site: &Site, said: &Str) -> Diagnostic {
    let ids = site.names.definitions.keys().map(|id| &**id);
    let near = suggest::nearest(&said.text, ids, 1);
    let message = format!("there is no definition \"{}\"", said.text);
    let unknown = Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, message);
    match near.first() {
        Some(id) => unknown.fix(said.span, *id),
        None => unknown.help("write it in the topic's definitions.yaml"),
    }
}
