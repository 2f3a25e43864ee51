//! The labels that the network gives, each set after the guideline of the corpora that it was learnt from.

/// An enum whose variants have a name in the model file.
macro_rules! labels {
    ($(#[$about:meta])* $name:ident { $($variant:ident = $text:literal $doc:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`: ", $doc)] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// Its name in the guideline.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            /// The label of that name.
            pub fn parse(name: &str) -> Option<$name> {
                match name { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

labels! {
    /// A part of speech of Universal Dependencies (version 2).
    Upos {
        Adj = "ADJ" "adjective",
        Adp = "ADP" "preposition or particle-like adverb that takes a phrase",
        Adv = "ADV" "adverb",
        Aux = "AUX" "auxiliary and copula",
        Cconj = "CCONJ" "coordinating conjunction",
        Det = "DET" "determiner",
        Intj = "INTJ" "interjection",
        Noun = "NOUN" "common noun",
        Num = "NUM" "numeral",
        Part = "PART" "particle: “to”, “not”, “’s”",
        Pron = "PRON" "pronoun, possessives among them",
        Propn = "PROPN" "proper noun",
        Punct = "PUNCT" "punctuation",
        Sconj = "SCONJ" "subordinating conjunction",
        Sym = "SYM" "symbol",
        Verb = "VERB" "verb",
        X = "X" "anything else; also what no network has read",
    }
}

labels! {
    /// A relation of a word to its head: Universal Dependencies (version 2) as the English treebanks use it.
    Relation {
        Acl = "acl" "clause that modifies a noun",
        AclRelcl = "acl:relcl" "relative clause",
        Advcl = "advcl" "adverbial clause",
        AdvclRelcl = "advcl:relcl" "relative clause to a whole clause",
        Advmod = "advmod" "adverb",
        Amod = "amod" "adjective to a noun",
        Appos = "appos" "apposition",
        Aux = "aux" "auxiliary",
        AuxPass = "aux:pass" "auxiliary of the passive",
        Case = "case" "preposition or possessive mark",
        Cc = "cc" "coordinating conjunction",
        CcPreconj = "cc:preconj" "“both” or “either” before a coordination",
        Ccomp = "ccomp" "clause as object, speech among them",
        Compound = "compound" "noun before a noun",
        CompoundPrt = "compound:prt" "particle of a verb",
        Conj = "conj" "further member of a coordination",
        Cop = "cop" "copula",
        Csubj = "csubj" "clause as subject",
        CsubjOuter = "csubj:outer" "clause as subject of a clause that is itself a predicate",
        CsubjPass = "csubj:pass" "clause as subject of a passive",
        Dep = "dep" "none of the others; also what no network has read",
        Det = "det" "determiner",
        DetPredet = "det:predet" "“all” or “such” before a determiner",
        Discourse = "discourse" "interjection or filler",
        Dislocated = "dislocated" "fronted or postponed element",
        Expl = "expl" "“there” or “it” in the place of a subject",
        Fixed = "fixed" "further word of a fixed expression",
        Flat = "flat" "further word of a name or date",
        Goeswith = "goeswith" "part of a word that was written apart",
        Iobj = "iobj" "indirect object",
        List = "list" "further item of a list",
        Mark = "mark" "word that opens a subordinate clause",
        Nmod = "nmod" "noun with a preposition to a noun",
        NmodDesc = "nmod:desc" "title or other description before a name",
        NmodPoss = "nmod:poss" "possessor",
        NmodUnmarked = "nmod:unmarked" "noun to a noun without a preposition",
        Nsubj = "nsubj" "subject",
        NsubjOuter = "nsubj:outer" "subject of a clause that is itself a predicate",
        NsubjPass = "nsubj:pass" "subject of a passive",
        Nummod = "nummod" "number to a noun",
        Obj = "obj" "object",
        Obl = "obl" "noun with a preposition to a verb",
        OblAgent = "obl:agent" "“by” whom, in a passive",
        OblUnmarked = "obl:unmarked" "noun to a verb without a preposition: “last week”",
        Orphan = "orphan" "remainder of a clause that lost its verb",
        Parataxis = "parataxis" "clause beside a clause, a reporting clause among them",
        Punct = "punct" "punctuation",
        Reparandum = "reparandum" "slip of the tongue that is mended",
        Root = "root" "the sentence's own head",
        Vocative = "vocative" "who is spoken to",
        Xcomp = "xcomp" "clause without a subject of its own",
    }
}

labels! {
    /// A type of name, after the guideline of the Worldwide newswire corpus; its dates and sums of money are left out.
    NameKind {
        Per = "PER" "person",
        Org = "ORG" "organisation",
        Loc = "LOC" "place, countries and cities among them",
        Norp = "NORP" "nationality, religious or political group",
        Fac = "FAC" "building, road, airport, bridge",
        Product = "PRODUCT" "product, vehicle, weapon",
        Event = "EVENT" "named event",
        Misc = "MISC" "any other name",
    }
}

labels! {
    /// What a mention stands for, after the guideline of GUM.
    MentionKind {
        Person = "person" "one or more people",
        Organization = "organization" "organisation",
        Place = "place" "place",
        Object = "object" "concrete thing",
        Abstract = "abstract" "abstract thing",
        Event = "event" "happening",
        Time = "time" "time or date",
        Animal = "animal" "animal",
        Plant = "plant" "plant",
        Substance = "substance" "substance",
    }
}

labels! {
    /// A TimeML class of event.
    EventClass {
        Occurrence = "OCCURRENCE" "something that happens",
        Reporting = "REPORTING" "somebody says, tells, announces",
        State = "STATE" "something that holds",
        Aspectual = "ASPECTUAL" "beginning, going on, ending",
        IAction = "I_ACTION" "an act that looks to another event: “try”, “promise”",
        IState = "I_STATE" "a state of mind that looks to another event: “want”, “believe”",
        Perception = "PERCEPTION" "seeing, hearing",
    }
}

/// The PLOVER event types (Halterman et al. 2023), in the order of [`crate::EventWord::plover`] behind "none".
pub const PLOVER: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];
