"""Teach an encoder another language from plain text: texts in, a network that has read them out.

Words are hidden and guessed (masked language modelling, Devlin and others 2019), while every few steps the network
parses annotated sentences, so that what it learns of the language stays of use to its scorers.
"""

import copy
import logging
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.parsing.pieces import Encoded, Pieces, make_batch
from extractors.training.fitting import Course, find_loss, follow, group_by_length, make_batches, make_optimizer
from extractors.training.network import Network
from extractors.training.samples import Material, Sample

logger = logging.getLogger(__name__)

HIDDEN = 0.2
"""Share of a sentence's pieces that are guessed."""

WINDOW = 60
"""Words of a text that are read at once, at most; shorter where a sentence ends."""

BREAK = re.compile(r"(?<=[.!?]) +(?=[\"“A-Z0-9])|\n+")


class Reading(NamedTuple):
    """How a network reads: `passes` over the texts, and a batch of parsing after every `turn` of them."""

    passes: float
    seed: int = 0
    pieces: int = 1500
    rate: float = 3e-4
    scorer_rate: float = 5e-4
    turn: int = 5
    warmup: int = 100


class Guesser(nn.Module):
    """Scores of all pieces for a hidden one, from the encoder's last layer and the pieces' own vectors."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        width = network.encoder.config.hidden_size
        self.layer = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(len(network.vocabulary)))

    def forward(self, hidden: Tensor, vectors: Tensor) -> Tensor:
        """Return N x pieces scores of N x width vectors."""
        return functional.linear(self.layer(hidden), vectors, self.bias)


def adapt(
    network: Network, texts: Iterable[str], materials: Sequence[Material], reading: Reading, *, language: str
) -> Network:
    """Return a copy of the network with the mean weights of the last steps of reading."""
    torch.manual_seed(reading.seed)
    chance = random.Random(reading.seed)
    pieces = Pieces(network.vocabulary)
    windows = [item for item in pieces.encode(list(cut_texts(texts))) if 6 < len(item.pieces) <= 250]
    guesser = Guesser(network)
    course = Course(0, piece_dropout=0.1, encoder_rate=reading.rate, scorer_rate=reading.scorer_rate)
    optimizer = make_optimizer(network, course)
    optimizer.add_param_group({"params": list(guesser.parameters()), "lr": 1e-3})
    rates = [group["lr"] for group in optimizer.param_groups]
    parses: Iterator[tuple[list[Encoded], list[Sample]]] = iter(())
    mean: Network = copy.deepcopy(network).eval()
    batches: list[list[int]] = []
    total = step = 0
    losses: list[float] = []
    network.train()
    while not total or step < total:
        if not batches:
            batches = group_by_length(windows, chance, size=reading.pieces)
            total = total or round(len(batches) * reading.passes)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, (step + 1) / reading.warmup) * max(0.05, 1 - step / total)
        loss = _guess(network, guesser, [windows[index] for index in batches.pop()], pieces)
        losses.append(loss.item())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if step % reading.turn == 0 and materials:
            batch = next(parses, None)
            if batch is None:
                parses = make_batches(network, materials, pieces, chance, size=reading.pieces, language=language)
                batch = next(parses)
            items, samples = batch
            find_loss(network, items, samples, pieces, course.piece_dropout).backward()
        nn.utils.clip_grad_norm_([*network.parameters(), *guesser.parameters()], 1.0)
        optimizer.step()
        step += 1
        follow(mean, network, min(course.decay, (1 + step) / (10 + step)))
        if step % 50 == 0:
            logger.info("reading, step %d of %d: loss %.3f", step, total, sum(losses[-50:]) / 50)
    return mean


def cut_texts(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the words of each sentence, in windows where it is long."""
    for text in texts:
        for sentence in BREAK.split(text):
            words = sentence.split()
            for start in range(0, len(words), WINDOW):
                yield words[start : start + WINDOW]


def _guess(network: Network, guesser: Guesser, items: Sequence[Encoded], pieces: Pieces) -> Tensor:
    batch = make_batch(items)
    numbers, attention = torch.from_numpy(batch.pieces), torch.from_numpy(batch.attention)
    real = attention.bool() & (numbers != pieces.start) & (numbers != pieces.end)
    hidden = real & (torch.rand(numbers.shape) < HIDDEN)
    chance = torch.rand(numbers.shape)
    shown = numbers.masked_fill(hidden & (chance < 0.8), pieces.mask)
    other = torch.randint_like(numbers, len(pieces.vocabulary))
    shown = torch.where(hidden & (chance > 0.9), other, shown)
    last = network.encoder(shown, attention_mask=attention).last_hidden_state[hidden]
    return functional.cross_entropy(guesser(last, network.encoder.embeddings.word_embeddings.weight), numbers[hidden])
