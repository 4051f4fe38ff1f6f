//! Authorization: from an operator's invitation over the merchant's click to the tokens of an account.
//!
//! Each visit of a merchant's page gets a `pre_auth_code` of its own. Its digest is stored with the invitation it
//! serves, and travels as `state` in the `redirect_uri`, so both ways back (the browser's redirect and WeChat's push,
//! which names the `pre_auth_code`) lead to the invitation, whichever comes first, and a redirect that belongs to no
//! visit of ours is not followed.
//!
//! Both ways carry a code for the same authorization. A code is exchanged once: its digest is claimed before the
//! exchange and marked done with it, under a lock. When the other way was faster, WeChat may refuse the second exchange
//! (61009, 61010); that is success when the account is stored with a grant at least as new, or when the visit that the
//! redirect belongs to has led to an account already.

mod status_page;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use url::Url;
use uuid::Uuid;
use wxfleet_model::authorizer::{AccessToken, Authorizer, AuthorizerStatus, RefreshTokenSource};
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::Deed;
use wxfleet_model::link::{AuthorizationLink, LinkClosed, LinkId, OpenedWith};
use wxfleet_model::observation::Fact;
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::{Claimed, NewAuthorization, Store, Writer};
use wxfleet_wechat::authorize::{self, AuthType};
use wxfleet_wechat::component::{ApiCreatePreauthcode, ApiQueryAuth, AuthorizationInfo};
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};
use wxfleet_wechat::secret::{AuthorizationCode, PreAuthCode};

use crate::authorizers::Authorizers;
use crate::components::Components;
use crate::digest::{digest, random_text};
use crate::error::{Conflict, Error, NotReady, What};
use crate::gate;
use crate::journal::Journal;
use crate::locks::Locks;
use crate::observations::Observations;
use crate::tokens::Tokens;
use crate::visits::Visits;

pub use self::status_page::AccountStatus;

const SHORTEST_INVITATION_SECS: i64 = 60;
const LONGEST_INVITATION_SECS: i64 = 30 * 86_400;
const USUAL_INVITATION_SECS: i64 = 7 * 86_400;

/// Codes that WeChat is reported to answer for an authorization code that was used or is over.
pub(crate) const CODE_SPENT: [Errcode; 2] = [Errcode(61009), Errcode(61010)];

/// An invitation to make.
#[derive(Debug, Clone, Default)]
pub struct NewLink {
    /// Which kinds of account; both when `None`.
    pub auth_type: Option<AuthType>,
    /// The one account that may answer.
    pub biz_appid: Option<Appid>,
    /// Permission sets to ask for; empty asks for all.
    pub category_ids: Vec<FuncscopeId>,
    /// Where the merchant goes afterwards.
    pub return_url: Option<Url>,
    /// The operator's own words.
    pub note: String,
    /// For how many seconds it is good: 60 to 2,592,000.
    pub expires_in_secs: Option<i64>,
}

/// An invitation that was just made, with links for use now.
#[derive(Debug, Clone)]
pub struct CreatedLink {
    /// The invitation.
    pub link: AuthorizationLink,
    /// The address to send to the merchant.
    pub url: String,
    /// WeChat's page for a desk computer.
    pub pc_url: String,
    /// WeChat's page for a phone inside WeChat.
    pub h5_url: String,
}

/// What a merchant's page needs for one visit.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The platform that asks.
    pub component_appid: ComponentAppid,
    /// What the ISV calls it.
    pub component_name: String,
    /// The invitation, when the visitor came by one.
    pub link: Option<AuthorizationLink>,
    /// WeChat's page for a desk computer.
    pub pc_url: String,
    /// WeChat's page for a phone inside WeChat.
    pub h5_url: String,
    /// Until when WeChat takes the two links; a new visit brings fresh ones.
    pub links_expire_at: Timestamp,
}

/// By which way an authorization code came back.
#[derive(Debug, Clone)]
enum Way {
    Redirect,
    Push { appid: Appid, at: Timestamp },
}

/// The visit that an authorization came of, as far as it is known.
#[derive(Debug, Clone, Copy, Default)]
struct Origin {
    /// The digest of the visit's `pre_auth_code`.
    visit: Option<[u8; 32]>,
    link: Option<LinkId>,
}

/// To which account a code led.
struct Exchanged {
    appid: Appid,
    /// Whether it had come before, by whichever way, and was exchanged then.
    before: bool,
}

/// The end of a merchant's visit.
#[derive(Debug, Clone)]
pub struct Returned {
    /// The account.
    pub authorizer: Authorizer,
    /// Where the merchant goes next, if the invitation says so.
    pub return_url: Option<String>,
    /// Where the merchant sees from now on how the account stands.
    pub status_url: Option<String>,
}

/// Where the pages of this server and of WeChat are.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// What WeChat and merchants see of this server, without a slash at the end.
    pub public_url: Url,
    /// `https://mp.weixin.qq.com`
    pub mp_base_url: Url,
    /// `https://open.weixin.qq.com`
    pub open_base_url: Url,
}

impl Addresses {
    /// An address below `public_url`. `path` begins with `/`.
    pub fn public(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }

    fn public_url(&self, path: &str) -> Url {
        Url::parse(&self.public(path)).unwrap_or_else(|_| self.public_url.clone())
    }
}

/// The service.
#[derive(Clone)]
pub struct Authorization {
    store: Store,
    clock: Arc<dyn Clock>,
    components: Components,
    tokens: Tokens,
    authorizers: Authorizers,
    journal: Journal,
    observations: Observations,
    addresses: Arc<Addresses>,
    exchanging: Arc<Locks<[u8; 32]>>,
    visits: Arc<Visits>,
}

impl Authorization {
    #[expect(clippy::too_many_arguments, reason = "the parts it uses, each by name")]
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        components: Components,
        tokens: Tokens,
        authorizers: Authorizers,
        journal: Journal,
        observations: Observations,
        addresses: Addresses,
    ) -> Self {
        Self {
            store,
            clock,
            components,
            tokens,
            authorizers,
            journal,
            observations,
            addresses: Arc::new(addresses),
            exchanging: Arc::new(Locks::new()),
            visits: Arc::default(),
        }
    }

    /// Makes an invitation.
    pub async fn create_link(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        new: NewLink,
    ) -> Result<CreatedLink, Error> {
        gate::on_component(actor, Action::LinkWrite, component)?;
        let link = self.new_link(component, new)?;
        self.components.live(component).await?;
        // Asked first: an invitation of a platform that cannot authorize anybody would only disappoint the merchant.
        let visit = self.start_visit(component, Some(&link)).await?;
        let secret = random_text();
        let url = self.addresses.public(&format!("/invite/{secret}"));
        let entry = self.journal.local(
            actor,
            Deed::LinkCreate,
            component,
            serde_json::json!({"id": link.id.0, "auth_type": link.auth_type.number(), "biz_appid": link.biz_appid, "note": link.note}),
        );
        let (token_digest, code) = (digest("invitation", &secret), visit.code);
        self.store
            .commit(async |w| {
                w.link_insert(&link, &token_digest).await?;
                code.write(w).await?;
                entry.write_done(w).await
            })
            .await?;
        Ok(CreatedLink { link, url, pc_url: visit.pc_url, h5_url: visit.h5_url })
    }

    /// A component's invitations, the newest first. None of them can be opened by what is shown of it.
    pub async fn links(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        page: PageRequest,
    ) -> Result<Page<AuthorizationLink>, Error> {
        gate::on_component(actor, Action::LinkRead, component)?;
        self.components.live(component).await?;
        Ok(self.store.links(component, &page).await?)
    }

    fn new_link(&self, component: &ComponentAppid, new: NewLink) -> Result<AuthorizationLink, Error> {
        let expires_in = new.expires_in_secs.unwrap_or(USUAL_INVITATION_SECS);
        if !(SHORTEST_INVITATION_SECS..=LONGEST_INVITATION_SECS).contains(&expires_in) {
            return Err(Error::invalid(
                "expires_in",
                "must be 60 to 2592000 seconds (30 days)",
                "必须在 60 到 2592000 秒（30 天）之间",
            ));
        }
        let created_at = self.clock.now();
        Ok(AuthorizationLink {
            id: LinkId(Uuid::now_v7()),
            component_appid: component.clone(),
            auth_type: new.auth_type.unwrap_or(AuthType::Both),
            biz_appid: new.biz_appid,
            category_ids: new.category_ids,
            return_url: new.return_url.map(String::from),
            note: new.note,
            created_at,
            expires_at: created_at + SignedDuration::from_secs(expires_in),
            opened: None,
            used: None,
        })
    }

    /// A merchant opens the component's own authorization page. Anybody can, and each visit costs a call to WeChat, so
    /// there is a bound; invitations, which only their holders know, have none.
    pub async fn visit(&self, component: &ComponentAppid) -> Result<Visit, Error> {
        self.components.live(component).await?;
        if !self.visits.admit(component, self.clock.now()) {
            return Err(NotReady::TooManyVisits.into());
        }
        self.visit_for(component, None).await
    }

    /// A merchant opens an invitation.
    pub async fn visit_invitation(&self, secret: &str, with: OpenedWith) -> Result<Visit, Error> {
        let link =
            self.store.link_by_digest(&digest("invitation", secret)).await?.ok_or(Error::NotFound(What::Invitation))?;
        link.open_at(self.clock.now()).map_err(|closed| match closed {
            LinkClosed::Used => Conflict::InvitationUsed,
            LinkClosed::Expired => Conflict::InvitationExpired,
        })?;
        self.visit_for(&link.component_appid.clone(), Some((link, with))).await
    }

    async fn visit_for(
        &self,
        component: &ComponentAppid,
        opened: Option<(AuthorizationLink, OpenedWith)>,
    ) -> Result<Visit, Error> {
        let live = self.components.live(component).await?;
        let visit = self.start_visit(component, opened.as_ref().map(|(link, _)| link)).await?;
        let (code, now) = (visit.code, self.clock.now());
        let noted = opened.as_ref().map(|(link, with)| (link.id, *with));
        self.store
            .commit(async |w| {
                if let Some((link, with)) = noted {
                    w.link_opened(link, with, now).await?;
                }
                code.write(w).await
            })
            .await?;
        let link = opened.map(|(link, _)| link);
        Ok(Visit {
            component_appid: component.clone(),
            component_name: live.name.clone(),
            link,
            pc_url: visit.pc_url,
            h5_url: visit.h5_url,
            links_expire_at: visit.links_expire_at,
        })
    }

    /// A `pre_auth_code` of its own for each visit: one code serves one authorization.
    async fn start_visit(
        &self,
        component: &ComponentAppid,
        link: Option<&AuthorizationLink>,
    ) -> Result<StartedVisit, Error> {
        let created = self.tokens.call_component(component, &ApiCreatePreauthcode::new(component.clone())).await?;
        self.observations.note(Fact::PreAuthCodeLife, &created.expires_in.to_string()).await;
        let digest = state_of(&created.pre_auth_code);
        let code = VisitCode {
            component: component.clone(),
            digest,
            link: link.map(|link| link.id),
            // The redirect may come a while after WeChat's page was opened with a code that was good then.
            expires_at: self.clock.now() + SignedDuration::from_secs(created.expires_in.max(0) + 3_600),
        };
        let redirect_uri =
            self.addresses.public_url(&format!("/authorize/{component}/return?state={}", hex::encode(digest)));
        let auth_type = link.map_or(AuthType::Both, |link| link.auth_type);
        let mut page =
            authorize::AuthorizationLink::new(component.clone(), created.pre_auth_code, redirect_uri, auth_type);
        if let Some(link) = link {
            page.biz_appid.clone_from(&link.biz_appid);
            page.category_id_list.clone_from(&link.category_ids);
        }
        Ok(StartedVisit {
            links_expire_at: self.clock.now() + SignedDuration::from_secs(created.expires_in.max(0)),
            code,
            pc_url: page.pc_url(&self.addresses.mp_base_url),
            h5_url: page.h5_url(&self.addresses.open_base_url),
        })
    }

    /// A merchant's browser comes back from WeChat's page. `state` must be one that we gave out.
    pub async fn returned(
        &self,
        component: &ComponentAppid,
        state: &str,
        code: AuthorizationCode,
        expires_in_secs: Option<i64>,
    ) -> Result<Returned, Error> {
        let digest = <[u8; 32]>::try_from(hex::decode(state).unwrap_or_default())
            .map_err(|_| Error::NotFound(What::Invitation))?;
        let visit = self
            .store
            .pre_auth_code_by_digest(&digest)
            .await?
            .filter(|visit| visit.component_appid == *component && visit.expires_at > self.clock.now())
            .ok_or(Error::NotFound(What::Invitation))?;
        if let Some(life) = expires_in_secs {
            self.observations.note(Fact::AuthorizationCodeLife, &life.to_string()).await;
        }
        let origin = Origin { visit: Some(digest), link: visit.link_id };
        let Exchanged { appid, before } = self.exchange(component, code, Way::Redirect, origin).await?;
        let stored = async || {
            let found = self.store.authorizer_by_appid(component, &appid).await?;
            found.ok_or(Error::NotFound(What::Authorizer))
        };
        let mut authorizer = stored().await?;
        // An address that is opened again asks WeChat nothing.
        if !before || authorizer.profile_read_at.is_none() {
            match self.authorizers.read_profile(component, &appid).await {
                Ok(()) => authorizer = stored().await?,
                // The merchant sees the page all the same; the push brings the profile, or the daily reconciliation does.
                Err(error) => {
                    tracing::warn!(authorizer.appid = %appid, %error, "the profile of an account could not be read yet");
                }
            }
        }
        // An invitation that is another account's leads nobody else on.
        let link = match visit.link_id {
            Some(link) => self.store.link_by_id(link).await?,
            None => None,
        };
        let is_for_it = |link: &AuthorizationLink| link.biz_appid.as_ref().is_none_or(|only| *only == appid);
        let return_url = link.filter(is_for_it).and_then(|link| link.return_url);
        let status_url = self.status_page_of(component, &appid).await;
        Ok(Returned { authorizer, return_url, status_url })
    }

    /// WeChat pushed a code for this account.
    pub(crate) async fn pushed(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        code: AuthorizationCode,
        pre_auth_code: Option<&PreAuthCode>,
        at: Timestamp,
    ) -> Result<(), Error> {
        let visit = pre_auth_code.map(state_of);
        let link = match &visit {
            Some(digest) => self.store.pre_auth_code_by_digest(digest).await?.and_then(|visit| visit.link_id),
            None => None,
        };
        let way = Way::Push { appid: appid.clone(), at };
        let Exchanged { appid, .. } = self.exchange(component, code, way, Origin { visit, link }).await?;
        self.authorizers.read_profile(component, &appid).await
    }

    /// Exchanges a code once, however often and by whichever way it comes.
    async fn exchange(
        &self,
        component: &ComponentAppid,
        code: AuthorizationCode,
        way: Way,
        origin: Origin,
    ) -> Result<Exchanged, Error> {
        let code_digest = digest("authorization_code", code.expose());
        let _single = self.exchanging.hold(&code_digest).await;
        let now = self.clock.now();
        let claimed =
            self.store.commit(async |w| w.authorization_code_claim(component, &code_digest, now).await).await?;
        let again = match claimed {
            Claimed::New => false,
            Claimed::Already { done: None, .. } => true,
            Claimed::Already { done: Some((_, appid)), .. } => {
                self.observations.note(Fact::CodesIdentical, "same").await;
                return Ok(Exchanged { appid, before: true });
            }
        };
        let endpoint = ApiQueryAuth::new(component.clone(), code);
        let appid = match self.tokens.call_component(component, &endpoint).await {
            Ok(queried) => {
                if again {
                    self.observations.note(Fact::UsedCodeAnswer, "accepted").await;
                }
                self.store_grant(component, code_digest, queried.authorization_info, &way, origin).await
            }
            Err(error) => self.recover_spent_code(component, code_digest, &way, origin, error).await,
        }?;
        Ok(Exchanged { appid, before: false })
    }

    async fn store_grant(
        &self,
        component: &ComponentAppid,
        code_digest: [u8; 32],
        info: AuthorizationInfo,
        way: &Way,
        origin: Origin,
    ) -> Result<Appid, Error> {
        let now = self.clock.now();
        let appid = info.authorizer_appid.clone();
        let authorized_at = match way {
            Way::Push { at, .. } => *at,
            Way::Redirect => now,
        };
        let func_info = Some(info.func_ids());
        let access = info.authorizer_access_token.map(|token| AccessToken {
            token,
            obtained_at: now,
            expires_at: now + SignedDuration::from_secs(info.expires_in.unwrap_or(0).max(0)),
        });
        let grant = NewAuthorization {
            component_appid: component.clone(),
            appid: appid.clone(),
            authorized_at,
            obtained_at: now,
            func_info,
            access,
            refresh: info.authorizer_refresh_token.filter(|token| !token.is_empty()),
            source: RefreshTokenSource::QueryAuth,
        };
        let entry = self.journal.local_on(
            &Actor::Merchant,
            Deed::Authorize,
            component,
            &appid,
            serde_json::json!({"invitation": origin.link.map(|link| link.0)}),
        );
        self.store
            .commit(async |w| {
                w.authorizer_authorize(&grant).await?;
                w.authorization_code_done(component, &code_digest, &appid, now).await?;
                origin.serve(w, &appid, now).await?;
                entry.write_done(w).await
            })
            .await?;
        self.tokens.granted(component, &appid).await;
        Ok(appid)
    }

    /// WeChat would not exchange the code. If the other way, or an earlier try of ours, was faster, all is well.
    async fn recover_spent_code(
        &self,
        component: &ComponentAppid,
        code_digest: [u8; 32],
        way: &Way,
        origin: Origin,
        error: Error,
    ) -> Result<Appid, Error> {
        let Some(errcode) = error.errcode().filter(|errcode| CODE_SPENT.contains(errcode)) else { return Err(error) };
        let Way::Push { appid, at } = way else {
            // The push may have carried another code of this same authorization, and have been faster.
            return self.served(origin).await?.ok_or(error);
        };
        self.observations.note(Fact::UsedCodeAnswer, &errcode.0.to_string()).await;
        let known = self.store.authorizer_by_appid(component, appid).await?;
        // The redirect's own clock may be a little ahead of or behind WeChat's.
        let slack = SignedDuration::from_mins(5);
        let is_newer = known
            .as_ref()
            .is_some_and(|row| row.status == AuthorizerStatus::Authorized && row.authorized_at + slack >= *at);
        if !is_newer && !self.authorizers.adopt(component, appid, *at).await? {
            return Err(error);
        }
        let now = self.clock.now();
        self.store
            .commit(async |w| {
                w.authorization_code_done(component, &code_digest, appid, now).await?;
                origin.serve(w, appid, now).await
            })
            .await?;
        Ok(appid.clone())
    }

    /// The account to which the visit has led already.
    async fn served(&self, origin: Origin) -> Result<Option<Appid>, Error> {
        let Some(digest) = origin.visit else { return Ok(None) };
        let visit = self.store.pre_auth_code_by_digest(&digest).await?;
        Ok(visit.and_then(|visit| visit.served).map(|(_, appid)| appid))
    }
}

/// What ties a redirect to a visit: a digest that only somebody who holds the `pre_auth_code` can name.
fn state_of(code: &PreAuthCode) -> [u8; 32] {
    digest("pre_auth_code", code.expose())
}

impl Origin {
    /// Notes what the visit led to, and marks its invitation as used. One that has served already stays as it is: two
    /// visits of the same invitation may both have been under way, and WeChat's authorization is a fact either way. So
    /// does one that is another account's: whoever put somebody else's code into the address uses nothing up.
    async fn serve(self, w: &mut Writer, appid: &Appid, at: Timestamp) -> Result<(), wxfleet_store::Error> {
        if let Some(visit) = &self.visit {
            w.pre_auth_code_served(visit, appid, at).await?;
        }
        let Some(link) = self.link else { return Ok(()) };
        match w.link_use(link, appid, at).await {
            Err(wxfleet_store::Error::Taken | wxfleet_store::Error::Stale) | Ok(()) => Ok(()),
            Err(other) => Err(other),
        }
    }
}

struct StartedVisit {
    links_expire_at: Timestamp,
    code: VisitCode,
    pc_url: String,
    h5_url: String,
}

struct VisitCode {
    component: ComponentAppid,
    digest: [u8; 32],
    link: Option<LinkId>,
    expires_at: Timestamp,
}

impl VisitCode {
    async fn write(self, w: &mut Writer) -> Result<(), wxfleet_store::Error> {
        w.pre_auth_code_insert(&self.component, &self.digest, self.link, self.expires_at).await
    }
}
