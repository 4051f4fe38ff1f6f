//! `POST /wxa/setnickname` (`setNickName`, 设置小程序名称): set name.
//!
//! `media_id` must come from cgi-bin/media/upload with the authorizer token. The result is pushed as
//! `wxa_nickname_audit`. The page marks `id_card` and license both as required with "personal" and "organisation" in
//! the text: one of them by entity.
//!
//! Limits: 2 changes; reset on 1 January and after a passed verification.
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 91001 not a Mini Program made by quick registration; 91002 the name cannot be changed after
//! release; 91003 state does not allow a rename; 91004 name is not valid; 91005 name is in the 15-day protection of
//! an entity; 91006 name equals a WeChat id; 91007 name is taken; 91008 name is in a 7-day protection after
//! infringement; 91009 material must be submitted; 91010 other error; 91012 other error; 91013 the entity holds too
//! many names; 91014 plus rule: related names of the same kind differ in entity; 91015 original names of different
//! kinds differ in entity; 91016 the name has two or more holders; 91017 plus rule: related names of different kinds
//! differ in entity; 91018 after infringement the name must be changed through verification; 91019 the Mini Program
//! is under review.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Set name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SetNickname {
    /// May not contain the word 小程序.
    pub nick_name: String,
    /// `media_id` of the ID card, personal accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_card: Option<String>,
    /// `media_id` of the licence, organisations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// `media_id` of other proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming_other_stuff_1: Option<String>,
    /// As above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming_other_stuff_2: Option<String>,
    /// As above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming_other_stuff_3: Option<String>,
    /// As above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming_other_stuff_4: Option<String>,
    /// As above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming_other_stuff_5: Option<String>,
}

impl SetNickname {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(nick_name: impl Into<String>) -> Self {
        Self {
            nick_name: nick_name.into(),
            id_card: None,
            license: None,
            naming_other_stuff_1: None,
            naming_other_stuff_2: None,
            naming_other_stuff_3: None,
            naming_other_stuff_4: None,
            naming_other_stuff_5: None,
        }
    }
}

impl Endpoint for SetNickname {
    const ID: &'static str = "set_nickname";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/setnickname";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = SetNicknameReply;

    fn check(&self) -> Result<(), FieldError> {
        super::check_name(&self.nick_name)
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetNicknameReply {
    /// What material is needed.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
    /// Present when a review was opened; absent `=` set at once.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_id: Option<i64>,
}
