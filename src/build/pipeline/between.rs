//! What moved between two days: the site as it was known on each, from the same texts.

use super::{Outcome, Request, Run};
use crate::diagnostics::suggest;
use crate::model;
use crate::model::{Date, Day, TopicId};
use crate::pages::assets;
use crate::pages::render::Renderer;
use crate::pages::{self, Ctx, Place};

/// How it is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    Json,
    /// A page at this path of the site; `None` for a page that stands elsewhere.
    Html(Option<String>),
}

/// Gives what moved after `from` and until `to`, in one topic or in all. With errors in the content there is nothing.
///
/// # Errors
/// Where the folder cannot be read or no topic has that name.
pub fn between(
    request: &Request,
    from: Date,
    to: Date,
    topic: Option<&str>,
    form: &Form,
) -> anyhow::Result<(Option<String>, Outcome)> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let after = run.site(&loaded, Day::AsKnownOn(to));
    let before = Run::default().site(&loaded, Day::AsKnownOn(from));
    let only = topic.map(|name| topic_of(&after, name)).transpose()?;
    let ctx = Ctx::new(&after, &loaded.files);
    let (assets, _) = assets::assemble(loaded.statics, super::integrity(&after), &mut run.report);
    let renderer = Renderer::new(&loaded.templates, &pages::shared(&ctx, &assets), &mut run.report);
    let (path, place) = match form {
        Form::Html(Some(path)) => (path.as_str(), Place::OnSite),
        _ => ("index.html", Place::Elsewhere),
    };
    let found = pages::between(&pages::page_at(&ctx, path, place), &before, from, only);
    let made = match renderer.filter(|_| !run.report.has_errors()) {
        None => None,
        Some(renderer) => match form {
            Form::Json => {
                let mut value = serde_json::to_value(&found.moves)?;
                value["version"] = 1.into();
                Some(format!("{value:#}\n"))
            }
            Form::Text => renderer
                .render("pages/between.txt", &found)
                .map(|text| format!("{}\n", text.trim_end()))
                .map_err(|d| run.report.push(*d))
                .ok(),
            Form::Html(_) => {
                renderer.render("pages/between.html", &found).map_err(|d| run.report.push(*d)).ok()
            }
        },
    };
    Ok((made, run.outcome(loaded.files)))
}

fn topic_of(site: &model::Site, name: &str) -> anyhow::Result<TopicId> {
    let slugs = || site.topics.iter().map(|t| t.slug.as_str());
    let found = site
        .topic_ids()
        .find(|t| site.topic(*t).slug == name || site.topic(*t).aliases.iter().any(|a| a == name));
    found.ok_or_else(|| {
        let hint = suggest::did_you_mean(name, slugs());
        let hint = if hint.is_empty() {
            format!("; the topics are {}", slugs().collect::<Vec<_>>().join(", "))
        } else {
            hint
        };
        anyhow::anyhow!("no topic is called \"{name}\"{hint}")
    })
}
