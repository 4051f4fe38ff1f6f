//! Domains and testers: what is refused, dropped, shown and put in force.

use serde_json::{Value, json};
use wxfleet_simulator::Config;

use crate::bench::{Bench, errcode, text};

/// A bench with one authorized merchant.
struct Shop {
    bench: Bench,
    appid: String,
    component_token: String,
    token: String,
}

impl Shop {
    async fn open() -> Self {
        Self::with(Config::for_testing()).await
    }

    async fn with(config: Config) -> Self {
        let bench = Bench::with(config).await;
        let appid = bench.sim.appids()[0].clone();
        let (component_token, token, _) = bench.authorized(&appid).await;
        Self { bench, appid, component_token, token }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.bench.post(path, &self.token, body).await
    }

    async fn platform(&self, path: &str, body: Value) -> Value {
        self.bench.post(&format!("/cgi-bin/component/{path}"), &self.component_token, body).await
    }

    /// Registers server hosts in both editions.
    async fn register(&self, hosts: &str) {
        let body = json!({"action": "add", "wxa_server_domain": hosts, "is_modify_published_together": true});
        assert_eq!(errcode(&self.platform("modify_wxa_server_domain", body).await), 0);
    }

    async fn add(&self, requestdomain: &[&str]) -> Value {
        self.post("/wxa/modify_domain", json!({"action": "add", "requestdomain": requestdomain})).await
    }

    async fn effective(&self) -> Value {
        self.post("/wxa/get_effective_domain", json!({})).await
    }

    async fn release(&self) {
        let list = self.bench.fetch("/wxa/gettemplatelist", &self.component_token).await;
        let template_id = list["template_list"][0]["template_id"].clone();
        let commit = json!({"template_id": template_id, "ext_json": "{}", "user_version": "1", "user_desc": "x"});
        assert_eq!(errcode(&self.post("/wxa/commit", commit).await), 0);
        self.bench.later(10);
        let category = self.bench.fetch("/wxa/get_category", &self.token).await["category_list"][0].clone();
        let submitted = self.post("/wxa/submit_audit", json!({"item_list": [category]})).await;
        assert_eq!(errcode(&submitted), 0, "{submitted}");
        self.bench.later(3600);
        self.bench.sim.step().await;
        assert_eq!(errcode(&self.post("/wxa/release", json!({})).await), 0);
    }
}

#[tokio::test]
async fn a_platform_has_two_editions_of_its_list() {
    let shop = Shop::open().await;
    let modify = async |body: Value| shop.platform("modify_wxa_server_domain", body).await;
    let testing = modify(json!({"action": "add", "wxa_server_domain": "a.example.com; B.example.com"})).await;
    assert_eq!(testing["testing_wxa_server_domain"], "a.example.com;b.example.com");
    assert_eq!(testing["published_wxa_server_domain"], "", "WeChat's default is the test edition alone");
    let both = json!({"action": "set", "wxa_server_domain": "a.example.com;https://c.example.com;10.0.0.1",
        "is_modify_published_together": true});
    let both = modify(both).await;
    assert_eq!(both["published_wxa_server_domain"], "a.example.com");
    assert_eq!(both["invalid_wxa_server_domain"], "https://c.example.com;10.0.0.1");
    let deleted = modify(json!({"action": "delete", "wxa_server_domain": "never.example.com"})).await;
    assert_eq!(errcode(&deleted), 0, "deleting an unknown host succeeds");
    assert_eq!(errcode(&modify(json!({"action": "grow"})).await), 40097);
    assert_eq!(errcode(&modify(json!({"action": "add"})).await), 40097);
    shop.bench.sim.change_switches(|switches| switches.platform_published = false);
    let shown = modify(json!({"action": "get"})).await;
    assert!(shown.get("published_wxa_server_domain").is_none() && shown.get("invalid_wxa_server_domain").is_none());
    let wrong_token = shop.post("/cgi-bin/component/modify_wxa_server_domain", json!({"action": "get"})).await;
    assert_eq!(errcode(&wrong_token), 61014);
}

#[tokio::test]
async fn changes_of_domains_are_counted_by_the_month() {
    let mut config = Config::for_testing();
    config.switches.domain_changes_per_month = 2;
    let shop = Shop::with(config).await;
    shop.register("a.example.com").await;
    shop.register("b.example.com").await;
    let third = json!({"action": "add", "wxa_server_domain": "c.example.com"});
    assert_eq!(errcode(&shop.platform("modify_wxa_server_domain", third.clone()).await), 45009);
    assert_eq!(errcode(&shop.add(&["https://a.example.com"]).await), 0);
    assert_eq!(errcode(&shop.add(&["https://a.example.com"]).await), 85017, "no change is not counted");
    assert_eq!(errcode(&shop.add(&["https://b.example.com"]).await), 0);
    let delete = json!({"action": "delete", "requestdomain": ["https://b.example.com"]});
    assert_eq!(errcode(&shop.post("/wxa/modify_domain", delete).await), 45009);
}

#[tokio::test]
async fn an_account_gets_what_is_registered_and_nothing_else() {
    let shop = Shop::open().await;
    assert_eq!(errcode(&shop.add(&["https://a.example.com"]).await), 85017, "nothing is registered");
    shop.register("a.example.com;b.example.com").await;
    let added = shop.add(&["https://a.example.com", "https://strange.example.com", "b.example.com"]).await;
    assert_eq!(added["requestdomain"], json!(["https://a.example.com"]));
    assert_eq!(added["invalid_requestdomain"], json!(["b.example.com"]));
    assert_eq!(errcode(&shop.add(&["https://a.example.com"]).await), 85017);
    let with_port = shop.add(&["https://b.example.com:8443"]).await;
    assert_eq!(with_port["requestdomain"][1], "https://b.example.com:8443");
    let set = json!({"action": "set", "wsrequestdomain": ["wss://a.example.com"]});
    let set = shop.post("/wxa/modify_domain", set).await;
    assert_eq!((&set["requestdomain"], &set["wsrequestdomain"]), (&json!([]), &json!(["wss://a.example.com"])));
    assert_eq!(errcode(&shop.post("/wxa/modify_domain", json!({"action": "add"})).await), 40097);
    let many: Vec<String> = (0..201).map(|port| format!("https://a.example.com:{}", port + 1)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(errcode(&shop.add(&many).await), 85016);
    // In the test edition alone it does not count for a published platform.
    let testing = json!({"action": "add", "wxa_server_domain": "new.example.com"});
    shop.platform("modify_wxa_server_domain", testing).await;
    assert_eq!(errcode(&shop.add(&["https://new.example.com"]).await), 85017);
}

#[tokio::test]
async fn a_release_drops_what_is_not_registered_and_puts_the_rest_in_force() {
    let shop = Shop::open().await;
    shop.register("a.example.com;b.example.com").await;
    shop.add(&["https://a.example.com", "https://b.example.com"]).await;
    let direct = json!({"action": "add", "requestdomain": ["https://own.example.cn"]});
    assert_eq!(shop.post("/wxa/modify_domain_directly", direct.clone()).await, json!({"errcode": 0, "errmsg": "ok"}));
    assert_eq!(errcode(&shop.post("/wxa/modify_domain_directly", direct).await), 85017);
    let before = shop.effective().await;
    let own = format!("https://www.{}.example.cn", shop.appid);
    assert_eq!(before["mp_domain"]["requestdomain"], json!([own]));
    assert_eq!(before["direct_domain"]["requestdomain"], json!(["https://own.example.cn"]));
    assert_eq!(before["effective_domain"]["requestdomain"], json!([own]), "not before a release");
    let gone = json!({"action": "delete", "wxa_server_domain": "b.example.com", "is_modify_published_together": true});
    shop.platform("modify_wxa_server_domain", gone).await;
    shop.release().await;
    let after = shop.effective().await;
    assert_eq!(after["mp_domain"]["requestdomain"], json!([]));
    assert_eq!(after["third_domain"]["requestdomain"], json!(["https://a.example.com"]));
    let effective = json!(["https://a.example.com", "https://own.example.cn"]);
    assert_eq!(after["effective_domain"]["requestdomain"], effective);
    let info = shop.bench.get(&format!("/wxa/getwxadevinfo?access_token={}&action=getserverdomain", shop.token)).await;
    assert_eq!(info["requestdomain"], effective);
    assert!(info.get("bizdomain").is_none());
}

#[tokio::test]
async fn business_domains_need_the_platforms() {
    let shop = Shop::open().await;
    let set = async |path: &str, body: Value| shop.post(&format!("/wxa/{path}"), body).await;
    let add = |host: &str| json!({"action": "add", "webviewdomain": [format!("https://{host}")]});
    assert_eq!(errcode(&set("setwebviewdomain", add("m.example.com")).await), 89020);
    let jump = json!({"action": "add", "wxa_jump_h5_domain": "example.com", "is_modify_published_together": true});
    let jump = shop.platform("modify_wxa_jump_domain", jump).await;
    assert_eq!(jump["published_wxa_jump_h5_domain"], "example.com");
    assert_eq!(errcode(&set("setwebviewdomain", add("m.example.org")).await), 89021);
    assert_eq!(errcode(&set("setwebviewdomain", add("m.example.com")).await), 0, "below one of the platform's");
    assert_eq!(errcode(&set("setwebviewdomain", add("m.example.com")).await), 89019);
    let with_port = json!({"action": "add", "webviewdomain": ["https://m.example.com:8443"]});
    assert_eq!(errcode(&set("setwebviewdomain", with_port).await), 40097);
    assert_eq!(errcode(&set("setwebviewdomain", json!({})).await), 0, "without an action everything is added");
    let shown = set("setwebviewdomain", json!({"action": "get"})).await;
    assert_eq!(shown["webviewdomain"], json!(["https://m.example.com", "https://example.com"]));
    assert_eq!(errcode(&set("setwebviewdomain_directly", add("m.example.org")).await), 0);
    let bare = set("setwebviewdomain_directly", json!({"action": "get"})).await;
    assert!(bare.get("webviewdomain").is_none());
    let effective = set("get_effective_webviewdomain", json!({})).await;
    assert_eq!(effective["direct_webviewdomain"], json!(["https://m.example.org"]));
    assert_eq!(effective["effective_webviewdomain"], json!([]));
    shop.bench.sim.change_switches(|switches| switches.direct_domains_shown = true);
    let shown = set("setwebviewdomain_directly", json!({"action": "get"})).await;
    assert_eq!(shown["webviewdomain"], json!(["https://m.example.org"]));
    shop.bench.sim.change_merchant(&shop.appid, |profile| profile.principal_name = "个人".to_owned()).unwrap();
    assert_eq!(errcode(&set("setwebviewdomain", add("n.example.com")).await), 89231);
}

#[tokio::test]
async fn confirm_files_stay_the_same_and_differ_by_account() {
    let shop = Shop::open().await;
    let platform = shop.platform("get_domain_confirmfile", json!({})).await;
    let account = shop.post("/wxa/get_webviewdomain_confirmfile", json!({})).await;
    assert_ne!(text(&platform["file_name"]), text(&account["file_name"]));
    assert_eq!(account, shop.post("/wxa/get_webviewdomain_confirmfile", json!({})).await);
    assert_eq!(text(&account["file_name"]).split('.').next_back(), Some("txt"));
    let prefetch = json!({"prefetch_dns_domain": [{"url": "https://www.example.com/a"}]});
    assert_eq!(errcode(&shop.post("/wxa/set_prefetchdnsdomain", prefetch).await), 0);
    let shown = shop.bench.fetch("/wxa/get_prefetchdnsdomain", &shop.token).await;
    assert_eq!(shown["prefetch_dns_domain"][0]["url"], "https://www.example.com/a");
}

#[tokio::test]
async fn testers_are_bound_by_wechat_id_and_listed_without_it() {
    let shop = Shop::open().await;
    let bind = async |wechatid: &str| shop.post("/wxa/bind_tester", json!({"wechatid": wechatid})).await;
    let bound = bind("amy_chen").await;
    let userstr = text(&bound["userstr"]);
    assert_eq!(errcode(&bind("amy_chen").await), 85004);
    assert_eq!(errcode(&bind("hidden_person").await), 85001);
    assert_eq!(errcode(&bind("两个字").await), 85001);
    assert_eq!(errcode(&bind("").await), 40097);
    let list = shop.post("/wxa/memberauth", json!({"action": "get_experiencer"})).await;
    assert_eq!(list["members"], json!([{"userstr": userstr}]));
    assert_eq!(errcode(&shop.post("/wxa/memberauth", json!({})).await), 40097);
    shop.bench.sim.change_switches(|switches| switches.testers_per_account = 1);
    assert_eq!(errcode(&bind("zoe_li").await), 85002);
    shop.bench.sim.change_switches(|switches| {
        switches.testers_per_account = 9;
        switches.accounts_per_tester = 0;
    });
    assert_eq!(errcode(&bind("zoe_li").await), 85003);
    let both = json!({"wechatid": "amy_chen", "userstr": userstr});
    assert_eq!(errcode(&shop.post("/wxa/unbind_tester", both).await), 40097);
    assert_eq!(errcode(&shop.post("/wxa/unbind_tester", json!({"userstr": userstr})).await), 0);
    let list = shop.post("/wxa/memberauth", json!({"action": "get_experiencer"})).await;
    assert_eq!(list["members"], json!([]));
}
