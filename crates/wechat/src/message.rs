//! Messages from an account to its users: customer service, subscription, template. All speak with the authorizer's token.
//!
//! [`CustomSend`] and [`CustomTyping`] are customer service: they answer somebody who wrote to the account.

mod bizsend_subscribe_message;
mod create_activity_id;
mod custom_send;
mod custom_typing;
mod newtmpl_add;
mod newtmpl_delete;
mod newtmpl_get_category;
mod newtmpl_get_pub_keywords;
mod newtmpl_get_pub_titles;
mod newtmpl_list;
mod send_subscribe_message;
mod send_template_message;
mod send_updatable_message;
mod uniform_send;

pub use bizsend_subscribe_message::{BizsendSubscribeMessage, BizsendSubscribeMessageMiniprogram};
pub use create_activity_id::{CreateActivityId, CreateActivityIdReply};
pub use custom_send::{
    Card, CustomSend, CustomerService, Link, Media, Menu, MenuItem, Message, MiniProgramPage, Music, News, NewsArticle,
    NewsItem, Text, Video,
};
pub use custom_typing::{CustomTyping, TypingCommand};
pub use newtmpl_add::{NewtmplAdd, NewtmplAddReply};
pub use newtmpl_delete::NewtmplDelete;
pub use newtmpl_get_category::{NewtmplGetCategory, NewtmplGetCategoryReply, NewtmplGetCategoryReplyData};
pub use newtmpl_get_pub_keywords::{NewtmplGetPubKeywords, NewtmplGetPubKeywordsReply, NewtmplGetPubKeywordsReplyData};
pub use newtmpl_get_pub_titles::{NewtmplGetPubTitles, NewtmplGetPubTitlesReply, NewtmplGetPubTitlesReplyData};
pub use newtmpl_list::{NewtmplList, NewtmplListReply, NewtmplListReplyData, NewtmplListReplyDataKeywordEnumValueList};
pub use send_subscribe_message::SendSubscribeMessage;
pub use send_template_message::{SendTemplateMessage, SendTemplateMessageMiniprogram, SendTemplateMessageReply};
pub use send_updatable_message::{
    SendUpdatableMessage, SendUpdatableMessageTemplateInfo, SendUpdatableMessageTemplateInfoParameterList,
};
pub use uniform_send::{UniformSend, UniformSendMpTemplateMsg, UniformSendMpTemplateMsgMiniprogram};
