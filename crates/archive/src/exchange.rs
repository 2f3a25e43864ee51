//! A whole archive as a folder of Parquet files, and the archive again from such a folder.
//!
//! A folder for each table; pages, statements and events parted by `year` and `month` of publication, as Hive does it: `statements/year=2026/month=3/part-0.parquet`.
//! Full-text indices and views are not written: they are made from the tables. What comes back is the same in every row and column of every table.

use crate::parquet::{Kind, Writer, read};
use crate::{Archive, Error, day};
use rusqlite::{Connection, OptionalExtension};
use std::path::{Path, PathBuf};

/// Tables that are parted by publication, and their column that names the page.
const PARTED: [(&str, &str); 3] = [("pages", "id"), ("statements", "page"), ("events", "page")];
/// What Hive calls the part of rows without a value.
const NONE: &str = "__HIVE_DEFAULT_PARTITION__";
/// Rows taken in between two commits.
const BATCH: usize = 50_000;

impl Archive {
    /// Writes the archive to a folder, which must be new or empty, as it is at this moment.
    pub fn export_parquet(&self, folder: &Path) -> Result<(), Error> {
        std::fs::create_dir_all(folder)?;
        if std::fs::read_dir(folder)?.next().is_some() {
            return Err(Error::NotEmpty(folder.into()));
        }
        self.db.execute_batch("BEGIN")?;
        let written = self
            .tables()
            .and_then(|tables| tables.iter().try_for_each(|table| self.export_table(table, &folder.join(table))));
        self.db.execute_batch("COMMIT")?;
        written
    }

    /// Writes the answer to a query that reads to one Parquet file.
    pub fn query_parquet(&self, sql: &str, path: &Path) -> Result<(), Error> {
        let columns = self.columns(sql)?;
        self.write_rows(sql, &columns, path)
    }

    /// Makes a new archive from a folder that [`Archive::export_parquet`] has written. It comes to be as a whole, or not at all.
    pub fn import_parquet(folder: &Path, path: &Path) -> Result<Archive, Error> {
        if path.exists() {
            return Err(Error::Exists(path.into()));
        }
        let mut name = path.as_os_str().to_owned();
        name.push(".partial");
        let partial = PathBuf::from(name);
        let remove = || {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{end}", partial.display()));
            }
        };
        remove();
        let imported = Archive::open(&partial).and_then(|archive| archive.take_in(folder));
        if let Err(e) = imported {
            remove();
            return Err(e);
        }
        std::fs::rename(&partial, path)?;
        Archive::open(path)
    }

    /// The tables of what is kept, by name; those of the full-text indices follow from them.
    fn tables(&self) -> Result<Vec<String>, Error> {
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%fts%' ORDER BY name";
        let mut find = self.db.prepare(sql)?;
        Ok(find.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    fn export_table(&self, table: &str, folder: &Path) -> Result<(), Error> {
        let sql =
            "SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk)";
        let key: Option<String> = self.db.query_row(sql, [table], |row| row.get(0))?;
        let order = key.unwrap_or_else(|| "rowid".into());
        let Some((_, page)) = PARTED.iter().find(|(name, _)| *name == table) else {
            return self.export_part(&format!("SELECT * FROM {table} ORDER BY {order}"), folder);
        };
        let sql = "SELECT DISTINCT CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER), CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER)
            FROM pages WHERE day IS NOT NULL ORDER BY 1, 2";
        let mut find = self.db.prepare(sql)?;
        let months: Vec<(i64, i64)> =
            find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        for (year, month) in months {
            let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            let first = |year: i64, month: i64| day::number(&format!("{year:04}-{month:02}-01")).unwrap_or_default();
            let days = format!("day >= {} AND day < {}", first(year, month), first(next_year, next));
            let sql =
                format!("SELECT * FROM {table} WHERE {page} IN (SELECT id FROM pages WHERE {days}) ORDER BY {order}");
            self.export_part(&sql, &folder.join(format!("year={year}")).join(format!("month={month}")))?;
        }
        let sql =
            format!("SELECT * FROM {table} WHERE {page} IN (SELECT id FROM pages WHERE day IS NULL) ORDER BY {order}");
        self.export_part(&sql, &folder.join(format!("year={NONE}")).join(format!("month={NONE}")))
    }

    fn export_part(&self, sql: &str, folder: &Path) -> Result<(), Error> {
        // A part without rows is left out, but for that of a whole table: it says which columns there are.
        let parted = folder.file_name().is_some_and(|name| name.to_string_lossy().contains('='));
        if parted && self.db.query_row(sql, [], |_| Ok(())).optional()?.is_none() {
            return Ok(());
        }
        std::fs::create_dir_all(folder)?;
        let columns = self.columns(sql)?;
        self.write_rows(sql, &columns, &folder.join("part-0.parquet"))
    }

    /// The columns of an answer: as the schema declares them; where it does not, as its values are.
    fn columns(&self, sql: &str) -> Result<Vec<(String, Kind)>, Error> {
        let query = self.db.prepare(sql)?;
        if !query.readonly() {
            return Err(Error::Writes);
        }
        let declared: Vec<(String, Option<Kind>)> =
            query.columns().iter().map(|c| (c.name().to_owned(), c.decl_type().map(Kind::declared))).collect();
        let mut columns = Vec::new();
        for (name, kind) in declared {
            let kind = match kind {
                Some(kind) => kind,
                None => {
                    let name = name.replace('"', "\"\"");
                    let sql = format!(
                        "SELECT group_concat(DISTINCT typeof(\"{name}\")) FROM ({sql}) WHERE \"{name}\" IS NOT NULL"
                    );
                    match self.db.query_row(&sql, [], |row| row.get::<_, Option<String>>(0))?.as_deref() {
                        Some("integer") => Kind::Integer,
                        Some("real" | "integer,real" | "real,integer") => Kind::Real,
                        Some("blob") => Kind::Blob,
                        _ => Kind::Text,
                    }
                }
            };
            columns.push((name, kind));
        }
        Ok(columns)
    }

    fn write_rows(&self, sql: &str, columns: &[(String, Kind)], path: &Path) -> Result<(), Error> {
        let mut query = self.db.prepare(sql)?;
        let mut rows = query.query([])?;
        let mut writer = Writer::new(path, columns)?;
        while let Some(row) = rows.next()? {
            writer.row(row)?;
        }
        writer.finish()
    }

    /// Fills a new archive with the rows of a folder.
    fn take_in(self, folder: &Path) -> Result<(), Error> {
        // Rows point at tables that come later; it is the whole that is tested, at the end.
        self.db.pragma_update(None, "foreign_keys", false)?;
        self.db.execute_batch("DELETE FROM about")?;
        let (mut files, mut older) = (0, false);
        for table in self.tables()? {
            for file in parquet_files(&folder.join(&table))? {
                older |= take_file(&self.db, &table, &file)?;
                files += 1;
            }
        }
        if older {
            self.db.execute_batch("BEGIN")?;
            self.fill_inferred()?;
            self.db.execute_batch("COMMIT")?;
        }
        if files == 0 {
            return Err(Error::Parquet {
                path: folder.into(),
                reason: "it holds no archive that dateline has exported".into(),
            });
        }
        match self.check()?.first() {
            None => Ok(()),
            Some(fault) => Err(Error::Parquet { path: folder.into(), reason: format!("it is not whole: {fault}") }),
        }
    }
}

/// Takes in the rows of a table. Whether the table has more columns than the file, which an earlier version has written.
fn take_file(db: &Connection, table: &str, file: &Path) -> Result<bool, Error> {
    let mut known = db.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let known: Vec<String> = known.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut sql = String::new();
    let (mut n, mut older) = (0, false);
    db.execute_batch("BEGIN")?;
    read(file, |row| {
        if sql.is_empty() {
            if let Some((name, _)) = row.iter().find(|(name, _)| !known.contains(name)) {
                let reason = format!("column {name} is not known: it was written by another version of dateline");
                return Err(Error::Parquet { path: file.into(), reason });
            }
            older = row.len() < known.len();
            let names: Vec<String> = row.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let values: Vec<String> = (1..=row.len()).map(|i| format!("?{i}")).collect();
            sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
        }
        db.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(row.into_iter().map(|(_, value)| value)))?;
        n += 1;
        if n % BATCH == 0 {
            db.execute_batch("COMMIT; BEGIN")?;
        }
        Ok(())
    })?;
    db.execute_batch("COMMIT")?;
    Ok(older)
}

/// The Parquet files in a folder and the folders in it, in order of their names. None if there is no such folder.
fn parquet_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "parquet") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
