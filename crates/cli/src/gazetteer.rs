//! `dateline gazetteer NAME`: which places bear a name.

use clap::Args;
use dateline_gazetteer::{Gazetteer, NameKind, Sense};
use serde_json::json;
use std::io::{self, Write};

/// Options of `dateline gazetteer`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline gazetteer Springfield
  dateline gazetteer --limit 3 \"st louis\"
  dateline gazetteer --json Khasan | jq .geonames")]
pub struct Lookup {
    /// A name, in any spelling of capitals, accents and hyphens
    #[arg(required = true, value_name = "NAME")]
    pub name: Vec<String>,
    /// Print at most so many places, the most populous first
    #[arg(short, long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Print one JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Looks a name up and prints its places. Says whether there are any.
pub fn look_up(args: &Lookup) -> anyhow::Result<bool> {
    let gazetteer = Gazetteer::bundled();
    let name = args.name.join(" ");
    let mut senses: Vec<Sense> = gazetteer.named(&name).collect();
    senses.sort_by_key(|s| s.kind != NameKind::Main); // stable: the most populous first within each
    let mut out = io::stdout().lock();
    for s in senses.iter().take(args.limit) {
        let p = gazetteer.place(s.place);
        let within = |id: Option<_>| id.filter(|id| *id != p.id).map(|id| gazetteer.place(id).name);
        if args.json {
            let line = json!({
                "name": p.name, "as": kind(s.kind), "geonames": p.geonames, "feature": p.feature, "country": p.country,
                "admin1": within(p.admin1), "admin2": within(p.admin2), "population": p.population, "lat": p.lat, "lon": p.lon,
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let holders = [within(p.admin2), within(p.admin1), within(p.country_place)];
        let place = std::iter::once(p.name).chain(holders.into_iter().flatten()).collect::<Vec<_>>().join(", ");
        let people = if p.population > 0 { format!("{} people", thousands(p.population)) } else { String::new() };
        let id = p.geonames.map_or_else(String::new, |id| format!("geonames {id}"));
        writeln!(out, "{:<6} {:>9.4} {:>10.4}  {place}  ({})  {people}  {id}", p.feature, p.lat, p.lon, kind(s.kind))?;
    }
    let more = senses.len().saturating_sub(args.limit);
    if more > 0 && !args.json {
        writeln!(out, "and {more} more")?;
    }
    if senses.is_empty() {
        anstream::eprintln!("no place is called “{name}”");
    }
    Ok(!senses.is_empty())
}

fn kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Main => "name",
        NameKind::Equal => "also so named",
        NameKind::Other => "other spelling or language",
        NameKind::Bare => "without its generic word",
        NameKind::Adjective => "adjective or people",
        NameKind::Abbreviation => "abbreviation",
    }
}

/// 1234567 as "1,234,567".
fn thousands(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_in_threes() {
        let set: Vec<String> = [0, 999, 1000, 1234567].into_iter().map(thousands).collect();
        assert_eq!(set, ["0", "999", "1,000", "1,234,567"]);
    }
}
