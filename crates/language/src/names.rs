//! Names over a whole page: what one place leaves open, another tells.

use crate::decode::{best, spans};
use crate::{NameKind, NameSpan, Token};
use std::collections::HashMap;
use std::ops::Range;

/// What the network says of names, token by token.
#[derive(Default)]
pub struct Names {
    /// Outside, begins a name, goes on with one: 0, 1, 2.
    places: Vec<usize>,
    /// A row a token: the probability that it is part of a name of each type.
    chances: Vec<f32>,
}

impl Names {
    /// Adds a token by the scores of its labels: outside, then begins and goes on of each type. Whether it is part of a name is
    /// judged over all types together.
    pub fn push(&mut self, scores: &[f32]) {
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let weights: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
        let sum: f32 = weights.iter().sum();
        let Some((outside, kinds)) = weights.split_first() else { return self.places.push(0) };
        let pairs = || kinds.chunks_exact(2);
        self.places.push(best(&[*outside, pairs().map(|p| p[0]).sum(), pairs().map(|p| p[1]).sum()]));
        self.chances.extend(pairs().map(|p| (p[0] + p[1]) / sum));
    }

    /// The names, each of the type that is likeliest over all places of the page where the same words are a name; a surname is
    /// helped by the full name.
    pub fn spans(&self, text: &str, tokens: &[Token], kinds: &[Option<NameKind>]) -> Vec<NameSpan> {
        let written = |words: &Range<usize>| match (tokens.get(words.start), tokens.get(words.end - 1)) {
            (Some(first), Some(last)) => first.span.cover(last.span).of(text),
            _ => "",
        };
        let found = spans(self.places.iter().copied());
        let mut votes: HashMap<&str, Vec<f32>> = HashMap::new();
        for (words, _) in &found {
            let votes = votes.entry(written(words)).or_insert_with(|| vec![0.0; kinds.len()]);
            votes.iter_mut().zip(self.mean(words, kinds.len())).for_each(|(v, c)| *v += c);
        }
        for (words, _) in found.iter().filter(|(words, _)| words.len() > 1) {
            if let (Some(votes), Some(person)) = (
                votes.get_mut(written(&(words.end - 1..words.end))),
                kinds.iter().position(|k| *k == Some(NameKind::Per)),
            ) {
                let chances = self.mean(words, kinds.len());
                votes[person] += if best(&chances) == person { chances[person] } else { 0.0 };
            }
        }
        let person = kinds.iter().position(|k| *k == Some(NameKind::Per));
        for (words, _) in found.iter().filter(|(words, _)| words.len() > 1) {
            let chances = self.mean(words, kinds.len());
            let surname = votes.get_mut(written(&(words.end - 1..words.end)));
            if let (Some(votes), Some(person)) = (surname, person.filter(|person| best(&chances) == *person)) {
                votes[person] += chances[person];
            }
        }
        let mut out = Vec::with_capacity(found.len());
        for (words, _) in found {
            let kind = votes.get(written(&words)).map_or(0, |votes| best(votes));
            if let Some(kind_of_name) = kinds.get(kind).copied().flatten() {
                let score = self.mean(&words, kinds.len())[kind];
                out.push(NameSpan { tokens: words, kind: kind_of_name, score });
            }
        }
        out
    }

    /// Mean chances of each type over some tokens.
    fn mean(&self, words: &Range<usize>, kinds: usize) -> Vec<f32> {
        let mut mean = vec![0.0; kinds];
        for i in words.clone() {
            let row = self.chances.get(i * kinds..(i + 1) * kinds).unwrap_or_default();
            mean.iter_mut().zip(row).for_each(|(m, c)| *m += c / words.len() as f32);
        }
        mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analysis;

    const KINDS: [Option<NameKind>; 3] = [Some(NameKind::Per), Some(NameKind::Org), None];

    /// Words with their places (O, B, I), each with the probabilities of a person, an organization and something else.
    #[track_caller]
    fn check(words: &[(&str, char, [f32; 3])], want: &[(&str, NameKind)]) {
        let (mut text, mut a, mut names) = (String::new(), Analysis::default(), Names::default());
        a.push_sentence(&mut text, words.iter().map(|w| w.0), 0);
        for (_, place, chances) in words {
            let mut scores = vec![if *place == 'O' { 0.9f32 } else { 0.1 }.ln()];
            for chance in chances {
                let (begins, goes_on) = if *place == 'B' { (0.95, 0.05) } else { (0.05, 0.95) };
                scores.extend([(chance * begins).ln(), (chance * goes_on).ln()]);
            }
            names.push(&scores);
        }
        let told = names.spans(&text, &a.tokens, &KINDS);
        let told: Vec<_> = told
            .iter()
            .map(|n| (a.tokens[n.tokens.start].span.cover(a.tokens[n.tokens.end - 1].span).of(&text), n.kind))
            .collect();
        assert_eq!(told, want);
    }

    #[test]
    fn a_name_is_one_name_whatever_its_words_are_taken_for() {
        let (org, per) = ([0.2, 0.6, 0.1], [0.6, 0.3, 0.1]);
        check(
            &[("Brekke", 'B', per), ("Shipping", 'I', org), ("Lines", 'I', org), ("sails", 'O', [0.01; 3])],
            &[("Brekke Shipping Lines", NameKind::Org)],
        );
    }

    #[test]
    fn the_same_words_are_of_one_type_and_surnames_follow_the_full_name() {
        let (surely, barely, person) = ([0.05, 0.9, 0.05], [0.5, 0.45, 0.05], [0.9, 0.05, 0.05]);
        check(
            &[("Ostland", 'B', surely), ("and", 'O', [0.01; 3]), ("Ostland", 'B', barely)],
            &[("Ostland", NameKind::Org), ("Ostland", NameKind::Org)],
        );
        check(
            &[("Ann", 'B', person), ("Roe", 'I', person), ("and", 'O', [0.01; 3]), ("Roe", 'B', [0.4, 0.55, 0.05])],
            &[("Ann Roe", NameKind::Per), ("Roe", NameKind::Per)],
        );
    }

    #[test]
    fn types_that_are_left_out_give_no_name() {
        check(&[("Friday", 'B', [0.1, 0.1, 0.8])], &[]);
    }
}
