"""Figures on the dev parts: `python -m training.evaluate --model state.pt` (or an exported .onnx).

With `--attributions FILE` the attributions found in PolNeAR dev are written as JSON lines {"id", "statements"} for a scorer.
"""

import argparse
import json
import os
import re
import time
from collections import Counter, defaultdict

import numpy as np
import torch

from . import data, decode
from .data import IGNORE, NAMES
from .model import Reader, base_tokenizer, checkpoint
from .train import tensors


CONSTANT = ("label_weight", "label_bias")  # outputs that are not one row a word


class Torch:
    """Runs the network in PyTorch; gives flat arrays over the words of a batch."""

    def __init__(self, path):
        from .export import Graph

        model = Reader()
        if path != "base":
            model.load_state_dict(checkpoint(path), strict=False)
        self.graph = Graph(model.eval())

    def run(self, batch):
        t = tensors(batch)
        first, width = t["first"], t["ids"].shape[1]
        flat = torch.cat([f[f >= 0] + i * width for i, f in enumerate(first)])
        with torch.inference_mode():
            got = self.graph(t["ids"], t["case"], t["quote"], t["mask"], flat)
        return {k: v.detach().numpy() for k, v in zip(self.graph.names, got)}


class Onnx:
    """Runs an exported file with ONNX Runtime."""

    def __init__(self, path, threads=1):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
        self.names = [o.name for o in self.session.get_outputs()]

    def run(self, batch):
        t = tensors(batch)
        width = t["ids"].shape[1]
        flat = np.concatenate([w.first + i * width for i, w in enumerate(batch)]).astype(np.int32)
        feed = {"ids": t["ids"], "case": t["case"], "quote": t["quote"], "mask": t["mask"]}
        feed = {k: v.numpy().astype(np.int32) for k, v in feed.items()} | {"words": flat}
        return dict(zip(self.names, self.session.run(None, feed)))


def run_all(runner, windows, size=2048):
    """[(window, its outputs)] in the order given; batches hold windows of like length."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    out, now = [None] * len(windows), []

    def flush():
        got = runner.run([windows[i] for i in now])
        n = 0
        for i in now:
            m = len(windows[i].tokens)
            out[i] = (windows[i], {k: v if k in CONSTANT else v[n : n + m] for k, v in got.items()})
            n += m
        now.clear()

    for i in order:
        if now and (len(now) + 1) * len(windows[i].ids) > size:
            flush()
        now.append(i)
    if now:
        flush()
    return out


def f1(right, told, gold):
    p, r = right / max(told, 1), right / max(gold, 1)
    return 2 * p * r / max(p + r, 1e-9)


def names(results, head, gold_types, only=("PER", "ORG", "LOC"), countries_as_places=True):
    """Exact span F1 of `only` types: head's types against the gold types of the corpus."""
    tally = defaultdict(lambda: [0, 0, 0])
    for w, o in results:
        if "names" not in w.labels:
            continue
        gold = {(a, b, gold_types[k]) for a, b, k in decode.spans_of(np.maximum(w.labels["names"], 0))}
        told = {(a, b, NAMES[head][k]) for a, b, k in decode.spans_of(o["names_" + head].argmax(1))}
        for t in only:
            g, s = {x for x in gold if x[2] == t}, {x for x in told if x[2] == t}
            for key in (t, "all"):
                tally[key] = [x + y for x, y in zip(tally[key], (len(g & s), len(s), len(g)))]
    return {k: f1(*v) for k, v in tally.items()}


def dependencies(results):
    right = defaultdict(int)
    for w, o in results:
        if "head" not in w.labels:
            continue
        upos = o["upos"].argmax(1)
        for n in range(w.sentence[-1] + 1):
            at = np.flatnonzero(w.sentence == n)
            heads = decode.tree(o["arc_ask"][at] @ o["arc_answer"][at].T, o["root"][at, 0])
            own = o["label_of"][at]
            zero = np.zeros_like(own[0])
            of = np.stack([o["label_from"][at[h]] if h >= 0 else zero for h in heads])
            labels = (np.maximum(own + of, 0) @ o["label_weight"].T + o["label_bias"]).argmax(1)
            for k, i in enumerate(at):
                gold, kind = w.labels["head"][i], w.labels["deprel"][i]
                right["words"] += 1
                right["upos"] += upos[i] == w.labels["upos"][i]
                head = at[heads[k]] if heads[k] >= 0 else -1
                right["uas"] += head == gold
                right["las"] += head == gold and labels[k] == kind
                right["las_basic"] += head == gold and base(labels[k]) == base(kind)
    return {k: right[k] / max(right["words"], 1) for k in ("upos", "uas", "las", "las_basic")}


def base(label):
    return data.DEPREL[label].split(":")[0]


WORDS = re.compile(r"\w")


def attribution_tokens(results):
    tally = defaultdict(lambda: [0, 0, 0])
    for w, o in results:
        if "cue" not in w.labels:
            continue
        word = np.array([bool(WORDS.search(t)) for t in w.tokens])
        for k, role in enumerate(data.ROLES):
            told = (o["attribution"][:, 3 * k : 3 * k + 3].argmax(1) > 0) & word
            gold = (w.labels[role] > 0) & word
            tally[role] = [x + y for x, y in zip(tally[role], ((told & gold).sum(), told.sum(), gold.sum()))]
        gold = [(a, b) for a, b in w.links]
        if gold:
            cues = np.flatnonzero(w.labels["cue"] == 1)
            s = o["link_ask"] @ o["link_answer"].T
            tally["link"][0] += sum(cues[s[a][cues].argmax()] == b for a, b in gold if len(cues))
            tally["link"][1] += len(gold)
            tally["link"][2] += len(gold)
    return {k: f1(*v) for k, v in tally.items()}


def coreference(results):
    """Mention head F1, entity type accuracy of found mentions, and antecedent accuracy of pronouns that have one in the window."""
    t = defaultdict(int)
    for w, o in results:
        if w.mentions is None:
            continue
        gold = {}
        for a, b, h, kind, c in sorted(w.mentions, key=lambda m: m[0] - m[1]):
            gold.setdefault(h, (kind, c))
        found = dict(decode.antecedents(o["mention"], o["coref_ask"], o["coref_answer"]))
        t["told"] += len(found)
        t["gold"] += len(gold)
        t["right"] += len(gold.keys() & found.keys())
        t["typed"] += sum(data.MENTION[o["mention"][h].argmax() - 1] == gold[h][0] for h in gold.keys() & found.keys())
        forced = np.full_like(o["mention"], -1.0)
        forced[sorted(gold), 1] = 1.0
        given = dict(decode.antecedents(forced, o["coref_ask"], o["coref_answer"]))
        order = sorted(gold)
        for n, h in enumerate(order):
            if data.UPOS[w.labels["upos"][h]] != "PRON" or not any(gold[x][1] == gold[h][1] for x in order[:n]):
                continue
            t["pronouns"] += 1
            t["pronouns right"] += given[h] >= 0 and gold[given[h]][1] == gold[h][1]
            own = found.get(h, -1)
            t["pronouns found"] += own in gold and gold[own][1] == gold[h][1]
    n = max(t["pronouns"], 1)
    return {
        "mention": f1(t["right"], t["told"], t["gold"]),
        "mention type": t["typed"] / max(t["right"], 1),
        "pronoun (gold mentions)": t["pronouns right"] / n,
        "pronoun (found mentions)": t["pronouns found"] / n,
        "pronouns": t["pronouns"],
    }


def events(results):
    """Trigger F1 and class accuracy on TimeML events."""
    told = gold = right = same = 0
    for w, o in results:
        t, g = o["event"].argmax(1), w.labels["event"]
        told, gold = told + (t > 0).sum(), gold + (g > 0).sum()
        right, same = right + ((t > 0) & (g > 0)).sum(), same + ((t > 0) & (t == g)).sum()
    return {"trigger": f1(right, told, gold), "class of found triggers": same / max(right, 1)}


def factuality(results):
    """Correlation and mean absolute error (of a range of 2) of single event words."""
    told = np.concatenate([o["factuality"][w.labels["factuality"] != IGNORE, 0] for w, o in results])
    gold = np.concatenate([w.labels["factuality"][w.labels["factuality"] != IGNORE] / 100 for w, o in results])
    return {"r": np.corrcoef(told, gold)[0, 1], "mean absolute error": np.abs(told - gold).mean()}


def status(results):
    """F1 of denied, open and happened, and their mean."""
    told = np.concatenate([o["status"].argmax(1)[w.labels["status"] != IGNORE] for w, o in results])
    gold = np.concatenate([w.labels["status"][w.labels["status"] != IGNORE] for w, o in results])
    by = {k: f1(((told == n) & (gold == n)).sum(), (told == n).sum(), (gold == n).sum()) for n, k in enumerate(data.STATUS)}
    return by | {"macro": np.mean(list(by.values()))}


def plover_types(results):
    """Accuracy of the best type over the words of a sentence."""
    right = sum((int(w.labels["plover_any"][0]) >> int(o["plover"][:, 1:].max(0).argmax())) & 1 for w, o in results)
    return right / max(len(results), 1)


def parties(results):
    """F1 over the words of actors, and of recipients."""
    tally = defaultdict(lambda: [0, 0, 0])
    for w, o in results:
        for k, role in enumerate(data.PARTIES):
            told, gold = o["party"][:, 3 * k : 3 * k + 3].argmax(1) > 0, w.labels.get(role)
            if gold is not None:
                tally[role] = [x + y for x, y in zip(tally[role], ((told & (gold > 0)).sum(), told.sum(), (gold > 0).sum()))]
    return {k: f1(*v) for k, v in tally.items()}


def attribution_lines(results, path, share):
    """Yields {"id", "statements"} of PolNeAR documents, spans in characters. `results`: all of their windows, in order."""
    results = iter(results)
    for r in list(data.lines(path))[::share]:
        spans = data.tokenize(r["text"])
        statements, base = [], 0
        while base < len(spans):
            w, o = next(results)
            for a in decode.attributions(o["attribution"], o["link_ask"], o["link_answer"]):
                statements.append({k: [[spans[base + s][0], spans[base + e - 1][1]] for s, e in v] for k, v in a.items()})
            base += len(w.tokens)
        yield {"id": r["id"], "statements": statements}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--model", required=True, help="state.pt or an exported .onnx")
    ap.add_argument("--data", default=os.environ.get("DATELINE_DATA", ".") + "/data")
    ap.add_argument("--cap", type=int, default=256, help="sub-words a window")
    ap.add_argument("--attributions", help="write PolNeAR dev attributions here")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--share", type=int, default=1, help="look at every n-th document only (for a quick look)")
    ap.add_argument("--json", action="store_true")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    runner = Onnx(a.model, a.threads) if a.model.endswith(".onnx") else Torch(a.model)
    pieces = data.Pieces(base_tokenizer())
    docs = data.load(a.data, "dev")
    uner = {"".join(r["text"].split()): r for r in data.lines(os.path.join(a.data, "language", "ner-dev.jsonl.gz")) if r["corpus"] == "UNER-EWT"}
    for d in docs:
        if d.corpus == "EWT":
            for s in d.sentences:
                r = uner.get("".join("".join(s.tokens).split()))
                if r:
                    at = list(zip(r["tok"][::2], r["tok"][1::2]))
                    got = data.bio(at, r["spans"], NAMES["news"])
                    if len(got) == len(s.tokens):
                        s.labels["names"] = got
    groups = defaultdict(list)
    seen = Counter()
    for d in docs:
        seen[d.corpus] += 1
        if (seen[d.corpus] - 1) % a.share:
            continue
        groups[d.corpus.removesuffix("-NC")] += data.windows(d, pieces, a.cap)
    out, started, words = {}, time.process_time(), 0
    results = {k: run_all(runner, v) for k, v in groups.items()}
    words = sum(len(w.tokens) for v in groups.values() for w in v)
    out["words per CPU second"] = words / (time.process_time() - started)
    for corpus in ("GUM", "EWT"):
        out.update({f"{corpus} {k}": v for k, v in dependencies(results[corpus]).items()})
    both = dependencies(results["GUM"] + results["EWT"])
    out.update({f"GUM+EWT {k}": v for k, v in both.items()})
    for corpus, head in data.NAMES_HEAD.items():
        key = "GUM" if corpus == "GUM-named" else corpus
        out.update({f"{corpus} names {k} ({head})": v for k, v in names(results[key], head, NAMES[head]).items()})
    for key, gold in (("EWT", "news"), ("GUM", "gum"), ("Wikigold", "wiki"), ("Re-DocRED", "docred"), ("WikiNEuRal-en", "wiki")):
        out.update({f"{key} names {k} (news head)": v for k, v in names(results[key], "news", NAMES[gold]).items()})
    out["Worldwide-newswire names, all ten types"] = names(results["Worldwide-newswire"], "news", NAMES["news"], NAMES["news"])["all"]
    out.update({f"PolNeAR {k} tokens": v for k, v in attribution_tokens(results["PolNeAR"]).items()})
    out.update({f"GUM coreference {k}": v for k, v in coreference(results["GUM"]).items()})
    out.update({f"TimeBank events {k}": v for k, v in events(results["TimeBank"]).items()})
    for corpus in sorted(k for k in results if k.startswith("Factuality-")):
        out.update({f"{corpus} {k}": v for k, v in factuality(results[corpus]).items()})
    if "Factuality-uw" in results:
        out.update({f"UW status {k}": v for k, v in status(results["Factuality-uw"]).items()})
    out["PLOVER type of a sentence"] = plover_types(results["PLOVER"])
    out.update({f"PLOVER {k} words": v for k, v in parties(results["PLOVER"]).items()})
    if a.attributions:
        with open(a.attributions, "w") as f:
            for line in attribution_lines(results["PolNeAR"], os.path.join(a.data, "attribution", "dev.jsonl.gz"), a.share):
                f.write(json.dumps(line) + "\n")
    if a.json:
        print(json.dumps(out, indent=1))
    else:
        for k, v in out.items():
            print(f"{k:50} {v:.4f}" if v <= 1 else f"{k:50} {v:.0f}")


if __name__ == "__main__":
    main()
