"""Trains the network: `python -m training.train --run NAME`. Runs again with the same name go on where the run stopped.

The schedule is warm-up, constant rate, then linear decay (`--decay FROM:TO`, in steps): a run can be prolonged, and the
decay chosen, after it has begun. A checkpoint holds weights, their running average (which is what is exported),
optimiser and step; batches and drop-out follow from seed and step. One line a checkpoint goes to `log.tsv` in the run's folder.
"""

import argparse
import os
import pickle
import time
import zlib
from collections import defaultdict

import numpy as np
import torch
import torch.distributed as dist
from torch.nn import functional as F

from . import data
from .data import IGNORE, ROOT
from .model import Reader, base_tokenizer, checkpoint, pair_scores


def tensors(batch):
    """Windows to padded tensors of inputs."""
    longest = max(len(w.ids) for w in batch)
    words = max(len(w.tokens) for w in batch)

    def pad(rows, width, fill):
        out = np.full((len(rows), width), fill, np.int64)
        for i, r in enumerate(rows):
            out[i, : len(r)] = r
        return torch.from_numpy(out)

    return {
        "ids": pad([w.ids for w in batch], longest, 0),
        "case": pad([w.case for w in batch], longest, 0),
        "quote": pad([w.quote for w in batch], longest, 0),
        "mask": pad([np.ones(len(w.ids)) for w in batch], longest, 0).bool(),
        "first": pad([w.first for w in batch], words, -1),
        "sentence": pad([w.sentence for w in batch], words, -1),
    }


def padded(batch, name, width, fill=IGNORE):
    out = np.full((len(batch), width), fill, np.int64)
    for i, w in enumerate(batch):
        got = w.labels.get(name)
        if got is not None:
            out[i, : len(got)] = got
    return torch.from_numpy(out)


def summed(scores, gold):
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=IGNORE, reduction="sum")


def losses(model, batch, t):
    """Task -> loss summed over the words that are labelled for it."""
    x = model.vectors(t)
    width = x.shape[1]
    out = {}

    trees = [i for i, w in enumerate(batch) if "head" in w.labels]
    if trees:
        part = [batch[i] for i in trees]
        y = x[trees]
        out["upos"] = summed(model.upos(y), padded(part, "upos", width))
        head, deprel = padded(part, "head", width), padded(part, "deprel", width)
        sentence = t["sentence"][trees]
        same = (sentence[:, :, None] == sentence[:, None, :]) & ~torch.eye(width, dtype=torch.bool)
        arcs = pair_scores(model.arc, y).float().masked_fill(~same, -1e4)
        arcs = torch.cat([model.root(y).float(), arcs], -1)  # column 0 is the root
        out["arc"] = summed(arcs, torch.where(head == IGNORE, IGNORE, head + 1))
        of = y.gather(1, head.clamp(min=0)[..., None].expand_as(y)) * (head >= 0)[..., None]
        out["label"] = summed(model.labels(y, of), torch.where(head == IGNORE, IGNORE, deprel))

    for name, layer in model.names.items():
        rows = [i for i, w in enumerate(batch) if "names" in w.labels and w.names_head == name]
        if rows:
            out[f"names"] = out.get("names", 0) + summed(layer(x[rows]), padded([batch[i] for i in rows], "names", width))

    rows = [i for i, w in enumerate(batch) if "cue" in w.labels]
    if rows:
        part = [batch[i] for i in rows]
        y = x[rows]
        scores = model.attribution(y)
        for k, role in enumerate(data.ROLES):
            out[role] = summed(scores[..., 3 * k : 3 * k + 3], padded(part, role, width))
        gold = np.full((len(part), width), IGNORE, np.int64)
        for i, w in enumerate(part):
            for a, b in w.links or []:
                gold[i, a] = b
        there = (t["first"][rows] >= 0)[:, None, :]
        out["link"] = summed(pair_scores(model.link, y).float().masked_fill(~there, -1e4), torch.from_numpy(gold))

    rows = [i for i, w in enumerate(batch) if w.mentions is not None]
    if rows:
        out["mention"], out["coref"] = coreference([batch[i] for i in rows], model, x[rows])

    for name in ("event", "plover"):
        rows = [i for i, w in enumerate(batch) if name in w.labels]
        if rows:
            out[name] = summed(getattr(model, name)(x[rows]), padded([batch[i] for i in rows], name, width))
    rows = [i for i, w in enumerate(batch) if "actor" in w.labels]
    if rows:
        scores = model.party(x[rows])
        for k, role in enumerate(data.PARTIES):
            gold = padded([batch[i] for i in rows], role, width)
            out["party"] = out.get("party", 0) + summed(scores[..., 3 * k : 3 * k + 3], gold)
    rows = [i for i, w in enumerate(batch) if "plover_any" in w.labels]
    if rows:
        scores = model.plover(x[rows]).float()[..., 1:].masked_fill((t["first"][rows] < 0)[..., None], -1e4)
        types = torch.arange(scores.shape[-1])
        may = torch.tensor([[(int(batch[i].labels["plover_any"][0]) >> k) & 1 for k in types] for i in rows], dtype=torch.bool)
        gap = scores.logsumexp((1, 2)) - scores.masked_fill(~may[:, None], -1e4).logsumexp((1, 2))
        out["plover_any"] = gap.sum()
    rows = [i for i, w in enumerate(batch) if "factuality" in w.labels]
    if rows:  # in hundredths, so that it can share the integer arrays
        gold = padded([batch[i] for i in rows], "factuality", width)
        known = gold != IGNORE
        told = model.factuality(x[rows]).float().squeeze(-1)[known]
        out["factuality"] = F.smooth_l1_loss(told, gold[known] / 100.0, reduction="sum", beta=0.3)
    rows = [i for i, w in enumerate(batch) if "status" in w.labels]
    if rows:  # few events are denied or open, so each weighs more
        gold = padded([batch[i] for i in rows], "status", width).reshape(-1)
        told = model.status(x[rows]).float().reshape(-1, len(data.STATUS))
        out["status"] = F.cross_entropy(told, gold, torch.tensor(STATUS_WEIGHT), ignore_index=IGNORE, reduction="sum")
    return out


def coreference(part, model, y):
    """Losses of finding mentions' head words, and of choosing an antecedent (or none) for each in its window."""
    width = y.shape[1]
    kinds = torch.full(y.shape[:2], IGNORE)
    cluster = torch.full(y.shape[:2], -1)
    for i, w in enumerate(part):
        kinds[i, : len(w.tokens)] = 0
        number = {}
        for a, b, h, kind, c in sorted(w.mentions, key=lambda m: m[0] - m[1]):
            if cluster[i, h] < 0:  # the widest mention owns the word
                kinds[i, h] = 1 + data.MENTION.index(kind) if kind in data.MENTION else IGNORE
                cluster[i, h] = number.setdefault(c, len(number))
    mention = summed(model.mention(y), kinds)
    scores = pair_scores(model.coref, y).float()
    is_mention = cluster >= 0
    earlier = torch.ones(width, width, dtype=torch.bool).tril(-1)
    may = is_mention[:, None, :] & is_mention[:, :, None] & earlier
    right = may & (cluster[:, None, :] == cluster[:, :, None])
    none = torch.zeros(*scores.shape[:2], 1)
    everything = torch.cat([none, scores.masked_fill(~may, -1e4)], -1)
    correct = torch.cat([torch.where(right.any(-1, keepdim=True), -1e4, none), scores.masked_fill(~right, -1e4)], -1)
    gap = everything.logsumexp(-1) - correct.logsumexp(-1)
    return mention, gap[is_mention].sum()


# Share of each corpus's documents in an epoch; those that are not named are used once.
MIXTURE = (
    "GUM=1.5,GUM-NC=1.5,EWT=1.5,PolNeAR=0.8,Re-DocRED=0.7,WikiNEuRal-en=0,WNUT17=0.3,Factuality-uds-ih2=0.35,"
    "Factuality-uw=1.5,Factuality-megaveridicality2=0.6,PLOVER=2"
)
WEIGHT = {"arc": 1.0, "label": 0.7, "upos": 1.0, "names": 1.0, "source": 1.0, "cue": 1.5, "content": 1.0, "link": 3.0,
          "mention": 0.7, "coref": 2.0, "event": 1.0, "party": 1.0, "plover": 0.5, "plover_any": 8.0, "factuality": 3.0, "status": 2.0}
STATUS_WEIGHT = [3.0, 3.0, 1.0]


def rate(step, warm, decay):
    """Share of the full learning rate at a step."""
    if step < warm:
        return (step + 1) / warm
    if decay and step >= decay[0]:
        return max(0.0, (decay[1] - step) / (decay[1] - decay[0]))
    return 1.0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--run", required=True, help="folder of the run: checkpoints and log")
    ap.add_argument("--data", default=os.environ.get("DATELINE_DATA", ".") + "/data")
    ap.add_argument("--open", action="store_true", help="leave out corpora with non-commercial or no stated terms")
    ap.add_argument("--start", help="weights to begin from, in place of the base encoder's: state.pt or an exported .onnx")
    ap.add_argument("--weights", default=MIXTURE, help="corpus=share of its documents an epoch, comma-separated")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--size", type=int, default=2048, help="sub-words a step")
    ap.add_argument("--steps", type=int, default=4000)
    ap.add_argument("--warm", type=int, default=100)
    ap.add_argument("--decay", help="FROM:TO, steps over which the rate falls to nothing; TO ends the run")
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--head-rate", type=float, default=1.5e-3)
    ap.add_argument("--every", type=int, default=100, help="steps between checkpoints")
    ap.add_argument("--workers", type=int, default=2, help="processes, one a core")
    ap.add_argument("--prepare", action="store_true", help="only cut the corpora into the batches of the first epoch")
    ap.add_argument("--fp32", action="store_true", help="do not compute in bfloat16")
    a = ap.parse_args()

    os.makedirs(a.run, exist_ok=True)
    epoch(a, 0)
    if a.prepare:
        return
    # One single-threaded process a core, gradients summed once a step: on a busy machine that is three times as fast
    # as threads inside the operators, which wait for each other many times a step.
    torch.set_num_threads(1)
    fork = torch.multiprocessing.get_context("fork")
    others = [fork.Process(target=work, args=(a, r)) for r in range(1, a.workers)]
    for p in others:
        p.start()
    work(a, 0)
    for p in others:
        p.join()


def epoch(a, number):
    """The batches of an epoch, kept in the run's folder once they are made: a restart costs seconds."""
    kind = zlib.crc32(repr((a.seed, number, a.size, a.weights, a.open, a.data)).encode())
    path = os.path.join(a.run, f"epoch-{number}-{kind:08x}.pickle")
    if not os.path.exists(path):
        weights = {k: float(v) for k, v in (x.split("=") for x in a.weights.split(",") if x)}
        docs = data.load(a.data, "train", a.open)
        batches = data.epoch(docs, data.Pieces(base_tokenizer()), a.seed, number, a.size, weights)
        with open(f"{path}.{os.getpid()}", "wb") as f:
            pickle.dump(batches, f)
        os.replace(f"{path}.{os.getpid()}", path)
    with open(path, "rb") as f:
        return pickle.load(f)


def decay_of(a):
    """FROM and TO of the decay. A file `decay` in the run's folder, which may be written while the run goes on, has the last word."""
    text = a.decay
    path = os.path.join(a.run, "decay")
    if os.path.exists(path):
        text = open(path).read().strip()
    return tuple(int(x) for x in text.split(":")) if text else None


def work(a, rank):
    """The training loop of one worker. All workers hold the same weights; the first one writes checkpoints."""
    if a.workers > 1:
        meeting = f"file://{os.path.abspath(a.run)}/meeting.{os.getpgid(0)}.{os.getppid() if rank else os.getpid()}"
        dist.init_process_group("gloo", meeting, rank=rank, world_size=a.workers)
    torch.manual_seed(a.seed)
    model = Reader()
    state = os.path.join(a.run, "state.pt")
    saved = torch.load(state, weights_only=True) if os.path.exists(state) else None
    if saved:
        model.load_state_dict(saved["model"])
    elif a.start:
        begin(model, a.start)
    else:
        model.encoder.load_base()
    model.encoder.word.weight.requires_grad_(False)
    slow = [p for p in model.encoder.parameters() if p.requires_grad]
    fast = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": a.rate}, {"params": fast, "lr": a.head_rate}], weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    full = [g["lr"] for g in optimiser.param_groups]
    step = start = saved["step"] if saved else 0
    if saved:
        optimiser.load_state_dict(saved["optimiser"])
    average = {k: v.clone() for k, v in (saved or {}).get("average", model.state_dict()).items()} if rank == 0 else {}
    if a.workers > 1:
        dist.barrier()  # nobody writes a checkpoint before all have read theirs

    model.train()
    report = Report(a.run, a.workers) if rank == 0 else None
    passed = number = 0
    done = False
    while not done:
        batches = epoch(a, number)
        if rank == 0:
            print(f"step {step}, epoch {number} of {len(batches)} steps", flush=True)
        for batch in batches[max(0, step - passed) :]:
            decay = decay_of(a) if step % 10 == 0 or step == start else decay
            steps = decay[1] if decay else a.steps
            if step >= steps:
                done = True
                break
            for g, lr in zip(optimiser.param_groups, full):
                g["lr"] = lr * rate(step, a.warm, decay)
            torch.manual_seed((a.seed * 1_000_003 + step) * 64 + rank)
            parts = gradients(model, batch, a, rank, slow + fast)
            torch.nn.utils.clip_grad_norm_(slow + fast, 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=False)
            step += 1
            if rank == 0:
                # Young averages follow quickly, old ones look back over some two hundred steps.
                now = model.state_dict()
                torch._foreach_lerp_(list(average.values()), [now[k] for k in average], max(0.005, 2 / (step + 2)))
                report.add(step, parts, batch)
                if step % a.every == 0 or step == steps:
                    report.write(step)
                    saved = {"model": now, "average": average, "optimiser": optimiser.state_dict(), "step": step}
                    torch.save(saved, state + ".new")
                    os.replace(state + ".new", state)
        passed += len(batches)
        number += 1


def begin(model, path):
    """Takes weights from a checkpoint or an exported model; heads that it lacks stay as they are."""
    if path.endswith(".onnx"):
        from .export import weights

        model.load_state_dict(weights(path), strict=False)
        base = Reader()
        base.encoder.load_base()
        model.encoder.word.load_state_dict(base.encoder.word.state_dict())  # never trained, so not worn by 8 bits
    else:
        model.load_state_dict(checkpoint(path), strict=False)


def gradients(model, batch, a, rank, parameters):
    """Fills in the gradients of a batch, summed over the workers; gives this worker's losses."""
    words = sum(len(w.tokens) for w in batch)
    own = batch[rank :: a.workers]
    parts = {}
    if own:
        with torch.autocast("cpu", torch.bfloat16, enabled=not a.fp32):
            parts = losses(model, own, tensors(own))
        (sum(WEIGHT[k] * v for k, v in parts.items()) / words).backward()
    if a.workers > 1:
        for p in parameters:
            if p.grad is None:
                p.grad = torch.zeros_like(p)
        flat = torch.cat([p.grad.view(-1) for p in parameters])
        dist.all_reduce(flat)
        torch._foreach_copy_([p.grad.view(-1) for p in parameters], list(flat.split([p.numel() for p in parameters])))
    return {k: v.item() for k, v in parts.items()}


class Report:
    """Mean losses a word, to the screen and to log.tsv."""

    def __init__(self, folder, workers):
        self.path, self.workers = os.path.join(folder, "log.tsv"), workers
        self.clear()

    def clear(self):
        self.sums, self.words, self.pieces, self.since = defaultdict(float), 0, 0, time.time()

    def add(self, step, parts, batch):
        for k, v in parts.items():
            self.sums[k] += v
        self.words += sum(len(w.tokens) for w in batch[:: self.workers])  # the losses are of the first worker alone
        self.pieces += sum(len(w.ids) for w in batch)
        if step % 20 == 0:
            print(step, f"{self.pieces / (time.time() - self.since):.0f} sub-words/s", *self.means(), flush=True)

    def means(self):
        return [f"{k}={v / self.words:.4f}" for k, v in sorted(self.sums.items())]

    def write(self, step):
        with open(self.path, "a") as f:
            f.write("\t".join([str(step), time.strftime("%Y-%m-%dT%H:%M:%S"), *self.means()]) + "\n")
        self.clear()


if __name__ == "__main__":
    main()
