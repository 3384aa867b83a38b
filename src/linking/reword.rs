//! A document whose words alone changed, put in the place of the old one.
//!
//! Takes the linked site and the document before and after, gives whether the site is now what linking everything again
//! would give. It is where the document says the same of the rest of the site as before: the same blocks, with the same
//! sources, links, relations, ids and dates. Otherwise the site is left as it was.

use super::blocks::{Linker, headings};
use super::docs;
use super::resolve::Resolver;
use crate::content::parse::Str;
use crate::content::parse::body::{RawBlock, RawBody, RawKind, RawNote};
use crate::content::parse::doc::{RawDoc, RawDocKind};
use crate::model::*;
use crate::source::Files;

/// Puts `new` in the place of `old`; `files` has the new text. `false`: the site must be linked again.
pub fn reword(site: &mut Site, old: &RawDoc, new: &RawDoc, files: &Files) -> bool {
    let Some(doc) = site.names.by_path.get(files.get(new.file).path.as_str()).copied() else {
        return false;
    };
    if !says_the_same(old, new) {
        return false;
    }
    let Some(names) = Renaming::of(site, doc, new) else { return false };
    let first = site.doc(doc).blocks.start as usize;
    let place = first..first + new.body.blocks.len();
    if site.doc(doc).blocks.end as usize != place.end {
        return false;
    }
    let before = &site.blocks[place.clone()];
    let Some(notes) = inline_sources(before, &old.body) else { return false };
    let linked = Linker::new(&Resolver::new(site), doc, new, files, &notes).run();
    let base = before.first().map_or(0, |b| b.refs.start);
    let end = before.last().map_or(base, |b| b.refs.end);
    let refs = base as usize..end as usize;
    let same = linked.report.list.is_empty()
        && before.len() == linked.blocks.len()
        && before.iter().zip(&linked.blocks).all(|(a, b)| same_block(a, b, base))
        && same_refs(&site.refs[refs.clone()], &linked.refs);
    if !same {
        return false;
    }
    names.make(site, doc);
    for (new, old) in linked.blocks.into_iter().zip(&mut site.blocks[place]) {
        *old = Block { visible: old.visible, refs: old.refs.clone(), ..new };
    }
    site.refs[refs].copy_from_slice(&linked.refs);
    for (id, (title, before)) in notes.into_iter().zip(titles(&new.body).zip(titles(&old.body))) {
        let source = &mut site.sources[id.index()];
        if source.span == before.span {
            source.span = title.span;
        }
    }
    words(site, doc, new);
    true
}

/// What of a document is shown and not looked up.
fn words(site: &mut Site, id: DocId, new: &RawDoc) {
    let doc = &mut site.docs[id.index()];
    // one that was rewritten after the day shows neither its summary nor when that was
    let hidden = new.updated.is_some() && doc.updated.is_none();
    doc.title = docs::title(new);
    doc.titled = new.title.is_some();
    doc.summary = new.summary.clone().filter(|_| !hidden);
    doc.author.clone_from(&new.author);
    doc.provenance = new.provenance.clone();
    doc.body = new.body.start;
    doc.footnotes.clone_from(&new.body.footnotes);
    doc.definitions.clone_from(&new.body.definitions);
    for (section, heading) in doc.sections.iter_mut().zip(headings(new)) {
        section.heading = heading;
    }
}

/// Whether all that other documents, lists and checks learn from it is the same as before, as far as it is written in
/// the document itself. What its names lead to is compared after linking.
fn says_the_same(old: &RawDoc, new: &RawDoc) -> bool {
    let RawDoc {
        kind,
        file,
        slug,
        topic,
        title,
        aliases,
        summary,
        date,
        updated,
        author: _,
        related,
        provenance: _,
        body,
    } = old;
    // topics and entities have their titles and summaries in records of their own
    let is_record = matches!(kind, RawDocKind::Topic(_) | RawDocKind::Entity(_));
    let name = |title: &Option<Str>| title.as_ref().map(|t| t.text.clone());
    (kind, file, slug, topic, date, updated)
        == (&new.kind, &new.file, &new.slug, &new.topic, &new.date, &new.updated)
        && (!is_record || (name(title), summary) == (name(&new.title), &new.summary))
        && same_words(aliases, &new.aliases)
        && same_words(related, &new.related)
        && same_body(body, &new.body)
}

fn same_words(old: &[Str], new: &[Str]) -> bool {
    old.iter().map(|s| &s.text).eq(new.iter().map(|s| &s.text))
}

fn same_body(old: &RawBody, new: &RawBody) -> bool {
    let RawBody { start: _, sections, blocks, refs: _, footnotes: _, definitions: _, html } = old;
    let anchor = |a: &Option<Str>| a.as_ref().map(|a| a.text.clone());
    html.is_empty()
        && new.html.is_empty()
        && sections.len() == new.sections.len()
        && sections.iter().zip(&new.sections).all(|(a, b)| {
            (a.role, anchor(&a.anchor), &a.blocks) == (b.role, anchor(&b.anchor), &b.blocks)
        })
        && blocks.len() == new.blocks.len()
        && blocks
            .iter()
            .zip(&new.blocks)
            .all(|(a, b)| same_fields(a, b) && same_note(&a.kind, &b.kind))
}

/// Inline fields make relations.
fn same_fields(old: &RawBlock, new: &RawBlock) -> bool {
    let words = |b: &RawBlock| {
        b.fields.iter().map(|f| (f.name.text.clone(), f.value.text.clone())).collect::<Vec<_>>()
    };
    words(old) == words(new)
}

/// Notes of the second form make sources, titles and publishers.
fn same_note(old: &RawKind, new: &RawKind) -> bool {
    match (old, new) {
        (
            RawKind::Note(RawNote::Link { title, address, work: _, publisher, date }),
            RawKind::Note(RawNote::Link { title: t, address: a, work: _, publisher: p, date: d }),
        ) => {
            let name = |p: &Option<Str>| p.as_ref().map(|p| p.text.clone());
            title.text == t.text && address == a && name(publisher) == name(p) && date == d
        }
        (RawKind::Note(RawNote::Link { .. }), _) | (_, RawKind::Note(RawNote::Link { .. })) => {
            false
        }
        _ => true,
    }
}

fn titles(body: &RawBody) -> impl Iterator<Item = &Str> {
    body.blocks.iter().filter_map(|b| {
        if let RawKind::Note(RawNote::Link { title, .. }) = &b.kind { Some(title) } else { None }
    })
}

/// The sources of the notes of the second form, in order.
fn inline_sources(blocks: &[Block], body: &RawBody) -> Option<Vec<SourceId>> {
    let links = blocks
        .iter()
        .zip(&body.blocks)
        .filter(|(_, raw)| matches!(raw.kind, RawKind::Note(RawNote::Link { .. })));
    links
        .map(|(b, _)| if let BlockKind::Note { source } = b.kind { Some(source) } else { None })
        .collect()
}

fn same_block(old: &Block, new: &Block, base: u32) -> bool {
    let Block {
        doc,
        section,
        kind,
        content: _,
        cuts: _,
        anchor,
        date,
        refs,
        parent,
        uncited,
        visible: _,
    } = old;
    let refs = refs.start - base..refs.end - base;
    // an address that does not last is made of the words
    let lasts = anchor.lasting || new.anchor.lasting;
    (doc, section, kind, date, &refs, parent, uncited)
        == (&new.doc, &new.section, &new.kind, &new.date, &new.refs, &new.parent, &new.uncited)
        && (!lasts || *anchor == new.anchor)
}

/// The same targets from the same blocks, in the same order of places.
fn same_refs(old: &[Ref], new: &[Ref]) -> bool {
    let order = |refs: &[Ref]| {
        let mut order: Vec<usize> = (0..refs.len()).collect();
        order.sort_by_key(|n| refs[*n].at);
        order
    };
    old.len() == new.len()
        && old.iter().zip(new).all(|(a, b)| (a.block, a.target) == (b.block, b.target))
        && order(old) == order(new)
}

/// The title under which a document can be linked to, before and after.
struct Renaming {
    from: Option<String>,
    to: Option<String>,
}

impl Renaming {
    /// `None` where a name changes that means something elsewhere.
    fn of(site: &Site, id: DocId, new: &RawDoc) -> Option<Renaming> {
        let doc = site.doc(id);
        let from = doc.titled.then(|| doc.title.to_lowercase());
        let to = new.title.is_some().then(|| docs::title(new).to_lowercase());
        let names = &site.names;
        let own = |name: &String| {
            names.by_name.get(name.as_str()).is_some_and(|t| **t == [Target::Doc(id)])
        };
        // a slug or an alias answers whatever the title is
        let stays = |name: &String| {
            *name == doc.slug || doc.aliases.iter().any(|a| a.to_lowercase() == *name)
        };
        let moves = |name: &String| from != to && !(stays(name) && own(name));
        let (from, to) = (from.clone().filter(moves), to.clone().filter(moves));
        let may_go =
            |name: &String| own(name) && !names.is_called_by_title(id) && !has_record(site, name);
        let watched = |e: &WatchEntry, name: &String| e.text.to_lowercase() == *name;
        let lists =
            || site.topics.iter().flat_map(|t| [&t.watch.sources, &t.watch.authors]).flatten();
        let is_free = |name: &String| {
            !names.by_name.contains_key(name.as_str()) && !lists().any(|e| watched(e, name))
        };
        (from.as_ref().is_none_or(may_go) && to.as_ref().is_none_or(is_free))
            .then_some(Renaming { from, to })
    }

    fn make(self, site: &mut Site, doc: DocId) {
        if let Some(from) = self.from {
            site.names.by_name.remove(from.as_str());
        }
        if let Some(to) = self.to {
            site.names.by_name.insert(to.into(), vec![Target::Doc(doc)]);
        }
    }
}

/// Whether a source or publisher would answer to a name that no document has.
fn has_record(site: &Site, name: &str) -> bool {
    let sources = site.sources.iter().flat_map(|s| s.aliases.iter().chain([&s.title]));
    let publishers = site.publishers.iter().flat_map(|p| p.aliases.iter().chain([&p.name]));
    sources.chain(publishers).any(|n| n.to_lowercase() == name)
}
