//! Permission to use a private API, and what users decide about their data.

use super::Field;
use crate::id::{Appid, Auditid};

/// `wxa_privacy_apply`: the review of a request to use a private API ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WxaPrivacyApply {
    /// The API, for instance `wx.chooseAddress`.
    pub api_name: String,
    /// When it was asked for, in epoch seconds.
    pub apply_time: Option<i64>,
    /// The review.
    pub audit_id: Option<Auditid>,
    /// When it was decided, in epoch seconds.
    pub audit_time: Option<i64>,
    /// Why it was refused.
    pub reason: String,
    /// What was decided, in WeChat's numbers.
    pub status: Option<i64>,
}

impl WxaPrivacyApply {
    pub(super) fn read(root: Field<'_>) -> Self {
        let info = root.child("result_info").unwrap_or(root);
        Self {
            api_name: info.string("api_name"),
            apply_time: info.int("apply_time"),
            audit_id: info.parse("audit_id"),
            audit_time: info.int("audit_time"),
            reason: info.string("reason"),
            status: info.int("status"),
        }
    }
}

/// `user_authorization_revoke` and its kin: a user took back or changed what the Mini Program may know. The privacy
/// law makes acting on it a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPrivacy {
    /// `OpenID`: the user.
    pub openid: String,
    /// `AppID`: the Mini Program.
    pub appid: Option<Appid>,
    /// `RevokeInfo`: which data, in WeChat's numbers.
    pub revoke_info: String,
}

impl UserPrivacy {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self { openid: root.string("OpenID"), appid: root.parse("AppID"), revoke_info: root.string("RevokeInfo") }
    }
}
