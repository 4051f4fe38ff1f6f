//! Ways into a Mini Program: rules for links in ordinary QR codes, and its own codes.

use wxfleet_model::journal::Deed;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::endpoint::{Binary, Endpoint as _};
use wxfleet_wechat::wxacode::{
    CreateWxaQrcode, GetWxacode, GetWxacodeUnlimit, QrcodeJumpAdd, QrcodeJumpDelete, QrcodeJumpGet, QrcodeJumpGetReply,
    QrcodeJumpPublish,
};

use super::AccountSettings;
use crate::code::Account;
use crate::error::Error;

/// A code to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wxacode {
    /// As many as one likes, told apart by `scene`.
    Unlimited(GetWxacodeUnlimit),
    /// One of the 100 000 that an account can have of this and the next kind together.
    Limited(GetWxacode),
    /// The same as a square QR code.
    Qrcode(CreateWxaQrcode),
}

impl AccountSettings {
    /// The rules, and how many may still be published this month.
    pub async fn qr_rules(&self, actor: &Actor, account: &Account) -> Result<QrcodeJumpGetReply, Error> {
        self.read(actor, account, &QrcodeJumpGet::default()).await
    }

    /// Adds a rule, or changes one that is not published.
    pub async fn set_qr_rule(&self, actor: &Actor, account: &Account, rule: &QrcodeJumpAdd) -> Result<(), Error> {
        self.change(actor, account, Deed::QrRuleSet, rule).await.map(drop)
    }

    /// The same for who does not know whether there is such a rule: one with this prefix is changed, another is added.
    pub async fn put_qr_rule(&self, actor: &Actor, account: &Account, mut rule: QrcodeJumpAdd) -> Result<(), Error> {
        self.may(actor, Action::AccountWrite, account).await?;
        let rules = self.qr_rules(actor, account).await?.rule_list;
        rule.is_edit = i64::from(rules.iter().any(|known| known.prefix.as_deref() == Some(&*rule.prefix)));
        self.set_qr_rule(actor, account, &rule).await
    }

    /// Publishes a rule: from now on every user's scan follows it.
    pub async fn publish_qr_rule(&self, actor: &Actor, account: &Account, prefix: &str) -> Result<(), Error> {
        self.change(actor, account, Deed::QrRulePublish, &QrcodeJumpPublish::new(prefix)).await.map(drop)
    }

    /// Deletes a rule.
    pub async fn delete_qr_rule(&self, actor: &Actor, account: &Account, prefix: &str) -> Result<(), Error> {
        self.change(actor, account, Deed::QrRuleDelete, &QrcodeJumpDelete::new(prefix)).await.map(drop)
    }

    /// Makes a code. One of an unlimited number leaves nothing behind and is not journaled; of the others an account
    /// has only so many.
    pub async fn wxacode(&self, actor: &Actor, account: &Account, code: &Wxacode) -> Result<Binary, Error> {
        match code {
            Wxacode::Unlimited(code) => {
                self.may(actor, Action::AccountWrite, account).await?;
                code.check()?;
                self.authorized(account).await?;
                self.call(account, code).await
            }
            Wxacode::Limited(code) => self.picture(actor, account, Deed::LimitedCode, code).await,
            Wxacode::Qrcode(code) => self.picture(actor, account, Deed::LimitedCode, code).await,
        }
    }
}
