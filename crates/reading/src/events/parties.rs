//! Who takes part? From a noun in the tree to a party: its words, its entity, its land and sector.

use super::coding::{self, Code, Entities};
use super::grammar::{Grammar, is_nominal};
use dateline_gazetteer::Gazetteer;
use dateline_language::{MentionKind, NameKind, Relation, Upos};
use dateline_record::{Actor, Entity, EntityKind, MentionForm, Span};
use std::ops::Range;

/// How many dependents of a noun are looked at.
const REACH: usize = 40;
/// The longest phrase that a party is named by, in words; a longer one is cut to what stands before its head.
const LONGEST: usize = 14;

/// Finds parties on a page.
pub struct Parties<'a> {
    pub grammar: Grammar<'a>,
    entities: &'a [Entity],
    by_id: Entities<'a>,
    gazetteer: &'a Gazetteer<'a>,
    /// Where entities are spoken of, in order.
    mentions: Vec<(Span, usize, MentionForm)>,
    /// Of each token, what a name or mention of the network makes of it.
    kinds: Vec<Kind>,
    codes: Vec<std::cell::OnceCell<Code>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A thing, an idea, or not known.
    Thing,
    Place,
    Somebody,
}

/// A noun that stands for somebody, with the words that name it.
#[derive(Clone, Debug)]
pub struct Party {
    pub head: usize,
    pub words: Range<usize>,
    pub entity: Option<usize>,
}

impl<'a> Parties<'a> {
    pub fn new(grammar: Grammar<'a>, entities: &'a [Entity], gazetteer: &'a Gazetteer<'a>) -> Parties<'a> {
        let mut mentions: Vec<_> = entities
            .iter()
            .enumerate()
            .flat_map(|(i, e)| e.mentions.iter().map(move |m| (m.span, i, m.form)))
            .collect();
        mentions.sort_by_key(|(span, i, _)| (span.start, span.end, *i));
        let mut kinds = vec![Kind::Thing; grammar.analysis.tokens.len()];
        let mut raise = |k: usize, kind: Kind| {
            if let Some(at) = kinds.get_mut(k) {
                *at = (*at).max(kind);
            }
        };
        for n in &grammar.analysis.names {
            let kind = match n.kind {
                NameKind::Per | NameKind::Org | NameKind::Norp => Kind::Somebody,
                NameKind::Loc | NameKind::Fac => Kind::Place,
                _ => continue,
            };
            n.tokens.clone().for_each(|k| raise(k, kind));
        }
        for m in &grammar.analysis.mentions {
            match m.kind {
                MentionKind::Person | MentionKind::Organization => raise(m.head, Kind::Somebody),
                MentionKind::Place => raise(m.head, Kind::Place),
                _ => {}
            }
        }
        Parties {
            grammar,
            entities,
            by_id: entities.iter().map(|e| (e.id.as_str(), e)).collect(),
            gazetteer,
            mentions,
            kinds,
            codes: vec![std::cell::OnceCell::new(); entities.len()],
        }
    }

    /// The entities that are spoken of within `span`, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = (Span, usize, MentionForm)> + '_ {
        let from = self.mentions.partition_point(|(m, ..)| m.start < span.start);
        self.mentions[from..]
            .iter()
            .take_while(move |(m, ..)| m.start < span.end)
            .filter(move |(m, ..)| m.end <= span.end)
            .copied()
    }

    /// The entity whose mention covers token `k`, the longest mention if there are several.
    pub fn entity_at(&self, k: usize) -> Option<usize> {
        let at = self.grammar.token(k)?.span;
        let to = self.mentions.partition_point(|(m, ..)| m.start <= at.start);
        let near = self.mentions[to.saturating_sub(6)..to].iter();
        near.filter(|(m, ..)| m.end >= at.end).max_by_key(|(m, ..)| m.len()).map(|(_, e, _)| *e)
    }

    pub fn entity(&self, e: usize) -> Option<&'a Entity> {
        self.entities.get(e)
    }

    /// Whether the noun stands for a person, a body, a people or a land.
    pub fn is_party(&self, noun: usize) -> bool {
        let g = self.grammar;
        let noun = self.meant(noun);
        match g.upos(noun) {
            Upos::Pron => {
                return matches!(
                    g.lower(noun).as_ref(),
                    "he" | "she"
                        | "they"
                        | "we"
                        | "i"
                        | "him"
                        | "her"
                        | "his"
                        | "their"
                        | "our"
                        | "my"
                        | "them"
                        | "us"
                        | "me"
                        | "who"
                        | "those"
                        | "others"
                        | "many"
                        | "some"
                        | "several"
                        | "everyone"
                        | "nobody"
                ) || self.entity_at(noun).is_some();
            }
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X => {}
            _ => return false,
        }
        if let Some(e) = self.entity_at(noun).and_then(|e| self.entities.get(e)) {
            return !matches!(e.kind, EntityKind::Event | EntityKind::Work | EntityKind::Weapon | EntityKind::Product);
        }
        let kind = self.kinds.get(noun).copied().unwrap_or(Kind::Thing);
        match g.upos(noun) {
            Upos::Propn => kind > Kind::Thing || coding::is_somebody(&g.lemma(noun)),
            _ if g.upos(noun) == Upos::Num => kind == Kind::Somebody,
            Upos::Noun => {
                let lemma = g.lemma(noun);
                if self.is_notion(noun) {
                    return false;
                }
                coding::is_somebody(&lemma)
                    || self.counted(noun).is_some()
                    || kind == Kind::Somebody && !is_abstract(&lemma) && super::lexicon::noun(&lemma).is_empty()
            }
            // "the wounded"
            _ => kind == Kind::Somebody || coding::is_somebody(&g.lower(noun)) && g.has(noun, &[Relation::Det]),
        }
    }

    /// "wants | justice", "met | resistance", "opposition | to the plan": the thing, and not those who are called so.
    fn is_notion(&self, noun: usize) -> bool {
        let g = self.grammar;
        let bare = !g.has(noun, &[Relation::Det, Relation::NmodPoss]) && g.lower(noun) == g.word(noun);
        match g.lower(noun).as_ref() {
            "justice" | "resistance" | "business" | "society" | "force" => bare,
            "opposition" => g
                .by(noun, &[Relation::Nmod])
                .any(|n| g.case(n).is_some_and(|c| matches!(g.lower(c).as_ref(), "to" | "from"))),
            _ => false,
        }
    }

    /// Whether an entity of the record is named there.
    pub fn is_named(&self, noun: usize) -> bool {
        self.entity_at(noun).is_some()
    }

    /// Whether the noun stands for a person, a body or a people, and not merely for a place.
    pub fn is_somebody(&self, noun: usize) -> bool {
        let place = self
            .entity_at(noun)
            .and_then(|e| self.entities.get(e))
            .is_some_and(|e| matches!(e.kind, EntityKind::Place | EntityKind::Facility));
        !place && self.is_party(noun)
    }

    /// Whether the noun stands for a place: a town, a region, a building.
    pub fn is_place(&self, noun: usize) -> bool {
        let kind = self.entity_at(noun).and_then(|e| self.entities.get(e)).map(|e| e.kind);
        matches!(kind, Some(EntityKind::Place | EntityKind::Facility | EntityKind::Country))
            || kind.is_none() && SETTLEMENTS.contains(&self.grammar.lemma(noun).as_ref())
    }

    /// "thousands of | Nigerians", "a group of | diplomats".
    fn counted(&self, noun: usize) -> Option<usize> {
        let g = self.grammar;
        let lemma = g.lemma(noun);
        if !COUNTERS.contains(&lemma.as_ref()) && g.upos(noun) != Upos::Num {
            return None;
        }
        g.by(noun, &[Relation::Nmod]).find(|&n| g.case(n).is_some_and(|c| g.lower(c) == "of") && self.is_party(n))
    }

    /// The parties that a noun stands for: two, where two lands share it ("French and Egyptian warships").
    pub fn at(&self, noun: usize) -> Vec<Party> {
        let g = self.grammar;
        let noun = self.meant(noun);
        let noun = self.counted(noun).unwrap_or(noun);
        if !is_nominal(g.upos(noun)) {
            return Vec::new();
        }
        let words = self.extent(noun);
        let shared = g.by(noun, &[Relation::Amod, Relation::Compound]).find_map(|c| {
            let other = g.by(c, &[Relation::Conj]).find(|&o| o < noun && self.is_land(o))?;
            self.is_land(c).then_some((c, other))
        });
        if let Some((first, second)) = shared
            && words.start <= first
        {
            return vec![
                Party { head: first, words: first..first + 1, entity: None },
                Party { head: noun, words: second..words.end, entity: None },
            ];
        }
        let entity = self.entity_of(noun, &words);
        vec![Party { head: noun, words, entity }]
    }

    /// "Palestinian leaders said | they would": a pronoun in what somebody says is the speaker, if it can be and the page's
    /// people tell no other.
    fn meant(&self, noun: usize) -> usize {
        let g = self.grammar;
        // "President | Roe's plan", where the tree hangs title and name on the thing side by side.
        if matches!(g.upos(noun), Upos::Noun | Upos::Propn)
            && self.entity_at(noun).is_none()
            && self.names_person(noun + 1)
            && g.head(noun) == g.head(noun + 1)
            && coding::is_somebody(&g.lemma(noun))
        {
            return noun + 1;
        }
        let is_subject = matches!(g.relation(noun), Relation::Nsubj | Relation::NsubjPass);
        if g.upos(noun) != Upos::Pron || self.entity_at(noun).is_some() || !is_subject {
            return noun;
        }
        let speaker = || {
            let verb = g.head(noun)?;
            let above = g.head(verb).filter(|_| g.relation(verb) == Relation::Ccomp)?;
            let subject = g.by(above, &[Relation::Nsubj]).next()?;
            (self.is_party(subject) && g.upos(subject) != Upos::Pron).then_some(subject)
        };
        let Some(subject) = speaker() else { return noun };
        let plural = g.lemma(subject) != g.lower(subject);
        let body = self
            .entity_at(subject)
            .and_then(|e| self.entities.get(e))
            .is_some_and(|e| matches!(e.kind, EntityKind::Organization | EntityKind::Country | EntityKind::Group));
        let fits = match g.lower(noun).as_ref() {
            "they" => plural || body || g.has(subject, &[Relation::Conj]),
            "it" => !plural,
            "he" | "she" => !plural && !body,
            _ => false,
        };
        if fits { subject } else { noun }
    }

    /// Whether a person is named at token `k`.
    fn names_person(&self, k: usize) -> bool {
        self.entity_at(k).and_then(|e| self.entities.get(e)).is_some_and(|e| e.kind == EntityKind::Person)
            && self.grammar.upos(k) == Upos::Propn
    }

    /// Whether token `k` names a land or a people.
    pub fn is_land(&self, k: usize) -> bool {
        if !self.grammar.word(k).starts_with(char::is_uppercase) {
            return false;
        }
        let entity = self.entity_at(k).and_then(|e| self.entities.get(e));
        entity.is_some_and(|e| e.kind == EntityKind::Country)
            || coding::land(self.grammar.word(k), self.gazetteer).is_some()
    }

    /// The words that name a party: the noun with what stands before it, articles and numbers left out, and the rest of its name or
    /// what binds to it with "of", "in" or "for". Relative clauses and asides are left out.
    fn extent(&self, noun: usize) -> Range<usize> {
        let g = self.grammar;
        let (mut start, mut end) = (noun, noun + 1);
        for c in g.children(noun).take(REACH) {
            let span = g.analysis.subtree(c);
            match g.relation(c) {
                Relation::Amod
                    if c < noun && (QUANTIFIERS.contains(&g.lemma(c).as_ref()) || is_superlative(&g.lower(c))) => {}
                // "Palestinians living in the camps"
                Relation::Acl if g.is_ing(c) && span.start == end && span.len() < 8 => end = end.max(span.end),
                Relation::NmodPoss if g.upos(c) == Upos::Pron => {}
                Relation::Amod
                | Relation::Compound
                | Relation::NmodPoss
                | Relation::NmodDesc
                | Relation::NmodUnmarked
                | Relation::Flat
                | Relation::Goeswith
                    if c < noun =>
                {
                    start = start.min(self.trimmed(span).start);
                }
                Relation::Flat
                | Relation::Compound
                | Relation::Goeswith
                | Relation::NmodUnmarked
                | Relation::NmodDesc => end = end.max(span.end),
                Relation::Appos if span.start == end && g.word(c).starts_with(char::is_uppercase) => {
                    end = end.max(self.extent_of_name(c).end)
                }
                Relation::Nmod if c > noun && span.start == end => {
                    // "arrested by police | for theft": that is what they were arrested for.
                    let agent = g.relation(noun) == Relation::OblAgent;
                    let binds = g.case(c).is_some_and(|p| match g.lower(p).as_ref() {
                        "of" | "in" | "from" => true,
                        "for" => !agent,
                        _ => false,
                    });
                    if binds {
                        end = end.max(self.extent(c).end);
                    }
                }
                _ => {}
            }
        }
        if end - start > LONGEST {
            end = noun + 1;
            start = start.max(end.saturating_sub(LONGEST));
        }
        // A name is never cut, wherever the tree puts its parts.
        if let Some(name) = self.name_around(noun) {
            start = start.min(name.start);
            end = end.max(name.end);
        }
        self.trimmed(start..end)
    }

    fn extent_of_name(&self, noun: usize) -> Range<usize> {
        self.name_around(noun).unwrap_or(noun..noun + 1)
    }

    /// The tokens of the name that covers token `k`.
    pub fn name_around(&self, k: usize) -> Option<Range<usize>> {
        let at = self.grammar.token(k)?.span;
        let to = self.mentions.partition_point(|(m, ..)| m.start <= at.start);
        let (span, ..) = self.mentions[to.saturating_sub(6)..to]
            .iter()
            .filter(|(m, _, f)| m.end >= at.end && *f == MentionForm::Name)
            .max_by_key(|(m, ..)| m.len())?;
        let tokens = &self.grammar.analysis.tokens;
        let start = tokens.partition_point(|t| t.span.start < span.start);
        let end = tokens.partition_point(|t| t.span.end <= span.end);
        (start < end).then_some(start..end)
    }

    /// Without articles, numbers and marks at its ends.
    fn trimmed(&self, mut words: Range<usize>) -> Range<usize> {
        let g = self.grammar;
        let idle = |k: usize| {
            matches!(g.upos(k), Upos::Det | Upos::Punct | Upos::Adp | Upos::Cconj)
                || g.upos(k) == Upos::Num && words.end - k > 1 && g.word(k + 1) != "-"
                || matches!(
                    g.lower(k).as_ref(),
                    "the" | "a" | "an" | "'s" | "’s" | "'" | "’" | "some" | "more" | "than" | "about"
                )
        };
        let mut start = words.start;
        while start + 1 < words.end && idle(start) {
            start += 1;
        }
        words.start = start;
        while words.end > words.start + 1
            && (g.upos(words.end - 1) == Upos::Punct && g.word(words.end - 1) != ")"
                || matches!(g.word(words.end - 1), "'s" | "’s" | "'" | "’"))
        {
            words.end -= 1;
        }
        words
    }

    pub fn span(&self, words: &Range<usize>) -> Span {
        let tokens = &self.grammar.analysis.tokens;
        match (tokens.get(words.start), words.end.checked_sub(1).and_then(|e| tokens.get(e))) {
            (Some(a), Some(b)) => a.span.cover(b.span),
            _ => Span::default(),
        }
    }

    /// The entity that a phrase stands for: whose name covers its head, or the person named behind a title.
    fn entity_of(&self, noun: usize, words: &Range<usize>) -> Option<usize> {
        let g = self.grammar;
        let is = |e: usize, kinds: &[EntityKind]| self.entities.get(e).is_some_and(|e| kinds.contains(&e.kind));
        if let Some(e) = self.entity_at(noun) {
            return Some(e);
        }
        // "leader Ann Roe", "the mayor, Ann Roe": a person within the phrase, but not its owner or what follows "of".
        let owned =
            g.by(noun, &[Relation::NmodPoss, Relation::Nmod]).map(|c| g.analysis.subtree(c)).collect::<Vec<_>>();
        let inside = self.within(self.span(words)).filter(|(span, ..)| {
            let at = g.analysis.token_at(span.start);
            !owned.iter().any(|r| r.contains(&at))
        });
        let named = inside
            .filter(|(_, e, form)| *form == MentionForm::Name && is(*e, &[EntityKind::Person]))
            .map(|(_, e, _)| e)
            .last();
        let beside = || {
            let name = g.by(noun, &[Relation::Appos]).find_map(|c| self.entity_at(c))?;
            is(name, &[EntityKind::Person]).then_some(name)
        };
        let nominal = || {
            self.within(self.span(words))
                .find(|(_, e, f)| *f == MentionForm::Nominal && is(*e, &[EntityKind::Person]))
                .map(|(_, e, _)| e)
        };
        named.or_else(beside).or_else(nominal)
    }

    /// The record's entry for a party.
    pub fn actor(&self, party: &Party) -> Actor {
        let code = self.code(party);
        Actor {
            entity: party.entity.and_then(|e| self.entities.get(e)).map(|e| e.id.clone()),
            span: self.span(&party.words),
            country: coding::tidy(code.country),
            sector: code.sector.map(str::to_string),
        }
    }

    /// The sector of a party.
    pub fn sector(&self, party: &Party) -> Option<&'static str> {
        self.code(party).sector
    }

    /// Whether an entity is a state, an organ of one, or somebody who fights or opposes it.
    pub fn is_public_entity(&self, e: usize) -> bool {
        self.entities.get(e).is_some_and(|e| e.kind == EntityKind::Country)
            || self.code_of(e).sector.is_some_and(super::typing::is_public)
    }

    /// How often such entities are spoken of, and how often all that could act.
    pub fn public_mentions(&self) -> (f32, f32) {
        let (mut public, mut all) = (0.0, 0.0);
        for (e, entity) in self.entities.iter().enumerate() {
            let acts = matches!(
                entity.kind,
                EntityKind::Person | EntityKind::Organization | EntityKind::Group | EntityKind::Country
            );
            let count = entity.mentions.len() as f32;
            if acts {
                all += count;
                if self.is_public_entity(e) {
                    public += count;
                }
            }
        }
        (public, all)
    }

    fn code_of(&self, e: usize) -> Code {
        let Some(cell) = self.codes.get(e) else { return Code::default() };
        cell.get_or_init(|| coding::of_entity(&self.entities[e], &self.by_id, self.gazetteer)).clone()
    }

    fn code(&self, party: &Party) -> Code {
        let g = self.grammar;
        let word = |k: usize| coding::Word {
            lower: g.lower(k).into_owned(),
            lemma: g.lemma(k).into_owned(),
            is_upper: coding::is_upper(g.word(k)),
            is_name: g.word(k).starts_with(char::is_uppercase),
        };
        let words: Vec<coding::Word> = party.words.clone().take(LONGEST).map(word).collect();
        let mut code = coding::of_words(&words);
        // "ethnic Danes" are no more Denmark's than anybody's: of the land that the phrase places them in, if any.
        if words.iter().any(|w| w.lower == "ethnic") {
            let placed = g.by(party.head, &[Relation::Nmod]).find_map(|n| self.entity_at(n));
            code.country = placed.and_then(|e| self.country_of_place(e));
            code.sector = code.sector.or(Some("CVL"));
            return code;
        }
        if let Some(e) = party.entity {
            let of = self.code_of(e);
            let alone = self.entities.get(e).is_some_and(|e| matches!(e.kind, EntityKind::Country | EntityKind::Place));
            // A land alone has no sector; a capital stands for the government that sits there.
            if alone {
                code.sector = None;
            }
            if alone && self.entities.get(e).is_some_and(coding::is_capital) && party.words.len() == 1 {
                code.sector = Some("GOV");
            }
            code.sector = code.sector.or(of.sector);
            code.country = code.country.or(of.country);
        }
        if code.country.is_none() {
            code.country = self.country_within(party);
        }
        // "its president", "the party's leader, in Poland": the land of the owner.
        if code.country.is_none()
            && let Some(owner) = g.by(party.head, &[Relation::NmodPoss]).next()
        {
            code.country = self.entity_at(owner).and_then(|e| self.code_of(e).country);
        }
        code
    }

    /// The land that words within a phrase name, the first that there is.
    fn country_within(&self, party: &Party) -> Option<String> {
        let span = self.span(&party.words);
        let text = self.grammar.text;
        // A person's own name tells of no land: "Chad", "Jordan".
        let person = party.entity.and_then(|e| self.entities.get(e)).filter(|e| e.kind == EntityKind::Person);
        let name = person.and_then(|e| e.mentions.iter().map(|m| m.span).find(|m| span.contains(*m)));
        let by_name = match name {
            Some(name) => coding::country_in(Span { start: span.start, end: name.start }.of(text), self.gazetteer)
                .or_else(|| coding::country_in(Span { start: name.end, end: span.end }.of(text), self.gazetteer)),
            None => coding::country_in(span.of(text), self.gazetteer),
        };
        by_name.or_else(|| {
            self.within(span).find_map(|(at, e, _)| {
                let entity = self.entities.get(e)?;
                // "anti-Norway"
                let before = text.get(..at.start as usize).unwrap_or_default();
                if coding::takes_sides(before) {
                    return None;
                }
                // "King Olaf in Bergen": where he is, not whose he is.
                let stays = name.is_some_and(|n| n.end <= at.start)
                    && matches!(before.split_whitespace().next_back(), Some("in" | "at" | "near" | "to" | "from"));
                if stays {
                    return None;
                }
                entity.kind.is_place().then(|| coding::country_of_place(entity, self.gazetteer)).flatten()
            })
        })
    }

    /// The land that the sentence of token `k` speaks of, its people included, if it is one alone.
    pub fn only_country(&self, k: usize) -> Option<String> {
        let g = self.grammar;
        let sentence = g.analysis.sentences.get(g.analysis.sentence_at(g.token(k)?.span.start)?)?.tokens.clone();
        let mut found: Option<String> = None;
        let adjectives = sentence.clone().filter(|&k| g.upos(k) == Upos::Adj && self.is_land(k));
        let peoples = adjectives.map(|k| coding::land(g.word(k), self.gazetteer));
        let places = self.within(self.span(&sentence)).take(REACH).map(|(_, e, _)| {
            let entity = self.entities.get(e)?;
            match entity.kind {
                EntityKind::Country | EntityKind::Place | EntityKind::Facility => {
                    coding::country_of_place(entity, self.gazetteer)
                }
                // "the Danish Maritime Authority"
                EntityKind::Organization => self.code_of(e).country.filter(|c| !coding::is_top_code(c)),
                _ => None,
            }
        });
        for country in places.chain(peoples) {
            match (&found, country) {
                (_, None) => {}
                (None, some) => found = some,
                (Some(a), Some(b)) if *a == b => {}
                _ => return None,
            }
        }
        found
    }

    /// Whether the second of two places, by their indices, is the land or region that the first lies in, or the other way round.
    pub fn is_within(&self, first: usize, second: usize) -> bool {
        let region = |e: &Entity| {
            let feature = e.location.as_ref().and_then(|l| l.feature.as_deref());
            e.kind == EntityKind::Country || feature.is_some_and(|f| f.starts_with("ADM") || f.starts_with("PCL"))
        };
        let (Some(a), Some(b)) = (self.entities.get(first), self.entities.get(second)) else { return false };
        let (c, d) = (self.country_of_place(first), self.country_of_place(second));
        region(b) && !region(a) && c.is_some() && c == d
    }

    /// The land of a place by its index among the entities.
    pub fn country_of_place(&self, e: usize) -> Option<String> {
        self.entities.get(e).and_then(|e| coding::country_of_place(e, self.gazetteer))
    }
}

/// Whether a noun, by its ending, names a deed or a quality.
fn is_abstract(lemma: &str) -> bool {
    !BODIES.contains(&lemma)
        && ["tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "call", "ing", "plan", "law"]
            .iter()
            .any(|end| lemma.ends_with(end))
}

fn is_superlative(word: &str) -> bool {
    word.ends_with("est") && word.len() > 5
}

/// Nouns of bodies whose ending is that of a deed or a quality.
const BODIES: &[&str] = &[
    "organization",
    "organisation",
    "institution",
    "administration",
    "federation",
    "association",
    "corporation",
    "commission",
    "delegation",
    "coalition",
    "foundation",
    "population",
    "opposition",
    "government",
    "parliament",
    "department",
    "community",
    "university",
    "authority",
    "alliance",
    "confederation",
    "faction",
    "mission",
    "party",
    "minority",
    "majority",
    "municipality",
    "regiment",
    "establishment",
    "contingent",
    "resident",
    "president",
    "agency",
    "conference",
    "entity",
    "battalion",
    "congregation",
    "nation",
    "prosecution",
    "generation",
];

/// Nouns that count others.
const COUNTERS: &[&str] = &[
    "group",
    "number",
    "thousand",
    "hundred",
    "dozen",
    "million",
    "score",
    "majority",
    "handful",
    "crowd",
    "member",
    "couple",
    "ten",
    "lot",
    "series",
    "team",
    "most",
    "all",
    "some",
    "many",
    "several",
    "tens",
    "hundreds",
    "thousands",
    "percent",
    "half",
    "rest",
    "part",
    "delegation",
];

/// Nouns of places where people live or work.
const SETTLEMENTS: &[&str] = &[
    "town",
    "village",
    "city",
    "camp",
    "province",
    "region",
    "area",
    "district",
    "island",
    "neighborhood",
    "neighbourhood",
    "suburb",
    "enclave",
    "base",
    "airport",
    "capital",
    "hospital",
    "school",
    "mosque",
    "church",
    "market",
    "border",
    "stronghold",
    "port",
    "embassy",
];

/// Adjectives that count.
const QUANTIFIERS: &[&str] = &[
    "several", "many", "some", "few", "other", "numerous", "more", "most", "various", "certain", "such", "same", "own",
    "dozens",
];
