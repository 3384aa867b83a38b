//! Links and dates as pages show them.

use crate::model::*;
use crate::pages::components::text::Page;
use serde::Serialize;

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    pub href: String,
    pub text: String,
}

/// A date for machines and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct When {
    pub iso: String,
    pub long: String,
}

impl From<Date> for When {
    fn from(date: Date) -> Self {
        When { iso: date.iso(), long: date.long() }
    }
}

impl From<IssueDate> for When {
    fn from(date: IssueDate) -> Self {
        When { iso: date.first.iso(), long: date.long() }
    }
}

/// A link to any target by its name.
pub(crate) fn link(page: &Page, target: Target) -> Link {
    Link { href: page.href(target), text: page.ctx.name(target) }
}

/// Links to those that are visible.
pub(crate) fn links(page: &Page, targets: impl IntoIterator<Item = Target>) -> Vec<Link> {
    targets.into_iter().filter(|t| page.site().is_visible(*t)).map(|t| link(page, t)).collect()
}

/// Links to actors; one that has no page yet is left out.
pub(crate) fn actors(page: &Page, entities: &[EntityId]) -> Vec<Link> {
    links(page, entities.iter().map(|e| Target::Entity(*e)))
}
