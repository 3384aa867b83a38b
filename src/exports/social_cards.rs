//! Social cards (Open Graph images) as SVG from a template; `card_drawing` makes PNG of them.
//!
//! Only the fonts of agon and those of the site are used, so that a card has the same pixels on every machine. A card whose
//! letters they lack is left out; other signs that they lack are blank.

use super::feeds::allowed;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::pages::render::Renderer;
use crate::pages::{Ctx, SocialCardView};

/// The fonts of the site for letters that the fonts of agon lack.
pub struct CardFonts {
    own: Vec<Vec<u8>>,
    /// The hash of `own`, where there is one.
    own_hash: Option<[u8; 32]>,
}

impl CardFonts {
    /// Takes the files of the site's fonts.
    pub fn new(own: Vec<Vec<u8>>) -> CardFonts {
        if own.is_empty() {
            return CardFonts { own, own_hash: None };
        }
        let mut hasher = blake3::Hasher::new();
        for font in &own {
            hasher.update(font);
        }
        CardFonts { own, own_hash: Some(*hasher.finalize().as_bytes()) }
    }

    /// The files of the site's fonts.
    pub fn own(&self) -> &[Vec<u8>] {
        &self.own
    }

    /// The hash of all that a picture depends on.
    pub fn hash(&self, svg: &str) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(svg.as_bytes());
        hasher.update(self.own_hash.as_ref().map_or(&[], |own| own));
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

pub(super) const TEMPLATE: &str = "cards/card.xml";

/// The drawing of a card as SVG.
///
/// # Errors
/// If the template fails.
pub fn svg(renderer: &Renderer, card: &SocialCardView) -> Result<String, Box<Diagnostic>> {
    Ok(allowed(renderer.render(TEMPLATE, card)?))
}
