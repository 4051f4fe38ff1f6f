//! Orders shown in WeChat's own order list.

mod user_order_confirm;
mod user_order_open;
mod user_order_upload;
mod user_order_upload_combined;
mod user_order_upload_combined_shipping;
mod user_order_upload_shipping;
mod user_order_verify;

pub use user_order_confirm::{UserOrderConfirm, UserOrderConfirmReply};
pub use user_order_open::UserOrderOpen;
pub use user_order_upload::{
    UserOrderUpload, UserOrderUploadOrderKey, UserOrderUploadOrderList, UserOrderUploadOrderListItemList,
    UserOrderUploadOrderListOrderDetailJumpLink, UserOrderUploadPayer,
};
pub use user_order_upload_combined::{
    UserOrderUploadCombined, UserOrderUploadCombinedOrderKey, UserOrderUploadCombinedPayer,
    UserOrderUploadCombinedSubOrders, UserOrderUploadCombinedSubOrdersItemList,
    UserOrderUploadCombinedSubOrdersOrderDetailJumpLink,
};
pub use user_order_upload_combined_shipping::{
    UserOrderUploadCombinedShipping, UserOrderUploadCombinedShippingOrderKey, UserOrderUploadCombinedShippingPayer,
    UserOrderUploadCombinedShippingSubOrders, UserOrderUploadCombinedShippingSubOrdersShippingList,
    UserOrderUploadCombinedShippingSubOrdersShippingListContact,
    UserOrderUploadCombinedShippingSubOrdersShippingListItemList,
};
pub use user_order_upload_shipping::{
    UserOrderUploadShipping, UserOrderUploadShippingOrderKey, UserOrderUploadShippingPayer,
    UserOrderUploadShippingShippingList, UserOrderUploadShippingShippingListContact,
    UserOrderUploadShippingShippingListItemList,
};
pub use user_order_verify::{UserOrderVerify, UserOrderVerifyOrderKey, UserOrderVerifyPayer};
