//! One slip of the finger in a name of the shipped content: the name that was meant is suggested first.
//!
//! Takes every place of `content/` where something is named (citations, wiki links, relations, figures, affiliations,
//! watch lists, keys of YAML) and every id that is linked to; swaps, drops or doubles one letter there. Places do not
//! touch each other, so one build shows the slips of many; a slip that makes another known name is left out.

use crate::support::memory::{Built, TODAY, site_of};
use agon::content::load::load;
use agon::content::parse::doc::RawDocKind;
use agon::content::parse::{Raw, Str, parse};
use agon::diagnostics::{Diagnostic, Report};
use agon::markdown::ReferenceKind;
use agon::model::{DocId, Target};
use agon::source::{FileId, Files, SourceFile, Span};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Of a hundred slips, how many must be understood.
const WANTED: usize = 95;

/// Every how manieth place is taken, so that the test stays quick; each slip starts at another one.
const STRIDE: usize = 9;

#[derive(Clone, Copy, Debug)]
enum Slip {
    Swap,
    Drop,
    Double,
}

const SLIPS: [Slip; 3] = [Slip::Swap, Slip::Drop, Slip::Double];

/// Where a name stands, as a range of its file.
#[derive(Clone, Debug)]
struct Place {
    what: &'static str,
    span: Span,
}

/// Paths and texts of a site.
type Texts = Vec<(String, String)>;

/// How many slips there were and which were not understood.
#[derive(Default)]
struct Score {
    tried: BTreeMap<&'static str, usize>,
    missed: BTreeMap<&'static str, Vec<String>>,
}

impl Score {
    fn count(&mut self, what: &'static str, understood: bool, said: impl FnOnce() -> String) {
        *self.tried.entry(what).or_default() += 1;
        if !understood {
            self.missed.entry(what).or_default().push(said());
        }
    }

    fn hold(&self, at_least: usize) {
        let tried: usize = self.tried.values().sum();
        let missed: usize = self.missed.values().map(Vec::len).sum();
        println!("{} of {tried} slips were understood; tried {:?}", tried - missed, self.tried);
        self.missed.iter().for_each(|(what, list)| {
            println!("{what}: {} missed\n{}", list.len(), list.join("\n"))
        });
        assert!(tried >= at_least, "only {tried} slips were tried");
        assert!(
            (tried - missed) * 100 >= tried * WANTED,
            "{missed} of {tried} were not understood: {:#?}",
            self.missed
        );
    }
}

#[test]
fn a_slip_in_a_name_is_answered_with_the_name_that_was_meant() {
    let content = content();
    let (files, raw) = parsed(&content);
    let places = names(&files, &raw);
    let clean = site_of(&content, TODAY);
    let mut score = Score::default();
    for (n, slip) in SLIPS.into_iter().enumerate() {
        let chosen: Vec<&Place> = places.iter().skip(n * 2).step_by(STRIDE).collect();
        let (changed, wrong) = with_slips(&files, &chosen, slip, n);
        let built = site_of(&changed, TODAY);
        let fixes = fixes(&built);
        for (place, wrong) in wrong {
            let meant = files.slice(place.span);
            if is_known(&clean, &files, &place, &wrong.text) {
                continue;
            }
            let found = fixes.get(&(wrong.span.file, wrong.span.start)).map(String::as_str);
            let understood = found.is_some_and(|f| f.eq_ignore_ascii_case(meant));
            score.count(place.what, understood, || {
                format!("{meant} → {} ({slip:?}): {found:?}", wrong.text)
            });
        }
    }
    score.hold(400);
}

#[test]
fn a_slip_in_an_id_is_suggested_wherever_the_id_is_linked() {
    let content = content();
    let (files, raw) = parsed(&content);
    let clean = site_of(&content, TODAY);
    // Each id by its file and its words, with the links to it by their file and their words.
    let mut links: BTreeMap<(FileId, String), Vec<(FileId, String)>> = BTreeMap::new();
    for place in names(&files, &raw) {
        let said = files.slice(place.span);
        let from = home(&clean, &files, place.span.file);
        let source = clean.site.names.keys.get(said).map(|s| Target::Source(*s));
        let target =
            source.filter(|_| !said.contains('#')).or_else(|| meant(&clean.site, from, said));
        let id = match target {
            Some(Target::Source(s)) => {
                (clean.site.source(s).span.file, clean.site.source(s).id.clone())
            }
            Some(Target::Block(b)) => {
                let block = clean.site.block(b);
                (clean.site.doc(block.doc).file, block.anchor.name.to_string())
            }
            _ => continue,
        };
        links.entry(id).or_default().push((place.span.file, said.to_string()));
    }
    let written = |span: Span| Str { text: files.slice(span).to_string(), span };
    let blocks = raw.docs.iter().flat_map(|d| &d.body.blocks).filter_map(|b| b.id);
    let ids = raw.sources().map(|s| ("source", s.id.clone()));
    let ids = ids.chain(blocks.map(|id| ("block", written(id))));
    let linked = ids.filter(|(_, id)| links.contains_key(&(id.span.file, id.text.clone())));
    let ids: Vec<Place> = linked.map(|(what, id)| at(&files, what, &id)).collect();
    let mut score = Score::default();
    for (n, slip) in SLIPS.into_iter().enumerate() {
        let chosen: Vec<&Place> = ids.iter().skip(n).step_by(STRIDE).collect();
        let (changed, wrong) = with_slips(&files, &chosen, slip, n);
        let built = site_of(&changed, TODAY);
        let suggested: Vec<(FileId, &str, &str)> = built
            .report
            .iter()
            .filter_map(|d| {
                Some((d.span?.file, built.files.slice(d.span?), d.fix.as_ref()?.text.as_str()))
            })
            .collect();
        for (place, wrong) in wrong {
            let id = files.slice(place.span);
            let links = &links[&(place.span.file, id.to_string())];
            // The links to this id and no others: an id that holds it may have a slip of its own.
            let answers = suggested.iter().filter(|(file, said, _)| {
                let said =
                    said.trim_matches(['"', '\'']).trim_start_matches("[[").trim_end_matches("]]");
                let said = said.split('|').next().unwrap_or(said);
                links.iter().any(|(f, s)| f == file && said == s)
            });
            let answers: Vec<&str> = answers.map(|(_, _, fix)| *fix).collect();
            let understood =
                !answers.is_empty() && answers.iter().all(|a| a.ends_with(&wrong.text));
            score.count(place.what, understood, || {
                format!("{id} → {} ({slip:?}): {answers:?}", wrong.text)
            });
        }
    }
    score.hold(100);
}

#[test]
fn a_slip_in_a_key_of_yaml_is_answered_with_the_key_that_was_meant() {
    let content = content();
    let (files, _) = parsed(&content);
    let mut score = Score::default();
    for (n, slip) in SLIPS.into_iter().enumerate() {
        // One key a file, so that no slip hides another; another key of the file for each slip.
        let chosen: Vec<Place> = files.iter().filter_map(|(id, text)| key(id, text, n)).collect();
        let (changed, wrong) = with_slips(&files, &chosen.iter().collect::<Vec<_>>(), slip, n);
        let built = site_of(&changed, TODAY);
        let fixes = fixes(&built);
        for (place, wrong) in wrong {
            let meant = files.slice(place.span);
            let found = fixes.get(&(wrong.span.file, wrong.span.start));
            score.count(place.what, found.is_some_and(|f| f == meant), || {
                format!("{meant} → {} ({slip:?}): {found:?}", wrong.text)
            });
        }
    }
    score.hold(400);
}

/// What `name` or `name#^id` means in a document.
fn meant(site: &agon::model::Site, from: agon::model::DocId, said: &str) -> Option<Target> {
    let (name, id) = match said.split_once("#^") {
        Some((name, id)) => (name.trim(), Some(id.trim())),
        None => (said.trim(), None),
    };
    let targets = if name.is_empty() { vec![site.target_of(from)] } else { site.named(from, name) };
    let Some(id) = id else { return targets.first().copied() };
    let docs = targets.iter().filter_map(|target| site.doc_of(*target));
    docs.filter_map(|doc| site.block_named(doc, id)).map(Target::Block).next()
}

fn content() -> Texts {
    let loaded = load(Path::new(env!("CARGO_MANIFEST_DIR")), &mut Report::default()).unwrap();
    loaded.files.iter().map(|(_, text)| (text.path.clone(), text.body.clone())).collect()
}

fn parsed(content: &[(String, String)]) -> (Files, Raw) {
    let texts =
        content.iter().map(|(path, body)| SourceFile { path: path.clone(), body: body.clone() });
    let files = Files::new(texts.collect());
    let raw = parse(&files, &mut Report::default());
    (files, raw)
}

/// Every place where something is named, in the order of the texts.
fn names(files: &Files, raw: &Raw) -> Vec<Place> {
    let mut found = Vec::new();
    let mut add = |what, said: &Str| found.push(at(files, what, said));
    for doc in &raw.docs {
        for r in &doc.body.refs {
            let reference = &doc.body.tree.references[r.reference as usize];
            let base = doc.body.start as usize;
            let range = base + reference.range().start..base + reference.range().end;
            let span = agon::source::Span::new(doc.file, range);
            let said = Str { text: files.slice(span).to_string(), span };
            match reference.kind {
                ReferenceKind::Citation => add("citation", &said),
                kind if kind.is_wiki_link() => add("link", &said),
                _ => {}
            }
        }
        let fields = doc
            .body
            .blocks
            .iter()
            .flat_map(|b| &b.fields)
            .map(|field| Str { text: files.slice(field.value).to_string(), span: field.value })
            .filter(|value| value.text.starts_with("[["));
        fields.for_each(|value| add("relation", &value));
        doc.related.iter().for_each(|r| add("related", r));
        if let RawDocKind::Entity(entity) = &doc.kind {
            entity.affiliations.iter().for_each(|a| add("affiliation", &a.of));
            for usage in &entity.used_by {
                add("use of a term", &usage.who);
                usage.source.iter().for_each(|s| add("use of a term", s));
            }
        }
    }
    for figure in raw.figures.iter().flat_map(|(_, list)| list.iter()) {
        add("figure", &figure.subject);
        figure.source.iter().chain(&figure.stated_in).for_each(|s| add("figure", s));
    }
    for (_, watch) in &raw.watches {
        watch.authors.iter().for_each(|e| add("watch list", &e.name));
        let lists = [
            &watch.keywords,
            &watch.sources,
            &watch.authors,
            &watch.exclude_domains,
            &watch.exclude_terms,
        ];
        lists
            .into_iter()
            .flatten()
            .filter_map(|e| e.from.as_ref())
            .for_each(|s| add("watch list", s));
        watch.suggestions.iter().for_each(|s| add("watch list", &s.from));
    }
    for source in raw.sources() {
        source.reports.iter().for_each(|s| add("report", s));
    }
    raw.site
        .nav
        .iter()
        .chain(raw.site.policies.iter().map(|(_, page)| page))
        .for_each(|p| add("page", p));
    found.sort_by_key(|p| (p.span.file, p.span.start));
    found.dedup_by_key(|p| (p.span.file, p.span.start));
    found
}

/// The words of a name, without the quotes and brackets round them.
fn at(files: &Files, what: &'static str, said: &Str) -> Place {
    let inside = files.slice(said.span);
    let bare = said.text.trim_start_matches("[[").split(['|', ']']).next().unwrap_or(&said.text);
    let start = said.span.start as usize
        + inside.find(bare).unwrap_or_else(|| panic!("{bare} stands in {inside}"));
    Place { what, span: Span::new(said.span.file, start..start + bare.len()) }
}

/// One of the keys at the start of a line of a file's YAML: its first, second or third third.
fn key(id: FileId, text: &SourceFile, part: usize) -> Option<Place> {
    let mut keys = Vec::new();
    let mut start = 0;
    for (n, line) in text.body.split_inclusive('\n').enumerate() {
        if text.path.ends_with(".md") && n > 0 && line.trim_end() == "---" {
            break;
        }
        let lead = line.len() - line.trim_start_matches([' ', '-', '{']).len();
        let len = line[lead..]
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
            .unwrap_or(0);
        if len > 2 && line[lead + len..].starts_with(':') {
            keys.push(start + lead..start + lead + len);
        }
        start += line.len();
    }
    let chosen = keys.get(keys.len() * part / SLIPS.len())?.clone();
    Some(Place { what: "key", span: Span::new(id, chosen) })
}

/// The texts with one slip at each of the places, and what stands there now.
fn with_slips(
    files: &Files,
    places: &[&Place],
    slip: Slip,
    seed: usize,
) -> (Texts, Vec<(Place, Str)>) {
    let mut by_file: HashMap<FileId, Vec<(usize, &Place)>> = HashMap::new();
    for (n, place) in places.iter().enumerate() {
        by_file.entry(place.span.file).or_default().push((n, place));
    }
    let mut wrong = Vec::new();
    let mut texts = Vec::new();
    for (id, text) in files.iter() {
        let mut body = String::with_capacity(text.body.len() + 64);
        let mut from = 0;
        for (n, place) in by_file.get(&id).into_iter().flatten() {
            let range = place.span.range();
            let Some(slipped) = slipped(&text.body[range.clone()], slip, n * 7 + seed * 3) else {
                continue;
            };
            body += &text.body[from..range.start];
            let start = body.len();
            body += &slipped;
            from = range.end;
            let span = Span::new(id, start..body.len());
            wrong.push(((*place).clone(), Str { text: slipped, span }));
        }
        body += &text.body[from..];
        texts.push((text.path.clone(), body));
    }
    (texts, wrong)
}

/// The name with one slip in one of its letters or digits; `None` where no slip changes it.
fn slipped(name: &str, slip: Slip, seed: usize) -> Option<String> {
    let letters: Vec<char> = name.chars().collect();
    let fits = |n: &usize| match slip {
        Slip::Swap => {
            let next = letters.get(n + 1).is_some_and(|c| c.is_alphanumeric());
            letters[*n].is_alphanumeric() && next && letters[*n] != letters[n + 1]
        }
        Slip::Drop | Slip::Double => letters[*n].is_alphanumeric(),
    };
    let places: Vec<usize> = (0..letters.len()).filter(fits).collect();
    let at = *places.get(seed % places.len().max(1))?;
    let mut changed = letters.clone();
    match slip {
        Slip::Swap => changed.swap(at, at + 1),
        Slip::Drop => drop(changed.remove(at)),
        Slip::Double => changed.insert(at, letters[at]),
    }
    Some(changed.into_iter().collect())
}

/// What is offered first for each place: without the quotes and brackets that stand before the name.
fn fixes(built: &Built) -> HashMap<(FileId, u32), String> {
    let fix = |d: &Diagnostic| d.fix.as_ref().map(|f| f.text.clone());
    let mut found = HashMap::new();
    for d in &built.report {
        let (Some(span), Some(fix)) = (d.span, fix(d)) else { continue };
        let lead = built.files.slice(span);
        let lead = lead.len() - lead.trim_start_matches(['"', '\'', '[', '@']).len();
        found.entry((span.file, span.start + lead as u32)).or_insert(fix);
    }
    found
}

/// Whether the name with its slip means something else in the document where it stands.
fn is_known(site: &Built, files: &Files, place: &Place, name: &str) -> bool {
    let from = home(site, files, place.span.file);
    site.site.names.keys.contains_key(name) || meant(&site.site, from, name).is_some()
}

/// The document of a file; for a YAML file of a topic the topic's.
fn home(site: &Built, files: &Files, file: FileId) -> DocId {
    let own = site.site.doc_ids().find(|d| site.site.doc(*d).file == file);
    let folder = files.get(file).path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let topic = site.site.names.by_path.get(format!("{folder}/topic.md").as_str()).copied();
    own.or(topic).unwrap_or(DocId(0))
}
