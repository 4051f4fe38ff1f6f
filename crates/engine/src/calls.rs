//! Calls by name: any API of WeChat's, for an operator or a program that knows which one it wants.
//!
//! What has a verb of its own in this crate is better called by it: there an unknown end is found out. Here the road is
//! the same but for that: who may, the request held against the catalogue (`request`), intent stored, sent once,
//! outcome stored, the answer given as it came.
//!
//! Three calls are refused: those that bring tokens which wxfleet keeps. A second keeper would take them from under it.
//! Where an answer repeats one of our own tokens it is blotted out (`masks`).

pub(crate) mod masks;
mod request;

use serde_json::{Map, Value, json};
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::Store;
use wxfleet_wechat::catalogue::{self, Entry};
use wxfleet_wechat::client::{self, Client, Outgoing};
use wxfleet_wechat::endpoint::{Answered, NoToken, Speaker, Token, Upload};
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};

pub use self::masks::is_secret;
use crate::components::Components;
use crate::error::{Error, What};
use crate::gate;
use crate::journal::Journal;
use crate::tokens::{Sending, Tokens};

/// The name under which a call that is in no catalogue stands in journal, log and metrics.
pub const RAW: &str = "raw";

/// The service.
#[derive(Clone)]
pub struct Calls {
    store: Store,
    components: Components,
    tokens: Tokens,
    journal: Journal,
}

/// On whose behalf a call is made.
#[derive(Debug, Clone)]
pub struct Place {
    /// The platform.
    pub component_appid: ComponentAppid,
    /// The account, unless the platform speaks for itself.
    pub appid: Option<Appid>,
}

/// What goes along with a call.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// The query, without the token.
    pub query: Map<String, Value>,
    /// The body's fields.
    pub body: Map<String, Value>,
    /// A file, and the field it goes under.
    pub upload: Option<(String, Upload)>,
}

/// A call that no catalogue describes.
#[derive(Debug, Clone)]
pub struct RawCall {
    /// `GET` or `POST`.
    pub method: http::Method,
    /// The path below WeChat's API host.
    pub path: String,
    /// The query's name for the token, if it is not `access_token`.
    pub token_param: Option<String>,
    /// What goes along.
    pub content: Content,
}

/// How a call would fare, as far as we can tell before it is made.
#[derive(Debug)]
pub struct Outlook {
    /// What it would be refused for here.
    pub refused: Option<Error>,
    /// The permission sets of which the account has granted none, although the call needs one.
    pub missing: Vec<FuncscopeId>,
    /// The fields that are filled in where they are left out.
    pub filled_in: Vec<&'static str>,
    /// The fields that must be left out, since they take the platform's own secret.
    pub secrets: Vec<&'static str>,
}

/// A call that is ready to leave.
struct Ready {
    id: &'static str,
    method: http::Method,
    path: String,
    speaker: Speaker,
    token_param: String,
    content: Content,
}

impl Calls {
    pub(crate) fn new(store: Store, components: Components, tokens: Tokens, journal: Journal) -> Self {
        Self { store, components, tokens, journal }
    }

    /// Whether the actor may call there.
    async fn may(&self, actor: &Actor, action: Action, place: &Place) -> Result<(), Error> {
        match &place.appid {
            Some(appid) if action != Action::CallPlatform => {
                gate::on_account(&self.store, actor, action, &place.component_appid, appid).await
            }
            // What concerns the platform does so whichever account it is asked under.
            _ => gate::on_component(actor, action, &place.component_appid),
        }
    }

    /// The APIs of a group, or of all, in whose id, path or titles the text stands.
    pub fn catalogue(
        &self,
        actor: &Actor,
        group: Option<&str>,
        text: Option<&str>,
    ) -> Result<Vec<&'static Entry>, Error> {
        gate::for_list(actor, Action::CatalogueRead)?;
        let text = text.unwrap_or_default().trim().to_lowercase();
        let in_group = |entry: &Entry| group.is_none_or(|group| entry.group == group);
        Ok(catalogue::entries().iter().filter(|entry| in_group(entry) && entry.mentions(&text)).collect())
    }

    /// How a call would fare: whether the actor may, and whether the account has granted what it needs. Nothing is sent.
    pub async fn outlook(&self, actor: &Actor, place: &Place, entry: &Entry) -> Result<Outlook, Error> {
        gate::for_list(actor, Action::CatalogueRead)?;
        let granted = match &place.appid {
            None => None,
            Some(appid) => {
                let account = self.store.authorizer_by_appid(&place.component_appid, appid).await?;
                Some(account.ok_or(Error::NotFound(What::Authorizer))?.func_info)
            }
        };
        let needed: Vec<FuncscopeId> = entry.permission_sets.iter().copied().map(FuncscopeId).collect();
        let is_missing = |granted: &Vec<FuncscopeId>| !needed.iter().any(|set| granted.contains(set));
        let missing = if granted.as_ref().is_some_and(is_missing) { needed } else { Vec::new() };
        let refused = match self.may(actor, request::needs(entry, place), place).await {
            Ok(()) => request::unsuitable(entry, place),
            Err(error) => Some(error),
        };
        Ok(Outlook {
            refused,
            missing,
            filled_in: request::filled_in(entry, place),
            secrets: request::secrets_of_ours(entry).collect(),
        })
    }

    /// Calls an endpoint of the catalogue.
    pub async fn call(&self, actor: &Actor, place: &Place, id: &str, content: Content) -> Result<Answered, Error> {
        let entry = catalogue::entry(id);
        self.may(actor, entry.map_or(Action::CallWrite, |entry| request::needs(entry, place)), place).await?;
        let entry = entry.ok_or(Error::NotFound(What::Endpoint))?;
        self.components.live(&place.component_appid).await?;
        let content = request::completed(entry, place, content)?;
        let ready = Ready {
            id: &entry.id,
            method: if entry.method == "GET" { http::Method::GET } else { http::Method::POST },
            path: entry.path.clone(),
            speaker: request::speaker(entry, place),
            token_param: entry.token_param.clone().unwrap_or_default(),
            content,
        };
        self.carry_out(actor, place, ready, Some(entry)).await
    }

    /// Calls a path that no catalogue describes.
    pub async fn call_raw(&self, actor: &Actor, place: &Place, raw: RawCall) -> Result<Answered, Error> {
        self.may(actor, Action::CallRaw, place).await?;
        self.components.live(&place.component_appid).await?;
        request::check_raw(&raw)?;
        let ready = Ready {
            id: RAW,
            method: raw.method,
            path: raw.path,
            speaker: if place.appid.is_some() { Speaker::Authorizer } else { Speaker::Component },
            token_param: raw.token_param.unwrap_or_else(|| "access_token".to_owned()),
            content: raw.content,
        };
        self.carry_out(actor, place, ready, None).await
    }

    async fn carry_out(
        &self,
        actor: &Actor,
        place: &Place,
        mut ready: Ready,
        entry: Option<&Entry>,
    ) -> Result<Answered, Error> {
        let noted = request::noted(ready.id, &ready.path, &ready.content);
        let opened = self.journal.open(actor, Deed::Call, &place.component_appid, place.appid.as_ref(), noted).await?;
        let answer = match self.add_secrets(entry, place, &mut ready.content).await {
            Ok(()) => self.send(place, &ready).await,
            Err(error) => Err(error),
        };
        let result = match &answer {
            Ok(answered) => json!({"content_type": answered.content_type, "bytes": answered.bytes.len()}),
            Err(_) => json!({}),
        };
        self.journal.close(opened, &answer, result).await;
        answer.map(masks::blot)
    }

    /// The platform's own secret is ours to put in: callers do not have it.
    async fn add_secrets(&self, entry: Option<&Entry>, place: &Place, content: &mut Content) -> Result<(), Error> {
        for name in entry.map(request::secrets_of_ours).into_iter().flatten() {
            let live = self.components.live(&place.component_appid).await?;
            content.body.insert(name.to_owned(), live.app_secret.expose().into());
        }
        Ok(())
    }

    async fn send(&self, place: &Place, ready: &Ready) -> Result<Answered, Error> {
        let component = &place.component_appid;
        match (ready.speaker, &place.appid) {
            (Speaker::None, _) => {
                let answer = self.tokens.send(ready, &NoToken).await;
                if answer.is_ok() {
                    self.tokens.note_reset((component, place.appid.as_ref()), &ready.path);
                }
                answer.map_err(|cause| Error::WeChat { doing: ready.id, cause })
            }
            (Speaker::Component, _) => self.tokens.send_as_component(component, ready).await,
            (Speaker::Authorizer, Some(appid)) => self.tokens.send_as_authorizer(component, appid, ready).await,
            (Speaker::Authorizer, None) => Err(request::needs_an_account()),
        }
    }
}

impl<T: Token> Sending<T> for Ready {
    type Reply = Answered;

    fn id(&self) -> &'static str {
        self.id
    }

    fn path(&self) -> &str {
        &self.path
    }

    /// Who calls by name says when to call again.
    fn is_repeatable(&self) -> bool {
        false
    }

    async fn send(&self, client: &Client, token: &T) -> Result<Answered, client::Error> {
        let outgoing = Outgoing {
            id: self.id,
            method: self.method.clone(),
            path: &self.path,
            token: token.query_value().map(|token| (self.token_param.as_str(), token)),
            query: self.content.query.clone(),
            body: self.content.body.clone(),
            upload: self.content.upload.as_ref().map(|(field, upload)| (field.as_str(), upload)),
        };
        client.send(&outgoing).await
    }
}
