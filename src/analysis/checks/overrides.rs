//! The site's own templates and styles: what has no effect, and what names files that are not there.

use crate::content::load::embedded;
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::source::{OutputFile, SourceFile, without_style_comments};
use std::collections::{BTreeSet, HashSet};

/// Reports own templates that no page uses, and addresses in own styles that lead nowhere. Takes all templates and static
/// files, built-in ones included.
pub fn check_overrides(templates: &[SourceFile], statics: &[OutputFile], report: &mut Report) {
    unused_templates(templates, report);
    let paths: BTreeSet<&str> = statics.iter().map(|file| file.path.as_str()).collect();
    let built_in = embedded::statics();
    for style in statics.iter().filter(|file| is_style(&file.path)) {
        let is_own = !built_in.iter().any(|b| b.path == style.path && b.bytes == style.bytes);
        if is_own && let Ok(text) = String::from_utf8(without_style_comments(&style.bytes)) {
            check_style(&style.path, &text, &paths, report);
        }
    }
}

fn unused_templates(templates: &[SourceFile], report: &mut Report) {
    let built_in = embedded::templates();
    let names: Vec<&str> = built_in.iter().map(|template| template.path.as_str()).collect();
    let mentioned = mentioned_names(templates);
    let called = called_components(templates);
    for own in templates {
        let (inside, place) = match own.path.split_once("/templates/") {
            Some((_, inside)) => (inside, own.path.clone()),
            None => (own.path.as_str(), format!("templates/{}", own.path)),
        };
        if names.contains(&inside) {
            continue;
        }
        if mentioned.contains(inside) || has_used_component(own, &called) {
            continue;
        }
        let near = suggest::nearest_path(inside, names.iter().copied());
        let hint = near.map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
        let message = format!("no page uses the template \"{inside}\"{hint}");
        let found = Diagnostic::in_file(&codes::UNUSED_TEMPLATE, place, message);
        report.push(found.help(match near {
            Some(near) => format!("rename it to {near}"),
            None => {
                "name it after a built-in template, or include it in one that is used".to_string()
            }
        }));
    }
}

/// What templates have between two quotation marks, such as the names of those that they include.
fn mentioned_names(templates: &[SourceFile]) -> HashSet<&str> {
    let mut names = HashSet::new();
    for template in templates {
        for mark in ['"', '\''] {
            names.extend(template.body.split(mark).skip(1));
        }
    }
    names
}

/// The names after a `<`, among which are those of the components that templates call.
fn called_components(templates: &[SourceFile]) -> HashSet<&str> {
    let mut names = HashSet::new();
    for template in templates {
        let tags = template.body.split('<').skip(1);
        names.extend(tags.filter_map(|tag| tag.split_once([' ', '/'])).map(|(name, _)| name));
    }
    names
}

/// Whether a template defines a component that a template calls, which replaces the built-in one of that name.
fn has_used_component(own: &SourceFile, called: &HashSet<&str>) -> bool {
    let mut names =
        own.body.split("{% component ").skip(1).filter_map(|rest| rest.split('(').next());
    names.any(|name| called.contains(name))
}

fn is_style(path: &str) -> bool {
    path.starts_with("css/") && path.ends_with(".css")
}

fn check_style(path: &str, text: &str, statics: &BTreeSet<&str>, report: &mut Report) {
    for (at, _) in text.match_indices("@import") {
        let message = "an @import is ignored: all styles of static/css/ are joined into one file";
        let help = "remove it; a style in static/css/ is part of every page";
        push(path, text, at, message, help, report);
    }
    for (at, _) in text.match_indices("url(") {
        let inside = text[at + 4..].split(')').next().unwrap_or_default().trim();
        let address = inside.trim_matches(['"', '\'']);
        if address.is_empty() || address.starts_with(['#', '/']) || address.starts_with("data:") {
            continue;
        }
        if address.contains("://") {
            let message =
                format!("\"{address}\" is on another site, which the site's policy blocks");
            let help = "put the file under static/, and name it from static/css/";
            push(path, text, at, &message, help, report);
            continue;
        }
        let name = address.split(['?', '#']).next().unwrap_or(address);
        let target = resolved(name);
        if statics.contains(target.as_str()) {
            continue;
        }
        let near = suggest::nearest_path(&target, statics.iter().copied());
        let hint = near.map(|n| format!("; did you mean static/{n}?")).unwrap_or_default();
        let message = format!("there is no file static/{target} for \"{address}\"{hint}");
        let help = "styles are joined into one file of static/css/: name files from there, such as ../img/x.svg";
        push(path, text, at, &message, help, report);
    }
}

/// An address of a style as a path from static/: the joined style is in css/.
fn resolved(address: &str) -> String {
    let mut parts = vec!["css"];
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

fn push(path: &str, text: &str, at: usize, message: &str, help: &str, report: &mut Report) {
    let line = text[..at].matches('\n').count() + 1;
    let column = text[..at].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let message = format!("line {line}, column {column}: {message}");
    let found = Diagnostic::in_file(&codes::STYLE_ADDRESS, format!("static/{path}"), message);
    report.push(found.help(help));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(templates: &[(&str, &str)], statics: &[(&str, &str)]) -> Vec<String> {
        let template = |(path, body): &(&str, &str)| SourceFile {
            path: path.to_string(),
            body: body.to_string(),
        };
        let file = |(path, body): &(&str, &str)| OutputFile {
            path: path.to_string(),
            bytes: body.as_bytes().to_vec(),
        };
        let templates: Vec<SourceFile> = templates.iter().map(template).collect();
        let statics: Vec<OutputFile> = statics.iter().map(file).collect();
        let mut report = Report::default();
        check_overrides(&templates, &statics, &mut report);
        let path = |d: &Diagnostic| d.path.clone().unwrap_or_default();
        report.iter().map(|d| format!("{} {} {}", d.code, path(d), d.message)).collect()
    }

    #[test]
    fn a_template_is_used_by_its_name_or_by_another_template() {
        let templates = [
            ("pages/tpoic.html", "x"),
            ("own/part.html", "x"),
            ("own/nowhere.html", "x"),
            ("pages/home.html", "{% include \"own/part.html\" %}{{ <badge text={a} /> }}"),
            ("own/badge.html", "{% component badge(text) %}{{ text }}{% endcomponent badge %}"),
            (
                "own/signs-of-mine.html",
                "{% component bagde(text) %}{{ text }}{% endcomponent bagde %}",
            ),
        ];
        assert_eq!(
            found(&templates, &[]),
            [
                "A603 templates/pages/tpoic.html no page uses the template \"pages/tpoic.html\"; did you mean \"pages/topic.html\"?",
                "A603 templates/own/nowhere.html no page uses the template \"own/nowhere.html\"",
                "A603 templates/own/signs-of-mine.html no page uses the template \"own/signs-of-mine.html\"",
            ]
        );
    }

    #[test]
    fn addresses_in_styles_are_files_seen_from_the_joined_style() {
        let style = "/* url(a.png) */\na { background: url(\"../img/a.svg\") }\nb { background: url(a.svg) }\n@import \"c.css\";\n@font-face { src: url(https://fonts.example/a.woff2) }\ni { background: url(data:,x) }\n";
        let statics = [("css/components/own.css", style), ("img/a.svg", "<svg/>")];
        assert_eq!(
            found(&[], &statics),
            [
                "A604 static/css/components/own.css line 4, column 1: an @import is ignored: all styles of static/css/ are joined into one file",
                "A604 static/css/components/own.css line 3, column 17: there is no file static/css/a.svg for \"a.svg\"; did you mean static/img/a.svg?",
                "A604 static/css/components/own.css line 5, column 19: \"https://fonts.example/a.woff2\" is on another site, which the site's policy blocks",
            ]
        );
    }
}
