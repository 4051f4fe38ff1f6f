//! Where WeChat is: three hosts, or the simulator in the place of all of them.

use url::Url;

use super::{Layers, SettingError, parse_base_url};

/// The table `[wechat]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeChatSettings {
    /// The API host.
    pub api_base_url: Url,
    /// The host of the authorization page for desk computers.
    pub mp_base_url: Url,
    /// The host of the authorization page for phones.
    pub open_base_url: Url,
}

fn known(text: &str) -> Url {
    Url::parse(text).expect("a constant address")
}

impl Default for WeChatSettings {
    fn default() -> Self {
        Self {
            api_base_url: known("https://api.weixin.qq.com"),
            mp_base_url: known("https://mp.weixin.qq.com"),
            open_base_url: known("https://open.weixin.qq.com"),
        }
    }
}

impl WeChatSettings {
    /// Nowhere: port 9 of this machine, so that a test that forgets its simulator reaches nobody.
    pub fn for_testing() -> Self {
        Self::all_at(&known("http://127.0.0.1:9"))
    }

    /// One host for all three: a simulator.
    pub fn all_at(base_url: &Url) -> Self {
        Self { api_base_url: base_url.clone(), mp_base_url: base_url.clone(), open_base_url: base_url.clone() }
    }

    /// Whether this is WeChat's own API host, and not a simulator or a proxy of ours.
    pub fn is_wechat_itself(&self) -> bool {
        self.api_base_url.host_str().is_some_and(|host| host.ends_with(".weixin.qq.com"))
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        let default = Self::default();
        Ok(Self {
            api_base_url: layers.get("wechat.api_base_url", parse_base_url)?.unwrap_or(default.api_base_url),
            mp_base_url: layers.get("wechat.mp_base_url", parse_base_url)?.unwrap_or(default.mp_base_url),
            open_base_url: layers.get("wechat.open_base_url", parse_base_url)?.unwrap_or(default.open_base_url),
        })
    }
}
