"""The weighted mean of several checkpoints' weights: `python -m training.mean --out mean.pt first.pt:0.15 names.pt:0.4 …`.

Runs that go on from one run's end, with other data, seeds and loss weights, end in one basin, and the mean of their weights is better
than any of them ("model soup", Wortsman et al. 2022). A head that only some of them have is taken from those.
"""

import argparse

import torch

from .model import checkpoint


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", required=True)
    ap.add_argument("parts", nargs="+", help="checkpoint:weight")
    a = ap.parse_args()
    total, weight = {}, {}
    for part in a.parts:
        path, share = part.rsplit(":", 1)
        for name, value in checkpoint(path).items():
            total[name] = total.get(name, 0) + float(share) * value
            weight[name] = weight.get(name, 0) + float(share)
    mean = {name: value / weight[name] for name, value in total.items()}
    torch.save({"model": mean, "average": mean, "step": 0}, a.out)


if __name__ == "__main__":
    main()
