//! One line in the log for each call that WeChat refused: what it means, and who must act.

use tracing::Level;
use wxfleet_wechat::errcode::{Errcode, Kind, Retry, Who};
use wxfleet_wechat::id::{Appid, ComponentAppid};

/// The call that brings the platform's own token; how long its refusal is waited out is told by the keeper's line.
const PLATFORM_TOKEN: &str = "component_token";

/// Writes the line.
pub(super) fn log(
    endpoint: &str,
    (component, appid): (Option<&ComponentAppid>, Option<&Appid>),
    errcode: Errcode,
    rid: Option<&str>,
) {
    macro_rules! line {
        ($level:expr) => {
            tracing::event!(
                $level,
                endpoint.id = endpoint,
                component.appid = component.map(ComponentAppid::as_str),
                authorizer.appid = appid.map(Appid::as_str),
                errcode = errcode.0,
                rid,
                means = errcode.info().map_or("not in our table", |info| info.meaning_en.as_str()),
                who = name_of(errcode.advice().who),
                "WeChat refused a call"
            )
        };
    }
    match level_of(endpoint, errcode) {
        Level::ERROR => line!(Level::ERROR),
        Level::WARN => line!(Level::WARN),
        Level::INFO => line!(Level::INFO),
        _ => line!(Level::DEBUG),
    }
}

/// How loud it is: by whom it waits for. What passes or is told elsewhere is quiet.
fn level_of(endpoint: &str, errcode: Errcode) -> Level {
    match errcode.kind() {
        Kind::PlatformRefused if endpoint == PLATFORM_TOKEN => Level::DEBUG,
        Kind::PlatformRefused => Level::ERROR,
        // Repeated by the keeper, or remembered by it with a line that says until when.
        Kind::Busy | Kind::TokenStale | Kind::MinuteLimit | Kind::DayQuota => Level::DEBUG,
        // What is asked for until it is there, such as the privacy scan of an upload.
        _ if matches!(errcode.retry(), Retry::Backoff | Retry::WhenFree) => Level::DEBUG,
        // As often as not the answer to a question.
        Kind::AlreadySo | Kind::NotFound => Level::INFO,
        _ => match errcode.advice().who {
            Who::Isv | Who::Merchant => Level::WARN,
            Who::Us | Who::WeChat => Level::INFO,
        },
    }
}

fn name_of(who: Who) -> &'static str {
    match who {
        Who::Us => "wxfleet",
        Who::Isv => "platform",
        Who::Merchant => "merchant",
        Who::WeChat => "wechat",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_as_loud_as_somebody_must_act() {
        let level = |errcode| level_of("release", Errcode(errcode));
        for errcode in [61004, 40164, 40125] {
            assert_eq!(level(errcode), Level::ERROR, "{errcode}");
        }
        for errcode in [61007, 61003, 85008, 85085, 99_999_999] {
            assert_eq!(level(errcode), Level::WARN, "{errcode}");
        }
        for errcode in [85017, 85058, 61023] {
            assert_eq!(level(errcode), Level::INFO, "{errcode}");
        }
        for errcode in [-1, 40001, 42001, 45009, 45011, 61039] {
            assert_eq!(level(errcode), Level::DEBUG, "{errcode}");
        }
        assert_eq!(level_of(PLATFORM_TOKEN, Errcode(40125)), Level::DEBUG, "the keeper says it");
    }
}
