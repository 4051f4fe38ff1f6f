//! Parcels: following a waybill, telling its receiver.

mod express_delivery_list;
mod express_open_msg;
mod express_open_query_plugin;
mod express_open_return;
mod express_query_trace;
mod express_trace_waybill;

pub use express_delivery_list::{ExpressDeliveryList, ExpressDeliveryListReply, ExpressDeliveryListReplyDeliveryList};
pub use express_open_msg::ExpressOpenMsg;
pub use express_open_query_plugin::ExpressOpenQueryPlugin;
pub use express_open_return::ExpressOpenReturn;
pub use express_query_trace::{
    ExpressQueryTrace, ExpressQueryTraceReply, ExpressQueryTraceReplyDeliveryInfo, ExpressQueryTraceReplyShopInfo,
    ExpressQueryTraceReplyShopInfoGoodsInfo, ExpressQueryTraceReplyShopInfoGoodsInfoDetailList,
    ExpressQueryTraceReplyWaybillInfo,
};
pub use express_trace_waybill::{
    ExpressTraceWaybill, ExpressTraceWaybillGoodsInfo, ExpressTraceWaybillGoodsInfoDetailList, ExpressTraceWaybillReply,
};
