//! Questions to an archive. Each is answered by a [`Table`].

use crate::voices::Claim;
use crate::words::folded_name;
use crate::{Archive, Error, day, prepare};
use dateline_record::Record;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde_json::Value;

/// Matches of a search, the latest, that are ranked.
const RANKED: u32 = 1000;

/// Where the day of an event `v` comes from, if it has one.
const DATED: &str =
    "CASE WHEN v.earliest IS NOT NULL OR v.latest IS NOT NULL THEN 'told' WHEN v.day IS NOT NULL THEN 'inferred' END";

/// Between which days an undated event `v` lies, where more than its tense tells.
const BETWEEN: &str = "CASE WHEN v.time_basis <> 'tense' THEN coalesce(v.inferred_earliest, '..') || '/' || coalesce(v.inferred_latest, '..') END";

/// Rows under named columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows, each as long as there are columns.
    pub rows: Vec<Vec<Value>>,
}

/// What a search keeps. Everything that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that the page or statement holds; `"two words"` in quotation marks stand side by side.
    pub words: Option<String>,
    /// A person that it names: whole name or surname.
    pub person: Option<String>,
    /// A place that it names.
    pub place: Option<String>,
    /// First day of publication, ISO 8601.
    pub from: Option<String>,
    /// Last day of publication.
    pub to: Option<String>,
    /// Who published it: name or domain.
    pub outlet: Option<String>,
    /// Who is quoted.
    pub source: Option<String>,
    /// Type of an event.
    pub kind: Option<String>,
    /// Status of an event.
    pub status: Option<String>,
    /// An event that happened on this day or later, told or inferred, ISO 8601. What is only known to lie in a longer time, say a year, is kept
    /// where the whole of it is.
    pub since: Option<String>,
    /// An event that happened on this day or earlier.
    pub until: Option<String>,
    /// Rows at most.
    pub limit: u32,
    /// Rows left out before these: for the next page of an answer.
    pub offset: u32,
}

/// What an archive holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Pages.
    pub pages: u64,
    /// Reports: pages, copies folded.
    pub reports: u64,
    /// Stories.
    pub stories: u64,
    /// Who publishes: names that differ.
    pub outlets: u64,
    /// Statements of all pages.
    pub statements: u64,
    /// Events of all pages.
    pub events: u64,
    /// What pages tell alike, joined.
    pub claims: u64,
    /// Of these, those with two independent sources or more.
    pub corroborated: u64,
    /// Of these, those in which reports disagree.
    pub disputed: u64,
    /// Inputs that could not be read, or not to their end.
    pub unread: u64,
    /// Publication of the earliest page.
    pub first: Option<String>,
    /// Publication of the latest page.
    pub last: Option<String>,
}

/// In which order stories are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those of most pages first.
    #[default]
    Largest,
    /// Those first that a page has come to last.
    Newest,
}

/// An FTS5 query that cannot be misread: every word quoted, and those that the user quoted kept together.
pub fn match_words(words: &str) -> String {
    let mut out = Vec::new();
    for (i, piece) in words.split('"').enumerate() {
        if i % 2 == 1 {
            out.push(format!("\"{piece}\""));
        } else {
            out.extend(piece.split_whitespace().map(|word| format!("\"{word}\"")));
        }
    }
    out.retain(|word| word.chars().any(char::is_alphanumeric));
    out.join(" ")
}

impl Filter {
    /// Conditions on a page `g`, and on an event `v` where there is one, with their values.
    fn conditions(&self, event: bool) -> (Vec<String>, Vec<String>) {
        let (mut sql, mut values) = (Vec::new(), Vec::new());
        let mut add = |condition: &str, value: String| {
            values.push(value);
            sql.push(condition.replace('?', &format!("?{}", values.len())));
        };
        let names =
            "EXISTS (SELECT 1 FROM entities e JOIN names n ON n.id = e.named WHERE e.page = g.id AND n.kind KINDS
            AND (n.folded = ? OR n.folded LIKE '% ' || ?))";
        if let Some(person) = &self.person {
            add(&names.replace("KINDS", "= 'person'"), folded_name(person));
        }
        if let Some(place) = &self.place {
            add(&names.replace("KINDS", "IN ('place', 'country', 'facility')"), folded_name(place));
        }
        for (bound, condition) in
            [(&self.from, "g.day >= CAST(? AS INTEGER)"), (&self.to, "g.day <= CAST(? AS INTEGER)")]
        {
            if let Some(n) = bound.as_deref().and_then(day::number) {
                add(condition, n.to_string());
            }
        }
        if let Some(outlet) = &self.outlet {
            add("(g.outlet LIKE '%' || ? || '%' OR g.domain LIKE '%' || ? || '%')", outlet.clone());
        }
        // All of one event.
        let mut of_event: Vec<String> = Vec::new();
        for (value, condition) in [
            (self.kind.clone(), "v.type = upper(?)"),
            (self.status.clone(), "v.status = lower(?)"),
            (self.since.clone(), "v.day >= ?"),
            (
                self.until.clone(),
                "substr(coalesce(v.latest, v.inferred_latest, v.day), 1, 10) <= ? AND v.day IS NOT NULL",
            ),
        ] {
            if let Some(value) = value {
                values.push(value);
                of_event.push(condition.replace('?', &format!("?{}", values.len())));
            }
        }
        match event {
            true => sql.extend(of_event),
            false if of_event.is_empty() => {}
            false => {
                sql.push(format!("EXISTS (SELECT 1 FROM events v WHERE v.page = g.id AND {})", of_event.join(" AND ")))
            }
        }
        if sql.is_empty() {
            sql.push("1".into());
        }
        (sql, values)
    }
}

/// A filter as conditions of a query, with their values.
struct Matching {
    conditions: String,
    values: Vec<String>,
    /// Which value the words are, if there are any.
    matched: Option<usize>,
    /// Whether statements are asked for, and not pages.
    by_source: bool,
}

impl Matching {
    fn new(filter: &Filter) -> Matching {
        let (mut conditions, mut values) = filter.conditions(false);
        let words = filter.words.as_deref().map(match_words).filter(|w| !w.is_empty());
        let mut next = |value: String| {
            values.push(value);
            values.len()
        };
        let by_source = filter.source.is_some();
        if let Some(source) = &filter.source {
            let n = next(source.clone());
            conditions.push(format!("s.speaker LIKE '%' || ?{n} || '%'"));
        }
        let matched = words.map(|words| {
            let n = next(words);
            conditions.push(format!("{} MATCH ?{n}", if by_source { "statements_fts" } else { "pages_fts" }));
            n
        });
        Matching { conditions: conditions.join(" AND "), values, matched, by_source }
    }

    /// The tables that its conditions are about: pages `g`, statements `s` where they are asked for, the index where words are.
    fn tables(&self) -> &'static str {
        match (self.by_source, self.matched.is_some()) {
            (false, false) => "pages g",
            (false, true) => "pages_fts JOIN pages g ON g.id = pages_fts.rowid",
            (true, false) => "statements s JOIN pages g ON g.id = s.page",
            (true, true) => {
                "statements_fts JOIN statements s ON s.id = statements_fts.rowid JOIN pages g ON g.id = s.page"
            }
        }
    }
}

impl Archive {
    /// Pages, or, if a source is asked for, what it says, the best of the latest thousand matches first; without words
    /// the latest first.
    pub fn search(&self, filter: &Filter) -> Result<Table, Error> {
        let Matching { conditions, values, matched, by_source } = Matching::new(filter);
        let columns = "g.id AS page, substr(g.published, 1, 10) AS published, g.outlet, g.title";
        let rest = "g.story, g.report, g.uri";
        let said = "s.speaker, s.words, s.via, s.id AS statement";
        let limit = format!("{} OFFSET {}", filter.limit, filter.offset);
        let sql = match (by_source, matched) {
            (false, None) => format!(
                "SELECT {columns}, substr(g.reporting, 1, 160) AS words, {rest} FROM pages g WHERE {conditions}
                 ORDER BY g.day DESC, g.id DESC LIMIT {limit}"
            ),
            (true, None) => format!(
                "SELECT {columns}, {said}, {rest} FROM statements s JOIN pages g ON g.id = s.page WHERE {conditions}
                 ORDER BY g.day DESC, g.id DESC LIMIT {limit}"
            ),
            // To rank all that match takes long for words that stand everywhere: the best of the latest are found at once.
            (false, Some(n)) => format!(
                "WITH latest AS (SELECT g.id AS id, rank AS r FROM pages_fts JOIN pages g ON g.id = pages_fts.rowid WHERE {conditions}
                     ORDER BY pages_fts.rowid DESC LIMIT {RANKED}),
                 best AS MATERIALIZED (SELECT id, r FROM latest ORDER BY r, id DESC LIMIT {limit})
                 SELECT {columns}, snippet(pages_fts, 1, '[', ']', ' … ', 20) AS words, {rest} FROM best CROSS JOIN pages g ON g.id = best.id
                 CROSS JOIN pages_fts ON pages_fts.rowid = best.id WHERE pages_fts MATCH ?{n} ORDER BY best.r, best.id DESC"
            ),
            (true, Some(_)) => format!(
                "WITH latest AS (SELECT s.id AS id, rank AS r FROM statements_fts JOIN statements s ON s.id = statements_fts.rowid
                     JOIN pages g ON g.id = s.page WHERE {conditions} ORDER BY statements_fts.rowid DESC LIMIT {RANKED})
                 SELECT {columns}, {said}, {rest} FROM latest JOIN statements s ON s.id = latest.id JOIN pages g ON g.id = s.page
                 ORDER BY latest.r, latest.id DESC LIMIT {limit}"
            ),
        };
        self.table(&sql, &values)
    }

    /// How many pages, or statements if a source is asked for, match: exactly up to `most`.
    pub fn count(&self, filter: &Filter, most: u32) -> Result<u64, Error> {
        let matching = Matching::new(filter);
        let (from, Matching { conditions, values, .. }) = (matching.tables(), &matching);
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {from} WHERE {conditions} LIMIT {most})");
        let n: i64 = self.db.prepare_cached(&sql)?.query_row(rusqlite::params_from_iter(values), |row| row.get(0))?;
        Ok(n.cast_unsigned())
    }

    /// Among the latest thousand pages that match: how many come from which outlet, month, and name whom, what place, tell what type of event of
    /// what status. Columns `facet`, `value`, `pages`; at most `each` values of a facet, those of most pages first.
    pub fn facets(&self, filter: &Filter, each: u32) -> Result<Table, Error> {
        let matching = Matching::new(filter);
        let (from, Matching { conditions, values, .. }) = (matching.tables(), &matching);
        let counted = |facet: &str, value: &str, from: &str, condition: &str| {
            format!(
                "SELECT * FROM (SELECT '{facet}' AS facet, {value} AS value, count(DISTINCT m.id) AS pages FROM matching m {from}
                 WHERE {condition} AND value IS NOT NULL GROUP BY value ORDER BY pages DESC, value LIMIT {each})"
            )
        };
        let named = "CROSS JOIN entities e ON e.page = m.id CROSS JOIN names n ON n.id = e.named";
        let facets = [
            counted("outlet", "g.outlet", "JOIN pages g ON g.id = m.id", "1"),
            counted("month", "substr(g.published, 1, 7)", "JOIN pages g ON g.id = m.id", "1"),
            counted("person", "n.name", named, "n.kind = 'person'"),
            counted("place", "n.name", named, "n.kind IN ('place', 'country', 'facility')"),
            counted("type", "v.type", "CROSS JOIN events v ON v.page = m.id", "1"),
            counted("status", "v.status", "CROSS JOIN events v ON v.page = m.id", "1"),
        ];
        let sql = format!(
            "WITH matching AS MATERIALIZED (SELECT DISTINCT g.id AS id FROM {from} WHERE {conditions} ORDER BY g.id DESC LIMIT {RANKED})
             {}",
            facets.join(" UNION ALL ")
        );
        self.table(&sql, values)
    }

    /// Events in the order of their days, told or inferred, as `dated` says; those without a day stand among them by publication. `inferred` is the
    /// interval that an undated one lies in, as EDTF writes it.
    pub fn timeline(&self, filter: &Filter) -> Result<Table, Error> {
        let (mut conditions, mut values) = filter.conditions(true);
        if let Some(words) = filter.words.as_deref().map(match_words).filter(|w| !w.is_empty()) {
            values.push(words);
            conditions.push(format!("g.id IN (SELECT rowid FROM pages_fts WHERE pages_fts MATCH ?{})", values.len()));
        }
        let sql = format!(
            "SELECT v.day, {DATED} AS dated, v.type, v.lemma,
                 (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'actor') AS actors,
                 (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'recipient') AS recipients,
                 e.name AS place, i.name AS inferred_place, v.status,
                 (SELECT group_concat(s.speaker, '; ') FROM event_statements es JOIN statements s ON s.id = es.statement
                     WHERE es.event = v.id) AS according_to,
                 substr(g.text, v.start + 1, v.\"end\" - v.start) AS words, substr(g.published, 1, 10) AS published, g.outlet,
                 {BETWEEN} AS inferred, v.time_basis, v.id AS event, g.id AS page, g.story
             FROM events v JOIN pages g ON g.id = v.page LEFT JOIN entities e ON e.id = v.place
                 LEFT JOIN entities i ON i.id = v.inferred_place
             WHERE {} ORDER BY coalesce(v.day, substr(g.published, 1, 10)), v.id LIMIT {} OFFSET {}",
            conditions.join(" AND "),
            filter.limit,
            filter.offset
        );
        self.table(&sql, &values)
    }

    /// What somebody said and did: events by their day, told or inferred, statements and events without one by publication. Whole name or surname, in
    /// any spelling of accents.
    pub fn who(&self, name: &str, limit: u32) -> Result<Table, Error> {
        let folded = folded_name(name);
        let sql = format!(
            "WITH them AS (SELECT id FROM names WHERE folded = ?1 OR folded LIKE '% ' || ?1)
             SELECT * FROM (SELECT NULL AS day, NULL AS dated, substr(g.published, 1, 10) AS published, 'said' AS what, s.speaker AS name, s.words, s.via AS through, NULL AS status,
                 g.outlet, g.title, g.id AS page, g.story, s.id AS id
             FROM parties p JOIN statements s ON s.id = p.statement JOIN pages g ON g.id = s.page
             WHERE p.role = 'source' AND p.named IN them
             UNION ALL
             SELECT v.day, {DATED}, substr(g.published, 1, 10),
                 CASE p.role WHEN 'actor' THEN CASE WHEN v.status IN ('actual', 'ongoing') THEN 'did' WHEN v.status = 'planned' THEN 'is to do'
                     WHEN v.status IN ('negated', 'failed') THEN 'did not' ELSE 'may do or have done' END
                 ELSE CASE WHEN v.status IN ('actual', 'ongoing') THEN 'befell' WHEN v.status = 'planned' THEN 'is to befall'
                     WHEN v.status IN ('negated', 'failed') THEN 'did not befall' ELSE 'may befall or have befallen' END
                 END || coalesce(': ' || v.type, ''), p.name,
                 substr(g.text, v.start + 1, v.\"end\" - v.start),
                 (SELECT group_concat(s.speaker, '; ') FROM event_statements es JOIN statements s ON s.id = es.statement
                     WHERE es.event = v.id), v.status, g.outlet, g.title, g.id, g.story, v.id
             FROM event_parties p JOIN events v ON v.id = p.event JOIN pages g ON g.id = v.page WHERE p.named IN them)
             ORDER BY coalesce(day, published), page, id LIMIT {limit}"
        );
        self.table(&sql, &[folded])
    }

    /// The pages of a story, in order of publication, with the copies that are folded.
    pub fn story_pages(&self, story: i64) -> Result<Table, Error> {
        let sql = "SELECT g.id AS page, g.published, g.outlet, g.title, g.report,
                 (SELECT c.kind FROM copies c WHERE c.page = g.id AND c.other = g.report) AS copied, g.origin, g.origin_basis,
                 g.dateline_agency AS agency, g.words, g.uri, g.source
             FROM pages g WHERE g.story = CAST(?1 AS INTEGER) ORDER BY g.published IS NULL, g.published, g.id";
        let table = self.table(sql, &[story.to_string()])?;
        if table.rows.is_empty() { Err(Error::Unknown { what: "story", id: story.to_string() }) } else { Ok(table) }
    }

    /// What or who is named in most reports of a story.
    pub fn story_names(&self, story: i64, places: bool, limit: u32) -> Result<Table, Error> {
        let kinds = if places { "IN ('place', 'country', 'facility')" } else { "IN ('person', 'organization')" };
        let sql = format!(
            "SELECT n.name, n.kind, count(DISTINCT g.report) AS reports, sum(e.mentions) AS mentions FROM pages g
             JOIN entities e ON e.page = g.id JOIN names n ON n.id = e.named WHERE g.story = CAST(?1 AS INTEGER) AND n.kind {kinds}
             GROUP BY n.id ORDER BY reports DESC, mentions DESC, n.id LIMIT {limit}"
        );
        self.table(&sql, &[story.to_string()])
    }

    /// Stories with their pages, reports, outlets and days.
    pub fn stories(&self, order: Order, limit: u32, offset: u32) -> Result<Table, Error> {
        // Only the stories that are shown are counted.
        let (chosen, order) = match order {
            Order::Largest => ("SELECT id, pages AS rank FROM stories".to_owned(), "rank DESC, id"),
            Order::Newest => {
                let latest = u64::from(RANKED) + u64::from(limit) + u64::from(offset);
                (
                    format!(
                        "SELECT story AS id, max(id) AS rank FROM (SELECT id, story FROM pages ORDER BY id DESC LIMIT {latest}) GROUP BY story"
                    ),
                    "rank DESC, id",
                )
            }
        };
        let sql = format!(
            "WITH chosen AS MATERIALIZED (SELECT * FROM ({chosen}) ORDER BY {order} LIMIT {limit} OFFSET {offset})
             SELECT s.id AS story, s.title, s.pages, count(DISTINCT g.report) AS reports, count(DISTINCT g.outlet) AS outlets,
                 substr(min(g.published), 1, 10) AS first, substr(max(g.published), 1, 10) AS last
             FROM chosen c CROSS JOIN stories s ON s.id = c.id CROSS JOIN pages g ON g.story = s.id GROUP BY s.id ORDER BY c.rank DESC, s.id"
        );
        self.table(&sql, &[])
    }

    /// Claims with at least so many independent sources (named ones, and those without a name that cannot be one), those of most first.
    pub fn corroborated(&self, least: u32, limit: u32, offset: u32) -> Result<Table, Error> {
        let sql = format!(
            "WITH chosen AS MATERIALIZED (SELECT id, named + anonymous_least AS independent FROM claims WHERE independent >= {least}
                 ORDER BY independent DESC, reports DESC, id LIMIT {limit} OFFSET {offset})
             SELECT v.* FROM chosen c CROSS JOIN v_claims v ON v.id = c.id ORDER BY v.independent DESC, v.reports DESC, v.id"
        );
        self.table(&sql, &[])
    }

    /// What could not be read, and why.
    pub fn unread(&self, limit: u32, offset: u32) -> Result<Table, Error> {
        self.table(&format!("SELECT * FROM unread ORDER BY name LIMIT {limit} OFFSET {offset}"), &[])
    }

    /// What the archive holds, counted.
    pub fn summary(&self) -> Result<Summary, Error> {
        let count = |sql: &str| -> Result<u64, Error> {
            Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))?.cast_unsigned())
        };
        let sql = "SELECT substr(min(published), 1, 10), substr(max(published), 1, 10) FROM pages";
        let (first, last) = self.db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Summary {
            pages: self.pages()?,
            reports: count("SELECT count(DISTINCT report) FROM pages")?,
            stories: count("SELECT count(*) FROM stories")?,
            outlets: count("SELECT count(DISTINCT outlet) FROM pages")?,
            statements: count("SELECT count(*) FROM statements")?,
            events: count("SELECT count(*) FROM events")?,
            claims: count("SELECT count(*) FROM claims")?,
            corroborated: count("SELECT count(*) FROM claims WHERE named + anonymous_least >= 2")?,
            disputed: count("SELECT count(DISTINCT claim) FROM differences WHERE NOT series")?,
            unread: count("SELECT count(*) FROM unread")?,
            first,
            last,
        })
    }

    /// The record of a page, by its number here.
    pub fn record(&self, page: i64) -> Result<Record, Error> {
        let mut found = self.db.prepare_cached("SELECT record FROM pages WHERE id = ?1")?;
        let packed: Option<Vec<u8>> = found.query_row([page], |row| row.get(0)).optional()?;
        prepare::unpack(&packed.ok_or_else(|| Error::Unknown { what: "page", id: page.to_string() })?)
    }

    /// What the archive knows of a page beside its record: story, report, outlet, when and from what it was read. One row.
    pub fn page_about(&self, page: i64) -> Result<Table, Error> {
        let sql = "SELECT g.id AS page, g.source, g.uri, g.title, g.outlet, g.domain, g.authors, g.published, g.published_basis, g.modified,
                 g.language, g.section, g.origin, g.origin_basis, g.dateline_place, g.dateline_agency, g.words, g.report, g.story, g.sha256,
                 g.retrieved, (SELECT group_concat(name, '; ') FROM inputs WHERE page = g.id) AS inputs
             FROM pages g WHERE g.id = CAST(?1 AS INTEGER)";
        self.table(sql, &[page.to_string()])
    }

    /// The pages that a page shares words with: copies, partial reuse, shared quotations.
    pub fn shared(&self, page: i64) -> Result<Table, Error> {
        let sql = "SELECT g.id AS page, c.kind, c.shared AS words, c.mine AS of_this, c.theirs AS of_that, g.outlet, g.published, g.title, g.uri FROM (
                 SELECT other AS id, kind, shared, page_share AS mine, other_share AS theirs FROM copies WHERE page = CAST(?1 AS INTEGER)
                 UNION ALL SELECT page, kind, shared, other_share, page_share FROM copies WHERE other = CAST(?1 AS INTEGER)
             ) c JOIN pages g ON g.id = c.id ORDER BY c.shared DESC, g.id";
        self.table(sql, &[page.to_string()])
    }

    /// The claim that an event of one page belongs to; [`Error::Unclaimed`] if it stands in a sentence that is compared with no other.
    pub fn claim_of_event(&self, event: i64) -> Result<Claim, Error> {
        let unknown = || Error::Unknown { what: "event", id: event.to_string() };
        let sql = "SELECT page, ref FROM events WHERE id = ?1";
        let found =
            self.db.query_row(sql, [event], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))).optional()?;
        let (page, id) = found.ok_or_else(unknown)?;
        let unclaimed = || Error::Unclaimed { what: "event", id: event, page };
        let story = self.story_of(page)?;
        if self.is_settled(story)? {
            let sql = "SELECT claim FROM claim_events WHERE event = ?1";
            let claim = self.db.query_row(sql, [event], |row| row.get(0)).optional()?;
            return self.claim(claim.ok_or_else(unclaimed)?);
        }
        let tells = |claim: &Claim| claim.tellings().any(|t| t.page == page && t.events.contains(&id));
        self.claims(story)?.into_iter().find(tells).ok_or_else(unclaimed)
    }

    /// The claim that a statement of one page belongs to.
    pub fn claim_of_statement(&self, statement: i64) -> Result<Claim, Error> {
        let unknown = || Error::Unknown { what: "statement", id: statement.to_string() };
        let sql = r#"SELECT page, ref, start, "end" FROM statements WHERE id = ?1"#;
        let row = |row: &rusqlite::Row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, u32>(2)?, row.get::<_, u32>(3)?))
        };
        let (page, id, start, end) = self.db.query_row(sql, [statement], row).optional()?.ok_or_else(unknown)?;
        let claims = self.claims_between(page, start, end)?;
        let exact = claims.iter().find(|c| c.tellings().any(|t| t.page == page && t.statement.as_ref() == Some(&id)));
        exact.or(claims.first()).cloned().ok_or(Error::Unclaimed { what: "statement", id: statement, page })
    }

    /// The claims that hold a stretch of a page, in code points of its text. The page goes by its number here, or by its own id.
    pub fn claims_at(&self, page: &str, start: u32, end: u32) -> Result<Vec<Claim>, Error> {
        self.claims_between(self.page(page)?, start, end)
    }

    fn claims_between(&self, page: i64, start: u32, end: u32) -> Result<Vec<Claim>, Error> {
        let story = self.story_of(page)?;
        if !self.is_settled(story)? {
            let tells = |claim: &Claim| claim.tellings().any(|t| t.page == page && t.start < end && start < t.end);
            return Ok(self.claims(story)?.into_iter().filter(tells).collect());
        }
        let sql = r#"SELECT DISTINCT c.id FROM tellings t JOIN claims c ON c.id = t.claim WHERE t.page = ?1 AND t.start < ?3 AND t."end" > ?2
            ORDER BY c.position, c.id"#;
        let mut find = self.db.prepare_cached(sql)?;
        let ids: Vec<i64> = find.query_map(params![page, start, end], |row| row.get(0))?.collect::<Result<_, _>>()?;
        ids.into_iter().map(|id| self.claim(id)).collect()
    }

    /// A page by its number here, or by its own id or address.
    pub fn page(&self, name: &str) -> Result<i64, Error> {
        let sql = "SELECT id FROM pages WHERE source = ?1 OR uri = ?1 OR CAST(id AS TEXT) = ?1 ORDER BY source <> ?1, id LIMIT 1";
        let found = self.db.query_row(sql, [name], |row| row.get(0)).optional()?;
        found.ok_or_else(|| Error::Unknown { what: "page", id: name.into() })
    }

    fn story_of(&self, page: i64) -> Result<i64, Error> {
        Ok(self.db.query_row("SELECT story FROM pages WHERE id = ?1", params![page], |row| row.get(0))?)
    }

    /// Every record, in the order in which pages came.
    pub fn records(&self, mut each: impl FnMut(&Record) -> Result<(), Error>) -> Result<(), Error> {
        let mut find = self.db.prepare("SELECT record FROM pages ORDER BY id")?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            each(&prepare::unpack(row.get_ref(0)?.as_blob().unwrap_or_default())?)?;
        }
        Ok(())
    }

    /// Answers a query in SQL that reads. Whatever would write, to the archive or to another file, is refused.
    pub fn query(&self, sql: &str) -> Result<Table, Error> {
        let allow = |context: AuthContext| match context.action {
            AuthAction::Select | AuthAction::Read { .. } | AuthAction::Function { .. } | AuthAction::Recursive => {
                Authorization::Allow
            }
            AuthAction::Pragma { pragma_name, .. }
                if ["table_info", "table_list", "data_version"].contains(&pragma_name) =>
            {
                Authorization::Allow
            }
            _ => Authorization::Deny,
        };
        self.db.authorizer(Some(allow))?;
        let answer = self.table(sql, &[]);
        self.db.authorizer(None::<fn(AuthContext) -> Authorization>)?;
        answer
    }

    /// Gives the rows that answer a query, one at a time, with the names of their columns. Without any, there is one call with an empty row.
    pub fn rows(&self, sql: &str, each: impl FnMut(&[String], Vec<Value>) -> Result<(), Error>) -> Result<(), Error> {
        self.each_row(sql, &[], each)
    }

    pub(crate) fn table(&self, sql: &str, values: &[String]) -> Result<Table, Error> {
        let mut table = Table::default();
        self.each_row(sql, values, |columns, row| {
            if table.columns.is_empty() {
                table.columns = columns.to_vec();
            }
            table.rows.extend((!row.is_empty()).then_some(row));
            Ok(())
        })?;
        Ok(table)
    }

    fn each_row(
        &self,
        sql: &str,
        values: &[String],
        mut each: impl FnMut(&[String], Vec<Value>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut query = self.db.prepare(sql)?;
        if !query.readonly() {
            return Err(Error::Writes);
        }
        let columns: Vec<String> = query.column_names().into_iter().map(str::to_owned).collect();
        let mut rows = query.query(rusqlite::params_from_iter(values))?;
        let mut none = true;
        while let Some(row) = rows.next()? {
            none = false;
            each(&columns, (0..columns.len()).map(|i| row.get_ref(i).map(json)).collect::<Result<_, _>>()?)?;
        }
        if none { each(&columns, Vec::new()) } else { Ok(()) }
    }
}

fn json(value: ValueRef) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => n.into(),
        ValueRef::Real(x) => x.into(),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into(),
        ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_be_misread_as_operators() {
        assert_eq!(match_words("cod NOT - \"Bear Island\" (x*"), "\"cod\" \"NOT\" \"Bear Island\" \"(x*\"");
        assert_eq!(match_words("\"unclosed quote"), "\"unclosed quote\"");
        assert_eq!(match_words(" - "), "");
    }
}
