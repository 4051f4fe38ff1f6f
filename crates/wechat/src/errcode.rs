//! WeChat's return codes: what each means, what kind it is, what to do next and who can do it.
//!
//! The rows live in `data/errcodes.json`, one object a line: code, WeChat's English text where one is known, the
//! meaning in two languages, a class, advice on retries, what is uncertain, and where we have it from ([`Source`]).
//! Public tables disagree (61004 is a missing permission in one and an IP allow list in another; 85066 is about links,
//! not templates), so a row is changed only with a source.
//!
//! [`Errcode::kind`] sorts codes by what to do, not by what broke; it is what programs act on.
//! [`Errcode::advice`] is one sentence for the operator, specific for every row and by kind for codes we do not know;
//! [`families`] has them all by where an operator meets them. Match on the code, never on WeChat's text, which changes
//! and ends in a request id.

mod advice;

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize};

use crate::packed;

pub use advice::{Advice, Family, Who, families};

/// A return code of WeChat's: 0 is yes, anything else a refusal. Codes we do not know are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Errcode(pub i64);

impl fmt::Display for Errcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Errcode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::wire::int::deserialize(deserializer).map(Self)
    }
}

/// What we know about one code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrcodeInfo {
    /// The code.
    pub code: Errcode,
    /// WeChat's English text; missing where WeChat answers in Chinese or no text is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errmsg: Option<String>,
    /// The meaning in English.
    pub meaning_en: String,
    /// The meaning in Chinese.
    pub meaning_zh: String,
    /// What broke.
    pub class: Class,
    /// Whether repeating can help, as the row has it; [`Errcode::retry`] is finer.
    pub retry: Retry,
    /// Whether sources disagree or there is just one.
    #[serde(default)]
    pub uncertain: bool,
    /// What is uncertain.
    #[serde(default, rename = "uncertain_note", skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where we have the row from.
    pub source: Source,
}

/// What broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the table's own words; each says what it is")]
pub enum Class {
    Audit,
    BadRequest,
    Domain,
    IpNotAllowed,
    NotFound,
    Other,
    Permission,
    QuotaExhausted,
    RateLimited,
    RefreshTokenInvalid,
    StateConflict,
    Ticket,
    TokenExpired,
    TokenInvalid,
    Transient,
}

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// WeChat's reference page of at least one endpoint of our catalogue names it.
    EndpointPage,
    /// WeChat's general list of return codes, and no page of our catalogue.
    CodeList,
    /// An older edition of a page alone.
    OlderPage,
    /// Seen in real answers, on no page.
    Replies,
    /// Answers in WeChat's developer community, on no page.
    Community,
}

/// Whether and when the same call may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// It would be refused again.
    Never,
    /// Once, with a fresh token.
    AfterRefresh,
    /// After a wait that grows; for calls without an effect of their own, or after reading how things stand.
    Backoff,
    /// In the next minute.
    NextMinute,
    /// From 0:00 China time.
    NextDay,
    /// From the first of the next month.
    NextMonth,
    /// When the earlier operation has ended.
    WhenFree,
}

/// A code by what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// WeChat is busy or faulty: wait, then few tries.
    Busy,
    /// The access token is old: drop that one, refresh, once more.
    TokenStale,
    /// The ticket is old: take a newer one, or wait for the next push.
    TicketUnusable,
    /// The refresh token is wrong: read the authorizer list, else the merchant authorizes again.
    RefreshTokenInvalid,
    /// The account does not authorize us any more.
    AuthorizationLost,
    /// A permission set is missing: the merchant grants it.
    FuncNotGranted,
    /// The platform itself is refused: IP, secret, configuration, punishment. Alarm, and stop such calls.
    PlatformRefused,
    /// Too often in a minute.
    MinuteLimit,
    /// The day's calls are used up.
    DayQuota,
    /// The month's number is used up (87013: or the day's).
    MonthQuota,
    /// An earlier operation still runs: wait and look, no fault.
    Overlap,
    /// It is so already: verify by reading, then success.
    AlreadySo,
    /// Only the merchant can mend it.
    MerchantMustAct,
    /// The request was wrong: our fault, or the template's or the form's.
    CallerFault,
    /// The state, or a number that is full, does not allow it.
    StateConflict,
    /// What was named does not exist.
    NotFound,
    /// Anything else, codes we do not know included.
    Other,
}

static TABLE: LazyLock<Vec<ErrcodeInfo>> = LazyLock::new(|| {
    let mut rows: Vec<ErrcodeInfo> = packed::table(packed::file!("errcodes.json"));
    rows.sort_by_key(|row| row.code);
    rows
});

/// Every code we know, in ascending order.
pub fn table() -> &'static [ErrcodeInfo] {
    &TABLE
}

impl Errcode {
    /// WeChat's yes.
    pub const OK: Self = Self(0);

    /// The code's row, if we know the code.
    pub fn info(self) -> Option<&'static ErrcodeInfo> {
        TABLE.binary_search_by_key(&self, |row| row.code).ok().map(|index| &TABLE[index])
    }

    /// What kind it is. The codes named first are sorted one by one; the rest follow their class.
    pub fn kind(self) -> Kind {
        let by_class = || self.info().map(kind_by_class);
        self.kind_by_code().or_else(|| self.kind_by_text()).or_else(by_class).unwrap_or(Kind::Other)
    }

    /// Whether and when the same call may be made again.
    pub fn retry(self) -> Retry {
        match self.kind() {
            Kind::Busy | Kind::TicketUnusable => Retry::Backoff,
            Kind::TokenStale => Retry::AfterRefresh,
            Kind::MinuteLimit => Retry::NextMinute,
            Kind::DayQuota => Retry::NextDay,
            // Withdrawals have a day's number and a month's; the day's is the first to be met.
            Kind::MonthQuota if self.0 == 87013 => Retry::NextDay,
            Kind::MonthQuota => Retry::NextMonth,
            Kind::Overlap => Retry::WhenFree,
            _ => self.info().map_or(Retry::Never, |row| row.retry),
        }
    }

    /// What to do next, in one sentence, and who does it.
    pub fn advice(self) -> Advice {
        advice::of(self)
    }

    /// The codes whose kind is agreed one by one.
    fn kind_by_code(self) -> Option<Kind> {
        Some(match self.0 {
            -1 | 61450 | 89247 | 89401 => Kind::Busy,
            40001 | 40014 | 42001 | 42006 => Kind::TokenStale,
            61005 | 61006 => Kind::TicketUnusable,
            61023 | 42002 | 40030 => Kind::RefreshTokenInvalid,
            61003 | 43007 | 42007 => Kind::AuthorizationLost,
            61007 | 61016 | 61017 | 48001 => Kind::FuncNotGranted,
            61004 | 40164 | 45035 | 40125 | 41004 | 40013 | 61011 | 61014 | 61015 | 61028 | 61029 => {
                Kind::PlatformRefused
            }
            45011 => Kind::MinuteLimit,
            45009 => Kind::DayQuota,
            85085 | 87013 | 89405 | 89030 | 53200 | 53202 | 53300 | 61055 | 48006 => Kind::MonthQuota,
            9_402_202 | 61039 | 85009 | 53308 | 91019 | 89249 | 89251 => Kind::Overlap,
            85004 | 85017 | 89019 | 85052 | 89000 | 53304 => Kind::AlreadySo,
            86002 | 85008 | 85077 | 61040 | 85087 | 85094 | 86007 | 48004 | 50002 => Kind::MerchantMustAct,
            40097
            | 41001..=41020
            | 43001..=43003
            | 44002
            | 47001
            | 85006
            | 85007
            | 85010
            | 85011
            | 85023
            | 85045..=85048 => Kind::CallerFault,
            _ => return None,
        })
    }

    /// Codes that their class would sort wrongly; WeChat's own text says what to do.
    fn kind_by_text(self) -> Option<Kind> {
        Some(match self.0 {
            // The provider itself is punished, or lacks what the call needs.
            86008..=86010 | 89254 => Kind::PlatformRefused,
            // "Too many registration calls"; the row says next day.
            91030 => Kind::DayQuota,
            // "Monthly", say the texts.
            45040 | 45104 => Kind::MonthQuota,
            // "Wait", say the texts.
            85090 | 61057 | 89252 | 89501..=89505 => Kind::Overlap,
            // Plug-in, private API, verification, punished account: settled in the merchant's console.
            80082 | 85312 | 43016 | 50004 => Kind::MerchantMustAct,
            // The wrong kind of token or account for the path.
            86000 | 61024 | 89256 | 76022 => Kind::CallerFault,
            // The user must write first; a minute's wait changes nothing.
            45047 => Kind::StateConflict,
            _ => return None,
        })
    }
}

fn kind_by_class(row: &ErrcodeInfo) -> Kind {
    match row.class {
        Class::Transient => Kind::Busy,
        Class::TokenExpired | Class::TokenInvalid => Kind::TokenStale,
        Class::Ticket => Kind::TicketUnusable,
        Class::RefreshTokenInvalid => Kind::RefreshTokenInvalid,
        Class::IpNotAllowed => Kind::PlatformRefused,
        Class::RateLimited => Kind::MinuteLimit,
        Class::BadRequest | Class::Audit => Kind::CallerFault,
        Class::StateConflict | Class::QuotaExhausted | Class::Domain => Kind::StateConflict,
        Class::NotFound => Kind::NotFound,
        Class::Permission | Class::Other => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_parses_and_speaks_both_languages() {
        assert_eq!(table().len(), 427);
        for pair in table().windows(2) {
            assert!(pair[0].code < pair[1].code, "{} twice", pair[1].code);
        }
        for row in table() {
            assert!(row.meaning_en.starts_with(|char: char| char.is_ascii()), "{}", row.code);
            assert!(row.meaning_zh.chars().any(is_han), "{}", row.code);
            assert_eq!(row.uncertain, row.note.is_some(), "{}", row.code);
            assert_eq!(row.code.info(), Some(row));
        }
        assert_eq!(Errcode(7).info(), None);
        assert_eq!(Errcode(7).kind(), Kind::Other);
    }

    fn is_han(char: char) -> bool {
        ('\u{4e00}'..='\u{9fff}').contains(&char)
    }

    #[test]
    fn kinds_follow_what_to_do() {
        let lists: [(Kind, &[i64]); 15] = [
            (Kind::TokenStale, &[40001, 40014, 42001, 42006]),
            (Kind::TicketUnusable, &[61005, 61006]),
            (Kind::RefreshTokenInvalid, &[61023, 42002, 40030]),
            (Kind::AuthorizationLost, &[61003, 43007, 42007]),
            (Kind::FuncNotGranted, &[61007, 61016, 61017, 48001]),
            (Kind::PlatformRefused, &[61004, 40164, 45035, 40125, 41004, 40013, 61011, 61014, 61015, 61028, 61029]),
            (Kind::Busy, &[-1, 61450, 89247, 89401]),
            (Kind::MinuteLimit, &[45011]),
            (Kind::DayQuota, &[45009]),
            (Kind::MonthQuota, &[85085, 87013, 89405, 89030, 53200, 53202, 53300, 61055, 48006]),
            (Kind::Overlap, &[9_402_202, 61039, 85009, 53308, 91019, 89249, 89251]),
            (Kind::AlreadySo, &[85004, 85017, 89019, 85052, 89000, 53304]),
            (Kind::MerchantMustAct, &[86002, 85008, 85077, 61040, 85087, 85094, 86007, 48004, 50002]),
            (
                Kind::CallerFault,
                &[40097, 41001, 41020, 43001, 43003, 44002, 47001, 85006, 85007, 85010, 85011, 85023, 85045, 85048],
            ),
            (Kind::NotFound, &[85012, 85058, 85064]),
        ];
        for (kind, codes) in lists {
            for &code in codes {
                assert_eq!(Errcode(code).kind(), kind, "{code}");
            }
        }
    }

    #[test]
    fn the_two_codes_that_other_tables_get_wrong() {
        let info = |code| Errcode(code).info().unwrap();
        assert_eq!((info(61004).class, Errcode(61004).kind()), (Class::IpNotAllowed, Kind::PlatformRefused));
        assert!(info(85066).meaning_en.contains("Link"));
        assert!(Errcode(61004).advice().en.contains("allow list"));
    }

    #[test]
    fn retries_say_when() {
        let retry = |code| Errcode(code).retry();
        assert_eq!(retry(40001), Retry::AfterRefresh);
        assert_eq!(retry(-1), Retry::Backoff);
        assert_eq!(retry(45011), Retry::NextMinute);
        assert_eq!((retry(45009), retry(87013)), (Retry::NextDay, Retry::NextDay));
        assert_eq!(retry(85085), Retry::NextMonth);
        assert_eq!((retry(61039), retry(9_402_202)), (Retry::WhenFree, Retry::WhenFree));
        assert_eq!((retry(85013), retry(12_345)), (Retry::Never, Retry::Never));
    }

    #[test]
    fn a_code_is_a_number_also_as_text() {
        assert_eq!(serde_json::from_str::<Errcode>("\"85009\"").unwrap(), Errcode(85009));
        assert_eq!(serde_json::to_string(&Errcode(-1)).unwrap(), "-1");
        assert_eq!(Errcode(85009).to_string(), "85009");
    }
}
