//! `POST /cgi-bin/component/api_get_authorizer_list` (`getAuthorizerList`): all who authorize us, page by page.
//!
//! The way back to a lost refresh token. Paging is by offset, so a list that changes while it is read may skip or
//! repeat rows: merge by appid and read again rather than delete what was not seen. A row with an empty refresh token
//! is an authorization whose code was never exchanged.
//!
//! Errcode of its own: 40170, `count` above 500.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, FieldError};
use crate::id::{Appid, ComponentAppid};
use crate::secret::{AuthorizerRefreshToken, ComponentAccessToken};

/// Asks for one page of the authorizers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApiGetAuthorizerList {
    /// The platform.
    pub component_appid: ComponentAppid,
    /// How many rows to skip.
    #[serde(with = "crate::wire::int")]
    pub offset: i64,
    /// How many rows at most: 1 to [`MAX_COUNT`](Self::MAX_COUNT).
    #[serde(with = "crate::wire::int")]
    pub count: i64,
}

impl ApiGetAuthorizerList {
    /// The most rows of one page.
    pub const MAX_COUNT: i64 = 500;

    /// The page of `count` rows that begins after `offset` rows.
    pub fn new(component_appid: ComponentAppid, offset: i64, count: i64) -> Self {
        Self { component_appid, offset, count }
    }
}

impl Endpoint for ApiGetAuthorizerList {
    const ID: &'static str = "get_authorizer_list";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/api_get_authorizer_list";
    const REPEATABLE: bool = true;
    const CHECKS: bool = true;
    type Token = ComponentAccessToken;
    type Reply = AuthorizerList;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(self.offset >= 0, "offset", "must not be negative", "不能为负数")?;
        FieldError::unless(
            (1..=Self::MAX_COUNT).contains(&self.count),
            "count",
            "must be between 1 and 500",
            "须在 1 到 500 之间",
        )
    }
}

/// One page of the authorizers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizerList {
    /// How many there are in all.
    #[serde(default, with = "crate::wire::int")]
    pub total_count: i64,
    /// This page.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub list: Vec<ListedAuthorizer>,
}

/// One authorizer of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedAuthorizer {
    /// The account.
    pub authorizer_appid: Appid,
    /// Its refresh token (the field's name differs here); `None` if the code was never exchanged.
    #[serde(default, with = "crate::wire::opt_secret")]
    pub refresh_token: Option<AuthorizerRefreshToken>,
    /// When it authorized, in seconds since 1970.
    #[serde(default, with = "crate::wire::int")]
    pub auth_time: i64,
}
