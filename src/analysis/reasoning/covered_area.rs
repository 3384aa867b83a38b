//! How much the origins of sources overlap.

use crate::model::SourceId;
use std::collections::BTreeSet;

/// The corrected covered area of a matrix of sources and origins, from 0 (nothing in common) to 1 (all the same); `None` for
/// fewer than two sources. Each item lists the origins of one source. (Pieper and others, 2014.)
pub(super) fn corrected_covered_area(sources: &[Vec<SourceId>]) -> Option<f64> {
    let sources: Vec<&Vec<SourceId>> = sources.iter().filter(|list| !list.is_empty()).collect();
    if sources.len() < 2 {
        return None;
    }
    let inclusions: usize = sources.iter().map(|list| list.len()).sum();
    let origins: BTreeSet<SourceId> = sources.iter().copied().flatten().copied().collect();
    let rows = origins.len();
    let covered = (inclusions - rows) as f64;
    Some(covered / (rows * sources.len() - rows) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(lists: &[&[u32]]) -> Vec<Vec<SourceId>> {
        lists.iter().map(|list| list.iter().copied().map(SourceId).collect()).collect()
    }

    #[test]
    fn covered_area_of_one_shared_origin_is_whole() {
        let five: [&[u32]; 5] = [&[1], &[1], &[1], &[1], &[1]];
        assert_eq!(corrected_covered_area(&sources(&five)), Some(1.0));
    }

    #[test]
    fn covered_area_of_partly_shared_origins() {
        assert_eq!(corrected_covered_area(&sources(&[&[1, 2], &[2, 3], &[4]])), Some(0.125));
    }

    #[test]
    fn covered_area_of_nothing_in_common_is_zero() {
        assert_eq!(corrected_covered_area(&sources(&[&[1], &[2]])), Some(0.0));
    }

    #[test]
    fn covered_area_of_one_source_is_undefined() {
        assert_eq!(corrected_covered_area(&sources(&[&[1, 2]])), None);
    }

    #[test]
    fn covered_area_is_that_of_the_vignette_of_juno_r() {
        let reviews: [&[u32]; 5] = [&[1, 2], &[2], &[1, 3], &[1, 3], &[2]];
        let area = corrected_covered_area(&sources(&reviews)).unwrap();
        assert!((area - 0.4166667).abs() < 1e-6);
    }
}
