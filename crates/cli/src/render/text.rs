//! For people at a terminal: what the page says of itself, its reporting with speakers, places and times marked, then
//! lists of who says what, what happened, who and what is spoken of, and when.

use anstyle::{AnsiColor, Color, Style};
use dateline_record::{Block, BlockKind, Entity, EntityKind, MentionForm, Record, Span, Statement};
use dateline_wording::{self as words, Entities, happenings};
use std::collections::HashMap;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// How to print.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// With colours and bold type; without, marks stand around the words.
    pub color: bool,
    /// Everything: what is not reporting too, lists to their end.
    pub all: bool,
}

const BOLD: Style = Style::new().bold();
const GREY: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::BrightBlack)));
const WARN: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));

/// What is marked in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Speaker,
    Place,
    Time,
}

impl Layer {
    const ALL: [(Layer, &str); 3] = [(Layer::Speaker, "speaker"), (Layer::Place, "place"), (Layer::Time, "time")];

    fn style(self) -> Style {
        let color = match self {
            Layer::Speaker => return Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Magenta))),
            Layer::Place => AnsiColor::Green,
            Layer::Time => AnsiColor::Cyan,
        };
        Style::new().fg_color(Some(Color::Ansi(color)))
    }

    /// Marks around the words, where there is no colour.
    fn marks(self) -> (char, char) {
        match self {
            Layer::Speaker => ('*', '*'),
            Layer::Place => ('‹', '›'),
            Layer::Time => ('{', '}'),
        }
    }
}

/// Prints one record; spans in code points, as it leaves the reading.
pub fn record(record: &Record, look: &Look) -> String {
    let record = record.clone().into_bytes();
    let mut printer = Printer { record: &record, entities: words::entities(&record), look: *look, out: String::new() };
    printer.masthead();
    printer.article();
    printer.statements();
    printer.events();
    printer.named("People", |k| k == EntityKind::Person);
    printer.named("Organizations", |k| k == EntityKind::Organization);
    printer.named("Places", EntityKind::is_place);
    printer.named("Also named", |k| !k.is_place() && k != EntityKind::Person && k != EntityKind::Organization);
    printer.times();
    printer.notes();
    printer.out
}

/// A line that parts one record from the next.
pub fn rule(look: &Look) -> String {
    let mut line = Line::default();
    line.push(&"─".repeat(look.width), GREY);
    format!("\n{}\n", line.wrap(look, 0, 0))
}

/// A character and how it looks.
type Cell = (char, Style);

/// Text that is not yet broken into lines.
#[derive(Default)]
struct Line(Vec<Cell>);

impl Line {
    /// Adds words. Control characters of the page never reach the terminal.
    fn push(&mut self, text: &str, style: Style) -> &mut Line {
        let visible = |c: &char| !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let shown = text.chars().map(|c| if c.is_whitespace() && c != '\n' { ' ' } else { c });
        self.0.extend(shown.filter(|c| *c == '\n' || visible(c)).map(|c| (c, style)));
        self
    }

    /// The words in lines of at most `look.width` columns, the first indented by `first`, the others by `rest`.
    fn wrap(&self, look: &Look, first: usize, rest: usize) -> String {
        let mut out = String::new();
        let mut column = first;
        out.extend(std::iter::repeat_n(' ', first));
        let mut started = false; // a word stands on this line
        for line in self.0.split(|(c, _)| *c == '\n') {
            if started {
                newline(&mut out, &mut column, rest);
                started = false;
            }
            for word in line.split(|(c, _)| *c == ' ').filter(|w| !w.is_empty()) {
                let width: usize = word.iter().map(|(c, _)| c.width().unwrap_or(0)).sum();
                if started && column + 1 + width > look.width {
                    newline(&mut out, &mut column, rest);
                } else if started {
                    out.push(' ');
                    column += 1;
                }
                paint(&mut out, word, look.color);
                column += width;
                started = true;
            }
        }
        out.push('\n');
        out
    }
}

fn newline(out: &mut String, column: &mut usize, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    *column = indent;
}

fn paint(out: &mut String, word: &[Cell], color: bool) {
    for run in word.chunk_by(|a, b| a.1 == b.1) {
        let style = if color { run[0].1 } else { Style::new() };
        let _ = write!(out, "{style}");
        out.extend(run.iter().map(|(c, _)| c));
        let _ = write!(out, "{style:#}");
    }
}

struct Printer<'r> {
    record: &'r Record,
    entities: Entities<'r>,
    look: Look,
    out: String,
}

impl<'r> Printer<'r> {
    fn masthead(&mut self) {
        let article = &self.record.article;
        let title = article.title.as_deref().unwrap_or(&self.record.source.id);
        let mut line = Line::default();
        line.push(&words::one_line(title), BOLD);
        self.out += &line.wrap(&self.look, 0, 0);
        for (label, value) in words::masthead(article, self.record.source.uri.as_deref()) {
            let mut line = Line::default();
            // The value hangs behind its label, which takes the place of its indent.
            line.push(&words::one_line(&value), Style::new());
            let text = line.wrap(&self.look, LABEL, LABEL);
            let mut head = Line::default();
            head.push(label, GREY);
            self.out += head.wrap(&self.look, 0, 0).trim_end_matches('\n');
            self.out += text.get(label.len()..).unwrap_or(&text);
        }
    }

    fn article(&mut self) {
        let (record, look) = (self.record, self.look);
        let marks = marks(record, &self.entities);
        let title = record.article.title.as_deref().map(words::one_line);
        let (mut furniture, mut related) = (0, 0);
        for block in &record.blocks {
            let words = block.span.of(&record.text);
            match block.kind {
                BlockKind::Furniture if !look.all => furniture += 1,
                BlockKind::Related if !look.all => related += 1,
                BlockKind::Headline if title.as_ref() == Some(&words::one_line(words)) => {}
                _ => {
                    let line = self.block(block, &marks);
                    self.out.push('\n');
                    self.out += &line.wrap(&look, 0, 0);
                }
            }
        }
        let mut left = Vec::new();
        if furniture > 0 {
            left.push(words::count(furniture, "block of furniture", "blocks of furniture"));
        }
        if related > 0 {
            left.push(words::count(related, "link to another story", "links to other stories"));
        }
        let mut line = Line::default();
        if !left.is_empty() {
            line.push(&format!("{} left out; --all shows them.\n", words::list(&left)), GREY);
        }
        if !marks.is_empty() {
            line.push("Marked:", GREY);
            for (layer, name) in Layer::ALL {
                line.push(" ", GREY);
                mark(&mut line, name, layer, &look);
            }
        }
        if !line.0.is_empty() {
            self.out.push('\n');
            self.out += &line.wrap(&look, 0, 0);
        }
    }

    /// A block with its marks, told apart by its look and, where it is no running text, by its name.
    fn block(&self, block: &Block, marks: &[(Span, Layer)]) -> Line {
        let mut line = Line::default();
        let base = match block.kind {
            BlockKind::Headline | BlockKind::Subheading => BOLD,
            BlockKind::Body | BlockKind::Dateline => Style::new(),
            BlockKind::Correction => {
                line.push("correction · ", WARN);
                Style::new()
            }
            kind => {
                line.push(&format!("{} · ", kind.name()), GREY);
                GREY
            }
        };
        let text = &self.record.text;
        let mut at = block.span.start;
        let first = marks.partition_point(|(span, _)| span.end <= block.span.start);
        for (span, layer) in marks[first..].iter().filter(|(span, _)| block.span.contains(*span)) {
            line.push(&unwrapped(Span { start: at, end: span.start }.of(text)), base);
            mark(&mut line, &unwrapped(span.of(text)), *layer, &self.look);
            at = span.end;
            if at >= block.span.end {
                break;
            }
        }
        line.push(&unwrapped(Span { start: at, end: block.span.end }.of(text)), base);
        line
    }

    fn heading(&mut self, heading: &str) {
        let mut line = Line::default();
        line.push(heading, BOLD);
        self.out.push('\n');
        self.out += &line.wrap(&self.look, 0, 0);
    }

    /// Who says what: statements of one speaker together, speakers in the order of their first; what lies within a statement under it.
    fn statements(&mut self) {
        let record = self.record;
        if record.statements.is_empty() {
            return;
        }
        self.heading("Who says what");
        let mut inner: Vec<Vec<usize>> = vec![Vec::new(); record.statements.len()];
        let mut groups: Vec<(_, Vec<usize>)> = Vec::new();
        let mut of_speaker: HashMap<_, usize> = HashMap::new();
        for (i, s) in record.statements.iter().enumerate() {
            if let Some(outer) = words::outer(record, s) {
                inner[outer].push(i);
                continue;
            }
            let key = words::speakers(s, &record.text, &self.entities);
            let group = *of_speaker.entry(key.clone()).or_insert_with(|| {
                groups.push((key, Vec::new()));
                groups.len() - 1
            });
            groups[group].1.push(i);
        }
        for (speaker, members) in groups {
            let mut line = Line::default();
            who(&mut line, &speaker);
            self.out += &line.wrap(&self.look, 2, 4);
            // What is still to be printed, the next last; with how deep it lies.
            let mut waiting: Vec<(usize, usize)> = members.into_iter().rev().map(|i| (i, 0)).collect();
            while let Some((i, depth)) = waiting.pop() {
                self.statement(&record.statements[i], depth);
                waiting.extend(inner[i].iter().rev().map(|&k| (k, depth + 1)));
            }
        }
    }

    /// What happened, by date.
    fn events(&mut self) {
        const MOST: usize = 30;
        let rows = happenings::list(self.record, &self.entities);
        if rows.is_empty() {
            return;
        }
        self.heading("What happened");
        let shown = if self.look.all { rows.len() } else { rows.len().min(MOST) };
        let column = rows[..shown].iter().map(|r| r.when.len()).max().unwrap_or(0).clamp(1, 26);
        for row in &rows[..shown] {
            let mut line = Line::default();
            let when = if row.when.is_empty() { "—" } else { &row.when };
            line.push(when, Layer::Time.style());
            let date = line.wrap(&self.look, 2, 4);
            let mut line = Line::default();
            line.push(&row.line(), Style::new());
            let told = line.wrap(&self.look, 4 + column, 4 + column);
            let wide = 2 + when.chars().count();
            self.out += date.trim_end_matches('\n');
            self.out += if wide <= 2 + column { told.get(wide..).unwrap_or(&told) } else { told.trim_start() };
        }
        if rows.len() > shown {
            let mut line = Line::default();
            line.push(&format!("and {} more; --all shows them", rows.len() - shown), GREY);
            self.out += &line.wrap(&self.look, 2, 4);
        }
        let asides = self.record.events.len() - rows.len();
        if asides > 0 {
            let mut line = Line::default();
            line.push(&format!("{asides} told in passing (states, speech, purposes) are in the JSON alone"), GREY);
            self.out += &line.wrap(&self.look, 2, 4);
        }
    }

    /// One statement; the speaker goes before it where it lies within another's.
    fn statement(&mut self, s: &Statement, depth: usize) {
        const DEEPEST: usize = 3;
        let (record, look) = (self.record, self.look);
        let mut line = Line::default();
        if depth > 0 {
            who(&mut line, &words::speakers(s, &record.text, &self.entities));
            line.push(" ", GREY);
        }
        let cue = words::pieces(&record.text, &s.cue);
        if !cue.is_empty() {
            // A colon in the text is the cue itself.
            line.push(&format!("{}: ", cue.trim_end_matches(':')), GREY);
        }
        let said = words::pieces(&record.text, &s.content);
        line.push(&if look.all { said } else { words::shorten(&said, 320) }, Style::new());
        let more = words::circumstances(s, record, &self.entities);
        if !more.is_empty() {
            line.push(&format!(" ({})", more.join("; ")), GREY);
        }
        let indent = 4 + 4 * depth.min(DEEPEST);
        self.out += &line.wrap(&look, indent, indent + 4);
    }

    /// A list of the entities of some kinds, most spoken of first.
    fn named(&mut self, heading: &str, kinds: impl Fn(EntityKind) -> bool) {
        let mut found: Vec<&Entity> = self.record.entities.iter().filter(|e| kinds(e.kind)).collect();
        found.sort_by_key(|e| std::cmp::Reverse(e.mentions.len())); // stable: ties stay in order of first mention
        let rows = found.iter().map(|e| {
            let more = if e.kind.is_place() { words::lies(e) } else { words::roles(e, &self.entities) };
            let mut about = vec![format!("{}×", e.mentions.len())];
            if heading == "Also named" || e.kind == EntityKind::Facility {
                about.push(words::name_of(e.kind));
            }
            about.extend(more);
            (e.name.clone(), about.join(" · "))
        });
        let rows = rows.collect();
        self.table(heading, rows, if heading == "Places" { Layer::Place.style() } else { Style::new() });
    }

    fn times(&mut self) {
        let mut rows: Vec<(String, String)> = Vec::new();
        for t in &self.record.times {
            let mut value = t.value.clone();
            if let Some(modifier) = &t.modifier {
                let _ = write!(value, " {}", modifier.to_lowercase().replace('_', " "));
            }
            match (&t.earliest, &t.latest) {
                (Some(from), Some(to)) if from == to && *from == t.value => {}
                (Some(from), Some(to)) if from == to => value = format!("{value} · {from}"),
                (Some(from), Some(to)) => value = format!("{value} · {from} to {to}"),
                (Some(from), None) => value = format!("{value} · from {from}"),
                (None, Some(to)) => value = format!("{value} · to {to}"),
                (None, None) => {}
            }
            let row = (words::one_line(t.span.of(&self.record.text)), value);
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        self.table("Times", rows, Layer::Time.style());
    }

    fn notes(&mut self) {
        if self.record.notes.is_empty() {
            return;
        }
        self.heading("Notes");
        for note in &self.record.notes {
            let mut line = Line::default();
            line.push(&words::one_line(&note.message), WARN);
            if let Some(span) = note.span {
                let words = words::shorten(&words::one_line(span.of(&self.record.text)), 60);
                line.push(&format!(" (“{words}”)"), GREY);
            }
            self.out += &line.wrap(&self.look, 2, 4);
        }
    }

    /// Rows of a name and what is said of it, the second column aligned; long lists are cut unless all is wanted.
    fn table(&mut self, heading: &str, rows: Vec<(String, String)>, style: Style) {
        const MOST: usize = 15;
        if rows.is_empty() {
            return;
        }
        self.heading(heading);
        let shown = if self.look.all { rows.len() } else { rows.len().min(MOST) };
        let wide = |s: &str| s.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
        let column = rows[..shown]
            .iter()
            .map(|(name, _)| wide(name))
            .filter(|&w| w <= self.look.width * 2 / 5)
            .max()
            .unwrap_or(0);
        for (name, about) in &rows[..shown] {
            let mut line = Line::default();
            line.push(name, style);
            let name_lines = line.wrap(&self.look, 2, 4);
            let mut line = Line::default();
            line.push(about, GREY);
            let indent = 2 + column + 2;
            let about = line.wrap(&self.look, indent, indent);
            if wide(name) <= column {
                self.out += name_lines.trim_end_matches('\n');
                self.out += about.get(2 + wide(name)..).unwrap_or(&about);
            } else {
                self.out += &name_lines;
                self.out += &about;
            }
        }
        if rows.len() > shown {
            let mut line = Line::default();
            line.push(&format!("and {} more; --all shows them", rows.len() - shown), GREY);
            self.out += &line.wrap(&self.look, 2, 4);
        }
    }
}

/// Adds a speaker with what is worth saying of them.
fn who(line: &mut Line, (name, about): &(String, Option<String>)) {
    line.push(name, Layer::Speaker.style());
    if let Some(about) = about {
        line.push(&format!(", {about}"), GREY);
    }
}

/// Columns of the labels in the masthead.
const LABEL: usize = 14;

/// Adds marked words, in colour or between marks.
fn mark(line: &mut Line, words: &str, layer: Layer, look: &Look) {
    if look.color {
        line.push(words, layer.style());
    } else {
        let (open, close) = layer.marks();
        line.push(&format!("{open}{words}{close}"), Style::new());
    }
}

/// Speakers, places and times in the order of the text; where two meet, the speaker goes before the place, the place before the time.
fn marks(record: &Record, entities: &Entities) -> Vec<(Span, Layer)> {
    let mut marks: Vec<(Span, Layer)> = Vec::new();
    for p in record.statements.iter().flat_map(|s| &s.source) {
        // The name alone, where the words that name the source are longer: "Olav Nesse, who heads the union".
        let entity = p.entity.as_deref().and_then(|id| entities.get(id));
        let named =
            entity.and_then(|e| e.mentions.iter().find(|m| m.form == MentionForm::Name && p.span.contains(m.span)));
        marks.push((named.map_or(p.span, |m| m.span), Layer::Speaker));
    }
    let places = record.entities.iter().filter(|e| e.kind.is_place());
    let named = places.flat_map(|e| &e.mentions).filter(|m| m.form == MentionForm::Name);
    marks.extend(named.map(|m| (m.span, Layer::Place)));
    marks.extend(record.times.iter().map(|t| (t.span, Layer::Time)));
    marks.sort_by_key(|(span, layer)| (span.start, *layer as u8, span.end));
    let mut apart: Vec<(Span, Layer)> = Vec::with_capacity(marks.len());
    for (span, layer) in marks {
        match apart.last_mut() {
            Some((last, of)) if last.overlaps(span) => {
                if (layer as u8) < (*of as u8) {
                    (*last, *of) = (span, layer);
                }
            }
            _ => apart.push((span, layer)),
        }
    }
    apart.retain(|(span, _)| !span.is_empty());
    apart
}

/// A line end is kept after a short line, as in a list, and becomes a space after a long one, as in hard-wrapped text.
fn unwrapped(text: &str) -> String {
    const LONG: usize = 50;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(words) if words.chars().count() >= LONG => {
                out.push_str(words);
                out.push(' ');
            }
            _ => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::example::example;

    fn plain(width: usize) -> String {
        record(&example(), &Look { width, color: false, all: false })
    }

    #[test]
    fn a_record_reads_well_without_colour() {
        let printed = plain(96);
        for wanted in [
            "Fog halts ferries across the sound\n",
            "published     2026-03-14 09:30Z (from JSON-LD)\n",
            "‹Aarhus›",
            "{Friday}",
            "2 blocks of furniture and 1 link to another story left out; --all shows them.",
            "  Ida Brandt, harbour master\n    told: “We could not see",
            "(to North Wire)",
            "  2026-03-13  the operator — cancelled on Friday [REJECT] — in Aarhus",
        ] {
            assert!(printed.contains(wanted), "{wanted:?} is missing in:\n{printed}");
        }
        for unwanted in ["Subscribe now", "\x1b", "Fog halts ferries across the sound\n\nFog halts"] {
            assert!(!printed.contains(unwanted), "{unwanted:?} is there:\n{printed}");
        }
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        for width in [20, 40, 72, 100] {
            for color in [false, true] {
                let printed = record(&example(), &Look { width, color, all: true });
                let bare = anstream::adapter::strip_str(&printed).to_string();
                for line in bare.lines() {
                    let longest_word = line.split(' ').map(|w| w.chars().count()).max().unwrap_or(0);
                    let columns: usize = line.chars().map(|c| c.width().unwrap_or(0)).sum();
                    assert!(columns <= width.max(longest_word + 24), "{columns} columns at {width}: {line:?}");
                }
            }
        }
    }

    #[test]
    fn a_page_cannot_steer_the_terminal() {
        let mut r = example();
        r.article.title = Some("\x1b]0;owned\x07 \u{202E}title".into());
        r.text = r.text.replace("sailings", "sai\x1b[2Jlings");
        let printed = record(&r, &Look { width: 80, color: false, all: true });
        assert!(!printed.contains(['\x1b', '\x07', '\u{202E}']), "{printed}");
    }
}
