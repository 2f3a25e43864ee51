//! Claims and voices against stories that were read by hand: `voices_dev.jsonl` holds, for each claim, the stretches of pages that tell it
//! (code points of the text) and whose voice each is; none stands for the outlet's own word. Needs the corpora (`DATELINE_DATA`).
//!
//! `DATELINE_DATA=… cargo test -p dateline-archive --test voices -- --nocapture` prints the figures; with `PAIRS=1` also the sentences that should be one
//! claim and are not.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use dateline_archive::voices::Claim;
use dateline_archive::{Archive, Origin, Prepared};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

struct Telling {
    page: String,
    start: u32,
    end: u32,
    voice: Option<String>,
}

#[test]
fn voices_are_those_that_a_reader_found() {
    let Some(data) = std::env::var_os("DATELINE_DATA") else {
        eprintln!("DATELINE_DATA is not set: voices are not measured");
        return;
    };
    let claims: Vec<(String, Vec<Telling>)> = include_str!("voices_dev.jsonl").lines().map(claim).collect();
    let stories: BTreeSet<&String> = claims.iter().map(|(story, _)| story).collect();
    let archive = archive(&PathBuf::from(data).join("data/stories/news_cluster_dev.jsonl.gz"), &stories);

    let (mut named, mut found, mut parted, mut merged, mut joined, mut pairs) = (0, 0, 0, 0, 0, 0);
    for (story, tellings) in &claims {
        // Where each telling landed: a claim, and the voice within it.
        let landed: Vec<Option<(Claim, usize)>> = tellings.iter().map(|t| landed(&archive, t)).collect();
        let mut of_voice: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
        let mut of_found: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
        for (telling, landed) in tellings.iter().zip(&landed) {
            let (Some(voice), Some((claim, v))) = (&telling.voice, landed) else { continue };
            let voice_found = &claim.voices[*v];
            of_voice.entry(voice).or_default().insert(format!("{} {}", voice_found.kind, voice_found.name));
            if voice_found.kind == "named" {
                of_found.entry(voice_found.name.clone()).or_default().insert(voice);
            }
        }
        for (pair, tellings) in landed.windows(2).zip(tellings.windows(2)) {
            pairs += 1;
            let one = matches!(pair, [Some((a, _)), Some((b, _))] if a == b);
            joined += usize::from(one);
            if !one && std::env::var_os("PAIRS").is_some() {
                let words = |(telling, landed): (&Telling, &Option<(Claim, usize)>)| {
                    let mut all = landed.iter().flat_map(|(claim, _)| claim.tellings());
                    all.find(|t| here(telling, t)).map_or("nowhere".to_owned(), |t| format!("{} {}", t.page, t.words))
                };
                let [a, b] = [0, 1].map(|i| words((&tellings[i], &pair[i])));
                println!("{story}: two claims\n    {a}\n    {b}");
            }
        }
        let voices: BTreeSet<&String> =
            tellings.iter().filter_map(|t| t.voice.as_ref()).filter(|v| *v != "anonymous").collect();
        for voice in voices {
            named += 1;
            let places = of_voice.get(voice).cloned().unwrap_or_default();
            let right = places.iter().filter(|place| place.starts_with("named") && same(place, voice)).count();
            found += usize::from(right > 0);
            parted += usize::from(places.len() > 1);
            if right == 0 || places.len() > 1 {
                println!("{story}: {voice} is {places:?}");
            }
        }
        for (name, voices) in of_found.iter().filter(|(_, voices)| voices.len() > 1) {
            merged += 1;
            println!("{story}: {name} stands for {voices:?}");
        }
    }
    println!(
        "{named} named voices: {found} found, {parted} parted, {merged} merged; {joined} of {pairs} neighbouring tellings are one claim"
    );
    assert!(found * 2 >= named, "half of the voices that a reader finds");
}

/// Whether a name found is the one meant: they share their last word, or a word of a body's name.
fn same(found: &str, meant: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        name.to_lowercase().split_whitespace().filter(|w| w.len() > 2).map(str::to_owned).collect()
    };
    !words(found).is_disjoint(&words(meant))
}

/// Whether a sentence of the archive holds a telling.
fn here(telling: &Telling, t: &dateline_archive::voices::Telling) -> bool {
    t.source == telling.page && t.start < telling.end && telling.start < t.end
}

fn landed(archive: &Archive, telling: &Telling) -> Option<(Claim, usize)> {
    let claim = archive.claims_at(&telling.page, telling.start, telling.end).unwrap().into_iter().next()?;
    let voice = claim.voices.iter().position(|v| v.tellings.iter().any(|t| here(telling, t)))?;
    Some((claim, voice))
}

fn claim(line: &str) -> (String, Vec<Telling>) {
    let claim: Value = serde_json::from_str(line).unwrap();
    let telling = |t: &Value| Telling {
        page: t["page"].as_str().unwrap().to_owned(),
        start: t["start"].as_u64().unwrap() as u32,
        end: t["end"].as_u64().unwrap() as u32,
        voice: t["voice"].as_str().map(str::to_owned),
    };
    (claim["story"].as_str().unwrap().to_owned(), claim["tellings"].as_array().unwrap().iter().map(telling).collect())
}

/// The pages of these stories, read and archived in order of date.
fn archive(file: &std::path::Path, stories: &BTreeSet<&String>) -> Archive {
    let lines = BufReader::new(GzDecoder::new(std::fs::File::open(file).unwrap())).lines();
    let mut pages: Vec<Value> = lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    pages.retain(|page| stories.contains(&page["story"].as_str().unwrap().to_owned()));
    let text = |page: &Value, field: &str| page[field].as_str().map(str::to_owned);
    pages.sort_by_key(|page| (text(page, "date").is_none(), text(page, "date"), text(page, "id")));
    let path = std::env::temp_dir().join(format!("dateline-voices-{}.db", std::process::id()));
    let mut archive = Archive::open(&path).unwrap();
    let resources = dateline_reading::Resources::bundled().unwrap();
    archive.begin().unwrap();
    for page in &pages {
        let given = dateline_page::Given {
            id: text(page, "id").unwrap(),
            title: text(page, "title"),
            date: text(page, "date"),
            url: text(page, "url"),
            ..dateline_page::Given::default()
        };
        let read = dateline_page::text(text(page, "text").unwrap().as_bytes(), &given).unwrap();
        let record = dateline_reading::read(&read, &resources).unwrap();
        archive.add(&Origin { name: given.id, ..Origin::default() }, Some(&Prepared::new(record)), None).unwrap();
    }
    archive.commit().unwrap();
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display())); // the open file lives on
    }
    archive
}
