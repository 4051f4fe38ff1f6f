//! How values stand in WeChat's JSON and queries: numbers that come as strings and the reverse, lists that are `null`,
//! secrets, percent-encoding.
//!
//! Modules for `#[serde(with = "…")]` and `#[serde(deserialize_with = "…")]`. WeChat's older and newer pages disagree
//! about number or string for the same field (`auditid`, `expires_in`), so reading is lenient and writing is exact.

use serde::{Deserialize, Deserializer, Serializer};

/// The text as one value of a query: everything but letters, digits and `*-._` percent-encoded, a blank as `%20`,
/// which every reader understands (`+` is read as a plus by some).
pub fn percent_encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// A number or a string, whichever came.
#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrText {
    Number(i64),
    Float(f64),
    Text(String),
}

/// Below this every whole `f64` is that number and no other: 2 to the 53rd.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn to_int<E: serde::de::Error>(value: NumberOrText) -> Result<i64, E> {
    match value {
        NumberOrText::Number(number) => Ok(number),
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 53 bits, says the guard")]
        NumberOrText::Float(float) if float.fract() == 0.0 && float.abs() < EXACT => Ok(float as i64),
        NumberOrText::Float(_) => Err(E::custom("a fraction where a whole number was expected")),
        NumberOrText::Text(text) => text.trim().parse().map_err(|_| E::custom("a text that is no number")),
    }
}

/// A whole number, also when it comes as a string.
pub mod int {
    use super::{Deserialize, Deserializer, NumberOrText, Serializer, to_int};

    /// Reads `42` and `"42"`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        to_int(NumberOrText::deserialize(deserializer)?)
    }

    /// Writes a number.
    pub fn serialize<S: Serializer>(value: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(*value)
    }
}

/// An optional whole number; absent, `null` and an empty string are all `None`. Use with `default`.
pub mod opt_int {
    use super::{Deserialize, Deserializer, NumberOrText, Serializer, to_int};

    /// Reads `42`, `"42"`, `null` and `""`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
        match Option::<NumberOrText>::deserialize(deserializer)? {
            None => Ok(None),
            Some(NumberOrText::Text(text)) if text.trim().is_empty() => Ok(None),
            Some(value) => to_int(value).map(Some),
        }
    }

    /// Writes a number or `null`; pair it with `skip_serializing_if`.
    pub fn serialize<S: Serializer>(value: &Option<i64>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(number) => serializer.serialize_i64(*number),
            None => serializer.serialize_none(),
        }
    }
}

/// A text, also when it comes as a number or as `null` (then empty). Use with `default`.
pub mod text {
    use super::{Deserialize, Deserializer, NumberOrText, Serializer};

    /// Reads `"a"`, `1` and `null`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        Ok(match Option::<NumberOrText>::deserialize(deserializer)? {
            None => String::new(),
            Some(NumberOrText::Text(text)) => text,
            Some(NumberOrText::Number(number)) => number.to_string(),
            Some(NumberOrText::Float(float)) => float.to_string(),
        })
    }

    /// Writes a string.
    pub fn serialize<S: Serializer>(value: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value)
    }
}

/// An optional text, also when it comes as a number; absent and `null` are `None`. Use with `default`, and with
/// `skip_serializing_if`.
pub mod opt_text {
    use super::{Deserialize, Deserializer, NumberOrText, Serializer};

    /// Reads `"a"`, `1` and `null`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        Ok(Option::<NumberOrText>::deserialize(deserializer)?.map(|value| match value {
            NumberOrText::Text(text) => text,
            NumberOrText::Number(number) => number.to_string(),
            NumberOrText::Float(float) => float.to_string(),
        }))
    }

    /// Writes a string or `null`.
    pub fn serialize<S: Serializer>(value: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(text) => serializer.serialize_str(text),
            None => serializer.serialize_none(),
        }
    }
}

/// A list that may be `null`. Use with `default`.
pub mod list {
    use super::{Deserialize, Deserializer};

    /// Reads a list, and `null` as an empty one.
    pub fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
    }
}

/// A secret in a body that goes to WeChat (or, in the simulator, comes from it): the one place where a secret is
/// written out.
pub mod secret {
    use super::{Deserialize, Deserializer, Serializer};
    use crate::secret::Secret;

    /// Reads the secret's text.
    pub fn deserialize<'de, D: Deserializer<'de>, T: Secret + Deserialize<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }

    /// Writes the secret's text.
    pub fn serialize<S: Serializer, T: Secret>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value.expose())
    }
}

/// A secret that an answer must bring: an empty text is refused, so that it never overwrites a good one.
pub mod filled_secret {
    use super::{Deserialize, Deserializer, Serializer};
    use crate::secret::Secret;

    /// Reads the secret's text; an empty one is an error.
    pub fn deserialize<'de, D: Deserializer<'de>, T: Secret>(deserializer: D) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() {
            return Err(serde::de::Error::custom("an empty text where a secret was expected"));
        }
        Ok(T::new(text))
    }

    /// Writes the secret's text.
    pub fn serialize<S: Serializer, T: Secret>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        super::secret::serialize(value, serializer)
    }
}

/// An optional secret; absent, `null` and an empty string are all `None`. Use with `default`, and with
/// `skip_serializing_if` where WeChat leaves the field out.
pub mod opt_secret {
    use super::{Deserialize, Deserializer, Serializer};
    use crate::secret::Secret;

    /// Reads a text that may be missing.
    pub fn deserialize<'de, D: Deserializer<'de>, T: Secret>(deserializer: D) -> Result<Option<T>, D::Error> {
        Ok(Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()).map(T::new))
    }

    /// Writes the secret's text, or an empty one as WeChat does where there is none.
    pub fn serialize<S: Serializer, T: Secret>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(secret) => serializer.serialize_str(secret.expose()),
            None => serializer.serialize_str(""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_encoded_whole() {
        assert_eq!(percent_encode("pages/a?b=c d+e&f"), "pages%2Fa%3Fb%3Dc%20d%2Be%26f");
        assert_eq!(percent_encode("咖啡|18"), "%E5%92%96%E5%95%A1%7C18");
    }

    #[test]
    fn whole_numbers_only() {
        let read = |text: &str| int::deserialize(&mut serde_json::Deserializer::from_str(text)).ok();
        assert_eq!([read("42"), read("\"42\""), read("42.0"), read("-1")], [Some(42), Some(42), Some(42), Some(-1)]);
        assert_eq!([read("4.2"), read("\"4x\""), read("1e300"), read("null"), read("\"\"")], [None; 5]);
    }
}
