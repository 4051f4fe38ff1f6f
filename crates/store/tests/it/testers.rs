//! Testers by WeChat id, and confirm files.

use std::sync::Arc;

use wxfleet_model::tester::KnownTester;
use wxfleet_wechat::domain::ConfirmFile;

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, appid, at, component, component_appid, component_secrets};

on_each_engine!(a_tester_is_remembered_by_wechat_id, a_confirm_file_is_kept_under_its_name);

fn tester(wechatid: &str, userstr: &str, seconds: i64) -> KnownTester {
    KnownTester { wechatid: wechatid.to_owned(), userstr: userstr.to_owned(), bound_at: at(seconds) }
}

async fn a_tester_is_remembered_by_wechat_id(database: Arc<Database>) {
    let store = database.open().await;
    let (home, mini) = (component_appid(1), appid(1));
    let (amy, upper, zoe) = (tester("amy", NASTY, 1), tester("Amy", "u-2", 2), tester("zoe_1", "u-3", 3));
    store
        .commit(async |w| {
            w.component_insert(&component(1), &component_secrets("a")).await?;
            for one in [&zoe, &upper, &amy] {
                w.tester_remember(&home, &mini, one).await?;
            }
            w.tester_remember(&home, &appid(2), &tester("amy", "other", 9)).await
        })
        .await
        .unwrap();
    let known = store.testers(&home, &mini).await.unwrap();
    assert_eq!(known.len(), 3, "WeChat ids are told apart to the letter");
    assert!(known.contains(&amy) && known.contains(&upper) && known.contains(&zoe));
    let again = tester("amy", "u-1", 5);
    store.commit(async |w| w.tester_remember(&home, &mini, &again).await).await.unwrap();
    assert!(store.testers(&home, &mini).await.unwrap().contains(&again), "the newer name replaces the older");
    let forget = async |wechatid: &str| store.commit(async |w| w.tester_forget(&home, &mini, wechatid).await).await;
    assert_eq!((forget("amy").await, forget("amy").await), (Ok(true), Ok(false)));
    assert_eq!(store.testers(&home, &mini).await.unwrap().len(), 2);
    assert_eq!(store.testers(&home, &appid(2)).await.unwrap().len(), 1, "of the other account nothing is forgotten");
    store.commit(async |w| w.component_remove(&home).await).await.unwrap();
    assert!(store.testers(&home, &mini).await.unwrap().is_empty());
    store.close().await;
}

async fn a_confirm_file_is_kept_under_its_name(database: Arc<Database>) {
    let store = database.open().await;
    let home = component_appid(1);
    let file = |name: &str, content: &str| ConfirmFile { file_name: name.to_owned(), file_content: content.to_owned() };
    let keep = async |appid: Option<u32>, file: ConfirmFile| {
        let appid = appid.map(crate::samples::appid);
        store.commit(async |w| w.confirm_file_keep(&home, appid.as_ref(), &file, at(1)).await).await.unwrap();
    };
    store.commit(async |w| w.component_insert(&component(1), &component_secrets("a")).await).await.unwrap();
    keep(None, file("AbC.txt", "one")).await;
    keep(Some(1), file("abc.txt", NASTY)).await;
    assert_eq!(store.confirm_file("AbC.txt").await.unwrap().as_deref(), Some("one"));
    assert_eq!(store.confirm_file("abc.txt").await.unwrap().as_deref(), Some(NASTY));
    assert_eq!(store.confirm_file("ABC.txt").await.unwrap(), None);
    keep(None, file("AbC.txt", "two")).await;
    keep(None, file("AbC.txt", "two")).await;
    assert_eq!(store.confirm_file("AbC.txt").await.unwrap().as_deref(), Some("two"));
    store.commit(async |w| w.component_remove(&home).await).await.unwrap();
    assert_eq!(store.confirm_file("abc.txt").await.unwrap(), None);
    store.close().await;
}
