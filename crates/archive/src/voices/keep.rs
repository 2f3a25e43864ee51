//! Claims in tables: worked out again when the pages of their story have changed, kept under the same number while they go on.
//!
//! A story is worked out as its pages double, and once more when an ingest ends. So the work on a page stays the same however large the archive
//! and its stories grow, and the tables lack at most the latest half of a story while an ingest runs; `stories.told` says which they lack.

use super::{Claim, Difference, Happening, MOST_PAGES, Telling, Value, Voice, one_line};
use crate::{Archive, Error};
use dateline_record::{CodePoints, Span};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The version of the rule by which claims are worked out: another one makes all of them out of date.
const RULE: i64 = 4;
/// Stories settled in one transaction.
const BATCH: usize = 64;

impl Archive {
    /// Works out again what the stories tell that have changed since. Gives how many there were.
    pub fn settle(&mut self) -> Result<u64, Error> {
        let mut settled = 0;
        loop {
            self.begin()?;
            let sql = "SELECT id FROM stories WHERE told <> pages ORDER BY id LIMIT ?1";
            let stale: Vec<i64> =
                self.db.prepare_cached(sql)?.query_map([BATCH], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for story in &stale {
                self.tell(*story)?;
            }
            self.commit()?;
            if stale.is_empty() {
                return Ok(settled);
            }
            settled += stale.len() as u64;
        }
    }

    /// Settles the stories that have doubled, or lost a page, since the last commit.
    pub(crate) fn settle_grown(&mut self) -> Result<(), Error> {
        for story in std::mem::take(&mut self.touched) {
            let sql = "SELECT pages, told FROM stories WHERE id = ?1";
            let row = |row: &Row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
            let Some((pages, told)) = self.db.prepare_cached(sql)?.query_row([story], row).optional()? else {
                continue;
            };
            if told < 0 || pages >= 2 * told {
                self.tell(story)?;
            }
        }
        Ok(())
    }

    /// Marks all claims as out of date that another version of the rule has made.
    pub(crate) fn keep_the_rule(&self) -> Result<(), Error> {
        let found = self.about("rule")?;
        if found != Some(RULE) {
            self.db.execute("UPDATE stories SET told = 0", [])?;
            self.set_about("rule", RULE)?;
        }
        Ok(())
    }

    pub(crate) fn about(&self, key: &str) -> Result<Option<i64>, Error> {
        let sql = "SELECT CAST(value AS INTEGER) FROM about WHERE key = ?1";
        Ok(self.db.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
    }

    pub(crate) fn set_about(&self, key: &str, value: i64) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO about (key, value) VALUES (?1, ?2)";
        self.db.prepare_cached(sql)?.execute(params![key, value.to_string()])?;
        Ok(())
    }

    /// Works out a story, and keeps what it tells.
    fn tell(&self, story: i64) -> Result<(), Error> {
        let mut claims = self.worked_out(story)?;
        self.number(story, &mut claims)?;
        self.forget(story)?;
        let mut next = self.about("next claim")?.unwrap_or(1);
        for (position, claim) in claims.iter_mut().enumerate() {
            let id = *claim.id.get_or_insert_with(|| {
                next += 1;
                next - 1
            });
            self.keep(id, position, claim)?;
        }
        self.set_about("next claim", next)?;
        self.db.prepare_cached("UPDATE stories SET told = pages WHERE id = ?1")?.execute([story])?;
        Ok(())
    }

    /// Gives claims the numbers of those kept before with which they have most sentences in common.
    fn number(&self, story: i64, claims: &mut [Claim]) -> Result<(), Error> {
        let sql = "SELECT t.page, t.start, t.claim FROM claims c JOIN tellings t ON t.claim = c.id WHERE c.story = ?1";
        let mut find = self.db.prepare_cached(sql)?;
        let rows = find.query_map([story], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
        let before: BTreeMap<(i64, u32), i64> = rows.collect::<Result<_, _>>()?;
        if before.is_empty() {
            return Ok(());
        }
        let mut common: BTreeMap<(usize, i64), usize> = BTreeMap::new();
        for (i, claim) in claims.iter().enumerate() {
            for id in claim.tellings().filter_map(|t| before.get(&(t.page, t.start))) {
                *common.entry((i, *id)).or_default() += 1;
            }
        }
        let mut common: Vec<((usize, i64), usize)> = common.into_iter().collect();
        common.sort_by_key(|((i, id), n)| (std::cmp::Reverse(*n), *id, *i));
        let mut given = BTreeSet::new();
        for ((i, id), _) in common {
            if let Some(claim) = claims.get_mut(i).filter(|c| c.id.is_none())
                && given.insert(id)
            {
                claim.id = Some(id);
            }
        }
        Ok(())
    }

    /// Removes the claims of a story, but for those of pages so early that they are not looked at any more.
    fn forget(&self, story: i64) -> Result<(), Error> {
        let sql = "SELECT id FROM pages WHERE story = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2";
        let oldest: Option<i64> =
            self.db.prepare_cached(sql)?.query_row(params![story, MOST_PAGES - 1], |row| row.get(0)).optional()?;
        let sql = "DELETE FROM claims WHERE story = ?1 AND (?2 IS NULL OR NOT EXISTS (SELECT 1 FROM tellings WHERE claim = id)
            OR EXISTS (SELECT 1 FROM tellings WHERE claim = id AND page >= ?2))";
        self.db.prepare_cached(sql)?.execute(params![story, oldest])?;
        Ok(())
    }

    fn keep(&self, id: i64, position: usize, claim: &Claim) -> Result<(), Error> {
        let happening = claim.happening.as_ref();
        let words = claim.voices.iter().find_map(|v| Some(v.tellings.first()?.words.as_str())).unwrap_or_default();
        let published = || claim.tellings().filter_map(|t| t.published.as_deref());
        let sql = "INSERT INTO claims (id, story, position, words, type, lemma, status, earliest, latest, place, actors, recipients, types,
            named, anonymous_least, anonymous_most, unattributed, reports, pages, differences, first, last, inferred_earliest, inferred_latest,
            inferred_place) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
            ?23, ?24, ?25)";
        self.db.prepare_cached(sql)?.execute(params![
            id,
            claim.story,
            position,
            words,
            happening.and_then(|h| h.kind.as_ref()),
            happening.map(|h| &h.lemma),
            happening.map(|h| &h.status),
            happening.and_then(|h| h.earliest.as_ref()),
            happening.and_then(|h| h.latest.as_ref()),
            happening.and_then(|h| h.place.as_ref()),
            happening.and_then(|h| joined(&h.actors)),
            happening.and_then(|h| joined(&h.recipients)),
            joined(&claim.types),
            claim.named,
            claim.anonymous_least,
            claim.anonymous_most,
            claim.unattributed,
            claim.reports,
            claim.pages,
            claim.differences.len(),
            published().min(),
            published().max(),
            happening.and_then(|h| h.inferred_earliest.as_ref()),
            happening.and_then(|h| h.inferred_latest.as_ref()),
            happening.and_then(|h| h.inferred_place.as_ref()),
        ])?;
        for (v, voice) in claim.voices.iter().enumerate() {
            let sql = "INSERT INTO voices (claim, position, name, kind, tellings) VALUES (?1, ?2, ?3, ?4, ?5)";
            self.db.prepare_cached(sql)?.execute(params![id, v, voice.name, voice.kind, voice.tellings.len()])?;
            for (i, telling) in voice.tellings.iter().enumerate() {
                self.keep_telling(id, v, i, telling)?;
            }
        }
        for (d, difference) in claim.differences.iter().enumerate() {
            let sql = "INSERT INTO differences (claim, position, slot, series) VALUES (?1, ?2, ?3, ?4)";
            self.db.prepare_cached(sql)?.execute(params![id, d, difference.slot, difference.series])?;
            for (i, value) in difference.values.iter().enumerate() {
                let sql = r#"INSERT INTO difference_values (claim, difference, position, value, page, start, "end")
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"#;
                let Value { value, page, start, end, .. } = value;
                self.db.prepare_cached(sql)?.execute(params![id, d, i, value, page, start, end])?;
            }
        }
        Ok(())
    }

    fn keep_telling(&self, claim: i64, voice: usize, position: usize, t: &Telling) -> Result<(), Error> {
        let sql = r#"INSERT INTO tellings (claim, voice, position, page, start, "end", statement, said_by, via, because) VALUES (?1, ?2, ?3, ?4,
            ?5, ?6, (SELECT id FROM statements WHERE page = ?4 AND ref = ?7), ?8, ?9, ?10)"#;
        let via = joined(&t.via);
        self.db.prepare_cached(sql)?.execute(params![
            claim,
            voice,
            position,
            t.page,
            t.start,
            t.end,
            t.statement,
            t.said_by,
            via,
            t.because
        ])?;
        for event in &t.events {
            let sql = "INSERT OR REPLACE INTO claim_events (event, claim) SELECT id, ?1 FROM events WHERE page = ?2 AND ref = ?3";
            self.db.prepare_cached(sql)?.execute(params![claim, t.page, event])?;
        }
        Ok(())
    }

    /// Whether the tables hold what the pages of a story tell.
    pub(crate) fn is_settled(&self, story: i64) -> Result<bool, Error> {
        let sql = "SELECT told = pages FROM stories WHERE id = ?1";
        let settled: Option<bool> = self.db.prepare_cached(sql)?.query_row([story], |row| row.get(0)).optional()?;
        let settled = settled.ok_or_else(|| Error::Unknown { what: "story", id: story.to_string() })?;
        Ok(settled && self.about("rule")? == Some(RULE))
    }

    /// What the pages of a story tell, each with its voices: first what most reports tell. Where pages have come since the story was settled, it is
    /// worked out here, and what is new has no number yet.
    pub fn claims(&self, story: i64) -> Result<Vec<Claim>, Error> {
        if !self.is_settled(story)? {
            let mut claims = self.worked_out(story)?;
            self.number(story, &mut claims)?;
            return Ok(claims);
        }
        let mut find = self.db.prepare_cached("SELECT id FROM claims WHERE story = ?1 ORDER BY position, id")?;
        let ids: Vec<i64> = find.query_map([story], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut texts = Texts::default();
        ids.into_iter().map(|id| self.kept(id, &mut texts)).collect()
    }

    /// A claim by its number.
    pub fn claim(&self, id: i64) -> Result<Claim, Error> {
        self.kept(id, &mut Texts::default())
    }

    fn kept(&self, id: i64, texts: &mut Texts) -> Result<Claim, Error> {
        let sql = "SELECT story, named, anonymous_least, anonymous_most, unattributed, reports, pages, types, type, lemma, status, earliest, latest,
            place, actors, recipients, inferred_earliest, inferred_latest, inferred_place FROM claims WHERE id = ?1";
        let happening = |row: &Row| -> rusqlite::Result<Option<Happening>> {
            let Some(lemma) = row.get(9)? else { return Ok(None) };
            Ok(Some(Happening {
                kind: row.get(8)?,
                lemma,
                status: row.get(10)?,
                earliest: row.get(11)?,
                latest: row.get(12)?,
                place: row.get(13)?,
                actors: parted(row.get(14)?),
                recipients: parted(row.get(15)?),
                inferred_earliest: row.get(16)?,
                inferred_latest: row.get(17)?,
                inferred_place: row.get(18)?,
            }))
        };
        let claim = |row: &Row| {
            Ok(Claim {
                id: Some(id),
                story: row.get(0)?,
                happening: happening(row)?,
                named: row.get(1)?,
                anonymous_least: row.get(2)?,
                anonymous_most: row.get(3)?,
                unattributed: row.get(4)?,
                reports: row.get(5)?,
                pages: row.get(6)?,
                types: parted(row.get(7)?),
                voices: Vec::new(),
                differences: Vec::new(),
            })
        };
        let found = self.db.prepare_cached(sql)?.query_row([id], claim).optional()?;
        let mut claim = found.ok_or_else(|| Error::Unknown { what: "claim", id: id.to_string() })?;
        claim.voices = self.voices_of(id, texts)?;
        claim.differences = self.differences_of(id, texts)?;
        Ok(claim)
    }

    fn voices_of(&self, claim: i64, texts: &mut Texts) -> Result<Vec<Voice>, Error> {
        let mut events: BTreeMap<(i64, u32), Vec<(i64, String)>> = BTreeMap::new();
        let sql = "SELECT e.page, e.start, e.id, e.ref FROM claim_events c JOIN events e ON e.id = c.event WHERE c.claim = ?1 ORDER BY e.id";
        let mut find = self.db.prepare_cached(sql)?;
        for row in find.query_map([claim], |row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?))))? {
            let (at, event) = row?;
            events.entry(at).or_default().push(event);
        }
        let mut find = self.db.prepare_cached("SELECT name, kind FROM voices WHERE claim = ?1 ORDER BY position")?;
        let voice =
            |row: &Row| Ok(Voice { name: row.get(0)?, kind: kind(row.get_ref(1)?.as_str()?), tellings: Vec::new() });
        let mut voices: Vec<Voice> = find.query_map([claim], voice)?.collect::<Result<_, _>>()?;
        let sql = r#"SELECT t.voice, t.page, g.source, g.outlet, g.published, t.start, t."end", s.ref, t.said_by, t.via, t.because
            FROM tellings t JOIN pages g ON g.id = t.page LEFT JOIN statements s ON s.id = t.statement WHERE t.claim = ?1
            ORDER BY t.voice, t.position"#;
        let telling = |row: &Row| -> rusqlite::Result<Telling> {
            Ok(Telling {
                page: row.get(1)?,
                source: row.get(2)?,
                outlet: row.get(3)?,
                published: row.get(4)?,
                start: row.get(5)?,
                end: row.get(6)?,
                words: String::new(),
                statement: row.get(7)?,
                events: Vec::new(),
                said_by: row.get(8)?,
                via: parted(row.get(9)?),
                because: row.get(10)?,
            })
        };
        let mut find = self.db.prepare_cached(sql)?;
        for row in find.query_map([claim], |row| Ok((row.get::<_, usize>(0)?, telling(row)?)))? {
            let (voice, mut telling) = row?;
            telling.words = texts.words(self, telling.page, Span { start: telling.start, end: telling.end })?;
            let there = events.get(&(telling.page, telling.start)).into_iter().flatten();
            telling.events = there.map(|(_, id)| id.clone()).collect();
            if let Some(voice) = voices.get_mut(voice) {
                voice.tellings.push(telling);
            }
        }
        Ok(voices)
    }

    fn differences_of(&self, claim: i64, texts: &mut Texts) -> Result<Vec<Difference>, Error> {
        let mut find =
            self.db.prepare_cached("SELECT slot, series FROM differences WHERE claim = ?1 ORDER BY position")?;
        let difference = |row: &Row| Ok(Difference { slot: row.get(0)?, series: row.get(1)?, values: Vec::new() });
        let mut differences: Vec<Difference> = find.query_map([claim], difference)?.collect::<Result<_, _>>()?;
        let sql = r#"SELECT x.difference, x.value, x.page, g.published, x.start, x."end" FROM difference_values x JOIN pages g ON g.id = x.page
            WHERE x.claim = ?1 ORDER BY x.difference, x.position"#;
        let mut find = self.db.prepare_cached(sql)?;
        let value = |row: &Row| -> rusqlite::Result<Value> {
            Ok(Value {
                value: row.get(1)?,
                page: row.get(2)?,
                published: row.get(3)?,
                start: row.get(4)?,
                end: row.get(5)?,
                words: String::new(),
            })
        };
        for row in find.query_map([claim], |row| Ok((row.get::<_, usize>(0)?, value(row)?)))? {
            let (difference, mut value) = row?;
            value.words = texts.words(self, value.page, Span { start: value.start, end: value.end })?;
            if let Some(difference) = differences.get_mut(difference) {
                difference.values.push(value);
            }
        }
        Ok(differences)
    }
}

/// Texts of the pages that claims point into, each taken from the archive once.
#[derive(Default)]
struct Texts(BTreeMap<i64, String>);

impl Texts {
    fn words(&mut self, archive: &Archive, page: i64, span: Span) -> Result<String, Error> {
        let text = match self.0.entry(page) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let sql = "SELECT text FROM pages WHERE id = ?1";
                new.insert(archive.db.prepare_cached(sql)?.query_row([page], |row| row.get(0))?)
            }
        };
        let bytes = if text.is_ascii() { span } else { CodePoints::new(text).bytes(span) };
        Ok(one_line(text.get(bytes.range()).unwrap_or_default()))
    }
}

fn joined(parts: &[String]) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn parted(joined: Option<String>) -> Vec<String> {
    joined.map(|joined| joined.split("; ").map(str::to_owned).collect()).unwrap_or_default()
}

fn kind(name: &str) -> &'static str {
    ["named", "anonymous"].into_iter().find(|kind| *kind == name).unwrap_or("unattributed")
}
