//! What reasoning finds in the shipped content, topic by topic: contradictions by state, origins, forecasts, definitions
//! and facts, whose words positions are.

use crate::{SHIPPED, TEXTS, errata, inventory};
use agon::analysis::reasoning::Reasoning;
use agon::model::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The counts of one topic.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicCounts {
    /// By state, recorded or found by a rule.
    contradictions: BTreeMap<String, usize>,
    origins: usize,
    claims_with_one_origin: usize,
    /// Positions that another source reports.
    attributed_positions: usize,
    editors_notes: usize,
    forecasts: ForecastCounts,
    definitions: usize,
    facts: usize,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ForecastCounts {
    made: usize,
    judged: usize,
    /// Judged, and their day has passed.
    judged_and_due: usize,
}

fn forecast_counts(reasoning: &Reasoning, topic: TopicId) -> ForecastCounts {
    let forecasts: Vec<_> = reasoning.forecasts.of_topic(topic).collect();
    let judged: Vec<_> = forecasts.iter().filter(|f| f.judgement.is_some()).collect();
    let due = judged.iter().filter(|f| f.is_due(SHIPPED.site.as_of)).count();
    ForecastCounts { made: forecasts.len(), judged: judged.len(), judged_and_due: due }
}

/// How often a mark is in the texts of a topic.
fn marks(topic: &str, mark: &str) -> usize {
    let folder = format!("content/topics/{topic}/");
    let texts = TEXTS.iter().filter(|text| text.path.starts_with(&folder));
    texts.map(|text| text.body.matches(mark).count()).sum()
}

fn counts_by_topic(reasoning: &Reasoning) -> BTreeMap<String, TopicCounts> {
    let mut counts = BTreeMap::new();
    for topic in SHIPPED.site.topic_ids() {
        let slug = &SHIPPED.site.topic(topic).slug;
        let mut contradictions = BTreeMap::new();
        for contradiction in reasoning.contradictions.topic(topic) {
            *contradictions.entry(contradiction.state.word().to_string()).or_insert(0) += 1;
        }
        let evidence = reasoning.evidence.topic(topic);
        let topic_counts = TopicCounts {
            contradictions,
            origins: evidence.origins.len(),
            claims_with_one_origin: evidence.single_origin_claims,
            attributed_positions: marks(slug, "(attributed_by:: "),
            editors_notes: marks(slug, "> [!EDITOR] "),
            forecasts: forecast_counts(reasoning, topic),
            definitions: reasoning.definitions.topic(topic).definitions.len(),
            facts: SHIPPED.site.facts.iter().filter(|fact| fact.topic == topic).count(),
        };
        counts.insert(slug.clone(), topic_counts);
    }
    counts
}

#[test]
fn each_topic_has_the_counts_of_the_inventory() {
    let reasoning = Reasoning::new(&SHIPPED.site, &SHIPPED.files);
    assert_eq!(counts_by_topic(&reasoning), inventory().topics);
}

#[test]
fn fewer_than_one_in_five_contradictions_that_rules_find_are_none() {
    let reasoning = Reasoning::new(&SHIPPED.site, &SHIPPED.files);
    let (mut by_rules, mut false_alarms) = (0, 0);
    for topic in SHIPPED.site.topic_ids() {
        for contradiction in reasoning.contradictions.topic(topic) {
            let is_none = contradiction.state == ContradictionState::NotOne;
            by_rules += usize::from(contradiction.finding.is_some());
            false_alarms += usize::from(contradiction.finding.is_some() && is_none);
        }
    }
    assert!(by_rules > 0 && false_alarms * 5 < by_rules, "{false_alarms} of {by_rules}");
}

#[test]
fn every_known_error_is_in_the_ledger_or_has_a_notice() {
    let reasoning = Reasoning::new(&SHIPPED.site, &SHIPPED.files);
    let mut ledger = BTreeSet::new();
    for topic in SHIPPED.site.topic_ids() {
        let slug = &SHIPPED.site.topic(topic).slug;
        let recorded = reasoning.contradictions.topic(topic).iter().filter(|c| c.record.is_some());
        ledger.extend(recorded.map(|c| format!("{slug}#{}", c.id)));
    }
    let errata = errata();
    let expected = [('E', 43), ('N', 36), ('L', 3)];
    for (kind, count) in expected {
        let names = (1..=count).map(|n| format!("{kind}{n}"));
        let missing: Vec<String> = names.filter(|name| !errata.contains_key(name)).collect();
        assert_eq!(missing, Vec::<String>::new());
    }
    let mut gone = Vec::new();
    for (name, erratum) in &errata {
        if erratum.entries.is_empty() && erratum.notices.is_empty() {
            gone.push(name.clone());
        }
        let missing = erratum.entries.iter().filter(|entry| !ledger.contains(*entry));
        gone.extend(missing.map(|entry| format!("{name}: {entry}")));
    }
    assert_eq!(gone, Vec::<String>::new());
}
