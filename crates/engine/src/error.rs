//! The product's own answers when something is not to be had. No HTTP words here: `web` turns them into statuses.

use wxfleet_model::code::IllegalStep;
use wxfleet_model::job::IllegalMove;
use wxfleet_model::permission::Forbidden;
use wxfleet_wechat::client;
use wxfleet_wechat::endpoint::FieldError;
use wxfleet_wechat::errcode::{Errcode, Kind};

/// What the database answered; named here so that `web` need not know the store.
pub use wxfleet_store::Error as StoreError;

/// Why an action was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing.
    #[error("there is no such {0}")]
    NotFound(What),
    /// A field that cannot be right, or that WeChat is known to refuse.
    #[error("{field}: {expects_en}")]
    Invalid {
        /// The field, for instance `item_list[0].title`.
        field: String,
        /// What a right one looks like.
        expects_en: String,
        /// The same in Chinese.
        expects_zh: String,
    },
    /// The actor may not do this.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The state does not allow it.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// Something that must come first has not come yet.
    #[error(transparent)]
    NotReady(#[from] NotReady),
    /// WeChat refused, failed or could not be reached.
    #[error("{doing}: {cause}")]
    WeChat {
        /// The endpoint's id.
        doing: &'static str,
        /// What happened.
        #[source]
        cause: client::Error,
    },
    /// WeChat refused hosts that the platform has not registered.
    #[error("{doing}: {cause}")]
    NotRegistered {
        /// The endpoint's id.
        doing: &'static str,
        /// The entries, with their schemes.
        entries: Vec<String>,
        /// What WeChat said.
        #[source]
        cause: client::Error,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] wxfleet_store::Error),
}

/// What was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A component.
    Component,
    /// An authorizer.
    Authorizer,
    /// An invitation.
    Invitation,
    /// A draft.
    Draft,
    /// A template.
    Template,
    /// An audit.
    Audit,
    /// An API key.
    Key,
    /// An API of WeChat's.
    Endpoint,
    /// A call that was made lately.
    Call,
    /// A push.
    Event,
    /// An operator.
    Operator,
    /// A session of the console.
    Session,
    /// A second factor that is being set up.
    SecondFactor,
    /// A link of the first start.
    FirstStart,
    /// A review of a name.
    NameAudit,
    /// A Mini Program that was asked for.
    Registration,
    /// A job.
    Job,
    /// A saved view.
    View,
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Component => "component",
            Self::Authorizer => "authorizer",
            Self::Invitation => "invitation",
            Self::Draft => "draft",
            Self::Template => "template",
            Self::Audit => "audit",
            Self::Key => "key",
            Self::Endpoint => "endpoint",
            Self::Call => "call",
            Self::Event => "event",
            Self::Operator => "operator",
            Self::Session => "session",
            Self::SecondFactor => "second factor",
            Self::FirstStart => "first-start link",
            Self::NameAudit => "name audit",
            Self::Registration => "registration",
            Self::Job => "job",
            Self::View => "view",
        })
    }
}

/// Why the present state does not allow something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// The component is registered already.
    #[error("this component is registered already")]
    ComponentTaken,
    /// The component still has living authorizers.
    #[error("{0} accounts are still authorized to this component")]
    ComponentInUse(u64),
    /// The account is not authorized any more.
    #[error("the merchant has withdrawn this account's authorization")]
    Unauthorized,
    /// No refresh token that WeChat takes is left.
    #[error("WeChat takes none of this account's refresh tokens any more")]
    Reauthorize,
    /// It is an Official Account, which has no code.
    #[error("this account is an Official Account; only Mini Programs have code")]
    NotAMiniProgram,
    /// It is a Mini Program, which has no such switches and pages.
    #[error("this account is a Mini Program; only Official Accounts have this")]
    NotAnOfficialAccount,
    /// The account has no API ability, so there is no token to call with.
    #[error("WeChat gave no tokens for this account")]
    NoApiAbility,
    /// The code is not in a state for this.
    #[error(transparent)]
    Code(#[from] IllegalStep),
    /// No version is in review, so none can be taken back.
    #[error("no version is in review")]
    NothingInReview,
    /// An earlier action on the same account has an end that is not known yet.
    #[error("the outcome of an earlier `{0}` is not known yet")]
    Unsettled(&'static str),
    /// Somebody changed the same thing at the same moment.
    #[error("somebody else changed this at the same moment")]
    Raced,
    /// The component's list is being read already.
    #[error("WeChat's list of this component is being read already")]
    SyncUnderWay,
    /// The job is not in a state for this.
    #[error(transparent)]
    Job(#[from] IllegalMove),
    /// The operator has a view of this name.
    #[error("there is a view of this name already")]
    ViewTaken,
    /// The call brings tokens that wxfleet keeps.
    #[error("wxfleet keeps these tokens itself")]
    KeptByUs,
    /// The request came before under its `Idempotency-Key`, and there is no answer to give again.
    #[error(transparent)]
    Repeated(#[from] Repeated),
    /// There is an operator of this name.
    #[error("there is an operator of this name already")]
    OperatorTaken,
    /// Nobody else could mend what is left.
    #[error("this is the last admin who can sign in")]
    LastAdmin,
    /// The invitation has served.
    #[error("the invitation has already been used")]
    InvitationUsed,
    /// The invitation has ended.
    #[error("the invitation has ended")]
    InvitationExpired,
}

/// Why a request that came before under its `Idempotency-Key` is not answered as it was then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Repeated {
    /// It was another request.
    #[error("the Idempotency-Key was used for another request")]
    KeyReused,
    /// It is still under way.
    #[error("the first request under this Idempotency-Key is still under way")]
    StillRunning,
    /// It broke off.
    #[error("the first request under this Idempotency-Key broke off; it may have been carried out")]
    BrokeOff,
    /// Its answer held a secret that is shown once.
    #[error("the first answer held a secret that is shown once")]
    Secret,
    /// Its answer was too large to be kept.
    #[error("the first answer was too large to be kept")]
    TooLarge,
}

/// What has not come yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    /// WeChat has not pushed a ticket that is still good.
    #[error("no component_verify_ticket that is still good has arrived")]
    NoTicket,
    /// The authorization page is opened so often that WeChat's quota for it would be used up.
    #[error("the authorization page is opened too often")]
    TooManyVisits,
    /// WeChat refused a moment ago to give the platform a token; it is asked again in a while.
    #[error("WeChat gave the platform no token ({errcode}); the next try is in {retry_in_secs} s")]
    PlatformRefused {
        /// WeChat's code.
        errcode: Errcode,
        /// When it is tried again, in seconds.
        retry_in_secs: i64,
    },
}

impl Error {
    /// WeChat's code, when WeChat refused.
    pub fn errcode(&self) -> Option<Errcode> {
        match self {
            Self::WeChat { cause, .. } | Self::NotRegistered { cause, .. } => cause.errcode(),
            _ => None,
        }
    }

    /// Whether the same may go well later although nobody does anything about it.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::NotFound(What::Component | What::Authorizer)
            | Self::Conflict(Conflict::Unauthorized | Conflict::Reauthorize | Conflict::NoApiAbility) => false,
            Self::WeChat { cause, .. } => matches!(
                cause.kind(),
                Kind::Busy | Kind::TokenStale | Kind::TicketUnusable | Kind::PlatformRefused | Kind::MinuteLimit
            ),
            _ => true,
        }
    }

    /// The kind of WeChat's refusal.
    pub fn kind(&self) -> Option<Kind> {
        self.errcode().map(Errcode::kind)
    }

    /// Refuses what WeChat is known to refuse, with its code. It was not asked, so there are neither words nor a `rid` of
    /// its own.
    pub(crate) fn refused_unasked(doing: &'static str, errcode: Errcode) -> Self {
        Self::WeChat { doing, cause: unasked(doing, errcode) }
    }

    /// Refuses hosts that WeChat would drop, before it is asked.
    pub(crate) fn not_registered_unasked(doing: &'static str, errcode: Errcode, entries: Vec<String>) -> Self {
        Self::NotRegistered { doing, entries, cause: unasked(doing, errcode) }
    }

    /// Refuses a field.
    pub fn invalid(field: &str, expects_en: &str, expects_zh: &str) -> Self {
        Self::Invalid { field: field.to_owned(), expects_en: expects_en.to_owned(), expects_zh: expects_zh.to_owned() }
    }
}

/// A refusal that WeChat would give.
fn unasked(endpoint: &'static str, errcode: Errcode) -> client::Error {
    client::Error::Api { endpoint, errcode, errmsg: String::new(), rid: None, hint: None }
}

impl From<Repeated> for Error {
    fn from(repeated: Repeated) -> Self {
        Self::Conflict(repeated.into())
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Self::invalid(&error.field, error.expects.en, error.expects.zh)
    }
}
