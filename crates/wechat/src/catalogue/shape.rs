//! The fields of a request or an answer.
//!
//! The catalogue writes them flat, a path each (`item_list[].address`); here they are a tree.

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

use crate::endpoint::FieldError;

/// The fields of one object.
#[derive(Debug, Default)]
pub struct Shape(pub Vec<Field>);

/// One field.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether WeChat requires it.
    pub required: bool,
    /// What it is, in a few words.
    pub note: String,
    /// Whether sources disagree about it.
    pub uncertain: bool,
    /// The one value it can have.
    pub constant: Option<String>,
    /// The fields in it, for an object or a list of objects of which they are known.
    pub fields: Shape,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    String,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// An object.
    Object,
    /// A list of texts.
    Strings,
    /// A list of whole numbers.
    Ints,
    /// A list of objects.
    Objects,
    /// A file.
    File,
}

/// A row of the catalogue.
#[derive(Deserialize)]
struct Row {
    name: String,
    #[serde(rename = "type")]
    of: String,
    #[serde(default)]
    items: Option<String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    note: String,
    #[serde(default)]
    uncertain: bool,
    #[serde(default)]
    constant: Option<String>,
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut shape = Self::default();
        for row in Vec::<Row>::deserialize(deserializer)? {
            let kind = kind_of(&row).ok_or_else(|| serde::de::Error::custom(format!("{}: what is it?", row.name)))?;
            shape.insert(row, kind);
        }
        Ok(shape)
    }
}

fn kind_of(row: &Row) -> Option<Kind> {
    Some(match (row.of.as_str(), row.items.as_deref()) {
        ("string", _) => Kind::String,
        ("int", _) => Kind::Int,
        ("number", _) => Kind::Number,
        ("bool", _) => Kind::Bool,
        ("object", _) => Kind::Object,
        ("array", Some("string")) => Kind::Strings,
        ("array", Some("int")) => Kind::Ints,
        ("array", _) => Kind::Objects,
        ("file", _) => Kind::File,
        _ => return None,
    })
}

impl Shape {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.name == name)
    }

    fn insert(&mut self, row: Row, kind: Kind) {
        let path = row.name.clone();
        let (parents, name) = path.rsplit_once('.').map_or((None, path.as_str()), |(left, right)| (Some(left), right));
        let mut here = self;
        for step in parents.into_iter().flat_map(|left| left.split('.')) {
            let (name, kind) = step.strip_suffix("[]").map_or((step, Kind::Object), |name| (name, Kind::Objects));
            here = &mut here.entry(name, kind).fields;
        }
        let name = name.trim_end_matches("[]");
        let field = here.entry(name, kind);
        *field = Field {
            required: row.required,
            note: row.note,
            uncertain: row.uncertain,
            constant: row.constant,
            kind,
            name: name.to_owned(),
            fields: std::mem::take(&mut field.fields),
        };
    }

    /// The field of that name, made if it is not there: some pages name a part without its whole.
    fn entry(&mut self, name: &str, kind: Kind) -> &mut Field {
        let index = self.0.iter().position(|field| field.name == name).unwrap_or_else(|| {
            self.0.push(Field {
                name: name.to_owned(),
                kind,
                required: false,
                note: String::new(),
                uncertain: false,
                constant: None,
                fields: Self::default(),
            });
            self.0.len() - 1
        });
        &mut self.0[index]
    }

    /// Refuses fields that are missing, unknown or of the wrong kind; `at` is what stands before their names.
    pub(super) fn check(&self, at: &str, given: &Map<String, Value>) -> Result<(), FieldError> {
        let is_known = |name: &str| self.field(name).is_some_and(|field| !field.is_file());
        if let Some(stranger) = given.keys().find(|name| !is_known(name)) {
            return Err(FieldError::new(
                format!("{at}{stranger}"),
                "is no field of this endpoint (a raw call takes any)",
                "不是该接口的字段（原样调用 raw 则不限字段）",
            ));
        }
        self.0.iter().filter(|field| !field.is_file()).try_for_each(|field| field.check(at, given.get(&field.name)))
    }

    /// The JSON Schema of the object.
    pub fn schema(&self) -> Value {
        let properties: Map<String, Value> = self.0.iter().map(|field| (field.name.clone(), field.schema())).collect();
        let required: Vec<&str> =
            self.0.iter().filter(|field| field.must_be_given()).map(|field| field.name.as_str()).collect();
        json!({"type": "object", "properties": properties, "required": required})
    }
}

impl Field {
    /// Whether it takes a file.
    pub fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// Whether the caller has to give it: WeChat requires it, and it has more than one value.
    pub fn must_be_given(&self) -> bool {
        self.required && self.constant.is_none()
    }

    fn check(&self, at: &str, given: Option<&Value>) -> Result<(), FieldError> {
        let here = format!("{at}{}", self.name);
        let value = match given {
            None | Some(Value::Null) if self.required => return Err(FieldError::new(here, "is required", "为必填")),
            None | Some(Value::Null) => return Ok(()),
            Some(value) => value,
        };
        if !self.kind.takes(value) {
            let (en, zh) = self.kind.expects();
            return Err(FieldError::new(here, en, zh));
        }
        if self.fields.0.is_empty() {
            return Ok(());
        }
        match value {
            Value::Object(inner) => self.fields.check(&format!("{here}."), inner),
            Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
                item.as_object().map_or(Ok(()), |inner| self.fields.check(&format!("{here}[{index}]."), inner))
            }),
            _ => Ok(()),
        }
    }

    fn schema(&self) -> Value {
        let inner = || if self.fields.0.is_empty() { json!({"type": "object"}) } else { self.fields.schema() };
        let mut schema = match self.kind {
            Kind::String => json!({"type": "string"}),
            Kind::Int => json!({"type": "integer"}),
            Kind::Number => json!({"type": "number"}),
            Kind::Bool => json!({"type": "boolean"}),
            Kind::Object => inner(),
            Kind::Strings => json!({"type": "array", "items": {"type": "string"}}),
            Kind::Ints => json!({"type": "array", "items": {"type": "integer"}}),
            Kind::Objects => json!({"type": "array", "items": inner()}),
            Kind::File => json!({"type": "string", "format": "binary"}),
        };
        if !self.note.is_empty() {
            schema["description"] = Value::String(self.note.clone());
        }
        if let Some(constant) = &self.constant {
            schema["const"] = Value::String(constant.clone());
        }
        schema
    }
}

impl Kind {
    /// Whether a value is of this kind. A whole number may be written as a text, as WeChat itself does.
    fn takes(self, value: &Value) -> bool {
        let is_int = |value: &Value| {
            value.is_i64() || value.is_u64() || value.as_str().is_some_and(|text| text.parse::<i64>().is_ok())
        };
        let all = |takes: &dyn Fn(&Value) -> bool| value.as_array().is_some_and(|items| items.iter().all(takes));
        match self {
            Self::String => value.is_string(),
            Self::Int => is_int(value),
            Self::Number => value.is_number(),
            Self::Bool => value.is_boolean(),
            Self::Object => value.is_object(),
            Self::Strings => all(&Value::is_string),
            Self::Ints => all(&is_int),
            Self::Objects => all(&Value::is_object),
            Self::File => false,
        }
    }

    /// What a right value looks like, in English and Chinese.
    const fn expects(self) -> (&'static str, &'static str) {
        match self {
            Self::String => ("must be a text", "必须是文本"),
            Self::Int => ("must be a whole number", "必须是整数"),
            Self::Number => ("must be a number", "必须是数字"),
            Self::Bool => ("must be true or false", "必须是 true 或 false"),
            Self::Object => ("must be an object", "必须是对象"),
            Self::Strings => ("must be a list of texts", "必须是文本列表"),
            Self::Ints => ("must be a list of whole numbers", "必须是整数列表"),
            Self::Objects => ("must be a list of objects", "必须是对象列表"),
            Self::File => ("is a file", "是一个文件"),
        }
    }
}
