//! One measured value as a row.

use crate::model::*;
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::number::amount;
use crate::pages::components::source_line::{SourceLine, source_line};
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::embedded::Embedded;
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct FigureLine {
    pub id: String,
    pub metric: String,
    pub subject: Link,
    pub side: Option<&'static str>,
    /// `58.6%`, `3–6 months`.
    pub value: String,
    pub approximate: bool,
    pub as_of: Option<When>,
    pub source: Option<SourceLine>,
    pub stated_in: Option<Link>,
    pub status: &'static str,
    pub reason: Option<String>,
    pub note: Option<String>,
    /// The code that shows it on other sites; on its own page only.
    pub embed: Option<Snippet>,
}

pub(crate) fn figure_line(page: &Page, id: FigureId) -> FigureLine {
    let (site, figure) = (page.site(), page.site().figure(id));
    FigureLine {
        id: figure.id.clone(),
        metric: figure.metric.clone(),
        subject: link(page, Target::Entity(figure.subject)),
        side: Some(figure.side).filter(|s| *s != Side::Unsided).map(Word::word),
        value: amount(figure.value, figure.upper, &figure.unit),
        approximate: figure.approximate,
        as_of: figure.as_of.map(When::from),
        source: figure
            .source
            .filter(|s| site.is_visible(Target::Source(*s)))
            .map(|s| source_line(page, s)),
        stated_in: figure.stated_in.filter(|t| site.is_visible(*t)).map(|t| link(page, t)),
        status: figure.status.word(),
        reason: figure.reason.typeset(),
        note: figure.note.typeset(),
        embed: snippet(page, Embedded::Figure(id)),
    }
}
