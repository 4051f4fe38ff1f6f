//! What a push says: the XML inside, as a typed value.
//!
//! * pushes with an `InfoType` (authorization-event URL): [`ticket`], [`authorization`], [`registration`],
//!   [`verification`], [`icp`], [`order_path`];
//! * events about operating a Mini Program (message URL): [`audit`], [`naming`], [`privacy`], [`violation`],
//!   [`content`], [`service`], [`trade`], [`nearby`], [`subscription`];
//! * what users write: [`message`].
//!
//! Reading is lenient, since a push that cannot be read is a push that is lost: fields come in any order, as CDATA or
//! plain, and most may be missing. What we do not know, and what lacks the one field that makes it useful, is
//! [`NoticeBody::Raw`]: it keeps its kind, and [`Notice::fields`] holds everything that was there. The caller keeps
//! the XML itself.

pub mod audit;
pub mod authorization;
pub mod content;
mod dedup;
mod fields;
pub mod icp;
pub mod message;
pub mod naming;
pub mod nearby;
pub mod order_path;
pub mod privacy;
pub mod registration;
pub mod service;
pub mod subscription;
pub mod ticket;
pub mod trade;
pub mod verification;
pub mod violation;

pub(super) use self::fields::MAX_PIECES;
pub use self::fields::{Field, Fields};
use super::xml::XmlFault;

/// Longer kinds are cut: every one that WeChat has is shorter, and stores keep kinds in bounded columns.
const MAX_KIND: usize = 100;

/// Why a genuine push could not be read. It is to be kept raw and answered `success` all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoticeError {
    /// Not XML that we take.
    #[error("the message {0}")]
    Xml(XmlFault),
    /// Neither `InfoType` nor `MsgType` says what it is.
    #[error("the message has neither InfoType nor MsgType")]
    NoKind,
}

impl From<XmlFault> for NoticeError {
    fn from(fault: XmlFault) -> Self {
        Self::Xml(fault)
    }
}

/// Which of WeChat's three vocabularies a notice belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// About the platform or an authorization; its kind is an `InfoType`.
    Info,
    /// About an authorizer; its kind is an `Event`.
    Event,
    /// Written by a user; its kind is a `MsgType`.
    Message,
}

/// A push, read.
#[derive(Debug, Clone)]
pub struct Notice {
    /// `AppId`: the component, in pushes with an `InfoType`.
    pub app_id: Option<String>,
    /// `ToUserName`: the original id (`gh_…`) of the authorizer, on the message URL.
    pub to_user_name: Option<String>,
    /// `FromUserName`: who wrote, or a system openid for events.
    pub from_user_name: Option<String>,
    /// `CreateTime`, in epoch seconds.
    pub created_at: Option<i64>,
    /// `MsgId` of a user's message (some events have one too).
    pub msg_id: Option<String>,
    /// Which vocabulary [`kind`](Self::kind) belongs to.
    pub family: Family,
    /// What it says.
    pub body: NoticeBody,
    kind: String,
    fields: Fields,
}

/// What a notice says. New kinds are added as we learn to read them; until then they are [`Raw`](Self::Raw).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoticeBody {
    /// `component_verify_ticket`
    ComponentVerifyTicket(ticket::TicketPush),
    /// `authorized`
    Authorized(authorization::Authorized),
    /// `updateauthorized`
    UpdateAuthorized(authorization::Authorized),
    /// `unauthorized`
    Unauthorized(authorization::Unauthorized),
    /// `notify_third_fasteregister`
    FastRegister(registration::FastRegister),
    /// `notify_third_fastregisterbetaapp`
    FastRegisterBetaApp(registration::FastRegisterBetaApp),
    /// `notify_third_fastverifybetaapp`
    FastVerifyBetaApp(registration::FastVerifyBetaApp),
    /// `notify_3rd_wxa_auth`
    WxaAuth(verification::WxaAuth),
    /// `notify_3rd_wxa_wxverify`
    WxaWxverify(verification::WxaWxverify),
    /// `notify_3rd_wxa_auth_and_icp`
    WxaAuthAndIcp(verification::WxaAuthAndIcp),
    /// `notify_icpfiling_verify_result`
    IcpfilingVerifyResult(icp::IcpfilingVerifyResult),
    /// `notify_apply_icpfiling_result`
    ApplyIcpfilingResult(icp::ApplyIcpfilingResult),
    /// `order_path_apply_result_notify`
    OrderPathApplied(Vec<order_path::OrderPathApplied>),
    /// `order_path_audit_result_notify`
    OrderPathAudited(Vec<order_path::OrderPathAudited>),
    /// `weapp_audit_success`
    WeappAuditSuccess(audit::WeappAuditSuccess),
    /// `weapp_audit_fail`
    WeappAuditFail(audit::WeappAuditFail),
    /// `weapp_audit_delay`
    WeappAuditDelay(audit::WeappAuditDelay),
    /// `wxa_nickname_audit`
    WxaNicknameAudit(naming::WxaNicknameAudit),
    /// `wxa_category_audit`
    WxaCategoryAudit(naming::WxaCategoryAudit),
    /// `wxa_privacy_apply`
    WxaPrivacyApply(privacy::WxaPrivacyApply),
    /// `user_authorization_revoke`, `user_authorization_cancellation`, `user_info_modified`
    UserPrivacy(privacy::UserPrivacy),
    /// `wxa_illegal_record`
    WxaIllegalRecord(violation::WxaIllegalRecord),
    /// `wxa_appeal_record`
    WxaAppealRecord(violation::WxaAppealRecord),
    /// `wxa_media_check`
    WxaMediaCheck(content::WxaMediaCheck),
    /// `user_enter_tempsession`
    UserEnterTempsession(service::UserEnterTempsession),
    /// `trade_manage_remind_access_api`, `trade_manage_remind_shipping`, `trade_manage_order_settlement`
    TradeManage(trade::TradeManage),
    /// `add_nearby_poi_audit_info`, `nearby_category_audit_info`, `create_map_poi_audit_info`
    NearbyAudit(nearby::NearbyAudit),
    /// `subscribe_msg_popup_event`, `subscribe_msg_change_event`, `subscribe_msg_sent_event`
    SubscribeMsg(Vec<subscription::SubscribeMsg>),
    /// A user's `text`.
    Text(message::Text),
    /// A user's `image`.
    Image(message::Image),
    /// A user's `miniprogrampage`.
    MiniProgramPage(message::MiniProgramPage),
    /// A user's message of another `MsgType`.
    OtherMessage,
    /// A kind that we do not read, or one that lacks the field that matters.
    Raw,
}

/// Reads the XML of an opened push.
pub fn parse(xml: &[u8]) -> Result<Notice, NoticeError> {
    let fields = Fields::read(xml)?;
    let head = Head::read(fields.root());
    let (family, kind) = head.kind().ok_or(NoticeError::NoKind)?;
    let body = match family {
        Family::Info => info(kind, fields.root()),
        Family::Event => event(kind, fields.root()),
        Family::Message => Some(message::read(kind, fields.root())),
    };
    Ok(Notice {
        app_id: head.app_id.map(str::to_owned),
        to_user_name: head.to_user_name.map(str::to_owned),
        from_user_name: head.from_user_name.map(str::to_owned),
        created_at: head.create_time.and_then(|text| text.parse().ok()),
        msg_id: head.msg_id.map(str::to_owned),
        family,
        body: body.unwrap_or(NoticeBody::Raw),
        kind: cut(kind).to_owned(),
        fields,
    })
}

/// What every notice has some of, found in one walk over the fields.
#[derive(Default)]
struct Head<'a> {
    info_type: Option<&'a str>,
    msg_type: Option<&'a str>,
    event: Option<&'a str>,
    app_id: Option<&'a str>,
    to_user_name: Option<&'a str>,
    from_user_name: Option<&'a str>,
    create_time: Option<&'a str>,
    msg_id: Option<&'a str>,
}

impl<'a> Head<'a> {
    fn read(root: Field<'a>) -> Self {
        let mut head = Self::default();
        for field in root.children() {
            let place = match field.name() {
                "InfoType" => &mut head.info_type,
                "MsgType" => &mut head.msg_type,
                "Event" => &mut head.event,
                "AppId" => &mut head.app_id,
                "ToUserName" => &mut head.to_user_name,
                "FromUserName" => &mut head.from_user_name,
                "CreateTime" => &mut head.create_time,
                "MsgId" => &mut head.msg_id,
                _ => continue,
            };
            let text = field.text().trim();
            if place.is_none() && !text.is_empty() {
                *place = Some(text);
            }
        }
        head
    }

    fn kind(&self) -> Option<(Family, &'a str)> {
        match (self.info_type, self.msg_type) {
            (Some(info_type), _) => Some((Family::Info, info_type)),
            (None, Some("event")) => Some((Family::Event, self.event.unwrap_or("event"))),
            (None, Some(msg_type)) => Some((Family::Message, msg_type)),
            (None, None) => None,
        }
    }
}

fn info(kind: &str, root: Field<'_>) -> Option<NoticeBody> {
    Some(match kind {
        "component_verify_ticket" => NoticeBody::ComponentVerifyTicket(ticket::TicketPush::read(root)?),
        "authorized" => NoticeBody::Authorized(authorization::Authorized::read(root)?),
        "updateauthorized" => NoticeBody::UpdateAuthorized(authorization::Authorized::read(root)?),
        "unauthorized" => NoticeBody::Unauthorized(authorization::Unauthorized::read(root)?),
        "notify_third_fasteregister" => NoticeBody::FastRegister(registration::FastRegister::read(root)),
        "notify_third_fastregisterbetaapp" => {
            NoticeBody::FastRegisterBetaApp(registration::FastRegisterBetaApp::read(root))
        }
        "notify_third_fastverifybetaapp" => NoticeBody::FastVerifyBetaApp(registration::FastVerifyBetaApp::read(root)),
        "notify_3rd_wxa_auth" => NoticeBody::WxaAuth(verification::WxaAuth::read(root)),
        "notify_3rd_wxa_wxverify" => NoticeBody::WxaWxverify(verification::WxaWxverify::read(root)),
        "notify_3rd_wxa_auth_and_icp" => NoticeBody::WxaAuthAndIcp(verification::WxaAuthAndIcp::read(root)),
        "notify_icpfiling_verify_result" => NoticeBody::IcpfilingVerifyResult(icp::IcpfilingVerifyResult::read(root)),
        "notify_apply_icpfiling_result" => NoticeBody::ApplyIcpfilingResult(icp::ApplyIcpfilingResult::read(root)),
        "order_path_apply_result_notify" => NoticeBody::OrderPathApplied(order_path::applied(root)),
        "order_path_audit_result_notify" => NoticeBody::OrderPathAudited(order_path::audited(root)),
        _ => return None,
    })
}

fn event(kind: &str, root: Field<'_>) -> Option<NoticeBody> {
    Some(match kind {
        "weapp_audit_success" => NoticeBody::WeappAuditSuccess(audit::WeappAuditSuccess::read(root)),
        "weapp_audit_fail" => NoticeBody::WeappAuditFail(audit::WeappAuditFail::read(root)),
        "weapp_audit_delay" => NoticeBody::WeappAuditDelay(audit::WeappAuditDelay::read(root)),
        "wxa_nickname_audit" => NoticeBody::WxaNicknameAudit(naming::WxaNicknameAudit::read(root)),
        "wxa_category_audit" => NoticeBody::WxaCategoryAudit(naming::WxaCategoryAudit::read(root)),
        "wxa_privacy_apply" => NoticeBody::WxaPrivacyApply(privacy::WxaPrivacyApply::read(root)),
        "user_authorization_revoke" | "user_authorization_cancellation" | "user_info_modified" => {
            NoticeBody::UserPrivacy(privacy::UserPrivacy::read(root))
        }
        "wxa_illegal_record" => NoticeBody::WxaIllegalRecord(violation::WxaIllegalRecord::read(root)),
        "wxa_appeal_record" => NoticeBody::WxaAppealRecord(violation::WxaAppealRecord::read(root)),
        "wxa_media_check" => NoticeBody::WxaMediaCheck(content::WxaMediaCheck::read(root)),
        "user_enter_tempsession" => NoticeBody::UserEnterTempsession(service::UserEnterTempsession::read(root)),
        "trade_manage_remind_access_api" | "trade_manage_remind_shipping" | "trade_manage_order_settlement" => {
            NoticeBody::TradeManage(trade::TradeManage::read(root))
        }
        "add_nearby_poi_audit_info" | "nearby_category_audit_info" | "create_map_poi_audit_info" => {
            NoticeBody::NearbyAudit(nearby::NearbyAudit::read(root))
        }
        "subscribe_msg_popup_event" | "subscribe_msg_change_event" | "subscribe_msg_sent_event" => {
            NoticeBody::SubscribeMsg(subscription::read(root))
        }
        _ => return None,
    })
}

fn cut(kind: &str) -> &str {
    &kind[..kind.floor_char_boundary(MAX_KIND)]
}

impl Notice {
    /// The `InfoType`, `Event` or `MsgType`, as WeChat writes it.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Everything that was there.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Everything that was there as JSON, for showing: elements become members, repeated ones lists. Tickets and
    /// authorization codes are masked.
    pub fn to_json(&self) -> serde_json::Value {
        self.fields.to_json()
    }
}

#[cfg(test)]
mod tests;
