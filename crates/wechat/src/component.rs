//! The platform's own endpoints below `/cgi-bin/component/`: ticket, tokens, authorization, who authorized us.
//!
//! Order of a life: [`ApiStartPushTicket`] (only if tickets stopped), [`ApiComponentToken`] with the pushed ticket,
//! [`ApiCreatePreauthcode`] for each authorization link, [`ApiQueryAuth`] with the code that comes back,
//! [`ApiAuthorizerToken`] every two hours from then on. [`ApiGetAuthorizerInfo`] and [`ApiGetAuthorizerList`] read who
//! is there; the latter is also the way back to a lost refresh token.
//!
//! What several answers share stands here, one file each holds the rest.

mod api_authorizer_token;
mod api_component_token;
mod api_create_preauthcode;
mod api_get_authorizer_info;
mod api_get_authorizer_list;
mod api_query_auth;
mod api_start_push_ticket;
mod get_authorizer_option;
mod get_authorizer_option_legacy;
mod set_authorizer_option;
mod set_authorizer_option_legacy;

pub use api_authorizer_token::{ApiAuthorizerToken, AuthorizerToken};
pub use api_component_token::{ApiComponentToken, ComponentToken};
pub use api_create_preauthcode::{ApiCreatePreauthcode, CreatedPreauthcode};
pub use api_get_authorizer_info::{
    ApiGetAuthorizerInfo, AuthorizerDetails, AuthorizerInfo, BasicConfig, BusinessInfo, HeldId, MiniProgramCategory,
    MiniProgramInfo, MiniProgramNetwork, TypeInfo,
};
pub use api_get_authorizer_list::{ApiGetAuthorizerList, AuthorizerList, ListedAuthorizer};
pub use api_query_auth::{ApiQueryAuth, QueriedAuth};
pub use api_start_push_ticket::ApiStartPushTicket;
pub use get_authorizer_option::{GetAuthorizerOption, GetAuthorizerOptionReply};
pub use get_authorizer_option_legacy::{GetAuthorizerOptionLegacy, GetAuthorizerOptionLegacyReply};
pub use set_authorizer_option::SetAuthorizerOption;
pub use set_authorizer_option_legacy::SetAuthorizerOptionLegacy;

use serde::{Deserialize, Serialize};

use crate::endpoint::FieldError;
use crate::id::{Appid, FuncscopeId};
use crate::secret::{AuthorizerAccessToken, AuthorizerRefreshToken};

/// What a merchant granted us: `authorization_info`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationInfo {
    /// The account that authorized.
    pub authorizer_appid: Appid,
    /// Its access token. Only `api_query_auth` brings one, and only if the account has any API ability.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub authorizer_access_token: Option<AuthorizerAccessToken>,
    /// How long that access token lives from now, in seconds.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
    /// The refresh token; absent for an account without API ability. Every older one is void after a new
    /// authorization.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub authorizer_refresh_token: Option<AuthorizerRefreshToken>,
    /// The permission sets that were really granted: merchants may untick some.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub func_info: Vec<FuncInfo>,
}

impl AuthorizationInfo {
    /// The granted permission sets by id, those we do not know included.
    pub fn func_ids(&self) -> Vec<FuncscopeId> {
        self.func_info.iter().map(|info| info.funcscope_category.id).collect()
    }
}

/// One granted permission set: an element of `func_info`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FuncInfo {
    /// Which set.
    pub funcscope_category: FuncscopeCategory,
    /// An older field of some sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm_info: Option<ConfirmInfo>,
}

impl FuncInfo {
    /// The set of that id, with nothing else told, as most answers have it.
    pub fn new(id: FuncscopeId) -> Self {
        Self { funcscope_category: FuncscopeCategory { id, kind: None, name: None, desc: None }, confirm_info: None }
    }
}

/// Which permission set it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FuncscopeCategory {
    /// Its id, for instance 18: development of a Mini Program.
    pub id: FuncscopeId,
    /// WeChat's `type` of the set; only some accounts have it.
    #[serde(default, rename = "type", with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub kind: Option<i64>,
    /// Its name in words; only some accounts have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its description; only some accounts have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
}

/// Whether a permission set needs the merchant's further word: `confirm_info`. 0 is no, 1 is yes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmInfo {
    /// Whether a confirmation is needed.
    #[serde(default, with = "crate::wire::int")]
    pub need_confirm: i64,
    /// Whether it was given.
    #[serde(default, with = "crate::wire::int")]
    pub already_confirm: i64,
    /// Whether it can be given.
    #[serde(default, with = "crate::wire::int")]
    pub can_confirm: i64,
}

/// An option that no account has.
fn unknown_option() -> FieldError {
    FieldError::new(
        "option_name",
        "must be location_report, voice_recognize or customer_service",
        "必须是 location_report、voice_recognize 或 customer_service",
    )
}
