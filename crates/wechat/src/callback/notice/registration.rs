//! Fast registration of Mini Programs. The request had no id, so an answer is matched by what is in `info`.

use super::Field;
use crate::id::Appid;
use crate::secret::AuthorizationCode;

/// `notify_third_fasteregister` (spelled so): a Mini Program was made for a company or a person, or was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FastRegister {
    /// The new Mini Program, when there is one.
    pub appid: Option<Appid>,
    /// 0 for done; 100001 to 100003 the person did not confirm in time; 101 to 105 and 1000 to 1008 data refused.
    pub status: Option<i64>,
    /// To be exchanged for the tokens of the new Mini Program like any authorization code.
    pub auth_code: Option<AuthorizationCode>,
    /// WeChat's words.
    pub msg: String,
    /// What the request said.
    pub info: FastRegisterInfo,
}

impl FastRegister {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            appid: appid(root),
            status: root.int("status"),
            auth_code: root.secret("auth_code"),
            msg: root.string("msg"),
            info: root.child("info").map(FastRegisterInfo::read).unwrap_or_default(),
        }
    }
}

/// The data that a registration was asked for with; a company's or a person's, the rest is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FastRegisterInfo {
    /// The company's name.
    pub name: String,
    /// The company's registration code.
    pub code: String,
    /// What kind of code that is: 1 unified social credit code, 2 organisation code, 3 business licence number.
    pub code_type: Option<i64>,
    /// The WeChat id of the legal person.
    pub legal_persona_wechat: String,
    /// The legal person's name.
    pub legal_persona_name: String,
    /// The platform's telephone number.
    pub component_phone: String,
    /// A person's WeChat id.
    pub wxuser: String,
    /// A person's name.
    pub idname: String,
}

impl FastRegisterInfo {
    fn read(info: Field<'_>) -> Self {
        Self {
            name: info.string("name"),
            code: info.string("code"),
            code_type: info.int("code_type"),
            legal_persona_wechat: info.string("legal_persona_wechat"),
            legal_persona_name: info.string("legal_persona_name"),
            component_phone: info.string("component_phone"),
            wxuser: info.string("wxuser"),
            idname: info.string("idname"),
        }
    }
}

/// `notify_third_fastregisterbetaapp`: a trial Mini Program was made, or was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FastRegisterBetaApp {
    /// The trial Mini Program, when there is one.
    pub appid: Option<Appid>,
    /// 0 for done.
    pub status: Option<i64>,
    /// WeChat's words.
    pub msg: String,
    /// The id that the request was answered with.
    pub unique_id: String,
    /// The name that was asked for.
    pub name: String,
}

impl FastRegisterBetaApp {
    pub(super) fn read(root: Field<'_>) -> Self {
        let info = root.child("info");
        let of_info = |name| info.map(|info| info.string(name)).unwrap_or_default();
        Self {
            appid: appid(root),
            status: root.int("status"),
            msg: root.string("msg"),
            unique_id: of_info("unique_id"),
            name: of_info("name"),
        }
    }
}

/// `notify_third_fastverifybetaapp`: a trial Mini Program became a formal one, or did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FastVerifyBetaApp {
    /// The Mini Program.
    pub appid: Option<Appid>,
    /// 0 for done.
    pub status: Option<i64>,
    /// WeChat's words.
    pub msg: String,
    /// What the request said.
    pub info: FastRegisterInfo,
}

impl FastVerifyBetaApp {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            appid: appid(root),
            status: root.int("status"),
            msg: root.string("msg"),
            info: root.child("info").map(FastRegisterInfo::read).unwrap_or_default(),
        }
    }
}

/// The Mini Program. Where there is none the element is missing, and the platform's own `AppId` must not be taken for it.
fn appid(root: Field<'_>) -> Option<Appid> {
    root.children().find(|child| child.name() == "appid")?.text().trim().parse().ok()
}
