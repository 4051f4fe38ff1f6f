//! Shipping duties of Mini Programs that sell.

use super::Field;

/// `trade_manage_remind_access_api`, `trade_manage_remind_shipping` and `trade_manage_order_settlement`. Each has
/// some of these; further times are in the notice's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TradeManage {
    /// WeChat's words.
    pub msg: String,
    /// The payment account.
    pub merchant_id: String,
    /// The merchant's own order number.
    pub merchant_trade_no: String,
    /// WeChat Pay's order number.
    pub transaction_id: String,
    /// When the order was paid, in epoch seconds.
    pub pay_time: Option<i64>,
}

impl TradeManage {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            msg: root.string("msg"),
            merchant_id: root.string("merchant_id"),
            merchant_trade_no: root.string("merchant_trade_no"),
            transaction_id: root.string("transaction_id"),
            pay_time: root.int("pay_time"),
        }
    }
}
