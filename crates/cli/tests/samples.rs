//! The sample pages give the records that were read and accepted; every record keeps the contract and the schema.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{records, root, run, update};
use serde_json::Value;
use std::path::PathBuf;

/// The sample pages, as paths from the repository's folder.
fn pages() -> Vec<String> {
    let mut pages: Vec<String> = std::fs::read_dir(root().join("samples"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".html") || name.ends_with(".txt") || name.ends_with(".jsonl"))
        .map(|name| format!("samples/{name}"))
        .collect();
    pages.sort();
    assert!(pages.len() >= 10, "{pages:?}");
    pages
}

/// Where the accepted record of a page lies; for JSON lines, one record after the other.
fn accepted(page: &str) -> PathBuf {
    root().join(format!("samples/records/{}.json", page.trim_start_matches("samples/")))
}

#[test]
fn sample_pages_give_their_accepted_records() {
    let mut wrong = Vec::new();
    for page in pages() {
        let now = run(&["read", "--format", "json", &page]).out;
        let path = accepted(&page);
        if update() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &now).unwrap();
        }
        match std::fs::read_to_string(&path) {
            Ok(then) if then == now => {}
            Ok(then) => wrong.push(format!("{page}\n{}", difference(&then, &now))),
            Err(_) => eprintln!("{page}: no accepted record yet"),
        }
    }
    assert!(
        wrong.is_empty(),
        "records differ from the accepted ones (- accepted, + now):\n\n{}\n\nIf every difference is right, write them anew with\n    \
         UPDATE=1 cargo test --release -p dateline --test samples\nand read `git diff samples/records` before you commit it.",
        wrong.join("\n\n")
    );
}

/// The first lines that differ, with the lines around them.
fn difference(then: &str, now: &str) -> String {
    let (then, now): (Vec<&str>, Vec<&str>) = (then.lines().collect(), now.lines().collect());
    let same = then.iter().zip(&now).take_while(|(a, b)| a == b).count();
    let same_end = then[same..].iter().rev().zip(now[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let show = |mark: char, lines: &[&str]| {
        let shown =
            lines.iter().take(12).map(|line| format!("{mark} {}\n", line.chars().take(160).collect::<String>()));
        let more = lines.len().saturating_sub(12);
        shown.chain((more > 0).then(|| format!("{mark} … {more} more lines\n"))).collect::<String>()
    };
    let before = &then[same.saturating_sub(3)..same];
    let (gone, new) = (&then[same..then.len() - same_end], &now[same..now.len() - same_end]);
    format!("  at line {}:\n{}{}{}", same + 1, show(' ', before), show('-', gone), show('+', new))
}

#[test]
fn records_of_the_samples_keep_the_contract_and_the_schema() {
    let ran = run(&["read", "--quiet", "--format", "jsonl", "samples"]);
    let schema = dateline_record::schema();
    for record in records(&ran.out) {
        assert_eq!(dateline_record::check(&record), [], "{}", record.source.id);
    }
    for line in ran.out.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let mut faults = Vec::new();
        validate(&record, &schema, &schema, "$", &mut faults);
        assert!(faults.is_empty(), "{}: {faults:#?}", record["source"]["id"]);
    }
}

#[test]
fn the_schema_check_finds_faults() {
    let schema = dateline_record::schema();
    let ran = run(&["read", "--format", "json", &pages()[0]]);
    let good: Value = serde_json::from_str(&ran.out).unwrap();
    let faults_of = |change: &dyn Fn(&mut Value)| {
        let mut record = good.clone();
        change(&mut record);
        let mut faults = Vec::new();
        validate(&record, &schema, &schema, "$", &mut faults);
        faults
    };
    assert!(faults_of(&|_| ()).is_empty());
    assert_eq!(faults_of(&|r| r["blocks"][0]["kind"] = "advert".into()).len(), 1);
    assert_eq!(faults_of(&|r| r["blocks"][0]["start"] = (-1).into()).len(), 1);
    assert_eq!(faults_of(&|r| r["text"] = Value::Null).len(), 1);
    assert_eq!(faults_of(&|r| r["colour"] = "red".into()).len(), 1);
    assert_eq!(faults_of(&|r| drop(r.as_object_mut().unwrap().remove("times"))).len(), 1);
}

/// Checks a value against the part of JSON Schema that our schema uses; a keyword that it does not know is an error, so that it
/// never passes what it did not check. Stricter than the schema in one way: fields that the schema does not name are faults.
fn validate(value: &Value, schema: &Value, whole: &Value, path: &str, faults: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else {
        return assert_eq!(schema, &Value::Bool(true), "a schema is an object or true");
    };
    let fits = |schema: &Value| {
        let mut faults = Vec::new();
        validate(value, schema, whole, path, &mut faults);
        faults.is_empty()
    };
    for (keyword, rule) in rules {
        let ok = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" | "default" => true,
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").expect("references are to definitions");
                validate(value, &whole["$defs"][name], whole, path, faults);
                true
            }
            "type" => match rule {
                Value::String(name) => has_type(value, name),
                names => names.as_array().unwrap().iter().any(|name| has_type(value, name.as_str().unwrap())),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "const" => rule == value,
            "anyOf" => rule.as_array().unwrap().iter().any(fits),
            "oneOf" => rule.as_array().unwrap().iter().filter(|s| fits(s)).count() == 1,
            "minimum" => value.as_f64().is_none_or(|v| v >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|v| v <= rule.as_f64().unwrap()),
            "minItems" => value.as_array().is_none_or(|v| v.len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|v| v.len() as u64 <= rule.as_u64().unwrap()),
            "required" => value
                .as_object()
                .is_none_or(|v| rule.as_array().unwrap().iter().all(|name| v.contains_key(name.as_str().unwrap()))),
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    validate(item, rule, whole, &format!("{path}[{i}]"), faults);
                }
                true
            }
            "properties" => {
                for (name, field) in value.as_object().into_iter().flatten() {
                    match rule.get(name) {
                        Some(rule) => validate(field, rule, whole, &format!("{path}.{name}"), faults),
                        None => faults.push(format!("{path}.{name} is not in the schema")),
                    }
                }
                true
            }
            other => panic!("the schema uses {other}, which this check does not know: teach it"),
        };
        if !ok {
            faults.push(format!("{path} breaks {keyword} {rule}"));
        }
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no JSON type"),
    }
}
