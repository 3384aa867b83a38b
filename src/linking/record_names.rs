//! From a name outside of texts to the entity, source or definition that it means.

use super::resolve::NameResolver;
use crate::content::parse::Str;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;

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
        None => report.push(resolver.sources.unknown(&key, &resolver.searches)),
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
        report.push(resolver.unknown_definition(said));
    }
    found
}

/// A record whose id another one has.
pub(super) fn duplicate(what: &str, id: &Str, first: &Str) -> Diagnostic {
    let message = format!("the {what} \"{}\" occurs twice", id.text);
    let duplicate = Diagnostic::at(&codes::DUPLICATE_RECORD, id.span, message);
    duplicate.related(first.span, "first occurrence").help("rename one of the two")
}
