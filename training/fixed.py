"""Scores of an exported model on fixed sentences, for the Rust crate to compare its own with:

    python -m training.fixed --model models/dateline.onnx > crates/language/tests/fixed.json
"""

import argparse
import json

from . import data
from .evaluate import Onnx
from .model import base_tokenizer

SENTENCES = [
    "Halvard Brekke , the mayor of Tornesund , said on Friday that the ferry “ will sail again by spring . ”",
    "He didn ’t say who would pay the US$ 4.5m bill .",
    "Officials of the Ostland Harbour Workers ’ Union denied the claim , accusing Mr. Brekke of “ dreaming aloud ” .",
    "Señora Núñez ’s café re-opened in May-June 2021 ; nobody was hurt when its roof collapsed .",
]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--model", required=True)
    a = ap.parse_args()
    sentences = [data.Sentence(s.split(), i == 0) for i, s in enumerate(SENTENCES)]
    (window,) = data.windows(data.Document("fixed", sentences), data.Pieces(base_tokenizer()), 256)
    got = Onnx(a.model).run([window])
    out = {
        "sentences": SENTENCES,
        "ids": window.ids.tolist(),
        "case": window.case.tolist(),
        "quote": window.quote.tolist(),
        "first": window.first.tolist(),
    } | {k: [[round(float(x), 2) for x in row] for row in got[k]] for k in ("upos", "names_news", "attribution")}
    print("{" + ",\n ".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in out.items()) + "}")


if __name__ == "__main__":
    main()
