#!/usr/bin/env python3
"""Prints addresses of the reading room for bench/room.lua: half articles, 3 in 10 stories, 2 in 10 searches (with facets and times).

    bench/room.py news.db [ADDRESSES] > addresses

Articles and stories are drawn from all that the archive holds; the searches are for 400 words of its pages, common and rare.
"""
import random
import re
import sqlite3
import sys


def main():
    path, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20000
    random.seed(4747)
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    pages = [n for (n,) in db.execute("SELECT id FROM pages")]
    stories = [n for (n,) in db.execute("SELECT id FROM stories")]
    words = {}
    for (text,) in db.execute("SELECT reporting FROM pages ORDER BY id DESC LIMIT 3000"):
        for word in set(re.findall(r"[a-z]{4,}", text.lower())):
            words[word] = words.get(word, 0) + 1
    words = sorted(words, key=lambda w: (-words[w], w))[:400]
    kinds = [lambda: f"/article/{random.choice(pages)}"] * 5 + [lambda: f"/story/{random.choice(stories)}"] * 3
    kinds += [lambda: f"/search?q={random.choice(words)}"] * 2
    for _ in range(count):
        print(random.choice(kinds)())


if __name__ == "__main__":
    main()
