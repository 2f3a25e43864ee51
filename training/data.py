"""Corpora to windows: runs of whole sentences of one document that go through the encoder together.

A window is at most `cap` sub-words long: `[CLS] sentence [SEP] sentence [SEP] …`. Every corpus keeps its own label set:
a window carries only the labels that its corpus was annotated with, everything else is left unlabelled (`IGNORE`).
"""

import gzip
import json
import os
import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np

IGNORE = -100
ROOT = -1
MAX_PIECES = 12  # sub-words kept of one token; what is beyond (of a URL, say) says nothing new
MAX_LENGTH = 512  # positions that the encoder knows
UNKNOWN, CLS, SEP = 100, 101, 102

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
DEPREL = (
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt conj cop "
    "csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark nmod "
    "nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis punct "
    "reparandum root vocative xcomp"
).split()
MENTION = "person organization place object abstract event time animal plant substance".split()
ROLES = ("source", "cue", "content")
PARTIES = ("actor", "recipient")
STATUS = ("denied", "open", "happened")  # of UW's ratings from -3 to 3: at most -1, between, at least 1

# Span types of each naming guideline. `None`: the corpus marks it, but by rule or too seldom to learn from.
NAMES = {
    "news": "PER ORG LOC NORP FAC PRODUCT EVENT MISC DATE MONEY".split(),  # Worldwide newswire
    "gum": "PER ORG LOC PRODUCT EVENT MISC DATE".split(),  # GUM, derived by rule
    "wiki": "PER ORG LOC MISC".split(),  # WikiNEuRal, Wikigold (CoNLL 2003 types)
    "docred": "PER ORG LOC MISC DATE".split(),  # Re-DocRED
    "social": "PER ORG LOC PRODUCT MISC".split(),  # WNUT 2017
}
NAMES_HEAD = {
    "Worldwide-newswire": "news",
    "GUM-named": "gum",
    "WikiNEuRal-en": "wiki",
    "Wikigold": "wiki",
    "Re-DocRED": "docred",
    "WNUT17": "social",
}
# TimeML's classes; RAMS, ECB+ and the others only mark that there is an event.
EVENT = "OCCURRENCE REPORTING STATE ASPECTUAL I_ACTION I_STATE PERCEPTION".split()
PLOVER = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)

# Corpora whose terms forbid commercial use or are not stated. `--open` leaves them out.
CLOSED = {"Worldwide-newswire", "WikiNEuRal-en"}


@dataclass
class Sentence:
    """Tokens with whatever labels the corpus gives; token indices are within the sentence unless said otherwise."""

    tokens: list
    paragraph: bool = True  # starts a paragraph: an open quotation does not reach into it
    labels: dict = field(default_factory=dict)  # name -> list over tokens
    spans: list = None  # coreference: (first, last, head, type, cluster)
    links: list = None  # attribution: (token of the document, token of the document)


@dataclass
class Document:
    corpus: str
    sentences: list


# ---------------------------------------------------------------------------------------------- tokens and features

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|[A-Za-z]+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W_])|[^\W_]+|_+|[^\w\s]",
    re.IGNORECASE,
)
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Sgt|Lt|Col|St|Jr|Sr|vs|No|Rev|Hon|Prof|Capt|Sept|Oct|Nov|Dec|Jan|Feb|Aug|Inc|Corp|Co|Ltd)|\b[A-Z])\.$")
CLOSERS = "\"'”’)]»"


def tokenize(text):
    """[(start, end)] of the tokens of a text, near enough to Universal Dependencies' English tokens."""
    return [m.span() for m in TOKEN.finditer(text)]


def sentences_of(text, spans):
    """Groups token spans into sentences: [(paragraph starts here, [span, ..])]."""
    out, now, fresh = [], [], True
    for i, (s, e) in enumerate(spans):
        if now and "\n" in text[now[-1][1] : s]:
            out.append((fresh, now))
            now, fresh = [], True
        now.append((s, e))
        end = text[s:e] in ".?!" or (text[s:e] in CLOSERS and len(now) > 1 and text[now[-2][0] : now[-2][1]] in ".?!")
        if not end or i + 1 == len(spans):
            continue
        follows = text[spans[i + 1][0] : spans[i + 1][1]]
        if follows in CLOSERS and spans[i + 1][0] == e:
            continue
        if text[e : spans[i + 1][0]] == "" or follows[0].islower() or ABBREVIATION.search(text[max(0, e - 8) : e]):
            continue
        out.append((fresh, now))
        now, fresh = [], False
    if now:
        out.append((fresh, now))
    return out


def letter_case(token):
    """1 lower, 2 Capitalized, 3 UPPER, 4 one capital letter, 5 miXed, 6 with a digit, 7 no letter. 0 is for [CLS] and [SEP]."""
    if any(c.isdigit() for c in token):
        return 6
    letters = [c for c in token if c.isalpha()]
    if not letters:
        return 7
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 1
    if upper == len(letters):
        return 4 if upper == 1 else 3
    return 2 if upper == 1 and letters[0].isupper() else 5


def quotation(tokens, inside):
    """Per token: 1 within double quotation marks (marks included), else 0; and whether the quotation is still open."""
    out = []
    for t in tokens:
        if t in ("“", "«", "„", "``"):
            inside = True
            out.append(1)
        elif t in ("”", "»", "''"):
            out.append(1)
            inside = False
        elif t == '"':
            out.append(1)
            inside = not inside
        else:
            out.append(int(inside))
    return out, inside


class Pieces:
    """WordPiece sub-words of one token, as the base encoder was trained with (lower case, no accents)."""

    def __init__(self, tokenizer):
        self.tokenizer = tokenizer
        self.known = {}

    def of(self, token):
        got = self.known.get(token)
        if got is None:
            got = self.tokenizer.encode(token, add_special_tokens=False).ids[:MAX_PIECES] or [UNKNOWN]
            self.known[token] = got
        return got


# ---------------------------------------------------------------------------------------------- corpora


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def conllu(path):
    """Universal Dependencies documents; GUM's mentions and clusters come from its Entity annotation."""
    docs, sentence, fresh = [], [], True
    corpus, noncommercial = None, False
    opened, clusters = [], {}

    def flush():
        nonlocal sentence, fresh, opened
        if not sentence:
            return
        tokens = [r[1] for r in sentence]
        heads = [int(r[6]) - 1 if r[6].isdigit() else IGNORE for r in sentence]
        s = Sentence(
            tokens,
            fresh,
            {
                "upos": [UPOS.index(r[3]) if r[3] in UPOS else IGNORE for r in sentence],
                "head": heads,
                "deprel": [DEPREL.index(r[7]) if r[7] in DEPREL else DEPREL.index("dep") for r in sentence],
            },
        )
        if corpus == "GUM":
            s.spans = mentions(sentence, heads)
        docs[-1].sentences.append(s)
        sentence, fresh = [], False

    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("#"):
                if line.startswith("# corpus = "):
                    corpus = line.split("_English-")[-1]
                elif line.startswith("# licence = "):
                    noncommercial = "NC" in line
                elif line.startswith("# newdoc"):
                    docs.append(Document(corpus + ("-NC" if noncommercial else ""), []))
                    fresh = True
                elif line.startswith("# newpar"):
                    fresh = True
            elif not line:
                flush()
            else:
                row = line.split("\t")
                if row[0].isdigit():
                    sentence.append(row)
    flush()
    return docs


def mentions(rows, heads):
    """(first, last, head, type, cluster) of the Entity annotation of one sentence. Broken mentions are left out."""
    out, opened = [], defaultdict(list)
    for i, row in enumerate(rows):
        entity = next((x[7:] for x in row[9].split("|") if x.startswith("Entity=")), "")
        for m in re.finditer(r"\(([^()]+)(\))?|([^()]+)\)", entity):
            if m[1]:
                parts = m[1].split("-")
                if "[" in parts[0] or len(parts) < 2:
                    continue
                if m[2]:
                    out.append((i, i, i, parts[1], parts[0]))
                else:
                    opened[parts[0]].append((i, parts[1]))
            elif opened.get(m[3]):
                first, kind = opened[m[3]].pop()
                inside = [j for j in range(first, i + 1) if not first <= heads[j] <= i]
                out.append((first, i, inside[0] if inside else i, kind, m[3]))
    return out


def bio(tokens, spans, types):
    """BIO labels over token spans of character spans: 0 outside, 1 + 2k begins type k, 2 + 2k goes on. Other types are ignored."""
    out = [0] * len(tokens)
    for start, end, kind in spans:
        at = [i for i, (s, e) in enumerate(tokens) if s < end and start < e]
        for n, i in enumerate(at):
            out[i] = IGNORE if kind not in types else 1 + 2 * types.index(kind) + (n > 0)
    return out


def named(path, skip=("GUM-named", "UNER-EWT")):
    """Documents of the name corpora. GUM's names are joined to its trees elsewhere."""
    docs, last = [], None
    for r in lines(path):
        if r["corpus"] in skip:
            continue
        key = (r["corpus"], r["doc"])
        # The documents of WNUT and the Wikipedia sentences are one sentence each: unrelated, but packed together they cost less.
        if key != last and not (last and key[0] == last[0] and r["corpus"] in ("WNUT17", "WikiNEuRal-en", "Wikigold") and len(docs[-1].sentences) < 8):
            docs.append(Document(r["corpus"], []))
        last = key
        spans = list(zip(r["tok"][::2], r["tok"][1::2]))
        types = NAMES[NAMES_HEAD[r["corpus"]]]
        docs[-1].sentences.append(Sentence([r["text"][s:e] for s, e in spans], True, {"names": bio(spans, r["spans"], types)}))
    return docs


def gum_names(docs, path):
    """Adds GUM's names to the trees of the same sentences, found by their letters."""
    known = {}
    for r in lines(path):
        if r["corpus"] == "GUM-named":
            spans = list(zip(r["tok"][::2], r["tok"][1::2]))
            known["".join(r["text"].split())] = bio(spans, r["spans"], NAMES["gum"])
    missing = 0
    for d in docs:
        if d.corpus.startswith("GUM"):
            for s in d.sentences:
                got = known.get("".join("".join(s.tokens).split()))
                if got and len(got) == len(s.tokens):
                    s.labels["names"] = got
                else:
                    missing += 1
    return missing


def attributed(path):
    """PolNeAR: who says what. Three label sequences, one a role, and links from a segment's first token to its cue's."""
    docs = []
    for r in lines(path):
        text = r["text"]
        spans = tokenize(text)
        at = np.full(len(text) + 1, -1)
        for i, (s, e) in enumerate(spans):
            at[s:e] = i
        roles = {role: [0] * len(spans) for role in ROLES}
        links = []

        def mark(role, pieces):
            firsts = []
            for s, e in pieces:
                inside = sorted({int(i) for i in at[s:e] if i >= 0})
                for n, i in enumerate(inside):
                    roles[role][i] = 1 if n == 0 else max(2, roles[role][i]) if roles[role][i] != 1 else 1
                firsts += inside[:1]
            return firsts

        for a in r["attributions"]:
            cue = mark("cue", a["cue"])[:1]
            for role in ("source", "content"):
                for first in mark(role, a[role]):
                    if cue:
                        links.append((first, cue[0]))
        doc, n = Document("PolNeAR", []), 0
        for fresh, group in sentences_of(text, spans):
            here = range(n, n + len(group))
            s = Sentence([text[a:b] for a, b in group], fresh, {role: [roles[role][i] for i in here] for role in ROLES})
            s.links = [(a - n, b - n) for a, b in links if a in here]
            doc.sentences.append(s)
            n += len(group)
        docs.append(doc)
    return docs


def marked(text, targets, blank):
    """Sentences of a text as [(fresh, spans, labels)]: `targets` (start, end, label) put a label on the first word they touch."""
    spans = tokenize(text)
    labels = [blank] * len(spans)
    starts = np.array([s for s, _ in spans] + [len(text)])
    for start, _, label in targets:
        i = int(np.searchsorted(starts, start, "right")) - 1
        if 0 <= i < len(spans):
            labels[i] = label
    n = 0
    for fresh, group in sentences_of(text, spans):
        yield fresh, [text[a:b] for a, b in group], labels[n : n + len(group)]
        n += len(group)


def timed(path):
    """TimeBank and AQUAINT: every event with its TimeML class. What is no event is of no PLOVER type either."""
    docs = []
    for r in lines(path):
        doc = Document("TimeBank", [])
        targets = [(e["start"], e["end"], 1 + EVENT.index(e["class"])) for e in r["events"] if e["class"] in EVENT]
        for fresh, tokens, labels in marked(r["text"], targets, 0):
            plover = [0 if l == 0 else IGNORE for l in labels]
            doc.sentences.append(Sentence(tokens, fresh, {"event": labels, "plover": plover}))
        docs.append(doc)
    return docs


def held_out(text, share):
    """Is a sentence one of those kept for dev: one of `share`, by the checksum of its text?"""
    return zlib.crc32(text.encode()) % share == 0


def factual(path, part):
    """Factuality of single event words, -3 … 3 to hundredths of -1 … 1.

    UW's dev part is a tenth of all its sentences, by the checksum of their text; the other corpora keep their publishers' parts."""
    for r in lines(path):
        of = ("dev" if held_out(r["text"], 10) else "train") if r["corpus"] == "uw" else r["split"]
        if of == part:
            targets = [(t["start"], t["end"], round(t["value"] * 100 / 3)) for t in r["targets"]]
            doc = Document("Factuality-" + r["corpus"], [])
            for fresh, tokens, labels in marked(r["text"], targets, IGNORE):
                doc.sentences.append(Sentence(tokens, fresh, {"factuality": labels}))
                if r["corpus"] == "uw":  # a guideline of its own: plain futures count as certain
                    third = lambda x: x if x == IGNORE else 0 if x <= -33 else 2 if x >= 33 else 1
                    doc.sentences[-1].labels["status"] = [third(x) for x in labels]
            yield doc


QUADS = {1: PLOVER[:4], 2: PLOVER[4:7], 3: PLOVER[7:11], 4: PLOVER[11:]}  # verbal, material cooperation; verbal, material conflict


def plover(folder, part):
    """PLOVER types: of sentences as a whole (one of their words has one of the types), and of single triggers; and who is
    actor or recipient of a sentence's event.

    PLOVER's own gold sentences are the dev part, whole: no model is trained on them."""
    at = lambda name: os.path.join(folder, "events", name + ".jsonl.gz")
    if part == "dev":
        rows = [(r["text"], r.get("event_v2") or [r["event"]], r.get("spans")) for r in lines(at("plover_gsr"))]
    else:
        rows = [(r["text"], r["event_v2"], r.get("spans")) for r in lines(at("plv_train"))]
        known = {text for text, *_ in rows}
        rows += [(r["text"], QUADS[r["quad"]], None) for r in lines(at("cameo_quad_train")) if r["quad"] and r["text"] not in known]
    for text, types, parties in rows:
        types = [t for t in types if t in PLOVER]
        spans = tokenize(text)
        if not types or not spans or len(text) > 1000:
            continue
        labels = {"plover_any": [sum(1 << PLOVER.index(t) for t in types)] * len(spans)}
        if parties:
            both = parties.get("SRC/TAR") or []
            for role, key in (("actor", "SRC"), ("recipient", "TAR")):
                labels[role] = bio(spans, [(*s, role) for s in (parties.get(key) or []) + (both if role == "actor" else [])], [role])
        yield Document("PLOVER", [Sentence([text[a:b] for a, b in spans], True, labels)])
    for r in lines(at("wikievents_dev")) if part == "train" else ():
        targets = [(*e["trigger"], 1 + PLOVER.index(e["plover"])) for e in r["events"] if e["plover"] in PLOVER]
        doc = Document("WikiEvents", [])
        for fresh, tokens, labels in marked(r["text"], targets, IGNORE):
            doc.sentences.append(Sentence(tokens, fresh, {"plover": labels}))
        yield doc


def load(folder, part, open_only=False):
    """All documents of a part (`train` or `dev`)."""
    at = lambda *p: os.path.join(folder, *p)
    docs = conllu(at("language", f"ud-{part}.conllu.gz"))
    gum_names(docs, at("language", f"ner-{part}.jsonl.gz"))
    docs += named(at("language", f"ner-{part}.jsonl.gz"))
    docs += named(at("language", f"ner-worldwide-{part}.jsonl.gz"))
    docs += attributed(at("attribution", f"{part}.jsonl.gz"))
    docs += timed(at("time", f"{part}.jsonl.gz"))
    docs += factual(at("events", "factuality.jsonl.gz"), part)
    docs += plover(folder, part)
    if open_only:
        docs = [d for d in docs if d.corpus not in CLOSED and not d.corpus.endswith("-NC")]
    return [d for d in docs if d.sentences]


# ---------------------------------------------------------------------------------------------- windows


@dataclass
class Window:
    corpus: str
    ids: np.ndarray  # sub-words
    case: np.ndarray
    quote: np.ndarray
    first: np.ndarray  # words: place of the first sub-word
    sentence: np.ndarray  # words: which sentence
    tokens: list
    labels: dict  # name -> array over words
    mentions: list  # (first, last, head, type, cluster) or None
    links: list  # (word, word) or None

    @property
    def names_head(self):
        return "gum" if self.corpus.startswith("GUM") else NAMES_HEAD.get(self.corpus)


def windows(doc, pieces, cap):
    """Cuts a document into windows of whole sentences, none longer than `cap` sub-words but for a sentence that alone is."""
    out, now, size, inside = [], [], 1, False
    for s in doc.sentences:
        state, inside = quotation(s.tokens, inside and not s.paragraph)
        ids = [pieces.of(t) for t in s.tokens]
        length = sum(map(len, ids)) + 1
        if now and size + length > cap:
            out.append(join(doc.corpus, now))
            now, size = [], 1
        now.append((s, ids, state))
        size += length
    if now:
        out.append(join(doc.corpus, now))
    return [w for w in out if len(w.ids) <= MAX_LENGTH]


def join(corpus, parts):
    ids, case, quote = [CLS], [0], [0]
    first, number, tokens = [], [], []
    labels = defaultdict(list)
    found, links = None, None
    names = {k for s, _, _ in parts for k in s.labels}
    for n, (s, pieces, state) in enumerate(parts):
        base = len(tokens)
        for token, p, q in zip(s.tokens, pieces, state):
            first.append(len(ids))
            ids += p
            case += [letter_case(token)] * len(p)
            quote += [q] * len(p)
        ids.append(SEP)
        case.append(0)
        quote.append(0)
        tokens += s.tokens
        number += [n] * len(s.tokens)
        for k in names:
            got = s.labels.get(k, [IGNORE] * len(s.tokens))
            if k == "head":
                got = [h + base if h >= 0 else h for h in got]
            labels[k] += got
        if s.spans is not None:
            found = (found or []) + [(a + base, b + base, h + base, t, c) for a, b, h, t, c in s.spans]
        if s.links is not None:
            links = (links or []) + [(a + base, b + base) for a, b in s.links]
    if links is not None:
        links = [(a, b) for a, b in links if 0 <= a < len(tokens) and 0 <= b < len(tokens)]
    return Window(
        corpus,
        np.array(ids, np.int32),
        np.array(case, np.int8),
        np.array(quote, np.int8),
        np.array(first, np.int32),
        np.array(number, np.int32),
        tokens,
        {k: np.array(v, np.int64) for k, v in labels.items()},
        found,
        links,
    )


def epoch(docs, pieces, seed, number, size, weights, caps=(96, 160, 256)):
    """The batches of one epoch, fixed by seed and number: each at most about `size` sub-words, padding counted.

    `weights` (corpus -> share of its documents used in an epoch) sets the mixture."""
    rng = np.random.default_rng([seed, number])
    drawn = []
    for d in docs:
        share = weights.get(d.corpus, 1.0)
        for _ in range(int(share + rng.random())):
            drawn += windows(d, pieces, int(rng.choice(caps)))
    order = rng.permutation(len(drawn))
    batches = []
    for a in range(0, len(order), 1024):  # of like length, so that little is padding
        pool = sorted((drawn[i] for i in order[a : a + 1024]), key=lambda w: len(w.ids))
        now = []
        for w in pool:
            if now and (len(now) + 1) * len(w.ids) > size:
                batches.append(now)
                now = []
            now.append(w)
        if now:
            batches.append(now)
    return [batches[i] for i in rng.permutation(len(batches))]


if __name__ == "__main__":
    import sys
    from training.model import base_tokenizer

    pieces = Pieces(base_tokenizer())
    docs = load(os.environ["DATELINE_DATA"] + "/data" if len(sys.argv) < 2 else sys.argv[1], "train")
    words, subs = Counter(), Counter()
    for d in docs:
        for w in windows(d, pieces, 256):
            words[d.corpus] += len(w.tokens)
            subs[d.corpus] += len(w.ids)
    for c in words:
        print(f"{c:20} {words[c]:8} words {subs[c]:8} sub-words")
    print("total", sum(subs.values()))
