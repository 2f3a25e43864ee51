//! The file: opened, brought up to date, written to.

use crate::Error;
use crate::prepare::Prepared;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// `PRAGMA application_id` of an archive: "dtln".
const APPLICATION: i64 = 0x6474_6C6E;

/// Each brings an archive from the version before to its own; the first makes one from nothing.
const MIGRATIONS: [&str; 4] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
];

/// How long to wait for another writer. Transactions are short.
const PATIENCE: Duration = Duration::from_secs(120);

/// One SQLite file that holds records and what they have to do with each other.
pub struct Archive {
    pub(crate) db: Connection,
    pub(crate) recent: crate::join::Recent,
    /// Stories that pages have come to, or left, in this transaction.
    pub(crate) touched: BTreeSet<i64>,
    /// Groups of copies that have changed in it.
    pub(crate) regrouped: BTreeSet<i64>,
}

/// Where a page came from, for [`Archive::add`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file, or `file:line`, `file@offset`: what it is known by when it is read again.
    pub name: String,
    /// The file alone.
    pub file: String,
    /// Line of JSON lines, byte offset of a WARC record, row of a table.
    pub position: Option<u64>,
    /// Digest of what was read and of what was given with it.
    pub digest: String,
}

/// What could not be read, or not to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Why.
    pub reason: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What became of a page that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// It takes the place of an earlier reading of the same input.
    Changed,
    /// The same page is there already, from another input.
    Known,
}

impl Archive {
    /// Opens an archive for reading and writing; makes it where there is none; brings one of an earlier version up to date.
    pub fn open(path: &Path) -> Result<Archive, Error> {
        let mut archive = Archive::connect(Connection::open(path)?);
        archive.db.busy_timeout(PATIENCE)?;
        archive.must_be_ours(path)?;
        archive.write_ahead()?;
        // A commit is on the disk before it is reported: also a power cut loses nothing that was.
        archive.db.pragma_update(None, "synchronous", "FULL")?;
        archive.db.pragma_update(None, "foreign_keys", true)?;
        archive.db.pragma_update(None, "cache_size", -65_536)?; // KiB
        // What is written is spread over the whole file by words: the longer it is gathered, the fewer places are written twice.
        archive.db.pragma_update(None, "wal_autocheckpoint", 16_384)?; // pages: 64 MiB
        let was_older = archive.migrate()?;
        archive.join_the_unjoined()?;
        archive.keep_the_rule()?;
        if was_older {
            archive.fold_names()?;
            archive.weigh_all_origins()?;
            archive.settle()?;
        }
        Ok(archive)
    }

    /// Has changes written to a log beside the file, which readers need not wait for. The first switch asks for the file alone, and SQLite
    /// answers at once that it is busy where two programs make an archive together: so it is asked again.
    fn write_ahead(&self) -> Result<(), Error> {
        const PAUSE: Duration = Duration::from_millis(20);
        let mut waited = Duration::ZERO;
        loop {
            match self.db.pragma_update(None, "journal_mode", "WAL") {
                Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) && waited < PATIENCE => {
                    std::thread::sleep(PAUSE);
                    waited += PAUSE;
                }
                other => return Ok(other?),
            }
        }
    }

    /// Opens an archive that must exist, for reading alone.
    pub fn open_to_read(path: &Path) -> Result<Archive, Error> {
        if !path.exists() {
            return Err(Error::Missing(path.into()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let archive = Archive::connect(Connection::open_with_flags(path, flags)?);
        archive.db.busy_timeout(PATIENCE)?;
        archive.db.pragma_update(None, "cache_size", -16_384)?; // KiB
        archive.must_be_ours(path)?;
        let found = archive.version()?;
        if found < MIGRATIONS.len() as i64 {
            // Bring it up to date first; only that needs to write.
            drop(archive);
            drop(Archive::open(path)?);
            return Archive::open_to_read(path);
        }
        Ok(archive)
    }

    /// Asks several questions of one state of the archive. Cheaper than one by one: the file is locked, and let go, once.
    pub fn at_once<T>(&self, ask: impl FnOnce(&Archive) -> T) -> Result<T, Error> {
        self.db.execute_batch("BEGIN")?;
        let answer = ask(self);
        self.db.execute_batch("COMMIT")?;
        Ok(answer)
    }

    fn connect(db: Connection) -> Archive {
        db.set_prepared_statement_cache_capacity(128);
        Archive { db, recent: crate::join::Recent::default(), touched: BTreeSet::new(), regrouped: BTreeSet::new() }
    }

    /// Fails on a file that is something else, before anything is written to it.
    fn must_be_ours(&self, path: &Path) -> Result<(), Error> {
        let foreign = |e: rusqlite::Error| match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Error::Foreign(path.into()),
            _ => e.into(),
        };
        let application: i64 = self.db.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(foreign)?;
        let tables: i64 =
            self.db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(foreign)?;
        if application != APPLICATION && tables > 0 {
            return Err(Error::Foreign(path.into()));
        }
        let (found, known) = (self.version()?, MIGRATIONS.len() as i64);
        if found > known { Err(Error::Newer { found, known }) } else { Ok(()) }
    }

    /// The version of its schema.
    pub fn version(&self) -> Result<i64, Error> {
        Ok(self.db.pragma_query_value(None, "user_version", |row| row.get(0))?)
    }

    /// Whether it was of an earlier version.
    fn migrate(&self) -> Result<bool, Error> {
        if self.version()? == MIGRATIONS.len() as i64 {
            return Ok(false);
        }
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        // Another program may have done it in between.
        let from = usize::try_from(self.version()?).unwrap_or_default();
        for sql in MIGRATIONS.iter().skip(from) {
            self.db.execute_batch(sql)?;
        }
        if (1..4).contains(&from) {
            self.fill_inferred()?;
        }
        self.db.pragma_update(None, "application_id", APPLICATION)?;
        self.db.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
        self.db.execute_batch("COMMIT")?;
        Ok(true)
    }

    /// Compares pages with the others that an earlier version did not compare.
    fn join_the_unjoined(&mut self) -> Result<(), Error> {
        loop {
            let sql = "SELECT id, record FROM pages WHERE joined = 0 ORDER BY id LIMIT 1";
            let next =
                self.db.query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
            let Some((id, record)) = next else { return Ok(()) };
            self.begin()?;
            let record = crate::prepare::unpack(&record)?;
            self.join(id, &Prepared::new(record))?;
            self.touched.clear(); // they are settled when all pages are there
            self.commit()?;
        }
    }

    /// Folds all names as this version does.
    fn fold_names(&self) -> Result<(), Error> {
        let mut find = self.db.prepare("SELECT id, name FROM names")?;
        let names: Vec<(i64, String)> =
            find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        for (id, name) in names {
            // Of two that have become one, the later keeps its old form.
            let sql = "UPDATE OR IGNORE names SET folded = ?2 WHERE id = ?1 AND folded <> ?2";
            self.db.prepare_cached(sql)?.execute(params![id, crate::words::folded_name(&name)])?;
        }
        self.db.execute_batch("COMMIT")?;
        Ok(())
    }

    /// Begins to write. What follows counts once [`Archive::commit`] has returned, and not at all before.
    pub fn begin(&mut self) -> Result<(), Error> {
        // Left over where a transaction was given up.
        self.touched.clear();
        self.regrouped.clear();
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        Ok(())
    }

    /// Makes everything since [`Archive::begin`] last.
    pub fn commit(&mut self) -> Result<(), Error> {
        self.weigh_origins()?;
        self.settle_grown()?;
        self.put_in_place()?;
        self.db.execute_batch("COMMIT")?;
        Ok(())
    }

    /// Whether an input was read before, with this digest and to its end.
    pub fn has(&self, name: &str, digest: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM inputs WHERE name = ?1 AND digest = ?2 AND page IS NOT NULL AND reason IS NULL";
        Ok(self.db.prepare_cached(sql)?.exists([name, digest])?)
    }

    /// Takes in one input: its record, or why there is none, or both where it broke off. Within [`Archive::begin`] and
    /// [`Archive::commit`].
    pub fn add(&mut self, origin: &Origin, page: Option<&Prepared>, unread: Option<&Unread>) -> Result<Added, Error> {
        let sql = "SELECT page FROM inputs WHERE name = ?1";
        let before: Option<i64> =
            self.db.prepare_cached(sql)?.query_row([&origin.name], |row| row.get(0)).optional()?.flatten();
        let (id, added) = match page {
            None => (None, Added::Known),
            Some(page) => {
                let identity = identity(page);
                let sql = "SELECT id FROM pages WHERE identity = ?1";
                let there: Option<i64> =
                    self.db.prepare_cached(sql)?.query_row([&identity], |row| row.get(0)).optional()?;
                match there {
                    Some(id) => (Some(id), Added::Known),
                    None => {
                        let id = self.write(&identity, page)?;
                        self.join(id, page)?;
                        (Some(id), if before.is_some() { Added::Changed } else { Added::New })
                    }
                }
            }
        };
        let sql =
            "INSERT INTO inputs (name, file, position, digest, page, reason, help) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, page = excluded.page, reason = excluded.reason,
            help = excluded.help";
        let (reason, help) = (unread.map(|u| &u.reason), unread.and_then(|u| u.help.as_ref()));
        let position = origin.position.map(u64::cast_signed);
        self.db.prepare_cached(sql)?.execute(params![
            origin.name,
            origin.file,
            position,
            origin.digest,
            id,
            reason,
            help
        ])?;
        if let Some(before) = before.filter(|b| Some(*b) != id) {
            self.remove_if_unused(before)?;
        }
        Ok(added)
    }

    /// Removes a page that no input stands behind any more.
    fn remove_if_unused(&mut self, page: i64) -> Result<(), Error> {
        if !self.db.prepare_cached("SELECT 1 FROM inputs WHERE page = ?1")?.exists([page])? {
            self.part(page)?;
            self.db.prepare_cached("DELETE FROM pages WHERE id = ?1")?.execute([page])?;
        }
        Ok(())
    }

    /// How many pages there are.
    pub fn pages(&self) -> Result<u64, Error> {
        let n: i64 = self.db.query_row("SELECT count(*) FROM pages", [], |row| row.get(0))?;
        Ok(n.cast_unsigned())
    }

    /// Tests the file and all that points from one table to another; what is wrong, if anything.
    pub fn check(&self) -> Result<Vec<String>, Error> {
        let mut faults: Vec<String> = Vec::new();
        for row in self.db.prepare("PRAGMA integrity_check")?.query_map([], |row| row.get::<_, String>(0))? {
            faults.push(row?);
        }
        faults.retain(|fault| fault != "ok");
        let mut broken = self.db.prepare("PRAGMA foreign_key_check")?;
        for row in broken.query_map([], |row| row.get::<_, String>(0))? {
            faults.push(format!("a row of {} points at nothing", row?));
        }
        for (sql, fault) in [
            ("SELECT count(*) FROM pages WHERE joined = 0", "pages not compared with the others"),
            (
                "SELECT count(*) FROM pages WHERE id NOT IN (SELECT page FROM inputs WHERE page IS NOT NULL)",
                "pages without input",
            ),
            (
                "SELECT count(*) FROM stories s WHERE pages <> (SELECT count(*) FROM pages WHERE story = s.id)",
                "stories miscounted",
            ),
            (
                "SELECT count(*) FROM claims c WHERE (SELECT told = pages FROM stories WHERE id = c.story)
                 AND pages <> (SELECT count(DISTINCT page) FROM tellings WHERE claim = c.id)",
                "claims miscounted",
            ),
            (
                "SELECT abs((SELECT count(*) FROM pages_fts_docsize) - (SELECT count(*) FROM pages))",
                "pages not indexed",
            ),
            (
                "SELECT abs((SELECT count(*) FROM statements_fts_docsize) - (SELECT count(*) FROM statements))",
                "statements not indexed",
            ),
        ] {
            match self.db.query_row(sql, [], |row| row.get::<_, i64>(0))? {
                0 => {}
                n => faults.push(format!("{n} {fault}")),
            }
        }
        Ok(faults)
    }
}

/// What makes a page one page: its bytes, and its address or, failing that, its name.
fn identity(page: &Prepared) -> String {
    let source = &page.record().source;
    format!("{} {}", source.sha256, source.uri.as_ref().unwrap_or(&source.id))
}
