//! What is counted over a whole fleet.

use std::sync::Arc;

use wxfleet_model::audit::AuditStatus;
use wxfleet_model::authorizer::{AuthorizerKind, AuthorizerState, AuthorizerStatus, Profile};
use wxfleet_model::code::{CodeStage, CodeState, Version};
use wxfleet_model::event::{Event, EventId};
use wxfleet_model::journal::{Deed, Intent, JournalId, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Limits;
use wxfleet_store::{AuthorizerFilter, EventMinute, ProfileReading, Reaction, Store};
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Auditid, FuncscopeId, TemplateId};

use crate::database::{Database, Engine, on_each_engine};
use crate::samples::{appid, at, authorization, component_appid, event};

on_each_engine!(
    accounts_are_counted_by_how_they_stand,
    code_is_counted_by_stage_and_version,
    pushes_are_counted_by_the_minute,
    refusals_are_read_newest_first,
    code_that_was_there_before_has_its_stage,
    accounts_that_were_there_before_are_counted,
);

fn version(name: &str) -> Version {
    Version { user_version: name.to_owned(), user_desc: String::new(), template_id: None, since: at(0) }
}

fn online(name: &str) -> CodeState {
    CodeState { online: Some(version(name)), ..CodeState::default() }
}

fn of_label(label: &str) -> Limits {
    Limits { components: vec![], labels: vec![label.to_owned()] }
}

/// Six accounts: 1 withdrawn, 2 frozen, 3 and 4 labelled, 5 and 6 as they came.
async fn fleet(store: &Store) {
    let here = component_appid(1);
    store
        .commit(async |w| {
            for number in 1..=6 {
                w.authorizer_authorize(&authorization(number, 0)).await?;
            }
            let frozen = ProfileReading {
                kind: AuthorizerKind::MiniProgram,
                profile: Profile { account_status: Some(19), ..Profile::default() },
                func_info: None,
                read_at: at(1),
            };
            for number in [1, 2] {
                w.authorizer_profile_store(&here, &appid(number), &frozen).await?;
            }
            w.authorizer_unauthorize(&here, &appid(1), at(5)).await?;
            for number in [1, 2, 5, 6] {
                w.authorizer_closed_store(&here, &appid(number), Some(at(7))).await?;
            }
            w.authorizer_closed_store(&here, &appid(6), None).await?;
            for number in [3, 4] {
                w.authorizer_labels_store(&here, &appid(number), 1, &["VIP".to_owned()]).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

async fn accounts_are_counted_by_how_they_stand(database: Arc<Database>) {
    let store = database.open().await;
    let here = component_appid(1);
    assert_eq!(store.authorizer_standing(&here, &Limits::NONE).await.unwrap().states, []);
    fleet(&store).await;
    let counts = store.authorizer_standing(&here, &Limits::NONE).await.unwrap().states;
    let [unauthorized, frozen] = [AuthorizerState::Unauthorized, AuthorizerState::Frozen].map(|state| (state, 1));
    let expected = [unauthorized, frozen, (AuthorizerState::Closed, 1), (AuthorizerState::Well, 3)];
    assert_eq!(counts, expected, "an account is counted once: what is withdrawn is not counted as frozen too");
    for (state, count) in counts {
        let filter = AuthorizerFilter { state: Some(state), ..AuthorizerFilter::default() };
        assert_eq!(store.authorizer_count(&here, &filter).await.unwrap(), count, "{state}");
    }
    let labelled = store.authorizer_standing(&here, &of_label("VIP")).await.unwrap().states;
    assert_eq!(labelled, [(AuthorizerState::Well, 2)]);
    assert_eq!(store.authorizer_standing(&component_appid(2), &Limits::NONE).await.unwrap().states, []);
    store.close().await;
}

async fn code_is_counted_by_stage_and_version(database: Arc<Database>) {
    let store = database.open().await;
    let here = component_appid(1);
    fleet(&store).await;
    let review = online("1.0").observe_audit(Auditid(1), AuditStatus::InReview, version("1.1"));
    let codes = [online("1.0"), online("1.0"), online("2.0 😀"), review.clone(), CodeState::default()];
    store
        .commit(async |w| {
            for (number, state) in (1..).zip(&codes) {
                w.code_state_store(&here, &appid(number), 0, state).await?;
            }
            w.code_state_store(&component_appid(2), &appid(1), 0, &online("9")).await.map(drop)
        })
        .await
        .unwrap();
    let mut stages = store.code_stage_counts(&here, &Limits::NONE).await.unwrap();
    stages.sort_unstable();
    assert_eq!(stages, [(CodeStage::InReview, 1), (CodeStage::Online, 3), (CodeStage::Empty, 1)]);
    let versions = store.code_version_counts(&here, &Limits::NONE).await.unwrap();
    assert_eq!(versions, [("1.0".to_owned(), 3), ("2.0 😀".to_owned(), 1)], "the most frequent first");
    let labelled = store.code_version_counts(&here, &of_label("VIP")).await.unwrap();
    assert_eq!(labelled.len(), 2);
    assert_eq!(store.code_stage_counts(&here, &of_label("nobody")).await.unwrap(), []);
    let made_from = Version { template_id: Some(TemplateId(12)), ..version("\"template_id\":1,\"since\":") };
    store
        .commit(async |w| {
            let code = CodeState::default().commit(made_from.clone());
            w.code_state_store(&here, &appid(6), 0, &code).await
        })
        .await
        .unwrap();
    for (template, count) in [(12, 1), (1, 0), (2, 0)] {
        let counted = store.code_made_from(&here, TemplateId(template), &Limits::NONE).await.unwrap();
        assert_eq!(counted, count, "{template}");
    }
    assert_eq!(store.code_made_from(&here, TemplateId(12), &of_label("VIP")).await.unwrap(), 0);

    let wanted = [appid(4), appid(2_000), appid(3)];
    let mut known = store.code_states(&here, &wanted).await.unwrap();
    known.sort_unstable_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
    assert_eq!(known, [(appid(3), codes[2].clone()), (appid(4), review.clone())]);
    assert_eq!(store.code_states(&here, &[]).await.unwrap(), []);

    let filter = |stage| AuthorizerFilter { stage: Some(stage), ..AuthorizerFilter::default() };
    let listed = store.authorizers(&here, &filter(CodeStage::InReview), &PageRequest::default()).await.unwrap();
    assert_eq!(listed.items.iter().map(|one| one.appid.clone()).collect::<Vec<_>>(), [appid(4)]);
    let rejected = review.observe_audit(Auditid(1), AuditStatus::Rejected, version("1.1"));
    store.commit(async |w| w.code_state_store(&here, &appid(4), 1, &rejected).await).await.unwrap();
    assert_eq!(store.authorizer_count(&here, &filter(CodeStage::InReview)).await.unwrap(), 0);
    assert_eq!(store.authorizer_count(&here, &filter(CodeStage::Rejected)).await.unwrap(), 1);
    store.close().await;
}

async fn pushes_are_counted_by_the_minute(database: Arc<Database>) {
    let store = database.open().await;
    // A minute begins at this second.
    let minute = at(0).as_second().div_euclid(60) * 60 + 60 - at(0).as_second();
    for (number, received, created) in
        [(1, -1, None), (2, 0, Some(0)), (3, 59, Some(30)), (4, 60, Some(70)), (5, 200, None)]
    {
        let push = Event {
            id: EventId(uuid::Uuid::now_v7()),
            received_at: at(minute + received),
            created_at: created.map(|created| at(minute + created)),
            ..event(&format!("push {number}"))
        };
        store.event_keep(&push, Reaction::None).await.unwrap();
    }
    let of = |second, count, latest_ms| EventMinute { at: at(minute + second), count, latest_ms };
    let minutes = store.event_minutes(at(minute), &Limits::NONE).await.unwrap();
    assert_eq!(minutes, [of(0, 2, Some(29_000)), of(60, 1, Some(-10_000)), of(180, 1, None)]);
    assert_eq!(store.event_minutes(at(minute + 300), &Limits::NONE).await.unwrap(), []);
    assert_eq!(store.event_minutes(at(minute), &of_label("nobody")).await.unwrap(), []);
    store.close().await;
}

async fn refusals_are_read_newest_first(database: Arc<Database>) {
    let store = database.open().await;
    let refused = |code| Outcome::Refused { errcode: Errcode(code), errmsg: "no".to_owned(), rid: None };
    let outcomes = [
        refused(85_009),
        Outcome::Done { result: serde_json::json!({}) },
        refused(61_007),
        Outcome::Failed { reason: "x".to_owned() },
        refused(85_009),
    ];
    for (second, outcome) in (0..).zip(outcomes) {
        let intent = Intent {
            id: JournalId(uuid::Uuid::now_v7()),
            actor: "key:a".to_owned(),
            deed: Deed::CodeCommit,
            component_appid: Some(component_appid(1)),
            appid: Some(appid(1)),
            request: serde_json::json!({}),
            instance: uuid::Uuid::nil(),
            opened_at: at(second),
        };
        store
            .commit(async |w| {
                w.journal_open(&intent).await?;
                w.journal_close(intent.id, &outcome, at(second)).await
            })
            .await
            .unwrap();
    }
    let ask = async |since, limits: &Limits, limit| store.journal_refusals(at(since), limits, limit).await.unwrap();
    assert_eq!(ask(0, &Limits::NONE, 9).await, [85_009, 61_007, 85_009].map(Errcode));
    assert_eq!(ask(0, &Limits::NONE, 2).await, [85_009, 61_007].map(Errcode));
    assert_eq!(ask(1, &Limits::NONE, 9).await, [85_009, 61_007].map(Errcode));
    assert_eq!(ask(0, &of_label("nobody"), 9).await, []);
    store.close().await;
}

/// A database of the release before is brought up to date. On MySQL a column stays, as after a crash half-way.
async fn code_that_was_there_before_has_its_stage(database: Arc<Database>) {
    let store = database.open().await;
    let here = component_appid(1);
    fleet(&store).await;
    store
        .commit(async |w| {
            w.code_state_store(&here, &appid(3), 0, &online("1.0")).await?;
            w.code_state_store(&here, &appid(4), 0, &CodeState::default().commit(version("0.1"))).await.map(drop)
        })
        .await
        .unwrap();
    store.close().await;
    let drop_index = |name: &str| match database.engine {
        Engine::MySql => format!("DROP INDEX {name} ON code_states"),
        Engine::Sqlite | Engine::Postgres => format!("DROP INDEX {name}"),
    };
    let stage = match database.engine {
        Engine::MySql => "UPDATE code_states SET stage = NULL",
        Engine::Sqlite | Engine::Postgres => "ALTER TABLE code_states DROP COLUMN stage",
    };
    for step in [
        drop_index("code_states_stage"),
        drop_index("code_states_online"),
        stage.to_owned(),
        "ALTER TABLE code_states DROP COLUMN online_version".to_owned(),
        "DELETE FROM seaql_migrations WHERE version = 'm0005_stages'".to_owned(),
    ] {
        database.execute(&step).await;
    }

    let store = database.open().await;
    let mut stages = store.code_stage_counts(&here, &Limits::NONE).await.unwrap();
    stages.sort_unstable();
    assert_eq!(stages, [(CodeStage::Online, 1), (CodeStage::Trial, 1)]);
    assert_eq!(store.code_version_counts(&here, &Limits::NONE).await.unwrap(), [("1.0".to_owned(), 1)]);
    store.close().await;
}

/// The same for what is counted of accounts.
async fn accounts_that_were_there_before_are_counted(database: Arc<Database>) {
    let store = database.open().await;
    let here = component_appid(1);
    fleet(&store).await;
    let granted = ProfileReading {
        kind: AuthorizerKind::MiniProgram,
        profile: Profile::default(),
        func_info: Some([17, 18].map(FuncscopeId).to_vec()),
        read_at: at(9),
    };
    let lacking = ProfileReading { func_info: Some([1, 118].map(FuncscopeId).to_vec()), ..granted.clone() };
    store
        .commit(async |w| {
            w.authorizer_profile_store(&here, &appid(3), &granted).await?;
            w.authorizer_profile_store(&here, &appid(4), &lacking).await
        })
        .await
        .unwrap();
    let before = store.authorizer_standing(&here, &Limits::NONE).await.unwrap();
    let lacks = AuthorizerFilter {
        kind: Some(AuthorizerKind::MiniProgram),
        status: Some(AuthorizerStatus::Authorized),
        missing: Some(FuncscopeId(18)),
        ..AuthorizerFilter::default()
    };
    assert_eq!(store.authorizer_count(&here, &lacks).await.unwrap(), before.without_development);
    store.close().await;
    let (drop_standing, frozen, drop_minutes) = match database.engine {
        Engine::MySql => (
            "DROP INDEX authorizers_standing ON authorizers",
            "UPDATE authorizers SET is_frozen = 0",
            "DROP INDEX events_minutes ON events",
        ),
        Engine::Sqlite | Engine::Postgres => (
            "DROP INDEX authorizers_standing",
            "ALTER TABLE authorizers DROP COLUMN is_frozen",
            "DROP INDEX events_minutes",
        ),
    };
    for step in [
        drop_standing,
        frozen,
        "ALTER TABLE authorizers DROP COLUMN may_develop",
        drop_minutes,
        "CREATE INDEX events_received ON events (received_at)",
        "DELETE FROM seaql_migrations WHERE version = 'm0012_standing'",
    ] {
        database.execute(step).await;
    }

    let store = database.open().await;
    assert_eq!(store.authorizer_standing(&here, &Limits::NONE).await.unwrap(), before);
    store.close().await;
}
