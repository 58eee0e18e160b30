"""Passing over the articles that a store has already, read from the same words by the same configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum

from kg.model import Article
from kg.store.protocol import Store
from kg.work.manifest import content_digest
from kg.work.outcome import Item, Unchanged

__all__ = ["Rebuild", "without_unchanged"]


class Rebuild(Enum):
    """Which articles that are in the store already are read again."""

    CHANGED = "changed"
    """Those whose words have changed, and those that another configuration has read."""
    ALL = "all"
    WORDS_ONLY = "words"
    """Those whose words have changed, whatever configuration has read them."""


def without_unchanged(
    items: Iterable[Item],
    store: Store,
    configuration: str,
    rebuild: Rebuild,
    *,
    on_other_configuration: Callable[[], None] = lambda: None,
) -> Iterator[Item]:
    """`items`, with `Unchanged` in the place of each article that need not be read again.

    `on_other_configuration` is called once, when the first article is met that another configuration has read.
    """
    told = False
    for item in items:
        if not isinstance(item, Article) or rebuild is Rebuild.ALL:
            yield item
            continue
        known = store.origin(item.id)
        if known is None or known.digest != content_digest(item):
            yield item
            continue
        same = known.configuration == configuration
        if not same and not told:
            told = True
            on_other_configuration()
        yield Unchanged(item.id) if same or rebuild is Rebuild.WORDS_ONLY else item
