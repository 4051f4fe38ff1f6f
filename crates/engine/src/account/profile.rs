//! Basic information, avatar, introduction, whether search shows the account, and the least base library.

use wxfleet_model::journal::Deed;
use wxfleet_model::permission::Actor;
use wxfleet_wechat::account::{
    ChangeSearchStatus, GetAccountBasicInfo, GetAccountBasicInfoReply, GetAccountBasicInfoReplyHeadImageInfo,
    GetAccountBasicInfoReplySignatureInfo, GetSearchStatus, ModifyHeadImage, ModifySignature,
};
use wxfleet_wechat::code::{GetSupportVersion, GetSupportVersionReply, SetSupportVersion};
use wxfleet_wechat::errcode::Errcode;

use super::AccountSettings;
use crate::code::Account;
use crate::error::Error;

/// The account was not made through the registration API.
const NOT_REGISTERED_BY_API: Errcode = Errcode(41033);
/// WeChat's number for "not to be found by search".
const HIDDEN: i64 = 1;

impl AccountSettings {
    /// Who the account is, and how often its name, avatar and introduction may still be changed. WeChat tells all of
    /// it only for accounts that were made through its registration API; of others it is what their profile says.
    pub async fn basic_info(&self, actor: &Actor, account: &Account) -> Result<GetAccountBasicInfoReply, Error> {
        match self.read(actor, account, &GetAccountBasicInfo::new()).await {
            Err(error) if error.errcode() == Some(NOT_REGISTERED_BY_API) => self.info_of_profile(account).await,
            other => other,
        }
    }

    async fn info_of_profile(&self, account: &Account) -> Result<GetAccountBasicInfoReply, Error> {
        self.parts.authorizers.read_profile(&account.component_appid, &account.appid).await?;
        let profile = self.authorized(account).await?.profile;
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        Ok(GetAccountBasicInfoReply {
            appid: Some(account.appid.to_string()),
            principal_name: filled(profile.principal_name),
            nickname: filled(profile.nick_name),
            signature_info: Some(GetAccountBasicInfoReplySignatureInfo {
                signature: filled(profile.signature),
                ..GetAccountBasicInfoReplySignatureInfo::default()
            }),
            head_image_info: Some(GetAccountBasicInfoReplyHeadImageInfo {
                head_image_url: filled(profile.head_img),
                ..GetAccountBasicInfoReplyHeadImageInfo::default()
            }),
            ..GetAccountBasicInfoReply::default()
        })
    }

    /// Sets the avatar: a part of a picture that was uploaded in the account's own name.
    pub async fn set_avatar(&self, actor: &Actor, account: &Account, avatar: &ModifyHeadImage) -> Result<(), Error> {
        self.change(actor, account, Deed::AvatarSet, avatar).await?;
        self.note_profile(account).await;
        Ok(())
    }

    /// Sets the introduction.
    pub async fn set_signature(&self, actor: &Actor, account: &Account, signature: &str) -> Result<(), Error> {
        self.change(actor, account, Deed::SignatureSet, &ModifySignature::new(signature)).await?;
        self.note_profile(account).await;
        Ok(())
    }

    /// Whether the account can be found by search.
    pub async fn searchable(&self, actor: &Actor, account: &Account) -> Result<bool, Error> {
        Ok(self.read(actor, account, &GetSearchStatus::new()).await?.status != Some(HIDDEN))
    }

    /// Lets the account be found by search, or not.
    pub async fn set_searchable(&self, actor: &Actor, account: &Account, searchable: bool) -> Result<(), Error> {
        let status = if searchable { 0 } else { HIDDEN };
        self.change(actor, account, Deed::SearchStatus, &ChangeSearchStatus::new(status)).await.map(drop)
    }

    /// The least base library, and which versions the users have.
    pub async fn support_version(&self, actor: &Actor, account: &Account) -> Result<GetSupportVersionReply, Error> {
        self.read(actor, account, &GetSupportVersion::new()).await
    }

    /// Sets the least base library.
    pub async fn set_support_version(&self, actor: &Actor, account: &Account, version: &str) -> Result<(), Error> {
        self.change(actor, account, Deed::SupportVersion, &SetSupportVersion::new(version)).await.map(drop)
    }

    /// Brings our own copy of the profile up to date. The change itself is done, so a failure here is only noted: the
    /// next reading mends it.
    pub(super) async fn note_profile(&self, account: &Account) {
        let Account { component_appid, appid } = account;
        if let Err(error) = self.parts.authorizers.read_profile(component_appid, appid).await {
            tracing::warn!(authorizer.appid = %appid, %error, "the profile could not be read after a change");
        }
    }
}
