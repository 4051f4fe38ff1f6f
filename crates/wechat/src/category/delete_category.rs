//! `POST /cgi-bin/wxopen/deletecategory` (`deleteCategory`, 删除类目): delete category.
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 41033 only for Mini Programs that were created through the registration API; 53303 category
//! parameters are not valid; 53308 a category under review cannot be deleted; 53309 this category may not be deleted.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Delete category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DeleteCategory {
    /// First level id.
    #[serde(with = "crate::wire::int")]
    pub first: i64,
    /// Second level id.
    #[serde(with = "crate::wire::int")]
    pub second: i64,
}

impl DeleteCategory {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(first: i64, second: i64) -> Self {
        Self { first, second }
    }
}

impl Endpoint for DeleteCategory {
    const ID: &'static str = "delete_category";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/deletecategory";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
