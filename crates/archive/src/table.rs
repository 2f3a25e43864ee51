//! A table as text.

use crate::Table;
use serde_json::Value;
use std::fmt::Write;

impl Table {
    /// As comma-separated values (RFC 4180), with a header. What a spreadsheet would take for a formula begins with an apostrophe.
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
        let quote = if is_formula(&field) { "'" } else { "" };
        let _ = if !quote.is_empty() || field.contains([',', ';', '"', '\t', '\n', '\r']) {
            write!(out, "{comma}\"{quote}{}\"", field.replace('"', "\"\""))
        } else {
            write!(out, "{comma}{field}")
        };
    }
    out.push_str("\r\n");
}

/// Whether a spreadsheet would take a field for a formula: it begins as OWASP's "CSV Injection" page says, the full-width forms included, and is no
/// number. Such a field gets an apostrophe before it, and quotation marks around it.
fn is_formula(field: &str) -> bool {
    let begins = field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    // "inf" and "nan" are words to a spreadsheet.
    let number = field.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) && field.parse::<f64>().is_ok();
    begins && !number
}

fn plain(value: &Value) -> std::borrow::Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::String(text) => text.into(),
        other => other.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_are_no_formulas() {
        for (value, field) in [
            (json!("cod, and haddock"), "\"cod, and haddock\""),
            (json!("cod;haddock"), "\"cod;haddock\""),
            (json!("a \"cod\""), "\"a \"\"cod\"\"\""),
            (json!("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\""),
            (json!("@home"), "\"'@home\""),
            (json!("+47 and more"), "\"'+47 and more\""),
            (json!("-2+3"), "\"'-2+3\""),
            (json!("-inf"), "\"'-inf\""),
            (json!("- a dash"), "\"'- a dash\""),
            (json!("\tcod"), "\"'\tcod\""),
            (json!("\r\ncod"), "\"'\r\ncod\""),
            (json!("＝1+1"), "\"'＝1+1\""),
            (json!("1 = 1"), "1 = 1"),
            (json!("-12.5"), "-12.5"),
            (json!("+47"), "+47"),
            (json!(-3), "-3"),
            (json!(-1.5), "-1.5"),
            (json!(-2.5e-9), "-2.5e-9"),
            (json!(null), ""),
        ] {
            assert_eq!(csv_line(&[value]), format!("{field}\r\n"));
        }
    }
}
