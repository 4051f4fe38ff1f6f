//! The privacy guideline, and private APIs.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use wxfleet_console::console::account::{Declared, PrivacyForm, PrivacyPage, Scan};
use wxfleet_wechat::privacy::{
    ApplyPrivacyInterface, GetPrivacySettingReply, SetPrivacySetting, SetPrivacySettingOwnerSetting,
    SetPrivacySettingSettingList,
};

use super::{Open, at, given, lines};
use crate::app::App;
use crate::console::desk::Done;
use crate::console::session::Posted;
use crate::problem::Problem;

/// Where the page is.
const HERE: &str = "/privacy";
/// WeChat's number for the guideline that users see now.
const ONLINE: i64 = 1;
/// And for that of the code in hand.
const IN_HAND: i64 = 2;

pub(super) fn routes() -> Router<App> {
    Router::new().route(&at(HERE), get(privacy).post(set)).route(&at("/private-apis"), post(apply))
}

async fn privacy(State(app): State<App>, open: Open) -> Response {
    let page = page(&app, &open, None, None).await;
    open.desk.show(page)
}

async fn page(app: &App, open: &Open, sent: Option<PrivacyForm>, problem: Option<&Problem>) -> Result<String, Problem> {
    let (actor, place) = (open.actor(), &open.place);
    let (setting, apis, scan) = tokio::join!(
        Box::pin(app.engine.account.privacy_setting(actor, place, None)),
        Box::pin(app.engine.account.private_apis(actor, place)),
        Box::pin(app.engine.code.privacy_scan(actor, place)),
    );
    let apis = apis.map_err(|error| open.why(error));
    let setting = setting.map_err(|error| open.why(error));
    let setting = setting.map(|setting| {
        let form = sent.unwrap_or_else(|| PrivacyForm::of(&setting));
        (setting, form)
    });
    let scan = scan.ok();
    let refusal = open.refusal(problem);
    let page = PrivacyPage {
        subject: open.subject(),
        guideline: setting.as_ref().map(|(setting, form)| (setting, form)),
        scan: scan.as_ref().map(|scan| Scan {
            finished: scan.finished,
            without_auth: &scan.without_auth,
            without_conf: &scan.without_conf,
        }),
        apis: apis.as_deref(),
        refusal: refusal.as_ref(),
    };
    Ok(open.desk.framed(|frame| page.render(frame)))
}

/// The form as it was sent; each kind of data is a pair of fields.
fn sent(fields: Vec<(String, String)>) -> PrivacyForm {
    let mut form = PrivacyForm::default();
    for (name, value) in fields {
        let value = value.trim().to_owned();
        match name.as_str() {
            "version" => form.online = value == ONLINE.to_string(),
            "contact_phone" => form.contact_phone = value,
            "contact_email" => form.contact_email = value,
            "contact_qq" => form.contact_qq = value,
            "contact_weixin" => form.contact_weixin = value,
            "notice_method" => form.notice_method = value,
            "days" => form.days = value,
            "key" => form.declared.push(Declared { key: value, text: String::new() }),
            "text" => {
                if let Some(last) = form.declared.last_mut() {
                    last.text = value;
                }
            }
            _ => {}
        }
    }
    form.declared.retain(|one| !one.key.is_empty());
    form
}

/// What WeChat is told. What the form does not show stays as it is: the own text, the place of storage, SDKs.
fn read(form: &PrivacyForm, now: GetPrivacySettingReply) -> SetPrivacySetting {
    let kept = now.owner_setting.unwrap_or_default();
    let mut owner = SetPrivacySettingOwnerSetting::new(form.notice_method.clone());
    owner.contact_phone = given(&form.contact_phone);
    owner.contact_email = given(&form.contact_email);
    owner.contact_qq = given(&form.contact_qq);
    owner.contact_weixin = given(&form.contact_weixin);
    owner.store_expire_timestamp = given(&form.days).map(|days| format!("{days}天"));
    owner.ext_file_media_id = kept.ext_file_media_id.filter(|id| !form.online && !id.is_empty());
    owner.store_region = kept.store_region;
    let mut setting = SetPrivacySetting::new(owner);
    setting.privacy_ver = Some(if form.online { ONLINE } else { IN_HAND });
    if form.online {
        return setting;
    }
    let declared = form.declared.iter().filter(|one| !one.text.is_empty());
    let declared = declared
        .map(|one| SetPrivacySettingSettingList { privacy_key: one.key.clone(), privacy_text: one.text.clone() });
    setting.setting_list = Some(declared.collect());
    let sdks = now.sdk_privacy_info_list.into_iter().filter_map(|sdk| serde_json::from_value(sdk).ok());
    setting.sdk_privacy_info_list = Some(sdks.collect::<Vec<_>>()).filter(|sdks| !sdks.is_empty());
    setting
}

async fn set(State(app): State<App>, open: Open, Posted(who, fields): Posted<Vec<(String, String)>>) -> Response {
    let form = sent(fields);
    let outcome = async {
        let now = app.engine.account.privacy_setting(&who.actor, &open.place, None).await?;
        app.engine.account.set_privacy_setting(&who.actor, &open.place, &read(&form, now)).await
    };
    let Err(error) = outcome.await else { return Done::PrivacySaved.at(&open.page(HERE)) };
    let (open, problem) = (open.at(HERE), Problem::from(error));
    let page = page(&app, &open, Some(form), Some(&problem)).await;
    open.refused(problem, page)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ApplyForm {
    api_name: String,
    content: String,
    links: String,
}

impl ApplyForm {
    /// WeChat tells pages, pictures and videos apart; here they are told by how their links end.
    fn read(&self) -> ApplyPrivacyInterface {
        let ends = |link: &String, kinds: &[&str]| {
            let path = link.split(['?', '#']).next().unwrap_or_default().to_lowercase();
            kinds.iter().any(|kind| path.ends_with(kind))
        };
        let (mut pictures, mut videos, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        for link in lines(&self.links) {
            if ends(&link, &[".png", ".jpg", ".jpeg", ".gif", ".webp"]) {
                pictures.push(link);
            } else if ends(&link, &[".mp4"]) {
                videos.push(link);
            } else {
                pages.push(link);
            }
        }
        let filled = |list: Vec<String>| Some(list).filter(|list| !list.is_empty());
        let mut application = ApplyPrivacyInterface::new(self.api_name.clone(), self.content.trim());
        application.url_list = filled(pages);
        application.pic_list = filled(pictures);
        application.video_list = filled(videos);
        application
    }
}

async fn apply(State(app): State<App>, open: Open, Posted(who, form): Posted<ApplyForm>) -> Response {
    let outcome = app.engine.account.apply_private_api(&who.actor, &open.place, &form.read()).await;
    let Err(error) = outcome else { return Done::ApiApplied.at(&open.page(HERE)) };
    let (open, problem) = (open.at(HERE), Problem::from(error));
    let page = page(&app, &open, None, Some(&problem)).await;
    open.refused(problem, page)
}
