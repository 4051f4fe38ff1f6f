//! `POST /cgi-bin/account/modifyheadimage` (`setHeadImage`, 修改头像): set avatar.
//!
//! A `media_id` made with another account's or the component token gives 40007.
//!
//! Limits: A number of changes per month (53202).
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 40007 `media_id` is invalid, expired, or was uploaded with another account's token; 40009
//! picture is too large; 40097 arguments are missing or out of range; 41006 `media_id` parameter is missing; 46001
//! `media_id` does not exist; 53202 avatar may not be changed again this month.
//!
//! Not certain: Whether x1..y2 are strings or numbers: SDKs differ; send strings, accept both.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Set avatar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ModifyHeadImage {
    /// `media_id` of cgi-bin/media/upload made with the authorizer token.
    pub head_img_media_id: String,
    /// Left, 0..1 as decimal text.
    pub x1: String,
    /// Top.
    pub y1: String,
    /// Right.
    pub x2: String,
    /// Bottom.
    pub y2: String,
}

impl ModifyHeadImage {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        head_img_media_id: impl Into<String>,
        x1: impl Into<String>,
        y1: impl Into<String>,
        x2: impl Into<String>,
        y2: impl Into<String>,
    ) -> Self {
        Self { head_img_media_id: head_img_media_id.into(), x1: x1.into(), y1: y1.into(), x2: x2.into(), y2: y2.into() }
    }
}

impl Endpoint for ModifyHeadImage {
    const ID: &'static str = "modify_head_image";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/account/modifyheadimage";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(!self.head_img_media_id.is_empty(), "head_img_media_id", "must not be empty", "不能为空")?;
        let mut sides = [0.0; 4];
        for (side, (field, text)) in
            sides.iter_mut().zip([("x1", &self.x1), ("y1", &self.y1), ("x2", &self.x2), ("y2", &self.y2)])
        {
            let share = text.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
            *side =
                share.ok_or_else(|| FieldError::new(field, "must be a number from 0 to 1", "必须是 0 到 1 的数"))?;
        }
        FieldError::unless(sides[0] < sides[2], "x2", "must be to the right of x1", "必须大于 x1")?;
        FieldError::unless(sides[1] < sides[3], "y2", "must be below y1", "必须大于 y1")
    }
}
