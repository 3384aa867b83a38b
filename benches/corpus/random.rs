//! Numbers that depend on a name and a number alone.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(super) struct Random {
    state: u64,
}

impl Random {
    pub(super) fn new(stream: &str, number: usize) -> Random {
        let seed =
            stream.bytes().fold(1, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
        Random { state: seed.wrapping_mul(0x9e37_79b9).wrapping_add(number as u64) << 8 }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `limit`.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// From 0 to below 1.
    pub(super) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(super) fn choice(&mut self, all: &[&'static str]) -> &'static str {
        all[self.below(all.len())]
    }

    /// Different elements, in their order.
    pub(super) fn sample<T: Clone>(&mut self, all: &[T], count: usize) -> Vec<T> {
        let mut left = count;
        let mut sample = Vec::with_capacity(count);
        for (at, element) in all.iter().enumerate() {
            if self.below(all.len() - at) < left {
                sample.push(element.clone());
                left -= 1;
            }
        }
        sample
    }
}
