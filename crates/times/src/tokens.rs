//! Words, numbers and marks of one sentence, with what each can mean. Numbers that are spelt out come as one token.

use crate::Order;
use crate::lexicon::{Class, Entry, Lexicon, Number, Unit, VAGUE};

/// A word, number or mark.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tok {
    /// Where it stands, in bytes of the text.
    pub start: u32,
    pub end: u32,
    /// Bits of [`Class`].
    pub classes: u32,
    /// The lexicon's number for it; 0 if no pattern names it.
    pub literal: u16,
    /// Starts with a capital.
    pub capital: bool,
    /// White space stands before it.
    pub spaced: bool,
    /// It is written in digits.
    pub digits: bool,
    /// A number's value in hundredths, or [`VAGUE`].
    num: i32,
    /// What a date-like number stands for: the year, the day, the seconds after midnight, the packed date.
    plain: i32,
    entry: Option<&'static Entry>,
}

impl Tok {
    /// What the token means as a member of `class`.
    pub(crate) fn value(&self, class: Class) -> Option<i32> {
        if self.classes & (1 << class as u32) == 0 {
            return None;
        }
        match class {
            Class::Num => Some(self.num),
            _ => self.entry.and_then(|e| e.value(class)).or(Some(self.plain)),
        }
    }

    pub(crate) fn is(&self, class: Class) -> bool {
        self.classes & (1 << class as u32) != 0
    }

    pub(crate) fn entry(&self) -> Option<&'static Entry> {
        self.entry
    }

    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    fn number(&self) -> Number {
        self.entry.map_or(Number::None, |e| e.number)
    }
}

fn bit(class: Class) -> u32 {
    1 << class as u32
}

/// A date in one number: year, month and day as decimal digits.
pub(crate) fn pack(y: i32, m: i32, d: i32) -> i32 {
    y * 10_000 + m * 100 + d
}

/// How dates are written in what is read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    /// A line of a page that tells its own date, not running text: months in other languages and short units count, and
    /// the marks between day, month and year do not.
    pub line: bool,
    /// Which comes first in a date of digits only.
    pub order: Option<Order>,
    /// A day that a date of digits only is likely to mean: the page's own, as [`pack`] gives it.
    pub day: Option<i32>,
}

/// Cuts `text[from..to]` and puts the tokens into `out` (emptied first).
pub(crate) fn tokenise(text: &str, from: usize, to: usize, style: Style, raw: &mut Vec<Tok>, out: &mut Vec<Tok>) {
    raw.clear();
    out.clear();
    let lexicon = Lexicon::get();
    let Some(part) = text.get(from..to) else { return };
    let bytes = part.as_bytes();
    let (mut i, mut spaced) = (0, true);
    while i < bytes.len() {
        let b = bytes[i];
        if b == b' ' || b == b'\n' || b == b'\t' || b == b'\r' {
            spaced = true;
            i += 1;
            continue;
        }
        let mut t = Tok { start: (from + i) as u32, spaced, ..Tok::default() };
        spaced = false;
        let end = if b.is_ascii_digit() {
            number(bytes, i, &mut t, raw.last(), style)
        } else if b.is_ascii_alphabetic() {
            word(lexicon, part, i, &mut t, style)
        } else if b.is_ascii() {
            mark(lexicon, part, i, &mut t)
        } else {
            let c = part[i..].chars().next().unwrap_or(' ');
            match c {
                '’' | '‘' => mark(lexicon, part, i, &mut t),
                '½' => {
                    t.num = 50;
                    t.digits = true;
                    i + c.len_utf8()
                }
                _ if c.is_alphabetic() => word(lexicon, part, i, &mut t, style),
                _ if c.is_whitespace() => {
                    spaced = true;
                    i += c.len_utf8();
                    continue;
                }
                _ => {
                    let end = i + c.len_utf8();
                    look_up(lexicon, &part[i..end], &mut t);
                    end
                }
            }
        };
        t.end = (from + end) as u32;
        raw.push(t);
        i = end.max(i + 1);
    }
    if style.line {
        drop_marks(text, raw);
    }
    fold(lexicon, text, raw, out);
}

/// Drops what stands between the day, the month and the year of a date: "13. März 2023", "13 de mayo de 2023".
fn drop_marks(text: &str, raw: &mut Vec<Tok>) {
    let marks = |t: &Tok| matches!(t.of(text), "." | "," | "/" | "-" | "–" | "º" | "de" | "del" | "of");
    let mut kept: Vec<Tok> = Vec::with_capacity(raw.len());
    for (i, t) in raw.iter().enumerate() {
        let next = raw.iter().skip(i).take(3).find(|n| !marks(n));
        let between = marks(t)
            && kept.last().zip(next).is_some_and(|(a, b)| {
                a.is(Class::Day) && b.is(Class::Month)
                    || a.is(Class::Month) && (b.is(Class::Day) || b.is(Class::Year))
                    || a.is(Class::Day)
                        && b.is(Class::Year)
                        && kept.len().checked_sub(2).and_then(|k| kept.get(k)).is_some_and(|m| m.is(Class::Month))
            });
        // "10:31 (GMT)"
        let opens_zone = t.of(text) == "("
            && kept.last().is_some_and(|a| a.is(Class::Clock) || a.is(Class::Meridiem))
            && raw.get(i + 1).is_some_and(|b| b.is(Class::Zone));
        if !between && !opens_zone {
            kept.push(*t);
        }
    }
    *raw = kept;
}

/// How many bytes the letter or digit at `i` has; 0 if there is none. `i` is at a character's start.
fn in_word(part: &str, i: usize) -> usize {
    match part.as_bytes().get(i) {
        Some(b) if b.is_ascii() => usize::from(b.is_ascii_alphanumeric()),
        Some(_) => {
            part.get(i..).and_then(|s| s.chars().next()).filter(|c| c.is_alphanumeric()).map_or(0, char::len_utf8)
        }
        None => 0,
    }
}

fn look_up(lexicon: &'static Lexicon, lower: &str, t: &mut Tok) {
    if let Some(e) = lexicon.find(lower) {
        t.entry = Some(e);
        t.literal = e.literal;
        t.classes = e.classes;
        t.num = e.value(Class::Num).unwrap_or(0);
    }
}

/// A word from `i`: letters and digits, or letters with dots between ("p.m.", "U.S."). Gives its end.
fn word(lexicon: &'static Lexicon, part: &str, i: usize, t: &mut Tok, style: Style) -> usize {
    let bytes = part.as_bytes();
    let mut end = i;
    loop {
        match in_word(part, end) {
            0 => break,
            n => end += n,
        }
    }
    // A single letter and a dot, again and again.
    let dotted = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && bytes.get(at + 1) == Some(&b'.');
    if end == i + 1 && dotted(i) && bytes.get(i + 2).is_some_and(u8::is_ascii_alphabetic) {
        let mut at = i;
        while dotted(at) {
            at += 2;
        }
        if at > i + 2 {
            end = at;
        } else if in_word(part, i + 3) == 0 {
            end = i + 3; // "p.m" without its last dot
        }
    }
    t.capital = bytes[i].is_ascii_uppercase();
    let mut lower = [0u8; Lexicon::LONGEST];
    let len = end - i;
    if len > Lexicon::LONGEST {
        return end;
    }
    for (l, b) in lower.iter_mut().zip(&bytes[i..end]) {
        *l = b.to_ascii_lowercase();
    }
    let lower = std::str::from_utf8(&lower[..len]).unwrap_or("");
    look_up(lexicon, lower, t);
    if style.line {
        abroad(lexicon, part.get(i..end).unwrap_or(""), t);
        return end;
    }
    let named = bit(Class::Month) | bit(Class::Weekday);
    if t.classes & named != 0 {
        let full = (lower.len() > 4 || lower == "june" || lower == "july") && lower != "march" && lower != "august";
        if !t.capital && (!full || lower == "sept" || lower == "tues" || lower == "thurs") {
            t.classes &= !named;
        } else if lower.len() <= 5
            && !matches!(lower, "march" | "april" | "may" | "june" | "july")
            && bytes.get(end) == Some(&b'.')
        {
            end += 1; // "Nov." is one word
        }
    }
    end
}

/// What a word can mean on a line that tells a page's own date only.
fn abroad(lexicon: &'static Lexicon, word: &str, t: &mut Tok) {
    if t.is(Class::Month) {
        return;
    }
    if let Some(month) = lexicon.month_abroad(word) {
        t.classes |= bit(Class::Month);
        t.plain = month;
    } else if let Some(unit) = Unit::from_short(word) {
        t.classes |= bit(Class::Units);
        t.plain = unit as i32;
    }
}

/// A mark, or an apostrophe with the letters that follow it ("'s", "'clock"). Gives its end.
fn mark(lexicon: &'static Lexicon, part: &str, i: usize, t: &mut Tok) -> usize {
    let bytes = part.as_bytes();
    let wide = if bytes[i].is_ascii() { 1 } else { 3 };
    let mut end = i + wide;
    let apostrophe = bytes[i] == b'\'' || wide == 3;
    if apostrophe {
        let after_word = part[..i].ends_with(char::is_alphanumeric);
        while after_word && end < i + wide + 6 && bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
            end += 1;
        }
        let mut lower = [b'\''; 8];
        for (l, b) in lower[1..].iter_mut().zip(&bytes[i + wide..end]) {
            *l = b.to_ascii_lowercase();
        }
        look_up(lexicon, std::str::from_utf8(&lower[..1 + end - i - wide]).unwrap_or(""), t);
    } else if let Ok(s) = std::str::from_utf8(&bytes[i..end]) {
        look_up(lexicon, s, t);
    }
    end
}

/// A number in digits from `i`: gives its end. What stands around it decides what it can be.
fn number(bytes: &[u8], i: usize, t: &mut Tok, before: Option<&Tok>, style: Style) -> usize {
    let digits = |from: usize| from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let value = |from: usize, to: usize| {
        bytes[from..to].iter().fold(0i32, |n, b| n.saturating_mul(10).saturating_add(i32::from(b - b'0')))
    };
    let at = |k: usize| bytes.get(k).copied().unwrap_or(b' ');
    t.digits = true;
    if let Some(end) = iso(bytes, i, t) {
        return end;
    }
    if let Some(end) = slashed(bytes, i, t, style) {
        return end;
    }
    let mut end = digits(i);
    let whole = value(i, end);
    let len = end - i;
    // "10:31", "10:31:05", "10:31:05.250"; "14h05", and on a line of dates "14.05"
    let colon = at(end) == b':' || at(end) == b'h' || style.line && at(end) == b'.';
    if len <= 2 && whole < 24 && colon && digits(end + 1) == end + 3 && value(end + 1, end + 3) < 60 {
        let minutes = value(end + 1, end + 3);
        end += 3;
        let mut seconds = 0;
        if at(end) == b':' && digits(end + 1) == end + 3 {
            seconds = value(end + 1, end + 3).min(59);
            end += 3;
            if at(end) == b'.' && at(end + 1).is_ascii_digit() {
                end = digits(end + 1);
            }
        }
        if !(at(end) == b':' || at(end) == b'.' && at(end + 1).is_ascii_digit()) {
            t.plain = whole * 3600 + minutes * 60 + seconds;
            t.classes = bit(Class::Clock);
        }
        return end;
    }
    let mut grouped = false;
    while at(end) == b',' && digits(end + 1) == end + 4 {
        end += 4;
        grouped = true;
    }
    let mut hundredths = bytes[i..end]
        .iter()
        .filter(|b| b.is_ascii_digit())
        .fold(0i32, |n, b| n.saturating_mul(10).saturating_add(i32::from(b - b'0')));
    hundredths = hundredths.saturating_mul(100);
    let mut decimal = false;
    if at(end) == b'.' && at(end + 1).is_ascii_digit() {
        let stop = digits(end + 1);
        let tenths = value(end + 1, (end + 2).min(stop)) * 10;
        let rest = if stop > end + 2 { value(end + 2, end + 3) } else { 0 };
        hundredths = hundredths.saturating_add(tenths + rest);
        end = stop;
        decimal = true;
    }
    let money = i > 0
        && (matches!(bytes[i - 1], b'$' | b'#' | b'/' | b'@')
            || bytes[..i].ends_with("£".as_bytes())
            || bytes[..i].ends_with("€".as_bytes())
            || bytes[..i].ends_with("¥".as_bytes()))
        || at(end) == b'%'
        || before.is_some_and(|b| b.digits && b.classes == 0 && !t.spaced);
    // What letters follow without a space?
    let letters = bytes[end..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let suffix = &bytes[end..end + letters.min(4)];
    let suffix_is = |s: &str| suffix.eq_ignore_ascii_case(s.as_bytes());
    if letters > 0
        && !grouped
        && !decimal
        && (1..=2).contains(&len)
        && (["st", "nd", "rd", "th"].iter().any(|s| suffix_is(s)) || style.line && suffix_is("er"))
    {
        t.plain = whole;
        t.classes = bit(Class::Ord) | if (1..=31).contains(&whole) { bit(Class::Day) } else { 0 };
        return end + letters;
    }
    if letters == 1 && suffix_is("s") && whole % 10 == 0 && !decimal && !grouped {
        if len == 4 && (1000..2100).contains(&whole) {
            t.plain = whole;
            t.classes = bit(Class::Decade);
        } else if len == 2 && whole >= 10 {
            // Of which century? The last one that was not to come when news went online.
            t.plain = if whole <= 20 { 2000 + whole } else { 1900 + whole };
            t.classes = bit(Class::Yy) | bit(Class::Decade);
        }
        return end + letters;
    }
    // "9pm", and on a line of dates "5h ago"
    let unit = |s: &[u8]| style.line && std::str::from_utf8(s).is_ok_and(|s| Unit::from_short(s).is_some());
    if letters > 0 && !["am", "pm", "a", "p"].iter().any(|s| suffix_is(s)) && !unit(suffix) {
        return end + letters;
    }
    if money {
        return end;
    }
    t.num = hundredths;
    t.plain = whole;
    t.classes = bit(Class::Num);
    if !grouped && !decimal {
        if len <= 2 && (1..=31).contains(&whole) {
            t.classes |= bit(Class::Day);
        }
        if len == 2 {
            t.classes |= bit(Class::Yy);
        }
        if len == 4 && (1000..2100).contains(&whole) {
            t.classes |= bit(Class::Year);
        }
        if len == 4 && whole / 100 < 24 && whole % 100 < 60 {
            t.classes |= bit(Class::Military);
        }
    }
    end
}

/// "2023-09-13"; the "T" before a time goes with it.
fn iso(bytes: &[u8], i: usize, t: &mut Tok) -> Option<usize> {
    let shape = bytes.get(i..i + 10)?;
    let ok = shape.iter().enumerate().all(|(k, b)| if k == 4 || k == 7 { *b == b'-' } else { b.is_ascii_digit() });
    if !ok || bytes.get(i + 10).is_some_and(|b| b.is_ascii_digit() || *b == b'-') {
        return None;
    }
    let n = |a: usize, b: usize| shape[a..b].iter().fold(0i32, |n, d| n * 10 + i32::from(d - b'0'));
    let (y, m, d) = (n(0, 4), n(5, 7), n(8, 10));
    if !(1000..2200).contains(&y) || !(1..=12).contains(&m) || !(1..=31).contains(&d) {
        return None;
    }
    t.plain = pack(y, m, d);
    t.classes = bit(Class::Iso);
    let time = bytes.get(i + 10) == Some(&b'T') && bytes.get(i + 11).is_some_and(u8::is_ascii_digit);
    Some(i + 10 + usize::from(time))
}

/// "9/11/2001" or "13.09.2023". Day and month are told apart where one is above twelve or both are equal, or by the
/// style; with dots the day comes first. "9/11" is the one date that goes by two numbers alone.
fn slashed(bytes: &[u8], i: usize, t: &mut Tok, style: Style) -> Option<usize> {
    if bytes[i..].starts_with(b"9/11") && !bytes.get(i + 4).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'/') {
        t.plain = pack(2001, 9, 11);
        t.classes = bit(Class::Slash);
        return Some(i + 4);
    }
    let (parts, separator, end) = three_numbers(bytes, i, style.line)?;
    let (y, month, day) = match parts {
        [y, m, d] if y >= 1000 => (y, m, d),
        [a, b, y] => match (a, b) {
            (13..=31, 1..=12) => (y, b, a),
            (1..=12, 13..=31) if separator != b'.' => (y, a, b),
            (1..=12, 1..=12) if separator == b'.' || a == b => (y, b, a),
            (1..=12, 1..=12) if style.day == Some(pack(y, b, a)) => (y, b, a),
            (1..=12, 1..=12) if style.day == Some(pack(y, a, b)) => (y, a, b),
            (1..=12, 1..=12) => match style.order {
                Some(Order::DayFirst) => (y, b, a),
                Some(Order::MonthFirst) => (y, a, b),
                None => (y, 0, 0),
            },
            _ => (y, 0, 0),
        },
    };
    if (1..=12).contains(&month) && (1..=31).contains(&day) {
        t.plain = pack(y, month, day);
        t.classes = bit(Class::Slash);
    }
    Some(end)
}

/// Three numbers of a date of digits only, the year in full, with what separates them and where they end. `line`: the
/// year may come first, and hyphens may separate.
fn three_numbers(bytes: &[u8], i: usize, line: bool) -> Option<([i32; 3], u8, usize)> {
    let mut at = i;
    let mut parts = [0i32; 3];
    let mut separator = 0;
    let mut year_first = false;
    for (k, part) in parts.iter_mut().enumerate() {
        let len = bytes.get(at..)?.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        year_first |= line && k == 0 && len == 4;
        let longest = if k == 2 && !year_first || k == 0 && year_first { 4 } else { 2 };
        if len == 0 || len > longest || longest == 4 && len == 3 {
            return None;
        }
        *part = bytes.get(at..at + len)?.iter().fold(0, |n, b| n * 10 + i32::from(b - b'0'));
        if k == 2 && len == 2 && !year_first {
            *part += if *part < 70 { 2000 } else { 1900 };
        }
        at += len;
        if k < 2 {
            let s = *bytes.get(at)?;
            if !(s == b'/' || s == b'.' || line && s == b'-') || (k == 1 && s != separator) {
                return None;
            }
            separator = s;
            at += 1;
        }
    }
    let goes_on = |b: &u8| b.is_ascii_alphanumeric() || *b == separator && separator != b'.';
    let year = if year_first { parts[0] } else { parts[2] };
    (!bytes.get(at).is_some_and(goes_on) && year >= 1000).then_some((parts, separator, at))
}

/// Which comes first, day or month, as far as the dates of digits only in a text show; all that show it must agree.
pub(crate) fn order_of(text: &str) -> Result<Option<Order>, ()> {
    let bytes = text.as_bytes();
    let mut seen = None;
    let mut i = 0;
    while i < bytes.len() {
        let starts = bytes[i].is_ascii_digit() && (i == 0 || !bytes[i - 1].is_ascii_alphanumeric());
        let Some((parts, _, end)) = starts.then(|| three_numbers(bytes, i, true)).flatten() else {
            i += 1;
            continue;
        };
        i = end;
        let order = match parts {
            [13..=31, 1..=12, _] => Order::DayFirst,
            [1..=12, 13..=31, _] => Order::MonthFirst,
            _ => continue,
        };
        if seen.is_some_and(|s| s != order) {
            return Err(());
        }
        seen = Some(order);
    }
    Ok(seen)
}

/// Puts numbers that are spelt out, and vague ones, into one token.
fn fold(lexicon: &'static Lexicon, text: &str, raw: &[Tok], out: &mut Vec<Tok>) {
    let (a, an, of, and, half, slash) = (
        lexicon.literal("a"),
        lexicon.literal("an"),
        lexicon.literal("of"),
        lexicon.literal("and"),
        lexicon.literal("half"),
        lexicon.literal("/"),
    );
    let get = |i: usize| raw.get(i).copied().unwrap_or_default();
    let hyphen = |i: usize| get(i).is(Class::Hyphen) && !get(i).spaced && !get(i + 1).spaced;
    let mut i = 0;
    while i < raw.len() {
        let first = raw[i];
        let article = (first.literal == a || first.literal == an) && first.literal != 0;
        let head = if article { i + 1 } else { i };
        let mut t = Tok { start: first.start, capital: first.capital, spaced: first.spaced, ..Tok::default() };
        let end = match get(head).number() {
            Number::Vague => {
                t.num = VAGUE;
                t.classes = bit(Class::Num);
                head + 1 + usize::from(get(head + 1).literal == of && of != 0 && get(head + 2).is(Class::Units))
            }
            Number::Group(n) => {
                t.num = n * 100;
                t.classes = bit(Class::Num);
                head + 1 + usize::from(get(head + 1).literal == of && of != 0)
            }
            Number::Times(n) if article => {
                t.num = n.saturating_mul(100);
                t.classes = bit(Class::Num);
                head + 1
            }
            Number::Small(_) | Number::Tens(_) if !article => spelt(raw, i, and, &mut t),
            Number::Ordinal(_) if !article => i,
            _ if !article && first.is(Class::Num) && first.digits => {
                let mut end = i + 1;
                t = first;
                if let Number::Times(n) = get(end).number() {
                    t.num = t.num.saturating_mul(n);
                    t.classes = bit(Class::Num);
                    end += 1;
                } else if get(end).num == 50 && get(end).digits && get(end).classes == 0 {
                    t.num = t.num.saturating_add(50);
                    end += 1;
                } else {
                    // "2 1/2", "2-1/2"
                    let f = end + usize::from(hyphen(end));
                    let tail = [get(f), get(f + 1), get(f + 2)];
                    if tail[0].num == 100
                        && tail[1].literal == slash
                        && slash != 0
                        && tail[2].num == 0
                        && tail[2].of(text) == "2"
                    {
                        t.num = t.num.saturating_add(50);
                        t.classes = bit(Class::Num);
                        end = f + 3;
                    }
                }
                end
            }
            _ => i,
        };
        if end == i {
            out.push(first);
            i += 1;
            continue;
        }
        let mut end = end;
        // "two and a half years"
        if t.num > 0
            && and != 0
            && get(end).literal == and
            && get(end + 1).literal == a
            && get(end + 2).literal == half
            && half != 0
        {
            t.num = t.num.saturating_add(50);
            t.classes = bit(Class::Num);
            end += 3;
        }
        if end == i + 1 {
            out.push(Tok { num: t.num, ..first });
        } else {
            t.end = get(end - 1).end;
            out.push(t);
        }
        i = end;
    }
}

/// A number in words from `i`: sets value and classes of `t`, gives the index after it.
fn spelt(raw: &[Tok], i: usize, and: u16, t: &mut Tok) -> usize {
    let get = |i: usize| raw.get(i).copied().unwrap_or_default();
    let after_hyphen = |i: usize| if get(i).is(Class::Hyphen) && !get(i).spaced { i + 1 } else { i };
    // One to ninety-nine, and its end; an ordinal at the end closes it.
    let below_hundred = |i: usize| -> Option<(i32, usize, bool)> {
        match get(i).number() {
            Number::Small(n) => Some((n, i + 1, false)),
            Number::Tens(n) => match get(after_hyphen(i + 1)).number() {
                Number::Small(k @ 1..=9) => Some((n + k, after_hyphen(i + 1) + 1, false)),
                Number::Ordinal(k @ 1..=9) => Some((n + k, after_hyphen(i + 1) + 1, true)),
                _ => Some((n, i + 1, false)),
            },
            _ => None,
        }
    };
    let Some((mut n, mut end, ordinal)) = below_hundred(i) else { return i };
    if ordinal {
        t.plain = n;
        t.classes = bit(Class::Ord) | if n <= 31 { bit(Class::Day) } else { 0 };
        return end;
    }
    // "nineteen ninety-six", "twenty twenty-three"
    if (17..=20).contains(&n)
        && let Some((rest @ 10.., stop, false)) = below_hundred(after_hyphen(end))
    {
        t.plain = n * 100 + rest;
        t.num = t.plain * 100;
        t.classes = bit(Class::Year) | bit(Class::Num);
        return stop;
    }
    let mut total = 0i32;
    let mut times = false;
    while let Number::Times(k) = get(end).number() {
        times = true;
        end += 1;
        if k == 100 {
            n = n.saturating_mul(100);
        } else {
            total = total.saturating_add(n.saturating_mul(k));
            n = 0;
        }
        let next = end + usize::from(and != 0 && get(end).literal == and);
        if let Some((rest, stop, false)) = below_hundred(next) {
            n = n.saturating_add(rest);
            end = stop;
        }
    }
    n = n.saturating_add(total);
    t.num = n.saturating_mul(100);
    t.plain = n;
    t.classes = bit(Class::Num);
    if times && (1900..2100).contains(&n) && n % 1000 < 100 {
        t.classes |= bit(Class::Year); // "two thousand six"; "nineteen hundred"
    }
    end
}
