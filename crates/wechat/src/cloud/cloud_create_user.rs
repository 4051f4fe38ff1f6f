//! `POST /tcb/createclouduser` (`createCloudUser`, 开通云开发): open cloud development.
//!
//! Permission set: 49.
//!
//! Errcodes of its own: 85088 cloud development is not opened for the app.
//!
//! Not certain: Permission set 49 is named for cloud calls in general.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Open cloud development.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudCreateUser {}

impl CloudCreateUser {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for CloudCreateUser {
    const ID: &'static str = "cloud_create_user";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/tcb/createclouduser";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
