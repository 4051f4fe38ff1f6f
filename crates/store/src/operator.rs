//! Operators, with what proves who they are: sealed, or kept as a digest alone.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wxfleet_model::operator::{Credentials, Operator, OperatorId, PasswordHash, SecondFactorSecret, folded_name};
use wxfleet_model::permission::Role;

use crate::error::Error;
use crate::seal::{Keyring, Vault};
use crate::sql::{at, at_opt, bytes, changed, insert_new, ms, plain, short, table, uuid, word};
use crate::store::Store;
use crate::writer::Writer;

const PASSWORD: &str = "password";
const SECOND_FACTOR: &str = "second_factor";
const PENDING_SECOND_FACTOR: &str = "pending_second_factor";

table! {
    "operators" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Vec<u8>,
        name: String,
        folded_name: String,
        role: String,
        password: Vec<u8>,
        second_factor: Option<Vec<u8>>,
        pending_second_factor: Option<Vec<u8>>,
        second_factor_step: i64,
        created_at: i64,
        disabled_at: Option<i64>,
        last_signed_in_at: Option<i64>,
    }
}
use row::{Column, Entity};

mod recovery_code {
    //! What signs in once in the place of a second factor, by digest.

    use crate::sql::table;

    table! {
        "recovery_codes" {
            #[sea_orm(primary_key, auto_increment = false)]
            digest: Vec<u8>,
            operator_id: Vec<u8>,
        }
    }
    pub(super) use row::{ActiveModel, Column, Entity};
}

impl Store {
    /// All operators, disabled ones too, by name.
    pub async fn operators_all(&self) -> Result<Vec<Operator>, Error> {
        let query = Entity::find().order_by_asc(Column::FoldedName);
        self.read(query.all(&self.reads())).await?.iter().map(opened).collect()
    }

    /// Whether anybody was ever added.
    pub async fn operators_exist(&self) -> Result<bool, Error> {
        let query = Entity::find().select_only().column(Column::Id).limit(1).into_tuple::<Vec<u8>>();
        Ok(self.read(query.one(&self.reads())).await?.is_some())
    }

    /// One operator.
    pub async fn operator_by_id(&self, id: OperatorId) -> Result<Option<Operator>, Error> {
        let query = Entity::find_by_id(bytes(id.0));
        self.read(query.one(&self.reads())).await?.as_ref().map(opened).transpose()
    }

    /// What proves who an operator is, whichever case the name is written in.
    pub async fn credentials_by_name(&self, name: &str) -> Result<Option<Credentials>, Error> {
        let query = Entity::find().filter(Column::FoldedName.eq(short(&folded_name(name))));
        let row = self.read(query.one(&self.reads())).await?;
        row.map(|row| credentials(self.keys(), &row)).transpose()
    }

    /// The same by the name inside.
    pub async fn credentials_by_id(&self, id: OperatorId) -> Result<Option<Credentials>, Error> {
        let row = self.read(Entity::find_by_id(bytes(id.0)).one(&self.reads())).await?;
        row.map(|row| credentials(self.keys(), &row)).transpose()
    }

    /// How many recovery codes an operator has left.
    pub async fn recovery_codes_left(&self, id: OperatorId) -> Result<usize, Error> {
        use recovery_code::{Column, Entity};
        let query = Entity::find().filter(Column::OperatorId.eq(bytes(id.0)));
        Ok(self.read(query.all(&self.reads())).await?.len())
    }
}

impl Writer {
    /// Adds an operator. `Taken` if there is one of this name.
    pub async fn operator_insert(&mut self, operator: &Operator, password: &PasswordHash) -> Result<(), Error> {
        let row = row::ActiveModel {
            id: Set(bytes(operator.id.0)),
            name: Set(plain(&operator.name)),
            folded_name: Set(short(&folded_name(&operator.name))),
            role: Set(operator.role.as_str().to_owned()),
            password: Set(self.seal_of(operator.id, PASSWORD, password.expose().as_bytes())),
            second_factor: Set(None),
            pending_second_factor: Set(None),
            second_factor_step: Set(0),
            created_at: Set(ms(operator.created_at)),
            disabled_at: Set(operator.disabled_at.map(ms)),
            last_signed_in_at: Set(operator.last_signed_in_at.map(ms)),
        };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Gives an operator another role. `Stale` unless they are there.
    pub async fn operator_role_set(&mut self, id: OperatorId, role: Role) -> Result<(), Error> {
        self.operator_change(id, Column::Role, Expr::value(role.as_str())).await
    }

    /// Gives an operator another password. `Stale` unless they are there.
    pub async fn operator_password_set(&mut self, id: OperatorId, password: &PasswordHash) -> Result<(), Error> {
        let sealed = self.seal_of(id, PASSWORD, password.expose().as_bytes());
        self.operator_change(id, Column::Password, Expr::value(sealed)).await
    }

    /// Disables an operator, or lets them in again. `Stale` unless they are there.
    pub async fn operator_disabled_set(&mut self, id: OperatorId, at: Option<Timestamp>) -> Result<(), Error> {
        self.operator_change(id, Column::DisabledAt, Expr::value(at.map(ms))).await
    }

    /// Notes that an operator signed in. `Stale` unless they are there and may.
    pub async fn operator_signed_in(&mut self, id: OperatorId, at: Timestamp) -> Result<(), Error> {
        let result = Entity::update_many()
            .col_expr(Column::LastSignedInAt, Expr::value(ms(at)))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::DisabledAt.is_null())
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Whether an admin who may sign in is there besides this one.
    pub async fn other_admin_exists(&mut self, id: OperatorId) -> Result<bool, Error> {
        let query = Entity::find()
            .filter(Column::Role.eq(Role::Admin.as_str()))
            .filter(Column::DisabledAt.is_null())
            .filter(Column::Id.ne(bytes(id.0)));
        Ok(query.one(&self.session).await?.is_some())
    }

    /// Keeps a second factor of which no code was shown yet. `Stale` unless the operator is there.
    pub async fn second_factor_prepare(&mut self, id: OperatorId, secret: &SecondFactorSecret) -> Result<(), Error> {
        let sealed = self.seal_of(id, PENDING_SECOND_FACTOR, secret.expose());
        self.operator_change(id, Column::PendingSecondFactor, Expr::value(Some(sealed))).await
    }

    /// Switches a second factor on, or off. `Stale` unless the operator is there.
    pub async fn second_factor_set(
        &mut self,
        id: OperatorId,
        secret: Option<&SecondFactorSecret>,
    ) -> Result<(), Error> {
        let sealed = secret.map(|secret| self.seal_of(id, SECOND_FACTOR, secret.expose()));
        let result = Entity::update_many()
            .col_expr(Column::SecondFactor, Expr::value(sealed))
            .col_expr(Column::PendingSecondFactor, Expr::value(None::<Vec<u8>>))
            .filter(Column::Id.eq(bytes(id.0)))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Takes the code of one step of 30 seconds. `Stale` if it, or a later one, was taken before: a code that somebody
    /// read over a shoulder is worth nothing once it was used.
    pub async fn second_factor_step_take(&mut self, id: OperatorId, step: i64) -> Result<(), Error> {
        let result = Entity::update_many()
            .col_expr(Column::SecondFactorStep, Expr::value(step))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::SecondFactorStep.lt(step))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Keeps these recovery codes in the place of those there are.
    pub async fn recovery_codes_replace(&mut self, id: OperatorId, digests: &[[u8; 32]]) -> Result<(), Error> {
        use recovery_code::{ActiveModel, Column, Entity};
        Entity::delete_many().filter(Column::OperatorId.eq(bytes(id.0))).exec(&self.session).await?;
        for digest in digests {
            let row = ActiveModel { digest: Set(digest.to_vec()), operator_id: Set(bytes(id.0)) };
            if !insert_new(&self.session, row).await? {
                return Err(Error::Taken);
            }
        }
        Ok(())
    }

    /// Takes a recovery code; says whether it was there.
    pub async fn recovery_code_take(&mut self, id: OperatorId, digest: &[u8; 32]) -> Result<bool, Error> {
        use recovery_code::{Column, Entity};
        let result = Entity::delete_many()
            .filter(Column::Digest.eq(digest.to_vec()))
            .filter(Column::OperatorId.eq(bytes(id.0)))
            .exec(&self.session)
            .await?;
        Ok(result.rows_affected > 0)
    }

    async fn operator_change(&mut self, id: OperatorId, column: Column, to: Expr) -> Result<(), Error> {
        let result =
            Entity::update_many().col_expr(column, to).filter(Column::Id.eq(bytes(id.0))).exec(&self.session).await?;
        changed(&result)
    }

    fn seal_of(&self, id: OperatorId, column: &str, plain: &[u8]) -> Vec<u8> {
        self.keys.seal(Vault::Operators, column, &id.0.to_string(), plain)
    }
}

fn opened(row: &row::Model) -> Result<Operator, Error> {
    Ok(Operator {
        id: OperatorId(uuid(&row.id)?),
        name: row.name.clone(),
        role: word(&row.role)?,
        second_factor: row.second_factor.is_some(),
        created_at: at(row.created_at)?,
        disabled_at: at_opt(row.disabled_at)?,
        last_signed_in_at: at_opt(row.last_signed_in_at)?,
    })
}

fn credentials(keys: &Keyring, row: &row::Model) -> Result<Credentials, Error> {
    let operator = opened(row)?;
    let key = operator.id.0.to_string();
    let secret = |column: &str, sealed: Option<&Vec<u8>>| {
        let Some(sealed) = sealed else { return Ok(None) };
        let bits = keys.open(Vault::Operators, column, &key, sealed)?;
        let broken = |_| Error::corrupt(format!("{column} of {key} has not 20 bytes"));
        bits.as_slice().try_into().map(SecondFactorSecret::new).map(Some).map_err(broken)
    };
    let password = keys.open_text(Vault::Operators, PASSWORD, &key, &row.password)?;
    Ok(Credentials {
        password: PasswordHash::new(password.to_string()),
        second_factor: secret(SECOND_FACTOR, row.second_factor.as_ref())?,
        pending_second_factor: secret(PENDING_SECOND_FACTOR, row.pending_second_factor.as_ref())?,
        operator,
    })
}
