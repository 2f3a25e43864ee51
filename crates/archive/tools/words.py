#!/usr/bin/env python3
"""Makes data/words.tsv: in how many of a set of news articles each common word stands.

    tools/words.py ARTICLES.jsonl.gz > data/words.tsv

The input holds one article a line with a field `text`. Words are folded as `terms.rs` folds them.
"""
import collections
import gzip
import json
import re
import sys

LEAST = 8  # articles


def stem(word):
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word


articles, counts = 0, collections.Counter()
for line in gzip.open(sys.argv[1]):
    articles += 1
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", json.loads(line)["text"])
    counts.update({stem(re.sub(r"['’]s$", "", w.lower())) for w in words})
print(f"#\t{articles}")
for word, n in sorted(counts.items()):
    if n >= LEAST and len(word) > 1:
        print(f"{word}\t{n}")
