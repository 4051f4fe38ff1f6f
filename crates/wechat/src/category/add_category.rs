//! `POST /cgi-bin/wxopen/addcategory` (`addCategory`, 添加类目): add categories.
//!
//! Categories with papers go into review; the result is pushed as `wxa_category_audit`.
//!
//! Limits: Additions per month as told by `get_set_categories` (53300).
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 41033 only for Mini Programs that were created through the registration API; 53300 category
//! changes for this month are used up; 53301 the number of categories is at its limit; 53302 this entity type may not
//! use the category; 53303 category parameters are not valid; 53304 the category is already set; 53305 contains a
//! category whose check has not passed; 53310 over the category limit; an `apply_reason` may be given to ask for
//! more; 53311 qualification material is required.

use http::Method;
use serde::{Deserialize, Serialize};

use super::Certicate;
use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Add categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AddCategory {
    /// To add.
    pub categories: Vec<AddCategoryCategories>,
}

impl AddCategory {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(categories: Vec<AddCategoryCategories>) -> Self {
        Self { categories }
    }
}

impl Endpoint for AddCategory {
    const ID: &'static str = "add_category";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/addcategory";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(!self.categories.is_empty(), "categories", "must name at least one", "至少要有一个类目")?;
        for (at, category) in self.categories.iter().enumerate() {
            let papers = category.certicates.iter().flatten();
            super::check_papers(papers).map_err(|error| error.within(&format!("categories[{at}]")))?;
        }
        Ok(())
    }
}

/// To add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddCategoryCategories {
    /// First level id.
    #[serde(with = "crate::wire::int")]
    pub first: i64,
    /// Second level id.
    #[serde(with = "crate::wire::int")]
    pub second: i64,
    /// Papers; spelled certicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certicates: Option<Vec<Certicate>>,
}
