//! Shipping of orders, for Mini Programs that sell.

mod order_get;
mod order_is_confirmation_completed;
mod order_is_trade_managed;
mod order_list;
mod order_notify_confirm_receive;
mod order_set_msg_jump_path;
mod order_upload_combined_shipping;
mod order_upload_shipping;

pub use order_get::{
    OrderGet, OrderGetReply, OrderGetReplyOrder, OrderGetReplyOrderShipping, OrderGetReplyOrderShippingShippingList,
    OrderGetReplyOrderShippingShippingListContact,
};
pub use order_is_confirmation_completed::{OrderIsConfirmationCompleted, OrderIsConfirmationCompletedReply};
pub use order_is_trade_managed::{OrderIsTradeManaged, OrderIsTradeManagedReply};
pub use order_list::{
    OrderList, OrderListPayTimeRange, OrderListReply, OrderListReplyOrderList, OrderListReplyOrderListShipping,
    OrderListReplyOrderListShippingShippingList, OrderListReplyOrderListShippingShippingListContact,
};
pub use order_notify_confirm_receive::OrderNotifyConfirmReceive;
pub use order_set_msg_jump_path::OrderSetMsgJumpPath;
pub use order_upload_combined_shipping::{
    OrderUploadCombinedShipping, OrderUploadCombinedShippingOrderKey, OrderUploadCombinedShippingPayer,
    OrderUploadCombinedShippingSubOrders, OrderUploadCombinedShippingSubOrdersOrderKey,
    OrderUploadCombinedShippingSubOrdersShippingList, OrderUploadCombinedShippingSubOrdersShippingListContact,
};
pub use order_upload_shipping::{
    OrderUploadShipping, OrderUploadShippingOrderKey, OrderUploadShippingPayer, OrderUploadShippingShippingList,
    OrderUploadShippingShippingListContact,
};
