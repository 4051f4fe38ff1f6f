//! Categories of a Mini Program: which it has, which it may have, adding and changing them.
//!
//! The categories that a page can be handed in for audit under are [`code::GetCategory`](crate::code::GetCategory).
//!
//! What several requests or answers share stands here, one file each holds the rest.

mod add_category;
mod delete_category;
mod get_all_categories;
mod get_categories_by_type;
mod get_set_categories;
mod modify_category;

pub use add_category::{AddCategory, AddCategoryCategories};
pub use delete_category::DeleteCategory;
pub use get_all_categories::{
    GetAllCategories, GetAllCategoriesReply, GetAllCategoriesReplyCategoriesList,
    GetAllCategoriesReplyCategoriesListCategories, GetAllCategoriesReplyCategoriesListCategoriesQualify,
    GetAllCategoriesReplyCategoriesListCategoriesQualifyExterList,
    GetAllCategoriesReplyCategoriesListCategoriesQualifyExterListInnerList,
};
pub use get_categories_by_type::{
    GetCategoriesByType, GetCategoriesByTypeReply, GetCategoriesByTypeReplyCategoriesList,
};
pub use get_set_categories::{GetSetCategories, GetSetCategoriesReply, GetSetCategoriesReplyCategories};
pub use modify_category::ModifyCategory;

use serde::{Deserialize, Serialize};

use crate::endpoint::FieldError;

/// Papers; spelled certicates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certicate {
    /// Name of the paper.
    pub key: String,
    /// `media_id` of cgi-bin/media/upload made with the authorizer token.
    pub value: String,
    /// 0 or 1, valid without end; not certain.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub is_permanent: Option<i64>,
    /// Unix time; not certain.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<i64>,
}

/// Whether each paper has its name and its picture.
fn check_papers<'p>(papers: impl Iterator<Item = &'p Certicate>) -> Result<(), FieldError> {
    for (at, paper) in papers.enumerate() {
        let filled = |text: &str, field: &str| {
            FieldError::unless(!text.is_empty(), &format!("certicates[{at}].{field}"), "must not be empty", "不能为空")
        };
        filled(&paper.key, "key")?;
        filled(&paper.value, "value")?;
    }
    Ok(())
}
