//! Writes every page into a folder, with its assets beside it, to be looked at in a browser:
//! `cargo run -p wxfleet-console --example pages -- FOLDER`.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use wxfleet_console::assets;
use wxfleet_console::locale::Language;
use wxfleet_console::merchant::{
    AuthorizePage, AuthorizedPage, Look, MerchantProblem, PendingPage, ProblemPage, Reference, Visitor,
};
use wxfleet_console::reference::ReferencePage;
use wxfleet_console::theme::Theme;
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};

#[path = "pages/console.rs"]
mod console;

use console::{console_pages, status_pages};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder to write to")?);
    fs::create_dir_all(folder.join("assets"))?;
    for name in assets::names() {
        let asset = assets::asset(&name).ok_or("an asset without content")?;
        fs::write(folder.join("assets").join(name), asset.plain())?;
    }
    for (language, tag) in [(Language::Zh, "zh"), (Language::En, "en")] {
        let write = |name: &str, html: &str| write(&folder, &format!("{name}.{tag}.html"), html);
        authorize_pages(language, &write)?;
        result_pages(language, &write)?;
        status_pages(language, &write)?;
        let document = serde_json::from_str(include_str!("../tests/fixtures/openapi.json"))?;
        let reference = ReferencePage { document: &document, server: "https://wx.example.com" };
        write("reference", &reference.render(language))?;
        for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            let write = |page: &str, html: &str| write(&format!("{page}.{name}"), html);
            console_pages(language, theme, &write)?;
        }
    }
    Ok(())
}

/// Assets stand beside the pages here, not at the root of a server.
fn write(folder: &Path, name: &str, html: &str) -> Outcome {
    Ok(fs::write(folder.join(name), html.replace("\"/assets/", "\"assets/"))?)
}

fn authorize_pages(language: Language, write: &dyn Fn(&str, &str) -> Outcome) -> Outcome {
    let component_appid = ComponentAppid::parse("wx1234567890abcdef")?;
    let appid = Appid::parse("wxabcdef1234567890")?;
    let sets = [18, 19, 30, 17].map(FuncscopeId);
    let page = AuthorizePage {
        component_name: "云小店",
        look: Look::default(),
        component_appid: &component_appid,
        auth_type: AuthType::MiniPrograms,
        only: None,
        permission_sets: &[],
        pc_url: "https://mp.weixin.qq.com/cgi-bin/componentloginpage?component_appid=wx1234567890abcdef",
        h5_url: "https://open.weixin.qq.com/wxaopen/safe/bindcomponent?action=bindcomponent#wechat_redirect",
        page_url: "https://wx.example.com/invite/1hJ7c0bVqVbq3uWlUeQmXw",
        visitor: Visitor { in_wechat: true, on_phone: true },
        links_expire_at: "2026-03-09T04:25:00Z".parse::<Timestamp>()?,
        invited_until: None,
    };
    write("authorize-wechat-phone", &page.render(language))?;
    let desk = Visitor { in_wechat: false, on_phone: false };
    write("authorize-desk", &AuthorizePage { visitor: desk, ..page }.render(language))?;
    let phone = Visitor { in_wechat: false, on_phone: true };
    write("authorize-phone", &AuthorizePage { visitor: phone, auth_type: AuthType::Both, ..page }.render(language))?;
    let invited = AuthorizePage {
        component_name: "深圳市前海云上小店信息技术服务有限公司（微信第三方平台）🌱<script>alert(1)</script>",
        only: Some(&appid),
        permission_sets: &sets,
        invited_until: Some("2026-03-16T04:15:00Z".parse()?),
        ..page
    };
    write("invite-wechat-phone", &invited.render(language))?;
    write("invite-desk", &AuthorizePage { visitor: desk, ..invited }.render(language))
}

fn result_pages(language: Language, write: &dyn Fn(&str, &str) -> Outcome) -> Outcome {
    let appid = Appid::parse("wxabcdef1234567890")?;
    let authorized = AuthorizedPage {
        component_name: "云小店",
        look: Look::default(),
        nick_name: "老王鲜果☕️社区团购",
        appid: &appid,
        head_img: None,
        return_url: Some("https://shop.example.com/welcome"),
        status_url: Some("https://wx.example.com/status/x"),
    };
    write("authorized", &authorized.render(language))?;
    write("authorized-closing", &AuthorizedPage { return_url: None, ..authorized }.render(language))?;
    write("pending", &PendingPage { component_name: "云小店", next_url: None, after_secs: 3600 }.render(language))?;
    let reference = Reference {
        errcode: Some(61010),
        errmsg: Some("code is expired rid: 65a1f0c2-1b2c3d4e-5f607182"),
        rid: Some("65a1f0c2-1b2c3d4e-5f607182"),
        request_id: Some("01JQ3Z9V7Y8K2M4N6P"),
    };
    let problem = ProblemPage {
        problem: MerchantProblem::CodeExpired,
        component_name: "云小店",
        retry_url: Some("/authorize/wx1234567890abcdef"),
        reference,
    };
    write("problem-code", &problem.render(language))?;
    let expired = MerchantProblem::InvitationExpired;
    let plain = ProblemPage { problem: expired, reference: Reference::default(), ..problem };
    write("problem-invitation", &plain.render(language))?;
    let wrong = MerchantProblem::WrongAccount { wanted: &appid };
    write("problem-account", &ProblemPage { problem: wrong, ..plain }.render(language))
}
