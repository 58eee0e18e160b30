"""What is asked of the states of the encoder, as a torch module: small classifiers over tellings and mentions."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.extract.event_windows import DISTANCES

__all__ = ["EventHeads"]

_HIDDEN = 192
_SMALL = 0.02
"""Deviation of the tables at the beginning."""


class EventHeads(nn.Module):
    """Classifiers over the states of tellings and of mentions; each of a pair is seen by a sum and by a product.

    The names are those that `kg.train.export_events` reads.
    """

    def __init__(self, width: int, kinds: int, roles: int, stances: int, subtypes: int, modalities: int) -> None:
        """`kinds` of entities, `roles` and `stances` without none, `subtypes` of events."""
        super().__init__()
        self.family = nn.Embedding(2, width)
        self.kind = nn.Embedding(kinds, _HIDDEN)
        self.distance = nn.Embedding(DISTANCES, _HIDDEN)
        self.gap = nn.Embedding(DISTANCES, _HIDDEN)
        for table in (self.family, self.kind, self.distance, self.gap):
            nn.init.normal_(table.weight, std=_SMALL)
        self.telling, self.mention = nn.Linear(width, _HIDDEN), nn.Linear(2 * width, _HIDDEN)
        self.telling_factor, self.mention_factor = nn.Linear(width, _HIDDEN), nn.Linear(2 * width, _HIDDEN)
        self.role, self.stance = nn.Linear(2 * _HIDDEN, roles), nn.Linear(2 * _HIDDEN, stances)
        self.side, self.same_event = nn.Linear(width, _HIDDEN), nn.Linear(2 * _HIDDEN, 1)
        self.event = nn.Linear(width, 1)
        self.subtype, self.modality = nn.Linear(width, subtypes), nn.Linear(width, modalities)
        self.trigger = nn.Linear(width, 3)
        """What a word tells: nothing, an attack, a meeting. Asked in training alone."""
        self.dropout = nn.Dropout(0.2)

    def told(self, pooled: Tensor, attack: Tensor) -> Tensor:
        """The states of tellings, (tellings, width); `attack` is 1 for an attack, 0 for a meeting."""
        told: Tensor = pooled + self.family(attack)
        return told

    def roles(self, told: Tensor, named: Tensor, kinds: Tensor, distances: Tensor) -> tuple[Tensor, Tensor]:
        """Log-odds of roles and of stances against none, (tellings, mentions, classes)."""
        added = functional.gelu(
            self.telling(told)[:, None] + self.mention(named)[None] + self.kind(kinds)[None] + self.distance(distances)
        )
        times = torch.tanh(self.telling_factor(told))[:, None] * torch.tanh(self.mention_factor(named))[None]
        pair = self.dropout(torch.cat([added, times], -1))
        return self.role(pair), self.stance(pair)

    def same(self, told: Tensor, gaps: Tensor) -> Tensor:
        """Log-odds that two tellings are of one event, (tellings, tellings)."""
        side = self.side(told)
        added = functional.gelu(side[:, None] + side[None] + self.gap(gaps))
        apart = (side[:, None] - side[None]).abs()
        odds: Tensor = self.same_event(self.dropout(torch.cat([added, apart], -1)))[..., 0]
        return odds
