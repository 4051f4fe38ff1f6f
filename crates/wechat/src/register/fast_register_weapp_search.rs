//! `POST /cgi-bin/component/fastregisterweapp` (`registerMiniprogram`, 查询企业小程序创建任务状态): query company registration.
//!
//! Errcode 0 means success or still fine; the state is told by errcode.
//!
//! Errcodes of its own: 61070 legal person's name, id card and WeChat account do not match; 86004 `weChat` id is
//! invalid; 89247 internal error; 89250 the task was not found (older lists call it an internal error); 89251 message
//! was sent, waiting for the legal person's face check; 89252 the consistency check of legal person and company is
//! running; 89253 a parameter is missing (older lists: the consistency check is running).

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::ComponentAccessToken;

/// Query company registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FastRegisterWeappSearch {
    /// Search.
    pub action: String,
    /// Company name.
    pub name: String,
    /// WeChat id of the legal person.
    pub legal_persona_wechat: String,
    /// Name.
    pub legal_persona_name: String,
}

impl FastRegisterWeappSearch {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        name: impl Into<String>,
        legal_persona_wechat: impl Into<String>,
        legal_persona_name: impl Into<String>,
    ) -> Self {
        Self {
            action: "search".to_owned(),
            name: name.into(),
            legal_persona_wechat: legal_persona_wechat.into(),
            legal_persona_name: legal_persona_name.into(),
        }
    }
}

impl Endpoint for FastRegisterWeappSearch {
    const ID: &'static str = "fast_register_weapp_search";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/fastregisterweapp";
    const QUERY: &'static [&'static str] = &["action"];
    type Token = ComponentAccessToken;
    type Reply = Done;
}
