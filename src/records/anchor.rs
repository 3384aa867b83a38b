//! Anchors on the page of definitions.

use crate::model::*;

/// The anchor of what a subject is under a definition. Ids have no dots, so it never equals an id.
pub(crate) fn reading_anchor(site: &Site, subject: EntityId, definition: DefinitionId) -> String {
    format!("{}.{}", site.definition(definition).id, site.entity(subject).slug)
}

/// The anchor of a stated verdict: its id, else what it is about, who says it and when.
pub(crate) fn verdict_anchor(site: &Site, id: VerdictId) -> String {
    let verdict = site.stated_verdict(id);
    if let Some(id) = &verdict.id {
        return format!("stated.{id}");
    }
    let mut anchor = reading_anchor(site, verdict.subject, verdict.definition);
    let who = verdict.who.map(|who| site.entity(who).slug.clone());
    for part in who.into_iter().chain(verdict.date.map(Date::iso)) {
        anchor += &format!(".{part}");
    }
    format!("stated.{anchor}")
}
