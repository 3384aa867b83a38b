//! Checks the values of inline fields, and the blocks that they stand on.

use super::body::{RawBlock, RawKind, RawPart};
use super::body_reader::BodyReader;
use super::inline_field::{
    FieldOwner, FieldValue, INLINE_FIELDS, InlineField, STANCE_LENGTH, stance_phrase,
};
use super::validate::{is_lasting, keep, parse_date, unknown_name};
use super::yaml::Str;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;

impl InlineField {
    /// Reports a value that does not fit.
    pub(super) fn check_value(&self, value: &Str, report: &mut Report) {
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
                    let message = format!("`{name}` names actors by links, and \"{text}\" is none");
                    let help = format!(
                        "write ({name}:: [[{text}]]) for an entity, or ({name}:: [@{text}]) for the key of a source"
                    );
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

impl FieldOwner {
    /// Why a block of a kind cannot have the field, and what to do; `None` if it can.
    pub(super) fn refusal(self, block: &RawBlock) -> Option<(&'static str, &'static str)> {
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
                let joined = name.replace('-', "_").to_ascii_lowercase();
                if InlineField::find(&joined).is_some() {
                    let message =
                        format!("there is no inline field \"{name}\"; did you mean \"{joined}\"?");
                    let found = Diagnostic::at(&codes::UNKNOWN_FIELD, field.name, message);
                    self.report.push(found.fix(field.name, joined));
                    continue;
                }
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
