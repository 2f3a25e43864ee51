//! Which stretches of a page's text belong to which facts.

use dateline_record::{EntityKind, Record, Span};

/// Words that belong to a fact.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'r> {
    /// Where they stand, in bytes.
    pub span: Span,
    /// What they are to the fact: said, cue, speaker, party, person, organization, place, other, event, time.
    pub layer: &'static str,
    /// The fact's id in the record.
    pub fact: &'r str,
}

/// A stretch of text over which no mark begins or ends.
#[derive(Clone, Debug)]
pub struct Segment<'r> {
    /// Where it stands, in bytes.
    pub span: Span,
    /// The layers of the marks over it, narrowest first.
    pub layers: Vec<&'static str>,
    /// The facts of the marks over it, narrowest first.
    pub facts: Vec<&'r str>,
}

/// All marks of a record whose spans count bytes, sorted by position; events told in passing have none.
pub fn marks(record: &Record) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    for s in &record.statements {
        let mut add = |span: Span, layer| marks.push(Mark { span, layer, fact: &s.id });
        s.content.iter().for_each(|&span| add(span, "said"));
        s.cue.iter().for_each(|&span| add(span, "cue"));
        s.source.iter().for_each(|p| add(p.span, "speaker"));
        s.to.iter().chain(&s.via).for_each(|p| add(p.span, "party"));
    }
    for e in &record.entities {
        marks.extend(e.mentions.iter().map(|m| Mark { span: m.span, layer: layer(e.kind), fact: &e.id }));
    }
    for v in record.main_events() {
        marks.extend(v.trigger.iter().map(|&span| Mark { span, layer: "event", fact: &v.id }));
        marks.extend(v.status_cue.iter().map(|&span| Mark { span, layer: "cue", fact: &v.id }));
        let quantities = v.quantities.iter().map(|q| q.span);
        let parties = v.actors.iter().chain(&v.recipients).map(|a| a.span);
        marks.extend(quantities.chain(parties).map(|span| Mark { span, layer: "party", fact: &v.id }));
    }
    marks.extend(record.times.iter().map(|t| Mark { span: t.span, layer: "time", fact: &t.id }));
    marks.retain(|m| !m.span.is_empty());
    marks.sort_by_key(|m| (m.span.start, m.span.end));
    marks
}

/// The text of a record whose spans count bytes, cut wherever a block or a mark begins or ends.
pub fn segments(record: &Record) -> Vec<Segment<'_>> {
    let marks = marks(record);
    let mut cuts: Vec<u32> = vec![0, record.text.len() as u32];
    let spans = record.blocks.iter().map(|b| b.span).chain(marks.iter().map(|m| m.span));
    cuts.extend(spans.flat_map(|s| [s.start, s.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut coming = marks.iter().peekable();
    let mut over: Vec<&Mark> = Vec::new();
    let mut segments = Vec::with_capacity(cuts.len());
    for pair in cuts.windows(2) {
        let span = Span { start: pair[0], end: pair[1] };
        over.retain(|m| m.span.end > span.start);
        while let Some(mark) = coming.next_if(|m| m.span.start <= span.start) {
            over.push(mark);
        }
        over.sort_by_key(|m| m.span.len()); // stable, and nearly sorted already
        let (mut layers, mut facts) = (Vec::new(), Vec::new());
        for mark in &over {
            if !layers.contains(&mark.layer) {
                layers.push(mark.layer);
            }
            if !facts.contains(&mark.fact) {
                facts.push(mark.fact);
            }
        }
        segments.push(Segment { span, layers, facts });
    }
    segments
}

/// The layer that an entity's words belong to.
pub fn layer(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        kind if kind.is_place() => "place",
        _ => "other",
    }
}
