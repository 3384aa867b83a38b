//! Many names, so kept that the nearest one to a wrong name is found without comparing each with it.
//!
//! What letters a group of names has says how near its names can be at most, and names that start alike share the work for
//! their start. Automata and trees of distances from crates are made for a few changes; here a third of a name may differ.

use super::name_distances::{NameDistances, common_start};
use super::name_letters::Letters;
use std::ops::Range;

/// How many names make a group, and how many groups one of the next level.
const GROUP: usize = 16;

/// No name of so many letters is compared: nobody mistypes a text.
const LONGEST_COMPARED: usize = 1000;

/// Names in the order of their lower-case forms, with the letters of each and of groups of them.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownNames<S> {
    names: Vec<KnownName<S>>,
    /// Groups of names, groups of groups and so on; the last level is one group.
    levels: Vec<Vec<LetterBounds>>,
    reach: Reach,
}

#[derive(Debug, PartialEq, Eq)]
struct KnownName<S> {
    written: S,
    /// What is compared: the name in lower case, a path as it is.
    compared: Box<[char]>,
    letters: Letters,
}

impl<S> KnownName<S> {
    fn len(&self) -> usize {
        self.compared.len()
    }
}

/// How far the nearest name may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// A third of the longer one, one letter of a short one; case does not count.
    Name,
    /// Any distance.
    Path,
}

impl Reach {
    /// How many changes there may be where the longer of the two names has `len` characters.
    fn most(self, len: usize) -> usize {
        match (self, len) {
            (Reach::Path, _) => len,
            (Reach::Name, 0..=4) => 1,
            (Reach::Name, 5..=7) => 2,
            (Reach::Name, _) => len.div_ceil(3),
        }
    }

    /// The characters that are compared.
    fn compared(self, name: &str) -> Vec<char> {
        match self {
            Reach::Name => name.to_lowercase().chars().collect(),
            Reach::Path => name.chars().collect(),
        }
    }
}

/// A name that was found, by rising distance.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct NearName<'k> {
    distance: usize,
    /// How much less of the start than of the longest name is the same.
    other_start: usize,
    written: &'k str,
    place: usize,
}

/// A name that can be near enough by its letters.
struct Candidate {
    place: usize,
    /// The least distance that it can have.
    least: usize,
}

/// What is compared with known names.
struct WrongName {
    compared: Vec<char>,
    letters: Letters,
    reach: Reach,
    /// In how many letters the nearest name may differ, besides what its length allows.
    most: usize,
}

impl<S: AsRef<str>> Default for KnownNames<S> {
    fn default() -> Self {
        KnownNames::new([])
    }
}

impl<S: AsRef<str>> KnownNames<S> {
    pub fn new(names: impl IntoIterator<Item = S>) -> Self {
        KnownNames::with_reach(names, Reach::Name)
    }

    pub(super) fn with_reach(written: impl IntoIterator<Item = S>, reach: Reach) -> Self {
        let mut names = Vec::new();
        for written in written {
            let compared = reach.compared(written.as_ref());
            names.push(KnownName {
                letters: Letters::new(&compared),
                compared: compared.into(),
                written,
            });
        }
        names.sort_by(|a, b| a.compared.cmp(&b.compared));
        let mut levels = vec![groups(&names, LetterBounds::of_name)];
        while let Some(last) = levels.last().filter(|level| level.len() > 1) {
            levels.push(groups(last, |group| *group));
        }
        KnownNames { names, levels, reach }
    }

    /// Returns the names by rising distance to `wrong`, at most `limit`, and none that is too far to be meant.
    ///
    /// Distance is Damerau-Levenshtein over lower-cased characters; at most a third of the longer name may differ, one
    /// letter of a short one. Ties go to the name with the longer common start, then to the order of the alphabet.
    pub fn nearest(&self, wrong: &str, limit: usize) -> Vec<&S> {
        let found = self.search(&WrongName::new(wrong, self.reach), limit, |_| true);
        found.iter().map(|near| &self.names[near.place].written).collect()
    }

    /// Returns the first of [`KnownNames::nearest`].
    pub(crate) fn nearest_one(&self, wrong: &str) -> Option<&S> {
        self.nearest_that(wrong, |_| true)
    }

    /// Returns the name that is nearest to `wrong`, if it differs in at most `most` letters. Names that are farther cost
    /// little.
    pub(crate) fn nearest_within(&self, wrong: &str, most: usize) -> Option<&S> {
        let wrong = WrongName { most, ..WrongName::new(wrong, self.reach) };
        let found = self.search(&wrong, 1, |_| true);
        found.first().map(|near| &self.names[near.place].written)
    }

    /// Returns the nearest name that `is_meant` holds for.
    pub(super) fn nearest_that(&self, wrong: &str, is_meant: impl Fn(&str) -> bool) -> Option<&S> {
        let found = self.search(&WrongName::new(wrong, self.reach), 1, is_meant);
        found.first().map(|near| &self.names[near.place].written)
    }

    fn search(
        &self,
        wrong: &WrongName,
        limit: usize,
        is_meant: impl Fn(&str) -> bool,
    ) -> Vec<NearName<'_>> {
        let mut found = Vec::new();
        if wrong.len() > LONGEST_COMPARED || limit == 0 {
            return found;
        }
        let mut candidates = Vec::new();
        let top = self.levels.len() - 1;
        self.collect_candidates(wrong, top, 0..self.levels[top].len(), &mut candidates);
        let longest = candidates.iter().map(|candidate| self.names[candidate.place].len()).max();
        let most = wrong.most(longest.unwrap_or_default());
        // names that are very near are found before others are looked at
        let mut cap = 1;
        loop {
            found.clear();
            self.collect_near(wrong, &candidates, cap.min(most), limit, &is_meant, &mut found);
            if found.len() == limit || cap >= most {
                return found;
            }
            cap *= 2;
        }
    }

    /// Collects the names in some groups of a level that can be near enough by their letters.
    fn collect_candidates(
        &self,
        wrong: &WrongName,
        level: usize,
        groups: Range<usize>,
        candidates: &mut Vec<Candidate>,
    ) {
        for group in groups {
            let bounds = &self.levels[level][group];
            if bounds.least_distance(wrong) > wrong.most(bounds.longest) {
                continue;
            }
            let start = group * GROUP;
            if level > 0 {
                let end = (start + GROUP).min(self.levels[level - 1].len());
                self.collect_candidates(wrong, level - 1, start..end, candidates);
                continue;
            }
            let end = (start + GROUP).min(self.names.len());
            for (name, place) in self.names[start..end].iter().zip(start..) {
                let least = LetterBounds::of_name(name).least_distance(wrong);
                if least <= wrong.most(name.len()) && name.len() <= LONGEST_COMPARED {
                    candidates.push(Candidate { place, least });
                }
            }
        }
    }

    /// Collects the nearest names that differ in at most `cap` letters.
    fn collect_near<'k>(
        &'k self,
        wrong: &WrongName,
        candidates: &[Candidate],
        mut cap: usize,
        limit: usize,
        is_meant: impl Fn(&str) -> bool,
        found: &mut Vec<NearName<'k>>,
    ) {
        let mut distances = NameDistances::new(&wrong.compared);
        let mut rest = candidates;
        while let [candidate, later @ ..] = rest {
            rest = later;
            if candidate.least > cap {
                continue;
            }
            let name = &self.names[candidate.place];
            let distance = match distances.to(&name.compared, cap) {
                Ok(distance) => distance,
                Err(start) => {
                    rest = self.after_start(rest, &name.compared[..start]);
                    continue;
                }
            };
            let is_near = match self.reach {
                // names of one letter are as near to each other as to any
                Reach::Name => {
                    distance <= Reach::Name.most(wrong.len().max(name.len()))
                        && distance < wrong.len().min(name.len())
                }
                Reach::Path => true,
            };
            if !is_near || distance > cap {
                continue;
            }
            let other_start = match self.reach {
                Reach::Name => usize::MAX - common_start(&wrong.compared, &name.compared),
                Reach::Path => 0,
            };
            let written = name.written.as_ref();
            let near = NearName { distance, other_start, written, place: candidate.place };
            let before = found.partition_point(|other| *other < near);
            let is_known = found.iter().any(|other| other.written == written);
            if before == limit || is_known || !is_meant(written) {
                continue;
            }
            found.insert(before, near);
            found.truncate(limit);
            // what is farther than those that are found is of no use
            if let Some(last) = found.last().filter(|_| found.len() == limit) {
                cap = cap.min(last.distance);
            }
        }
    }

    /// The candidates after those that start like this.
    fn after_start<'c>(&self, candidates: &'c [Candidate], start: &[char]) -> &'c [Candidate] {
        let starts_so =
            |candidate: &Candidate| self.names[candidate.place].compared.starts_with(start);
        match candidates.first().is_some_and(starts_so) {
            true => &candidates[candidates.partition_point(starts_so)..],
            false => candidates,
        }
    }
}

impl WrongName {
    fn new(name: &str, reach: Reach) -> WrongName {
        let compared = reach.compared(name);
        WrongName { letters: Letters::new(&compared), compared, reach, most: usize::MAX }
    }

    /// In how many letters a name of at most so many characters may differ.
    fn most(&self, len: usize) -> usize {
        self.reach.most(self.len().max(len)).min(self.most)
    }

    fn len(&self) -> usize {
        self.compared.len()
    }
}

/// The bounds of each group of some names or groups.
fn groups<T>(members: &[T], bounds: impl Fn(&T) -> LetterBounds) -> Vec<LetterBounds> {
    let mut groups = Vec::with_capacity(members.len().div_ceil(GROUP));
    for group in members.chunks(GROUP) {
        let all = group.iter().map(&bounds).reduce(LetterBounds::union);
        groups.extend(all);
    }
    groups
}

/// The fewest and the most letters that some names have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LetterBounds {
    fewest: Letters,
    most: Letters,
    shortest: usize,
    longest: usize,
}

impl LetterBounds {
    fn of_name<S>(name: &KnownName<S>) -> LetterBounds {
        LetterBounds {
            fewest: name.letters,
            most: name.letters,
            shortest: name.len(),
            longest: name.len(),
        }
    }

    fn union(self, other: LetterBounds) -> LetterBounds {
        LetterBounds {
            fewest: self.fewest.in_both(other.fewest),
            most: self.most.in_either(other.most),
            shortest: self.shortest.min(other.shortest),
            longest: self.longest.max(other.longest),
        }
    }

    /// The distance that each of the names has at least, judged by letters and length alone.
    fn least_distance(&self, wrong: &WrongName) -> usize {
        let longer = wrong.len().saturating_sub(self.longest);
        let shorter = self.shortest.saturating_sub(wrong.len());
        let missing = wrong.letters.beyond(self.most);
        let needless = self.fewest.beyond(wrong.letters);
        longer.max(shorter).max(missing).max(needless)
    }
}

#[cfg(test)]
mod tests;
