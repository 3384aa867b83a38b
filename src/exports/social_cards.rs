//! Social cards (Open Graph images): SVG from a template, PNG from resvg.
//!
//! A picture is made only where its SVG changed. Only the fonts of agon and those of the site are used, so that a card has
//! the same pixels on every machine. A card whose letters they lack is left out; other signs that they lack are blank.

use super::feeds::allowed;
use super::indexed_png;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::pages::render::Renderer;
use crate::pages::{CARD_FACES, Ctx, SocialCardView};
use crate::source::OutputFile;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    CARD_FACES.iter().for_each(|face| fonts.load_font_data(face.to_vec()));
    Arc::new(fonts)
});

/// The fonts that cards are drawn with.
pub struct CardFonts {
    database: Arc<usvg::fontdb::Database>,
    /// The hash of the site's own fonts.
    own: Option<[u8; 32]>,
}

impl CardFonts {
    /// The fonts of agon, and those of the site for letters that they lack.
    pub fn new(own: Vec<Vec<u8>>) -> CardFonts {
        if own.is_empty() {
            return CardFonts { database: Arc::clone(&FONTS), own: None };
        }
        let mut database = usvg::fontdb::Database::clone(&FONTS);
        let mut hasher = blake3::Hasher::new();
        for font in own {
            hasher.update(&font);
            database.load_font_data(font);
        }
        let own = Some(*hasher.finalize().as_bytes());
        CardFonts { database: Arc::new(database), own }
    }

    /// The hash of all that a picture depends on.
    pub fn hash(&self, svg: &str) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(svg.as_bytes());
        hasher.update(self.own.as_ref().map_or(&[], |own| own));
        *hasher.finalize().as_bytes()
    }
}

/// Reports cards that are left out.
pub fn check(ctx: &Ctx, report: &mut Report) {
    let left_out = ctx.cards_left_out();
    let Some((count, letter)) = left_out else { return };
    let what = match count {
        1 => "the picture beside links to one page is".to_string(),
        n => format!("the pictures beside links to {n} pages are"),
    };
    let message = format!("{what} left out, for their fonts lack letters such as “{letter}”");
    let help = "put a font that has them into static/fonts/, as .ttf or .otf";
    let found = Diagnostic::in_file(&codes::CARD_LETTERS, "content/site.yaml", message);
    report.push(found.help(help));
}

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
    fonts: &CardFonts,
) -> Result<OutputFile, Box<Diagnostic>> {
    let options = usvg::Options { fontdb: Arc::clone(&fonts.database), ..usvg::Options::default() };
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
