//! `POST /cgi-bin/component/fastregisterweapp` (`registerMiniprogram`, 快速注册企业小程序): register company Mini Program.
//!
//! Asynchronous: the legal person confirms by face check within 24 hours; the result is pushed to the
//! authorization-event URL as `notify_third_fasteregister` with appid, `auth_code` and status. One task at a time per
//! company. Since 2023-12-25 new accounts start unverified.
//!
//! Errcodes of its own: 61070 legal person's name, id card and WeChat account do not match; 86004 `weChat` id is
//! invalid; 89247 internal error; 89248 `code_type` is invalid; 89249 a task for this entity is running; wait 24
//! hours; 89251 message was sent, waiting for the legal person's face check; 89252 the consistency check of legal
//! person and company is running; 89253 a parameter is missing (older lists: the consistency check is running); 89254
//! the component lacks permission sets; 89255 code is invalid for its `code_type`.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::ComponentAccessToken;

/// Register company Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FastRegisterWeappCreate {
    /// Create.
    pub action: String,
    /// Registered company name; sole trader without name: 个体户 and the person name.
    pub name: String,
    /// Company code.
    pub code: String,
    /// 1 unified code (18), 2 organisation code (9, xxxxxxxx-x), 3 licence number (15).
    #[serde(with = "crate::wire::int")]
    pub code_type: i64,
    /// WeChat id of the legal person.
    pub legal_persona_wechat: String,
    /// Name, as bound to the bank card.
    pub legal_persona_name: String,
    /// Phone of the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_phone: Option<String>,
}

impl FastRegisterWeappCreate {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        name: impl Into<String>,
        code: impl Into<String>,
        code_type: i64,
        legal_persona_wechat: impl Into<String>,
        legal_persona_name: impl Into<String>,
    ) -> Self {
        Self {
            action: "create".to_owned(),
            name: name.into(),
            code: code.into(),
            code_type,
            legal_persona_wechat: legal_persona_wechat.into(),
            legal_persona_name: legal_persona_name.into(),
            component_phone: None,
        }
    }
}

impl Endpoint for FastRegisterWeappCreate {
    const ID: &'static str = "fast_register_weapp_create";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/fastregisterweapp";
    const QUERY: &'static [&'static str] = &["action"];
    type Token = ComponentAccessToken;
    type Reply = Done;
}
