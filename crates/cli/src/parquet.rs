//! Pages out of a Parquet file of others: a row a page, with a column of text or HTML, and whatever says where and when.

use crate::inputs::{Body, Failure, Input};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;
use serde_json::{Map, Value};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// How a Parquet file starts.
pub const MAGIC: &[u8] = b"PAR1";

/// What a page is made of, as JSON lines name it, each with the names that columns go by.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("html", &["html", "raw_html", "content_html", "page"]),
    ("text", &["text", "content", "body", "article", "plain_text", "maintext", "full_text"]),
    ("url", &["url", "uri", "link", "requested_url", "canonical_url"]),
    ("date", &["date", "published", "publish_date", "date_publish", "published_at", "publication_date", "datetime"]),
    ("title", &["title", "headline"]),
    ("id", &["id"]),
];

const CODECS: &str = "dateline reads Parquet that is not compressed, or with Snappy, gzip or Zstandard; write the file anew with one of these";

/// The rows of a file.
pub struct Rows {
    name: String,
    /// None once it has broken off.
    rows: Option<RowIter<'static>>,
    number: u64,
    /// Columns that are read, with what they are to a page.
    columns: Vec<(String, &'static str)>,
}

impl Rows {
    /// Opens a file.
    pub fn open(name: &str, path: &Path) -> Result<Rows, Failure> {
        let failed = |e: ParquetError| Failure::new(name, format!("not readable as Parquet: {e}"));
        let file = File::open(path).map_err(|e| Failure::new(name, crate::inputs::describe(&e)))?;
        let reader = guarded(|| SerializedFileReader::new(file)).map_err(failed)?;
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        let columns = chosen(schema.root_schema());
        if !columns.iter().any(|(_, part)| matches!(*part, "html" | "text")) {
            let there: Vec<&str> = schema.root_schema().get_fields().iter().map(|f| f.name()).collect();
            let reason = format!("no column holds text or HTML; there are {}", there.join(", "));
            return Err(Failure::new(name, reason)
                .help("name a column `text` or `html`, and optionally others `url`, `date`, `title`, `id`"));
        }
        let fields = schema.root_schema().get_fields().iter();
        let fields: Vec<Arc<Type>> =
            fields.filter(|f| columns.iter().any(|(column, _)| column == f.name())).cloned().collect();
        let projection =
            Type::group_type_builder(schema.root_schema().name()).with_fields(fields).build().map_err(failed)?;
        let rows = guarded(|| RowIter::from_file_into(Box::new(reader)).project(Some(projection))).map_err(failed)?;
        Ok(Rows { name: name.into(), rows: Some(rows.with_batch_size(64)), number: 0, columns })
    }

    /// The next row, as a line of JSON.
    fn row(&mut self) -> Option<Result<Vec<u8>, ParquetError>> {
        let rows = self.rows.as_mut()?;
        match guarded(|| rows.next().transpose()) {
            Ok(row) => {
                let mut line = Map::new();
                for (name, field) in row?.into_columns() {
                    let part = self.columns.iter().find(|(column, _)| *column == name).map(|(_, part)| *part);
                    if let (Some(part), Some(value)) = (part, value(field)) {
                        line.insert(part.into(), value);
                    }
                }
                Some(Ok(Value::Object(line).to_string().into_bytes()))
            }
            Err(e) => {
                self.rows = None;
                Some(Err(e))
            }
        }
    }
}

impl Iterator for Rows {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        let row = self.row()?;
        self.number += 1;
        let name = format!("{}:{}", self.name, self.number);
        let body = match row {
            Ok(line) => Body::Line(line),
            Err(e) => {
                let failure =
                    Failure::new(&self.name, format!("not readable as Parquet after row {}: {e}", self.number - 1));
                let of_codec = e.to_string().contains("Disabled feature");
                Body::Failed(if of_codec { failure.help(CODECS) } else { failure })
            }
        };
        Some(Input::part(name, &self.name, self.number, body))
    }
}

/// For each part of a page the column that holds it: of several the one whose name comes first in the list.
fn chosen(schema: &Type) -> Vec<(String, &'static str)> {
    let plain = schema.get_fields().iter().filter(|f| f.is_primitive());
    let names: Vec<&str> = plain.map(|f| f.name()).collect();
    let column = |(part, known): &(&'static str, &[&str])| {
        let found = known.iter().find_map(|name| names.iter().find(|n| n.eq_ignore_ascii_case(name)))?;
        Some(((*found).to_owned(), *part))
    };
    COLUMNS.iter().filter_map(column).collect()
}

fn value(field: Field) -> Option<Value> {
    let moment = |at: Result<jiff::Timestamp, jiff::Error>| at.ok().map(|at| Value::String(at.to_string()));
    match field {
        Field::Str(text) => Some(text.into()),
        Field::Bytes(bytes) => String::from_utf8(bytes.data().to_vec()).ok().map(Value::String),
        Field::Int(n) => Some(n.into()),
        Field::Long(n) => Some(n.into()),
        Field::Date(days) => {
            let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
            Some(day.to_string().into())
        }
        Field::TimestampMillis(n) => moment(jiff::Timestamp::from_millisecond(n)),
        Field::TimestampMicros(n) => moment(jiff::Timestamp::from_microsecond(n)),
        _ => None,
    }
}

/// Runs what reads a stranger's file: where the reader panics on a damaged one, that is an error of the file.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(ParquetError::General("the file is damaged".into())))
}
