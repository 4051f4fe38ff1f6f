//! `wxfleet demo --tour`: the whole job from the first ticket to a released Mini Program, then a rejected audit that is
//! mended.
//!
//! The tour uses what everybody can use: our API, the simulator's control API, and plain HTTP as a merchant's browser
//! would speak it. Each step is read back, from the server and from the simulated WeChat, before it counts.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};
use url::Url;
use wxfleet_api::authorizer::Authorizer;
use wxfleet_api::client::ListQuery;
use wxfleet_api::code::{Audit, Code, Commit, SubmitAudit};
use wxfleet_api::link::NewAuthorizationLink;
use wxfleet_api::template::{NewTemplate, Template};
use wxfleet_simulator::{Config, Fleet, Switches};

use super::control::wait_for;
use super::desk::Desk;
use super::fleet::{self, COMPONENT};
use super::place::Place;
use super::show::Show;
use super::{DemoArgs, prepare};
use crate::failure::Failure;
use crate::settings::Environment;
use crate::terminal::Terminal;
use crate::words::{Lang, said, say};

const STEPS: usize = 15;
const PATIENCE: Duration = Duration::from_secs(20);
/// As WeChat's reviewers write, mark-up and all.
const REASON: &str = "1:小程序内容不符合规则:<br>(1):首页没有可用的商品，请补充后重新提交。<br>";

pub(crate) async fn run(args: DemoArgs, environment: &Environment, terminal: Terminal) -> Result<(), Failure> {
    let place = Place::new("tour")?;
    let (settings, taken) = prepare(&args, &place.data, environment, terminal).await?;
    crate::logging::start(&settings.log);
    let desk = Desk::start(settings, taken, brisk(), None).await?;
    let mut show = Show::of(STEPS, terminal);
    let walked = Tour { desk: &desk, lang: terminal.lang, place: &place }.walk(&mut show).await;
    let complete = show.complete();
    desk.stop().await;
    walked?;
    if !complete {
        return Err(Failure::Refused(said!("the tour left out a step", "有步骤没有走到")));
    }
    terminal
        .result(terminal.lang.pick("The tour is complete: every step was read back.", "全程走完，每一步都已核实。"))?;
    Ok(())
}

/// A simulator that does not let one wait.
fn brisk() -> Config {
    let demo = Config::for_demo();
    let switches = Switches { scan_secs: 1, audit_delay_secs: 1, ..demo.switches };
    Config { fleet: Fleet { awkward: false, ..demo.fleet }, switches, ..demo }
}

struct Tour<'a> {
    desk: &'a Desk,
    lang: Lang,
    place: &'a Place,
}

impl Tour<'_> {
    async fn walk(&self, show: &mut Show) -> Result<(), Failure> {
        show.step(said!("ticket received", "收到 ticket"), self.ticket()).await?;
        show.step(said!("component token fetched", "取得第三方平台 token"), self.component_token()).await?;
        let appid = show
            .step(said!("merchant opens the link and confirms", "商家打开链接并确认授权"), self.authorization())
            .await?;
        let appid = appid.as_str();
        show.step(said!("profile read", "读取账号资料"), self.profile(appid)).await?;
        let template = show.step(said!("template chosen", "选好代码模板"), self.template()).await?;
        self.first_version(show, appid, template).await?;
        self.second_version(show, appid, template).await
    }

    /// From the first commit to the first release.
    async fn first_version(&self, show: &mut Show, appid: &str, template: i64) -> Result<(), Failure> {
        let version = "1.0.0";
        show.step(said!("code committed", "上传代码"), self.commit(appid, template, version)).await?;
        show.step(said!("privacy scan waited for", "等待隐私接口扫描"), self.scan(appid)).await?;
        show.step(said!("trial QR code saved", "保存体验版二维码"), self.trial(appid)).await?;
        let auditid =
            show.step(said!("audit submitted", "提交审核"), self.submit(appid, SubmitAudit::default())).await?;
        show.step(said!("audit event received", "收到审核结果事件"), self.approved(appid, auditid)).await?;
        show.step(said!("released", "发布上线"), self.release(appid, version)).await?;
        show.step(said!("version confirmed", "核对线上版本"), self.online(appid, version)).await
    }

    /// A version that is sent back, mended, and released after all.
    async fn second_version(&self, show: &mut Show, appid: &str, template: i64) -> Result<(), Failure> {
        show.step(
            said!("audit rejected, with WeChat's reason", "审核被驳回，拿到微信给的原因"),
            self.rejection(appid, template),
        )
        .await?;
        let auditid = show.step(said!("mended and resubmitted", "修改后重新提审"), self.mend(appid, template)).await?;
        show.step(said!("approved, released, version confirmed", "审核通过，发布并核对版本"), async {
            self.approved(appid, auditid).await?;
            self.release(appid, "1.1.1").await?;
            self.online(appid, "1.1.1").await
        })
        .await
    }

    async fn ticket(&self) -> anyhow::Result<((), String)> {
        fleet::register(self.desk).await?;
        fleet::ticket(self.desk).await?;
        let look = async || {
            let delivered = self.desk.control.delivered("component_verify_ticket", None).await?;
            Ok(delivered.then_some(()))
        };
        wait_for("WeChat's side of the ticket", PATIENCE, look).await?;
        let ready = self.desk.client.readiness().await?;
        let state =
            ready.components.iter().find(|one| one.component_appid == COMPONENT).context("no such component")?;
        ensure!(state.ticket == "fresh", "/readyz says the ticket is {}", state.ticket);
        Ok(((), COMPONENT.to_owned()))
    }

    async fn component_token(&self) -> anyhow::Result<((), String)> {
        // The list of templates cannot be had without the token.
        self.desk.client.templates(COMPONENT).await?;
        let component = self.desk.client.component(COMPONENT).await?;
        let until = component.access_token_expires_at.context("the server has no token")?;
        let counters = self.desk.control.read("/_sim/counters").await?;
        let fetched = counters["/cgi-bin/component/api_component_token"][COMPONENT].as_u64().unwrap_or(0);
        ensure!(fetched > 0, "WeChat was never asked for one");
        Ok(((), say!(self.lang, "good until {until}", "有效至 {until}")))
    }

    /// The merchant's part, as a browser does it: the invitation, WeChat's page by its link, consent, the way back.
    async fn authorization(&self) -> anyhow::Result<(String, String)> {
        let appid = self.desk.mini_programs().into_iter().next().context("the simulator has no merchant")?;
        let wanted = NewAuthorizationLink { note: Some("tour".to_owned()), ..NewAuthorizationLink::default() };
        let link = self.desk.client.link_create(COMPONENT, &wanted).await?;
        let browser = &self.desk.browser;
        let invitation = browser.open(&Url::parse(&link.url)?).await.context("the invitation")?;
        let wechat = browser.click(&invitation, &invitation.link("/cgi-bin/componentloginpage")?).await;
        let wechat = wechat.context("WeChat's authorization page")?;
        ensure!(wechat.offers("appid", &appid), "WeChat's page does not offer {appid}");
        let mut confirm = wechat.url.join("/safe/bindcomponent/confirm")?;
        confirm.query_pairs_mut().append_pair("sid", &wechat.field("sid")?).append_pair("appid", &appid);
        let consent = browser.click(&wechat, &confirm).await.context("WeChat's page of consent")?;
        let action = consent.url.join("/safe/bindcomponent/confirm")?;
        let back = browser.send(&consent, &action, &consent.fields()).await.context("the way back")?;
        ensure!(
            back.url.as_str().starts_with(self.desk.public_base().as_str()),
            "the merchant did not come back to us"
        );
        self.granted(&appid).await?;
        let page = back.url.path();
        let words = say!(self.lang, "{appid}, back at {page}", "{appid}，已回到 {page}");
        Ok((appid, words))
    }

    /// WeChat knows of the authorization and has handed out its tokens.
    async fn granted(&self, appid: &str) -> anyhow::Result<()> {
        let look = async || {
            let merchant = self.merchant(appid).await?;
            let grants = merchant["grants"].as_array().cloned().unwrap_or_default();
            let ours = grants.into_iter().find(|grant| grant["component_appid"] == COMPONENT);
            Ok(ours.filter(|grant| grant["exchanged"] == true))
        };
        wait_for("the exchange of the authorization code", PATIENCE, look).await.map(drop)
    }

    async fn profile(&self, appid: &str) -> anyhow::Result<((), String)> {
        let look = async || {
            let authorizer = self.desk.client.authorizer(COMPONENT, appid).await?;
            Ok(authorizer.profile_read_at.is_some().then_some(authorizer))
        };
        let Authorizer { status, kind, nick_name, principal_name, .. } =
            wait_for("the account's profile", PATIENCE, look).await?;
        let merchant = self.merchant(appid).await?;
        ensure!(status == "authorized", "the account is {status}");
        ensure!(kind.as_deref() == Some("mini_program"), "the account is taken for {kind:?}");
        ensure!(merchant["nick_name"] == nick_name.as_str(), "the name differs from WeChat's");
        ensure!(merchant["principal_name"] == principal_name.as_str(), "the principal differs from WeChat's");
        Ok(((), say!(self.lang, "{nick_name} ({principal_name})", "{nick_name}({principal_name})")))
    }

    /// A template of the library; a draft becomes one if there is none.
    async fn template(&self) -> anyhow::Result<(i64, String)> {
        // The oldest: the newest of the simulator's calls a private API, which takes a declaration to get through.
        let known = self.desk.client.templates(COMPONENT).await?.items.into_iter().min_by_key(|one| one.template_id);
        let Template { template_id, user_version, user_desc, .. } = if let Some(known) = known {
            known
        } else {
            let drafts = self.desk.client.template_drafts(COMPONENT).await?.items;
            let draft_id = drafts.first().context("there is neither a template nor a draft")?.draft_id;
            self.desk.client.template_add(COMPONENT, &NewTemplate { draft_id }).await?
        };
        Ok((template_id, format!("{template_id}: {user_version} {user_desc}")))
    }

    async fn commit(&self, appid: &str, template_id: i64, version: &str) -> anyhow::Result<((), String)> {
        let commit = Commit {
            template_id,
            user_version: version.to_owned(),
            user_desc: format!("wxfleet tour {version}"),
            ext: Some(json!({"extEnable": true, "extAppid": appid, "ext": {"from": "wxfleet tour"}})),
        };
        let code = self.desk.client.code_commit(COMPONENT, appid, &commit).await?;
        ensure!(
            code.trial.is_some_and(|trial| trial.user_version == version),
            "the server shows another trial version"
        );
        let merchant = self.merchant(appid).await?;
        ensure!(merchant["trial"]["user_version"] == version, "WeChat has another trial version");
        Ok(((), say!(self.lang, "{version} from template {template_id}", "{version}，模板 {template_id}")))
    }

    async fn scan(&self, appid: &str) -> anyhow::Result<((), String)> {
        let look = async || {
            let scan = self.desk.client.code_privacy_scan(COMPONENT, appid).await?;
            Ok(scan.finished.then_some(scan))
        };
        let scan = wait_for("the privacy scan", PATIENCE, look).await?;
        let (auth, conf) = (scan.without_auth.len(), scan.without_conf.len());
        ensure!(auth + conf == 0, "the scan found private APIs: {:?} {:?}", scan.without_auth, scan.without_conf);
        Ok(((), say!(self.lang, "finished, nothing found", "扫描完成，没有问题")))
    }

    async fn trial(&self, appid: &str) -> anyhow::Result<((), String)> {
        let image = self.desk.client.code_trial_qrcode(COMPONENT, appid, None).await?;
        let extension = extension(&image.bytes).with_context(|| format!("{} is no picture", image.content_type))?;
        let path = self.place.files.join(format!("trial-{appid}.{extension}"));
        std::fs::write(&path, &image.bytes).with_context(|| format!("cannot write {}", path.display()))?;
        ensure!(std::fs::read(&path)? == image.bytes, "the file differs from the picture");
        Ok(((), shown(&path)))
    }

    async fn submit(&self, appid: &str, submission: SubmitAudit) -> anyhow::Result<(i64, String)> {
        let auditid = self.desk.client.audit_submit(COMPONENT, appid, &submission).await?.auditid;
        let audits = self.desk.control.read("/_sim/audits").await?;
        let ours = |audit: &&Value| audit["auditid"] == auditid && audit["appid"] == appid;
        ensure!(
            audits.as_array().into_iter().flatten().any(|audit| ours(&audit)),
            "WeChat knows of no such submission"
        );
        Ok((auditid, auditid.to_string()))
    }

    /// WeChat's event came and was taken, and what it tells is known here.
    async fn approved(&self, appid: &str, auditid: i64) -> anyhow::Result<((), String)> {
        self.event(appid, "weapp_audit_success").await?;
        let audit = self.decision(appid, auditid).await?;
        ensure!(audit.status == "approved", "the audit is {}: {:?}", audit.status, audit.reason);
        Ok(((), say!(self.lang, "weapp_audit_success, {auditid} approved", "weapp_audit_success,{auditid} 已通过")))
    }

    async fn event(&self, appid: &str, kind: &str) -> anyhow::Result<()> {
        let look = async || Ok(self.desk.control.delivered(kind, Some(appid)).await?.then_some(()));
        wait_for("WeChat's event", PATIENCE, look).await
    }

    /// What the server itself learnt from the event, without asking WeChat on our behalf.
    async fn decision(&self, appid: &str, auditid: i64) -> anyhow::Result<Audit> {
        let look = async || {
            let audits = self.desk.client.audits(COMPONENT, appid, &ListQuery::default()).await?.items;
            let ours = audits.into_iter().find(|audit| audit.auditid == auditid);
            Ok(ours.filter(|audit| audit.decided_at.is_some()))
        };
        wait_for("the decision", PATIENCE, look).await
    }

    async fn release(&self, appid: &str, version: &str) -> anyhow::Result<((), String)> {
        let code = self.desk.client.code_release(COMPONENT, appid).await?;
        ensure!(code.audit.is_some_and(|audit| audit.released), "the server does not hold it for released");
        Ok(((), version.to_owned()))
    }

    async fn online(&self, appid: &str, version: &str) -> anyhow::Result<((), String)> {
        let Code { online, .. } = self.desk.client.code(COMPONENT, appid).await?;
        let online = online.context("the server shows nothing online")?;
        ensure!(online.user_version == version, "the server shows {} online", online.user_version);
        let merchant = self.merchant(appid).await?;
        ensure!(merchant["online"]["user_version"] == version, "WeChat has {} online", merchant["online"]);
        Ok(((), say!(self.lang, "{version} is online", "线上版本是 {version}")))
    }

    async fn rejection(&self, appid: &str, template: i64) -> anyhow::Result<((), String)> {
        let rule = json!({"appid": appid, "times": 1, "verdict": "reject", "reason": REASON});
        self.desk.control.order("/_sim/audits/rules", &rule).await?;
        self.commit(appid, template, "1.1.0").await?;
        self.scan(appid).await?;
        let (auditid, _) = self.submit(appid, SubmitAudit::default()).await?;
        self.event(appid, "weapp_audit_fail").await?;
        let audit = self.decision(appid, auditid).await?;
        ensure!(audit.status == "rejected", "the audit is {}", audit.status);
        let Some(reason) = audit.reason else { bail!("the reason is missing") };
        ensure!(reason == REASON, "the reason came changed: {reason}");
        Ok(((), reason.replace("<br>", " ").trim().to_owned()))
    }

    async fn mend(&self, appid: &str, template: i64) -> anyhow::Result<(i64, String)> {
        self.commit(appid, template, "1.1.1").await?;
        self.scan(appid).await?;
        let feedback = Some("首页已补充商品".to_owned());
        self.submit(appid, SubmitAudit { feedback_info: feedback, ..SubmitAudit::default() }).await
    }

    /// The account as the simulated WeChat knows it.
    async fn merchant(&self, appid: &str) -> anyhow::Result<Value> {
        self.desk.control.read(&format!("/_sim/merchants/{appid}")).await
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What sort of picture it is, by its first bytes.
fn extension(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        assert_eq!(extension(&[0xff, 0xd8, 0xff, 0xe0]), Some("jpg"));
        assert_eq!(extension(b"\x89PNG\r\n"), Some("png"));
        assert_eq!(extension(b"{\"errcode\":-1}"), None);
        assert_eq!(extension(b""), None);
    }
}
