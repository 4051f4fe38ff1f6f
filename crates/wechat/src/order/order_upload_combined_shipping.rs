//! `POST /wxa/sec/order/upload_combined_shipping_info` (发货信息合单录入): upload combined shipping info.
//!
//! Errcodes of its own: 47001 body could not be parsed or lacks a field.

use http::Method;
use serde::{Deserialize, Serialize};

use super::{OrderKey, UploadedParcel};
use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Upload combined shipping info.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderUploadCombinedShipping {
    /// Which payment.
    pub order_key: OrderKey,
    /// Who paid.
    pub payer: OrderUploadCombinedShippingPayer,
    /// Orders of a combined payment.
    pub sub_orders: Vec<OrderUploadCombinedShippingSubOrders>,
    /// RFC 3339 time.
    pub upload_time: String,
}

impl OrderUploadCombinedShipping {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        order_key: OrderKey,
        payer: OrderUploadCombinedShippingPayer,
        sub_orders: Vec<OrderUploadCombinedShippingSubOrders>,
        upload_time: impl Into<String>,
    ) -> Self {
        Self { order_key, payer, sub_orders, upload_time: upload_time.into() }
    }
}

impl Endpoint for OrderUploadCombinedShipping {
    const ID: &'static str = "order_upload_combined_shipping";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/order/upload_combined_shipping_info";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderUploadCombinedShippingPayer {
    /// User.
    pub openid: String,
}

/// Orders of a combined payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderUploadCombinedShippingSubOrders {
    /// Which payment.
    pub order_key: OrderKey,
    /// 1 express, 2 local delivery, 3 virtual, 4 self pick-up.
    #[serde(with = "crate::wire::int")]
    pub logistics_type: i64,
    /// 1 one parcel, 2 several.
    #[serde(with = "crate::wire::int")]
    pub delivery_mode: i64,
    /// Needed with several parcels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_all_delivered: Option<bool>,
    /// Parcels.
    pub shipping_list: Vec<UploadedParcel>,
}
