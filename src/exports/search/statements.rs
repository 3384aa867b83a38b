//! The entries of statements that are found by themselves: definitions, contradictions and forecasts.

use super::claim_states::{claim_states, contradiction_state};
use super::entry::IndexEntry;
use super::facet::Facet;
use super::passages::{joined, labelled, of_claim, typeset, words_of};
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
    let mut out = IndexEntry::new(typeset(ctx, &title), vec![Facet::Topic(topic)]);
    out.facets.extend(definition.issued.map(|date| Facet::Year(date.year)));
    for class in &definition.classes {
        let rule = class.rule.shown(&site.locale);
        out.add("", joined([class.name.as_deref(), Some(&rule)], ": "), Vec::new());
    }
    let of_topic = ctx.tables.reasoning.definitions.topic(topic);
    for subject in &of_topic.subjects {
        let reading = of_topic.reading(*subject, id);
        let verdict = match reading.verdict {
            DefinitionVerdict::Unknown => site.locale.text(MessageId::SearchUndecided),
            verdict => site.locale.label(verdict),
        };
        let comma = site.locale.text(MessageId::ListComma);
        let verdict = joined([Some(verdict), reading.classes.as_deref()], comma);
        let colon = site.locale.text(MessageId::ListColon);
        out.add("", format!("{}{colon}{verdict}", site.entity(*subject).name), Vec::new());
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
    let locale = &ctx.site.locale;
    let values = [
        ("state", locale.label(contradiction.state).into()),
        ("kind", locale.label(contradiction.kind).into()),
    ];
    let state = locale.format(MessageId::SearchContradiction, &values);
    let reason = judgement.reason.map(|reason| locale.label(reason));
    let texts = [Some(state.as_str()), reason, judgement.note.as_deref()];
    out.add(
        "",
        typeset(ctx, &joined(texts, ". ")),
        vec![Facet::Claim(contradiction_state(contradiction))],
    );
    for side in sides {
        let text = shortened(&side.text, SIDE_TEXT_LETTERS);
        let text = match side.holds {
            true => labelled(locale, MessageId::SearchHolds, text),
            false => text,
        };
        out.add("", text, side.states);
    }
    if let Some(settles) = &contradiction.settles {
        let text = labelled(locale, MessageId::PartSettles, settles.clone());
        out.add("", text, Vec::new());
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
    let mut sides = Vec::new();
    for statement in contradiction.leading_sides(site) {
        let mut states = Vec::new();
        let words_of_record = || builder.side(contradiction, statement).text;
        let text = match statement {
            StatementId::Block(block) => {
                states = claim_states(ctx, block);
                states.retain(|state| *state != contradiction_state(contradiction));
                builder.first_sentence_of_side(block)
            }
            StatementId::Source(source) => {
                format!("{}: {}", ctx.name(Target::Source(source)), words_of_record())
            }
            _ => words_of_record(),
        };
        let states = states.into_iter().map(Facet::Claim).collect();
        let holds = contradiction.favours(site, statement);
        sides.push(ContradictionSide { text, holds, states });
    }
    sides
}

/// A forecast with who made it, its day and its outcome.
pub(super) fn of_forecast(ctx: &Ctx, forecast: &Forecast) -> IndexEntry {
    let (site, words) = (ctx.site, words_of(ctx, forecast.block));
    let title = shortened(&words, TITLE_LETTERS);
    let topic = forecast.topic.map(Facet::Topic);
    let mut out = IndexEntry::new(title.clone(), topic.into_iter().collect());
    let mut names: Vec<String> = Vec::new();
    for speaker in &forecast.speakers {
        names.push(match speaker {
            ForecastSpeaker::Actor(actor) => site.entity(*actor).name.clone(),
            ForecastSpeaker::Source(source) => ctx.name(Target::Source(*source)),
            ForecastSpeaker::Editors => site.locale.text(MessageId::SearchEditors).to_string(),
        });
    }
    let locale = &site.locale;
    let due = match forecast.due {
        Some(day) => {
            let id = match day.day {
                0 => MessageId::ForecastDueEndOf,
                _ => MessageId::ForecastDueDay,
            };
            locale.format(id, &[("date", locale.date(day).into())])
        }
        None => locale.text(MessageId::ForecastNoDay).to_string(),
    };
    let chance = forecast.chance.as_ref().map(|chance| {
        locale.format(MessageId::ForecastChance, &[("chance", chance.shown(locale).into())])
    });
    let state = match forecast.judgement {
        Some((judgement, _)) => locale.label(judgement.outcome),
        None => locale.label(forecast.state),
    };
    let who = names.join(locale.text(MessageId::ListComma));
    let by = locale.format(MessageId::ForecastBy, &[("who", who.into())]);
    let made = format!("{}{}{by}", capitalized(state), locale.text(MessageId::ListColon));
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
    out.add("", joined(texts, locale.text(MessageId::ListComma)), facets.clone());
    if title != words {
        out.add("", words, facets);
    }
    if let Some((_, judging)) = forecast.judgement {
        let text = labelled(locale, MessageId::VerdictJudges, words_of(ctx, judging));
        out.add("", text, Vec::new());
    }
    out
}
