//! A citation in Chicago style.

use super::cited_work::{CitedWork, cased};
use super::line::{CitationLine, Typeface};
use super::parts::{self, PublicationForm, month_day, within_year};
use crate::model::{DateExtent, MessageId, SourceType, SourceVariable, capitalized};

pub(super) fn chicago(work: &CitedWork) -> String {
    let (locale, mut line) = (work.locale, CitationLine::new(work.locale, work.marks));
    let house_first = work.is_listed_by_publisher() && work.record.summary.publisher.is_some();
    let mut names: Vec<String> = work.authors.iter().map(|a| a.shown()).collect();
    if let Some(first) = work.authors.first() {
        names[0] = parts::inverted(first);
    }
    match names.len() {
        0 if house_first => line.sentence(work.record.summary.publisher.unwrap_or_default()),
        0 => {}
        1..=6 if !work.has_more_authors => line.sentence(&work.names(&names, MessageId::CiteAnd)),
        _ => {
            let first = names[..names.len().min(3)].join(locale.text(MessageId::ListComma));
            line.sentence(&work.and_others(first));
        }
    }
    let is_volume = work.form == PublicationForm::Volume;
    let face = if is_volume { Typeface::Italic } else { Typeface::QuotedSentence };
    let title_first = line.html.is_empty();
    let title = |line: &mut CitationLine| {
        line.gap();
        line.title_sentence(work.face(face), &cased(work));
    };
    if title_first {
        title(&mut line);
    }
    line.sentence(&match work.issued {
        Some(date) if date.extent == DateExtent::Circa => work.circa(date, MessageId::CiteCirca),
        Some(date) => locale.years(date),
        None => locale.text(MessageId::CiteUndated).to_string(),
    });
    if !title_first {
        title(&mut line);
    }
    let day = work
        .issued
        .filter(|_| !parts::is_dated_by_year(work.kind) || work.kind == SourceType::Preprint)
        .map(|date| within_year(locale, date, month_day))
        .unwrap_or_default();
    let edition = parts::edition(work.record, locale, MessageId::CiteEd);
    line.sentence(&edition.unwrap_or_default());
    let number = work.record.number.map(|n| work.numbered(n, MessageId::CiteNumber));
    line.sentence(&number.unwrap_or_default());
    let house = work.imprint.filter(|_| !house_first).map(str::to_string);
    let is_preprint = work.kind == SourceType::Preprint;
    let preprint = is_preprint.then(|| capitalized(locale.label(SourceType::Preprint)));
    let rest: Vec<String> =
        preprint.into_iter().chain(house).chain([day]).filter(|p| !p.is_empty()).collect();
    if work.venue.is_some() || !rest.is_empty() {
        line.gap();
        match work.venue {
            Some(venue) if work.form == PublicationForm::Part => {
                line.message_of_venue(MessageId::CiteIn, venue, &[]);
            }
            venue => line.list(venue, &[]),
        }
        if work.form == PublicationForm::Part {
            if let Some(editors) = parts::editors(work.record, locale) {
                line.text(locale.text(MessageId::ListComma));
                line.message(MessageId::CiteEditedBy, &[("editors", editors.into())]);
            }
        } else {
            if let Some(volume) = work.record.variable(SourceVariable::Volume) {
                line.text(&format!(" {volume}"));
            }
            if let Some(issue) = work.record.variable(SourceVariable::Issue) {
                line.text(&format!(" ({issue})"));
            }
            if let Some(pages) = work.record.variable(SourceVariable::Page) {
                line.text(&format!(": {}", pages.replace('-', "–")));
            }
        }
        for (n, part) in rest.iter().enumerate() {
            let is_first = n == 0 && work.venue.is_none();
            let gap = if is_first { "" } else { locale.text(MessageId::ListComma) };
            line.text(&format!("{gap}{part}"));
        }
        line.stop();
    }
    if let Some(day) = work.accessed_undated() {
        let values =
            [("day", month_day(locale, day).into()), ("year", day.year.to_string().into())];
        line.sentence(&locale.format(MessageId::CiteAccessed, &values));
    }
    line.sentence(&work.address.clone().unwrap_or_default());
    line.html
}
