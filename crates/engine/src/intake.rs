//! Intake: what happens to a push between WeChat's request and our `success`.
//!
//! 1. The push is checked and opened (`wechat::callback`). What is not genuine goes no further.
//! 2. It is read. What cannot be read is kept raw: it was genuine, so it is ours to keep.
//! 3. One commit writes the event together with what follows from it at once: a ticket, a withdrawn authorization.
//! 4. Only then is it answered: with `success`, or with what `answer` decides. What needs a call to WeChat (exchanging a
//!    code, asking for an audit's decision) is owed by the stored event and done by the reaction task, which is woken.
//!    What WeChat's release check waits for is begun at once.
//!
//! A ticket is taken into use in memory before the commit, so tokens outlive a stuck disk; it is still not answered
//! with `success` until it is stored.

mod answer;

use std::sync::Arc;

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;
use uuid::Uuid;
use wxfleet_model::clock::Clock;
use wxfleet_model::component::Ticket;
use wxfleet_model::event::{Event, EventId, Kept, UNREADABLE};
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::Actor;
use wxfleet_store::{Fault, FaultKind, Reaction, Store, Unauthorized};
use wxfleet_wechat::callback::{self, Generation, Notice, NoticeBody, Opened, Query, Reject, notice};
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::release_check::{self, Wanted};

pub use self::answer::Answer;

use self::answer::Due;
use crate::asked;
use crate::components::Components;
use crate::digest::digest;
use crate::error::{Error, What};
use crate::journal::Journal;
use crate::metrics::{ByOutcome, Metrics};
use crate::tasks::React;
use crate::tokens::Tokens;

/// A timestamp further off than this is taken, counted and logged: skew must not lose a ticket.
const TIME_WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// By which of the two URLs a push came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// The authorization-event URL.
    Events,
    /// The message-and-event URL, with the appid that stood in the place of `$APPID$`.
    Messages(Appid),
}

/// A push that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Whether it is a new one.
    pub kept: Kept,
    /// What to answer.
    pub answer: Answer,
}

/// Who does what stored events owe: the task, and the way to wake it. A ticket wakes the token keeper: the first one is
/// what it waits for.
#[derive(Clone)]
pub(crate) struct Reactions {
    pub(crate) task: React,
    pub(crate) wake: Arc<Notify>,
    pub(crate) wake_keeper: Arc<Notify>,
}

/// Why a push is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such component.
    #[error("there is no such component")]
    UnknownComponent,
    /// It is not WeChat's.
    #[error("{0}")]
    NotGenuine(#[from] Reject),
    /// It could not be stored; WeChat will ask again.
    #[error("{0}")]
    Unavailable(wxfleet_store::Error),
}

/// The service.
#[derive(Clone)]
pub struct Intake {
    store: Store,
    clock: Arc<dyn Clock>,
    components: Components,
    tokens: Tokens,
    journal: Journal,
    metrics: Metrics,
    reactions: Reactions,
}

/// What a push causes.
enum Effect {
    /// Nothing: it is kept.
    None,
    /// A ticket to keep.
    Ticket(Ticket),
    /// An authorization that was withdrawn.
    Unauthorize(Appid),
    /// Something that WeChat must be asked about, later.
    Owed,
    /// Something that WeChat waits for.
    AtOnce,
}

impl Intake {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        components: Components,
        tokens: Tokens,
        journal: Journal,
        metrics: Metrics,
        reactions: Reactions,
    ) -> Self {
        Self { store, clock, components, tokens, journal, metrics, reactions }
    }

    /// Takes a push. When this returns without an error the push is on disk, and may be answered.
    pub async fn receive(
        &self,
        component: &ComponentAppid,
        door: &Door,
        query: &str,
        body: &[u8],
    ) -> Result<Received, Refusal> {
        let outcome = self.receive_inner(component, door, query, body).await;
        let word = match outcome.as_ref().map(|received| received.kept) {
            Ok(Kept::New) => "kept",
            Ok(Kept::Duplicate) => "duplicate",
            Err(Refusal::UnknownComponent | Refusal::NotGenuine(_)) => "refused",
            Err(Refusal::Unavailable(_)) => "unavailable",
        };
        self.metrics.callbacks.get_or_create(&ByOutcome { outcome: word }).inc();
        outcome
    }

    /// Answers the check that WeChat's console may make by `GET`: the text to send back.
    pub async fn url_check(&self, component: &ComponentAppid, query: &str) -> Result<String, Refusal> {
        let live = self.live(component).await?;
        Ok(callback::url_check(&live.keys, &Query::parse(query)?)?)
    }

    async fn receive_inner(
        &self,
        component: &ComponentAppid,
        door: &Door,
        query: &str,
        body: &[u8],
    ) -> Result<Received, Refusal> {
        let live = self.live(component).await?;
        let query = Query::parse(query)?;
        let opened = callback::open(&live.keys, &query, body)?;
        let now = self.clock.now();
        self.note_circumstances(component, &query, opened.generation, now);
        let notice = notice::parse(&opened.xml);
        if let Err(fault) = &notice {
            tracing::error!(component.appid = %component, %fault, "a genuine push cannot be read; it is kept raw");
            self.metrics.callbacks.get_or_create(&ByOutcome { outcome: UNREADABLE }).inc();
        }
        let notice = notice.ok();
        let (effect, due) = match &notice {
            Some(notice) => consequences(notice, door, now),
            None => (Effect::None, Due::Success),
        };
        let event = event_of(component, door, notice.as_ref(), &opened, now);
        let kept = self.keep(component, event, effect).await?;
        Ok(Received { kept, answer: due.seal(&live.keys, opened.generation, query.nonce, now) })
    }

    async fn keep(&self, component: &ComponentAppid, event: Event, effect: Effect) -> Result<Kept, Refusal> {
        let kept = match effect {
            Effect::None => self.store.event_keep(&event, Reaction::None).await,
            Effect::Owed => {
                let kept = self.store.event_keep(&event, Reaction::Owed).await;
                self.reactions.wake.notify_one();
                kept
            }
            Effect::AtOnce => {
                let kept = self.store.event_keep(&event, Reaction::Owed).await;
                if matches!(kept, Ok(Kept::New)) {
                    self.react_at_once(event);
                }
                kept
            }
            Effect::Ticket(ticket) => {
                self.components.apply_ticket(component, ticket.clone());
                self.tokens.forgive(component);
                let kept = self
                    .store
                    .commit(async |w| {
                        w.ticket_keep(component, &ticket).await?;
                        w.event_keep(&event, Reaction::None).await
                    })
                    .await;
                self.reactions.wake_keeper.notify_one();
                kept
            }
            Effect::Unauthorize(appid) => {
                let at = event.created_at.unwrap_or(event.received_at);
                let entry = self.journal.local_on(
                    &Actor::Merchant,
                    Deed::Unauthorize,
                    component,
                    &appid,
                    serde_json::json!({}),
                );
                let kept = self
                    .store
                    .commit(async |w| {
                        let kept = w.event_keep(&event, Reaction::None).await?;
                        if kept == Kept::New
                            && w.authorizer_unauthorize(component, &appid, at).await? == Unauthorized::Done
                        {
                            entry.write_done(w).await?;
                        }
                        Ok(kept)
                    })
                    .await;
                self.tokens.granted(component, &appid).await;
                kept
            }
        };
        kept.map_err(Refusal::Unavailable)
    }

    /// Begins with what the event owes. Should it come to nothing, the event owes it still, and the task tries again.
    fn react_at_once(&self, event: Event) {
        let task = self.reactions.task.clone();
        tokio::spawn(async move {
            if let Err(error) = Box::pin(asked::by_task("react", task.handle(event))).await {
                tracing::warn!(%error, "an event could not be marked as handled");
            }
        });
    }

    async fn live(&self, component: &ComponentAppid) -> Result<Arc<crate::components::LiveComponent>, Refusal> {
        self.components.live(component).await.map_err(|error| match error {
            Error::NotFound(What::Component) => Refusal::UnknownComponent,
            Error::Store(error) => Refusal::Unavailable(error),
            other => Refusal::Unavailable(wxfleet_store::Error::Unavailable(Fault {
                kind: FaultKind::Other,
                text: other.to_string(),
            })),
        })
    }

    fn note_circumstances(&self, component: &ComponentAppid, query: &Query, generation: Generation, now: Timestamp) {
        if !generation.is_current() {
            self.metrics.callbacks_old_keys.inc();
            tracing::info!(component.appid = %component, "a push came under a replaced token or AES key");
        }
        let off = query.timestamp_secs().and_then(|secs| Timestamp::from_second(secs).ok());
        if off.is_none_or(|at| at.duration_until(now).abs() > TIME_WINDOW) {
            self.metrics.callbacks_off_time.inc();
            tracing::warn!(component.appid = %component, "a genuine push has a timestamp more than ten minutes off");
        }
    }
}

/// What follows from a push, and what is said to it.
fn consequences(notice: &Notice, door: &Door, now: Timestamp) -> (Effect, Due) {
    let wanted = match door {
        Door::Messages(appid) => release_check::wanted(appid, notice),
        Door::Events => None,
    };
    let effect = match wanted {
        Some(Wanted::Message(_)) => Effect::AtOnce,
        Some(Wanted::Reply(_)) => Effect::None,
        None => effect_of(notice, door, now),
    };
    let due = Due::to(wanted.as_ref(), notice, now);
    (effect, due)
}

/// What follows from a push at once, and what is owed.
fn effect_of(notice: &Notice, door: &Door, now: Timestamp) -> Effect {
    let created_at = notice.created_at.and_then(|secs| Timestamp::from_second(secs).ok()).unwrap_or(now);
    if subject(notice).is_some_and(|appid| release_check::by_appid(appid).is_some()) {
        // A test account of WeChat's comes or goes: it is no account of the fleet.
        return Effect::None;
    }
    match (&notice.body, door) {
        (NoticeBody::ComponentVerifyTicket(push), Door::Events) => {
            Effect::Ticket(Ticket { ticket: push.ticket.clone(), created_at, received_at: now })
        }
        (NoticeBody::Unauthorized(push), Door::Events) => Effect::Unauthorize(push.authorizer_appid.clone()),
        (
            NoticeBody::Authorized(_)
            | NoticeBody::UpdateAuthorized(_)
            | NoticeBody::FastRegister(_)
            | NoticeBody::FastRegisterBetaApp(_)
            | NoticeBody::FastVerifyBetaApp(_),
            Door::Events,
        )
        | (
            NoticeBody::WeappAuditSuccess(_)
            | NoticeBody::WeappAuditFail(_)
            | NoticeBody::WeappAuditDelay(_)
            | NoticeBody::WxaNicknameAudit(_),
            Door::Messages(_),
        ) => Effect::Owed,
        _ => Effect::None,
    }
}

fn event_of(
    component: &ComponentAppid,
    door: &Door,
    notice: Option<&Notice>,
    opened: &Opened,
    now: Timestamp,
) -> Event {
    let from_url = match door {
        Door::Messages(appid) => Some(appid),
        Door::Events => None,
    };
    let xml: &Bytes = &opened.xml;
    let by_content = || format!("sha256:{}", hex::encode(digest("push", &String::from_utf8_lossy(xml))));
    Event {
        id: EventId(Uuid::now_v7()),
        component_appid: component.clone(),
        appid: from_url.cloned().or_else(|| notice.and_then(subject).cloned()),
        kind: notice.map_or_else(|| UNREADABLE.to_owned(), |notice| notice.kind().to_owned()),
        created_at: notice.and_then(|notice| notice.created_at).and_then(|secs| Timestamp::from_second(secs).ok()),
        received_at: now,
        dedup_key: notice.and_then(|notice| notice.dedup_key(from_url)).unwrap_or_else(by_content),
        xml: xml.to_vec(),
    }
}

/// The account that a push on the authorization-event URL is about.
fn subject(notice: &Notice) -> Option<&Appid> {
    match &notice.body {
        NoticeBody::Authorized(push) | NoticeBody::UpdateAuthorized(push) => Some(&push.authorizer_appid),
        NoticeBody::Unauthorized(push) => Some(&push.authorizer_appid),
        NoticeBody::FastRegister(push) => push.appid.as_ref(),
        NoticeBody::FastRegisterBetaApp(push) => push.appid.as_ref(),
        NoticeBody::FastVerifyBetaApp(push) => push.appid.as_ref(),
        _ => None,
    }
}
