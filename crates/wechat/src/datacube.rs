//! Figures about the use of a Mini Program, day by day.

mod datacube_daily_retain;
mod datacube_daily_summary;
mod datacube_daily_visit;
mod datacube_visit_page;

pub use datacube_daily_retain::{
    DatacubeDailyRetain, DatacubeDailyRetainReply, DatacubeDailyRetainReplyVisitUv, DatacubeDailyRetainReplyVisitUvNew,
};
pub use datacube_daily_summary::{DatacubeDailySummary, DatacubeDailySummaryReply, DatacubeDailySummaryReplyList};
pub use datacube_daily_visit::{DatacubeDailyVisit, DatacubeDailyVisitReply, DatacubeDailyVisitReplyList};
pub use datacube_visit_page::{DatacubeVisitPage, DatacubeVisitPageReply, DatacubeVisitPageReplyList};
