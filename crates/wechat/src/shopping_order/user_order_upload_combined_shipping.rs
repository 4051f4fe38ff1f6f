//! `POST /user-order/combine-orders/shippings` (`uploadCombinedShippingInfo`, 上传合单物流信息): upload combined logistics.
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

/// Upload combined logistics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderUploadCombinedShipping {
    /// Which payment.
    pub order_key: OrderKey,
    /// Orders of a combined payment.
    pub sub_orders: Vec<UserOrderUploadCombinedShippingSubOrders>,
    /// Who paid.
    pub payer: UserOrderUploadCombinedShippingPayer,
    /// RFC 3339 time.
    pub upload_time: String,
}

impl UserOrderUploadCombinedShipping {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        order_key: OrderKey,
        sub_orders: Vec<UserOrderUploadCombinedShippingSubOrders>,
        payer: UserOrderUploadCombinedShippingPayer,
        upload_time: impl Into<String>,
    ) -> Self {
        Self { order_key, sub_orders, payer, upload_time: upload_time.into() }
    }
}

impl Endpoint for UserOrderUploadCombinedShipping {
    const ID: &'static str = "user_order_upload_combined_shipping";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/user-order/combine-orders/shippings";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Orders of a combined payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedShippingSubOrders {
    /// Which payment.
    pub order_key: serde_json::Value,
    /// Parcels.
    pub shipping_list: Vec<UserOrderUploadCombinedShippingSubOrdersShippingList>,
    /// 1 one parcel, 2 several.
    pub delivery_mode: String,
}

/// Parcels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedShippingSubOrdersShippingList {
    /// Carrier code.
    pub express_company: String,
    /// Waybill number.
    pub tracking_no: String,
    /// Needed for carrier SF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ShippingContact>,
    /// Goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_list: Option<Vec<UserOrderUploadCombinedShippingSubOrdersShippingListItemList>>,
}

/// Goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedShippingSubOrdersShippingListItemList {
    /// Merchant item id.
    pub merchant_item_id: String,
}

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedShippingPayer {
    /// User.
    pub openid: String,
}
