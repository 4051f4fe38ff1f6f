//! What differs from account to account in code that is committed to many: `{{appid}}` and its like in the texts of an
//! `ext`, filled in from what is known of the account.
//!
//! | written | becomes |
//! | --- | --- |
//! | `{{appid}}`, `{{user_name}}` | the account's appid, its original id |
//! | `{{nick_name}}`, `{{alias}}`, `{{principal_name}}`, `{{signature}}` | as its profile has it |
//! | `{{label.shop}}` | `1024`, if the account has the label `shop=1024` |
//!
//! A value goes in as a text: it cannot break the JSON around it. A name that is none, or that the account has nothing
//! for, is refused before anything is sent; a version with a hole in it is worse than none.

use serde_json::{Map, Value};

use crate::authorizer::Authorizer;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";
const OF_LABEL: &str = "label.";

/// A placeholder that cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled {
    /// Where it stands, for instance `ext.shop.name`.
    pub field: String,
    /// What stands between the braces.
    pub name: String,
}

/// Fills in every placeholder in the texts below `fields`; names of fields stay as they are.
pub fn fill(fields: &mut Map<String, Value>, account: &Authorizer) -> Result<(), Unfilled> {
    fields.iter_mut().try_for_each(|(name, value)| fill_value(value, account, name))
}

fn fill_value(value: &mut Value, account: &Authorizer, at: &str) -> Result<(), Unfilled> {
    match value {
        Value::String(text) if text.contains(OPEN) => {
            *text = filled(text, account).map_err(|name| Unfilled { field: at.to_owned(), name })?;
            Ok(())
        }
        Value::Array(items) => items
            .iter_mut()
            .enumerate()
            .try_for_each(|(index, item)| fill_value(item, account, &format!("{at}[{index}]"))),
        Value::Object(fields) => {
            fields.iter_mut().try_for_each(|(name, inner)| fill_value(inner, account, &format!("{at}.{name}")))
        }
        _ => Ok(()),
    }
}

/// The text with its placeholders filled in, or the name of the first that cannot be.
fn filled(text: &str, account: &Authorizer) -> Result<String, String> {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        // Braces that nothing closes are the template's own affair.
        let Some((name, after)) = after.split_once(CLOSE) else { break };
        let name = name.trim();
        done.push_str(before);
        done.push_str(value_of(name, account).ok_or_else(|| name.to_owned())?);
        rest = after;
    }
    done.push_str(rest);
    Ok(done)
}

fn value_of<'a>(name: &str, account: &'a Authorizer) -> Option<&'a str> {
    let profile = &account.profile;
    let value = match name {
        "appid" => account.appid.as_str(),
        "user_name" => &profile.user_name,
        "nick_name" => &profile.nick_name,
        "alias" => &profile.alias,
        "principal_name" => &profile.principal_name,
        "signature" => &profile.signature,
        other => {
            let wanted = other.strip_prefix(OF_LABEL)?;
            let pairs = account.labels.iter().filter_map(|label| label.split_once('='));
            pairs.into_iter().find(|(key, _)| key.trim() == wanted).map(|(_, value)| value.trim())?
        }
    };
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::authorizer::{AuthorizerStatus, Profile, TokenState};

    fn account() -> Authorizer {
        Authorizer {
            component_appid: "wxc0ffee0000000001".parse().unwrap(),
            appid: "wxa000000000000001".parse().unwrap(),
            kind: None,
            status: AuthorizerStatus::Authorized,
            token_state: TokenState::Good,
            profile: Profile { nick_name: "茶\"店\u{2028}<b>".to_owned(), ..Profile::default() },
            func_info: Vec::new(),
            labels: vec!["华东".to_owned(), "shop = 1024".to_owned()],
            authorized_at: jiff::Timestamp::UNIX_EPOCH,
            unauthorized_at: None,
            profile_read_at: None,
            access_token_expires_at: None,
            closed_at: None,
            version: 1,
        }
    }

    fn fill_in(value: &Value) -> Result<Value, Unfilled> {
        let mut fields = value.as_object().unwrap().clone();
        fill(&mut fields, &account()).map(|()| Value::Object(fields))
    }

    #[test]
    fn texts_are_filled_in_wherever_they_stand() {
        let ext =
            json!({"extAppid": "{{appid}}", "ext": {"names": ["店: {{ nick_name }}!", 7], "shop": "{{label.shop}}/a"}});
        let filled = fill_in(&ext).unwrap();
        assert_eq!(filled["extAppid"], "wxa000000000000001");
        assert_eq!(filled["ext"]["names"], json!(["店: 茶\"店\u{2028}<b>!", 7]));
        assert_eq!(filled["ext"]["shop"], "1024/a");
    }

    #[test]
    fn what_cannot_be_filled_in_is_named() {
        for (text, name) in [("{{nickname}}", "nickname"), ("{{alias}}", "alias"), ("a {{label.city}}", "label.city")] {
            let unfilled = fill_in(&json!({"ext": {"list": [text]}})).unwrap_err();
            assert_eq!(unfilled, Unfilled { field: "ext.list[0]".to_owned(), name: name.to_owned() });
        }
    }

    #[test]
    fn a_value_is_not_looked_through_again_and_open_braces_stay() {
        let mut odd = account();
        odd.profile.nick_name = "{{appid}}".to_owned();
        let mut fields = json!({"a": "{{nick_name}} {{", "b": "}} {"}).as_object().unwrap().clone();
        fill(&mut fields, &odd).unwrap();
        assert_eq!(Value::Object(fields), json!({"a": "{{appid}} {{", "b": "}} {"}));
    }
}
