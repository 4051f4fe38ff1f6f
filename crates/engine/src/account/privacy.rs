//! Privacy: the guideline that users are shown, and the private APIs that the code may use.

use bytes::Bytes;
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::Actor;
use wxfleet_wechat::endpoint::Upload;
use wxfleet_wechat::privacy::{
    ApplyPrivacyInterface, GetPrivacyInterface, GetPrivacyInterfaceReplyInterfaceList, GetPrivacySetting,
    GetPrivacySettingReply, SetPrivacySetting, UploadPrivacyExtFile,
};

use super::AccountSettings;
use crate::code::Account;
use crate::error::Error;

/// WeChat takes no longer text.
const LONGEST_TEXT: usize = 100 << 10;

impl AccountSettings {
    /// The guideline of the code in hand (2) or of the version online (1), with what WeChat found in the code.
    pub async fn privacy_setting(
        &self,
        actor: &Actor,
        account: &Account,
        privacy_ver: Option<i64>,
    ) -> Result<GetPrivacySettingReply, Error> {
        if !matches!(privacy_ver, None | Some(1 | 2)) {
            return Err(Error::invalid("privacy_ver", "must be 1 or 2", "必须是 1 或 2"));
        }
        let mut endpoint = GetPrivacySetting::default();
        endpoint.privacy_ver = privacy_ver;
        self.read(actor, account, &endpoint).await
    }

    /// Sets the guideline. That of the code in hand comes into force with the next release.
    pub async fn set_privacy_setting(
        &self,
        actor: &Actor,
        account: &Account,
        setting: &SetPrivacySetting,
    ) -> Result<(), Error> {
        self.change(actor, account, Deed::PrivacySet, setting).await.map(drop)
    }

    /// Uploads a guideline of one's own as a text; gives the id by which the guideline's `ext_file_media_id` names it.
    pub async fn upload_privacy_text(&self, actor: &Actor, account: &Account, text: &str) -> Result<String, Error> {
        if text.trim().is_empty() || text.len() > LONGEST_TEXT {
            return Err(Error::invalid("text", "must be 1 to 100 KB of text", "必须是 1 到 100 KB 的文本"));
        }
        let file = Upload {
            file_name: "privacy.txt".to_owned(),
            content_type: "text/plain; charset=utf-8".to_owned(),
            bytes: Bytes::from(text.to_owned()),
        };
        let uploaded = self.change(actor, account, Deed::PrivacyText, &UploadPrivacyExtFile::new(file)).await?;
        Ok(uploaded.ext_file_media_id.unwrap_or_default())
    }

    /// The private APIs, and whether the account may use them.
    pub async fn private_apis(
        &self,
        actor: &Actor,
        account: &Account,
    ) -> Result<Vec<GetPrivacyInterfaceReplyInterfaceList>, Error> {
        Ok(self.read(actor, account, &GetPrivacyInterface::new()).await?.interface_list)
    }

    /// Applies for the use of a private API; gives WeChat's number of the application.
    pub async fn apply_private_api(
        &self,
        actor: &Actor,
        account: &Account,
        application: &ApplyPrivacyInterface,
    ) -> Result<Option<i64>, Error> {
        Ok(self.change(actor, account, Deed::PrivateApiApply, application).await?.audit_id)
    }
}
