//! One measured value as a row.

use crate::analysis::reasoning::ClaimId;
use crate::model::*;
use crate::pages::components::chart_signs::{ChartSide, stated_side};
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::{Link, link};
use crate::pages::components::notice::{PassageNotices, figure_notices};
use crate::pages::components::origin_line::{OriginLine, origin_line};
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::embedded::Embedded;
use crate::records::{FigureRecord, UrlResolver};
use serde::Serialize;

/// A value with the links of its subject and sources.
#[derive(Serialize)]
pub(crate) struct FigureLine<'a> {
    record: FigureRecord<'a>,
    subject: Link,
    side: ChartSide,
    /// The definition of its word that it uses.
    definition: Option<Link>,
    /// `58.6%`, `about 3–6 months`.
    value: String,
    source: Option<Link>,
    stated_in: Option<Link>,
    /// What it rests on, where its source reports something else.
    origins: Option<OriginLine>,
    /// What contradicts it.
    notices: PassageNotices,
    /// The code that shows it on other sites; on its own page only.
    embed: Option<Snippet>,
}

pub(crate) fn figure_line<'a>(page: &Page<'a>, id: FigureId) -> FigureLine<'a> {
    let (site, figure) = (page.site(), page.site().figure(id));
    let source = figure.source.filter(|source| site.is_visible(Target::Source(*source)));
    let stated_in = figure.stated_in.filter(|target| site.is_visible(*target));
    FigureLine {
        record: page.records().figure(id),
        subject: link(page, Target::Entity(figure.subject)),
        side: stated_side(site, figure.side),
        definition: definition_link(page, figure),
        value: site.numbers().figure(figure),
        source: source.map(|source| link(page, Target::Source(source))),
        stated_in: stated_in.map(|target| link(page, target)),
        origins: origin_line(page, ClaimId::Figure(id)),
        notices: figure_notices(page, id),
        embed: snippet(page, Embedded::Figure(id)),
    }
}

/// The definition that a figure uses, where the page of definitions has it.
fn definition_link(page: &Page, figure: &Figure) -> Option<Link> {
    let id = figure.definition?;
    let of_topic = page.ctx.tables.reasoning.definitions.topic(figure.topic);
    if !of_topic.definitions.contains(&id) {
        return None;
    }
    let definition = page.site().definition(id);
    let href = page.definitions_url(figure.topic, &definition.id);
    Some(Link { href, text: definition.title().typeset(page.site().quotation_marks()) })
}
