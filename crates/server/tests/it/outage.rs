//! A database server that goes away: pushes are not confirmed while it is, nothing else breaks, and everything goes on
//! by itself when it is back.

use crate::app::{COMPONENT, Database, TestApp};
use crate::forge::info;
use crate::wire::Line;

fn expiry(second: i64) -> String {
    info("notify_3rd_wxa_wxverify", second, &[("appid", "wxbeef000000000002"), ("expired", "30")])
}

/// The status of a page for load balancers.
async fn status(app: &TestApp, path: &str) -> u16 {
    app.get_page(path).await.status
}

/// Pushes until the server confirms, as WeChat does with what was not confirmed.
async fn push_until_confirmed(app: &TestApp, xml: &str) {
    for _ in 0..20 {
        if app.push(xml).await.is_success() {
            return;
        }
    }
    panic!("the server never took a push again");
}

async fn the_server_outlives_its_database(database: Database) {
    let app = TestApp::setup().on(database).behind_a_wire().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let token = app.token(&appid).await.unwrap();
    for (turn, line) in [(1, Line::Cut), (2, Line::Silent)] {
        app.wire().set(line);
        let event = expiry(app.second_now() + turn);
        let said = app.push(&event).await;
        assert_eq!(said.status, 503, "{line:?}: what is not on disk is not confirmed");
        let ticket = format!("ticket@@@outage{turn}");
        let xml = info("component_verify_ticket", app.second_now() + turn, &[("ComponentVerifyTicket", &ticket)]);
        assert_eq!(app.push(&xml).await.status, 503, "{line:?}: a ticket neither");
        assert_eq!(status(&app, "/healthz").await, 200, "{line:?}: the process is well");
        assert_eq!(status(&app, "/readyz").await, 503, "{line:?}: and says what it lacks");
        let listed = app.client.components().await.unwrap_err();
        assert!(
            matches!(listed, wxfleet_api::client::Error::Problem(ref problem) if problem.status == 503),
            "{line:?}: {listed:?}"
        );

        app.wire().set(Line::Good);
        push_until_confirmed(&app, &event).await;
        push_until_confirmed(&app, &xml).await;
        assert_eq!(app.stored_of("notify_3rd_wxa_wxverify").await, usize::try_from(turn).unwrap());
        let newest = app.store.tickets(&crate::app::component()).await.unwrap();
        assert_eq!(newest[0].ticket.expose(), ticket);
        assert_eq!(status(&app, "/readyz").await, 200, "{line:?}: it is well again by itself");
        assert_eq!(app.token(&appid).await.unwrap(), token, "{line:?}: and no token was lost or renewed");
        app.settle().await;
    }
    assert_eq!(app.client.components().await.unwrap().items[0].component_appid.as_str(), COMPONENT);
}

mod on_postgres {
    use super::{Database, the_server_outlives_its_database};

    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_is_stopped_or_out_of_reach() {
        the_server_outlives_its_database(Database::Postgres).await;
    }
}

mod on_mysql {
    use super::{Database, the_server_outlives_its_database};

    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_is_stopped_or_out_of_reach() {
        the_server_outlives_its_database(Database::MySql).await;
    }
}
