//! Users who log in: to a Mini Program by `wx.login`, to the pages of an Official Account by OAuth. The platform speaks for
//! the account, so no account's own secret is needed.
//!
//! Nothing is kept and nothing journaled: a login is the user's doing, and what comes back belongs to whoever asked.

use std::sync::Arc;

use url::Url;
use wxfleet_model::authorizer::AuthorizerKind;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::Store;
use wxfleet_wechat::endpoint::NoToken;
use wxfleet_wechat::errcode::Kind;
use wxfleet_wechat::login::{
    ComponentJscode2session, ComponentJscode2sessionReply, ComponentOauth2AccessToken, ComponentOauth2AccessTokenReply,
    ComponentOauth2RefreshToken, ComponentOauth2RefreshTokenReply, SnsUserinfo, SnsUserinfoReply,
};
use wxfleet_wechat::secret::Credential;

use crate::authorization::Addresses;
use crate::authorizers::Authorizers;
use crate::code::Account;
use crate::error::{Conflict, Error};
use crate::gate;
use crate::tokens::Tokens;

/// The longest `state` that WeChat brings back.
const STATE_BYTES: usize = 128;

/// The service. A clone is the same one.
#[derive(Clone)]
pub struct Login {
    parts: Arc<Parts>,
}

/// What the service is made of.
struct Parts {
    store: Store,
    tokens: Tokens,
    authorizers: Authorizers,
    addresses: Addresses,
}

impl Login {
    pub(crate) fn new(store: Store, tokens: Tokens, authorizers: Authorizers, addresses: Addresses) -> Self {
        Self { parts: Arc::new(Parts { store, tokens, authorizers, addresses }) }
    }

    /// Exchanges the code of `wx.login` for the user's openid and session key.
    pub async fn jscode2session(
        &self,
        actor: &Actor,
        account: &Account,
        js_code: &str,
    ) -> Result<ComponentJscode2sessionReply, Error> {
        self.may(actor, account).await?;
        filled("js_code", js_code)?;
        let Account { component_appid, appid } = account;
        self.parts.authorizers.mini_program(component_appid, appid).await?;
        let endpoint = ComponentJscode2session::new(appid.clone(), js_code, component_appid.clone());
        self.parts.tokens.call_component(component_appid, &endpoint).await
    }

    /// The page to which a user's browser is sent to log in to an Official Account's pages.
    pub async fn oauth_url(
        &self,
        actor: &Actor,
        account: &Account,
        redirect_uri: &str,
        scope: &str,
        state: &str,
    ) -> Result<Url, Error> {
        self.may(actor, account).await?;
        if !Url::parse(redirect_uri).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            let (en, zh) = ("must begin with https:// or http://", "必须以 https:// 或 http:// 开头");
            return Err(Error::invalid("redirect_uri", en, zh));
        }
        if !matches!(scope, "snsapi_base" | "snsapi_userinfo") {
            let (en, zh) = ("must be snsapi_base or snsapi_userinfo", "必须是 snsapi_base 或 snsapi_userinfo");
            return Err(Error::invalid("scope", en, zh));
        }
        if state.len() > STATE_BYTES || !state.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let (en, zh) = ("must be at most 128 letters and digits", "最多 128 个字母和数字");
            return Err(Error::invalid("state", en, zh));
        }
        self.official_account(account).await?;
        let mut url = self.parts.addresses.open_base_url.clone();
        url.set_path("/connect/oauth2/authorize");
        // WeChat insists on this order.
        url.query_pairs_mut()
            .append_pair("appid", account.appid.as_str())
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("response_type", "code")
            .append_pair("scope", scope)
            .append_pair("state", state)
            .append_pair("component_appid", account.component_appid.as_str());
        url.set_fragment(Some("wechat_redirect"));
        Ok(url)
    }

    /// Exchanges the code with which the browser came back for the user's openid and web token.
    pub async fn oauth_access_token(
        &self,
        actor: &Actor,
        account: &Account,
        code: &str,
    ) -> Result<ComponentOauth2AccessTokenReply, Error> {
        self.may(actor, account).await?;
        filled("code", code)?;
        self.official_account(account).await?;
        let Account { component_appid, appid } = account;
        let endpoint = ComponentOauth2AccessToken::new(appid.clone(), code, component_appid.clone());
        self.parts.tokens.call_component(component_appid, &endpoint).await
    }

    /// Renews a user's web token.
    pub async fn oauth_refresh_token(
        &self,
        actor: &Actor,
        account: &Account,
        refresh_token: Credential,
    ) -> Result<ComponentOauth2RefreshTokenReply, Error> {
        self.may(actor, account).await?;
        filled("refresh_token", refresh_token.expose())?;
        self.official_account(account).await?;
        let Account { component_appid, appid } = account;
        let endpoint = ComponentOauth2RefreshToken::new(appid.clone(), component_appid.clone(), refresh_token);
        self.parts.tokens.call_component(component_appid, &endpoint).await
    }

    /// What a user who agreed to `snsapi_userinfo` shows of themself.
    pub async fn oauth_userinfo(
        &self,
        actor: &Actor,
        account: &Account,
        request: &SnsUserinfo,
    ) -> Result<SnsUserinfoReply, Error> {
        self.may(actor, account).await?;
        filled("access_token", request.access_token.expose())?;
        filled("openid", &request.openid)?;
        self.official_account(account).await?;
        self.parts.tokens.call_with(&NoToken, request).await.map_err(|error| match error.kind() {
            // It is the user's token and not one of ours: nobody here can renew it.
            Some(Kind::TokenStale) => {
                let (en, zh) = ("is none that WeChat takes any more", "已失效或不是有效的网页授权 access_token");
                Error::invalid("access_token", en, zh)
            }
            _ => error,
        })
    }

    async fn may(&self, actor: &Actor, account: &Account) -> Result<(), Error> {
        gate::on_account(&self.parts.store, actor, Action::LoginWrite, &account.component_appid, &account.appid).await
    }

    async fn official_account(&self, account: &Account) -> Result<(), Error> {
        let row = self.parts.authorizers.authorized(&account.component_appid, &account.appid).await?;
        match row.kind {
            Some(AuthorizerKind::MiniProgram) => Err(Conflict::NotAnOfficialAccount.into()),
            Some(AuthorizerKind::OfficialAccount) | None => Ok(()),
        }
    }
}

fn filled(field: &str, text: &str) -> Result<(), Error> {
    if text.is_empty() { Err(Error::invalid(field, "must not be empty", "不能为空")) } else { Ok(()) }
}
