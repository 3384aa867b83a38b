//! What the menu, the logo and the icon of a site lead to.

use super::record_names::keep;
use super::resolve::NameResolver;
use crate::content::parse::site_frame::RawMenuItem;
use crate::content::parse::{Raw, Str};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::markdown;
use crate::model::*;

/// The menu, each entry with its target. Paths of pages that agon makes are checked when the pages are known.
pub(super) fn menu(raw: &Raw, resolver: &NameResolver<'_>, report: &mut Report) -> Vec<MenuItem> {
    let mut menu = Vec::new();
    for item in &raw.site.menu {
        let Some(target) = keep(target(item, resolver), report) else { continue };
        let has_name = matches!(target, LinkTarget::Site(_) | LinkTarget::Section(..));
        if item.text.is_none() && !has_name {
            let message = format!("the menu needs words for \"{}\"", item.to.text);
            let help = format!("write `{{text: …, to: {}}}`", item.to.text);
            report.add(&codes::MISSING_KEY, item.to.span, message, help);
        }
        menu.push(MenuItem {
            text: item.text.clone(),
            target,
            address: item.to.text.clone(),
            span: item.to.span,
        });
    }
    menu
}

fn target(item: &RawMenuItem, resolver: &NameResolver<'_>) -> Result<LinkTarget, Box<Diagnostic>> {
    let (site, to) = (resolver.site, &item.to);
    let unknown = |message: String, help: &str| {
        Err(Box::new(Diagnostic::at(&codes::UNKNOWN_TARGET, to.span, message).help(help)))
    };
    if markdown::is_web(&to.text) {
        return Ok(LinkTarget::External);
    }
    // Names mean the same from every text that belongs to no topic.
    let from = site.doc_ids().find(|id| site.doc(*id).topic.is_none());
    let Some(from) = from.or_else(|| site.doc_ids().next()) else {
        return unknown(format!("nothing is called \"{}\"", to.text), "the site has no texts yet");
    };
    if to.text.starts_with('/') {
        return resolver.address(from, to);
    }
    if markdown::scheme(&to.text).is_some() {
        let message = format!("\"{}\" is neither a name of the site nor a web address", to.text);
        let help = "write the name of a page, a path from the root of the site such as /changes.html, or https://…";
        return unknown(message, help);
    }
    resolver.name(from, to).map(LinkTarget::Site)
}

/// A file of static/ as the logo or the icon, by its path from there.
pub(super) fn static_file(said: &Str, site: &Site, report: &mut Report) -> Option<String> {
    let path = said.text.trim_start_matches('/');
    let path = path.strip_prefix("static/").unwrap_or(path);
    if site.statics.iter().any(|known| known == path) {
        return Some(path.to_string());
    }
    let near = suggest::nearest_path(path, site.statics.iter().map(String::as_str));
    let hint = near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
    let message = format!("there is no file static/{path}{hint}");
    let found = Diagnostic::at(&codes::UNKNOWN_FILE_LINK, said.span, message);
    report.push(match near {
        Some(near) => found.fix(said.span, near),
        None => found.help("put the picture under static/, and name it from there: img/logo.svg"),
    });
    None
}
