//! One JSON schema, as rows of fields for people and as an example for their commands.

use serde_json::{Map, Value};

use super::prose::{Block, blocks};

/// How deep fields are shown; what lies deeper is named by its type.
const DEEPEST: usize = 4;

/// One row: a field and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name.
    pub(super) name: String,
    /// How far it is indented, 0 to [`DEEPEST`].
    pub(super) depth: usize,
    /// Its type, for instance `string[]`.
    pub(super) kind: String,
    /// Whether it must be there.
    pub(super) required: bool,
    /// What it is.
    pub(super) description: Vec<Block>,
    /// The values it may have, if they are counted.
    pub(super) choices: Vec<String>,
    /// Limits and the value when it is left out, each as `name value`.
    pub(super) limits: Vec<String>,
}

/// Where `$ref`s lead: the whole document.
#[derive(Clone, Copy)]
pub(super) struct Schemas<'a> {
    document: &'a Value,
}

/// A schema looked through: references followed, alternatives joined.
#[derive(Default)]
struct Shape<'a> {
    kind: String,
    nullable: bool,
    properties: Vec<(&'a str, &'a Value, bool)>,
    plain: Option<&'a Value>,
    description: Option<&'a str>,
    trail: Vec<&'a str>,
}

impl<'a> Schemas<'a> {
    pub(super) const fn new(document: &'a Value) -> Self {
        Self { document }
    }

    /// The schema that a reference leads to, or the value itself.
    pub(super) fn resolve(self, value: &'a Value) -> &'a Value {
        let mut value = value;
        for _ in 0..8 {
            let Some(target) = value.get("$ref").and_then(Value::as_str) else { return value };
            let Some(found) = target.strip_prefix('#').and_then(|pointer| self.document.pointer(pointer)) else {
                return value;
            };
            value = found;
        }
        value
    }

    /// The type of a schema in one word or two.
    pub(super) fn kind(self, schema: &'a Value) -> String {
        self.shape(schema, &[]).told()
    }

    /// The fields of an object (or of the objects in an array), depth first, those that must be there before the rest.
    pub(super) fn fields(self, schema: &'a Value) -> Vec<Field> {
        let mut rows = Vec::new();
        self.push_fields(&self.shape(schema, &[]), 0, &mut rows);
        rows
    }

    /// One row for a schema by itself: a parameter, or a body that is no object.
    pub(super) fn field(self, name: &str, schema: &'a Value, required: bool, depth: usize) -> Field {
        self.shape(schema, &[]).row(name, schema, required, depth)
    }

    fn push_fields(self, shape: &Shape<'a>, depth: usize, rows: &mut Vec<Field>) {
        let needed = shape.properties.iter().filter(|property| property.2);
        for (name, schema, required) in needed.chain(shape.properties.iter().filter(|property| !property.2)) {
            let inner = self.shape(schema, &shape.trail);
            rows.push(inner.row(name, schema, *required, depth));
            if depth < DEEPEST {
                self.push_fields(&inner, depth + 1, rows);
            }
        }
    }

    fn shape(self, schema: &'a Value, trail: &[&'a str]) -> Shape<'a> {
        let target = schema.get("$ref").and_then(Value::as_str);
        let mut trail = trail.to_vec();
        if let Some(target) = target {
            if trail.contains(&target) {
                let name = target.rsplit('/').next().unwrap_or(target);
                return Shape { kind: name.to_owned(), trail, ..Shape::default() };
            }
            trail.push(target);
        }
        let schema = self.resolve(schema);
        for key in ["oneOf", "anyOf", "allOf"] {
            if schema.get(key).is_some() {
                return self.joined(schema, key, trail);
            }
        }
        self.single(schema, trail)
    }

    /// Alternatives and parts: their fields together; a field of one alternative of several is not required.
    fn joined(self, schema: &'a Value, key: &str, trail: Vec<&'a str>) -> Shape<'a> {
        let shapes: Vec<Shape<'a>> = list(schema, key).map(|part| self.shape(part, &trail)).collect();
        let nullable = shapes.iter().any(|shape| shape.kind == "null" || shape.nullable);
        let mut shapes: Vec<Shape<'a>> = shapes.into_iter().filter(|shape| shape.kind != "null").collect();
        let description = schema.get("description").and_then(Value::as_str);
        if shapes.len() == 1
            && let Some(only) = shapes.pop()
        {
            return Shape { nullable, description: description.or(only.description), ..only };
        }
        let mut kinds: Vec<&str> = Vec::new();
        for shape in &shapes {
            if !kinds.contains(&shape.kind.as_str()) {
                kinds.push(&shape.kind);
            }
        }
        let kind = kinds.join(" | ");
        let all = key == "allOf";
        let mut properties: Vec<(&str, &Value, bool)> = properties(schema);
        for shape in &shapes {
            for (name, value, required) in &shape.properties {
                if !properties.iter().any(|(known, ..)| known == name) {
                    properties.push((name, value, *required && all));
                }
            }
        }
        Shape { kind, nullable, properties, plain: None, description, trail }
    }

    fn single(self, schema: &'a Value, trail: Vec<&'a str>) -> Shape<'a> {
        let (types, nullable) = types(schema);
        let description = schema.get("description").and_then(Value::as_str);
        let plain = Some(schema);
        if let Some(items) = schema.get("items") {
            let inner = self.shape(items, &trail);
            let kind = format!("{}[]", inner.kind);
            return Shape {
                kind,
                nullable,
                properties: inner.properties,
                plain: inner.plain,
                description,
                trail: inner.trail,
            };
        }
        let own = properties(schema);
        if let (true, Some(values)) = (own.is_empty(), schema.get("additionalProperties").filter(|v| v.is_object())) {
            let inner = self.shape(values, &trail);
            return Shape {
                kind: format!("map<string, {}>", inner.kind),
                nullable,
                plain,
                description,
                trail,
                ..Shape::default()
            };
        }
        let kind = match (types.is_empty(), own.is_empty()) {
            (false, _) => types.join(" | "),
            (true, false) => "object".to_owned(),
            (true, true) => "any".to_owned(),
        };
        Shape { kind, nullable, properties: own, plain, description, trail }
    }

    /// An example of the schema: what it says itself, else fields with telling values.
    pub(super) fn example(self, schema: &'a Value, filling: Filling) -> Value {
        Example { schemas: self, filling }.of("value", schema, 0)
    }
}

/// Which fields of an object an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filling {
    /// Those that must be there, and those that have an example of their own.
    Needed,
    /// All.
    Everything,
}

/// An example in the making.
#[derive(Clone, Copy)]
struct Example<'a> {
    schemas: Schemas<'a>,
    filling: Filling,
}

impl<'a> Example<'a> {
    fn of(self, name: &str, schema: &'a Value, depth: usize) -> Value {
        let schema = self.schemas.resolve(schema);
        let given = schema.get("example").or_else(|| schema.pointer("/examples/0")).or_else(|| schema.get("const"));
        if let Some(given) = given.or_else(|| schema.pointer("/enum/0")) {
            return given.clone();
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(part) = list(schema, key).find(|part| types(part).0 != ["null"]) {
                return self.of(name, part, depth);
            }
        }
        if let Some(items) = schema.get("items") {
            let items = if depth < DEEPEST { vec![self.of(name, items, depth + 1)] } else { Vec::new() };
            return Value::Array(items);
        }
        match types(schema).0.first().copied() {
            Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or_else(|| Value::from(1)),
            Some("boolean") => Value::Bool(true),
            Some("string") if schema.get("format").and_then(Value::as_str) == Some("date-time") => {
                Value::from("2026-01-31T08:00:00Z")
            }
            Some("string") if self.filling == Filling::Everything => Value::from("…"),
            Some("string") => Value::from(name.to_uppercase()),
            Some("object") | None => self.object(schema, depth),
            Some(_) => Value::Null,
        }
    }

    fn object(self, schema: &'a Value, depth: usize) -> Value {
        let parts = list(schema, "allOf").map(|part| self.schemas.resolve(part));
        let all = parts.flat_map(properties).chain(properties(schema));
        let wanted = all.filter(|(_, value, required)| depth < DEEPEST && self.shows(value, *required));
        let fields = wanted.map(|(name, value, _)| (name.to_owned(), self.of(name, value, depth + 1)));
        Value::Object(fields.collect::<Map<String, Value>>())
    }

    fn shows(self, schema: &Value, required: bool) -> bool {
        required || self.filling == Filling::Everything || schema.get("example").is_some()
    }
}

impl Shape<'_> {
    /// The shape of `schema` as a row.
    fn row(&self, name: &str, schema: &Value, required: bool, depth: usize) -> Field {
        let own = schema.get("description").and_then(Value::as_str);
        let plain = self.plain.unwrap_or(schema);
        Field {
            name: name.to_owned(),
            depth,
            kind: self.told(),
            required,
            description: own.or(self.description).map(blocks).unwrap_or_default(),
            choices: list(plain, "enum").filter(|choice| !choice.is_null()).map(written).collect(),
            limits: limits(schema, plain),
        }
    }

    fn told(&self) -> String {
        if self.nullable { format!("{} | null", self.kind) } else { self.kind.clone() }
    }
}

/// The types that a schema names, without `null`, and whether `null` was among them.
fn types(schema: &Value) -> (Vec<&str>, bool) {
    let named: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if named == ["null"] {
        return (named, false);
    }
    let nullable = named.contains(&"null");
    (named.into_iter().filter(|name| *name != "null").collect(), nullable)
}

/// Name, schema and whether it is required, of every property that the schema itself declares.
fn properties(schema: &Value) -> Vec<(&str, &Value, bool)> {
    let required: Vec<&str> = list(schema, "required").filter_map(Value::as_str).collect();
    let declared = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    declared.map(|(name, value)| (name.as_str(), value, required.contains(&name.as_str()))).collect()
}

/// The limits that help to write a right value.
fn limits(schema: &Value, plain: &Value) -> Vec<String> {
    const TOLD: [&str; 9] =
        ["format", "default", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern"];
    let value = |name: &str| schema.get(name).or_else(|| plain.get(name)).filter(|value| !value.is_null());
    // How wide our own numbers are, and that a count is not negative, helps nobody.
    let noise = |name: &str, value: &Value| {
        matches!(value.as_str(), Some("int32" | "int64")) || (name == "minimum" && value.as_i64() == Some(0))
    };
    let told = TOLD.iter().filter_map(|name| Some((name, value(name)?)));
    told.filter(|(name, value)| !noise(name, value)).map(|(name, value)| format!("{name} {}", written(value))).collect()
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// A value as people write it: strings without quotes.
fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
