//! In which form and medium something was said.

use super::parties::top;
use super::{Draft, Rule};
use crate::lexicon::Class;
use crate::words::{Shape, Words};
use dateline_record::{Act, Medium, StatementForm};
use std::ops::Range;

/// Direct if every word stands between marks, indirect if none does.
/// A turn of an interview or transcript is direct without marks.
pub(super) fn form(words: &Words, draft: &Draft) -> StatementForm {
    if matches!(draft.rule, Rule::Question | Rule::Answer) {
        return StatementForm::Direct;
    }
    let (mut inside, mut outside) = (0, 0);
    for k in draft.content.iter().cloned().flatten() {
        if words.shape(k) == Shape::Mark {
            continue;
        }
        if words.quote_of(k).is_some() { inside += 1 } else { outside += 1 }
    }
    match (inside, outside) {
        (0, _) => StatementForm::Indirect,
        (_, 0) => StatementForm::Direct,
        _ => StatementForm::Mixed,
    }
}

/// What saying it does. A verb that is not known says; "is expected to" expects, whoever does.
pub(super) fn act(words: &Words, draft: &Draft) -> Option<Act> {
    match draft.rule {
        Rule::Question => return Some(Act::Ask),
        Rule::Answer => return Some(Act::Say),
        _ => {}
    }
    let document = draft.source.as_ref().is_some_and(|s| is_document(words, s));
    if let Some(verb) = draft.verb {
        // A study that finds shows; it believes nothing.
        return Some(if document && verb.act == Act::Believe { Act::Show } else { verb.act });
    }
    let cue = draft.cue.clone()?;
    let any = |list: &[&str]| cue.clone().any(|k| list.iter().any(|w| words.says(k, w)));
    if !document && (any(&SEEMING) || cue.clone().any(|k| is_attitude(&words.text_of(k).to_lowercase()))) {
        return Some(Act::Believe);
    }
    Some(if document { Act::Show } else { Act::Say })
}

/// The word that tells who or what a source is: the noun that its others hang on, or its last.
fn told_by(words: &Words, source: &Range<usize>) -> Option<usize> {
    top(words, source).filter(|_| words.analysis.is_read).or(source.end.checked_sub(1)).filter(|k| source.contains(k))
}

/// Whether a source is a document: "a Doe News poll of voters", but not "Doe Corp., a data firm" nor "a data analyst".
fn is_document(words: &Words, source: &Range<usize>) -> bool {
    let end = source.clone().find(|&k| words.is_comma(k) || words.is(k, Class::PREPOSITION)).unwrap_or(source.end);
    let somebody = told_by(words, source).is_some_and(|k| words.is(k, Class::ROLE));
    !somebody && (source.start..end).any(|k| words.is(k, Class::DOCUMENT))
}

/// How something seems to somebody.
const SEEMING: [&str; 8] = ["appears", "appeared", "appear", "seems", "seemed", "seem", "considered", "seen"];

/// Verbs that tell what somebody holds of something, and not that it was said.
const ATTITUDES: [&str; 20] = [
    "support", "oppose", "back", "despise", "admire", "dislike", "like", "love", "hate", "resent", "respect", "value",
    "cherish", "loathe", "distrust", "trust", "envy", "enjoy", "embrace", "tolerate",
];

/// Whether a verb tells what somebody holds of something.
pub(super) fn is_attitude(word: &str) -> bool {
    let of = |lemma: &&str| {
        let stem = lemma.strip_suffix('e').unwrap_or(lemma);
        let rest = word.strip_prefix(stem).unwrap_or("-");
        word == *lemma || matches!(rest, "s" | "es" | "ed" | "ing")
    };
    let y = word.strip_suffix("ied").or_else(|| word.strip_suffix("ies"));
    ATTITUDES.iter().any(of) || y == Some("env")
}

/// What it was said in, by the words around the cue: "in an interview", "tweeted", "according to a video".
pub(super) fn medium(words: &Words, draft: &Draft) -> Option<Medium> {
    let told = |k: usize| medium_of(&words.text_of(k).to_lowercase());
    if let Some(via) = draft.via.clone() {
        // "remarks in a video" came in the video.
        let media: Vec<Medium> = via.filter_map(told).collect();
        let carrier = media.iter().find(|m| !matches!(m, Medium::Remarks | Medium::Statement));
        if let Some(m) = carrier.or(media.first()) {
            return Some(*m);
        }
    }
    let cue = draft.cue.clone()?;
    if let Some(m) = cue.clone().find_map(|k| match words.text_of(k).to_lowercase().as_str() {
        "tweeted" | "tweets" | "tweeting" | "posted" => Some(Medium::Social),
        _ => None,
    }) {
        return Some(m);
    }
    if let Some(k) = draft.source.as_ref().and_then(|s| told_by(words, s)).filter(|&k| words.is(k, Class::DOCUMENT)) {
        return told(k);
    }
    let sentence = words.sentence_around(cue.start);
    let content = |k: usize| draft.content.iter().any(|c| c.contains(&k));
    sentence
        .clone()
        .filter(|&k| {
            matches!(words.text_of(k), "in" | "In" | "on" | "during" | "During" | "via" | "at" | "At")
                && words.quote_of(k).is_none()
                && !content(k)
        })
        .find_map(|k| {
            (k + 1..sentence.end.min(k + 6))
                .take_while(|&j| {
                    !words.is_comma(j) && !words.is_break(j) && !words.is(j, Class::PREPOSITION) && !content(j)
                })
                .find_map(told)
        })
}

pub(super) fn medium_of(word: &str) -> Option<Medium> {
    Some(match word {
        "video" | "videos" | "footage" | "clip" => Medium::Video,
        "interview" | "interviews" => Medium::Interview,
        "remarks" | "speech" | "address" | "briefing" | "conference" | "testimony" | "rally" | "debate" | "hearing" => {
            Medium::Remarks
        }
        "statement" | "statements" | "communique" | "release" => Medium::Statement,
        "report" | "study" | "survey" | "poll" | "analysis" => Medium::Report,
        "letter" | "memo" | "note" | "document" | "documents" | "filing" | "email" | "e-mail" | "lawsuit"
        | "complaint" | "indictment" | "affidavit" => Medium::Document,
        "photo" | "photos" | "photograph" | "photographs" | "picture" | "pictures" | "images" => Medium::Photo,
        "twitter" | "facebook" | "tweet" | "tweets" | "instagram" | "telegram" | "weibo" | "tiktok" => Medium::Social,
        _ => return None,
    })
}
