//! Things to put in.

use jiff::Timestamp;
use uuid::Uuid;
use wxfleet_model::authorizer::{AccessToken, RefreshTokenSource};
use wxfleet_model::component::{CallbackKeys, Component, ComponentSecrets};
use wxfleet_model::event::{Event, EventId};
use wxfleet_store::NewAuthorization;
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};
use wxfleet_wechat::secret::{AppSecret, AuthorizerAccessToken, AuthorizerRefreshToken, EncodingAesKey, MessageToken};

/// What people and WeChat really write, and what breaks careless storage.
pub(crate) const NASTY: &str = "小程序 😀👩‍👩‍👧 \"双\" '单' `反` \\ \u{2028}\u{2029} <script>%_!--;\r\n\t末";

/// A moment, in seconds after a fixed one.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).unwrap()
}

pub(crate) fn component_appid(number: u32) -> ComponentAppid {
    format!("wxc00000000{number:07x}").parse().unwrap()
}

pub(crate) fn appid(number: u32) -> Appid {
    format!("wxa00000000{number:07x}").parse().unwrap()
}

pub(crate) fn component(number: u32) -> Component {
    Component {
        component_appid: component_appid(number),
        name: NASTY.to_owned(),
        created_at: at(i64::from(number)),
        ticket_received_at: None,
        access_token_expires_at: None,
        version: 1,
    }
}

pub(crate) fn component_secrets(mark: &str) -> ComponentSecrets {
    let keys = |generation: &str, valid_until| CallbackKeys {
        token: MessageToken::new(format!("{mark}-token-{generation} {NASTY}")),
        encoding_aes_key: EncodingAesKey::new(format!("{mark}-aes-{generation}")),
        valid_until,
    };
    ComponentSecrets {
        app_secret: AppSecret::new(format!("{mark}-secret {NASTY}")),
        callback_keys: vec![keys("new", None), keys("old", Some(at(86_400)))],
    }
}

pub(crate) fn access_token(mark: &str, obtained_at: Timestamp) -> AccessToken {
    AccessToken {
        token: AuthorizerAccessToken::new(format!("{mark}-access")),
        obtained_at,
        expires_at: Timestamp::from_second(obtained_at.as_second() + 7_200).unwrap(),
    }
}

pub(crate) fn refresh_token(mark: &str) -> AuthorizerRefreshToken {
    AuthorizerRefreshToken::new(format!("refreshtoken@@@{mark}"))
}

/// An authorization of account `number` to component 1 at a moment, with tokens marked by it.
pub(crate) fn authorization(number: u32, seconds: i64) -> NewAuthorization {
    NewAuthorization {
        component_appid: component_appid(1),
        appid: appid(number),
        authorized_at: at(seconds),
        obtained_at: at(seconds),
        func_info: Some(vec![FuncscopeId(1), FuncscopeId(17)]),
        access: Some(access_token(&format!("{number}-{seconds}"), at(seconds))),
        refresh: Some(refresh_token(&format!("{number}-{seconds}"))),
        source: RefreshTokenSource::QueryAuth,
    }
}

pub(crate) fn event(dedup_key: &str) -> Event {
    Event {
        id: EventId(Uuid::now_v7()),
        component_appid: component_appid(1),
        appid: Some(appid(1)),
        kind: "weapp_audit_success".to_owned(),
        created_at: Some(at(0)),
        received_at: at(1),
        dedup_key: dedup_key.to_owned(),
        xml: format!("<xml><Reason>{NASTY}</Reason></xml>").into_bytes(),
    }
}
