//! Social cards (Open Graph images): SVG from a template, PNG from resvg.
//!
//! A picture is made only where its SVG changed. Only the fonts of agon are used, so that a card has the same pixels on every machine. A letter that they lack is blank.

use super::feeds::allowed;
use super::indexed_png;
use crate::diagnostics::Diagnostic;
use crate::pages::SocialCardView;
use crate::pages::render::Renderer;
use crate::source::OutputFile;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

/// Source Serif 4 at 600 and Instrument Sans at 500, made of the fonts in static/ (SIL Open Font License 1.1, its text
/// besides those); those for rarer Latin letters come after them.
const FACES: [&[u8]; 4] = [
    include_bytes!("social_cards/fonts/source-serif-4.ttf"),
    include_bytes!("social_cards/fonts/instrument-sans.ttf"),
    include_bytes!("social_cards/fonts/source-serif-4-ext.ttf"),
    include_bytes!("social_cards/fonts/instrument-sans-ext.ttf"),
];

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    FACES.iter().for_each(|face| fonts.load_font_data(face.to_vec()));
    Arc::new(fonts)
});

const TEMPLATE: &str = "cards/card.xml";

/// The drawing of a card as SVG.
///
/// # Errors
/// If the template fails.
pub fn svg(renderer: &Renderer, card: &SocialCardView) -> Result<String, Box<Diagnostic>> {
    Ok(allowed(renderer.render(TEMPLATE, card)?))
}

/// The picture of a card that was drawn with [`svg`].
///
/// # Errors
/// If the output of the template is not SVG.
pub fn file(
    renderer: &Renderer,
    card: &SocialCardView,
    svg: &str,
) -> Result<OutputFile, Box<Diagnostic>> {
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
    let bytes = usvg::Tree::from_str(svg, &options).ok().and_then(|tree| png(&tree));
    let bytes = bytes.ok_or_else(|| renderer.failed(TEMPLATE, "its output is not a valid SVG"))?;
    Ok(OutputFile { path: card.path.clone(), bytes })
}

fn png(tree: &usvg::Tree) -> Option<Vec<u8>> {
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height())?;
    resvg::render(tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    indexed_png::encode(&pixels).or_else(|| pixels.encode_png().ok())
}
