//! Accounts: looking at them, changing them, and what their owners decide.

use serde::{Deserialize, Serialize};

use super::ControlError;
use crate::generate;
use crate::pages::authorize::return_url;
use crate::simulator::Simulator;
use crate::world::World;
use crate::world::authorization::Offer;
use crate::world::merchant::{AccountKind, Profile};

/// A version in a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionView {
    /// The template it was made of.
    pub template_id: i64,
    /// The version.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// When it was committed, submitted or released.
    pub at: jiff::Timestamp,
}

/// An account with what it granted and how its code stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MerchantView {
    /// Who it is.
    #[serde(flatten)]
    pub profile: Profile,
    /// To which components it granted which sets.
    pub grants: Vec<GrantView>,
    /// The trial version.
    pub trial: Option<VersionView>,
    /// The `ext_json` of the trial version, byte for byte.
    pub trial_ext_json: Option<String>,
    /// The latest submission.
    pub audit: Option<VersionView>,
    /// Its number and WeChat's number of its state.
    pub audit_state: Option<(i64, i64)>,
    /// The version online.
    pub online: Option<VersionView>,
}

/// What an account granted to one component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GrantView {
    /// The component.
    pub component_appid: String,
    /// The sets.
    pub func_ids: Vec<i64>,
    /// When.
    pub authorized_at: jiff::Timestamp,
    /// Whether the authorization code was exchanged.
    pub exchanged: bool,
}

/// An authorization without a browser.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authorize {
    /// The code that the platform made for it.
    pub pre_auth_code: String,
    /// The account that confirms.
    pub appid: String,
    /// The sets it ticks. None: all it has.
    #[serde(default)]
    pub func_ids: Option<Vec<i64>>,
    /// Where the browser would return to.
    #[serde(default)]
    pub redirect_uri: Option<String>,
}

/// What came of an authorization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Authorized {
    /// The component.
    pub component_appid: String,
    /// Where the browser goes now; None without a `redirect_uri`, or where the merchant closed the page.
    pub redirect_url: Option<String>,
    /// The authorization code in it.
    pub authorization_code: Option<String>,
    /// Seconds for which it is good.
    pub expires_in: i64,
}

fn version(template_id: i64, user_version: &str, user_desc: &str, at: jiff::Timestamp) -> VersionView {
    VersionView { template_id, user_version: user_version.to_owned(), user_desc: user_desc.to_owned(), at }
}

fn view(world: &World, profile: Profile) -> MerchantView {
    let appid = profile.appid.clone();
    let code = world.code.get(&appid);
    let trial = code.and_then(|code| code.trial.as_ref());
    let audit = world.latest_audit(&appid);
    let online = code.and_then(|code| code.online());
    let grants = world.components.iter().filter_map(|(component, home)| {
        let grant = home.grants.get(&appid)?;
        Some(GrantView {
            component_appid: component.clone(),
            func_ids: grant.func_ids.clone(),
            authorized_at: grant.authorized_at,
            exchanged: grant.refresh_token.is_some(),
        })
    });
    MerchantView {
        grants: grants.collect(),
        trial: trial.map(|one| version(one.template_id, &one.user_version, &one.user_desc, one.committed_at)),
        trial_ext_json: trial.map(|one| one.ext_json.clone()),
        audit: audit.map(|one| version(one.template_id, &one.user_version, &one.user_desc, one.submitted_at)),
        audit_state: audit.map(|one| (one.auditid, one.status.number())),
        online: online.map(|one| version(one.template_id, &one.user_version, &one.user_desc, one.released_at)),
        profile,
    }
}

/// WeChat's test accounts for the release check: an Official Account and a Mini Program in each group, appid and
/// original id.
const RELEASE_CHECK: [[(&str, &str); 2]; 5] = [
    [("wx570bc396a51b8ff8", "gh_3c884a361561"), ("wxd101a85aa106f53e", "gh_8dad206e9538")],
    [("wx9252c5e0bb1836fc", "gh_c0f28a78b318"), ("wxc39235c15087f6f3", "gh_905ae9d01059")],
    [("wx8e1097c5bc82cde9", "gh_3f222ed8d140"), ("wx7720d01d4b2a4500", "gh_393666f1fdf4")],
    [("wx14550af28c71a144", "gh_26128078e9ab"), ("wx05d483572dcd5d8b", "gh_39abb5d4e1b7")],
    [("wxa35b9c23cfe664eb", "gh_2b3713f184a6"), ("wx5910277cae6fd970", "gh_7818dcb60240")],
];

fn release_check_account(appid: &str, user_name: &str, kind: AccountKind) -> Profile {
    let available_sets = match kind {
        AccountKind::MiniProgram => generate::MINI_PROGRAM_SETS.to_vec(),
        AccountKind::OfficialAccount => generate::OFFICIAL_ACCOUNT_SETS.to_vec(),
    };
    Profile {
        appid: appid.to_owned(),
        user_name: user_name.to_owned(),
        nick_name: "全网发布检测".to_owned(),
        alias: String::new(),
        principal_name: "腾讯".to_owned(),
        signature: String::new(),
        kind,
        categories: Vec::new(),
        available_sets,
        service_type: 0,
        verify_type: 0,
        register_type: 0,
        account_status: 1,
        named: true,
        unpermitted_private_apis: Vec::new(),
    }
}

/// The component whose code it is, and the sets that the account would tick.
fn plan(world: &World, request: &Authorize) -> Result<(String, Vec<i64>), ControlError> {
    let known = |name: &&String| {
        world.components.get(*name).is_some_and(|home| home.pre_auth_codes.contains_key(&request.pre_auth_code))
    };
    let component = world.components.keys().find(known).cloned();
    let component = component.ok_or(crate::pages::codes::PageCode::BAD_PRE_AUTH_CODE)?;
    let profile =
        world.merchants.profile(&request.appid).ok_or_else(|| ControlError::no("merchant", &request.appid))?;
    let mut sets = Offer::default().sets_of(&profile);
    if let Some(wanted) = &request.func_ids {
        sets.retain(|id| wanted.contains(id));
    }
    Ok((component, sets))
}

impl Simulator {
    /// The appids of all merchants: Mini Programs, then Official Accounts, then added ones.
    pub fn appids(&self) -> Vec<String> {
        self.with_world(|world, _| world.merchants.appids().collect())
    }

    /// How many merchants there are.
    pub fn merchant_count(&self) -> usize {
        self.with_world(|world, _| world.merchants.len())
    }

    /// One merchant.
    pub fn merchant(&self, appid: &str) -> Result<MerchantView, ControlError> {
        self.with_world(|world, _| {
            let profile = world.merchants.profile(appid).ok_or_else(|| ControlError::no("merchant", appid))?;
            Ok(view(world, profile))
        })
    }

    /// Merchants whose name or appid contains `search`, in the order of [`Simulator::appids`].
    pub fn merchants(&self, search: &str, offset: usize, limit: usize) -> Vec<MerchantView> {
        self.with_world(|world, _| {
            let all = world.merchants.appids().filter_map(|appid| world.merchants.profile(&appid));
            all.filter(|profile| profile.nick_name.contains(search) || profile.appid.contains(search))
                .skip(offset)
                .take(limit)
                .map(|profile| view(world, profile))
                .collect()
        })
    }

    /// Adds the two test accounts that one of the five groups of WeChat's release check uses; returns the appids of the
    /// Official Account and the Mini Program. [`Simulator::release_check`] plays the whole check; parts of it are for the
    /// caller to play: [`Simulator::authorize`], [`Simulator::authorization_code`], [`Simulator::send_message`].
    pub fn add_release_check_accounts(&self, group: usize) -> [String; 2] {
        let [official, mini] = RELEASE_CHECK[group % RELEASE_CHECK.len()];
        self.put_merchant(release_check_account(official.0, official.1, AccountKind::OfficialAccount));
        self.put_merchant(release_check_account(mini.0, mini.1, AccountKind::MiniProgram));
        [official.0.to_owned(), mini.0.to_owned()]
    }

    /// Adds a merchant, or replaces who one is. What it granted and its code stay.
    pub fn put_merchant(&self, profile: Profile) {
        self.with_world(|world, _| world.merchants.put(profile));
    }

    /// Changes who a merchant is.
    pub fn change_merchant(&self, appid: &str, change: impl FnOnce(&mut Profile)) -> Result<(), ControlError> {
        self.with_world(|world, _| {
            let mut profile = world.merchants.profile(appid).ok_or_else(|| ControlError::no("merchant", appid))?;
            change(&mut profile);
            world.merchants.put(profile);
            Ok(())
        })
    }

    /// The merchant confirms an authorization, without a browser. On the timer the push is carried before this
    /// returns, where the switches say that it comes first.
    pub async fn authorize(&self, request: &Authorize) -> Result<Authorized, ControlError> {
        let (component, consent) = self.with_world(|world, now| {
            let (component, sets) = plan(world, request)?;
            let consent = world.authorize(&component, &request.pre_auth_code, &request.appid, &sets, now)?;
            Ok::<_, ControlError>((component, consent))
        })?;
        self.push_before_redirect(&consent).await;
        Ok(Authorized {
            component_appid: component,
            redirect_url: request.redirect_uri.as_deref().and_then(|uri| return_url(uri, &consent)),
            authorization_code: consent.redirect_code,
            expires_in: consent.expires_in,
        })
    }

    /// The first `count` accounts of the fleet authorized long ago, to a server that is gone, as with a platform that
    /// moves from another program: WeChat lists them with refresh tokens, and pushes nothing. Returns how many there are.
    pub fn authorize_before(&self, component_appid: &str, count: usize) -> Result<usize, ControlError> {
        self.with_world(|world, now| {
            if !world.components.contains_key(component_appid) {
                return Err(ControlError::no("component", component_appid));
            }
            Ok(world.authorize_before(component_appid, count, now))
        })
    }

    /// The merchant withdraws the authorization.
    pub fn deauthorize(&self, component_appid: &str, appid: &str) -> Result<(), ControlError> {
        let push = self.with_world(|world, now| world.deauthorize(component_appid, appid, now));
        push.map(drop).ok_or_else(|| ControlError::no("authorizer", appid))
    }

    /// The merchant changes the granted sets. Returns whether that changed anything.
    pub fn change_sets(&self, component_appid: &str, appid: &str, func_ids: Vec<i64>) -> Result<bool, ControlError> {
        self.with_world(|world, now| {
            if world.grant(component_appid, appid).is_none() {
                return Err(ControlError::no("authorizer", appid));
            }
            Ok(world.change_sets(component_appid, appid, func_ids, now))
        })
    }

    /// A fresh authorization code of an authorizer that no push tells of, as the release check sends one in a message.
    pub fn authorization_code(&self, component_appid: &str, appid: &str) -> Result<String, ControlError> {
        self.with_world(|world, now| {
            if world.grant(component_appid, appid).is_none() {
                return Err(ControlError::no("authorizer", appid));
            }
            Ok(world.new_auth_code(component_appid, appid, now))
        })
    }
}
