//! Whose land is a party of, where its own words do not say? What the place, the sentence and the other parties imply.

use super::coding::is_top_code;
use super::ontology::Type;
use dateline_record::Actor;

/// Sectors whose bodies belong to one land.
const DOMESTIC: [&str; 12] = ["JRN", "GOV", "OPP", "LEG", "JUD", "COP", "PTY", "LAB", "EDU", "MED", "AGR", "ELI"];

/// Sectors that act for a state within its land.
const STATE: [&str; 4] = ["GOV", "COP", "JUD", "LEG"];

/// Fills in lands that are implied: `here` is the land where it happened, `only` the one land that the sentence speaks of.
pub fn imply(
    kind: Option<Type>,
    actors: &mut [Actor],
    recipients: &mut [Actor],
    here: Option<String>,
    only: impl Fn() -> Option<String>,
) {
    let silent = |a: &&mut Actor| a.country.is_none() && a.sector.is_some();
    // "the Danish government and the rebels": who is named together is of one land.
    for list in [&mut *actors, &mut *recipients] {
        let land = list.iter().find_map(|a| a.country.clone()).filter(|c| !is_top_code(c));
        for a in list.iter_mut().filter(silent).filter(|a| a.entity.is_none()) {
            a.country.clone_from(&land);
        }
    }
    // "police arrested ten in Lagos"
    for a in actors
        .iter_mut()
        .chain(&mut *recipients)
        .filter(silent)
        .filter(|a| a.entity.is_none() || a.sector.as_deref() == Some("CVL"))
    {
        a.country.clone_from(&here);
    }
    // An office, a court, an opposition is of the only land that the sentence speaks of.
    let domestic = |a: &Actor| a.country.is_none() && a.sector.as_deref().is_some_and(|s| DOMESTIC.contains(&s));
    if actors.iter().chain(&*recipients).any(domestic) {
        let only = only();
        for a in actors.iter_mut().chain(&mut *recipients).filter(|a| domestic(a)) {
            a.country.clone_from(&only);
        }
    }
    // "Danish police stopped the students": those that a land's own bodies act upon are of that land, if nothing says otherwise.
    let inward = matches!(kind, Some(Type::Coerce | Type::Accuse | Type::Request | Type::Sanction | Type::Concede));
    let is_state = |a: &&Actor| a.sector.as_deref().is_some_and(|s| STATE.contains(&s));
    let land = actors.iter().filter(is_state).find_map(|a| a.country.clone()).filter(|_| inward);
    if land.is_some() && recipients.iter().all(|r| r.country.is_none()) {
        for r in recipients.iter_mut().filter(silent).filter(|r| r.sector.as_deref() != Some("MIL")) {
            r.country.clone_from(&land);
        }
    }
}
