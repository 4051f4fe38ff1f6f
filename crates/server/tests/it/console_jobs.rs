//! What is done to many accounts at once from the console, and views that operators saved.

use wxfleet_engine::Error;
use wxfleet_engine::error::What;
use wxfleet_engine::jobs::Accounts;
use wxfleet_model::domain::{Change, DomainKind, DomainLists, Family, Way};
use wxfleet_model::job::{Binding, Job, JobId, JobState, Stop, Work};
use wxfleet_model::journal::{Deed, EntryState, JournalEntry, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::{Actor, Limits, Role};
use wxfleet_simulator::{Fault, FaultEffect};
use wxfleet_store::{AuthorizerFilter, JournalFilter};
use wxfleet_wechat::domain::DomainAction;

use crate::app::{COMPONENT, Spans as _, TestApp, appid_of, component, until};
use crate::browser::Page;
use crate::person::Person;

const BIND: &str = "/wxa/bind_tester";
const NEW: &str = "/console/accounts/jobs/new";
const JOBS: &str = "/console/accounts/jobs";

async fn fleet(count: usize, role: Role) -> (TestApp, Person, Vec<String>) {
    let app = TestApp::setup().authorizers(count).start().await;
    let person = app.signed_in("amy", role).await;
    let appids = app.sim.appids().into_iter().take(count).collect();
    (app, person, appids)
}

fn refusing(path: &str, appid: &str) -> Fault {
    let effect = FaultEffect::Errcode { errcode: 85_002, errmsg: None };
    Fault { times: None, ..Fault::once(path, effect) }.for_appid(appid)
}

fn bind(wechatid: &str) -> Work {
    Work::Tester { turn: Binding::Bind, wechatid: wechatid.to_owned() }
}

fn picked(appids: &[String]) -> Accounts {
    Accounts::Picked(appids.iter().map(|appid| appid_of(appid)).collect())
}

async fn job(app: &TestApp, id: JobId) -> Job {
    app.store.job_by_id(id).await.unwrap().unwrap()
}

/// Sends the form before a job, and answers the address of the job.
async fn start(person: &mut Person, fields: &[(&str, &str)]) -> String {
    let answer = person.post(JOBS, fields).await;
    assert_eq!(answer.status, 303, "{}", answer.html);
    answer.location.unwrap().split('?').next().unwrap().to_owned()
}

async fn act(person: &mut Person, path: &str) -> Page {
    let answer = person.post(path, &[]).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.html);
    person.get(&answer.location.unwrap()).await
}

async fn deeds(app: &TestApp, deed: Deed) -> Vec<(String, Option<String>, Outcome)> {
    let filter = JournalFilter { deed: Some(deed), ..JournalFilter::default() };
    let entries = app.store.journal(&filter, &PageRequest { limit: 100, after: None }).await.unwrap().items;
    let told = |entry: JournalEntry| {
        let appid = entry.intent.appid.map(|appid| appid.as_str().to_owned());
        (entry.intent.actor, appid, entry.outcome.expect("settled").0)
    };
    entries.into_iter().map(told).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_account_fails_is_explained_and_done_once_its_cause_is_mended() {
    let (app, mut amy, appids) = fleet(4, Role::Operator).await;
    app.sim.inject_fault(refusing(BIND, &appids[1]));
    // The list's form sends what was ticked on this page, and what was chosen on others.
    let chosen = format!("{},{}", appids[1], appids[2]);
    let form = amy.post(NEW, &[("picked", "testers"), ("appid", &appids[0]), ("appids", &chosen)]).await;
    assert_eq!(form.status, 200, "{}", form.html);
    assert!(form.html.contains("becomes a tester of the 3 accounts that were chosen"), "{}", form.html);
    let carried = form.values_of("appids").remove(0);
    assert_eq!(carried.split(',').count(), 3);

    let page =
        start(&mut amy, &[("deed", "testers"), ("appids", &carried), ("turn", "add"), ("wechatid", "laowang")]).await;
    let shown = amy.get(&page).await;
    assert!(shown.html.contains("hx-trigger=\"every 1s\""), "it renews itself: {}", shown.html);
    app.settle().await;
    let shown = amy.get(&page).await;
    assert!(!shown.html.contains("every 1s"), "it is over: {}", shown.html);
    assert!(shown.html.contains("Ended, some failed") && shown.html.contains("<b>3</b> / 3"), "{}", shown.html);
    assert!(shown.html.contains(&appids[1]) && !shown.html.contains(&appids[0]), "those that failed: {}", shown.html);
    assert!(shown.html.contains("<code>85002</code>") && shown.html.contains("What to do: "), "{}", shown.html);
    let done = amy.get(&format!("{page}?state=done")).await;
    assert!(done.html.contains(&appids[0]) && done.html.contains(&appids[2]) && !done.html.contains(&appids[1]));
    assert!(app.sim.count(BIND) == 3 && !done.html.contains(&appids[3]), "nobody else was touched");
    let bound = deeds(&app, Deed::TesterBind).await;
    assert!(bound.iter().all(|(actor, ..)| actor == "operator:amy"), "in the name of whoever asked: {bound:?}");
    assert_eq!(deeds(&app, Deed::JobCreate).await.len(), 1, "one entry for the job");

    app.sim.clear_faults();
    let again = act(&mut amy, &format!("{page}/retry")).await;
    assert!(again.html.contains("The failed accounts are tried again."), "{}", again.html);
    app.settle().await;
    let shown = amy.get(&page).await;
    assert!(shown.html.contains("All is done, and nothing failed."), "{}", shown.html);
    assert_eq!(app.sim.count(BIND), 4, "only what had failed was sent again");
    let refused = amy.post(&format!("{page}/retry"), &[]).await;
    assert_eq!(refused.status, 409, "{}", refused.html);
    let list = amy.get(JOBS).await;
    assert!(list.html.contains("Add tester: laowang") && list.html.contains("3 / 3"), "{}", list.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_match_are_labelled_and_what_was_so_already_is_told_apart() {
    let (app, mut amy, appids) = fleet(4, Role::Operator).await;
    let labels = ["好 客户".to_owned()];
    let label = async |appid: &str| {
        let component = component();
        app.engine.authorizers.set_labels(&Actor::System, &component, &appid_of(appid), &labels).await.unwrap();
    };
    label(&appids[0]).await;
    let form = amy.post(NEW, &[("all", "labels"), ("filter", "q=wx"), ("appids", &appids[3])]).await;
    assert!(form.html.contains("all 4 accounts that match the filter"), "{}", form.html);
    let filter = form.values_of("filter").remove(0);
    let fields =
        [("deed", "labels"), ("all", "1"), ("filter", filter.as_str()), ("add", "好 客户，华东"), ("remove", "")];
    let page = start(&mut amy, &fields).await;
    let fields = [("deed", "labels"), ("all", "1"), ("filter", "label=%E5%A5%BD+%E5%AE%A2%E6%88%B7"), ("add", "华东")];
    app.settle().await;
    for appid in &appids {
        assert_eq!(app.authorizer(appid).await.labels, ["好 客户", "华东"]);
    }
    let second = start(&mut amy, &fields).await;
    app.settle().await;
    let shown = amy.get(&format!("{second}?state=already")).await;
    assert!(appids.iter().all(|appid| shown.html.contains(appid.as_str())), "{}", shown.html);
    assert!(amy.get(&page).await.html.contains("Add labels: 好 客户, 华东"));

    // What cannot be right is said on the form, which keeps what was typed.
    let long = "字".repeat(33);
    let wrong = amy.post(JOBS, &[("deed", "labels"), ("appids", &appids[0]), ("add", &long), ("remove", "x")]).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.html.contains("field wrong") && wrong.html.contains(&long) && wrong.html.contains("value=\"x\""));
    let nothing = amy.post(JOBS, &[("deed", "labels"), ("appids", &appids[0]), ("add", " , "), ("remove", "")]).await;
    assert_eq!(nothing.status, 400, "{}", nothing.html);
    for fields in [
        vec![("picked", "labels")],
        vec![("picked", "nonsense"), ("appids", appids[0].as_str())],
        vec![("picked", "labels"), ("appids", "wx0000000000000000")],
        vec![("all", "labels"), ("filter", "q=nobody-is-called-so")],
    ] {
        let refused = amy.post(NEW, &fields).await;
        assert_eq!(refused.status, 400, "{fields:?}: {}", refused.html);
        assert!(refused.html.contains("class=\"refusal\""), "{}", refused.html);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_not_authorized_any_more_is_left_out() {
    let (app, mut amy, appids) = fleet(3, Role::Operator).await;
    app.sim.deauthorize(COMPONENT, &appids[1]).unwrap();
    app.settle().await;
    let all = appids.join(",");
    for (deed, more) in [("refresh", vec![]), ("testers", vec![("turn", "add"), ("wechatid", "laowang")])] {
        let mut fields = vec![("deed", deed), ("appids", all.as_str())];
        fields.extend(more);
        let page = start(&mut amy, &fields).await;
        app.settle().await;
        let shown = amy.get(&format!("{page}?state=skipped")).await;
        assert!(shown.html.contains(&appids[1]) && !shown.html.contains(&appids[0]), "{deed}: {}", shown.html);
        assert!(shown.html.contains("Send the merchant a new authorization link."), "{deed}: {}", shown.html);
    }
    assert_eq!(app.sim.count(BIND), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn domains_are_added_and_deleted_and_what_wechat_drops_is_a_failure() {
    let (app, mut amy, appids) = fleet(2, Role::Operator).await;
    let all = appids.join(",");
    let fields = |turn, domains, way| {
        [("deed", "server_domains"), ("appids", all.as_str()), ("turn", turn), ("domains", domains), ("way", way)]
    };
    let dropped = start(&mut amy, &fields("add", "strange.example.com", "platform")).await;
    app.settle().await;
    let shown = amy.get(&dropped).await;
    assert!(shown.html.contains("Ended, some failed"), "{}", shown.html);
    assert!(shown.html.contains("strange.example.com"), "{}", shown.html);

    let added = start(&mut amy, &fields("add", "api.example.com udp://10.example.com", "direct")).await;
    app.settle().await;
    let shown = amy.get(&added).await;
    assert!(shown.html.contains("All is done, and nothing failed."), "{}", shown.html);
    let lists = async |appid: &str| {
        let account = crate::app::account(appid);
        app.engine.domains.lists(&Actor::System, &account, Family::Server, Way::Direct).await.unwrap()
    };
    let now = lists(&appids[1]).await;
    assert_eq!(now.of(DomainKind::Ws), ["wss://api.example.com"]);
    assert_eq!(now.of(DomainKind::Udp), ["udp://10.example.com"]);
    start(&mut amy, &fields("delete", "api.example.com", "direct")).await;
    app.settle().await;
    let now = lists(&appids[0]).await;
    assert!(now.of(DomainKind::Request).is_empty() && !now.of(DomainKind::Udp).is_empty(), "{now:?}");
    let wrong = amy.post(JOBS, &fields("add", "ftp://a.example.com", "direct")).await;
    assert!(wrong.status == 400 && wrong.html.contains("field wrong"), "{}", wrong.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_dies_in_the_middle_goes_on_and_does_nothing_twice() {
    let (mut app, _, appids) = fleet(3, Role::Operator).await;
    // WeChat did it and the answer is lost; the process dies with the items in its hands.
    app.sim.inject_fault(Fault::once(BIND, FaultEffect::DropAfterProcessing).for_appid(&appids[0]));
    app.sim.inject_fault(Fault::once(BIND, FaultEffect::DelayMs(60_000)).for_appid(&appids[1]));
    let made = app.engine.jobs.create(&Actor::System, &component(), bind("laowang"), picked(&appids)).await.unwrap();
    let engine = app.engine.clone();
    let under_way = tokio::spawn(async move { engine.tasks.settle().await });
    until("all requests are with WeChat", || app.sim.count(BIND) == 3).await;
    under_way.abort();
    app.restart().await;
    app.sim.clear_faults();
    for _ in 0..3 {
        app.later(1.minutes()).await;
    }
    let job = job(&app, made.id).await;
    assert_eq!((job.state.over_at().is_some(), job.counts.left(), job.counts.failed), (true, 0, 0), "{job:?}");
    assert_eq!(app.sim.count(BIND), 4, "only what WeChat never did is sent again");
    let bound = deeds(&app, Deed::TesterBind).await;
    let done = bound.iter().filter(|(_, _, outcome)| matches!(outcome, Outcome::Done { .. })).count();
    assert_eq!(done, 3, "{bound:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_go_better_later_is_tried_again_and_given_up_at_last() {
    let (app, mut amy, appids) = fleet(2, Role::Operator).await;
    let broken = Fault { times: None, ..Fault::once(BIND, FaultEffect::HttpStatus(502)) };
    app.sim.inject_fault(broken.for_appid(&appids[0]));
    let made = app.engine.jobs.create(&Actor::System, &component(), bind("laowang"), picked(&appids)).await.unwrap();
    app.settle().await;
    let page = format!("{JOBS}/{}", made.id.0);
    let shown = amy.get(&format!("{page}?state=waiting")).await;
    assert!(shown.html.contains("Tried again later") && shown.html.contains("Some wait until"), "{}", shown.html);
    assert_eq!(job(&app, made.id).await.counts.left(), 1);
    for _ in 0..5 {
        app.later(31.minutes()).await;
    }
    let ended = job(&app, made.id).await;
    assert_eq!((ended.counts.done, ended.counts.failed, ended.state.is_under_way()), (1, 1, false), "{ended:?}");
    assert_eq!(app.sim.count(BIND), 6, "five times in all");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_of_wechats_is_waited_for() {
    let (app, mut amy, appids) = fleet(3, Role::Operator).await;
    let info = "/cgi-bin/component/api_get_authorizer_info";
    let minute = FaultEffect::Errcode { errcode: 45_011, errmsg: None };
    app.sim.inject_fault(Fault { times: None, ..Fault::once(info, minute) });
    let made = app.engine.jobs.create(&Actor::System, &component(), Work::Refresh, picked(&appids)).await.unwrap();
    app.settle().await;
    let resting = job(&app, made.id).await;
    assert!(resting.rests_until.is_some(), "the limit is the platform's, so the whole job rests: {resting:?}");
    let shown = amy.get(&format!("{JOBS}/{}", made.id.0)).await;
    assert!(shown.html.contains("Some wait until"), "{}", shown.html);
    app.sim.clear_faults();
    app.settle().await;
    assert_eq!(job(&app, made.id).await.counts.left(), 3, "not before the minute is over");
    app.later(1.minutes()).await;
    let ended = job(&app, made.id).await;
    assert_eq!((ended.counts.done, ended.counts.failed), (3, 0), "a limit is no failure: {ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_stopped_and_what_had_not_begun_stays_as_it_was() {
    let (app, mut amy, appids) = fleet(2, Role::Operator).await;
    let page = start(&mut amy, &[("deed", "refresh"), ("appids", &appids.join(","))]).await;
    app.sim.clear_requests();
    let stopped = act(&mut amy, &format!("{page}/cancel")).await;
    assert!(
        stopped.html.contains("The job was stopped.") && stopped.html.contains("stay as they are"),
        "{}",
        stopped.html
    );
    app.settle().await;
    assert_eq!(app.sim.count("/cgi-bin/component/api_get_authorizer_info"), 0);
    assert_eq!(amy.post(&format!("{page}/cancel"), &[]).await.status, 409);
    let written: Vec<_> = deeds(&app, Deed::JobCancel).await.iter().map(|(_, _, outcome)| outcome.state()).collect();
    assert_eq!(written, [EntryState::Declined, EntryState::Done], "the second was turned away");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_stops_when_whoever_asked_may_not_do_this_any_more() {
    let (app, mut amy, appids) = fleet(2, Role::Operator).await;
    app.operator("boss", Role::Admin).await;
    let page = start(&mut amy, &[("deed", "refresh"), ("appids", &appids.join(","))]).await;
    let operators = app.engine.operators.list(&Actor::System).await.unwrap();
    let operator = operators.iter().find(|operator| operator.name == "amy").unwrap();
    app.engine.operators.set_role(&Actor::System, operator.id, Role::Viewer).await.unwrap();
    app.settle().await;
    let id = JobId(page.rsplit('/').next().unwrap().parse().unwrap());
    let stopped = job(&app, id).await;
    assert!(matches!(stopped.state, JobState::Cancelled { why: Stop::NotPermitted, .. }), "{stopped:?}");
    let shown = amy.get(&page).await;
    assert!(shown.html.contains("may not do this any more") && !shown.html.contains("/retry"), "{}", shown.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_looks_at_jobs_and_asks_for_none() {
    let (app, mut eve, appids) = fleet(2, Role::Viewer).await;
    let mut amy = app.signed_in("bob", Role::Operator).await;
    let page = start(&mut amy, &[("deed", "refresh"), ("appids", &appids[0])]).await;
    for path in [JOBS, page.as_str()] {
        let shown = eve.get(path).await;
        assert_eq!(shown.status, 200, "{}", shown.html);
        assert!(!shown.html.contains("/cancel\""), "{}", shown.html);
    }
    assert!(!eve.get("/console/accounts").await.html.contains(NEW));
    for (deed, more) in [
        ("labels", vec![("add", "x")]),
        ("refresh", vec![]),
        ("server_domains", vec![("domains", "a.example.com")]),
        ("webview_domains", vec![("domains", "a.example.com")]),
        ("testers", vec![("wechatid", "x")]),
    ] {
        let mut fields = vec![("deed", deed), ("appids", appids[0].as_str())];
        fields.extend(more);
        assert_eq!(eve.post(JOBS, &fields).await.status, 403, "{deed}");
        assert_eq!(eve.post(NEW, &[("picked", deed), ("appids", appids[0].as_str())]).await.status, 403, "{deed}");
    }
    for step in ["/cancel", "/retry"] {
        assert_eq!(eve.post(&format!("{page}{step}"), &[]).await.status, 403, "{step}");
    }
    assert_eq!(eve.get(&format!("{JOBS}/nonsense")).await.status, 404);
    assert_eq!(eve.get(&format!("{JOBS}/00000000-0000-0000-0000-000000000000")).await.status, 404);
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limited_key_reaches_its_own_accounts_and_jobs_alone() {
    let (app, _, appids) = fleet(3, Role::Operator).await;
    let labels = vec!["连锁".to_owned()];
    app.engine.authorizers.set_labels(&Actor::System, &component(), &appid_of(&appids[0]), &labels).await.unwrap();
    let limits = Limits { components: vec![], labels };
    let made =
        app.engine.keys.create_limited(&Actor::System, "k", Role::Operator, vec![], limits.clone()).await.unwrap();
    let key = Actor::Key { id: made.key.id, name: "k".to_owned(), role: Role::Operator, grants: vec![], limits };
    let (jobs, component) = (&app.engine.jobs, component());
    let refused = jobs.create(&key, &component, Work::Refresh, picked(&appids)).await;
    assert!(matches!(refused, Err(Error::Invalid { ref field, .. }) if field == "appids"), "{refused:?}");
    let work = Work::Labels { add: vec!["x".to_owned()], remove: vec![] };
    let refused = jobs.create(&key, &component, work, picked(&appids[..1])).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "labels decide who reaches an account: {refused:?}");
    let others = jobs.create(&Actor::System, &component, Work::Refresh, picked(&appids)).await.unwrap();
    let all = Accounts::Matching(AuthorizerFilter::default());
    let own = jobs.create(&key, &component, Work::Refresh, all).await.unwrap();
    app.settle().await;
    assert_eq!(job(&app, own.id).await.counts.total, 1);
    assert_eq!(job(&app, own.id).await.counts.done, 1);
    let seen = jobs.list(&key, &component, PageRequest::default()).await.unwrap().items;
    assert_eq!(seen.iter().map(|job| job.id).collect::<Vec<_>>(), [own.id]);
    let hidden = jobs.show(&key, &component, others.id).await;
    assert!(matches!(hidden, Err(Error::NotFound(What::Job))), "{hidden:?}");
    let of_others = jobs.cancel(&key, &component, others.id).await;
    assert!(matches!(of_others, Err(Error::NotFound(What::Job))), "{of_others:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_job_does_not_wait_behind_a_large_one() {
    let (app, _, appids) = fleet(1, Role::Operator).await;
    let component = component();
    let granted: Vec<_> = (0..200).map(many).collect();
    for portion in granted.chunks(100) {
        app.store.commit(async |w| w.authorizers_add(portion).await).await.unwrap();
    }
    let label = |label: &str| Work::Labels { add: vec![label.to_owned()], remove: vec![] };
    let all = || Accounts::Matching(AuthorizerFilter::default());
    let large = app.engine.jobs.create(&Actor::System, &component, label("大"), all()).await.unwrap();
    let small = app.engine.jobs.create(&Actor::System, &component, label("小"), picked(&appids)).await.unwrap();
    let task = |name: &str| app.engine.tasks.statuses().into_iter().find(|status| status.name == name).unwrap();
    app.settle().await;
    let (large, small) = (job(&app, large.id).await, job(&app, small.id).await);
    assert_eq!((large.counts.total, large.counts.done, small.counts.done), (201, 201, 1));
    let over = |job: &Job| job.state.over_at().expect("over");
    assert!(over(&small) <= over(&large));
    assert!(task("jobs").last.is_ok());
}

/// An account that was found in WeChat's list and that nobody else knows.
fn many(number: u32) -> wxfleet_store::NewAuthorization {
    wxfleet_store::NewAuthorization {
        component_appid: component(),
        appid: format!("wxf00000000{number:07x}").parse().unwrap(),
        authorized_at: jiff::Timestamp::UNIX_EPOCH,
        obtained_at: jiff::Timestamp::UNIX_EPOCH,
        func_info: None,
        access: None,
        refresh: None,
        source: wxfleet_model::authorizer::RefreshTokenSource::AuthorizerList,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_change_of_domains_after_a_crash_is_read_from_the_journal() {
    let (mut app, _, appids) = fleet(1, Role::Operator).await;
    let mut lists = DomainLists::default();
    lists.set(DomainKind::Request, ["https://api.example.com".to_owned()]);
    let change = Change { action: DomainAction::Add, way: Way::Direct, lists };
    let work = Work::Domains { family: Family::Server, change };
    let path = "/wxa/modify_domain_directly";
    app.sim.inject_fault(Fault::once(path, FaultEffect::DropAfterProcessing));
    let made = app.engine.jobs.create(&Actor::System, &component(), work, picked(&appids)).await.unwrap();
    app.store.commit(async |w| w.job_fill(made.id, None, &[appid_of(&appids[0])], made.made_at).await).await.unwrap();
    app.store.commit(async |w| w.job_move(made.id, &made.state, &JobState::Running, made.made_at).await).await.unwrap();
    let hold = wxfleet_store::Hold { holder: made.id.0, since: made.made_at, until: made.made_at + 5.minutes() };
    let claimed = app.store.job_items_claim(made.id, &hold, 9).await.unwrap();
    assert_eq!(claimed.len(), 1);
    // The process that holds the item sends the change, hears nothing and dies; the next one settles what it left.
    let account = crate::app::account(&appids[0]);
    let Work::Domains { change, .. } = made.work else { unreachable!("it is about domains") };
    assert!(app.engine.domains.change(&Actor::System, &account, Family::Server, change).await.is_err());
    app.restart().await;
    app.settle().await;
    let ended = job(&app, made.id).await;
    assert_eq!((ended.counts.done, ended.state.is_under_way()), (1, false), "{ended:?}");
    assert_eq!(deeds(&app, Deed::ServerDomains).await.len(), 1, "it was not sent again");
}

#[tokio::test(flavor = "multi_thread")]
async fn views_are_saved_shown_renamed_and_deleted() {
    let (app, mut amy, appids) = fleet(2, Role::Viewer).await;
    let mut bob = app.signed_in("bob", Role::Viewer).await;
    let fields =
        [("name", " 我的 <餐饮> "), ("filter", "kind=mini_program&state=well&evil=1"), ("hide", "since.kind.nonsense")];
    let answer = amy.post("/console/accounts/views", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.html);
    let page = amy.get(&answer.location.unwrap()).await;
    assert!(page.html.contains("The view was saved.") && page.html.contains("我的 &#60;餐饮&#62;"), "{}", page.html);
    let query = "kind=mini_program&#38;state=well&#38;hide=kind.since&#38;view=";
    let (_, rest) = page.html.split_once(query).unwrap_or_else(|| panic!("{query} in {}", page.html));
    let id = rest.split('"').next().unwrap().to_owned();
    let address = format!("/console/accounts?kind=mini_program&state=well&hide=kind.since&view={id}");
    let shown = amy.get(&address).await;
    assert!(shown.html.contains("<th data-of=\"kind\" hidden>") && shown.html.contains("<th data-of=\"state\">"));
    assert!(shown.html.contains("/views/rename") && shown.html.contains(&appids[0]), "{}", shown.html);
    let sent = bob.get(&address).await;
    assert!(sent.html.contains("<th data-of=\"kind\" hidden>"), "a colleague sees the same by its address");
    assert!(!sent.html.contains("/views/rename") && !sent.html.contains("我的 &#60;"), "and owns nothing of it");
    let theirs = [("id", id.as_str()), ("name", "x")];
    assert_eq!(bob.post("/console/accounts/views/rename", &theirs).await.status, 404);
    bob.post("/console/accounts/views/delete", &theirs).await;

    assert_eq!(amy.post("/console/accounts/views/rename", &[("id", &id), ("name", "午市")]).await.status, 303);
    assert!(amy.get("/console/accounts").await.html.contains("午市"));
    assert_eq!(amy.post("/console/accounts/views", &[("name", "")]).await.status, 400);
    for number in 1..30 {
        let name = number.to_string();
        assert_eq!(amy.post("/console/accounts/views", &[("name", name.as_str())]).await.status, 303);
    }
    let full = amy.post("/console/accounts/views", &[("name", "31")]).await;
    assert!(full.status == 400 && full.html.contains("30 is the most"), "{}", full.html);
    assert_eq!(amy.post("/console/accounts/views", &[("name", "午市"), ("filter", "q=x")]).await.status, 303);
    assert_eq!(amy.post("/console/accounts/views/rename", &[("id", &id), ("name", "1")]).await.status, 409);
    assert_eq!(amy.post("/console/accounts/views/delete", &[("id", &id)]).await.status, 303);
    assert!(!amy.get("/console/accounts").await.html.contains("午市"));
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_are_remembered_and_the_file_comes_in_portions() {
    let (app, mut amy, _) = fleet(1, Role::Viewer).await;
    let shown = ["state", "stage", "version", "company", "labels"].map(|column| ("column", column));
    assert_eq!(amy.post("/console/accounts/columns", &shown).await.status, 303);
    let page = amy.get("/console/accounts").await;
    assert!(page.html.contains("<th data-of=\"since\" hidden>") && page.html.contains("<th data-of=\"labels\">"));
    let granted: Vec<_> = (0..1_200).map(many).collect();
    for portion in granted.chunks(100) {
        app.store.commit(async |w| w.authorizers_add(portion).await).await.unwrap();
    }
    let file = amy.get("/console/accounts.csv").await;
    assert_eq!(file.html.lines().count(), 1_202, "a head and every account");
    assert!(!file.headers.contains_key("content-length"), "it is sent while it is read");
    let mut appids: Vec<&str> = file.html.lines().skip(1).map(|line| line.split('"').nth(3).unwrap()).collect();
    let all = appids.len();
    appids.sort_unstable();
    appids.dedup();
    assert_eq!(appids.len(), all, "each once");
}
