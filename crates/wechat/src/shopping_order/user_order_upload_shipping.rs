//! `POST /user-order/orders/shippings` (`uploadShippingInfo`, 上传物流信息): upload logistics.
//!
//! Shopping-order feature; `logistics_type` and `delivery_mode` are texts here (`LOGISTICS_TYPE_EXPRESS` ...,
//! `UNIFIED_DELIVERY/SPLIT_DELIVERY`).
//!
//! Not certain: Method of later calls (PUT or POST) and texts of the enumerations from SDKs.

use http::Method;
use serde::{Deserialize, Serialize};

use super::{OrderKey, ShippingContact};
use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Upload logistics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderUploadShipping {
    /// Which payment.
    pub order_key: OrderKey,
    /// Parcels.
    pub shipping_list: Vec<UserOrderUploadShippingShippingList>,
    /// Who paid.
    pub payer: UserOrderUploadShippingPayer,
    /// 1 one parcel, 2 several.
    pub delivery_mode: String,
    /// RFC 3339 time.
    pub upload_time: String,
}

impl UserOrderUploadShipping {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        order_key: OrderKey,
        shipping_list: Vec<UserOrderUploadShippingShippingList>,
        payer: UserOrderUploadShippingPayer,
        delivery_mode: impl Into<String>,
        upload_time: impl Into<String>,
    ) -> Self {
        Self { order_key, shipping_list, payer, delivery_mode: delivery_mode.into(), upload_time: upload_time.into() }
    }
}

impl Endpoint for UserOrderUploadShipping {
    const ID: &'static str = "user_order_upload_shipping";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/user-order/orders/shippings";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Parcels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadShippingShippingList {
    /// Carrier code.
    pub express_company: String,
    /// Waybill number.
    pub tracking_no: String,
    /// Needed for carrier SF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ShippingContact>,
    /// Goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_list: Option<Vec<UserOrderUploadShippingShippingListItemList>>,
}

/// Goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadShippingShippingListItemList {
    /// Merchant item id.
    pub merchant_item_id: String,
}

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadShippingPayer {
    /// User.
    pub openid: String,
}
