//! The table of inline fields `(name:: value)`: what each may say, and on which blocks.

use super::body::RawBlock;
use super::validate::unknown_word;
use super::yaml::Str;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::*;

/// One row of the table.
pub struct InlineField {
    pub name: &'static str,
    /// What it says, for editors.
    pub purpose: &'static str,
    pub value: FieldValue,
    pub(super) owner: FieldOwner,
}

/// What a field may say.
pub enum FieldValue {
    /// Links to other blocks.
    Blocks,
    Date,
    Word(WordList),
    YesOrNo,
    /// A chance: a number, a word of a scale, quoted words.
    Chance,
    /// A block id.
    Id,
    /// The id of a definition.
    Definition,
    /// Links to entities, or citations of sources.
    Speakers,
    /// Citations, or one of these words.
    Sources(&'static [&'static str]),
    /// A few words, after a link to what they are about.
    Phrase,
}

/// The words that a field may say, with what they describe.
pub struct WordList {
    pub words: fn() -> Vec<&'static str>,
    pub(super) what: &'static str,
    pub(super) unknown: fn(&'static Code, &Str, &str) -> Diagnostic,
}

/// The blocks that may have a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldOwner {
    Any,
    Question,
    Forecast,
    QuestionOrForecast,
    Position,
    /// Blocks that can state a stance: the text and the positions of a perspective, a side's statement.
    Stance,
    /// What has no day of its own: text, the heading of a perspective, a tension, a question, their parts.
    Undated,
}

/// The field for an earlier id of a block.
pub const ALIAS: &str = "alias";

/// The words of `(from:: …)` in place of sources.
pub const FROM_WORDS: [&str; 2] = ["own", "unknown"];

/// How many characters a stance may have.
pub(super) const STANCE_LENGTH: usize = 60;

/// The words of `(stance:: …)` without the link before them.
pub(crate) fn stance_phrase(value: &str) -> &str {
    let after_link = value.strip_prefix("[[").and_then(|rest| rest.split_once("]]"));
    after_link.map_or(value, |(_, words)| words.trim_start_matches([':', ' '])).trim()
}

/// All inline fields.
pub static INLINE_FIELDS: [InlineField; 25] = [
    relation("overtakes"),
    relation("corrects"),
    relation("disputes"),
    relation("confirms"),
    relation("answers"),
    relation("contradicts"),
    relation("judges"),
    InlineField {
        name: "status",
        purpose: "whether a question is answered",
        value: FieldValue::Word(words::<QuestionStatus>("a question's status")),
        owner: FieldOwner::Question,
    },
    InlineField {
        name: "kind",
        purpose: "whether a question is one of the debate or a gap of the record",
        value: FieldValue::Word(words::<QuestionKind>("a question's kind")),
        owner: FieldOwner::Question,
    },
    InlineField {
        name: "asked",
        purpose: "the day on which a question was asked",
        value: FieldValue::Date,
        owner: FieldOwner::Question,
    },
    InlineField {
        name: "due",
        purpose: "the day by which it can be judged",
        value: FieldValue::Date,
        owner: FieldOwner::QuestionOrForecast,
    },
    InlineField {
        name: "by",
        purpose: "who made a forecast",
        value: FieldValue::Speakers,
        owner: FieldOwner::Forecast,
    },
    InlineField {
        name: "chance",
        purpose: "how likely a forecast calls it",
        value: FieldValue::Chance,
        owner: FieldOwner::Forecast,
    },
    InlineField {
        name: "outcome",
        purpose: "the outcome of the judged forecast",
        value: FieldValue::Word(words::<ForecastOutcome>("`outcome`")),
        owner: FieldOwner::Any,
    },
    InlineField {
        name: "happened",
        purpose: "the day on which the outcome happened",
        value: FieldValue::Date,
        owner: FieldOwner::Any,
    },
    InlineField {
        name: "uncited",
        purpose: "that there is no source",
        value: FieldValue::YesOrNo,
        owner: FieldOwner::Any,
    },
    InlineField {
        name: "from",
        purpose: "where this statement of the source comes from",
        value: FieldValue::Sources(&FROM_WORDS),
        owner: FieldOwner::Any,
    },
    InlineField {
        name: "how",
        purpose: "how the source uses what it reports",
        value: FieldValue::Word(words::<Derivation>("`how`")),
        owner: FieldOwner::Any,
    },
    InlineField {
        name: "lasting",
        purpose: "whether the statement can be overtaken",
        value: FieldValue::YesOrNo,
        owner: FieldOwner::Any,
    },
    InlineField {
        name: "definition",
        purpose: "which definition of its word the statement uses",
        value: FieldValue::Definition,
        owner: FieldOwner::Any,
    },
    InlineField {
        name: ALIAS,
        purpose: "an earlier id, under which it was published",
        value: FieldValue::Id,
        owner: FieldOwner::Any,
    },
    InlineField {
        name: "attributed_by",
        purpose: "who reports a position that its holder is not on record with",
        value: FieldValue::Speakers,
        owner: FieldOwner::Position,
    },
    InlineField {
        name: "stance",
        purpose: "the stance of its actors, in a few words",
        value: FieldValue::Phrase,
        owner: FieldOwner::Stance,
    },
    InlineField {
        name: "since",
        purpose: "the day from which a text without a date of its own holds",
        value: FieldValue::Date,
        owner: FieldOwner::Undated,
    },
    InlineField {
        name: "until",
        purpose: "the last day on which an earlier wording held",
        value: FieldValue::Date,
        owner: FieldOwner::Undated,
    },
];

const fn relation(name: &'static str) -> InlineField {
    let purpose = "relation to another block";
    InlineField { name, purpose, value: FieldValue::Blocks, owner: FieldOwner::Any }
}

const fn words<W: Word>(what: &'static str) -> WordList {
    WordList { words: W::words, what, unknown: unknown_word::<W> }
}

impl InlineField {
    pub fn find(name: &str) -> Option<&'static InlineField> {
        INLINE_FIELDS.iter().find(|field| field.name == name)
    }

    /// Whether a block can have it.
    pub(super) fn fits(&self, block: &RawBlock) -> bool {
        self.owner.refusal(block).is_none()
    }

    /// Whether only blocks of some kinds can have it.
    pub(super) fn is_of_few(&self) -> bool {
        self.owner != FieldOwner::Any
    }
}

impl FieldValue {
    /// Whether words look like a value of the field; of links and citations only the beginning counts.
    pub(super) fn starts(&self, words: &str) -> bool {
        match self {
            // Too many words look like an id or a phrase.
            FieldValue::Id | FieldValue::Definition | FieldValue::Phrase => false,
            FieldValue::Blocks => words.starts_with("[["),
            FieldValue::Speakers => words.starts_with("[[") || words.starts_with("[@"),
            FieldValue::Chance => StatedChance::parse(words).is_some(),
            FieldValue::Date => Date::parse(words).is_some(),
            FieldValue::Word(list) => list.contains(words),
            FieldValue::YesOrNo => matches!(words, "yes" | "no"),
            FieldValue::Sources(names) => words.starts_with("[@") || names.contains(&words),
        }
    }
}

impl WordList {
    pub(super) fn contains(&self, word: &str) -> bool {
        (self.words)().iter().any(|known| known.eq_ignore_ascii_case(word))
    }
}
