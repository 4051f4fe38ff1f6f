//! With what a merchant looks at a page, as far as it decides which way is the right one.

/// Where the page is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visitor {
    /// Inside WeChat.
    pub in_wechat: bool,
    /// On a phone or tablet.
    pub on_phone: bool,
}

impl Visitor {
    /// Reads the `User-Agent` header; whoever sends none sits at a desk.
    ///
    /// WeChat names itself `MicroMessenger` everywhere, on desks with `WindowsWechat` or `MacWechat` beside it (and on
    /// Linux without a word for phones).
    pub fn of_user_agent(user_agent: &str) -> Self {
        let agent = user_agent.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| agent.contains(word));
        Self {
            in_wechat: has(&["micromessenger"]),
            on_phone: has(&["android", "iphone", "ipad", "harmony", "openharmony", "mobile"])
                && !has(&["windowswechat", "macwechat", "windows nt", "unifiedpcwindows", "unifiedpcmac"]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Visitor;

    #[test]
    fn agents_are_told_apart() {
        for (agent, in_wechat, on_phone) in [
            ("", false, false),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/zh_CN",
                true,
                true,
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; V2405A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 \
                 Chrome/130.0 Mobile Safari/537.36 XWEB/1300 MMWEBSDK/2025 MicroMessenger/8.0.61 WeChat/arm64",
                true,
                true,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0 \
                 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13)",
                true,
                false,
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 MicroMessenger/6.8.0 MacWechat/3.8.10 Mobile",
                true,
                false,
            ),
            ("Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1 Mobile", false, true),
            ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", false, false),
        ] {
            assert_eq!(Visitor::of_user_agent(agent), Visitor { in_wechat, on_phone }, "{agent}");
        }
    }
}
