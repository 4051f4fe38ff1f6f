//! An authorizer: a Mini Program or Official Account that a merchant authorized to one of our components.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};
use wxfleet_wechat::secret::{AuthorizerAccessToken, AuthorizerRefreshToken};

/// A word that is none of the ones we know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not one of the known words")]
pub struct UnknownWord(pub String);

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for it in the API and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = $crate::authorizer::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    other => Err($crate::authorizer::UnknownWord(other.to_owned())),
                }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What sort of account it is.
    AuthorizerKind {
        /// 小程序: its profile has a `MiniProgramInfo`.
        MiniProgram = "mini_program",
        /// 公众号.
        OfficialAccount = "official_account",
    }
}

words! {
    /// Whether the account is authorized to us.
    AuthorizerStatus {
        /// It is.
        Authorized = "authorized",
        /// It was; the record stays.
        Unauthorized = "unauthorized",
    }
}

words! {
    /// How the account's tokens stand.
    TokenState {
        /// Renewals work.
        Good = "good",
        /// The last renewal failed for a reason that may pass; it is tried again.
        Failing = "failing",
        /// No refresh token that WeChat takes is left: the merchant must authorize again.
        Reauthorize = "reauthorize",
        /// The account has no API ability, so WeChat gave no tokens.
        None = "none",
    }
}

words! {
    /// Where a refresh token came from.
    RefreshTokenSource {
        /// `api_query_auth`.
        QueryAuth = "query_auth",
        /// `api_authorizer_token`.
        AuthorizerToken = "authorizer_token",
        /// `api_get_authorizer_list`.
        AuthorizerList = "authorizer_list",
        /// `api_get_authorizer_info`.
        AuthorizerInfo = "authorizer_info",
    }
}

words! {
    /// How an account stands, in one word: the first of these that holds.
    AuthorizerState {
        /// The merchant withdrew the authorization.
        Unauthorized = "unauthorized",
        /// WeChat has frozen, banned or cancelled the account.
        Frozen = "frozen",
        /// WeChat takes none of its refresh tokens: the merchant must authorize again.
        Reauthorize = "reauthorize",
        /// It is closed for its users, as far as we know.
        Closed = "closed",
        /// The last renewal of its token failed; it is tried again.
        Failing = "failing",
        /// Nothing is wrong.
        Well = "well",
    }
}

/// The values of `account_status` under which an account does nothing any more: cancelled, banned, frozen.
pub const FROZEN: [i64; 3] = [14, 16, 19];

/// An authorizer as we keep it, without its tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Authorizer {
    /// To whom it is authorized.
    pub component_appid: ComponentAppid,
    /// Its appid.
    pub appid: Appid,
    /// Unknown until the profile was read once.
    pub kind: Option<AuthorizerKind>,
    /// Whether it is authorized now.
    pub status: AuthorizerStatus,
    /// How its tokens stand.
    pub token_state: TokenState,
    /// What WeChat tells about the account.
    pub profile: Profile,
    /// The permission sets that the merchant really granted.
    pub func_info: Vec<FuncscopeId>,
    /// The ISV's own words for it.
    pub labels: Vec<String>,
    /// WeChat's time of the newest authorization we know of.
    pub authorized_at: Timestamp,
    /// WeChat's time of the withdrawal, if it was withdrawn.
    pub unauthorized_at: Option<Timestamp>,
    /// When WeChat was last asked for the profile.
    pub profile_read_at: Option<Timestamp>,
    /// When the access token in hand ends.
    pub access_token_expires_at: Option<Timestamp>,
    /// Since when it is closed for its users, as far as we know: WeChat tells when it is asked, and does not push it.
    pub closed_at: Option<Timestamp>,
    /// Counts every change, for compare-and-set.
    pub version: i64,
}

impl Authorizer {
    /// How it stands.
    pub fn state(&self) -> AuthorizerState {
        state_of(self.status, self.token_state, self.profile.is_frozen(), self.closed_at.is_some())
    }
}

/// How an account stands by what is known of it.
pub const fn state_of(status: AuthorizerStatus, tokens: TokenState, frozen: bool, closed: bool) -> AuthorizerState {
    match (status, tokens) {
        (AuthorizerStatus::Unauthorized, _) => AuthorizerState::Unauthorized,
        _ if frozen => AuthorizerState::Frozen,
        (_, TokenState::Reauthorize) => AuthorizerState::Reauthorize,
        _ if closed => AuthorizerState::Closed,
        (_, TokenState::Failing) => AuthorizerState::Failing,
        (_, TokenState::Good | TokenState::None) => AuthorizerState::Well,
    }
}

/// The account as WeChat describes it (`api_get_authorizer_info`); all empty until it was read once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Its name, any text whatever.
    pub nick_name: String,
    /// The original id, `gh_…`.
    pub user_name: String,
    /// The WeChat id that the merchant chose, often empty.
    pub alias: String,
    /// Address of the avatar.
    pub head_img: String,
    /// Address of the QR code.
    pub qrcode_url: String,
    /// The legal person behind it.
    pub principal_name: String,
    /// Its introduction.
    pub signature: String,
    /// `service_type_info.id`.
    pub service_type: Option<i64>,
    /// `verify_type_info.id`.
    pub verify_type: Option<i64>,
    /// `account_status`: 1 normal, 14 cancelled, 16 banned, 18 warned, 19 frozen.
    pub account_status: Option<i64>,
    /// `register_type`.
    pub register_type: Option<i64>,
    /// `MiniProgramInfo` as it came.
    pub mini_program_info: Option<serde_json::Value>,
}

impl Profile {
    /// Whether WeChat cancelled, banned or froze the account.
    pub fn is_frozen(&self) -> bool {
        self.account_status.is_some_and(|status| FROZEN.contains(&status))
    }
}

/// The tokens of one authorizer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizerTokens {
    /// The access token in hand, if one was ever obtained.
    pub access: Option<AccessToken>,
    /// The refresh token in force; `None` for an account without API ability.
    pub refresh: Option<AuthorizerRefreshToken>,
    /// Counts every change of either token, for compare-and-set.
    pub version: i64,
}

/// An authorizer access token and its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The token.
    pub token: AuthorizerAccessToken,
    /// When WeChat's answer arrived.
    pub obtained_at: Timestamp,
    /// `obtained_at` plus WeChat's `expires_in`.
    pub expires_at: Timestamp,
}

/// A refresh token that was in force once. Five are kept for the day the newest one is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerRefreshToken {
    /// The token.
    pub token: AuthorizerRefreshToken,
    /// When we got it.
    pub obtained_at: Timestamp,
    /// From which answer.
    pub source: RefreshTokenSource,
}
