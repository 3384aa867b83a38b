//! What the inline fields of a block say of it as a claim.

use super::blocks::BlockLinker;
use super::record_names::definition_of;
use crate::content::parse::body::{RawBlock, RawField, RawKind, RawPart};
use crate::content::parse::inline_field::stance_phrase;
use crate::content::parse::{Str, is_lasting};
use crate::diagnostics::codes;
use crate::model::*;

impl<'a> BlockLinker<'a> {
    /// What its inline fields say of a block as a claim.
    pub(super) fn claim(&mut self, index: u32, block: &RawBlock) -> Option<Box<ClaimFields>> {
        let mut claim = ClaimFields::default();
        for field in &block.fields {
            match self.files.slice(field.name) {
                "from" => claim.from = self.provenance(field),
                "how" => claim.how = Derivation::parse(self.files.slice(field.value)),
                "attributed_by" => claim.attributed_by.extend(self.attribution(field)),
                "since" => claim.since = Date::parse(self.files.slice(field.value)),
                "definition" => claim.definition = self.definition(field),
                "until" => claim.until = Date::parse(self.files.slice(field.value)),
                "stance" => claim.stances.extend(self.stance(field)),
                "lasting" => claim.lasting = Some(self.files.slice(field.value) == "yes"),
                _ => {}
            }
        }
        // No other prose has a day of its own.
        claim.editors_note = matches!(block.kind, RawKind::Prose) && block.date.is_some();
        claim.forecast = self.forecast(index, block);
        claim.judgement = self.judgement(block);
        if claim == ClaimFields::default() { None } else { Some(Box::new(claim)) }
    }

    /// An item of `## Forecasts` that judges none needs no day, nor does a position that says how it is to be read. Of any other passage a
    /// chance or a speaker without a day is reported.
    fn forecast(&mut self, index: u32, block: &RawBlock) -> Option<ForecastTerms> {
        let due = self.field(block, "due").and_then(Date::parse);
        let chance = self.field(block, "chance");
        let mut by = Vec::new();
        for field in block.fields.iter().filter(|field| self.files.slice(field.name) == "by") {
            for target in self.field_targets(field) {
                if let LinkTarget::Site(target @ (Target::Entity(_) | Target::Source(_))) = target {
                    by.push(*target);
                }
            }
        }
        if matches!(block.kind, RawKind::Question) {
            return None;
        }
        let is_judgement = self.field(block, "judges").is_some();
        let is_forecast =
            matches!(block.kind, RawKind::Forecast) && !is_judgement || self.has_reading(index);
        if !is_forecast && due.is_none() && (chance.is_some() || !by.is_empty()) {
            let message = "the forecast has no day by which it can be judged";
            let help = "add (due:: 2027), or move it to a section `## Forecasts`, where a day is not needed";
            self.out.report.add(&codes::FORECAST_WITHOUT_DAY, block.content, message, help);
        }
        if !is_forecast && due.is_none() {
            return None;
        }
        Some(ForecastTerms { due, by, chance: chance.and_then(StatedChance::parse) })
    }

    /// Whether a part of a block says how it is to be read as a forecast.
    fn has_reading(&self, index: u32) -> bool {
        let later = &self.found.body.blocks[index as usize + 1..];
        let parts = later.iter().take_while(|part| part.parent == Some(index));
        parts.into_iter().any(|part| matches!(part.kind, RawKind::Part(RawPart::Reading)))
    }

    /// The outcome that a block states; it belongs to the forecast that the block judges.
    fn judgement(&mut self, block: &RawBlock) -> Option<ForecastJudgement> {
        let outcome = self.field(block, "outcome").and_then(ForecastOutcome::parse);
        let is_judging = self.field(block, "judges").is_some();
        if is_judging != self.field(block, "outcome").is_some() {
            let (message, help) = match is_judging {
                true => (
                    "the judgement has no outcome",
                    "add (outcome:: came true), did not, partly, undecidable or void",
                ),
                false => ("the outcome names no forecast", "add (judges:: [[page#^id]])"),
            };
            self.out.report.add(&codes::HALF_JUDGEMENT, block.content, message, help);
        }
        let happened = self.field(block, "happened").and_then(Date::parse);
        Some(ForecastJudgement { outcome: outcome?, happened })
    }

    fn provenance(&self, field: &RawField) -> Option<ClaimProvenance> {
        match self.files.slice(field.value) {
            "own" => return Some(ClaimProvenance::Own),
            "unknown" => return Some(ClaimProvenance::Unknown),
            _ => {}
        }
        let mut sources = Vec::new();
        for target in self.field_targets(field) {
            if let LinkTarget::Site(Target::Source(source)) = target {
                sources.push(*source);
            }
        }
        if sources.is_empty() { None } else { Some(ClaimProvenance::Sources(sources)) }
    }

    /// The definition that a field names; an invalid id is reported already.
    fn definition(&mut self, field: &RawField) -> Option<DefinitionId> {
        let text = self.files.slice(field.value).to_string();
        let said = Str { text, span: field.value };
        if !is_lasting(&said.text) {
            return None;
        }
        definition_of(&said, self.resolver, &mut self.out.report)
    }

    /// What a passage comes to in a few words; a link before them names the issue.
    fn stance(&self, field: &RawField) -> Option<Stance> {
        let phrase = stance_phrase(self.files.slice(field.value));
        if phrase.is_empty() {
            return None;
        }
        let issue = self.field_targets(field).iter().find_map(|target| match target {
            LinkTarget::Site(Target::Block(block)) => Some(*block),
            _ => None,
        });
        Some(Stance { phrase: phrase.into(), issue, span: field.value })
    }

    /// The works and entities that a field names.
    fn attribution(&mut self, field: &RawField) -> Vec<Target> {
        let mut targets = Vec::new();
        for target in self.field_targets(field) {
            if let LinkTarget::Site(target @ (Target::Source(_) | Target::Entity(_))) = target {
                targets.push(*target);
            }
        }
        targets
    }

    /// What the links and citations in a field's value lead to.
    fn field_targets(&self, field: &RawField) -> &[LinkTarget] {
        let base = self.found.body.start as usize;
        let value = field.value.range();
        let references =
            self.found.body.tree.references_in(&(value.start - base..value.end - base));
        &self.out.targets[references]
    }

    /// The value of an inline field of a block.
    pub(super) fn field(&self, block: &RawBlock, name: &str) -> Option<&'a str> {
        let field = block.fields.iter().find(|field| self.files.slice(field.name) == name)?;
        Some(self.files.slice(field.value))
    }
}
