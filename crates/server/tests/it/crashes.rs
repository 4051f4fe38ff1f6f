//! Actions cut off in the middle: what WeChat did is found out by asking it, and nothing is done twice.
//!
//! Each action is cut off in two ways: WeChat did it and its answer is lost, or the process dies while the request is
//! under way and WeChat never did it. Each time the process starts anew and the operator asks for the same once more.

use wxfleet_engine::Error;
use wxfleet_engine::code::NewCommit;
use wxfleet_model::audit::AuditStatus;
use wxfleet_model::code::CodeState;
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Actor;
use wxfleet_simulator::{Fault, FaultEffect};
use wxfleet_store::JournalFilter;
use wxfleet_wechat::code::SubmitAudit;
use wxfleet_wechat::id::TemplateId;

use crate::app::{Node, Spans, TestApp, account, appid_of, component, until};
use crate::life_cycle::DINING;

/// What an operator does to the code of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Commit,
    Submit,
    Withdraw,
    Release,
    RollBack,
}

impl Step {
    fn path(self) -> &'static str {
        match self {
            Self::Commit => "/wxa/commit",
            Self::Submit => "/wxa/submit_audit",
            Self::Withdraw => "/wxa/undocodeaudit",
            Self::Release => "/wxa/release",
            Self::RollBack => "/wxa/revertcoderelease",
        }
    }

    fn deed(self) -> Deed {
        match self {
            Self::Commit => Deed::CodeCommit,
            Self::Submit => Deed::AuditSubmit,
            Self::Withdraw => Deed::AuditWithdraw,
            Self::Release => Deed::CodeRelease,
            Self::RollBack => Deed::CodeRollback,
        }
    }

    async fn take(self, node: &Node, appid: &str) -> Result<(), Error> {
        take(&node.engine, self, appid).await
    }

    /// Does all that must come before.
    async fn prepare(self, app: &TestApp, appid: &str) {
        let before: &[Self] = match self {
            Self::Commit => &[],
            Self::Submit => &[Self::Commit],
            Self::Withdraw | Self::Release => &[Self::Commit, Self::Submit],
            Self::RollBack => &[Self::Commit, Self::Submit, Self::Release, Self::Commit, Self::Submit, Self::Release],
        };
        for (at, step) in before.iter().enumerate() {
            let last = at + 1 == before.len();
            step.take(app, appid).await.unwrap();
            match step {
                Self::Commit => app.later(10.seconds()).await,
                Self::Submit if !(last && self == Self::Withdraw) => app.later(1.hours()).await,
                _ => {}
            }
        }
        app.later(10.minutes()).await;
    }
}

async fn take(engine: &wxfleet_engine::Engine, step: Step, appid: &str) -> Result<(), Error> {
    let (code, account) = (&engine.code, account(appid));
    match step {
        Step::Commit => {
            let new = NewCommit {
                template_id: TemplateId(DINING),
                user_version: "1.0.0".to_owned(),
                user_desc: "首版".to_owned(),
                ext: serde_json::Map::new(),
            };
            code.commit(&Actor::System, &account, new).await.map(drop)
        }
        Step::Submit => code.submit_audit(&Actor::System, &account, SubmitAudit::default()).await.map(drop),
        Step::Withdraw => code.withdraw_audit(&Actor::System, &account).await.map(drop),
        Step::Release => code.release(&Actor::System, &account).await.map(drop),
        Step::RollBack => code.roll_back(&Actor::System, &account, None).await.map(drop),
    }
}

const STEPS: [Step; 5] = [Step::Commit, Step::Submit, Step::Withdraw, Step::Release, Step::RollBack];

async fn state(app: &TestApp, appid: &str) -> CodeState {
    app.store.code_state(&component(), &appid_of(appid)).await.unwrap().0
}

/// The versions by name and the state of the audit: what two runs of the same steps must agree on.
fn gist(state: &CodeState) -> (Option<String>, Option<(AuditStatus, bool)>, Option<String>) {
    let name = |version: &Option<wxfleet_model::code::Version>| version.as_ref().map(|one| one.user_version.clone());
    (name(&state.trial), state.audit.as_ref().map(|slot| (slot.status, slot.released)), name(&state.online))
}

async fn outcomes(app: &TestApp, deed: Deed) -> Vec<Outcome> {
    let page = PageRequest { limit: 500, after: None };
    let journal = app.store.journal(&JournalFilter::default(), &page).await.unwrap();
    let of_deed = journal.items.into_iter().rev().filter(|entry| entry.intent.deed == deed);
    of_deed.map(|entry| entry.outcome.expect("settled").0).collect()
}

async fn prepared(step: Step) -> (TestApp, String) {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    step.prepare(&app, &appid).await;
    app.sim.clear_requests();
    (app, appid)
}

/// How the step ends when nothing goes wrong.
async fn undisturbed(step: Step) -> CodeState {
    let (app, appid) = prepared(step).await;
    step.take(&app, &appid).await.unwrap();
    app.settle().await;
    state(&app, &appid).await
}

async fn answer_lost(step: Step) {
    let (mut app, appid) = prepared(step).await;
    let done_before = outcomes(&app, step.deed()).await.len();
    app.sim.inject_fault(Fault::once(step.path(), FaultEffect::DropAfterProcessing));
    let lost = step.take(&app, &appid).await;
    assert!(matches!(lost, Err(Error::WeChat { ref cause, .. }) if cause.unknown_outcome()), "{step:?}: {lost:?}");
    app.restart().await;
    app.settle().await;
    assert_eq!(app.sim.count(step.path()), 1, "{step:?} is not repeated by itself");
    let found = outcomes(&app, step.deed()).await;
    assert!(matches!(found[done_before..], [Outcome::Done { .. }]), "{step:?} was found to be done: {found:?}");
    assert_eq!(gist(&state(&app, &appid).await), gist(&undisturbed(step).await), "{step:?}");
}

/// The operator is quicker than the task that finds out: the same is asked for at once.
async fn answer_lost_and_asked_for_again(step: Step) {
    let (mut app, appid) = prepared(step).await;
    app.sim.inject_fault(Fault::once(step.path(), FaultEffect::DropAfterProcessing));
    assert!(step.take(&app, &appid).await.is_err());
    app.restart().await;
    let again = step.take(&app, &appid).await;
    // A withdrawal looks first, and says that there is nothing left to withdraw.
    assert!(again.is_ok() || step == Step::Withdraw, "{step:?}: {again:?}");
    app.settle().await;
    assert_eq!(app.sim.count(step.path()), 1, "{step:?} reached WeChat once");
    assert_eq!(gist(&state(&app, &appid).await), gist(&undisturbed(step).await), "{step:?}");
}

async fn killed_under_way(step: Step) {
    let (mut app, appid) = prepared(step).await;
    let done_before = outcomes(&app, step.deed()).await.len();
    app.sim.inject_fault(Fault::once(step.path(), FaultEffect::DelayMs(60_000)));
    let (engine, appid_under_way) = (app.engine.clone(), appid.clone());
    let under_way = tokio::spawn(async move { take(&engine, step, &appid_under_way).await });
    until("the request is with WeChat", || app.sim.count(step.path()) == 1).await;
    let open = app.store.journal_open_entries(None, None, 10).await.unwrap();
    assert!(open.iter().any(|entry| entry.intent.deed == step.deed()), "{step:?}: the intent is on disk before");
    under_way.abort();
    app.restart().await;
    app.settle().await;
    let found = outcomes(&app, step.deed()).await;
    assert!(matches!(found[done_before..], [Outcome::Failed { .. }]), "{step:?} was found not to be done: {found:?}");
    step.take(&app, &appid).await.unwrap();
    app.settle().await;
    assert_eq!(app.sim.count(step.path()), 2, "{step:?}: the one that was cut off, and the one that was asked for");
    assert_eq!(gist(&state(&app, &appid).await), gist(&undisturbed(step).await), "{step:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_crash_wechat_is_asked_before_anything_is_repeated() {
    for step in STEPS {
        Box::pin(answer_lost(step)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_asked_for_again_after_a_crash_reaches_wechat_once() {
    for step in STEPS {
        Box::pin(answer_lost_and_asked_for_again(step)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_that_died_under_way_is_found_undone_and_can_be_done() {
    for step in STEPS {
        Box::pin(killed_under_way(step)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_to_a_submission_leaves_exactly_one_at_wechat() {
    let (mut app, appid) = prepared(Step::Submit).await;
    app.sim.inject_fault(Fault::once(Step::Submit.path(), FaultEffect::DropAfterProcessing));
    assert!(Step::Submit.take(&app, &appid).await.is_err());
    app.restart().await;
    let account = account(&appid);
    let auditid = app.engine.code.submit_audit(&Actor::System, &account, SubmitAudit::default()).await.unwrap();
    let audits = app.sim.audits(false);
    assert_eq!(audits.iter().map(|audit| audit.auditid).collect::<Vec<_>>(), [auditid.0]);
    app.later(1.hours()).await;
    assert_eq!(state(&app, &appid).await.audit.unwrap().status, AuditStatus::Approved, "and it is followed");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_done_while_wechat_cannot_say_how_things_stand() {
    let (mut app, appid) = prepared(Step::Submit).await;
    app.sim.inject_fault(Fault::once(Step::Submit.path(), FaultEffect::DropAfterProcessing));
    assert!(Step::Submit.take(&app, &appid).await.is_err());
    app.restart().await;
    app.sim.inject_fault(Fault::once("/wxa/get_latest_auditstatus", FaultEffect::HttpStatus(502)).times(100));
    app.settle().await;
    assert!(Step::Submit.take(&app, &appid).await.is_err());
    assert!(Step::Commit.take(&app, &appid).await.is_err());
    assert_eq!((app.sim.count(Step::Submit.path()), app.sim.count(Step::Commit.path())), (1, 0));
    app.sim.clear_faults();
    app.settle().await;
    assert_eq!(state(&app, &appid).await.audit.unwrap().status, AuditStatus::InReview);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_and_a_commit_at_once_do_not_cross() {
    let (app, appid) = prepared(Step::Submit).await;
    let both = futures_util::future::join_all((0..6).map(|_| Step::Submit.take(&app, &appid))).await;
    let taken = both.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(taken, 1, "{both:?}");
    assert_eq!(app.sim.audits(false).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_whose_reaction_was_cut_off_is_reacted_to_after_the_restart() {
    let mut app = TestApp::setup().start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.inject_fault(Fault::once("/cgi-bin/component/api_query_auth", FaultEffect::DropAfterProcessing));
    app.sim.change_switches(|switches| {
        switches.authorization_order = wxfleet_simulator::AuthorizationOrder::PushOnly;
    });
    app.authorize_unseen(&appid).await;
    app.sim.step().await;
    app.engine.tasks.settle().await;
    assert!(app.stored(&appid).await.is_none(), "the exchange ended without an answer");
    app.restart().await;
    app.settle().await;
    // WeChat calls the code used: its own record of the account holds the refresh token.
    assert!(app.stored(&appid).await.is_some());
    app.token(&appid).await.unwrap();
}
