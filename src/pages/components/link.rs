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

/// A date for machines; templates write it out by the filter `long_date`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct When {
    /// The date, or the first one that it can mean.
    pub iso: String,
    /// A range, a season or an estimate in the form of EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
}

impl From<Date> for When {
    fn from(date: Date) -> Self {
        When { iso: date.iso(), written: None }
    }
}

impl From<IssueDate> for When {
    fn from(date: IssueDate) -> Self {
        let is_exact = date.extent == DateExtent::Exact;
        When { iso: date.first.iso(), written: (!is_exact).then(|| date.to_string()) }
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
