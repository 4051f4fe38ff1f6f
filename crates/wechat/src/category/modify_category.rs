//! `POST /cgi-bin/wxopen/modifycategory` (`modifyCategory`, 修改类目资质信息): change category papers.
//!
//! Only for a refused category, and only its papers.
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 41033 only for Mini Programs that were created through the registration API; 53303 category
//! parameters are not valid; 53306 only the qualification of a category can be changed, not its id; 53307 only
//! rejected categories can be modified; 53311 qualification material is required.

use http::Method;
use serde::{Deserialize, Serialize};

use super::Certicate;
use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Change category papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ModifyCategory {
    /// First level id.
    #[serde(with = "crate::wire::int")]
    pub first: i64,
    /// Second level id.
    #[serde(with = "crate::wire::int")]
    pub second: i64,
    /// Papers; spelled certicates.
    pub certicates: Vec<Certicate>,
}

impl ModifyCategory {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(first: i64, second: i64, certicates: Vec<Certicate>) -> Self {
        Self { first, second, certicates }
    }
}

impl Endpoint for ModifyCategory {
    const ID: &'static str = "modify_category";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/modifycategory";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(
            !self.certicates.is_empty(),
            "certicates",
            "must name at least one paper",
            "至少要有一份资质",
        )?;
        super::check_papers(self.certicates.iter())
    }
}
