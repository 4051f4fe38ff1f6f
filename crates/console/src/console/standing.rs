//! How accounts, their code, submissions and journal entries stand, as tags: one word and one tone for each state,
//! the same on every page.

use wxfleet_model::audit::AuditStatus;
use wxfleet_model::authorizer::{AuthorizerKind, AuthorizerState};
use wxfleet_model::code::CodeStage;
use wxfleet_model::journal::{Deed, EntryState};
use wxfleet_model::permission_set;
use wxfleet_wechat::id::FuncscopeId;

use super::pieces::{Tag, Tone};
use crate::locale::Language;

/// An account's state.
pub(crate) fn of_account(state: AuthorizerState, language: Language) -> Tag {
    let (tone, zh, en) = match state {
        AuthorizerState::Well => (Tone::Good, "正常", "Well"),
        AuthorizerState::Failing => (Tone::Warn, "令牌续期失败", "Renewal failing"),
        AuthorizerState::Reauthorize => (Tone::Bad, "需重新授权", "Must authorize again"),
        AuthorizerState::Closed => (Tone::Warn, "已暂停服务", "Closed"),
        AuthorizerState::Frozen => (Tone::Bad, "被微信冻结", "Frozen by WeChat"),
        AuthorizerState::Unauthorized => (Tone::Quiet, "已取消授权", "Withdrawn"),
    };
    Tag { tone, word: language.pick(zh, en) }
}

/// How far an account's code is.
pub(crate) fn of_stage(stage: CodeStage, language: Language) -> Tag {
    let (tone, zh, en) = match stage {
        CodeStage::InReview => (Tone::Info, "审核中", "In review"),
        CodeStage::Rejected => (Tone::Bad, "审核未通过", "Rejected"),
        CodeStage::Approved => (Tone::Warn, "待发布", "To be released"),
        CodeStage::Online => (Tone::Good, "已上线", "Online"),
        CodeStage::Trial => (Tone::Quiet, "体验版", "Trial only"),
        CodeStage::Empty => (Tone::Quiet, "未提交代码", "No code yet"),
    };
    Tag { tone, word: language.pick(zh, en) }
}

/// A submission.
pub(crate) fn of_audit(status: AuditStatus, language: Language) -> Tag {
    let (tone, zh, en) = match status {
        AuditStatus::Approved => (Tone::Good, "审核通过", "Approved"),
        AuditStatus::Rejected => (Tone::Bad, "审核未通过", "Rejected"),
        AuditStatus::InReview => (Tone::Info, "审核中", "In review"),
        AuditStatus::Withdrawn => (Tone::Quiet, "已撤回", "Withdrawn"),
        AuditStatus::Delayed => (Tone::Warn, "审核延后", "Put off"),
    };
    Tag { tone, word: language.pick(zh, en) }
}

/// A journal entry.
pub(crate) fn of_entry(state: EntryState, language: Language) -> Tag {
    let (tone, zh, en) = match state {
        EntryState::Open => (Tone::Info, "进行中", "Under way"),
        EntryState::Done => (Tone::Good, "完成", "Done"),
        EntryState::Refused => (Tone::Bad, "微信拒绝", "Refused by WeChat"),
        EntryState::Declined => (Tone::Warn, "未受理", "Not accepted"),
        EntryState::Failed => (Tone::Bad, "未执行", "Not done"),
        EntryState::Unknown => (Tone::Warn, "正在确认", "Being found out"),
    };
    Tag { tone, word: language.pick(zh, en) }
}

/// What sort of account it is.
pub(crate) fn kind_name(kind: Option<AuthorizerKind>, language: Language) -> &'static str {
    match kind {
        Some(AuthorizerKind::MiniProgram) => language.pick("小程序", "Mini Program"),
        Some(AuthorizerKind::OfficialAccount) => language.pick("公众号", "Official Account"),
        None => language.pick("类型未知", "Kind unknown"),
    }
}

/// Deeds as people tell them.
const DEEDS: &[(Deed, &str, &str)] = &[
    (Deed::ComponentAdd, "登记第三方平台", "Registered the platform"),
    (Deed::ComponentUpdate, "修改第三方平台", "Changed the platform"),
    (Deed::ComponentRemove, "移除第三方平台", "Removed the platform"),
    (Deed::TicketRestart, "请求重新推送 ticket", "Asked for tickets again"),
    (Deed::LinkCreate, "生成授权链接", "Made an authorization link"),
    (Deed::StatusPageMake, "生成商家状态页", "Made a merchant's status page"),
    (Deed::StatusPageRevoke, "作废商家状态页", "Ended a merchant's status page"),
    (Deed::Authorize, "商家授权", "Merchant authorized"),
    (Deed::Unauthorize, "商家取消授权", "Merchant withdrew"),
    (Deed::AuthorizerSync, "同步账号列表", "Synchronised accounts"),
    (Deed::AuthorizerRefresh, "刷新账号资料", "Read the profile anew"),
    (Deed::AuthorizerLabel, "修改标签", "Changed labels"),
    (Deed::JobCreate, "发起批量任务", "Asked for a job"),
    (Deed::JobCancel, "停止批量任务", "Stopped a job"),
    (Deed::JobRetry, "重试批量任务中失败的账号", "Had the failed ones of a job tried again"),
    (Deed::TokenRead, "读取访问令牌", "Read an access token"),
    (Deed::TemplateAdd, "草稿转为模板", "Made a draft a template"),
    (Deed::TemplateDelete, "删除模板", "Deleted a template"),
    (Deed::CodeCommit, "提交代码", "Committed code"),
    (Deed::AuditSubmit, "提交审核", "Submitted for review"),
    (Deed::AuditWithdraw, "撤回审核", "Withdrew the review"),
    (Deed::AuditSpeedup, "加急审核", "Sped up the review"),
    (Deed::AuditDecide, "微信给出审核结果", "WeChat decided"),
    (Deed::CodeRelease, "发布", "Released"),
    (Deed::CodeRollback, "版本回退", "Rolled back"),
    (Deed::GrayRelease, "灰度发布", "Gray release"),
    (Deed::GrayReleaseEnd, "结束灰度发布", "Ended the gray release"),
    (Deed::VisitStatus, "开启或暂停服务", "Opened or closed the service"),
    (Deed::Call, "调用微信接口", "Called a WeChat API"),
    (Deed::ServerDomains, "修改服务器域名", "Changed server domains"),
    (Deed::WebviewDomains, "修改业务域名", "Changed business domains"),
    (Deed::PlatformServerDomains, "修改平台服务器域名", "Changed the platform's server domains"),
    (Deed::PlatformWebviewDomains, "修改平台业务域名", "Changed the platform's business domains"),
    (Deed::ConfirmFile, "获取校验文件", "Fetched a confirm file"),
    (Deed::TesterBind, "添加体验成员", "Added a tester"),
    (Deed::TesterUnbind, "移除体验成员", "Removed a tester"),
    (Deed::MessageSend, "发送消息", "Sent a message"),
    (Deed::ReleaseCheck, "应答全网发布检测", "Answered the release check"),
    (Deed::KeyCreate, "创建 API 密钥", "Made an API key"),
    (Deed::KeyRevoke, "吊销 API 密钥", "Revoked an API key"),
    (Deed::OperatorAdd, "添加操作员", "Added an operator"),
    (Deed::OperatorUpdate, "修改操作员", "Changed an operator"),
    (Deed::OperatorDisable, "停用操作员", "Disabled an operator"),
    (Deed::SignIn, "登录控制台", "Signed in"),
    (Deed::PasswordChange, "修改自己的密码", "Changed the own password"),
    (Deed::SecondFactorAdd, "开启两步验证", "Switched a second factor on"),
    (Deed::SecondFactorRemove, "关闭两步验证", "Switched a second factor off"),
    (Deed::SessionEnd, "退出登录", "Signed out"),
];

/// A permission set with its number, as WeChat's console writes it.
pub(crate) fn set_name(id: FuncscopeId, language: Language) -> String {
    let known = permission_set::by_id(id);
    known.map_or_else(|| id.0.to_string(), |set| format!("{} {}", id.0, language.pick(set.zh, set.en)))
}

/// A deed as people tell it; its stable word where there is no better.
pub(crate) fn deed_name(deed: Deed, language: Language) -> &'static str {
    DEEDS.iter().find(|(known, ..)| *known == deed).map_or(deed.as_str(), |(_, zh, en)| language.pick(zh, en))
}
