//! The open platform account: what several accounts of one owner are bound to, so that they know a user by one `unionid`.

use wxfleet_model::journal::Deed;
use wxfleet_model::permission::Actor;
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::open_account::{OpenBind, OpenCreate, OpenGet, OpenUnbind};

use super::AccountSettings;
use crate::code::Account;
use crate::error::Error;

/// The account is bound to none.
pub(super) const NOT_BOUND: Errcode = Errcode(89002);

impl AccountSettings {
    /// The open platform account that the account is bound to, if it is.
    pub async fn open_account(&self, actor: &Actor, account: &Account) -> Result<Option<String>, Error> {
        match self.read(actor, account, &OpenGet::default()).await {
            Err(error) if error.errcode() == Some(NOT_BOUND) => Ok(None),
            other => Ok(other?.open_appid),
        }
    }

    /// Makes one and binds the account to it.
    pub async fn create_open_account(&self, actor: &Actor, account: &Account) -> Result<Option<String>, Error> {
        Ok(self.change(actor, account, Deed::OpenAccountCreate, &OpenCreate::default()).await?.open_appid)
    }

    /// Binds the account to one that is there.
    pub async fn bind_open_account(&self, actor: &Actor, account: &Account, open_appid: &str) -> Result<(), Error> {
        self.change(actor, account, Deed::OpenAccountBind, &OpenBind::new(open_appid)).await.map(drop)
    }

    /// Unbinds the account; every user's `unionid` changes by it.
    pub async fn unbind_open_account(&self, actor: &Actor, account: &Account, open_appid: &str) -> Result<(), Error> {
        self.change(actor, account, Deed::OpenAccountUnbind, &OpenUnbind::new(open_appid)).await.map(drop)
    }
}
