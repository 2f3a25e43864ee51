//! Past or future? What the words around a date say of its direction.
//!
//! Parts of speech are not known here: a small list of verb forms and a few shapes stand in for them.

use crate::lexicon::Class;
use crate::pattern::is_one_of;
use crate::tokens::Tok;
use dateline_record::Span;

/// Where a date lies by what is said around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// Before the page's date.
    Past,
    /// After it.
    Future,
    /// Nothing is said.
    Unknown,
}

/// What the words around a date say of its direction, and which word says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Past or future.
    pub lean: Lean,
    /// The deciding word, in bytes of the text.
    pub word: Option<Span>,
}

/// How far a verb may stand from the date that it governs, in tokens.
const REACH: usize = 30;

#[rustfmt::skip]
const SCHEDULE: &[&str] = &[
    "scheduled", "expected", "due", "set", "postponed", "extended", "adjourned", "rescheduled", "deferred",
    "slated", "planned", "planning", "plans", "plan", "supposed", "payable", "effective", "expire", "expires",
    "intends", "intend", "hopes", "hope", "aims", "aim", "poised", "likely", "begins", "starts", "opens",
    "expects", "expect", "upcoming", "takes", "arrives", "leaves", "meets", "meet", "heads", "looms", "deadline",
    "forthcoming", "maturing", "redeemable", "going",
];
#[rustfmt::skip]
const MODALS: &[&str] =
    &[
    "will", "'ll", "’ll", "shall", "would", "may", "might", "could", "can", "must", "should", "won", "wo", "'d",
];
#[rustfmt::skip]
const PAST: &[&str] = &[
    "set", "tore", "bore", "swam", "hid", "bit", "bent", "lent", "blew", "drank", "ate", "stuck", "shone",
    "sped", "spun", "wept", "dug", "fed", "said", "was", "were", "had", "did", "went", "came", "made", "took",
    "got", "gave", "told", "left", "met", "held", "began", "fell", "rose", "won", "lost", "led", "kept",
    "found", "thought", "brought", "bought", "sold", "sent", "spent", "built", "broke", "spoke", "wrote", "saw",
    "knew", "became", "drew", "flew", "grew", "threw", "drove", "struck", "fought", "caught", "taught", "shot",
    "paid", "laid", "stood", "ran", "sank", "swore", "wore", "chose", "rode", "froze", "stole", "woke", "hung",
    "slid", "dealt", "felt", "heard", "meant", "read", "reported", "quit", "hit", "cut", "killed", "born",
    "been", "has", "have", "'ve", "ago", "since", "sought", "understood", "withdrew", "overtook", "forgot",
    "forgave", "sat", "lay", "slept", "swept", "shook", "rang", "sang", "burst", "put", "gone", "done", "seen",
    "given", "taken", "shown",
];
/// Verbs whose infinitive is still to come when they are told.
#[rustfmt::skip]
const PROMISES: &[&str] = &[
    "agreed", "agrees", "vowed", "vows", "promised", "promises", "pledged", "pledges", "decided", "ordered",
    "asked", "urged", "wants", "want", "wanted", "threatened", "threatens", "invited", "ready", "prepares",
    "prepared", "preparing", "needs", "need", "hoped", "hopes", "seeks", "trying", "tries", "poised", "looking",
    "forward",
];
/// Words after "to" that show it to be a preposition.
#[rustfmt::skip]
const NOT_VERB: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "this", "that", "those", "these", "our", "my", "your", "it",
    "him", "them", "us", "me", "which", "whom", "about", "at", "in", "from", "over", "more", "as", "and", "or",
    "all", "each", "some", "such",
];
#[rustfmt::skip]
const BEFORE_NOUN: &[&str] = &[
    "a", "an", "the", "its", "his", "her", "their", "this", "these", "those", "of", "still", "newly", "more",
    "'s", "’s", "previously",
];
#[rustfmt::skip]
const NOT_PAST: &[&str] = &[
    "need", "indeed", "hundred", "united", "speed", "proceed", "succeed", "exceed", "embed", "breed", "sacred",
    "naked", "red", "aged", "limited",
];

fn says(text: &str, tokens: &[Tok], i: usize) -> Option<Lean> {
    let t = tokens.get(i)?;
    let w = t.of(text);
    if w.len() < 2 || t.digits {
        return None;
    }
    let next = tokens.get(i + 1).map_or("", |t| t.of(text));
    let last = i.checked_sub(1).and_then(|k| tokens.get(k)).map_or("", |t| t.of(text));
    if is_one_of(w, &["open", "close", "begin", "start", "end", "resume", "opens", "closes", "resumes", "returns"])
        && is_one_of(next, &["at", "on", "in", "from"])
    {
        return Some(if is_one_of(last, &["did", "not", "n't"]) { Lean::Past } else { Lean::Future });
    }
    // "they meet on Monday", but "failed to meet"
    if w == "meet" && is_one_of(last, &["to", "not", "n't"]) {
        return None;
    }
    // "set the table", "due to rain" say nothing of when; "set to go", "is due to go" do.
    let other_sense = match w {
        "set" => !is_one_of(next, &["to", "for"]),
        "due" => is_one_of(next, &["to"]) && !is_one_of(last, &["is", "are", "was", "were", "be", "been"]),
        _ => false,
    };
    if is_one_of(w, SCHEDULE) && !other_sense {
        // "as planned", "as previously scheduled": no word of when
        if (i.saturating_sub(2)..i).any(|k| tokens.get(k).is_some_and(|t| is_one_of(t.of(text), &["as"]))) {
            return None;
        }
        let had = (i.saturating_sub(5)..i).any(|k| tokens.get(k).is_some_and(|t| is_one_of(t.of(text), &["had"])));
        return Some(if had { Lean::Past } else { Lean::Future });
    }
    if is_one_of(w, MODALS) {
        // "May 3" is no verb; "would have gone" is over.
        if t.is(Class::Month) {
            return None;
        }
        return Some(if is_one_of(next, &["have"]) { Lean::Past } else { Lean::Future });
    }
    // "is to meet", "are to meet"
    if w.eq_ignore_ascii_case("to")
        && i > 0
        && tokens.get(i - 1).is_some_and(|b| is_one_of(b.of(text), &["is", "are", "be"]))
    {
        return Some(Lean::Future);
    }
    // "is visiting"
    if is_one_of(w, &["is", "are", "'re", "’re", "'m", "’m"]) && next.len() > 4 && next.ends_with("ing") {
        return Some(Lean::Future);
    }
    let regular = w.len() > 3 && w.ends_with("ed") && !t.capital && !is_one_of(w, NOT_PAST);
    if !(regular || is_one_of(w, PAST)) {
        return None;
    }
    // "a still unspecified date", "the announced sale": no verb
    let before = i.checked_sub(1).and_then(|k| tokens.get(k)).map_or("", |t| t.of(text));
    if regular && is_one_of(before, BEFORE_NOUN) {
        return None;
    }
    // "will be held", "to be held": the modal before "be" decides.
    for k in (i.saturating_sub(3)..i).rev() {
        let b = tokens.get(k).map_or("", |t| t.of(text));
        // "is heard", "are being held": now or at any time
        if is_one_of(b, &["is", "are", "being"]) && !is_one_of(w, &["has", "have", "had"]) {
            return None;
        }
        if is_one_of(b, &["be"]) {
            return Some(Lean::Future);
        }
        if is_one_of(b, MODALS) && !is_one_of(w, &["have", "had"])
            || is_one_of(b, &["to"]) && is_one_of(w, &["have", "put", "cut", "hit", "read", "quit", "set"])
        {
            return Some(Lean::Future);
        }
        if !b.ends_with("ly") && !is_one_of(b, &["not", "also", "then", "now"]) {
            break;
        }
    }
    Some(Lean::Past)
}

fn ends_clause(w: &str) -> bool {
    matches!(w, ";" | ":" | "—" | "--")
}

/// Whether the verb next to an adverb is past: "soon became", "was soon released".
pub(crate) fn tells_past(text: &str, before: Option<&Tok>, after: Option<&Tok>) -> bool {
    let past = |t: &Tok| {
        let w = t.of(text);
        w.len() > 3 && w.ends_with("ed") || is_one_of(w, PAST)
    };
    after.is_some_and(past)
        || before.is_some_and(|t| is_one_of(t.of(text), &["was", "were", "had", "and", ","]) && after.is_some_and(past))
        || before.is_some_and(|t| is_one_of(t.of(text), &["was", "were", "had"]))
}

/// An infinitive does not say when; the verb that governs it may: "plans to meet", "agreed to meet", "failed to meet".
fn infinitive(text: &str, tokens: &[Tok], i: usize) -> Option<Lean> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.of(text));
    let verb = tokens.get(i + 1)?;
    if !word(i).eq_ignore_ascii_case("to")
        || verb.capital
        || verb.digits
        || verb.classes != 0
        || is_one_of(verb.of(text), NOT_VERB)
    {
        return None;
    }
    let promised = (i.saturating_sub(3)..i)
        .rev()
        .any(|k| is_one_of(word(k), PROMISES) || says(text, tokens, k) == Some(Lean::Future));
    Some(if promised { Lean::Future } else { Lean::Unknown })
}

/// What the words around the tokens `first..end` say. Looks at a bounded number of words on each side: first on the
/// side where the governing verb is likelier to stand.
pub(crate) fn around(text: &str, tokens: &[Tok], first: usize, end: usize) -> Evidence {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.of(text));
    let found = |lean: Lean, i: usize| Evidence {
        lean,
        word: tokens.get(i).map(|t| Span::new(t.start as usize, t.end as usize)),
    };
    let left = || {
        for i in (first.saturating_sub(REACH)..first).rev() {
            if ends_clause(word(i)) {
                return None;
            }
            if let Some(lean) = says(text, tokens, i).or_else(|| infinitive(text, tokens, i).filter(|_| i + 1 < first))
            {
                return Some(found(lean, i));
            }
            // "The vote is on Thursday" is to come.
            if is_one_of(word(i), &["is", "are"])
                && (i + 1..first).all(|k| is_one_of(word(k), &["on", "in", "at", "for", "not", "until", "only"]))
            {
                return Some(found(Lean::Future, i));
            }
        }
        None
    };
    let right = || {
        for i in end..(end + REACH).min(tokens.len()) {
            // Who said it, after the quotation, tells nothing of when.
            if ends_clause(word(i)) || matches!(word(i), "\"" | "”" | "''") {
                return None;
            }
            if let Some(lean) = says(text, tokens, i) {
                return Some(found(lean, i));
            }
        }
        None
    };
    // "ahead of Tuesday's debate" is to come
    if first > 1 && is_one_of(word(first - 1), &["of"]) && is_one_of(word(first - 2), &["ahead"]) {
        return found(Lean::Future, first - 2);
    }
    // "Friday's vote" is on the page for having happened.
    if is_one_of(word(end), &["'s", "’s"]) {
        return Evidence { lean: Lean::Unknown, word: None };
    }
    // "On Thursday, the court will …", "…, and on Thursday the court …"
    let mut head = first;
    while head > 0
        && is_one_of(word(head - 1), &["on", "in", "by", "at", "early", "late", "the", "from", "earlier", "later"])
    {
        head -= 1;
    }
    let opens = head == 0
        || matches!(word(head - 1), "," | "“" | "\"" | "``" | "”")
        || is_one_of(word(head - 1), &["and", "but", "that", "then", "also"]);
    let unknown = Evidence { lean: Lean::Unknown, word: None };
    let found = if opens { right().or_else(left) } else { left().or_else(right) };
    // "until Monday", with no verb in the past; "has given them until Monday" is still to come
    let until = first.checked_sub(1).filter(|&i| is_one_of(word(i), &["until", "till", "starting", "beginning"]));
    let perfect = until.is_some_and(|i| {
        (i.saturating_sub(REACH)..i)
            .rev()
            .take_while(|&k| !ends_clause(word(k)))
            .find(|&k| says(text, tokens, k).is_some())
            .is_some_and(|k| k.checked_sub(1).is_some_and(|h| is_one_of(word(h), &["has", "have", "'ve", "’ve"])))
    });
    match (found.filter(|_| !perfect), until) {
        (Some(e), _) if e.lean != Lean::Unknown => e,
        (_, Some(i)) => {
            Evidence { lean: Lean::Future, word: tokens.get(i).map(|t| Span::new(t.start as usize, t.end as usize)) }
        }
        (e, None) => e.unwrap_or(unknown),
    }
}
