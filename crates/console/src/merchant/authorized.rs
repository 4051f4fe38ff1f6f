//! What WeChat's page leads back to: the account is authorized, or we are still reading it.

use askama::Template;
use wxfleet_wechat::id::Appid;

use super::{Frame, Look, monogram, shown};
use crate::locale::{Language, words};
use crate::web_address;

/// The account is authorized and we know it.
#[derive(Debug, Clone, Copy)]
pub struct AuthorizedPage<'a> {
    /// What the ISV calls its platform, or its appid.
    pub component_name: &'a str,
    /// How it shows itself.
    pub look: Look<'a>,
    /// The account's name; may be empty as long as WeChat has not told it.
    pub nick_name: &'a str,
    /// The account's appid, in small.
    pub appid: &'a Appid,
    /// Address of the account's avatar; shown only if it is an `http` or `https` address.
    pub head_img: Option<&'a str>,
    /// Where the operator wants the merchant to go on; a link only if it is an `http` or `https` address.
    pub return_url: Option<&'a str>,
    /// Where the merchant sees from now on how the account stands.
    pub status_url: Option<&'a str>,
}

impl AuthorizedPage<'_> {
    /// The page as HTML.
    pub fn render(&self, language: Language) -> String {
        let nick_name = shown(self.nick_name, self.appid.as_str());
        crate::rendered(&Authorized {
            frame: Frame::of(language),
            words: AuthorizedWords::of(language),
            name: self.component_name,
            contact: self.look.contact,
            nick_name,
            monogram: monogram(nick_name),
            appid: self.appid.as_str(),
            avatar: self.head_img.and_then(web_address),
            return_url: self.return_url.and_then(web_address),
            status_url: self.status_url.and_then(web_address),
        })
    }
}

words! {
    /// Words of [`AuthorizedPage`].
    AuthorizedWords {
        title: "授权成功", "Authorized";
        avatar: "账号头像", "The account's avatar";
        given_before: "已授权给", " is now managed by ";
        next: "接下来", "What happens next";
        next_before: "由", "";
        next_after: "完成后续的设置和维护，你不用再做什么。", " takes it from here. There is nothing left for you to do.";
        whom: "有问题找谁", "Whom to ask";
        whom_before: "请联系", "Your contact at ";
        whom_after: "与你对接的人员，告诉对方上面的 AppID。", "; give them the AppID above.";
        call_before: "请联系 ", "Ask ";
        call_after: "，告诉对方上面的 AppID：", " and give them the AppID above: ";
        withdraw: "想取消授权", "To withdraw";
        withdraw_how: "登录微信公众平台，在“设置”里的第三方授权管理中随时取消。", "Sign in at mp.weixin.qq.com and withdraw under Settings, third-party authorizations, at any time.";
        follow: "随时查看进度", "How it goes on";
        follow_before: "收藏", "Keep ";
        follow_link: "这个账号的状态页", "this account's page";
        follow_after: "，可以看到当前版本和审核进度。链接只给你，请勿公开。", ": it shows the version online and how reviews stand. It is for you alone.";
        go_on: "继续", "Continue";
        close: "现在可以关闭本页。", "You may close this page now.";
    }
}

#[derive(Template)]
#[template(path = "merchant/authorized.html")]
struct Authorized<'a> {
    frame: Frame,
    words: &'static AuthorizedWords,
    name: &'a str,
    contact: Option<&'a str>,
    nick_name: &'a str,
    monogram: Option<String>,
    appid: &'a str,
    avatar: Option<&'a str>,
    return_url: Option<&'a str>,
    status_url: Option<&'a str>,
}

/// WeChat sent the merchant back and we are still reading the account. Looks again by itself.
#[derive(Debug, Clone, Copy)]
pub struct PendingPage<'a> {
    /// What the ISV calls its platform, or its appid.
    pub component_name: &'a str,
    /// Where to look again; `None` is this same address.
    pub next_url: Option<&'a str>,
    /// After how many seconds to look again.
    pub after_secs: u32,
}

impl PendingPage<'_> {
    /// The page as HTML.
    pub fn render(&self, language: Language) -> String {
        let refresh = match self.next_url {
            Some(url) => format!("{};url={url}", self.after_secs),
            None => self.after_secs.to_string(),
        };
        let words = PendingWords::of(language);
        crate::rendered(&Pending { frame: Frame::of(language), words, name: self.component_name, refresh })
    }
}

words! {
    /// Words of [`PendingPage`].
    PendingWords {
        title: "微信已确认，正在读取账号资料", "WeChat has confirmed it; reading the account";
        wait: "一般只要几秒钟，本页会自动更新。", "This takes a few seconds; the page updates by itself.";
        safe_before: "等得久也不要紧：授权不会丢，可以先关闭本页。", "If it takes longer, nothing is lost: you may close this page, and ";
        safe_after: "稍后会自动读完。", " will finish by itself.";
    }
}

#[derive(Template)]
#[template(path = "merchant/pending.html")]
struct Pending<'a> {
    frame: Frame,
    words: &'static PendingWords,
    name: &'a str,
    refresh: String,
}
