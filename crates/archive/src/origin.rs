//! Where a group of copies most likely comes from.
//!
//! Everything that speaks for somebody has a weight: a credit line, a canonical link, an agency in the dateline or the byline of any of the pages; an author
//! of the page's own; that it came first; that it is the fullest. Who has most of the weight is the likely origin; the share is its chance.

use crate::voices::who::{key, same_body};
use crate::{Archive, Error, Table};
use rusqlite::params;
use std::collections::BTreeSet;

/// Pages of a group that are looked at, the earliest.
const MOST: i64 = 200;

/// A page of a group.
struct Page {
    id: i64,
    outlet: Option<String>,
    published: Option<String>,
    authors: Option<String>,
    origin: Option<String>,
    basis: Option<String>,
    agency: Option<String>,
    words: i64,
}

/// Somebody whom the text may come from.
#[derive(Default)]
struct Candidate {
    name: String,
    weight: f64,
    evidence: Vec<String>,
}

impl Archive {
    /// Weighs anew the groups of copies that have changed.
    pub(crate) fn weigh_origins(&mut self) -> Result<(), Error> {
        for report in std::mem::take(&mut self.regrouped) {
            self.db.prepare_cached("DELETE FROM reports WHERE id = ?1")?.execute([report])?;
            let sql = "SELECT count(*) FROM pages WHERE report = ?1";
            let count: i64 = self.db.prepare_cached(sql)?.query_row([report], |row| row.get(0))?;
            if count < 2 {
                continue;
            }
            let sql = "SELECT id, outlet, published, authors, origin, origin_basis, dateline_agency, words FROM pages WHERE report = ?1
                ORDER BY id LIMIT ?2";
            let mut find = self.db.prepare_cached(sql)?;
            let page = |row: &rusqlite::Row| {
                Ok(Page {
                    id: row.get(0)?,
                    outlet: row.get(1)?,
                    published: row.get(2)?,
                    authors: row.get(3)?,
                    origin: row.get(4)?,
                    basis: row.get(5)?,
                    agency: row.get(6)?,
                    words: row.get(7)?,
                })
            };
            let pages: Vec<Page> = find.query_map(params![report, MOST], page)?.collect::<Result<_, _>>()?;
            let Some((page, origin, chance)) = likely(&pages) else { continue };
            let sql = "INSERT INTO reports (id, pages, page, origin, chance, evidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let name = (!origin.name.is_empty()).then_some(origin.name);
            self.db.prepare_cached(sql)?.execute(params![
                report,
                count,
                page,
                name,
                chance,
                origin.evidence.join("; ")
            ])?;
        }
        Ok(())
    }

    /// Weighs all groups of copies, of an archive whose version did not.
    pub(crate) fn weigh_all_origins(&mut self) -> Result<(), Error> {
        let sql = "SELECT report FROM pages WHERE report IS NOT NULL GROUP BY report HAVING count(*) > 1";
        let mut find = self.db.prepare(sql)?;
        let groups: BTreeSet<i64> = find.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        drop(find);
        self.regrouped = groups;
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        self.weigh_origins()?;
        self.db.execute_batch("COMMIT")?;
        Ok(())
    }

    /// The groups of copies among the pages of a story: where each most likely comes from, with what speaks for it.
    pub fn origins(&self, story: i64) -> Result<Table, Error> {
        let sql =
            "SELECT r.id AS report, r.pages, r.page, r.origin, round(r.chance, 2) AS chance, r.evidence FROM reports r
            WHERE r.id IN (SELECT report FROM pages WHERE story = CAST(?1 AS INTEGER)) ORDER BY r.pages DESC, r.id";
        self.table(sql, &[story.to_string()])
    }
}

/// The page that most likely told it first, whom it comes from, and the share of the weight.
fn likely(pages: &[Page]) -> Option<(i64, Candidate, f64)> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for page in pages {
        if let (Some(origin), Some(basis)) = (&page.origin, &page.basis) {
            let (weight, how) = match basis.as_str() {
                "canonical" => (4.0, "its canonical link leads there"),
                "credit" => (3.0, "it credits it"),
                "dateline" => (3.0, "its dateline names it"),
                "byline" => (2.0, "its byline names it"),
                _ => (1.0, "it is a duplicate of its text"),
            };
            speak(&mut candidates, origin, weight, format!("page {}: {how}", page.id));
        }
        if let Some(agency) = page.agency.as_ref().filter(|_| page.basis.as_deref() != Some("dateline")) {
            speak(&mut candidates, agency, 3.0, format!("page {}: its dateline names it", page.id));
        }
        // An outlet's own reporter, where nobody else is named.
        if let (Some(outlet), Some(authors), None, None) = (&page.outlet, &page.authors, &page.origin, &page.agency) {
            speak(&mut candidates, outlet, 1.5, format!("page {}: written by {authors}", page.id));
        }
    }
    let dated = || pages.iter().filter_map(|p| Some((p.published.as_ref()?, p)));
    let first = dated().min_by(|a, b| a.0.cmp(b.0).then(a.1.id.cmp(&b.1.id)));
    // A day alone does not say which of two pages of that day came first.
    if let Some((at, page)) = first
        && dated().all(|(other, p)| p.id == page.id || (other > at && !other.starts_with(at.as_str())))
        && let Some(outlet) = &page.outlet
    {
        speak(&mut candidates, outlet, 1.0, format!("page {}: published first", page.id));
    }
    let fullest = pages.iter().max_by_key(|p| (p.words, std::cmp::Reverse(p.id)))?;
    let next = pages.iter().filter(|p| p.id != fullest.id).map(|p| p.words).max().unwrap_or(0);
    if let Some(outlet) = fullest.outlet.as_ref().filter(|_| fullest.words as f64 > next as f64 * 1.05) {
        speak(&mut candidates, outlet, 1.0, format!("page {}: the fullest", fullest.id));
    }
    let whole: f64 = candidates.iter().map(|c| c.weight).sum();
    // Of equals the one that was spoken for first: by the earliest page.
    let best = candidates.into_iter().reduce(|a, b| if b.weight > a.weight { b } else { a }).unwrap_or_default();
    let own = |p: &&Page| p.outlet.as_ref().is_some_and(|outlet| same(outlet, &best.name));
    let earliest = |pages: &mut dyn Iterator<Item = &Page>| {
        pages.min_by_key(|p| (p.published.is_none(), p.published.clone(), p.id)).map(|p| p.id)
    };
    let page = earliest(&mut pages.iter().filter(own)).or_else(|| earliest(&mut pages.iter()))?;
    let chance = if whole > 0.0 { best.weight / whole } else { 1.0 / pages.len() as f64 };
    let nothing = "nothing speaks for anybody: the page that came first".to_owned();
    let evidence = if best.evidence.is_empty() { vec![nothing] } else { best.evidence };
    Some((page, Candidate { evidence, ..best }, chance))
}

fn speak(candidates: &mut Vec<Candidate>, name: &str, weight: f64, evidence: String) {
    let i = candidates.iter().position(|c| same(&c.name, name)).unwrap_or_else(|| {
        candidates.push(Candidate::default());
        candidates.len() - 1
    });
    if let Some(candidate) = candidates.get_mut(i) {
        candidate.weight += weight;
        candidate.evidence.push(evidence);
        if name.len() > candidate.name.len() {
            candidate.name = name.to_owned();
        }
    }
}

/// Whether two names are of one body: equal, one within the other, or its initials.
fn same(a: &str, b: &str) -> bool {
    a == b || same_body(&key(a), &key(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(id: i64, outlet: &str, published: &str, words: i64) -> Page {
        Page {
            id,
            outlet: Some(outlet.into()),
            published: Some(published.into()),
            authors: None,
            origin: None,
            basis: None,
            agency: None,
            words,
        }
    }

    fn named(page: Page, origin: &str, basis: &str) -> Page {
        Page { origin: Some(origin.into()), basis: Some(basis.into()), ..page }
    }

    #[test]
    fn evidence_is_weighed() {
        // An agency that two outlets credit, one of them with a by-line of its own as well; its own page came later than one of them.
        let pages = [
            named(page(1, "The Fjord Courier", "2026-03-12T08:00:00Z", 300), "Meridian Press", "credit"),
            Page { agency: Some("Meridian".into()), ..page(2, "Meridian Press", "2026-03-12T09:00:00Z", 410) },
            named(page(3, "Harbour Post", "2026-03-12T10:00:00Z", 290), "Meridian", "byline"),
        ];
        let (page_found, origin, chance) = likely(&pages).unwrap();
        assert_eq!((page_found, origin.name.as_str()), (2, "Meridian Press"));
        assert!(chance > 0.85 && chance < 1.0 && origin.evidence.len() == 4, "{chance} {:?}", origin.evidence);
        // Nobody is named: the first and fullest is likelier than the one with a reporter's name.
        let pages = [
            page(1, "Harbour Post", "2026-03-12T08:00:00Z", 400),
            Page { authors: Some("Ida Brandt".into()), ..page(2, "The Fjord Courier", "2026-03-12T09:00:00Z", 300) },
        ];
        let (page_found, origin, chance) = likely(&pages).unwrap();
        assert_eq!((page_found, origin.name.as_str()), (1, "Harbour Post"));
        assert!((chance - 2.0 / 3.5).abs() < 1e-9);
        // Two of one day, alike in all: the one that was read first, and no more than an even chance.
        let pages = [page(4, "A Post", "2026-03-12", 300), page(5, "B Echo", "2026-03-12T06:00:00Z", 300)];
        let (page_found, origin, chance) = likely(&pages).unwrap();
        assert_eq!((page_found, origin.name.as_str(), chance), (4, "", 0.5));
    }
}
