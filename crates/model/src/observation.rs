//! What the field taught us about the facts of WeChat that its documents leave open.
//!
//! The code is right in either case (`docs/wechat-facts.md`); the server counts which one it meets, and
//! `wxfleet check` tells an operator with a real platform.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::authorizer::words;

words! {
    /// A question about WeChat that its documents leave open.
    Fact {
        /// Does the refresh token change when it is used? (`same`, `changed`, `absent`)
        RefreshTokenRotates = "refresh_token_rotates",
        /// Which code answers an authorization code that was used? (`61009`, `61010`, `accepted`)
        UsedCodeAnswer = "used_code_answer",
        /// Do redirect and push carry the same authorization code? (`same`, `different`)
        CodesIdentical = "codes_identical",
        /// Is `AuthorizationCodeExpiredTime` a moment or a duration? (`epoch`, `duration`)
        CodeExpiryForm = "code_expiry_form",
        /// Does an `authorized` push name its `PreAuthCode`? (`present`, `absent`)
        PreAuthCodePresent = "pre_auth_code_present",
        /// How long is a `pre_auth_code` good? (seconds)
        PreAuthCodeLife = "pre_auth_code_life",
        /// How long is an authorization code good by the redirect? (seconds)
        AuthorizationCodeLife = "authorization_code_life",
        /// Which code answers a call for an account that withdrew? (an errcode)
        UnauthorizedAnswer = "unauthorized_answer",
        /// What came for a release of what is online already? (an errcode)
        SecondReleaseAnswer = "second_release_answer",
        /// Does the `auditid` come as a number or a text? (`number`, `text`)
        AuditidForm = "auditid_form",
        /// After how many seconds was an older token refused? (seconds, rounded to ten)
        OldTokenLife = "old_token_life",
        /// Does a reading of the domains that were set directly name them? (`present`, `absent`)
        DirectDomainsShown = "direct_domains_shown",
        /// Did a push come again with the same ciphertext? (`same`, `different`)
        RetryCiphertext = "retry_ciphertext",
    }
}

/// How often one answer to one question was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// The question.
    pub fact: Fact,
    /// The answer that was met.
    pub value: String,
    /// How often.
    pub count: i64,
    /// When first.
    pub first_at: Timestamp,
    /// When last.
    pub last_at: Timestamp,
}
