//! What can go wrong with a call, by what it means to the caller.

use std::fmt;

use crate::errcode::{Errcode, Kind};

/// Why a call brought no reply. Its texts hold no URL, token or secret.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No answer, or none that WeChat's API gives.
    #[error("{endpoint}: {kind}")]
    Transport {
        /// The endpoint's id.
        endpoint: &'static str,
        /// What broke.
        kind: TransportKind,
        /// The client library's words, without the URL.
        #[source]
        source: Option<reqwest::Error>,
    },
    /// WeChat refused.
    #[error("{endpoint}: WeChat answered {errcode}: {errmsg}")]
    Api {
        /// The endpoint's id.
        endpoint: &'static str,
        /// WeChat's code, never 0.
        errcode: Errcode,
        /// WeChat's text, its first 2000 characters, with credentials of ours in it masked.
        errmsg: String,
        /// The request id out of that text: what WeChat's support asks for.
        rid: Option<String>,
        /// The hint out of that text, if it has one.
        hint: Option<String>,
    },
    /// An answer that is not what the endpoint promises.
    #[error("{endpoint}: {kind}")]
    Decode {
        /// The endpoint's id.
        endpoint: &'static str,
        /// What is wrong with it.
        kind: DecodeKind,
    },
}

/// How the transport failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportKind {
    /// No connection, so nothing was sent: name, network, TLS, or refused.
    Connect,
    /// No whole answer in time.
    Timeout,
    /// The connection broke before the answer was whole.
    Broken,
    /// An HTTP status other than 200; redirects are among them.
    Status(u16),
}

impl fmt::Display for TransportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect => f.write_str("no connection to WeChat"),
            Self::Timeout => f.write_str("no answer from WeChat in time"),
            Self::Broken => f.write_str("the connection to WeChat broke"),
            Self::Status(status) => write!(f, "WeChat answered HTTP {status}"),
        }
    }
}

/// What is wrong with an answer. Never a word of the answer itself: it may hold tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeKind {
    /// It is not JSON, or no JSON object.
    NotJson,
    /// It ends in the middle, or is empty.
    Truncated,
    /// It is JSON without the fields that the endpoint promises; where the reading stopped.
    Shape {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is larger than any such answer should be.
    TooLarge,
}

impl fmt::Display for DecodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson => f.write_str("WeChat's answer is not what it should be: no JSON object"),
            Self::Truncated => f.write_str("WeChat's answer is cut off"),
            Self::Shape { line, column } => {
                write!(f, "WeChat's answer lacks what it should have (line {line}, column {column})")
            }
            Self::TooLarge => f.write_str("WeChat's answer is too large"),
        }
    }
}

impl Error {
    pub(super) fn transport(endpoint: &'static str, error: reqwest::Error) -> Self {
        let kind = if error.is_connect() || error.is_builder() {
            TransportKind::Connect
        } else if error.is_timeout() {
            TransportKind::Timeout
        } else {
            TransportKind::Broken
        };
        // The URL holds the token.
        Self::Transport { endpoint, kind, source: Some(error.without_url()) }
    }

    pub(super) fn status(endpoint: &'static str, status: u16) -> Self {
        Self::Transport { endpoint, kind: TransportKind::Status(status), source: None }
    }

    pub(super) fn decode(endpoint: &'static str, kind: DecodeKind) -> Self {
        Self::Decode { endpoint, kind }
    }

    /// The id of the endpoint that was called.
    pub fn endpoint(&self) -> &'static str {
        match self {
            Self::Transport { endpoint, .. } | Self::Api { endpoint, .. } | Self::Decode { endpoint, .. } => endpoint,
        }
    }

    /// What to do about it: the errcode's kind; [`Kind::Busy`] where WeChat failed to answer properly; [`Kind::Other`]
    /// for a status that says the request never reached the API, such as 302 or 404.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Api { errcode, .. } => errcode.kind(),
            Self::Transport { kind: TransportKind::Status(status), .. } if *status < 500 => Kind::Other,
            Self::Transport { .. } | Self::Decode { .. } => Kind::Busy,
        }
    }

    /// WeChat's code, if WeChat refused.
    pub fn errcode(&self) -> Option<Errcode> {
        match self {
            Self::Api { errcode, .. } => Some(*errcode),
            Self::Transport { .. } | Self::Decode { .. } => None,
        }
    }

    /// WeChat's request id, if its refusal told one.
    pub fn rid(&self) -> Option<&str> {
        match self {
            Self::Api { rid, .. } => rid.as_deref(),
            Self::Transport { .. } | Self::Decode { .. } => None,
        }
    }

    /// Whether WeChat may have carried the request out: no answer in time, a broken connection, a 5xx, an answer we
    /// cannot read. Then read how things stand before repeating anything that has an effect. A refusal is an answer,
    /// and without a connection nothing was sent.
    pub fn unknown_outcome(&self) -> bool {
        match self {
            Self::Api { .. } | Self::Transport { kind: TransportKind::Connect, .. } => false,
            Self::Transport { kind: TransportKind::Status(status), .. } => *status >= 500,
            Self::Transport { kind: TransportKind::Timeout | TransportKind::Broken, .. } | Self::Decode { .. } => true,
        }
    }
}
