"""What the recogniser of names says of annotated articles, for an encoder to keep to while it learns to read events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.extract.article_encoder import ArticleEncoder
from kg.extract.asking import Asked
from kg.extract.event_windows import Window

__all__ = ["Taught", "name_losses", "taught"]

_WEIGHT = 0.3
"""How much a word's tags count beside the questions about events; its proclitics count a third of it."""


@dataclass(frozen=True, slots=True)
class Taught:
    """Of each word of an article, the probabilities of its tags (words, tags), and its letters of proclitics."""

    tags: Tensor
    clitics: Tensor


def taught(asked: Asked, teacher: ArticleEncoder) -> Taught:
    """What the shipped encoder says of an article's words, sentence by sentence, as the corpora of names taught it."""
    said = [teacher.encode(asked.words[first:last], [(0, last - first)]) for first, last in asked.sentences]
    tags, proclitics = (np.concatenate([getattr(s, part) for s in said]) for part in ("tags", "proclitics"))
    return Taught(torch.from_numpy(tags).exp(), torch.from_numpy(proclitics))


def name_losses(states: Tensor, told: Taught, window: Window, heads: nn.ModuleDict) -> Iterator[tuple[str, Tensor]]:
    """The losses over the names of a window, weighed; `states` are those of its pieces, (length, width)."""
    words = list(window.firsts)
    here = states[[window.firsts[word] for word in words]]
    tags = functional.log_softmax(heads["project"](here), -1)
    yield "names", _WEIGHT * functional.kl_div(tags, told.tags[words], reduction="sum")
    clitics = functional.cross_entropy(heads["clitic"](here), told.clitics[words], reduction="sum")
    yield "proclitics", _WEIGHT / 3 * clitics
