//! A page's events as a dated list: when, who, did what, to whom, where, with what status, according to whom.

use crate::Entities;
use dateline_record::{Actor, Event, InferredTime, InferredTimeBasis, Quantity, QuantityKind, Record};

/// One event in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening<'r> {
    /// Its id in the record.
    pub id: &'r str,
    /// The day or stretch of time, in brackets if it is inferred; empty where the page tells none.
    pub when: String,
    /// Who did it.
    pub who: String,
    /// The words of the page that report it, from the trigger on.
    pub what: String,
    /// Type and mode; none outside the ontology.
    pub kind: Option<String>,
    /// To whom.
    pub whom: String,
    /// "in" a place, in brackets if it is inferred; empty where the page tells none.
    pub place: String,
    /// Whether it is said to have happened, with the words that tell.
    pub status: String,
    /// How many.
    pub quantities: String,
    /// Who vouches for it; none: the page itself.
    pub according_to: Option<String>,
}

impl Happening<'_> {
    /// All but the date, in one line.
    pub fn line(&self) -> String {
        let kind = self.kind.as_ref().map(|k| format!(" [{k}]")).unwrap_or_default();
        let mut parts = vec![self.who.clone(), format!("{}{kind}", self.what), self.whom.clone()];
        parts.push(self.place.clone());
        parts.push(self.quantities.clone());
        parts.push(self.status.clone());
        parts.push(format!("according to {}", self.according_to.as_deref().unwrap_or("the page")));
        parts.retain(|p| !p.is_empty());
        parts.join(" — ")
    }
}

/// The main events of a record whose spans count bytes: those with a date first, in the order of their dates, then the others as the
/// page tells them.
pub fn list<'r>(record: &'r Record, entities: &Entities) -> Vec<Happening<'r>> {
    let mut rows: Vec<(Option<&str>, Happening)> = record
        .main_events()
        .map(|v| {
            let time = v.time.as_deref().and_then(|id| record.times.iter().find(|t| t.id == id));
            let inferred = v.time_inferred.as_ref().and_then(|t| t.earliest.as_deref().or(t.latest.as_deref()));
            let told = v.time_inferred.as_ref().is_some_and(|t| t.basis != InferredTimeBasis::Tense);
            (time.and_then(|t| t.earliest.as_deref()).or(inferred.filter(|_| told)), happening(v, record, entities))
        })
        .collect();
    // Stable: events of one day stay in the order of the text.
    rows.sort_by_key(|(day, _)| (day.is_none(), *day));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn happening<'r>(v: &'r Event, record: &'r Record, entities: &Entities) -> Happening<'r> {
    let text = &record.text;
    let parties = |list: &[Actor]| crate::list(&list.iter().map(|a| party(a, text, entities)).collect::<Vec<_>>());
    let time = v.time.as_deref().and_then(|id| record.times.iter().find(|t| t.id == id));
    let when = time.map(|t| match (&t.earliest, &t.latest) {
        (Some(from), Some(to)) if from != to && t.value.len() > 10 => format!("{from} to {to}"),
        (Some(from), Some(to)) if from == to => from.clone(),
        // A decade or a century: "197", "19".
        (Some(from), Some(to)) if t.value.len() < 4 => format!("{} to {}", year(from), year(to)),
        _ => t.value.clone(),
    });
    let when = when.or_else(|| v.time_inferred.as_ref().and_then(inferred));
    let name = |id: &String| entities.get(id.as_str()).map(|e| &e.name);
    let place = v.place.as_ref().and_then(name).map(|name| format!("in {name}"));
    let place =
        place.or_else(|| v.place_inferred.as_ref().and_then(|p| name(&p.entity)).map(|name| format!("(in {name})")));
    let cue = crate::pieces(text, &v.status_cue);
    let status = crate::name_of(v.status);
    let said = v.according_to.iter().filter_map(|id| record.statements.iter().find(|s| s.id == *id));
    // "is expected to": by whom, the page alone knows.
    let said = said.filter(|s| !s.source.is_empty());
    let sources: Vec<String> = said.map(|s| crate::speakers(s, text, entities).0).collect();
    let what = v.trigger.first().map(|first| told(text, first.start as usize));
    Happening {
        id: &v.id,
        when: when.unwrap_or_default(),
        who: parties(&v.actors),
        what: what.unwrap_or_else(|| v.lemma.clone()),
        kind: v.kind.as_ref().map(|k| v.mode.as_ref().map_or_else(|| k.clone(), |m| format!("{k}/{m}"))),
        whom: parties(&v.recipients),
        place: place.unwrap_or_default(),
        status: if cue.is_empty() { status } else { format!("{status} (“{cue}”)") },
        quantities: crate::list(&v.quantities.iter().map(|q| quantity(q, text)).collect::<Vec<_>>()),
        according_to: (!sources.is_empty()).then(|| crate::list(&sources)),
    }
}

/// An interval that no words tell, in brackets; what follows from the page's own date alone is not worth the space.
fn inferred(t: &InferredTime) -> Option<String> {
    if t.basis == InferredTimeBasis::Tense {
        return None;
    }
    Some(match (&t.earliest, &t.latest) {
        (Some(from), Some(to)) => match whole(from, to) {
            Some(date) => format!("({date})"),
            None => format!("({from} to {to})"),
        },
        (Some(from), None) => format!("(from {from})"),
        (None, Some(to)) => format!("(by {to})"),
        (None, None) => return None,
    })
}

fn year(day: &str) -> &str {
    day.get(..4).unwrap_or(day)
}

/// The day, month or year that two days bound.
fn whole<'d>(from: &'d str, to: &str) -> Option<&'d str> {
    if from == to {
        return Some(from);
    }
    if let Some(year) = from.strip_suffix("-01-01")
        && to.strip_suffix("-12-31") == Some(year)
    {
        return Some(year);
    }
    let month = from.strip_suffix("-01")?;
    let last: &[&str] = match month.get(5..)? {
        "02" => &["-28", "-29"],
        "04" | "06" | "09" | "11" => &["-30"],
        _ => &["-31"],
    };
    last.contains(&to.strip_prefix(month)?).then_some(month)
}

/// The words of the page from a trigger on, to the end of the clause or of some 48 characters.
fn told(text: &str, start: usize) -> String {
    const MOST: usize = 48;
    let rest = text.get(start..).unwrap_or_default();
    let mut end = rest.len();
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        // "38,000", "10.40" go on.
        let closes = matches!(c, ';' | '—' | '–' | '“' | '”' | '"' | '(' | ')' | '\n' | '!' | '?')
            || matches!(c, ',' | ':' | '.') && chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if closes {
            end = i;
            break;
        }
        if i > 4 * MOST {
            break;
        }
    }
    crate::shorten(&crate::one_line(&rest[..end]), MOST)
}

/// Who a party is: the entity's name, else the words used here.
fn party(a: &Actor, text: &str, entities: &Entities) -> String {
    let entity = a.entity.as_deref().and_then(|id| entities.get(id));
    entity.map_or_else(|| crate::one_line(a.span.of(text)), |e| e.name.clone())
}

/// "at least 12 killed", in the page's words.
fn quantity(q: &Quantity, text: &str) -> String {
    let said = crate::one_line(q.span.of(text));
    match q.kind {
        QuantityKind::Money => said,
        kind => format!("{said} {}", crate::name_of(kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn whole_months_and_years_go_by_one_word() {
        for (from, to, want) in [
            ("2010-01-01", "2010-12-31", Some("2010")),
            ("2024-02-01", "2024-02-29", Some("2024-02")),
            ("2024-04-01", "2024-04-30", Some("2024-04")),
            ("2024-05-06", "2024-05-06", Some("2024-05-06")),
            ("2024-01-01", "2024-01-28", None),
            ("2023-12-01", "2024-12-31", None),
            ("2009", "2010", None),
        ] {
            assert_eq!(whole(from, to), want, "{from} to {to}");
        }
    }
}
