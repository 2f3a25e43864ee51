use crate::{Record, Span};
use std::collections::HashSet;
use std::fmt;

/// A way in which a record breaks its contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Checks a finished record (spans in code points) against what its contract promises of every record: spans inside the
/// text, blocks in order with only white space between them, no fact out of related or furniture blocks, ids that exist.
pub fn check(record: &Record) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |message: String| faults.push(Fault(message));
    let chars: Vec<char> = record.text.chars().collect();
    let length = chars.len() as u32;

    record.clone().for_each_span(|s| {
        if s.start > s.end || s.end > length {
            fault(format!("span {}..{} lies outside the text of {length} code points", s.start, s.end));
        }
    });

    let mut last = 0;
    for b in &record.blocks {
        if b.span.start < last || b.span.is_empty() {
            fault(format!("block {}..{} overlaps the one before or is empty", b.span.start, b.span.end));
        } else if let Some(i) = (last..b.span.start.min(length)).find(|&i| !is_blank(chars[i as usize])) {
            fault(format!("character {i} lies in no block"));
        }
        last = b.span.end;
    }
    if let Some(i) = (last..length).find(|&i| !is_blank(chars[i as usize])) {
        fault(format!("character {i} lies in no block"));
    }

    let silent: Vec<Span> = record.blocks.iter().filter(|b| !b.kind.is_reporting()).map(|b| b.span).collect();
    let mut reported = record.clone();
    reported.blocks.clear();
    reported.notes.clear();
    reported.for_each_span(|s| {
        let i = silent.partition_point(|b| b.end <= s.start);
        if silent.get(i).is_some_and(|b| b.overlaps(*s)) {
            fault(format!("span {}..{} is a fact out of a related or furniture block", s.start, s.end));
        }
    });

    let entities: HashSet<&str> = record.entities.iter().map(|e| e.id.as_str()).collect();
    let times: HashSet<&str> = record.times.iter().map(|t| t.id.as_str()).collect();
    let statements: HashSet<&str> = record.statements.iter().map(|s| s.id.as_str()).collect();
    let mut known = |set: &HashSet<&str>, id: Option<&String>, of: &str| {
        if let Some(id) = id.filter(|id| !set.contains(id.as_str())) {
            fault(format!("{of} points at {id}, which does not exist"));
        }
    };
    for e in &record.entities {
        e.roles.iter().for_each(|r| known(&entities, r.of.as_ref(), &e.id));
    }
    for s in &record.statements {
        for p in s.source.iter().chain(&s.to).chain(&s.via) {
            known(&entities, p.entity.as_ref(), &s.id);
        }
        known(&times, s.time.as_ref(), &s.id);
        known(&entities, s.place.as_ref(), &s.id);
        known(&statements, s.within.as_ref(), &s.id);
    }
    for v in &record.events {
        v.actors.iter().chain(&v.recipients).for_each(|a| known(&entities, a.entity.as_ref(), &v.id));
        known(&entities, v.place.as_ref(), &v.id);
        known(&times, v.time.as_ref(), &v.id);
        v.according_to.iter().for_each(|s| known(&statements, Some(s), &v.id));
    }
    for r in &record.relations {
        known(&entities, Some(&r.subject), "a relation");
        known(&entities, Some(&r.object), "a relation");
    }
    faults
}

/// White space, and the byte order mark that a plain text may begin with.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, BlockKind};

    #[test]
    fn every_kind_of_fault_is_found() {
        let block = |start, end, kind| Block { span: Span::new(start, end), kind };
        let mut r = Record { text: "Title\n\nMenu".into(), ..Record::default() };
        assert_eq!(check(&r).len(), 1, "text in no block");
        r.blocks = vec![block(0, 5, BlockKind::Headline), block(7, 11, BlockKind::Furniture)];
        assert_eq!(check(&r), []);
        r.sentences = vec![Span::new(0, 5), Span::new(8, 11), Span::new(4, 40)];
        assert_eq!(check(&r).len(), 3, "in furniture; outside; outside and in furniture");
    }
}
