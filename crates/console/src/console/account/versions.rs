//! The code of an account: what testers see, what the reviewers have, what everybody sees, and the next step.

use askama::Template;
use jiff::Timestamp;
use wxfleet_model::audit::Audit;
use wxfleet_model::authorizer::AuthorizerState;
use wxfleet_model::code::{CodeStage, CodeState, Version};

use super::{Head, Subject, Tab, reason};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Ago, Icon, Refusal, Tag, Tone};
use crate::console::standing;
use crate::locale::{Language, words};

/// `GET /console/accounts/{component}/{appid}`.
#[derive(Debug, Clone, Copy)]
pub struct VersionsPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// Its code.
    pub code: &'a CodeState,
    /// Its submissions, the newest first.
    pub audits: &'a [Audit],
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl VersionsPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        let head = self.subject.head(frame, Tab::Versions);
        crate::rendered(&Versions {
            chrome: frame.chrome(),
            language,
            refusal: self.refusal,
            words,
            step: self.next_step(words),
            page: self,
            submissions: self.audits.iter().map(|audit| submission(audit, language)).collect(),
            head,
        })
    }

    /// What an operator would do now.
    fn next_step(&self, words: &'static Words) -> Step {
        let step = |tone, says, button: Option<(&'static str, &'static str, bool)>| Step {
            tone,
            says,
            button: button.filter(|_| self.subject.may_write).map(|(words, path, asks)| Button { words, path, asks }),
        };
        let ask_merchant = Some((words.ask_merchant, "/permissions", false));
        match self.subject.account.state() {
            AuthorizerState::Unauthorized => return step(Tone::Bad, words.lost, ask_merchant),
            AuthorizerState::Reauthorize => return step(Tone::Bad, words.reauthorize, ask_merchant),
            AuthorizerState::Frozen => return step(Tone::Bad, words.frozen, None),
            AuthorizerState::Closed => {
                return step(Tone::Warn, words.closed, Some((words.open_again, "/online", false)));
            }
            AuthorizerState::Failing | AuthorizerState::Well => {}
        }
        let newer_trial = self.trial_is_newer();
        match self.code.stage() {
            CodeStage::Empty => step(Tone::Quiet, words.step_empty, Some((words.commit, "/commit", false))),
            CodeStage::Trial => step(Tone::Quiet, words.step_trial, Some((words.submit, "/submit", false))),
            CodeStage::InReview => step(Tone::Info, words.step_in_review, None),
            CodeStage::Rejected if newer_trial => {
                step(Tone::Warn, words.step_mended, Some((words.submit_again, "/submit", false)))
            }
            CodeStage::Rejected => step(Tone::Bad, words.step_rejected, Some((words.commit_mended, "/commit", false))),
            CodeStage::Approved => step(Tone::Warn, words.step_approved, Some((words.release, "/release", true))),
            CodeStage::Online if newer_trial => {
                step(Tone::Quiet, words.step_newer, Some((words.submit, "/submit", false)))
            }
            CodeStage::Online => step(Tone::Good, words.step_online, Some((words.commit, "/commit", false))),
        }
    }

    /// Whether the trial version came after the last submission and after what is online.
    fn trial_is_newer(&self) -> bool {
        let Some(trial) = &self.code.trial else { return false };
        let sent = self.code.audit.as_ref().map(|slot| slot.version.since);
        let online = self.code.online.as_ref().map(|online| online.since);
        [sent, online].into_iter().flatten().all(|at| trial.since > at)
    }
}

/// The next step.
struct Step {
    tone: Tone,
    says: &'static str,
    button: Option<Button>,
}

/// Its button. What cannot be undone is asked about first.
struct Button {
    words: &'static str,
    path: &'static str,
    asks: bool,
}

/// A submission in the history.
struct Submission<'a> {
    audit: &'a Audit,
    tag: Tag,
    reason: Vec<String>,
}

fn submission(audit: &Audit, language: Language) -> Submission<'_> {
    Submission {
        audit,
        tag: standing::of_audit(audit.status, language),
        reason: audit.reason.as_deref().map(reason::lines).unwrap_or_default(),
    }
}

words! {
    /// Words of the page.
    Words {
        trial: "体验版", "Trial version";
        trial_for: "体验成员可以看到", "Seen by testers";
        audit: "审核版", "Version in review";
        audit_for: "微信审核员可以看到", "Seen by WeChat's reviewers";
        online: "线上版", "Online version";
        online_for: "所有用户可以看到", "Seen by everybody";
        nothing: "暂无", "Nothing yet";
        template: "模板", "Template";
        lost: "商家已取消授权。发送新的授权链接，商家确认后即可继续。", "The merchant withdrew the authorization. Send a new link; once they confirm, you can go on.";
        reauthorize: "微信不再接受这个账号的令牌，需要商家重新授权一次。", "WeChat takes none of this account's tokens; the merchant has to authorize once more.";
        frozen: "微信已冻结或封禁这个账号，请商家登录微信公众平台查看原因。", "WeChat has frozen or banned this account; the merchant finds the reason in WeChat's own console.";
        closed: "服务已暂停，用户暂时打不开这个小程序。处理完后记得重新开启。", "It is closed: users do not reach it. Open it again when all is done.";
        open_again: "去开启服务", "Open it again";
        step_empty: "这个小程序还没有代码，从模板提交第一个体验版。", "This Mini Program has no code yet: commit the first trial version from a template.";
        step_trial: "体验版已就绪，确认无误后提交审核。", "The trial version is ready: submit it for review once you have looked at it.";
        step_in_review: "微信正在审核，有结果会自动更新到这里。", "WeChat is reviewing it; the decision appears here by itself.";
        step_rejected: "微信退回了这次审核。按下面的原因修改后，重新提交代码。", "WeChat sent it back. Mend what it says below, then commit again.";
        step_mended: "新的体验版已提交，可以再次提交审核。", "A new trial version is there: submit it again.";
        step_approved: "审核已通过，发布后所有用户即可使用。", "It passed the review: release it, and everybody gets it.";
        step_newer: "有比线上版更新的体验版，确认无误后提交审核。", "There is a trial version newer than what is online: submit it when you have looked at it.";
        step_online: "线上版运行正常，没有待办事项。", "The online version is live; nothing is waiting.";
        commit: "提交代码", "Commit code";
        commit_mended: "修改后重新提交代码", "Commit a mended version";
        submit: "提交审核", "Submit for review";
        submit_again: "再次提交审核", "Submit again";
        release: "发布", "Release";
        trial_code: "体验码", "Trial QR code";
        withdraw: "撤回审核", "Withdraw";
        speed_up: "加急", "Speed up";
        ask_merchant: "生成授权链接", "Make a link";
        manage: "灰度与服务状态", "Gray release and service";
        roll_back: "版本回退", "Roll back";
        look: "向微信查询", "Ask WeChat";
        released: "已发布", "Released";
        history: "审核记录", "Reviews";
        no_history: "还没有提交过审核。", "Nothing was ever submitted.";
        reason: "微信给出的原因", "WeChat's reason";
        screenshot: "审核截图", "Reviewer's screenshot";
        submitted: "提交", "submitted";
        decided: "得出结果", "decided";
        number: "审核单", "Review";
    }
}

#[derive(Template)]
#[template(path = "console/account/versions.html")]
struct Versions<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a VersionsPage<'a>,
    step: Step,
    submissions: Vec<Submission<'a>>,
}

impl Versions<'_> {
    fn may_write(&self) -> bool {
        self.page.subject.may_write
    }

    fn trial(&self) -> Option<&Version> {
        self.page.code.trial.as_ref()
    }

    fn submitted(&self) -> Option<&Version> {
        self.page.code.audit.as_ref().map(|slot| &slot.version)
    }

    fn online(&self) -> Option<&Version> {
        self.page.code.online.as_ref()
    }

    /// Whether the reviewers still have the submission in the slot.
    fn is_pending(&self) -> bool {
        self.page.code.audit.as_ref().is_some_and(|slot| slot.status.is_pending())
    }

    /// How the submission in the slot stands.
    fn audit_tag(&self) -> Option<Tag> {
        self.page.code.audit.as_ref().map(|slot| standing::of_audit(slot.status, self.language))
    }

    /// Since when a version is in its slot.
    fn since(&self, version: &Version) -> Ago {
        self.chrome.ago(&version.since)
    }

    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }
}
