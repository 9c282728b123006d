"""Write a fitted network for use: a network and sentences to calibrate it in, an ONNX graph in whole numbers out.

The graph is built by hand, node by node, so that nothing of the training libraries is needed to read it. Weights are
8-bit integers with a scale for each output; what flows between the layers is 8-bit too, with fixed scales that are
measured on the calibration sentences, so that a sentence is read alike in every company. Before that, the scales of
single channels are evened out between activations and weights (SmoothQuant, Xiao and others 2023,
https://arxiv.org/abs/2211.10438).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
import onnx
import spacy
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from spacy.language import Language
from torch import Tensor, nn

from extractors.parsing.component import LABELS, LEMMAS, NETWORK, PIECES, RELATIONS, NewsParser
from extractors.parsing.pieces import Pieces, make_batch
from extractors.training.network import Network
from extractors.training.tokenizer import CLASSES, set_tokenizer

Array = NDArray[np.float32]

CONTRIB = "com.microsoft"
SMOOTHING = 0.7
"""How much of a channel's size moves from the activations into the weights."""

LEVELS = 127
"""Largest 8-bit weight; 63 would spare processors without VNNI a rare overflow at a loss of accuracy."""


class Range(NamedTuple):
    """What was seen flowing into a layer: the least and the greatest value of each channel."""

    least: Array
    greatest: Array


class Linear(NamedTuple):
    """A linear layer: outputs x inputs, and outputs."""

    weight: Array
    bias: Array


class _Graph:
    """Nodes and constants of an ONNX graph as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def add(
        self, operator: str, inputs: Sequence[str], *, domain: str = "", outputs: int = 1, **attributes: object
    ) -> str:
        names = [f"v{len(self.nodes)}_{place}" for place in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def keep(self, array: NDArray[np.generic]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name


def export(network: Network, sentences: Sequence[Sequence[str]], lemmas: Iterable[str], folder: Path) -> None:
    """Write the files of the component `news_parser`.

    `sentences` are a few hundred of the kind that it will read, `lemmas` those that the language is known to have.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = build(network, calibrate(network, sentences))
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / NETWORK))
    network.labels.write(folder / LABELS)
    (folder / PIECES).write_text("\n".join(network.vocabulary) + "\n", encoding="utf-8")
    (folder / LEMMAS).write_text("\n".join(sorted(set(lemmas))) + "\n", encoding="utf-8")
    np.save(folder / RELATIONS, _array(network.relations).astype(np.float16))


def make_pipeline(folder: Path, *, language: str, abbreviations: Iterable[str]) -> Language:
    """Return the spaCy pipeline of a language around an exported network: tokenizer, sentences, parser."""
    nlp = spacy.blank(CLASSES[language])
    set_tokenizer(nlp, language=language)
    nlp.add_pipe("news_sentences", config={"abbreviations": sorted(abbreviations)})
    cast(NewsParser, nlp.add_pipe("news_parser")).load(folder)
    nlp.meta["lang"] = language
    return nlp


@torch.no_grad()
def calibrate(network: Network, sentences: Sequence[Sequence[str]], *, size: int = 32) -> dict[str, Range]:
    """Return what flows into each linear layer of the encoder, by the layer's name."""
    seen: dict[str, list[Tensor]] = {}
    hooks = [
        module.register_forward_hook(lambda _, inputs, __, name=name: seen.setdefault(name, []).append(inputs[0]))
        for name, module in network.named_modules()
        if isinstance(module, nn.Linear)
    ]
    pieces = Pieces(network.vocabulary)
    items = sorted(pieces.encode(sentences), key=lambda item: len(item.pieces))
    found: dict[str, Range] = {}
    for start in range(0, len(items), size):
        batch = make_batch(items[start : start + size])
        network(*(torch.from_numpy(part) for part in batch))
        real = torch.from_numpy(batch.attention).bool()
        for name, (flow, *_) in seen.items():
            rows = flow[real] if flow.shape[:2] == real.shape else flow.flatten(0, 1)
            new = Range(rows.amin(0).numpy(), rows.amax(0).numpy())
            old = found.get(name, new)
            found[name] = Range(np.minimum(old.least, new.least), np.maximum(old.greatest, new.greatest))
        seen.clear()
    for hook in hooks:
        hook.remove()
    return found


def build(network: Network, ranges: dict[str, Range]) -> onnx.ModelProto:
    """Return the graph of a network, its inputs and outputs named as in `extractors.parsing.component`."""
    graph = _Graph()
    encoder, embeddings = network.encoder, network.encoder.embeddings
    vectors, scales = quantize(_array(embeddings.word_embeddings.weight))
    rows = graph.add("Cast", [graph.add("Gather", [graph.keep(vectors), "pieces"])], to=TensorProto.FLOAT)
    words = graph.add("Mul", [rows, graph.add("Gather", [graph.keep(scales[:, None]), "pieces"])])
    places = _array(embeddings.position_embeddings.weight[:256] + embeddings.token_type_embeddings.weight[0])
    length = graph.add("Slice", [graph.add("Shape", ["pieces"]), *(graph.keep(np.array([n])) for n in (1, 2))])
    here = graph.add("Slice", [graph.keep(places), graph.keep(np.array([0])), length, graph.keep(np.array([0]))])
    state = _normalize(graph, graph.add("Add", [words, here]), embeddings.LayerNorm)
    mask = graph.add("Cast", ["attention"], to=TensorProto.INT32)
    shares = torch.softmax(network.mix, 0).tolist()
    mixed = graph.add("Mul", [state, graph.keep(np.array(shares[0], np.float32))])
    for number, (layer, share) in enumerate(zip(encoder.encoder.layer, shares[1:], strict=True)):
        name = f"encoder.encoder.layer.{number}"
        attention, after = layer.attention.self, _take(layer.attention.output.dense)
        seen = ranges[f"{name}.attention.output.dense"]
        even = even_out(seen, after.weight)
        value = _take(attention.value)  # its outputs are evened out by itself: what flows on is a mean of them
        value = Linear(value.weight / even[:, None], value.bias / even)
        before = [_take(attention.query), _take(attention.key), value]
        flows = _linear(graph, state, before, ranges[f"{name}.attention.self.query"])
        heads = attention.num_attention_heads
        context = graph.add("MultiHeadAttention", [*flows, "", mask], domain=CONTRIB, num_heads=heads)
        after = Linear(after.weight * even, after.bias)
        (out,) = _whole(graph, context, [after], Range(seen.least / even, seen.greatest / even))
        state = _normalize(graph, graph.add("Add", [state, out]), layer.attention.output.LayerNorm)
        (wide,) = _linear(graph, state, [_take(layer.intermediate.dense)], ranges[f"{name}.intermediate.dense"])
        bent = graph.add("Gelu", [wide], domain=CONTRIB)
        (out,) = _linear(graph, bent, [_take(layer.output.dense)], ranges[f"{name}.output.dense"])
        state = _normalize(graph, graph.add("Add", [state, out]), layer.output.LayerNorm)
        mixed = graph.add("Add", [mixed, graph.add("Mul", [state, graph.keep(np.array(share, np.float32))])])
    cases = graph.add("Gather", [graph.keep(_array(network.case.weight)), "cases"])
    words = graph.add("Concat", [graph.add("MatMul", ["pooling", mixed]), cases], axis=2)
    first = [network.arc_dependent[0], network.arc_governor[0], network.dependent[0], network.governor[0]]
    first += [head[0] for head in network.heads.values()]
    flows = _linear(graph, words, [_take(layer) for layer in first], ranges["arc_dependent.0"])
    curved = [graph.add("Gelu", [flow], domain=CONTRIB) for flow in flows]
    arcs = _array(network.arcs)
    mapped = graph.add("Add", [graph.add("MatMul", [curved[0], graph.keep(arcs[:-1])]), graph.keep(arcs[-1])])
    results = [graph.add("MatMul", [mapped, graph.add("Transpose", [curved[1]], perm=[0, 2, 1])]), curved[2], curved[3]]
    for head, reading in zip(network.heads.values(), curved[4:], strict=True):
        scored = graph.add("MatMul", [reading, graph.keep(_array(head[2].weight.T))])
        results.append(graph.add("Add", [scored, graph.keep(_array(head[2].bias))]))
    names = ["arcs", "dependents", "governors", *network.heads]
    for result, name in zip(results, names, strict=True):
        graph.nodes.append(helper.make_node("Identity", [result], [name]))
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, ["sentences", "length"]),
        helper.make_tensor_value_info("attention", TensorProto.INT64, ["sentences", "length"]),
        helper.make_tensor_value_info("pooling", TensorProto.FLOAT, ["sentences", "words", "length"]),
        helper.make_tensor_value_info("cases", TensorProto.INT64, ["sentences", "words"]),
    ]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["sentences", "words", name]) for name in names]
    body = helper.make_graph(graph.nodes, "parser", inputs, outputs, graph.constants)
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=versions, ir_version=9, producer_name="aliansi")


def quantize(weights: Array) -> tuple[NDArray[np.int8], Array]:
    """Return rows of weights as 8-bit integers and the scale of each row."""
    scales = np.maximum(np.abs(weights).max(axis=1), 1e-8) / LEVELS
    return np.round(weights / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def even_out(seen: Range, weight: Array) -> Array:
    """Return by how much each channel of a flow is divided, and its weights are multiplied, before both are rounded."""
    reach = np.maximum(np.maximum(seen.greatest, -seen.least), 1e-5)
    size = np.maximum(np.abs(weight).max(axis=0), 1e-5)
    smooth = reach**SMOOTHING / size ** (1 - SMOOTHING)
    return np.asarray(np.clip(smooth / np.exp(np.log(smooth).mean()), 0.05, 20), dtype=np.float32)


def _linear(graph: _Graph, flow: str, layers: Sequence[Linear], seen: Range) -> list[str]:
    """Add linear layers that read the same flow, evened out, in whole numbers; return their outputs."""
    even = even_out(seen, np.concatenate([layer.weight for layer in layers]))
    flow = graph.add("Mul", [flow, graph.keep(1 / even)])
    layers = [Linear(layer.weight * even, layer.bias) for layer in layers]
    return _whole(graph, flow, layers, Range(seen.least / even, seen.greatest / even))


def _whole(graph: _Graph, flow: str, layers: Sequence[Linear], seen: Range) -> list[str]:
    """Add linear layers that read the same flow, in whole numbers; return their outputs."""
    least, greatest = min(float(seen.least.min()), 0.0), float(seen.greatest.max())
    scale = (greatest - least) / 255
    step, zero = graph.keep(np.array(scale, np.float32)), graph.keep(np.array(round(-least / scale), np.uint8))
    whole = graph.add("QuantizeLinear", [flow, step, zero])
    outputs = []
    for layer in layers:
        values, scales = quantize(layer.weight)
        constants = [graph.keep(values.T), step, graph.keep(scales), zero, "", graph.keep(layer.bias)]
        outputs.append(graph.add("MatMulIntegerToFloat", [whole, *constants], domain=CONTRIB))
    return outputs


def _take(layer: nn.Linear) -> Linear:
    return Linear(_array(layer.weight), _array(layer.bias))


def _normalize(graph: _Graph, flow: str, layer: nn.LayerNorm) -> str:
    weights = [graph.keep(_array(layer.weight)), graph.keep(_array(layer.bias))]
    return graph.add("LayerNormalization", [flow, *weights], axis=-1, epsilon=layer.eps)


def _array(tensor: Tensor) -> Array:
    return np.asarray(tensor.detach().to(torch.float32).numpy())
