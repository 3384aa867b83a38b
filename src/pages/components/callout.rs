//! The titles of callouts in the language of the site.

use crate::markdown::{escape, typographic};
use crate::model::*;

/// What each kind of callout is called. Several words mean the same kind.
const NAMES: [(&[&str], MessageId); 20] = [
    (&["editor"], MessageId::CalloutEditor),
    (&["note"], MessageId::CalloutNote),
    (&["abstract"], MessageId::CalloutAbstract),
    (&["summary", "tldr"], MessageId::CalloutSummary),
    (&["info"], MessageId::CalloutInfo),
    (&["todo"], MessageId::CalloutTodo),
    (&["tip"], MessageId::CalloutTip),
    (&["hint"], MessageId::CalloutHint),
    (&["important"], MessageId::CalloutImportant),
    (&["success", "check", "done"], MessageId::CalloutSuccess),
    (&["question", "help", "faq"], MessageId::CalloutQuestion),
    (&["warning"], MessageId::CalloutWarning),
    (&["caution"], MessageId::CalloutCaution),
    (&["attention"], MessageId::CalloutAttention),
    (&["failure", "fail", "missing"], MessageId::CalloutFailure),
    (&["danger"], MessageId::CalloutDanger),
    (&["error"], MessageId::CalloutError),
    (&["bug"], MessageId::CalloutBug),
    (&["example"], MessageId::CalloutExample),
    (&["quote", "cite"], MessageId::CalloutQuote),
];

/// Adds the HTML of a title: what the author wrote, else the name of the kind. An editor's note has its day, or what was
/// written, behind its name.
pub(crate) fn callout_title(site: &Site, kind: &str, written: &str, out: &mut String) {
    let locale = &site.locale;
    let written_html = || {
        let mut html = String::new();
        escape(&typographic(written, site.quotation_marks()), &mut html);
        html
    };
    if kind == "editor" && !written.is_empty() {
        match Date::parse(written) {
            Some(date) => editors_note(locale, date, out),
            None => {
                escape(locale.text(MessageId::CalloutEditor), out);
                escape(locale.text(MessageId::ListColon), out);
                out.push_str(&written_html());
            }
        }
    } else if !written.is_empty() {
        out.push_str(&written_html());
    } else if let Some((_, name)) = NAMES.iter().find(|(words, _)| words.contains(&kind)) {
        escape(locale.text(*name), out);
    } else {
        escape(&capitalized(&kind.replace(['-', '_'], " ")), out);
    }
}

/// `Editor’s note, 20 November 2026` with the date as an element.
fn editors_note(locale: &Locale, date: Date, out: &mut String) {
    // A mark that no text has holds the place of the element.
    const PLACE: &str = "\u{fffc}";
    let mut title = String::new();
    escape(&locale.format(MessageId::CalloutEditorOf, &[("date", PLACE.into())]), &mut title);
    let words = locale.date(date);
    let element = format!("<time datetime=\"{}\">{words}</time>", date.iso());
    out.push_str(&title.replace(PLACE, &element));
}
