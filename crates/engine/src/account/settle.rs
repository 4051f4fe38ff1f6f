//! Finding out how a change ended whose answer we never saw: WeChat is read, nothing is repeated.

use serde_json::{Value, json};
use wxfleet_model::journal::{Deed, JournalEntry, Outcome};
use wxfleet_wechat::account::{GetAccountBasicInfo, GetSearchStatus};
use wxfleet_wechat::category::{GetSetCategories, GetSetCategoriesReplyCategories};
use wxfleet_wechat::code::GetSupportVersion;
use wxfleet_wechat::open_account::OpenGet;
use wxfleet_wechat::plugin::PluginList;
use wxfleet_wechat::privacy::{GetPrivacyInterface, GetPrivacySetting};
use wxfleet_wechat::wxacode::{QrcodeJumpGet, QrcodeJumpGetReplyRuleList};

use super::AccountSettings;
use super::open_account::NOT_BOUND;
use crate::code::Account;
use crate::error::Error;
use crate::journal::BEFORE;

const DEEDS: &[Deed] = &[
    Deed::NameSet,
    Deed::AvatarSet,
    Deed::SignatureSet,
    Deed::SearchStatus,
    Deed::CategoryAdd,
    Deed::CategoryModify,
    Deed::CategoryDelete,
    Deed::PrivacySet,
    Deed::PrivacyText,
    Deed::PrivateApiApply,
    Deed::QrRuleSet,
    Deed::QrRulePublish,
    Deed::QrRuleDelete,
    Deed::LimitedCode,
    Deed::SupportVersion,
    Deed::OpenAccountCreate,
    Deed::OpenAccountBind,
    Deed::OpenAccountUnbind,
    Deed::PluginApply,
    Deed::PluginUpdate,
    Deed::PluginUnbind,
    Deed::OptionSet,
];

/// WeChat's number for a category that was refused.
const REFUSED: i64 = 2;
/// WeChat's number for a rule that is published.
const PUBLISHED: i64 = 2;

/// Whether a deed changes what an account has set for itself.
pub(crate) fn concerns(deed: Deed) -> bool {
    DEEDS.contains(&deed)
}

/// What WeChat shows of a change.
enum Shown {
    /// It is as was wished; with what the call would have answered.
    Done(Value),
    /// It is not.
    NotDone,
    /// WeChat does not tell.
    Untold,
}

impl Shown {
    fn when(done: bool) -> Self {
        if done { Self::Done(json!({})) } else { Self::NotDone }
    }
}

impl AccountSettings {
    /// Settles what earlier changes left open. The caller holds the lock.
    pub(super) async fn settle(&self, account: &Account) -> Result<Vec<JournalEntry>, Error> {
        let Account { component_appid, appid } = account;
        let mut settled = Vec::new();
        for entry in self.parts.journal.left_open(component_appid, Some(appid), DEEDS).await? {
            let outcome = self.find_out(account, &entry).await?;
            settled.push(self.parts.journal.settled(entry, outcome).await?);
        }
        Ok(settled)
    }

    /// The same on behalf of the reconciling task.
    pub(crate) async fn settle_left_open(&self, account: &Account) -> Result<usize, Error> {
        let _alone = self.parts.acting.hold(account).await;
        Ok(self.settle(account).await?.len())
    }

    async fn find_out(&self, account: &Account, entry: &JournalEntry) -> Result<Outcome, Error> {
        let shown = match Box::pin(self.shown(account, entry.intent.deed, &entry.intent.request)).await {
            // Whoever is refused the reading will be refused it the next time, too.
            Err(error) if error.errcode().is_some() && !error.may_pass() => Shown::Untold,
            other => other?,
        };
        Ok(match shown {
            Shown::Done(result) => Outcome::Done { result },
            Shown::NotDone => Outcome::Failed { reason: "interrupted; WeChat shows that it did not happen".to_owned() },
            Shown::Untold => Outcome::Failed { reason: "interrupted; WeChat does not tell how it ended".to_owned() },
        })
    }

    /// How things stand before a change that replaces something, or of which they tell nothing by themselves afterwards.
    pub(super) async fn before(&self, account: &Account, deed: Deed, wish: &Value) -> Result<Value, Error> {
        let tells_the_end = matches!(deed, Deed::AvatarSet | Deed::PrivateApiApply);
        match self.standing(account, deed, wish).await {
            // Where only people read the note it holds nothing up. Elsewhere, without it, the end of a change that is cut
            // off cannot be told; that WeChat does not tell it is no reason not to make the change.
            Err(error) if !tells_the_end || (error.errcode().is_some() && !error.may_pass()) => Ok(Value::Null),
            other => other,
        }
    }

    async fn standing(&self, account: &Account, deed: Deed, wish: &Value) -> Result<Value, Error> {
        let text = |field: &str| wish[field].as_str().unwrap_or_default();
        Ok(match deed {
            Deed::AvatarSet => json!(self.avatar_changes(account).await?),
            Deed::PrivateApiApply => json!(self.application(account, wish).await?),
            Deed::NameSet => json!({"nick_name": self.authorized(account).await?.profile.nick_name}),
            Deed::SignatureSet => json!({"signature": self.authorized(account).await?.profile.signature}),
            Deed::SearchStatus => json!({"status": self.call(account, &GetSearchStatus::new()).await?.status}),
            Deed::SupportVersion => {
                json!({"version": self.call(account, &GetSupportVersion::new()).await?.now_version})
            }
            Deed::PrivacySet => self.guideline(account, wish).await?,
            Deed::QrRuleSet | Deed::QrRulePublish | Deed::QrRuleDelete => {
                json!(self.rule(account, text("prefix")).await?)
            }
            Deed::OpenAccountBind | Deed::OpenAccountUnbind => json!({"open_appid": self.bound_to(account).await?}),
            Deed::OptionSet => json!({"option_value": self.option_now(account, text("option_name")).await?}),
            _ => Value::Null,
        })
    }

    async fn shown(&self, account: &Account, deed: Deed, wish: &Value) -> Result<Shown, Error> {
        let text = |field: &str| wish[field].as_str().unwrap_or_default();
        Ok(match deed {
            Deed::NameSet => self.name_shown(account, text("nick_name")).await?,
            Deed::AvatarSet => match (wish[BEFORE].as_i64(), self.avatar_changes(account).await?) {
                (Some(before), Some(now)) => Shown::when(now > before),
                _ => Shown::Untold,
            },
            Deed::SignatureSet => {
                let info = self.call(account, &GetAccountBasicInfo::new()).await?;
                let signature = info.signature_info.and_then(|info| info.signature).unwrap_or_default();
                Shown::when(signature == text("signature"))
            }
            Deed::SearchStatus => {
                let status = self.call(account, &GetSearchStatus::new()).await?.status;
                Shown::when(status.unwrap_or_default() == wish["status"].as_i64().unwrap_or_default())
            }
            Deed::CategoryAdd | Deed::CategoryModify | Deed::CategoryDelete => {
                let set = self.call(account, &GetSetCategories::new()).await?.categories;
                Shown::when(categories_hold(deed, wish, &set))
            }
            Deed::PrivacySet => self.guideline_shown(account, wish).await?,
            Deed::PrivateApiApply => {
                let now = self.application(account, wish).await?;
                match now {
                    Some(audit_id) if wish[BEFORE].as_i64() != Some(audit_id) => {
                        Shown::Done(json!({"audit_id": audit_id}))
                    }
                    _ => Shown::NotDone,
                }
            }
            Deed::QrRuleSet | Deed::QrRulePublish | Deed::QrRuleDelete => {
                let rule = self.rule(account, text("prefix")).await?;
                Shown::when(match deed {
                    Deed::QrRuleDelete => rule.is_none(),
                    Deed::QrRulePublish => rule.is_some_and(|rule| rule.state == Some(PUBLISHED)),
                    _ => rule.is_some_and(|rule| rule.path.as_deref() == Some(text("path"))),
                })
            }
            Deed::SupportVersion => {
                let now = self.call(account, &GetSupportVersion::new()).await?.now_version;
                Shown::when(now.as_deref() == Some(text("version")))
            }
            Deed::OpenAccountCreate | Deed::OpenAccountBind | Deed::OpenAccountUnbind => {
                self.binding_shown(account, deed, text("open_appid")).await?
            }
            Deed::PluginApply | Deed::PluginUnbind => {
                let plugins = self.call(account, &PluginList::default()).await?.plugin_list;
                let there = plugins.iter().any(|plugin| plugin.appid.as_deref() == Some(text("plugin_appid")));
                Shown::when(there == (deed == Deed::PluginApply))
            }
            Deed::OptionSet => {
                Shown::when(self.option_now(account, text("option_name")).await? == text("option_value"))
            }
            _ => Shown::Untold,
        })
    }

    /// A name that is not in force may be in review, under a number that we never heard.
    async fn name_shown(&self, account: &Account, nick_name: &str) -> Result<Shown, Error> {
        let info = self.call(account, &GetAccountBasicInfo::new()).await?;
        Ok(if info.nickname.as_deref() == Some(nick_name) { Shown::Done(json!({})) } else { Shown::Untold })
    }

    async fn avatar_changes(&self, account: &Account) -> Result<Option<i64>, Error> {
        let info = self.call(account, &GetAccountBasicInfo::new()).await?;
        Ok(info.head_image_info.and_then(|info| info.modify_used_count))
    }

    /// The number of the latest application for a private API.
    async fn application(&self, account: &Account, wish: &Value) -> Result<Option<i64>, Error> {
        let apis = self.call(account, &GetPrivacyInterface::new()).await?.interface_list;
        let named = apis.into_iter().find(|api| api.api_name.as_deref() == wish["api_name"].as_str());
        Ok(named.and_then(|api| api.audit_id))
    }

    /// The rule for links that begin so.
    async fn rule(&self, account: &Account, prefix: &str) -> Result<Option<QrcodeJumpGetReplyRuleList>, Error> {
        let rules = self.call(account, &QrcodeJumpGet::default()).await?.rule_list;
        Ok(rules.into_iter().find(|rule| rule.prefix.as_deref() == Some(prefix)))
    }

    /// The privacy guideline as it stands, of the edition that the wish is about.
    async fn guideline(&self, account: &Account, wish: &Value) -> Result<Value, Error> {
        let mut reading = GetPrivacySetting::default();
        reading.privacy_ver = wish["privacy_ver"].as_i64();
        let now = self.call(account, &reading).await?;
        Ok(json!({"owner_setting": now.owner_setting, "setting_list": now.setting_list}))
    }

    async fn guideline_shown(&self, account: &Account, wish: &Value) -> Result<Shown, Error> {
        let now = self.guideline(account, wish).await?;
        let mut wished = wish["owner_setting"].as_object().into_iter().flatten();
        let same_owner = wished.all(|(field, value)| now["owner_setting"][field] == *value);
        let declared = |of: &Value| -> Vec<(String, String)> {
            let text = |one: &Value, field: &str| one[field].as_str().unwrap_or_default().to_owned();
            let list = of["setting_list"].as_array().into_iter().flatten();
            list.map(|one| (text(one, "privacy_key"), text(one, "privacy_text"))).collect()
        };
        let same_list = wish["setting_list"].is_null() || declared(wish) == declared(&now);
        Ok(Shown::when(same_owner && same_list))
    }

    /// The open platform account that the account is bound to.
    async fn bound_to(&self, account: &Account) -> Result<Option<String>, Error> {
        match self.call(account, &OpenGet::default()).await {
            Err(error) if error.errcode() == Some(NOT_BOUND) => Ok(None),
            other => Ok(other?.open_appid),
        }
    }

    async fn binding_shown(&self, account: &Account, deed: Deed, open_appid: &str) -> Result<Shown, Error> {
        Ok(match (deed, self.bound_to(account).await?) {
            (Deed::OpenAccountCreate, Some(now)) => Shown::Done(json!({"open_appid": now})),
            (Deed::OpenAccountBind, Some(now)) => Shown::when(now == open_appid),
            (Deed::OpenAccountUnbind, now) => Shown::when(now.as_deref() != Some(open_appid)),
            _ => Shown::NotDone,
        })
    }
}

/// Whether the categories that are set are as a change wants them.
fn categories_hold(deed: Deed, wish: &Value, set: &[GetSetCategoriesReplyCategories]) -> bool {
    let find =
        |of: &Value| set.iter().find(|one| one.first == of["first"].as_i64() && one.second == of["second"].as_i64());
    match deed {
        Deed::CategoryDelete => find(wish).is_none(),
        Deed::CategoryModify => find(wish).is_some_and(|one| one.audit_status != Some(REFUSED)),
        _ => wish["categories"].as_array().into_iter().flatten().all(|one| find(one).is_some()),
    }
}
