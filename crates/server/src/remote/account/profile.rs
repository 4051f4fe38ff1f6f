//! Who an account is: basic information, avatar, introduction, search, the least base library.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value, json};
use wxfleet_api::account::{BasicInfo, Changes, NewAvatar, NewSupportVersion, SearchStatus, Signature, SupportVersion};
use wxfleet_api::call::Call;
use wxfleet_wechat::id::Appid;

use super::super::files;
use super::super::table::{or_dash, sheet, table};
use super::At;
use crate::failure::Failure;
use crate::words::{said, say};

/// Arguments of `account avatar`.
#[derive(Debug, Args)]
pub struct AvatarArgs {
    /// Which account
    appid: Appid,
    /// The picture
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The part of it to show: left, upper, right and lower edge as shares of its size
    #[arg(long, value_name = "X1,Y1,X2,Y2", value_parser = crop)]
    crop: Option<[f64; 4]>,
}

/// Whether search finds an account, as it is said on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Shown {
    /// It does.
    Show,
    /// It does not.
    Hide,
}

fn crop(text: &str) -> Result<[f64; 4], String> {
    let edges: Result<Vec<f64>, _> = text.split(',').map(|edge| edge.trim().parse()).collect();
    let edges = edges.ok().and_then(|edges| <[f64; 4]>::try_from(edges).ok());
    edges.ok_or_else(|| "four numbers from 0 to 1 with commas".to_owned())
}

impl At<'_> {
    pub(super) async fn info(&self, appid: &Appid) -> Result<(), Failure> {
        let info = self.remote.client.account_basic_info(self.component, appid.as_str()).await?;
        let lang = self.remote.terminal.lang;
        self.remote.show(&info, |info: &BasicInfo| {
            let changes = |of: Changes| match (of.used, of.quota) {
                (Some(used), Some(quota)) => format!("{used}/{quota}"),
                _ => "-".to_owned(),
            };
            sheet(vec![
                (lang.pick("Name", "名称"), or_dash(info.nickname.as_deref())),
                (lang.pick("  changes used", "  已改次数"), changes(info.nickname_changes)),
                (lang.pick("Introduction", "介绍"), or_dash(info.signature.as_deref())),
                (lang.pick("  changes used", "  已改次数"), changes(info.signature_changes)),
                (lang.pick("Avatar", "头像"), or_dash(info.head_image_url.as_deref())),
                (lang.pick("  changes used", "  已改次数"), changes(info.head_image_changes)),
                (lang.pick("Owner", "主体"), or_dash(info.principal_name.as_deref())),
            ])
        })
    }

    /// Uploads the picture in the account's name, since WeChat takes no other, and sets it.
    pub(super) async fn avatar(&self, args: AvatarArgs) -> Result<(), Failure> {
        let media_id = self.upload(&args.appid, &args.file).await?;
        let [x1, y1, x2, y2] = args.crop.map_or([None; 4], |edges| edges.map(Some));
        let avatar = NewAvatar { head_img_media_id: media_id, x1, y1, x2, y2 };
        let done = self.remote.client.account_avatar_set(self.component, args.appid.as_str(), &avatar).await?;
        self.done(done)
    }

    /// Uploads a picture for an account; gives what WeChat calls it.
    pub(super) async fn upload(&self, appid: &Appid, file: &std::path::Path) -> Result<String, Failure> {
        let upload = files::upload("media", file)?;
        let query = Map::from_iter([("type".to_owned(), json!("image"))]);
        let call = Call { query: Some(query), body: None };
        let client = &self.remote.client;
        let answer = client.call(self.component, Some(appid.as_str()), "media_upload", &call, Some(upload)).await?;
        let answer: Value = serde_json::from_slice(&answer.bytes).unwrap_or_default();
        answer["media_id"].as_str().map(str::to_owned).ok_or_else(|| {
            Failure::Refused(said!(
                "WeChat took the picture and gave no media_id",
                "微信收下了图片，但没有返回 media_id"
            ))
        })
    }

    pub(super) async fn intro(&self, appid: &Appid, signature: String) -> Result<(), Failure> {
        let signature = Signature { signature };
        let done = self.remote.client.account_signature_set(self.component, appid.as_str(), &signature).await?;
        self.done(done)
    }

    pub(super) async fn search(&self, appid: &Appid, to: Option<Shown>) -> Result<(), Failure> {
        let (client, lang) = (&self.remote.client, self.remote.terminal.lang);
        let status = match to {
            None => client.account_search_status(self.component, appid.as_str()).await?,
            Some(to) => {
                let to = SearchStatus { searchable: to == Shown::Show };
                client.account_search_status_set(self.component, appid.as_str(), to).await?
            }
        };
        self.remote.show(&status, |status| {
            if status.searchable {
                say!(lang, "Search finds the account.", "可以被搜索到。")
            } else {
                say!(lang, "Search does not find the account.", "不会被搜索到。")
            }
        })
    }

    pub(super) async fn support_version(&self, appid: &Appid, set: Option<String>) -> Result<(), Failure> {
        let (client, lang) = (&self.remote.client, self.remote.terminal.lang);
        if let Some(version) = set {
            let to = NewSupportVersion { version };
            let done = client.account_support_version_set(self.component, appid.as_str(), &to).await?;
            return self.done(done);
        }
        let shown = client.account_support_version(self.component, appid.as_str()).await?;
        self.remote.show(&shown, |shown: &SupportVersion| {
            let least = or_dash(shown.now_version.as_deref());
            let row = |one: &wxfleet_api::account::VersionShare| {
                [one.version.clone(), one.percentage.map_or_else(|| "-".to_owned(), |share| format!("{share}%"))]
            };
            let headings = [lang.pick("BASE LIBRARY", "基础库"), lang.pick("USERS", "用户占比")];
            let shares = table(lang, headings, shown.items.iter().map(row).collect());
            say!(lang, "Least base library: {least}\n{shares}", "最低基础库版本：{least}\n{shares}")
        })
    }
}
