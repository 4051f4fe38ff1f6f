//! Component verify tickets: the newest three of each component.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wxfleet_model::component::Ticket;
use wxfleet_wechat::id::ComponentAppid;
use wxfleet_wechat::secret::ComponentVerifyTicket;

use crate::error::Error;
use crate::seal::Vault;
use crate::sql::{at, insert_new, ms, table};
use crate::store::Store;
use crate::writer::{Session, Writer};

/// How many tickets of a component are kept.
const KEPT: u64 = 3;

table! {
    "tickets" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        created_at: i64,
        ticket: Vec<u8>,
        received_at: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// The component's tickets, the newest by WeChat's time first; three at most.
    pub async fn tickets(&self, component: &ComponentAppid) -> Result<Vec<Ticket>, Error> {
        let query = newest(component);
        let open = |row: row::Model| {
            let key = sealing_key(component, row.created_at);
            let ticket = self.keys().open_text(Vault::Tickets, "ticket", &key, &row.ticket)?;
            Ok(Ticket {
                ticket: ComponentVerifyTicket::new(ticket.as_str()),
                created_at: at(row.created_at)?,
                received_at: at(row.received_at)?,
            })
        };
        self.read(query.all(&self.reads())).await?.into_iter().map(open).collect()
    }
}

impl Writer {
    /// Keeps a ticket. An older one stands behind the newer ones, whenever it arrives; what is not among the newest
    /// three is dropped, and of two with one `CreateTime` the first stays.
    pub async fn ticket_keep(&mut self, component: &ComponentAppid, ticket: &Ticket) -> Result<(), Error> {
        let created_at = ms(ticket.created_at);
        let key = sealing_key(component, created_at);
        let row = row::ActiveModel {
            component_appid: Set(component.as_str().to_owned()),
            created_at: Set(created_at),
            ticket: Set(self.keys.seal(Vault::Tickets, "ticket", &key, ticket.ticket.expose().as_bytes())),
            received_at: Set(ms(ticket.received_at)),
        };
        insert_new(&self.session, row).await?;
        let kept = newest(component).all(&self.session).await?;
        if let Some(oldest) = kept.last() {
            Entity::delete_many()
                .filter(Column::ComponentAppid.eq(component.as_str()))
                .filter(Column::CreatedAt.lt(oldest.created_at))
                .exec(&self.session)
                .await?;
        }
        self.component_ticket_noted(component, ms(ticket.received_at)).await
    }
}

fn newest(component: &ComponentAppid) -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::ComponentAppid.eq(component.as_str())).order_by_desc(Column::CreatedAt).limit(KEPT)
}

fn sealing_key(component: &ComponentAppid, created_at: i64) -> String {
    format!("{component}|{created_at}")
}

/// Removes a component's tickets.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
