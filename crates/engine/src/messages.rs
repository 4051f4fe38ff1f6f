//! Messages from an account to its users.
//!
//! Each is journaled with its kind and its reader, never with what it says. Whether one arrived cannot be asked of
//! WeChat: when the answer is lost the journal says so, and nothing is sent again by itself.

use wxfleet_model::journal::Deed;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::Store;
use wxfleet_wechat::endpoint::Endpoint as _;
use wxfleet_wechat::message::{CustomSend, CustomTyping};

use crate::authorizers::Authorizers;
use crate::code::Account;
use crate::error::Error;
use crate::gate;
use crate::journal::Journal;
use crate::tokens::Tokens;

/// The service.
#[derive(Clone)]
pub struct Messages {
    store: Store,
    tokens: Tokens,
    authorizers: Authorizers,
    journal: Journal,
}

impl Messages {
    pub(crate) fn new(store: Store, tokens: Tokens, authorizers: Authorizers, journal: Journal) -> Self {
        Self { store, tokens, authorizers, journal }
    }

    /// Answers a user in customer service.
    pub async fn send(&self, actor: &Actor, account: &Account, message: &CustomSend) -> Result<(), Error> {
        gate::on_account(&self.store, actor, Action::MessageSend, &account.component_appid, &account.appid).await?;
        message.check()?;
        let Account { component_appid, appid } = account;
        self.authorizers.show(&Actor::System, component_appid, appid).await?;
        let request = serde_json::json!({"touser": message.touser, "msgtype": message.message.kind()});
        let entry = self.journal.open(actor, Deed::MessageSend, component_appid, Some(appid), request).await?;
        let sent = self.tokens.call_authorizer(component_appid, appid, message).await;
        self.journal.close(entry, &sent, serde_json::json!({})).await;
        sent.map(drop)
    }

    /// Shows a user that an answer is being written, or shows it no more. It leaves nothing behind, so it is not
    /// journaled.
    pub async fn typing(&self, actor: &Actor, account: &Account, typing: &CustomTyping) -> Result<(), Error> {
        gate::on_account(&self.store, actor, Action::MessageSend, &account.component_appid, &account.appid).await?;
        let Account { component_appid, appid } = account;
        self.tokens.call_authorizer(component_appid, appid, typing).await.map(drop)
    }
}
