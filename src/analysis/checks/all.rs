//! All checks in one call.

use super::{figures, site, sources, topics, views};
use crate::diagnostics::Report;
use crate::model::Site;

/// Adds the warnings and the advice of every check to a report.
pub fn check(site: &Site, report: &mut Report) {
    site::address(site, report);
    sources::unused(site, report);
    sources::flagged(site, report);
    views::uncited(site, report);
    views::one_sided(site, report);
    topics::overdue(site, report);
    topics::questions(site, report);
    topics::suggestions(site, report);
    topics::snapshots(site, report);
    figures::conflicting(site, report);
}
