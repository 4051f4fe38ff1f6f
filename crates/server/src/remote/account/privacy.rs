//! The privacy guideline of a Mini Program, and the private APIs that it may use.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use wxfleet_api::account::{
    DeclaredData, NewPrivacySetting, NewPrivateApi, PrivacySetting, PrivacyText, PrivacyVersion, PrivateApi,
};
use wxfleet_wechat::id::Appid;

use super::super::files;
use super::super::table::{or_dash, sheet, table};
use super::At;
use crate::failure::Failure;
use crate::words::{said, say};

/// What can be done with a privacy guideline.
#[derive(Debug, Subcommand)]
pub enum PrivacyCommand {
    /// Show the guideline, and what WeChat found in the code
    #[command(after_help = "Examples:\n  wxfleet account privacy show wx0123456789abcdef\n  \
        wxfleet account privacy show wx0123456789abcdef --online --json")]
    Show {
        /// Which Mini Program
        appid: Appid,
        /// That of the version online, in place of that of the code in hand
        #[arg(long)]
        online: bool,
    },
    /// Set the guideline from a file; in force with the next release
    #[command(after_help = "The file holds what the API takes:\n  \
        {\"owner_setting\": {\"contact_phone\": \"020-1234567\", \"notice_method\": \"弹窗\"},\n   \
        \"setting_list\": [{\"privacy_key\": \"Location\", \"privacy_text\": \"推荐附近的门店\"}]}\n\n\
        Examples:\n  wxfleet account privacy set wx0123456789abcdef guideline.json")]
    Set {
        /// Which Mini Program
        appid: Appid,
        /// The guideline as JSON
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Upload a guideline of your own as a text file; its id goes into the guideline
    #[command(after_help = "What is printed goes into the guideline's owner_setting as ext_file_media_id.\n\n\
        Examples:\n  wxfleet account privacy upload wx0123456789abcdef privacy.txt")]
    Upload {
        /// Which Mini Program
        appid: Appid,
        /// The text, at most 100 KB
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// What can be done with private APIs.
#[derive(Debug, Subcommand)]
pub enum PrivateApiCommand {
    /// List the private APIs, and whether the Mini Program may use them
    #[command(after_help = "Example:\n  wxfleet account private-api list wx0123456789abcdef")]
    List {
        /// Which Mini Program
        appid: Appid,
    },
    /// Apply for the use of one
    #[command(after_help = "At least one address that shows the use is needed.\n\n\
        Examples:\n  wxfleet account private-api apply wx0123456789abcdef wx.choosePoi \\\n    \
        --reason '选择配送门店' --picture https://img.example.com/poi.png")]
    Apply(ApplyArgs),
}

/// Arguments of `account private-api apply`.
#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// Which Mini Program
    appid: Appid,
    /// The API, for instance wx.choosePoi; case matters
    api_name: String,
    /// What it is needed for, at most 300 characters
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Address of a page that shows the use
    #[arg(long, value_name = "URL")]
    url: Vec<String>,
    /// Address of a picture; may be given ten times
    #[arg(long, value_name = "URL")]
    picture: Vec<String>,
    /// Address of a video
    #[arg(long, value_name = "URL")]
    video: Vec<String>,
}

impl At<'_> {
    pub(super) async fn privacy(&self, command: PrivacyCommand) -> Result<(), Failure> {
        let (client, component) = (&self.remote.client, self.component);
        let shown = match command {
            PrivacyCommand::Show { appid, online } => {
                let version = PrivacyVersion { privacy_ver: online.then_some(1) };
                client.account_privacy(component, appid.as_str(), version).await?
            }
            PrivacyCommand::Upload { appid, file } => {
                let text = PrivacyText { text: files::text(&file)? };
                let uploaded = client.account_privacy_text(component, appid.as_str(), &text).await?;
                return self.remote.show(&uploaded, |uploaded| crate::terminal::inert(&uploaded.ext_file_media_id));
            }
            PrivacyCommand::Set { appid, file } => {
                let text = files::text(&file)?;
                let new: NewPrivacySetting = serde_json::from_str(&text).map_err(|cause| {
                    let file = file.display();
                    Failure::Usage(said!("{file} is no guideline: {cause}", "{file} 不是隐私保护指引：{cause}"))
                })?;
                client.account_privacy_set(component, appid.as_str(), &new).await?
            }
        };
        self.show_privacy(&shown)
    }

    fn show_privacy(&self, shown: &PrivacySetting) -> Result<(), Failure> {
        let lang = self.remote.terminal.lang;
        self.remote.show(shown, |shown| {
            let owner = shown.owner_setting.clone().unwrap_or_default();
            let contacts = [&owner.contact_phone, &owner.contact_email, &owner.contact_qq, &owner.contact_weixin];
            let contacts: Vec<&str> = contacts.into_iter().flatten().map(String::as_str).collect();
            let undeclared: Vec<&str> = shown
                .privacy_list
                .iter()
                .filter(|kind| !shown.setting_list.iter().any(|one| one.privacy_key == **kind))
                .map(String::as_str)
                .collect();
            let head = sheet(vec![
                (lang.pick("Contact", "联系方式"), or_dash(Some(&contacts.join(", ")))),
                (lang.pick("Changes are told by", "通知方式"), or_dash(Some(&owner.notice_method))),
                (lang.pick("Found and not declared", "检测到但未声明"), or_dash(Some(&undeclared.join(", ")))),
            ]);
            let row = |one: &DeclaredData| [one.privacy_key.clone(), one.privacy_text.clone()];
            let headings = [lang.pick("DATA", "信息种类"), lang.pick("USED FOR", "用途")];
            let rows = table(lang, headings, shown.setting_list.iter().map(row).collect());
            format!("{head}\n{rows}")
        })
    }

    pub(super) async fn private_api(&self, command: PrivateApiCommand) -> Result<(), Failure> {
        let (client, lang) = (&self.remote.client, self.remote.terminal.lang);
        match command {
            PrivateApiCommand::List { appid } => {
                let page = client.account_private_apis(self.component, appid.as_str()).await?;
                self.remote.show(&page, |page| {
                    let row = |one: &PrivateApi| {
                        [
                            one.api_name.clone(),
                            one.api_ch_name.clone(),
                            or_dash(one.status.as_deref()),
                            or_dash(Some(&one.fail_reason)),
                        ]
                    };
                    let headings = [
                        lang.pick("API", "接口"),
                        lang.pick("WHAT IT DOES", "说明"),
                        lang.pick("STATUS", "状态"),
                        lang.pick("REASON", "原因"),
                    ];
                    table(lang, headings, page.items.iter().map(row).collect())
                })
            }
            PrivateApiCommand::Apply(args) => {
                let new = NewPrivateApi {
                    api_name: args.api_name,
                    content: args.reason,
                    url_list: args.url,
                    pic_list: args.picture,
                    video_list: args.video,
                };
                let applied = client.account_private_api_apply(self.component, args.appid.as_str(), &new).await?;
                self.remote.show(&applied, |_| {
                    say!(
                        lang,
                        "Applied for. `wxfleet account private-api list` tells how it ends.",
                        "已提交申请。用 `wxfleet account private-api list` 查看结果。"
                    )
                })
            }
        }
    }
}
