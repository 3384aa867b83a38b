//! A citation in APA style.

use super::cited_work::CitedWork;
use super::line::{CitationLine, Typeface};
use super::parts::{self, PublicationForm, month_day, within_year};
use crate::model::{
    Date, DateExtent, IssueDate, MessageId, SourceType, SourceVariable, capitalized,
};

pub(super) fn apa(work: &CitedWork) -> String {
    let (locale, mut line) = (work.locale, CitationLine::new(work.locale, work.marks));
    let date = match work.issued {
        None => format!("({})", locale.text(MessageId::CiteUndated)),
        Some(date) => format!("({})", apa_date(work, date)),
    };
    let house_first = work.is_listed_by_publisher();
    let mut names: Vec<String> = work.authors.iter().map(|n| parts::initials(n, " ")).collect();
    if work.has_more_authors && !names.is_empty() {
        line.text(&work.and_others(names.join(locale.text(MessageId::ListComma))));
    } else if names.len() > 20 {
        let last = names.pop().unwrap_or_default();
        names.truncate(19);
        names.push(format!("… {last}"));
        line.text(&names.join(locale.text(MessageId::ListComma)));
    } else {
        names.extend(work.record.summary.publisher.filter(|_| house_first).map(str::to_string));
        line.text(&work.names(&names, MessageId::CiteApaAnd));
    }
    let face = if work.venue.is_some() && work.form != PublicationForm::Standalone {
        Typeface::Plain
    } else {
        Typeface::Italic
    };
    let title_first = names.is_empty();
    if title_first {
        apa_title(&mut line, work, face);
    }
    line.stop();
    line.sentence(&date);
    if !title_first {
        line.gap();
        apa_title(&mut line, work, face);
        line.stop();
    }
    if let Some(venue) = work.venue {
        line.gap();
        if work.form == PublicationForm::Part {
            match parts::editors(work.record, locale) {
                Some(editors) => {
                    let values = [("editors", editors.into())];
                    line.message_of_venue(MessageId::CiteInEdited, venue, &values);
                }
                None => line.message_of_venue(MessageId::CiteIn, venue, &[]),
            }
            if let Some(pages) = parts::pages(work.record, locale) {
                line.text(&format!(" ({pages})"));
            }
        } else {
            line.em(venue);
            if let Some(volume) = work.record.variable(SourceVariable::Volume) {
                line.text(", ");
                line.em(volume);
            }
            if let Some(issue) = work.record.variable(SourceVariable::Issue) {
                line.text(&format!("({issue})"));
            }
            if let Some(pages) = work.record.variable(SourceVariable::Page) {
                line.text(&format!(", {}", pages.replace('-', "–")));
            }
        }
        line.stop();
    }
    line.sentence(work.imprint.filter(|_| !house_first).unwrap_or_default());
    if let Some(address) = work.address.clone() {
        line.gap();
        match work.accessed_undated() {
            Some(day) => line.message(
                MessageId::CiteRetrieved,
                &[
                    ("day", month_day(locale, day).into()),
                    ("year", day.year.to_string().into()),
                    ("address", address.into()),
                ],
            ),
            None => line.text(&address),
        }
    }
    line.html
}

/// `2026, June 28`, `2021, Spring`, `2023, December–2024, February`, `ca. 1984`.
fn apa_date(work: &CitedWork, date: IssueDate) -> String {
    let locale = work.locale;
    let is_year_alone = parts::is_dated_by_year(work.kind) || date.first.month == 0;
    let dated = |year: String, day: String| {
        locale.format(MessageId::CiteApaDate, &[("year", year.into()), ("day", day.into())])
    };
    match date.extent {
        DateExtent::Circa => work.circa(date, MessageId::CiteCirca),
        DateExtent::Exact | DateExtent::Until(_) if is_year_alone => locale.years(date),
        DateExtent::Until(last) if last.year != date.first.year => {
            let end = |day: Date| dated(day.year.to_string(), month_day(locale, day));
            format!("{}–{}", end(date.first), end(last))
        }
        DateExtent::Ongoing => locale.years(date),
        _ => dated(locale.years(date), within_year(locale, date, month_day)),
    }
}

fn apa_title(line: &mut CitationLine, work: &CitedWork, face: Typeface) {
    match work.title.is_description {
        true => line.text(&format!("[{}]", work.title.text)),
        false => line.title(face, &work.title.text),
    }
    if let Some(edition) = parts::edition(work.record, work.locale, MessageId::CiteEd) {
        line.text(&format!(" ({edition})"));
    }
    match (work.record.number, work.record.genre, work.kind) {
        (Some(number), ..) => {
            line.text(&format!(" ({})", work.numbered(number, MessageId::CiteNumber)))
        }
        (None, Some(genre), _) => line.text(&format!(" [{}]", capitalized(genre))),
        (None, None, SourceType::Post) => {
            line.text(&format!(" [{}]", work.locale.text(MessageId::CiteOnlinePost)))
        }
        (None, None, SourceType::Dataset) => {
            line.text(&format!(" [{}]", work.locale.text(MessageId::CiteDataSet)))
        }
        (None, None, SourceType::Speech) => {
            line.text(&format!(" [{}]", work.locale.text(MessageId::CiteSpeech)))
        }
        (None, None, SourceType::Interview | SourceType::Broadcast) => {
            line.text(&format!(" [{}]", capitalized(work.locale.label(work.kind))))
        }
        _ => {}
    }
}
