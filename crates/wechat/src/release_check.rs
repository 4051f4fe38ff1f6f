//! WeChat's check before a full-network release (全网发布接入检测): its test accounts, and what each of their pushes wants
//! to be answered with.
//!
//! When the release button is pressed, WeChat authorizes one of five groups of test accounts to the platform, an
//! Official Account and a Mini Program each, and talks to the callbacks through the usual encryption:
//!
//! | what comes | to | what is wanted |
//! | --- | --- | --- |
//! | a ticket, `authorized`, `unauthorized` | the authorization-event URL | `success`, whoever the account belongs to |
//! | any event | the Official Account | within 5 s the encrypted text `<Event>from_callback` |
//! | the text `TESTCOMPONENT_MSG_TYPE_TEXT` | either | within 5 s the encrypted text `TESTCOMPONENT_MSG_TYPE_TEXT_callback` |
//! | the text `QUERY_AUTH_CODE:<code>` | either | an empty body; then at once `api_query_auth` with the code and, with the access token of that answer, the customer-service message `<code>_from_api` |
//!
//! Newer result lists no longer show the event, and whether a Mini Program is sent the plain text is not known: both
//! are answered. It runs again at each release, so it stays enabled.
//!
//! The account decides, by the appid in the URL or by the `ToUserName` inside, and the exact text: what a merchant's
//! users write can never set it off.

use crate::callback::notice::Family;
use crate::callback::{Notice, NoticeBody};
use crate::id::Appid;
use crate::secret::AuthorizationCode;

/// What a test account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TestAccountKind {
    /// 公众号.
    OfficialAccount,
    /// 小程序.
    MiniProgram,
}

/// One of WeChat's test accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestAccount {
    /// Which of the five groups it belongs to, from 1.
    pub group: u8,
    /// What it is.
    pub kind: TestAccountKind,
    /// Its appid.
    pub appid: &'static str,
    /// Its original id (`gh_…`).
    pub user_name: &'static str,
}

impl TestAccount {
    /// Its appid as a type.
    pub fn to_appid(&self) -> Appid {
        Appid::parse(self.appid).expect("the table holds well-formed appids")
    }
}

const fn official(group: u8, appid: &'static str, user_name: &'static str) -> TestAccount {
    TestAccount { group, kind: TestAccountKind::OfficialAccount, appid, user_name }
}

const fn mini(group: u8, appid: &'static str, user_name: &'static str) -> TestAccount {
    TestAccount { group, kind: TestAccountKind::MiniProgram, appid, user_name }
}

/// All of them. WeChat picks one group for each check.
pub const TEST_ACCOUNTS: [TestAccount; 10] = [
    official(1, "wx570bc396a51b8ff8", "gh_3c884a361561"),
    mini(1, "wxd101a85aa106f53e", "gh_8dad206e9538"),
    official(2, "wx9252c5e0bb1836fc", "gh_c0f28a78b318"),
    mini(2, "wxc39235c15087f6f3", "gh_905ae9d01059"),
    official(3, "wx8e1097c5bc82cde9", "gh_3f222ed8d140"),
    mini(3, "wx7720d01d4b2a4500", "gh_393666f1fdf4"),
    official(4, "wx14550af28c71a144", "gh_26128078e9ab"),
    mini(4, "wx05d483572dcd5d8b", "gh_39abb5d4e1b7"),
    official(5, "wxa35b9c23cfe664eb", "gh_2b3713f184a6"),
    mini(5, "wx5910277cae6fd970", "gh_7818dcb60240"),
];

const TEXT: &str = "TESTCOMPONENT_MSG_TYPE_TEXT";
const QUERY_AUTH_CODE: &str = "QUERY_AUTH_CODE:";

/// What a push of the check wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// This text, as an encrypted reply to the push.
    Reply(String),
    /// An empty body; then the exchange of this code, and [`message_of`] it with the token that it gave.
    Message(AuthorizationCode),
}

/// The test account with this appid.
pub fn by_appid(appid: &Appid) -> Option<&'static TestAccount> {
    TEST_ACCOUNTS.iter().find(|account| account.appid == appid.as_str())
}

fn by_user_name(user_name: &str) -> Option<&'static TestAccount> {
    TEST_ACCOUNTS.iter().find(|account| account.user_name == user_name)
}

/// The test account to which a push on the message URL went, if it went to one. `appid` is the one that stands in the
/// place of `$APPID$`.
pub fn account_of(appid: &Appid, notice: &Notice) -> Option<&'static TestAccount> {
    by_appid(appid).or_else(|| by_user_name(notice.to_user_name.as_deref()?))
}

/// What a push on the message URL wants, if it is one of the check.
pub fn wanted(appid: &Appid, notice: &Notice) -> Option<Wanted> {
    let account = account_of(appid, notice)?;
    match (&notice.body, notice.family) {
        (NoticeBody::Text(text), _) if text.content == TEXT => Some(Wanted::Reply(format!("{TEXT}_callback"))),
        (NoticeBody::Text(text), _) => {
            let code = text.content.strip_prefix(QUERY_AUTH_CODE).filter(|code| !code.is_empty())?;
            Some(Wanted::Message(AuthorizationCode::new(code)))
        }
        (_, Family::Event) if account.kind == TestAccountKind::OfficialAccount => {
            Some(Wanted::Reply(format!("{}from_callback", notice.kind())))
        }
        _ => None,
    }
}

/// What the customer-service message says that the check waits for.
pub fn message_of(code: &AuthorizationCode) -> String {
    format!("{}_from_api", code.expose())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::notice;

    const TENANT: &str = "wxbeef000000000002";

    fn appid(text: &str) -> Appid {
        text.parse().unwrap()
    }

    fn pushed(user_name: &str, inside: &str) -> Notice {
        let xml = format!(
            "<xml><ToUserName>{user_name}</ToUserName><FromUserName>oUser</FromUserName>\
             <CreateTime>1</CreateTime>{inside}</xml>"
        );
        notice::parse(xml.as_bytes()).unwrap()
    }

    fn text(user_name: &str, content: &str) -> Notice {
        pushed(user_name, &format!("<MsgType>text</MsgType><Content><![CDATA[{content}]]></Content>"))
    }

    fn event(user_name: &str, name: &str) -> Notice {
        pushed(user_name, &format!("<MsgType>event</MsgType><Event>{name}</Event>"))
    }

    fn reply(text: &str) -> Wanted {
        Wanted::Reply(text.to_owned())
    }

    #[test]
    fn the_table_has_five_groups_of_two_and_no_name_twice() {
        for group in 1..=5 {
            let kinds: Vec<_> = TEST_ACCOUNTS.iter().filter(|one| one.group == group).map(|one| one.kind).collect();
            assert_eq!(kinds, [TestAccountKind::OfficialAccount, TestAccountKind::MiniProgram], "{group}");
        }
        for account in &TEST_ACCOUNTS {
            assert_eq!(by_appid(&account.to_appid()), Some(account));
            assert_eq!(by_user_name(account.user_name), Some(account));
            assert!(account.user_name.starts_with("gh_") && account.user_name.len() == 15, "{account:?}");
        }
    }

    #[test]
    fn appid_or_user_name_is_enough() {
        for account in &TEST_ACCOUNTS {
            for (url, name) in
                [(account.appid, account.user_name), (account.appid, "gh_0"), (TENANT, account.user_name)]
            {
                let asked = |notice: Notice| wanted(&appid(url), &notice);
                assert_eq!(asked(text(name, TEXT)), Some(reply("TESTCOMPONENT_MSG_TYPE_TEXT_callback")));
                let code = "queryauthcode@@@a:b@c";
                let exchange = asked(text(name, &format!("QUERY_AUTH_CODE:{code}")));
                assert_eq!(exchange, Some(Wanted::Message(AuthorizationCode::new(code))), "all behind the first colon");
                let official = account.kind == TestAccountKind::OfficialAccount;
                let located = official.then(|| reply("LOCATIONfrom_callback"));
                assert_eq!(asked(event(name, "LOCATION")), located);
            }
        }
    }

    #[test]
    fn a_tenant_never_sets_it_off() {
        for notice in [
            text("gh_0", TEXT),
            text("gh_0", "QUERY_AUTH_CODE:queryauthcode@@@x"),
            event("gh_0", "LOCATION"),
            text("GH_3C884A361561", TEXT),
        ] {
            assert_eq!(wanted(&appid(TENANT), &notice), None, "{notice:?}");
        }
    }

    #[test]
    fn only_the_exact_texts_count() {
        let account = &TEST_ACCOUNTS[0];
        let near = [
            " TESTCOMPONENT_MSG_TYPE_TEXT",
            "TESTCOMPONENT_MSG_TYPE_TEXT\n",
            "testcomponent_msg_type_text",
            "TESTCOMPONENT_MSG_TYPE_TEXT_callback",
            "QUERY_AUTH_CODE",
            "QUERY_AUTH_CODE:",
            "x QUERY_AUTH_CODE:y",
            "你好",
            "",
        ];
        for content in near {
            assert_eq!(wanted(&appid(account.appid), &text(account.user_name, content)), None, "{content:?}");
        }
        let image = pushed(account.user_name, "<MsgType>image</MsgType><PicUrl>x</PicUrl>");
        assert_eq!(wanted(&appid(account.appid), &image), None);
    }

    #[test]
    fn the_message_repeats_the_whole_code() {
        assert_eq!(message_of(&AuthorizationCode::new("queryauthcode@@@a@b")), "queryauthcode@@@a@b_from_api");
    }
}
