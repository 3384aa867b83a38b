//! Names: keys of sources after `[@`, everything that has a name after `[[`, ids of blocks after `#`.

use super::choice::{CompletionChoice, CompletionChoices, CursorContext};
use crate::lsp::hover;
use crate::model::*;
use gen_lsp_types::CompletionItemKind;

/// What may stand in a name, so that the rest of one is replaced with its start.
fn rest_of_name(after: &str) -> usize {
    after.find(|c: char| !(c.is_alphanumeric() || "-_/^.".contains(c))).unwrap_or(after.len())
}

/// `[@key]`, `[@a; @b]`: the keys of all sources, newest first.
pub(super) fn cite(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    let before = here.before();
    let open = before.rfind('[')?;
    let inside = &before[open + 1..];
    let at = inside.rfind('@')?;
    let typed = &inside[at + 1..];
    let begins =
        inside[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "-;".contains(c));
    if inside.contains(']')
        || !begins
        || typed.contains(|c: char| c.is_whitespace() || ",;".contains(c))
    {
        return None;
    }
    let rest = rest_of_name(here.after());
    let close =
        if here.after()[rest..].trim_start().starts_with([']', ',', ';']) { "" } else { "]" };
    let mut replace = here.typed_from(open + 1 + at + 1);
    replace.end += rest;
    Some(CompletionChoices { replace, list: sources(here.site, close) })
}

/// All sources that have a key, newest first.
pub(super) fn sources(site: &Site, close: &str) -> Vec<CompletionChoice> {
    let mut ids: Vec<SourceId> = site.source_ids().collect();
    ids.sort_by_key(|s| (std::cmp::Reverse(site.source(*s).issued), &site.source(*s).id));
    let choice = |s: &SourceId| {
        let source = site.source(*s);
        CompletionChoice {
            label: source.id.clone(),
            insert: format!("{}{close}", source.id),
            detail: format!("{} ({})", source.title, hover::source_kind(site, source)),
            also: source.title.clone(),
            kind: CompletionItemKind::Reference,
        }
    };
    ids.iter().map(choice).collect()
}

/// `[[name` and `[[name#^id`.
pub(super) fn link(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    let before = here.before();
    let open = before.rfind("[[")? + 2;
    let inside = &before[open..];
    if inside.contains("]]") || inside.contains('|') {
        return None;
    }
    let rest = rest_of_name(here.after());
    let after = &here.after()[rest..];
    let close = |here_too: &[char]| {
        if after.starts_with("]]") || after.starts_with(here_too) { "" } else { "]]" }
    };
    if let Some((name, typed)) = inside.split_once('#') {
        let mut replace = here.typed_from(before.len() - typed.len());
        replace.end += rest;
        return Some(CompletionChoices { replace, list: blocks(here, name, close(&['|'])) });
    }
    let mut replace = here.typed_from(open);
    replace.end += rest;
    Some(CompletionChoices { replace, list: named(here.site, here.from, close(&['|', '#'])) })
}

/// The ids of a document's blocks.
fn blocks(here: &CursorContext<'_>, name: &str, close: &str) -> Vec<CompletionChoice> {
    let Some(from) = here.from else { return Vec::new() };
    let targets = if name.trim().is_empty() {
        vec![here.site.target_of(from)]
    } else {
        here.site.named(from, name.trim())
    };
    let docs = targets.iter().filter_map(|t| here.site.doc_of(*t));
    let lasting =
        docs.flat_map(|d| here.site.blocks_of(d)).filter(|b| here.site.block(*b).anchor.lasting);
    let choice = |b: BlockId| {
        let id = &here.site.block(b).anchor.name;
        let words = hover::words(here.site, here.files, b);
        CompletionChoice {
            label: format!("^{id}"),
            insert: format!("^{id}{close}"),
            detail: words.clone(),
            also: format!("{id} {words}"),
            kind: CompletionItemKind::Reference,
        }
    };
    lasting.map(choice).collect()
}

/// Everything that a link can lead to, seen from a document; what is of its own topic comes first.
pub(super) fn named(site: &Site, from: Option<DocId>, close: &str) -> Vec<CompletionChoice> {
    let topic = from.and_then(|d| site.doc(d).topic);
    let mut docs: Vec<DocId> = site.doc_ids().collect();
    let near = |d: &DocId| topic.is_some() && site.doc(*d).topic == topic;
    docs.sort_by_key(|d| (!near(d), std::cmp::Reverse(site.doc(*d).date), &site.doc(*d).slug));
    let mut list = Vec::new();
    for d in docs {
        let doc = site.doc(d);
        let name = name_of(site, from, d);
        let kind = hover::doc_kind(site, doc);
        list.push(CompletionChoice {
            label: name.clone(),
            insert: format!("{name}{close}"),
            detail: if doc.title == doc.slug {
                kind.clone()
            } else {
                format!("{} ({kind})", doc.title)
            },
            also: doc.title.clone(),
            kind: if matches!(doc.kind, DocKind::Entity(_)) {
                CompletionItemKind::Class
            } else {
                CompletionItemKind::File
            },
        });
        let aliases = doc.aliases.iter().filter(|a| !crate::content::parse::is_lasting(a));
        list.extend(aliases.map(|alias| CompletionChoice {
            label: alias.clone(),
            insert: format!("{name}|{alias}{close}"),
            detail: format!("{} ({kind})", doc.title),
            also: alias.clone(),
            kind: CompletionItemKind::Text,
        }));
    }
    list.extend(site.elsewhere.iter().map(|e| CompletionChoice {
        label: e.slug.clone(),
        insert: format!("{}{close}", e.slug),
        detail: format!("{} (topic followed elsewhere)", e.title),
        also: e.title.clone(),
        kind: CompletionItemKind::File,
    }));
    list.extend(sources(site, close));
    list
}

/// The shortest name that means this document and nothing else.
fn name_of(site: &Site, from: Option<DocId>, id: DocId) -> String {
    let doc = site.doc(id);
    let target = site.target_of(id);
    let means_it = |name: &str| match from {
        Some(from) => site.named(from, name) == [target],
        None => site.names.by_name.get(name).is_some_and(|found| found[..] == [target]),
    };
    match doc.topic {
        Some(topic) if !means_it(&doc.slug) => format!("{}/{}", site.topic(topic).slug, doc.slug),
        _ => doc.slug.clone(),
    }
}

/// The topics of the site and those followed elsewhere.
pub(super) fn topics(site: &Site) -> Vec<CompletionChoice> {
    let own = site.topics.iter().map(|t| (&t.slug, &t.title));
    let all = own.chain(site.elsewhere.iter().map(|e| (&e.slug, &e.title)));
    let choice = |(slug, title): (&String, &String)| CompletionChoice {
        label: slug.clone(),
        insert: format!("[[{slug}]] "),
        detail: title.clone(),
        also: title.clone(),
        kind: CompletionItemKind::File,
    };
    all.map(choice).collect()
}
