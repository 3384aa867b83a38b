//! All checks in one call.

use super::{
    contradictions, definitions, evidence, half_life, positions, site, sources, topics, views,
    vocabulary,
};
use crate::analysis::reasoning::Reasoning;
use crate::diagnostics::Report;
use crate::model::Site;

/// Adds the warnings and the advice of every check to a report.
pub fn check(site: &Site, reasoning: &Reasoning, report: &mut Report) {
    site::address(site, report);
    sources::unused(site, report);
    sources::flagged(site, report);
    views::uncited(site, report);
    views::one_sided(site, report);
    positions::unattributed(site, report);
    positions::rereadings(site, report);
    positions::first_again(site, report);
    topics::overdue(site, report);
    topics::titles(site, report);
    topics::questions(site, &reasoning.forecasts, report);
    topics::answers(site, report);
    topics::empty_texts(site, report);
    topics::suggestions(site, report);
    topics::snapshots(site, report);
    evidence::loops(site, &reasoning.evidence, report);
    evidence::repetitions(site, &reasoning.evidence, report);
    evidence::corrected_origins(site, &reasoning.evidence, report);
    evidence::later_reports(site, report);
    evidence::mixed_measurements(site, report);
    half_life::early_ends(site, report);
    half_life::overtaken_events(site, report);
    half_life::look_again(site, &reasoning.half_life, report);
    contradictions::open(site, reasoning, report);
    contradictions::judgements(site, &reasoning.contradictions, report);
    definitions::facts(site, report);
    definitions::items(site, report);
    vocabulary::unused(site, report);
}
