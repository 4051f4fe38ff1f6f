//! Drafts and templates: the platform's library of code, from which every authorizer's version is committed.
//!
//! Development Mini Programs that are bound to the platform upload into the draft box; [`Addtotemplate`] turns a draft
//! into a template. All four speak with the platform's token, sent as `access_token`. The library holds 200 templates.

mod addtotemplate;
mod deletetemplate;
mod gettemplatedraftlist;
mod gettemplatelist;

pub use addtotemplate::Addtotemplate;
pub use deletetemplate::Deletetemplate;
pub use gettemplatedraftlist::{Draft, DraftList, Gettemplatedraftlist};
pub use gettemplatelist::{Gettemplatelist, Template, TemplateCategory, TemplateList};
