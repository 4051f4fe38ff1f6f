//! Subscription messages: what users agreed to, and what became of those sent.

use super::Field;

/// One template in `subscribe_msg_popup_event`, `subscribe_msg_change_event` or `subscribe_msg_sent_event`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscribeMsg {
    /// The message template.
    pub template_id: String,
    /// `SubscribeStatusString`: `accept` or `reject`; empty for a message sent.
    pub subscribe_status: String,
    /// `MsgID` of a message sent.
    pub msg_id: String,
    /// `ErrorCode` of a message sent; 0 for delivered.
    pub error_code: Option<i64>,
    /// `ErrorStatus`: WeChat's words about that.
    pub error_status: String,
}

/// The `List` elements may stand below an element named after the event, once for each template.
pub(super) fn read(root: Field<'_>) -> Vec<SubscribeMsg> {
    let item = |item: Field<'_>| SubscribeMsg {
        template_id: item.string("TemplateId"),
        subscribe_status: item.string("SubscribeStatusString"),
        msg_id: item.string("MsgID"),
        error_code: item.int("ErrorCode"),
        error_status: item.string("ErrorStatus"),
    };
    root.descendants("List").map(item).collect()
}
