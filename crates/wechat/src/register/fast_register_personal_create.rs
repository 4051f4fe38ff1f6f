//! `POST /wxa/component/fastregisterpersonalweapp` (`fastRegisterPersonalMp`, 快速注册个人小程序): register personal Mini
//! Program.
//!
//! Needs permission sets account management, development, open account, basic info, plugins. Such accounts cannot use
//! WeChat Pay. Unverified since 2023-12-25.
//!
//! Limits: Community answer: 5 starts a day per WeChat id and platform (91030).
//!
//! Errcodes of its own: 61070 legal person's name, id card and WeChat account do not match; 86004 `weChat` id is
//! invalid; 89247 internal error; 91030 too many registration calls for one WeChat id.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// Register personal Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FastRegisterPersonalCreate {
    /// Create.
    pub action: String,
    /// Name of the person.
    pub idname: String,
    /// WeChat id.
    pub wxuser: String,
    /// Phone of the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_phone: Option<String>,
    /// True selects the new flow, default false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_version: Option<bool>,
}

impl FastRegisterPersonalCreate {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(idname: impl Into<String>, wxuser: impl Into<String>) -> Self {
        Self {
            action: "create".to_owned(),
            idname: idname.into(),
            wxuser: wxuser.into(),
            component_phone: None,
            new_version: None,
        }
    }
}

impl Endpoint for FastRegisterPersonalCreate {
    const ID: &'static str = "fast_register_personal_create";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/component/fastregisterpersonalweapp";
    const QUERY: &'static [&'static str] = &["action"];
    type Token = ComponentAccessToken;
    type Reply = FastRegisterPersonalCreateReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastRegisterPersonalCreateReply {
    /// Task.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub taskid: Option<String>,
    /// Link to show as a QR code, valid 24 hours.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub authorize_url: Option<String>,
    /// 0 made, 1 timed out, 2 refused by user, 3 user agreed, 4 face check started, 5 face failed, 6 face ok, 7 phone
    /// code sent, 8 phone failed, 9 phone ok, 10 submitted, 11 failed, 12 created, 13 verified, 14 verification
    /// failed, 1001.. limits and blacklists.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
}
