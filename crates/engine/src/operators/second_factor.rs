//! Second factors: six digits of an authenticator app (RFC 6238: SHA-1, steps of 30 seconds), and recovery codes for
//! who has lost the phone.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use wxfleet_model::operator::{OperatorId, SecondFactorSecret};

use crate::digest::digest;

const STEP_SECS: i64 = 30;
const DIGITS: u32 = 1_000_000;
/// A phone's clock may be this many steps off.
const DRIFT: i64 = 1;
const RECOVERY_CODES: usize = 10;
/// 16 signs of 5 bits.
const RECOVERY_CODE_BYTES: usize = 10;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A second factor on its way into an app.
#[derive(Debug)]
pub struct Enrolment {
    secret: SecondFactorSecret,
    name: String,
}

impl Enrolment {
    pub(crate) fn new(secret: SecondFactorSecret, name: &str) -> Self {
        Self { secret, name: name.to_owned() }
    }

    /// The secret for typing, in groups of four.
    pub fn expose_text(&self) -> String {
        grouped(&base32(self.secret.expose()))
    }

    /// The address that a QR code carries.
    pub fn expose_address(&self) -> String {
        let name: String = url::form_urlencoded::byte_serialize(self.name.as_bytes()).collect();
        let secret = base32(self.secret.expose());
        format!("otpauth://totp/wxfleet:{name}?secret={secret}&issuer=wxfleet&algorithm=SHA1&digits=6&period=30")
    }
}

/// What signs in once in the place of a code.
#[derive(Clone)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// The code, for its owner.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(crate) fn digest(&self, of: OperatorId) -> [u8; 32] {
        recovery_digest(of, &self.0)
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

/// By what a recovery code is found, however it was typed.
pub(crate) fn recovery_digest(of: OperatorId, typed: &str) -> [u8; 32] {
    let signs: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    digest("recovery_code", &format!("{} {}", of.0, signs.to_ascii_uppercase()))
}

pub(crate) fn new_secret() -> SecondFactorSecret {
    SecondFactorSecret::new(random())
}

pub(crate) fn new_recovery_codes() -> Vec<RecoveryCode> {
    let code = || RecoveryCode(grouped(&base32(&random::<RECOVERY_CODE_BYTES>())));
    std::iter::repeat_with(code).take(RECOVERY_CODES).collect()
}

/// The step that this is the code of, if it is one of now.
pub(crate) fn step_of(secret: &SecondFactorSecret, typed: &str, now: Timestamp) -> Option<i64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let step = now.as_second() / STEP_SECS;
    (step - DRIFT..=step + DRIFT).find(|step| code(secret, *step).as_bytes().ct_eq(typed.as_bytes()).into())
}

/// The six digits of one step.
fn code(secret: &SecondFactorSecret, step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret.expose()).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let hash: [u8; 20] = mac.finalize().into_bytes().into();
    let at = usize::from(hash[19] & 0x0f);
    let number = u32::from_be_bytes([hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]]);
    format!("{:06}", number % DIGITS)
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    bytes
}

/// RFC 4648 without padding; what we write is a multiple of five bytes.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for five in bytes.chunks(5) {
        let mut number = [0; 8];
        number[3..3 + five.len()].copy_from_slice(five);
        let number = u64::from_be_bytes(number);
        for place in (0..8).rev() {
            text.push(char::from(BASE32[usize::try_from(number >> (place * 5) & 31).expect("five bits")]));
        }
    }
    text
}

fn grouped(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn published() -> SecondFactorSecret {
        SecondFactorSecret::new(*b"12345678901234567890")
    }

    #[test]
    fn codes_are_those_of_the_published_vectors() {
        // RFC 6238, appendix B, the last six of the eight digits.
        for (second, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(&published(), second / STEP_SECS), expected, "at {second}");
        }
    }

    #[test]
    fn a_code_is_good_for_its_step_and_one_to_either_side() {
        let at = |second| Timestamp::from_second(second).unwrap();
        for (second, good) in [(29, false), (30, true), (59, true), (89, true), (119, true), (120, false)] {
            let step = step_of(&published(), "996554", at(second));
            assert_eq!(step, None, "not one of ours");
            let code = code(&published(), 2);
            assert_eq!(step_of(&published(), &code, at(second)), good.then_some(2), "at {second}");
        }
        let code = code(&published(), 2);
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        assert_eq!(step_of(&published(), &spaced, at(60)), Some(2));
        for bad in ["", "287", "2870820", "二八七〇八二"] {
            assert_eq!(step_of(&published(), bad, at(60)), None);
        }
    }

    #[test]
    fn secrets_are_written_as_apps_read_them() {
        assert_eq!(base32(b"12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let enrolment = Enrolment::new(published(), "陈 小美");
        assert_eq!(enrolment.expose_text(), "GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ");
        let address = enrolment.expose_address();
        assert!(address.starts_with("otpauth://totp/wxfleet:%E9%99%88+"), "{address}");
        assert!(!format!("{enrolment:?}").contains("GEZD"));
    }

    #[test]
    fn recovery_codes_are_found_however_they_are_typed() {
        let codes = new_recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let (one, other) = (OperatorId(Uuid::nil()), OperatorId(Uuid::max()));
        let code = &codes[0];
        assert_eq!(code.expose().len(), 19);
        let typed = code.expose().replace('-', " ").to_lowercase();
        assert_eq!(code.digest(one), recovery_digest(one, &typed));
        assert_ne!(code.digest(one), recovery_digest(other, &typed));
        assert_ne!(code.digest(one), codes[1].digest(one));
    }
}
