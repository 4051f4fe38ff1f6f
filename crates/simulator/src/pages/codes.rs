//! The result codes of the authorization page, with words for the person who sees them.

/// A result of the authorization page that is not "done".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageCode(pub(crate) i32);

impl PageCode {
    pub(crate) const BAD_PRE_AUTH_CODE: Self = Self(-11);
    pub(crate) const QR_EXPIRED: Self = Self(-12);
    pub(crate) const PARAMETER: Self = Self(-13);
    pub(crate) const DOMAIN: Self = Self(-14);
    pub(crate) const CANNOT_READ: Self = Self(-19);
    pub(crate) const NO_BINDING: Self = Self(-22);
    pub(crate) const PLATFORM_STOPPED: Self = Self(-24);
    pub(crate) const NOT_AUTHORIZED: Self = Self(-27);
    pub(crate) const PRE_AUTH_CODE_USED: Self = Self(-28);
    /// The page was reached without a Referer. WeChat has words for this but no number.
    pub(crate) const NO_ENTRY_DOMAIN: Self = Self(0);

    /// Chinese and English.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        match self.0 {
            0 => (
                "授权入口页所在域名为空。请从第三方平台的授权页面点击链接进入，不要直接打开或跳转到本页面。",
                "The entry domain is empty. Open this page by a link on the platform's own page, not directly and not \
                 by a redirect.",
            ),
            -11 => ("预授权码无效或已过期，请回到第三方平台重新发起授权。", "The pre_auth_code is invalid or expired."),
            -12 => ("二维码已过期，请刷新后重新扫描。", "The QR code has expired."),
            -13 => ("参数错误。", "A parameter is missing or wrong."),
            -14 => (
                "授权入口页或回调页的域名，与第三方平台登记的授权发起页域名不一致。",
                "The entry page or redirect_uri is not on the platform's registered domain.",
            ),
            -19 => ("无法获取该账号的授权信息。", "The account's authorization cannot be read."),
            -22 => ("没有可授权的账号。", "There is no account that could authorize here."),
            -24 => ("第三方平台已停用。", "The platform is stopped."),
            -27 => ("未选择任何权限，授权没有完成。", "No permission was chosen; nothing was authorized."),
            -28 => ("预授权码已被使用，请重新发起授权。", "The pre_auth_code has been used already."),
            _ => ("系统错误。", "System error."),
        }
    }
}
