//! What users write to an account.

use std::fmt;

use super::{Field, NoticeBody};

/// A `text`. `Debug` says how long it is: a release check sends an authorization code this way.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// The text, byte for byte.
    pub content: String,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("bytes", &self.content.len()).finish()
    }
}

/// An `image`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Where WeChat keeps it for a while.
    pub pic_url: String,
    /// To fetch it by.
    pub media_id: String,
}

/// A `miniprogrampage`: a card that leads to a page of a Mini Program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MiniProgramPage {
    /// What the card says.
    pub title: String,
    /// `AppId` of the Mini Program it leads to.
    pub app_id: String,
    /// The page.
    pub page_path: String,
    /// Where its picture is.
    pub thumb_url: String,
    /// To fetch the picture by.
    pub thumb_media_id: String,
}

pub(super) fn read(msg_type: &str, root: Field<'_>) -> NoticeBody {
    match msg_type {
        "text" => NoticeBody::Text(Text { content: root.string("Content") }),
        "image" => NoticeBody::Image(Image { pic_url: root.string("PicUrl"), media_id: root.string("MediaId") }),
        "miniprogrampage" => NoticeBody::MiniProgramPage(MiniProgramPage {
            title: root.string("Title"),
            app_id: root.string("AppId"),
            page_path: root.string("PagePath"),
            thumb_url: root.string("ThumbUrl"),
            thumb_media_id: root.string("ThumbMediaId"),
        }),
        _ => NoticeBody::OtherMessage,
    }
}
