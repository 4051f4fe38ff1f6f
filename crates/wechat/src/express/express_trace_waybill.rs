//! `POST /cgi-bin/express/delivery/open_msg/trace_waybill` (传运单): send waybill.
//!
//! Permission set: 45.
//!
//! Errcodes of its own: 61007 the permission set of this API was not granted to the component.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Send waybill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressTraceWaybill {
    /// User.
    pub openid: String,
    /// Waybill.
    pub waybill_id: String,
    /// Sender phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_phone: Option<String>,
    /// Receiver phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver_phone: Option<String>,
    /// Goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods_info: Option<ExpressTraceWaybillGoodsInfo>,
    /// Carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_id: Option<String>,
    /// WeChat Pay order number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trans_id: Option<String>,
    /// Page opened by the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_detail_path: Option<String>,
}

impl ExpressTraceWaybill {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(openid: impl Into<String>, waybill_id: impl Into<String>) -> Self {
        Self {
            openid: openid.into(),
            waybill_id: waybill_id.into(),
            sender_phone: None,
            receiver_phone: None,
            goods_info: None,
            delivery_id: None,
            trans_id: None,
            order_detail_path: None,
        }
    }
}

impl Endpoint for ExpressTraceWaybill {
    const ID: &'static str = "express_trace_waybill";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/express/delivery/open_msg/trace_waybill";
    type Token = AuthorizerAccessToken;
    type Reply = ExpressTraceWaybillReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressTraceWaybillReply {
    /// Token for queries.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub waybill_token: Option<String>,
}

/// Goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressTraceWaybillGoodsInfo {
    /// Goods.
    pub detail_list: Vec<ExpressTraceWaybillGoodsInfoDetailList>,
}

/// Goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressTraceWaybillGoodsInfoDetailList {
    /// Name.
    pub goods_name: String,
    /// Picture.
    pub goods_img_url: String,
    /// Goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods_desc: Option<String>,
}
