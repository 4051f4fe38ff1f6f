//! Testers, and the people who could be some.
//!
//! Anybody with a WeChat id that could be one exists; a name with `hidden` in it does not let itself be found.

use serde::{Deserialize, Serialize};

use super::World;

/// A person who may open trial versions of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tester {
    /// The WeChat id.
    pub(crate) wechatid: String,
    /// WeChat's name for the person at that account.
    pub(crate) userstr: String,
}

/// Whether somebody with this WeChat id can be found.
pub(crate) fn can_be_found(wechatid: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    wechatid.len() >= 2 && wechatid.chars().all(word) && !wechatid.contains("hidden")
}

impl World {
    /// Binds a person to an account; the errcode if that is not to be.
    pub(crate) fn bind_tester(&mut self, appid: &str, wechatid: &str) -> Result<String, i64> {
        if !can_be_found(wechatid) {
            return Err(85001);
        }
        let is_the_person = |tester: &Tester| tester.wechatid == wechatid;
        let mine = self.testers.get(appid).map_or(&[][..], Vec::as_slice);
        if mine.iter().any(is_the_person) {
            return Err(85004);
        }
        if mine.len() >= usize::try_from(self.switches.testers_per_account).unwrap_or(usize::MAX) {
            return Err(85002);
        }
        let elsewhere = self.testers.values().filter(|testers| testers.iter().any(is_the_person)).count();
        if elsewhere >= usize::try_from(self.switches.accounts_per_tester).unwrap_or(usize::MAX) {
            return Err(85003);
        }
        let userstr = self.random.text(40);
        let tester = Tester { wechatid: wechatid.to_owned(), userstr: userstr.clone() };
        self.testers.entry(appid.to_owned()).or_default().push(tester);
        Ok(userstr)
    }
}
