//! The journal: intents and outcomes. Entries are added and closed, never removed.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;
use wxfleet_model::journal::{Deed, Intent, JournalEntry, JournalId, Outcome};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::Error;
use crate::sql::{
    after_id, at, bytes, changed, insert_new, json, ms, plain, portion, table, to_json, uuid, window, word,
};
use crate::store::Store;
use crate::writer::Writer;

/// The word of an outcome that is not known.
const UNKNOWN: &str = "unknown";

table! {
    "journal" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Vec<u8>,
        actor: String,
        deed: String,
        component_appid: Option<String>,
        appid: Option<String>,
        request: String,
        instance: Vec<u8>,
        opened_at: i64,
        outcome: Option<String>,
        details: Option<String>,
        closed_at: Option<i64>,
    }
}
use row::{Column, Entity};

/// Which journal entries are wanted; the default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalFilter {
    /// On one platform.
    pub component_appid: Option<ComponentAppid>,
    /// On one account.
    pub appid: Option<Appid>,
    /// One deed.
    pub deed: Option<Deed>,
    /// Opened at this moment or later.
    pub since: Option<Timestamp>,
}

impl Store {
    /// Entries whose end is not known, the oldest first: those still open that were opened before `before` by a
    /// process other than `not_instance`, and those closed as unknown, whoever closed them.
    pub async fn journal_open_entries(
        &self,
        before: Option<Timestamp>,
        not_instance: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<JournalEntry>, Error> {
        let mut open = Condition::all().add(Column::Outcome.is_null());
        if let Some(before) = before {
            open = open.add(Column::OpenedAt.lt(ms(before)));
        }
        if let Some(instance) = not_instance {
            open = open.add(Column::Instance.ne(bytes(instance)));
        }
        let query = Entity::find()
            .filter(Condition::any().add(open).add(Column::Outcome.eq(UNKNOWN)))
            .order_by_asc(Column::Id)
            .limit(u64::from(limit));
        self.read(query.all(self.reads())).await?.into_iter().map(opened).collect()
    }

    /// Entries of one account, or of the component itself, for these deeds that are open or whose outcome is unknown, the
    /// oldest first.
    pub async fn journal_open_for(
        &self,
        component: &ComponentAppid,
        appid: Option<&Appid>,
        deeds: &[Deed],
    ) -> Result<Vec<JournalEntry>, Error> {
        let of_whom = match appid {
            Some(appid) => Column::Appid.eq(appid.as_str()),
            None => Column::Appid.is_null(),
        };
        let query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(of_whom)
            .filter(Column::Deed.is_in(deeds.iter().map(|deed| deed.as_str())))
            .filter(Column::Outcome.is_null().or(Column::Outcome.eq(UNKNOWN)))
            .order_by_asc(Column::Id);
        self.read(query.all(self.reads())).await?.into_iter().map(opened).collect()
    }

    /// One entry.
    pub async fn journal_by_id(&self, id: JournalId) -> Result<Option<JournalEntry>, Error> {
        self.read(Entity::find_by_id(bytes(id.0)).one(self.reads())).await?.map(opened).transpose()
    }

    /// The entries that pass the filter, the newest first.
    pub async fn journal(&self, filter: &JournalFilter, page: &PageRequest) -> Result<Page<JournalEntry>, Error> {
        let mut query = Entity::find();
        if let Some(component) = &filter.component_appid {
            query = query.filter(Column::ComponentAppid.eq(component.as_str()));
        }
        if let Some(appid) = &filter.appid {
            query = query.filter(Column::Appid.eq(appid.as_str()));
        }
        if let Some(deed) = filter.deed {
            query = query.filter(Column::Deed.eq(deed.as_str()));
        }
        if let Some(since) = filter.since {
            query = query.filter(Column::OpenedAt.gte(ms(since)));
        }
        if let Some(after) = after_id(page)? {
            query = query.filter(Column::Id.lt(after));
        }
        let rows = self.read(query.order_by_desc(Column::Id).limit(window(page)).all(self.reads())).await?;
        portion(rows, page, |row| uuid(&row.id).map(|id| id.to_string()).unwrap_or_default(), opened)
    }
}

impl Writer {
    /// Opens an entry: this is about to be done. `Taken` if one of its name is there.
    pub async fn journal_open(&mut self, intent: &Intent) -> Result<(), Error> {
        let row = row::ActiveModel {
            id: Set(bytes(intent.id.0)),
            actor: Set(plain(&intent.actor)),
            deed: Set(intent.deed.as_str().to_owned()),
            component_appid: Set(intent.component_appid.as_ref().map(|appid| appid.as_str().to_owned())),
            appid: Set(intent.appid.as_ref().map(|appid| appid.as_str().to_owned())),
            request: Set(to_json(&intent.request)),
            instance: Set(bytes(intent.instance)),
            opened_at: Set(ms(intent.opened_at)),
            outcome: Set(None),
            details: Set(None),
            closed_at: Set(None),
        };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Closes an entry with its outcome. An unknown outcome may be replaced once more is known; a final one stays, and
    /// then the answer is `Stale`.
    pub async fn journal_close(&mut self, id: JournalId, outcome: &Outcome, at: Timestamp) -> Result<(), Error> {
        let result = Entity::update_many()
            .col_expr(Column::Outcome, Expr::value(outcome.as_str()))
            .col_expr(Column::Details, Expr::value(to_json(outcome)))
            .col_expr(Column::ClosedAt, Expr::value(ms(at)))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::Outcome.is_null().or(Column::Outcome.eq(UNKNOWN)))
            .exec(&self.session)
            .await?;
        changed(&result)
    }
}

fn opened(row: row::Model) -> Result<JournalEntry, Error> {
    let outcome = match (row.details, row.closed_at) {
        (Some(details), Some(closed_at)) => Some((json::<Outcome>(&details)?, at(closed_at)?)),
        _ => None,
    };
    let intent = Intent {
        id: JournalId(uuid(&row.id)?),
        actor: row.actor,
        deed: word(&row.deed)?,
        component_appid: row.component_appid.as_deref().map(word).transpose()?,
        appid: row.appid.as_deref().map(word).transpose()?,
        request: json(&row.request)?,
        instance: uuid(&row.instance)?,
        opened_at: at(row.opened_at)?,
    };
    Ok(JournalEntry { intent, outcome })
}
