//! Signing in, and what keeps a browser signed in.
//!
//! A session is a text of 256 random bits in the browser; we keep its digest. It ends after twelve hours in which it was
//! not used, after seven days in any case, at once when its operator is disabled or changes the password, and when
//! somebody says so. A new text is given out whenever more is proven: after the password, after the second factor, after
//! the password was asked for again. So a text that an attacker planted, or saw earlier, is worth nothing.
//!
//! Whoever is not let in learns nothing of why: an unknown name, a wrong password and a disabled operator are the same
//! answer after the same work.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::Deed;
use wxfleet_model::operator::{Credentials, Operator, OperatorId, Session, SessionId, SessionStage, folded_name};
use wxfleet_model::permission::Role;
use wxfleet_store::Store;

use super::attempts::{Against, Attempts, Guess};
use super::password::{Hasher, MayWait, Password};
use super::{Operators, described, second_factor};
use crate::digest::{digest, random_text};
use crate::error::{Conflict, Error, What};
use crate::journal::Journal;

/// A session that nobody uses ends.
pub(crate) const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A session ends in any case.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// For how long the password counts as asked for just now.
const RECENT: SignedDuration = SignedDuration::from_mins(10);
/// How long the second factor is waited for.
const SECOND_FACTOR_WITHIN: SignedDuration = SignedDuration::from_mins(10);
/// A browser that was not used for so long is a stranger again.
pub(crate) const BROWSER_KNOWN_FOR: SignedDuration = SignedDuration::from_hours(180 * 24);
/// How long the link of the first start is good.
const FIRST_START: SignedDuration = SignedDuration::from_hours(24);
/// How exact the time of a session's last use is.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// When too many strangers are at the door at once.
const CROWDED: SignedDuration = SignedDuration::from_secs(5);

macro_rules! secret_text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(String);

        impl $name {
            /// The text, for the browser.
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

secret_text! {
    /// What a browser shows to go on with a session.
    SessionText
}
secret_text! {
    /// What a browser shows to be known as one that has signed in before.
    BrowserText
}
secret_text! {
    /// What the link of the first start ends with.
    FirstStartText
}

/// Who is at the door.
#[derive(Debug, Clone, Copy)]
pub struct Visitor<'a> {
    /// From where.
    pub address: IpAddr,
    /// What the browser says of itself.
    pub agent: &'a str,
    /// What it shows to be known, if anything.
    pub browser: Option<&'a str>,
}

/// What came of an attempt to sign in.
#[derive(Debug)]
pub enum Attempt {
    /// Signed in.
    In(Entered),
    /// The password was right; now the second factor.
    SecondFactor(SessionText),
    /// Not let in.
    Refused(Refusal),
}

/// What a browser keeps once it is let in.
#[derive(Debug)]
pub struct Entered {
    /// Its session.
    pub session: SessionText,
    /// By what it is known next time.
    pub browser: BrowserText,
}

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Name or password, or the code, is not right.
    Wrong,
    /// Too many attempts: none is looked at for so long.
    Wait(SignedDuration),
    /// The first step is too long ago, or was never taken.
    StartAgain,
}

/// Who a session belongs to.
#[derive(Debug, Clone)]
pub struct Recognised {
    /// The operator.
    pub operator: Operator,
    /// The session.
    pub session: Session,
}

/// The service.
#[derive(Clone)]
pub struct SignIn {
    store: Store,
    clock: Arc<dyn Clock>,
    journal: Journal,
    hasher: Hasher,
    attempts: Attempts,
}

/// Whether a session goes on.
pub(crate) fn is_alive(session: &Session, now: Timestamp) -> bool {
    now < session.ends_at && session.last_seen_at.duration_until(now) < IDLE
}

impl SignIn {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, journal: Journal, hasher: Hasher) -> Self {
        Self { store, clock, journal, hasher, attempts: Attempts::default() }
    }

    /// Takes name and password.
    pub async fn sign_in(&self, name: &str, password: Password, visitor: Visitor<'_>) -> Result<Attempt, Error> {
        let credentials = self.store.credentials_by_name(name).await?;
        let known = match &credentials {
            Some(credentials) => self.known_browser(credentials.operator.id, visitor.browser).await?,
            None => None,
        };
        let name_digest = digest("sign_in", &folded_name(name));
        let guess = match self.let_through(Against::Name(name_digest), known, visitor) {
            Ok(guess) => guess,
            Err(wait) => return Ok(Attempt::Refused(Refusal::Wait(wait))),
        };
        let may_wait = if known.is_some() { MayWait::Always } else { MayWait::IfFew };
        let hash = credentials.as_ref().map(|credentials| credentials.password.clone());
        let Ok(matches) = self.hasher.verify(password, hash, may_wait).await else {
            guess.was_none();
            return Ok(Attempt::Refused(Refusal::Wait(CROWDED)));
        };
        let who = credentials.filter(|credentials| matches && credentials.operator.disabled_at.is_none());
        let Some(credentials) = who else { return Ok(Attempt::Refused(Refusal::Wrong)) };
        guess.was_right();
        if credentials.second_factor.is_some() {
            let text = self.begin(&credentials.operator, SessionStage::SecondFactor, visitor).await?;
            return Ok(Attempt::SecondFactor(text));
        }
        self.enter(&credentials.operator, visitor, known, "none", None).await.map(Attempt::In)
    }

    /// Takes the code of the second factor, or a recovery code, after the password was right.
    pub async fn second_factor(&self, text: Option<&str>, code: &str, visitor: Visitor<'_>) -> Result<Attempt, Error> {
        let begun = match text {
            Some(text) => self.session(text, SessionStage::SecondFactor).await?,
            None => None,
        };
        let again = Ok(Attempt::Refused(Refusal::StartAgain));
        let Some(Recognised { operator, session }) = begun else { return again };
        let Some(Credentials { second_factor: Some(secret), .. }) = self.store.credentials_by_id(operator.id).await?
        else {
            return again;
        };
        let known = self.known_browser(operator.id, visitor.browser).await?;
        let name = digest("second_factor", &operator.id.0.to_string());
        let guess = match self.let_through(Against::Name(name), known, visitor) {
            Ok(guess) => guess,
            Err(wait) => return Ok(Attempt::Refused(Refusal::Wait(wait))),
        };
        let proof = match second_factor::step_of(&secret, code, self.clock.now()) {
            Some(step) => Proof::Step(step),
            None => Proof::RecoveryCode(second_factor::recovery_digest(operator.id, code)),
        };
        match self.enter(&operator, visitor, known, proof.word(), Some((session.id, proof))).await {
            Ok(entered) => {
                guess.was_right();
                Ok(Attempt::In(entered))
            }
            // The code was used before, or is none.
            Err(Error::Store(wxfleet_store::Error::Stale)) => Ok(Attempt::Refused(Refusal::Wrong)),
            Err(other) => Err(other),
        }
    }

    /// Asks for the password again before something that matters. Gives the session another text.
    pub async fn confirm(&self, session: &Session, password: Password) -> Result<Result<SessionText, Refusal>, Error> {
        let against = Against::Session(digest("confirm", &session.id.0.to_string()));
        let guess = match self.attempts.begin(&[against], self.clock.now()) {
            Ok(guess) => guess,
            Err(wait) => return Ok(Err(Refusal::Wait(wait))),
        };
        let credentials = self.store.credentials_by_id(session.operator).await?;
        let hash = credentials.map(|credentials| credentials.password);
        if self.hasher.verify(password, hash, MayWait::Always).await != Ok(true) {
            return Ok(Err(Refusal::Wrong));
        }
        guess.was_right();
        let text = SessionText(random_text());
        let (digest, at) = (session_digest(&text.0), self.clock.now());
        self.store.commit(async |w| w.session_confirm(session.id, &digest, at).await).await?;
        Ok(Ok(text))
    }

    /// Whether the password was asked for a moment ago.
    pub fn is_recent(&self, session: &Session) -> bool {
        session.confirmed_at.duration_until(self.clock.now()) < RECENT
    }

    /// Who shows this text; `None` when it opens nothing.
    pub async fn recognise(&self, text: &str) -> Result<Option<Recognised>, Error> {
        let Some(recognised) = self.session(text, SessionStage::SignedIn).await? else { return Ok(None) };
        self.note_seen(&recognised.session).await;
        Ok(Some(recognised))
    }

    /// Ends the session that this text opens, if it opens one.
    pub async fn sign_out(&self, text: &str) -> Result<(), Error> {
        let Some(Recognised { operator, session }) = self.session(text, SessionStage::SignedIn).await? else {
            return Ok(());
        };
        let entry =
            self.journal.local_here(&operator.actor(), Deed::SessionEnd, json!({"session": session.id.0, "own": true}));
        let ended = self.store.commit(async |w| {
            w.session_end(operator.id, session.id).await?;
            entry.write_done(w).await
        });
        Ok(ended.await?)
    }

    /// Whether nobody can sign in, since there is no operator.
    pub async fn nobody_yet(&self) -> Result<bool, Error> {
        Ok(!self.store.operators_exist().await?)
    }

    /// A link by which the first operator is made; `None` when there is one.
    pub async fn first_start_link(&self) -> Result<Option<FirstStartText>, Error> {
        if self.store.operators_exist().await? {
            return Ok(None);
        }
        let text = FirstStartText(random_text());
        let (digest, now) = (first_start_digest(&text.0), self.clock.now());
        self.store.commit(async |w| w.first_start_link_insert(&digest, now, now + FIRST_START).await).await?;
        Ok(Some(text))
    }

    /// Whether a link of the first start is good.
    pub async fn first_start_is_open(&self, text: &str) -> Result<bool, Error> {
        Ok(self.store.first_start_link_is_good(&first_start_digest(text), self.clock.now()).await?)
    }

    /// Makes the first operator, an admin, and signs them in. The link is used up.
    pub async fn first_start(
        &self,
        text: &str,
        name: &str,
        password: Password,
        visitor: Visitor<'_>,
    ) -> Result<Entered, Error> {
        if !self.first_start_is_open(text).await? {
            return Err(Error::NotFound(What::FirstStart));
        }
        let operators = Operators {
            store: self.store.clone(),
            clock: Arc::clone(&self.clock),
            journal: self.journal.clone(),
            hasher: self.hasher.clone(),
        };
        let operator = operators.new_operator(name, Role::Admin)?;
        password.check(&operator.name)?;
        let hash = self.hasher.hash(password).await;
        let entry = self.journal.local_here(&operator.actor(), Deed::OperatorAdd, described(&operator));
        let (digest, now) = (first_start_digest(text), self.clock.now());
        let made = self.store.commit(async |w| {
            w.first_start_link_take(&digest, now).await?;
            w.operator_insert(&operator, &hash).await?;
            w.first_start_links_forget().await?;
            entry.write_done(w).await
        });
        match made.await {
            Ok(()) => {}
            Err(wxfleet_store::Error::Stale) => return Err(Error::NotFound(What::FirstStart)),
            Err(wxfleet_store::Error::Taken) => return Err(Conflict::OperatorTaken.into()),
            Err(other) => return Err(other.into()),
        }
        self.enter(&operator, visitor, None, "none", None).await
    }

    /// Counts the guess, against the browser itself if it is known, else against what is guessed at and the network.
    fn let_through(&self, at: Against, known: Option<[u8; 32]>, visitor: Visitor<'_>) -> Result<Guess, SignedDuration> {
        let now = self.clock.now();
        let outcome = match known {
            Some(browser) => self.attempts.begin(&[Against::KnownBrowser(browser)], now),
            None => self.attempts.begin(&[at, Against::network(visitor.address)], now),
        };
        if let Err(wait) = &outcome {
            // Not the name: people type their password there.
            tracing::warn!(address = %visitor.address, wait_secs = wait.as_secs(), "too many attempts to sign in");
        }
        outcome
    }

    async fn known_browser(&self, operator: OperatorId, text: Option<&str>) -> Result<Option<[u8; 32]>, Error> {
        let Some(text) = text else { return Ok(None) };
        let digest = browser_digest(text);
        let since = self.clock.now() - BROWSER_KNOWN_FOR;
        Ok(self.store.known_browser(operator, &digest, since).await?.then_some(digest))
    }

    /// The living session behind a text, at this stage, whose operator may sign in.
    async fn session(&self, text: &str, stage: SessionStage) -> Result<Option<Recognised>, Error> {
        let found = self.store.session_by_digest(&session_digest(text)).await?;
        let now = self.clock.now();
        let Some(session) = found.filter(|session| session.stage == stage && is_alive(session, now)) else {
            return Ok(None);
        };
        let operator = self.store.operator_by_id(session.operator).await?;
        let operator = operator.filter(|operator| operator.disabled_at.is_none());
        Ok(operator.map(|operator| Recognised { operator, session }))
    }

    fn new_session(&self, operator: &Operator, stage: SessionStage, visitor: Visitor<'_>) -> Session {
        let now = self.clock.now();
        let lasts = match stage {
            SessionStage::SecondFactor => SECOND_FACTOR_WITHIN,
            SessionStage::SignedIn => LONGEST,
        };
        Session {
            id: SessionId(Uuid::now_v7()),
            operator: operator.id,
            stage,
            created_at: now,
            last_seen_at: now,
            confirmed_at: now,
            ends_at: now + lasts,
            address: visitor.address.to_canonical().to_string(),
            agent: visitor.agent.to_owned(),
        }
    }

    async fn begin(
        &self,
        operator: &Operator,
        stage: SessionStage,
        visitor: Visitor<'_>,
    ) -> Result<SessionText, Error> {
        let text = SessionText(random_text());
        let (session, digest) = (self.new_session(operator, stage, visitor), session_digest(&text.0));
        self.store.commit(async |w| w.session_insert(&session, &digest).await).await?;
        Ok(text)
    }

    /// Begins a session in full; with a second factor, ends the step before it and uses the proof up.
    async fn enter(
        &self,
        operator: &Operator,
        visitor: Visitor<'_>,
        known: Option<[u8; 32]>,
        second_factor: &str,
        step: Option<(SessionId, Proof)>,
    ) -> Result<Entered, Error> {
        let text = SessionText(random_text());
        let session = self.new_session(operator, SessionStage::SignedIn, visitor);
        let browser = match (known, visitor.browser) {
            (Some(_), Some(text)) => BrowserText(text.to_owned()),
            _ => BrowserText(random_text()),
        };
        let request = json!({
            "session": session.id.0, "address": session.address, "second_factor": second_factor
        });
        let entry = self.journal.local_here(&operator.actor(), Deed::SignIn, request);
        let (digest, browser_digest) = (session_digest(&text.0), browser_digest(&browser.0));
        let at = session.created_at;
        let entered = self.store.commit(async |w| {
            if let Some((begun, proof)) = step {
                proof.take(w, operator.id).await?;
                w.session_end(operator.id, begun).await?;
            }
            w.operator_signed_in(operator.id, at).await?;
            w.session_insert(&session, &digest).await?;
            w.known_browser_note(operator.id, &browser_digest, at).await?;
            entry.write_done(w).await
        });
        entered.await?;
        Ok(Entered { session: text, browser })
    }

    async fn note_seen(&self, session: &Session) {
        let now = self.clock.now();
        if session.last_seen_at.duration_until(now) < SEEN_EVERY {
            return;
        }
        if let Err(error) = self.store.commit(async |w| w.session_seen(session.id, now).await).await {
            tracing::debug!(%error, "the use of a session could not be noted");
        }
    }
}

/// What proves that the second factor is at hand; good once.
#[derive(Clone, Copy)]
enum Proof {
    Step(i64),
    RecoveryCode([u8; 32]),
}

impl Proof {
    const fn word(self) -> &'static str {
        match self {
            Self::Step(_) => "code",
            Self::RecoveryCode(_) => "recovery_code",
        }
    }

    /// `Stale` if it was used before, or is none.
    async fn take(self, w: &mut wxfleet_store::Writer, operator: OperatorId) -> Result<(), wxfleet_store::Error> {
        match self {
            Self::Step(step) => w.second_factor_step_take(operator, step).await,
            Self::RecoveryCode(digest) => {
                let there = w.recovery_code_take(operator, &digest).await?;
                if there { Ok(()) } else { Err(wxfleet_store::Error::Stale) }
            }
        }
    }
}

/// What a form must send back along with a session, so that another site cannot fill it in: made of the session's text
/// and telling nothing of it.
pub fn form_text(session: &str) -> String {
    let digest = digest("console_form", session);
    base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, digest)
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub fn is_same_text(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn session_digest(text: &str) -> [u8; 32] {
    digest("session", text)
}

fn browser_digest(text: &str) -> [u8; 32] {
    digest("known_browser", text)
}

fn first_start_digest(text: &str) -> [u8; 32] {
    digest("first_start", text)
}
