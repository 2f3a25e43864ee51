//! The PLOVER event ontology, version 2.0: sixteen types, their modes, and how hostile or friendly each is.
//!
//! Scores are those of the manual's tables (openeventdata/PLOVER, draft 2.0), from -10 (conflict) to 10 (cooperation). The manual prints
//! +3 for ACCUSE beside modes of -2 and -3.5; that is read as a slip of the sign.

/// An event type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

impl Type {
    /// In the order of the network's scores.
    pub const ALL: [Type; 16] = [
        Type::Agree,
        Type::Consult,
        Type::Support,
        Type::Concede,
        Type::Cooperate,
        Type::Aid,
        Type::Retreat,
        Type::Request,
        Type::Accuse,
        Type::Reject,
        Type::Threaten,
        Type::Protest,
        Type::Sanction,
        Type::Mobilize,
        Type::Coerce,
        Type::Assault,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Type::Agree => "AGREE",
            Type::Consult => "CONSULT",
            Type::Support => "SUPPORT",
            Type::Concede => "CONCEDE",
            Type::Cooperate => "COOPERATE",
            Type::Aid => "AID",
            Type::Retreat => "RETREAT",
            Type::Request => "REQUEST",
            Type::Accuse => "ACCUSE",
            Type::Reject => "REJECT",
            Type::Threaten => "THREATEN",
            Type::Protest => "PROTEST",
            Type::Sanction => "SANCTION",
            Type::Mobilize => "MOBILIZE",
            Type::Coerce => "COERCE",
            Type::Assault => "ASSAULT",
        }
    }

    pub fn parse(name: &str) -> Option<Type> {
        Type::ALL.into_iter().find(|t| t.name() == name)
    }

    /// The score of the type, or of its mode where that has one of its own.
    pub fn intensity(self, mode: Option<&str>) -> f32 {
        let of_mode = mode.and_then(|m| MODES.iter().find(|(t, name, _)| *t == self && *name == m));
        of_mode.map_or(self.score(), |(.., score)| *score)
    }

    fn score(self) -> f32 {
        match self {
            Type::Agree | Type::Consult => 2.5,
            Type::Support => 5.0,
            Type::Concede => 4.5,
            Type::Cooperate => 9.5,
            Type::Aid => 10.0,
            Type::Retreat => 6.5,
            Type::Request => 0.0,
            Type::Accuse => -3.0,
            Type::Reject => -2.0,
            Type::Threaten => -3.5,
            Type::Protest => -5.0,
            Type::Sanction => -6.0,
            Type::Mobilize => -5.5,
            Type::Coerce => -7.0,
            Type::Assault => -9.0,
        }
    }

    /// What announcing such an act is: a future meeting or gift is an agreement, a future retreat a concession, a future
    /// act of force a threat. What is done in words stays what it is.
    pub fn announced(self) -> Type {
        match self {
            Type::Consult | Type::Support | Type::Cooperate | Type::Aid => Type::Agree,
            Type::Retreat => Type::Concede,
            Type::Protest | Type::Sanction | Type::Mobilize | Type::Coerce | Type::Assault => Type::Threaten,
            other => other,
        }
    }

    /// Whether those who take part in it do so alike, so that all of them are actors.
    pub fn is_shared(self, mode: Option<&str>) -> bool {
        matches!(self, Type::Cooperate | Type::Agree) || self == Type::Consult && mode != Some("visit")
    }
}

/// Modes whose score differs from their type's, or that the table names with the same.
#[rustfmt::skip]
const MODES: &[(Type, &str, f32)] = &[
    (Type::Consult, "visit", 4.0), (Type::Consult, "third-party", 1.0), (Type::Consult, "multilateral", 4.0), (Type::Consult, "phone", 1.5),
    (Type::Retreat, "withdraw", 8.0), (Type::Retreat, "release", 6.5), (Type::Retreat, "disarm", 10.0), (Type::Retreat, "ceasefire", 7.5),
    (Type::Retreat, "access", 6.5), (Type::Retreat, "resign", 4.5),
    (Type::Request, "assist", 0.5), (Type::Request, "change", -1.0), (Type::Request, "yield", -1.0), (Type::Request, "meet", 0.0),
    (Type::Reject, "assist", -1.5), (Type::Reject, "change", -2.0), (Type::Reject, "yield", -2.0), (Type::Reject, "meet", -2.0),
    (Type::Accuse, "disapprove", -2.0), (Type::Accuse, "investigate", -3.5), (Type::Accuse, "allege", -3.5),
    (Type::Threaten, "restrict", -3.0), (Type::Threaten, "arrest", -3.5), (Type::Threaten, "relations", -3.5), (Type::Threaten, "expel", -3.5),
    (Type::Threaten, "territory", -4.0), (Type::Threaten, "violence", -3.5),
    (Type::Protest, "demo", -5.0), (Type::Protest, "riot", -7.0), (Type::Protest, "strike", -5.0), (Type::Protest, "hunger", -4.5),
    (Type::Protest, "boycott", -4.5), (Type::Protest, "obstruct", -4.5), (Type::Protest, "vandalize", -5.0),
    (Type::Sanction, "convict", -6.0), (Type::Sanction, "expel", -5.5), (Type::Sanction, "withdraw", -6.0), (Type::Sanction, "discontinue", -6.0),
    (Type::Mobilize, "troops", -6.5), (Type::Mobilize, "weapons", -6.5), (Type::Mobilize, "police", -5.5), (Type::Mobilize, "militia", -6.0),
    (Type::Coerce, "seize", -7.0), (Type::Coerce, "restrict", -7.0), (Type::Coerce, "censor", -6.5), (Type::Coerce, "curfew", -6.5),
    (Type::Coerce, "martial-law", -7.5), (Type::Coerce, "arrest", -7.0), (Type::Coerce, "deport", -7.0), (Type::Coerce, "withhold", -7.0),
    (Type::Coerce, "misinformation", -6.5), (Type::Coerce, "cyber", -7.0),
    (Type::Assault, "abduct", -8.5), (Type::Assault, "beat", -7.5), (Type::Assault, "torture", -8.5), (Type::Assault, "sexual", -8.5),
    (Type::Assault, "targeted", -9.5), (Type::Assault, "destroy", -8.5), (Type::Assault, "primitive", -8.0), (Type::Assault, "firearms", -9.0),
    (Type::Assault, "explosives", -9.0), (Type::Assault, "suicide-attack", -9.5), (Type::Assault, "aerial", -9.5), (Type::Assault, "drone", -9.5),
    (Type::Assault, "heavy-weapons", -9.5), (Type::Assault, "crowd-control", -7.5), (Type::Assault, "unconventional", -10.0),
];

/// Whether the ontology knows a mode of a type.
pub fn has_mode(of: Type, mode: &str) -> bool {
    MODES.iter().any(|(t, name, _)| *t == of && *name == mode)
}

/// The contexts of the ontology's table.
#[rustfmt::skip]
pub const CONTEXTS: &[&str] = &[
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy",
    "diplomatic", "territory", "peacekeeping", "legal", "reparations", "human_rights", "rights_freedoms", "repression", "asylum",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "migration", "health", "economic", "disasters",
    "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption",
    "illegal_drugs", "trafficking",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_has_its_own_score() {
        assert_eq!(Type::Consult.intensity(None), 2.5);
        assert_eq!(Type::Consult.intensity(Some("visit")), 4.0);
        assert_eq!(Type::Assault.intensity(Some("visit")), -9.0);
        assert_eq!(Type::parse("RETREAT"), Some(Type::Retreat));
        assert_eq!(Type::Retreat.announced(), Type::Concede);
    }
}
