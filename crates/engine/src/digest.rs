//! Digests by which secrets are found again without being kept: authorization codes, invitation tokens, API keys.

use sha2::{Digest, Sha256};

/// SHA-256 of a purpose and a text, so that a digest made for one thing is worth nothing for another.
pub(crate) fn digest(purpose: &str, text: &str) -> [u8; 32] {
    Sha256::new().chain_update(purpose.as_bytes()).chain_update([0]).chain_update(text.as_bytes()).finalize().into()
}

/// A text of 256 random bits that is safe in an address.
pub(crate) fn random_text() -> String {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, bytes)
}
