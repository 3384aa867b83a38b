//! Everything that is concluded from the record, computed once.

use super::evidence::Evidence;
use crate::model::Site;

/// What follows from the linked site, one field for each capability.
pub struct Reasoning {
    pub evidence: Evidence,
}

impl Reasoning {
    pub fn new(site: &Site) -> Reasoning {
        Reasoning { evidence: Evidence::new(site) }
    }
}
