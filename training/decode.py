"""From scores to labels, spans, trees and links. Plain numpy; the Rust crate does the same for trees and links, and more for names and cues."""

import numpy as np

from .data import MENTION


def spans_of(labels):
    """[(first, last + 1, kind)] of BIO labels (0 outside, 1 + 2k begins, 2 + 2k goes on); a stray "goes on" begins."""
    out, start, kind = [], None, None
    for i, l in enumerate(list(labels) + [0]):
        goes_on = l > 0 and l % 2 == 0 and start is not None and (l - 1) // 2 == kind
        if start is not None and not goes_on:
            out.append((start, i, kind))
            start = None
        if l > 0 and not goes_on:
            start, kind = i, (l - 1) // 2
    return out


def tree(arcs, root):
    """Heads of one sentence (-1: root) with the highest sum of log-probabilities; exactly one root.

    `arcs[i, j]`: score of word j as head of word i; `root[i]`: score of i as root. Chu-Liu and Edmonds."""
    n = len(root)
    if n == 1:
        return [-1]
    scores = np.concatenate([root[:, None], arcs], 1).astype(np.float64)
    scores[np.arange(n), np.arange(n) + 1] = -np.inf
    scores -= np.logaddexp.reduce(scores, 1, keepdims=True)
    # node 0 is the root; full[d, h]
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = scores
    greedy = full[1:].argmax(1)
    if (greedy == 0).sum() == 1 and not cycle(np.concatenate([[0], greedy])):
        return [int(h) - 1 for h in greedy]
    # A heavy fine on leaving the root makes every optimum leave it once.
    fined = full.copy()
    fined[1:, 0] -= 1e6
    return [int(h) - 1 for h in arborescence(fined)[1:]]


def cycle(heads):
    """A cycle of a head array (node 0 is the root), or none."""
    seen = np.zeros(len(heads), int)
    for start in range(1, len(heads)):
        v, path = start, []
        while v and not seen[v]:
            seen[v] = start
            path.append(v)
            v = heads[v]
        if v and seen[v] == start and v in path:
            return path[path.index(v) :]
    return []


def arborescence(scores):
    """Best heads for `scores[d, h]` rooted at node 0, by contracting cycles."""
    n = len(scores)
    heads = np.concatenate([[0], scores[1:].argmax(1)])
    loop = cycle(heads)
    if not loop:
        return heads
    rest = [v for v in range(n) if v not in set(loop)]
    m = len(rest)
    inner = scores[loop, heads[loop]]
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    out_of = scores[np.ix_(rest, loop)]  # a word of the loop as head of a word outside
    into = scores[np.ix_(loop, rest)] - inner[:, None]  # breaking the loop at a word
    small[:m, m] = out_of.max(1)
    small[m, :m] = into.max(0)
    got = arborescence(small)
    result = heads.copy()
    for k in range(1, m):
        result[rest[k]] = loop[int(out_of[k].argmax())] if got[k] == m else rest[got[k]]
    entry = int(into[:, got[m]].argmax())
    result[loop[entry]] = rest[got[m]]
    return result


def antecedents(mention, ask, answer):
    """[(word, its antecedent or -1)] of the words that are found to head a mention."""
    heads = [i for i in range(len(mention)) if mention[i].argmax() > 0]
    out = []
    for n, i in enumerate(heads):
        before = heads[:n]
        s = ask[i] @ answer[before].T if before else np.zeros(0)
        best = int(s.argmax()) if len(s) else -1
        out.append((i, before[best] if best >= 0 and s[best] > 0 else -1))
    return out


def attributions(scores, ask, answer):
    """Attributions of a window: cue spans, each with the source and content spans that are linked to it. In words."""
    found = [[(a, b) for a, b, _ in spans_of(scores[:, 3 * k : 3 * k + 3].argmax(1))] for k in range(3)]
    source, cue, content = found
    if not cue:
        return [{"source": [], "cue": [], "content": [c]} for c in content]
    firsts = [a for a, _ in cue]
    out = [{"source": [], "cue": [c], "content": []} for c in cue]
    for role, spans in (("source", source), ("content", content)):
        for a, b in spans:
            out[int((ask[a] @ answer[firsts].T).argmax())][role].append((a, b))
    return [a for a in out if a["content"]]
