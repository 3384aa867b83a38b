//! Relations between blocks: `(overtakes:: [[…#^id]])` and its kin.

use crate::content::parse::Raw;
use crate::content::parse::body::{RawBody, RawField};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use crate::source::{Files, Span};
use std::collections::{HashMap, HashSet};

/// A relation with the place of its name, for messages.
struct RelationEntry {
    relation: Relation,
    span: Span,
}

/// Resolves the relations of all blocks; relations to nothing, to itself and in a circle are reported and left out.
pub(super) fn collect(raw: &Raw, site: &mut Site, files: &Files, report: &mut Report) {
    let mut found: Vec<RelationEntry> = Vec::new();
    for (doc, id) in raw.docs.iter().zip(site.doc_ids()) {
        for (block, index) in doc.body.blocks.iter().zip(0..) {
            for field in &block.fields {
                let Some(kind) = RelationKind::parse(files.slice(field.name)) else { continue };
                let from = BlockId { doc: id, index };
                let links = links(field, &doc.body);
                for link in &links {
                    found.extend(relation(kind, from, link, site, files, report));
                }
                if links.is_empty() {
                    report.push(names_no_block(kind, field.value, site, id, files));
                }
            }
        }
    }
    circles(&found, site, files, report);
    contrary(&found, report);
    for f in &found {
        backwards(f, site, report);
    }
    // what is written twice in a block is said once
    let mut known = HashSet::new();
    for f in found {
        if !known.insert((f.relation.from, f.relation.kind, f.relation.to)) {
            continue;
        }
        let relations = &mut site.docs[f.relation.from.doc.index()].relations;
        let position = relations.len() as u32;
        relations.push(Relation { position, ..f.relation });
    }
}

/// A relation whose value is not a link, with the link that was probably meant.
fn names_no_block(
    kind: RelationKind,
    value: Span,
    site: &Site,
    doc: DocId,
    files: &Files,
) -> Diagnostic {
    let message = format!("\"{}\" names no block", kind.word());
    let found = Diagnostic::at(&codes::RELATION_TO_NOTHING, value, message);
    let written = files.slice(value).trim();
    let bare = written.trim_matches(|c| matches!(c, '[' | ']' | '"'));
    let (name, id) = bare.split_once('^').unwrap_or(("", bare));
    let name = name.trim_end_matches('#').trim();
    let has_id = |doc: DocId| {
        let blocks = &site.doc(doc).blocks;
        blocks.iter().any(|block| block.anchor.lasting && *block.anchor.name == *id)
    };
    let docs: Vec<DocId> = match name {
        "" => vec![doc],
        name => site.named(doc, name).into_iter().filter_map(|t| site.doc_of(t)).collect(),
    };
    match docs.into_iter().any(has_id) {
        true => found.fix(value, format!("[[{name}#^{id}]]")),
        false => found.help(format!("write ({}:: [[2026-06-04#^id]])", kind.word())),
    }
}

/// A wiki link of a field: its index among the references of its text, and its place.
struct FieldLink {
    reference: usize,
    span: Span,
}

/// The wiki links in a field's value.
fn links(field: &RawField, body: &RawBody) -> Vec<FieldLink> {
    let base = body.start as usize;
    let value = field.value.range();
    let all = body.tree.references_in(&(value.start - base..value.end - base));
    let links = all.map(|n| (n, &body.tree.references[n]));
    let links = links.filter(|(_, reference)| reference.kind.is_wiki_link());
    let mut field_links = Vec::new();
    for (reference, link) in links {
        let range = link.range();
        let range = base + range.start..base + range.end;
        field_links.push(FieldLink { reference, span: Span::new(field.value.file, range) });
    }
    field_links
}

fn relation(
    kind: RelationKind,
    from: BlockId,
    link: &FieldLink,
    site: &Site,
    files: &Files,
    report: &mut Report,
) -> Option<RelationEntry> {
    let span = link.span;
    match site.doc(from.doc).targets[link.reference] {
        LinkTarget::Site(Target::Block(to)) if to == from => {
            let message = format!("the block {} itself", kind.word());
            report.add(&codes::RELATION_TO_ITSELF, span, message, "name the other block");
        }
        LinkTarget::Site(Target::Block(to))
            if kind == RelationKind::Judges && site.block(to).forecast().is_none() =>
        {
            let message = "the passage that is judged is not a forecast";
            let help = "add (due:: …) to it, move it to a section `## Forecasts`, or write `confirms` or `corrects`";
            report.add(&codes::JUDGES_NO_FORECAST, span, message, help);
        }
        LinkTarget::Site(Target::Block(to)) => {
            return Some(RelationEntry {
                relation: Relation { from, position: 0, kind, to, lapsed: false },
                span,
            });
        }
        // It was reported.
        LinkTarget::Unresolved => {}
        _ => {
            let name = files.slice(span);
            let message =
                format!("\"{name}\" is a whole document, and a relation is about one block");
            let name = name.split('#').next().unwrap_or(name);
            let ids = lasting_ids(site, &site.doc(from.doc).targets[link.reference]);
            let word = kind.word();
            let help = match &ids[..] {
                [] => format!("add the block's id: ({word}:: [[{name}#^id]])"),
                [id] => format!("name its block: ({word}:: [[{name}#^{id}]])"),
                ids => format!(
                    "name a block: ({word}:: [[{name}#^{}]]), one of {}",
                    ids[0],
                    ids.join(", ")
                ),
            };
            report.add(&codes::RELATION_TO_NOTHING, span, message, help);
        }
    }
    None
}

/// The first lasting ids of a document.
fn lasting_ids<'s>(site: &'s Site, target: &LinkTarget) -> Vec<&'s str> {
    const NAMED: usize = 6;
    let doc = match target {
        LinkTarget::Site(target) => site.doc_of(*target),
        LinkTarget::Section(doc, _) => Some(*doc),
        _ => None,
    };
    let Some(doc) = doc else { return Vec::new() };
    let anchors = site.doc(doc).blocks.iter().map(|block| &block.anchor);
    anchors.filter(|anchor| anchor.lasting).map(|anchor| &*anchor.name).take(NAMED).collect()
}

/// Blocks that confirm another and deny it too.
fn contrary(found: &[RelationEntry], report: &mut Report) {
    let denies = |kind| {
        matches!(kind, RelationKind::Disputes | RelationKind::Corrects | RelationKind::Overtakes)
    };
    let mut confirmed: HashMap<(BlockId, BlockId), Span> = HashMap::new();
    for entry in found.iter().filter(|entry| entry.relation.kind == RelationKind::Confirms) {
        confirmed.entry((entry.relation.from, entry.relation.to)).or_insert(entry.span);
    }
    for entry in found.iter().filter(|entry| denies(entry.relation.kind)) {
        let Some(confirms) = confirmed.get(&(entry.relation.from, entry.relation.to)) else {
            continue;
        };
        let word = entry.relation.kind.word();
        let message = format!("the block {word} a statement and confirms it too");
        report.push(
            Diagnostic::at(&codes::CONTRARY_RELATIONS, entry.span, message)
                .related(*confirms, "here it is confirmed")
                .help("remove one of the two fields"),
        );
    }
}

/// Overtaking, correcting and answering lead back in time, so they cannot come round again; nor can confirming.
fn circles(found: &[RelationEntry], site: &Site, files: &Files, report: &mut Report) {
    for kinds in [
        &[RelationKind::Overtakes, RelationKind::Corrects, RelationKind::Answers][..],
        &[RelationKind::Confirms][..],
    ] {
        let mut next: HashMap<BlockId, Vec<usize>> = HashMap::new();
        for (n, f) in found.iter().enumerate().filter(|(_, f)| kinds.contains(&f.relation.kind)) {
            next.entry(f.relation.from).or_default().push(n);
        }
        // 1: on the path that is being followed, 2: followed to its end.
        let mut state: HashMap<BlockId, u8> = HashMap::new();
        let mut starts: Vec<BlockId> = next.keys().copied().collect();
        starts.sort();
        for start in starts {
            let mut path: Vec<(BlockId, usize)> = vec![(start, 0)];
            if state.insert(start, 1) == Some(2) {
                state.insert(start, 2);
                continue;
            }
            while let Some((block, n)) = path.last().copied() {
                let Some(edge) = next.get(&block).and_then(|e| e.get(n)).copied() else {
                    state.insert(block, 2);
                    path.pop();
                    continue;
                };
                path.last_mut().expect("the path is not empty").1 += 1;
                let to = found[edge].relation.to;
                match state.get(&to) {
                    Some(1) => circle(&path, to, &found[edge], site, files, report),
                    Some(_) => {}
                    None => {
                        state.insert(to, 1);
                        path.push((to, 0));
                    }
                }
            }
        }
    }
}

fn circle(
    path: &[(BlockId, usize)],
    to: BlockId,
    last: &RelationEntry,
    site: &Site,
    files: &Files,
    report: &mut Report,
) {
    let from = path.iter().position(|(b, _)| *b == to).unwrap_or(0);
    let mut names: Vec<String> =
        path[from..].iter().map(|(b, _)| written_name(*b, site, files)).collect();
    names.push(written_name(to, site, files));
    let message = format!("the relations go round in a circle: {}", names.join(" → "));
    report.add(
        &codes::RELATION_CIRCLE,
        last.span,
        message,
        "remove one of the relations of the circle",
    );
}

fn backwards(f: &RelationEntry, site: &Site, report: &mut Report) {
    if !matches!(f.relation.kind, RelationKind::Overtakes | RelationKind::Answers) {
        return;
    }
    let (from, to) = (site.block(f.relation.from), site.block(f.relation.to));
    if let (Some(a), Some(b)) = (from.date, to.date)
        && a.last() < b.first()
    {
        let message =
            format!("a block of {a} {} one of {b}, which is later", f.relation.kind.word());
        let help = "let the later block name the earlier one, or fix the date";
        report.add(&codes::RELATION_BACKWARDS, f.span, message, help);
    }
}

/// The path and `^id` of a block, as a message shows them.
fn written_name(block: BlockId, site: &Site, files: &Files) -> String {
    let block = site.block(block);
    format!("{}#^{}", files.get(site.doc(block.doc).file).path, block.anchor.name)
}
