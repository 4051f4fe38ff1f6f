//! `GET /cgi-bin/open/sameentity` (`getBindOpenAccountEntity`, 查询开放平台账号是否同主体): same entity check.
//!
//! Errcodes of its own: 89002 the account is not bound to any open account.
//!
//! Not certain: Error list not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Same entity check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpenSameEntity {}

impl OpenSameEntity {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for OpenSameEntity {
    const ID: &'static str = "open_same_entity";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/open/sameentity";
    type Token = AuthorizerAccessToken;
    type Reply = OpenSameEntityReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSameEntityReply {
    /// Same entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_entity: Option<bool>,
}
