//! Testers: who may open the trial version of a Mini Program.
//!
//! A person is bound by WeChat id; WeChat answers a `userstr` and lists nothing else ever after. So the pair is written
//! down in the same commit that closes the journal entry. Before a call the list is read and goes into the intent: when
//! the answer is lost, what has come into the list since is the person who was bound.

use std::sync::Arc;

use serde_json::{Value, json};
use wxfleet_model::clock::Clock;
use wxfleet_model::job::Binding;
use wxfleet_model::journal::{Deed, JournalEntry, Outcome};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_model::tester::KnownTester;
use wxfleet_store::Store;
use wxfleet_wechat::endpoint::Endpoint;
use wxfleet_wechat::member::{BindTester, Memberauth, UnbindTester};
use wxfleet_wechat::secret::AuthorizerAccessToken;

use crate::authorizers::Authorizers;
use crate::code::Account;
use crate::error::Error;
use crate::gate;
use crate::journal::{BEFORE, Journal};
use crate::locks::Locks;
use crate::tokens::Tokens;

/// The service.
#[derive(Clone)]
pub struct Testers {
    store: Store,
    clock: Arc<dyn Clock>,
    tokens: Tokens,
    authorizers: Authorizers,
    journal: Journal,
    acting: Arc<Locks<Account>>,
}

/// A tester as WeChat lists one, with the WeChat id if the person was bound here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tester {
    /// WeChat's name for the person at this account.
    pub userstr: String,
    /// The WeChat id.
    pub wechatid: Option<String>,
}

/// What came of binding somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// WeChat's name for the person at this account, if it is known.
    pub userstr: Option<String>,
    /// Whether the person was a tester already.
    pub already: bool,
}

/// How a tester is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TesterName {
    /// By WeChat id.
    Wechatid(String),
    /// By WeChat's name for the person at the account.
    Userstr(String),
}

const DEEDS: &[Deed] = &[Deed::TesterBind, Deed::TesterUnbind];
/// The longest WeChat id that is remembered.
const MAX_NAME: usize = 191;

/// Refuses a WeChat id that WeChat is known to refuse, before anything is begun.
pub(crate) fn check(turn: Binding, wechatid: &str) -> Result<(), Error> {
    check_length(wechatid)?;
    match turn {
        Binding::Bind => BindTester::new(wechatid).check()?,
        Binding::Unbind => UnbindTester::by_wechatid(wechatid).check()?,
    }
    Ok(())
}

/// Whether a deed is about testers.
pub(crate) fn concerns(deed: Deed) -> bool {
    DEEDS.contains(&deed)
}

impl Testers {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        tokens: Tokens,
        authorizers: Authorizers,
        journal: Journal,
    ) -> Self {
        Self { store, clock, tokens, authorizers, journal, acting: Arc::new(Locks::new()) }
    }

    /// The testers as WeChat lists them.
    pub async fn list(&self, actor: &Actor, account: &Account) -> Result<Vec<Tester>, Error> {
        gate::on_account(&self.store, actor, Action::TesterRead, &account.component_appid, &account.appid).await?;
        self.authorizers.mini_program(&account.component_appid, &account.appid).await?;
        let listed = self.listed(account).await?;
        let known = self.known(account).await?;
        let of = |userstr: &String| known.iter().find(|one| one.userstr == *userstr).map(|one| one.wechatid.clone());
        Ok(listed.into_iter().map(|userstr| Tester { wechatid: of(&userstr), userstr }).collect())
    }

    /// Makes somebody a tester.
    pub async fn bind(&self, actor: &Actor, account: &Account, wechatid: &str) -> Result<Bound, Error> {
        gate::on_account(&self.store, actor, Action::TesterWrite, &account.component_appid, &account.appid).await?;
        let endpoint = BindTester::new(wechatid);
        endpoint.check()?;
        check_length(wechatid)?;
        let _alone = self.begin(account).await?;
        let settled = self.settle(account).await?;
        let wish = json!({"wechatid": wechatid});
        if let Some(result) = came_true(&settled, Deed::TesterBind, &wish) {
            return Ok(Bound { userstr: result["userstr"].as_str().map(str::to_owned), already: false });
        }
        let before = self.listed(account).await?;
        let request = json!({"wechatid": wechatid, BEFORE: before});
        let Account { component_appid, appid } = account;
        let entry = self.journal.open(actor, Deed::TesterBind, component_appid, Some(appid), request).await?;
        match self.call(account, &endpoint).await {
            Ok(bound) => {
                let tester = self.tester(wechatid, bound.userstr.clone());
                let outcome = Outcome::Done { result: json!({"userstr": bound.userstr}) };
                let at = self.clock.now();
                self.store
                    .commit(async |w| {
                        w.tester_remember(component_appid, appid, &tester).await?;
                        w.journal_close(entry.id, &outcome, at).await
                    })
                    .await?;
                Ok(Bound { userstr: Some(bound.userstr), already: false })
            }
            Err(error) => {
                self.journal.close_failed(entry, &error).await;
                if error.errcode().is_none_or(|errcode| errcode.0 != 85004) {
                    return Err(error);
                }
                let known = self.known(account).await?.into_iter().find(|one| one.wechatid == wechatid);
                let userstr = known.map(|one| one.userstr).filter(|userstr| before.contains(userstr));
                Ok(Bound { userstr, already: true })
            }
        }
    }

    /// Makes somebody a tester no more. Who was bound here is named to WeChat by `userstr`, which stays the same when the
    /// person takes another WeChat id.
    pub async fn unbind(&self, actor: &Actor, account: &Account, who: TesterName) -> Result<(), Error> {
        gate::on_account(&self.store, actor, Action::TesterWrite, &account.component_appid, &account.appid).await?;
        match &who {
            TesterName::Wechatid(name) => UnbindTester::by_wechatid(name).check()?,
            TesterName::Userstr(name) => UnbindTester::by_userstr(name).check()?,
        }
        let wish = match &who {
            TesterName::Wechatid(wechatid) => json!({"wechatid": wechatid}),
            TesterName::Userstr(userstr) => json!({"userstr": userstr}),
        };
        let _alone = self.begin(account).await?;
        let settled = self.settle(account).await?;
        if came_true(&settled, Deed::TesterUnbind, &wish).is_some() {
            return Ok(());
        }
        let (wechatid, userstr) = self.both_names(account, who).await?;
        let endpoint = match (&userstr, &wechatid) {
            (Some(userstr), _) => UnbindTester::by_userstr(userstr),
            (None, wechatid) => UnbindTester::by_wechatid(wechatid.clone().unwrap_or_default()),
        };
        let mut request = wish;
        request[BEFORE] = json!({"wechatid": wechatid, "userstr": userstr, "listed": self.listed(account).await?});
        let Account { component_appid, appid } = account;
        let entry = self.journal.open(actor, Deed::TesterUnbind, component_appid, Some(appid), request).await?;
        if let Err(error) = self.call(account, &endpoint).await {
            self.journal.close_failed(entry, &error).await;
            return Err(error);
        }
        let outcome = Outcome::Done { result: json!({}) };
        let at = self.clock.now();
        self.store
            .commit(async |w| {
                if let Some(wechatid) = &wechatid {
                    w.tester_forget(component_appid, appid, wechatid).await?;
                }
                w.journal_close(entry.id, &outcome, at).await
            })
            .await?;
        Ok(())
    }

    /// The other name of a tester, too, if we know it.
    async fn both_names(&self, account: &Account, who: TesterName) -> Result<(Option<String>, Option<String>), Error> {
        let known = self.known(account).await?.into_iter().find(|one| match &who {
            TesterName::Wechatid(wechatid) => one.wechatid == *wechatid,
            TesterName::Userstr(userstr) => one.userstr == *userstr,
        });
        Ok(match (known, who) {
            (Some(known), _) => (Some(known.wechatid), Some(known.userstr)),
            (None, TesterName::Wechatid(wechatid)) => (Some(wechatid), None),
            (None, TesterName::Userstr(userstr)) => (None, Some(userstr)),
        })
    }

    async fn begin(&self, account: &Account) -> Result<tokio::sync::OwnedMutexGuard<()>, Error> {
        self.authorizers.mini_program(&account.component_appid, &account.appid).await?;
        Ok(self.acting.hold(account).await)
    }

    async fn call<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        account: &Account,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        self.tokens.call_authorizer(&account.component_appid, &account.appid, endpoint).await
    }

    /// Everybody's `userstr`.
    async fn listed(&self, account: &Account) -> Result<Vec<String>, Error> {
        let list = self.call(account, &Memberauth::new()).await?;
        Ok(list.members.into_iter().map(|member| member.userstr).collect())
    }

    async fn known(&self, account: &Account) -> Result<Vec<KnownTester>, Error> {
        Ok(self.store.testers(&account.component_appid, &account.appid).await?)
    }

    fn tester(&self, wechatid: &str, userstr: String) -> KnownTester {
        KnownTester { wechatid: wechatid.to_owned(), userstr, bound_at: self.clock.now() }
    }
}

/// Finding out how a binding ended whose answer we never saw.
impl Testers {
    async fn settle(&self, account: &Account) -> Result<Vec<JournalEntry>, Error> {
        let Account { component_appid, appid } = account;
        let mut settled = Vec::new();
        for entry in self.journal.left_open(component_appid, Some(appid), DEEDS).await? {
            let outcome = self.find_out(account, &entry).await?;
            settled.push(self.journal.settled(entry, outcome).await?);
        }
        Ok(settled)
    }

    /// Settles an account's open entries on behalf of the reconciling task.
    pub(crate) async fn settle_left_open(&self, account: &Account) -> Result<usize, Error> {
        let _alone = self.acting.hold(account).await;
        Ok(self.settle(account).await?.len())
    }

    async fn find_out(&self, account: &Account, entry: &JournalEntry) -> Result<Outcome, Error> {
        let now = self.listed(account).await?;
        let request = &entry.intent.request;
        match entry.intent.deed {
            Deed::TesterUnbind => self.was_unbound(account, &request[BEFORE], &now).await,
            _ => self.was_bound(account, request, now).await,
        }
    }

    async fn was_unbound(&self, account: &Account, before: &Value, now: &[String]) -> Result<Outcome, Error> {
        let is_there = |userstr: &str| now.iter().any(|one| one == userstr);
        let gone = match before["userstr"].as_str() {
            Some(userstr) => !is_there(userstr),
            None => texts(&before["listed"]).any(|one| !is_there(one)),
        };
        if !gone {
            return Ok(did_not_happen());
        }
        if let Some(wechatid) = before["wechatid"].as_str() {
            let Account { component_appid, appid } = account;
            self.store.commit(async |w| w.tester_forget(component_appid, appid, wechatid).await).await?;
        }
        Ok(Outcome::Done { result: json!({}) })
    }

    async fn was_bound(&self, account: &Account, request: &Value, now: Vec<String>) -> Result<Outcome, Error> {
        let mut new = now.into_iter().filter(|one| !texts(&request[BEFORE]).any(|old| old == one));
        let (Some(userstr), Some(wechatid)) = (new.next(), request["wechatid"].as_str()) else {
            return Ok(did_not_happen());
        };
        if new.next().is_some() {
            let reason = "interrupted; several testers are new, and WeChat does not tell who is who".to_owned();
            return Ok(Outcome::Failed { reason });
        }
        let tester = self.tester(wechatid, userstr.clone());
        let Account { component_appid, appid } = account;
        self.store.commit(async |w| w.tester_remember(component_appid, appid, &tester).await).await?;
        Ok(Outcome::Done { result: json!({"userstr": userstr}) })
    }
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn did_not_happen() -> Outcome {
    Outcome::Failed { reason: "interrupted; WeChat shows that it did not happen".to_owned() }
}

/// The result of an entry among those that were just settled that wished for the same and was found done.
fn came_true<'e>(settled: &'e [JournalEntry], deed: Deed, wish: &Value) -> Option<&'e Value> {
    settled.iter().find_map(|entry| match &entry.outcome {
        Some((Outcome::Done { result }, _)) if entry.intent.deed == deed && entry.intent.is_same_wish(wish) => {
            Some(result)
        }
        _ => None,
    })
}

fn check_length(wechatid: &str) -> Result<(), Error> {
    if wechatid.chars().count() > MAX_NAME {
        return Err(Error::invalid("wechatid", "must be at most 191 characters", "最多 191 个字符"));
    }
    Ok(())
}
