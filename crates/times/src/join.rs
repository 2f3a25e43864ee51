//! From matches of the grammar to whole expressions: neighbours that make one time are joined, modifiers are added.

use crate::lexicon::{Class, Unit};
use crate::meaning::{Made, Meaning, TimeOfDay, What};
use crate::pattern::{Grammar, is_one_of};
use crate::tokens::Tok;

/// An expression over the tokens `first..end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub first: usize,
    pub end: usize,
    pub meaning: Meaning,
    pub rule: &'static str,
}

/// Finds the expressions of one sentence, in order, and puts them into `out` (emptied first).
pub(crate) fn find(text: &str, tokens: &[Tok], out: &mut Vec<Found>) {
    out.clear();
    let grammar = Grammar::get();
    let mut i = 0;
    while i < tokens.len() {
        let Some((rule, end, made)) = grammar.longest(text, tokens, i) else {
            i += 1;
            continue;
        };
        let mut add = |(first, end, meaning): (usize, usize, Meaning)| {
            let f = Found { first, end, meaning, rule: rule.name };
            match out.last_mut().and_then(|l| join(text, tokens, l, &f)) {
                Some(joined) => {
                    if let Some(l) = out.last_mut() {
                        *l = joined;
                    }
                }
                None => out.push(f),
            }
        };
        match made {
            Made::No => {}
            Made::One(m) => add((i, end, m)),
            Made::Part(a, b, m) => add((a, b, m)),
            Made::Two(a, b) => {
                add(a);
                add(b);
            }
        }
        i = end.max(i + 1);
    }
    out.retain(|f| !f.meaning.weak);
    let mut free = 0;
    for f in out.iter_mut() {
        modify(text, tokens, f, free);
        free = f.end;
    }
}

/// Whether an expression names a day that a time of day can go with.
fn is_day(m: &Meaning) -> bool {
    m.time.is_none()
        && match m.what {
            What::Date { day, .. } => day.is_some(),
            What::Weekday { .. } | What::DayOfMonth(_) | What::Holiday { .. } | What::EveryWeekday(_) => true,
            What::Relative { unit, .. } | What::That(unit) => unit == Unit::Day,
            _ => false,
        }
}

fn is_time(m: &Meaning) -> bool {
    m.time.is_some() && m.what == What::Nothing
}

/// Makes one expression of two neighbours, if they are one: "10 p.m. Wednesday", "Monday night", "Saturday, April 25".
fn join(text: &str, tokens: &[Tok], a: &Found, b: &Found) -> Option<Found> {
    let between = tokens.get(a.end..b.first)?;
    if between.len() > 3 {
        return None;
    }
    let gap = |words: &[&str]| between.iter().all(|t| is_one_of(t.of(text), words));
    let whole = |meaning: Meaning| Found {
        first: a.first,
        end: b.end,
        meaning,
        rule: if is_time(&a.meaning) { b.rule } else { a.rule },
    };
    if is_time(&a.meaning) && is_day(&b.meaning) {
        let part = matches!(a.meaning.time, Some(TimeOfDay::Part(_)));
        let of_part = part && gap(&["of", "on", "the", ","]);
        if between.is_empty() || gap(&["on", ",", "local", "time"]) || of_part {
            return Some(whole(Meaning { time: a.meaning.time, weak: false, ..b.meaning }));
        }
    }
    if is_day(&a.meaning) && is_time(&b.meaning) {
        let part = matches!(b.meaning.time, Some(TimeOfDay::Part(_)));
        let quiet = between.is_empty()
            || if part {
                gap(&["-", "at"]) && b.meaning.time != Some(TimeOfDay::Part(6))
            } else {
                gap(&[",", "at", "around", "about", "|", "-", "–"])
            };
        if quiet {
            return Some(whole(Meaning { time: b.meaning.time, weak: false, ..a.meaning }));
        }
    }
    // "Saturday, April 25", "Sun, 3 May"
    if matches!(a.meaning.what, What::Weekday { .. })
        && a.meaning.time.is_none()
        && matches!(b.meaning.what, What::Date { day: Some(_), .. })
        && gap(&[","])
    {
        return Some(whole(b.meaning));
    }
    // "7:15 in the evening"
    if is_time(&a.meaning)
        && is_time(&b.meaning)
        && between.len() == 1
        && gap(&["in"])
        && let (Some(TimeOfDay::Clock { seconds, precision, zone }), Some(TimeOfDay::Part(p))) =
            (a.meaning.time, b.meaning.time)
    {
        let late = (2..=7).contains(&p) && seconds < 12 * 3600;
        let time = TimeOfDay::Clock { seconds: if late { seconds + 12 * 3600 } else { seconds }, precision, zone };
        return Some(whole(a.meaning.at(time)));
    }
    None
}

/// Words before an expression that modify it, with the TIMEX3 `mod`, and whether only quantities take them.
const BEFORE: [(&[&str], &str, bool); 47] = [
    (&["early", "in"], "START", false),
    (&["late", "in"], "END", false),
    (&["later", "in"], "END", false),
    (&["earlier", "in"], "START", false),
    (&["early", "on"], "START", false),
    (&["late", "on"], "END", false),
    (&["early"], "START", false),
    (&["earlier"], "START", false),
    (&["late"], "END", false),
    (&["later"], "END", false),
    (&["mid", "-"], "MID", false),
    (&["mid"], "MID", false),
    (&["the", "beginning", "of"], "START", false),
    (&["the", "start", "of"], "START", false),
    (&["beginning", "of"], "START", false),
    (&["the", "middle", "of"], "MID", false),
    (&["the", "end", "of"], "END", false),
    (&["end", "of"], "END", false),
    (&["the", "latter", "part", "of"], "END", false),
    (&["the", "early", "part", "of"], "START", false),
    (&["sometime"], "APPROX", false),
    (&["at", "least", "the"], "EQUAL_OR_MORE", true),
    (&["about"], "APPROX", false),
    (&["around"], "APPROX", false),
    (&["roughly"], "APPROX", true),
    (&["approximately"], "APPROX", false),
    (&["some"], "APPROX", true),
    (&["circa"], "APPROX", false),
    (&["nearly"], "LESS_THAN", true),
    (&["almost"], "LESS_THAN", true),
    (&["close", "to"], "APPROX", true),
    (&["more", "than"], "MORE_THAN", true),
    (&["over"], "MORE_THAN", true),
    (&["longer", "than"], "MORE_THAN", true),
    (&["just", "over"], "MORE_THAN", true),
    (&["well", "over"], "MORE_THAN", true),
    (&["less", "than"], "LESS_THAN", true),
    (&["fewer", "than"], "LESS_THAN", true),
    (&["under"], "LESS_THAN", true),
    (&["just", "under"], "LESS_THAN", true),
    (&["at", "least"], "EQUAL_OR_MORE", true),
    (&["at", "most"], "EQUAL_OR_LESS", true),
    (&["up", "to"], "EQUAL_OR_LESS", true),
    (&["no", "more", "than"], "EQUAL_OR_LESS", true),
    (&["no", "less", "than"], "EQUAL_OR_MORE", true),
    (&["as", "long", "as"], "EQUAL_OR_LESS", true),
    (&["as", "much", "as"], "EQUAL_OR_LESS", true),
];

/// Takes the modifiers around an expression into it; `free` is the first token that no expression has yet.
fn modify(text: &str, tokens: &[Tok], f: &mut Found, free: usize) {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.of(text));
    let quantity = matches!(f.meaning.what, What::Duration { .. } | What::Offset { .. } | What::YearAgo { .. });
    if f.meaning.modifier.is_none() && !matches!(f.meaning.what, What::Ref(_) | What::Every { .. }) {
        let mut start = f.first;
        // "the late 1970s" has its article before the modifier, "late the next day" after it.
        let fits = |words: &[&str], end: usize| {
            words.len() <= end - free.min(end)
                && words.iter().rev().enumerate().all(|(k, w)| {
                    let t = end - 1 - k;
                    if *w == "-" {
                        tokens.get(t).is_some_and(|t| t.is(Class::Hyphen))
                    } else {
                        word(t).eq_ignore_ascii_case(w)
                    }
                })
        };
        let best = BEFORE
            .iter()
            .filter(|(words, _, only)| (!only || quantity) && fits(words, start))
            .max_by_key(|(words, ..)| words.len());
        if let Some((words, modifier, _)) = best {
            let first_word = words.first().copied().unwrap_or("");
            // A preposition before a date that is none of its business: "talks about 1994", "over 1995".
            let date_only = matches!(first_word, "about" | "around")
                && !quantity
                && f.meaning.time.is_none()
                && !matches!(f.meaning.what, What::Date { day: Some(_), .. } | What::YearEnd { .. });
            let vague = matches!(f.meaning.what, What::Duration { amount, .. } if amount < 0);
            // "over 40 years", but "over the past year"
            let over = first_word == "over"
                && tokens
                    .get(f.first)
                    .is_some_and(|t| !t.is(Class::Num) && !is_one_of(t.of(text), &["a", "an", "one"]));
            let vaguer = vague && matches!(first_word, "over" | "under" | "some" | "about");
            let within = quantity && words.last() == Some(&"in");
            if !(over || date_only || vaguer || within) {
                start -= words.len();
                f.meaning.modifier = Some(modifier);
                let article = start > free
                    && word(start - 1).eq_ignore_ascii_case("the")
                    && matches!(*modifier, "START" | "MID" | "END");
                f.first = if article { start - 1 } else { start };
            }
        }
    }
    // "two years or so", "1994 or later"
    let after: &[(&[&str], &str)] = &[
        (&["or", "so"], "APPROX"),
        (&["or", "more"], "EQUAL_OR_MORE"),
        (&["or", "less"], "EQUAL_OR_LESS"),
        (&["or", "later"], "ON_OR_AFTER"),
        (&["or", "earlier"], "ON_OR_BEFORE"),
    ];
    for (words, modifier) in after {
        if words.iter().enumerate().all(|(k, w)| word(f.end + k).eq_ignore_ascii_case(w)) {
            f.meaning.modifier = Some(modifier);
            f.end += words.len();
            break;
        }
    }
}
