"""Turns samples into padded batches of piece ids and tag ids, drawn from the corpora in given shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from kg.train.corpora import IGNORED, Sample
from kg.train.labels import ANERCORP, AQMAR, PROJECT, WOJOOD, bio
from kg.train.words import clean

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["CLITIC_CLASSES", "HEADS", "Batch", "Pieces", "batch_of", "batches"]

HEADS: dict[str, tuple[str, ...]] = {
    "project": bio(PROJECT),
    "anercorp": bio(ANERCORP),
    "wojood": bio(WOJOOD),
    "aqmar": bio(AQMAR),
}
CLITIC_CLASSES = 4
"""A word begins with 0 to 3 letters of proclitics."""

MAX_PIECES = 160
_SOFT_NAME, _SOFT_OUTSIDE = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class Batch:
    """`pieces` and `mask` are (sentences, length); `firsts` are flat indices of the words' first pieces.

    `targets` holds for each head one class a word, `IGNORED` where the corpus says nothing; `weights` how much each
    word's tag of the head ``project`` counts.
    """

    pieces: Tensor
    mask: Tensor
    firsts: Tensor
    targets: dict[str, Tensor]
    weights: Tensor
    counts: tuple[int, ...]


class Pieces:
    """Piece ids of single words, remembered."""

    def __init__(self, tokenizer: Tokenizer, bos: int, eos: int, pad: int) -> None:
        self.tokenizer = tokenizer
        self.bos, self.eos, self.pad = bos, eos, pad
        self._known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        """The ids of a word's pieces, at least one."""
        known = self._known.get(word)
        if known is None:
            text = "▁" + clean(word)
            known = self._known[word] = list(self.tokenizer.encode(text, add_special_tokens=False).ids)
        return known


def batch_of(samples: Sequence[Sample], pieces: Pieces) -> Batch:
    """The batch of `samples`; words beyond `MAX_PIECES` pieces are cut off."""
    rows: list[list[int]] = []
    starts: list[list[int]] = []
    for sample in samples:
        row, begins = [pieces.bos], []
        for word in sample.words:
            ids = pieces.of(word)
            if len(row) + len(ids) >= MAX_PIECES:
                break
            begins.append(len(row))
            row.extend(ids)
        rows.append([*row, pieces.eos])
        starts.append(begins)
    length = max(len(row) for row in rows)
    table = torch.full((len(rows), length), pieces.pad, dtype=torch.long)
    mask = torch.zeros((len(rows), length), dtype=torch.bool)
    for i, row in enumerate(rows):
        table[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = True
    firsts = torch.tensor([i * length + at for i, begins in enumerate(starts) for at in begins])
    targets = {}
    for head, tags in HEADS.items():
        index = {tag: i for i, tag in enumerate(tags)}
        flat: list[int] = []
        for sample, begins in zip(samples, starts, strict=True):
            given = sample.tags.get(head)
            flat += [IGNORED if given is None else index.get(given[i], IGNORED) for i in range(len(begins))]
        targets[head] = torch.tensor(flat)
    clitics = [sample.clitics[i] for sample, begins in zip(samples, starts, strict=True) for i in range(len(begins))]
    targets["clitic"] = torch.tensor([c if c < CLITIC_CLASSES else IGNORED for c in clitics])
    weights = [
        1.0 if not sample.soft else _SOFT_OUTSIDE if sample.tags["project"][i] == "O" else _SOFT_NAME
        for sample, begins in zip(samples, starts, strict=True)
        for i in range(len(begins))
    ]
    return Batch(table, mask, firsts, targets, torch.tensor(weights), tuple(len(begins) for begins in starts))


_HAMZA = str.maketrans("أإآ", "ااا")


def _varied(sample: Sample, random: Random, share: float) -> Sample:
    """Now and then the sample as outlets write it that leave hamza out."""
    if random.random() >= share:
        return sample
    words = [word.translate(_HAMZA) for word in sample.words]
    return Sample(sample.source, words, sample.tags, sample.clitics, sample.soft)


def batches(
    corpora: dict[str, list[Sample]], shares: dict[str, float], pieces: Pieces, seed: int, size: int, pool: int = 320
) -> Iterator[Batch]:
    """Batches without end: at most `size` pieces each with padding, of sentences of like length.

    Each corpus is gone through in shuffled order again and again; `shares` says how often a sentence is drawn from it.
    """
    random = Random(seed)  # noqa: S311 - shuffles sentences
    names = sorted(corpora)
    weights = [shares[name] for name in names]
    queues: dict[str, list[Sample]] = {name: [] for name in names}
    while True:
        drawn: list[Sample] = []
        for name in random.choices(names, weights, k=pool):
            if not queues[name]:
                queues[name] = random.sample(corpora[name], len(corpora[name]))
            drawn.append(_varied(queues[name].pop(), random, 0.15))
        sized = sorted(
            ((min(sum(len(pieces.of(word)) for word in s.words), MAX_PIECES), i, s) for i, s in enumerate(drawn)),
            key=lambda item: item[:2],
        )
        groups: list[list[Sample]] = [[]]
        for length, _, sample in sized:
            if groups[-1] and (len(groups[-1]) + 1) * (length + 2) > size:
                groups.append([])
            groups[-1].append(sample)
        random.shuffle(groups)
        for group in groups:
            yield batch_of(group, pieces)
