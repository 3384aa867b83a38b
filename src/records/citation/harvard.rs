//! A citation in Harvard style.

use super::cited_work::CitedWork;
use super::line::{CitationLine, Typeface};
use super::parts::{self, PublicationForm, day_month, within_year};
use crate::model::{DateExtent, MessageId, SourceType, SourceVariable};

pub(super) fn harvard(work: &CitedWork) -> String {
    let (locale, mut line) = (work.locale, CitationLine::new(work.locale, work.marks));
    let names: Vec<String> = work.authors.iter().map(|n| parts::initials(n, "")).collect();
    let year = match work.issued {
        Some(date) if date.extent == DateExtent::Circa => {
            format!("({})", work.circa(date, MessageId::DateCirca))
        }
        Some(date) => format!("({})", locale.years(date)),
        None => format!("({})", locale.text(MessageId::CiteNoDate)),
    };
    let italic = work.form == PublicationForm::Volume || work.kind == SourceType::Webpage;
    let face = work.face(if italic { Typeface::Italic } else { Typeface::Quoted });
    match names.len() {
        0 => line.title(face, &work.title.text),
        1..=3 if !work.has_more_authors => line.text(&work.names(&names, MessageId::ListAnd)),
        _ => {
            line.text(&format!("{} ", names[0]));
            line.em(locale.text(MessageId::SourceMoreAuthors));
        }
    }
    line.text(&format!(" {year}"));
    if !names.is_empty() {
        line.text(" ");
        line.title(face, &work.title.text);
    }
    if let Some(venue) = work.venue {
        let is_part = work.form == PublicationForm::Part;
        line.text(match is_part || !names.is_empty() {
            true => locale.text(MessageId::ListComma),
            false => " ",
        });
        match is_part {
            true => line.message_of_venue(MessageId::CiteInSmall, venue, &[]),
            false => line.em(venue),
        }
    }
    let day = work
        .issued
        .filter(|_| work.form == PublicationForm::Article && !parts::is_dated_by_year(work.kind))
        .map(|date| within_year(locale, date, day_month));
    if let Some(day) = day.filter(|d| !d.is_empty()) {
        line.text(&format!(", {day}"));
    }
    if work.venue.is_some() {
        let issue = work.record.variable(SourceVariable::Issue);
        if let Some(volume) = work.record.variable(SourceVariable::Volume) {
            let issue = if let Some(issue) = issue { format!("({issue})") } else { String::new() };
            line.text(&format!(", {volume}{issue}"));
        }
        if let Some(pages) = parts::pages(work.record, locale) {
            line.text(&format!(", {pages}"));
        }
    }
    line.stop();
    let edition = parts::edition(work.record, locale, MessageId::CiteEdn);
    line.sentence(&edition.unwrap_or_default());
    let number = work.record.number.filter(|_| italic);
    let number = number.map(|n| work.numbered(n, MessageId::CiteNumber));
    line.sentence(&number.unwrap_or_default());
    line.sentence(work.imprint.unwrap_or_default());
    if let Some(address) = work.address.clone() {
        line.gap();
        match work.accessed {
            Some(day) => line.message(
                MessageId::CiteAvailableAccessed,
                &[("address", address.into()), ("date", locale.date(day).into())],
            ),
            None => line.message(MessageId::CiteAvailable, &[("address", address.into())]),
        }
    }
    line.html
}
