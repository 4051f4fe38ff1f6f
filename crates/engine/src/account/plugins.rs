//! Plug-ins that a Mini Program uses.

use wxfleet_model::journal::Deed;
use wxfleet_model::permission::Actor;
use wxfleet_wechat::plugin::{PluginApply, PluginList, PluginListReplyPluginList, PluginUnbind, PluginUpdate};

use super::AccountSettings;
use crate::code::Account;
use crate::error::Error;

impl AccountSettings {
    /// The plug-ins, with how the applications stand.
    pub async fn plugins(&self, actor: &Actor, account: &Account) -> Result<Vec<PluginListReplyPluginList>, Error> {
        Ok(self.read(actor, account, &PluginList::default()).await?.plugin_list)
    }

    /// Asks the maker of a plug-in for its use.
    pub async fn apply_plugin(&self, actor: &Actor, account: &Account, apply: &PluginApply) -> Result<(), Error> {
        self.change(actor, account, Deed::PluginApply, apply).await.map(drop)
    }

    /// Brings a plug-in to another version without a new release.
    pub async fn update_plugin(&self, actor: &Actor, account: &Account, update: &PluginUpdate) -> Result<(), Error> {
        self.change(actor, account, Deed::PluginUpdate, update).await.map(drop)
    }

    /// Removes a plug-in.
    pub async fn unbind_plugin(&self, actor: &Actor, account: &Account, plugin_appid: &str) -> Result<(), Error> {
        self.change(actor, account, Deed::PluginUnbind, &PluginUnbind::new(plugin_appid)).await.map(drop)
    }
}
