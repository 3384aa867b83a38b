//! Templates rendered with Tera.

use super::built_in::{BUILT_IN, built_in_templates};
use super::small_components::SmallComponents;
use super::{error, filters};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::Locale;
use crate::pages::views::shared::SharedData;
use crate::source::SourceFile;
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Tera};

pub struct Renderer {
    tera: Tera,
    templates: Arc<[SourceFile]>,
    /// Has the templates and waits for what all pages share.
    hasher: blake3::Hasher,
    digest: [u8; 32],
}

impl Renderer {
    /// Reads the templates; their names are their paths under templates/. Those of agon are there under `agon/` too, so that
    /// an own template can extend the one that it replaces, and an own component replaces one of theirs. With a mistake in one of them there is no
    /// renderer, and all mistakes are in the report.
    pub fn new(
        templates: &[SourceFile],
        shared: &SharedData,
        report: &mut Report,
    ) -> Option<Renderer> {
        let mut tera = new_tera(theme_prefix(templates), &shared.locale);
        tera.autoescape_on(vec![".html", ".xml"]);
        let built_in = built_in_templates();
        let own = templates.iter().filter(|own| !built_in.iter().any(|(_, b)| b == *own));
        let own = own.map(|own| (own.path.as_str(), own.body.as_str()));
        let sources = built_in.iter().map(|(_, template)| template.body.as_str());
        let small = SmallComponents::new(sources, own.clone().map(|(_, body)| body));
        let mut named = Vec::new();
        for (name, template) in &built_in {
            named.push((name.as_str(), small.written_out(&template.body)));
        }
        let named = named.iter().map(|(name, body)| (*name, body.as_str()));
        if let Err(error) = tera.add_raw_templates(own.chain(named)) {
            let mut found = syntax_errors(templates, &shared.locale);
            if found.is_empty() {
                found = error::diagnostics(&error, templates);
            }
            report.extend(found);
            return None;
        }
        let mut hasher = blake3::Hasher::new();
        for part in templates.iter().flat_map(|t| [&t.path, &t.body]) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        Some(
            Renderer { tera, templates: templates.into(), hasher, digest: [0; 32] }.sharing(shared),
        )
    }

    /// The same templates for pages that share something else.
    pub fn with(&self, shared: &SharedData) -> Renderer {
        let Renderer { tera, templates, hasher, digest } = self;
        let same = Renderer {
            tera: tera.clone(),
            templates: Arc::clone(templates),
            hasher: hasher.clone(),
            digest: *digest,
        };
        same.sharing(shared)
    }

    fn sharing(mut self, shared: &SharedData) -> Renderer {
        self.tera.global_context().insert("site", shared);
        filters::register_locale(&mut self.tera, &shared.locale);
        self.digest = digest(&self.hasher, shared);
        self
    }

    /// Whether this is what its pages share.
    pub fn shows(&self, shared: &SharedData) -> bool {
        digest(&self.hasher, shared) == self.digest
    }

    /// The page that a template makes of a view. The view is gone before the page is made: each can be many times as large
    /// as the text that they are of.
    pub fn render(&self, template: &str, view: impl Serialize) -> Result<String, Box<Diagnostic>> {
        let [page] = self.render_each([template], view)?;
        Ok(page)
    }

    /// The texts that several templates make of one view, which is converted once.
    pub fn render_each<const N: usize>(
        &self,
        templates: [&str; N],
        view: impl Serialize,
    ) -> Result<[String; N], Box<Diagnostic>> {
        let failed = |e: &tera::Error, template: &str| {
            Box::new(error::while_rendering(e, template, &self.templates))
        };
        let context = Context::from_serialize(&view).map_err(|e| failed(&e, templates[0]))?;
        drop(view);
        let mut texts = [const { String::new() }; N];
        for (template, text) in templates.into_iter().zip(&mut texts) {
            *text = self.tera.render(template, &context).map_err(|e| failed(&e, template))?;
        }
        Ok(texts)
    }

    /// That what a template wrote is of no use.
    pub fn failed(&self, template: &str, why: &str) -> Box<Diagnostic> {
        Box::new(error::unplaced(&codes::TEMPLATE_RENDER, &format!("templates/{template}"), why))
    }

    /// Changes when a template or what all pages share does.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }
}

/// The prefix of the names of a theme's templates: `themes/NAME/templates/`.
fn theme_prefix(templates: &[SourceFile]) -> Option<String> {
    let name = templates.iter().find_map(|t| t.path.strip_prefix("themes/")?.split('/').next())?;
    Some(format!("themes/{name}/templates/"))
}

/// Tera with the filters of `filters`.
fn new_tera(theme: Option<String>, locale: &Arc<Locale>) -> Tera {
    let mut tera = Tera::new();
    let prefixes = theme.into_iter().chain([BUILT_IN.to_string()]);
    tera.set_fallback_prefixes(prefixes).expect("no template was added yet");
    filters::register(&mut tera);
    filters::register_locale(&mut tera, locale);
    tera
}

/// The mistakes of each template on its own, so that one run shows them all.
fn syntax_errors(templates: &[SourceFile], locale: &Arc<Locale>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for template in templates {
        let mut alone = new_tera(None, locale);
        if let Err(error) = alone.add_raw_template(&template.path, &template.body)
            && matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
        {
            found.extend(error::diagnostics(&error, templates));
        }
    }
    found
}

fn digest(templates: &blake3::Hasher, shared: &SharedData) -> [u8; 32] {
    let mut hasher = templates.clone();
    hasher.update(&serde_json::to_vec(shared).expect("what pages share has string keys only"));
    hasher.update(&shared.locale.digest());
    *hasher.finalize().as_bytes()
}
