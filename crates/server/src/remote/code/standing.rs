//! How things stand around the code: what is left of the platform's quota, WeChat's scan for private APIs, and whether
//! users can open the Mini Program at all.

use wxfleet_api::code::{PrivacyScan, Quota, VisitStatus};
use wxfleet_wechat::id::Appid;

use super::{At, Visible};
use crate::failure::Failure;
use crate::remote::table::{or_dash, sheet, table};
use crate::words::{Lang, say};

impl At<'_> {
    pub(super) async fn quota(&self, appid: &Appid) -> Result<(), Failure> {
        let quota = self.remote.client.code_quota(self.component, appid.as_str()).await?;
        let lang = self.remote.terminal.lang;
        self.remote.show(&quota, |quota| {
            let row = |what: &str, rest: i64, limit: i64| [what.to_owned(), rest.to_string(), limit.to_string()];
            let rows = vec![
                row(lang.pick("submissions", "提审"), quota.rest, quota.limit),
                row(lang.pick("speed-ups", "加急"), quota.speedup_rest, quota.speedup_limit),
            ];
            table(lang, [lang.pick("THIS MONTH", "本月"), lang.pick("LEFT", "剩余"), lang.pick("OF", "总数")], rows)
        })
    }

    /// Says how many submissions are left before one is spent.
    pub(super) async fn tell_submissions_left(&self, appid: &str) {
        let lang = self.remote.terminal.lang;
        self.tell_quota(appid, |Quota { rest, limit, .. }| {
            say!(
                lang,
                "Submissions left to the whole platform this month: {rest} of {limit}.",
                "本月全平台剩余提审次数：{rest}／{limit}。"
            )
        })
        .await;
    }

    /// Says how many speed-ups are left before one is spent.
    pub(super) async fn tell_speedups_left(&self, appid: &str) {
        let lang = self.remote.terminal.lang;
        self.tell_quota(appid, |Quota { speedup_rest, speedup_limit, .. }| {
            say!(
                lang,
                "Speed-ups left to the whole platform this month: {speedup_rest} of {speedup_limit}.",
                "本月全平台剩余加急次数：{speedup_rest}／{speedup_limit}。"
            )
        })
        .await;
    }

    /// A program asks for itself.
    async fn tell_quota(&self, appid: &str, words: impl FnOnce(Quota) -> String) {
        if self.remote.for_programs() {
            return;
        }
        // Not knowing is no reason not to go on: WeChat says so itself when nothing is left.
        if let Ok(quota) = self.remote.client.code_quota(self.component, appid).await {
            self.remote.terminal.note(&words(quota));
        }
    }

    pub(super) async fn privacy(&self, appid: &Appid) -> Result<(), Failure> {
        let scan = self.remote.client.code_privacy_scan(self.component, appid.as_str()).await?;
        let terminal = self.remote.terminal;
        self.remote.show(&scan, |PrivacyScan { finished, without_auth, without_conf }| {
            let lang = terminal.lang;
            sheet(vec![
                (lang.pick("scan has ended", "扫描已结束"), terminal.yes_no(*finished)),
                (lang.pick("not permitted", "没有权限的接口"), or_dash(Some(&without_auth.join(", ")))),
                (lang.pick("not in the guideline", "指引中未声明的接口"), or_dash(Some(&without_conf.join(", ")))),
            ])
        })
    }

    pub(super) async fn visible(&self, appid: &Appid, to: Option<Visible>, yes: bool) -> Result<(), Failure> {
        let client = &self.remote.client;
        let lang = self.remote.terminal.lang;
        if to == Some(Visible::Off) {
            let question = say!(
                lang,
                "Close {appid} for its users? Nobody can open it until it is `on` again.",
                "要暂停 {appid} 的服务吗？在重新设为 on 之前，用户都打不开它。"
            );
            self.remote.terminal.confirm(&question, yes)?;
        }
        let status = match to {
            Some(to) => {
                let to = VisitStatus { visible: to == Visible::On };
                client.visit_status_set(self.component, appid.as_str(), to).await?
            }
            None => client.visit_status(self.component, appid.as_str()).await?,
        };
        self.remote.show(&status, |status| visible_words(*status, lang).to_owned())
    }
}

const fn visible_words(status: VisitStatus, lang: Lang) -> &'static str {
    if status.visible {
        lang.pick("Users can open it.", "用户可以访问。")
    } else {
        lang.pick("It is closed: users cannot open it.", "已暂停服务：用户无法访问。")
    }
}
