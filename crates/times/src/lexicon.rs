//! What single words can mean to the grammar, and the table that finds them.

use std::collections::HashMap;
use std::sync::OnceLock;

/// What a token can be to a pattern. A pattern names a class in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// A month's name; 1 to 12.
    Month,
    /// A weekday's name; 1 (Monday) to 7.
    Weekday,
    /// A weekday's plural: "Mondays".
    Weekdays,
    /// A unit in the singular; see [`Unit`].
    Unit,
    /// A unit in the plural.
    Units,
    /// A part of the day; index into [`PARTS`].
    Part,
    /// A season; index into [`SEASONS`].
    Season,
    /// A counting number, in hundredths, or [`VAGUE`].
    Num,
    /// 1 to 31, in digits or as an ordinal.
    Day,
    /// An ordinal: "third", "3rd".
    Ord,
    /// Four digits that can be a year, or "nineteen ninety-six".
    Year,
    /// Two digits, as in "'98" or "2013-15".
    Yy,
    /// "1980s", "nineties": the decade's first year.
    Decade,
    /// "10:31": minutes after midnight.
    Clock,
    /// "0735", before a zone only: minutes after midnight.
    Military,
    /// "a.m." 0, "p.m." 12.
    Meridiem,
    /// A time zone; minutes east of Greenwich.
    Zone,
    /// "2023-09-13": days; see [`crate::tokens::pack`].
    Iso,
    /// "9/11/2001" or "13.09.2023".
    Slash,
    /// An adjective or adverb of recurrence: "daily"; a [`Unit`].
    Recurring,
    /// A holiday's one word; index into [`crate::calendar::HOLIDAYS`].
    Holiday,
    /// "last", "this", "next", …: a [`Which`].
    Which,
    /// Any dash.
    Hyphen,
}

pub(crate) const CLASSES: [(&str, Class); 23] = [
    ("MONTH", Class::Month),
    ("WEEKDAY", Class::Weekday),
    ("WEEKDAYS", Class::Weekdays),
    ("UNIT", Class::Unit),
    ("UNITS", Class::Units),
    ("PART", Class::Part),
    ("SEASON", Class::Season),
    ("NUM", Class::Num),
    ("DAY", Class::Day),
    ("ORD", Class::Ord),
    ("YEAR", Class::Year),
    ("YY", Class::Yy),
    ("DECADE", Class::Decade),
    ("CLOCK", Class::Clock),
    ("MILITARY", Class::Military),
    ("MERIDIEM", Class::Meridiem),
    ("ZONE", Class::Zone),
    ("ISO", Class::Iso),
    ("SLASH", Class::Slash),
    ("RECURRING", Class::Recurring),
    ("HOLIDAY", Class::Holiday),
    ("WHICH", Class::Which),
    ("-", Class::Hyphen),
];

/// A vague number: "few", "several".
pub(crate) const VAGUE: i32 = -1;

/// Units of time, from the finest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    pub(crate) const ALL: [Unit; 13] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Night,
        Unit::Weekend,
        Unit::Week,
        Unit::Fortnight,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
    ];

    pub(crate) fn from_value(v: i32) -> Unit {
        usize::try_from(v).ok().and_then(|i| Unit::ALL.get(i).copied()).unwrap_or(Unit::Day)
    }

    /// A unit as lines of dates shorten it: "5h ago", "2d".
    pub(crate) fn from_short(s: &str) -> Option<Unit> {
        Some(match s {
            "m" => Unit::Minute,
            "h" => Unit::Hour,
            "d" => Unit::Day,
            "w" => Unit::Week,
            _ => return None,
        })
    }

    /// The letter of an ISO 8601 period; TIMEX3 writes decades as `DE` and centuries as `CE`.
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Unit::Second => "S",
            Unit::Minute => "M",
            Unit::Hour => "H",
            Unit::Day => "D",
            Unit::Night => "N",
            Unit::Weekend => "WE",
            Unit::Week => "W",
            Unit::Fortnight => "W", // counted double
            Unit::Month => "M",
            Unit::Quarter => "Q",
            Unit::Year => "Y",
            Unit::Decade => "DE",
            Unit::Century => "CE",
        }
    }

    pub(crate) fn is_clock(self) -> bool {
        self <= Unit::Hour
    }
}

/// Which of several like days, months or years is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Which {
    /// Before the page's date.
    Last,
    /// The one that holds the page's date.
    This,
    /// After the page's date.
    Next,
    /// Before the date that the text speaks of.
    Previous,
    /// After the date that the text speaks of.
    Following,
    /// The one that the text speaks of.
    That,
    /// All of them.
    Every,
    /// Not said: [`crate::evidence`] decides.
    Open,
}

impl Which {
    fn from_value(v: i32) -> Which {
        use Which::*;
        [Last, This, Next, Previous, Following, That, Every].into_iter().find(|w| *w as i32 == v).unwrap_or(Open)
    }
}

const WHICH: [(&str, Which); 17] = [
    ("last", Which::Last),
    ("past", Which::Last),
    ("latest", Which::Last),
    ("this", Which::This),
    ("current", Which::This),
    ("next", Which::Next),
    ("coming", Which::Next),
    ("upcoming", Which::Next),
    ("previous", Which::Previous),
    ("preceding", Which::Previous),
    ("prior", Which::Previous),
    ("following", Which::Following),
    ("subsequent", Which::Following),
    ("that", Which::That),
    ("same", Which::That),
    ("each", Which::Every),
    ("every", Which::Every),
];

/// Parts of the day: the words, and how TIMEX3 writes them.
pub(crate) const PARTS: [(&str, &str); 14] = [
    ("morning", "TMO"),
    ("mornings", "TMO"),
    ("afternoon", "TAF"),
    ("afternoons", "TAF"),
    ("evening", "TEV"),
    ("evenings", "TEV"),
    ("night", "TNI"),
    ("nights", "TNI"),
    ("noon", "T12:00"),
    ("midday", "T12:00"),
    ("midnight", "T24:00"),
    ("dawn", "TMO"),
    ("dusk", "TEV"),
    ("daytime", "TDT"),
];

/// Seasons: the word, and how TIMEX3 writes it.
pub(crate) const SEASONS: [(&str, &str); 5] =
    [("spring", "SP"), ("summer", "SU"), ("autumn", "FA"), ("fall", "FA"), ("winter", "WI")];

const MONTHS: [(&str, i32); 24] = [
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];

/// Months in German, French, Spanish, Italian, Portuguese and Dutch, and their abbreviations, where they differ from the
/// English ones: on lines that tell a page's own date only.
#[rustfmt::skip]
const MONTHS_ABROAD: [(i32, &[&str]); 12] = [
    (1, &["januar", "janvier", "enero", "gennaio", "janeiro", "januari", "ene", "gen"]),
    (2, &["februar", "février", "fevrier", "febrero", "febbraio", "fevereiro", "februari", "fév", "fev"]),
    (3, &["märz", "mars", "marzo", "março", "maart", "mär", "maa"]),
    (4, &["avril", "abril", "aprile", "avr", "abr"]),
    (5, &["mai", "mayo", "maggio", "maio", "mei", "mag"]),
    (6, &["juni", "juin", "junio", "giugno", "junho", "giu"]),
    (7, &["juli", "juillet", "julio", "luglio", "julho", "juil", "lug"]),
    (8, &["août", "agosto", "augustus", "aoû", "ago"]),
    (9, &["septembre", "septiembre", "settembre", "setembro", "set"]),
    (10, &["oktober", "octobre", "octubre", "ottobre", "outubro", "okt", "ott", "out"]),
    (11, &["novembre", "noviembre", "novembro"]),
    (12, &["dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro", "déc", "dez", "dic"]),
];

const WEEKDAYS: [(&str, i32); 18] = [
    ("monday", 1),
    ("mon", 1),
    ("tuesday", 2),
    ("tues", 2),
    ("tue", 2),
    ("wednesday", 3),
    ("weds", 3),
    ("wed", 3),
    ("thursday", 4),
    ("thurs", 4),
    ("thur", 4),
    ("thu", 4),
    ("friday", 5),
    ("fri", 5),
    ("saturday", 6),
    ("sat", 6),
    ("sunday", 7),
    ("sun", 7),
];

const UNITS: [(&str, &str, Unit); 17] = [
    ("second", "seconds", Unit::Second),
    ("sec", "secs", Unit::Second),
    ("minute", "minutes", Unit::Minute),
    ("min", "mins", Unit::Minute),
    ("hour", "hours", Unit::Hour),
    ("hr", "hrs", Unit::Hour),
    ("day", "days", Unit::Day),
    ("night", "nights", Unit::Night),
    ("weekend", "weekends", Unit::Weekend),
    ("week", "weeks", Unit::Week),
    ("fortnight", "fortnights", Unit::Fortnight),
    ("month", "months", Unit::Month),
    ("quarter", "quarters", Unit::Quarter),
    ("year", "years", Unit::Year),
    ("yr", "yrs", Unit::Year),
    ("decade", "decades", Unit::Decade),
    ("century", "centuries", Unit::Century),
];

const RECURRING: [(&str, Unit); 10] = [
    ("hourly", Unit::Hour),
    ("daily", Unit::Day),
    ("everyday", Unit::Day),
    ("nightly", Unit::Night),
    ("weekly", Unit::Week),
    ("monthly", Unit::Month),
    ("quarterly", Unit::Quarter),
    ("yearly", Unit::Year),
    ("annual", Unit::Year),
    ("annually", Unit::Year),
];

/// Cardinals below a hundred; "hundred" and above are put together in [`crate::tokens`].
pub(crate) const CARDINALS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
pub(crate) const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The value of a cardinal in one word below a hundred, in lower case: "seven", "forty".
pub fn cardinal(word: &str) -> Option<u32> {
    let place = |list: &[&str]| list.iter().position(|w| *w == word).and_then(|n| u32::try_from(n).ok());
    place(&CARDINALS).or_else(|| place(&TENS).filter(|&n| n > 1).map(|n| 10 * n))
}

const ORDINALS: [&str; 21] = [
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

const DECADES: [(&str, i32); 8] = [
    ("twenties", 1920),
    ("thirties", 1930),
    ("forties", 1940),
    ("fifties", 1950),
    ("sixties", 1960),
    ("seventies", 1970),
    ("eighties", 1980),
    ("nineties", 1990),
];

/// From here on a zone's number says which of [`ZONES_BY_RULE`] it is.
pub(crate) const BY_RULE: i32 = 100_000;

/// Zones whose offset depends on the day: "ET" is EST in winter and EDT in summer.
pub(crate) const ZONES_BY_RULE: [&str; 4] =
    ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"];

/// Zones by the abbreviations that news uses, in minutes east of Greenwich.
///
/// Ambiguous ones (IST, CST outside the Americas, BST) have the reading that English-language news means most often.
const ZONES: [(&str, i32); 50] = [
    ("gmt", 0),
    ("utc", 0),
    ("z", 0),
    ("wet", 0),
    ("bst", 60),
    ("cet", 60),
    ("wat", 60),
    ("cest", 120),
    ("eet", 120),
    ("sast", 120),
    ("cat", 120),
    ("eest", 180),
    ("msk", 180),
    ("eat", 180),
    ("trt", 180),
    ("gst", 240),
    ("pkt", 300),
    ("ist", 330),
    ("npt", 345),
    ("ict", 420),
    ("wib", 420),
    ("sgt", 480),
    ("hkt", 480),
    ("pht", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("edt", -240),
    ("est", -300),
    ("et", BY_RULE),
    ("ct", BY_RULE + 1),
    ("mt", BY_RULE + 2),
    ("pt", BY_RULE + 3),
    ("cdt", -300),
    ("cst", -360),
    ("mdt", -360),
    ("pdt", -420),
    ("pst", -480),
    ("mst", -420),
    ("ast", -240),
    ("adt", -180),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
    ("myt", 480),
];

const HOLIDAY_WORDS: [(&str, usize); 6] =
    [("christmas", 0), ("easter", 1), ("thanksgiving", 2), ("halloween", 3), ("xmas", 0), ("juneteenth", 4)];

/// One word of the lexicon.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// The word's number as a literal of the patterns; 0 if no pattern names it.
    pub literal: u16,
    /// Bits of [`Class`].
    pub classes: u32,
    /// The value for each class.
    values: Vec<(Class, i32)>,
    /// What kind of number word it is.
    pub number: Number,
}

/// How a word takes part in a number that is spelt out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Number {
    #[default]
    None,
    /// "one" to "nineteen".
    Small(i32),
    /// "twenty", "thirty", …
    Tens(i32),
    /// "hundred", "thousand", "million".
    Times(i32),
    /// "first" to "twentieth".
    Ordinal(i32),
    /// "few", "several": as many as [`VAGUE`].
    Vague,
    /// "couple", "dozen".
    Group(i32),
}

impl Entry {
    pub(crate) fn value(&self, class: Class) -> Option<i32> {
        self.values.iter().find(|(c, _)| *c == class).map(|(_, v)| *v)
    }

    pub(crate) fn which(&self) -> Option<Which> {
        self.value(Class::Which).map(Which::from_value)
    }

    fn add(&mut self, class: Class, value: i32) {
        self.classes |= 1 << class as u32;
        self.values.push((class, value));
    }
}

/// The table of all words that the grammar knows.
pub(crate) struct Lexicon {
    words: HashMap<Box<str>, Entry>,
    months_abroad: HashMap<&'static str, i32>,
    literals: u16,
}

impl Lexicon {
    /// The lexicon with the literals of all patterns.
    pub(crate) fn get() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Lexicon::build)
    }

    /// The longest word worth looking up.
    pub(crate) const LONGEST: usize = 16;

    pub(crate) fn find(&self, lower: &str) -> Option<&Entry> {
        self.words.get(lower)
    }

    /// The number of a month by its name in another large language of Europe.
    pub(crate) fn month_abroad(&self, word: &str) -> Option<i32> {
        if word.len() > Lexicon::LONGEST {
            return None;
        }
        self.months_abroad.get(word.to_lowercase().as_str()).copied()
    }

    /// The number of a literal; 0 for a word that no pattern names.
    pub(crate) fn literal(&self, word: &str) -> u16 {
        self.find(word).map_or(0, |e| e.literal)
    }

    /// How many literals there are, counting the 0 of "none".
    pub(crate) fn literals(&self) -> usize {
        self.literals as usize + 1
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        self.words.entry(word.into()).or_default()
    }

    fn build() -> Lexicon {
        let months_abroad = MONTHS_ABROAD.iter().flat_map(|(n, names)| names.iter().map(|w| (*w, *n))).collect();
        let mut l = Lexicon { words: HashMap::new(), months_abroad, literals: 0 };
        for (w, v) in MONTHS {
            l.entry(w).add(Class::Month, v);
        }
        for (w, v) in WEEKDAYS {
            l.entry(w).add(Class::Weekday, v);
            if w.ends_with("day") {
                l.entry(&format!("{w}s")).add(Class::Weekdays, v);
            }
        }
        for (one, many, unit) in UNITS {
            l.entry(one).add(Class::Unit, unit as i32);
            l.entry(many).add(Class::Units, unit as i32);
        }
        for (i, (w, _)) in (0..).zip(PARTS) {
            l.entry(w).add(Class::Part, i);
        }
        for (i, (w, _)) in (0..).zip(SEASONS) {
            l.entry(w).add(Class::Season, i);
        }
        for (w, unit) in RECURRING {
            l.entry(w).add(Class::Recurring, unit as i32);
        }
        for (w, v) in ZONES {
            l.entry(w).add(Class::Zone, v);
        }
        for (w, v) in DECADES {
            l.entry(w).add(Class::Decade, v);
        }
        for (w, v) in HOLIDAY_WORDS {
            l.entry(w).add(Class::Holiday, v as i32);
        }
        for w in ["am", "a.m", "a.m."] {
            l.entry(w).add(Class::Meridiem, 0);
        }
        for w in ["pm", "p.m", "p.m."] {
            l.entry(w).add(Class::Meridiem, 12);
        }
        for (w, which) in WHICH {
            l.entry(w).add(Class::Which, which as i32);
        }
        for w in ["-", "‑", "–", "—"] {
            l.entry(w).add(Class::Hyphen, 0);
        }
        for (v, w) in (0..).zip(CARDINALS) {
            let e = l.entry(w);
            e.number = Number::Small(v);
            e.add(Class::Num, v * 100);
        }
        for (v, w) in (0..).zip(TENS).skip(2) {
            let e = l.entry(w);
            e.number = Number::Tens(v * 10);
            e.add(Class::Num, v * 1000);
        }
        for (v, w) in (0..).zip(ORDINALS).skip(1) {
            let e = l.entry(w);
            e.number = Number::Ordinal(v);
            e.add(Class::Ord, v);
            e.add(Class::Day, v);
        }
        l.entry("thirtieth").number = Number::Ordinal(30);
        l.entry("thirtieth").add(Class::Day, 30);
        for (w, v) in [("hundred", 100), ("thousand", 1000), ("million", 1_000_000)] {
            l.entry(w).number = Number::Times(v);
        }
        for w in ["few", "several", "many", "dozens"] {
            let e = l.entry(w);
            e.number = Number::Vague;
            e.add(Class::Num, VAGUE);
        }
        for (w, v) in [("couple", 2), ("dozen", 12)] {
            let e = l.entry(w);
            e.number = Number::Group(v);
            e.add(Class::Num, v * 100);
        }
        for words in crate::rules::literals() {
            for w in words {
                l.name(w);
            }
        }
        l
    }

    fn name(&mut self, word: &str) {
        if self.literal(word) == 0 {
            self.literals += 1;
            let n = self.literals;
            self.entry(word).literal = n;
        }
    }
}
