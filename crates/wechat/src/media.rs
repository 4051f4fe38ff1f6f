//! Pictures, voices and videos: for three days (`media_…`), or kept (`material_…`).

mod material_add;
mod material_count;
mod material_delete;
mod material_get;
mod media_get;
mod media_upload;
mod media_uploadimg;

pub use material_add::{MaterialAdd, MaterialAddReply};
pub use material_count::{MaterialCount, MaterialCountReply};
pub use material_delete::MaterialDelete;
pub use material_get::MaterialGet;
pub use media_get::MediaGet;
pub use media_upload::{MediaUpload, MediaUploadReply};
pub use media_uploadimg::{MediaUploadimg, MediaUploadimgReply};
