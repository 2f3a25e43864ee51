//! Verbs that report: what they do, and what they are built with.

use dateline_record::Act;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a reporting verb may be followed by, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames(u16);

impl Frames {
    /// Words in quotation marks.
    pub const QUOTE: Frames = Frames(1);
    /// "that" and a clause.
    pub const THAT: Frames = Frames(2);
    /// A clause without "that".
    pub const BARE: Frames = Frames(4);
    /// Somebody addressed, before what is said: "told reporters".
    pub const ADDRESSEE: Frames = Frames(8);
    /// "to" and a verb.
    pub const TO: Frames = Frames(16);
    /// Somebody, "to" and a verb: "urged them to leave".
    pub const OBJECT_TO: Frames = Frames(32);
    /// "whether", "how", "what" and a clause.
    pub const WHETHER: Frames = Frames(64);
    /// A noun phrase: "praised the deal".
    pub const OBJECT: Frames = Frames(128);
    /// "for", "of", "about", … and a noun phrase.
    pub const ABOUT: Frames = Frames(256);

    pub fn has(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }
}

/// Which form of a verb stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "say"
    Base,
    /// "says"
    Third,
    /// "said", as past tense or participle.
    Past,
    /// "saying"
    Ing,
}

/// A reporting verb in one of its forms.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    pub act: Act,
    pub frames: Frames,
    pub form: Form,
    /// Whether base or third form is a noun as often as a verb: "report", "claims".
    pub noun: bool,
    /// "say" itself and its nearest kin, which need no other sign to be a cue.
    pub plain: bool,
}

/// The reporting verb that `word`, in lower case, is a form of.
pub fn cue(word: &str) -> Option<Cue> {
    TABLE.get(word).copied()
}

static TABLE: LazyLock<HashMap<String, Cue>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for (act, lines) in VERBS {
        for line in lines.split(',').map(str::trim).filter(|l| !l.is_empty()) {
            let mut parts = line.split_whitespace();
            let (Some(lemma), Some(frames)) = (parts.next(), parts.next()) else { continue };
            let mut past = None;
            let (mut noun, mut plain, mut doubled) = (false, false, false);
            for part in parts {
                match part {
                    "*" => noun = true,
                    "!" => plain = true,
                    "2" => doubled = true,
                    other => past = Some(other),
                }
            }
            let cue = |form| Cue { act: *act, frames: frames_of(frames), form, noun, plain };
            let [third, regular, ing] = inflect(lemma, doubled);
            let mut put = |word: String, form| {
                table.entry(word).or_insert(cue(form));
            };
            put(lemma.to_string(), Form::Base);
            put(third, Form::Third);
            put(past.map_or(regular, str::to_string), Form::Past);
            put(ing, Form::Ing);
        }
    }
    table
});

fn frames_of(letters: &str) -> Frames {
    Frames(letters.chars().fold(0, |sum, c| {
        sum | match c {
            'Q' => Frames::QUOTE.0,
            'T' => Frames::THAT.0,
            'B' => Frames::BARE.0,
            'A' => Frames::ADDRESSEE.0,
            'I' => Frames::TO.0,
            'P' => Frames::OBJECT_TO.0,
            'W' => Frames::WHETHER.0,
            'N' => Frames::OBJECT.0,
            'F' => Frames::ABOUT.0,
            _ => 0,
        }
    }))
}

/// Third person, past and -ing form of a regular verb.
fn inflect(lemma: &str, doubled: bool) -> [String; 3] {
    let before_y = lemma.len() > 1 && !lemma[..lemma.len() - 1].ends_with(['a', 'e', 'i', 'o', 'u']);
    if lemma.ends_with('y') && before_y {
        let stem = &lemma[..lemma.len() - 1];
        return [format!("{stem}ies"), format!("{stem}ied"), format!("{lemma}ing")];
    }
    let third =
        if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("ch") || lemma.ends_with("sh") { "es" } else { "s" };
    let third = format!("{lemma}{third}");
    if doubled {
        let last = &lemma[lemma.len() - 1..];
        return [third, format!("{lemma}{last}ed"), format!("{lemma}{last}ing")];
    }
    match lemma.strip_suffix('e') {
        Some(_) if lemma.ends_with("ee") => [third, format!("{lemma}d"), format!("{lemma}ing")],
        Some(stem) => [third, format!("{lemma}d"), format!("{stem}ing")],
        None => [third, format!("{lemma}ed"), format!("{lemma}ing")],
    }
}

/// Each entry: the verb, its frames, then its past if irregular, `*` if it is a noun as well, `!` if it is plain, `2` if its last letter doubles.
/// Q quote, T that-clause, B bare clause, A addressee, I to-infinitive, P object and to-infinitive, W whether-clause, N object, F preposition.
const VERBS: &[(Act, &str)] = &[
    (
        Act::Say,
        "say QTBW said !, tell QTBAPW told !, add QTB !, note QTBW * !, write QTB wrote !, state QTB * !, continue Q, explain QTBW !, \
         declare QTBN !, announce QTBN !, tweet QTBN * !, report QTBN * !, remark QT * !, comment QF *, observe QT !, mention QTN *, \
         recall QTBWN !, recount QWN, relate QT, reply QT * !, respond QT !, answer QT *, retort Q !, counter QT *, quip Q !, \
         joke QTB * !, jest Q, argue QTB !, contend TB !, maintain T, assert QTBN !, claim QTBI * !, insist QTB !, \
         stress QTN *, emphasize QTN !, emphasise QTN !, underscore QTN, highlight QTN, reiterate QTBN !, repeat QTN *, \
         conclude QTB !, point QF, suggest QTBN !, imply QTB, hint T *, indicate QTBW !, signal TN *, tout N, boast QT * !, brag Q 2, \
         lament QTN * !, complain QTB !, grumble QT, muse Q, shout QT * !, yell QT * !, scream QT *, cry Q cried, chant QN * !, \
         bark Q, whisper QT *, mutter Q, murmur Q, exclaim Q !, proclaim QTBN !, pronounce QN, preach Q, \
         read Q read, inform QTA, notify TA, brief A *, remind QTAP, assure QTBA !, reassure QTA, convince TAP, persuade TAP, \
         post Q *, blog Q, email Q, text Q, publish N, disclose TWN !, reveal QTBWN !, divulge N, testify QTB !, attest QT, \
         describe QN !, characterize N, characterise N, portray N, depict N, label N *, dub N 2, call QNF, brand N, term N *, \
         refer QF, cite N, quote N, discuss NW, address N *, talk F *, summarize QN, elaborate Q, clarify QTN, specify TW, \
         interject Q !, interrupt Q, opine QT !, concede QTB !, acknowledge QTBWN !, admit QTBN 2 !, confess QTB !, allow QT, \
         caution QTB * !, warn QTBAF !, advise QTAP, alert TA *, predict QTBN !, forecast TN forecast, project TN *, \
         joke QTB, teach TA, lecture Q, sum Q 2, open Q, begin Q began, go Q went, put Q put, volunteer QT, \
         hail QN, praise QN, applaud N, laud N, commend N, thank QN, congratulate N, welcome Q, salute N, celebrate N, endorse N, \
         defend QN, espouse N, champion N *, extol N 2, credit N *, greet Q, \
         criticize QN !, criticise QN !, blast QN *, slam QN 2, condemn QN !, denounce QN !, decry QN, deride QN, mock QN, ridicule QN *, \
         lambast QN, lambaste QN, assail QN, attack QN *, bash QN, rip QN 2 *, hit Q hit, fault N *, rebuke QN *, chide QN, scold QN, \
         question QNW *, dismiss QN, disparage N, bemoan QN, rail F, oppose N, protest QTN *, object QT *, disagree Q, agree QTI, \
         interpret N, analyze N, analyse N, detail N *, outline N *, recite QN, echo QN *, offer Q *, \
         formulate Q, propose QTIN !, recommend QTN !, tease Q, gush Q, crow Q, fume Q, snap Q 2, sneer Q, \
         sigh Q, laugh Q *, smile Q, nod Q 2, marvel QT, enthuse Q, elaborate QF, posit QT, theorize T, speculate QTB !, surmise T, reason QT *, \
         counsel QP, lie Q lied, dictate QT, rule T *, vote I *, quote QN *, relay QTN, convey TN, communicate TN, \
         express QN, voice N *, articulate N",
    ),
    (Act::Ask, "ask QWPAI !, inquire QW !, enquire QW, wonder QW *, query Q *, quiz Q, grill Q"),
    (
        Act::Deny,
        "deny QTBN !, rebut QN 2, refute QN, reject QTN, disavow N, disown N, dispute QTN *, decline I, refuse IN !, repudiate N, rebuff QN",
    ),
    (Act::Accuse, "accuse QN !, blame QN *, allege QTBN !, charge QT *"),
    (
        Act::Pledge,
        "pledge QTBIN * !, promise QTBAIN * !, vow QTBIN * !, swear QTBI swore, commit I 2, guarantee QTBN *, undertake I undertook, offer I",
    ),
    (Act::Threaten, "threaten QTIN !"),
    (
        Act::Request,
        "demand QTIN * !, urge QTPN *, implore QP, beg QPI 2, plead QTI, appeal F *, beseech QP, exhort QP, encourage PN, press P *, push P *, \
         instruct QTPA, order QTPN *, command QTP *, direct P, request QTPN *, call QNF, invite P, forbid P forbade, prod P 2, lobby PF *, pray QTF",
    ),
    (Act::Confirm, "confirm QTBWN !, verify TW, affirm QTBN !, reaffirm QTBN, corroborate TN, certify T"),
    (
        Act::Believe,
        "believe QTB !, think QTBW thought !, feel TB felt, fear TBN *, worry QTB * !, doubt TBWN *, suspect TB *, assume TB, \
         presume T, realize TBW, realise TBW, know TW knew, understand TBW understood, see T saw, find T found, guess TB *, \
         figure TB *, view N *, regard N *, deem N, remember QTWN, forget TW forgot, recognize T, recognise T, conclude TB, decide TI, \
         determine TBW, learn TBW, discover TW, imagine TW, prefer TIN 2, love I *, hate I *, appreciate NT, \
         favor I *, favour I *, envision N, regret TN *, wish TBI *, reckon TB, estimate TB *, calculate T, dream TF *",
    ),
    (
        Act::Expect,
        "expect TBIPN !, hope TBIF *, anticipate TBN, plan I *, intend I !, want IPN !, seek I sought, aim I *, look I *, wait I *, \
         prepare I",
    ),
    (
        Act::Show,
        "show TBWN *, suggest TB, demonstrate TW, prove TW, illustrate TW, reflect T, document T *, depict N, detail N",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_all_their_forms() {
        for (word, form) in [
            ("said", Form::Past),
            ("denies", Form::Third),
            ("denied", Form::Past),
            ("urging", Form::Ing),
            ("admitted", Form::Past),
            ("expresses", Form::Third),
            ("agree", Form::Base),
            ("agreed", Form::Past),
            ("agreeing", Form::Ing),
            ("saying", Form::Ing),
            ("replied", Form::Past),
            ("conveyed", Form::Past),
        ] {
            assert_eq!(cue(word).map(|c| c.form), Some(form), "{word}");
        }
        assert!(cue("said").is_some_and(|c| c.frames.has(Frames::QUOTE) && c.plain && c.act == Act::Say));
        assert!(cue("table").is_none());
    }
}
