//! Names: source keys after `[@`, everything with a name after `[[`, block ids after `#`.

use super::choice::{CompletionChoice, CompletionChoices, CursorContext};
use crate::content::parse::is_lasting;
use crate::lsp::hover;
use crate::model::*;
use gen_lsp_types::CompletionItemKind;
use std::cmp::Reverse;

/// The length of the rest of the name that the cursor is in.
fn rest_of_name(after: &str) -> usize {
    after.find(|c: char| !(c.is_alphanumeric() || "-_/^.".contains(c))).unwrap_or(after.len())
}

/// `[@key]`, `[@a; @b]`: the keys of all sources, newest first.
pub(super) fn cite(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    let before = here.before();
    let open = before.rfind('[')?;
    let (prefix, typed) = before[open + 1..].rsplit_once('@')?;
    let is_key = !prefix.contains(']')
        && (prefix.is_empty() || prefix.ends_with(|c: char| c.is_whitespace() || "-;".contains(c)))
        && !typed.contains(|c: char| c.is_whitespace() || ",;]".contains(c));
    if !is_key {
        return None;
    }
    let rest = rest_of_name(here.after());
    let is_closed = here.after()[rest..].trim_start().starts_with([']', ',', ';']);
    let list = sources(here.site, if is_closed { "" } else { "]" });
    Some(CompletionChoices { replace: here.byte - typed.len()..here.byte + rest, list })
}

/// All sources that have a key, newest first.
pub(super) fn sources(site: &Site, close: &str) -> Vec<CompletionChoice> {
    let mut sources: Vec<&Source> = site.source_ids().map(|id| site.source(id)).collect();
    sources.sort_by_key(|source| (Reverse(source.issue_date()), &source.id));
    let mut list = Vec::new();
    for source in sources {
        list.push(CompletionChoice {
            label: source.id.clone(),
            insert: format!("{}{close}", source.id),
            detail: format!("{} ({})", source.title, hover::source_kind(site, source)),
            also: source.title.clone(),
            kind: CompletionItemKind::Reference,
        });
    }
    list
}

/// `[[name` and `[[name#^id`.
pub(super) fn link(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    let before = here.before();
    let inside = &before[before.rfind("[[")? + 2..];
    if inside.contains("]]") || inside.contains('|') {
        return None;
    }
    let rest = rest_of_name(here.after());
    let after = &here.after()[rest..];
    let is_closed = after.starts_with("]]") || after.starts_with('|');
    let (typed, list) = match inside.split_once('#') {
        Some((name, typed)) => (typed, blocks(here, name, if is_closed { "" } else { "]]" })),
        None => {
            let close = if is_closed || after.starts_with('#') { "" } else { "]]" };
            (inside, named(here.site, here.from, admitted(here), close))
        }
    };
    Some(CompletionChoices { replace: here.byte - typed.len()..here.byte + rest, list })
}

/// What a name can mean at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AdmittedNames {
    All,
    Topics,
    Entities,
    Actors,
}

impl AdmittedNames {
    fn contains(self, site: &Site, kind: &DocKind) -> bool {
        match (self, kind) {
            (AdmittedNames::All, _) => true,
            (AdmittedNames::Topics, DocKind::Topic) => true,
            (AdmittedNames::Entities, DocKind::Entity(_)) => true,
            (AdmittedNames::Actors, DocKind::Entity(id)) => site.entity(*id).kind.base.is_actor(),
            _ => false,
        }
    }
}

/// What the link that the cursor is in can lead to: cross-links start with a topic, perspectives are held by actors, and
/// the sides of a tension are entities.
fn admitted(here: &CursorContext<'_>) -> AdmittedNames {
    let before = here.before();
    let item = before.strip_prefix("- ");
    let is_first = before.matches("[[").count() == 1;
    let is_named = |words: &str| {
        let outside = words.split("]]").map(|part| part.split("[[").next().unwrap_or_default());
        outside.collect::<String>().contains(':')
    };
    match (here.section_role(), item) {
        (SectionRole::CrossLinks, Some(item)) if is_first && item.starts_with("[[") => {
            AdmittedNames::Topics
        }
        (SectionRole::Perspectives, None) if before.starts_with("### ") => AdmittedNames::Actors,
        (SectionRole::Tensions, Some(item)) if !is_named(item) => AdmittedNames::Entities,
        (SectionRole::Observations, Some(item)) if is_first && names_author(here.site, item) => {
            AdmittedNames::Actors
        }
        _ => AdmittedNames::All,
    }
}

/// Whether the link at the end of an observation is right behind its kind, which is that of authors to watch.
fn names_author(site: &Site, item: &str) -> bool {
    let Some((label, rest)) = item.strip_prefix("**").and_then(|item| item.split_once("**")) else {
        return false;
    };
    let kind = site.vocabulary.observations.parse(label.trim_end_matches(':'));
    let is_author = kind.is_some_and(|kind| kind.base == ObservationKind::AuthorToWatch);
    is_author && rest.trim_start_matches([':', ' ']).starts_with("[[")
}

/// The ids of a document's blocks.
fn blocks(here: &CursorContext<'_>, name: &str, close: &str) -> Vec<CompletionChoice> {
    let site = here.site;
    let Some(from) = here.from else { return Vec::new() };
    let targets = match name.trim() {
        "" => vec![site.target_of(from)],
        name => site.named(from, name),
    };
    let mut list = Vec::new();
    for doc in targets.iter().filter_map(|target| site.doc_of(*target)) {
        for block in site.blocks_of(doc).filter(|block| site.block(*block).anchor.lasting) {
            let id = &site.block(block).anchor.name;
            let words = hover::words(site, here.files, block);
            list.push(CompletionChoice {
                label: format!("^{id}"),
                insert: format!("^{id}{close}"),
                also: format!("{id} {words}"),
                detail: words,
                kind: CompletionItemKind::Reference,
            });
        }
    }
    list
}

/// Everything that a link can lead to, seen from a document: first what belongs to the same topic.
pub(super) fn named(
    site: &Site,
    from: Option<DocId>,
    admitted: AdmittedNames,
    close: &str,
) -> Vec<CompletionChoice> {
    let topic = from.and_then(|d| site.doc(d).topic);
    let mut docs: Vec<DocId> =
        site.doc_ids().filter(|id| admitted.contains(site, &site.doc(*id).kind)).collect();
    docs.sort_by_key(|id| {
        let doc = site.doc(*id);
        (topic.is_none() || doc.topic != topic, Reverse(doc.date), &doc.slug)
    });
    let mut list = Vec::new();
    for id in docs {
        let doc = site.doc(id);
        let name = name_of(site, from, id);
        let kind = hover::doc_kind(site, doc);
        let with_title = format!("{} ({kind})", doc.title);
        list.push(CompletionChoice {
            label: name.clone(),
            insert: format!("{name}{close}"),
            detail: if doc.title == doc.slug { kind } else { with_title.clone() },
            also: doc.title.clone(),
            kind: match doc.kind {
                DocKind::Entity(_) => CompletionItemKind::Class,
                _ => CompletionItemKind::File,
            },
        });
        for alias in doc.aliases.iter().filter(|alias| !is_lasting(alias)) {
            list.push(CompletionChoice {
                label: alias.clone(),
                insert: format!("{name}|{alias}{close}"),
                detail: with_title.clone(),
                also: alias.clone(),
                kind: CompletionItemKind::Text,
            });
        }
    }
    let has_topics = matches!(admitted, AdmittedNames::All | AdmittedNames::Topics);
    for elsewhere in site.elsewhere.iter().filter(|_| has_topics) {
        list.push(CompletionChoice {
            label: elsewhere.slug.clone(),
            insert: format!("{}{close}", elsewhere.slug),
            detail: format!("{} (topic followed elsewhere)", elsewhere.title),
            also: elsewhere.title.clone(),
            kind: CompletionItemKind::File,
        });
    }
    if admitted == AdmittedNames::All {
        list.extend(sources(site, close));
    }
    list
}

/// The shortest name that means this document and nothing else.
fn name_of(site: &Site, from: Option<DocId>, id: DocId) -> String {
    let doc = site.doc(id);
    let targets = match from {
        Some(from) => site.named(from, &doc.slug),
        None => site.names.by_name.get(doc.slug.as_str()).cloned().unwrap_or_default().to_vec(),
    };
    match doc.topic {
        Some(topic) if targets != [site.target_of(id)] => {
            format!("{}/{}", site.topic(topic).slug, doc.slug)
        }
        _ => doc.slug.clone(),
    }
}

/// The topics of the site and those followed elsewhere.
pub(super) fn topics(site: &Site) -> Vec<CompletionChoice> {
    let own = site.topics.iter().map(|t| (&t.slug, &t.title));
    let mut list = Vec::new();
    for (slug, title) in own.chain(site.elsewhere.iter().map(|e| (&e.slug, &e.title))) {
        list.push(CompletionChoice {
            label: slug.clone(),
            insert: format!("[[{slug}]] "),
            detail: title.clone(),
            also: title.clone(),
            kind: CompletionItemKind::File,
        });
    }
    list
}
