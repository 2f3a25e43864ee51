//! How many? Casualties, crowds and money that are tied to an event, with the words that tell them.

use super::grammar::Grammar;
use super::ontology::Type;
use super::parties::Parties;
use super::triggers::Trigger;
use dateline_language::{Relation, Upos};
use dateline_record::{Quantity, QuantityKind, Span};

/// The quantities that a trigger's clause tells.
pub fn of(t: &Trigger, parties: &Parties) -> Vec<Quantity> {
    let g = parties.grammar;
    let mut found = Vec::new();
    if let Some(frame) = &t.frame {
        if let Some(kind) = befalls(t) {
            let whom = if t.lemma == "die" || t.lemma == "flee" { &frame.subjects } else { &frame.objects };
            // "seven were killed and 30 others | wounded": the second clause has a subject of its own, wherever the tree hangs it.
            let beside = t.token.checked_sub(1).filter(|&n| {
                g.relation(t.token) == Relation::Conj && !frame.own_subject && n > 0 && g.upos(n - 1) == Upos::Num
            });
            let beside = beside.filter(|&n| g.upos(n) == Upos::Noun).map(|n| vec![n]);
            let whom = beside.as_ref().unwrap_or(whom);
            found.extend(whom.iter().filter_map(|&n| people(parties, n, kind)));
        }
        if t.kind == Some(Type::Protest) && t.lemma != "lead" {
            found.extend(frame.subjects.iter().filter_map(|&n| people(parties, n, QuantityKind::Crowd)));
        }
        if matches!(t.kind, Some(Type::Aid | Type::Agree | Type::Sanction)) || t.kind.is_none() {
            let objects = frame.objects.iter().chain(frame.obliques.iter().map(|(_, n)| n));
            found.extend(objects.filter_map(|&n| money(g, n)).take(1));
        }
        if t.kind == Some(Type::Mobilize) {
            found.extend(frame.objects.iter().filter_map(|&n| people(parties, n, QuantityKind::Forces)));
        }
        // "leaving three dead"
        for c in g.by(t.token, &[Relation::Advcl, Relation::Conj]).filter(|&c| g.lemma(c) == "leave") {
            found.extend(left(parties, c));
        }
        if t.lemma == "leave" {
            found.extend(left(parties, t.token));
        }
    } else if let Some(verb) = g.head(t.token).filter(|_| g.relation(t.token) == Relation::Nsubj) {
        let frame = g.frame(verb);
        let kind = match g.lemma(verb).as_ref() {
            "kill" => Some(QuantityKind::Killed),
            "wound" | "injure" => Some(QuantityKind::Wounded),
            _ => None,
        };
        if let Some(kind) = kind {
            found.extend(frame.objects.iter().filter_map(|&n| people(parties, n, kind)));
        }
        if g.lemma(verb) == "leave" {
            found.extend(left(parties, verb));
        }
    }
    found
}

/// "left three dead and ten wounded"
fn left(parties: &Parties, verb: usize) -> Vec<Quantity> {
    let g = parties.grammar;
    let mut found = Vec::new();
    for c in g.by(verb, &[Relation::Xcomp, Relation::Obj, Relation::Conj]) {
        let kind = match g.lemma(c).as_ref() {
            "dead" | "kill" => QuantityKind::Killed,
            "wounded" | "injured" | "wound" | "injure" | "hurt" => QuantityKind::Wounded,
            "homeless" => QuantityKind::Displaced,
            "missing" => QuantityKind::Missing,
            _ => continue,
        };
        let whom = g.by(verb, &[Relation::Obj]).find(|&o| o != c).unwrap_or(c);
        found.extend(people(parties, whom, kind));
    }
    found
}

/// What befalls the object of a verb, if it is counted.
fn befalls(t: &Trigger) -> Option<QuantityKind> {
    Some(match t.lemma.as_str() {
        "kill" | "die" | "murder" | "execute" | "massacre" | "slay" | "slaughter" | "assassinate" | "behead"
        | "drown" => QuantityKind::Killed,
        "wound" | "injure" | "hurt" => QuantityKind::Wounded,
        "arrest" | "detain" | "jail" | "imprison" => QuantityKind::Detained,
        "displace" | "evacuate" | "uproot" | "flee" => QuantityKind::Displaced,
        "kidnap" | "abduct" => QuantityKind::Abducted,
        "release" | "free" if t.kind == Some(Type::Retreat) => QuantityKind::Released,
        "rescue" | "save" => QuantityKind::Rescued,
        "shoot" if t.with.is_some() => QuantityKind::Killed,
        _ => return None,
    })
}

/// A number of people: "at least 12 civilians", "dozens", "three".
fn people(parties: &Parties, noun: usize, kind: QuantityKind) -> Option<Quantity> {
    let g = parties.grammar;
    // "Version 3 was released", "saved three points" count nobody.
    let counted = g.upos(noun) == Upos::Num
        || rough(&g.lower(noun)).is_some()
        || matches!(g.lower(noun).as_ref(), "others" | "more");
    if !counted && !parties.is_party(noun) && kind != QuantityKind::Forces {
        return None;
    }
    let of = g.by(noun, &[Relation::Nummod]).find(|&c| c < noun).or_else(|| {
        let counts = g.upos(noun) == Upos::Num || rough(&g.lower(noun)).is_some();
        counts.then_some(noun)
    });
    let modifier = || g.by(noun, &[Relation::Amod]).find(|&c| rough(&g.lower(c)).is_some());
    // Right before the noun's own adjectives, wherever the tree has hung the number.
    let before = || {
        let near = (noun.saturating_sub(3)..noun).rev().take_while(|&k| {
            matches!(g.upos(k), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num) && !is_currency(g, k)
        });
        near.into_iter().find(|&k| number(&g.lower(k)).is_some() && !is_year(g.word(k)))
    };
    let number = of.or_else(modifier).or_else(before)?;
    if is_currency(g, noun) || g.word(number).contains('%') {
        return None;
    }
    let amount = amount(g, number).filter(|(least, _)| least.fract() == 0.0)?;
    Some(with_bounds(g, number, noun, amount, kind, None))
}

/// A sum of money: "$50 million", "200 million euros".
fn money(g: Grammar, noun: usize) -> Option<Quantity> {
    let near = |n: usize| -> Option<usize> {
        let r = g.analysis.subtree(n);
        let sums = (r.start..r.end.min(r.start + 25)).filter(|&k| g.upos(k) == Upos::Num);
        sums.filter(|&k| currency_of(g, k).is_some()).find(|&k| is_own(g, k, n))
    };
    let number = near(noun)?;
    let currency = currency_of(g, number)?;
    let value = amount(g, number)?;
    Some(with_bounds(g, number, number, value, QuantityKind::Money, Some(currency)))
}

/// Whether a number is said of a noun itself, and not of something in a clause or an aside below it.
fn is_own(g: Grammar, number: usize, noun: usize) -> bool {
    const NEAR: usize = 4;
    let mut at = number;
    for _ in 0..NEAR {
        if at == noun {
            return true;
        }
        if matches!(
            g.relation(at),
            Relation::Acl | Relation::AclRelcl | Relation::Appos | Relation::Parataxis | Relation::Advcl
        ) {
            return false;
        }
        let Some(up) = g.head(at) else { return false };
        at = up;
    }
    false
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|y: u32| (1900..2100).contains(&y))
}

/// The currency that stands beside a number.
fn currency_of(g: Grammar, k: usize) -> Option<&'static str> {
    let code = |word: &str| {
        Some(match word {
            "$" | "us$" | "dollar" | "dollars" => "USD",
            "€" | "euro" | "euros" | "eur" => "EUR",
            "£" | "sterling" => "GBP",
            "¥" | "yen" => "JPY",
            "yuan" | "renminbi" => "CNY",
            "rupee" | "rupees" => "INR",
            "rouble" | "roubles" | "ruble" | "rubles" => "RUB",
            "franc" | "francs" => "CHF",
            _ => return None,
        })
    };
    let before = (1..=2)
        .filter_map(|d| k.checked_sub(d))
        .find_map(|b| code(&g.lower(b)).filter(|_| matches!(g.word(b), "$" | "US$" | "€" | "£" | "¥")));
    // Pounds weigh, unless there are millions of them.
    let pounds = || multiplier(&g.lower(k + 1)).filter(|_| g.lower(k + 2) == "pounds").map(|_| "GBP");
    before.or_else(|| (1..=2).find_map(|d| code(&g.lower(k + d)))).or_else(pounds)
}

fn is_currency(g: Grammar, noun: usize) -> bool {
    matches!(
        g.lemma(noun).as_ref(),
        "dollar"
            | "euro"
            | "pound"
            | "yen"
            | "franc"
            | "$"
            | "percent"
            | "%"
            | "day"
            | "year"
            | "month"
            | "hour"
            | "mile"
            | "kilometer"
            | "kilometre"
            | "time"
            | "week"
    )
}

/// Lower and upper bounds by the words around the number, and the span of all.
fn with_bounds(
    g: Grammar,
    number: usize,
    noun: usize,
    (low, high): (f64, Option<f64>),
    kind: QuantityKind,
    currency: Option<&str>,
) -> Quantity {
    let start = number.min(noun).saturating_sub(3);
    let mut first = number;
    while first > 0 && number - first < 3 && g.upos(first - 1) == Upos::Num && is_numeral(&g.lower(first - 1)) {
        first -= 1;
    }
    let (mut least, mut most, mut from) = (Some(low), high, first_of(g, first));
    let mut exact = high == Some(low);
    for k in (start..first).rev() {
        match g.lower(k).as_ref() {
            "least" | "than" | "over" => {
                let more = g.lower(k) != "than" || matches!(g.lower(k.saturating_sub(1)).as_ref(), "more" | "greater");
                let no = k.checked_sub(2).is_some_and(|n| matches!(g.lower(n).as_ref(), "no" | "not"));
                if more || no && g.lower(k) == "than" {
                    (least, most, exact) = (Some(low), None, false);
                } else {
                    (least, most, exact) = (None, Some(low), false);
                }
                from = k.saturating_sub(usize::from(g.lower(k) != "over"));
                break;
            }
            "most" | "to" if matches!(g.lower(k.saturating_sub(1)).as_ref(), "at" | "up") => {
                (least, most, exact) = (None, Some(high.unwrap_or(low)), false);
                from = k - 1;
                break;
            }
            "about" | "around" | "some" | "nearly" | "almost" | "roughly" | "approximately" => {
                exact = false;
                from = k;
                break;
            }
            _ => {}
        }
    }
    let tokens = &g.analysis.tokens;
    let end = last_of(g, number);
    let span = match (tokens.get(from), tokens.get(end)) {
        (Some(a), Some(b)) => a.span.cover(b.span),
        _ => Span::default(),
    };
    Quantity {
        kind,
        value: if exact { Some(low) } else { None },
        low: least,
        high: most,
        unit: currency.map(str::to_string),
        span,
    }
}

/// Where the words of a number begin: "2 | million" with "$" before it.
fn first_of(g: Grammar, number: usize) -> usize {
    number - usize::from(number > 0 && matches!(g.word(number - 1), "$" | "US$" | "€" | "£" | "¥"))
}

fn last_of(g: Grammar, number: usize) -> usize {
    let mut end = number;
    while end < number + 3 && (multiplier(&g.lower(end + 1)).is_some() || is_money_word(&g.lower(end + 1))) {
        end += 1;
    }
    end
}

fn is_money_word(word: &str) -> bool {
    matches!(
        word,
        "dollars"
            | "euros"
            | "pounds"
            | "yen"
            | "yuan"
            | "rupees"
            | "roubles"
            | "rubles"
            | "francs"
            | "euro"
            | "dollar"
    )
}

/// The value of a number, with the words that multiply it: low and, unless it is open, high.
fn amount(g: Grammar, k: usize) -> Option<(f64, Option<f64>)> {
    let word = g.lower(k);
    if let Some(low) = rough(&word) {
        return Some((low, None));
    }
    // "half-a-million", "three-storey"
    if k > 0 && g.word(k - 1) == "-" || g.word(k + 1) == "-" {
        return None;
    }
    // The number may be a part of a longer one: "two hundred", "3 million".
    let mut first = k;
    while first > 0 && k - first < 3 && number(&g.lower(first - 1)).is_some() && g.upos(first - 1) == Upos::Num {
        first -= 1;
    }
    let mut total = 0.0;
    let mut current = number(&g.lower(first)).or_else(|| multiplier(&g.lower(first)).map(|_| 1.0))?;
    let mut at = first + 1;
    if multiplier(&g.lower(first)).is_some() {
        at = first;
    }
    while at <= first + 4 {
        let next = g.lower(at);
        if let Some(m) = multiplier(&next) {
            current *= m;
            if m >= 1000.0 {
                total += current;
                current = 0.0;
            }
        } else if let Some(n) = number(&next).filter(|_| g.upos(at) == Upos::Num && at <= k) {
            current += n;
        } else {
            break;
        }
        at += 1;
    }
    let value = total + current;
    (value.is_finite() && value > 0.0).then_some((value, Some(value)))
}

fn multiplier(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" | "m" | "mn" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

/// Words for many: the least that they mean.
fn rough(word: &str) -> Option<f64> {
    Some(match word {
        "dozens" | "scores" => 24.0,
        "hundreds" => 200.0,
        "thousands" => 2000.0,
        "millions" => 2e6,
        "several" => 3.0,
        _ => return None,
    })
}

fn is_numeral(word: &str) -> bool {
    number(word).is_some() || multiplier(word).is_some()
}

fn number(word: &str) -> Option<f64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.replace(',', "").parse().ok();
    }
    dateline_times::cardinal(word).map(f64::from)
}
