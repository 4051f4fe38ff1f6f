//! `POST /wxa/commit` (`commit`): upload a template's code into an authorizer and make it the trial version.
//!
//! `ext_json` is a **string** that holds JSON. It merges into the template's `app.json`: `window`, `networkTimeout`,
//! `tabBar` and `extPages` key by key; `ext`, `pages`, `subPackages`, `plugins`, `functionPages`,
//! `requiredPrivateInfos` and the navigate list as a whole; `pages` and `subPackages` may only be subsets.
//!
//! Limits: 2 MB a package, 20 MB in all; one upload at a time per account (9402202: wait, it is no fault). A good
//! commit starts the privacy scan (61039 from `submit_audit` until it ends), and each further commit starts it anew.
//! After a time-out read `getversioninfo` before repeating.
//!
//! Errcodes of its own: 85013 bad `ext_json`, 85014 no such template, 85043 template broken, 85044 too big, 85045
//! unknown path, 85046 `tabBar` path missing, 85047 no pages, 85048 unparsable, 80066, 80067, 80082 plug-ins, 85310,
//! 85311, 85312 `requiredPrivateInfos`, 9402202 busy, 9402203 standard template.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::id::TemplateId;
use crate::secret::AuthorizerAccessToken;

/// Commits a template for one authorizer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Commit {
    /// The template; WeChat's example sends a string, so both are read.
    pub template_id: TemplateId,
    /// A JSON object as text: `extAppid`, `ext`, `extPages`, `pages`, `window`, `tabBar` and so on; `{}` at the least.
    pub ext_json: String,
    /// The version shown to people: 1 to 64 characters.
    pub user_version: String,
    /// What is new, in free words.
    pub user_desc: String,
}

impl Commit {
    /// The most characters of a `user_version`.
    pub const MAX_USER_VERSION: usize = 64;

    /// Commits the template with that `ext_json` under that version.
    pub fn new(
        template_id: TemplateId,
        ext_json: impl Into<String>,
        user_version: impl Into<String>,
        user_desc: impl Into<String>,
    ) -> Self {
        Self { template_id, ext_json: ext_json.into(), user_version: user_version.into(), user_desc: user_desc.into() }
    }
}

impl Endpoint for Commit {
    const ID: &'static str = "commit_code";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/commit";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(self.template_id.0 >= 0, "template_id", "must not be negative", "不能为负数")?;
        FieldError::unless(!self.user_version.trim().is_empty(), "user_version", "must not be empty", "不能为空")?;
        FieldError::unless(
            self.user_version.chars().count() <= Self::MAX_USER_VERSION,
            "user_version",
            "must have at most 64 characters",
            "最多 64 个字符",
        )?;
        FieldError::unless(!self.user_desc.trim().is_empty(), "user_desc", "must not be empty", "不能为空")?;
        FieldError::unless(
            serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&self.ext_json).is_ok(),
            "ext_json",
            "must be a JSON object written as text, `{}` at the least",
            "须为 JSON 对象的文本，至少是 `{}`",
        )
    }
}
