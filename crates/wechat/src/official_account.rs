//! What only Official Accounts have: menus, followers, scene codes, linked Mini Programs.

mod get_ticket;
mod menu_create;
mod menu_delete;
mod menu_get;
mod qrcode_create;
mod user_info;
mod user_list;
mod wxa_mp_link;
mod wxa_mp_link_get;
mod wxa_mp_unlink;

pub use get_ticket::{GetTicket, GetTicketReply};
pub use menu_create::{MenuCreate, MenuCreateButton};
pub use menu_delete::MenuDelete;
pub use menu_get::{MenuGet, MenuGetReply, MenuGetReplyMenu};
pub use qrcode_create::{QrcodeCreate, QrcodeCreateActionInfo, QrcodeCreateActionInfoScene, QrcodeCreateReply};
pub use user_info::{UserInfo, UserInfoReply};
pub use user_list::{UserList, UserListReply, UserListReplyData};
pub use wxa_mp_link::WxaMpLink;
pub use wxa_mp_link_get::{WxaMpLinkGet, WxaMpLinkGetReply, WxaMpLinkGetReplyWxopens, WxaMpLinkGetReplyWxopensItems};
pub use wxa_mp_unlink::WxaMpUnlink;
