//! What the facts of a site give for its definitions.

use super::licence::LicenceName;
use super::rules::{ItemReading, ScoreRange, apply, class_words, cumulative};
use crate::model::*;
use std::collections::{BTreeMap, HashMap, HashSet};

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
    pub stated: Vec<StatedReading>,
}

/// A stated verdict on a subject, next to the computed one.
#[derive(Clone, Copy, Debug)]
pub struct StatedReading {
    pub id: VerdictId,
    /// By the facts of today.
    pub computed: DefinitionVerdict,
    /// By the facts of the day on which it was stated.
    pub computed_then: DefinitionVerdict,
    /// The next verdict of the same voice on the same, which takes its place.
    pub restated: Option<VerdictId>,
    /// Whether it goes against the facts of today and against those of its day.
    pub is_at_odds: bool,
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
        let ordered = visible_facts(site);
        let mut facts = FactIndex::new();
        for id in &ordered {
            add_fact(site, &mut facts, *id);
        }
        let mut current_of_topics: Vec<Vec<&Fact>> = vec![Vec::new(); site.topics.len()];
        for id in facts.values() {
            let fact = site.fact(*id);
            current_of_topics[fact.topic.index()].push(fact);
        }
        let mut stated_of_topics: Vec<Vec<VerdictId>> = vec![Vec::new(); site.topics.len()];
        let verdicts = visible_verdicts(site);
        for id in &verdicts {
            stated_of_topics[site.stated_verdict(*id).topic.index()].push(*id);
        }
        let computed_then = verdicts_of_their_days(site, &ordered, &verdicts);
        let mut topics = Vec::with_capacity(site.topics.len());
        for topic in site.topic_ids() {
            let (own, stated) =
                (&current_of_topics[topic.index()], &stated_of_topics[topic.index()]);
            topics.push(of_topic(site, topic, &facts, own, stated, &computed_then));
        }
        Definitions { topics }
    }

    /// The definitions that are met or not met by one of these subjects, those of a topic first, each with the topic that shows it.
    pub fn that_decide(
        &self,
        first: TopicId,
        subjects: &[EntityId],
    ) -> Vec<(TopicId, DefinitionId)> {
        let mut topics: Vec<TopicId> = (0..self.topics.len() as u32).map(TopicId).collect();
        topics.sort_by_key(|topic| *topic != first);
        let mut found: Vec<(TopicId, DefinitionId)> = Vec::new();
        for topic in topics {
            for id in &self.topic(topic).definitions {
                let decides = subjects.iter().any(|subject| {
                    let reading = self.reading(*subject, *id);
                    reading.is_some_and(|reading| reading.verdict != DefinitionVerdict::Unknown)
                });
                if decides && found.iter().all(|(_, other)| other != id) {
                    found.push((topic, *id));
                }
            }
        }
        found
    }

    /// What a subject is under a definition, in any topic.
    pub fn reading(
        &self,
        subject: EntityId,
        definition: DefinitionId,
    ) -> Option<&DefinitionReading> {
        let key = (subject, definition);
        self.topics.iter().find_map(|of_topic| of_topic.readings.get(&key))
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
            self.has_verdict(*subject, DefinitionVerdict::Met)
                && self.has_verdict(*subject, DefinitionVerdict::NotMet)
        });
        changing
    }

    /// Whether one of the definitions gives a verdict on a subject.
    fn has_verdict(&self, subject: EntityId, wanted: DefinitionVerdict) -> bool {
        self.definitions.iter().any(|id| self.reading(subject, *id).verdict == wanted)
    }

    /// All verdicts that the facts give.
    pub fn verdicts(&self) -> impl Iterator<Item = DefinitionVerdict> {
        self.readings.values().map(|reading| reading.verdict)
    }
}

/// Whether two verdicts exclude each other.
pub(super) fn are_at_odds(one: DefinitionVerdict, other: DefinitionVerdict) -> bool {
    use DefinitionVerdict::{Met, NotMet};
    matches!((one, other), (Met, NotMet) | (NotMet, Met))
}

/// The facts that are shown, oldest first.
fn visible_facts(site: &Site) -> Vec<FactId> {
    let mut visible: Vec<FactId> = (0..site.facts.len() as u32).map(FactId).collect();
    visible.retain(|id| {
        let fact = site.fact(*id);
        fact.visible && site.is_visible(Target::Entity(fact.subject))
    });
    visible.sort_by_key(|id| site.fact_date(site.fact(*id)).map(Date::first));
    visible
}

/// A later fact replaces an earlier one; of one day the last that is written counts.
fn add_fact<'s>(site: &'s Site, facts: &mut FactIndex<'s>, id: FactId) {
    let fact = site.fact(id);
    facts.insert((fact.subject, fact.item.as_str(), fact.aspect), id);
}

fn of_topic(
    site: &Site,
    topic: TopicId,
    facts: &FactIndex,
    own: &[&Fact],
    stated: &[VerdictId],
    computed_then: &HashMap<VerdictId, DefinitionVerdict>,
) -> TopicDefinitions {
    let verdicts: Vec<&StatedVerdict> = stated.iter().map(|id| site.stated_verdict(*id)).collect();
    let mut subjects: Vec<EntityId> = verdicts.iter().map(|verdict| verdict.subject).collect();
    subjects.extend(own.iter().map(|fact| fact.subject));
    subjects.sort_unstable();
    subjects.dedup();
    subjects.sort_by_cached_key(|id| {
        let entity = site.entity(*id);
        (site.locale.sort_key(&entity.name), &entity.slug)
    });
    let spoken_to: HashSet<DefinitionId> =
        verdicts.iter().map(|verdict| verdict.definition).collect();
    let known: HashSet<(&str, FactAspect)> =
        own.iter().map(|fact| (fact.item.as_str(), fact.aspect)).collect();
    let mut definitions = Vec::new();
    for (definition, index) in site.definitions.iter().zip(0..) {
        let id = DefinitionId(index);
        let is_own = definition.topic == Some(topic);
        let is_asked = || {
            definition.topic.is_none()
                && tests_of(definition).any(|test| known.contains(&(&test.item, test.aspect)))
        };
        let is_shown = definition.visible && !definition.classes.is_empty();
        if is_shown && (is_own || spoken_to.contains(&id) || is_asked()) {
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
    let mut all = Vec::with_capacity(stated.len());
    for (id, verdict) in stated.iter().zip(verdicts) {
        let computed = readings[&(verdict.subject, verdict.definition)].verdict;
        let computed_then = computed_then.get(id).copied().unwrap_or(computed);
        all.push(StatedReading {
            id: *id,
            computed,
            computed_then,
            restated: verdict.restated,
            is_at_odds: are_at_odds(verdict.says, computed) && computed_then != verdict.says,
        });
    }
    TopicDefinitions { definitions, subjects, readings, stated: all }
}

/// The verdicts that are shown, oldest first.
fn visible_verdicts(site: &Site) -> Vec<VerdictId> {
    let mut ids: Vec<VerdictId> = (0..site.stated_verdicts.len() as u32).map(VerdictId).collect();
    ids.retain(|id| {
        let verdict = site.stated_verdict(*id);
        let is_shown = verdict.visible && site.is_visible(Target::Entity(verdict.subject));
        is_shown && !site.definition(verdict.definition).classes.is_empty()
    });
    ids.sort_by_key(|id| site.verdict_date(site.stated_verdict(*id)).map(Date::first));
    ids
}

/// What the facts that are known to have held by then gave on the day of each verdict that has one.
fn verdicts_of_their_days(
    site: &Site,
    facts: &[FactId],
    verdicts: &[VerdictId],
) -> HashMap<VerdictId, DefinitionVerdict> {
    let mut by_day: Vec<(Date, VerdictId)> = Vec::with_capacity(verdicts.len());
    for id in verdicts {
        let day = site.verdict_date(site.stated_verdict(*id));
        by_day.extend(day.map(|day| (day.last(), *id)));
    }
    by_day.sort_unstable();
    let mut known = FactIndex::new();
    let mut later = facts.iter().peekable();
    let mut computed = HashMap::with_capacity(by_day.len());
    for (day, id) in by_day {
        let holds_by_then = |fact: &&FactId| {
            site.fact_date(site.fact(**fact)).is_none_or(|date| date.first() <= day)
        };
        while let Some(fact) = later.next_if(holds_by_then) {
            add_fact(site, &mut known, *fact);
        }
        let verdict = site.stated_verdict(id);
        let definition = site.definition(verdict.definition);
        computed.insert(id, reading(site, &known, verdict.subject, definition).verdict);
    }
    computed
}

/// The day of the latest fact that a definition asks of a subject.
pub(super) fn reading_date(
    site: &Site,
    subject: EntityId,
    definition: DefinitionId,
) -> Option<Date> {
    let tests: HashSet<(&str, FactAspect)> = tests_of(site.definition(definition))
        .map(|test| (test.item.as_str(), test.aspect))
        .collect();
    let asked = site.facts.iter().filter(|fact| {
        fact.visible
            && fact.subject == subject
            && tests.contains(&(fact.item.as_str(), fact.aspect))
    });
    asked.filter_map(|fact| site.fact_date(fact)).max_by_key(|date| date.first())
}

/// The leaves of a definition.
fn tests_of(definition: &Definition) -> impl Iterator<Item = &ItemTest> {
    definition.classes.iter().flat_map(|class| class.rule.items())
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
    // Of classes, the first that is not met or undecided determines the next step.
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
        classes: has_classes.then(|| class_words(&names, &verdicts, &site.locale)),
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
