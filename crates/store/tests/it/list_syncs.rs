//! How far the reading of a component's list has come.

use std::sync::Arc;

use wxfleet_model::list_sync::{ListSync, Synced};

use crate::database::{Database, on_each_engine};
use crate::samples::{at, component, component_appid, component_secrets};

on_each_engine!(the_newest_reading_is_kept_and_goes_with_its_component);

async fn the_newest_reading_is_kept_and_goes_with_its_component(database: Arc<Database>) {
    let store = database.open().await;
    let appid = component_appid(1);
    store.commit(async |w| w.component_insert(&component(1), &component_secrets("1")).await).await.unwrap();
    assert_eq!(store.list_sync(&appid).await.unwrap(), None);
    let mut sync = ListSync::new(appid.clone(), at(1));
    store.commit(async |w| w.list_sync_store(&sync).await).await.unwrap();
    assert_eq!(store.list_sync(&appid).await.unwrap(), Some(sync.clone()));
    sync = ListSync {
        moved_at: at(5),
        broke_off_at: Some(at(6)),
        offset: 500,
        total: 1_200,
        synced: Synced { seen: 499, added: 7, updated: 3, failed: 1 },
        ..sync
    };
    store.commit(async |w| w.list_sync_store(&sync).await).await.unwrap();
    assert_eq!(store.list_sync(&appid).await.unwrap(), Some(sync.clone()));
    sync.ended_at = Some(at(9));
    store.commit(async |w| w.list_sync_store(&sync).await).await.unwrap();
    assert_eq!(store.list_sync(&appid).await.unwrap(), Some(sync));
    assert_eq!(store.list_sync(&component_appid(2)).await.unwrap(), None);
    store.commit(async |w| w.component_remove(&appid).await).await.unwrap();
    assert_eq!(store.list_sync(&appid).await.unwrap(), None);
    store.close().await;
}
