//! A table as text.

use crate::Table;
use serde_json::Value;
use std::fmt::Write;

impl Table {
    /// As comma-separated values (RFC 4180), with a header.
    pub fn csv(&self) -> String {
        let mut out = csv_header(&self.columns);
        self.rows.iter().for_each(|row| line(&mut out, row.iter().map(plain)));
        out
    }
}

/// The header of comma-separated values.
pub fn csv_header(columns: &[String]) -> String {
    let mut out = String::new();
    line(&mut out, columns.iter().map(|c| c.as_str().into()));
    out
}

/// A row of comma-separated values.
pub fn csv_line(row: &[Value]) -> String {
    let mut out = String::new();
    line(&mut out, row.iter().map(plain));
    out
}

fn line<'v>(out: &mut String, fields: impl Iterator<Item = std::borrow::Cow<'v, str>>) {
    for (i, field) in fields.enumerate() {
        let comma = if i == 0 { "" } else { "," };
        let _ = if field.contains([',', '"', '\n', '\r']) {
            write!(out, "{comma}\"{}\"", field.replace('"', "\"\""))
        } else {
            write!(out, "{comma}{field}")
        };
    }
    out.push_str("\r\n");
}

fn plain(value: &Value) -> std::borrow::Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::String(text) => text.into(),
        other => other.to_string().into(),
    }
}
