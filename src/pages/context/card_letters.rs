//! Which social cards cannot be drawn, because their fonts lack letters of the words.

use crate::model::*;
use crate::pages::context::indexes::Indexes;
use crate::pages::urls::href;
#[cfg(feature = "cards")]
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeSet;
#[cfg(feature = "cards")]
use std::{collections::HashSet, sync::LazyLock};

/// Source Serif 4 at 600 and Instrument Sans at 500, made of the fonts in static/ (SIL Open Font License 1.1, its text
/// besides those); those for rarer Latin letters come after them.
#[cfg(feature = "cards")]
pub const CARD_FACES: [&[u8]; 4] = [
    include_bytes!("card_fonts/source-serif-4.ttf"),
    include_bytes!("card_fonts/instrument-sans.ttf"),
    include_bytes!("card_fonts/source-serif-4-ext.ttf"),
    include_bytes!("card_fonts/instrument-sans-ext.ttf"),
];

/// The letters of the fonts of agon.
#[cfg(feature = "cards")]
static LETTERS: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let faces = CARD_FACES.iter().filter_map(|face| FontRef::new(face).ok());
    let letters = faces.flat_map(|face| {
        let charmap = face.charmap();
        charmap.mappings().map(|(letter, _)| letter).collect::<Vec<u32>>()
    });
    letters.filter_map(char::from_u32).collect()
});

#[cfg(feature = "cards")]
fn has_letter(letter: char) -> bool {
    LETTERS.contains(&letter)
}

/// Where no card is drawn, none is left out for its letters.
#[cfg(not(feature = "cards"))]
fn has_letter(_: char) -> bool {
    true
}

/// Whether a file of static/ is a font for cards, by its path from there.
pub fn is_card_font(path: &str) -> bool {
    let path = path.strip_prefix("static/").unwrap_or(path).to_ascii_lowercase();
    path.starts_with("fonts/") && [".ttf", ".otf"].iter().any(|end| path.ends_with(end))
}

/// The cards that are left out.
#[derive(Debug, Default)]
pub(crate) struct CardsLeftOut {
    /// The paths of the cards.
    pub paths: BTreeSet<String>,
    /// A letter that is missing.
    pub letter: Option<char>,
}

impl CardsLeftOut {
    /// Finds them. A site with fonts of its own has all cards.
    pub(crate) fn new(site: &Site, paths: &href::Paths, indexes: &Indexes) -> CardsLeftOut {
        let mut out = CardsLeftOut::default();
        if href::origin(site).is_none() || site.statics.iter().any(|path| is_card_font(path)) {
            return out;
        }
        let months: String =
            (1..=12).map(|month| site.locale.date(Date::day(2026, month, 2))).collect();
        let common = missing([Some(months.as_str()), Some(&site.config.title)]);
        let config = &site.config;
        out.add("index.html", common.or_else(|| missing([config.description.as_deref()])));
        for id in &indexes.shown {
            let topic = site.topic(*id);
            let title = common.or_else(|| missing([Some(topic.title.as_str())]));
            let own = title.or_else(|| missing([Some(topic.question.as_str())]));
            out.add(paths.known_by(site, topic.doc), own);
            for thread in &indexes.topic(*id).threads {
                let doc = site.doc(*thread);
                let own = title.or_else(|| missing([Some(&*doc.title), doc.summary.as_deref()]));
                out.add(paths.doc(*thread), own);
            }
        }
        out
    }

    fn add(&mut self, page: &str, letter: Option<char>) {
        if letter.is_some() {
            self.letter = self.letter.or(letter);
            self.paths.insert(href::card(page));
        }
    }
}

/// The first letter that the fonts lack; signs that they lack are blank on the cards.
fn missing<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Option<char> {
    let texts = texts.into_iter().flatten().filter(|text| !text.is_ascii());
    texts.flat_map(str::chars).find(|letter| letter.is_alphabetic() && !has_letter(*letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "cards")]
    #[test]
    fn letters_of_latin_are_there_and_others_are_missing() {
        assert_eq!(missing([Some("Löhne — “Žižek” ő ŵ → 5 €"), None]), None);
        assert_eq!(missing([Some("Wages"), Some("a الأجور")]), Some('ا'));
        assert_eq!(missing([Some("賃金")]), Some('賃'));
    }

    #[test]
    fn fonts_for_cards_are_in_their_folder() {
        assert!(is_card_font("fonts/noto.ttf") && is_card_font("static/fonts/Noto.OTF"));
        assert!(!is_card_font("fonts/noto.woff2") && !is_card_font("noto.ttf"));
    }
}
