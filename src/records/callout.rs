//! The names of the kinds of callouts in the language of the site.

use crate::markdown::typographic;
use crate::model::*;

/// The title of a callout in plain words: what the author wrote, else the name of the kind. An editor's note has its day, or
/// what was written, behind its name.
pub(crate) fn callout_title(site: &Site, kind: &str, written: &str) -> String {
    let locale = &site.locale;
    let words = typographic(written, site.quotation_marks());
    if kind == "editor" && !written.is_empty() {
        return match Date::parse(written) {
            Some(date) => locale.format(MessageId::CalloutEditorOf, &[("date", date.into())]),
            None => {
                let name = locale.text(MessageId::CalloutEditor);
                format!("{name}{}{words}", locale.text(MessageId::ListColon))
            }
        };
    }
    if !written.is_empty() {
        return words.into_owned();
    }
    match callout_name(kind) {
        Some(name) => locale.text(name).to_string(),
        None => capitalized(&kind.replace(['-', '_'], " ")),
    }
}
