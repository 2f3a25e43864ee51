//! Tables as Parquet files, and back.
//!
//! Every column is optional, since SQLite allows nothing where the schema does not forbid it; integers are INT64, reals DOUBLE, text and blobs BYTE_ARRAY.
//! The same rows give the same bytes.

use crate::Error;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::SerializedFileReader;
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;
use rusqlite::types::{Value, ValueRef};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows of a group at most …
const ROWS: usize = 65_536;
/// … and bytes of their texts: so much is held in memory.
const BYTES: usize = 16 << 20;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Integer,
    Real,
    Text,
    Blob,
}

impl Kind {
    /// From a type as a schema declares it, by the rules of SQLite's affinity.
    pub fn declared(name: &str) -> Kind {
        match name.to_ascii_uppercase() {
            name if name.contains("INT") => Kind::Integer,
            name if ["REAL", "FLOA", "DOUB"].iter().any(|real| name.contains(real)) => Kind::Real,
            name if name.contains("BLOB") => Kind::Blob,
            _ => Kind::Text,
        }
    }
}

/// Writes a table.
pub(crate) struct Writer {
    path: PathBuf,
    file: SerializedFileWriter<File>,
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

/// Values of a column that are still to be written; `there` says of each row whether it has one.
struct Column {
    name: String,
    kind: Kind,
    there: Vec<i16>,
    integers: Vec<i64>,
    reals: Vec<f64>,
    bytes: Vec<ByteArray>,
}

impl Writer {
    pub fn new(path: &Path, columns: &[(String, Kind)]) -> Result<Writer, Error> {
        let field = |(name, kind): &(String, Kind)| {
            let (physical, logical) = match kind {
                Kind::Integer => (Physical::INT64, None),
                Kind::Real => (Physical::DOUBLE, None),
                Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
                Kind::Blob => (Physical::BYTE_ARRAY, None),
            };
            let field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
            field.with_logical_type(logical).build().map(Arc::new)
        };
        let fields = columns.iter().map(field).collect::<Result<_, _>>().map_err(|e| broken(path, e))?;
        let schema = Type::group_type_builder("table").with_fields(fields).build().map_err(|e| broken(path, e))?;
        let properties =
            WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("dateline".into());
        let properties = Arc::new(properties.build());
        let file = SerializedFileWriter::new(File::create(path)?, Arc::new(schema), properties);
        let column = |(name, kind): &(String, Kind)| Column {
            name: name.clone(),
            kind: *kind,
            there: Vec::new(),
            integers: Vec::new(),
            reals: Vec::new(),
            bytes: Vec::new(),
        };
        let columns = columns.iter().map(column).collect();
        Ok(Writer { path: path.into(), file: file.map_err(|e| broken(path, e))?, columns, rows: 0, bytes: 0 })
    }

    pub fn row(&mut self, row: &rusqlite::Row) -> Result<(), Error> {
        for (i, column) in self.columns.iter_mut().enumerate() {
            self.bytes += column.take(row.get_ref(i)?).ok_or_else(|| Error::Parquet {
                path: self.path.clone(),
                reason: format!("column {} holds values of different types", column.name),
            })?;
        }
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES { self.group() } else { Ok(()) }
    }

    /// Writes what is held.
    fn group(&mut self) -> Result<(), Error> {
        let Writer { path, file, columns, rows, bytes } = self;
        if *rows > 0 {
            write_group(file, columns).map_err(|e| broken(path, e))?;
        }
        (*rows, *bytes) = (0, 0);
        Ok(())
    }

    pub fn finish(mut self) -> Result<(), Error> {
        self.group()?;
        self.file.close().map_err(|e| broken(&self.path, e))?;
        Ok(())
    }
}

fn write_group(file: &mut SerializedFileWriter<File>, columns: &mut [Column]) -> Result<(), ParquetError> {
    let mut group = file.next_row_group()?;
    for column in columns {
        let Some(mut writer) = group.next_column()? else { break };
        let there = Some(column.there.as_slice());
        match column.kind {
            Kind::Integer => writer.typed::<Int64Type>().write_batch(&column.integers, there, None)?,
            Kind::Real => writer.typed::<DoubleType>().write_batch(&column.reals, there, None)?,
            Kind::Text | Kind::Blob => writer.typed::<ByteArrayType>().write_batch(&column.bytes, there, None)?,
        };
        writer.close()?;
        column.there.clear();
        column.integers.clear();
        column.reals.clear();
        column.bytes.clear();
    }
    group.close()?;
    Ok(())
}

impl Column {
    /// Takes a value; gives the bytes it needs, or none if it is of another type.
    fn take(&mut self, value: ValueRef) -> Option<usize> {
        let bytes = match (self.kind, value) {
            (_, ValueRef::Null) => {
                self.there.push(0);
                return Some(1);
            }
            (Kind::Integer, ValueRef::Integer(n)) => {
                self.integers.push(n);
                8
            }
            (Kind::Real, ValueRef::Integer(n)) => {
                self.reals.push(n as f64);
                8
            }
            (Kind::Real, ValueRef::Real(x)) => {
                self.reals.push(x);
                8
            }
            (Kind::Text, ValueRef::Text(bytes)) | (Kind::Blob, ValueRef::Blob(bytes)) => {
                self.bytes.push(bytes.to_vec().into());
                bytes.len()
            }
            (Kind::Text, ValueRef::Integer(n)) => {
                self.bytes.push(n.to_string().into_bytes().into());
                8
            }
            _ => return None,
        };
        self.there.push(1);
        Some(bytes)
    }
}

/// Gives each row of a file: names of the columns, and their values.
pub(crate) fn read(path: &Path, mut each: impl FnMut(Vec<(String, Value)>) -> Result<(), Error>) -> Result<(), Error> {
    let reader = SerializedFileReader::new(File::open(path)?).map_err(|e| broken(path, e))?;
    // Few at a time: a row may hold a whole page.
    for row in RowIter::from_file_into(Box::new(reader)).with_batch_size(64) {
        let columns = row.map_err(|e| broken(path, e))?.into_columns();
        each(columns.into_iter().map(|(name, field)| Some((name, value(field)?))).collect::<Option<_>>().ok_or_else(
            || Error::Parquet { path: path.into(), reason: "it holds a type of column that no archive has".into() },
        )?)?;
    }
    Ok(())
}

fn value(field: Field) -> Option<Value> {
    Some(match field {
        Field::Null => Value::Null,
        Field::Long(n) => Value::Integer(n),
        Field::Double(x) => Value::Real(x),
        Field::Str(text) => Value::Text(text),
        Field::Bytes(bytes) => Value::Blob(bytes.data().to_vec()),
        _ => return None,
    })
}

pub(crate) fn broken(path: &Path, e: ParquetError) -> Error {
    match e {
        ParquetError::External(e) => match e.downcast::<std::io::Error>() {
            Ok(e) => Error::Io(*e),
            Err(e) => Error::Parquet { path: path.into(), reason: e.to_string() },
        },
        e => Error::Parquet { path: path.into(), reason: e.to_string() },
    }
}
