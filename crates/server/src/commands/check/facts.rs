//! What this server observed of WeChat where the documents leave it open (`docs/wechat-facts.md`). The code is right in
//! either case; here an operator sees which one holds.

use wxfleet_model::observation::{Fact, Observation};
use wxfleet_store::Store;

use super::report::Report;
use super::unreadable;
use crate::failure::Failure;
use crate::words::{Lang, say};

pub(crate) async fn tell(store: &Store, report: &mut Report) -> Result<(), Failure> {
    let lang = report.lang();
    let met = store.observations().await.map_err(unreadable)?;
    for Observation { fact, value, count, last_at, .. } in &met {
        let (question, value, last) = (question(*fact, lang), answer(value, lang), report.terminal().time(*last_at));
        report.note(&say!(
            lang,
            "observed: {question} {value} ({count} times, last {last})",
            "观察到：{question}{value}（{count} 次，最近 {last}）"
        ))?;
    }
    let open = Fact::ALL.iter().filter(|fact| met.iter().all(|one| one.fact != **fact)).count();
    if open > 0 {
        let all = Fact::ALL.len();
        report.note(&say!(
            lang,
            "{open} of {all} uncertain facts about WeChat have not been met yet; the server is ready for either case",
            "关于微信的 {all} 个存疑之处，还有 {open} 个没遇到；两种情况服务都能处理"
        ))?;
    }
    Ok(())
}

/// The question, as a person would ask it.
const fn question(fact: Fact, lang: Lang) -> &'static str {
    match fact {
        Fact::RefreshTokenRotates => lang.pick("the refresh token after it was used:", "refresh token 使用之后："),
        Fact::UsedCodeAnswer => {
            lang.pick("an authorization code that was used before is answered with", "用过的授权码再用，微信返回：")
        }
        Fact::CodesIdentical => lang.pick("the authorization codes of redirect and push:", "回跳与推送里的授权码："),
        Fact::CodeExpiryForm => {
            lang.pick("AuthorizationCodeExpiredTime is given as", "AuthorizationCodeExpiredTime 的形式：")
        }
        Fact::PreAuthCodePresent => lang.pick("PreAuthCode in an authorized push:", "authorized 推送里的 PreAuthCode:"),
        Fact::PreAuthCodeLife => lang.pick("a pre_auth_code is good for (seconds)", "pre_auth_code 有效期（秒）："),
        Fact::AuthorizationCodeLife => lang.pick("an authorization code is good for (seconds)", "授权码有效期（秒）："),
        Fact::UnauthorizedAnswer => {
            lang.pick("a call for an account that withdrew is answered with", "账号取消授权后再调用，微信返回：")
        }
        Fact::SecondReleaseAnswer => {
            lang.pick("a release of what is online already is answered with", "重复发布已上线的版本，微信返回：")
        }
        Fact::AuditidForm => lang.pick("an auditid comes as", "auditid 的类型："),
        Fact::OldTokenLife => lang.pick("a replaced token was refused after (seconds)", "旧 token 在多少秒后失效："),
        Fact::DirectDomainsShown => lang.pick(
            "the domains in a reading of those that were set directly:",
            "读取直接配置的域名时，返回里的域名列表：",
        ),
        Fact::RetryCiphertext => lang.pick("the ciphertext of a push that came again:", "重复推送的密文："),
    }
}

/// The answer in words; codes and numbers stand for themselves.
fn answer(value: &str, lang: Lang) -> String {
    match value {
        "same" => lang.pick("the same", "相同").to_owned(),
        "different" | "changed" => lang.pick("a different one", "不同").to_owned(),
        "present" => lang.pick("there", "有").to_owned(),
        "absent" => lang.pick("missing", "没有").to_owned(),
        "accepted" => lang.pick("the tokens once more", "再次给出 token").to_owned(),
        "epoch" => lang.pick("a point in time", "时间点").to_owned(),
        "duration" => lang.pick("a duration", "时长").to_owned(),
        "number" => lang.pick("a number", "数字").to_owned(),
        "text" => lang.pick("a text", "字符串").to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_a_question_of_its_own_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            let mut questions: Vec<_> = Fact::ALL.iter().map(|fact| question(*fact, lang)).collect();
            questions.sort_unstable();
            questions.dedup();
            assert_eq!(questions.len(), Fact::ALL.len());
        }
    }
}
