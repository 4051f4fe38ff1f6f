//! `POST /wxa/component/fastregisterpersonalweapp` (`fastRegisterPersonalMp`, 查询个人小程序创建任务): query personal
//! registration.
//!
//! Errcodes of its own: 89250 the task was not found (older lists call it an internal error).

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// Query personal registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FastRegisterPersonalQuery {
    /// Query.
    pub action: String,
    /// Task.
    pub taskid: String,
}

impl FastRegisterPersonalQuery {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(taskid: impl Into<String>) -> Self {
        Self { action: "query".to_owned(), taskid: taskid.into() }
    }
}

impl Endpoint for FastRegisterPersonalQuery {
    const ID: &'static str = "fast_register_personal_query";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/component/fastregisterpersonalweapp";
    const QUERY: &'static [&'static str] = &["action"];
    type Token = ComponentAccessToken;
    type Reply = FastRegisterPersonalQueryReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastRegisterPersonalQueryReply {
    /// Task.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub taskid: Option<String>,
    /// Link.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub authorize_url: Option<String>,
    /// 0 made, 1 timed out, 2 refused by user, 3 user agreed, 4 face check started, 5 face failed, 6 face ok, 7 phone
    /// code sent, 8 phone failed, 9 phone ok, 10 submitted, 11 failed, 12 created, 13 verified, 14 verification
    /// failed, 1001.. limits and blacklists.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
}
