//! `GET /cgi-bin/user/get` (获取关注用户列表): list followers.
//!
//! Official Accounts.
//!
//! Errcodes of its own: 40003 openid is not valid for this account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List followers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserList {
    /// Cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_openid: Option<String>,
}

impl Endpoint for UserList {
    const ID: &'static str = "user_list";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/user/get";
    type Token = AuthorizerAccessToken;
    type Reply = UserListReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserListReply {
    /// All followers.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// This page, at most 10000.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// Page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<UserListReplyData>,
    /// Cursor.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub next_openid: Option<String>,
}

/// Page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserListReplyData {
    /// Users.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub openid: Vec<String>,
}
