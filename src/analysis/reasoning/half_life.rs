//! How the record of each topic held up: which of its claims were corrected or overtaken, and after what time.
//!
//! Followed are the claims of gathers and of articles that were not changed later: of them the day is known on which they
//! were entered. The observation ends with the last gather of the topic, not with the day of the build.

use super::claim::{ClaimId, is_claim};
use super::evidence::Evidence;
use super::survival::{ClaimLifetime, MedianLifetime, SurvivalCurve};
use crate::model::*;
use std::collections::BTreeSet;

/// Fewer ends make no curve and no median.
pub const LEAST_EVENTS: usize = 10;

/// The half-life of the claims of a site.
pub struct HalfLife {
    /// By [`TopicId`].
    topics: Vec<TopicHalfLife>,
}

/// What became of the claims of one topic.
#[derive(Clone, Debug, Default)]
pub struct TopicHalfLife {
    /// The claims that are followed, in the order of the texts.
    pub claims: Vec<FollowedClaim>,
    pub exclusions: ExclusionCounts,
    /// Claims that were corrected or overtaken after the last look; until then they held.
    pub ended_later: usize,
    /// The day of the last gather.
    pub last_look: Option<Date>,
    /// How many distinct origins the claims rest on.
    pub origins: usize,
    pub curve: SurvivalCurve,
    /// Standing claims that are older than the median and rest on one origin, the oldest first.
    pub look_again: Vec<BlockId>,
}

/// A claim with the dates of its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedClaim {
    pub block: BlockId,
    /// When its source stated it; of a claim of the editors, when they did.
    pub stated: Date,
    /// When it came into the record.
    pub entered: Date,
    /// When a passage corrected or overtook it.
    pub ended: Option<Date>,
    pub lifetime: ClaimLifetime,
}

/// How many claims are not followed, by the first reason that applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExclusionCounts {
    /// Events and what says `(lasting:: no)`.
    pub not_lasting: usize,
    /// Those of pages that change, where the day of their entry is not known.
    pub living_page: usize,
    pub undated: usize,
    /// Those of which a date is known to the year only.
    pub year_only: usize,
}

enum Exclusion {
    NotLasting,
    LivingPage,
    Undated,
    YearOnly,
}

impl HalfLife {
    pub(super) fn new(site: &Site, evidence: &Evidence) -> HalfLife {
        let topics = site.topic_ids().map(|topic| topic_half_life(site, evidence, topic));
        HalfLife { topics: topics.collect() }
    }

    pub fn topic(&self, topic: TopicId) -> &TopicHalfLife {
        &self.topics[topic.index()]
    }
}

impl TopicHalfLife {
    /// Whether so many claims ended that a curve says anything.
    pub fn has_curve(&self) -> bool {
        self.curve.events() >= LEAST_EVENTS
    }

    /// When half of the claims had ended; `None` where too few ended to tell.
    pub fn median(&self) -> Option<MedianLifetime> {
        if self.has_curve() { Some(self.curve.median()) } else { None }
    }

    /// How many of the claims that were at risk had a fate.
    pub fn count(&self, fate: ClaimFate) -> usize {
        let at_risk = self.claims.iter().filter(|claim| claim.lifetime.was_at_risk());
        at_risk.filter(|claim| claim.lifetime.fate == fate).count()
    }

    pub fn lifetimes(&self) -> Vec<ClaimLifetime> {
        self.claims.iter().map(|claim| claim.lifetime).collect()
    }
}

fn topic_half_life(site: &Site, evidence: &Evidence, topic: TopicId) -> TopicHalfLife {
    let mut result = TopicHalfLife { last_look: last_gather(site, topic), ..Default::default() };
    let Some(last_look) = result.last_look.and_then(middle) else { return result };
    for doc in site.doc_ids().filter(|doc| site.doc(*doc).topic == Some(topic)) {
        for block in site.blocks_of(doc).filter(|id| is_claim(&site.block(*id).kind)) {
            if !site.is_visible(Target::Block(block)) {
                continue;
            }
            match followed_claim(site, block, last_look) {
                Ok(claim) => result.claims.push(claim),
                Err(exclusion) => result.exclusions.add(exclusion),
            }
        }
    }
    let stands = |claim: &&FollowedClaim| claim.lifetime.fate == ClaimFate::Standing;
    result.ended_later =
        result.claims.iter().filter(stands).filter(|claim| claim.ended.is_some()).count();
    let options = site.config.half_life;
    result.curve = SurvivalCurve::estimate(&result.lifetimes(), options.at_risk, options.level);
    let mut origins: BTreeSet<SourceId> = BTreeSet::new();
    for claim in result.claims.iter().filter(|claim| claim.lifetime.was_at_risk()) {
        if let Some(summary) = evidence.of(ClaimId::Block(claim.block)) {
            origins.extend(&summary.origins);
        }
    }
    result.origins = origins.len();
    result.look_again = look_again(evidence, &result);
    result
}

fn last_gather(site: &Site, topic: TopicId) -> Option<Date> {
    let gathers = site.topic(topic).gathers.iter().map(|gather| site.doc(*gather));
    gathers.filter(|gather| gather.visible).filter_map(|gather| gather.recorded()).max()
}

fn followed_claim(site: &Site, id: BlockId, last_look: i64) -> Result<FollowedClaim, Exclusion> {
    let block = site.block(id);
    let lasting = block.claim.as_ref().and_then(|claim| claim.lasting);
    if !lasting.unwrap_or(block.kind != BlockKind::Event) {
        return Err(Exclusion::NotLasting);
    }
    let doc = site.doc(block.doc);
    let is_fixed = doc.is_gather() || (doc.is_article() && doc.updated.is_none());
    if !is_fixed {
        return Err(Exclusion::LivingPage);
    }
    let stated = stated_on(site, id).ok_or(Exclusion::Undated)?;
    let entered = doc.recorded().ok_or(Exclusion::Undated)?;
    let stated_day = middle(stated).ok_or(Exclusion::YearOnly)?;
    let entered_day = middle(entered).ok_or(Exclusion::YearOnly)?;
    // The middle of a month may lie after the day of entry.
    let stated_day = stated_day.min(entered_day);
    let end = first_end(site, id)?;
    let (exit, fate) = match end {
        Some((date, fate)) => {
            let day = middle(date).ok_or(Exclusion::YearOnly)?;
            if day <= last_look { (day, fate) } else { (last_look, ClaimFate::Standing) }
        }
        None => (last_look, ClaimFate::Standing),
    };
    Ok(FollowedClaim {
        block: id,
        stated,
        entered,
        ended: end.map(|(date, _)| date),
        lifetime: ClaimLifetime { entry: entered_day - stated_day, exit: exit - stated_day, fate },
    })
}

/// When a claim was stated: a note's by its source, any other by the record.
pub fn stated_on(site: &Site, id: BlockId) -> Option<Date> {
    let block = site.block(id);
    match block.kind {
        BlockKind::Note { source } => site.source(source).issued,
        _ => block.date,
    }
}

/// The first passage that corrects or overtakes a claim, with its date.
fn first_end(site: &Site, id: BlockId) -> Result<Option<(Date, ClaimFate)>, Exclusion> {
    let mut ends = Vec::new();
    for relation in site.relations_to(id) {
        let fate = match relation.kind {
            RelationKind::Corrects => ClaimFate::Corrected,
            RelationKind::Overtakes => ClaimFate::Overtaken,
            _ => continue,
        };
        ends.push((site.block(relation.from).date.ok_or(Exclusion::Undated)?, fate));
    }
    Ok(ends.into_iter().min())
}

fn day_number(day: Date) -> i64 {
    Date::day(1970, 1, 1).days_until(day)
}

/// The day number of a date: the middle of a month, nothing for a year.
fn middle(date: Date) -> Option<i64> {
    if date.month == 0 {
        return None;
    }
    Some((day_number(date.first()) + day_number(date.last())) / 2)
}

fn look_again(evidence: &Evidence, result: &TopicHalfLife) -> Vec<BlockId> {
    let Some(median) = result.median().and_then(|median| median.median) else { return Vec::new() };
    let mut old: Vec<&FollowedClaim> = Vec::new();
    for claim in result.claims.iter().filter(|claim| claim.ended.is_none()) {
        let rests_on_one = evidence
            .of(ClaimId::Block(claim.block))
            .and_then(|summary| summary.single_origin())
            .is_some();
        if rests_on_one && claim.lifetime.exit > median {
            old.push(claim);
        }
    }
    old.sort_by_key(|claim| (claim.stated, claim.block));
    old.into_iter().map(|claim| claim.block).collect()
}

impl ExclusionCounts {
    fn add(&mut self, exclusion: Exclusion) {
        let count = match exclusion {
            Exclusion::NotLasting => &mut self.not_lasting,
            Exclusion::LivingPage => &mut self.living_page,
            Exclusion::Undated => &mut self.undated,
            Exclusion::YearOnly => &mut self.year_only,
        };
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i64 {
        middle(Date::parse(text).unwrap()).unwrap()
    }

    #[test]
    fn month_is_its_middle_and_a_year_is_left_out() {
        assert_eq!(day("2026-06") - day("2026-06-15"), 0);
        assert_eq!(day("2026-02") - day("2026-02-14"), 0);
        assert_eq!(middle(Date::parse("2026").unwrap()), None);
    }
}
