//! Who did it, and to whom: the parties of a trigger, from the tree, with the network's spans as a second opinion.

use super::grammar::{Frame, Grammar, is_weekday};
use super::ontology::Type;
use super::parties::{Parties, Party};
use super::triggers::Trigger;
use dateline_language::{Relation, Upos};
use dateline_record::EntityKind;

/// How many steps below a word a party is looked for, and how many words are looked at.
const DEPTH: usize = 4;
const BREADTH: usize = 60;

/// Actors and recipients.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
}

/// The parties of a trigger.
pub fn of(t: &Trigger, parties: &Parties) -> Roles {
    let finder = Finder { parties, g: parties.grammar };
    let mut roles = match &t.frame {
        Some(frame) => finder.of_verb(t, frame),
        None => finder.of_noun(t),
    };
    finder.second_opinion(t, &mut roles);
    roles.recipients.retain(|r| {
        !roles
            .actors
            .iter()
            .any(|a| a.head == r.head || a.words == r.words || a.entity.is_some() && a.entity == r.entity)
    });
    finder.drop_homes(&mut roles.actors);
    finder.drop_homes(&mut roles.recipients);
    // One entity is one party, and no more than a sentence can tell.
    dedup(&mut roles.actors);
    dedup(&mut roles.recipients);
    roles
}

fn dedup(parties: &mut Vec<Party>) {
    let mut kept: Vec<Party> = Vec::new();
    for p in parties.drain(..) {
        if kept.len() < 12 && !kept.iter().any(|k| k.words == p.words || k.entity.is_some() && k.entity == p.entity) {
            kept.push(p);
        }
    }
    *parties = kept;
}

struct Finder<'p, 'a> {
    parties: &'p Parties<'a>,
    g: Grammar<'a>,
}

impl Finder<'_, '_> {
    fn all(&self, nouns: &[usize]) -> Vec<Party> {
        nouns.iter().filter(|&&n| self.parties.is_party(n)).flat_map(|&n| self.parties.at(n)).collect()
    }

    fn of_verb(&self, t: &Trigger, frame: &Frame) -> Roles {
        let g = self.g;
        let mut actors = self.all(&frame.subjects);
        if actors.is_empty() {
            // "Russian missiles struck", "a raid by the army killed"
            actors = frame.subjects.iter().flat_map(|&s| self.owner(s)).collect();
        }
        let mut recipients = Vec::new();
        let shared = t.kind.is_some_and(|k| k.is_shared(t.mode)) || t.lemma == "sign";
        let with: Vec<usize> = frame.obliques.iter().filter(|(p, _)| g.lower(*p) == "with").map(|(_, n)| *n).collect();
        if let Some(kind) = t.kind {
            if let Some(duty) = t.duty {
                let clause = g.frame(duty);
                recipients = self.all(if clause.passive { &clause.objects } else { &clause.subjects });
            } else if kind == Type::Consult
                && shared
                && matches!(t.lemma.as_str(), "meet" | "telephone" | "phone" | "consult")
            {
                actors.extend(self.all(&frame.objects));
                actors.extend(self.all(&with));
            } else {
                if shared && kind != Type::Agree {
                    let partners = self.all(&with);
                    actors.extend(partners);
                    if let Some(noun) = t.with.or_else(|| frame.objects.first().copied()) {
                        actors.extend(self.partners(noun));
                    }
                }
                recipients = self.recipients(kind, t, frame, shared);
            }
        } else {
            recipients = self.all(&frame.objects);
            recipients.extend(self.all(&frame.indirect));
            if recipients.is_empty() {
                let to: Vec<usize> = frame
                    .obliques
                    .iter()
                    .filter(|(p, _)| matches!(g.lower(*p).as_ref(), "to" | "with" | "against"))
                    .map(|(_, n)| *n)
                    .filter(|&n| self.parties.is_somebody(n))
                    .collect();
                recipients = self.all(&to);
            }
        }
        Roles { actors, recipients }
    }

    /// "Ann Roe, 30, Bergen, was arrested": where somebody lives is no party beside them. A capital may be a government.
    fn drop_homes(&self, list: &mut Vec<Party>) {
        let is_home = |p: &Party| {
            let place = p.entity.and_then(|e| self.parties.entity(e)).filter(|e| e.kind == EntityKind::Place);
            place.is_some_and(|e| !super::coding::is_capital(e))
        };
        let somebody = list.iter().any(|p| !is_home(p) && self.parties.is_somebody(p.head));
        if somebody {
            list.retain(|p| !is_home(p));
        }
    }

    /// "a meeting with Roe", "talks between Norway and Iceland"
    fn partners(&self, noun: usize) -> Vec<Party> {
        let g = self.g;
        let found: Vec<usize> = g
            .by(noun, &[Relation::Nmod, Relation::Obl])
            .filter(|&n| g.case(n).is_some_and(|c| matches!(g.lower(c).as_ref(), "with" | "between" | "among")))
            .flat_map(|n| g.coordinated(n))
            .collect();
        self.all(&found)
    }

    /// Whose a thing or deed is: possessor, land before it, "by" or "from" somebody.
    fn owner(&self, noun: usize) -> Vec<Party> {
        let g = self.g;
        let mut found = Vec::new();
        for c in g.children(noun).take(BREADTH) {
            match g.relation(c) {
                Relation::NmodPoss => found.extend(self.all(&g.coordinated(c))),
                Relation::Nmod | Relation::Acl
                    if g.relation(c) == Relation::Acl || g.case(c).is_some_and(|p| g.lower(p) == "by") =>
                {
                    if g.relation(c) == Relation::Nmod {
                        found.extend(self.all(&g.coordinated(c)));
                    } else if g.upos(c) == Upos::Verb && !g.is_ing(c) && !g.is_infinitive(c) {
                        // "an attack carried out by rebels"
                        found.extend(self.all(&g.frame(c).subjects));
                    }
                }
                _ => {}
            }
        }
        if found.is_empty() {
            for c in g.by(noun, &[Relation::Amod, Relation::Compound, Relation::NmodUnmarked]) {
                let mut tokens = vec![c];
                tokens.extend(g.by(c, &[Relation::Conj]));
                found.extend(
                    tokens
                        .into_iter()
                        .filter(|&k| self.parties.is_land(k) || g.upos(k) == Upos::Propn && self.parties.is_somebody(k))
                        .map(|k| self.bare(k)),
                );
            }
        }
        found
    }

    /// A body that stands before a noun, with the land that stands before both: "Danish guerrilla | camps".
    fn with_land(&self, k: usize) -> Party {
        let mut party = self.parties.at(k).pop().unwrap_or_else(|| self.bare(k));
        let before = party.words.start.checked_sub(1);
        if let Some(land) = before.filter(|&b| self.g.head(b) == self.g.head(k) && self.parties.is_land(b)) {
            party.words.start = land;
        }
        party
    }

    /// A land or body that stands as an adjective.
    fn bare(&self, k: usize) -> Party {
        let words = self.parties.name_around(k).filter(|n| n.end == k + 1).unwrap_or(k..k + 1);
        Party { head: k, words, entity: self.parties.entity_at(k) }
    }

    fn recipients(&self, kind: Type, t: &Trigger, frame: &Frame, shared: bool) -> Vec<Party> {
        let g = self.g;
        let mut found = self.all(&frame.indirect);
        if !found.is_empty() {
            return found;
        }
        // What a sense asks of its object is the deed's content, and own troops sent or withdrawn are nobody's recipients.
        let content = |o: usize| {
            Some(o) == t.object && !self.parties.is_named(o)
                || (matches!(kind, Type::Mobilize | Type::Retreat) || is_giving(&t.lemma))
                    && super::lexicon::is_of("FORCES", &g.lemma(o))
        };
        let objects: Vec<usize> = frame.objects.iter().copied().filter(|&o| !content(o)).collect();
        found = self.all(&objects);
        if !found.is_empty() {
            return found;
        }
        let wanted = prepositions(kind);
        for p in wanted {
            let nouns: Vec<usize> = frame.obliques.iter().filter(|(c, _)| g.lower(*c) == *p).map(|(_, n)| *n).collect();
            found = self.all(&nouns);
            if !found.is_empty() {
                break;
            }
        }
        if !found.is_empty() {
            return found;
        }
        // "demanded that Roe leave": of whom it is demanded, before whatever it is about.
        let told = |&&c: &&usize| kind == Type::Request && matches!(g.relation(c), Relation::Ccomp | Relation::Csubj);
        for &c in frame.clauses.iter().filter(told) {
            found = self.in_clause(c, frame);
            if !found.is_empty() {
                return found;
            }
        }
        if !shared || kind == Type::Agree {
            for &o in &frame.objects {
                found = self.below(o, t.token);
                if !found.is_empty() {
                    return found;
                }
            }
            for (p, n) in &frame.obliques {
                if matches!(g.lower(*p).as_ref(), "to" | "for" | "against" | "on" | "of" | "with" | "over")
                    && !is_occasion(&g.lemma(*n))
                {
                    found = self.below(*n, t.token);
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
            let aims = matches!(kind, Type::Agree | Type::Protest | Type::Threaten);
            let purposes = g.by(t.token, &[Relation::Advcl]).filter(|&c| aims && g.is_infinitive(c));
            for c in frame.clauses.iter().copied().chain(purposes) {
                found = self.in_clause(c, frame);
                if !found.is_empty() {
                    return found;
                }
            }
            // "marched in defiance of the army"
            for (_, n) in frame.obliques.iter().filter(|(p, n)| g.lower(*p) == "in" && is_stand(&g.lemma(*n))) {
                found = self.below(*n, t.token);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        // "threatened to leave if Norway signs": who is to heed the threat.
        if kind == Type::Threaten {
            let words = g.analysis.tokens.get(t.token).and_then(|k| g.analysis.sentence_at(k.span.start));
            let end = words.and_then(|s| g.analysis.sentences.get(s)).map_or(t.token, |s| s.tokens.end);
            let heeding: Vec<usize> = (t.token..end)
                .take(BREADTH)
                .filter(|&m| g.relation(m) == Relation::Mark && matches!(g.lower(m).as_ref(), "if" | "unless"))
                .filter_map(|m| g.head(m))
                .flat_map(|c| g.by(c, &[Relation::Nsubj, Relation::NsubjPass]))
                .filter(|&n| g.upos(n) != Upos::Pron)
                .collect();
            found = self.all(&heeding);
            if !found.is_empty() {
                return found;
            }
        }
        if is_of_force(kind) {
            let places: Vec<usize> = frame
                .obliques
                .iter()
                .filter(|(p, _)| matches!(g.lower(*p).as_ref(), "in" | "at" | "on" | "near" | "into"))
                .map(|(_, n)| *n)
                .collect();
            let objects = frame.objects.iter().copied().filter(|&n| self.parties.is_place(n)).collect::<Vec<_>>();
            let nouns = if objects.is_empty() { places } else { objects };
            found = nouns
                .iter()
                .filter(|&&n| self.parties.is_party(n) || self.parties.is_place(n))
                .flat_map(|&n| self.parties.at(n))
                .take(1)
                .collect();
        }
        found
    }

    /// Somebody named within a clause that the verb governs: "refused to lift a curfew on the Palestinians".
    fn in_clause(&self, clause: usize, above: &Frame) -> Vec<Party> {
        let g = self.g;
        if g.upos(clause) != Upos::Verb {
            return self.below(clause, clause);
        }
        let frame = g.frame(clause);
        if frame.own_subject {
            let own: Vec<usize> = frame
                .subjects
                .iter()
                .chain(&frame.objects)
                .copied()
                .filter(|n| !above.subjects.contains(n) && g.upos(*n) != Upos::Pron)
                .collect();
            let found = self.all(&own);
            if !found.is_empty() {
                return found;
            }
        }
        let own_troops = |o: usize| is_giving(&g.lemma(clause)) && super::lexicon::is_of("FORCES", &g.lemma(o));
        let rest: Vec<usize> = frame
            .indirect
            .iter()
            .chain(frame.objects.iter().filter(|o| !above.subjects.contains(o)))
            .copied()
            .filter(|&o| !own_troops(o))
            .collect();
        let found = self.all(&rest);
        if !found.is_empty() {
            return found;
        }
        for &o in &rest {
            let found = self.below(o, clause);
            if !found.is_empty() {
                return found;
            }
        }
        let nouns: Vec<usize> = frame
            .obliques
            .iter()
            .filter(|(p, _)| !matches!(g.lower(*p).as_ref(), "by" | "at" | "during" | "after"))
            .map(|(_, n)| *n)
            .collect();
        let found: Vec<Party> = self.all(&nouns).into_iter().take(2).collect();
        if !found.is_empty() {
            return found;
        }
        let mut deeper = nouns.iter().filter(|&&n| !is_occasion(&g.lemma(n))).map(|&n| self.below(n, clause));
        if let Some(found) = deeper.find(|f| !f.is_empty()) {
            return found;
        }
        frame.clauses.iter().map(|&c| self.below(c, clause)).find(|f| !f.is_empty()).unwrap_or_default()
    }

    /// The nearest party below a word in the tree.
    fn below(&self, root: usize, verb: usize) -> Vec<Party> {
        let g = self.g;
        let mut level = vec![root];
        let mut seen = 0;
        for _ in 0..DEPTH {
            let mut next = Vec::new();
            for k in level {
                for c in g.children(k) {
                    seen += 1;
                    if seen > BREADTH {
                        return Vec::new();
                    }
                    if c == verb || matches!(g.relation(c), Relation::AclRelcl | Relation::Advcl | Relation::Parataxis)
                    {
                        continue;
                    }
                    let adjective = matches!(g.relation(c), Relation::Amod | Relation::Compound);
                    if adjective && self.parties.is_land(c) {
                        return vec![self.bare(c)];
                    }
                    if !adjective && g.upos(c) != Upos::Pron && self.parties.is_party(c) {
                        return self.all(&g.coordinated(c));
                    }
                    // "a guerrilla | stronghold", "Hamas | leaders' houses"
                    let body = || match g.upos(c) {
                        Upos::Propn | Upos::Noun => self.parties.is_somebody(c),
                        // "a major | plan", "official | contact" are nobody's.
                        Upos::Adj => {
                            let word = g.lower(c);
                            super::coding::is_somebody(&word)
                                && !matches!(word.as_ref(), "major" | "general" | "private" | "official")
                        }
                        _ => false,
                    };
                    if adjective && body() {
                        return vec![self.with_land(c)];
                    }
                    next.push(c);
                }
            }
            level = next;
        }
        Vec::new()
    }

    fn of_noun(&self, t: &Trigger) -> Roles {
        let g = self.g;
        let noun = t.token;
        let mut roles = Roles::default();
        let kind = t.kind;
        let of = self.linked(noun, &["of"]);
        let by = self.owner(noun);
        let partners = self.partners(noun);
        let mut against = match kind {
            // "protests for equality"
            Some(Type::Protest) => self.linked(noun, &["against", "at"]),
            Some(k) if comes_from(k) => self.linked(noun, &["against", "on", "to", "for"]),
            Some(_) => self.linked(noun, &["against", "on", "to", "for", "from"]),
            None => self.linked(noun, &["against"]),
        };
        roles.actors = by;
        if roles.actors.is_empty() && kind.is_some_and(comes_from) {
            roles.actors = self.linked(noun, &["from"]);
        }
        let freed = t.mode == Some("release");
        if !freed
            && kind.is_none_or(|k| matches!(k, Type::Retreat | Type::Protest | Type::Agree | Type::Concede))
            && roles.actors.is_empty()
        {
            roles.actors = of;
        } else if against.is_empty() {
            against = of;
        }
        match kind {
            Some(Type::Consult | Type::Cooperate | Type::Agree) => roles.actors.extend(partners),
            Some(Type::Assault) => {
                // "fighting between rebels and the army": all of them; "war with Iraq"
                roles.actors.extend(partners);
            }
            _ => {}
        }
        roles.recipients = against;
        if roles.recipients.is_empty() && kind.is_some_and(is_of_force) {
            roles.recipients = g
                .by(noun, &[Relation::Nmod])
                .filter(|&n| {
                    g.case(n).is_some_and(|c| matches!(g.lower(c).as_ref(), "in" | "at" | "near"))
                        && self.parties.is_party(n)
                })
                .flat_map(|n| self.parties.at(n))
                .take(1)
                .collect();
        }
        if roles.actors.is_empty()
            && g.relation(noun) == Relation::Obj
            && let Some(verb) = g.head(noun)
            && super::lexicon::is_light(&g.lemma(verb))
        {
            roles.actors = self.all(&g.frame(verb).subjects);
        }
        roles
    }

    fn linked(&self, noun: usize, prepositions: &[&str]) -> Vec<Party> {
        let g = self.g;
        let found: Vec<usize> = g
            .by(noun, &[Relation::Nmod, Relation::Obl])
            .filter(|&n| g.case(n).is_some_and(|c| prepositions.contains(&g.lower(c).as_ref())))
            .flat_map(|n| g.coordinated(n))
            .collect();
        let parties = self.all(&found);
        if !parties.is_empty() {
            return parties;
        }
        // "riots against | the army's policies": whose they are.
        found.into_iter().map(|n| self.owner(n)).find(|o| !o.is_empty()).unwrap_or_default()
    }

    /// Where the tree gives no actor or recipient, the network's nearest in the sentence.
    fn second_opinion(&self, t: &Trigger, roles: &mut Roles) {
        if t.kind.is_none() || t.frame.is_none() {
            return;
        }
        let a = self.g.analysis;
        let Some(sentence) =
            a.tokens.get(t.token).and_then(|k| a.sentence_at(k.span.start)).and_then(|s| a.sentences.get(s))
        else {
            return;
        };
        let g = self.g;
        // "Norway said it had left": the pronoun is the speaker; "Norway said ten were killed": the speaker killed nobody.
        let silent = !t.frame.as_ref().is_some_and(|f| f.subjects.iter().any(|&s| g.upos(s) == Upos::Pron));
        let speaks = |k: usize| {
            silent
                && g.relation(k) == Relation::Nsubj
                && g.head(k).is_some_and(|v| v != t.token && crate::cues::cue(&g.lower(v)).is_some_and(|c| c.plain))
        };
        let nearest = |list: &[std::ops::Range<usize>], taken: &[Party]| -> Option<Vec<Party>> {
            let from = list.partition_point(|r| r.start < sentence.tokens.start);
            let here = list[from..].iter().take_while(|r| r.start < sentence.tokens.end);
            let free = here.filter(|r| !taken.iter().any(|p| p.words.start < r.end && r.start < p.words.end));
            let best = free.min_by_key(|r| r.start.abs_diff(t.token))?;
            let head = best.clone().find(|&k| self.g.head(k).is_none_or(|h| !best.contains(&h)))?;
            if speaks(head) {
                return None;
            }
            let all: Vec<usize> = self.g.coordinated(head).into_iter().filter(|k| best.contains(k)).collect();
            Some(self.all(&all))
        };
        // In a passive without "by" nobody is told to have done it.
        if roles.actors.is_empty() && !t.frame.as_ref().is_some_and(|f| f.passive) {
            roles.actors.extend(nearest(&a.actors, &roles.recipients).into_iter().flatten());
        }
        if roles.recipients.is_empty() && !t.kind.is_some_and(|k| k.is_shared(t.mode)) {
            roles.recipients.extend(nearest(&a.recipients, &roles.actors).into_iter().flatten());
        }
    }
}

/// The prepositions that lead to the recipient, the likeliest first.
fn prepositions(kind: Type) -> &'static [&'static str] {
    match kind {
        Type::Request => &["on", "to", "from", "of"],
        Type::Accuse => &["against", "at", "with", "to"],
        Type::Agree | Type::Aid | Type::Concede => &["to", "for", "with"],
        Type::Consult => &["with", "to", "between"],
        Type::Cooperate => &["with", "to"],
        Type::Support => &["behind", "for", "with", "to"],
        Type::Reject => &["to", "from", "with", "against"],
        Type::Threaten => &["against", "to", "with"],
        Type::Protest => &["against", "at", "with"],
        Type::Sanction => &["against", "on", "to", "from", "with"],
        Type::Coerce => &["against", "on", "from"],
        Type::Assault => &["against", "on", "at", "with"],
        Type::Retreat => &["from", "to", "with"],
        Type::Mobilize => &["against", "to", "toward", "towards"],
    }
}

/// Verbs that hand something over, whose object is not who receives it: "offered its troops to".
fn is_giving(lemma: &str) -> bool {
    matches!(
        lemma,
        "offer"
            | "send"
            | "deploy"
            | "contribute"
            | "provide"
            | "dispatch"
            | "commit"
            | "supply"
            | "lend"
            | "give"
            | "pledge"
            | "withdraw"
    )
}

/// Nouns of a stand that is taken against somebody, with "in".
fn is_stand(lemma: &str) -> bool {
    matches!(lemma, "defiance" | "protest" | "opposition" | "response" | "retaliation" | "solidarity" | "support")
}

/// Types of deeds that come "from" those who do them: "protests from nurses", "a warning from the ministry".
fn comes_from(kind: Type) -> bool {
    matches!(
        kind,
        Type::Protest
            | Type::Accuse
            | Type::Request
            | Type::Support
            | Type::Reject
            | Type::Threaten
            | Type::Agree
            | Type::Aid
            | Type::Assault
    )
}

/// Types that strike those who live where they are done.
fn is_of_force(kind: Type) -> bool {
    matches!(kind, Type::Protest | Type::Sanction | Type::Coerce | Type::Assault | Type::Mobilize)
}

/// Nouns of times and occasions, below which no recipient is looked for.
fn is_occasion(lemma: &str) -> bool {
    is_weekday(lemma)
        || matches!(
            lemma,
            "day"
                | "week"
                | "month"
                | "year"
                | "meeting"
                | "conference"
                | "interview"
                | "statement"
                | "speech"
                | "summit"
                | "round"
                | "behalf"
                | "name"
                | "basis"
                | "account"
                | "part"
                | "time"
        )
}
