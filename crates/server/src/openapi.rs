//! The API's description, made from the list of views.

use crate::address::PARAMETERS;
use crate::fault::ErrorBody;
use crate::routes;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

static DOCUMENT: LazyLock<Value> = LazyLock::new(make);

/// The document, OpenAPI 3.1.
pub fn document() -> &'static Value {
    &DOCUMENT
}

fn make() -> Value {
    let mut schemas = SchemaSettings::draft2020_12()
        .with(|s| {
            s.definitions_path = "/components/schemas".into();
            s.meta_schema = None;
        })
        .into_generator();
    let error = schemas.subschema_for::<ErrorBody>();
    let fault = |about: &str| json!({ "description": about, "content": { "application/json": { "schema": error } } });
    let mut paths = Map::new();
    for route in &routes::ALL {
        let about = &route.about;
        let mut parameters: Vec<Value> = Vec::new();
        if about.api.contains("{id}") {
            parameters.push(json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" },
                "description": "Its number in the archive" }));
        }
        for p in PARAMETERS.iter().filter(|p| about.parameters.contains(&p.name)) {
            let one = match p.name {
                "page" | "limit" => json!({ "type": "integer", "minimum": 1 }),
                _ => json!({ "type": "string" }),
            };
            let schema = if p.many { json!({ "type": "array", "items": one }) } else { one };
            parameters.push(json!({ "name": p.name, "in": "query", "description": p.about, "schema": schema }));
        }
        let schema = (route.schema)(&mut schemas);
        let operation = json!({
            "summary": about.summary,
            "operationId": about.api.replace("/{id}", "_by_id").trim_matches('/').replace('/', "_"),
            "parameters": parameters,
            "responses": {
                "200": { "description": "The answer", "headers": { "ETag": { "schema": { "type": "string" } } },
                    "content": { "application/json": { "schema": schema } } },
                "304": { "description": "Nothing has changed since the answer with the tag in If-None-Match" },
                "400": fault("The address makes no sense"),
                "401": fault("A token is needed"),
                "404": fault("There is no such thing"),
                "503": fault("Too many questions at once"),
            }
        });
        paths.insert(format!("/api/v1{}", about.api), json!({ "get": operation }));
    }
    let record = schemas.subschema_for::<dateline_record::Record>();
    let query = |name: &str| {
        let about = crate::layout::about(name);
        json!({ "name": name, "in": "query", "description": about, "schema": { "type": "string" } })
    };
    let read = json!({
        "summary": "Reads a page and gives its record. Nothing is stored.",
        "operationId": "read",
        "parameters": [query("url"), query("date"), query("title")],
        "requestBody": { "required": true, "content": {
            "text/html": { "schema": { "type": "string" } }, "text/plain": { "schema": { "type": "string" } } } },
        "responses": {
            "200": { "description": "The record", "content": { "application/json": { "schema": record } } },
            "401": fault("A token is needed"),
            "413": fault("The page is too large"),
            "422": fault("This is no page"),
            "503": fault("Too many pages at once"),
        }
    });
    paths.insert("/api/v1/read".into(), json!({ "post": read }));
    let description = json!({ "description": "This document", "content": { "application/json": { "schema": { "type": "object" } } } });
    let own = json!({ "summary": "This document", "operationId": "openapi", "responses": { "200": description } });
    paths.insert("/api/v1/openapi.json".into(), json!({ "get": own }));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "dateline",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What an archive of news pages holds: who says what through whom, what happened, and how many independent \
                            sources stand behind it. Every page of the reading room has its twin here.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "components": {
            "schemas": schemas.take_definitions(true),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
        "security": [{}, { "token": [] }],
        "paths": paths,
    })
}
