//! Ten thousand merchants, and a world that is saved and restored.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::json;
use wxfleet_simulator::{Config, Fleet, Simulator};

use crate::bench::{Bench, COMPONENT, errcode};

#[tokio::test]
async fn ten_thousand_merchants_are_listed_and_stay_small() {
    let fleet = Fleet { mini_programs: 9_900, official_accounts: 100, awkward: true };
    let bench = Bench::with(Config { fleet, ..Config::for_testing() }).await;
    assert_eq!(bench.sim.merchant_count(), 10_000);
    assert_eq!(bench.sim.merchants("", 9_990, 50).len(), 10);
    let untouched = bench.sim.save().len();
    assert!(untouched < 100_000, "profiles are derived, not kept: {untouched} bytes");

    let token = bench.component_token().await;
    for appid in bench.sim.appids().iter().take(500) {
        let pre_auth_code = bench.pre_auth_code(&token).await;
        let request = wxfleet_simulator::Authorize { pre_auth_code, appid: appid.clone(), ..Default::default() };
        bench.sim.authorize(&request).await.unwrap();
    }
    let each = (bench.sim.save().len() - untouched) / 500;
    assert!(each < 2_000, "10,000 authorized merchants would take {each} bytes each");
    let body = json!({"component_appid": COMPONENT, "offset": 0, "count": 500});
    let list = bench.post("/cgi-bin/component/api_get_authorizer_list", &token, body).await;
    assert_eq!(list["list"].as_array().unwrap().len(), 500);
}

#[tokio::test]
async fn a_restored_world_goes_on_where_it_was() {
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let (_, token, _) = bench.authorized(&appid).await;
    let (saved, now) = (bench.sim.save(), bench.sim.now());
    let restored = Simulator::restore(Config::for_testing(), Arc::new(move || now), &saved).unwrap();
    assert_eq!(restored.save().len(), saved.len());
    let view = |sim: &Simulator| sim.merchant(&appid).unwrap();
    assert_eq!(view(&bench.sim), view(&restored));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let shutdown = tokio_util::sync::CancellationToken::new();
    let serving = tokio::spawn(restored.serve(listener, shutdown.clone()));
    let answer = bench.http.get(format!("{base}/wxa/queryquota?access_token={token}")).send().await.unwrap();
    assert_eq!(errcode(&answer.json().await.unwrap()), 0);
    shutdown.cancel();
    serving.await.unwrap();
    assert!(Simulator::restore(Config::for_testing(), Arc::new(Timestamp::default), b"{").is_err());
}
