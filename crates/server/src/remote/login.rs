//! `wxfleet login …`: users who log in, for trying it out. Programs use the API.

use clap::Subcommand;
use wxfleet_api::login::{JsCode, OauthCode, OauthQuery, Session, WebToken};
use wxfleet_wechat::id::Appid;

use super::Remote;
use super::table::{or_dash, sheet};
use crate::failure::Failure;

/// What can be done about users who log in.
#[derive(Debug, Subcommand)]
pub enum LoginCommand {
    /// Exchange the code of wx.login for the user's openid and session key
    #[command(after_help = "Examples:\n  wxfleet login code wx0123456789abcdef 0a1B2c3D4e")]
    Code {
        /// Which Mini Program
        appid: Appid,
        /// What wx.login gave
        js_code: String,
    },
    /// Print the page to which a browser is sent to log in to an Official Account's pages
    #[command(after_help = "Examples:\n  wxfleet login url wx0123456789abcdef https://shop.example.com/back\n  \
        wxfleet login url wx0123456789abcdef https://shop.example.com/back --scope snsapi_userinfo --state 7")]
    Url {
        /// Which Official Account
        appid: Appid,
        /// Where the browser comes back to
        redirect_uri: String,
        /// `snsapi_base` (the default) or `snsapi_userinfo`
        #[arg(long, value_name = "SCOPE")]
        scope: Option<String>,
        /// Comes back with the browser: at most 128 letters and digits
        #[arg(long, value_name = "TEXT")]
        state: Option<String>,
    },
    /// Exchange the code with which the browser came back for the user's openid and web token
    #[command(after_help = "Examples:\n  wxfleet login token wx0123456789abcdef 0a1B2c3D4e --json")]
    Token {
        /// Which Official Account
        appid: Appid,
        /// What the browser brought
        code: String,
    },
}

pub(crate) async fn run(remote: Remote, command: LoginCommand) -> Result<(), Failure> {
    let component = remote.component().await?;
    let client = &remote.client;
    match command {
        LoginCommand::Code { appid, js_code } => {
            let session = client.login_jscode2session(&component, appid.as_str(), &JsCode { js_code }).await?;
            remote.show(&session, |session: &Session| {
                sheet(vec![
                    ("openid", session.openid.clone()),
                    ("session_key", session.session_key.clone()),
                    ("unionid", or_dash(session.unionid.as_deref())),
                ])
            })
        }
        LoginCommand::Url { appid, redirect_uri, scope, state } => {
            let query = OauthQuery { redirect_uri, scope, state };
            let url = client.login_oauth2_url(&component, appid.as_str(), &query).await?;
            remote.show(&url, |url| crate::terminal::inert(&url.url))
        }
        LoginCommand::Token { appid, code } => {
            let token = client.login_oauth2_access_token(&component, appid.as_str(), &OauthCode { code }).await?;
            remote.show(&token, |token: &WebToken| {
                sheet(vec![
                    ("openid", token.openid.clone()),
                    ("access_token", token.access_token.clone()),
                    ("refresh_token", token.refresh_token.clone()),
                    ("scope", or_dash(token.scope.as_deref())),
                    ("unionid", or_dash(token.unionid.as_deref())),
                ])
            })
        }
    }
}
