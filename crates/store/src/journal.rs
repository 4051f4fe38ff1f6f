//! The journal: intents and outcomes. Entries are added and closed; only those that are over are ever forgotten. What is
//! over is bound together in `chain`.

mod chain;

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;
use wxfleet_model::journal::{Deed, EntryState, Intent, JournalEntry, JournalId, Outcome};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::Limits;
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::authorizer::within;
use crate::error::Error;
use crate::sql::{
    after_id, at, beginning, bytes, changed, insert_new, json, ms, place, plain, portion, table, to_json, uuid, window,
    word,
};
use crate::store::Store;
use crate::writer::Writer;

/// The word of an outcome that is not known.
const UNKNOWN: &str = EntryState::Unknown.as_str();

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
        link: Option<i64>,
        link_code: Option<Vec<u8>>,
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
    /// By this actor, as `permission::Actor::label` names it.
    pub actor: Option<String>,
    /// How it stands.
    pub state: Option<EntryState>,
    /// Refused with this code, by WeChat or by us in its place.
    pub errcode: Option<Errcode>,
    /// Opened at this moment or later.
    pub since: Option<Timestamp>,
    /// Opened before this moment.
    pub until: Option<Timestamp>,
    /// Only those about accounts within a key's limits.
    pub limits: Limits,
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
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
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
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
    }

    /// One entry.
    pub async fn journal_by_id(&self, id: JournalId) -> Result<Option<JournalEntry>, Error> {
        self.read(Entity::find_by_id(bytes(id.0)).one(&self.reads())).await?.map(opened).transpose()
    }

    /// The entries that pass the filter, the newest first.
    pub async fn journal(&self, filter: &JournalFilter, page: &PageRequest) -> Result<Page<JournalEntry>, Error> {
        let query = Entity::find().filter(matching(filter, page)?).order_by_desc(Column::Id).limit(window(page));
        let rows = self.read(query.all(&self.reads())).await?;
        portion(rows, page, |row| place(&row.id), opened)
    }

    /// The codes of WeChat's newest refusals since that moment, so many at most, the newest first.
    pub async fn journal_refusals(&self, since: Timestamp, limits: &Limits, limit: u32) -> Result<Vec<Errcode>, Error> {
        let query = Entity::find()
            .select_only()
            .column(Column::Details)
            .filter(Column::Outcome.eq(EntryState::Refused.as_str()))
            .filter(Column::OpenedAt.gte(ms(since)))
            .filter(within(limits, Column::ComponentAppid, Column::Appid))
            .order_by_desc(Column::Id)
            .limit(u64::from(limit))
            .into_tuple::<String>();
        let details = self.read(query.all(&self.reads())).await?;
        let code = |details: &String| match json::<Outcome>(details)? {
            Outcome::Refused { errcode, .. } => Ok(Some(errcode)),
            _ => Ok(None),
        };
        details.iter().filter_map(|details| code(details).transpose()).collect()
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
            link: Set(None),
            link_code: Set(None),
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

/// Entries of which nothing is left to find out.
fn is_over() -> Condition {
    Condition::all().add(Column::Outcome.is_not_null()).add(Column::Outcome.ne(UNKNOWN))
}

fn matching(filter: &JournalFilter, page: &PageRequest) -> Result<Condition, Error> {
    let state = filter.state.map(|state| match state {
        EntryState::Open => Column::Outcome.is_null(),
        ended => Column::Outcome.eq(ended.as_str()),
    });
    let all = Condition::all()
        .add_option(filter.component_appid.as_ref().map(|component| Column::ComponentAppid.eq(component.as_str())))
        .add_option(filter.appid.as_ref().map(|appid| Column::Appid.eq(appid.as_str())))
        .add_option(filter.deed.map(|deed| Column::Deed.eq(deed.as_str())))
        .add_option(filter.actor.as_ref().map(|actor| Column::Actor.eq(plain(actor))))
        .add_option(state)
        .add_option(filter.errcode.map(refused_with))
        .add_option(filter.since.map(|since| Column::OpenedAt.gte(ms(since))))
        .add_option(filter.until.map(|until| Column::OpenedAt.lt(ms(until))))
        .add_option(after_id(page)?.map(|after| Column::Id.lt(after)))
        .add(within(&filter.limits, Column::ComponentAppid, Column::Appid));
    Ok(all)
}

fn refused_with(errcode: Errcode) -> Condition {
    let refused = Outcome::Refused { errcode, errmsg: String::new(), rid: None };
    let declined = Outcome::Declined { errcode: Some(errcode), code: String::new(), reason: String::new() };
    let begins = |outcome: &Outcome, next: &str| Column::Details.like(beginning(&up_to(outcome, next)));
    Condition::any().add(begins(&refused, "errmsg")).add(begins(&declined, "code"))
}

/// How the details of such an outcome begin: the fields stand in the order in which [`Outcome`] names them.
fn up_to(outcome: &Outcome, field: &str) -> String {
    let text = to_json(outcome);
    let end = text.find(&format!("\"{field}\":")).unwrap_or(text.len());
    text[..end].to_owned()
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
