"""Fit a network to samples: annotated sentences in, a fitted network out, its progress in the log.

One pass costs about four minutes on two cores for 320,000 words. The weights that are kept are a running mean of those
of the last steps, which is worth as much as a much longer cooling.
"""

import copy
import logging
import math
import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.parsing.pieces import Encoded, Pieces, make_batch
from extractors.training.network import HEADS, Network, mask_arcs
from extractors.training.samples import UNKNOWN, Material, Sample, make_sample, number_labels

logger = logging.getLogger(__name__)

WEIGHTS = {"morphology": 0.2, "tags": 0.1, "lemmas": 0.3, "names": 0.6}
"""What each head's loss counts beside those of arcs and relations, which count 1."""

LONGEST = 100
"""Words of the longest sentence that is learnt from."""


class Course(NamedTuple):
    """How long and how fast a network learns; rates are the highest, after a warm-up, and fall to nothing."""

    passes: float
    seed: int = 0
    pieces: int = 1500
    encoder_rate: float = 2e-4
    scorer_rate: float = 1e-3
    piece_dropout: float = 0.03
    warmup: int = 100
    decay: float = 0.998


def fit(
    network: Network,
    materials: Sequence[Material],
    course: Course,
    *,
    language: str,
    after_pass: Callable[[int], None] = lambda _: None,
) -> Network:
    """Return a copy of the network with the mean weights of the course's steps, the last of them counting most."""
    torch.manual_seed(course.seed)
    chance = random.Random(course.seed)
    pieces = Pieces(network.vocabulary)
    learnt = [material for material in materials if len(material.sentence.words) <= LONGEST]
    optimizer = make_optimizer(network, course)
    rates = [group["lr"] for group in optimizer.param_groups]
    mean: Network = copy.deepcopy(network).eval()
    total = step = 0
    losses: list[float] = []
    for number in range(math.ceil(course.passes)):
        batches = list(make_batches(network, learnt, pieces, chance, size=course.pieces, language=language))
        total = total or round(len(batches) * course.passes)
        network.train()
        for items, samples in batches[: max(total - step, 0)]:
            rising, falling = (step + 1) / min(course.warmup, 1 + total // 10), 1 - step / total
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(rising, falling, 1.0)
            loss = find_loss(network, items, samples, pieces, course.piece_dropout)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            losses.append(loss.item())
            follow(mean, network, min(course.decay, (1 + step) / (10 + step)))
            if step % 50 == 0:
                logger.info("step %d of %d: loss %.3f", step, total, sum(losses[-50:]) / 50)
        after_pass(number)
        if step >= total:
            break
    return mean


def make_optimizer(network: Network, course: Course) -> torch.optim.AdamW:
    """Return the optimizer, with a rate for the pretrained encoder and a higher one for what stands on it."""
    encoder = list(network.encoder.parameters())
    known = {id(parameter) for parameter in encoder}
    scorers = [parameter for parameter in network.parameters() if id(parameter) not in known]
    groups = [{"params": encoder, "lr": course.encoder_rate}, {"params": scorers, "lr": course.scorer_rate}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def make_batches(
    network: Network,
    materials: Sequence[Material],
    pieces: Pieces,
    chance: random.Random,
    *,
    size: int,
    language: str,
) -> Iterator[tuple[list[Encoded], list[Sample]]]:
    """Yield all sentences once, varied by chance, in batches of like length and up to `size` pieces, shuffled."""
    numbers = number_labels(network.labels)
    samples = [make_sample(material, numbers, chance, language=language) for material in materials]
    items = pieces.encode([sample.words for sample in samples])
    for batch in group_by_length(items, chance, size=size):
        yield [items[index] for index in batch], [samples[index] for index in batch]


def group_by_length(items: Sequence[Encoded], chance: random.Random, *, size: int) -> list[list[int]]:
    """Return the places of sentences in groups of like length, shuffled; a group padded has up to `size` pieces."""
    order = sorted(range(len(items)), key=lambda index: len(items[index].pieces) + 4 * chance.random())
    groups: list[list[int]] = [[]]
    for index in order:
        if groups[-1] and len(items[index].pieces) * (len(groups[-1]) + 1) > size:
            groups.append([])
        groups[-1].append(index)
    chance.shuffle(groups)
    return groups


def find_loss(
    network: Network, items: Sequence[Encoded], samples: Sequence[Sample], pieces: Pieces, piece_dropout: float
) -> Tensor:
    """Return the loss of a batch: cross entropy of heads, relations and the labels of words, where they are known."""
    batch = make_batch(items)
    numbers = torch.from_numpy(batch.pieces)
    if piece_dropout:
        hidden = (torch.rand(numbers.shape) < piece_dropout) & (numbers != pieces.start) & (numbers != pieces.end)
        numbers = numbers.masked_fill(hidden & torch.from_numpy(batch.attention).bool(), pieces.mask)
    scores = network(numbers, *(torch.from_numpy(part) for part in batch[1:]))
    shape = scores.arcs.shape[:2]
    heads, relations = (_pad([getattr(s, field) for s in samples], shape) for field in ("heads", "relations"))
    words = torch.zeros(shape, dtype=torch.bool)
    for row, sample in enumerate(samples):
        words[row, : len(sample.words) + 1] = True
    loss = network.mix.sum() * 0
    if (heads != UNKNOWN).any():
        labelled = network.score_relations(scores.dependents, scores.governors, heads.clamp(min=0))
        loss = loss + _cross_entropy(mask_arcs(scores.arcs, words), heads) + _cross_entropy(labelled, relations)
    for name, given in zip(network.heads, scores.heads, strict=True):
        wanted = _pad([getattr(sample, name) for sample in samples], shape)
        if (wanted != UNKNOWN).any():
            loss = loss + WEIGHTS[name] * _cross_entropy(given, wanted)
    return loss


@torch.no_grad()
def follow(mean: Network, network: Network, decay: float) -> None:
    """Move a mean of weights towards the weights of the network."""
    torch._foreach_lerp_(list(mean.parameters()), list(network.parameters()), 1 - decay)


def _pad(rows: Sequence[Sequence[int]], shape: Sequence[int]) -> Tensor:
    padded = torch.full(tuple(shape), UNKNOWN, dtype=torch.long)
    for row, values in enumerate(rows):
        padded[row, 1 : len(values) + 1] = torch.tensor(values)
    return padded


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=UNKNOWN)


__all__ = ["HEADS", "Course", "find_loss", "fit"]
