//! Where data lies, which addresses are served, and under which address the world sees us.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use url::Url;

use super::{Layers, SettingError, Wrong, parse_base_url};
use crate::words::said;

/// The settings without a table of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerSettings {
    /// Database file and master key; made with 0700.
    pub data_dir: PathBuf,
    /// Callbacks, merchant pages, API, health and metrics.
    pub listen: SocketAddr,
    /// The gateway; `None` when it is `off`.
    pub gateway_listen: Option<SocketAddr>,
    /// What WeChat and merchants see; `None` follows `listen`.
    pub public_url: Option<Url>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("./wxfleet-data"),
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8600),
            gateway_listen: Some(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8601)),
            public_url: None,
        }
    }
}

impl ServerSettings {
    /// Any free port of this machine, no gateway.
    pub fn for_testing(data_dir: &Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            gateway_listen: None,
            public_url: None,
        }
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        let default = Self::default();
        Ok(Self {
            data_dir: layers.get("data_dir", |text| Ok(PathBuf::from(text)))?.unwrap_or(default.data_dir),
            listen: layers.get("listen", parse_listen)?.unwrap_or(default.listen),
            gateway_listen: layers.get("gateway_listen", parse_gateway_listen)?.unwrap_or(default.gateway_listen),
            public_url: layers.get("public_url", parse_base_url)?,
        })
    }

    /// The address under which the world sees a server that listens here.
    pub fn public_url_at(&self, listening: SocketAddr) -> Url {
        self.public_url.clone().unwrap_or_else(|| local_url(listening))
    }
}

/// The address under which this machine itself reaches a server that listens here.
pub(crate) fn local_url(listening: SocketAddr) -> Url {
    let ip = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    let address = SocketAddr::new(ip, listening.port());
    Url::parse(&format!("http://{address}")).expect("a socket address makes an address")
}

/// An address and a port; `localhost` stands for 127.0.0.1.
pub(crate) fn parse_listen(text: &str) -> Result<SocketAddr, Wrong> {
    let numeric = text.strip_prefix("localhost:").map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
    numeric.parse().map_err(|_| Wrong {
        what: said!("`{text}` is not an address with a port", "`{text}` 不是带端口的地址"),
        right: said!(
            "Write for instance 127.0.0.1:8600, or 0.0.0.0:8600 for all interfaces",
            "请写成 127.0.0.1:8600 这样；要监听所有网卡就写 0.0.0.0:8600"
        ),
    })
}

fn parse_gateway_listen(text: &str) -> Result<Option<SocketAddr>, Wrong> {
    if text == "off" { Ok(None) } else { parse_listen(text).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listen_addresses() {
        assert_eq!(parse_listen("localhost:80").unwrap(), "127.0.0.1:80".parse().unwrap());
        assert_eq!(parse_listen("[::]:80").unwrap().port(), 80);
        for bad in ["", "8600", ":8600", "127.0.0.1", "example.com:80", "127.0.0.1:99999"] {
            parse_listen(bad).unwrap_err();
        }
    }

    #[test]
    fn the_gateway_can_be_off() {
        assert_eq!(parse_gateway_listen("off").unwrap(), None);
        parse_gateway_listen("OFF ").unwrap_err();
    }

    #[test]
    fn a_server_on_all_interfaces_is_reached_by_the_local_one() {
        assert_eq!(local_url("0.0.0.0:99".parse().unwrap()).as_str(), "http://127.0.0.1:99/");
        assert_eq!(local_url("[::]:99".parse().unwrap()).as_str(), "http://[::1]:99/");
        assert_eq!(local_url("10.0.0.1:99".parse().unwrap()).as_str(), "http://10.0.0.1:99/");
    }

    #[test]
    fn the_public_address_follows_the_one_we_listen_on() {
        let settings = ServerSettings::default();
        assert_eq!(settings.public_url_at("127.0.0.1:99".parse().unwrap()).as_str(), "http://127.0.0.1:99/");
        let settings =
            ServerSettings { public_url: Some(Url::parse("https://fleet.example.com").unwrap()), ..settings };
        assert_eq!(settings.public_url_at("127.0.0.1:99".parse().unwrap()).as_str(), "https://fleet.example.com/");
    }
}
