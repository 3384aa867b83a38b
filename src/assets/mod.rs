//! Styles joined into one file and scripts named by their hash; every other static file as it is.
//!
//! Takes the files of static/, gives what goes out, the address of the stylesheet and the islands. Never reads the disk
//! and knows nothing of pages.

mod script;

pub use script::Island;

use crate::files::Artifact;

/// What the pages need to know of the assets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The path of the stylesheet from the site's root.
    pub style: String,
    /// The scripts that say of themselves where they belong, by name.
    pub islands: Vec<Island>,
}

/// The cascade's layers in their order. Each is a file `css/<layer>.css` or a folder `css/<layer>/`; what stands beside
/// them in css/ comes after the components.
const LAYERS: [&str; 7] = ["reset", "tokens", "base", "layout", "components", "utilities", "print"];

/// Joins the styles, names the islands and passes the rest on.
pub fn assemble(statics: Vec<Artifact>) -> (Assets, Vec<Artifact>) {
    let (mut styles, others): (Vec<_>, Vec<_>) = statics.into_iter().partition(|a| is_style(&a.path));
    styles.sort_by_cached_key(|s| (layer(&s.path), s.path.clone()));
    let mut joined = format!("@layer {};\n", LAYERS.join(", ")).into_bytes();
    for style in &styles {
        joined.extend_from_slice(trimmed(&style.bytes));
        joined.push(b'\n');
    }
    let style = format!("css/agon.{}.css", short_hash(&joined));
    let (islands, mut out) = script::islands(others);
    out.push(Artifact { path: style.clone(), bytes: joined });
    out.sort_by(|a, b| a.path.cmp(&b.path));
    (Assets { style, islands }, out)
}

/// Enough of a hash for a name that changes with the bytes.
fn short_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..8].to_string()
}

fn is_style(path: &str) -> bool {
    path.starts_with("css/") && path.ends_with(".css")
}

/// Where a style stands in the cascade.
fn layer(path: &str) -> usize {
    let name = path.trim_start_matches("css/").split(['/', '.']).next().unwrap_or_default();
    let known = LAYERS.iter().position(|l| *l == name);
    known.unwrap_or_else(|| LAYERS.iter().position(|l| *l == "components").unwrap_or_default())
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    bytes.trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Artifact {
        Artifact { path: path.into(), bytes: text.into() }
    }

    #[test]
    fn styles_are_joined_by_layer_and_other_files_stay() {
        let (assets, out) = assemble(vec![
            file("css/print.css", "p{}"),
            file("css/components/note.css", "n{}"),
            file("css/reset.css", "r{}\n"),
            file("img/a.svg", "<svg/>"),
        ]);
        let style = out.iter().find(|a| a.path == assets.style).unwrap();
        let text = std::str::from_utf8(&style.bytes).unwrap();
        assert!(text.ends_with("r{}\nn{}\np{}\n"), "{text}");
        assert_eq!(out.len(), 2);
        assert!(assets.style.starts_with("css/agon.") && assets.style.len() == "css/agon.12345678.css".len());
    }

    #[test]
    fn the_name_follows_the_bytes() {
        let style = |text: &str| assemble(vec![file("css/base.css", text)]).0.style;
        assert_eq!(style("a{}"), style("a{}"));
        assert_ne!(style("a{}"), style("b{}"));
    }
}
