//! Questions that can be answered by a day, and forecasts that can be checked by one, as a calendar (RFC 5545).
//!
//! Takes a topic or the site, gives the file. The day of an entry is the last one that its date can mean. Stamps are days
//! of the content, so that the same content gives the same bytes.

use super::credit::{credit, download_page};
use crate::model::*;
use crate::pages::{Ctx, Download, Scope};
use crate::records::{IsoDate, PassageKind, PassageTree};
use std::fmt::Write;

pub(super) fn calendar(ctx: &Ctx, what: &Download) -> String {
    let name = match what.scope {
        Scope::Topic(t) => format!("{}: {}", ctx.site.config.title, ctx.site.topic(t).title),
        _ => ctx.site.config.title.clone(),
    };
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut out);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//agon//agon//EN");
    // NAME and DESCRIPTION are RFC 7986; the other name is what older programs read
    line("NAME", &escaped(&name));
    line("X-WR-CALNAME", &escaped(&name));
    line("DESCRIPTION", &escaped(&credit(ctx)));
    for id in ctx.due_of(what.scope) {
        event(ctx, what, id, &mut line);
    }
    line("END", "VCALENDAR");
    out
}

fn event(ctx: &Ctx, what: &Download, id: BlockId, line: &mut impl FnMut(&str, &str)) {
    let (site, page) = (ctx.site, download_page(ctx, what));
    let PassageTree { passage, parts } = page.records().passage_tree(id);
    let Some(IsoDate(due)) = passage.due else { return };
    let (path, anchor) = ctx.tables.paths.of(site, Target::Block(id));
    let place = format!("{}#{}", path.trim_end_matches(".html"), anchor.unwrap_or_default());
    let host = ctx.origin().and_then(|origin| origin.split("://").nth(1)?.split('/').next());
    let locale = &site.locale;
    let (kind, state) = match passage.status {
        Some(status) => (MessageId::PassageQuestion, locale.label(status.0)),
        None => (MessageId::PassageForecast, locale.text(MessageId::CalendarToBeChecked)),
    };
    let (kind, colon) = (capitalized(locale.text(kind)), locale.text(MessageId::ListColon));
    let values = [("state", state.into()), ("date", locale.date(due).into())];
    let mut description = locale.format(MessageId::CalendarDue, &values);
    for part in &parts {
        let label = match part.form {
            PassageKind::Reading => MessageId::CopyReading,
            PassageKind::Condition => MessageId::ForecastCondition,
            PassageKind::WouldSettleIt => MessageId::PartSettles,
            _ => continue,
        };
        let (label, words) = (locale.text(label), part.marked_text(locale));
        let _ = write!(description, "\n{label}{colon}{words}");
    }
    let doc = site.doc(site.block(id).doc);
    let _ = write!(description, "\n{}", ctx.doc_name(site.block(id).doc));
    let changed = doc.updated.or(passage.date.map(|date| date.0)).or(doc.date).or(site.as_of);
    line("BEGIN", "VEVENT");
    line("UID", &format!("{}@{}", escaped(&place), host.unwrap_or("agon")));
    line("DTSTAMP", &format!("{}T000000Z", digits(changed.unwrap_or(due).first())));
    line("DTSTART;VALUE=DATE", &digits(due.last()));
    line("SUMMARY", &escaped(&format!("{kind}{colon}{}", passage.marked_text(locale))));
    line("DESCRIPTION", &escaped(&description));
    if ctx.origin().is_some() {
        line("URL", &passage.place.0);
    }
    line("CATEGORIES", &escaped(&kind));
    line("TRANSP", "TRANSPARENT");
    line("END", "VEVENT");
}

/// `20260628`.
fn digits(day: Date) -> String {
    day.iso().replace('-', "")
}

/// A text as a value (RFC 5545, section 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line in pieces of at most 75 bytes, none cut inside of a character (section 3.1).
fn fold(line: &str, out: &mut String) {
    const WIDTH: usize = 75;
    let mut width = 0;
    for c in line.chars().filter(|c| !c.is_control()) {
        if width + c.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}
