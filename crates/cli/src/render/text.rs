//! For people at a terminal.

use dateline_record::Record;

/// Prints one record.
pub fn record(record: &Record) -> String {
    record.text.clone() + "\n"
}
