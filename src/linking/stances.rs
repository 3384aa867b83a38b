//! The links of `(stance:: [[…#^id]] …)`: each names a tension or a question.

use crate::diagnostics::{Report, codes};
use crate::model::*;
use crate::source::Files;

/// Reports stances on targets that are not issues, and two stances on one issue.
pub(super) fn check(site: &Site, files: &Files, report: &mut Report) {
    for block in site.blocks() {
        let stances = block.claim.iter().flat_map(|claim| &claim.stances);
        let mut issues: Vec<Option<BlockId>> = Vec::new();
        for stance in stances {
            let is_issue = |id: BlockId| site.tension(id).is_some() || site.question(id).is_some();
            let has_link = files.slice(stance.span).starts_with("[[");
            if stance.issue.is_some_and(|id| !is_issue(id)) || stance.issue.is_none() && has_link {
                let message = "`stance` names neither a tension nor a question";
                let help = "write the id of one: (stance:: [[#^ten-id]] wants limits)";
                report.add(&codes::BAD_FIELD, stance.span, message, help);
            } else if issues.contains(&stance.issue) {
                let message = "the block has a stance on this already";
                report.add(&codes::BAD_FIELD, stance.span, message, "keep one of the two");
            }
            issues.push(stance.issue);
        }
    }
}
