//! How likely a forecast calls what it forecasts: a number, a word on a scale that its author declared, or plain words.

use super::locale::{Argument, Locale, MessageId};
use super::words::{ChanceWord, Word};

/// As it was stated.
#[derive(Clone, Debug, PartialEq)]
pub enum StatedChance {
    /// From 0 to 1.
    Number(f64),
    /// A word with what it means on its scale.
    Word(ChanceScale, ScaleWord),
    /// Words without a scale, which have no score.
    Verbatim(Box<str>),
}

/// A scale of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChanceScale {
    /// The likelihood scale of the Intergovernmental Panel on Climate Change since its Fifth Assessment Report.
    Ipcc,
    /// The disjoint likelihood classes of Working Group II in its Fourth Assessment Report.
    IpccAr4,
}

/// A word with the least and the greatest chance that it means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleWord {
    pub word: ChanceWord,
    pub lower: f64,
    pub upper: f64,
}

const fn word(word: ChanceWord, lower: f64, upper: f64) -> ScaleWord {
    ScaleWord { word, lower, upper }
}

const IPCC: [ScaleWord; 10] = [
    word(ChanceWord::VirtuallyCertain, 0.99, 1.0),
    word(ChanceWord::ExtremelyLikely, 0.95, 1.0),
    word(ChanceWord::VeryLikely, 0.90, 1.0),
    word(ChanceWord::Likely, 0.66, 1.0),
    word(ChanceWord::MoreLikelyThanNot, 0.50, 1.0),
    word(ChanceWord::EvenChance, 0.33, 0.66),
    word(ChanceWord::Unlikely, 0.0, 0.33),
    word(ChanceWord::VeryUnlikely, 0.0, 0.10),
    word(ChanceWord::ExtremelyUnlikely, 0.0, 0.05),
    word(ChanceWord::ExceptionallyUnlikely, 0.0, 0.01),
];

const IPCC_AR4: [ScaleWord; 7] = [
    word(ChanceWord::VirtuallyCertain, 0.99, 1.0),
    word(ChanceWord::VeryLikely, 0.90, 0.99),
    word(ChanceWord::Likely, 0.66, 0.90),
    word(ChanceWord::EvenChance, 0.33, 0.66),
    word(ChanceWord::Unlikely, 0.10, 0.33),
    word(ChanceWord::VeryUnlikely, 0.01, 0.10),
    word(ChanceWord::ExceptionallyUnlikely, 0.0, 0.01),
];

impl ChanceScale {
    const ALL: [ChanceScale; 2] = [ChanceScale::Ipcc, ChanceScale::IpccAr4];

    pub fn name(self) -> &'static str {
        match self {
            ChanceScale::Ipcc => "ipcc",
            ChanceScale::IpccAr4 => "ipcc ar4",
        }
    }

    /// What a word means on this scale.
    pub fn find(self, word: &str) -> Option<ScaleWord> {
        let words: &[ScaleWord] = match self {
            ChanceScale::Ipcc => &IPCC,
            ChanceScale::IpccAr4 => &IPCC_AR4,
        };
        words.iter().copied().find(|known| known.word.word() == word)
    }
}

impl StatedChance {
    /// Reads `0.7`, `70 %`, `likely, ipcc` or `"a fair chance"`.
    pub fn parse(text: &str) -> Option<StatedChance> {
        if let Some(quoted) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            let is_empty = quoted.trim().is_empty();
            return if is_empty { None } else { Some(StatedChance::Verbatim(quoted.into())) };
        }
        if let Some((word, scale)) = text.rsplit_once(',') {
            let scale = ChanceScale::ALL.into_iter().find(|known| known.name() == scale.trim())?;
            return Some(StatedChance::Word(scale, scale.find(word.trim())?));
        }
        let chance = match text.strip_suffix('%') {
            Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
            None => text.parse().ok()?,
        };
        if (0.0..=1.0).contains(&chance) { Some(StatedChance::Number(chance)) } else { None }
    }

    /// As readers see it: "70 %", "likely (ipcc)", "“a fair chance”".
    pub fn shown(&self, locale: &Locale) -> String {
        match self {
            StatedChance::Number(chance) => {
                let percent = Argument::Number((chance * 1000.0).round() / 10.0);
                locale.format(MessageId::ChancePercent, &[("percent", percent)])
            }
            StatedChance::Word(scale, word) => locale.format(
                MessageId::ChanceWord,
                &[("word", locale.label(word.word).into()), ("scale", scale.name().into())],
            ),
            StatedChance::Verbatim(words) => {
                locale.format(MessageId::ChanceVerbatim, &[("words", words.as_ref().into())])
            }
        }
    }

    /// The least and the greatest chance that it can mean; `None` for words without a scale.
    pub fn bounds(&self) -> Option<(f64, f64)> {
        match self {
            StatedChance::Number(chance) => Some((*chance, *chance)),
            StatedChance::Word(_, word) => Some((word.lower, word.upper)),
            StatedChance::Verbatim(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_a_number_a_word_of_a_scale_or_quoted() {
        assert_eq!(StatedChance::parse("0.7"), Some(StatedChance::Number(0.7)));
        assert_eq!(StatedChance::parse("70 %"), Some(StatedChance::Number(0.7)));
        let likely = StatedChance::parse("likely, ipcc").unwrap();
        assert_eq!(
            (likely.bounds(), likely.shown(&Locale::english()).as_str()),
            (Some((0.66, 1.0)), "likely (ipcc)")
        );
        let fair = StatedChance::parse("\"a fair chance\"").unwrap();
        assert_eq!(
            (fair.bounds(), fair.shown(&Locale::english()).as_str()),
            (None, "“a fair chance”")
        );
        for text in ["1.2", "likely", "likely, who", "perhaps, ipcc", "\"\"", ""] {
            assert_eq!(StatedChance::parse(text), None, "{text}");
        }
    }

    #[test]
    fn words_mean_other_chances_on_other_scales() {
        let ar4 = StatedChance::parse("likely, ipcc ar4").unwrap();
        assert_eq!(ar4.bounds(), Some((0.66, 0.90)));
    }
}
