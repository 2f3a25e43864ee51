use std::path::PathBuf;

/// Why an archive could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("there is no archive at {0}")]
    Missing(PathBuf),
    /// A database, or another file, that dateline did not make.
    #[error("{0} is not an archive of dateline")]
    Foreign(PathBuf),
    /// Made by a later version of the program.
    #[error("the archive has version {found}; this program knows versions up to {known}")]
    Newer {
        /// The archive's version.
        found: i64,
        /// The latest that this program knows.
        known: i64,
    },
    /// No space is left where the archive lies. What was reported as done is kept.
    #[error("the disk is full")]
    Full,
    /// Another program has held the archive for too long.
    #[error("the archive is locked by another program")]
    Busy,
    /// A query that would change the archive.
    #[error("only queries that read are allowed here")]
    Writes,
    /// There is nothing by this number or name.
    #[error("there is no {what} {id}")]
    Unknown {
        /// What was asked for.
        what: &'static str,
        /// Its number or name.
        id: String,
    },
    /// It is there, but no claim holds it.
    #[error("{what} {id} stands on page {page} in a sentence that says too little to be compared with others")]
    Unclaimed {
        /// What was asked for.
        what: &'static str,
        /// Its number.
        id: i64,
        /// The page that tells it.
        page: i64,
    },
    /// A stored record, or one given, that cannot be read.
    #[error("a record is damaged: {0}")]
    Record(String),
    /// A Parquet file that cannot be read or written.
    #[error("{path}: {reason}")]
    Parquet {
        /// The file, or its folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A folder to write to that holds something already.
    #[error("the folder {0} is not empty")]
    NotEmpty(PathBuf),
    /// A file that would be written over.
    #[error("{0} exists already")]
    Exists(PathBuf),
    /// Any other trouble with the database.
    #[error("{0}")]
    Database(rusqlite::Error),
    /// Trouble with files.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        match e.sqlite_error_code() {
            Some(Code::DiskFull) => Error::Full,
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Error::Busy,
            Some(Code::AuthorizationForStatementDenied | Code::ReadOnly) => Error::Writes,
            _ => Error::Database(e),
        }
    }
}
