//! What a rule says of statements that cannot all hold, in one sentence.

use crate::model::*;
use std::collections::BTreeSet;

/// Statements that a rule found.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub kind: ContradictionKind,
    pub sides: Vec<StatementId>,
    /// What is wrong with them, in one sentence.
    pub finding: Finding,
}

/// What is wrong with statements.
#[derive(Clone, Debug)]
pub enum Finding {
    /// One measure of one subject has different values at one time, or at times that are not exactly the same.
    Values { figures: Vec<FigureId>, is_one_time: bool },
    /// The values of one measure are counted under different definitions.
    Counts { figures: Vec<FigureId> },
    /// One measure is given in different units.
    Units { figures: Vec<FigureId> },
    /// Values are of a later day than their source.
    LateValue(SourceId),
    /// A note is older than its source.
    LateNote { noted: Date, issued: Date },
    /// One of the statements says that another is wrong.
    SaidWrong,
    /// What one confirms another disputes.
    ConfirmedAndDisputed,
    /// Verdicts on one subject exclude each other, or what the facts give.
    Verdicts {
        subject: EntityId,
        definition: DefinitionId,
        says: Vec<DefinitionVerdict>,
        by_facts: Option<DefinitionVerdict>,
    },
    /// One word is used under different definitions.
    Senses(Vec<DefinitionId>),
    /// Different holders are called the first of one kind.
    Firsts,
    /// The same words are given to different sources.
    Attributions,
    /// One source is quoted with different words.
    Quotations(SourceId),
}

impl Finding {
    /// The sentence, without a capital letter and a full stop.
    pub fn shown(&self, site: &Site, locale: &Locale) -> String {
        let source = |id: SourceId| Argument::from(site.source(id).title.as_str());
        match self {
            Finding::Values { figures, is_one_time } => {
                let id = match is_one_time {
                    true => MessageId::FoundValues,
                    false => MessageId::FoundValuesAbout,
                };
                let digits = |id: &FigureId| Measures::of(locale).figure_digits(site.figure(*id));
                let values = joined(locale, figures.iter().map(digits));
                let [metric, subject] = measure(site, figures);
                locale.format(id, &[metric, subject, ("values", values)])
            }
            Finding::Counts { figures } => {
                let used = figures.iter().filter_map(|id| site.figure(*id).definition);
                let definitions = joined(locale, used.map(|id| site.definition(id).title()));
                let [metric, subject] = measure(site, figures);
                let values = [metric, subject, ("definitions", definitions)];
                locale.format(MessageId::FoundCounts, &values)
            }
            Finding::Units { figures } => {
                let units: BTreeSet<&str> =
                    figures.iter().map(|id| site.figure(*id).unit.as_str()).collect();
                let units = joined(locale, units.into_iter().map(str::to_string));
                let [metric, _] = measure(site, figures);
                locale.format(MessageId::FoundUnits, &[metric, ("units", units)])
            }
            Finding::LateValue(id) => {
                let issued = site.source(*id).issue_date();
                let date = issued.map(|date| locale.issue_date(date)).unwrap_or_default();
                locale.format(MessageId::FoundLateValue, &[("date", date.into())])
            }
            Finding::LateNote { noted, issued } => {
                let values = [("noted", (*noted).into()), ("issued", (*issued).into())];
                locale.format(MessageId::FoundLateNote, &values)
            }
            Finding::SaidWrong => locale.text(MessageId::FoundSaidWrong).to_string(),
            Finding::ConfirmedAndDisputed => {
                locale.text(MessageId::FoundConfirmedAndDisputed).to_string()
            }
            Finding::Verdicts { subject, definition, says, by_facts } => {
                let quoted = |verdict: DefinitionVerdict| {
                    let words = locale.label(verdict).into();
                    locale.format(MessageId::QuoteOuter, &[("words", words)])
                };
                let says: Vec<String> = says.iter().map(|says| quoted(*says)).collect();
                let values = [
                    ("subject", site.entity(*subject).name.as_str().into()),
                    ("definition", site.definition(*definition).title().into()),
                    ("verdicts", says.join(locale.text(MessageId::FoundAndAs)).into()),
                ];
                match by_facts {
                    Some(verdict) => {
                        let [subject, definition, verdicts] = values;
                        let facts = ("facts", quoted(*verdict).into());
                        let values = [subject, definition, verdicts, facts];
                        locale.format(MessageId::FoundVerdictsAndFacts, &values)
                    }
                    None => locale.format(MessageId::FoundVerdicts, &values),
                }
            }
            Finding::Senses(definitions) => {
                let titles = definitions.iter().map(|id| site.definition(*id).title());
                let values = [("definitions", joined(locale, titles))];
                locale.format(MessageId::FoundSenses, &values)
            }
            Finding::Firsts => locale.text(MessageId::FoundFirsts).to_string(),
            Finding::Attributions => locale.text(MessageId::FoundAttributions).to_string(),
            Finding::Quotations(id) => {
                locale.format(MessageId::FoundQuotations, &[("source", source(*id))])
            }
        }
    }
}

/// The measure and the subject that figures have in common.
fn measure<'s>(site: &'s Site, figures: &[FigureId]) -> [(&'static str, Argument<'s>); 2] {
    let first = site.figure(figures[0]);
    let subject = site.entity(first.subject).name.as_str();
    [("metric", first.metric.as_str().into()), ("subject", subject.into())]
}

/// Several words, each once: "Strict 1.0 and Loose".
fn joined(locale: &Locale, words: impl Iterator<Item = String>) -> Argument<'static> {
    let mut once: Vec<String> = Vec::new();
    for word in words {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once.join(locale.text(MessageId::ListAnd)).into()
}
