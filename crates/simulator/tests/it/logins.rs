//! Users who log in: codes that are good once and for a while, web tokens, and whose they are.

use serde_json::Value;
use wxfleet_simulator::Login;

use crate::bench::{Bench, COMPONENT, errcode};

struct Door {
    bench: Bench,
    token: String,
}

impl Door {
    async fn open() -> Self {
        let bench = Bench::new().await;
        for nth in [0, 3] {
            let appid = bench.sim.appids()[nth].clone();
            bench.authorized(&appid).await;
        }
        let token = bench.component_token().await;
        Self { bench, token }
    }

    fn appid(&self, nth: usize) -> String {
        self.bench.sim.appids()[nth].clone()
    }

    fn code(&self, nth: usize, scope: &str) -> String {
        let scope = (!scope.is_empty()).then(|| scope.to_owned());
        self.bench.sim.login_code(&Login { appid: self.appid(nth), openid: None, scope }).unwrap()
    }

    async fn ask(&self, path: &str, query: &str) -> Value {
        let token = &self.token;
        self.bench.get(&format!("{path}?component_access_token={token}&component_appid={COMPONENT}&{query}")).await
    }

    async fn session(&self, nth: usize, code: &str) -> Value {
        let query = format!("appid={}&js_code={code}&grant_type=authorization_code", self.appid(nth));
        self.ask("/sns/component/jscode2session", &query).await
    }

    async fn web_token(&self, code: &str) -> Value {
        let query = format!("appid={}&code={code}&grant_type=authorization_code", self.appid(3));
        self.ask("/sns/oauth2/component/access_token", &query).await
    }

    async fn userinfo(&self, token: &Value, openid: &str) -> Value {
        let token = token["access_token"].as_str().unwrap();
        self.bench.get(&format!("/sns/userinfo?access_token={token}&openid={openid}&lang=zh_CN")).await
    }
}

#[tokio::test]
async fn a_code_is_good_once_for_its_own_account_and_for_five_minutes() {
    let door = Door::open().await;
    let code = door.code(0, "");
    let session = door.session(0, &code).await;
    assert!(session["openid"].is_string() && session["session_key"].as_str().is_some_and(|key| key.len() == 24));
    assert_eq!(errcode(&door.session(0, &code).await), 40163);
    assert_eq!(errcode(&door.session(0, "nothing").await), 40029);
    assert_eq!(errcode(&door.session(0, &door.code(3, "")).await), 40029, "it is another account's");
    let late = door.code(0, "");
    door.bench.later(300);
    assert_eq!(errcode(&door.session(0, &late).await), 40029);
    assert_eq!(errcode(&door.session(1, &door.code(1, "")).await), 61003, "that account authorizes nobody");
    assert_eq!(errcode(&door.session(3, &door.code(3, "")).await), 40013, "it is an Official Account");
}

#[tokio::test]
async fn a_web_token_shows_its_own_user_for_two_hours() {
    let door = Door::open().await;
    let token = door.web_token(&door.code(3, "snsapi_userinfo")).await;
    let openid = token["openid"].as_str().unwrap();
    assert_eq!(door.userinfo(&token, openid).await["openid"], openid);
    assert_eq!(errcode(&door.userinfo(&token, "oOther").await), 40003);
    let silent = door.web_token(&door.code(3, "snsapi_base")).await;
    assert_eq!(errcode(&door.userinfo(&silent, silent["openid"].as_str().unwrap()).await), 48001);
    let refresh = |text: &str| format!("appid={}&grant_type=refresh_token&refresh_token={text}", door.appid(3));
    let path = "/sns/oauth2/component/refresh_token";
    assert_eq!(errcode(&door.ask(path, &refresh("nothing")).await), 40030);
    door.bench.later(60);
    let renewed = door.ask(path, &refresh(token["refresh_token"].as_str().unwrap())).await;
    door.bench.later(7140);
    assert_eq!(errcode(&door.userinfo(&token, openid).await), 42001, "two hours");
    assert_eq!(door.userinfo(&renewed, openid).await["openid"], openid, "a minute younger");
}
