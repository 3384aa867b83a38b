//! Everything that is concluded from the record, computed once.

use super::contradictions::Contradictions;
use super::definitions::Definitions;
use super::evidence::Evidence;
use super::first_sentences::FirstSentences;
use super::forecasts::Forecasts;
use super::half_life::HalfLife;
use super::measurements::Measurements;
use super::stands::Stands;
use super::verdicts::Verdicts;
use crate::model::Site;
use crate::source::Files;

/// What follows from the linked site, one field for each capability.
pub struct Reasoning {
    pub evidence: Evidence,
    pub verdicts: Verdicts,
    pub forecasts: Forecasts,
    pub half_life: HalfLife,
    pub contradictions: Contradictions,
    pub definitions: Definitions,
    pub measurements: Measurements,
    pub stands: Stands,
    pub(crate) sentences: FirstSentences,
}

impl Reasoning {
    pub fn new(site: &Site, files: &Files) -> Reasoning {
        let evidence = Evidence::new(site);
        let definitions = Definitions::new(site);
        let contradictions = Contradictions::new(site, files, &evidence, &definitions);
        Reasoning {
            verdicts: Verdicts::new(site),
            half_life: HalfLife::new(site, &evidence),
            sentences: FirstSentences::new(site, &contradictions),
            contradictions,
            measurements: Measurements::new(site, &evidence),
            stands: Stands::new(site, &evidence),
            definitions,
            forecasts: Forecasts::new(site, files),
            evidence,
        }
    }
}
