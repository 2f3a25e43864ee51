//! Connections that read, a few of them, each used by one question at a time.

use crate::Fault;
use dateline_archive::Archive;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Params, Row};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A question that takes longer is broken off.
pub const LONGEST: Duration = Duration::from_secs(10);

/// Steps of SQLite's machine between two looks at the time.
const STEPS: i32 = 20_000;

/// KiB of the file that a connection keeps. The rest is the system's to keep; it is not mapped, so that memory stays what it is.
const KEPT: i64 = 32_768;

/// One connection.
pub struct Db {
    /// The archive's own questions.
    pub archive: Archive,
    sql: Connection,
    deadline: Arc<AtomicU64>,
    started: Instant,
}

impl Db {
    fn open(path: &Path) -> Result<Db, Fault> {
        let archive = Archive::open_to_read(path)?;
        let sql =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        sql.busy_timeout(Duration::from_secs(5))?;
        sql.pragma_update(None, "query_only", true)?;
        sql.pragma_update(None, "cache_size", -KEPT)?;
        sql.set_prepared_statement_cache_capacity(128);
        let started = Instant::now();
        let deadline = Arc::new(AtomicU64::new(u64::MAX));
        let until = Arc::clone(&deadline);
        let late = move || started.elapsed().as_millis() as u64 > until.load(Ordering::Relaxed);
        sql.progress_handler(STEPS, Some(late))?;
        Ok(Db { archive, sql, deadline, started })
    }

    /// All rows of a query.
    pub fn all<T>(
        &self,
        sql: &str,
        values: impl Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Fault> {
        let mut query = self.sql.prepare_cached(sql)?;
        let rows = query.query_map(values, row)?.collect::<rusqlite::Result<Vec<T>>>()?;
        Ok(rows)
    }

    /// The first row of a query, if there is one.
    pub fn one<T>(
        &self,
        sql: &str,
        values: impl Params,
        row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Fault> {
        Ok(self.sql.prepare_cached(sql)?.query_row(values, row).optional()?)
    }

    /// A number that a query counts.
    pub fn count(&self, sql: &str, values: impl Params) -> Result<u64, Fault> {
        Ok(self.one(sql, values, |row| row.get::<_, i64>(0))?.unwrap_or_default().cast_unsigned())
    }
}

/// The connections.
pub struct Pool {
    path: PathBuf,
    free: Mutex<Vec<Db>>,
    /// Asked for the version alone.
    watch: Mutex<Connection>,
}

impl Pool {
    /// Opens the archive, to find out at once whether it can be.
    pub fn open(path: &Path) -> Result<Pool, Fault> {
        let first = Db::open(path)?;
        let watch = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        Ok(Pool { path: path.into(), free: Mutex::new(vec![first]), watch: Mutex::new(watch) })
    }

    /// The archive's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that changes whenever somebody else has written to the archive.
    pub fn version(&self) -> Result<i64, Fault> {
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(watch.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
    }

    /// Asks with a connection of its own. The caller bounds how many ask at once. Blocks.
    pub fn ask<T>(&self, question: impl FnOnce(&Db) -> Result<T, Fault>) -> Result<T, Fault> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let db = match free {
            Some(db) => db,
            None => Db::open(&self.path)?,
        };
        let until = (db.started.elapsed() + LONGEST).as_millis() as u64;
        db.deadline.store(until, Ordering::Relaxed);
        // One question sees one state of the archive, whoever writes meanwhile.
        db.sql.execute_batch("BEGIN")?;
        let answer = db.archive.at_once(|_| question(&db)).map_err(Fault::from).flatten();
        db.sql.execute_batch("COMMIT")?;
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(db);
        answer
    }
}
