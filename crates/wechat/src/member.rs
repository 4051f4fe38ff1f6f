//! Testers (体验成员): who may open the trial version of a Mini Program.
//!
//! People are named by their WeChat id when they are bound, and by a `userstr` ever after: WeChat never tells the WeChat
//! id again, so whoever wants to know the pair keeps it. All speak with the authorizer's token and need permission set
//! 18. Administrators of the account need no binding.

mod bind_tester;
mod memberauth;
mod unbind_tester;

pub use bind_tester::{BindTester, BoundTester};
pub use memberauth::{Memberauth, MemberauthAction, Tester, TesterList};
pub use unbind_tester::UnbindTester;
