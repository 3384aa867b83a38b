//! The diagnostics of names and addresses that lead to nothing or to several things, with the nearest known name.

use super::day_names::{DayName, DayNames, day_of};
use super::known_files::file_name;
use super::resolve::{NameResolver, relative, split_name};
use crate::content::parse::{Str, is_lasting};
use crate::diagnostics::{Diagnostic, KnownNames, NOT_SEARCHED, codes, suggest};
use crate::model::*;
use crate::source::Span;

/// How many of the nearest names are looked at for a document with the fragment that is meant.
const MOST_COMPARED: usize = 12;

impl<'a> NameResolver<'a> {
    /// A relative link in a file to a path of the site that no file has.
    pub(super) fn unknown_address(&self, here: &str, path: &str, said: &Str) -> Diagnostic {
        let near = self.is_searched(said).then(|| self.nearest_file(here, path)).flatten();
        let hint = near.as_ref().map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
        let message =
            format!("the relative link \"{}\" leads to no file of the site{hint}", said.text);
        let found = Diagnostic::at(&codes::UNKNOWN_FILE_LINK, said.span, message);
        let is_written = self.files.slice(said.span) == said.text;
        match near {
            Some(near) if is_written => {
                let rest = said.text.find(['#', '?']).map_or("", |at| &said.text[at..]);
                found.fix(said.span, near + rest)
            }
            _ => found.help("name a Markdown file of content/ or a file under static/; a wiki link such as [[2026-06-04]] is shorter"),
        }
    }

    /// `[words](ada-smith)` and `[words](@key)`: a name where an address belongs.
    pub(super) fn named_in_a_link(
        &self,
        from: DocId,
        path: &str,
        said: &Str,
    ) -> Option<Diagnostic> {
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
    pub(super) fn unknown_embed(&self, from: DocId, said: &Str) -> Diagnostic {
        let (name, _) = split_name(&said.text);
        let found = |message: String| Diagnostic::at(&codes::UNKNOWN_FILE_LINK, said.span, message);
        if self.targets(from, name).is_empty() {
            let near =
                self.is_searched(said).then(|| self.known_files.nearest_name(name)).flatten();
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

    /// The file of the site whose path is nearest to one that does not exist, as a link from a file.
    fn nearest_file(&self, here: &str, path: &str) -> Option<String> {
        // `static/…` seen from another folder
        let ends = path.match_indices('/').map(|(at, _)| &path[at + 1..]);
        let statics = ends.filter(|end| self.is_static(end));
        let near = statics.min().or_else(|| self.known_files.nearest(path))?;
        // a text is not what a link to a picture or attachment means
        let is_text = |path: &str| path.ends_with(".md") || !file_name(path).contains('.');
        (is_text(near) == is_text(path)).then(|| relative(here, near))
    }

    pub(super) fn unknown(&self, from: DocId, said: &Str) -> Diagnostic {
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
        if fragment.is_none()
            && let Some(last) = name.rsplit('/').next().filter(|last| last.len() < name.len())
            && let last = last.trim_end_matches(".md")
            && self.targets(from, last).len() == 1
        {
            let message = format!("nothing is called \"{name}\"; did you mean \"{last}\"?");
            return Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, message).fix(said.span, last);
        }
        if let Some(day) = day_of(name) {
            return self.unknown_day(from, name, day, fragment, said);
        }
        let is_searched = self.is_searched(said);
        let near = is_searched.then(|| self.nearest_name(from, name, fragment)).flatten();
        if let Some(reversed) = self.reversed(from, said, near) {
            return reversed;
        }
        let near = near.map(|near| self.as_written(near));
        let hint = near.map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
        let found = Diagnostic::at(
            &codes::UNKNOWN_TARGET,
            said.span,
            format!("nothing is called \"{name}\"{hint}"),
        );
        match near {
            Some(best) => found.fix(said.span, said.text.replacen(name, best, 1)),
            None if !is_searched => found.help(NOT_SEARCHED),
            None => found
                .help("link to a topic, gather, thread, article, entity, source or page by its slug, title or alias"),
        }
    }

    /// `[[words|target]]`: a link with its parts in the other order. `near` is the nearest name to the words: of a name with
    /// a slip before its title, `[[yan-lecun|Yann LeCun]]`, the order is right.
    fn reversed(&self, from: DocId, said: &Str, near: Option<&str>) -> Option<Diagnostic> {
        let body = &self.files.get(said.span.file).body;
        let after = body[said.span.end as usize..].lines().next()?;
        let bar = if after.starts_with("\\|") { "\\|" } else { "|" };
        let (label, _) = after.strip_prefix(bar)?.split_once("]]")?;
        let target = label.trim();
        let (name, fragment) = split_name(target);
        let is_target = match fragment {
            None => self.targets(from, name).len() == 1,
            Some(_) => self.resolves(from, &Str { text: target.to_string(), span: said.span }),
        };
        let is_slip = near.is_some_and(|near| {
            is_lasting(&said.text) || self.targets(from, near) == self.targets(from, name)
        });
        if !is_target || name.is_empty() || is_slip {
            return None;
        }
        let end = said.span.end as usize + bar.len() + label.len();
        let place = Span { end: end as u32, ..said.span };
        let message = format!(
            "nothing is called \"{}\": in a link the name is before the bar, and the words behind it",
            said.text
        );
        let found = Diagnostic::at(&codes::UNKNOWN_TARGET, place, message);
        Some(found.fix(place, format!("{target}{bar}{}", said.text)))
    }

    /// Whether the nearest name to a wrong one is looked for.
    fn is_searched(&self, said: &Str) -> bool {
        self.searches.take(said.span.file)
    }

    /// Whether `name#^id` leads to one thing.
    fn resolves(&self, from: DocId, said: &Str) -> bool {
        let (name, fragment) = split_name(&said.text);
        let Some(fragment) = fragment else { return false };
        let docs = self.targets(from, name).into_iter().filter_map(|t| self.site.doc_of(t));
        docs.filter(|doc| self.fragment(*doc, fragment).is_some()).count() == 1
    }

    /// The name that is nearest to one that nothing has; one whose document has the fragment that is meant is preferred.
    fn nearest_name(&self, from: DocId, name: &str, fragment: Option<&str>) -> Option<&'a str> {
        let all = || KnownNames::new(self.site.names.by_name.keys().map(|name| &**name));
        let known = self.known.get_or_init(all);
        let limit = if fragment.is_some() { MOST_COMPARED } else { 1 };
        let near = known.nearest(name, limit);
        let has_fragment = |known: &&&'a str| {
            fragment.is_some_and(|fragment| self.has_fragment(from, known, fragment))
        };
        near.iter().copied().find(has_fragment).or(near.first().copied()).copied()
    }

    /// Whether a document of a name has a fragment.
    fn has_fragment(&self, from: DocId, name: &str, fragment: &str) -> bool {
        let docs = self.site.named(from, name).into_iter().filter_map(|t| self.site.doc_of(t));
        docs.into_iter().any(|doc| self.fragment(doc, fragment).is_some())
    }

    fn day_names(&self) -> DayNames<'a> {
        let mut all: Vec<&str> = self.site.names.by_name.keys().map(|name| &**name).collect();
        all.sort_unstable();
        DayNames::new(&all)
    }

    /// A fragment that is in none of the documents that a name can mean.
    fn in_none_of(&self, targets: &[Target], fragment: &str, said: &Str) -> Diagnostic {
        let mut names: Vec<String> = targets.iter().map(|t| self.long_name(*t)).collect();
        names.sort();
        let listed: Vec<&str> = names.iter().map(String::as_str).collect();
        let message = format!("none of {} has \"#{fragment}\"", suggest::listed(&listed));
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
        if !self.is_searched(said) {
            let message = format!("nothing is called \"{name}\"");
            return Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, message).help(NOT_SEARCHED);
        }
        let days = self.days.get_or_init(|| self.day_names());
        let can_be_meant = |known: &DayName| {
            (name.contains('/') || !known.name.contains('/'))
                && !self.site.named(from, known.name).is_empty()
        };
        let has_fragment = |known: &&DayName| {
            fragment.is_none_or(|fragment| self.has_fragment(from, known.name, fragment))
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

    /// A fragment of a document that no heading and no block has.
    pub(super) fn unknown_fragment(
        &self,
        doc: DocId,
        name: &str,
        fragment: &str,
        said: &Str,
    ) -> Diagnostic {
        let known = self.fragments(doc);
        let near =
            self.is_searched(said).then(|| known.nearest(&slug::slugify(fragment))).flatten();
        let hint = near.map(|n| format!("; did you mean \"#{n}\"?")).unwrap_or_default();
        let place = if name.is_empty() { "this document".into() } else { format!("\"{name}\"") };
        let message = format!("{place} has no heading or block \"#{fragment}\"{hint}");
        let found = Diagnostic::at(&codes::UNKNOWN_FRAGMENT, said.span, message);
        let known: Vec<String> = known.first().iter().map(|k| format!("#{k}")).collect();
        found.help(match known.is_empty() {
            true => {
                "the document has neither headings nor ids; link to the whole of it".to_string()
            }
            false => format!("name a heading or the id of a block, such as {}", known.join(", ")),
        })
    }

    fn unknown_block(&self, doc: DocId, name: &str, id: &str, said: &Str) -> Diagnostic {
        let near = self.is_searched(said).then(|| self.nearest_block_id(doc, id)).flatten();
        let hint = near.map(|n| format!("; did you mean \"^{n}\"?")).unwrap_or_default();
        let place =
            if name.is_empty() { "this document".to_string() } else { format!("\"{name}\"") };
        let found = Diagnostic::at(
            &codes::UNKNOWN_BLOCK,
            said.span,
            format!("{place} has no block \"^{id}\"{hint}"),
        );
        match near {
            Some(best) => found.fix(said.span, format!("{name}#^{best}")),
            None => found.help(format!(
                "write ^{id} at the end of the paragraph or list item that is meant"
            )),
        }
    }

    /// An id that is not that of a definition.
    pub(super) fn unknown_definition(&self, said: &Str) -> Diagnostic {
        let ids = || KnownNames::new(self.site.names.definitions.keys().map(|id| &**id));
        let known = self.definitions.get_or_init(ids);
        let near = match self.is_searched(said) {
            true => known.nearest(&said.text, 1),
            false => Vec::new(),
        };
        let message = format!("there is no definition \"{}\"", said.text);
        let unknown = Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, message);
        match near.first() {
            Some(id) => unknown.fix(said.span, **id),
            None => unknown.help("write it in the topic's definitions.yaml"),
        }
    }

    /// `targets` are what the name before the fragment can mean.
    pub(super) fn ambiguous(&self, said: &Str, targets: &[Target], fragment: &str) -> Diagnostic {
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
