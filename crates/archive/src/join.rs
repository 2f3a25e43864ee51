//! A new page beside those that are there: copies and stories.

use crate::copies::{Aligner, Kind, Shared};
use crate::prepare::Prepared;
use crate::terms::{self, Vector};
use crate::words::{self, Word};
use crate::{Archive, Error};
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// Pages by which a sampled run is looked up, the earliest: more bear it only if it is boilerplate or very widely copied.
const BEARERS: i64 = 24;
/// Pages aligned with a new one because they share sampled runs, and because they tell of the same.
const CANDIDATES: usize = 16;
/// Pages whose runs and terms are gathered before they are put in place.
const GATHERED: i64 = 8192;
/// Heaviest terms of a page that its story is looked for by.
const PROBES: usize = 12;
/// Stories looked at for each such term, the latest.
const STORIES: i64 = 64;
/// Terms kept of the middle of a story.
const MIDDLE: usize = 600;
/// How near a page must be to the pages of a story, on average, to belong to it.
const NEAR: f32 = 0.15;
/// Days between a page and a story that cost nothing.
const GRACE: f32 = 7.0;
/// Days after which the cost has come within a third of its whole.
const FADE: f32 = 30.0;
/// What remains of nearness however far apart in time.
const LEFT: f32 = 0.5;

/// Words of pages read lately: those that a new page is most often compared with.
#[derive(Default)]
pub(crate) struct Recent(VecDeque<(i64, Arc<[Word]>)>);

impl Recent {
    /// Pages kept.
    const MOST: usize = 256;

    fn get(&self, page: i64) -> Option<Arc<[Word]>> {
        self.0.iter().rev().find(|(id, _)| *id == page).map(|(_, words)| Arc::clone(words))
    }

    fn put(&mut self, page: i64, words: Arc<[Word]>) {
        if self.0.len() == Self::MOST {
            self.0.pop_front();
        }
        self.0.push_back((page, words));
    }
}

/// A story as it is kept.
struct Story {
    id: i64,
    pages: i64,
    first: Option<i64>,
    last: Option<i64>,
    middle: Vector,
}

impl Archive {
    /// Finds what a new page shares with others, and its story.
    pub(crate) fn join(&mut self, id: i64, page: &Prepared) -> Result<(), Error> {
        let story = self.place_in_story(id, page)?;
        let mut candidates = self.bearers(&page.sample)?;
        candidates.extend(self.latest_of_story(story, id)?);
        candidates.sort_unstable();
        candidates.dedup();
        let aligner = Aligner::new(&page.words);
        let mut copies = Vec::new();
        for other in candidates {
            let words = self.words_of(other)?;
            let shared = aligner.compare(&words);
            if let Some(kind) = shared.kind {
                self.write_copy(id, other, kind, &shared)?;
                if kind == Kind::Copy {
                    copies.push(other);
                }
            }
        }
        for hash in &page.sample {
            self.db
                .prepare_cached("INSERT OR IGNORE INTO shingles_new (hash, page) VALUES (?1, ?2)")?
                .execute([*hash, id])?;
        }
        let report = self.group(id, &copies)?;
        if !copies.is_empty() {
            self.regrouped.insert(report);
        }
        self.touched.insert(story);
        let sql = "UPDATE pages SET joined = 1, report = ?2, story = ?3 WHERE id = ?1";
        self.db.prepare_cached(sql)?.execute([id, report, story])?;
        self.recent.put(id, page.words.as_slice().into());
        Ok(())
    }

    /// Pages that bear sampled runs, those with most of them first.
    fn bearers(&self, sample: &[i64]) -> Result<Vec<i64>, Error> {
        let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
        let mut find = self.db.prepare_cached("SELECT page FROM shingles WHERE hash = ?1 ORDER BY page LIMIT ?2")?;
        let mut find_new =
            self.db.prepare_cached("SELECT page FROM shingles_new WHERE hash = ?1 ORDER BY page LIMIT ?2")?;
        for hash in sample {
            let mut left = BEARERS;
            for page in find.query_map([*hash, BEARERS], |row| row.get(0))? {
                *shared.entry(page?).or_default() += 1;
                left -= 1;
            }
            for page in find_new.query_map([*hash, left], |row| row.get(0))? {
                *shared.entry(page?).or_default() += 1;
            }
        }
        let mut pages: Vec<(usize, i64)> = shared.into_iter().map(|(page, n)| (n, page)).collect();
        pages.sort_unstable_by_key(|(n, page)| (std::cmp::Reverse(*n), *page));
        Ok(pages.into_iter().take(CANDIDATES).map(|(_, page)| page).collect())
    }

    /// Puts what has been gathered to its place, where it is enough.
    pub(crate) fn put_in_place(&self) -> Result<(), Error> {
        let sql = "SELECT coalesce(max(page) - min(page), 0) FROM shingles_new";
        let gathered: i64 = self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        if gathered >= GATHERED {
            self.db.execute_batch(
                "INSERT INTO shingles SELECT * FROM shingles_new ORDER BY hash, page;
                 DELETE FROM shingles_new;
                 INSERT OR IGNORE INTO story_terms SELECT * FROM story_terms_new ORDER BY term, story;
                 DELETE FROM story_terms_new;",
            )?;
        }
        Ok(())
    }

    fn latest_of_story(&self, story: i64, except: i64) -> Result<Vec<i64>, Error> {
        let sql = "SELECT id FROM pages WHERE story = ?1 AND id <> ?2 ORDER BY id DESC LIMIT ?3";
        let mut find = self.db.prepare_cached(sql)?;
        let pages = find.query_map(params![story, except, CANDIDATES], |row| row.get(0))?;
        Ok(pages.collect::<Result<_, _>>()?)
    }

    fn words_of(&mut self, page: i64) -> Result<Arc<[Word]>, Error> {
        if let Some(words) = self.recent.get(page) {
            return Ok(words);
        }
        let sql = "SELECT reporting FROM pages WHERE id = ?1";
        let reporting: String = self.db.prepare_cached(sql)?.query_row([page], |row| row.get(0))?;
        let words: Arc<[Word]> = words::words(&reporting).into();
        self.recent.put(page, Arc::clone(&words));
        Ok(words)
    }

    fn write_copy(&self, page: i64, other: i64, kind: Kind, shared: &Shared) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO copies (page, other, kind, shared, page_share, other_share)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let [a, b] = shared.shares;
        self.db.prepare_cached(sql)?.execute(params![page, other, kind.name(), shared.words, a, b])?;
        Ok(())
    }

    /// The group of a page and its copies, named by its earliest page.
    fn group(&mut self, page: i64, copies: &[i64]) -> Result<i64, Error> {
        let mut groups = Vec::new();
        for copy in copies {
            let sql = "SELECT coalesce(report, id) FROM pages WHERE id = ?1";
            groups.push(self.db.prepare_cached(sql)?.query_row([*copy], |row| row.get::<_, i64>(0))?);
        }
        let report = groups.iter().copied().min().unwrap_or(page).min(page);
        groups.sort_unstable();
        groups.dedup();
        for group in groups.into_iter().filter(|g| *g != report) {
            self.outdate(group)?;
            self.regrouped.insert(group);
            self.db.prepare_cached("UPDATE pages SET report = ?1 WHERE report = ?2")?.execute([report, group])?;
        }
        Ok(report)
    }

    /// Marks the stories of a group of copies as out of date, since its pages fold otherwise from now on.
    fn outdate(&self, report: i64) -> Result<(), Error> {
        let sql = "UPDATE stories SET told = -abs(told) WHERE id IN (SELECT story FROM pages WHERE report = ?1)";
        self.db.prepare_cached(sql)?.execute([report])?;
        Ok(())
    }

    /// Puts a page into the story that it is nearest to, or begins one.
    fn place_in_story(&self, page: i64, prepared: &Prepared) -> Result<i64, Error> {
        let published = prepared.record.article.published.as_ref();
        let day = published.and_then(|d| crate::day::number(&d.value));
        let probes = terms::heaviest(&prepared.vector, PROBES);
        let mut best: Option<(f32, Story)> = None;
        for id in self.stories_with(&probes)? {
            let Some(story) = self.story(id)? else { continue };
            let near = story.nearness(&prepared.vector, day);
            if near >= NEAR && best.as_ref().is_none_or(|(b, s)| near > *b || near == *b && story.id < s.id) {
                best = Some((near, story));
            }
        }
        let story = match best {
            Some((_, mut story)) => {
                story.take(&prepared.vector, day);
                self.keep_story(&story)?;
                story.id
            }
            None => {
                let sql = "INSERT INTO stories (title, pages, first, last, middle) VALUES (?1, 1, ?2, ?2, ?3)";
                let middle = terms::to_bytes(&prepared.vector);
                self.db.prepare_cached(sql)?.execute(params![prepared.record.article.title, day, middle])?;
                self.db.last_insert_rowid()
            }
        };
        for term in probes {
            let sql = "INSERT OR IGNORE INTO story_terms_new (term, story) VALUES (?1, ?2)";
            self.db.prepare_cached(sql)?.execute([term, story])?;
        }
        self.db.prepare_cached("UPDATE pages SET story = ?2 WHERE id = ?1")?.execute([page, story])?;
        Ok(story)
    }

    /// Stories that bear any of these terms.
    fn stories_with(&self, terms: &[i64]) -> Result<Vec<i64>, Error> {
        let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
        let sql = "SELECT story FROM (SELECT * FROM (SELECT story FROM story_terms WHERE term = ?1 ORDER BY story DESC LIMIT ?2)
            UNION SELECT * FROM (SELECT story FROM story_terms_new WHERE term = ?1 ORDER BY story DESC LIMIT ?2)) ORDER BY story DESC LIMIT ?2";
        let mut find = self.db.prepare_cached(sql)?;
        for term in terms {
            for story in find.query_map([*term, STORIES], |row| row.get(0))? {
                *shared.entry(story?).or_default() += 1;
            }
        }
        let mut stories: Vec<(usize, i64)> = shared.into_iter().map(|(story, n)| (n, story)).collect();
        stories.sort_unstable_by_key(|(n, story)| (std::cmp::Reverse(*n), *story));
        Ok(stories.into_iter().take(CANDIDATES).map(|(_, story)| story).collect())
    }

    fn story(&self, id: i64) -> Result<Option<Story>, Error> {
        let sql = "SELECT id, pages, first, last, middle FROM stories WHERE id = ?1";
        let story = |row: &rusqlite::Row| {
            let middle = terms::from_bytes(row.get_ref(4)?.as_blob().unwrap_or_default());
            Ok(Story { id: row.get(0)?, pages: row.get(1)?, first: row.get(2)?, last: row.get(3)?, middle })
        };
        Ok(self.db.prepare_cached(sql)?.query_row([id], story).optional()?)
    }

    fn keep_story(&self, story: &Story) -> Result<(), Error> {
        let sql = "UPDATE stories SET pages = ?2, first = ?3, last = ?4, middle = ?5 WHERE id = ?1";
        let middle = terms::to_bytes(&story.middle);
        self.db.prepare_cached(sql)?.execute(params![story.id, story.pages, story.first, story.last, middle])?;
        Ok(())
    }

    /// Takes a page out of its group of copies and its story, before it is removed.
    pub(crate) fn part(&mut self, page: i64) -> Result<(), Error> {
        self.recent.0.retain(|(id, _)| *id != page);
        let sql = "SELECT report, story FROM pages WHERE id = ?1";
        let (report, story): (Option<i64>, Option<i64>) =
            self.db.prepare_cached(sql)?.query_row([page], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.db.prepare_cached("UPDATE pages SET report = NULL, story = NULL WHERE id = ?1")?.execute([page])?;
        self.db.prepare_cached("DELETE FROM copies WHERE page = ?1 OR other = ?1")?.execute([page])?;
        if let Some(report) = report {
            self.regroup(report)?;
        }
        if let Some(story) = story {
            self.retell(story)?;
            self.touched.insert(story);
        }
        Ok(())
    }

    /// Groups the pages of a report anew, by the pairs that are left.
    fn regroup(&mut self, report: i64) -> Result<(), Error> {
        self.outdate(report)?;
        self.regrouped.insert(report);
        let mut find = self.db.prepare_cached("SELECT id FROM pages WHERE report = ?1 ORDER BY id")?;
        let members: Vec<i64> = find.query_map([report], |row| row.get(0))?.collect::<Result<_, _>>()?;
        drop(find);
        for page in &members {
            self.db.prepare_cached("UPDATE pages SET report = id WHERE id = ?1")?.execute([*page])?;
        }
        for page in members {
            let sql = "SELECT other FROM copies WHERE page = ?1 AND kind = 'copy'";
            let mut find = self.db.prepare_cached(sql)?;
            let copies: Vec<i64> = find.query_map([page], |row| row.get(0))?.collect::<Result<_, _>>()?;
            drop(find);
            let report = self.group(page, &copies)?;
            self.regrouped.insert(report);
            self.db.prepare_cached("UPDATE pages SET report = ?2 WHERE id = ?1")?.execute([page, report])?;
        }
        Ok(())
    }

    /// Makes a story anew from the pages that are left in it.
    fn retell(&self, story: i64) -> Result<(), Error> {
        self.db.prepare_cached("UPDATE stories SET told = -abs(told) WHERE id = ?1")?.execute([story])?;
        let sql = "SELECT coalesce(title, ''), reporting, day FROM pages WHERE story = ?1 ORDER BY id";
        let mut anew = Story { id: story, pages: 0, first: None, last: None, middle: Vector::new() };
        let mut find = self.db.prepare_cached(sql)?;
        let mut pages = find.query([story])?;
        while let Some(row) = pages.next()? {
            anew.take(&terms::vector(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?), row.get(2)?);
        }
        if anew.pages == 0 {
            self.db.prepare_cached("DELETE FROM stories WHERE id = ?1")?.execute([story])?;
            return Ok(());
        }
        self.keep_story(&anew)
    }
}

impl Story {
    /// How near a page is, in [0, 1]: the mean of the cosines with its pages, less for what lies apart in time.
    fn nearness(&self, vector: &Vector, day: Option<i64>) -> f32 {
        let cosine = terms::dot(vector, &self.middle) / self.pages.max(1) as f32;
        let apart = match (day, self.first, self.last) {
            (Some(day), Some(first), Some(last)) => (first - day).max(day - last).max(0) as f32,
            _ => 0.0,
        };
        cosine * (LEFT + (1.0 - LEFT) * (-(apart - GRACE).max(0.0) / FADE).exp())
    }

    fn take(&mut self, vector: &Vector, day: Option<i64>) {
        self.middle = terms::sum(&self.middle, vector);
        terms::keep(&mut self.middle, MIDDLE);
        self.pages += 1;
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = [self.last, day].into_iter().flatten().max();
    }
}
