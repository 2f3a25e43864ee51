//! Words whose full stop does not end a sentence.

/// Titles and the like: a name follows, so the sentence never ends here.
const BEFORE_NAMES: &[&str] = &[
    "adm", "amb", "atty", "brig", "capt", "cdr", "cmdr", "col", "cpl", "cpt", "det", "dr", "fr", "ft", "gen", "gov",
    "hon", "insp", "lt", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt", "pfc", "pres", "prof",
    "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "spc", "st", "ste", "supt", "vs", "dept", "asst", "assoc",
    "comdr", "govs", "profs", "drs", "gens", "cf", "viz", "approx", "est",
];

/// May end a sentence; then a word follows that opens one.
const OTHERS: &[&str] = &[
    "inc", "corp", "co", "ltd", "llc", "bros", "cos", "plc", "jr", "sr", "esq", "etc", "al", "ave", "blvd", "rd",
    "hwy", "ph.d", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "tues", "wed", "thurs", "univ", "int'l", "nat'l",
    "gov't", "dist", "ed", "eds", "est", "misc", "min", "max", "ext", "tel", "bldg", "natl", "intl", "govt",
];

/// American states after a comma: "Springfield, Ill."
const STATES: &[&str] = &[
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass",
    "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "vt", "va", "wash", "wis",
    "wyo", "ont", "que", "alta", "cal", "dak", "penn",
];

/// Ordinary words too, so a number must follow: "No. 3", "Mar. 14".
const BEFORE_NUMBERS: &[&str] = &[
    "no", "nos", "mar", "apr", "jun", "jul", "sep", "p", "pp", "fig", "figs", "art", "sec", "ch", "chap", "vol",
    "para", "sat", "sun", "mon", "tue", "fri", "thu", "eq", "ca", "c", "ver", "op", "ref", "refs", "v", "rs", "para",
];

/// How a full stop behind a word is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The end of a sentence, unless a lower-case word follows.
    Full,
    /// Part of the word; the sentence goes on.
    Title,
    /// Part of the word; the sentence may end as well.
    Short,
}

fn contains(list: &[&str], word: &str) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Reads the full stop behind `word`, given the last character before the word (over one space) and the first after the
/// stop (over white space).
pub fn stop(word: &str, before: Option<char>, after: Option<char>) -> Stop {
    let mut letters = word.chars();
    let first = letters.next().unwrap_or(' ');
    let upper = after.is_some_and(char::is_uppercase);
    let digit = after.is_some_and(|c| c.is_ascii_digit());
    if letters.next().is_none() && first.is_alphabetic() {
        // An initial stands among capitals: "J. Doe", "George W. Bush"; "Plan B. Then" is lost to it.
        return if first.is_uppercase() && upper && first != 'I' {
            Stop::Title
        } else if (digit && contains(BEFORE_NUMBERS, word)) || (first.is_uppercase() && before == Some('.')) {
            Stop::Short
        } else {
            Stop::Full
        };
    }
    if word.len() > 8 {
        return Stop::Full;
    }
    if word.contains('.')
        && word.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic))
    {
        return Stop::Short;
    }
    if contains(BEFORE_NAMES, word) {
        let capital = first.is_uppercase();
        return if capital && after.is_some() || upper && matches!(word, "vs" | "dept" | "cf") {
            Stop::Title
        } else if after.is_some() && !upper {
            Stop::Short
        } else {
            Stop::Full
        };
    }
    let short = contains(OTHERS, word)
        || (digit && contains(BEFORE_NUMBERS, word))
        || (first.is_uppercase() && before == Some(',') && contains(STATES, word));
    if short { Stop::Short } else { Stop::Full }
}
