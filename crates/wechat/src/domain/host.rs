//! What a host looks like in WeChat's lists. Only what is documented is refused: the scheme, a path, an IP address,
//! `localhost`, WeChat's own API host, and a port where none may stand.

use std::net::IpAddr;

use crate::endpoint::{Expects, FieldError};

/// Checks the entries of a list; the error names the one at fault.
pub(super) fn each(
    field: &str,
    entries: &[String],
    check: impl Fn(&str) -> Result<(), Expects>,
) -> Result<(), FieldError> {
    for (at, entry) in entries.iter().enumerate() {
        check(entry).map_err(|expects| FieldError { field: format!("{field}[{at}]"), expects })?;
    }
    Ok(())
}

/// An entry of an account's server domains: scheme, host, and a port if there is one, which is then binding.
pub(super) fn check_assigned(entry: &str, scheme: &'static str) -> Result<(), Expects> {
    let rest = entry.strip_prefix(scheme).ok_or_else(|| wrong_scheme(scheme))?;
    let host = match rest.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok_and(|port| port > 0) => host,
        _ => rest,
    };
    check_host(host)
}

/// An entry of an account's business domains: `https://` and a host, no port.
pub(super) fn check_webview(entry: &str) -> Result<(), Expects> {
    let host = entry.strip_prefix("https://").ok_or_else(|| wrong_scheme("https://"))?;
    if host.contains(':') {
        return Err(Expects { en: "must not have a port", zh: "不能带端口" });
    }
    check_host(host)
}

/// An entry of the platform's own lists: a host alone.
pub(super) fn check_registered(entry: &str) -> Result<(), Expects> {
    if entry.contains("://") {
        return Err(Expects {
            en: "must be a host without a scheme", zh: "只写域名，不要带 https:// 等前缀"
        });
    }
    check_host(entry)
}

fn check_host(host: &str) -> Result<(), Expects> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let whole = |host: &str| {
        let labels = host.split('.').count() >= 2 && host.split('.').all(|label| !label.is_empty());
        labels && !host.contains(|c: char| c.is_whitespace() || c.is_control() || "/\\?#@:;,[]*".contains(c))
    };
    let host_without_port = host.split(':').next().unwrap_or(host);
    if bare.parse::<IpAddr>().is_ok() || host_without_port.parse::<IpAddr>().is_ok() {
        return Err(Expects { en: "must not be an IP address", zh: "不能是 IP 地址" });
    }
    if host_without_port.eq_ignore_ascii_case("localhost") {
        return Err(Expects { en: "must not be localhost", zh: "不能是 localhost" });
    }
    if host.eq_ignore_ascii_case("api.weixin.qq.com") {
        return Err(Expects { en: "must not be WeChat's own API host", zh: "不能是 api.weixin.qq.com" });
    }
    if whole(host) {
        Ok(())
    } else {
        Err(Expects {
            en: "must be a host such as api.example.com, without a path",
            zh: "须为 api.example.com 这样的域名，不带路径",
        })
    }
}

fn wrong_scheme(scheme: &'static str) -> Expects {
    match scheme {
        "wss://" => Expects { en: "must begin with wss://", zh: "必须以 wss:// 开头" },
        "udp://" => Expects { en: "must begin with udp://", zh: "必须以 udp:// 开头" },
        "tcp://" => Expects { en: "must begin with tcp://", zh: "必须以 tcp:// 开头" },
        _ => Expects { en: "must begin with https://", zh: "必须以 https:// 开头" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assigned_host_has_its_scheme_and_may_have_a_port() {
        for good in ["https://api.example.com", "https://api.example.com:8443", "https://商店.example"] {
            assert_eq!(check_assigned(good, "https://"), Ok(()), "{good}");
        }
        assert_eq!(check_assigned("wss://ws.example.com", "wss://"), Ok(()));
        for bad in [
            "api.example.com",
            "http://api.example.com",
            "wss://api.example.com",
            "https://",
            "https://example",
            "https://a..example.com",
            "https://api.example.com/",
            "https://api.example.com/v1",
            "https://api.example.com:0",
            "https://api.example.com:65536",
            "https://user@api.example.com",
            "https://a.example.com;b.example.com",
            "https://*.example.com",
            "https://10.0.0.1",
            "https://10.0.0.1:8080",
            "https://[::1]",
            "https://localhost",
            "https://api.weixin.qq.com",
            "https://API.weixin.qq.com",
            " https://api.example.com",
        ] {
            assert!(check_assigned(bad, "https://").is_err(), "{bad}");
        }
    }

    #[test]
    fn a_business_domain_has_no_port_and_a_registered_host_no_scheme() {
        assert_eq!(check_webview("https://m.example.com"), Ok(()));
        assert_eq!(check_webview("https://m.example.com:443").unwrap_err().en, "must not have a port");
        assert!(check_webview("m.example.com").is_err());
        assert_eq!(check_registered("api.example.com"), Ok(()));
        for bad in ["https://api.example.com", "api.example.com/", "a.example.com;b.example.com", "1.2.3.4", ""] {
            assert!(check_registered(bad).is_err(), "{bad}");
        }
    }
}
