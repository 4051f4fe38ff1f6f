//! `POST /user-order/orders/shippings` (`uploadShippingInfo`, 上传物流信息): upload logistics.
//!
//! Shopping-order feature; `logistics_type` and `delivery_mode` are texts here (`LOGISTICS_TYPE_EXPRESS` ...,
//! `UNIFIED_DELIVERY/SPLIT_DELIVERY`).
//!
//! Not certain: Method of later calls (PUT or POST) and texts of the enumerations from SDKs.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Upload logistics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderUploadShipping {
    /// Which payment.
    pub order_key: UserOrderUploadShippingOrderKey,
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
        order_key: UserOrderUploadShippingOrderKey,
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

/// Which payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadShippingOrderKey {
    /// 1 merchant id and `out_trade_no`, 2 `transaction_id`.
    #[serde(with = "crate::wire::int")]
    pub order_number_type: i64,
    /// Merchant id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mchid: Option<String>,
    /// Merchant order number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_trade_no: Option<String>,
    /// WeChat Pay order number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
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
    pub contact: Option<UserOrderUploadShippingShippingListContact>,
    /// Goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_list: Option<Vec<UserOrderUploadShippingShippingListItemList>>,
}

/// Needed for carrier SF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadShippingShippingListContact {
    /// Sender phone, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consignor_contact: Option<String>,
    /// Receiver phone, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver_contact: Option<String>,
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
