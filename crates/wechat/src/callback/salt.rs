//! What differs from one sealing to the next.

/// Time, nonce and random bytes of one sealed message. Vectors give their own; everything else takes
/// [`Salt::random`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salt {
    /// Epoch seconds, as they stand in `TimeStamp` or the query.
    pub timestamp: i64,
    /// Any short text; a reply repeats the nonce of the push that it answers.
    pub nonce: String,
    /// The bytes in front of the message. With the fixed IV they are what makes two equal messages differ.
    pub random16: [u8; 16],
}

impl Salt {
    /// Fresh random bytes and a fresh nonce of ten digits.
    pub fn random(timestamp: i64) -> Self {
        let number = u64::from_le_bytes(random_bytes());
        Self { nonce: format!("{:010}", number % 10_000_000_000), ..Self::answering(timestamp, String::new()) }
    }

    /// Fresh random bytes with the nonce of the push that is answered.
    pub fn answering(timestamp: i64, nonce: impl Into<String>) -> Self {
        // WeChat's own samples write letters and digits here; receivers that print the text rely on it.
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789xy";
        let random16 = random_bytes::<16>().map(|byte| LETTERS[usize::from(byte & 63)]);
        Self { timestamp, nonce: nonce.into(), random16 }
    }
}

fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system hands out random bytes");
    bytes
}
