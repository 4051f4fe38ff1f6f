//! Categories of a Mini Program: which it has, which it may have, adding and changing them.
//!
//! The categories that a page can be handed in for audit under are [`code::GetCategory`](crate::code::GetCategory).

mod add_category;
mod delete_category;
mod get_all_categories;
mod get_categories_by_type;
mod get_set_categories;
mod modify_category;

pub use add_category::{AddCategory, AddCategoryCategories, AddCategoryCategoriesCerticates};
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
pub use modify_category::{ModifyCategory, ModifyCategoryCerticates};
