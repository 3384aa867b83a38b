//! The table of inline fields `(name:: value)`: what each may say, and on which blocks.

use super::body::{RawBlock, RawKind, RawPart};
use super::body_reader::BodyReader;
use super::validate::{is_lasting, keep, parse_date, unknown_name, unknown_word};
use super::yaml::Str;
use crate::diagnostics::{Code, Diagnostic, Report, codes};
use crate::model::*;

/// One row of the table.
pub struct InlineField {
    pub name: &'static str,
    /// What it says, for editors.
    pub purpose: &'static str,
    pub value: FieldValue,
    owner: FieldOwner,
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
    what: &'static str,
    unknown: fn(&'static Code, &Str, &str) -> Diagnostic,
}

/// The blocks that may have a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FieldOwner {
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
const STANCE_LENGTH: usize = 60;

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

    /// Reports a value that does not fit.
    fn check_value(&self, value: &Str, report: &mut Report) {
        let (name, text) = (self.name, value.text.as_str());
        match &self.value {
            FieldValue::Blocks => {}
            FieldValue::Date => {
                keep(parse_date(value, &codes::BAD_FIELD), report);
            }
            FieldValue::Word(list) => {
                if !list.contains(text) {
                    report.push((list.unknown)(&codes::BAD_FIELD, value, list.what));
                }
            }
            FieldValue::YesOrNo => {
                if !matches!(text, "yes" | "no") {
                    let message = format!("`{name}` is yes or no, not \"{text}\"");
                    let help = format!("write ({name}:: yes)");
                    report.add(&codes::BAD_FIELD, value.span, message, help);
                }
            }
            FieldValue::Chance => {
                if StatedChance::parse(text).is_none() {
                    let message = format!("`{name}` is not a chance: \"{text}\"");
                    let help = "write (chance:: 0.7), (chance:: likely, ipcc), or the words in quotation marks";
                    report.add(&codes::BAD_FIELD, value.span, message, help);
                }
            }
            FieldValue::Speakers => {
                if !text.contains("[[") && !text.contains("[@") {
                    let message = format!("`{name}` names actors, and \"{text}\" names none");
                    let help = format!("write ({name}:: [[actor]]), or ({name}:: [@key])");
                    report.add(&codes::BAD_FIELD, value.span, message, help);
                }
            }
            FieldValue::Id => {
                if !is_lasting(text) {
                    let message = format!("`{name}` is not a block id: \"{text}\"");
                    let help = format!("write one id, without ^: ({name}:: q-old)");
                    report.add(&codes::BAD_FIELD, value.span, message, help);
                }
            }
            FieldValue::Definition => {
                if !is_lasting(text) {
                    let message = format!("`{name}` is not an id of a definition: \"{text}\"");
                    let help = format!("write one id of a definitions.yaml: ({name}:: open-table)");
                    report.add(&codes::BAD_FIELD, value.span, message, help);
                }
            }
            FieldValue::Phrase => {
                let length = stance_phrase(text).chars().count();
                if length == 0 || length > STANCE_LENGTH {
                    let message = match length {
                        0 => format!("`{name}` has no words"),
                        _ => format!(
                            "`{name}` has {length} characters, and {STANCE_LENGTH} is the most"
                        ),
                    };
                    let help = format!(
                        "write a few words: ({name}:: wants limits), ({name}:: [[#^ten-id]] wants limits)"
                    );
                    report.add(&codes::BAD_FIELD, value.span, message, help);
                }
            }
            FieldValue::Sources(words) => {
                if !text.contains('@') && !words.contains(&text) {
                    let message = format!("`{name}` names sources, and \"{text}\" names none");
                    let help = format!("write ({name}:: [@key]), or {}", words.join(" or "));
                    report.add(&codes::BAD_FIELD, value.span, message, help);
                }
            }
        }
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
    fn contains(&self, word: &str) -> bool {
        (self.words)().iter().any(|known| known.eq_ignore_ascii_case(word))
    }
}

impl FieldOwner {
    /// Why a block of a kind cannot have the field, and what to do; `None` if it can.
    fn refusal(self, block: &RawBlock) -> Option<(&'static str, &'static str)> {
        let kind = &block.kind;
        let says_stance = match kind {
            RawKind::Position(_) | RawKind::Part(RawPart::Statement(_)) => true,
            RawKind::Prose => block.parent.is_some(),
            _ => false,
        };
        let is_question = matches!(kind, RawKind::Question);
        let is_forecast = matches!(
            kind,
            RawKind::Position(_) | RawKind::Note(_) | RawKind::Observation(_) | RawKind::Forecast
        );
        let has_own_day = matches!(
            kind,
            RawKind::Note(_)
                | RawKind::Observation(_)
                | RawKind::Event
                | RawKind::Position(_)
                | RawKind::Forecast
                | RawKind::Correction
        );
        match self {
            FieldOwner::Any => None,
            FieldOwner::Question if is_question => None,
            FieldOwner::Forecast if is_forecast => None,
            FieldOwner::QuestionOrForecast if is_question || is_forecast => None,
            FieldOwner::Position if matches!(kind, RawKind::Position(_)) => None,
            FieldOwner::Stance if says_stance => None,
            FieldOwner::Undated if !has_own_day => None,
            FieldOwner::Question => Some((
                "belongs to a question, and this is not one",
                "move it to an item of `## Open questions`, or remove it",
            )),
            FieldOwner::Forecast => Some((
                "belongs to a forecast, and this cannot be one",
                "move it to an item of `## Forecasts`, a source note, a dated position or an observation, or remove it",
            )),
            FieldOwner::Position => Some((
                "belongs to a dated position, and this is not one",
                "move it to an item under `### [[actor]]` that starts with a date, or remove it",
            )),
            FieldOwner::Stance => Some((
                "belongs to a text that states a stance, which this is not",
                "move it to a paragraph or a position under `### [[actor]]`, or to a side's statement in a tension",
            )),
            FieldOwner::Undated => Some((
                "belongs to a text without a day of its own, and this has one",
                "remove it: the item's own date says from when it is on record",
            )),
            FieldOwner::QuestionOrForecast => Some((
                "belongs to a question or a forecast, and this is neither",
                "questions are the items of `## Open questions`, and forecasts those of `## Forecasts`, source notes, dated positions and observations: move it there, or remove it",
            )),
        }
    }
}

impl BodyReader<'_> {
    /// Reports unknown fields, fields on blocks that cannot have them, and values that do not fit.
    pub(super) fn check_fields(&mut self, block: &RawBlock) {
        for field in &block.fields {
            let name = self.text(field.name);
            let value = Str { text: self.text(field.value).to_string(), span: field.value };
            let Some(known) = InlineField::find(name) else {
                let names: Vec<&str> = INLINE_FIELDS.iter().map(|field| field.name).collect();
                if name.ends_with("-by") || name.ends_with("_by") {
                    // the nearest field says the reverse
                    let message = format!("there is no inline field \"{name}\"");
                    let help = "the later passage names the earlier one: write (disputes:: [[…#^id]]) there, or corrects, overtakes, confirms, answers";
                    self.report.add(&codes::UNKNOWN_FIELD, field.name, message, help);
                    continue;
                }
                self.report.push(unknown_name(
                    &codes::UNKNOWN_FIELD,
                    &Str { text: name.to_string(), span: field.name },
                    &format!("there is no inline field \"{name}\""),
                    &format!("the fields are: {}", names.join(", ")),
                    names.iter().copied(),
                ));
                continue;
            };
            match known.owner.refusal(block) {
                Some((refusal, help)) => {
                    let message = format!("`{name}` {refusal}");
                    self.report.add(&codes::BAD_FIELD, field.name, message, help);
                }
                None => known.check_value(&value, self.report),
            }
        }
    }
}
