//! From a name outside of texts to the entity, source or definition that it means.

use super::resolve::NameResolver;
use crate::content::parse::Str;
use crate::content::parse::identity::{of_address, of_doi, of_number, of_source};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::model::*;

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
