//! Pages of the console with a fleet as it might be: long names, nobody, many, failures.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;
use wxfleet_console::console::account::{
    AccessPage, AskPage, CategoriesPage, CommitForm, CommitPage, DomainsPage, DomainsWay, Gray, OnlinePage,
    PermissionsPage, PrivacyForm, PrivacyPage, ProfilePage, Profiled, Question, RecordPage, ReviewCategory, Scan,
    Subject, SubmitForm, SubmitPage, TemplateChoice, TesterRow, VersionsPage,
};
use wxfleet_console::console::accounts::{AccountRow, AccountsPage, AccountsQuery, HiddenColumns, Views};
use wxfleet_console::console::apis::{
    Answer, AskedCall, Call, CallPage, CallsPage, CallsQuery, CataloguePage, Chosen, Ended as CallEnded, EndpointPage,
    Outlook, form,
};
use wxfleet_console::console::authorization::{AuthorizationPage, LinkForm, MadeLink};
use wxfleet_console::console::events::decrypt::{Checked, DecryptPage};
use wxfleet_console::console::events::{EventPage, EventsPage, EventsQuery, Said};
use wxfleet_console::console::jobs::{
    Deed as JobDeed, HeldUp, ItemRow, ItemsShown, JobPage, JobsPage, Meant, NewJobForm, NewJobPage,
};
use wxfleet_console::console::overview::{
    CallCounts, Counts, Minute, MonthQuota, OverviewPage, PlatformStanding, QuotaKnown, TicketStanding,
};
use wxfleet_console::console::pieces::{Mender, Refusal, Tone, WeChatSays};
use wxfleet_console::console::templates::{DeleteTemplatePage, DraftRow, TemplateRow, TemplatesPage};
use wxfleet_console::console::{Flash, Frame, Platform, Section};
use wxfleet_console::locale::Language;
use wxfleet_console::merchant::{Look, StatusPage};
use wxfleet_console::theme::Theme;
use wxfleet_model::audit::{Audit, AuditStatus};
use wxfleet_model::authorizer::{Authorizer, AuthorizerKind, AuthorizerState, AuthorizerStatus, Profile, TokenState};
use wxfleet_model::code::{CodeStage, CodeState, Version};
use wxfleet_model::domain::{Change, DomainKind, DomainLists, Family, Way};
use wxfleet_model::event::{EventHead, EventId};
use wxfleet_model::job::{
    Binding, Counts as JobCounts, End, ItemState, ItemStateWord, Job, JobItem, JobState, Maker, Stop, Trouble, Work,
};
use wxfleet_model::journal::{Deed, Intent, JournalEntry, JournalId, Outcome as Ended};
use wxfleet_model::link::{AuthorizationLink, LinkId, LinkOpenings, LinkUse, OpenedWith};
use wxfleet_model::operator::OperatorId;
use wxfleet_model::permission::Role;
use wxfleet_model::view::{View, ViewId};
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::catalogue;
use wxfleet_wechat::domain::DomainAction;
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, Auditid, ComponentAppid, DraftId, FuncscopeId, TemplateId};

use crate::Outcome;

type Write<'a> = &'a dyn Fn(&str, &str) -> Outcome;

const COMPONENT: &str = "wx1234567890abcdef";

fn now() -> Timestamp {
    "2026-03-02T02:00:00Z".parse().expect("a time")
}

fn ago(minutes: i64) -> Timestamp {
    now() - SignedDuration::from_mins(minutes)
}

fn account(number: u32, name: &str, company: &str, change: impl FnOnce(&mut Authorizer)) -> Authorizer {
    let mut account = Authorizer {
        component_appid: ComponentAppid::parse(COMPONENT).expect("an appid"),
        appid: Appid::parse(format!("wx{:016x}", 0x5a3f_91c2_7700_0000_u64 + u64::from(number) * 7_919))
            .expect("an appid"),
        kind: Some(AuthorizerKind::MiniProgram),
        status: AuthorizerStatus::Authorized,
        token_state: TokenState::Good,
        profile: Profile {
            nick_name: name.to_owned(),
            user_name: format!("gh_{number:012x}"),
            principal_name: company.to_owned(),
            signature: "每日现摘，社区次日自提。".to_owned(),
            account_status: Some(1),
            ..Profile::default()
        },
        func_info: [17, 18, 19, 25, 30, 48, 86, 88].map(FuncscopeId).to_vec(),
        labels: vec![],
        authorized_at: ago(7 * i64::from(number * number) + 9),
        unauthorized_at: None,
        profile_read_at: Some(ago(200)),
        access_token_expires_at: Some(now() + SignedDuration::from_mins(84)),
        closed_at: None,
        version: 3,
    };
    change(&mut account);
    account
}

fn version(name: &str, desc: &str, minutes: i64) -> Version {
    Version {
        user_version: name.to_owned(),
        user_desc: desc.to_owned(),
        template_id: Some(TemplateId(12)),
        since: ago(minutes),
    }
}

fn online() -> CodeState {
    CodeState { online: Some(version("2.3.1", "会员日活动", 9_000)), ..CodeState::default() }
}

fn submitted(status: AuditStatus) -> CodeState {
    let committed = online().commit(version("2.4.0", "新增社区团购自提点、修复下单页在 iPhone 上的遮挡", 260));
    let sent = version("2.4.0", "新增社区团购自提点、修复下单页在 iPhone 上的遮挡", 190);
    committed.observe_audit(Auditid(437_215_601), status, sent)
}

fn fleet() -> Vec<(Authorizer, CodeState)> {
    let plain = |_: &mut Authorizer| {};
    vec![
        (
            account(1, "老王鲜果☕️社区团购", "深圳市老王鲜果贸易有限公司", |a| {
                a.labels = words(&["VIP", "华南"]);
            }),
            submitted(AuditStatus::InReview),
        ),
        (
            account(
                2,
                "前海云上小店信息技术服务有限公司官方旗舰店",
                "深圳市前海云上小店信息技术服务有限公司（中国）",
                plain,
            ),
            submitted(AuditStatus::Rejected),
        ),
        (account(3, "阿Ken理发", "个人", |a| a.token_state = TokenState::Reauthorize), online()),
        (
            account(4, "南山咖啡地图", "深圳南山咖啡文化有限公司", |a| {
                a.labels = words(&["灰度", "咖啡", "重点客户 2026"]);
            }),
            submitted(AuditStatus::Approved),
        ),
        (account(5, "🌱 Green Leaf 有机农场", "广东绿叶农业科技股份有限公司", plain), online()),
        (account(6, "小熊早教", "杭州小熊教育咨询有限公司", |a| a.profile.account_status = Some(19)), online()),
        (
            account(7, "云小店服务号", "深圳市前海云上小店信息技术服务有限公司", |a| {
                a.kind = Some(AuthorizerKind::OfficialAccount);
            }),
            CodeState::default(),
        ),
        (
            account(8, "渔港海鲜直送", "舟山渔港海鲜有限公司", |a| a.token_state = TokenState::Failing),
            online().commit(version("2.4.0", "试用", 3)),
        ),
        (account(9, "", "", |a| a.kind = None), CodeState::default()),
        (
            account(10, "城西五金", "成都城西五金机电经营部", |a| {
                a.status = AuthorizerStatus::Unauthorized;
            }),
            online(),
        ),
        (
            account(11, "<script>alert(1)</script>", "\"'><img src=x>", plain),
            CodeState::default().commit(version("0.1", "第一版", 30)),
        ),
        (account(12, "星河影院", "星河影业（深圳）有限公司", |a| a.labels = words(&["VIP"])), online()),
    ]
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn refusal(language: Language) -> Refusal {
    Refusal {
        title: language.pick("微信拒绝了此操作", "WeChat refused").to_owned(),
        what: language.pick("已有一个版本正在审核中", "a version is in review already").to_owned(),
        advice: language
            .pick("等待审核结果，或先撤回当前审核再重新提交。", "Wait for the decision, or withdraw the review first.")
            .to_owned(),
        who: Mender::Isv,
        wechat: Some(WeChatSays {
            errcode: 85_009,
            errmsg: Some("already submit a version under auditing".to_owned()),
            rid: Some("65a1f0c2-1b2c3d4e-5f607182".to_owned()),
        }),
        field: None,
    }
}

pub(crate) fn console_pages(language: Language, theme: Theme, write: Write<'_>) -> Outcome {
    let platforms = [
        Platform { appid: COMPONENT, name: "云小店第三方平台" },
        Platform { appid: "wxfedcba0987654321", name: "云小店（测试）" },
    ];
    let frame = Frame {
        language,
        theme,
        csrf: "t",
        section: Some(Section::Accounts),
        address: "/console/accounts",
        operator: "陈晓琳",
        role: Role::Operator,
        platforms: &platforms,
        platform: Some(COMPONENT),
        flash: None,
        now: now(),
    };
    overview(&Frame { section: Some(Section::Overview), address: "/console/", ..frame.clone() }, write)?;
    library(&Frame { section: Some(Section::Templates), ..frame.clone() }, write)?;
    invitations(&Frame { section: Some(Section::Authorization), ..frame.clone() }, write)?;
    events(&Frame { section: Some(Section::Events), ..frame.clone() }, write)?;
    tools(&Frame { section: Some(Section::Apis), ..frame.clone() }, write)?;
    accounts(&frame, write)?;
    jobs(&frame, write)?;
    account_pages(&frame, write)
}

fn tools(frame: &Frame<'_>, write: Write<'_>) -> Outcome {
    let all: Vec<_> = catalogue::entries().iter().collect();
    write("apis", &CataloguePage { q: "", group: "", appid: "", entries: &all }.render(frame))?;
    write("errcode", &CataloguePage { q: "85009", group: "", appid: "", entries: &[] }.render(frame))?;
    let entry = catalogue::entry("submit_audit").ok_or("an API")?;
    let (query, body) = (entry.sample_call_query(), entry.sample_call_body());
    let appid = "wx5a3f91c277000000";
    let outlook = Outlook { missing: &[FuncscopeId(18)], ..Outlook::default() };
    let page = EndpointPage {
        entry,
        account: Some(Chosen { component: COMPONENT, appid, name: "果然新鲜社区团购（福田店）" }),
        asked: appid,
        outlook: &outlook,
        typed: &form::typed(entry, &query, &body),
        add: "",
        call: Some(Call { component: COMPONENT, appid: Some(appid), query: &query, body: &body }),
        is_unsure: false,
        refusal: None,
        answer: None,
    };
    write("api", &page.render(frame))?;
    let value =
        json!({"errcode": 0, "errmsg": "ok", "auditid": 4_512_377, "info": {"list": ["首页", "我的"], "more": true}});
    let granted = Outlook::default();
    let answer = Answer { took_ms: 183, value: Some(&value) };
    write("api-answer", &EndpointPage { answer: Some(&answer), outlook: &granted, ..page }.render(frame))?;
    let refused = refusal(frame.language);
    write(
        "api-refused",
        &EndpointPage { refusal: Some(&refused), outlook: &granted, is_unsure: true, ..page }.render(frame),
    )?;

    let call = |number, endpoint: &'static str, path, end| AskedCall {
        number,
        at: ago(7 - i64::try_from(number).unwrap_or_default()),
        took_ms: 40 + number * 17,
        component: COMPONENT,
        appid,
        by: if number % 2 == 0 { "operator:陈晓琳" } else { "task:watch" },
        endpoint,
        method: "POST",
        path,
        query: "",
        request: r#"{"auditid":4512377,"item_list":[{"first_class":"餐饮","title":"首页"}]}"#,
        answer: r#"{"errcode":85009,"errmsg":"already submit a version under auditing rid: 6a1f2c3d-0b1c2d3e-4f5a6b7c"}"#,
        end,
    };
    let rid = Some("6a1f2c3d-0b1c2d3e-4f5a6b7c");
    let calls = [
        call(6, "submit_audit", "/wxa/submit_audit", CallEnded::Refused(Errcode(85_009), rid)),
        call(5, "get_latest_audit_status", "/wxa/get_latest_auditstatus", CallEnded::Done),
        call(4, "commit_code", "/wxa/commit", CallEnded::Failed("commit_code: no answer from WeChat in time")),
        call(3, "get_authorizer_info", "/cgi-bin/component/api_get_authorizer_info", CallEnded::Done),
    ];
    let query = CallsQuery::default();
    let list = CallsPage { query, calls: &calls, older: Some(3), is_later: false, since: ago(5_000) };
    write("calls", &list.render(frame))?;
    write("call", &CallPage { call: &calls[0] }.render(frame))?;
    let xml = "<xml><ToUserName>gh_0123456789ab</ToUserName><MsgType>event</MsgType><Event>weapp_audit_fail</Event>\
               <Reason>1:类目不符</Reason></xml>";
    let checked = Checked { token: Ok(0), key: Ok(1), said: Some(Said::Readable { xml, json: "" }) };
    let (query, body) = ("https://wx.example.com/wechat/events?timestamp=1&nonce=2&msg_signature=3", "<xml>…</xml>");
    let pasted = DecryptPage { platform: COMPONENT, query, body, checked: Some(checked), refusal: None };
    write("decrypt", &pasted.render(frame))
}

fn events(frame: &Frame<'_>, write: Write<'_>) -> Outcome {
    let event = |kind: &str, minutes, late| EventHead {
        id: EventId(Uuid::nil()),
        component_appid: ComponentAppid::parse(COMPONENT).expect("an appid"),
        appid: (kind != "component_verify_ticket").then(|| Appid::parse("wxabcdef1234567890").expect("an appid")),
        kind: kind.to_owned(),
        created_at: Some(ago(minutes + late)),
        received_at: ago(minutes),
    };
    let events = [
        event("weapp_audit_success", 1, 0),
        event("component_verify_ticket", 4, 0),
        event("weapp_audit_fail", 9, 12),
        event("wxa_category_audit", 30, 0),
        event("unauthorized", 70, 0),
    ];
    let page = EventsPage { query: EventsQuery::default(), events: &events, older: Some("x"), is_later: false };
    write("events", &page.render(frame))?;
    let json = "{\n  \"InfoType\": \"component_verify_ticket\",\n  \"ComponentVerifyTicket\": \"***\"\n}";
    let said = Said::Readable { xml: "<xml><InfoType>component_verify_ticket</InfoType></xml>", json };
    write("event", &EventPage { event: &events[0], said }.render(frame))
}

fn library(frame: &Frame<'_>, write: Write<'_>) -> Outcome {
    let template = |id, name: &str, desc: &str, minutes| TemplateRow {
        id: TemplateId(id),
        user_version: name.to_owned(),
        user_desc: desc.to_owned(),
        developer: "林工".to_owned(),
        created_at: Some(ago(minutes)),
    };
    let templates = [
        template(14, "2.5.0", "订单页改版，支持到店自提", 70),
        template(13, "2.4.0", "新增社区团购自提点、修复下单页在 iPhone 上的遮挡", 4_000),
        template(12, "2.3.1", "会员日活动", 12_000),
    ];
    let draft = DraftRow {
        id: DraftId(31),
        user_version: "2.6.0-beta".to_owned(),
        user_desc: "直播间入口".to_owned(),
        developer: "林工".to_owned(),
        created_at: Some(ago(12)),
    };
    let versions = [("2.3.1".to_owned(), 1_204), ("2.3.0".to_owned(), 377), ("2.2.8".to_owned(), 61)];
    let page =
        TemplatesPage { drafts: &[draft], templates: &templates, versions: &versions, may_write: true, refusal: None };
    write("templates", &page.render(frame))?;
    write(
        "template-delete",
        &DeleteTemplatePage { template: &templates[2], accounts: 1_204, in_use: 1_260, refusal: None }.render(frame),
    )?;
    let empty = TemplatesPage { drafts: &[], templates: &[], versions: &[], ..page };
    write("templates-empty", &empty.render(frame))
}

fn invitations(frame: &Frame<'_>, write: Write<'_>) -> Outcome {
    let link = |note: &str, made, ends, used: Option<i64>| AuthorizationLink {
        id: LinkId(Uuid::nil()),
        component_appid: ComponentAppid::parse(COMPONENT).expect("an appid"),
        auth_type: AuthType::MiniPrograms,
        biz_appid: None,
        category_ids: vec![],
        return_url: None,
        note: note.to_owned(),
        created_at: ago(made),
        expires_at: ago(ends),
        opened: used.map(|at| LinkOpenings {
            first_at: ago(at + 20),
            last_at: ago(at + 1),
            times: 2,
            with: OpenedWith::WeChat,
        }),
        used: used.map(|at| LinkUse { at: ago(at), appid: Appid::parse("wxabcdef1234567890").expect("an appid") }),
    };
    let links = [
        link("好味来餐饮 · 工单 20260302-17", 2, -10_000, None),
        link("阿Ken理发", 300, -9_000, Some(20)),
        link("", 20_000, 9_000, None),
    ];
    let form = LinkForm::default();
    let made = MadeLink { url: "https://wx.example.com/invite/1hJ7c0bVqVbq3uWlUeQmXw", link: &links[0] };
    let page = AuthorizationPage {
        platform_name: "云小店",
        form: &form,
        made: Some(made),
        links: &links,
        older: None,
        may_write: true,
        refusal: None,
    };
    write("authorization-made", &page.render(frame))?;
    write("authorization", &AuthorizationPage { made: None, links: &[], ..page }.render(frame))
}

fn overview(frame: &Frame<'_>, write: Write<'_>) -> Outcome {
    let states = [
        (AuthorizerState::Unauthorized, 12),
        (AuthorizerState::Frozen, 3),
        (AuthorizerState::Reauthorize, 7),
        (AuthorizerState::Closed, 4),
        (AuthorizerState::Failing, 2),
        (AuthorizerState::Well, 1_804),
    ];
    let code = [(CodeStage::InReview, 41), (CodeStage::Rejected, 5), (CodeStage::Approved, 16)];
    let platform = PlatformStanding {
        appid: COMPONENT,
        name: "云小店第三方平台",
        ticket: TicketStanding::Fresh,
        ticket_at: Some(ago(6)),
        token_until: Some(now() + SignedDuration::from_mins(71)),
    };
    let testing = PlatformStanding {
        appid: "wxfedcba0987654321",
        name: "云小店（测试）",
        ticket: TicketStanding::Stale,
        ticket_at: Some(ago(47)),
        token_until: None,
    };
    let minutes: Vec<Minute> = (0..60_i64)
        .map(|back| Minute {
            at: ago(59 - back),
            count: ((back * 37 + back * back) % 61).unsigned_abs(),
            latest_ms: Some(3_200),
        })
        .collect();
    let refusals = [(Errcode(85_009), 34), (Errcode(61_007), 12), (Errcode(45_009), 3)];
    let versions = [
        ("2.3.1".to_owned(), 1_204),
        ("2.3.0".to_owned(), 377),
        ("2.2.8".to_owned(), 61),
        ("1.9.4 旧版".to_owned(), 2),
    ];
    let page = OverviewPage {
        counts: Counts { states: &states, stages: &code, without_development: 18 },
        platforms: &[platform.clone(), testing],
        minutes: &minutes,
        refusals: &refusals,
        calls: Some(CallCounts { sent: 18_402, refused: 37, failed: 2 }),
        quota: QuotaKnown::Read(MonthQuota { submissions: (1_483, 2_000), speed_ups: (21, 25), read_at: ago(12) }),
        versions: &versions,
        may_restart: true,
        refusal: None,
    };
    write("overview", &page.render(frame))?;
    let calm = OverviewPage {
        counts: Counts { states: &states[5..], stages: &[], without_development: 0 },
        platforms: &[platform],
        minutes: &[],
        refusals: &[],
        versions: &[],
        ..page
    };
    write("overview-calm", &calm.render(frame))?;
    write("overview-nothing", &OverviewPage { counts: Counts::default(), platforms: &[], ..calm }.render(frame))
}

fn accounts(frame: &Frame<'_>, write: Write<'_>) -> Outcome {
    let fleet = fleet();
    let rows: Vec<AccountRow<'_>> =
        fleet.iter().map(|(account, code)| AccountRow { account, code: Some(code) }).collect();
    let states = [
        (AuthorizerState::Unauthorized, 12),
        (AuthorizerState::Frozen, 3),
        (AuthorizerState::Reauthorize, 7),
        (AuthorizerState::Failing, 2),
        (AuthorizerState::Well, 1_804),
    ];
    let page = AccountsPage {
        query: AccountsQuery::default(),
        rows: &rows,
        next: Some("wx1"),
        is_later: false,
        states: &states,
        hidden: HiddenColumns::default(),
        views: Views::default(),
        may_write: true,
        refusal: None,
    };
    write("accounts", &page.render(frame))?;
    let query = AccountsQuery {
        q: "鲜果",
        kind: Some(AuthorizerKind::MiniProgram),
        stage: Some(CodeStage::InReview),
        missing: Some(18),
        ..AccountsQuery::default()
    };
    let view = |name: &str| View {
        id: ViewId(Uuid::now_v7()),
        operator: OperatorId(Uuid::nil()),
        name: name.to_owned(),
        query: "state=well&hide=-".to_owned(),
        made_at: now(),
    };
    let views = [view("审核中的餐饮"), view("华东 · 缺开发权限"), view("本周待发布")];
    let views = Views { all: &views, here: Some(&views[0]) };
    let few = AccountsPage { query, rows: &rows[..1], views, next: None, is_later: true, ..page };
    write("accounts-filtered", &few.render(frame))?;
    let nobody = AccountsPage { query, rows: &[], next: None, may_write: false, ..page };
    write("accounts-nobody", &nobody.render(frame))?;
    let nothing = AccountsPage { query: AccountsQuery::default(), rows: &[], next: None, states: &[], ..page };
    write("accounts-nothing", &nothing.render(frame))
}

fn jobs(frame: &Frame<'_>, write: Write<'_>) -> Outcome {
    let fleet = fleet();
    let job = |work, state, made, [total, done, already, skipped, failed]: [u64; 5]| {
        let component = ComponentAppid::parse(COMPONENT).expect("an appid");
        let job = Job::new(component, work, (Maker::System, "operator:陈晓琳".to_owned()), ago(made));
        Job { state, counts: JobCounts { total, done, already, skipped, failed }, moved_at: ago(0), ..job }
    };
    let mut lists = DomainLists::default();
    lists.set(DomainKind::Request, ["https://api.example.com".to_owned()]);
    let change = Change { action: DomainAction::Add, way: Way::Platform, lists };
    let domains = Work::Domains { family: Family::Server, change };
    let running = job(domains.clone(), JobState::Running, 3, [1_804, 611, 40, 12, 4]);
    let ended = job(domains, JobState::Ended { at: ago(1) }, 30, [1_804, 1_700, 80, 12, 12]);
    let tester = Work::Tester { turn: Binding::Bind, wechatid: "laowang_2020".to_owned() };
    let labels =
        Work::Labels { add: vec!["连锁".to_owned(), "华东".to_owned()], remove: vec!["试用".to_owned()] };
    let all = [
        running.clone(),
        ended.clone(),
        job(tester, JobState::Ended { at: ago(100) }, 140, [48, 48, 0, 0, 0]),
        job(labels, JobState::Ended { at: ago(2_000) }, 2_001, [320, 300, 20, 0, 0]),
        job(Work::Refresh, JobState::Cancelled { at: ago(9_000), why: Stop::Asked }, 9_100, [1_804, 92, 0, 3, 0]),
    ];
    write("jobs", &JobsPage { jobs: &all, older: Some("x"), is_later: false }.render(frame))?;
    write("jobs-nothing", &JobsPage { jobs: &[], older: None, is_later: false }.render(frame))?;
    let refusal = Refusal {
        title: "微信拒绝了此操作".to_owned(),
        what: "以下域名没有在第三方平台登记：https://api.example.com".to_owned(),
        advice: "请管理员先在第三方平台登记这些域名，再重试。".to_owned(),
        who: Mender::Isv,
        wechat: Some(WeChatSays { errcode: 85_018, errmsg: Some("domain not in list".to_owned()), rid: None }),
        field: None,
    };
    let trouble = Trouble::NotRegistered { entries: vec!["https://api.example.com".to_owned()] };
    let item = |appid: &str, state| JobItem { appid: Appid::parse(appid).expect("an appid"), state };
    let failed = |at| ItemState::Over { at: ago(at), end: End::Failed(trouble.clone()) };
    let items = [item("wxabcdef1234567890", failed(1)), item("wxabcdef1234567891", failed(2))];
    let rows: Vec<ItemRow<'_>> = items
        .iter()
        .zip(&fleet)
        .map(|(item, (account, _))| ItemRow { item, account: Some(account), why: Some(&refusal) })
        .collect();
    let items = ItemsShown { state: Some(ItemStateWord::Failed), rows: &rows, next: None, is_later: false };
    let page = JobPage { job: &running, items, held_up: None, may_act: true, refusal: None };
    write("job-running", &page.render(frame))?;
    let held_up = Some(HeldUp { until: ago(-300), why: Some(&refusal) });
    write("job-waiting", &JobPage { held_up, items: ItemsShown { rows: &[], ..items }, ..page }.render(frame))?;
    write("job-failed", &JobPage { job: &ended, ..page }.render(frame))?;
    let form = NewJobForm::default();
    for deed in JobDeed::ALL {
        let query = AccountsQuery { stage: Some(CodeStage::Online), ..AccountsQuery::default() };
        let meant = if deed == JobDeed::Labels { Meant::Picked("wx1") } else { Meant::Matching(query) };
        let page = NewJobPage { deed, meant, count: 1_204, form: &form, refusal: None };
        write(&format!("job-new-{}", deed.word()), &page.render(frame))?;
    }
    Ok(())
}

fn audits() -> Vec<Audit> {
    let audit = |auditid, status, reason: Option<&str>, name: &str, minutes| Audit {
        component_appid: ComponentAppid::parse(COMPONENT).expect("an appid"),
        appid: Appid::parse("wxabcdef1234567890").expect("an appid"),
        auditid: Auditid(auditid),
        status,
        reason: reason.map(str::to_owned),
        screenshots: vec![],
        user_version: Some(name.to_owned()),
        user_desc: Some("新增社区团购自提点".to_owned()),
        submitted_at: ago(minutes),
        decided_at: (!status.is_pending()).then(|| ago(minutes - 130)),
        watch_at: None,
    };
    vec![
        audit(
            437_215_601,
            AuditStatus::Rejected,
            Some(
                "1:小程序服务类目不符:<br>(1):你的小程序涉及提供<b>社区团购</b>服务，请补充选择：商家自营-食品饮料 类目。<br>2:页面内容不完整，存在空白页：pages/group/detail",
            ),
            "2.4.0",
            190,
        ),
        audit(436_880_112, AuditStatus::Approved, None, "2.3.1", 9_100),
        audit(436_001_947, AuditStatus::Withdrawn, None, "2.3.0", 12_000),
    ]
}

fn account_pages(frame: &Frame<'_>, write: Write<'_>) -> Outcome {
    let fleet = fleet();
    let language = frame.language;
    let refusal = refusal(language);
    let audits = audits();
    let subject = Subject { account: &fleet[0].0, may_write: true };
    let flash = Flash {
        tone: Tone::Good,
        text: language.pick("已提交审核，审核单 437215601。", "Submitted for review: 437215601.").to_owned(),
        link: None,
    };
    for (name, status) in
        [("review", AuditStatus::InReview), ("rejected", AuditStatus::Rejected), ("approved", AuditStatus::Approved)]
    {
        let code = submitted(status);
        let page = VersionsPage { subject, code: &code, audits: &audits, refusal: None };
        let flash = (status == AuditStatus::InReview).then(|| flash.clone());
        write(&format!("account-{name}"), &page.render(&Frame { flash, ..frame.clone() }))?;
    }
    let nothing = CodeState::default();
    let empty = VersionsPage { subject, code: &nothing, audits: &[], refusal: Some(&refusal) };
    write("account-empty", &empty.render(frame))?;
    let approved = submitted(AuditStatus::Approved);
    let earlier = [(3, "2.2.9".to_owned()), (2, "2.2.8".to_owned())];
    let roll_back = Question::RollBack { earlier: &earlier, chosen: Some(2) };
    for (name, question) in [("release", Question::Release), ("rollback", roll_back), ("close", Question::Close)] {
        let page = AskPage { subject, code: &approved, question, refusal: None };
        write(&format!("account-{name}"), &page.render(frame))?;
    }
    forms(frame, write, subject, &approved, &refusal)?;
    who_it_is(frame, write, subject)?;
    what_is_set(frame, write, subject)?;
    what_is_online(frame, write, subject, &approved)?;
    record(frame, write, subject)
}

/// What WeChat answered.
macro_rules! answer {
    ($($json:tt)+) => { serde_json::from_value(json!($($json)+))? };
}

fn who_it_is(frame: &Frame<'_>, write: Write<'_>, subject: Subject<'_>) -> Outcome {
    let basics = answer!({
        "nickname_info": {"modify_used_count": 1, "modify_quota": 2},
        "signature_info": {"modify_used_count": 0, "modify_quota": 5},
    });
    let profiled = Some(Profiled { basics: Ok(&basics), searchable: Ok(true), names: &[] });
    let name = subject.account.profile.nick_name.as_str();
    let page = ProfilePage { subject, profiled, checked: None, name, refusal: None };
    write("account-profile", &page.render(frame))?;
    let platform_name = "云小店";
    let page = PermissionsPage { subject, platform_name, made: None, status_pages: 1, status_url: None, refusal: None };
    write("account-permissions", &page.render(frame))
}

fn what_is_set(frame: &Frame<'_>, write: Write<'_>, subject: Subject<'_>) -> Outcome {
    let mut lists = DomainLists::default();
    lists.set(DomainKind::Request, words(&["https://api.yunxiaodian.example", "https://pay.yunxiaodian.example"]));
    lists.set(DomainKind::Webview, words(&["https://m.yunxiaodian.example"]));
    let shown = DomainsWay { way: Way::Platform, server: Ok(&lists), webview: Ok(&lists) };
    let dropped = words(&["https://cdn.unknown.example"]);
    let page = DomainsPage { subject, lists: shown, dropped: &dropped, served: None, refusal: None };
    write("account-domains", &page.render(frame))?;
    let setting = answer!({
        "privacy_list": ["Location", "PhoneNumber"],
        "setting_list": [
            {"privacy_key": "UserInfo", "privacy_text": "展示您的头像和昵称"},
            {"privacy_key": "PhoneNumber", "privacy_text": "在订单有变化时联系您"},
        ],
        "owner_setting": {"contact_phone": "0755-88886666", "notice_method": "弹窗"},
        "update_time": now().as_second() - 400_000,
    });
    let form = PrivacyForm::of(&setting);
    let apis: Vec<_> = answer!([
        {"api_name": "wx.getLocation", "api_ch_name": "获取当前的地理位置", "status": 5},
        {"api_name": "wx.chooseAddress", "api_ch_name": "获取用户收货地址", "status": 1},
        {"api_name": "wx.choosePoi", "api_ch_name": "选择位置", "status": 4, "fail_reason": "请补充使用场景的页面截图"},
    ]);
    let missing = words(&["wx.chooseAddress"]);
    let scan = Some(Scan { finished: true, without_auth: &missing, without_conf: &[] });
    let page = PrivacyPage { subject, guideline: Ok((&setting, &form)), scan, apis: Ok(&apis), refusal: None };
    write("account-privacy", &page.render(frame))?;
    let set = answer!({"quota": 1, "category_limit": 5, "categories": [
        {"first": 1, "first_name": "商家自营", "second": 2, "second_name": "食品饮料", "audit_status": 3},
        {"first": 1, "first_name": "商家自营", "second": 4, "second_name": "酒类", "audit_status": 2, "audit_reason": "营业执照经营范围不包含酒类销售"},
    ]});
    let all: Vec<_> = answer!([
        {"id": 1, "name": "商家自营", "level": 1},
        {"id": 2, "name": "百货", "level": 2, "father": 1},
        {"id": 3, "name": "图书报刊/音像/影视/游戏/动漫", "level": 2, "father": 1, "sensitive_type": 1},
    ]);
    let pages = words(&["pages/index/index", "pages/group/detail", "pages/order/list"]);
    let page = CategoriesPage { subject, set: Ok(&set), all: &all, pages: Ok(&pages), refusal: None };
    write("account-categories", &page.render(frame))?;
    let testers = [
        TesterRow { userstr: "xxxxxxxxxxx1".to_owned(), wechatid: Some("laowang_fruit".to_owned()) },
        TesterRow { userstr: "o7Gx8ze2k5".to_owned(), wechatid: None },
    ];
    let rules = answer!({"qrcodejump_pub_quota": 98, "rule_list": [
        {"prefix": "https://q.yunxiaodian.example/table", "path": "pages/index/index", "state": 2},
        {"prefix": "https://q.yunxiaodian.example/poster/2026-spring-festival", "path": "pages/group/detail", "state": 1},
    ]});
    let page = AccessPage { subject, testers: Ok(&testers), rules: Ok(&rules), served: None, refusal: None };
    write("account-access", &page.render(frame))
}

fn what_is_online(frame: &Frame<'_>, write: Write<'_>, subject: Subject<'_>, code: &CodeState) -> Outcome {
    let earlier: Vec<_> = answer!([
        {"app_version": 3, "user_version": "2.3.1", "user_desc": "会员日活动", "commit_time": now().as_second() - 600_000},
        {"app_version": 2, "user_version": "2.3.0", "user_desc": "优惠券叠加", "commit_time": now().as_second() - 3_000_000},
    ]);
    let library = answer!({"now_version": "2.30.0", "uv_info": {"items": [
        {"version": "3.8.2", "percentage": 71.4}, {"version": "3.7.0", "percentage": 22.1},
        {"version": "2.33.0", "percentage": 6.5},
    ]}});
    let gray = Gray { status: Some(1), percentage: 20, since: Some(ago(300)) };
    let page = OnlinePage {
        subject,
        code,
        visible: Ok(true),
        gray: Ok(gray),
        earlier: Ok(&earlier),
        library: Ok(&library),
        refusal: None,
    };
    write("account-online", &page.render(frame))?;
    let idle = Gray { status: None, percentage: 0, since: None };
    let nothing = CodeState::default();
    let page = OnlinePage { code: &nothing, gray: Ok(idle), earlier: Ok(&[]), ..page };
    write("account-online-empty", &page.render(frame))
}

/// What a merchant sees of their account afterwards.
pub(crate) fn status_pages(language: Language, write: Write<'_>) -> Outcome {
    let fleet = fleet();
    let component_name = "云小店";
    for (name, (account, code)) in [("status", &fleet[0]), ("status-lost", &fleet[2])] {
        write(name, &StatusPage { component_name, look: Look::default(), account, code }.render(language))?;
    }
    Ok(())
}

fn forms(frame: &Frame<'_>, write: Write<'_>, subject: Subject<'_>, code: &CodeState, refusal: &Refusal) -> Outcome {
    let template = |id, name: &str, desc: &str, minutes| TemplateChoice {
        id: TemplateId(id),
        user_version: name.to_owned(),
        user_desc: desc.to_owned(),
        created_at: Some(ago(minutes)),
    };
    let templates = [
        template(14, "2.5.0", "订单页改版，支持到店自提", 70),
        template(13, "2.4.0", "新增社区团购自提点、修复下单页在 iPhone 上的遮挡", 4_000),
        template(12, "2.3.1", "会员日活动", 12_000),
    ];
    let form = CommitForm {
        template_id: Some(14),
        user_version: "2.5.0".to_owned(),
        user_desc: "订单页改版，支持到店自提".to_owned(),
        ext: String::new(),
    };
    write("account-commit", &CommitPage { subject, templates: &templates, form: &form, refusal: None }.render(frame))?;
    let categories = [ReviewCategory { name: "商家自营 / 食品饮料".to_owned() }];
    let pages = words(&["pages/index/index", "pages/group/detail"]);
    let page = SubmitPage {
        subject,
        code,
        categories: &categories,
        pages: &pages,
        quota: Some((1_483, 2_000)),
        was_rejected: true,
        form: &SubmitForm::default(),
        refusal: Some(refusal),
    };
    write("account-submit", &page.render(frame))
}

fn record(frame: &Frame<'_>, write: Write<'_>, subject: Subject<'_>) -> Outcome {
    let entry = |deed, minutes, outcome| JournalEntry {
        intent: Intent {
            id: JournalId(Uuid::nil()),
            actor: "operator:陈晓琳".to_owned(),
            deed,
            component_appid: None,
            appid: None,
            request: json!({"template_id": 14, "user_version": "2.5.0"}),
            instance: Uuid::nil(),
            opened_at: ago(minutes),
        },
        outcome: Some((outcome, ago(minutes))),
    };
    let done = || Ended::Done { result: json!({}) };
    let refused =
        Ended::Refused { errcode: Errcode(85_009), errmsg: "already submit".to_owned(), rid: Some("65a1".to_owned()) };
    let entries = [
        entry(Deed::AuditSubmit, 4, refused),
        entry(Deed::CodeCommit, 9, done()),
        entry(Deed::AuditSpeedup, 60, Ended::Unknown { reason: "the answer was lost".to_owned() }),
        entry(Deed::Authorize, 9_000, done()),
    ];
    let event = |kind: &str, minutes| EventHead {
        id: EventId(Uuid::nil()),
        component_appid: ComponentAppid::parse(COMPONENT).expect("an appid"),
        appid: None,
        kind: kind.to_owned(),
        created_at: None,
        received_at: ago(minutes),
    };
    let events = [event("weapp_audit_success", 3), event("weapp_audit_fail", 300), event("authorized", 9_000)];
    let page = RecordPage { subject, entries: &entries, events: &events, older: Some("x") };
    write("account-record", &page.render(frame))
}
