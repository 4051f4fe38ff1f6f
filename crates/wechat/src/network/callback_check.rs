//! `POST /cgi-bin/callback/check` (`callbackCheck`, 网络通信检测): network check.
//!
//! Errcodes of its own: 40201 `uRL` to check is invalid; 40202 action to check is invalid; 40203 operator to check is
//! invalid.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Network check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CallbackCheck {
    /// Dns, ping or all.
    pub action: String,
    /// CHINANET, UNICOM, CAP or DEFAULT.
    pub check_operator: String,
}

impl CallbackCheck {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(action: impl Into<String>, check_operator: impl Into<String>) -> Self {
        Self { action: action.into(), check_operator: check_operator.into() }
    }
}

impl Endpoint for CallbackCheck {
    const ID: &'static str = "callback_check";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/callback/check";
    type Token = AuthorizerAccessToken;
    type Reply = CallbackCheckReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackCheckReply {
    /// Resolutions.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub dns: Vec<CallbackCheckReplyDns>,
    /// Pings.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub ping: Vec<CallbackCheckReplyPing>,
}

/// Resolutions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackCheckReplyDns {
    /// Address.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// Operator.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub real_operator: Option<String>,
}

/// Pings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackCheckReplyPing {
    /// Address.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// Operator.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub from_operator: Option<String>,
    /// E.g. 0%.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub package_loss: Option<String>,
    /// E.g. 23.079ms.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}
