//! `POST /wxa/grayrelease` (`grayRelease`): put the approved version live for a part of the users.
//!
//! Called again with a higher percentage it widens; never lower (85082). At 0 one of the two switches must be on.
//! WeChat spells `debuger` with one `g`.
//!
//! Errcodes of its own: 85079 nothing online yet, 85080 not approved, 85081 bad percentage, 85082 lower than before,
//! 86002 profile incomplete, 40097.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Starts or widens a gray release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Grayrelease {
    /// How many users in a hundred: 0 to 100.
    #[serde(with = "crate::wire::int")]
    pub gray_percentage: i64,
    /// Members of the project first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_debuger_first: Option<bool>,
    /// Testers first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_experiencer_first: Option<bool>,
}

impl Grayrelease {
    /// Releases to that many users in a hundred.
    pub fn new(gray_percentage: i64) -> Self {
        Self { gray_percentage, support_debuger_first: None, support_experiencer_first: None }
    }
}

impl Endpoint for Grayrelease {
    const ID: &'static str = "gray_release";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/grayrelease";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(
            (0..=100).contains(&self.gray_percentage),
            "gray_percentage",
            "must be between 0 and 100",
            "须在 0 到 100 之间",
        )?;
        FieldError::unless(
            self.gray_percentage > 0
                || self.support_debuger_first == Some(true)
                || self.support_experiencer_first == Some(true),
            "gray_percentage",
            "may be 0 only if project members or testers come first",
            "为 0 时须让项目成员或体验成员优先",
        )
    }
}
