//! What changed between two days: the site as it was known on each, from the same texts.

use super::request::{Outcome, Request};
use super::stages::{PipelineRun, integrity};
use crate::exports::topic_named;
use crate::model::{Date, Day, Drafts};
use crate::pages::assets;
use crate::pages::render::Renderer;
use crate::pages::{self, DiffPlace};

/// The format of a comparison of two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffFormat {
    /// Plain text for a terminal.
    Text,
    /// JSON for other programs.
    Json,
    /// A page at this path of the site; `None` for a page elsewhere.
    Html(Option<String>),
}

/// Returns what changed after `from` and until `to`, in one topic or in all; `None` with errors in the content.
///
/// # Errors
/// If the folder cannot be read or no topic has that name.
pub fn diff(
    request: &Request,
    from: Date,
    to: Date,
    topic: Option<&str>,
    format: &DiffFormat,
) -> anyhow::Result<(Option<String>, Outcome)> {
    let mut run = PipelineRun::default();
    let sources = run.load(request)?;
    let after = run.link(&sources, Day::AsKnownOn(to), Drafts::Hidden);
    let before = PipelineRun::default().link(&sources, Day::AsKnownOn(from), Drafts::Hidden);
    let topic =
        topic.map(|name| topic_named(&after.site, name)).transpose().map_err(anyhow::Error::msg)?;
    let ctx = after.ctx(&sources.files);
    let (assets, _) = assets::assemble(sources.statics, integrity(&after.site));
    let renderer =
        Renderer::new(&sources.templates, &pages::shared(&ctx, &assets), &mut run.report);
    let Some(renderer) = renderer.filter(|_| !run.report.has_errors()) else {
        return Ok((None, run.outcome(sources.files)));
    };
    let (path, place) = match format {
        DiffFormat::Html(Some(path)) => (path.as_str(), DiffPlace::OnSite),
        _ => ("index.html", DiffPlace::Elsewhere),
    };
    let page = pages::diff(&pages::page_at(&ctx, path, place), &before.site, from, topic);
    let rendered = match format {
        DiffFormat::Json => {
            let mut value = serde_json::to_value(&page.diff)?;
            value["version"] = 1.into();
            Ok(format!("{value:#}\n"))
        }
        DiffFormat::Text => {
            let text = renderer.render("pages/diff.txt", &page);
            text.map(|text| format!("{}\n", text.trim_end()))
        }
        DiffFormat::Html(_) => renderer.render("pages/diff.html", &page),
    };
    let text = match rendered {
        Ok(text) => Some(text),
        Err(error) => {
            run.report.push(*error);
            None
        }
    };
    Ok((text, run.outcome(sources.files)))
}
