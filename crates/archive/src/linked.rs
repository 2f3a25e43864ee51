//! A story in the terms of schema.org, as JSON-LD.
//!
//! Pages are `NewsArticle`s, what they tell together is a `Claim` with its `author`s (the voices) and `appearance`s, the joined event an `Event`, who and what is
//! named a `Person`, `Organization` or `Place`. No verdict is given, so there is no `ClaimReview`.

use crate::voices::{Claim, Voice};
use crate::{Archive, Error, folded_name};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The graph of a story.
pub fn story(archive: &Archive, story: i64) -> Result<Value, Error> {
    let pages = archive.story_pages(story)?;
    let mut graph = Vec::new();
    let mut named: BTreeMap<i64, Value> = BTreeMap::new();
    let mut ids: BTreeMap<i64, String> = BTreeMap::new();
    for page in pages.rows.iter().filter_map(|row| row.first()?.as_i64()) {
        let article = article(archive, page, &mut named)?;
        ids.insert(page, article.get("@id").and_then(Value::as_str).unwrap_or_default().to_owned());
        graph.push(article);
    }
    let known = Known::of(&named);
    graph.extend(named.into_values());
    for (i, claim) in archive.claims(story)?.iter().enumerate() {
        graph.extend(told(claim, i, &ids, &known));
    }
    Ok(json!({ "@context": "https://schema.org", "@graph": graph }))
}

fn article(archive: &Archive, page: i64, named: &mut BTreeMap<i64, Value>) -> Result<Value, Error> {
    let about = archive.page_about(page)?;
    let row = about.rows.first().ok_or_else(|| Error::Unknown { what: "page", id: page.to_string() })?;
    let get =
        |name: &str| about.columns.iter().position(|c| c == name).and_then(|i| row.get(i)).cloned().unwrap_or_default();
    let text = |name: &str| get(name).as_str().map(str::to_owned);
    let id = text("uri").unwrap_or_else(|| format!("urn:sha256:{}", text("sha256").unwrap_or_default()));
    let mut mentions = Vec::new();
    let sql = format!(
        "SELECT e.named, n.kind, n.name, e.roles, e.country, e.geonames, e.lat, e.lon FROM entities e JOIN names n ON n.id = e.named
         WHERE e.page = {page} ORDER BY e.id"
    );
    archive.rows(&sql, |_, row| {
        if let Some(key) = row.first().and_then(Value::as_i64)
            && let Some(thing) = thing(key, &row)
        {
            mentions.push(json!({ "@id": format!("#name-{key}") }));
            let known = named.entry(key).or_insert_with(|| thing.clone());
            // A later page may know where it lies, or what office somebody holds.
            if let (Some(known), Some(thing)) = (known.as_object_mut(), thing.as_object()) {
                for (key, value) in thing {
                    known.entry(key.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        Ok(())
    })?;
    let authors = text("authors")
        .map(|all| all.split("; ").map(|name| json!({ "@type": "Person", "name": name })).collect::<Vec<_>>());
    let organization = |name: Option<String>| name.map(|name| json!({ "@type": "Organization", "name": name }));
    let copied = get("report").as_i64().filter(|report| *report != page);
    let based = match copied {
        Some(report) => address(archive, report)?,
        None => None,
    };
    Ok(object([
        ("@type", Some("NewsArticle".into())),
        ("@id", Some(id.into())),
        ("headline", text("title").map(Into::into)),
        ("url", text("uri").map(Into::into)),
        ("datePublished", text("published").map(Into::into)),
        ("dateModified", text("modified").map(Into::into)),
        ("inLanguage", text("language").map(Into::into)),
        ("articleSection", text("section").map(Into::into)),
        ("wordCount", Some(get("words"))),
        ("author", authors.map(Into::into)),
        ("publisher", organization(text("outlet"))),
        ("sourceOrganization", organization(text("origin"))),
        ("locationCreated", text("dateline_place").map(|name| json!({ "@type": "Place", "name": name }))),
        ("isBasedOn", based.map(|id| json!({ "@id": id }))),
        ("mentions", (!mentions.is_empty()).then(|| mentions.into())),
    ]))
}

fn address(archive: &Archive, page: i64) -> Result<Option<String>, Error> {
    let mut found = None;
    archive.rows(
        &format!("SELECT coalesce(uri, 'urn:sha256:' || sha256) FROM pages WHERE id = {page}"),
        |_, row| {
            found = row.first().and_then(Value::as_str).map(str::to_owned);
            Ok(())
        },
    )?;
    Ok(found)
}

/// A name as a thing; none for kinds that schema.org has no plain type for.
fn thing(key: i64, row: &[Value]) -> Option<Value> {
    let get = |i: usize| row.get(i).filter(|v| !v.is_null()).cloned();
    let kind = match row.get(1)?.as_str()? {
        "person" => "Person",
        "organization" => "Organization",
        "country" => "Country",
        "place" | "facility" => "Place",
        "product" | "vehicle" => "Product",
        "work" => "CreativeWork",
        "event" => "Event",
        _ => return None,
    };
    let geo =
        get(6).zip(get(7)).map(|(lat, lon)| json!({ "@type": "GeoCoordinates", "latitude": lat, "longitude": lon }));
    let same = get(5).map(|id| json!(format!("https://sws.geonames.org/{id}/")));
    let is_place = matches!(kind, "Place" | "Country");
    Some(object([
        ("@type", Some(kind.into())),
        ("@id", Some(format!("#name-{key}").into())),
        ("name", get(2)),
        ("jobTitle", get(3).filter(|_| kind == "Person")),
        ("geo", geo.filter(|_| is_place)),
        ("sameAs", same.filter(|_| is_place)),
    ]))
}

/// Type and address of what the pages name, by folded name.
struct Known(BTreeMap<String, (String, String)>);

impl Known {
    fn of(named: &BTreeMap<i64, Value>) -> Known {
        let text = |thing: &Value, field: &str| thing.get(field).and_then(Value::as_str).map(str::to_owned);
        let entry =
            |thing: &Value| Some((folded_name(&text(thing, "name")?), (text(thing, "@type")?, text(thing, "@id")?)));
        // Of two kinds under one name the earlier.
        Known(named.values().rev().filter_map(entry).collect())
    }

    /// Who speaks or acts, as a type that schema.org lets do so: a country means its government.
    fn agent(&self, name: &str) -> (&'static str, Option<&str>) {
        match self.0.get(&folded_name(name)).map(|(kind, id)| (kind.as_str(), id.as_str())) {
            Some(("Person", id)) => ("Person", Some(id)),
            Some(("Organization", id)) => ("Organization", Some(id)),
            Some(("Country" | "Place", _)) => ("GovernmentOrganization", None),
            // Who is only described is more often somebody than a body.
            _ => ("Person", None),
        }
    }
}

/// A claim, and the event in it. One that has no number yet goes by its position in the story.
fn told(claim: &Claim, position: usize, ids: &BTreeMap<i64, String>, known: &Known) -> Vec<Value> {
    let number = claim.id.map_or_else(|| format!("-new-{position}"), |id| format!("-{id}"));
    let mut appearances: Vec<&String> = claim.tellings().filter_map(|t| ids.get(&t.page)).collect();
    appearances.dedup();
    let first = claim
        .tellings()
        .min_by(|a, b| (a.published.is_none(), &a.published).cmp(&(b.published.is_none(), &b.published)));
    let of = |id: &String| json!({ "@id": id });
    let author = |voice: &Voice| {
        let statement = |t: &crate::voices::Telling| json!({ "@type": "Quotation", "text": t.words, "isPartOf": ids.get(&t.page).map(of) });
        let (kind, same) =
            if voice.kind == "unattributed" { ("NewsMediaOrganization", None) } else { known.agent(&voice.name) };
        object([
            ("@type", Some(kind.into())),
            ("name", Some(voice.name.clone().into())),
            ("description", Some(voice.kind.into())),
            ("sameAs", same.map(Into::into)),
            ("subjectOf", Some(voice.tellings.iter().map(statement).collect::<Vec<_>>().into())),
        ])
    };
    let event = claim.happening.as_ref().map(|h| {
        let party = |name: &String| {
            let (kind, same) = known.agent(name);
            object([
                ("@type", Some(kind.into())),
                ("name", Some(name.clone().into())),
                ("sameAs", same.map(Into::into)),
            ])
        };
        let mut told = format!("{} ({})", first.map(|t| t.words.as_str()).unwrap_or_default(), h.status);
        // A property says what is so; what is inferred is told in words.
        if let (Some(from), Some(to)) = (&h.inferred_earliest, &h.inferred_latest) {
            let when = if from == to { format!("on {from}") } else { format!("between {from} and {to}") };
            told += &format!("; by inference {when}");
        }
        if let Some(place) = &h.inferred_place {
            told += &format!("; by inference in {place}");
        }
        object([
            ("@type", Some("Event".into())),
            ("@id", Some(format!("#event{number}").into())),
            (
                "name",
                Some(format!("{}{}", h.kind.as_ref().map(|k| format!("{k}: ")).unwrap_or_default(), h.lemma).into()),
            ),
            ("keywords", h.kind.clone().map(Into::into)),
            ("description", Some(told.into())),
            ("startDate", h.earliest.clone().map(Into::into)),
            ("endDate", h.latest.clone().map(Into::into)),
            ("location", h.place.as_ref().map(|name| json!({ "@type": "Place", "name": name }))),
            ("performer", (!h.actors.is_empty()).then(|| h.actors.iter().map(party).collect::<Vec<_>>().into())),
            ("subjectOf", Some(json!({ "@id": format!("#claim{number}") }))),
        ])
    });
    let claim = object([
        ("@type", Some("Claim".into())),
        ("@id", Some(format!("#claim{number}").into())),
        ("text", first.map(|t| t.words.clone().into())),
        ("author", Some(claim.voices.iter().map(author).collect::<Vec<_>>().into())),
        ("firstAppearance", first.and_then(|t| ids.get(&t.page)).map(of)),
        ("appearance", Some(appearances.into_iter().map(of).collect::<Vec<_>>().into())),
        ("about", event.is_some().then(|| json!({ "@id": format!("#event{number}") }))),
    ]);
    std::iter::once(claim).chain(event).collect()
}

/// An object of what there is.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let there = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.filter(|v| !v.is_null())?)));
    Value::Object(there.collect::<Map<_, _>>())
}
