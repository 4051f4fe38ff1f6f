//! The draft box and the template library of a platform.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::time::after_secs;

/// How many templates a library holds.
pub(crate) const LIMIT: usize = 200;

/// Code that was uploaded: what drafts and templates have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// The version its developer gave it.
    pub user_version: String,
    /// The description its developer gave it.
    pub user_desc: String,
    /// The pages in it, the first being the home page.
    pub pages: Vec<String>,
    /// Private APIs that it calls. Each has to be named in `requiredPrivateInfos` of the `ext_json`, else
    /// `submit_audit` says 61040.
    #[serde(default)]
    pub private_apis: Vec<String>,
}

/// A draft in the draft box.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "WeChat's own names")]
pub(crate) struct Draft {
    pub(crate) draft_id: i64,
    pub(crate) created_at: Timestamp,
    pub(crate) code: Code,
}

/// A template in the library.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "WeChat's own names")]
pub(crate) struct Template {
    pub(crate) template_id: i64,
    pub(crate) draft_id: i64,
    pub(crate) template_type: i64,
    pub(crate) created_at: Timestamp,
    pub(crate) code: Code,
}

/// Drafts and templates of one platform.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Library {
    pub(crate) source_appid: String,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) templates: Vec<Template>,
    last_id: i64,
}

impl Library {
    /// What a platform has when it starts: three templates, one of which uses a private API, and two drafts.
    pub(crate) fn stocked(source_appid: String, now: Timestamp) -> Self {
        let mut library = Self { source_appid, drafts: Vec::new(), templates: Vec::new(), last_id: 0 };
        let month = after_secs(now, -30 * 86_400);
        for (nth, code) in (0_i64..).zip([dining(), shop(), booking()]) {
            let draft_id = library.add_draft(code, after_secs(month, nth * 86_400));
            library.promote(draft_id, 0, after_secs(month, nth * 86_400 + 3600));
        }
        library.add_draft(Code { user_version: "1.5.0".to_owned(), ..dining() }, after_secs(now, -7200));
        library.add_draft(Code { user_version: "2.1.0".to_owned(), ..shop() }, after_secs(now, -3600));
        library
    }

    pub(crate) fn add_draft(&mut self, code: Code, created_at: Timestamp) -> i64 {
        self.last_id += 1;
        self.drafts.push(Draft { draft_id: self.last_id, created_at, code });
        self.last_id
    }

    /// Turns a draft into a template. False when there is no such draft.
    pub(crate) fn promote(&mut self, draft_id: i64, template_type: i64, created_at: Timestamp) -> bool {
        let Some(at) = self.drafts.iter().position(|draft| draft.draft_id == draft_id) else { return false };
        let draft = self.drafts.remove(at);
        self.last_id += 1;
        self.templates.push(Template {
            template_id: self.last_id,
            draft_id,
            template_type,
            created_at,
            code: draft.code,
        });
        true
    }

    pub(crate) fn template(&self, template_id: i64) -> Option<&Template> {
        self.templates.iter().find(|template| template.template_id == template_id)
    }
}

fn code(version: &str, desc: &str, pages: &[&str], private_apis: &[&str]) -> Code {
    let own = |list: &[&str]| list.iter().map(|&one| one.to_owned()).collect();
    Code {
        user_version: version.to_owned(),
        user_desc: desc.to_owned(),
        pages: own(pages),
        private_apis: own(private_apis),
    }
}

fn dining() -> Code {
    let pages = ["pages/index/index", "pages/menu/menu", "pages/order/list", "pages/mine/mine"];
    code("1.4.0", "点餐标准版：扫码点餐、会员、优惠券", &pages, &[])
}

fn shop() -> Code {
    let pages = ["pages/home/home", "pages/goods/detail", "pages/cart/cart", "pages/mine/mine"];
    code("2.0.3", "会员商城：商品、购物车、订单", &pages, &[])
}

fn booking() -> Code {
    let pages = ["pages/index/index", "pages/booking/booking", "pages/map/map"];
    code("0.9.1", "预约服务：到店预约与门店地图（使用位置接口）", &pages, &["getLocation"])
}
