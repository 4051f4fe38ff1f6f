//! Messages from an account to its users. All speak with the authorizer's token.
//!
//! [`CustomSend`] and [`CustomTyping`] are customer service: they answer somebody who wrote to the account.

mod custom_send;
mod custom_typing;

pub use custom_send::{
    Card, CustomSend, CustomerService, Link, Media, Menu, MenuItem, Message, MiniProgramPage, Music, News, NewsArticle,
    NewsItem, Text, Video,
};
pub use custom_typing::{CustomTyping, TypingCommand};
