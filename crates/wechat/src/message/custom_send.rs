//! `POST /cgi-bin/message/custom/send` (`sendCustomMessage`): answer a user in customer service.
//!
//! Only after the user did something: a message to the account opens 48 hours, entering the customer-service window of
//! a Mini Program about a minute, and each lets a few messages through. One shape serves both kinds of account; a Mini
//! Program sends text, image, link and miniprogrampage, an Official Account everything but link.
//!
//! Errcodes of its own: 40003 the openid is none of this account's, 40008 not a kind that the account can send, 44004
//! an empty text, 45015 the user has not written for too long, 45047 too many messages without an answer.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::id::{Appid, Openid};
use crate::secret::AuthorizerAccessToken;

/// Sends one message to one user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CustomSend {
    /// Who reads it.
    pub touser: Openid,
    /// What it says.
    #[serde(flatten)]
    pub message: Message,
    /// The agent in whose name it goes out; the account's own when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customservice: Option<CustomerService>,
}

/// What a message says: `msgtype`, and the object of that name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "msgtype", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Message {
    /// A text, which may hold links.
    Text {
        /// The text.
        text: Text,
    },
    /// A picture.
    Image {
        /// The picture.
        image: Media,
    },
    /// A voice message.
    Voice {
        /// The recording.
        voice: Media,
    },
    /// A film.
    Video {
        /// The film.
        video: Video,
    },
    /// A piece of music.
    Music {
        /// The music.
        music: Music,
    },
    /// One article that leads to an address.
    News {
        /// The article.
        news: News,
    },
    /// Published articles, by the media id of what was uploaded.
    MpNews {
        /// The articles.
        mpnews: Media,
    },
    /// A published article, by its id.
    MpNewsArticle {
        /// The article.
        mpnewsarticle: NewsArticle,
    },
    /// A question with answers to tap.
    MsgMenu {
        /// The question.
        msgmenu: Menu,
    },
    /// A coupon.
    WxCard {
        /// The coupon.
        wxcard: Card,
    },
    /// A card that leads to an address; Mini Programs alone.
    Link {
        /// The card.
        link: Link,
    },
    /// A card that leads to a page of a Mini Program.
    MiniProgramPage {
        /// The card.
        miniprogrampage: MiniProgramPage,
    },
}

/// A text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The text.
    pub content: String,
}

/// Something that was uploaded to this account before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// What the upload gave.
    pub media_id: String,
}

/// A film.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Video {
    /// The film.
    pub media_id: String,
    /// The picture before it plays.
    pub thumb_media_id: String,
    /// Above it.
    #[serde(default)]
    pub title: String,
    /// Below it.
    #[serde(default)]
    pub description: String,
}

/// A piece of music.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Music {
    /// Above it.
    #[serde(default)]
    pub title: String,
    /// Below it.
    #[serde(default)]
    pub description: String,
    /// Where it is.
    pub musicurl: String,
    /// Where it is in better quality, for Wi-Fi.
    pub hqmusicurl: String,
    /// The picture beside it.
    pub thumb_media_id: String,
}

/// The articles of a `news` message; WeChat takes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The article.
    pub articles: Vec<NewsItem>,
}

/// An article that leads to an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsItem {
    /// Its title.
    pub title: String,
    /// What stands below.
    #[serde(default)]
    pub description: String,
    /// Where it leads.
    pub url: String,
    /// Its picture.
    #[serde(default)]
    pub picurl: String,
}

/// A published article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsArticle {
    /// What publishing it gave.
    pub article_id: String,
}

/// A question with answers to tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Menu {
    /// Above the answers.
    #[serde(default)]
    pub head_content: String,
    /// The answers.
    pub list: Vec<MenuItem>,
    /// Below the answers.
    #[serde(default)]
    pub tail_content: String,
}

/// One answer to tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuItem {
    /// Comes back as `bizmsgmenuid` when it is tapped.
    pub id: String,
    /// What stands there.
    pub content: String,
}

/// A coupon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Which.
    pub card_id: String,
}

/// A card that leads to an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its title.
    pub title: String,
    /// What stands below.
    pub description: String,
    /// Where it leads.
    pub url: String,
    /// Its picture.
    pub thumb_url: String,
}

/// A card that leads to a page of a Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiniProgramPage {
    /// Its title.
    pub title: String,
    /// Which Mini Program; from an Official Account alone, a Mini Program leads to itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
    /// The page.
    pub pagepath: String,
    /// Its picture, uploaded before.
    pub thumb_media_id: String,
}

/// An agent of the account's customer service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerService {
    /// Which.
    pub kf_account: String,
}

impl CustomSend {
    /// A message to a user.
    pub fn new(touser: Openid, message: Message) -> Self {
        Self { touser, message, customservice: None }
    }

    /// A text to a user.
    pub fn text(touser: Openid, content: impl Into<String>) -> Self {
        Self::new(touser, Message::Text { text: Text { content: content.into() } })
    }
}

impl Message {
    /// Its `msgtype`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Image { .. } => "image",
            Self::Voice { .. } => "voice",
            Self::Video { .. } => "video",
            Self::Music { .. } => "music",
            Self::News { .. } => "news",
            Self::MpNews { .. } => "mpnews",
            Self::MpNewsArticle { .. } => "mpnewsarticle",
            Self::MsgMenu { .. } => "msgmenu",
            Self::WxCard { .. } => "wxcard",
            Self::Link { .. } => "link",
            Self::MiniProgramPage { .. } => "miniprogrampage",
        }
    }

    /// The field without which nothing can be sent: its path and text.
    fn needed(&self) -> (&'static str, &str) {
        match self {
            Self::Text { text } => ("text.content", &text.content),
            Self::Image { image } => ("image.media_id", &image.media_id),
            Self::Voice { voice } => ("voice.media_id", &voice.media_id),
            Self::Video { video } => ("video.media_id", &video.media_id),
            Self::Music { music } => ("music.musicurl", &music.musicurl),
            Self::News { news } => {
                ("news.articles[0].url", news.articles.first().map_or("", |article| article.url.as_str()))
            }
            Self::MpNews { mpnews } => ("mpnews.media_id", &mpnews.media_id),
            Self::MpNewsArticle { mpnewsarticle } => ("mpnewsarticle.article_id", &mpnewsarticle.article_id),
            Self::MsgMenu { msgmenu } => {
                ("msgmenu.list[0].content", msgmenu.list.first().map_or("", |item| item.content.as_str()))
            }
            Self::WxCard { wxcard } => ("wxcard.card_id", &wxcard.card_id),
            Self::Link { link } => ("link.url", &link.url),
            Self::MiniProgramPage { miniprogrampage } => ("miniprogrampage.pagepath", &miniprogrampage.pagepath),
        }
    }
}

impl Endpoint for CustomSend {
    const ID: &'static str = "send_custom_message";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/message/custom/send";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        let (field, text) = self.message.needed();
        FieldError::unless(!text.is_empty(), field, "must not be empty", "不能为空")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn openid() -> Openid {
        "oUser-1".parse().unwrap()
    }

    #[test]
    fn each_kind_stands_under_its_own_name() {
        let bodies = [
            json!({"text": {"content": "好 <a href=\"https://x\">x</a>"}}),
            json!({"image": {"media_id": "M"}}),
            json!({"voice": {"media_id": "M"}}),
            json!({"video": {"media_id": "M", "thumb_media_id": "T", "title": "t", "description": "d"}}),
            json!({"music": {"title": "t", "description": "d", "musicurl": "https://m", "hqmusicurl": "https://h",
                             "thumb_media_id": "T"}}),
            json!({"news": {"articles": [{"title": "t", "description": "d", "url": "https://x", "picurl": "https://p"}]}}),
            json!({"mpnews": {"media_id": "M"}}),
            json!({"mpnewsarticle": {"article_id": "A"}}),
            json!({"msgmenu": {"head_content": "h", "list": [{"id": "1", "content": "yes"}], "tail_content": "t"}}),
            json!({"wxcard": {"card_id": "C"}}),
            json!({"link": {"title": "t", "description": "d", "url": "https://x", "thumb_url": "https://p"}}),
            json!({"miniprogrampage": {"title": "t", "appid": "wxa11ce00000000001", "pagepath": "p", "thumb_media_id": "T"}}),
        ];
        for mut body in bodies {
            let kind = body.as_object().unwrap().keys().next().unwrap().clone();
            body["touser"] = json!("oUser-1");
            body["msgtype"] = json!(kind);
            body["customservice"] = json!({"kf_account": "kf1@test"});
            let read: CustomSend = serde_json::from_value(body.clone()).unwrap();
            assert_eq!(read.message.kind(), kind);
            assert_eq!(read.check(), Ok(()), "{kind}");
            assert_eq!(serde_json::to_value(&read).unwrap(), body);
        }
        assert!(
            serde_json::from_value::<CustomSend>(json!({"touser": "oUser-1", "msgtype": "fax", "fax": {}})).is_err()
        );
    }

    #[test]
    fn an_empty_message_is_refused_by_name() {
        assert_eq!(CustomSend::text(openid(), "").check().unwrap_err().field, "text.content");
        let nothing = Message::News { news: News { articles: Vec::new() } };
        assert_eq!(CustomSend::new(openid(), nothing).check().unwrap_err().field, "news.articles[0].url");
        assert_eq!(CustomSend::text(openid(), " ").check(), Ok(()), "a blank is a text");
    }

    #[test]
    fn the_agent_is_left_out_where_there_is_none() {
        let body: Value = serde_json::to_value(CustomSend::text(openid(), "x")).unwrap();
        assert_eq!(body, json!({"touser": "oUser-1", "msgtype": "text", "text": {"content": "x"}}));
    }
}
