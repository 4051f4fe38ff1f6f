//! Labels of accounts, set one account at a time or many, and what was granted to us by an account.
//!
//! A key may be limited to labels, so whoever sets them decides who reaches an account: a key with such limits cannot.

use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::journal::Deed;
use wxfleet_model::label::{self, LabelFault};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::Authorizers;
use crate::error::{Conflict, Error, What};
use crate::gate;
use crate::journal::BEFORE;

/// Accounts that can be labelled at once.
const MOST_AT_ONCE: usize = 500;
/// How often a change is tried again when somebody else changed the account in between.
const ATTEMPTS: usize = 5;

/// What labelling many accounts came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Labelled {
    /// Accounts whose labels were changed.
    pub changed: u64,
    /// Accounts that had them so already.
    pub unchanged: u64,
}

impl Authorizers {
    /// Puts these labels in the place of the present ones.
    pub async fn set_labels(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        appid: &Appid,
        labels: &[String],
    ) -> Result<Authorizer, Error> {
        gate::on_component(actor, Action::AuthorizerWrite, component)?;
        self.components.live(component).await?;
        let labels = label::tidy(labels).map_err(|fault| unfit_labels("labels", &fault))?;
        self.relabel(actor, component, appid, |_| Ok(labels.clone())).await?;
        self.show(actor, component, appid).await
    }

    /// Adds labels to many accounts and removes others. Nothing is changed if one of them is not known or would have
    /// too many.
    pub async fn label_many(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        appids: &[Appid],
        add: &[String],
        remove: &[String],
    ) -> Result<Labelled, Error> {
        gate::on_component(actor, Action::AuthorizerWrite, component)?;
        self.components.live(component).await?;
        if appids.is_empty() || appids.len() > MOST_AT_ONCE {
            return Err(Error::invalid("appids", "must be 1 to 500 accounts", "必须是 1 到 500 个账号"));
        }
        let add = label::tidy(add).map_err(|fault| unfit_labels("add", &fault))?;
        let remove = label::tidy(remove).map_err(|fault| unfit_labels("remove", &fault))?;
        if add.is_empty() && remove.is_empty() {
            return Err(Error::invalid("add", "or `remove` must name a label", "和 `remove` 至少要有一个标签"));
        }
        for (index, appid) in appids.iter().enumerate() {
            let field = format!("appids[{index}]");
            let row = self.store.authorizer_by_appid(component, appid).await?.ok_or_else(|| {
                Error::invalid(&field, "is not an account of this component", "不是该第三方平台下的账号")
            })?;
            label::changed(&row.labels, &add, &remove).map_err(|fault| unfit_labels(&field, &fault))?;
        }
        let mut labelled = Labelled::default();
        for appid in appids {
            let change = |present: &[String]| label::changed(present, &add, &remove);
            if self.relabel(actor, component, appid, change).await? {
                labelled.changed += 1;
            } else {
                labelled.unchanged += 1;
            }
        }
        Ok(labelled)
    }

    /// Changes the labels of one account, and says whether that changed anything.
    async fn relabel(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        appid: &Appid,
        change: impl Fn(&[String]) -> Result<Vec<String>, LabelFault>,
    ) -> Result<bool, Error> {
        for _ in 0..ATTEMPTS {
            let row = self.store.authorizer_by_appid(component, appid).await?;
            let row = row.ok_or(Error::NotFound(What::Authorizer))?;
            let labels = change(&row.labels).map_err(|fault| unfit_labels("labels", &fault))?;
            if labels == row.labels {
                return Ok(false);
            }
            let request = serde_json::json!({"labels": labels, BEFORE: row.labels});
            let entry = self.journal.local_on(actor, Deed::AuthorizerLabel, component, appid, request);
            let stored = self
                .store
                .commit(async |w| {
                    w.authorizer_labels_store(component, appid, row.version, &labels).await?;
                    entry.write_done(w).await
                })
                .await;
            match stored {
                Ok(()) => return Ok(true),
                Err(wxfleet_store::Error::Stale) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(Conflict::Raced.into())
    }
}

/// What is wrong with labels that stand in this field.
pub(crate) fn unfit_labels(field: &str, fault: &LabelFault) -> Error {
    match fault {
        LabelFault::Unfit(index) => Error::invalid(
            &format!("{field}[{index}]"),
            "must be 1 to 32 characters, none of them a control character",
            "必须是 1 到 32 个字符，不能含控制字符",
        ),
        LabelFault::TooMany => Error::invalid(field, "would have more than 20 labels", "标签总数超过 20 个"),
    }
}
