#!/usr/bin/env python3
"""Makes synthetic news as ready records (JSON lines), for measuring the archive without reading pages.

    bench/news.py 100000 > records.jsonl
    dateline ingest --from records --archive news.db records.jsonl

Each happening begins with an agency's report; outlets carry it whole or cut (wire copies), write it anew (rewrites: same facts and
quotation, other words), or come back to it days later (follow-ups). Everything is invented by rule from word lists; the same number gives
the same bytes.
"""
import hashlib
import json
import random
import sys

CITIES = ["Arvika", "Belmar", "Corvo", "Dunmore", "Elsham", "Fossa", "Garda", "Holm", "Istra", "Jarvik", "Kalmo", "Lunde", "Marsk", "Norda"]
OUTLETS = [f"{a} {b}" for a in ("Harbour", "Valley", "Evening", "Northern", "Free", "Island", "Capital") for b in ("Post", "Echo", "Observer", "Courier", "Ledger")]
FIRST = ["Anna", "Bela", "Carl", "Dora", "Emil", "Frida", "Gunnar", "Hanna", "Ivar", "Jana", "Kaj", "Lena"]
LAST_A = ["Berg", "Dahl", "Ek", "Falk", "Gran", "Holm", "Lind", "Mark", "Nord", "Strand"]
LAST_B = ["mann", "qvist", "sen", "stad", "vik", "ström", "gaard", "mo"]
BODIES = ["police", "fire service", "port authority", "health ministry", "court", "council", "rescue service", "labour union"]
THINGS = ["ferry", "bridge", "factory", "tunnel", "school", "dam", "market", "railway", "hospital", "archive", "stadium", "mill"]
VERBS = ["collapsed", "burned", "reopened", "closed", "flooded", "was sold", "was evacuated", "ran dry", "lost power", "was blocked"]
CAUSES = ["a storm", "a strike", "a faulty cable", "heavy rain", "a court order", "an old debt", "a cracked pillar", "a gas leak"]
SYLLABLES = ["ka", "ro", "mi", "ten", "sal", "vor", "ni", "dra", "pel", "os", "ul", "bre", "fan", "gil", "tha", "wen"]


def word(r):
    """An invented word: vocabulary grows with the archive, as it does in life."""
    return "".join(r.choice(SYLLABLES) for _ in range(r.choice((2, 3, 3, 4))))


def filler(r, names, n):
    """Sentences of common words around the happening's own: a real page is told from others by its own words."""
    shapes = [
        "The {a} by the {b} had been between the {c} and the {d} for {k} years.",
        "They told of a {a} and of {k} {b}s that were with the {c} when the {d} came.",
        "According to {c}, the {a} was to be with the {b} before {d}.",
        "Some {k} people work at the {a}, and most of them are in {b} or in {c} and {d}.",
    ]
    own = lambda: r.choice(names) if r.random() < 0.75 else word(r)
    return [r.choice(shapes).format(a=own(), b=own(), c=own().capitalize(), d=own(), k=r.randrange(2, 90)) for _ in range(n)]


class Happening:
    def __init__(self, n):
        r = random.Random(n)
        self.r, self.n = r, n
        self.place, self.thing, self.verb, self.cause = r.choice(CITIES), r.choice(THINGS), r.choice(VERBS), r.choice(CAUSES)
        self.name = word(r).capitalize() + " " + self.thing
        self.who = f"{r.choice(FIRST)} {r.choice(LAST_A)}{r.choice(LAST_B)}"
        self.body = r.choice(BODIES)
        self.k = r.randrange(2, 400)
        self.names = [word(r) for _ in range(24)]
        self.quote = f"We have seen {word(r)} before, but never a {self.thing} like this one, and we will not forget {self.k} {word(r)}s"
        self.day = n // 40
        self.wire = self.sentences(r, 0)

    def sentences(self, r, style):
        leads = [
            f"The {self.name} in {self.place} {self.verb} after {self.cause}, the {self.body} said.",
            f"After {self.cause}, the {self.name} {self.verb} on the edge of {self.place}, according to the {self.body}.",
            f"{self.place} woke to the news that the {self.name} {self.verb}; the {self.body} blamed {self.cause}.",
        ]
        quotes = [
            f"“{self.quote},” said {self.who}, who speaks for the {self.body}.",
            f"{self.who}, who speaks for the {self.body}, said: “{self.quote}.”",
        ]
        figures = [f"About {self.k} people were affected, the {self.body} said.", f"The {self.body} counted {self.k} people who were affected."]
        return [leads[style % 3], figures[style % 2]] + filler(r, self.names, 5) + [quotes[style % 2]] + filler(r, self.names, 6)


def record(n, sentences, title, outlet, agency, day):
    text, spans = title + "\n\n", []
    blocks = [{"start": 0, "end": len(title), "kind": "headline"}]
    for s in sentences:
        spans.append((len(text), len(text) + len(s)))
        blocks.append({"start": len(text), "end": len(text) + len(s), "kind": "body"})
        text += s + "\n\n"
    statements, entities = [], []
    for (start, end), s in zip(spans, sentences):
        if "“" in s:
            a, b = s.index("“"), s.index("”") + 1
            who = s[s.index("said ") + 5 : s.index(", who")] if s.startswith("“") else s[: s.index(", who")]
            at = start + s.index(who)
            cue = start + s.index("said")
            entities.append({"id": "e1", "kind": "person", "name": who, "links": {}, "mentions": [{"start": at, "end": at + len(who), "form": "name"}], "roles": []})
            statements.append({"id": f"s{len(statements) + 1}", "form": "direct", "content": [[start + a, start + b]], "cue": [[cue, cue + 4]],
                               "source": [{"entity": "e1", "start": at, "end": at + len(who), "type": "person"}], "to": [], "via": [], "act": "say", "confidence": 0.9})
    article = {"title": title, "language": "en", "tags": [], "authors": [], "contributors": [], "publisher": {"name": outlet},
               "published": {"value": f"{2000 + day // 360:04}-{day % 360 // 30 + 1:02}-{day % 30 % 28 + 1:02}", "basis": "given"}}
    if agency:
        article["origin"] = {"name": "Meridian Press", "basis": "credit"}
    sha = hashlib.sha256(text.encode()).hexdigest()
    return {"schema": "dateline-record/1", "source": {"id": f"page-{n}", "media_type": "text/plain", "sha256": sha}, "text": text, "blocks": blocks,
            "article": article, "sentences": [{"start": a, "end": b} for a, b in spans], "entities": entities, "times": [],
            "statements": statements, "events": [], "relations": [], "notes": []}


def main():
    pages = int(sys.argv[1])
    r = random.Random(1)
    live, n, started = [], 0, 0
    while n < pages:
        roll = r.random()
        if roll < 0.35 or not live:
            h = Happening(started)
            started += 1
            live = (live + [h])[-200:]
            outlet, sentences, title, agency = "Meridian Press", h.wire, f"{h.name} in {h.place} {h.verb}", False
        else:
            h = live[-1 - int(r.expovariate(0.05)) % len(live)]
            outlet, agency = r.choice(OUTLETS), roll < 0.65
            if agency:  # a wire copy, whole or cut
                sentences, title = h.wire[: r.choice((8, 10, 14, 14))], f"{h.place}: {h.name} {h.verb}"
            elif roll < 0.9:  # a rewrite
                sentences, title = h.sentences(random.Random(n), r.randrange(1, 3)), f"What we know of the {h.name} in {h.place}"
            else:  # a follow-up
                late = random.Random(n)
                sentences = [f"Days after the {h.name} {h.verb}, {h.who} of the {h.body} faces questions in {h.place}."] + filler(late, h.names, 9)
                title = f"Questions over the {h.name}"
        print(json.dumps(record(n, sentences, title, outlet, agency, h.day), ensure_ascii=False))
        n += 1


main()
