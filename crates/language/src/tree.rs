//! Dependency trees the other way round: from heads to what depends on them.

use crate::{Analysis, Relation};
use std::ops::Range;

/// What depends on each token, kept beside the tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trees {
    /// Dependents, sorted by head, then by place.
    children: Vec<u32>,
    /// Of each token, where its own begin in `children`; one more at the end.
    starts: Vec<u32>,
    /// Of each token, the smallest range that covers it and all below it.
    extent: Vec<Range<u32>>,
}

impl Trees {
    /// `heads`: of each token its head. Heads out of range count as none; what hangs in a loop covers itself alone.
    pub fn new(heads: &[Option<u32>]) -> Trees {
        let n = heads.len();
        let head = |i: usize| heads[i].map(|h| h as usize).filter(|h| *h < n && *h != i);
        let mut starts = vec![0; n + 1];
        for h in (0..n).filter_map(head) {
            starts[h + 1] += 1;
        }
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        let mut waiting: Vec<u32> = (0..n).map(|i| starts[i + 1] - starts[i]).collect();
        let mut next = starts.clone();
        let mut children = vec![0; starts[n] as usize];
        for (i, h) in (0..n).filter_map(|i| Some((i, head(i)?))) {
            children[next[h] as usize] = i as u32;
            next[h] += 1;
        }
        // From the leaves up: a token is done when all below it are.
        let mut extent: Vec<Range<u32>> = (0..n as u32).map(|i| i..i + 1).collect();
        let mut done: Vec<usize> = (0..n).filter(|&i| waiting[i] == 0).collect();
        while let Some(i) = done.pop() {
            let Some(h) = head(i) else { continue };
            extent[h] = extent[h].start.min(extent[i].start)..extent[h].end.max(extent[i].end);
            waiting[h] -= 1;
            if waiting[h] == 0 {
                done.push(h);
            }
        }
        Trees { children, starts, extent }
    }
}

impl Analysis {
    /// The tokens whose head is `token`, in order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let at = |i: usize| self.trees.starts.get(i).map_or(0, |&s| s as usize);
        let of = if token < self.trees.extent.len() { at(token)..at(token + 1) } else { 0..0 };
        self.trees.children.get(of).unwrap_or_default().iter().map(|&c| c as usize)
    }

    /// The phrase that a noun, a name or a pronoun heads, as a mention is read: its [`subtree`](Self::subtree) without preposition,
    /// conjunction and marks at its edges, and without further members of a coordination.
    pub fn phrase(&self, token: usize) -> Range<usize> {
        let outside = |child: &usize| {
            use Relation::*;
            let relation = self.tokens.get(*child).map_or(Dep, |t| t.relation);
            matches!(relation, Case | Cc | CcPreconj | Mark | Punct | Conj | Parataxis)
        };
        let own = self.children(token).filter(|child| !outside(child)).map(|child| self.subtree(child));
        own.fold(token..token + 1, |all, part| all.start.min(part.start)..all.end.max(part.end))
    }

    /// The smallest range of tokens that covers `token` and all that depends on it, directly or not.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        self.trees.extent.get(token).map_or(token..token + 1, |r| r.start as usize..r.end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependents_and_what_they_cover() {
        // Officials of the union denied it ; a lone loop stands behind it.
        let heads = [Some(4), Some(3), Some(3), Some(0), None, Some(4), Some(7), Some(6), Some(99)];
        let a = Analysis { trees: Trees::new(&heads), ..Analysis::default() };
        assert_eq!(a.children(4).collect::<Vec<_>>(), [0, 5]);
        assert_eq!(a.children(3).rev().collect::<Vec<_>>(), [2, 1]);
        assert_eq!(a.children(20).count(), 0);
        let covered: Vec<_> = (0..9).map(|i| a.subtree(i)).collect();
        assert_eq!(covered, [0..4, 1..2, 2..3, 1..4, 0..6, 5..6, 6..7, 7..8, 8..9]);
        assert_eq!(Analysis::default().subtree(3), 3..4);
    }

    #[test]
    fn phrases_are_what_a_mention_says() {
        use Relation::*;
        let (mut text, mut a) = (String::new(), Analysis::default());
        a.push_sentence(&mut text, "of the old mayor of Oslo , and of his wife".split(' '), 0);
        let tree = [
            (3, Case),
            (3, Det),
            (3, Amod),
            (3, Root),
            (5, Case),
            (3, Nmod),
            (10, Punct),
            (10, Cc),
            (10, Case),
            (10, NmodPoss),
            (3, Conj),
        ];
        for (token, (head, relation)) in a.tokens.iter_mut().zip(tree) {
            (token.head, token.relation) = ((relation != Root).then_some(head), relation);
        }
        a.trees = Trees::new(&a.tokens.iter().map(|t| t.head).collect::<Vec<_>>());
        assert_eq!((a.subtree(3), a.phrase(3)), (0..11, 1..6));
        assert_eq!((a.phrase(5), a.phrase(10)), (5..6, 9..11));
    }
}
