//! Damerau-Levenshtein distances of one name to many.

/// How many characters two names have in common at their start.
pub(super) fn common_start(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// Damerau-Levenshtein distances of one name to others, which come in order: what those share at their start is computed
/// once.
pub(super) struct NameDistances<'w> {
    wrong: &'w [char],
    /// The start of the last name.
    start: Vec<char>,
    /// The distances of each start of `start` to each start of `wrong`; those above the cap may be higher.
    rows: Vec<u32>,
    /// The least of each row.
    least: Vec<u32>,
}

impl<'w> NameDistances<'w> {
    const FAR: u32 = u32::MAX / 2;

    pub(super) fn new(wrong: &'w [char]) -> Self {
        let rows = (0..=wrong.len() as u32).collect();
        NameDistances { wrong, start: Vec::new(), rows, least: vec![0] }
    }

    /// The distance to a name; where it is above `cap`, the length of a start with which all names are.
    pub(super) fn to(&mut self, name: &[char], cap: usize) -> Result<usize, usize> {
        let shared = common_start(&self.start, name);
        self.start.truncate(shared);
        self.least.truncate(shared + 1);
        self.rows.truncate((shared + 1) * self.width());
        for letter in &name[shared..] {
            self.push(*letter, cap);
            if self.least.last().is_some_and(|least| *least as usize > cap) {
                return Err(self.start.len());
            }
        }
        Ok(self.rows[self.rows.len() - 1] as usize)
    }

    fn width(&self) -> usize {
        self.wrong.len() + 1
    }

    fn at(&self, row: usize, column: usize) -> u32 {
        self.rows[row * self.width() + column]
    }

    /// Adds the row of one more letter. What is farther from the diagonal than `cap` is above it.
    fn push(&mut self, letter: char, cap: usize) {
        let row = self.start.len() + 1;
        let before = self.rows.len() - self.width();
        let this = self.rows.len();
        self.rows.resize(this + self.width(), NameDistances::FAR);
        let first = row.saturating_sub(cap).max(1);
        let last = self.wrong.len().min(row.saturating_add(cap));
        let mut least = NameDistances::FAR;
        if row <= cap {
            self.rows[this] = row as u32;
            least = row as u32;
        }
        // the last column before this one with the letter
        let mut same = 0;
        for column in first..=last {
            let is_same = self.wrong[column - 1] == letter;
            let replaced = self.rows[before + column - 1] + u32::from(!is_same);
            let added = self.rows[this + column - 1] + 1;
            let removed = self.rows[before + column] + 1;
            let mut distance = replaced.min(added).min(removed);
            if same > 0
                && let Some(other) =
                    self.start.iter().rposition(|other| *other == self.wrong[column - 1])
            {
                let between = (row - other - 2) + (column - same - 1);
                distance = distance.min(self.at(other, same - 1) + 1 + between as u32);
            }
            if is_same {
                same = column;
            }
            self.rows[this + column] = distance;
            least = least.min(distance);
        }
        self.start.push(letter);
        self.least.push(least);
    }
}
