//! From the engine's words to bodies.

use jiff::Timestamp;
use wxfleet_api::authorizer::{Authorizer, SyncOutcome, SyncProgress};
use wxfleet_api::call::{Call, Endpoint};
use wxfleet_api::code::{Audit, AuditSlot, Category, Code, GrayReleasePlan, HistoryVersion, Version};
use wxfleet_api::component::{AuthorizerCounts, Component};
use wxfleet_api::domain::{
    ConfirmFile, DomainsByList, EffectiveDomains, PlatformDomains, ServerDomains, WebviewDomains,
};
use wxfleet_api::event::Event;
use wxfleet_api::journal::{JournalEntry, JournalFault, JournalVerification};
use wxfleet_api::key::Key;
use wxfleet_api::observation::Observation;
use wxfleet_api::page::Page;
use wxfleet_api::template::{Draft, Template};
use wxfleet_api::tester::Tester;
use wxfleet_console::locale::Language;
use wxfleet_engine::authorizers::{ListProgress, Synced};
use wxfleet_engine::code::GrayPlan;
use wxfleet_engine::components::ComponentView;
use wxfleet_engine::domains::{Changed, KeptFile, PlatformChanged, PlatformList};
use wxfleet_model as model;
use wxfleet_model::domain::{DomainKind, Way};
use wxfleet_model::journal::{Fault, Outcome, Verification};
use wxfleet_model::list_sync::Standing;
use wxfleet_wechat::catalogue::{AnswerKind, Entry};

use crate::app::App;
use crate::problem::not_registered_advice;

pub(super) fn component(app: &App, view: ComponentView) -> Component {
    let ComponentView { component, authorized, unauthorized } = view;
    let appid = component.component_appid.to_string();
    Component {
        events_url: app.public(&format!("/wechat/{appid}/events")),
        messages_url: app.public(&format!("/wechat/{appid}/messages/$APPID$")),
        component_appid: appid,
        name: component.name,
        ticket_received_at: component.ticket_received_at,
        access_token_expires_at: component.access_token_expires_at,
        authorizers: AuthorizerCounts { authorized, unauthorized },
        created_at: component.created_at,
    }
}

pub(super) fn page<T, U>(page: model::page::Page<T>, turn: impl FnMut(T) -> U) -> Page<U> {
    Page { items: page.items.into_iter().map(turn).collect(), next_cursor: page.next }
}

pub(super) fn synced(synced: Synced) -> SyncOutcome {
    SyncOutcome { seen: synced.seen, added: synced.added, updated: synced.updated, failed: synced.failed }
}

pub(super) fn sync_progress(progress: &ListProgress) -> SyncProgress {
    let state = match progress.standing {
        None => "never",
        Some(Standing::Running) => "running",
        Some(Standing::BrokenOff) => "broken_off",
        Some(Standing::Abandoned) => "abandoned",
        Some(Standing::Ended) => "ended",
    };
    let rows = |rows: i64| u64::try_from(rows).unwrap_or_default();
    let sync = progress.sync.as_ref();
    SyncProgress {
        state: state.to_owned(),
        started_at: sync.map(|sync| sync.started_at),
        moved_at: sync.map(|sync| sync.moved_at),
        ended_at: sync.and_then(|sync| sync.ended_at),
        total: sync.map_or(0, |sync| rows(sync.total)),
        read: sync.map_or(0, |sync| rows(sync.offset)),
        outcome: sync.map_or_else(SyncOutcome::default, |sync| synced(sync.synced)),
        profiles_waiting: progress.profiles_waiting,
    }
}

pub(super) fn authorizer(row: model::authorizer::Authorizer) -> Authorizer {
    let state = row.state();
    let profile = row.profile;
    Authorizer {
        component_appid: row.component_appid.to_string(),
        appid: row.appid.to_string(),
        kind: row.kind.map(|kind| kind.to_string()),
        status: row.status.to_string(),
        token_state: row.token_state.to_string(),
        state: state.to_string(),
        nick_name: profile.nick_name,
        user_name: profile.user_name,
        alias: profile.alias,
        head_img: profile.head_img,
        qrcode_url: profile.qrcode_url,
        principal_name: profile.principal_name,
        signature: profile.signature,
        service_type: profile.service_type,
        verify_type: profile.verify_type,
        account_status: profile.account_status,
        func_info: row.func_info.into_iter().map(|id| id.0).collect(),
        labels: row.labels,
        authorized_at: row.authorized_at,
        unauthorized_at: row.unauthorized_at,
        access_token_expires_at: row.access_token_expires_at,
        profile_read_at: row.profile_read_at,
    }
}

pub(super) fn draft(draft: wxfleet_wechat::template::Draft) -> Draft {
    Draft {
        draft_id: draft.draft_id.0,
        user_version: draft.user_version,
        user_desc: draft.user_desc,
        created_at: at(draft.create_time),
        source_miniprogram: draft.source_miniprogram,
        source_miniprogram_appid: draft.source_miniprogram_appid,
        developer: draft.developer,
    }
}

pub(super) fn template(template: wxfleet_wechat::template::Template) -> Template {
    Template {
        template_id: template.template_id.0,
        draft_id: template.draft_id.map(|id| id.0),
        user_version: template.user_version,
        user_desc: template.user_desc,
        created_at: at(template.create_time),
        template_type: template.template_type,
        source_miniprogram: template.source_miniprogram,
        source_miniprogram_appid: template.source_miniprogram_appid,
        developer: template.developer,
    }
}

pub(super) fn code(state: model::code::CodeState) -> Code {
    Code { trial: state.trial.map(version), audit: state.audit.map(audit_slot), online: state.online.map(version) }
}

fn version(version: model::code::Version) -> Version {
    Version {
        user_version: version.user_version,
        user_desc: version.user_desc,
        template_id: version.template_id.map(|id| id.0),
        since: version.since,
    }
}

fn audit_slot(slot: model::code::AuditSlot) -> AuditSlot {
    AuditSlot {
        auditid: slot.auditid.0,
        status: slot.status.to_string(),
        user_version: slot.version.user_version,
        user_desc: slot.version.user_desc,
        since: slot.version.since,
        released: slot.released,
    }
}

pub(super) fn audit(audit: model::audit::Audit) -> Audit {
    Audit {
        auditid: audit.auditid.0,
        status: audit.status.to_string(),
        reason: audit.reason,
        screenshots: audit.screenshots,
        user_version: audit.user_version,
        user_desc: audit.user_desc,
        submitted_at: audit.submitted_at,
        decided_at: audit.decided_at,
    }
}

pub(super) fn category(category: wxfleet_wechat::code::Category) -> Category {
    Category {
        first_class: category.first_class,
        second_class: category.second_class,
        third_class: Some(category.third_class).filter(|name| !name.is_empty()),
        first_id: category.first_id,
        second_id: category.second_id,
        third_id: category.third_id,
    }
}

pub(super) fn history_version(version: wxfleet_wechat::code::HistoryVersion) -> HistoryVersion {
    HistoryVersion {
        app_version: version.app_version,
        user_version: version.user_version,
        user_desc: version.user_desc,
        committed_at: at(version.commit_time),
    }
}

pub(super) fn gray_plan(plan: GrayPlan) -> GrayReleasePlan {
    let status = match plan.status {
        None => "none",
        Some(0) => "initial",
        Some(1) => "running",
        Some(2) => "paused",
        Some(3) => "finished",
        Some(4) => "deleted",
        Some(_) => "unknown",
    };
    GrayReleasePlan { status: status.to_owned(), percentage: plan.percentage, created_at: plan.created_at }
}

pub(super) fn endpoint(entry: &Entry) -> Endpoint {
    let query = Some(entry.sample_call_query()).filter(|query| !query.is_empty());
    let body = Some(entry.sample_call_body()).filter(|body| !body.is_empty());
    Endpoint {
        id: entry.id.clone(),
        group: entry.group.clone(),
        title_zh: entry.title_zh.clone(),
        title_en: entry.title_en.clone(),
        official_name: entry.official_name.clone(),
        method: entry.method.clone(),
        path: entry.path.clone(),
        token: entry.token.as_str().to_owned(),
        permission_sets: entry.permission_sets.clone(),
        request_schema: entry.request_schema(),
        response_schema: entry.response_schema(),
        file_field: entry.file_field().map(ToOwned::to_owned),
        answers_file: entry.response_kind == AnswerKind::BinaryOrJson,
        errcodes: entry.errcodes.iter().map(|named| named.code.0).collect(),
        limits: entry.remarks.quota_note.clone(),
        limits_zh: entry.remarks_zh.quota_note.clone(),
        notes: entry.remarks.notes.clone(),
        notes_zh: entry.remarks_zh.notes.clone(),
        uncertain: entry.remarks.uncertain_note.clone(),
        uncertain_zh: entry.remarks_zh.uncertain_note.clone(),
        deprecated: entry.remarks.deprecated.clone(),
        deprecated_zh: entry.remarks_zh.deprecated.clone(),
        sample: Call { query, body },
    }
}

pub(super) fn server_domains(changed: Changed, way: Way, language: Language) -> ServerDomains {
    let list = |kind| changed.lists.of(kind).to_vec();
    ServerDomains {
        way: way.to_string(),
        requestdomain: list(DomainKind::Request),
        wsrequestdomain: list(DomainKind::Ws),
        uploaddomain: list(DomainKind::Upload),
        downloaddomain: list(DomainKind::Download),
        udpdomain: list(DomainKind::Udp),
        tcpdomain: list(DomainKind::Tcp),
        advice: advice_on(&changed.dropped, language),
        dropped: changed.dropped,
        already: changed.already,
    }
}

pub(super) fn webview_domains(changed: Changed, way: Way, language: Language) -> WebviewDomains {
    WebviewDomains {
        way: way.to_string(),
        webviewdomain: changed.lists.of(DomainKind::Webview).to_vec(),
        advice: advice_on(&changed.dropped, language),
        dropped: changed.dropped,
        already: changed.already,
    }
}

fn advice_on(dropped: &[String], language: Language) -> Option<String> {
    (!dropped.is_empty()).then(|| not_registered_advice().pick(language))
}

pub(super) fn platform_list(list: PlatformList) -> PlatformDomains {
    PlatformDomains { testing: list.testing, published: list.published, ..PlatformDomains::default() }
}

pub(super) fn platform_changed(changed: PlatformChanged) -> PlatformDomains {
    PlatformDomains { invalid: changed.invalid, already: changed.already, ..platform_list(changed.list) }
}

pub(super) fn confirm_file(app: &App, file: KeptFile) -> ConfirmFile {
    let url = file.served.then(|| app.public(&format!("/{}", file.file_name)));
    ConfirmFile { file_name: file.file_name, file_content: file.file_content, url }
}

pub(super) fn effective_server(domains: wxfleet_wechat::domain::EffectiveDomains) -> EffectiveDomains {
    EffectiveDomains {
        effective: by_list(domains.effective_domain),
        platform: by_list(domains.third_domain),
        direct: by_list(domains.direct_domain),
        console: by_list(domains.mp_domain),
    }
}

fn by_list(domains: wxfleet_wechat::domain::ServerDomains) -> DomainsByList {
    let lists = [
        ("requestdomain", domains.requestdomain),
        ("wsrequestdomain", domains.wsrequestdomain),
        ("uploaddomain", domains.uploaddomain),
        ("downloaddomain", domains.downloaddomain),
        ("udpdomain", domains.udpdomain),
        ("tcpdomain", domains.tcpdomain),
    ];
    let filled = lists.into_iter().map(|(name, list)| (name.to_owned(), list.unwrap_or_default()));
    filled.filter(|(_, list)| !list.is_empty()).collect()
}

pub(super) fn effective_webview(domains: wxfleet_wechat::domain::EffectiveWebviewdomains) -> EffectiveDomains {
    let list = |list: Vec<String>| {
        let named = (!list.is_empty()).then(|| ("webviewdomain".to_owned(), list));
        named.into_iter().collect::<DomainsByList>()
    };
    EffectiveDomains {
        effective: list(domains.effective_webviewdomain),
        platform: list(domains.third_webviewdomain),
        direct: list(domains.direct_webviewdomain),
        console: list(domains.mp_webviewdomain),
    }
}

pub(super) fn tester(tester: wxfleet_engine::testers::Tester) -> Tester {
    Tester { userstr: tester.userstr, wechatid: tester.wechatid }
}

pub(super) fn event(head: model::event::EventHead) -> Event {
    Event {
        readable: head.is_readable(),
        id: head.id.0.to_string(),
        component_appid: head.component_appid.to_string(),
        appid: head.appid.map(|appid| appid.to_string()),
        kind: head.kind,
        created_at: head.created_at,
        received_at: head.received_at,
    }
}

pub(super) fn verification(found: &Verification) -> JournalVerification {
    let fault = |fault: &Fault| match *fault {
        Fault::Altered { number, entry } => JournalFault::Altered { number, id: entry.0.to_string() },
        Fault::Missing { first, last } => JournalFault::Missing { first, last },
        Fault::Note => JournalFault::Note,
    };
    JournalVerification {
        sound: found.faults.is_empty(),
        linked: found.linked,
        waiting: found.waiting,
        forgotten: found.forgotten,
        faults: found.faults.iter().map(fault).collect(),
    }
}

pub(super) fn journal_entry(entry: model::journal::JournalEntry) -> JournalEntry {
    let state = entry.state();
    let intent = entry.intent;
    let (outcome, closed_at) = entry.outcome.unzip();
    let mut shown = JournalEntry {
        id: intent.id.0.to_string(),
        actor: intent.actor,
        deed: intent.deed.to_string(),
        component_appid: intent.component_appid.map(|appid| appid.to_string()),
        appid: intent.appid.map(|appid| appid.to_string()),
        request: intent.request,
        outcome: state.to_string(),
        code: None,
        errcode: None,
        errmsg: None,
        rid: None,
        reason: None,
        result: None,
        opened_at: intent.opened_at,
        closed_at,
        duration_ms: closed_at.map(|at| at.as_millisecond() - intent.opened_at.as_millisecond()),
    };
    match outcome {
        None => {}
        Some(Outcome::Done { result }) => shown.result = Some(result),
        Some(Outcome::Refused { errcode, errmsg, rid }) => {
            (shown.errcode, shown.errmsg, shown.rid) = (Some(errcode.0), Some(errmsg), rid);
        }
        Some(Outcome::Declined { errcode, code, reason }) => {
            shown.errcode = errcode.map(|errcode| errcode.0);
            (shown.code, shown.reason) = (Some(code), Some(reason));
        }
        Some(Outcome::Failed { reason } | Outcome::Unknown { reason }) => shown.reason = Some(reason),
    }
    shown
}

pub(super) fn key(key: model::key::ApiKey) -> Key {
    Key {
        id: key.id.0.to_string(),
        name: key.name,
        role: key.role.to_string(),
        grants: key.grants.iter().map(ToString::to_string).collect(),
        components: key.limits.components.iter().map(ToString::to_string).collect(),
        labels: key.limits.labels,
        created_at: key.created_at,
        last_used_at: key.last_used_at,
        revoked_at: key.revoked_at,
    }
}

pub(super) fn observation(observation: model::observation::Observation) -> Observation {
    Observation {
        fact: observation.fact.to_string(),
        value: observation.value,
        count: observation.count,
        first_at: observation.first_at,
        last_at: observation.last_at,
    }
}

/// WeChat's epoch seconds; 0 stands for "never".
fn at(epoch_secs: i64) -> Option<Timestamp> {
    (epoch_secs > 0).then(|| Timestamp::from_second(epoch_secs).ok()).flatten()
}
