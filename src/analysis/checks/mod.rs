//! What is questionable in a site that holds together: uncited, overdue, one-sided, contradictory, flagged yet cited.
//!
//! Takes a linked [`Site`], adds warnings and advice. Never changes the site.

mod figures;
mod site;
mod sources;
mod topics;
mod views;

use crate::diagnostics::Report;
use crate::model::Site;

/// Runs every check.
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
