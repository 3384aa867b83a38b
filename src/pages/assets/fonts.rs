//! Fonts under names that hold their hash, so that a browser may keep them for ever.
//!
//! Takes the static files and the joined styles; a font that the styles name is renamed in both. One that they do not
//! name stays as it is: something else may ask for it.

use super::hash::short_hash;
use crate::source::OutputFile;
use std::collections::BTreeMap;

/// Gives the new paths by the old names, and all files.
pub(super) fn named_by_hash(
    files: Vec<OutputFile>,
    styles: &mut Vec<u8>,
) -> (BTreeMap<String, String>, Vec<OutputFile>) {
    let mut text = String::from_utf8_lossy(styles).into_owned();
    let mut fonts = BTreeMap::new();
    let renamed = files.into_iter().map(|file| {
        let Some(name) = file.path.strip_prefix("fonts/").filter(|n| n.ends_with(".woff2")) else {
            return file;
        };
        let (stem, name) = (name.trim_end_matches(".woff2"), name.to_string());
        let asked = format!("../fonts/{name}\"");
        if !text.contains(&asked) {
            return file;
        }
        let path = format!("fonts/{stem}.{}.woff2", short_hash(&file.bytes));
        text = text.replace(&asked, &format!("../{path}\""));
        fonts.insert(name, path.clone());
        OutputFile { path, ..file }
    });
    let files = renamed.collect();
    if !fonts.is_empty() {
        *styles = text.into_bytes();
    }
    (fonts, files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_is_renamed_where_the_styles_name_it() {
        let font = |path: &str| OutputFile { path: path.into(), bytes: b"glyphs".to_vec() };
        let mut styles = br#"@font-face { src: url("../fonts/a.woff2") }"#.to_vec();
        let (fonts, files) =
            named_by_hash(vec![font("fonts/a.woff2"), font("fonts/b.woff2")], &mut styles);
        let path = format!("fonts/a.{}.woff2", short_hash(b"glyphs"));
        assert_eq!(fonts, BTreeMap::from([("a.woff2".to_string(), path.clone())]));
        assert_eq!(files, [font(&path), font("fonts/b.woff2")]);
        assert_eq!(
            String::from_utf8(styles).unwrap(),
            format!("@font-face {{ src: url(\"../{path}\") }}")
        );
    }
}
