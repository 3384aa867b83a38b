//! Social cards as PNG, drawn by resvg from their SVG. Left out of an agon that is compiled without the feature `cards`.

use super::indexed_png;
use super::social_cards::{CardFonts, TEMPLATE};
use crate::diagnostics::Diagnostic;
use crate::pages::render::Renderer;
use crate::pages::{CARD_FACES, SocialCardView};
use crate::source::OutputFile;
use resvg::{tiny_skia, usvg};
use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for face in &CARD_FACES {
        fonts.load_font_data(face.to_vec());
    }
    Arc::new(fonts)
});

/// Draws the cards of one site.
pub struct CardDrawing {
    fonts: Arc<usvg::fontdb::Database>,
}

impl CardDrawing {
    /// With the fonts of agon, and those of the site for letters that they lack.
    pub fn new(fonts: &CardFonts) -> CardDrawing {
        if fonts.own().is_empty() {
            return CardDrawing { fonts: Arc::clone(&FONTS) };
        }
        let mut database = usvg::fontdb::Database::clone(&FONTS);
        for font in fonts.own() {
            database.load_font_data(font.clone());
        }
        CardDrawing { fonts: Arc::new(database) }
    }

    /// The picture of a card whose SVG is that of [`svg`](super::social_cards::svg).
    ///
    /// # Errors
    /// If the output of the template is not SVG.
    pub fn file(
        &self,
        renderer: &Renderer,
        card: &SocialCardView,
        svg: &str,
    ) -> Result<OutputFile, Box<Diagnostic>> {
        let options = usvg::Options { fontdb: Arc::clone(&self.fonts), ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(svg, &options).ok();
        let bytes = tree.and_then(|tree| png(&tree));
        let bytes =
            bytes.ok_or_else(|| renderer.failed(TEMPLATE, "its output is not a valid SVG"))?;
        Ok(OutputFile { path: card.path.clone(), bytes })
    }
}

thread_local! {
    /// The pixels of the last card: new memory of this size takes longer than most of the drawing.
    static PIXELS: RefCell<Option<tiny_skia::Pixmap>> = const { RefCell::new(None) };
}

fn png(tree: &usvg::Tree) -> Option<Vec<u8>> {
    let size = tree.size().to_int_size();
    let last = PIXELS.take().filter(|last| last.width() == size.width());
    let last = last.filter(|last| last.height() == size.height());
    let mut pixels = match last {
        Some(mut pixels) => {
            pixels.fill(tiny_skia::Color::TRANSPARENT);
            pixels
        }
        None => tiny_skia::Pixmap::new(size.width(), size.height())?,
    };
    resvg::render(tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    let png = indexed_png::encode(&pixels).or_else(|| pixels.encode_png().ok());
    PIXELS.set(Some(pixels));
    png
}
