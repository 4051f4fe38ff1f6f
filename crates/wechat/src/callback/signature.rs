//! `msg_signature` and `signature`: SHA-1 over sorted texts, compared in constant time.

use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;

use super::key::Keys;
use crate::secret::MessageToken;

/// The lower-case hexadecimal SHA-1 of the token and the parts, sorted byte by byte and joined. An empty part adds
/// nothing, so the three-part `signature` of a `GET` goes through here too.
pub(super) fn sign(token: &MessageToken, parts: [&[u8]; 3]) -> [u8; 40] {
    let [first, second, third] = parts;
    let mut sorted = [token.expose().as_bytes(), first, second, third];
    sorted.sort_unstable();
    let mut sha1 = Sha1::new();
    for part in sorted {
        sha1.update(part);
    }
    let mut text = [0; 40];
    hex::encode_to_slice(sha1.finalize(), &mut text).expect("a SHA-1 is 20 bytes, 40 digits");
    text
}

/// Which token made this signature. Length and case must be exact; every token is tried whatever came before, so that
/// time does not tell how near a guess was.
pub(super) fn find_token(keys: &Keys, parts: [&[u8]; 3], signature: &str) -> Option<usize> {
    keys.tokens.iter().position(|token| sign(token, parts).ct_eq(signature.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_sort_by_bytes_not_by_number_or_letter() {
        let token = MessageToken::new("Zz_token");
        let text = |parts| String::from_utf8(sign(&token, parts).to_vec()).unwrap();
        let expected = hex::encode(Sha1::digest(b"+x1700000480Zz_tokena"));
        assert_eq!(text([b"1700000480", b"a", b"+x"]), expected);
        assert_eq!(text([b"+x", b"1700000480", b"a"]), expected, "the order given does not matter");
    }
}
