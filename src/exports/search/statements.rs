//! The entries of statements that are found by themselves: definitions, contradictions and forecasts.

use super::entry::IndexEntry;
use super::facet::Facet;
use super::passages::{claim_states, contradiction_state, joined, of_claim, words_of};
use crate::analysis::reasoning::{Contradiction, Forecast, ForecastSpeaker};
use crate::model::*;
use crate::pages::Ctx;
use crate::records::{NoUrls, RecordBuilder, shortened};

/// Letters of a title, and of one side in the title of a contradiction.
const TITLE_LETTERS: usize = 110;
const SIDE_LETTERS: usize = 60;
/// Letters of a side below the title; the whole is on the page that the side is from.
const SIDE_TEXT_LETTERS: usize = 160;

/// A definition with its rules and what each subject is under it.
pub(super) fn of_definition(ctx: &Ctx, topic: TopicId, id: DefinitionId) -> IndexEntry {
    let (site, definition) = (ctx.site, ctx.site.definition(id));
    let title = joined([Some(definition.name.as_str()), definition.version.as_deref()], " ");
    let mut out = IndexEntry::new(title, vec![Facet::Topic(topic)]);
    out.facets.extend(definition.issued.map(|date| Facet::Year(date.year)));
    for class in &definition.classes {
        let rule = class.rule.shown(&site.locale);
        out.add("", joined([class.name.as_deref(), Some(&rule)], ": "), Vec::new());
    }
    let of_topic = ctx.tables.reasoning.definitions.topic(topic);
    for subject in &of_topic.subjects {
        let reading = of_topic.reading(*subject, id);
        let verdict = match reading.verdict {
            DefinitionVerdict::Unknown => "nothing can be said",
            verdict => verdict.word(),
        };
        let verdict = joined([Some(verdict), reading.classes.as_deref()], ", class ");
        out.add("", format!("{}: {verdict}", site.entity(*subject).name), Vec::new());
    }
    out
}

/// A contradiction with its sides and what became of it.
pub(super) fn of_contradiction(ctx: &Ctx, contradiction: &Contradiction) -> IndexEntry {
    let sides = sides(ctx, contradiction);
    let title = match &contradiction.finding {
        Some(finding) => capitalized(&finding.shown(ctx.site, &ctx.site.locale)),
        None => {
            let texts: Vec<String> =
                sides.iter().map(|side| shortened(&side.text, SIDE_LETTERS)).collect();
            texts.join(" × ")
        }
    };
    let mut out = IndexEntry::new(title, vec![Facet::Topic(contradiction.topic)]);
    out.facets.extend(contradiction.found.map(|date| Facet::Year(date.year)));
    let judgement = &contradiction.judgement;
    let (state, kind) = (contradiction.state.word(), contradiction.kind.word());
    let state = format!("Contradiction, {state} ({kind})");
    let texts = [Some(state.as_str()), judgement.reason.map(Word::word), judgement.note.as_deref()];
    out.add("", joined(texts, ". "), vec![Facet::Claim(contradiction_state(contradiction))]);
    for side in sides {
        let text = shortened(&side.text, SIDE_TEXT_LETTERS);
        let text = if side.holds { format!("Holds: {text}") } else { text };
        out.add("", text, side.states);
    }
    if let Some(settles) = &contradiction.settles {
        out.add("", format!("Would settle it: {settles}"), Vec::new());
    }
    out
}

struct ContradictionSide {
    text: String,
    holds: bool,
    /// What else is known of it.
    states: Vec<Facet>,
}

fn sides(ctx: &Ctx, contradiction: &Contradiction) -> Vec<ContradictionSide> {
    let (site, files, reasoning) = (ctx.site, ctx.files, &ctx.tables.reasoning);
    let builder = RecordBuilder { site, files, reasoning, urls: &NoUrls };
    let record = builder.contradiction(contradiction);
    let mut sides = Vec::new();
    for (side, statement) in record.sides.into_iter().zip(&contradiction.sides) {
        let mut states = Vec::new();
        let text = match statement {
            StatementId::Block(block) => {
                states = claim_states(ctx, *block);
                states.retain(|state| *state != contradiction_state(contradiction));
                builder.first_sentence_of_side(*block)
            }
            StatementId::Source(source) => {
                format!("{}: {}", site.source(*source).title, side.text)
            }
            _ => side.text,
        };
        let states = states.into_iter().map(Facet::Claim).collect();
        sides.push(ContradictionSide { text, holds: side.holds, states });
    }
    sides
}

/// A forecast with who made it, its day and its outcome.
pub(super) fn of_forecast(ctx: &Ctx, forecast: &Forecast) -> IndexEntry {
    let (site, words) = (ctx.site, words_of(ctx, forecast.block));
    let title = shortened(&words, TITLE_LETTERS);
    let topic = forecast.topic.map(Facet::Topic);
    let mut out = IndexEntry::new(title.clone(), topic.into_iter().collect());
    let mut names: Vec<&str> = Vec::new();
    for speaker in &forecast.speakers {
        names.push(match speaker {
            ForecastSpeaker::Actor(actor) => &site.entity(*actor).name,
            ForecastSpeaker::Source(source) => &site.source(*source).title,
            ForecastSpeaker::Editors => "the editors",
        });
    }
    let due = forecast.due.map(|day| match day.day {
        0 => format!("by the end of {}", site.locale.date(day)),
        _ => format!("by {}", site.locale.date(day)),
    });
    let chance =
        forecast.chance.as_ref().map(|chance| format!("chance {}", chance.shown(&site.locale)));
    let state = match forecast.judgement {
        Some((judgement, _)) => judgement.outcome.word(),
        None => forecast.state.word(),
    };
    let made = format!("{}: forecast by {}", capitalized(state), names.join(", "));
    let due = due.unwrap_or_else(|| "no day given".to_string());
    let texts = [Some(made.as_str()), Some(&due), chance.as_deref()];
    let mut facets = of_claim(ctx, forecast.block);
    for speaker in &forecast.speakers {
        if let ForecastSpeaker::Actor(actor) = speaker
            && site.entity(*actor).kind.base.is_actor()
        {
            facets.push(Facet::Actor(*actor));
        }
    }
    facets.sort_unstable();
    facets.dedup();
    out.add("", joined(texts, ", "), facets.clone());
    if title != words {
        out.add("", words, facets);
    }
    if let Some((_, judging)) = forecast.judgement {
        out.add("", format!("Judged: {}", words_of(ctx, judging)), Vec::new());
    }
    out
}
