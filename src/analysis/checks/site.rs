//! What the site says of itself.

use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::Site;

/// A site that does not say where it is published. An unreadable site.yaml is reported already.
pub(super) fn address(site: &Site, report: &mut Report) {
    let is_wrong =
        report.iter().any(|d| *d.code == codes::BAD_ADDRESS && d.message.starts_with("`base_url`"));
    if site.config.base_url.is_none() && !site.config.title.is_empty() && !is_wrong {
        let message = "the site has no address, so there are no feeds and no site map";
        let found = Diagnostic::in_file(&codes::NO_BASE_URL, "content/site.yaml", message);
        report.push(found.help("add `base_url: https://…`, the address that the site will have"));
    }
}
