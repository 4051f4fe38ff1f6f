//! Cloud development: environments that the platform shares with its accounts, files, settings.

mod cloud_batch_delete_file;
mod cloud_batch_download_file;
mod cloud_component_batch_get_envid;
mod cloud_component_batch_share_env;
mod cloud_component_create_env;
mod cloud_component_describe_envs;
mod cloud_create_user;
mod cloud_get_callback_config;
mod cloud_get_env_info;
mod cloud_get_open_data;
mod cloud_get_qcloud_token;

pub use cloud_batch_delete_file::{
    CloudBatchDeleteFile, CloudBatchDeleteFileReply, CloudBatchDeleteFileReplyDeleteList,
};
pub use cloud_batch_download_file::{
    CloudBatchDownloadFile, CloudBatchDownloadFileFileList, CloudBatchDownloadFileReply,
    CloudBatchDownloadFileReplyFileList,
};
pub use cloud_component_batch_get_envid::{
    CloudComponentBatchGetEnvid, CloudComponentBatchGetEnvidReply, CloudComponentBatchGetEnvidReplyErrList,
    CloudComponentBatchGetEnvidReplyRelationData,
};
pub use cloud_component_batch_share_env::{
    CloudComponentBatchShareEnv, CloudComponentBatchShareEnvData, CloudComponentBatchShareEnvReply,
    CloudComponentBatchShareEnvReplyErrList,
};
pub use cloud_component_create_env::{CloudComponentCreateEnv, CloudComponentCreateEnvReply};
pub use cloud_component_describe_envs::{
    CloudComponentDescribeEnvs, CloudComponentDescribeEnvsReply, CloudComponentDescribeEnvsReplyInfoList,
};
pub use cloud_create_user::CloudCreateUser;
pub use cloud_get_callback_config::{
    CloudGetCallbackConfig, CloudGetCallbackConfigReply, CloudGetCallbackConfigReplyData,
    CloudGetCallbackConfigReplyDataContainerConfig, CloudGetCallbackConfigReplyDataFunctionConfig,
    CloudGetCallbackConfigReplyDataFunctionConfigCallbacks,
};
pub use cloud_get_env_info::{CloudGetEnvInfo, CloudGetEnvInfoReply, CloudGetEnvInfoReplyInfoList};
pub use cloud_get_open_data::{CloudGetOpenData, CloudGetOpenDataReply, CloudGetOpenDataReplyDataList};
pub use cloud_get_qcloud_token::{CloudGetQcloudToken, CloudGetQcloudTokenReply};
