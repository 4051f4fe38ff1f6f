//! Units of work: whole or not at all, and nobody suffers for another.

use std::future::pending;
use std::sync::Arc;

use tokio::sync::oneshot;
use wxfleet_model::observation::Fact;
use wxfleet_store::{Error, FaultKind, Store, Writer};

use crate::database::{Database, Engine, on_each_engine};
use crate::samples::at;

on_each_engine!(
    a_unit_that_fails_takes_nothing_with_it,
    a_caller_that_goes_away_leaves_nothing_behind,
    a_unit_that_does_not_end_is_ended,
    units_can_be_spawned_and_can_borrow,
);

async fn write(w: &mut Writer, value: &str) -> Result<(), Error> {
    w.observation_note(Fact::CodesIdentical, value, at(0)).await
}

async fn written(store: &Store) -> Vec<String> {
    let mut values: Vec<_> = store.observations().await.unwrap().into_iter().map(|seen| seen.value).collect();
    values.sort();
    values
}

async fn a_unit_that_fails_takes_nothing_with_it(database: Arc<Database>) {
    let store = database.open().await;
    let units: Vec<_> = (0..24)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .commit(async |w| {
                        write(w, &format!("{number:02}")).await?;
                        if number % 2 == 0 { Ok(()) } else { Err(Error::Stale) }
                    })
                    .await
            })
        })
        .collect();
    for (unit, number) in units.into_iter().zip(0..) {
        let expected = if number % 2 == 0 { Ok(()) } else { Err(Error::Stale) };
        assert_eq!(unit.await.unwrap(), expected);
    }
    let expected: Vec<_> = (0..24).step_by(2).map(|number| format!("{number:02}")).collect();
    assert_eq!(written(&store).await, expected);
    if database.engine == Engine::Sqlite {
        assert!(store.commits() <= 24, "a unit that failed is no reason for a commit of its own");
    }
    store.close().await;
}

async fn a_caller_that_goes_away_leaves_nothing_behind(database: Arc<Database>) {
    let store = database.open().await;
    let (tell, told) = oneshot::channel();
    let caller = tokio::spawn({
        let store = store.clone();
        async move {
            let unit = store.commit(async |w| {
                write(w, "gone").await?;
                tell.send(()).unwrap();
                pending::<()>().await;
                Ok(())
            });
            unit.await
        }
    });
    told.await.unwrap();
    caller.abort();
    store.commit(async |w| write(w, "stays").await).await.unwrap();
    assert!(caller.await.unwrap_err().is_cancelled());
    assert_eq!(written(&store).await, ["stays"]);
    store.close().await;
}

async fn a_unit_that_does_not_end_is_ended(database: Arc<Database>) {
    let mut options = database.options();
    options.commit_deadline = std::time::Duration::from_millis(300);
    let store = Store::open(options).await.unwrap();
    let stuck = store.commit(async |w| {
        write(w, "stuck").await?;
        pending::<Result<(), Error>>().await
    });
    let Err(Error::Unavailable(fault)) = stuck.await else { panic!("the deadline ends it") };
    assert_eq!(fault.kind, FaultKind::Deadline);
    store.commit(async |w| write(w, "next").await).await.unwrap();
    assert_eq!(written(&store).await, ["next"]);
    store.close().await;
}

async fn units_can_be_spawned_and_can_borrow(database: Arc<Database>) {
    let store = database.open().await;
    let values = ["a".to_owned(), "b".to_owned()];
    let borrowed = &values;
    let boxed: std::pin::Pin<Box<dyn Future<Output = Result<usize, Error>> + Send + '_>> =
        Box::pin(store.commit(async |w| {
            for value in borrowed {
                write(w, value).await?;
            }
            Ok(borrowed.len())
        }));
    assert_eq!(boxed.await, Ok(2));
    assert_eq!(written(&store).await, values);
    store.close().await;
}
