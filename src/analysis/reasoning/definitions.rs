//! What the facts of a site give for its definitions.

use super::licence::LicenceName;
use super::rules::{ItemReading, ScoreRange, apply, class_words, cumulative};
use crate::model::*;
use std::collections::{BTreeMap, HashMap};

/// The fact that counts today for each aspect of an item of a subject.
type FactIndex<'a> = HashMap<(EntityId, &'a str, FactAspect), FactId>;

/// The definitions of a site, applied.
pub struct Definitions {
    /// By topic.
    topics: Vec<TopicDefinitions>,
}

/// The definitions that the facts of a topic speak to.
#[derive(Default)]
pub struct TopicDefinitions {
    pub definitions: Vec<DefinitionId>,
    /// By name.
    pub subjects: Vec<EntityId>,
    readings: BTreeMap<(EntityId, DefinitionId), DefinitionReading>,
    /// Visible ones, oldest first.
    pub stated: Vec<StatedVerdict>,
}

/// What a subject is under a definition, and why.
pub struct DefinitionReading {
    pub verdict: DefinitionVerdict,
    /// `class III, at most II`, of a definition with classes.
    pub classes: Option<String>,
    pub score: Option<ScoreRange>,
    pub deciding: Vec<DecidingItem>,
}

/// An item that decides; without a fact it is unchecked.
pub struct DecidingItem {
    pub test: ItemTest,
    pub fact: Option<FactId>,
    pub verdict: DefinitionVerdict,
}

impl Definitions {
    pub(super) fn new(site: &Site) -> Definitions {
        let facts = current_facts(site);
        Definitions { topics: site.topic_ids().map(|id| of_topic(site, &facts, id)).collect() }
    }

    pub fn topic(&self, topic: TopicId) -> &TopicDefinitions {
        &self.topics[topic.index()]
    }
}

impl TopicDefinitions {
    pub fn reading(&self, subject: EntityId, definition: DefinitionId) -> &DefinitionReading {
        &self.readings[&(subject, definition)]
    }

    /// Subjects that meet one definition and not another.
    pub fn changing_sides(&self) -> Vec<EntityId> {
        let mut changing = self.subjects.clone();
        changing.retain(|subject| {
            let has = |wanted| {
                let mut all = self.definitions.iter();
                all.any(|definition| self.reading(*subject, *definition).verdict == wanted)
            };
            has(DefinitionVerdict::Met) && has(DefinitionVerdict::NotMet)
        });
        changing
    }

    /// All verdicts that the facts give.
    pub fn verdicts(&self) -> impl Iterator<Item = DefinitionVerdict> {
        self.readings.values().map(|reading| reading.verdict)
    }
}

/// Whether a stated verdict and the computed one exclude each other.
pub fn are_at_odds(stated: DefinitionVerdict, computed: DefinitionVerdict) -> bool {
    use DefinitionVerdict::{Met, NotMet};
    matches!((stated, computed), (Met, NotMet) | (NotMet, Met))
}

/// The day from which a fact counts.
pub fn fact_date(site: &Site, fact: &Fact) -> Option<Date> {
    fact.date.or(fact.source.and_then(|source| site.source(source).issued))
}

/// A later fact replaces an earlier one; of one day the last that is written counts.
fn current_facts(site: &Site) -> FactIndex<'_> {
    let mut visible: Vec<FactId> = (0..site.facts.len() as u32).map(FactId).collect();
    visible.retain(|id| {
        let fact = site.fact(*id);
        fact.visible && site.is_visible(Target::Entity(fact.subject))
    });
    visible.sort_by_key(|id| fact_date(site, site.fact(*id)).map(Date::first));
    let mut current = FactIndex::new();
    for id in visible {
        let fact = site.fact(id);
        current.insert((fact.subject, fact.item.as_str(), fact.aspect), id);
    }
    current
}

fn of_topic(site: &Site, facts: &FactIndex, topic: TopicId) -> TopicDefinitions {
    let is_shown = |verdict: &&StatedVerdict| verdict.topic == topic && verdict.visible;
    let mut stated: Vec<StatedVerdict> =
        site.stated_verdicts.iter().filter(is_shown).cloned().collect();
    stated.retain(|verdict| site.is_visible(Target::Entity(verdict.subject)));
    stated.sort_by_key(|verdict| verdict.date.map(Date::first));
    let mut subjects: Vec<EntityId> = stated.iter().map(|verdict| verdict.subject).collect();
    let own: Vec<&Fact> = facts.values().map(|id| site.fact(*id)).collect();
    let own: Vec<&Fact> = own.into_iter().filter(|fact| fact.topic == topic).collect();
    subjects.extend(own.iter().map(|fact| fact.subject));
    subjects.sort_by_key(|id| (site.entity(*id).name.to_lowercase(), *id));
    subjects.dedup();
    let mut definitions = Vec::new();
    for (definition, index) in site.definitions.iter().zip(0..) {
        let id = DefinitionId(index);
        let is_own = definition.topic == Some(topic);
        let is_spoken_to = definition.topic.is_none()
            && (stated.iter().any(|verdict| verdict.definition == id)
                || own.iter().any(|fact| asks_for(definition, fact)));
        if definition.visible && !definition.classes.is_empty() && (is_own || is_spoken_to) {
            definitions.push(id);
        }
    }
    let mut readings = BTreeMap::new();
    for subject in &subjects {
        for id in &definitions {
            let reading = reading(site, facts, *subject, site.definition(*id));
            readings.insert((*subject, *id), reading);
        }
    }
    TopicDefinitions { definitions, subjects, readings, stated }
}

/// Whether a leaf of a definition is about a fact.
pub fn asks_for(definition: &Definition, fact: &Fact) -> bool {
    let mut items = definition.classes.iter().flat_map(|class| class.rule.items());
    items.any(|test| test.item == fact.item && test.aspect == fact.aspect)
}

fn reading(
    site: &Site,
    facts: &FactIndex,
    subject: EntityId,
    definition: &Definition,
) -> DefinitionReading {
    let fact_of = |test: &ItemTest| facts.get(&(subject, test.item.as_str(), test.aspect)).copied();
    let read = |test: &ItemTest| match fact_of(test) {
        Some(fact) => item_reading(definition, test, site.fact(fact)),
        None => ItemReading::of(DefinitionVerdict::Unknown),
    };
    let mut score = None;
    let (mut verdicts, mut deciding) = (Vec::new(), Vec::new());
    for class in &definition.classes {
        let result = apply(&class.rule, &read);
        score = score.or(result.score);
        verdicts.push(result.verdict.unwrap_or(DefinitionVerdict::Unknown));
        deciding.push(result.deciding);
    }
    let verdicts = cumulative(&verdicts);
    let verdict = verdicts[0];
    // Of classes, the first that is not met, or cannot be said, is what the next step hangs on.
    let decisive = verdicts.iter().position(|v| *v != DefinitionVerdict::Met);
    let decisive = decisive.unwrap_or(verdicts.len() - 1);
    let names: Vec<&str> =
        definition.classes.iter().filter_map(|class| class.name.as_deref()).collect();
    let has_classes = !names.is_empty() && names.len() == verdicts.len();
    let deciding = deciding.swap_remove(decisive).into_iter().map(|test| DecidingItem {
        test: test.clone(),
        fact: fact_of(test),
        verdict: read(test).verdict.unwrap_or(DefinitionVerdict::Unknown),
    });
    DefinitionReading {
        verdict,
        classes: has_classes.then(|| class_words(&names, &verdicts)),
        score,
        deciding: deciding.collect(),
    }
}

/// What a fact is to a leaf of a definition.
fn item_reading(definition: &Definition, test: &ItemTest, fact: &Fact) -> ItemReading {
    use DefinitionVerdict::{Met, NotMet, Unknown};
    ItemReading::of(match fact.status {
        FactStatus::No => NotMet,
        FactStatus::Disputed => Unknown,
        FactStatus::NotApplicable => return ItemReading { verdict: None, points: (0.0, 0.0) },
        FactStatus::Undisclosed => match definition.undisclosed {
            UndisclosedRule::NotMet => NotMet,
            UndisclosedRule::Unknown => Unknown,
        },
        FactStatus::Partial => match definition.partial {
            PartialRule::Met => Met,
            PartialRule::NotMet => NotMet,
            PartialRule::Half => {
                return ItemReading { verdict: Some(NotMet), points: (0.5, 0.5) };
            }
        },
        FactStatus::Yes => match (&test.licences, &fact.value) {
            (None, _) => Met,
            (Some(_), None) => Unknown,
            (Some(list), Some(value)) => match LicenceName::of(value).is_in(list) {
                Some(true) => Met,
                Some(false) => NotMet,
                None => Unknown,
            },
        },
    })
}
