//! `POST /wxa/sec/order/upload_shipping_info` (发货信息录入): upload shipping info.
//!
//! Money stays frozen until shipping is reported for orders under this service. A second report may replace the first
//! once.
//!
//! Errcodes of its own: 47001 body could not be parsed or lacks a field.
//!
//! Not certain: Module-specific error codes were not collected.

use http::Method;
use serde::{Deserialize, Serialize};

use super::{OrderKey, UploadedParcel};
use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Upload shipping info.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderUploadShipping {
    /// Which payment.
    pub order_key: OrderKey,
    /// Who paid.
    pub payer: OrderUploadShippingPayer,
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
    /// RFC 3339 time.
    pub upload_time: String,
}

impl OrderUploadShipping {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        order_key: OrderKey,
        payer: OrderUploadShippingPayer,
        logistics_type: i64,
        delivery_mode: i64,
        shipping_list: Vec<UploadedParcel>,
        upload_time: impl Into<String>,
    ) -> Self {
        Self {
            order_key,
            payer,
            logistics_type,
            delivery_mode,
            is_all_delivered: None,
            shipping_list,
            upload_time: upload_time.into(),
        }
    }
}

impl Endpoint for OrderUploadShipping {
    const ID: &'static str = "order_upload_shipping";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/order/upload_shipping_info";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderUploadShippingPayer {
    /// User.
    pub openid: String,
}
