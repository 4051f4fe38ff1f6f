//! `POST /cgi-bin/express/delivery/open_msg/query_trace` (查询运单): query waybill.
//!
//! Permission set: 45.
//!
//! Errcodes of its own: 40199 waybill id does not exist.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Query waybill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressQueryTrace {
    /// User.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// Token for queries.
    pub waybill_token: String,
}

impl ExpressQueryTrace {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(waybill_token: impl Into<String>) -> Self {
        Self { openid: None, waybill_token: waybill_token.into() }
    }
}

impl Endpoint for ExpressQueryTrace {
    const ID: &'static str = "express_query_trace";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/express/delivery/open_msg/query_trace";
    type Token = AuthorizerAccessToken;
    type Reply = ExpressQueryTraceReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressQueryTraceReply {
    /// Waybill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waybill_info: Option<ExpressQueryTraceReplyWaybillInfo>,
    /// Shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shop_info: Option<ExpressQueryTraceReplyShopInfo>,
    /// Carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_info: Option<ExpressQueryTraceReplyDeliveryInfo>,
}

/// Waybill.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressQueryTraceReplyWaybillInfo {
    /// Waybill.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub waybill_id: Option<String>,
    /// State.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
}

/// Shop.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressQueryTraceReplyShopInfo {
    /// Goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods_info: Option<ExpressQueryTraceReplyShopInfoGoodsInfo>,
}

/// Goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressQueryTraceReplyShopInfoGoodsInfo {
    /// Goods.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub detail_list: Vec<ExpressQueryTraceReplyShopInfoGoodsInfoDetailList>,
}

/// Goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressQueryTraceReplyShopInfoGoodsInfoDetailList {
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub goods_name: Option<String>,
    /// Picture.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub goods_img_url: Option<String>,
    /// Goods.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub goods_desc: Option<String>,
}

/// Carrier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressQueryTraceReplyDeliveryInfo {
    /// Carrier.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub delivery_id: Option<String>,
    /// Carrier name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub delivery_name: Option<String>,
}
