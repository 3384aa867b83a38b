//! Everything that is concluded from the record, computed once.

use super::evidence::Evidence;
use super::half_life::HalfLife;
use crate::model::Site;

/// What follows from the linked site, one field for each capability.
pub struct Reasoning {
    pub evidence: Evidence,
    pub half_life: HalfLife,
}

impl Reasoning {
    pub fn new(site: &Site) -> Reasoning {
        let evidence = Evidence::new(site);
        Reasoning { half_life: HalfLife::new(site, &evidence), evidence }
    }
}
