//! Users signing in: to a Mini Program by `js_code`, to a web page of an Official Account by OAuth.
//!
//! A platform uses the component forms ([`ComponentJscode2session`], [`ComponentOauth2AccessToken`]), which need no secret of
//! the account; the others are for accounts that run themselves.

mod check_encrypted_data;
mod check_session;
mod component_jscode2session;
mod component_oauth2_access_token;
mod component_oauth2_refresh_token;
mod get_paid_unionid;
mod get_phone_number;
mod get_plugin_openpid;
mod get_user_encrypt_key;
mod jscode2session;
mod oauth2_access_token;
mod oauth2_refresh_token;
mod reset_user_session_key;
mod sns_auth;
mod sns_userinfo;

pub use check_encrypted_data::{CheckEncryptedData, CheckEncryptedDataReply};
pub use check_session::CheckSession;
pub use component_jscode2session::{ComponentJscode2session, ComponentJscode2sessionReply};
pub use component_oauth2_access_token::{ComponentOauth2AccessToken, ComponentOauth2AccessTokenReply};
pub use component_oauth2_refresh_token::{ComponentOauth2RefreshToken, ComponentOauth2RefreshTokenReply};
pub use get_paid_unionid::{GetPaidUnionid, GetPaidUnionidReply};
pub use get_phone_number::{
    GetPhoneNumber, GetPhoneNumberReply, GetPhoneNumberReplyPhoneInfo, GetPhoneNumberReplyPhoneInfoWatermark,
};
pub use get_plugin_openpid::{GetPluginOpenpid, GetPluginOpenpidReply};
pub use get_user_encrypt_key::{GetUserEncryptKey, GetUserEncryptKeyReply, GetUserEncryptKeyReplyKeyInfoList};
pub use jscode2session::{Jscode2session, Jscode2sessionReply};
pub use oauth2_access_token::{Oauth2AccessToken, Oauth2AccessTokenReply};
pub use oauth2_refresh_token::{Oauth2RefreshToken, Oauth2RefreshTokenReply};
pub use reset_user_session_key::{ResetUserSessionKey, ResetUserSessionKeyReply};
pub use sns_auth::SnsAuth;
pub use sns_userinfo::{SnsUserinfo, SnsUserinfoReply};
