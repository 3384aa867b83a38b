//! Styles joined into one file, scripts and fonts named by their hash, every other static file unchanged.

use super::compact::compact;
use super::fonts;
use super::hash::short_hash;
use super::integrity::Integrity;
use super::script::{self, Island};
use crate::source::OutputFile;
use std::collections::BTreeMap;

/// What the pages need to know of the assets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The path of the stylesheet from the site's root.
    pub style: String,
    /// What a browser checks it against, where it is asked to.
    pub style_integrity: Option<String>,
    /// The paths of the fonts by the names of their files.
    pub fonts: BTreeMap<String, String>,
    /// The path of the small stylesheet of pages for the frames of other sites.
    pub embed_style: String,
    /// What a browser checks that one against, where it is asked to.
    pub embed_integrity: Option<String>,
    /// The scripts that say of themselves where they belong, by name.
    pub islands: Vec<Island>,
}

/// The cascade's layers in their order. Each is a file `css/<layer>.css` or a folder `css/<layer>/`; what is next to
/// them in css/ comes after the components.
const LAYERS: [&str; 7] = ["reset", "tokens", "base", "layout", "components", "utilities", "print"];

/// The folder of the styles of pages for frames, and what they share with all others.
const EMBEDS: &str = "css/embed/";
const SHARED: [&str; 8] = [
    "css/reset.css",
    "css/tokens.css",
    "css/components/chart.css",
    "css/components/contradiction.css",
    "css/components/definition.css",
    "css/components/forecast.css",
    "css/components/origin.css",
    "css/components/survival.css",
];

/// Joins the styles, names the islands and passes the rest on.
pub fn assemble(statics: Vec<OutputFile>, integrity: Integrity) -> (Assets, Vec<OutputFile>) {
    let (mut styles, others): (Vec<_>, Vec<_>) =
        statics.into_iter().partition(|a| is_style(&a.path));
    styles.sort_by_cached_key(|s| (layer(&s.path), s.path.clone()));
    let (of_embeds, of_pages): (Vec<_>, Vec<_>) =
        styles.into_iter().partition(|s| s.path.starts_with(EMBEDS));
    let mut joined = joined(of_pages.iter());
    let (fonts, others) = fonts::named_by_hash(others, &mut joined);
    let style_integrity = integrity.of(&joined);
    let style = format!("css/agon.{}.css", short_hash(&joined));
    let shared = of_pages.iter().filter(|s| SHARED.contains(&s.path.as_str()));
    let small = self::joined(shared.chain(&of_embeds));
    let embed_integrity = integrity.of(&small);
    let embed_style = format!("css/embed.{}.css", short_hash(&small));
    let (islands, mut out) = script::islands(others, integrity);
    out.push(OutputFile { path: style.clone(), bytes: joined });
    out.push(OutputFile { path: embed_style.clone(), bytes: small });
    out.sort_by(|a, b| a.path.cmp(&b.path));
    (Assets { style, style_integrity, fonts, embed_style, embed_integrity, islands }, out)
}

/// Styles in their layers as one file.
fn joined<'s>(styles: impl Iterator<Item = &'s OutputFile>) -> Vec<u8> {
    let mut joined = format!("@layer {};\n", LAYERS.join(", ")).into_bytes();
    for style in styles {
        joined.extend_from_slice(compact(&style.bytes).trim_ascii());
        joined.push(b'\n');
    }
    joined
}

fn is_style(path: &str) -> bool {
    path.starts_with("css/") && path.ends_with(".css")
}

/// The position of a style in the cascade.
fn layer(path: &str) -> usize {
    let name = path.trim_start_matches("css/").split(['/', '.']).next().unwrap_or_default();
    let known = LAYERS.iter().position(|l| *l == name);
    known.unwrap_or_else(|| LAYERS.iter().position(|l| *l == "components").unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile { path: path.into(), bytes: text.into() }
    }

    #[test]
    fn styles_are_joined_by_layer_and_other_files_stay() {
        let (assets, out) = assemble(
            vec![
                file("css/print.css", "p{}"),
                file("css/components/note.css", "n{}"),
                file("css/reset.css", "r{}\n"),
                file("img/a.svg", "<svg/>"),
            ],
            Integrity::Unsaid,
        );
        let style = out.iter().find(|a| a.path == assets.style).unwrap();
        let text = std::str::from_utf8(&style.bytes).unwrap();
        assert!(text.ends_with("r{}\nn{}\np{}\n"), "{text}");
        assert_eq!(out.len(), 3);
        assert!(
            assets.style.starts_with("css/agon.")
                && assets.style.len() == "css/agon.12345678.css".len()
        );
    }

    #[test]
    fn the_name_follows_the_bytes() {
        let style =
            |text: &str| assemble(vec![file("css/base.css", text)], Integrity::Unsaid).0.style;
        assert_eq!(style("a{}"), style("a{}"));
        assert_ne!(style("a{}"), style("b{}"));
    }
}
