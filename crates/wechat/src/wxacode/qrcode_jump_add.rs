//! `POST /cgi-bin/wxopen/qrcodejumpadd` (`addJumpQRCode`, 增加或修改二维码规则): add or edit link rule.
//!
//! A published rule cannot be edited (40097). For a service account: prefix is its `http://weixin.qq.com/q/...` link,
//! appid is the target Mini Program, both must be linked. The confirm file of `qrcode_jump_download` must be served
//! at the directory of the prefix (85069). Real callers send `permit_sub_rule` and `open_version` also as strings.
//!
//! Limits: 5 calls a second.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range; 44990 called too fast (more than 5 times a
//! second on link-rule calls); 85066 link is wrong; 85068 a test link is not below the prefix; 85069 the confirm file
//! could not be verified; 85070 personal Mini Programs cannot set link rules; 85071 the link is already added; 85072
//! the link is taken by another account; 85073 the rule list is full; 85075 personal Mini Programs cannot set link
//! rules; 85076 `iCP` filing check of the link failed; 886001 busy, try again.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Add or edit link rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QrcodeJumpAdd {
    /// Link prefix (for service accounts: their QR link).
    pub prefix: String,
    /// 1 does not claim sub rules of the prefix, 2 claims them.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub permit_sub_rule: Option<i64>,
    /// Page to open.
    pub path: String,
    /// 1 develop, 2 trial, 3 release; test scope.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub open_version: Option<i64>,
    /// At most 5 test links below prefix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debug_url: Option<Vec<String>>,
    /// 0 new, 1 edit.
    #[serde(with = "crate::wire::int")]
    pub is_edit: i64,
    /// Only for Official Accounts: the Mini Program to open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl QrcodeJumpAdd {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(prefix: impl Into<String>, path: impl Into<String>, is_edit: i64) -> Self {
        Self {
            prefix: prefix.into(),
            permit_sub_rule: None,
            path: path.into(),
            open_version: None,
            debug_url: None,
            is_edit,
            appid: None,
        }
    }
}

impl Endpoint for QrcodeJumpAdd {
    const ID: &'static str = "qrcode_jump_add";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/qrcodejumpadd";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        super::check_prefix(&self.prefix)?;
        FieldError::unless(!self.path.is_empty(), "path", "must not be empty", "不能为空")?;
        let sub_rule = self.permit_sub_rule.is_none_or(|number| matches!(number, 1 | 2));
        FieldError::unless(sub_rule, "permit_sub_rule", "must be 1 or 2", "必须是 1 或 2")?;
        let scope = self.open_version.is_none_or(|number| (1..=3).contains(&number));
        FieldError::unless(scope, "open_version", "must be 1, 2 or 3", "必须是 1、2 或 3")?;
        let links = self.debug_url.as_deref().unwrap_or_default();
        FieldError::unless(links.len() <= 5, "debug_url", "must be at most 5 links", "最多 5 个测试链接")?;
        match links.iter().position(|link| !link.starts_with(&self.prefix)) {
            Some(at) => {
                Err(FieldError::new(format!("debug_url[{at}]"), "must begin with the prefix", "必须以 prefix 开头"))
            }
            None => Ok(()),
        }
    }
}
