//! `commit`: code from a template becomes the account's trial version.

use serde_json::{Map, Value, json};
use wxfleet_model::code::{CodeState, Version};
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::Actor;
use wxfleet_model::placeholder::{self, Unfilled};
use wxfleet_wechat::code::Commit;
use wxfleet_wechat::endpoint::Endpoint;
use wxfleet_wechat::id::TemplateId;

use super::{Account, Acted, Code};
use crate::error::Error;

/// Code to commit.
#[derive(Debug, Clone)]
pub struct NewCommit {
    /// The template.
    pub template_id: TemplateId,
    /// The version's name, 1 to 64 characters.
    pub user_version: String,
    /// What is new in it.
    pub user_desc: String,
    /// What differs for this account; sent as `ext_json` with its placeholders filled in (`model::placeholder`).
    pub ext: Map<String, Value>,
}

impl Code {
    /// Commits code to an account. Starts WeChat's privacy scan, so it is never repeated by itself.
    pub async fn commit(&self, actor: &Actor, account: &Account, mut new: NewCommit) -> Result<CodeState, Error> {
        let known = self.mini_program(actor, account).await?;
        placeholder::fill(&mut new.ext, &known).map_err(unfilled)?;
        let request = json!({
            "template_id": new.template_id,
            "user_version": new.user_version,
            "user_desc": new.user_desc,
            "ext": new.ext,
        });
        let ext_json = Value::Object(new.ext).to_string();
        let endpoint = Commit::new(new.template_id, ext_json, &new.user_version, &new.user_desc);
        endpoint.check()?;
        let _alone = self.acting.hold(account).await;
        match self.act(actor, account, Deed::CodeCommit, request, &endpoint).await? {
            Acted::Before(_) => self.look(account).await,
            Acted::Now(_, entry) => {
                let version = Version {
                    user_version: new.user_version,
                    user_desc: new.user_desc,
                    template_id: Some(new.template_id),
                    since: self.clock.now(),
                };
                self.record(account, Some((entry, json!({}))), None, |state| state.commit(version.clone())).await
            }
        }
    }
}

fn unfilled(Unfilled { field, name }: Unfilled) -> Error {
    Error::Invalid {
        field: format!("ext.{field}"),
        expects_en: format!(
            "has `{{{{{name}}}}}`, for which this account has no value; known are appid, user_name, nick_name, alias, \
             principal_name, signature, and label.X for a label `X=value`"
        ),
        expects_zh: format!(
            "里的 `{{{{{name}}}}}` 在该账号上没有值；可用的有 appid、user_name、nick_name、alias、principal_name、signature，\
             以及对应标签“X=值”的 label.X"
        ),
    }
}
