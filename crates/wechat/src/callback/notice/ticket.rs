//! `component_verify_ticket`: what fetching a component token takes. Pushed every ten minutes, good for twelve hours.

use super::Field;
use crate::secret::ComponentVerifyTicket;

/// A ticket. The one with the newest `CreateTime` wins, so tickets have no key to tell doubles by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketPush {
    /// The ticket, opaque.
    pub ticket: ComponentVerifyTicket,
}

impl TicketPush {
    pub(super) fn read(root: Field<'_>) -> Option<Self> {
        Some(Self { ticket: root.secret("ComponentVerifyTicket")? })
    }
}
