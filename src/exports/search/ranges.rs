//! Where shards of words start, so that they weigh about the same and an edit seldom moves a start.
//!
//! Takes stems in their order with weights, gives the first letters of the first stem of each shard. The script finds a
//! stem's shard by comparing it with these. Stems that begin alike stay together as long as there are few of them, so
//! that one shard answers for the beginning of a word.

use super::code::hash;

/// Letters that stems of one group have in common, at least and at most.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=6;
/// A group weighs at most this part of a shard, or it comes apart where its stems differ.
const PART: u64 = 4;

/// A start is at most this part of a shard away from its place.
const AROUND: u64 = 8;

/// About how many bits a stem takes in a packed shard, by how many of all pages have it.
pub fn weight(having: usize, pages: usize) -> u64 {
    let gap = (pages / having.max(1)).max(1).ilog2() as u64;
    having as u64 * (gap + 3) + 32
}

/// The start of each of at most `most` shards; the first one starts at the empty word.
///
/// A start is looked for round its place, and of the groups that begin there the one with the least hash is taken: when a
/// group grows a little, all after it move a little, and that group is still the one.
pub fn starts(stems: &[(&str, u64)], most: u32) -> Vec<String> {
    let most = u64::from(most);
    let total: u64 = stems.iter().map(|(_, weight)| weight).sum();
    let mut groups = Vec::new();
    split(stems, *LETTERS.start(), total / most / PART, &mut groups);
    let mut before = 0;
    for (_, weight) in &mut groups {
        before += std::mem::replace(weight, before);
    }
    let (shard, mut starts) = ((before / most).max(1), vec![String::new()]);
    for n in 1..most {
        let from = groups.partition_point(|(_, at)| *at < n * shard - shard / AROUND);
        let to = groups.partition_point(|(_, at)| *at <= n * shard + shard / AROUND);
        // Where one group fills the place, the next one.
        let round = &groups[from..to.max(from + 1).min(groups.len())];
        let least = round.iter().map(|(group, _)| *group).min_by_key(|group| hash(group));
        if let Some(group) =
            least.filter(|group| **group > **starts.last().expect("there is a first one"))
        {
            starts.push(group.to_string());
        }
    }
    starts
}

/// Groups of stems with the same first letters, with weights that small edits leave as they are.
fn split<'s>(
    stems: &[(&'s str, u64)],
    letters: usize,
    heaviest: u64,
    groups: &mut Vec<(&'s str, u64)>,
) {
    for group in stems.chunk_by(|(a, _), (b, _)| first(a, letters) == first(b, letters)) {
        let weight: u64 = group.iter().map(|(_, weight)| weight).sum();
        if weight > heaviest && group.len() > 1 && letters < *LETTERS.end() {
            split(group, letters + 1, heaviest, groups);
        } else {
            groups.push((first(group[0].0, letters), rounded(weight)));
        }
    }
}

fn first(stem: &str, letters: usize) -> &str {
    stem.char_indices().nth(letters).map_or(stem, |(at, _)| &stem[..at])
}

/// The nearest number below with two binary digits and noughts after them.
fn rounded(weight: u64) -> u64 {
    let drop = weight.max(1).ilog2().saturating_sub(1);
    weight >> drop << drop
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of five letters, those that begin with "co" a hundred times as common.
    fn stems() -> Vec<(String, u64)> {
        let letters = ["a", "e", "o", "c", "s"];
        let mut all = Vec::new();
        for n in 0..5usize.pow(5) {
            let word: String = (0..5).map(|place| letters[n / 5usize.pow(place) % 5]).collect();
            let weight = if word.starts_with("co") { 6400 } else { 64 };
            all.push((word, weight));
        }
        all.sort();
        all
    }

    fn of(stems: &[(String, u64)]) -> Vec<String> {
        starts(&stems.iter().map(|(s, w)| (s.as_str(), *w)).collect::<Vec<_>>(), 16)
    }

    #[test]
    fn shards_weigh_about_the_same_and_begin_between_groups() {
        let stems = stems();
        let starts = of(&stems);
        let mut weights = vec![0; starts.len()];
        for (stem, weight) in &stems {
            weights[starts.partition_point(|s| s <= stem) - 1] += weight;
        }
        let (least, most) = (weights.iter().min().unwrap(), weights.iter().max().unwrap());
        assert!(starts.len() == 16 && *most < least * 2, "{weights:?} {starts:?}");
        assert!(starts.iter().all(|s| s.len() <= 6), "{starts:?}");
    }

    #[test]
    fn a_word_more_moves_no_start() {
        let before = stems();
        let mut after = before.clone();
        after.push(("zyzzy".into(), 64));
        after[100].1 += 3;
        assert_eq!(of(&before), of(&after)[..of(&before).len()]);
    }

    #[test]
    fn a_small_site_has_one_shard() {
        assert_eq!(starts(&[("a", 64), ("b", 64)], 1), [""]);
        assert_eq!(starts(&[], 4), [""]);
    }
}
