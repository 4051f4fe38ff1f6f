//! Made-up strings that follow from a seed, so that two runs with one seed are alike.
//!
//! Nothing here is secret: the tokens of a simulated WeChat open nothing.

use serde::{Deserialize, Serialize};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A small generator (the one known as `SplitMix64`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The generator of one thing among many, for what is derived again and again instead of being kept.
    pub(crate) fn of(seed: u64, stream: u64, index: u64) -> Self {
        let mut random = Self(seed ^ stream.wrapping_mul(0xA24B_AED4_963E_E407));
        random.0 = random.next() ^ index.wrapping_mul(0x9FB2_1C65_1E98_DF25);
        random
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// `len` letters, digits, `-` and `_`.
    pub(crate) fn text(&mut self, len: usize) -> String {
        (0..len).map(|_| char::from(LETTERS[self.below(LETTERS.len())])).collect()
    }

    /// `len` lower-case hexadecimal digits.
    pub(crate) fn hex(&mut self, len: usize) -> String {
        (0..len).map(|_| char::from(b"0123456789abcdef"[self.below(16)])).collect()
    }

    /// `len` decimal digits, the first of them not 0.
    pub(crate) fn digits(&mut self, len: usize) -> String {
        (0..len).map(|at| char::from(b"1234567890"[self.below(if at == 0 { 9 } else { 10 })])).collect()
    }

    /// The trailer that WeChat puts behind most error texts.
    pub(crate) fn rid(&mut self, epoch_secs: i64) -> String {
        format!("{epoch_secs:08x}-{}-{}", self.hex(8), self.hex(8))
    }
}
