"""Scores of the shipped model on fixed sentences, for the Rust crate to compare its own with. After the model file has changed:

    python -m training.fixed

writes `crates/language/tests/fixed.json` anew; then `cargo test --release -p dateline-language`.
"""

import argparse
import json
from pathlib import Path

from . import data
from .evaluate import Onnx
from .model import base_tokenizer

ROOT = Path(__file__).resolve().parent.parent

SENTENCES = [
    "Halvard Brekke , the mayor of Tornesund , said on Friday that the ferry “ will sail again by spring . ”",
    "He didn ’t say who would pay the US$ 4.5m bill .",
    "Officials of the Ostland Harbour Workers ’ Union denied the claim , accusing Mr. Brekke of “ dreaming aloud ” .",
    "Señora Núñez ’s café re-opened in May-June 2021 ; nobody was hurt when its roof collapsed .",
]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--model", default=ROOT / "models/dateline.onnx", type=Path)
    ap.add_argument("--out", default=ROOT / "crates/language/tests/fixed.json", type=Path)
    a = ap.parse_args()
    sentences = [data.Sentence(s.split(), i == 0) for i, s in enumerate(SENTENCES)]
    (window,) = data.windows(data.Document("fixed", sentences), data.Pieces(base_tokenizer()), 256)
    runner = Onnx(str(a.model))
    got = runner.run([window])
    metadata = json.loads(runner.session.get_modelmeta().custom_metadata_map["dateline"])
    out = {
        "weights_sha256": metadata["weights_sha256"],
        "sentences": SENTENCES,
        "ids": window.ids.tolist(),
        "case": window.case.tolist(),
        "quote": window.quote.tolist(),
        "first": window.first.tolist(),
    } | {k: [[round(float(x), 2) for x in row] for row in got[k]] for k in ("upos", "names_news", "attribution")}
    lines = (f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in out.items())
    a.out.write_text("{" + ",\n ".join(lines) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
