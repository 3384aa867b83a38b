//! A citation in MLA style.

use super::cited_work::{CitedWork, cased};
use super::line::{CitationLine, Typeface};
use super::parts::{self, PublicationForm, short_date};
use crate::model::{DateExtent, IssueDate, MessageId, SourceType, SourceVariable};

pub(super) fn mla(work: &CitedWork) -> String {
    let (locale, mut line) = (work.locale, CitationLine::new(work.locale, work.marks));
    line.sentence(&match &work.authors[..] {
        [] => String::new(),
        [one] if !work.has_more_authors => parts::inverted(one),
        [one, two] if !work.has_more_authors => {
            work.names(&[parts::inverted(one), two.shown()], MessageId::CiteAnd)
        }
        [one, ..] => work.and_others(parts::inverted(one)),
    });
    line.gap();
    let alone = work.form == PublicationForm::Volume
        || work.kind == SourceType::Webpage && work.record.container.is_none();
    let face = if alone { Typeface::Italic } else { Typeface::QuotedSentence };
    line.title_sentence(work.face(face), &cased(work));
    let is_year_alone = matches!(work.form, PublicationForm::Part) || work.kind == SourceType::Book;
    let date = work.issued.map(|date| mla_date(work, date, is_year_alone));
    let mut rest = Vec::new();
    rest.extend(parts::edition(work.record, locale, MessageId::CiteEd));
    if let Some(editors) = parts::editors(work.record, locale).filter(|_| work.venue.is_some()) {
        rest.push(locale.format(MessageId::CiteEditedBy, &[("editors", editors.into())]));
    }
    for (variable, id) in [
        (SourceVariable::Volume, MessageId::CiteVolume),
        (SourceVariable::Issue, MessageId::CiteIssue),
    ] {
        let number = work.record.variable(variable);
        rest.extend(number.map(|number| locale.format(id, &[("number", number.into())])));
    }
    rest.extend(work.record.number.map(|n| work.numbered(n, MessageId::CiteIssue)));
    rest.extend(work.imprint.map(str::to_string));
    rest.extend(date);
    rest.extend(parts::pages(work.record, locale).filter(|_| work.venue.is_some()));
    rest.extend(work.address.clone());
    if work.venue.is_some() || !rest.is_empty() {
        line.gap();
        line.list(work.venue, &rest);
        line.stop();
    }
    if let Some(day) = work.accessed_undated() {
        let values = [("date", short_date(locale, day).into())];
        line.sentence(&locale.format(MessageId::CiteAccessedShort, &values));
    }
    line.html
}

/// `28 June 2026`, `spring 2021`, `Mar.–May 2024`, `circa 1984`.
fn mla_date(work: &CitedWork, date: IssueDate, is_year_alone: bool) -> String {
    let locale = work.locale;
    match date.extent {
        DateExtent::Circa => work.circa(date, MessageId::CiteCircaInFull),
        DateExtent::Season(season) => {
            let name = locale.item(MessageId::CiteSeasons, usize::from(season.number()) - 1);
            let values = [("season", name.into()), ("y", date.first.year.to_string().into())];
            locale.format(MessageId::DateSeason, &values)
        }
        DateExtent::Exact if !is_year_alone => short_date(locale, date.first),
        DateExtent::Until(last) if !is_year_alone && date.first.month > 0 => {
            let first = short_date(locale, date.first);
            let end = format!(" {}", last.year);
            format!("{}–{}", first.strip_suffix(&end).unwrap_or(&first), short_date(locale, last))
        }
        _ => locale.years(date),
    }
}
