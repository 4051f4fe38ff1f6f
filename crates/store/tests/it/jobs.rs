//! Jobs and their items, and views that operators saved.

use std::sync::Arc;

use uuid::Uuid;
use wxfleet_model::job::{
    Counts, End, ItemState, ItemStateWord, Job, JobId, JobState, Maker, Skip, Stop, Trouble, Work,
};
use wxfleet_model::operator::OperatorId;
use wxfleet_model::page::PageRequest;
use wxfleet_model::view::{View, ViewId};
use wxfleet_store::{AuthorizerFilter, ClaimedItem, Error, Hold, JobFilter, Selection, Store};
use wxfleet_wechat::errcode::Errcode;

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, appid, at, authorization, component, component_appid, component_secrets};

on_each_engine!(
    a_job_is_filled_in_portions_that_do_not_cross,
    items_are_taken_by_one_alone_and_come_to_an_end_that_is_counted,
    what_was_left_behind_is_taken_again,
    what_failed_is_taken_up_again_unless_the_job_was_cancelled,
    old_jobs_are_forgotten_with_their_items,
    a_job_rests_and_goes_with_its_component,
    appids_are_read_in_portions_and_told_from_unknown_ones,
    views_are_kept_for_each_operator,
);

/// A job over the first so many accounts, ready to be carried out.
async fn running(store: &Store, count: u32) -> Job {
    let mut job = Job::new(
        component_appid(1),
        Work::Labels { add: vec![NASTY.to_owned()], remove: vec![] },
        (Maker::Operator(OperatorId(Uuid::from_u128(7))), "operator:amy".to_owned()),
        at(0),
    );
    let appids: Vec<_> = (1..=count).map(appid).collect();
    let selection = Selection::Picked { appids: appids.clone() };
    store.commit(async |w| w.job_insert(&job, &selection).await).await.unwrap();
    store.commit(async |w| w.job_fill(job.id, None, &appids, at(0)).await).await.unwrap();
    store.commit(async |w| w.job_move(job.id, &job.state, &JobState::Running, at(1)).await).await.unwrap();
    job = store.job_by_id(job.id).await.unwrap().unwrap();
    assert_eq!(job.counts.total, u64::from(count));
    job
}

fn hold(holder: u128, since: i64, until: i64) -> Hold {
    Hold { holder: Uuid::from_u128(holder), since: at(since), until: at(until) }
}

async fn over(store: &Store, id: JobId, item: &ClaimedItem, end: End, now: i64) -> Result<(), Error> {
    store.commit(async |w| w.job_item_over(id, item, &end, at(now)).await).await
}

fn refused() -> Trouble {
    Trouble::Refused { errcode: Errcode(85001), errmsg: NASTY.to_owned(), rid: Some("r-1".to_owned()) }
}

async fn a_job_is_filled_in_portions_that_do_not_cross(database: Arc<Database>) {
    let store = database.open().await;
    let job = Job::new(component_appid(1), Work::Refresh, (Maker::System, "system".to_owned()), at(0));
    let filter = AuthorizerFilter { q: Some(NASTY.to_owned()), ..AuthorizerFilter::default() };
    let selection = Selection::Matching { filter: Box::new(filter) };
    store.commit(async |w| w.job_insert(&job, &selection).await).await.unwrap();
    assert_eq!(store.job_by_id(job.id).await.unwrap(), Some(job.clone()));
    assert_eq!(store.jobs_under_way(at(9)).await.unwrap(), std::slice::from_ref(&job));
    let filling = store.job_filling(job.id).await.unwrap().unwrap();
    assert_eq!((filling.selection, filling.filled_to), (selection, None));

    let fill = async |after: Option<u32>, appids: &[u32]| {
        let (after, appids) = (after.map(appid), appids.iter().copied().map(appid).collect::<Vec<_>>());
        store.commit(async |w| w.job_fill(job.id, after.as_ref(), &appids, at(0)).await).await
    };
    fill(None, &[1, 2]).await.unwrap();
    assert_eq!(fill(None, &[1, 2]).await, Err(Error::Stale), "another server was quicker");
    fill(Some(2), &[3]).await.unwrap();
    let filled = store.job_by_id(job.id).await.unwrap().unwrap();
    assert_eq!(filled.counts, Counts { total: 3, ..Counts::default() });
    assert_eq!(store.job_filling(job.id).await.unwrap().unwrap().filled_to, Some(appid(3)));
    let run = async || store.commit(async |w| w.job_move(job.id, &job.state, &JobState::Running, at(5)).await).await;
    run().await.unwrap();
    assert_eq!(run().await, Err(Error::Stale));
    assert_eq!(fill(Some(3), &[4]).await, Err(Error::Stale), "it is carried out already");
    let running = store.job_by_id(job.id).await.unwrap().unwrap();
    assert_eq!((running.state, running.started_at), (JobState::Running, at(5)));
    store.close().await;
}

async fn items_are_taken_by_one_alone_and_come_to_an_end_that_is_counted(database: Arc<Database>) {
    let store = database.open().await;
    let job = running(&store, 5).await;
    let claim = async |limit| store.job_items_claim(job.id, &hold(1, 10, 300), limit).await.unwrap();
    let first = claim(3).await;
    let rest = claim(9).await;
    assert_eq!((first.len(), rest.len(), claim(9).await.len()), (3, 2, 0), "nobody takes what is taken");
    let mut appids: Vec<_> = first.iter().chain(&rest).map(|item| item.appid.clone()).collect();
    appids.sort_unstable();
    assert_eq!(appids, (1..=5).map(appid).collect::<Vec<_>>());
    assert!(first.iter().all(|item| item.tries == 1 && item.left_since.is_none()));
    assert!(!store.commit(async |w| w.job_end_if_over(job.id, at(11)).await).await.unwrap());

    over(&store, job.id, &first[0], End::Done, 12).await.unwrap();
    assert_eq!(over(&store, job.id, &first[0], End::Done, 12).await, Err(Error::Stale), "an end is counted once");
    over(&store, job.id, &first[1], End::Already, 13).await.unwrap();
    over(&store, job.id, &first[2], End::Skipped(Skip::Unauthorized), 14).await.unwrap();
    over(&store, job.id, &rest[0], End::Failed(refused()), 15).await.unwrap();
    let put_off =
        store.commit(async |w| w.job_item_put_off(job.id, &rest[1], (at(60), 1), &Trouble::NoAnswer).await).await;
    put_off.unwrap();
    assert!(claim(9).await.is_empty(), "it is not due yet");
    let waiting = store.job_held_up(job.id, at(20)).await.unwrap().unwrap();
    assert_eq!(waiting.state, ItemState::Waiting { due_at: at(60), held_up_by: Some(Trouble::NoAnswer) });
    assert_eq!(store.job_held_up(job.id, at(60)).await.unwrap(), None);

    let again = store.job_items_claim(job.id, &hold(1, 60, 300), 9).await.unwrap();
    assert_eq!((again.len(), again[0].tries), (1, 2));
    over(&store, job.id, &again[0], End::Done, 61).await.unwrap();
    let counts = Counts { total: 5, done: 2, already: 1, skipped: 1, failed: 1 };
    let now = store.job_by_id(job.id).await.unwrap().unwrap();
    assert_eq!((now.counts, now.moved_at, now.state), (counts, at(61), JobState::Running));
    let end = async || store.commit(async |w| w.job_end_if_over(job.id, at(62)).await).await.unwrap();
    assert_eq!((end().await, end().await), (true, false));
    assert_eq!(store.job_by_id(job.id).await.unwrap().unwrap().state, JobState::Ended { at: at(62) });
    assert!(store.jobs_under_way(at(99)).await.unwrap().is_empty());

    let page = async |state, limit, after: Option<String>| {
        store.job_items(job.id, state, &PageRequest { limit, after }).await.unwrap()
    };
    let failed = page(Some(ItemStateWord::Failed), 9, None).await.items;
    assert_eq!(
        (&failed[0].appid, &failed[0].state),
        (&rest[0].appid, &ItemState::Over { at: at(15), end: End::Failed(refused()) })
    );
    let skipped = page(Some(ItemStateWord::Skipped), 9, None).await.items;
    assert_eq!(skipped[0].state, ItemState::Over { at: at(14), end: End::Skipped(Skip::Unauthorized) });
    let two = page(None, 2, None).await;
    let three = page(None, 9, two.next.clone()).await;
    assert_eq!((two.items.len(), three.items.len(), three.next), (2, 3, None));
    store.close().await;
}

async fn what_was_left_behind_is_taken_again(database: Arc<Database>) {
    let store = database.open().await;
    let job = running(&store, 1).await;
    let first = store.job_items_claim(job.id, &hold(1, 10, 300), 9).await.unwrap();
    let by_another = store.job_items_claim(job.id, &hold(2, 20, 320), 9).await.unwrap();
    // The one server of a SQLite database knows that any other is gone; elsewhere the hold has to end.
    assert_eq!(by_another.len(), usize::from(store.is_exclusive()));
    let later = store.job_items_claim(job.id, &hold(3, 400, 700), 9).await.unwrap();
    assert_eq!((later.len(), later[0].tries), (1, 1), "a try that came to nothing does not count");
    let left_since = if store.is_exclusive() { at(20) } else { at(10) };
    assert_eq!(later[0].left_since, Some(left_since));
    assert_eq!(over(&store, job.id, &first[0], End::Done, 401).await, Err(Error::Stale), "it is another's by now");
    over(&store, job.id, &later[0], End::Done, 402).await.unwrap();
    store.close().await;
}

async fn what_failed_is_taken_up_again_unless_the_job_was_cancelled(database: Arc<Database>) {
    let store = database.open().await;
    let job = running(&store, 5).await;
    let items = store.job_items_claim(job.id, &hold(1, 10, 300), 9).await.unwrap();
    for (number, item) in items.iter().enumerate() {
        let end = if number < 2 { End::Done } else { End::Failed(refused()) };
        over(&store, job.id, item, end, 12).await.unwrap();
    }
    store.commit(async |w| w.job_end_if_over(job.id, at(13)).await).await.unwrap();
    let ended = JobState::Ended { at: at(13) };
    let counts = store.job_by_id(job.id).await.unwrap().unwrap().counts;
    let to = ended.retry(&counts).unwrap();
    store.commit(async |w| w.job_move(job.id, &ended, &to, at(20)).await).await.unwrap();
    assert_eq!(store.job_by_id(job.id).await.unwrap().unwrap().over_before, 5);
    let retry = async || store.job_retry_failed(job.id, at(20), 2).await.unwrap();
    assert_eq!(retry().await, 2);
    // Nothing hurries: even what ended in between goes on.
    store.commit(async |w| w.job_end_if_over(job.id, at(21)).await).await.unwrap();
    assert_eq!((retry().await, retry().await), (1, 0));
    let again = store.job_by_id(job.id).await.unwrap().unwrap();
    assert_eq!(
        (again.state, again.counts.failed, again.over_before, again.counts.left()),
        (JobState::Running, 0, 2, 3)
    );
    let items = store.job_items_claim(job.id, &hold(1, 30, 300), 9).await.unwrap();
    assert_eq!((items.len(), items[0].tries), (3, 1), "tries are counted anew");
    over(&store, job.id, &items[0], End::Failed(refused()), 31).await.unwrap();
    assert_eq!(store.job_retry_failed(job.id, at(20), 9).await.unwrap(), 0, "what failed since is left alone");

    let cancelled = JobState::Running.cancel(at(32), Stop::Asked).unwrap();
    store.commit(async |w| w.job_move(job.id, &JobState::Running, &cancelled, at(32)).await).await.unwrap();
    assert_eq!(store.job_by_id(job.id).await.unwrap().unwrap().state, cancelled);
    assert_eq!(store.job_retry_failed(job.id, at(40), 9).await, Err(Error::Stale));
    over(&store, job.id, &items[1], End::Done, 33).await.expect("what was under way comes to its end");
    store.close().await;
}

async fn old_jobs_are_forgotten_with_their_items(database: Arc<Database>) {
    let store = database.open().await;
    let (old, other) = (running(&store, 3).await, running(&store, 1).await);
    let cancelled = JobState::Running.cancel(at(10), Stop::NotPermitted).unwrap();
    store.commit(async |w| w.job_move(old.id, &JobState::Running, &cancelled, at(10)).await).await.unwrap();
    assert_eq!(store.job_by_id(old.id).await.unwrap().unwrap().state, cancelled);
    let prune = async |before| store.jobs_prune(at(before), 2).await.unwrap();
    assert_eq!(prune(10).await, 0);
    assert_eq!((prune(11).await, prune(11).await, prune(11).await, prune(11).await), (2, 1, 1, 0));
    assert_eq!(store.job_by_id(old.id).await.unwrap(), None);
    assert_eq!(store.job_by_id(other.id).await.unwrap(), Some(other), "what is under way stays");
    store.close().await;
}

async fn a_job_rests_and_goes_with_its_component(database: Arc<Database>) {
    let store = database.open().await;
    store.commit(async |w| w.component_insert(&component(1), &component_secrets("1")).await).await.unwrap();
    let (one, two) = (running(&store, 2).await, running(&store, 1).await);
    let list = async |maker, limit, after| {
        let filter = JobFilter { component_appid: component_appid(1), maker };
        store.jobs(&filter, &PageRequest { limit, after }).await.unwrap()
    };
    let newest = list(None, 1, None).await;
    assert_eq!(newest.items[0].id, two.id);
    assert_eq!(list(None, 1, newest.next).await.items[0].id, one.id);
    assert_eq!(list(Some(two.maker), 9, None).await.items.len(), 2);
    assert!(list(Some(Maker::System), 9, None).await.items.is_empty());
    store.commit(async |w| w.job_rest(one.id, at(60)).await).await.unwrap();
    let ids =
        async |now| store.jobs_under_way(at(now)).await.unwrap().into_iter().map(|job| job.id).collect::<Vec<_>>();
    assert_eq!((ids(59).await, ids(60).await), (vec![two.id], vec![one.id, two.id]));
    store.commit(async |w| w.component_remove(&component_appid(1)).await).await.unwrap();
    assert!(ids(60).await.is_empty());
    let items = store.job_items(one.id, None, &PageRequest::default()).await.unwrap();
    assert!(items.items.is_empty());
    store.close().await;
}

async fn appids_are_read_in_portions_and_told_from_unknown_ones(database: Arc<Database>) {
    let store = database.open().await;
    for number in 1..=5 {
        store.commit(async |w| w.authorizer_authorize(&authorization(number, 0)).await).await.unwrap();
    }
    let (component, all) = (component_appid(1), AuthorizerFilter::default());
    let first = store.authorizer_appids(&component, &all, None, 3).await.unwrap();
    assert_eq!(first, [1, 2, 3].map(appid));
    let rest = store.authorizer_appids(&component, &all, first.last(), 3).await.unwrap();
    assert_eq!(rest, [4, 5].map(appid));
    let labels = vec!["a".to_owned()];
    store.commit(async |w| w.authorizer_labels_store(&component, &appid(2), 1, &labels).await).await.unwrap();
    let asked = [2, 3, 77].map(appid);
    let known = store.authorizers_known(&component, &asked, &all.limits).await.unwrap();
    assert_eq!((known.len(), known.contains(&appid(77))), (2, false));
    let limits = wxfleet_model::permission::Limits { labels, ..all.limits };
    let known = store.authorizers_known(&component, &asked, &limits).await.unwrap();
    assert_eq!(known.into_iter().collect::<Vec<_>>(), [appid(2)]);
    let of = store.authorizers_by_appids(&component, &asked, &limits).await.unwrap();
    assert_eq!(of.keys().collect::<Vec<_>>(), [&appid(2)]);
    store.close().await;
}

async fn views_are_kept_for_each_operator(database: Arc<Database>) {
    let store = database.open().await;
    let (amy, bob) = (OperatorId(Uuid::from_u128(1)), OperatorId(Uuid::from_u128(2)));
    let view = |operator, name: &str, made: i64| View {
        id: ViewId(Uuid::now_v7()),
        operator,
        name: name.to_owned(),
        query: format!("q={NASTY}"),
        made_at: at(made),
    };
    let (one, two, theirs) = (view(amy, "餐饮 😀", 1), view(amy, "A", 2), view(bob, "A", 3));
    for new in [&two, &one, &theirs] {
        store.commit(async |w| w.view_insert(new).await).await.unwrap();
    }
    assert_eq!(store.commit(async |w| w.view_insert(&view(amy, "A", 9)).await).await, Err(Error::Taken));
    assert_eq!(store.views_of(amy).await.unwrap(), [one.clone(), two.clone()]);
    assert_eq!(store.commit(async |w| w.view_count(amy).await).await, Ok(2));
    let replaced = store.commit(async |w| w.view_replace(amy, "A", "state=well").await).await;
    assert_eq!(replaced, Ok(true));
    assert_eq!(store.commit(async |w| w.view_replace(amy, "a", "x").await).await, Ok(false));
    let rename =
        async |whose, id, name: &'static str| store.commit(async move |w| w.view_rename(whose, id, name).await).await;
    assert_eq!(rename(amy, theirs.id, "B").await, Err(Error::Stale), "nobody else's can be named");
    assert_eq!(rename(amy, one.id, "A").await, Err(Error::Taken));
    rename(amy, one.id, "B").await.unwrap();
    let named: Vec<_> = store.views_of(amy).await.unwrap().into_iter().map(|view| (view.name, view.query)).collect();
    assert_eq!(named, [("B".to_owned(), one.query), ("A".to_owned(), "state=well".to_owned())]);
    let remove = async |whose, id| store.commit(async move |w| w.view_remove(whose, id).await).await.unwrap();
    assert_eq!(
        (remove(amy, theirs.id).await, remove(amy, one.id).await, remove(amy, one.id).await),
        (false, true, false)
    );
    assert_eq!(store.views_of(bob).await.unwrap(), [theirs]);
    store.close().await;
}
