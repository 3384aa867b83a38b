//! The titles of callouts as HTML.

use crate::markdown::escape;
use crate::model::*;
use crate::records;

/// Adds the HTML of a title. The day of an editor's note is an element.
pub(crate) fn callout_title(site: &Site, kind: &str, written: &str, out: &mut String) {
    match Date::parse(written) {
        Some(date) if kind == "editor" => editors_note(&site.locale, date, out),
        _ => escape(&records::callout_title(site, kind, written), out),
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
