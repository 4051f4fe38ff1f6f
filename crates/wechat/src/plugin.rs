//! Plug-ins: asking for one, and, for its maker, who asks.

mod devplugin_agree;
mod devplugin_apply_list;
mod devplugin_delete;
mod devplugin_refuse;
mod plugin_apply;
mod plugin_list;
mod plugin_unbind;
mod plugin_update;

pub use devplugin_agree::DevpluginAgree;
pub use devplugin_apply_list::{
    DevpluginApplyList, DevpluginApplyListReply, DevpluginApplyListReplyApplyList,
    DevpluginApplyListReplyApplyListCategories,
};
pub use devplugin_delete::DevpluginDelete;
pub use devplugin_refuse::DevpluginRefuse;
pub use plugin_apply::PluginApply;
pub use plugin_list::{PluginList, PluginListReply, PluginListReplyPluginList};
pub use plugin_unbind::PluginUnbind;
pub use plugin_update::PluginUpdate;

use crate::endpoint::FieldError;

/// The plug-in that is meant.
fn check_plugin(appid: &str) -> Result<(), FieldError> {
    FieldError::unless(appid.starts_with("wx"), "plugin_appid", "must begin with wx", "必须以 wx 开头")
}
