//! The console's pages, in both languages, with the most awkward names: what all of them keep to.

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;
use wxfleet_console::console::account::{
    AccessPage, AskPage, CategoriesPage, CheckedName, CommitForm, CommitPage, DomainsPage, DomainsWay, Gray, GrayForm,
    OnlinePage, PermissionsPage, PrivacyForm, PrivacyPage, ProfilePage, Profiled, Question, RecordPage, ReviewCategory,
    Scan, Subject, SubmitForm, SubmitPage, TemplateChoice, TesterRow, TrialPage, VersionsPage,
};
use wxfleet_console::console::accounts::{AccountRow, AccountsPage, AccountsQuery, HiddenColumns, Views};
use wxfleet_console::console::apis::{
    Answer, AskedCall, Call, CallPage, CallsPage, CallsQuery, CataloguePage, Chosen, Ended, EndpointPage, Outlook,
};
use wxfleet_console::console::authorization::{AuthorizationPage, LinkForm, MadeLink};
use wxfleet_console::console::events::decrypt::{Checked, DecryptPage};
use wxfleet_console::console::events::{EventPage, EventsPage, EventsQuery, Said};
use wxfleet_console::console::jobs::{
    Deed as JobDeed, HeldUp, ItemRow, ItemsShown, JobPage, JobsPage, Meant, NewJobForm, NewJobPage,
};
use wxfleet_console::console::overview::{
    CallCounts, Counts as FleetCounts, Minute, MonthQuota, OverviewPage, PlatformStanding, QuotaKnown, TicketStanding,
};
use wxfleet_console::console::pieces::{Mender, Refusal, Tone, WeChatSays};
use wxfleet_console::console::refused::RefusedPage;
use wxfleet_console::console::templates::{DeleteTemplatePage, DraftRow, TemplateRow, TemplatesPage};
use wxfleet_console::console::{Flash, Frame, Platform, Section};
use wxfleet_console::locale::Language::{self, En, Zh};
use wxfleet_console::theme::Theme;
use wxfleet_model::audit::{Audit, AuditStatus};
use wxfleet_model::authorizer::{Authorizer, AuthorizerKind, AuthorizerState, AuthorizerStatus, Profile, TokenState};
use wxfleet_model::code::{CodeState, Version};
use wxfleet_model::domain::{DomainKind, DomainLists, Way};
use wxfleet_model::event::{EventHead, EventId};
use wxfleet_model::job::{Counts, End, ItemState, ItemStateWord, Job, JobItem, JobState, Maker, Trouble, Work};
use wxfleet_model::journal::{Deed, Intent, JournalEntry, JournalId, Outcome};
use wxfleet_model::link::{AuthorizationLink, LinkId, LinkOpenings, OpenedWith};
use wxfleet_model::name_audit::{NameAudit, NameAuditStatus};
use wxfleet_model::operator::OperatorId;
use wxfleet_model::permission::Role;
use wxfleet_model::view::{View, ViewId};
use wxfleet_wechat::account::GetAccountBasicInfoReply;
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::callback::{EnvelopeFault, Reject};
use wxfleet_wechat::catalogue;
use wxfleet_wechat::category::{GetAllCategoriesReplyCategoriesListCategories, GetSetCategoriesReply};
use wxfleet_wechat::code::{GetSupportVersionReply, HistoryVersion};
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, Auditid, ComponentAppid, DraftId, FuncscopeId, TemplateId};
use wxfleet_wechat::privacy::{GetPrivacyInterfaceReplyInterfaceList, GetPrivacySettingReply};
use wxfleet_wechat::wxacode::QrcodeJumpGetReply;

const COMPONENT: &str = "wx1234567890abcdef";

/// Texts as merchants and attackers choose them. The first is what markup would look like that came through.
const AWKWARD: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</title></main></textarea></select><!--",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "🌱👨‍👩‍👧‍👦 \u{202e}fdp.exe &amp;",
];

fn now() -> Timestamp {
    "2026-03-02T02:00:00Z".parse().unwrap()
}

fn account(name: &str) -> Authorizer {
    Authorizer {
        component_appid: ComponentAppid::parse(COMPONENT).unwrap(),
        appid: Appid::parse("wxabcdef1234567890").unwrap(),
        kind: Some(AuthorizerKind::MiniProgram),
        status: AuthorizerStatus::Authorized,
        token_state: TokenState::Good,
        profile: Profile {
            nick_name: name.to_owned(),
            user_name: name.to_owned(),
            alias: name.to_owned(),
            head_img: name.to_owned(),
            qrcode_url: name.to_owned(),
            principal_name: name.to_owned(),
            signature: name.to_owned(),
            ..Profile::default()
        },
        func_info: [17, 30, 999].map(FuncscopeId).to_vec(),
        labels: vec![name.to_owned()],
        authorized_at: now(),
        unauthorized_at: None,
        profile_read_at: Some(now()),
        access_token_expires_at: None,
        closed_at: None,
        version: 1,
    }
}

fn code(name: &str, status: AuditStatus) -> CodeState {
    let version = Version {
        user_version: name.to_owned(),
        user_desc: name.to_owned(),
        template_id: Some(TemplateId(1)),
        since: now(),
    };
    let state = CodeState { online: Some(version.clone()), ..CodeState::default() };
    state.commit(version.clone()).observe_audit(Auditid(7), status, version)
}

fn refusal(name: &str) -> Refusal {
    Refusal {
        title: name.to_owned(),
        what: name.to_owned(),
        advice: name.to_owned(),
        who: Mender::Merchant,
        wechat: Some(WeChatSays { errcode: 85_009, errmsg: Some(name.to_owned()), rid: Some(name.to_owned()) }),
        field: Some("user_version".to_owned()),
    }
}

/// Every page of the console with this text wherever a text can come from outside.
fn pages(name: &str, language: Language) -> Vec<(&'static str, String)> {
    let platforms = [Platform { appid: COMPONENT, name }, Platform { appid: "wxfedcba0987654321", name: "" }];
    let frame = Frame {
        language,
        theme: Theme::Dark,
        csrf: "0123456789abcdef",
        section: Some(Section::Accounts),
        address: "/console/accounts?q=a&lang=zh",
        operator: name,
        role: Role::Operator,
        platforms: &platforms,
        platform: Some(COMPONENT),
        flash: Some(Flash {
            tone: Tone::Good,
            text: name.to_owned(),
            link: Some((name.to_owned(), "/console/".to_owned())),
        }),
        now: now(),
    };
    let mut pages = lists(&frame, name);
    pages.extend(jobs(&frame, name));
    pages.extend(tools(&frame, name));
    pages.extend(of_account(&frame, name));
    pages
}

fn lists(frame: &Frame<'_>, name: &str) -> Vec<(&'static str, String)> {
    let (account, code, refusal) = (account(name), code(name, AuditStatus::Rejected), refusal(name));
    let rows = [AccountRow { account: &account, code: Some(&code) }, AccountRow { account: &account, code: None }];
    let query = AccountsQuery { q: name, label: name, version: name, missing: Some(18), ..AccountsQuery::default() };
    let states = [(AuthorizerState::Reauthorize, 2), (AuthorizerState::Well, 5)];
    let views = [View {
        id: ViewId(Uuid::nil()),
        operator: OperatorId(Uuid::nil()),
        name: name.to_owned(),
        query: "state=well&hide=-".to_owned(),
        made_at: now(),
    }];
    let accounts = AccountsPage {
        query,
        rows: &rows,
        next: Some(name),
        is_later: true,
        states: &states,
        hidden: HiddenColumns::of_text("kind"),
        views: Views { all: &views, here: Some(&views[0]) },
        may_write: true,
        refusal: Some(&refusal),
    };
    let platform = PlatformStanding {
        appid: COMPONENT,
        name,
        ticket: TicketStanding::Stale,
        ticket_at: Some(now()),
        token_until: None,
    };
    let overview = OverviewPage {
        counts: FleetCounts { states: &states, stages: &[], without_development: 3 },
        platforms: &[platform],
        minutes: &[Minute { at: now(), count: 4, latest_ms: Some(300_000) }],
        refusals: &[(Errcode(85_009), 4), (Errcode(123_456), 1)],
        calls: Some(CallCounts { sent: 900, refused: 5, failed: 1 }),
        quota: QuotaKnown::Read(MonthQuota { submissions: (1, 20), speed_ups: (3, 25), read_at: now() }),
        versions: &[(name.to_owned(), 4)],
        may_restart: true,
        refusal: Some(&refusal),
    };
    let events = [EventHead { created_at: Some(now() - jiff::SignedDuration::from_mins(9)), ..event(name) }];
    let query = EventsQuery { kind: name, appid: name, text: name, since: name, until: name };
    let said = Said::Readable { xml: name, json: name };
    vec![
        ("accounts", accounts.render(frame)),
        ("nobody", AccountsPage { rows: &[], next: None, ..accounts }.render(frame)),
        ("overview", overview.render(frame)),
        ("templates", library(frame, name)),
        ("delete a template", deletion(frame, name, &refusal)),
        ("authorization", invitations(frame, name, &refusal)),
        ("events", EventsPage { query, events: &events, older: Some(name), is_later: true }.render(frame)),
        ("no events", EventsPage { query, events: &[], older: None, is_later: false }.render(frame)),
        ("event", EventPage { event: &events[0], said }.render(frame)),
        ("raw event", EventPage { event: &events[0], said: Said::Raw(Some(name)) }.render(frame)),
        ("hidden event", EventPage { event: &events[0], said: Said::Raw(None) }.render(frame)),
        ("refused", RefusedPage { refusal: &refusal }.render(frame)),
    ]
}

fn job(name: &str, state: JobState) -> Job {
    let work = Work::Labels { add: vec![name.to_owned()], remove: vec![name.to_owned()] };
    let maker = (Maker::System, name.to_owned());
    let job = Job::new(ComponentAppid::parse(COMPONENT).unwrap(), work, maker, now());
    Job { state, counts: Counts { total: 9, done: 3, already: 1, skipped: 1, failed: 1 }, ..job }
}

fn jobs(frame: &Frame<'_>, name: &str) -> Vec<(&'static str, String)> {
    let (account, refusal) = (account(name), refusal(name));
    let trouble = Trouble::Refused { errcode: Errcode(85_001), errmsg: name.to_owned(), rid: None };
    let states = [
        ItemState::Over { at: now(), end: End::Failed(trouble.clone()) },
        ItemState::Over { at: now(), end: End::Done },
        ItemState::Waiting { due_at: now(), held_up_by: Some(trouble) },
        ItemState::Held,
    ];
    let items = states.map(|state| JobItem { appid: account.appid.clone(), state });
    let rows: Vec<_> =
        items.iter().map(|item| ItemRow { item, account: Some(&account), why: Some(&refusal) }).collect();
    let running = job(name, JobState::Running);
    let ended = Job { id: running.id, ..job(name, JobState::Ended { at: now() }) };
    let items = ItemsShown { state: Some(ItemStateWord::Failed), rows: &rows, next: Some(name), is_later: false };
    let held_up = Some(HeldUp { until: now(), why: Some(&refusal) });
    let page = JobPage { job: &running, items, held_up, may_act: true, refusal: Some(&refusal) };
    let nobody = JobPage { job: &ended, items: ItemsShown { rows: &[], ..items }, held_up: None, ..page };
    let form = NewJobForm {
        add: name.to_owned(),
        remove: name.to_owned(),
        domains: name.to_owned(),
        wechatid: name.to_owned(),
        ..NewJobForm::default()
    };
    let query = AccountsQuery { q: name, label: name, ..AccountsQuery::default() };
    let mut pages = vec![
        ("job", page.render(frame)),
        ("job that ended", nobody.render(frame)),
        ("jobs", JobsPage { jobs: &[running.clone(), ended.clone()], older: Some(name), is_later: true }.render(frame)),
        ("no jobs", JobsPage { jobs: &[], older: None, is_later: false }.render(frame)),
    ];
    for deed in JobDeed::ALL {
        let picked = NewJobPage { deed, meant: Meant::Picked(name), count: 3, form: &form, refusal: Some(&refusal) };
        pages.push(("form before a job", picked.render(frame)));
        let matching = NewJobPage { meant: Meant::Matching(query), refusal: None, ..picked };
        pages.push(("form before a job over all", matching.render(frame)));
    }
    pages
}

/// The working tools: any API, what was asked lately, a push that somebody brought.
fn tools(frame: &Frame<'_>, name: &str) -> Vec<(&'static str, String)> {
    let refusal = refusal(name);
    let entries = [catalogue::entry("submit_audit").unwrap(), catalogue::entry("upload_audit_media").unwrap()];
    let typed = [("b.version_desc".to_owned(), name.to_owned()), ("b.item_list.0.title".to_owned(), name.to_owned())];
    let fields = json!({ "version_desc": name });
    let value = json!({ name: [name, 1, null], "list": { "a": name } });
    let fields = fields.as_object().unwrap();
    let outlook = Outlook { missing: &[FuncscopeId(18)], filled_in: &["appid"], ..Outlook::default() };
    let endpoint = EndpointPage {
        entry: entries[0],
        account: Some(Chosen { component: COMPONENT, appid: "wxabcdef1234567890", name }),
        asked: name,
        outlook: &outlook,
        typed: &typed,
        add: "b.item_list",
        call: Some(Call { component: COMPONENT, appid: Some("wxabcdef1234567890"), query: fields, body: fields }),
        is_unsure: true,
        refusal: None,
        answer: Some(&Answer { took_ms: 12, value: Some(&value) }),
    };
    let with_file = EndpointPage {
        entry: entries[1],
        account: None,
        call: None,
        answer: None,
        refusal: Some(&refusal),
        outlook: &Outlook { refusal: Some(&refusal), ..Outlook::default() },
        ..endpoint
    };
    let call = AskedCall {
        number: 7,
        at: now(),
        took_ms: 31,
        component: COMPONENT,
        appid: "wxabcdef1234567890",
        by: name,
        endpoint: name,
        method: "POST",
        path: name,
        query: name,
        request: r#"{"a":"<b>"}"#,
        answer: name,
        end: Ended::Refused(Errcode(85_009), Some(name)),
    };
    let calls = [call, AskedCall { end: Ended::Failed(name), ..call }, AskedCall { end: Ended::Done, ..call }];
    let query = CallsQuery { appid: name, errcode: name, path: name, not_done: true };
    let list = CallsPage { query, calls: &calls, older: Some(3), is_later: true, since: now() };
    let said = Said::Readable { xml: "<xml><a>&lt;script&gt;</a></xml>", json: name };
    let checked = Checked { token: Ok(1), key: Ok(0), said: Some(said) };
    let pasted = DecryptPage { platform: COMPONENT, query: name, body: name, checked: Some(checked), refusal: None };
    let wrong = Checked { token: Err(Reject::Signature), key: Err(Reject::Buffer), said: None };
    vec![
        ("catalogue", CataloguePage { q: name, group: "code", appid: name, entries: &entries }.render(frame)),
        ("a code", CataloguePage { q: "85009", group: "", appid: "", entries: &[] }.render(frame)),
        ("endpoint", endpoint.render(frame)),
        ("endpoint with a file", with_file.render(frame)),
        ("calls", list.render(frame)),
        ("no calls", CallsPage { calls: &[], older: None, is_later: false, ..list }.render(frame)),
        ("call", CallPage { call: &call }.render(frame)),
        ("decrypted", pasted.render(frame)),
        ("not decrypted", DecryptPage { checked: Some(wrong), refusal: Some(&refusal), ..pasted }.render(frame)),
    ]
}

#[test]
fn the_checks_of_a_push_are_told_in_their_order() {
    let told = |token, key, said| {
        let checked = Some(Checked { token, key, said });
        let page = DecryptPage { platform: COMPONENT, query: "", body: "", checked, refusal: None };
        let html = page.render(&plain_frame());
        let list = html.split_once("<ol class=\"checks\">").unwrap().1.split_once("</ol>").unwrap().0.to_owned();
        list.split("<li class=\"").skip(1).map(|row| row.split_once('"').unwrap().0.to_owned()).collect::<Vec<_>>()
    };
    let readable = Some(Said::Readable { xml: "<xml/>", json: "" });
    assert_eq!(told(Ok(0), Ok(1), readable), ["good"; 7]);
    let former = told(Err(Reject::Signature), Ok(0), readable);
    assert_eq!(former, ["good", "bad", "good", "good", "good", "good", "good"], "the key is tried all the same");
    let padding = told(Ok(0), Err(Reject::Buffer), None);
    assert_eq!(padding, ["good", "good", "good", "good", "bad", "quiet", "quiet"]);
    let fault = Reject::Envelope(EnvelopeFault::Missing("Encrypt"));
    assert_eq!(told(Err(fault), Err(fault), None), ["bad", "quiet", "quiet", "quiet", "quiet", "quiet", "quiet"]);
    assert_eq!(told(Ok(0), Ok(0), Some(Said::Raw(None))).last().unwrap(), "bad");
}

#[test]
fn a_call_that_changes_something_wants_a_tick_and_a_role() {
    let page = |id: &str, refusal: Option<&Refusal>| {
        let outlook = Outlook { refusal, ..Outlook::default() };
        let page = EndpointPage {
            entry: catalogue::entry(id).unwrap(),
            account: None,
            asked: "",
            outlook: &outlook,
            typed: &[],
            add: "",
            call: None,
            is_unsure: false,
            refusal: None,
            answer: None,
        };
        page.render(&plain_frame())
    };
    let (sure, send) = ("name=\"_sure\"", "value=\"send\"");
    assert!(page("submit_audit", None).contains(sure) && page("submit_audit", None).contains(send));
    assert!(!page("get_version_info", None).contains(sure) && page("get_version_info", None).contains(send));
    let refusal = refusal("只读");
    assert!(!page("submit_audit", Some(&refusal)).contains(send), "who may not call finds no button");
}

fn plain_frame() -> Frame<'static> {
    Frame {
        language: Zh,
        theme: Theme::Auto,
        csrf: "x",
        section: None,
        address: "/console/",
        operator: "amy",
        role: Role::Viewer,
        platforms: &[],
        platform: None,
        flash: None,
        now: now(),
    }
}

fn template(name: &str) -> TemplateRow {
    TemplateRow {
        id: TemplateId(1),
        user_version: name.to_owned(),
        user_desc: name.to_owned(),
        developer: name.to_owned(),
        created_at: Some(now()),
    }
}

fn library(frame: &Frame<'_>, name: &str) -> String {
    let draft = DraftRow {
        id: DraftId(1),
        user_version: name.to_owned(),
        user_desc: name.to_owned(),
        developer: name.to_owned(),
        created_at: None,
    };
    let versions = [(name.to_owned(), 3)];
    let page = TemplatesPage {
        drafts: &[draft],
        templates: &[template(name)],
        versions: &versions,
        may_write: true,
        refusal: None,
    };
    page.render(frame)
}

fn deletion(frame: &Frame<'_>, name: &str, refusal: &Refusal) -> String {
    DeleteTemplatePage { template: &template(name), accounts: 3, in_use: 5, refusal: Some(refusal) }.render(frame)
}

fn link(name: &str) -> AuthorizationLink {
    AuthorizationLink {
        id: LinkId(Uuid::nil()),
        component_appid: ComponentAppid::parse(COMPONENT).unwrap(),
        auth_type: AuthType::MiniPrograms,
        biz_appid: Some(Appid::parse("wxabcdef1234567890").unwrap()),
        category_ids: vec![],
        return_url: None,
        note: name.to_owned(),
        created_at: now(),
        expires_at: now(),
        opened: Some(LinkOpenings { first_at: now(), last_at: now(), times: 2, with: OpenedWith::WeChat }),
        used: None,
    }
}

fn invitations(frame: &Frame<'_>, name: &str, refusal: &Refusal) -> String {
    let link = link(name);
    let form = LinkForm { note: name.to_owned(), biz_appid: name.to_owned(), ..LinkForm::default() };
    let page = AuthorizationPage {
        platform_name: name,
        form: &form,
        made: None,
        links: std::slice::from_ref(&link),
        older: Some("x"),
        may_write: true,
        refusal: Some(refusal),
    };
    page.render(frame)
}

fn of_account(frame: &Frame<'_>, name: &str) -> Vec<(&'static str, String)> {
    let (account, code, refusal) = (account(name), code(name, AuditStatus::InReview), refusal(name));
    let subject = Subject { account: &account, may_write: true };
    let audit = Audit {
        component_appid: account.component_appid.clone(),
        appid: account.appid.clone(),
        auditid: Auditid(7),
        status: AuditStatus::Rejected,
        reason: Some(format!("1:{name}<br>{name}")),
        screenshots: vec![name.to_owned()],
        user_version: Some(name.to_owned()),
        user_desc: Some(name.to_owned()),
        submitted_at: now(),
        decided_at: Some(now()),
        watch_at: None,
    };
    let earlier = [(3, name.to_owned())];
    let question = |question| AskPage { subject, code: &code, question, refusal: Some(&refusal) }.render(frame);
    let form = CommitForm {
        template_id: Some(1),
        user_version: name.to_owned(),
        user_desc: name.to_owned(),
        ext: name.to_owned(),
    };
    let template = TemplateChoice {
        id: TemplateId(1),
        user_version: name.to_owned(),
        user_desc: name.to_owned(),
        created_at: Some(now()),
    };
    let commit = CommitPage { subject, templates: &[template], form: &form, refusal: Some(&refusal) };
    let sent = SubmitForm {
        address: name.to_owned(),
        title: name.to_owned(),
        tag: name.to_owned(),
        version_desc: name.to_owned(),
        feedback_info: name.to_owned(),
        ..SubmitForm::default()
    };
    let submit = SubmitPage {
        subject,
        code: &code,
        categories: &[ReviewCategory { name: name.to_owned() }],
        pages: &[name.to_owned()],
        quota: Some((1, 2)),
        was_rejected: true,
        form: &sent,
        refusal: Some(&refusal),
    };
    let mut pages = vec![
        ("versions", VersionsPage { subject, code: &code, audits: &[audit], refusal: Some(&refusal) }.render(frame)),
        ("release", question(Question::Release)),
        ("roll back", question(Question::RollBack { earlier: &earlier, chosen: Some(3) })),
        ("gray", question(Question::Gray(GrayForm { percentage: 10, testers_first: true, members_first: true }))),
        ("end gray", question(Question::EndGray)),
        ("close", question(Question::Close)),
        ("delete a category", question(Question::DeleteCategory { first: 1, second: 2, name })),
        ("publish a rule", question(Question::PublishRule(name))),
        ("delete a rule", question(Question::DeleteRule(name))),
        ("withdraw", question(Question::Withdraw)),
        ("speed up", question(Question::SpeedUp(Some(3)))),
        ("trial", TrialPage { subject, path: name }.render(frame)),
        ("commit", commit.render(frame)),
        ("submit", submit.render(frame)),
        ("record", record(frame, subject, name)),
    ];
    pages.extend(who_it_is(frame, subject, name, &refusal));
    pages.extend(what_is_set(frame, subject, name, &refusal));
    pages.extend(what_is_online(frame, subject, name, &refusal));
    pages
}

/// What WeChat answered.
macro_rules! answer {
    ($($json:tt)+) => { serde_json::from_value(json!($($json)+)).unwrap() };
}

fn who_it_is(frame: &Frame<'_>, subject: Subject<'_>, name: &str, refusal: &Refusal) -> Vec<(&'static str, String)> {
    let basics: GetAccountBasicInfoReply =
        answer!({"nickname_info": {"nickname": name, "modify_used_count": 1, "modify_quota": 2}});
    let audit = NameAudit {
        component_appid: subject.account.component_appid.clone(),
        appid: subject.account.appid.clone(),
        audit_id: 1,
        nick_name: name.to_owned(),
        status: NameAuditStatus::Rejected,
        reason: name.to_owned(),
        submitted_at: now(),
        decided_at: Some(now()),
    };
    let profiled = Profiled { basics: Ok(&basics), searchable: Ok(false), names: &[audit] };
    let checked = Some(CheckedName { name, needs_papers: true, wording: name });
    let profile = ProfilePage { subject, profiled: Some(profiled), checked, name, refusal: Some(refusal) };
    let silent = Profiled { basics: Err(refusal), searchable: Err(refusal), names: &[] };
    let permissions = PermissionsPage {
        subject,
        platform_name: name,
        made: None,
        status_pages: 2,
        status_url: Some(name),
        refusal: Some(refusal),
    };
    vec![
        ("profile", profile.render(frame)),
        ("silent profile", ProfilePage { profiled: Some(silent), checked: None, ..profile }.render(frame)),
        ("profile of an Official Account", ProfilePage { profiled: None, ..profile }.render(frame)),
        ("permissions", permissions.render(frame)),
    ]
}

fn what_is_set(frame: &Frame<'_>, subject: Subject<'_>, name: &str, refusal: &Refusal) -> Vec<(&'static str, String)> {
    let mut lists = DomainLists::default();
    for kind in [DomainKind::Request, DomainKind::Udp, DomainKind::Webview] {
        lists.set(kind, [name.to_owned()]);
    }
    let shown = DomainsWay { way: Way::Platform, server: Ok(&lists), webview: Ok(&lists) };
    let (dropped, served) = ([name.to_owned()], Some(name));
    let domains = DomainsPage { subject, lists: shown, dropped: &dropped, served, refusal: Some(refusal) };
    let silent = DomainsWay { way: Way::Direct, server: Err(refusal), webview: Err(refusal) };
    let setting: GetPrivacySettingReply = answer!({
        "privacy_list": ["Location", name],
        "setting_list": [{"privacy_key": "UserInfo", "privacy_text": name, "privacy_label": name}],
        "owner_setting": {"contact_phone": name, "contact_email": name, "notice_method": name},
        "privacy_desc": {"privacy_desc_list": [{"privacy_key": name, "privacy_desc": name}]},
        "update_time": 1_700_000_000,
    });
    let form = PrivacyForm::of(&setting);
    let apis: Vec<GetPrivacyInterfaceReplyInterfaceList> = [1, 4, 5]
        .map(|status| answer!({"api_name": name, "api_ch_name": name, "status": status, "fail_reason": name}))
        .into();
    let found = [name.to_owned()];
    let scan = Some(Scan { finished: true, without_auth: &found, without_conf: &found });
    let privacy =
        PrivacyPage { subject, guideline: Ok((&setting, &form)), scan, apis: Ok(&apis), refusal: Some(refusal) };
    let set: GetSetCategoriesReply = answer!({"quota": 1, "category_limit": 5, "categories": [
        {"first": 1, "first_name": name, "second": 2, "second_name": name, "audit_status": 2, "audit_reason": name},
    ]});
    let all: Vec<GetAllCategoriesReplyCategoriesListCategories> = answer!([
        {"id": 1, "name": name, "level": 1, "father": 0, "children": [2]},
        {"id": 2, "name": name, "level": 2, "father": 1, "sensitive_type": 1},
    ]);
    let categories = CategoriesPage { subject, set: Ok(&set), all: &all, pages: Ok(&found), refusal: Some(refusal) };
    let testers = [TesterRow { userstr: name.to_owned(), wechatid: Some(name.to_owned()) }];
    let rules: QrcodeJumpGetReply =
        answer!({"qrcodejump_pub_quota": 3, "rule_list": [{"prefix": name, "path": name, "state": 1}]});
    let access = AccessPage { subject, testers: Ok(&testers), rules: Ok(&rules), served, refusal: Some(refusal) };
    vec![
        ("domains", domains.render(frame)),
        ("silent domains", DomainsPage { lists: silent, dropped: &[], served: None, ..domains }.render(frame)),
        ("privacy", privacy.render(frame)),
        ("silent privacy", PrivacyPage { guideline: Err(refusal), apis: Err(refusal), ..privacy }.render(frame)),
        ("categories", categories.render(frame)),
        ("silent categories", CategoriesPage { set: Err(refusal), pages: Err(refusal), ..categories }.render(frame)),
        ("access", access.render(frame)),
        ("silent access", AccessPage { testers: Err(refusal), rules: Err(refusal), ..access }.render(frame)),
    ]
}

fn what_is_online(
    frame: &Frame<'_>,
    subject: Subject<'_>,
    name: &str,
    refusal: &Refusal,
) -> Vec<(&'static str, String)> {
    let code = code(name, AuditStatus::Approved);
    let earlier: Vec<HistoryVersion> = answer!([
        {"app_version": 2, "user_version": "other", "user_desc": name, "commit_time": 1_700_000_000},
        {"app_version": 1, "user_version": name, "user_desc": name, "commit_time": 0},
    ]);
    let library: GetSupportVersionReply =
        answer!({"now_version": name, "uv_info": {"items": [{"version": name, "percentage": 12.5}]}});
    let gray = Gray { status: Some(1), percentage: 30, since: Some(now()) };
    let page = OnlinePage {
        subject,
        code: &code,
        visible: Ok(true),
        gray: Ok(gray),
        earlier: Ok(&earlier),
        library: Ok(&library),
        refusal: Some(refusal),
    };
    let silent =
        OnlinePage { visible: Err(refusal), gray: Err(refusal), earlier: Err(refusal), library: Err(refusal), ..page };
    vec![("online", page.render(frame)), ("silent online", silent.render(frame))]
}

fn record(frame: &Frame<'_>, subject: Subject<'_>, name: &str) -> String {
    let entry = |outcome| JournalEntry {
        intent: Intent {
            id: JournalId(Uuid::nil()),
            actor: name.to_owned(),
            deed: Deed::CodeCommit,
            component_appid: None,
            appid: None,
            request: json!({ name: name }),
            instance: Uuid::nil(),
            opened_at: now(),
        },
        outcome: Some((outcome, now())),
    };
    let refused =
        |code| Outcome::Refused { errcode: Errcode(code), errmsg: name.to_owned(), rid: Some(name.to_owned()) };
    let entries = [
        entry(refused(85_009)),
        entry(refused(123_456)),
        entry(Outcome::Unknown { reason: name.to_owned() }),
        entry(Outcome::Done { result: json!({}) }),
    ];
    RecordPage { subject, entries: &entries, events: &[event(name)], older: Some("x") }.render(frame)
}

fn event(kind: &str) -> EventHead {
    EventHead {
        id: EventId(Uuid::nil()),
        component_appid: ComponentAppid::parse(COMPONENT).unwrap(),
        appid: Some(Appid::parse("wxabcdef1234567890").unwrap()),
        kind: kind.to_owned(),
        created_at: None,
        received_at: now(),
    }
}

/// Each tag of a page with its attributes. Our templates quote every value.
fn tags(html: &str) -> Vec<(&str, Vec<(&str, &str)>)> {
    html.split('<')
        .skip(1)
        .map(|rest| {
            let text = rest.split_once('>').expect("tags end").0.trim_end_matches('/');
            let (name, mut rest) = text.split_once(' ').unwrap_or((text, ""));
            let mut attributes = Vec::new();
            while let Some((attribute, after)) = rest.trim_start().split_once('=') {
                let quote = &after[..1];
                let Some((value, after)) = after[1..].split_once(quote) else { panic!("{text}") };
                attributes.push((attribute.rsplit(' ').next().unwrap_or_default(), value));
                rest = after;
            }
            (name, attributes)
        })
        .collect()
}

fn each_page(mut look: impl FnMut(&str, &str)) {
    for language in [Zh, En] {
        for name in AWKWARD {
            for (page, html) in pages(name, language) {
                look(&format!("{page} in {language:?} with {name}"), &html);
            }
        }
    }
}

#[test]
fn nothing_from_outside_becomes_markup_and_nothing_is_inline() {
    each_page(|what, html| {
        for awkward in ["<script>alert", "<img src=x", "</title></main>"] {
            assert!(!html.contains(awkward), "{awkward} in {what}");
        }
        for (tag, attributes) in tags(html) {
            let has = |name: &str| attributes.iter().any(|(attribute, _)| *attribute == name);
            assert!(tag != "script" || has("src"), "an inline script in {what}");
            assert!(tag != "style" && !has("style"), "an inline style in {what}");
            for (name, value) in &attributes {
                assert!(!name.starts_with("on") && !name.starts_with("hx-on"), "{name} in {what}");
                let leads = ["href", "src", "action", "hx-get"].contains(name);
                let ours = value.starts_with('/') || value.starts_with('#');
                assert!(!leads || ours, "{tag} leads to {value} in {what}");
            }
        }
    });
}

#[test]
fn every_tag_is_closed_in_its_order() {
    const ALONE: [&str; 7] = ["!doctype", "meta", "link", "img", "input", "br", "option"];
    each_page(|what, html| {
        let mut open = Vec::new();
        for rest in html.split('<').skip(1) {
            let text = rest.split_once('>').expect("tags end").0;
            let name = text.split([' ', '\n']).next().expect("a name");
            match name.strip_prefix('/') {
                Some("option") => {}
                Some(closed) => assert_eq!(open.pop(), Some(closed), "in {what}"),
                None if ALONE.contains(&name) || text.ends_with('/') => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?} in {what}");
    });
}

#[test]
fn every_form_that_changes_something_proves_where_it_comes_from() {
    each_page(|what, html| {
        for form in html.split("<form").skip(1) {
            let form = form.split_once("</form>").expect("forms end").0;
            let changes = form.contains("method=\"post\"");
            assert_eq!(changes, form.contains("name=\"_csrf\" value=\"0123456789abcdef\""), "{form} in {what}");
        }
    });
}

#[test]
fn an_id_stands_once_on_a_page() {
    each_page(|what, html| {
        let mut ids: Vec<&str> = tags(html)
            .into_iter()
            .flat_map(|(_, attributes)| attributes)
            .filter(|(name, _)| *name == "id")
            .map(|(_, id)| id)
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "in {what}");
    });
}

#[test]
fn an_english_page_holds_no_chinese_of_ours() {
    let is_han = |character: char| ('\u{4e00}'..='\u{9fff}').contains(&character);
    for (page, html) in pages("Fruit", En) {
        // The other language is offered in its own words.
        let html = html.replace("中文", "");
        let found: String = html.chars().filter(|character| is_han(*character)).collect();
        assert!(found.is_empty(), "{found} in {page}");
    }
}

#[test]
fn who_may_not_act_sees_no_form_but_the_frames() {
    let (account, code) = (account("果"), code("1.0", AuditStatus::Approved));
    let subject = Subject { account: &account, may_write: false };
    let frame = Frame {
        language: Zh,
        theme: Theme::Auto,
        csrf: "x",
        section: None,
        address: "/console/",
        operator: "amy",
        role: Role::Viewer,
        platforms: &[],
        platform: None,
        flash: None,
        now: now(),
    };
    let page = VersionsPage { subject, code: &code, audits: &[], refusal: None }.render(&frame);
    for action in ["/release", "/commit", "/submit", "/roll-back", "/withdraw"] {
        assert!(!page.contains(action), "{action}");
    }
    let accounts = AccountsPage {
        query: AccountsQuery::default(),
        rows: &[],
        next: None,
        is_later: false,
        states: &[],
        hidden: HiddenColumns::default(),
        views: Views::default(),
        may_write: false,
        refusal: None,
    };
    let page = accounts.render(&frame);
    assert!(!page.contains("/console/accounts/sync") && !page.contains("/console/accounts/jobs/new"));
    assert!(page.contains("还没有账号授权"), "{page}");
}

#[test]
fn a_new_invitation_comes_with_its_code_and_words_in_chinese() {
    let mut html = String::new();
    let link = AuthorizationLink {
        id: LinkId(Uuid::nil()),
        component_appid: ComponentAppid::parse(COMPONENT).unwrap(),
        auth_type: AuthType::MiniPrograms,
        biz_appid: None,
        category_ids: vec![],
        return_url: None,
        note: String::new(),
        created_at: now(),
        expires_at: "2026-03-09T02:00:00Z".parse().unwrap(),
        opened: None,
        used: None,
    };
    let made = MadeLink { url: "https://wx.example.com/invite/abc", link: &link };
    for (_, other) in pages("云小店", En) {
        html.push_str(&other);
    }
    assert!(!html.contains("invite/abc"), "an address stands only where it was just made");
    let platforms = [Platform { appid: COMPONENT, name: "云小店" }];
    let frame = Frame {
        language: En,
        theme: Theme::Auto,
        csrf: "x",
        section: Some(Section::Authorization),
        address: "/console/authorization",
        operator: "amy",
        role: Role::Operator,
        platforms: &platforms,
        platform: Some(COMPONENT),
        flash: None,
        now: now(),
    };
    let form = LinkForm::default();
    let page = AuthorizationPage {
        platform_name: "云小店",
        form: &form,
        made: Some(made),
        links: &[],
        older: None,
        may_write: true,
        refusal: None,
    };
    let page = page.render(&frame);
    for says in ["<svg class=\"qr\"", "请把您的小程序授权给", "https://wx.example.com/invite/abc", "2026年3月9日 10:00"]
    {
        assert!(page.contains(says), "{says} in {page}");
    }
}
