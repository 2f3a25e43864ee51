//! One record into the tables of what pages say.

use crate::prepare::Prepared;
use crate::words::folded_name;
use crate::{Archive, Error, day};
use dateline_record::{
    Actor, CodePoints, EntityKind, Event, InferredTime, InferredTimeBasis, Party, Record, Span, Statement, Time,
};
use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use std::collections::HashMap;

/// Row ids of what a record holds, by the record's own ids.
#[derive(Default)]
struct Rows<'r> {
    entities: HashMap<&'r str, Known<'r>>,
    times: HashMap<&'r str, (i64, &'r dateline_record::Time)>,
    statements: HashMap<&'r str, i64>,
}

/// An entity that has been written.
#[derive(Clone, Copy)]
struct Known<'r> {
    id: i64,
    named: i64,
    name: &'r str,
}

impl Archive {
    /// Writes a page and all that it says; gives its id.
    pub(crate) fn write(&self, identity: &str, page: &Prepared) -> Result<i64, Error> {
        let record = &page.record;
        let id = self.write_page(identity, page)?;
        let text = Text { text: &record.text, points: CodePoints::new(&record.text) };
        let mut rows = Rows::default();
        for entity in &record.entities {
            let named = self.name(entity.kind, &entity.name)?;
            let roles = joined(entity.roles.iter().map(|r| r.title.as_str()));
            let (links, at) = (&entity.links, entity.location.as_ref());
            let country = links.iso3166.as_ref().or(at.and_then(|l| l.country.as_ref()));
            let sql =
                "INSERT INTO entities (page, ref, kind, name, named, roles, mentions, country, geonames, lat, lon)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
            self.db.prepare_cached(sql)?.execute(params![
                id,
                entity.id,
                name_of(entity.kind),
                entity.name,
                named,
                roles,
                entity.mentions.len(),
                country,
                links.geonames,
                at.map(|l| l.lat),
                at.map(|l| l.lon),
            ])?;
            let row = Known { id: self.db.last_insert_rowid(), named, name: &entity.name };
            rows.entities.insert(&entity.id, row);
        }
        for time in &record.times {
            let sql = r#"INSERT INTO times (page, ref, start, "end", type, value, earliest, latest)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"#;
            let (start, end) = (time.span.start, time.span.end);
            let kind = name_of(time.kind);
            let values = params![id, time.id, start, end, kind, time.value, time.earliest, time.latest];
            self.db.prepare_cached(sql)?.execute(values)?;
            rows.times.insert(&time.id, (self.db.last_insert_rowid(), time));
        }
        for statement in &record.statements {
            let row = self.write_statement(id, statement, &rows, &text)?;
            rows.statements.insert(&statement.id, row);
        }
        for event in record.main_events() {
            self.write_event(id, event, record, &rows, &text)?;
        }
        for relation in &record.relations {
            let ends = (rows.entities.get(relation.subject.as_str()), rows.entities.get(relation.object.as_str()));
            if let (Some(subject), Some(object)) = ends {
                let sql = r#"INSERT INTO relations (page, subject, predicate, object, start, "end") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"#;
                let (predicate, span) = (name_of(relation.predicate), relation.span);
                self.db
                    .prepare_cached(sql)?
                    .execute(params![id, subject.id, predicate, object.id, span.start, span.end])?;
            }
        }
        for note in &record.notes {
            let sql = "INSERT INTO notes (page, code, message) VALUES (?1, ?2, ?3)";
            self.db.prepare_cached(sql)?.execute(params![id, note.code, note.message])?;
        }
        Ok(id)
    }

    fn write_page(&self, identity: &str, page: &Prepared) -> Result<i64, Error> {
        let (r, a) = (&page.record, &page.record.article);
        let publisher = a.publisher.as_ref();
        let domain = publisher.and_then(|p| p.domain.as_ref());
        let outlet = publisher.and_then(|p| p.name.as_ref()).or(domain);
        let published = a.published.as_ref();
        let dateline = a.dateline.as_ref();
        let sql = "INSERT INTO pages (identity, source, uri, media_type, sha256, retrieved, title, description, language,
            canonical_url, section, outlet, domain, authors, published, published_basis, modified, day, origin, origin_basis,
            dateline_place, dateline_agency, words, text, reporting, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
            ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)";
        self.db.prepare_cached(sql)?.execute(params![
            identity,
            r.source.id,
            r.source.uri,
            r.source.media_type,
            r.source.sha256,
            r.source.retrieved,
            a.title,
            a.description,
            a.language,
            a.canonical_url,
            a.section,
            outlet,
            domain,
            joined(a.authors.iter().map(|a| a.name.as_str())),
            published.map(|d| &d.value),
            published.map(|d| name_of(d.basis)),
            a.modified.as_ref().map(|d| &d.value),
            published.and_then(|d| day::number(&d.value)),
            a.origin.as_ref().map(|o| &o.name),
            a.origin.as_ref().map(|o| name_of(o.basis)),
            dateline.and_then(|d| d.place.as_ref()),
            dateline.and_then(|d| d.agency.as_ref()),
            page.words.len(),
            r.text,
            page.reporting,
            page.packed,
        ])?;
        Ok(self.db.last_insert_rowid())
    }

    fn write_statement(&self, page: i64, s: &Statement, rows: &Rows, text: &Text) -> Result<i64, Error> {
        let words = s.content.iter().map(|span| text.of(*span)).collect::<Vec<_>>().join(" … ");
        let cue = s.cue.iter().map(|span| text.of(*span)).collect::<Vec<_>>().join(" … ");
        let all = s.content.iter().chain(&s.cue).copied().chain(s.source.iter().map(|p| p.span));
        let whole = all.reduce(Span::cover).unwrap_or_default();
        let name = |p: &Party| rows.name(p.entity.as_deref()).unwrap_or(text.of(p.span)).to_owned();
        let speaker = joined(s.source.iter().map(name).collect::<Vec<_>>().iter().map(String::as_str));
        let via = joined(s.via.iter().map(name).collect::<Vec<_>>().iter().map(String::as_str));
        let sql = r#"INSERT INTO statements (page, ref, form, words, cue, start, "end", speaker, via, act, medium, time, place,
            within, confidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"#;
        self.db.prepare_cached(sql)?.execute(params![
            page,
            s.id,
            name_of(s.form),
            words,
            cue,
            whole.start,
            whole.end,
            speaker,
            via,
            s.act.map(name_of),
            s.medium.map(name_of),
            s.time.as_deref().and_then(|t| rows.times.get(t)).map(|t| t.0),
            rows.entity(s.place.as_deref()).map(|e| e.id),
            s.within,
            f64::from(s.confidence),
        ])?;
        let id = self.db.last_insert_rowid();
        for (role, parties) in [("source", &s.source), ("to", &s.to), ("via", &s.via)] {
            for (i, party) in parties.iter().enumerate() {
                let known = rows.entity(party.entity.as_deref());
                let sql = r#"INSERT INTO parties (statement, role, position, entity, named, name, type, start, "end")
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"#;
                let (entity, named) = (known.map(|k| k.id), known.map(|k| k.named));
                let name = known.map_or(text.of(party.span), |k| k.name);
                let (kind, span) = (party.kind.map(name_of), party.span);
                self.db
                    .prepare_cached(sql)?
                    .execute(params![id, role, i, entity, named, name, kind, span.start, span.end])?;
            }
        }
        Ok(id)
    }

    fn write_event(&self, page: i64, v: &Event, record: &Record, rows: &Rows, text: &Text) -> Result<(), Error> {
        let trigger = v.trigger.iter().map(|span| text.of(*span)).collect::<Vec<_>>().join(" … ");
        let first = v.trigger.first().copied().unwrap_or_default();
        let sentence = record.sentences.iter().copied().find(|s| s.contains(first)).unwrap_or(first);
        let time = v.time.as_deref().and_then(|t| rows.times.get(t));
        let inferred = Inferred::of(v, time.map(|t| t.1));
        let sql = r#"INSERT INTO events (page, ref, type, mode, contexts, lemma, trigger, start, "end", status, time, earliest,
            latest, place, intensity, inferred_earliest, inferred_latest, time_basis, inferred_on, inferred_place, place_basis, day, class)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)"#;
        self.db.prepare_cached(sql)?.execute(params![
            page,
            v.id,
            v.kind,
            v.mode,
            joined(v.contexts.iter().map(String::as_str)),
            v.lemma,
            trigger,
            sentence.start,
            sentence.end,
            name_of(v.status),
            time.map(|t| t.0),
            time.and_then(|t| t.1.earliest.as_deref()),
            time.and_then(|t| t.1.latest.as_deref()),
            rows.entity(v.place.as_deref()).map(|e| e.id),
            v.intensity,
            inferred.earliest,
            inferred.latest,
            inferred.time_basis,
            inferred.on.and_then(|t| rows.times.get(t)).map(|t| t.0),
            rows.entity(inferred.place).map(|e| e.id),
            inferred.place_basis,
            inferred.day,
            v.class.map(name_of),
        ])?;
        let id = self.db.last_insert_rowid();
        for (role, actors) in [("actor", &v.actors), ("recipient", &v.recipients)] {
            for (i, actor) in actors.iter().enumerate() {
                self.write_actor(id, role, i, actor, rows, text)?;
            }
        }
        for statement in v.according_to.iter().filter_map(|s| rows.statements.get(s.as_str())) {
            let sql = "INSERT OR IGNORE INTO event_statements (event, statement) VALUES (?1, ?2)";
            self.db.prepare_cached(sql)?.execute([id, *statement])?;
        }
        Ok(())
    }

    /// Fills in what is inferred of the events of all pages, from their records. Within a transaction.
    pub(crate) fn fill_inferred(&self) -> Result<(), Error> {
        let mut find = self.db.prepare("SELECT id, record FROM pages ORDER BY id")?;
        let mut pages = find.query([])?;
        while let Some(row) = pages.next()? {
            let page: i64 = row.get(0)?;
            let record = crate::prepare::unpack(row.get_ref(1)?.as_blob().unwrap_or_default())?;
            for v in record.main_events() {
                let time = v.time.as_ref().and_then(|id| record.times.iter().find(|t| t.id == *id));
                let i = Inferred::of(v, time);
                let sql = "UPDATE events SET inferred_earliest = ?3, inferred_latest = ?4, time_basis = ?5,
                    inferred_on = (SELECT id FROM times WHERE page = ?1 AND ref = ?6),
                    inferred_place = (SELECT id FROM entities WHERE page = ?1 AND ref = ?7), place_basis = ?8, day = ?9, class = ?10
                    WHERE page = ?1 AND ref = ?2";
                let values = params![
                    page,
                    v.id,
                    i.earliest,
                    i.latest,
                    i.time_basis,
                    i.on,
                    i.place,
                    i.place_basis,
                    i.day,
                    v.class.map(name_of)
                ];
                self.db.prepare_cached(sql)?.execute(values)?;
            }
        }
        Ok(())
    }

    fn write_actor(&self, event: i64, role: &str, i: usize, a: &Actor, rows: &Rows, text: &Text) -> Result<(), Error> {
        let known = rows.entity(a.entity.as_deref());
        let sql = r#"INSERT INTO event_parties (event, role, position, entity, named, name, country, sector, start, "end")
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"#;
        let (entity, named) = (known.map(|k| k.id), known.map(|k| k.named));
        let name = known.map_or(text.of(a.span), |k| k.name);
        let span = a.span;
        let values = params![event, role, i, entity, named, name, a.country, a.sector, span.start, span.end];
        self.db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// The row of a name, made if it is new.
    fn name(&self, kind: EntityKind, name: &str) -> Result<i64, Error> {
        let (kind, folded) = (name_of(kind), folded_name(name));
        let sql = "SELECT id FROM names WHERE folded = ?1 AND kind = ?2";
        let found = self.db.prepare_cached(sql)?.query_row([&folded, &kind], |row| row.get(0)).optional()?;
        if let Some(id) = found {
            return Ok(id);
        }
        let sql = "INSERT INTO names (kind, folded, name) VALUES (?1, ?2, ?3)";
        self.db.prepare_cached(sql)?.execute([&kind, &folded, name])?;
        Ok(self.db.last_insert_rowid())
    }
}

/// When and where an event happened, where no words say so outright, and the day that it is found by.
#[derive(Default)]
struct Inferred<'r> {
    earliest: Option<&'r str>,
    latest: Option<&'r str>,
    time_basis: Option<String>,
    /// The time that it rests on, by the record's id.
    on: Option<&'r str>,
    /// The place, by the record's id.
    place: Option<&'r str>,
    place_basis: Option<String>,
    day: Option<&'r str>,
}

impl<'r> Inferred<'r> {
    /// Of an event that words date by `time`, if they do.
    fn of(v: &'r Event, time: Option<&'r Time>) -> Inferred<'r> {
        let (when, place) = (v.time_inferred.as_ref(), v.place_inferred.as_ref());
        let told = time.and_then(|t| t.earliest.as_deref().or(t.latest.as_deref()));
        let day = told.or_else(|| Some(closed(when?)?.0));
        Inferred {
            earliest: when.and_then(|t| t.earliest.as_deref()),
            latest: when.and_then(|t| t.latest.as_deref()),
            time_basis: when.map(|t| name_of(t.basis)),
            on: when.and_then(|t| t.on.as_deref()),
            place: place.map(|p| p.entity.as_str()),
            place_basis: place.map(|p| name_of(p.basis)),
            day: day.map(|moment| moment.get(..10).unwrap_or(moment)),
        }
    }
}

/// First and last day of an inferred interval that says when something happened, rather than only before or after what. The page's own
/// date with a tense says no more than that it was written then.
pub(crate) fn closed(when: &InferredTime) -> Option<(&str, &str)> {
    let days = (when.earliest.as_deref()?, when.latest.as_deref()?);
    (when.basis != InferredTimeBasis::Tense).then_some(days)
}

impl<'r> Rows<'r> {
    fn entity(&self, id: Option<&str>) -> Option<Known<'r>> {
        self.entities.get(id?).copied()
    }

    fn name(&self, id: Option<&str>) -> Option<&'r str> {
        self.entity(id).map(|e| e.name)
    }
}

/// A page's text, to be cut by code points.
struct Text<'t> {
    text: &'t str,
    points: CodePoints<'t>,
}

impl<'t> Text<'t> {
    fn of(&self, span: Span) -> &'t str {
        let bytes = self.points.bytes(span);
        self.text.get(bytes.start as usize..bytes.end as usize).unwrap_or_default()
    }
}

/// Joined by "; "; nothing for none.
fn joined<'s>(parts: impl Iterator<Item = &'s str>) -> Option<String> {
    let parts: Vec<&str> = parts.collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The name that the record uses for a value of one of its enumerations.
pub(crate) fn name_of(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
