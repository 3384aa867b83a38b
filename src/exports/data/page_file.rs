//! The JSON file of each page, and the schema of all of them.

use super::page_contents::page_data;
use super::page_data::PageData;
use super::schema_file::schema_file;
use crate::model::*;
use crate::pages::{Ctx, Page, PageKind, PageRoute, href, in_reading_order, page_count, words_of};
use crate::records::{IsoDate, UriReference};
use crate::source::OutputFile;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// The version of the schema: the second number counts additions, the first one everything else.
pub const VERSION: &str = "1.8";

/// The facts of one page of the site.
///
/// What is not known is left out. Words are plain text, without Markdown or HTML. Ids are those of the editors' files
/// and last; addresses are relative to the file that has them.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "File")]
struct PageFile<'a> {
    /// This schema.
    #[serde(rename = "$schema")]
    schema: UriReference,
    /// The version of this schema that the file is made for.
    version: &'static str,
    /// The page that has the same facts for readers.
    page: UriReference,
    /// The whole address of that page, where the site knows its own.
    address: Option<String>,
    /// What the page is about; the site for lists that run through all of it.
    title: String,
    /// The title of the site.
    site: &'a str,
    home: UriReference,
    /// The id of the topic that the page belongs to.
    topic: Option<&'a str>,
    /// The day that the site is made for: all of this is as it was known then.
    as_of: Option<IsoDate>,
    /// The licence of these data.
    licence: Option<&'a str>,
    /// The other files of a list that is cut into several.
    parts: Option<ListParts>,
    #[serde(flatten)]
    data: PageData<'a>,
}

/// The place of a file in a list that is cut into several.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Parts")]
struct ListParts {
    /// How many entries the whole list has.
    total: usize,
    files: u32,
    /// The file with the entries before these.
    previous: Option<UriReference>,
    /// The file with the entries after these.
    next: Option<UriReference>,
}

/// Returns the JSON file of one page; `None` for pages without data, such as the search.
pub fn page(ctx: &Ctx, route: &PageRoute) -> Option<OutputFile> {
    let html = route.path(ctx);
    let path = href::data(&html);
    let page = Page::new(ctx, path.clone());
    let data = page_data(&page, route)?;
    let site = ctx.site;
    let file = PageFile {
        schema: UriReference(page.to(href::SCHEMA)),
        version: VERSION,
        page: UriReference(page.to(&html)),
        address: ctx.origin().map(|o| format!("{o}/{html}")),
        title: title(&page, &route.kind),
        site: &site.config.title,
        home: UriReference(page.to("index.html")),
        topic: route.kind.topic(site).map(|t| site.topic(t).slug.as_str()),
        as_of: site.as_of.map(IsoDate),
        licence: site.config.licence.as_deref(),
        parts: list_parts(&page, route),
        data,
    };
    let mut bytes = serde_json::to_vec(&file).expect("texts and numbers are JSON");
    bytes.push(b'\n');
    Some(OutputFile { path, bytes })
}

/// Returns the schema of every page's JSON.
pub fn schema() -> OutputFile {
    schema_file::<PageFile>(href::SCHEMA, VERSION)
}

/// What the page is about: a question by its words, a list by its topic or the site.
pub(super) fn title(page: &Page, kind: &PageKind) -> String {
    match kind.target() {
        Some(Target::Block(question)) => words_of(page, question),
        Some(target) => page.ctx.name(target),
        None => page.ctx.site.config.title.clone(),
    }
}

/// The neighbours of one file of a list; `None` where the list is in one file.
fn list_parts(page: &Page, route: &PageRoute) -> Option<ListParts> {
    if matches!(route.kind, PageKind::Gathers(_)) {
        return None;
    }
    let total = route.kind.len(page.ctx);
    let files = page_count(total);
    if files < 2 {
        return None;
    }
    let order = route.kind.order();
    let base = route.kind.base(page.ctx);
    let file = |at: u32| {
        let part = href::part(&base, in_reading_order(at, files, order));
        UriReference(page.to(&href::data(&part)))
    };
    let here = in_reading_order(route.page_number, files, order);
    Some(ListParts {
        total,
        files,
        previous: here.checked_sub(1).map(file),
        next: Some(here + 1).filter(|n| *n < files).map(file),
    })
}
