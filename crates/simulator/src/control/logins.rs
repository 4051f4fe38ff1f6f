//! Users who log in, and owners of Official Accounts who scan: what a phone would bring about.

use serde::Deserialize;

use super::ControlError;
use crate::simulator::Simulator;
use crate::world::registration::Confirmed;

/// A user who logs in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// To which account.
    pub appid: String,
    /// The user. None: somebody new.
    #[serde(default)]
    pub openid: Option<String>,
    /// What they agree to on an Official Account's page. None: `snsapi_base`.
    #[serde(default)]
    pub scope: Option<String>,
}

impl Simulator {
    /// A user logs in; returns the code that their Mini Program or browser gets.
    pub fn login_code(&self, login: &Login) -> Result<String, ControlError> {
        let scope = login.scope.as_deref().unwrap_or("snsapi_base");
        if !matches!(scope, "snsapi_base" | "snsapi_userinfo") {
            return Err(ControlError::Invalid("scope must be snsapi_base or snsapi_userinfo".to_owned()));
        }
        self.with_world(|world, now| {
            world.now = now;
            let code = world.login_code(&login.appid, login.openid.as_deref(), scope);
            code.ok_or_else(|| ControlError::no("merchant", &login.appid))
        })
    }

    /// Whoever was asked for a new Mini Program confirms, without waiting for their time.
    pub(crate) fn confirm_registration(&self, id: &str) -> Option<Confirmed> {
        self.with_world(|world, now| {
            world.now = now;
            world.confirm_registration(id)
        })
    }

    /// The owner of an Official Account agrees that the platform makes a Mini Program from it; returns the ticket.
    pub fn registration_ticket(&self, component_appid: &str, appid: &str) -> Result<String, ControlError> {
        self.with_world(|world, now| {
            world.now = now;
            let ticket = world.registration_ticket(component_appid, appid);
            ticket.ok_or_else(|| {
                ControlError::no("Official Account that authorizes this component with the appid", appid)
            })
        })
    }
}
