//! Finds names: capitalised words that stand for one person, body or place, and says of what kind each seems to be.
//!
//! Evidence is gathered over the whole page, and one form has one kind on one page: "Doe" is a person in the fifth paragraph
//! because "Mayor Ann Doe" was one in the first.

use crate::heard;
use crate::lexicon::Class;
use crate::words::{Shape, Words};
use dateline_record::{EntityKind, Span};
use std::collections::HashMap;
use std::collections::HashSet;
use std::ops::Range;

/// A name where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words, titles left out.
    pub words: Range<usize>,
    /// The same as bytes of the text.
    pub span: Span,
    /// What it seems to be; `Other` where nothing tells.
    pub kind: EntityKind,
    /// The title before it: "President", "Pentagon spokesman".
    pub title: Option<Range<usize>>,
}

/// All names, in order, without overlap.
pub fn find(words: &Words) -> Vec<Name> {
    let told = by_rules(words);
    if words.analysis.is_read { heard::join(words, told) } else { told }
}

fn by_rules(words: &Words) -> Vec<Name> {
    let mut names = titles_of_works(words);
    let works: Vec<Range<usize>> = names.iter().map(|n| n.words.clone()).collect();
    let mut shouted = Vec::new();
    for s in 0..words.analysis.sentences.len() {
        let sentence = words.sentence(s);
        if is_title_case(words, sentence.clone()) {
            shouted.push(sentence)
        } else {
            in_sentence(words, sentence, &works, &mut names)
        }
    }
    in_headlines(words, &shouted, &mut names);
    names.sort_by_key(|n| n.words.start);
    agree(words, &mut names);
    drop_openers(words, &mut names);
    // "14.31 BST", "EST Updated"
    names.retain(|n| n.words.len() > 2 || !is_zone(words.text_of(n.words.start)));
    names
}

/// Drops lone words that only ever open a sentence and that nothing else makes a name: their capital says nothing.
fn drop_openers(words: &Words, names: &mut Vec<Name>) {
    let opens = |n: &Name| {
        let first = words.sentence_around(n.words.start).start;
        (first..n.words.start).all(|k| words.shape(k) == Shape::Mark)
    };
    let lone = |n: &Name| n.words.len() == 1 && n.kind == EntityKind::Other && n.title.is_none();
    let firm: HashSet<&str> = names
        .iter()
        .filter(|n| !(lone(n) && opens(n)))
        .flat_map(|n| n.words.clone())
        .map(|k| words.text_of(k))
        .collect();
    names.retain(|n| !lone(n) || !opens(n) || firm.contains(words.text_of(n.words.start)));
}

/// Whether a sentence capitalises nearly all its words, as headlines do, so that capitals tell nothing.
fn is_title_case(words: &Words, sentence: Range<usize>) -> bool {
    let (mut capital, mut lower) = (0, 0);
    for i in sentence {
        match words.shape(i) {
            Shape::Capital | Shape::Upper => capital += 1,
            Shape::Lower
                if !words.is(i, Class::PREPOSITION | Class::CONJUNCTION | Class::DETERMINER | Class::PARTICLE) =>
            {
                // Titles capitalise their verbs.
                lower += if words.is(i, Class::VERB) { 3 } else { 1 }
            }
            _ => {}
        }
    }
    capital >= 4 && lower * 4 <= capital
}

/// Quoted titles of books, programmes and songs: “The Long Road”.
fn titles_of_works(words: &Words) -> Vec<Name> {
    let mut works = Vec::new();
    for quote in words.analysis.quotes.iter().filter(|q| q.closed && q.depth == 0) {
        let inner = words.within(quote.inner);
        let mut range = inner.clone();
        while range.start < range.end && words.shape(range.end - 1) == Shape::Mark {
            range.end -= 1;
        }
        let capital = |k: usize| {
            words.is_capital(k)
                || words.shape(k) != Shape::Lower
                || words.text_of(k).len() <= 3
                || words.is(k, Class::PREPOSITION | Class::DETERMINER | Class::CONJUNCTION)
        };
        let title = (2..=8).contains(&range.len())
            && words.is_capital(range.start)
            && words.is_capital(range.end - 1)
            && range.clone().all(capital)
            && range.clone().any(|k| words.shape(k) == Shape::Capital);
        let sentence = words.sentence_around(range.start);
        if title && sentence.end > range.end + 1 && !matches!(words.text_of(inner.end - 1), "." | "!" | "?") {
            works.push(Name { span: words.span(range.clone()), words: range, kind: EntityKind::Work, title: None });
        }
    }
    works
}

fn in_sentence(words: &Words, sentence: Range<usize>, works: &[Range<usize>], names: &mut Vec<Name>) {
    let mut i = sentence.start;
    while i < sentence.end {
        let next = works.partition_point(|w| w.end <= i);
        if works.get(next).is_some_and(|w| w.contains(&i)) {
            i = works[next].end;
            continue;
        }
        let end = if words.is_capital(i) { run_end(words, i, sentence.end) } else { i };
        if end == i {
            i += 1;
            continue;
        }
        cut_run(words, i..end, sentence.start, names);
        i = end;
    }
}

/// Where the capitalised run that starts at `i` ends: hyphens, initials and the small words of names are within.
fn run_end(words: &Words, i: usize, limit: usize) -> usize {
    let mut j = i + 1;
    while j < limit {
        match taken(words, i, j, limit) {
            0 => break,
            n => j += n,
        }
    }
    j
}

/// How many words from `j` on go on with the run that started at `i`.
fn taken(words: &Words, i: usize, j: usize, limit: usize) -> usize {
    let text = words.text_of(j);
    let capital = |k: usize| k < limit && words.is_capital(k);
    let joined = words.span(j - 1..j).end == words.span(j..j + 1).start;
    if capital(j) && !words.is(j, Class::TIME) {
        return 1;
    }
    if text == "-" && joined {
        // "Han Dong-hoon": a second syllable in lower case.
        let syllable = j + 1 < limit && j > i + 1 && is_syllable(words, i, j + 1);
        let figure = j + 1 < limit && words.shape(j + 1) == Shape::Number;
        return if syllable || figure || capital(j + 1) { 2 } else { 0 };
    }
    if words.is(j, Class::PARTICLE) && words.text_of(j + 1) == "-" && capital(j + 2) {
        // "Hanan al-Roe"
        return 3;
    }
    if words.shape(j) == Shape::Number && text.len() <= 3 && words.shape(j - 1) == Shape::Upper {
        return 1;
    }
    let body = (i..j).any(|k| words.is(k, Class::BODY) && !words.is(k, Class::TITLE));
    let small = match text {
        "&" => true,
        // "Bank of England"; of a person's office only the office ends here: "President of France".
        "of" => body || words.is(j - 1, Class::SITE) || is_office(words, j - 1),
        "for" => words.is(j - 1, Class::BODY),
        "and" => of_body(words, i, j),
        // "van der Roe"
        _ => words.is(j, Class::PARTICLE) && words.shape(j) == Shape::Lower,
    };
    if small && capital(j + 1) { 2 } else { 0 }
}

/// Whether word `k` is the second half of a Korean or Chinese given name, behind a family name in a run that starts at `i`.
fn is_syllable(words: &Words, i: usize, k: usize) -> bool {
    k >= i + 3
        && words.is(k - 3, Class::FAMILY_FIRST)
        && words.shape(k) == Shape::Lower
        && words.text_of(k).len() <= 6
        && words.span(k - 1..k).end == words.span(k..k + 1).start
        && !words.is(k, Class::PREPOSITION | Class::ADVERB)
        && !matches!(words.text_of(k), "based" | "led" | "style" | "born" | "made" | "era" | "wide" | "run")
}

/// Words before "of" that belong to an organization's name though they are no heads: "Bank", "House".
fn is_office(words: &Words, i: usize) -> bool {
    matches!(words.text_of(i), "Bank" | "House" | "Gulf" | "Strait" | "Sea" | "Isle" | "City")
}

/// Whether `words[i..j]` reads "Ministry of Health", so that "and" may go on with the name.
fn of_body(words: &Words, i: usize, j: usize) -> bool {
    (i..j).any(|k| words.is(k, Class::BODY) && words.says(k + 1, "of")) && j > i + 2
}

/// Cuts a capitalised run into titles, demonyms and names.
fn cut_run(words: &Words, run: Range<usize>, first: usize, names: &mut Vec<Name>) {
    let mut start = run.start;
    // What only opens the sentence is no name.
    while start < run.end && is_opening(words, start, first, run.end) {
        start += 1;
    }
    if start >= run.end {
        return;
    }
    // A title splits the run: before it a body or demonym, behind it a person.
    let Some(t) = (start..run.end).find(|&k| is_title(words, k, run.end)) else {
        return push(words, start..run.end, None, names);
    };
    if t > start {
        push(words, start..t, None, names);
    }
    let mut u = t + 1;
    while u < run.end && is_title(words, u, run.end) {
        u += 1;
    }
    if u < run.end {
        push(words, u..run.end, Some(t..u), names);
    }
}

/// Whether word `k` is a title that the rest of the run is a name for.
fn is_title(words: &Words, k: usize, end: usize) -> bool {
    // "Associated Press" ends in a body, whatever "press secretary" begins with.
    let body = words.is(k, Class::BODY) && k + 1 == end;
    words.is(k, Class::TITLE)
        && !body
        && !(words.is(k, Class::GIVEN_NAME) && k + 1 < end && !words.is(k + 1, Class::TITLE))
}

fn is_opening(words: &Words, i: usize, first: usize, end: usize) -> bool {
    if words.text_of(i) == "I" || words.is(i, Class::TIME) {
        return true;
    }
    let opens = i == first || i.checked_sub(1).is_some_and(|p| words.is_quote_mark(p) || words.is_break(p));
    let function = Class::DETERMINER
        | Class::PREPOSITION
        | Class::SUBORDINATOR
        | Class::CONJUNCTION
        | Class::PRONOUN
        | Class::POSSESSIVE
        | Class::AUXILIARY
        | Class::ADVERB
        | Class::COMMON;
    if words.is(i, function) && words.shape(i) == Shape::Capital && !words.is(i, Class::PEOPLE | Class::KNOWN_BODY) {
        // "Will Roe" and "New York" are names; "The" and "In" are not.
        let goes_on = i + 1 < end
            && (words.is(i, Class::GIVEN_NAME)
                || !opens
                || matches!(words.text_of(i), "New" | "Great" | "Least" | "South" | "High"));
        return !goes_on || words.is(i, Class::DETERMINER | Class::PREPOSITION | Class::PRONOUN | Class::SUBORDINATOR);
    }
    if !opens || words.shape(i) == Shape::Upper {
        return false;
    }
    // "Dressed in black, Roe …"
    let text = words.text_of(i);
    if i + 1 == end
        && words.shape(i + 1) == Shape::Lower
        && (text.ends_with("ed") || text.ends_with("ing") || text.ends_with("ly"))
        && !words.is(i, Class::GIVEN_NAME)
    {
        return true;
    }
    let known = words.is(i, Class::GIVEN_NAME | Class::TITLE | Class::BODY | Class::PEOPLE | Class::KNOWN_BODY);
    let common = i + 1 == end
        && !words.seen_capital(text)
        && words.usage(i).common >= 2
        && !words.is(i, Class::SITE | Class::PARTICLE);
    !known
        && (common
            || words.seen_lower(words.text_of(i))
            || words.is(i, Class::VERB)
            || words.cue(i).is_some()
            || words.is(i, Class::ROLE))
        || (words.cue(i).is_some_and(|c| c.form == crate::cues::Form::Ing))
        || (i + 1 == end && !known && words.is(i, Class::DOCUMENT))
}

fn push(words: &Words, range: Range<usize>, title: Option<Range<usize>>, names: &mut Vec<Name>) {
    let mut range = range;
    // A trailing particle or mark is not the name's.
    while range.start < range.end
        && !words.is_capital(range.end - 1)
        && words.shape(range.end - 1) != Shape::Number
        && !is_syllable(words, range.start, range.end - 1)
    {
        range.end -= 1;
    }
    // "Russian President" is cut before this; "Russian Kim" was never written: a demonym alone is a group.
    if range.start + 1 < range.end
        && words.is(range.start, Class::PEOPLE)
        && title.is_none()
        && !names_body(words, &range)
    {
        push(words, range.start..range.start + 1, None, names);
        range.start += 1;
        while range.start < range.end && !words.is_capital(range.start) {
            range.start += 1;
        }
    }
    if range.start >= range.end || range.end - range.start == 1 && words.text_of(range.start).chars().count() == 1 {
        return;
    }
    // "Inc." whose name is lost.
    if range.len() == 1 && words.is(range.start, Class::BODY) && words.text_of(range.start).ends_with('.') {
        return;
    }
    let compass = |k: usize| {
        matches!(
            words.text_of(k),
            "North" | "South" | "East" | "West" | "Northern" | "Southern" | "Eastern" | "Western"
        )
    };
    let the = range.start > 0 && words.says(range.start - 1, "the");
    if range.len() == 1 && compass(range.start) && !the {
        return;
    }
    // "U. S." with a space is no person's name, and "then-U. S. President Roe" is cut before the title.
    let kind = kind_here(words, &range, title.is_some());
    // A lower-case office before the name is its title too: "spokesman Pat Roe".
    let title = title.or_else(|| {
        let before = range.start.checked_sub(1)?;
        let fits = words.shape(before) == Shape::Lower
            && words.is(before, Class::ROLE)
            && words.sentence_of(before) == words.sentence_of(range.start);
        fits.then(|| title_start(words, before)..range.start)
    });
    names.push(Name { span: words.span(range.clone()), words: range, kind, title });
}

/// The title that stands before a name: "President", "spokesman".
pub fn title_before(words: &Words, name: &Range<usize>) -> Option<Range<usize>> {
    let first = words.sentence_around(name.start).start;
    let mut start = name.start;
    while start > first && is_title(words, start - 1, name.end) && words.is_capital(start - 1) {
        start -= 1;
    }
    if start == name.start {
        let before = start.checked_sub(1).filter(|&b| b >= first)?;
        return (words.shape(before) == Shape::Lower && words.is(before, Class::ROLE))
            .then(|| title_start(words, before)..name.start);
    }
    Some(start..name.start)
}

/// Where the office that ends at word `last` begins: "munitions industry department director".
fn title_start(words: &Words, last: usize) -> usize {
    let first = words.sentence_around(last).start;
    let mut start = last;
    while start > first && last - start < 5 {
        let k = start - 1;
        let plain = words.shape(k) == Shape::Lower
            && !words.is(
                k,
                Class::DETERMINER
                    | Class::PREPOSITION
                    | Class::SUBORDINATOR
                    | Class::CONJUNCTION
                    | Class::PRONOUN
                    | Class::POSSESSIVE
                    | Class::AUXILIARY
                    | Class::ADVERB
                    | Class::VERB,
            )
            && (words.cue(k).is_none_or(|c| c.noun) || words.is(k, Class::ROLE | Class::TITLE))
            && !words.text_of(k).ends_with("ed")
            && !words.text_of(k).ends_with("ing");
        let hyphen = words.text_of(k) == "-";
        if !plain && !hyphen {
            break;
        }
        start = k;
    }
    start
}

fn names_body(words: &Words, range: &Range<usize>) -> bool {
    range.clone().any(|k| words.is(k, Class::BODY | Class::SITE | Class::OCCASION)) && range.len() > 1
}

/// What the name's own words and its neighbours say of it.
/// Abbreviated names of time zones, as they stand behind clock times.
fn is_zone(word: &str) -> bool {
    matches!(
        word,
        "BST"
            | "GMT"
            | "UTC"
            | "CET"
            | "CEST"
            | "EST"
            | "EDT"
            | "CST"
            | "CDT"
            | "MST"
            | "MDT"
            | "PST"
            | "PDT"
            | "IST"
            | "JST"
            | "AEST"
            | "AEDT"
    )
}

fn kind_here(words: &Words, range: &Range<usize>, titled: bool) -> EntityKind {
    use EntityKind::*;
    let last = range.end - 1;
    let single = range.len() == 1;
    if titled && !words.is(last, Class::BODY) {
        return Person;
    }
    // "the village of Doe"
    if words.says(range.start.wrapping_sub(1), "of")
        && words.is(range.start.wrapping_sub(2), Class::SITE)
        && range.len() <= 3
    {
        return Place;
    }
    if range.clone().all(|k| words.is(k, Class::PEOPLE) || words.text_of(k) == "-") {
        return Group;
    }
    if !single && words.is(last, Class::OCCASION) {
        return Event;
    }
    // "the Government", "the Ministry"
    if single && words.is(last, Class::BODY) && words.shape(last) == Shape::Capital && !words.is(last, Class::CARRIER) {
        return Organization;
    }
    let common = words.usage(last).common >= 2;
    if single
        && words.is(last, Class::GIVEN_NAME)
        && !common
        && !words.is(last, Class::TIME | Class::COMMON)
        && !words.is_place(range.clone())
    {
        return Person;
    }
    let body = range.clone().any(|k| words.is(k, Class::BODY) && words.shape(k) != Shape::Lower);
    if body && (!single || words.is(last, Class::KNOWN_BODY)) && !words.is(range.start, Class::GIVEN_NAME) {
        return Organization;
    }
    if single
        && words.is(last, Class::KNOWN_BODY)
        && (words.shape(last) == Shape::Upper || words.text_of(last).len() > 3)
    {
        return Organization;
    }
    if let Some(kind) = kind_behind(words, range) {
        return kind;
    }
    if range.clone().all(|k| words.is(k, Class::CARRIER) && words.is_capital(k))
        && !words.is(last, Class::COMMON | Class::TIME)
        && !matches!(words.text_of(last), "Time" | "Fox" | "Independent" | "Sky" | "Media" | "Press")
    {
        return Organization;
    }
    if !single && words.is(last, Class::SITE) && !words.is(range.start, Class::GIVEN_NAME) {
        return if matches!(
            words.text_of(last),
            "Airport"
                | "Station"
                | "Cosmodrome"
                | "Spaceport"
                | "Stadium"
                | "Arena"
                | "Prison"
                | "Hotel"
                | "Base"
                | "Museum"
                | "Tower"
                | "Bridge"
        ) {
            Facility
        } else {
            Place
        };
    }
    if matches!(
        words.text_of(last),
        "Award"
            | "Awards"
            | "Prize"
            | "Medal"
            | "Act"
            | "Bill"
            | "Plan"
            | "Program"
            | "Programme"
            | "Resolution"
            | "Resolutions"
            | "Agreement"
            | "Protocol"
            | "Convention"
    ) {
        return Other;
    }
    if words.is(range.start, Class::GIVEN_NAME) && !single && range.len() <= 4 && !words.is_place(range.clone()) {
        return Person;
    }
    if words.is(range.start, Class::FAMILY_FIRST)
        && ((2..=3).contains(&range.len()) && range.clone().all(|k| words.shape(k) == Shape::Capital)
            || range.len() == 4 && words.text_of(range.start + 2) == "-")
        && !words.is_place(range.clone())
    {
        return Person;
    }
    // "Min Joo Kim", as Koreans abroad write their names
    if range.len() == 3
        && words.is(last, Class::FAMILY_FIRST)
        && range.clone().all(|k| words.shape(k) == Shape::Capital && words.text_of(k).len() <= 5)
    {
        return Person;
    }
    // "Ann Roe, 45,"
    if !single
        && words.is_comma(range.end)
        && words.shape(range.end + 1) == Shape::Number
        && words.text_of(range.end + 1).len() == 2
    {
        return Person;
    }
    let before = range.start.checked_sub(1);
    let office = before.is_some_and(|b| words.shape(b) == Shape::Lower && words.is(b, Class::ROLE));
    if office && !words.is(last, Class::BODY) {
        return Person;
    }
    if words.shape(last) == Shape::Upper && words.text_of(last).len() > 1 && single {
        return Other;
    }
    let initial = range.clone().skip(1).any(|k| words.text_of(k).len() == 2 && words.text_of(k).ends_with('.'));
    if initial && !single && words.text_of(last).len() > 2 {
        return Person;
    }
    Other
}

/// What the words behind a name say it is: "NK Roe, a website …", "the Doe and Roe rockets".
pub fn kind_behind(words: &Words, range: &Range<usize>) -> Option<EntityKind> {
    let end = range.end;
    if words.is_comma(end)
        && words.is(end + 1, Class::DETERMINER)
        && matches!(words.text_of(end + 1), "a" | "an" | "the")
    {
        for k in end + 2..end + 9 {
            if words.is_comma(k)
                || words.is_break(k)
                || words.is(k, Class::PREPOSITION | Class::SUBORDINATOR)
                || words.text_of(k).is_empty()
            {
                // The head of the aside stands before: "a website | based in".
                let head = if words.text_of(k - 1).ends_with("ed") { k - 2 } else { k - 1 };
                if words.shape(head) != Shape::Lower {
                    return None;
                }
                return if words.is(head, Class::ROLE) {
                    Some(EntityKind::Person)
                } else if words.is(head, Class::BODY | Class::CARRIER)
                    || matches!(
                        words.text_of(head),
                        "firm"
                            | "nonprofit"
                            | "charity"
                            | "startup"
                            | "maker"
                            | "retailer"
                            | "manufacturer"
                            | "tank"
                            | "supplier"
                            | "platform"
                    )
                {
                    Some(EntityKind::Organization)
                } else if words.is(head, Class::SITE)
                    || matches!(words.text_of(head), "suburb" | "hamlet" | "township" | "neighborhood" | "capital")
                {
                    Some(EntityKind::Place)
                } else {
                    None
                };
            }
        }
        return None;
    }
    // The noun that a run of names ends in; "and" and other names may stand between.
    let mut k = end;
    while k < end + 6
        && (words.is_capital(k)
            || words.text_of(k) == "-"
            || words.says(k, "and")
            || words.shape(k) == Shape::Number
            || matches!(
                words.text_of(k),
                "space" | "ballistic" | "cruise" | "fighter" | "nuclear" | "spy" | "battle" | "carrier"
            ))
    {
        k += 1;
    }
    match words.text_of(k) {
        "rocket" | "rockets" | "spacecraft" | "satellite" | "satellites" | "jet" | "jets" | "ship" | "submarine"
        | "aircraft" | "helicopter" | "helicopters" | "ferry" | "tanker" | "frigate" | "destroyer" | "warship"
        | "vessel" | "yacht" | "spaceship" | "shuttle" => Some(EntityKind::Vehicle),
        "missile" | "missiles" | "rifle" | "rifles" | "torpedo" | "torpedoes" | "warhead" | "howitzer"
        | "howitzers" | "bomb" | "bombs" => Some(EntityKind::Weapon),
        _ => None,
    }
}

/// In title case, only names that the page also writes elsewhere are known.
fn in_headlines(words: &Words, headlines: &[Range<usize>], names: &mut Vec<Name>) {
    let mut forms: HashMap<&str, Vec<(Vec<&str>, EntityKind)>> = HashMap::new();
    let mut seen: std::collections::HashSet<Vec<&str>> = std::collections::HashSet::new();
    for n in names.iter() {
        let form: Vec<&str> = n.words.clone().map(|k| words.text_of(k)).collect();
        // The last word of a person's name stands for it as well.
        let mut forms_here = vec![form.clone()];
        if n.kind == EntityKind::Person && form.len() > 1 {
            let short = if words.is(n.words.start, Class::FAMILY_FIRST) { form[0] } else { form[form.len() - 1] };
            forms_here.push(vec![short]);
        }
        for f in forms_here {
            if seen.insert(f.clone()) {
                forms.entry(f[0]).or_default().push((f, n.kind));
            }
        }
    }
    for list in forms.values_mut().collect::<Vec<_>>() {
        list.sort_by_key(|(f, _)| std::cmp::Reverse(f.len()));
    }
    for sentence in headlines {
        let mut i = sentence.start;
        while i < sentence.end {
            let hit = forms.get(words.text_of(i)).and_then(|list| {
                list.iter().find(|(f, _)| {
                    f.iter().enumerate().all(|(k, w)| i + k < sentence.end && words.text_of(i + k) == *w)
                })
            });
            if let Some((form, kind)) = hit {
                let range = i..i + form.len();
                names.push(Name { span: words.span(range.clone()), words: range, kind: *kind, title: None });
                i += form.len();
            } else if words.is(i, Class::GIVEN_NAME)
                && words.is_capital(i + 1)
                && i + 1 < sentence.end
                && words.cue(i + 1).is_none()
            {
                let range = i..i + 2;
                names.push(Name {
                    span: words.span(range.clone()),
                    words: range,
                    kind: EntityKind::Person,
                    title: None,
                });
                i += 2;
            } else {
                i += 1;
            }
        }
    }
}

/// Gives one kind to every name of one form, and to a lone family name the kind of the full name.
fn agree(words: &Words, names: &mut [Name]) {
    let mut votes: HashMap<&str, [u32; 2]> = HashMap::new();
    let mut kinds: HashMap<&str, EntityKind> = HashMap::new();
    for n in names.iter().filter(|n| n.kind != EntityKind::Other) {
        let form = n.span.of(words.text);
        if n.kind == EntityKind::Person {
            votes.entry(form).or_default()[0] += 1;
            if n.words.len() > 1 {
                let last = n.words.end - 1;
                if !matches!(words.text_of(last), "North" | "South" | "East" | "West")
                    && !words.is_place(last..last + 1)
                    || words.usage(last).surname > 1 && !words.is_country(last)
                {
                    kinds.entry(words.text_of(last)).or_insert(n.kind);
                }
                if words.is(n.words.start, Class::FAMILY_FIRST) {
                    kinds.entry(words.text_of(n.words.start)).or_insert(n.kind);
                }
            }
        } else {
            votes.entry(form).or_default()[1] += 1;
            kinds.entry(form).or_insert(n.kind);
        }
    }
    for n in names.iter_mut() {
        let form = n.span.of(words.text);
        if let Some([person, other]) = votes.get(form)
            && person > other
        {
            n.kind = EntityKind::Person;
            continue;
        }
        if (n.kind == EntityKind::Other || n.kind == EntityKind::Person)
            && let Some(kind) = kinds.get(form)
        {
            n.kind = *kind;
        }
        if n.kind == EntityKind::Other {
            n.kind = guess(words, n);
        }
    }
}

/// What the neighbours of a name tell, where its own words are silent.
fn guess(words: &Words, name: &Name) -> EntityKind {
    let range = &name.words;
    let before = range.start.checked_sub(1).filter(|&b| words.sentence_of(b) == words.sentence_of(range.start));
    let the = before.is_some_and(|b| words.says(b, "the"));
    let speaks = words
        .cue(range.end)
        .is_some_and(|c| c.plain && matches!(c.form, crate::cues::Form::Past | crate::cues::Form::Third));
    let capitals = range
        .clone()
        .all(|k| words.shape(k) == Shape::Capital || words.text_of(k) == "-" || words.is(k, Class::PARTICLE));
    let place = words.is_place(range.clone());
    if (2..=4).contains(&range.len()) && capitals && !the && !place {
        // A census knows the given or the family name, or nothing in it is a common word.
        let named = words.usage(range.start).first_name > 0 || words.usage(range.end - 1).surname > 1;
        let strange = range.clone().all(|k| {
            words.usage(k).common == 0 && !words.is(k, Class::PEOPLE | Class::BODY | Class::SITE | Class::COMMON)
        });
        let agent = speaks || words.is_comma(range.end) || words.is(range.end, Class::AUXILIARY | Class::VERB);
        if strange || named && agent {
            return EntityKind::Person;
        }
    }
    if range.len() == 1 && speaks && !the && !place && words.shape(range.start) == Shape::Capital {
        return EntityKind::Person;
    }
    let acronym = words.shape(range.start) == Shape::Upper && range.len() == 1 && words.text_of(range.start).len() > 2;
    let office = matches!(
        words.text_of(range.start),
        "CEO"
            | "CFO"
            | "COO"
            | "CTO"
            | "MLA"
            | "MPs"
            | "III"
            | "VIII"
            | "COVID"
            | "GDP"
            | "HIV"
            | "AIDS"
            | "DNA"
            | "DVD"
            | "USD"
            | "EUR"
            | "FAQ"
            | "PDF"
    );
    if speaks && !place || acronym && !office {
        return EntityKind::Organization;
    }
    EntityKind::Other
}
