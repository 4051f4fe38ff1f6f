//! The query string of a push.

use std::fmt;

use super::reject::Reject;

/// More than any genuine push has, by far.
const MAX_LENGTH: usize = 8 * 1024;

/// What is wrong with a query string; reads on after "the query".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryFault {
    /// Over 8 KiB.
    TooLong,
    /// A `%` without two hexadecimal digits, or text that is not UTF-8 once decoded.
    Encoding,
    /// A parameter that takes part in the check stands there twice.
    Twice,
    /// A `GET` without `echostr`.
    NoEchostr,
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "is too long",
            Self::Encoding => "is not well encoded",
            Self::Twice => "holds a signed parameter twice",
            Self::NoEchostr => "has no echostr",
        })
    }
}

/// The parameters of a push that we read; what is missing is empty, and an empty signature never holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// SHA-1 over token, timestamp and nonce. Says nothing about a body; only a `GET` is checked by it.
    pub signature: String,
    /// SHA-1 over token, timestamp, nonce and `Encrypt`.
    pub msg_signature: String,
    /// Epoch seconds, exactly as sent, since the text is what was signed.
    pub timestamp: String,
    /// Exactly as sent.
    pub nonce: String,
    /// `aes` on a genuine push. Not insisted on: the envelope decides.
    pub encrypt_type: Option<String>,
    /// Who wrote the message, on the message URL. Unsigned: use `FromUserName` inside.
    pub openid: Option<String>,
    /// What a `GET` wants to hear back.
    pub echostr: Option<String>,
}

impl Query {
    /// Reads a raw query string (what follows the `?`).
    ///
    /// Values are percent-decoded and nothing else: a `+` stays a `+`, because form decoding would turn what was
    /// signed into something else, and no genuine value holds a space. Unknown parameters are ignored, as is a second
    /// `openid` or `encrypt_type`; a second signature, timestamp, nonce or `echostr` is refused, since two readers
    /// could otherwise take different ones.
    pub fn parse(raw: &str) -> Result<Self, Reject> {
        Self::read(raw).map_err(Reject::Query)
    }

    fn read(raw: &str) -> Result<Self, QueryFault> {
        if raw.len() > MAX_LENGTH {
            return Err(QueryFault::TooLong);
        }
        let mut found: [Option<String>; 7] = Default::default();
        for pair in raw.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(slot) = slot(&decode(name)?) else { continue };
            match &mut found[slot] {
                Some(_) if slot < SIGNED => return Err(QueryFault::Twice),
                Some(_) => {}
                empty => *empty = Some(decode(value)?),
            }
        }
        let [signature, msg_signature, timestamp, nonce, echostr, encrypt_type, openid] = found;
        Ok(Self {
            signature: signature.unwrap_or_default(),
            msg_signature: msg_signature.unwrap_or_default(),
            timestamp: timestamp.unwrap_or_default(),
            nonce: nonce.unwrap_or_default(),
            encrypt_type,
            openid,
            echostr,
        })
    }

    /// The timestamp as epoch seconds, if it is a number.
    pub fn timestamp_secs(&self) -> Option<i64> {
        self.timestamp.parse().ok()
    }
}

/// How many of the slots may be given once only.
const SIGNED: usize = 5;

fn slot(name: &str) -> Option<usize> {
    const NAMES: [&str; 7] = ["signature", "msg_signature", "timestamp", "nonce", "echostr", "encrypt_type", "openid"];
    NAMES.iter().position(|known| *known == name)
}

/// Percent-decodes, and leaves everything else as it is.
fn decode(text: &str) -> Result<String, QueryFault> {
    if !text.contains('%') {
        return Ok(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            let (digits, after) = rest.split_first_chunk::<2>().ok_or(QueryFault::Encoding)?;
            let mut byte = [0];
            hex::decode_to_slice(digits, &mut byte).map_err(|_| QueryFault::Encoding)?;
            bytes.push(byte[0]);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).map_err(|_| QueryFault::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(raw: &str) -> QueryFault {
        match Query::parse(raw).unwrap_err() {
            Reject::Query(fault) => fault,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn order_and_unknown_parameters_do_not_matter() {
        let query =
            Query::parse("x=1&nonce=a%2Bb&openid=o1&&timestamp=17&encrypt_type=aes&msg_signature=ff&y").unwrap();
        assert_eq!((query.nonce.as_str(), query.timestamp.as_str(), query.msg_signature.as_str()), ("a+b", "17", "ff"));
        assert_eq!((query.openid.as_deref(), query.encrypt_type.as_deref()), (Some("o1"), Some("aes")));
        assert_eq!((query.signature.as_str(), query.echostr.as_deref()), ("", None));
        assert_eq!(query.timestamp_secs(), Some(17));
    }

    #[test]
    fn a_plus_stays_a_plus() {
        assert_eq!(Query::parse("nonce=a+b").unwrap().nonce, "a+b");
        assert_eq!(Query::parse("nonce=a%20b").unwrap().nonce, "a b");
        assert_eq!(Query::parse("n%6Fnce=%E4%BD%A0").unwrap().nonce, "你");
    }

    #[test]
    fn what_was_signed_stands_there_once() {
        for name in ["signature", "msg_signature", "timestamp", "nonce", "echostr"] {
            assert_eq!(fault(&format!("{name}=1&{name}=1")), QueryFault::Twice, "{name}");
        }
        assert_eq!(Query::parse("openid=a&openid=b").unwrap().openid.as_deref(), Some("a"));
    }

    #[test]
    fn broken_escapes_and_endless_queries_are_refused() {
        for raw in ["nonce=%", "nonce=%2", "nonce=%zz", "nonce=%ff", "%=1", "nonce=%+1"] {
            assert_eq!(fault(raw), QueryFault::Encoding, "{raw}");
        }
        assert_eq!(fault(&"a".repeat(8 * 1024 + 1)), QueryFault::TooLong);
        assert_eq!(Query::parse("").unwrap(), Query::default());
    }
}
