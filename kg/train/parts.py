"""Cuts the annotated articles into parts, by their ids: what one model learns from, another is tried on."""

from __future__ import annotations

import hashlib

__all__ = ["PARTS", "in_training", "part_of"]

PARTS = 5
_KEPT_BACK = 0
"""The part that no encoder learns from."""


def part_of(article: str) -> int:
    """The part of an article, below `PARTS`."""
    return int(hashlib.md5(article.encode(), usedforsecurity=False).hexdigest(), 16) % PARTS


def in_training(article: str) -> bool:
    """Whether the encoder learns from an article of the raw news; its voice is weighed on the others."""
    return part_of(article) != _KEPT_BACK
