//! Claims that ended before they were stated or that cannot be overtaken, and old ones that rest on one origin.

use crate::analysis::reasoning::{HalfLife, TopicHalfLife, is_claim, stated_on};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use crate::source::Span;

/// How many of the claims to look at again are named.
const NAMED: usize = 3;

/// Relations that end a claim on a day before its source stated it.
pub(super) fn early_ends(site: &Site, report: &mut Report) {
    for relation in site.relations().filter(|relation| relation.kind.is_revision()) {
        let (claim, later) = (site.block(relation.to), site.block(relation.from));
        if !is_claim(&claim.kind) {
            continue;
        }
        if let (Some(stated), Some(ended)) = (stated_on(site, relation.to), later.date)
            && ended.last() < stated.first()
        {
            let verb = relation.kind.word();
            let message = format!("this passage of {ended} {verb} what was stated on {stated}");
            report.push(
                Diagnostic::at(&codes::ENDS_EARLY, later.content, message)
                    .related(claim.content, "the claim")
                    .help("correct one of the dates, or remove the relation"),
            );
        }
    }
}

/// Claims that say of themselves that they cannot be overtaken, and are.
pub(super) fn overtaken_events(site: &Site, report: &mut Report) {
    for relation in site.relations().filter(|relation| relation.kind == RelationKind::Overtakes) {
        let claim = site.block(relation.to);
        if claim.claim.as_ref().is_some_and(|fields| fields.lasting == Some(false)) {
            let message = "`lasting:: no` says that this cannot be overtaken, and a later passage overtakes it";
            report.push(
                Diagnostic::at(&codes::OVERTAKEN_EVENT, claim.content, message)
                    .related(site.block(relation.from).content, "the later passage")
                    .help("remove `lasting:: no`, or write `corrects` if the statement was wrong"),
            );
        }
    }
}

/// Topics with standing claims that are older than the median and rest on one origin.
pub(super) fn look_again(site: &Site, half_life: &HalfLife, report: &mut Report) {
    for topic in site.topic_ids() {
        let TopicHalfLife { look_again, .. } = half_life.topic(topic);
        if look_again.is_empty() {
            continue;
        }
        let message = format!(
            "{} claims of \"{}\" have held for longer than half of its claims did, and rest on one origin",
            look_again.len(),
            site.topic(topic).slug
        );
        let span = Span::new(site.doc(site.topic(topic).doc).file, 0..0);
        let mut diagnostic = Diagnostic::at(&codes::LOOK_AGAIN, span, message)
            .help("see whether they still hold: the page half-life.html of the topic lists them");
        for block in look_again.iter().take(NAMED) {
            diagnostic = diagnostic.related(site.block(*block).content, "one of the oldest");
        }
        report.push(diagnostic);
    }
}
