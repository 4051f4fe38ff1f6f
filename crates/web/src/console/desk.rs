//! Where an operator sits: who they are, which platform they look at, and the page at hand. Every page with a frame
//! begins with a [`Desk`] and is answered by one.

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::request::Parts;
use http::{StatusCode, header};
use wxfleet_console::console::pieces::{Mender, Refusal, Tone, WeChatSays};
use wxfleet_console::console::refused::RefusedPage;
use wxfleet_console::console::{Flash, Frame, Platform, Section};
use wxfleet_console::locale::Language;
use wxfleet_engine::code::Account;
use wxfleet_model::component::Component;
use wxfleet_model::permission::Action;
use wxfleet_wechat::errcode::Who;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::cookies::Cookie;
use super::session::SignedIn;
use crate::app::App;
use crate::problem::Problem;

/// What a page with a frame needs.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) who: SignedIn,
    platforms: Vec<Component>,
    platform: Option<ComponentAppid>,
    section: Option<Section>,
    address: String,
    done: Option<Done>,
    now: jiff::Timestamp,
}

impl FromRequestParts<App> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let who = SignedIn::from_request_parts(parts, app).await?;
        let address = parts.uri.path_and_query().map_or("/console/", |path| path.as_str());
        let chosen = Cookie::Platform.read(app, &parts.headers).and_then(|text| ComponentAppid::parse(text).ok());
        Self::at(app, who, address, chosen).await
    }
}

impl Desk {
    async fn at(app: &App, who: SignedIn, address: &str, chosen: Option<ComponentAppid>) -> Result<Self, Response> {
        let known = app.engine.components.known(&who.actor).await;
        let platforms = known.map_err(|error| super::trouble(who.look(), &error))?;
        let is_known = |appid: &ComponentAppid| platforms.iter().any(|one| one.component_appid == *appid);
        let platform = chosen.filter(is_known).or_else(|| platforms.first().map(|one| one.component_appid.clone()));
        Ok(Self {
            who,
            platform,
            platforms,
            section: None,
            done: Done::of_address(address),
            address: address.to_owned(),
            now: app.clock.now(),
        })
    }

    /// The same on a page of this section.
    pub(crate) fn in_section(self, section: Section) -> Self {
        Self { section: Some(section), ..self }
    }

    /// The same on a page of another address: after a form that was refused, the page that it stood on.
    pub(crate) fn shown_at(self, address: String) -> Self {
        Self { address, done: None, ..self }
    }

    /// The same on a page that is about this platform.
    pub(crate) fn on(self, platform: &ComponentAppid) -> Self {
        Self { platform: Some(platform.clone()), ..self }
    }

    pub(crate) fn language(&self) -> Language {
        self.who.language
    }

    /// The platform that is looked at; none while none is registered.
    pub(crate) fn platform(&self) -> Result<&ComponentAppid, Problem> {
        self.platform
            .as_ref()
            .ok_or_else(|| wxfleet_engine::Error::NotFound(wxfleet_engine::error::What::Component).into())
    }

    /// Whether the operator sees this platform.
    pub(crate) fn knows(&self, platform: &ComponentAppid) -> bool {
        self.platforms.iter().any(|one| one.component_appid == *platform)
    }

    /// Whether the operator's role lets them do this.
    pub(crate) fn may(&self, action: Action) -> bool {
        self.who.actor.limits_for(action).is_ok()
    }

    /// Shows a page, or why it cannot be shown.
    pub(crate) fn show(&self, page: Result<String, Problem>) -> Response {
        page.map_or_else(|problem| self.refuse(problem), |html| Html(html).into_response())
    }

    /// Why a page cannot be shown.
    pub(crate) fn refuse(&self, problem: Problem) -> Response {
        let (_, refusal) = explained(problem.clone(), self.language());
        let html = self.framed(|frame| RefusedPage { refusal: &refusal }.render(frame));
        refused(problem, html)
    }

    /// Renders within the frame.
    pub(crate) fn framed(&self, render: impl FnOnce(&Frame<'_>) -> String) -> String {
        let platforms: Vec<Platform<'_>> = self
            .platforms
            .iter()
            .map(|one| Platform { appid: one.component_appid.as_str(), name: &one.name })
            .collect();
        let flash =
            self.done.map(|done| Flash { tone: Tone::Good, text: done.told(self.language()).to_owned(), link: None });
        render(&Frame {
            language: self.who.language,
            theme: self.who.theme,
            csrf: &self.who.csrf,
            section: self.section,
            address: &self.address,
            operator: &self.who.operator.name,
            role: self.who.operator.role,
            platforms: &platforms,
            platform: self.platform.as_ref().map(ComponentAppid::as_str),
            flash,
            now: self.now,
        })
    }
}

/// A page that says what was in the way; the problem travels along, for the journal.
pub(crate) fn refused(problem: Problem, html: String) -> Response {
    (problem.status, Extension(problem), Html(html)).into_response()
}

/// The account that a path names.
pub(crate) fn account(component: String, appid: String) -> Result<Account, Problem> {
    let not_found = |what| Problem::from(wxfleet_engine::Error::NotFound(what));
    Ok(Account {
        component_appid: ComponentAppid::parse(component)
            .map_err(|_| not_found(wxfleet_engine::error::What::Component))?,
        appid: Appid::parse(appid).map_err(|_| not_found(wxfleet_engine::error::What::Authorizer))?,
    })
}

/// A problem as a person needs to hear it, with the status of the page that says it.
pub(crate) fn explained(problem: Problem, language: Language) -> (StatusCode, Refusal) {
    let title = problem.title().pick(language);
    let is_field = problem.field.is_some();
    let wechat = problem.wechat.map(|refusal| WeChatSays {
        errcode: refusal.errcode.0,
        errmsg: refusal.errmsg,
        rid: refusal.rid,
    });
    let mend_field = language.pick("按提示修改后，再提交一次。", "Mend the field and send it again.");
    let refusal = Refusal {
        title,
        what: problem.detail.pick(language),
        advice: if is_field { mend_field.to_owned() } else { problem.advice.pick(language) },
        who: match problem.who {
            Who::Us => Mender::Wxfleet,
            Who::Isv => Mender::Isv,
            Who::Merchant => Mender::Merchant,
            Who::WeChat => Mender::WeChat,
        },
        wechat,
        field: problem.field,
    };
    (problem.status, refusal)
}

/// What an action came to, as it stands in the address of the page after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    Committed,
    Submitted,
    Withdrawn,
    SpedUp,
    Released,
    RolledBack,
    Refreshed,
    Synced,
    Labelled,
    JobStarted,
    JobStopped,
    JobRetried,
    ViewSaved,
    ViewRenamed,
    ViewDeleted,
    TesterAdded,
    TesterRemoved,
    DomainsSaved,
    ServiceOpened,
    ServiceClosed,
    GrayReleased,
    GrayEnded,
    LibrarySet,
    NameSet,
    NameInReview,
    IntroductionSet,
    Found,
    Hidden,
    PrivacySaved,
    ApiApplied,
    CategoryAdded,
    CategoryRemoved,
    RuleSaved,
    RulePublished,
    RuleDeleted,
    StatusPagesEnded,
    TemplateAdded,
    TemplateDeleted,
    OperatorAdded,
    OperatorChanged,
    PasswordChanged,
    SecondFactorOff,
    SessionsEnded,
    KeyRevoked,
    ComponentAdded,
    ComponentChanged,
    TicketsAsked,
}

/// Each with its word in the address and its words on the page.
const DONE: &[(Done, &str, &str, &str)] = &[
    (Done::Committed, "committed", "代码已提交，体验版已更新。", "Committed: the trial version is new."),
    (Done::Submitted, "submitted", "已提交审核，有结果会自动更新。", "Submitted: the decision will appear by itself."),
    (Done::Withdrawn, "withdrawn", "审核已撤回。", "The review was withdrawn."),
    (Done::SpedUp, "sped-up", "已请微信加急审核。", "WeChat was asked to review it sooner."),
    (Done::Released, "released", "已发布上线。", "Released: everybody gets it."),
    (Done::RolledBack, "rolled-back", "线上版已回退。", "The online version was rolled back."),
    (Done::Refreshed, "refreshed", "已从微信读取最新资料。", "Read anew from WeChat."),
    (Done::Synced, "synced", "已与微信的账号列表核对。", "Held against WeChat's list."),
    (Done::Labelled, "labelled", "标签已更新。", "The labels were changed."),
    (
        Done::JobStarted,
        "job-started",
        "任务已提交，在后台逐个执行；可以离开这个页面。",
        "It goes on in the background; you need not stay on this page.",
    ),
    (Done::JobStopped, "job-stopped", "任务已停止。", "The job was stopped."),
    (Done::JobRetried, "job-retried", "正在重试失败的账号。", "The failed accounts are tried again."),
    (Done::ViewSaved, "view-saved", "视图已保存。", "The view was saved."),
    (Done::ViewRenamed, "view-renamed", "视图已改名。", "The view was renamed."),
    (Done::ViewDeleted, "view-deleted", "视图已删除。", "The view was deleted."),
    (Done::TesterAdded, "tester-added", "已添加体验成员。", "The tester was added."),
    (Done::TesterRemoved, "tester-removed", "已移除体验成员。", "The tester was removed."),
    (
        Done::TemplateAdded,
        "template-added",
        "草稿已转为模板，可以提交给小程序了。",
        "The draft is a template now and can be committed.",
    ),
    (Done::TemplateDeleted, "template-deleted", "模板已删除。", "The template was deleted."),
    (Done::DomainsSaved, "domains-saved", "域名已保存。", "The domains were saved."),
    (Done::ServiceOpened, "service-opened", "服务已开启，用户可以正常使用。", "It is open: users reach it again."),
    (
        Done::ServiceClosed,
        "service-closed",
        "服务已暂停，用户暂时打不开它。",
        "It is closed: users do not reach it now.",
    ),
    (
        Done::GrayReleased,
        "gray-released",
        "分阶段发布已生效，可以随时扩大比例或停止。",
        "The gray release is in force; widen or end it at any time.",
    ),
    (Done::GrayEnded, "gray-ended", "分阶段发布已停止。", "The gray release was ended."),
    (Done::LibrarySet, "library-set", "最低基础库版本已设置。", "The least base library was set."),
    (Done::NameSet, "name-set", "名称已修改，立即生效。", "The name was changed and is in force."),
    (
        Done::NameInReview,
        "name-in-review",
        "改名已提交微信审核，有结果会自动更新。",
        "The name went into WeChat's review; the decision will appear by itself.",
    ),
    (Done::IntroductionSet, "introduction-set", "介绍已修改。", "The introduction was changed."),
    (Done::Found, "found", "已允许被搜索。", "Search shows it now."),
    (Done::Hidden, "hidden", "已不允许被搜索。", "Search hides it now."),
    (Done::PrivacySaved, "privacy-saved", "隐私保护指引已保存。", "The privacy guideline was saved."),
    (Done::ApiApplied, "api-applied", "申请已提交微信审核。", "The application went to WeChat."),
    (
        Done::CategoryAdded,
        "category-added",
        "类目已添加；需要审核的会显示“审核中”。",
        "The category was added; what WeChat reviews says so.",
    ),
    (Done::CategoryRemoved, "category-removed", "类目已移除。", "The category was removed."),
    (Done::RuleSaved, "rule-saved", "规则已保存，测试无误后再发布。", "The rule was saved. Test it, then publish it."),
    (Done::RulePublished, "rule-published", "规则已发布，全网生效。", "The rule is in force for everybody."),
    (Done::RuleDeleted, "rule-deleted", "规则已删除。", "The rule was deleted."),
    (
        Done::StatusPagesEnded,
        "status-pages-ended",
        "商家状态页的链接已全部作废。",
        "The addresses of the status page are good no more.",
    ),
    (
        Done::OperatorAdded,
        "operator-added",
        "操作员已添加，可以马上登录。",
        "The operator was added and can sign in at once.",
    ),
    (Done::OperatorChanged, "operator-changed", "已生效。", "That is in force now."),
    (
        Done::PasswordChanged,
        "password-changed",
        "密码已修改，其他浏览器上的登录都已结束。",
        "The password was changed; you are signed out everywhere else.",
    ),
    (Done::SecondFactorOff, "second-factor-off", "两步验证已关闭。", "The second factor is off."),
    (Done::SessionsEnded, "sessions-ended", "已在那里退出登录。", "Signed out there."),
    (Done::KeyRevoked, "key-revoked", "密钥已吊销，立即失效。", "The key was revoked and is refused from now on."),
    (
        Done::ComponentAdded,
        "platform-added",
        "第三方平台已登记，请按下面的清单在微信开放平台填写。",
        "The platform was registered. Enter the values below at WeChat.",
    ),
    (
        Done::ComponentChanged,
        "platform-changed",
        "已保存。旧的 Token 和 Key 在 24 小时内仍会接受。",
        "Saved. What still arrives under a former token or key is taken for 24 hours.",
    ),
    (
        Done::TicketsAsked,
        "tickets-asked",
        "已请求微信重新推送 ticket，一般几分钟内会到。",
        "WeChat was asked for tickets; one usually comes within minutes.",
    ),
];

impl Done {
    fn row(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        DONE.iter().find(|row| row.0 == self).unwrap_or(&DONE[0])
    }

    fn told(self, language: Language) -> &'static str {
        let (_, _, zh, en) = self.row();
        language.pick(zh, en)
    }

    fn of_address(address: &str) -> Option<Self> {
        let (_, query) = address.split_once('?')?;
        let (_, word) = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "done")?;
        DONE.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// Leads to the page that shows it.
    pub(crate) fn at(self, path: &str) -> Response {
        let joint = if path.contains('?') { '&' } else { '?' };
        Redirect::to(&format!("{path}{joint}done={}", self.row().1)).into_response()
    }
}

/// The address of an account's page.
pub(crate) fn page_of(account: &Account) -> String {
    format!("/console/accounts/{}/{}", account.component_appid, account.appid)
}

/// A picture of WeChat's, shown and not kept.
pub(crate) fn picture(content_type: String, bytes: bytes::Bytes) -> Response {
    if content_type.starts_with("image/") && !content_type.starts_with("image/svg") {
        ([(header::CONTENT_TYPE, content_type)], bytes).into_response()
    } else {
        StatusCode::BAD_GATEWAY.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_told_by_a_word_in_the_address() {
        for (done, word, ..) in DONE {
            assert_eq!(Done::of_address(&format!("/console/x?a=1&done={word}")), Some(*done));
        }
        assert_eq!(Done::of_address("/console/x?done=<script>"), None);
        assert_eq!(Done::of_address("/console/x"), None);
    }
}
