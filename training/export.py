"""One file for inference: `python -m training.export --model state.pt --out dateline.onnx`.

Inputs (int32): ids, case, quote, mask [windows, sub-words]; words [n], places of the words' first sub-words in the flattened
windows. Outputs (float32), one row a word (but `label_weight` and `label_bias`, the last layer of the dependency labels); what the columns mean is in the file's metadata (JSON under "dateline").
"""

import argparse
import hashlib
import json
import os

import torch
from torch import nn
from torch.nn import functional as F

from . import data
from .model import HEADS, HIDDEN, Reader, base_tokenizer, checkpoint

VERSION = 2


class Graph(nn.Module):
    """The network as it is run: every output that the decoders need."""

    def __init__(self, model):
        super().__init__()
        self.model = model
        self.names = (
            ["upos"]
            + [f"names_{k}" for k in data.NAMES]
            + "attribution mention event factuality status plover party root".split()
            + "arc_ask arc_answer label_of label_from coref_ask coref_answer link_ask link_answer label_weight label_bias".split()
        )

    def forward(self, ids, case, quote, mask, words):
        m = self.model
        x = m.encoder(ids, case, quote, mask.bool())
        return self.heads(x.reshape(-1, HIDDEN).index_select(0, words))

    def heads(self, x):
        m = self.model
        return (
            m.upos(x),
            *(head(x) for head in m.names.values()),
            m.attribution(x),
            m.mention(x),
            m.event(x),
            m.factuality(x),
            m.status(x),
            m.plover(x),
            m.party(x),
            m.root(x),
            *m.arc(x),
            m.label_of(x),
            m.label_from(x),
            *m.coref(x),
            *m.link(x),
            m.label.weight,
            m.label.bias,
        )


def example():
    """Inputs to trace with: two windows, the second shorter."""
    ids = torch.tensor([[101, 2023, 2003, 1037, 3231, 102, 2009, 102], [101, 2023, 102, 0, 0, 0, 0, 0]])
    mask = (ids > 0).long()
    return ids, mask.clone(), torch.zeros_like(ids), mask, torch.tensor([1, 2, 3, 4, 6, 9])


class Attention(nn.Module):
    """A layer of the encoder in plain operators, so that the exported graph holds nothing that a small runtime lacks."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x, mask):
        l, t = self.layer, x.shape[1]
        split = lambda y: y.reshape(-1, t, HEADS, HIDDEN // HEADS).transpose(1, 2)
        q, k, v = split(l.query(x)), split(l.key(x)), split(l.value(x))
        a = (q @ k.transpose(-1, -2)) * (HIDDEN // HEADS) ** -0.5 + mask
        x = l.norm(x + l.out((a.softmax(-1) @ v).transpose(1, 2).reshape(-1, t, HIDDEN)))
        return l.norm2(x + l.down(F.gelu(l.up(x))))


class Plain(Graph):
    """`Graph` with integer inputs as 32 bits and attention spelt out."""

    def __init__(self, model):
        super().__init__(model)
        self.layers = nn.ModuleList(Attention(l) for l in model.encoder.layers)

    def forward(self, ids, case, quote, mask, words):
        e = self.model.encoder
        x = e.word(ids) + e.position(torch.arange(ids.shape[1])) + e.case(case) + e.quote(quote)
        x = e.norm(x)
        hide = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, hide)
        return self.heads(x.reshape(-1, HIDDEN).index_select(0, words))


def metadata(weights):
    return {
        "version": VERSION,
        "weights_sha256": hashlib.sha256(open(weights, "rb").read()).hexdigest(),
        "upos": data.UPOS,
        "deprel": data.DEPREL,
        "names": data.NAMES,
        "mention": data.MENTION,
        "event": data.EVENT,
        "status": list(data.STATUS),
        "plover": data.PLOVER,
        "party": data.PARTIES,
        "attribution": list(data.ROLES),
        "max_pieces": data.MAX_PIECES,
        "pieces": [piece for piece, _ in sorted(base_tokenizer().get_vocab().items(), key=lambda x: x[1])],
    }


def named(path):
    """Gives every weight of the graph its name in the network, so that `weights` finds it again."""
    import onnx

    proto = onnx.load(path)
    names = {}
    for node in proto.graph.node:
        if node.op_type == "MatMul" and node.input[1].startswith("onnx::"):
            place = node.name.strip("/").split("/")[:-1]
            within = "model.encoder." if place[0].startswith("layers") else "model."
            names[node.input[1]] = within + ".".join(place) + ".weight_Transposed"
            node.input[1] = names[node.input[1]]
    for tensor in proto.graph.initializer:
        tensor.name = names.get(tensor.name, tensor.name)
    onnx.save(proto, path)


def weights(path):
    """Weights of an exported file, quantised or not, as the network's state: enough to go on training from it."""
    import onnx
    from onnx.numpy_helper import to_array

    have = {t.name: to_array(t) for t in onnx.load(path).graph.initializer}
    out = {}
    for name in [n for n in have if n.startswith("model.") and not n.endswith(("_scale", "_zero_point"))]:
        plain = name.removesuffix("_quantized")
        value = have[name].astype("float32")
        if name != plain:
            value = (value - have[plain + "_zero_point"].astype("float32")) * have[plain + "_scale"]
        key = plain.removesuffix("_Transposed")
        out[key.removeprefix("model.")] = torch.tensor(value.T if key != plain else value)
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--model", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--fp32", action="store_true", help="do not quantise")
    a = ap.parse_args()
    import onnx

    model = Reader()
    model.load_state_dict(checkpoint(a.model), strict=False)
    graph = Plain(model.eval())
    inputs = ["ids", "case", "quote", "mask", "words"]
    axes = {k: {0: "windows", 1: "pieces"} for k in inputs[:4]} | {"words": {0: "words"}}
    whole = a.out if a.fp32 else a.out + ".fp32"
    example_inputs = tuple(t.to(torch.int32) for t in example())
    with torch.inference_mode():
        torch.onnx.export(graph, example_inputs, whole, input_names=inputs, output_names=graph.names, dynamic_axes=axes, opset_version=17, dynamo=False)
    named(whole)
    if not a.fp32:
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(whole, a.out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        os.remove(whole)
    proto = onnx.load(a.out)
    onnx.helper.set_model_props(proto, {"dateline": json.dumps(metadata(a.model))})
    onnx.save(proto, a.out)
    print(a.out, os.path.getsize(a.out), hashlib.sha256(open(a.out, "rb").read()).hexdigest())


if __name__ == "__main__":
    main()
