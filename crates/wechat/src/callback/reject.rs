//! Why a push was refused, for logs and counters. The sender always hears the same words.

use super::envelope::EnvelopeFault;
use super::query::QueryFault;

/// Why a request is no genuine push. Says nothing of what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reject {
    /// The query string cannot be read.
    #[error("the query {0}")]
    Query(QueryFault),
    /// The envelope is not XML, or has no usable `Encrypt`. A POST in clear text ends here too.
    #[error("the envelope {0}")]
    Envelope(EnvelopeFault),
    /// The signature does not match under any valid token.
    #[error("the signature does not match")]
    Signature,
    /// `Encrypt` is not base64 in the standard alphabet.
    #[error("the ciphertext is not base64")]
    Base64,
    /// The ciphertext is not made of whole AES blocks.
    #[error("the ciphertext has an impossible length")]
    Cipher,
    /// The padding is wrong, or the message claims to be longer than what is there. A replaced AES key looks so.
    #[error("the decrypted text is not well formed")]
    Buffer,
    /// The text was not closed by the component's appid.
    #[error("the decrypted text is for another appid")]
    Appid,
}

impl Reject {
    /// The number that WeChat's published sample code gives this fault.
    pub fn code(self) -> i32 {
        match self {
            // The sample has no number for a query it cannot read; without one the signature cannot hold.
            Self::Signature | Self::Query(_) => -40001,
            Self::Envelope(_) => -40002,
            Self::Appid => -40005,
            Self::Cipher => -40007,
            Self::Buffer => -40008,
            Self::Base64 => -40010,
        }
    }

    /// A short word for counters, the same for all faults of one kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Query(_) => "query",
            Self::Envelope(_) => "envelope",
            Self::Signature => "signature",
            Self::Base64 => "base64",
            Self::Cipher => "cipher",
            Self::Buffer => "buffer",
            Self::Appid => "appid",
        }
    }
}
