//! Categories: which kinds of business a Mini Program may be about.

use wxfleet_model::journal::Deed;
use wxfleet_model::permission::Actor;
use wxfleet_wechat::category::{
    AddCategory, DeleteCategory, GetAllCategories, GetAllCategoriesReplyCategoriesListCategories, GetSetCategories,
    GetSetCategoriesReply, ModifyCategory,
};

use super::AccountSettings;
use crate::code::Account;
use crate::error::Error;

impl AccountSettings {
    /// The categories that are set, with how their reviews stand and how many may still be added.
    pub async fn categories(&self, actor: &Actor, account: &Account) -> Result<GetSetCategoriesReply, Error> {
        self.read(actor, account, &GetSetCategories::new()).await
    }

    /// Every category that the account could have, as WeChat's tree has them.
    pub async fn all_categories(
        &self,
        actor: &Actor,
        account: &Account,
    ) -> Result<Vec<GetAllCategoriesReplyCategoriesListCategories>, Error> {
        let reply = self.read(actor, account, &GetAllCategories::new()).await?;
        Ok(reply.categories_list.map(|list| list.categories).unwrap_or_default())
    }

    /// Adds categories; those that need papers go into review.
    pub async fn add_categories(&self, actor: &Actor, account: &Account, add: &AddCategory) -> Result<(), Error> {
        self.change(actor, account, Deed::CategoryAdd, add).await.map(drop)
    }

    /// Hands in other papers for a category that was refused.
    pub async fn modify_category(&self, actor: &Actor, account: &Account, to: &ModifyCategory) -> Result<(), Error> {
        self.change(actor, account, Deed::CategoryModify, to).await.map(drop)
    }

    /// Takes a category away.
    pub async fn delete_category(
        &self,
        actor: &Actor,
        account: &Account,
        (first, second): (i64, i64),
    ) -> Result<(), Error> {
        self.change(actor, account, Deed::CategoryDelete, &DeleteCategory::new(first, second)).await.map(drop)
    }
}
