//! Our list of accounts against WeChat's, page by page: what we do not know is added, refresh tokens that differ are
//! mended, nothing is deleted.
//!
//! WeChat gives at most 500 rows at once, one page after another, so a large fleet takes a while. After each page it is
//! stored how far the reading has come ([`ListSync`]): one that breaks off, by WeChat's limits, an end of the process or
//! anything else, goes on where it was when it is asked for again within the hour, and the task `reconcile` asks too.
//! WeChat's list may change while it is read, which makes rows repeat or hide; what was hidden is found the next day.
//!
//! Profiles are one call for each account, so they are not waited for: an account that is new becomes due, and the task
//! `profiles` reads it.

use jiff::Timestamp;
use wxfleet_model::authorizer::{AuthorizerStatus, RefreshTokenSource};
use wxfleet_model::journal::Deed;
use wxfleet_model::list_sync::{ListSync, Standing, Synced};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::{Authorized, HeldAuthorization, NewAuthorization, NewTokens, Writer};
use wxfleet_wechat::component::{ApiGetAuthorizerList, ListedAuthorizer};
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::release_check::by_appid;

use super::Authorizers;
use crate::error::{Conflict, Error};
use crate::gate;

/// Accounts that are changed in one unit of work. Pushes wait behind a unit, so it stays short.
const AT_ONCE: usize = 100;

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListProgress {
    /// The newest reading; `None` if the list was never read.
    pub sync: Option<ListSync>,
    /// How that one stands.
    pub standing: Option<Standing>,
    /// Accounts whose profile is still to be read.
    pub profiles_waiting: u64,
}

/// What the rows of a page call for.
#[derive(Default)]
struct Mends {
    /// Accounts that were not known.
    new: Vec<NewAuthorization>,
    /// Accounts of which something differs.
    changed: Vec<Change>,
}

/// One change of an account that is known.
enum Change {
    Renew(NewAuthorization),
    Tokens { appid: Appid, version: i64, tokens: NewTokens },
}

impl Authorizers {
    /// Reads WeChat's whole list, or what is left of a reading that broke off: adds what we do not know, mends refresh
    /// tokens that differ, deletes nothing. [`Conflict::SyncUnderWay`] while this process reads it already.
    pub async fn sync(&self, actor: &Actor, component: &ComponentAppid) -> Result<Synced, Error> {
        gate::on_component(actor, Action::AuthorizerWrite, component)?;
        self.components.live(component).await?;
        let _turn = self.reading.try_hold(component).ok_or(Conflict::SyncUnderWay)?;
        let entry = self.journal.open(actor, Deed::AuthorizerSync, component, None, serde_json::json!({})).await?;
        let synced = self.read_list(component).await;
        if synced.is_err() {
            self.note_broken_off(component).await;
        }
        let result = synced.as_ref().map_or_else(
            |_| serde_json::json!({}),
            |synced| {
                serde_json::json!({
                    "seen": synced.seen, "added": synced.added, "updated": synced.updated, "failed": synced.failed
                })
            },
        );
        self.journal.close(entry, &synced, result).await;
        synced
    }

    /// How far the newest reading of the list has come.
    pub async fn sync_progress(&self, actor: &Actor, component: &ComponentAppid) -> Result<ListProgress, Error> {
        gate::on_component(actor, Action::AuthorizerRead, component)?;
        self.components.live(component).await?;
        let sync = self.store.list_sync(component).await?;
        let standing = sync.as_ref().map(|sync| sync.standing(self.clock.now()));
        Ok(ListProgress { sync, standing, profiles_waiting: self.store.authorizers_profile_waiting(component).await? })
    }

    /// Whether a reading broke off and can go on.
    pub(crate) async fn sync_broke_off(&self, component: &ComponentAppid) -> Result<bool, Error> {
        let sync = self.store.list_sync(component).await?;
        Ok(sync.is_some_and(|sync| sync.standing(self.clock.now()) == Standing::BrokenOff))
    }

    /// Where it cannot be noted, the reading counts as under way for a minute more.
    async fn note_broken_off(&self, component: &ComponentAppid) {
        let noted = async {
            if let Some(sync) = self.store.list_sync(component).await?.filter(|sync| sync.ended_at.is_none()) {
                let sync = ListSync { broke_off_at: Some(self.clock.now()), ..sync };
                self.store.commit(async |w| w.list_sync_store(&sync).await).await?;
            }
            Ok::<_, wxfleet_store::Error>(())
        };
        if let Err(error) = noted.await {
            tracing::warn!(component.appid = %component, %error, "that the reading of WeChat's list broke off could not be noted");
        }
    }

    async fn read_list(&self, component: &ComponentAppid) -> Result<Synced, Error> {
        let mut sync = self.begun(component).await?;
        while sync.ended_at.is_none() {
            self.read_page(&mut sync).await?;
        }
        self.profiles.notify_one();
        let Synced { seen, added, updated, failed } = sync.synced;
        tracing::info!(component.appid = %component, seen, added, updated, failed, "WeChat's list was read to its end");
        Ok(sync.synced)
    }

    /// The reading that goes on, or a new one.
    async fn begun(&self, component: &ComponentAppid) -> Result<ListSync, Error> {
        let now = self.clock.now();
        let before = self.store.list_sync(component).await?;
        // The turn is ours, so one that looks alive is one that this process left a moment ago, or another replica's:
        // two that read the same pages do no harm.
        let goes_on = before.filter(|sync| matches!(sync.standing(now), Standing::BrokenOff | Standing::Running));
        Ok(goes_on.unwrap_or_else(|| ListSync::new(component.clone(), now)))
    }

    async fn read_page(&self, sync: &mut ListSync) -> Result<(), Error> {
        let component = sync.component_appid.clone();
        let endpoint = ApiGetAuthorizerList::new(component.clone(), sync.offset, ApiGetAuthorizerList::MAX_COUNT);
        let page = self.tokens.call_component(&component, &endpoint).await?;
        let got = i64::try_from(page.list.len()).unwrap_or(i64::MAX);
        // WeChat's own test accounts come and go with a release check; they are no accounts of the fleet.
        let rows: Vec<_> = page.list.into_iter().filter(|row| by_appid(&row.authorizer_appid).is_none()).collect();
        let merged = self.merge(&component, &rows).await?;
        sync.offset += got;
        sync.total = page.total_count;
        sync.synced += merged;
        sync.moved_at = self.clock.now();
        sync.broke_off_at = None;
        if got == 0 || sync.offset >= sync.total {
            sync.ended_at = Some(sync.moved_at);
        }
        self.store.commit(async |w| w.list_sync_store(sync).await).await?;
        Ok(())
    }

    async fn merge(&self, component: &ComponentAppid, rows: &[ListedAuthorizer]) -> Result<Synced, Error> {
        let appids: Vec<Appid> = rows.iter().map(|row| row.authorizer_appid.clone()).collect();
        let held = self.store.authorizers_held(component, &appids).await?;
        let mut merged = Synced { seen: rows.len() as u64, ..Synced::default() };
        let mut mends = Mends::default();
        for row in rows {
            match held.get(&row.authorizer_appid).map(Result::as_ref).transpose() {
                Ok(held) => self.compare(component, row, held, &mut mends),
                Err(error) => {
                    tracing::warn!(authorizer.appid = %row.authorizer_appid, %error, "what is stored of an account cannot be read");
                    merged.failed += 1;
                }
            }
        }
        for new in mends.new.chunks(AT_ONCE) {
            merged.added += self.store.commit(async |w| w.authorizers_add(new).await).await?;
        }
        for changes in mends.changed.chunks(AT_ONCE) {
            merged.updated += self.store.commit(async |w| apply(w, component, changes).await).await?;
            for change in changes {
                self.tokens.granted(component, change.appid()).await;
            }
        }
        Ok(merged)
    }

    /// What one row of WeChat's list calls for. Its refresh token is the one in force. Without one the code of this
    /// authorization was never exchanged: its push, or the merchant, brings the next one.
    fn compare(
        &self,
        component: &ComponentAppid,
        row: &ListedAuthorizer,
        held: Option<&HeldAuthorization>,
        mends: &mut Mends,
    ) {
        let Some(refresh) = row.refresh_token.clone().filter(|token| !token.is_empty()) else { return };
        let authorized_at = Timestamp::from_second(row.auth_time).unwrap_or_else(|_| self.clock.now());
        let grant = |refresh| self.grant_without_access(component, &row.authorizer_appid, authorized_at, refresh, None);
        let Some(held) = held else { return mends.new.push(grant(refresh)) };
        let stands = held.status == AuthorizerStatus::Authorized
            || held.unauthorized_at.is_some_and(|withdrawn_at| withdrawn_at >= authorized_at);
        if !stands {
            mends.changed.push(Change::Renew(grant(refresh)));
        } else if held.refresh.as_ref() != Some(&refresh) {
            let tokens = NewTokens {
                access: None,
                refresh: Some(refresh),
                source: RefreshTokenSource::AuthorizerList,
                obtained_at: self.clock.now(),
            };
            let appid = row.authorizer_appid.clone();
            mends.changed.push(Change::Tokens { appid, version: held.token_version, tokens });
        }
    }
}

impl Change {
    fn appid(&self) -> &Appid {
        match self {
            Self::Renew(grant) => &grant.appid,
            Self::Tokens { appid, .. } => appid,
        }
    }
}

/// Carries out changes in one unit; answers how many. Where somebody stored something newer in between, that stands.
async fn apply(w: &mut Writer, component: &ComponentAppid, changes: &[Change]) -> Result<u64, wxfleet_store::Error> {
    let mut count = 0;
    for change in changes {
        let done = match change {
            Change::Renew(grant) => w.authorizer_authorize(grant).await.map(|done| done != Authorized::Outdated),
            Change::Tokens { appid, version, tokens } => {
                w.authorizer_tokens_store(component, appid, *version, tokens).await.map(|_| true)
            }
        };
        match done {
            Ok(done) => count += u64::from(done),
            Err(wxfleet_store::Error::Stale) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(count)
}
