//! Dictionary forms of words, by part of speech: endings by rule, irregular forms from tables.
//!
//! Follows the lemmas of the English treebanks of Universal Dependencies: names keep their form, "n't" is "not", "him" is "he".

mod irregular;

use crate::{Analysis, Relation, Upos};
use irregular::*;
use std::borrow::Cow;

impl Analysis {
    /// The dictionary form of a token: "said" is "say", "ministries" is "ministry". Without a part of speech, the word in lower
    /// case. Empty past the last token.
    pub fn lemma<'t>(&self, text: &'t str, token: usize) -> Cow<'t, str> {
        match self.tokens.get(token) {
            // "her hat" keeps "her"; "saw her" is "she".
            Some(t) if t.relation == Relation::NmodPoss && t.upos == Upos::Pron => lemma(t.span.of(text), Upos::X),
            Some(t) => lemma(t.span.of(text), t.upos),
            None => "".into(),
        }
    }
}

/// The dictionary form of a word of a part of speech.
pub fn lemma(word: &str, upos: Upos) -> Cow<'_, str> {
    if upos == Upos::Propn {
        return word.into();
    }
    let mut plain: Cow<str> = word.into();
    if word.chars().any(|c| c.is_uppercase() || c == '’') {
        plain = word.to_lowercase().replace('’', "'").into();
    }
    // The tables and rules know English letters only; what they change is never longer than a word can be.
    let found = match upos {
        _ if plain.len() > 40 || !plain.is_ascii() => None,
        Upos::Verb => verb(&plain),
        Upos::Aux => look_up(AUXILIARIES, &plain).or_else(|| verb(&plain)),
        Upos::Noun => noun(&plain),
        Upos::Adj | Upos::Adv => compared(&plain, upos),
        Upos::Pron | Upos::Det => look_up(PRONOUNS, &plain),
        Upos::Part => look_up(PARTICLES, &plain),
        _ => None,
    };
    found.map_or(plain, Cow::Owned)
}

/// The lemma among whose forms a word stands.
fn look_up(table: &[(&str, &str)], word: &str) -> Option<String> {
    table.iter().find(|(_, forms)| listed(forms, word)).map(|(lemma, _)| (*lemma).to_owned())
}

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// None: the word is its own dictionary form.
fn verb(word: &str) -> Option<String> {
    if let Some(lemma) = look_up(VERBS, word) {
        return Some(lemma);
    }
    // "overtook" as "took", "rewritten" as "written".
    for prefix in ["under", "over", "out", "fore", "with", "mis", "re", "un", "up"] {
        if let Some(found) =
            word.strip_prefix(prefix).filter(|rest| rest.len() > 2).and_then(|rest| look_up(VERBS, rest))
        {
            return Some(format!("{prefix}{found}"));
        }
    }
    if let Some(stem) = word.strip_suffix("ing") {
        return (has_vowel(stem) && stem.len() > 1).then(|| restore(stem));
    }
    if let Some(stem) = word.strip_suffix("ied") {
        return Some(format!("{stem}{}", if stem.len() < 2 { "ie" } else { "y" }));
    }
    if let Some(stem) = word.strip_suffix("ed") {
        if word.ends_with("eed") {
            return (!listed(EED, word)).then(|| format!("{stem}e"));
        }
        return (has_vowel(stem) && stem.len() > 1).then(|| restore(stem));
    }
    third_person(word)
}

fn third_person(word: &str) -> Option<String> {
    let stem = word.strip_suffix('s').filter(|s| s.len() > 1 && !s.ends_with(['s', 'u', 'i', '\'']))?;
    if let Some(short) = stem.strip_suffix("ie") {
        return Some(if short.len() < 2 { stem.to_owned() } else { format!("{short}y") });
    }
    let short = stem.strip_suffix('e').unwrap_or(stem);
    let hissing = ["ss", "sh", "ch", "x", "zz", "o"].iter().any(|end| short.ends_with(end)) && short != "ach";
    let hissing = hissing || listed(WITHOUT_E, short);
    Some(if short.len() < stem.len() && hissing { short } else { stem }.to_owned())
}

fn has_vowel(stem: &str) -> bool {
    stem.bytes().any(|c| is_vowel(c) || c == b'y')
}

/// The verb whose "-ed" or "-ing" was cut off: with the letter that it had doubled taken back, or the "e" that it had lost put back.
fn restore(stem: &str) -> String {
    let s = stem.as_bytes();
    let n = s.len();
    let last = s[n - 1];
    let before = if n > 1 { s[n - 2] } else { b' ' };
    let with_e = || format!("{stem}e");
    if listed(WITHOUT_E, stem) {
        return stem.to_owned();
    }
    if listed("panick mimick traffick picnick frolick", stem) {
        return stem[..n - 1].to_owned();
    }
    if listed(WITH_E, stem) {
        return with_e();
    }
    if last == before && !is_vowel(last) {
        // "stopped", but "added"; "controlled", but "called"; "pressed", "staffed", "buzzed".
        let short = &stem[..n - 1];
        let keeps = match last {
            b's' | b'z' | b'f' => true,
            b'l' => syllables(stem) == 1 || listed("install enroll enthrall recall appall unroll instill", stem),
            _ => n == 3,
        };
        return if keeps { stem.to_owned() } else { short.to_owned() };
    }
    // One syllable, one vowel, one consonant that is not doubled: the vowel was long, so an "e" is gone.
    if syllables(stem) == 1
        && n > 1
        && is_vowel(before)
        && !is_vowel(last)
        && !matches!(last, b'w' | b'x' | b'y')
        && (n < 3 || !is_vowel(s[n - 3]) || (s[n - 3] == b'u' && n > 3 && s[n - 4] == b'q'))
    {
        return with_e();
    }
    let ends = |list: &[&str]| list.iter().any(|end| stem.ends_with(end));
    let lost = match last {
        b'v' | b'c' | b'u' | b'z' => true,
        b's' => before != b's',
        b'g' => is_vowel(before) || matches!(before, b'd' | b'r' | b'l') || ends(&["ang", "eng", "ung"]),
        b'l' => !is_vowel(before) && !matches!(before, b'r' | b'w') || ends(&["ul"]) && !ends(&["aul", "oul"]),
        b'r' => ends(&["ir", "ur", "ar"]) && !ends(&["air", "our", "ear", "oar", "eir"]),
        b'n' => ends(&["in"]) && !ends(&["ain", "ein", "oin", "uin"]),
        b'm' => ends(&["um"]),
        b't' => ends(&["at", "ut"]) && !ends(&["eat", "oat", "out"]),
        b'd' => ends(&["id", "ud", "ad"]) && !ends(&["aid", "oid", "oud", "ead", "oad"]),
        b'k' => is_vowel(before) && !(n > 2 && is_vowel(s[n - 3])),
        b'p' => ends(&["ap", "yp"]) && !ends(&["eap", "oap"]),
        b'b' => ends(&["ib"]),
        _ => false,
    };
    if lost { with_e() } else { stem.to_owned() }
}

/// Runs of vowels.
fn syllables(stem: &str) -> usize {
    let s = stem.as_bytes();
    let vowel = |i: usize| is_vowel(s[i]) && !(s[i] == b'u' && i > 0 && s[i - 1] == b'q') || s[i] == b'y' && i > 0;
    (0..s.len()).filter(|&i| vowel(i) && !(i > 0 && vowel(i - 1))).count()
}

fn noun(word: &str) -> Option<String> {
    if listed(NOUNS_IN_S, word) {
        return None;
    }
    if let Some(lemma) = look_up(NOUNS, word) {
        return Some(lemma);
    }
    if let Some(stem) = word.strip_suffix("men").filter(|_| !listed(NOUNS_IN_MEN, word)) {
        return Some(format!("{stem}man"));
    }
    if let Some(stem) = word.strip_suffix("children") {
        return Some(format!("{stem}child"));
    }
    let stem = word.strip_suffix('s').filter(|s| s.len() > 1 && !s.ends_with(['s', 'u', 'i', '\'', '.']))?;
    if let Some(short) = stem.strip_suffix("ie") {
        let keeps = short.len() < 2 || listed(NOUNS_IN_IE, stem);
        return Some(if keeps { stem.to_owned() } else { format!("{short}y") });
    }
    let ends = |list: &[&str]| list.iter().any(|end| stem.ends_with(end));
    let short = stem.strip_suffix('e').unwrap_or(stem);
    let strip_e = ends(&["sse", "she", "xe", "zze"])
        || ends(&["che"]) && !listed(NOUNS_IN_CHE, stem)
        || ends(&["oe"]) && !ends(&["shoe", "tiptoe", "canoe", "woe", "foe", "oboe"])
        || ends(&["use"])
            && !ends(&["ouse", "ause"])
            && !listed("use abuse excuse fuse misuse muse recluse refuse reuse ruse", stem);
    Some(if strip_e { short } else { stem }.to_owned())
}

/// "larger", "largest" and the like, where the word is surely compared.
fn compared(word: &str, upos: Upos) -> Option<String> {
    if upos == Upos::Adv && matches!(word, "better" | "best") {
        return Some("well".into());
    }
    if let Some(lemma) = look_up(COMPARED, word) {
        return Some(lemma);
    }
    let stem = word.strip_suffix("est").or_else(|| word.strip_suffix("er")).filter(|s| s.len() > 2)?;
    let base = match stem.strip_suffix('i') {
        Some(short) => format!("{short}y"),
        None => stem.to_owned(),
    };
    let undoubled = base.strip_suffix(&base[base.len() - 1..]).filter(|s| s.ends_with(&base[base.len() - 1..]));
    let known = |w: &str| listed(ADJECTIVES, w);
    [Some(base.clone()), undoubled.map(str::to_owned), Some(format!("{base}e"))]
        .into_iter()
        .flatten()
        .find(|w| known(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(upos: Upos, table: &str) {
        for pair in table.split(',') {
            let (word, want) = pair.trim().split_once(' ').unwrap();
            assert_eq!(lemma(word, upos), want, "{word} as {upos}");
        }
    }

    #[test]
    fn verbs() {
        check(
            Upos::Verb,
            "said say, Said say, told tell, was be, went go, overtook overtake, rewritten rewrite, withdrew withdraw, stopped stop, \
             added add, controlled control, called call, pressed press, hoped hope, hoping hope, created create, treated treat, \
             announced announce, making make, agreed agree, needed need, need need, seeing see, dying die, tied tie, denied deny, \
             studying study, goes go, watches watch, accuses accuse, tries try, dies die, reaches reach, aches ache, visited visit, \
             ensured ensure, appeared appear, offered offer, changed change, banged bang, managed manage, bringing bring, \
             settled settle, exploring explore, decided decide, raided raid, contributing contribute, shouting shout, \
             required require, equipping equip, kidnapped kidnap, focused focus, increased increase, argued argue, tasted taste, \
             escaped escape, developed develop, feed feed, freed free, remained remain, defined define, quitting quit, discuss discuss",
        );
        check(Upos::Aux, "'s be, ’s be, wo will, ca can, 'd would, has have, did do, is be, were be, might might");
    }

    #[test]
    fn nouns() {
        check(
            Upos::Noun,
            "ministries ministry, men man, women woman, policemen policeman, specimen specimen, grandchildren grandchild, \
             boxes box, buses bus, houses house, causes cause, viruses virus, uses use, crises crisis, analyses analysis, \
             wives wife, leaves leaf, caves cave, series series, news news, politics politics, critics critic, heroes hero, \
             shoes shoe, movies movie, ties tie, beaches beach, headaches headache, churches church, prizes prize, gas gas, potatoes potato, toes toe, \
             police police, people people, U.S. u.s., Officials official, feet foot, status status, taxes tax, phases phase",
        );
    }

    #[test]
    fn other_words() {
        check(
            Upos::Adj,
            "larger large, biggest big, happier happy, better good, worst bad, other other, former former, open open",
        );
        check(Upos::Adv, "better well, earlier early, later late, never never, more more");
        check(Upos::Pron, "him he, them they, me I, themselves themselves, who who");
        check(Upos::Part, "n't not, to to, ’s 's");
        check(Upos::Propn, "Reuters Reuters");
        check(Upos::X, "Étranges étranges");
        check(Upos::Punct, "… …");
    }
}
